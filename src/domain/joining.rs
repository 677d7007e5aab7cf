//! Three versions of an open case into one: as it was read, mine on screen, theirs on the disk by now.
//!
//! Two officers seldom meet in one question: what only one of them changed is taken, a text that both changed is merged
//! by its lines. Where both changed the same, mine stays on screen and is named, so that somebody decides.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::case::{Case, Facts, Place};
use super::change::Change;
use super::ids::QuestionId;
use super::merge;
use super::question::Question;
use crate::text::edit::Splice;

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Joined {
    /// What is to be changed in mine so that it holds theirs as well.
    pub changes: Vec<Change>,
    /// The questions in which something of theirs was taken.
    pub taken: Vec<QuestionId>,
    /// The questions that both changed in the same place.
    pub clashes: Vec<QuestionId>,
    /// Whether something else of theirs was taken: facts, opening, closing, the order of the questions.
    pub frame: bool,
    /// Whether both changed the same of that.
    pub frame_clashes: bool,
}

impl Joined {
    /// Tells whether mine and theirs are put together wholly.
    pub fn is_clean(&self) -> bool {
        self.clashes.is_empty() && !self.frame_clashes
    }
}

/// Puts three versions of a case together.
pub fn join(base: &Case, mine: &Case, theirs: &Case) -> Joined {
    let mut joined = Joined::default();
    let facts = join_facts(base, mine, theirs, &mut joined);
    if let Some(facts) = facts {
        joined.changes.push(Change::Facts {
            before: Arc::clone(&mine.facts),
            after: Arc::new(facts),
        });
    }
    for place in [Place::Opening, Place::Closing] {
        let texts = [base, mine, theirs].map(|case| case.text(&place));
        match merge::lines(texts[0], texts[1], texts[2]) {
            Some(text) if text != texts[1] => {
                joined.frame = true;
                let splice = Splice::new(texts[1], 0..texts[1].len(), text);
                joined.changes.push(Change::Text { place, splice });
            }
            Some(_) => {}
            None => joined.frame_clashes = true,
        }
    }
    let questions = join_questions(base, mine, theirs, &mut joined);
    if questions != mine.questions {
        joined.changes.push(Change::Questions {
            before: mine.questions.clone(),
            after: questions,
        });
    }
    joined
}

// Whichever changed; none if both did, each in another way.
fn pick<'a, T: PartialEq>(base: &T, mine: &'a T, theirs: &'a T) -> Option<&'a T> {
    if theirs == base || mine == theirs {
        Some(mine)
    } else if mine == base {
        Some(theirs)
    } else {
        None
    }
}

fn join_facts(base: &Case, mine: &Case, theirs: &Case, joined: &mut Joined) -> Option<Facts> {
    let (base, own, theirs) = (&*base.facts, &*mine.facts, &*theirs.facts);
    let mut facts = own.clone();
    let mut clash = false;
    macro_rules! each {
        ($($field:ident)*) => { $(
            match pick(&base.$field, &own.$field, &theirs.$field) {
                Some(value) => facts.$field.clone_from(value),
                None => clash = true,
            }
        )* };
    }
    each!(title requester received events regime status preamble postscript arrival allowed approvals review letter_date);
    for (name, value) in &theirs.fields {
        if base.fields.get(name) == Some(value) || own.fields.get(name) == Some(value) {
            continue;
        }
        if own.fields.get(name) == base.fields.get(name) {
            facts.fields.insert(name.clone(), value.clone());
        } else {
            clash = true;
        }
    }
    joined.frame_clashes |= clash;
    let moved = facts != *own;
    joined.frame |= moved;
    moved.then_some(facts)
}

fn join_questions(
    base: &Case,
    mine: &Case,
    theirs: &Case,
    joined: &mut Joined,
) -> Vec<Arc<Question>> {
    let mut list = Vec::new();
    for id in order(base, mine, theirs, joined) {
        match (base.question(&id), mine.question(&id), theirs.question(&id)) {
            (None, None, Some(new)) => {
                joined.taken.push(id);
                list.push(Arc::clone(new));
            }
            (_, Some(own), None) => match base.question(&id) {
                // They took it away, and nothing was written here since.
                Some(old) if is_same(old, own) => joined.frame = true,
                _ => list.push(Arc::clone(own)),
            },
            (old, Some(own), Some(other)) => {
                let none = Question::new(id.clone());
                let old = old.map_or(&none, AsRef::as_ref);
                list.push(join_question(old, own, other, joined));
            }
            // I took it away; what they wrote into it meanwhile is not thrown away with it.
            (Some(old), None, Some(other)) => {
                if !is_same(old, other) {
                    joined.taken.push(id);
                    list.push(Arc::clone(other));
                }
            }
            (_, None, None) => {}
        }
    }
    list
}

// All questions in the order of whoever moved them; those that the other has added stand behind their neighbours.
fn order(base: &Case, mine: &Case, theirs: &Case, joined: &mut Joined) -> Vec<QuestionId> {
    let ids = |case: &Case| -> Vec<QuestionId> {
        case.questions
            .iter()
            .map(|question| question.id.clone())
            .collect()
    };
    let (old, own, other) = (ids(base), ids(mine), ids(theirs));
    let common = |list: &[QuestionId]| -> Vec<QuestionId> {
        let all = [&old, &own, &other];
        let shared = list
            .iter()
            .filter(|id| all.iter().all(|list| list.contains(id)));
        shared.cloned().collect()
    };
    let they_moved = common(&other) != common(&old);
    let i_moved = common(&own) != common(&old);
    let (mut order, added) = if they_moved && !i_moved {
        joined.frame = true;
        (other, own)
    } else {
        joined.frame_clashes |= they_moved && common(&own) != common(&other);
        (own, other)
    };
    let known: BTreeSet<QuestionId> = order.iter().cloned().collect();
    for (at, id) in added.iter().enumerate() {
        if known.contains(id) {
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| added.get(at));
        let place = before.and_then(|before| order.iter().position(|id| id == before));
        order.insert(place.map_or(0, |place| place + 1), id.clone());
    }
    order
}

fn is_same(one: &Question, other: &Question) -> bool {
    let plain = |question: &Question| Question {
        stamp: 0,
        ..question.clone()
    };
    plain(one) == plain(other)
}

fn join_question(
    base: &Question,
    mine: &Arc<Question>,
    theirs: &Question,
    joined: &mut Joined,
) -> Arc<Question> {
    if is_same(base, theirs) || is_same(mine, theirs) {
        return Arc::clone(mine);
    }
    let mut question = (**mine).clone();
    let mut clash = false;
    for (own, old, other) in [
        (&mut question.text, &base.text, &theirs.text),
        (&mut question.answer, &base.answer, &theirs.answer),
        (&mut question.before, &base.before, &theirs.before),
    ] {
        match merge::lines(old, own, other) {
            Some(text) => *own = text,
            None => clash = true,
        }
    }
    macro_rules! each {
        ($($field:ident)*) => { $(
            match pick(&base.$field, &mine.$field, &theirs.$field) {
                Some(value) => question.$field.clone_from(value),
                None => clash = true,
            }
        )* };
    }
    each!(kind marker level outcome held arguments answered_with contribution approvals reviewed regime);
    // What one of them added is in, what one of them took out is out.
    question.citations.extend(theirs.citations.iter().cloned());
    question.citations.retain(|cite| {
        let gone =
            |side: &Question| base.citations.contains(cite) && !side.citations.contains(cite);
        !gone(mine) && !gone(theirs)
    });
    for source in &theirs.sources {
        if !question.sources.contains(source) && !base.sources.contains(source) {
            question.sources.push(source.clone());
        }
    }
    question.sources.retain(|source| {
        let gone =
            |side: &Question| base.sources.contains(source) && !side.sources.contains(source);
        !gone(theirs)
    });
    if clash {
        joined.clashes.push(question.id.clone());
        // Half of a change of theirs is no answer of anybody's.
        return Arc::clone(mine);
    }
    if is_same(&question, mine) {
        return Arc::clone(mine);
    }
    joined.taken.push(question.id.clone());
    Arc::new(question)
}

#[cfg(test)]
mod tests;
