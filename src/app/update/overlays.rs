//! What lies over the screen: opening it, typing in it, choosing, leaving it.

mod asking;
mod clock;
mod line;
mod new_case;
mod picking;
mod reading;
mod request;

use super::{composer, earlier, figures, forms, harvest, library_screen, sharing, snippet_form};
use crate::app::command::{COMMANDS, Command};
use crate::app::effect::Effect;
use crate::app::geometry;
use crate::app::model::Model;
use crate::app::overlay::{ChoiceOption, Overlay, Palette, Pick, Prompt, PromptPurpose};
use crate::app::scroll::Scroll;
use crate::text::edit::{CaretAfter, EditAction};
use crate::text::fold::search_fold;

pub(super) use asking::{ask_fact, choose_citation, choose_held, choose_lead, choose_outcome};
pub(super) use clock::{show_clock, show_due};
pub(super) use new_case::{create_case, new_case};
pub(super) use reading::show_to_read;
pub(super) use request::show_request;

/// Shows every command with its keys.
pub(super) fn help(model: &mut Model) -> Vec<Effect> {
    keep_draft(model);
    model.overlay = Some(Overlay::Help(Scroll::default()));
    Vec::new()
}

/// Shows the commands by name.
pub(super) fn palette(model: &mut Model) -> Vec<Effect> {
    keep_draft(model);
    model.overlay = Some(Overlay::Palette(Palette::default()));
    Vec::new()
}

// A request in the box is not lost when something else takes its place.
fn keep_draft(model: &mut Model) {
    harvest::park(model);
    composer::keep_draft(model);
    snippet_form::park(model);
    if let Some(Overlay::NewCase(form)) = &mut model.overlay {
        model.draft = std::mem::take(&mut form.text);
    }
}

/// Tells whether the case cannot be worked on before the officer has chosen what becomes of an earlier session.
pub(super) fn waits_for_an_answer(model: &Model) -> bool {
    let asks = |option: &ChoiceOption| matches!(option.pick, Pick::Later);
    matches!(&model.overlay, Some(Overlay::Choice(choice)) if choice.options.iter().any(asks))
}

/// An editing action goes to the line or the text of the overlay.
pub(super) fn typed(overlay: &mut Overlay, action: EditAction) {
    match overlay {
        Overlay::Palette(palette) => {
            palette.filter.perform(action);
            palette.scroll = Scroll::default();
        }
        Overlay::Prompt(prompt) => {
            prompt.complaint = None;
            prompt.input.perform(action);
        }
        Overlay::NewCase(form) => {
            if let Some(splice) = form.editor.perform(&form.text, action)
                && splice.apply(&mut form.text).is_ok()
            {
                form.editor
                    .spliced(&form.text, &splice, CaretAfter::AfterInserted);
                new_case::preview(form);
            }
        }
        Overlay::Composer(form) => forms::typed(&mut **form, action),
        Overlay::SnippetForm(form) => forms::typed(&mut **form, action),
        Overlay::Library(screen) => {
            screen.filter.perform(action);
            screen.text.top = 0;
        }
        Overlay::Settling(screen) => {
            if let Some(written) = &mut screen.editing {
                written.perform(action);
            }
        }
        Overlay::Harvest(screen) => {
            if let Some((_, written)) = &mut screen.mending {
                written.perform(action);
            }
        }
        Overlay::Reviewing(_)
        | Overlay::Comparing(_)
        | Overlay::Earlier(_)
        | Overlay::Figures(_)
        | Overlay::Help(_)
        | Overlay::Choice(_)
        | Overlay::Reading { .. } => {}
    }
}

/// Keeps what the overlay shows in step with the model.
pub(super) fn refresh(model: &Model, overlay: &mut Overlay) {
    let body = geometry::frame(model.size).body;
    match overlay {
        Overlay::Palette(palette) => {
            palette.commands = commands_for(model, palette.filter.text());
            let height = usize::from(
                geometry::palette(model.size)
                    .inner()
                    .height
                    .saturating_sub(1),
            );
            palette.scroll.show(height, palette.commands.len());
        }
        Overlay::Choice(choice) => {
            let (lines, options) = (choice.text.len(), choice.options.len());
            let parts = geometry::choosing(model.size, lines, choice.page.is_some(), options);
            let rows = usize::from(parts.options.height);
            choice.scroll.show(rows.max(1), options);
            if let Some(shown) = &mut choice.page {
                sharing::keep_in_view(shown, parts.page);
            }
        }
        Overlay::NewCase(form) => {
            let area = geometry::new_case_text(model.size);
            form.editor.layout(&form.text, area.width.max(1));
            form.editor.follow_caret(area.height.max(1));
        }
        Overlay::Help(scroll) => clamp_reading(
            scroll,
            crate::app::hints::help_lines(model).len(),
            body.height,
        ),
        Overlay::Reading { lines, scroll, .. } => clamp_reading(scroll, lines.len(), body.height),
        Overlay::Composer(form) => composer::refresh(model, form),
        Overlay::SnippetForm(form) => snippet_form::refresh(model, form),
        Overlay::Library(screen) => library_screen::refresh(model, screen),
        Overlay::Settling(screen) => sharing::refresh_settling(model, screen),
        Overlay::Reviewing(screen) => sharing::refresh_reviewing(model, screen),
        Overlay::Comparing(screen) => sharing::refresh_comparing(model, screen),
        Overlay::Earlier(screen) => earlier::refresh(model, screen),
        Overlay::Figures(screen) => figures::refresh(model, screen),
        Overlay::Harvest(screen) => harvest::refresh(model, screen),
        Overlay::Prompt(_) => {}
    }
}

pub(super) fn clamp_reading(scroll: &mut Scroll, lines: usize, height: u16) {
    scroll.top = scroll
        .top
        .min(lines.saturating_sub(usize::from(height.saturating_sub(4)).max(1)));
    scroll.cursor = scroll.top;
}

// Commands whose title or name holds all words typed, those that begin with them first.
fn commands_for(model: &Model, typed: &str) -> Vec<Command> {
    let words: Vec<String> = search_fold(typed)
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let mut hits: Vec<(bool, usize, Command)> = COMMANDS
        .iter()
        .enumerate()
        .filter(|(_, info)| model.offers(info.command) && info.command != Command::Palette)
        .filter_map(|(at, info)| {
            let text = search_fold(&format!("{} {} {}", info.title, info.id, info.short));
            let all = words.iter().all(|word| text.contains(word.as_str()));
            let starts = words
                .first()
                .is_some_and(|word| text.starts_with(word.as_str()));
            all.then_some((!starts, at, info.command))
        })
        .collect();
    hits.sort_by_key(|(later, at, _)| (*later, *at));
    hits.into_iter().map(|(_, _, command)| command).collect()
}

/// Leaves the overlay.
pub(super) fn cancel(model: &mut Model) -> Vec<Effect> {
    // The journal of the earlier session waits; writing on would leave nothing to go back to.
    if waits_for_an_answer(model) {
        model.overlay = None;
        return super::moving::back_to_board(model);
    }
    if matches!(model.overlay, Some(Overlay::Composer(_))) {
        return composer::leave(model);
    }
    if matches!(model.overlay, Some(Overlay::SnippetForm(_))) {
        return snippet_form::leave(model);
    }
    if let Some(Overlay::Settling(screen)) = &mut model.overlay
        && screen.editing.take().is_some()
    {
        model.say("Left; nothing is decided about this place yet");
        return Vec::new();
    }
    if matches!(model.overlay, Some(Overlay::Harvest(_))) {
        return harvest::leave(model);
    }
    match model.overlay.take() {
        // What was asked about past letters leads back to them.
        Some(Overlay::Prompt(Prompt {
            purpose: PromptPurpose::PastLetters | PromptPurpose::HarvestedProvisions(_),
            ..
        })) => harvest::back(model),
        Some(Overlay::Choice(choice))
            if matches!(
                choice.options.first().map(|option| &option.pick),
                Some(Pick::HarvestedOutcome(..))
            ) =>
        {
            harvest::back(model);
        }
        Some(Overlay::Prompt(Prompt {
            purpose: PromptPurpose::Field { .. },
            ..
        })) => {
            let key = model.settings.keymap.label(Command::NextField);
            model.say(format!("The field stays open and marked; {key} asks again"));
        }
        Some(Overlay::Choice(choice)) if choice.options.iter().any(fills_a_field) => {
            let key = model.settings.keymap.label(Command::NextField);
            model.say(format!("The field stays open and marked; {key} asks again"));
        }
        // A pasted request is not lost with one key: it is there when the box is opened again.
        Some(Overlay::NewCase(form)) if !form.text.trim().is_empty() => {
            model.draft = form.text;
            let key = model.settings.keymap.label(Command::NewCase);
            model.say(format!(
                "Left; the text is still there when you press {key} again"
            ));
        }
        _ => {}
    }
    Vec::new()
}

fn fills_a_field(option: &ChoiceOption) -> bool {
    matches!(option.pick, Pick::FillField { .. })
}

/// Takes what was chosen or typed.
pub(super) fn confirm(model: &mut Model) -> Vec<Effect> {
    if matches!(model.overlay, Some(Overlay::Composer(_))) {
        return composer::confirm(model);
    }
    if matches!(model.overlay, Some(Overlay::SnippetForm(_))) {
        return snippet_form::confirm(model);
    }
    if matches!(model.overlay, Some(Overlay::Library(_))) {
        return library_screen::edit(model);
    }
    match model.overlay.take() {
        Some(Overlay::Palette(palette)) => match palette.commands.get(palette.scroll.cursor) {
            Some(command) => super::commands::perform(model, *command),
            None => Vec::new(),
        },
        Some(Overlay::Prompt(prompt)) => line::take(model, prompt),
        Some(Overlay::Choice(choice)) => match choice.options.into_iter().nth(choice.scroll.cursor)
        {
            Some(option) => picking::pick(model, option.pick),
            None => Vec::new(),
        },
        other @ Some(
            Overlay::NewCase(_)
            | Overlay::Composer(_)
            | Overlay::SnippetForm(_)
            | Overlay::Library(_)
            | Overlay::Settling(_)
            | Overlay::Reviewing(_)
            | Overlay::Earlier(_)
            | Overlay::Figures(_)
            | Overlay::Harvest(_),
        ) => {
            model.overlay = other;
            Vec::new()
        }
        Some(Overlay::Help(_) | Overlay::Reading { .. } | Overlay::Comparing(_)) | None => {
            Vec::new()
        }
    }
}
