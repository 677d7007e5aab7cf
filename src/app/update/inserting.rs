//! Putting a passage into answers: a snippet's or a past answer's, as one step that undo takes back.

use std::sync::Arc;

use jiff::civil::Date;

use super::answering::{as_paragraph, combined};
use crate::app::desk::Desk;
use crate::app::effect::Effect;
use crate::domain::case::Place;
use crate::domain::change::Change;
use crate::domain::event::Event;
use crate::domain::ids::QuestionId;
use crate::domain::memory::{Inserted, Used};
use crate::domain::outcome::Outcome;
use crate::domain::question::{Citation, Question, Source};
use crate::domain::suggest::Typed;

/// A text that goes into answers, with what it makes of the questions.
#[derive(Debug, Clone)]
pub(super) struct Passage {
    /// What it is called, for undo and notices.
    pub(super) title: String,
    /// The text.
    pub(super) text: String,
    /// What it is.
    pub(super) used: Used,
    /// Where it came from, as the question remembers it.
    pub(super) source: Source,
    /// The outcome it gives to the question.
    pub(super) outcome: Option<Outcome>,
    /// The provisions it relies on.
    pub(super) citations: Vec<Citation>,
}

/// Puts a passage at the caret, or into every marked question. Returns the effects and how many answers it went into.
pub(super) fn insert(desk: &mut Desk, passage: &Passage, today: Date) -> (Vec<Effect>, usize) {
    let own = desk.place();
    let places: Vec<Place> = if desk.marked.is_empty() {
        vec![own.clone()]
    } else {
        let open = desk.targets().into_iter().filter(|id| {
            desk.case
                .question(id)
                .is_some_and(|question| !question.is_group() && question.answered_with.is_none())
        });
        open.map(Place::Answer).collect()
    };
    let mut changes: Vec<Change> = places
        .iter()
        .map(|place| {
            let text = desk.case.text(place);
            let (caret, selected) = if *place == own {
                (desk.answer.caret(), desk.answer.selection())
            } else {
                (text.len(), None)
            };
            Change::Text {
                place: place.clone(),
                splice: as_paragraph(text, selected.unwrap_or(caret..caret), &passage.text),
            }
        })
        .collect();
    changes.extend(labelled(desk, &places, &changes, passage));
    let mut effects = desk.commit(changes, format!("insert “{}”", passage.title));
    let questions = || places.iter().filter_map(|place| place.question());
    effects.push(Effect::Record(Event::Inserted {
        snippet: passage.source.snippet.clone(),
        questions: questions().map(ToString::to_string).collect(),
    }));
    desk.inserted.extend(questions().map(|question| Inserted {
        date: today,
        question: question.clone(),
        used: passage.used.clone(),
        source: passage.source.snippet.clone(),
        passage: passage.text.clone(),
    }));
    if desk.read_only.is_none() {
        effects.push(Effect::KeepUses(desk.inserted.clone()));
    }
    let filters = Typed::filters(desk.panel.filter.text());
    desk.panel.filter.set_text(&filters);
    desk.marked.clear();
    (effects, places.len())
}

/// Puts a passage of its own into each of these answers, below what stands there. One undo step.
pub(super) fn insert_each(
    desk: &mut Desk,
    each: &[(QuestionId, Passage)],
    title: &str,
    today: Date,
) -> Vec<Effect> {
    let mut changes: Vec<Change> = each
        .iter()
        .map(|(id, passage)| {
            let place = Place::Answer(id.clone());
            let text = desk.case.text(&place);
            let splice = as_paragraph(text, text.len()..text.len(), &passage.text);
            Change::Text { place, splice }
        })
        .collect();
    let mut case = desk.case.clone();
    for change in &changes {
        if case.apply(change).is_err() {
            return Vec::new();
        }
    }
    changes.push(Change::questions(&case, |list| {
        for (id, passage) in each {
            if let Some(question) = list.iter_mut().find(|question| question.id == *id) {
                let was_empty = desk.case.text(&Place::Answer(id.clone())).trim().is_empty();
                label(Arc::make_mut(question), passage, was_empty);
            }
        }
    }));
    let mut effects = desk.commit(changes, title);
    for (id, passage) in each {
        effects.push(Effect::Record(Event::Inserted {
            snippet: passage.source.snippet.clone(),
            questions: vec![id.to_string()],
        }));
        desk.inserted.push(Inserted {
            date: today,
            question: id.clone(),
            used: passage.used.clone(),
            source: passage.source.snippet.clone(),
            passage: passage.text.clone(),
        });
    }
    if desk.read_only.is_none() {
        effects.push(Effect::KeepUses(desk.inserted.clone()));
    }
    effects
}

// Outcome, provisions and source of the questions follow the passage. An outcome that is there is not overwritten,
// unless the answer was empty; a disclosure next to a refusal makes a partial disclosure.
fn labelled(desk: &Desk, places: &[Place], texts: &[Change], passage: &Passage) -> Option<Change> {
    let mut case = desk.case.clone();
    for change in texts {
        case.apply(change).ok()?;
    }
    let change = Change::questions(&case, |list| {
        for question in list
            .iter_mut()
            .filter(|question| places.contains(&Place::Answer(question.id.clone())))
        {
            let place = Place::Answer(question.id.clone());
            let was_empty = desk.case.text(&place).trim().is_empty();
            label(Arc::make_mut(question), passage, was_empty);
        }
    });
    (!change.is_idle()).then_some(change)
}

fn label(question: &mut Question, passage: &Passage, was_empty: bool) {
    if let Some(new) = passage.outcome {
        question.outcome = Some(match question.outcome {
            Some(old) if !was_empty => combined(old, new),
            _ => new,
        });
        question.held = question
            .outcome
            .and_then(Outcome::implies_held)
            .or(question.held);
        question.citations.extend(passage.citations.iter().cloned());
    }
    question.sources.push(passage.source.clone());
}
