//! Undo and redo over every change of a case.

use crate::domain::case::Place;
use crate::domain::change::Change;

/// How many steps are kept. A day's work; each step is small.
const KEPT: usize = 5_000;

/// Where the officer was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The text.
    pub place: Place,
    /// The caret in it.
    pub caret: usize,
}

/// What one undo takes back.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The changes, in the order in which they were made.
    pub changes: Vec<Change>,
    /// Where the officer was before.
    pub before: Spot,
    /// And after.
    pub after: Spot,
    /// What it was, for the notice: "typing", "insert “Not held”".
    pub title: String,
}

/// The steps that can be undone and redone.
#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    // Typing joins the last step until something else happens.
    open: bool,
}

impl History {
    /// Remembers a step. Typing that goes on where it stopped joins the step before it.
    pub fn remember(&mut self, step: Step) {
        self.undone.clear();
        if self.open
            && let Some(last) = self.done.last_mut()
            && let (
                [Change::Text { place, splice }],
                [
                    Change::Text {
                        place: new_place,
                        splice: new,
                    },
                ],
            ) = (last.changes.as_mut_slice(), step.changes.as_slice())
            && place == new_place
            && new.follows(splice)
            && splice.join(new)
        {
            last.after = step.after;
            return;
        }
        self.open = matches!(step.changes.as_slice(), [Change::Text { .. }]);
        self.done.push(step);
        if self.done.len() > KEPT {
            self.done.remove(0);
        }
    }

    /// Ends the step that typing would join: the caret was moved, another pane was entered.
    pub fn close_step(&mut self) {
        self.open = false;
    }

    /// Returns the step to undo; the caller applies the inverses, last change first.
    pub fn undo(&mut self) -> Option<Step> {
        self.open = false;
        let step = self.done.pop()?;
        self.undone.push(step.clone());
        Some(step)
    }

    /// Returns the step to make again.
    pub fn redo(&mut self) -> Option<Step> {
        self.open = false;
        let step = self.undone.pop()?;
        self.done.push(step.clone());
        Some(step)
    }
}
