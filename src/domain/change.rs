//! Changes of a case: each has an inverse for undo, and a small form for the journal.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::case::{Block, Case, Facts, Place};
use super::ids::QuestionId;
use super::question::Question;
use crate::text::edit::Splice;

/// One change of a case.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Some text of one place becomes other text.
    Text {
        /// Where.
        place: Place,
        /// What.
        splice: Splice,
    },
    /// The list of questions, or anything in them but typed text.
    Questions {
        /// The list before.
        before: Vec<Arc<Question>>,
        /// The list after.
        after: Vec<Arc<Question>>,
    },
    /// The facts of the case.
    Facts {
        /// Before.
        before: Arc<Facts>,
        /// After.
        after: Arc<Facts>,
    },
}

impl Change {
    /// Replaces the list of questions by what `edit` makes of it.
    pub fn questions(case: &Case, edit: impl FnOnce(&mut Vec<Arc<Question>>)) -> Self {
        let before = case.questions.clone();
        let mut after = before.clone();
        edit(&mut after);
        Self::Questions { before, after }
    }

    /// Changes one question by what `edit` does to it.
    pub fn question(case: &Case, id: &QuestionId, edit: impl FnOnce(&mut Question)) -> Self {
        Self::questions(case, |list| {
            if let Some(question) = list.iter_mut().find(|question| question.id == *id) {
                edit(Arc::make_mut(question));
            }
        })
    }

    /// Changes the facts by what `edit` does to them.
    pub fn facts(case: &Case, edit: impl FnOnce(&mut Facts)) -> Self {
        let before = Arc::clone(&case.facts);
        let mut after = (*before).clone();
        edit(&mut after);
        Self::Facts {
            before,
            after: Arc::new(after),
        }
    }

    /// Returns the change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self {
            Self::Text { place, splice } => Self::Text {
                place: place.clone(),
                splice: splice.inverse(),
            },
            Self::Questions { before, after } => Self::Questions {
                before: after.clone(),
                after: before.clone(),
            },
            Self::Facts { before, after } => Self::Facts {
                before: Arc::clone(after),
                after: Arc::clone(before),
            },
        }
    }

    /// Tells whether it changes nothing.
    pub fn is_idle(&self) -> bool {
        match self {
            Self::Text { splice, .. } => splice.removed == splice.inserted,
            Self::Questions { before, after } => before == after,
            Self::Facts { before, after } => before == after,
        }
    }

    /// Returns the form that goes into the journal: what is needed to make the change again.
    pub fn delta(&self) -> Delta {
        match self {
            Self::Text { place, splice } => Delta::Text {
                place: place.clone(),
                splice: splice.clone(),
            },
            Self::Questions { before, after } => Delta::Questions {
                order: after.iter().map(|question| question.id.clone()).collect(),
                changed: after
                    .iter()
                    .filter(|question| {
                        !before
                            .iter()
                            .any(|old| Arc::ptr_eq(old, question) || old == *question)
                    })
                    .map(|question| (**question).clone())
                    .collect(),
            },
            Self::Facts { after, .. } => Delta::Facts {
                facts: (**after).clone(),
            },
        }
    }
}

/// A change as the journal keeps it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Delta {
    /// See [`Change::Text`].
    Text {
        /// Where.
        place: Place,
        /// What.
        splice: Splice,
    },
    /// See [`Change::Questions`].
    Questions {
        /// All questions in their new order.
        order: Vec<QuestionId>,
        /// Those that are new or differ.
        changed: Vec<Question>,
    },
    /// See [`Change::Facts`].
    Facts {
        /// The new facts.
        facts: Facts,
    },
}

/// A change does not fit the case: it was made for another state of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the change was made for another state of the case")]
pub struct DoesNotFit;

impl Case {
    /// Makes a change.
    ///
    /// # Errors
    /// [`DoesNotFit`] if a text no longer reads as the change expects; the case is then as before.
    pub fn apply(&mut self, change: &Change) -> Result<(), DoesNotFit> {
        let stamp = self.revision + 1;
        match change {
            Change::Text { place, splice } => self.splice(place, splice, stamp)?,
            Change::Questions { after, .. } => self.set_questions(after.clone(), stamp),
            Change::Facts { after, .. } => self.facts = Arc::clone(after),
        }
        if !matches!(change, Change::Text { .. }) {
            self.shape = stamp;
        }
        self.revision = stamp;
        Ok(())
    }

    /// Makes a change from the journal.
    ///
    /// # Errors
    /// [`DoesNotFit`] if it was made for another state of the case; the case is then as before.
    pub fn absorb(&mut self, delta: &Delta) -> Result<(), DoesNotFit> {
        let stamp = self.revision + 1;
        match delta {
            Delta::Text { place, splice } => self.splice(place, splice, stamp)?,
            Delta::Questions { order, changed } => {
                let find = |id: &QuestionId| {
                    let new = changed.iter().find(|question| question.id == *id);
                    new.map(|question| Arc::new(question.clone()))
                        .or_else(|| self.question(id).cloned())
                        .ok_or(DoesNotFit)
                };
                let after = order.iter().map(find).collect::<Result<Vec<_>, _>>()?;
                self.set_questions(after, stamp);
            }
            Delta::Facts { facts } => self.facts = Arc::new(facts.clone()),
        }
        if !matches!(delta, Delta::Text { .. }) {
            self.shape = stamp;
        }
        self.revision = stamp;
        Ok(())
    }

    fn splice(&mut self, place: &Place, splice: &Splice, stamp: u64) -> Result<(), DoesNotFit> {
        let (text, stamped) = match place {
            Place::Opening => block_parts(Arc::make_mut(&mut self.opening)),
            Place::Closing => block_parts(Arc::make_mut(&mut self.closing)),
            Place::Answer(id) | Place::Question(id) => {
                let question = self
                    .questions
                    .iter_mut()
                    .find(|question| question.id == *id)
                    .ok_or(DoesNotFit)?;
                let question = Arc::make_mut(question);
                let text = match place {
                    Place::Answer(_) => &mut question.answer,
                    _ => &mut question.text,
                };
                (text, &mut question.stamp)
            }
        };
        splice.apply(text).map_err(|_| DoesNotFit)?;
        *stamped = stamp;
        Ok(())
    }

    // A question that came back unchanged keeps its stamp, so that nothing is derived anew for it.
    fn set_questions(&mut self, mut after: Vec<Arc<Question>>, stamp: u64) {
        for question in &mut after {
            let same = self.questions.iter().any(|old| Arc::ptr_eq(old, question));
            if !same {
                Arc::make_mut(question).stamp = stamp;
            }
        }
        self.questions = after;
    }
}

fn block_parts(block: &mut Block) -> (&mut String, &mut u64) {
    (&mut block.text, &mut block.stamp)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::Reference;
    use crate::domain::outcome::Outcome;

    fn case() -> Case {
        let reference = Reference::parse("FOI-1").expect("a plain reference");
        let mut case = Case::new(reference, Facts::default());
        for id in ["aaaa", "bbbb"] {
            let id = QuestionId::parse(id).expect("a plain id");
            case.questions.push(Arc::new(Question::new(id)));
        }
        case
    }

    #[test]
    fn undoing_every_change_gives_the_case_back() {
        let mut case = case();
        let start = case.clone();
        let id = case.questions[1].id.clone();
        let place = Place::Answer(id);
        let mut done = Vec::new();
        let make: [fn(&Case) -> Change; 3] = [
            |case| Change::Text {
                place: Place::Answer(case.questions[1].id.clone()),
                splice: Splice::new("", 0..0, "Not held."),
            },
            |case| {
                Change::question(case, &case.questions[1].id, |question| {
                    question.outcome = Some(Outcome::NotHeld);
                })
            },
            |case| Change::facts(case, |facts| facts.title = "Benches".into()),
        ];
        for make in make {
            let change = make(&case);
            case.apply(&change).expect("fits");
            done.push(change);
        }
        assert_eq!(case.text(&place), "Not held.");
        for change in done.iter().rev() {
            case.apply(&change.inverse()).expect("fits");
        }
        assert_eq!(case.facts, start.facts);
        assert_eq!(case.text(&place), "");
        assert_eq!(case.questions[1].outcome, None);
    }

    #[test]
    fn the_journal_form_makes_the_same_change() {
        let mut case = case();
        let mut copy = case.clone();
        let id = case.questions[0].id.clone();
        let changes = [
            Change::Text {
                place: Place::Opening,
                splice: Splice::new("", 0..0, "Dear Sir"),
            },
            Change::questions(&case, |list| list.reverse()),
            Change::question(&case, &id, |question| question.level = 1),
        ];
        for change in &changes {
            case.apply(change).expect("fits");
            let line = serde_json::to_string(&change.delta()).expect("plain data");
            let delta: Delta = serde_json::from_str(&line).expect("what was written");
            copy.absorb(&delta).expect("fits");
        }
        assert_eq!(case, copy);
    }

    #[test]
    fn a_change_for_another_text_is_refused_and_changes_nothing() {
        let mut case = case();
        let before = case.clone();
        let change = Change::Text {
            place: Place::Opening,
            splice: Splice {
                at: 3,
                removed: "x".into(),
                inserted: String::new(),
            },
        };
        assert_eq!(case.apply(&change), Err(DoesNotFit));
        assert_eq!(case, before);
    }
}
