//! The library learns: what went into an answer is remembered for the question it served.
//!
//! It is remembered when the case is closed, and only if the answer still holds it: until then undo can take it back.
//! Meanwhile it is kept with the journal, so that a session that is cut off loses none of it.

use std::sync::Arc;

use crate::app::desk::Desk;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::domain::memory::{Lesson, Use, remembered, still_holds};

/// Returns the effect that remembers what was used on this desk.
pub(super) fn remember(desk: &Desk) -> Option<Effect> {
    // How a finding of a review is put into words says nothing about what fits a question.
    if desk.case.is_review() {
        return None;
    }
    let mut lessons: Vec<Lesson> = Vec::new();
    for inserted in &desk.inserted {
        let Some(question) = desk.case.question(&inserted.question) else {
            continue;
        };
        let named = question
            .sources
            .iter()
            .any(|source| source.snippet == inserted.source);
        if !named || !still_holds(&question.answer, &inserted.passage) {
            continue;
        }
        let lesson = Lesson {
            used: inserted.used.clone(),
            case: Use {
                date: inserted.date,
                question: remembered(&question.text, &desk.case.facts.requester),
            },
        };
        if !lesson.case.question.is_empty() && !lessons.contains(&lesson) {
            lessons.push(lesson);
        }
    }
    (!lessons.is_empty() && desk.read_only.is_none()).then_some(Effect::Remember(lessons))
}

/// What was used is on the disk: the library of this session learns it too.
pub(super) fn learnt(model: &mut Model, lessons: &[Lesson]) -> Vec<Effect> {
    let library = (*model.library).clone().having_learnt(lessons);
    model.library = Arc::new(library);
    model.generation += 1;
    Vec::new()
}
