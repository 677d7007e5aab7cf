//! Saving what is written in the form: what stands in the way is shown, and what the disk says comes back.

use super::form_of;
use crate::app::command::Command;
use crate::app::effect::{Effect, Ticket};
use crate::app::message::Kept;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::snippet_form::SnippetForm;
use crate::domain::snippet::{Layer, State};

// The words that were found are the public's: a switchboard, a published address.
pub(super) fn mean(model: &mut Model) {
    let Some(form) = form_of(model) else { return };
    match form.leaks.first().cloned() {
        Some(leak) if leak.may_be_meant => {
            form.meant.push(leak.words.clone());
            let key = model.settings.keymap.label(Command::SaveSnippet);
            model.say(format!(
                "“{}” stays in the snippet; {key} saves it",
                leak.words
            ));
        }
        Some(leak) => model.warn(format!(
            "“{}” is {}: it cannot go into a shared library",
            leak.words, leak.what
        )),
        None => model.say("Nothing was found that belongs to this case"),
    }
}

/// Saves the snippet, unless something stands in the way: then its place is shown.
pub(super) fn save(model: &mut Model) -> Vec<Effect> {
    let (meant, personal) = (
        model.settings.keymap.label(Command::MeantInSnippet),
        model.settings.layers.contains(&Layer::Personal),
    );
    let Some(form) = form_of(model) else {
        return Vec::new();
    };
    if form.saving.is_some() {
        return Vec::new();
    }
    if let Some(fault) = form.faults.first().cloned() {
        form.go_to_fault(fault.part);
        form.complaint = Some(fault.words.clone());
        model.warn(fault.words);
        return Vec::new();
    }
    if let Some(leak) = form.leaks.first().cloned() {
        form.go_to_leak(&leak);
        let way = if leak.may_be_meant {
            format!("{meant} if it is meant to be there")
        } else if personal {
            "make it a field, or save it to your personal library".to_owned()
        } else {
            "make it a field or take it out".to_owned()
        };
        let words = format!("“{}” is {}: {way}", leak.words, leak.what);
        form.complaint = Some(words.clone());
        model.warn(words);
        return Vec::new();
    }
    let ticket = model.next_ticket();
    let Some(form) = form_of(model) else {
        return Vec::new();
    };
    form.saving = Some(ticket);
    let effect = Effect::WriteSnippet {
        ticket,
        layer: form.layer(),
        draft: Box::new(form.draft.clone()),
        was: form.replaces().map(str::to_owned),
    };
    model.say("Saving the snippet …");
    vec![effect]
}

/// The snippet was written, or not: then everything that was typed is still in the form.
pub(in crate::app::update) fn written(
    model: &mut Model,
    ticket: Ticket,
    result: Result<Kept, String>,
) -> Vec<Effect> {
    let waits = |form: &SnippetForm| form.saving == Some(ticket);
    if !form_of(model).is_some_and(|form| waits(form))
        && let Some(form) = model.parked.take_if(|form| waits(form))
    {
        model.overlay = Some(Overlay::SnippetForm(form));
    }
    let Some(form) = form_of(model).filter(|form| waits(form)) else {
        return Vec::new();
    };
    form.saving = None;
    match result {
        Ok(kept) => {
            let (title, layer, state) = (form.draft.title.clone(), form.layer(), form.draft.state);
            let behind = form.behind.take();
            model.overlay = behind.map(|overlay| *overlay);
            let words = match (kept, state) {
                (Kept::Proposed(_), _) => "is proposed: somebody who may change it decides",
                (_, State::Withdrawn) => "is withdrawn and no longer suggested",
                (_, State::Draft) => "is saved as a draft",
                (_, State::Approved) => "is saved",
            };
            model.say(format!(
                "“{title}” {words}, in the {} library",
                layer.word()
            ));
        }
        Err(words) => {
            form.complaint = Some(words.clone());
            model.fail(words);
        }
    }
    Vec::new()
}
