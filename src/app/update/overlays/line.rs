//! A line that was filled in: what is done with it, or why it cannot be taken.

use super::clock;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::overlay::{Overlay, Prompt, PromptPurpose};
use crate::app::update::{
    checks, contribution, fields, finishing, harvest, reviewing, sent, sharing, sign_off, writing,
};
use crate::domain::change::Change;
use crate::domain::fields::read_date;
use crate::text::clean::{LONGEST_LINE, clean_line};

/// Takes the line that was filled in; one that cannot be taken stays, with the reason.
pub(super) fn take(model: &mut Model, mut prompt: Prompt) -> Vec<Effect> {
    let (line, _) = clean_line(prompt.input.text(), LONGEST_LINE);
    let value = line.trim().to_owned();
    let refuse = |model: &mut Model, prompt: &mut Prompt, words: &str| {
        prompt.complaint = Some(words.to_owned());
        model.overlay = Some(Overlay::Prompt(prompt.clone()));
        Vec::new()
    };
    match prompt.purpose.clone() {
        PromptPurpose::Field {
            name,
            optional,
            per_answer,
            kind,
        } => {
            if value.is_empty() && !optional {
                return refuse(
                    model,
                    &mut prompt,
                    "Write something, or press Esc to leave the field open",
                );
            }
            let read = if value.is_empty() {
                Ok(value)
            } else {
                kind.read(&value)
            };
            match read {
                Ok(value) => fields::fill(model, &name, &value, per_answer),
                Err(words) => refuse(model, &mut prompt, &words),
            }
        }
        PromptPurpose::OverrideReason(view) => {
            if value.chars().count() < checks::SHORTEST_REASON {
                return refuse(model, &mut prompt, "A reason is needed");
            }
            finishing::send(model, view, Some(value))
        }
        purpose @ (PromptPurpose::AskedOf(_) | PromptPurpose::WantedBy { .. }) => {
            match contribution::take(model, purpose, value) {
                Ok(effects) => effects,
                Err(words) => refuse(model, &mut prompt, words),
            }
        }
        PromptPurpose::ReviewAsked(of) => match reviewing::take(model, of, &value) {
            Ok(effects) => effects,
            Err(words) => refuse(model, &mut prompt, words),
        },
        purpose @ (PromptPurpose::ApprovedBy(_)
        | PromptPurpose::LetterDate
        | PromptPurpose::ClockEvent(_)) => take_told(model, purpose, &value)
            .unwrap_or_else(|words| refuse(model, &mut prompt, &words)),
        PromptPurpose::Decision { proposal, accept } => {
            if !accept && value.is_empty() {
                return refuse(
                    model,
                    &mut prompt,
                    "Write why, so that the proposer can learn from it",
                );
            }
            sharing::decided(model, &proposal, accept, &value)
        }
        PromptPurpose::Find => {
            if let Some(desk) = &mut model.desk {
                desk.sought = value;
            }
            writing::find_next(model)
        }
        PromptPurpose::PastLetters => harvest::path(model, &value),
        PromptPurpose::HarvestedProvisions(at) => harvest::provisions(model, at, &value),
        purpose @ (PromptPurpose::Title | PromptPurpose::Requester | PromptPurpose::Received) => {
            match take_fact(model, &purpose, value) {
                Ok(effects) => effects,
                Err(words) => refuse(model, &mut prompt, words),
            }
        }
        PromptPurpose::MeantToBeThere { code, words } => {
            match checks::mean(model, &code, &words, &value) {
                Ok(effects) => effects,
                Err(complaint) => refuse(model, &mut prompt, complaint),
            }
        }
        PromptPurpose::Marker(id) => {
            let Some(desk) = &mut model.desk else {
                return Vec::new();
            };
            let change = Change::question(&desk.case, &id, |question| question.marker = value);
            desk.commit(vec![change], "change the number")
        }
    }
}

// What is read by whoever asked for it, and may be refused with words of their own.
fn take_told(
    model: &mut Model,
    purpose: PromptPurpose,
    value: &str,
) -> Result<Vec<Effect>, String> {
    match purpose {
        PromptPurpose::ApprovedBy(of) => sign_off::take(model, &of, value),
        PromptPurpose::ClockEvent(kind) => clock::take_event(model, &kind, value),
        _ => sent::take_date(model, value),
    }
}

// Takes a fact of the case.
fn take_fact(
    model: &mut Model,
    purpose: &PromptPurpose,
    value: String,
) -> Result<Vec<Effect>, &'static str> {
    Ok(match purpose {
        PromptPurpose::Title => {
            change_facts(model, "change the title", |facts| facts.title = value)
        }
        PromptPurpose::Requester => change_facts(model, "change the requester", |facts| {
            facts.requester = value;
        }),
        _ => {
            let date = read_date(&value)
                .ok_or("Not a date: write it like 24 November 2026 or 24/11/2026")?;
            change_facts(model, "change the date of receipt", |facts| {
                facts.received = Some(date);
            })
        }
    })
}

/// Changes the facts of the case as one step.
pub(super) fn change_facts(
    model: &mut Model,
    title: &str,
    edit: impl FnOnce(&mut crate::domain::case::Facts),
) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let change = Change::facts(&desk.case, edit);
    desk.commit(vec![change], title)
}
