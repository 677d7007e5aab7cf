//! Changing the open case: what was done is one step that undo takes back, and carets stay with their text.

use super::{Desk, Focus, SaveState};
use crate::app::effect::Effect;
use crate::app::history::{Spot, Step};
use crate::domain::case::Place;
use crate::domain::change::{Change, Delta};
use crate::domain::ids::QuestionId;
use crate::text::edit::CaretAfter;

impl Desk {
    /// Makes changes as one step that undo takes back. Returns the effects that keep them.
    pub fn commit(&mut self, changes: Vec<Change>, title: impl Into<String>) -> Vec<Effect> {
        let before = self.spot();
        self.commit_from(before, changes, title)
    }

    /// The same, where the caret was somewhere else before.
    pub fn commit_from(
        &mut self,
        before: Spot,
        changes: Vec<Change>,
        title: impl Into<String>,
    ) -> Vec<Effect> {
        if self.read_only.is_some() {
            return Vec::new();
        }
        let changes: Vec<Change> = changes
            .into_iter()
            .filter(|change| !change.is_idle())
            .collect();
        let made = self.make(changes, CaretAfter::AfterInserted);
        if made.is_empty() {
            return Vec::new();
        }
        let deltas = made.iter().map(Change::delta).collect();
        let after = self.spot();
        self.history.remember(Step {
            changes: made,
            before,
            after,
            title: title.into(),
        });
        self.kept(deltas)
    }

    /// Takes over what somebody else has changed on the disk; a step of its own, so that no earlier one takes it back
    /// unseen. A case that can only be read follows as well.
    pub fn follow_others(&mut self, changes: Vec<Change>) -> Vec<Effect> {
        let before = self.spot();
        let changes: Vec<Change> = changes
            .into_iter()
            .filter(|change| !change.is_idle())
            .collect();
        let made = self.make(changes, CaretAfter::Stays);
        if made.is_empty() || self.read_only.is_some() {
            return Vec::new();
        }
        let deltas = made.iter().map(Change::delta).collect();
        self.history.close_step();
        let after = self.spot();
        self.history.remember(Step {
            changes: made,
            before,
            after,
            title: "what somebody else changed".into(),
        });
        self.history.close_step();
        self.kept(deltas)
    }

    /// Takes back the last step. Returns its title and the effects.
    pub fn undo(&mut self) -> Option<(String, Vec<Effect>)> {
        let step = self.history.undo()?;
        let inverses: Vec<Change> = step.changes.iter().rev().map(Change::inverse).collect();
        Some(self.replay(inverses, &step.before, step.title))
    }

    /// Makes the last step that was taken back again. Returns its title and the effects.
    pub fn redo(&mut self) -> Option<(String, Vec<Effect>)> {
        let step = self.history.redo()?;
        Some(self.replay(step.changes, &step.after, step.title))
    }

    fn replay(
        &mut self,
        changes: Vec<Change>,
        spot: &Spot,
        title: String,
    ) -> (String, Vec<Effect>) {
        let made = self.make(changes, CaretAfter::Stays);
        self.list.cursor = self.list.cursor.min(self.rows() - 1);
        let focus = self.focus;
        self.go_to(&spot.place, Some(spot.caret));
        // Undo from the list or the panel shows the place and leaves the keyboard where it is.
        if !matches!(focus, Focus::Answer | Focus::Question) {
            self.focus = focus;
        }
        let deltas = made.iter().map(Change::delta).collect();
        (title, self.kept(deltas))
    }

    // Applies changes one by one. Each was built on the state before it, so it fits; one that does not is left out
    // rather than half made.
    fn make(&mut self, changes: Vec<Change>, caret: CaretAfter) -> Vec<Change> {
        let mut made = Vec::with_capacity(changes.len());
        for change in changes {
            let current = self.current().map(|question| question.id.clone());
            if self.case.apply(&change).is_err() {
                continue;
            }
            self.follow(&change, current.as_ref(), caret);
            made.push(change);
        }
        self.marked.retain(|id| self.case.position(id).is_some());
        made
    }

    // Keeps the carets and the cursor of the list with their text when the case changes under them.
    fn follow(&mut self, change: &Change, current: Option<&QuestionId>, caret: CaretAfter) {
        match change {
            Change::Text { place, splice } => {
                let own = self.place();
                let asked = self
                    .current()
                    .map(|question| Place::Question(question.id.clone()));
                if *place == own {
                    self.answer.spliced(self.case.text(place), splice, caret);
                } else if Some(place) == asked.as_ref() {
                    self.question.spliced(self.case.text(place), splice, caret);
                }
            }
            Change::Questions { .. } => {
                let row = current
                    .and_then(|id| self.case.position(id))
                    .map(|index| index + 1);
                let gone = current.is_some() && row.is_none();
                self.list.cursor = row.unwrap_or(self.list.cursor).min(self.rows() - 1);
                if gone {
                    self.enter_row();
                } else {
                    self.answer.replaced(self.case.text(&self.place()));
                    if let Some(question) = self.current() {
                        let text = question.text.clone();
                        self.question.replaced(&text);
                    }
                }
            }
            Change::Facts { .. } => {}
        }
    }

    fn kept(&mut self, deltas: Vec<Delta>) -> Vec<Effect> {
        if self.saved == SaveState::Saved {
            self.saved = SaveState::Pending;
        }
        let revision = self.case.revision;
        vec![
            Effect::Journal { revision, deltas },
            Effect::AwaitPause { revision },
        ]
    }
}
