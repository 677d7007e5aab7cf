//! The composer: opening it for a provision, asking part by part, putting the passage into the answer.

mod opening;
mod putting;

use super::answering;
use crate::app::command::Command;
use crate::app::composer::Composer;
use crate::app::desk::{Desk, Focus};
use crate::app::effect::Effect;
use crate::app::form::Form as _;
use crate::app::model::{Model, Settings};
use crate::app::overlay::Overlay;
use crate::domain::case::Case;
use crate::domain::composing::{Setting, locate};
use crate::domain::ids::QuestionId;
use crate::domain::question::{Argument, Citation};

pub(super) use self::opening::{open, reopen};

fn setting(settings: &Settings) -> Setting<'_> {
    let own = &settings.authority;
    let short_name = if own.short_name.is_empty() {
        &own.name
    } else {
        &own.short_name
    };
    Setting {
        authority: &own.name,
        short_name,
    }
}

fn argument<'a>(case: &'a Case, id: &QuestionId, citation: &Citation) -> Option<&'a Argument> {
    let question = case.question(id)?;
    question
        .arguments
        .iter()
        .find(|argument| argument.citation == *citation)
}

/// Brings passage, marks and windows of the form up to date.
pub(super) fn refresh(model: &Model, form: &mut Composer) {
    form.refresh(setting(&model.settings));
    let parts = crate::app::geometry::composer(model.size, form);
    if let Some(field) = form.fields.get_mut(form.at) {
        field.editor.layout(&field.text, parts.input.width.max(1));
        field.editor.follow_caret(parts.input.height.max(1));
    }
    form.preview
        .layout(&form.passage, parts.preview.width.max(1));
    form.preview.follow_caret(parts.preview.height.max(1));
}

fn form_of(model: &mut Model) -> Option<&mut Composer> {
    match &mut model.overlay {
        Some(Overlay::Composer(form)) => Some(form),
        _ => None,
    }
}

/// Does what the officer asks for in the composer.
pub(super) fn perform(model: &mut Model, command: Command) -> Vec<Effect> {
    match command {
        Command::PutIn => putting::put_in(model),
        Command::NextPart => part(model, 1),
        Command::PreviousPart => part(model, -1),
        Command::CiteAnyway => cite_only(model),
        Command::UndoPart => undo(model),
        Command::RedoPart => redo(model),
        _ => Vec::new(),
    }
}

/// Goes to the next part, or back.
fn part(model: &mut Model, by: isize) -> Vec<Effect> {
    let key = model.settings.keymap.label(Command::PutIn);
    let Some(form) = form_of(model) else {
        return Vec::new();
    };
    if !form.step(by) && by > 0 {
        let words = if form.open.is_empty() {
            format!("That was the last part; {key} puts the passage into the answer")
        } else {
            form.go_to_open();
            "This part is still open".to_owned()
        };
        model.say(words);
    }
    Vec::new()
}

/// Takes what is chosen or written and goes on.
pub(super) fn confirm(model: &mut Model) -> Vec<Effect> {
    if let Some(form) = form_of(model)
        && form.field().part.asked.is_chosen()
        && form.field().chosen().is_none()
    {
        form.choose(0);
    }
    part(model, 1)
}

/// Takes back what was typed last in this part.
fn undo(model: &mut Model) -> Vec<Effect> {
    if let Some(form) = form_of(model)
        && !form.undo()
    {
        model.say("Nothing to undo in this part");
    }
    Vec::new()
}

/// Types again what was taken back in this part.
fn redo(model: &mut Model) -> Vec<Effect> {
    if let Some(form) = form_of(model)
        && !form.redo()
    {
        model.say("Nothing to do again in this part");
    }
    Vec::new()
}

/// Keeps what was given in a form that something else takes the place of. Returns whether there was anything.
pub(super) fn keep_draft(model: &mut Model) -> bool {
    let Some(Overlay::Composer(form)) = &model.overlay else {
        return false;
    };
    let Some(desk) = &model.desk else {
        return false;
    };
    if !form.touched {
        return false;
    }
    let key = (
        desk.case.reference.clone(),
        form.targets[0].clone(),
        form.citation.clone(),
    );
    model.reasons.insert(key, form.draft());
    true
}

/// Leaves the composer; what was given is there when it is opened again.
pub(super) fn leave(model: &mut Model) -> Vec<Effect> {
    let kept = keep_draft(model);
    let label = form_of(model).map_or_else(String::new, |form| form.label.clone());
    model.overlay = None;
    if kept {
        let key = model.settings.keymap.label(Command::Insert);
        model.say(format!(
            "Left; what you wrote is there when you press {key} on {label} again"
        ));
    }
    Vec::new()
}

/// Leaves the composer and only cites the provision.
fn cite_only(model: &mut Model) -> Vec<Effect> {
    let Some(form) = form_of(model) else {
        return Vec::new();
    };
    let (regime, index) = (form.citation.regime.clone(), form.index);
    keep_draft(model);
    model.overlay = None;
    answering::cite(model, &regime, index)
}

/// Returns the provision whose composed passage holds the caret of the answer.
pub(super) fn passage_at_caret(desk: &Desk) -> Option<Citation> {
    let question = desk.current()?;
    if desk.focus != Focus::Answer {
        return None;
    }
    let caret = desk.answer.caret();
    question.arguments.iter().find_map(|argument| {
        let range = locate(&question.answer, &argument.passage).range()?;
        (range.start..=range.end)
            .contains(&caret)
            .then(|| argument.citation.clone())
    })
}
