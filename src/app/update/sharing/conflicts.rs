//! Settling what two have changed in the same place.

use super::super::{composer, underneath};
use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::scroll::Scroll;
use crate::app::sharing::{Settling, to_edit};
use crate::app::written::Written;
use crate::store::sync::conflicts::{Choice, Waiting};

pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    if let Some(effects) = underneath::ask(model) {
        return effects;
    }
    if model.sharing.conflicts.is_empty() {
        let key = model.settings.keymap.label(Command::Sync);
        model.say(format!("No conflict waits; {key} syncs"));
        return Vec::new();
    }
    composer::keep_draft(model);
    model.overlay = Some(Overlay::Settling(Box::default()));
    Vec::new()
}

fn screen(model: &mut Model) -> Option<&mut Settling> {
    match &mut model.overlay {
        Some(Overlay::Settling(screen)) => Some(screen),
        _ => None,
    }
}

pub(super) fn decide(model: &mut Model, choice: Choice) -> Vec<Effect> {
    let Some(at) = screen(model).map(|screen| screen.at) else {
        return Vec::new();
    };
    let place = model
        .sharing
        .places()
        .get(at)
        .map(|(waiting, part, _)| (waiting.id.clone(), *part));
    let Some(place) = place else {
        return Vec::new();
    };
    model.sharing.decided.insert(place, choice);
    let places = model.sharing.places();
    let open = (at + 1..places.len()).chain(0..at).find(|at| {
        places
            .get(*at)
            .is_some_and(|(waiting, part, _)| model.sharing.choice(waiting, *part).is_none())
    });
    if let Some(open) = open {
        if let Some(screen) = screen(model) {
            screen.at = open;
            screen.scroll = Scroll::default();
        }
    } else {
        let key = model.settings.keymap.label(Command::SettleDecided);
        model.say(format!(
            "Everything is decided: {key} writes it, the next sync shares it"
        ));
    }
    Vec::new()
}

pub(super) fn edit(model: &mut Model) -> Vec<Effect> {
    let Some(at) = screen(model).map(|screen| screen.at) else {
        return Vec::new();
    };
    let text = model
        .sharing
        .places()
        .get(at)
        .map(
            |(waiting, part, place)| match model.sharing.choice(waiting, *part) {
                Some(Choice::Text(text)) => text.clone(),
                _ => to_edit(place),
            },
        );
    if let (Some(text), Some(screen)) = (text, screen(model)) {
        screen.editing = Some(Written::new(text));
    }
    Vec::new()
}

pub(super) fn take_written(model: &mut Model) -> Vec<Effect> {
    let written = screen(model).and_then(|screen| screen.editing.take());
    match written {
        Some(written) => decide(model, Choice::Text(written.text)),
        None => Vec::new(),
    }
}

pub(super) fn settle(model: &mut Model) -> Vec<Effect> {
    let ready = model.sharing.ready();
    if ready.is_empty() {
        let keys = &model.settings.keymap;
        model.warn(format!(
            "Decide first: {} takes yours, {} theirs, {} edits both",
            keys.label(Command::TakeMine),
            keys.label(Command::TakeTheirs),
            keys.label(Command::EditBoth)
        ));
        return Vec::new();
    }
    vec![Effect::Settle(ready)]
}

/// Decisions were written, or some of them could not be.
pub(in crate::app::update) fn settled(
    model: &mut Model,
    complaint: Option<String>,
    conflicts: Vec<Waiting>,
) -> Vec<Effect> {
    let before = model.sharing.conflicts.len();
    model.sharing.take_conflicts(conflicts);
    let left = model.sharing.conflicts.len();
    if let Some(screen) = screen(model) {
        screen.at = 0;
        if left == 0 {
            model.overlay = None;
        }
    }
    let done = before.saturating_sub(left);
    if let Some(words) = complaint {
        model.fail(words);
    } else {
        let key = model.settings.keymap.label(Command::Sync);
        let what = if done == 1 {
            "One file is settled".to_owned()
        } else {
            format!("{done} files are settled")
        };
        model.say(format!("{what}; {key} shares it"));
    }
    vec![Effect::LookAtSharing]
}
