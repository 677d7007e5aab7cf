//! The mouse: a click chooses, a second click opens, dragging selects, the wheel scrolls what it is over.

mod screens;

use self::screens::{
    over_comparison, over_composer, over_earlier, over_figures, over_harvest, over_library,
    over_snippet_form,
};
use super::{answering, checks, keys, library_screen, moving, overlays, refresh, writing};
use crate::app::command::Command;
use crate::app::desk::Focus;
use crate::app::effect::Effect;
use crate::app::geometry::{self, Area};
use crate::app::hints;
use crate::app::message::{Mouse, MouseKind};
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::panel::Tab;
use crate::text::edit::EditAction;

/// The rows the wheel moves by.
const NOTCH: isize = 3;

/// The mouse did something.
pub(super) fn moved(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    if mouse.kind == MouseKind::Press {
        model.notice = None;
        if let Some(command) = hints::at(model, mouse.column, mouse.row) {
            return super::commands::perform(model, command);
        }
    }
    if model.overlay.is_some() {
        return over_overlay(model, mouse);
    }
    if model.desk.is_some() {
        over_desk(model, mouse)
    } else {
        over_board(model, mouse)
    }
}

fn wheel(mouse: Mouse) -> Option<isize> {
    match mouse.kind {
        MouseKind::WheelUp => Some(-NOTCH),
        MouseKind::WheelDown => Some(NOTCH),
        MouseKind::Press | MouseKind::Drag => None,
    }
}

fn over_board(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    let len = model.board.rows.len();
    if let Some(by) = wheel(mouse) {
        model.board.scroll.step(by, len);
        return Vec::new();
    }
    let status = geometry::frame(model.size).status;
    if mouse.kind == MouseKind::Press && status.contains(mouse.column, mouse.row) {
        let command = if model.sharing.conflicts.is_empty() {
            Command::Sync
        } else {
            Command::Conflicts
        };
        return super::commands::perform(model, command);
    }
    let list = geometry::board(model.size, model.board.remarks().len()).list;
    if mouse.kind == MouseKind::Press && list.contains(mouse.column, mouse.row) {
        let row = model.board.scroll.top + usize::from(mouse.row - list.y);
        if row < len {
            let again = model.board.scroll.cursor == row && mouse.clicks > 1;
            model.board.scroll.go(row, len);
            if again {
                return moving::open_chosen(model);
            }
        }
    }
    Vec::new()
}

fn over_desk(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    let panes = model.panes();
    let at = |area: Area| area.contains(mouse.column, mouse.row);
    if mouse.kind == MouseKind::Press && at(geometry::frame(model.size).status) {
        return super::commands::perform(model, Command::Clock);
    }
    if at(panes.questions) {
        over_questions(model, mouse, panes.questions.inner())
    } else if at(panes.panel) {
        over_panel(model, mouse, panes.panel)
    } else if at(panes.letter) {
        over_letter(model, mouse, panes.letter.prose())
    } else if at(panes.answer) {
        over_text(model, mouse, panes.answer.prose(), Focus::Answer)
    } else if at(panes.question) {
        over_text(model, mouse, panes.question.prose(), Focus::Question)
    } else {
        Vec::new()
    }
}

fn over_questions(model: &mut Model, mouse: Mouse, rows: Area) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let len = desk.rows();
    if let Some(by) = wheel(mouse) {
        let row = desk
            .list
            .cursor
            .saturating_add_signed(by.signum())
            .min(len - 1);
        moving::go_to_row(desk, row);
        return Vec::new();
    }
    if mouse.kind == MouseKind::Press && rows.contains(mouse.column, mouse.row) {
        let row = desk.list.top + usize::from(mouse.row - rows.y);
        if row < len {
            desk.focus = Focus::Questions;
            moving::go_to_row(desk, row);
            // On the mark at the start of the row, or with Shift, the question is marked for a common answer.
            if mouse.shift || mouse.column < rows.x + 2 {
                return answering::mark(model, false);
            }
            if mouse.clicks > 1 {
                return moving::focus_answer(model);
            }
        }
    }
    Vec::new()
}

fn over_panel(model: &mut Model, mouse: Mouse, panel: Area) -> Vec<Effect> {
    let parts = geometry::panel_parts(panel);
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let len = desk.panel.rows.len();
    let height = usize::from(parts.rows.height / geometry::PANEL_ROW);
    if let Some(by) = wheel(mouse) {
        desk.panel.scroll.step(by.signum(), len);
        return Vec::new();
    }
    if mouse.kind != MouseKind::Press {
        return Vec::new();
    }
    if parts.tabs.contains(mouse.column, mouse.row) {
        return match hints::tab_at(model, mouse.column) {
            Some(tab) => moving::tab(model, tab),
            None => Vec::new(),
        };
    }
    desk.focus = Focus::Panel;
    if parts.rows.contains(mouse.column, mouse.row) {
        let row =
            desk.panel.scroll.top + usize::from((mouse.row - parts.rows.y) / geometry::PANEL_ROW);
        if row < len && row < desk.panel.scroll.top + height {
            let again = desk.panel.scroll.cursor == row && mouse.clicks > 1;
            desk.panel.scroll.go(row, len);
            if again {
                return answering::insert_chosen(model);
            }
            // The first click shows what was found and leaves the keys of the finding on the bottom bar.
            if desk.panel.tab == Tab::Checks {
                return checks::show_chosen(model);
            }
        }
    }
    Vec::new()
}

fn over_letter(model: &mut Model, mouse: Mouse, rows: Area) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    if let Some(by) = wheel(mouse) {
        desk.letter.editor.scroll_by(by);
        return Vec::new();
    }
    let Some(action) = action_at(mouse, rows, desk.letter.editor.top()) else {
        return Vec::new();
    };
    desk.focus = Focus::Letter;
    let text = std::mem::take(&mut desk.letter.text);
    desk.letter.editor.perform(&text, action);
    desk.letter.text = text;
    // A second click on a word goes to where it is written.
    if mouse.clicks == 2 {
        return moving::go_to_source(model);
    }
    Vec::new()
}

fn over_text(model: &mut Model, mouse: Mouse, rows: Area, focus: Focus) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    if focus == Focus::Question && desk.current().is_none() {
        return Vec::new();
    }
    let editor = if focus == Focus::Question {
        &mut desk.question
    } else {
        &mut desk.answer
    };
    if let Some(by) = wheel(mouse) {
        editor.scroll_by(by);
        return Vec::new();
    }
    let Some(action) = action_at(mouse, rows, editor.top()) else {
        return Vec::new();
    };
    desk.focus = focus;
    writing::edit(model, action)
}

// A point on the screen as a point of the text.
fn action_at(mouse: Mouse, rows: Area, top: usize) -> Option<EditAction> {
    let row = top
        + usize::from(
            mouse
                .row
                .saturating_sub(rows.y)
                .min(rows.height.saturating_sub(1)),
        );
    let column = mouse.column.saturating_sub(rows.x);
    match (mouse.kind, mouse.clicks) {
        (MouseKind::Press, 2) => Some(EditAction::SelectWord { row, column }),
        (MouseKind::Press, 3..) => Some(EditAction::SelectParagraph { row, column }),
        (MouseKind::Press, _) => Some(EditAction::Click {
            row,
            column,
            extend: mouse.shift,
        }),
        (MouseKind::Drag, _) => Some(EditAction::Drag { row, column }),
        (MouseKind::WheelUp | MouseKind::WheelDown, _) => None,
    }
}

fn over_overlay(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    let size = model.size;
    let Some(overlay) = &mut model.overlay else {
        return Vec::new();
    };
    let by = wheel(mouse);
    let pressed = mouse.kind == MouseKind::Press;
    match overlay {
        Overlay::Help(scroll) | Overlay::Reading { scroll, .. } => {
            if let Some(by) = by {
                scroll.top = scroll.top.saturating_add_signed(by);
            } else if pressed && !geometry::reading(size).contains(mouse.column, mouse.row) {
                return overlays::cancel(model);
            }
        }
        Overlay::Palette(palette) => {
            let area = geometry::palette(size);
            if let Some(by) = by {
                palette.scroll.step(by.signum(), palette.commands.len());
            } else if pressed && !area.contains(mouse.column, mouse.row) {
                return overlays::cancel(model);
            } else if pressed && mouse.row > area.y + 1 {
                palette.scroll.go(
                    palette.scroll.top + usize::from(mouse.row - area.y - 2),
                    palette.commands.len(),
                );
                return overlays::confirm(model);
            }
        }
        Overlay::Choice(choice) => {
            let (lines, options) = (choice.text.len(), choice.options.len());
            let parts = geometry::choosing(size, lines, choice.page.is_some(), options);
            let list = parts.options;
            if let Some(by) = by {
                match &mut choice.page {
                    Some(shown) => shown.scroll.top = shown.scroll.top.saturating_add_signed(by),
                    None => choice.scroll.step(by.signum(), options),
                }
            } else if pressed && list.contains(mouse.column, mouse.row) {
                let row = choice.scroll.top + usize::from(mouse.row - list.y);
                if row < options {
                    choice.scroll.go(row, options);
                    return overlays::confirm(model);
                }
            }
        }
        Overlay::NewCase(form) => {
            let rows = geometry::new_case_text(size);
            if let Some(by) = by {
                form.editor.scroll_by(by);
            } else if rows.contains(mouse.column, mouse.row) || mouse.kind == MouseKind::Drag {
                let action = action_at(mouse, rows, form.editor.top());
                return action.map_or_else(Vec::new, |action| keys::typed(model, action));
            }
        }
        Overlay::Composer(form) => over_composer(form, mouse, size),
        Overlay::SnippetForm(form) => over_snippet_form(form, mouse, size),
        Overlay::Library(screen) => {
            if over_library(screen, mouse, size) {
                return library_screen::edit(model);
            }
        }
        Overlay::Settling(_) | Overlay::Reviewing(_) | Overlay::Comparing(_) => {
            return over_comparison(model, mouse);
        }
        Overlay::Figures(_) => return over_figures(model, mouse),
        Overlay::Earlier(screen) => {
            if over_earlier(screen, mouse, size) {
                return super::commands::perform(model, Command::TakeEarlier);
            }
        }
        Overlay::Harvest(_) => return over_harvest(model, mouse),
        Overlay::Prompt(_) => {}
    }
    refresh::refresh(model);
    Vec::new()
}
