//! Deciding on what colleagues propose for shared layers.

use super::super::composer;
use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::overlay::{Overlay, Prompt, PromptPurpose};
use crate::app::sharing::{Proposed, Reviewing};
use crate::text::edit::LineEditor;

pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    if model.sharing.proposals.is_empty() {
        model.say("Nothing is proposed");
        return vec![Effect::LoadProposals];
    }
    composer::keep_draft(model);
    let at = model
        .sharing
        .proposals
        .iter()
        .position(|proposed| proposed.yours && proposed.proposal.is_open());
    model.overlay = Some(Overlay::Reviewing(Box::new(Reviewing {
        at: at.unwrap_or(0),
        ..Reviewing::default()
    })));
    vec![Effect::LoadProposals]
}

/// The proposals were read.
pub(in crate::app::update) fn proposals(
    model: &mut Model,
    proposals: Vec<Proposed>,
) -> Vec<Effect> {
    model.sharing.proposals = proposals;
    let count = model.sharing.proposals.len();
    if let Some(Overlay::Reviewing(screen)) = &mut model.overlay {
        screen.at = screen.at.min(count.saturating_sub(1));
        if count == 0 {
            model.overlay = None;
        }
    }
    Vec::new()
}

pub(super) fn ask_word(model: &mut Model, accept: bool) -> Vec<Effect> {
    let Some(Overlay::Reviewing(screen)) = &model.overlay else {
        return Vec::new();
    };
    let Some(proposed) = model.sharing.proposals.get(screen.at) else {
        return Vec::new();
    };
    if !proposed.yours || !proposed.proposal.is_open() {
        model.warn("Only those who may change this layer decide, and only once");
        return Vec::new();
    }
    let by = &proposed.proposal.by;
    let (title, hint) = if accept {
        (format!("Accept: a word to {by}"), "It may stay empty.")
    } else {
        (
            format!("Decline: why, for {by}"),
            "A few words are needed; the text stays with who made it.",
        )
    };
    model.overlay = Some(Overlay::Prompt(Prompt {
        title,
        hint: hint.to_owned(),
        input: LineEditor::default(),
        purpose: PromptPurpose::Decision {
            proposal: proposed.proposal.name(),
            accept,
        },
        complaint: None,
    }));
    Vec::new()
}

/// A word was given with a decision on a proposal.
pub(in crate::app::update) fn decided(
    model: &mut Model,
    name: &str,
    accept: bool,
    word: &str,
) -> Vec<Effect> {
    let proposal = model
        .sharing
        .proposals
        .iter()
        .find(|proposed| proposed.proposal.name() == name)
        .map(|proposed| proposed.proposal.clone());
    proposal.map_or_else(Vec::new, |proposal| {
        vec![Effect::Decide {
            proposal: Box::new(proposal),
            accept,
            word: word.to_owned(),
        }]
    })
}

/// A decision on a proposal was carried out, or not.
pub(in crate::app::update) fn decision_made(
    model: &mut Model,
    result: Result<String, String>,
) -> Vec<Effect> {
    match result {
        Ok(words) => {
            let key = model.settings.keymap.label(Command::Sync);
            model.say(format!("{words}; {key} shares it"));
        }
        Err(words) => model.fail(words),
    }
    vec![Effect::LoadProposals, Effect::LookAtSharing]
}
