//! The mouse over the screens that lie on the desk: forms, lists and comparisons.

use super::super::{figures, forms, keys, library_screen, overlays, refresh};
use super::{action_at, wheel};
use crate::app::command::Command;
use crate::app::composer::{Composer, Field};
use crate::app::earlier::EarlierScreen;
use crate::app::effect::Effect;
use crate::app::form::Form;
use crate::app::geometry::{self, Area};
use crate::app::library_screen::LibraryScreen;
use crate::app::message::{Mouse, MouseKind};
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::snippet_form::SnippetForm;
use crate::app::written::Written;
use crate::text::edit::EditAction;

/// A click chooses a part of the reasons or an option, or puts the caret into the text.
pub(super) fn over_composer(form: &mut Composer, mouse: Mouse, size: (u16, u16)) {
    let pressed = mouse.kind == MouseKind::Press;
    let parts = geometry::composer(size, form);
    let at = |area: Area| area.contains(mouse.column, mouse.row);
    if let Some(by) = wheel(mouse) {
        if at(parts.preview) {
            form.preview.scroll_by(by);
        } else if let Some(field) = form.fields.get_mut(form.at) {
            field.editor.scroll_by(by);
        }
    } else if pressed && at(parts.list) {
        let first = form.first_shown(parts.list.height);
        let row = first + usize::from(mouse.row - parts.list.y);
        if let Some(part) = form.shown().get(row) {
            form.go(*part);
        }
    } else {
        over_input(form, mouse, parts.input);
    }
}

/// A click chooses a period, the wheel scrolls.
pub(super) fn over_figures(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    let parts = geometry::figures(model.size);
    let Some(Overlay::Figures(screen)) = &mut model.overlay else {
        return Vec::new();
    };
    if let Some(by) = wheel(mouse) {
        screen.scroll.top = screen.scroll.top.saturating_add_signed(by);
    } else if mouse.kind == MouseKind::Press
        && parts.periods.contains(mouse.column, mouse.row)
        && let Some(period) = geometry::period_at(parts.periods, mouse.column)
    {
        return figures::choose(model, period);
    }
    Vec::new()
}

/// Tells whether the answer under the pointer is taken: a second click on it.
pub(super) fn over_earlier(screen: &mut EarlierScreen, mouse: Mouse, size: (u16, u16)) -> bool {
    let parts = geometry::harvest(size);
    let at = |area: Area| area.contains(mouse.column, mouse.row);
    let len = screen.given.len();
    if let Some(by) = wheel(mouse) {
        if at(parts.list) {
            screen.scroll.step(by.signum(), len);
            screen.text.top = 0;
        } else {
            screen.text.top = screen.text.top.saturating_add_signed(by);
        }
        return false;
    }
    if mouse.kind != MouseKind::Press || !at(parts.list) {
        return false;
    }
    let row = screen.scroll.top + usize::from(mouse.row - parts.list.y);
    if row >= len {
        return false;
    }
    screen.scroll.go(row, len);
    screen.text.top = 0;
    mouse.clicks == 2
}

/// A second click on a pair, or on its text, begins to mend it.
pub(super) fn over_harvest(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    let parts = geometry::harvest(model.size);
    let at = |area: Area| area.contains(mouse.column, mouse.row);
    let by = wheel(mouse);
    let Some(Overlay::Harvest(screen)) = &mut model.overlay else {
        return Vec::new();
    };
    if let Some((_, written)) = &mut screen.mending {
        let action = over_written(written, mouse, parts.text);
        return action.map_or_else(Vec::new, |action| keys::typed(model, action));
    }
    let len = screen.len();
    if let Some(by) = by {
        screen.scroll.step(by.signum(), len);
    } else if mouse.kind == MouseKind::Press && at(parts.list) {
        let row = screen.scroll.top + usize::from(mouse.row - parts.list.y);
        if row < len {
            screen.scroll.go(row, len);
            if mouse.clicks == 2 {
                return super::super::commands::perform(model, Command::MendAnswer);
            }
        }
    } else if mouse.kind == MouseKind::Press && at(parts.text) && mouse.clicks == 2 {
        return super::super::commands::perform(model, Command::MendAnswer);
    }
    refresh::refresh(model);
    Vec::new()
}

/// A click on the part that is asked for chooses an option of it, or puts the caret into its text.
fn over_input(form: &mut impl Form, mouse: Mouse, input: Area) {
    let inside = input.contains(mouse.column, mouse.row);
    if form.field().part.asked.is_chosen() {
        if inside && mouse.kind == MouseKind::Press {
            form.choose(option_at(mouse, input, form.field()));
        }
    } else if inside || mouse.kind == MouseKind::Drag {
        let action = action_at(mouse, input, form.field().editor.top());
        if let Some(action) = action {
            forms::typed(form, action);
        }
    }
}

/// The option at a row of a choice.
fn option_at(mouse: Mouse, input: Area, field: &Field) -> usize {
    let room = usize::from(input.height) / geometry::OPTION_ROWS;
    field.first_option(room) + usize::from(mouse.row - input.y) / geometry::OPTION_ROWS
}

/// Returns whether the chosen snippet is to be edited: a second click.
pub(super) fn over_library(screen: &mut LibraryScreen, mouse: Mouse, size: (u16, u16)) -> bool {
    let parts = geometry::library(size);
    let at = |area: Area| area.contains(mouse.column, mouse.row);
    if let Some(by) = wheel(mouse) {
        if at(parts.list) {
            screen.scroll.step(by.signum(), screen.rows.len());
            screen.text.top = 0;
        } else {
            screen.text.top = screen.text.top.saturating_add_signed(by);
        }
        return false;
    }
    if mouse.kind != MouseKind::Press {
        return false;
    }
    if at(parts.tabs)
        && let Some(detail) = geometry::detail_at(parts.tabs, mouse.column)
    {
        library_screen::show(screen, detail);
    }
    if !at(parts.list) {
        return false;
    }
    let row = screen.scroll.top + usize::from((mouse.row - parts.list.y) / geometry::PANEL_ROW);
    let again = screen.scroll.cursor == row && mouse.clicks > 1;
    if row < screen.rows.len() && !again {
        screen.scroll.go(row, screen.rows.len());
        screen.text.top = 0;
    }
    again
}

/// A click chooses a part of the form or puts the caret into it.
pub(super) fn over_snippet_form(form: &mut SnippetForm, mouse: Mouse, size: (u16, u16)) {
    let parts = geometry::snippet_form(size, form);
    let at = |area: Area| area.contains(mouse.column, mouse.row);
    let pressed = mouse.kind == MouseKind::Press;
    if let Some(by) = wheel(mouse) {
        if at(parts.preview) {
            form.preview.scroll_by(by);
        } else if at(parts.list) {
            form.step(by.signum());
        } else if let Some(field) = form.fields.get_mut(form.at) {
            field.editor.scroll_by(by);
        }
    } else if pressed && at(parts.list) {
        let row = form.first_shown(parts.list.height) + usize::from(mouse.row - parts.list.y);
        if row < form.fields.len() {
            form.go(row);
        }
    } else {
        over_input(form, mouse, parts.input);
    }
}

/// The wheel turns the pages of what is compared; a click beside it leaves.
pub(super) fn over_comparison(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    let parts = geometry::comparison(model.size);
    let at = |area: Area| area.contains(mouse.column, mouse.row);
    let by = wheel(mouse);
    let scroll = match &mut model.overlay {
        Some(Overlay::Settling(screen)) => {
            if let Some(written) = &mut screen.editing {
                let action = over_written(written, mouse, parts.text);
                return action.map_or_else(Vec::new, |action| keys::typed(model, action));
            }
            &mut screen.scroll
        }
        Some(Overlay::Reviewing(screen)) => &mut screen.scroll,
        Some(Overlay::Comparing(screen)) => &mut screen.scroll,
        _ => return Vec::new(),
    };
    if let Some(by) = by {
        scroll.top = scroll.top.saturating_add_signed(by);
    } else if mouse.kind == MouseKind::Press && !at(parts.frame) {
        return overlays::cancel(model);
    }
    refresh::refresh(model);
    Vec::new()
}

// The wheel turns the text; a click puts the caret into it.
fn over_written(written: &mut Written, mouse: Mouse, area: Area) -> Option<EditAction> {
    if let Some(by) = wheel(mouse) {
        written.editor.scroll_by(by);
        return None;
    }
    let here = area.contains(mouse.column, mouse.row) || mouse.kind == MouseKind::Drag;
    here.then(|| action_at(mouse, area, written.editor.top()))?
}
