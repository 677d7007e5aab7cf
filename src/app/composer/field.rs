//! One part of the form: what is asked, what was given, and the caret in it.

use crate::domain::composing::Part;
use crate::text::edit::{CaretAfter, EditAction, Editor, Splice};

/// A part with what was given for it.
#[derive(Debug, Clone, Default)]
pub struct Field {
    /// The part.
    pub part: Part,
    /// What was given: the text, or the value of the option.
    pub text: String,
    /// The caret in it.
    pub editor: Editor,
    done: Vec<Splice>,
    undone: Vec<Splice>,
}

impl Field {
    /// Makes a field with what is there already.
    pub fn new(part: Part, given: Option<&String>) -> Self {
        let text = given.cloned().unwrap_or_else(|| part.default.clone());
        let mut editor = Editor::new();
        editor.set_caret(&text, text.len());
        Self {
            part,
            text,
            editor,
            ..Self::default()
        }
    }

    /// Returns the place of the chosen option.
    pub fn chosen(&self) -> Option<usize> {
        let value = self.text.as_str();
        self.part
            .options
            .iter()
            .position(|option| option.value == value)
    }

    /// Returns the first option that is shown where there is room for so many: the chosen one is among them.
    pub fn first_option(&self, room: usize) -> usize {
        self.chosen()
            .map_or(0, |at| (at + 1).saturating_sub(room.max(1)))
    }

    // A text that another key of the form has changed as a whole.
    pub(in crate::app) fn set(&mut self, text: String) {
        self.text = text;
        self.editor.replaced(&self.text);
        self.editor.set_caret(&self.text, self.text.len());
        self.done.clear();
        self.undone.clear();
    }

    pub(in crate::app) fn perform(&mut self, action: EditAction) -> bool {
        let action = match action {
            // A line stays a line.
            EditAction::Insert(text) if !self.part.asked.has_lines() => {
                EditAction::Insert(text.replace('\n', " "))
            }
            action => action,
        };
        let Some(splice) = self.editor.perform(&self.text, action) else {
            return false;
        };
        if splice.apply(&mut self.text).is_err() {
            return false;
        }
        self.editor
            .spliced(&self.text, &splice, CaretAfter::AfterInserted);
        self.undone.clear();
        let joined = self.done.last_mut().is_some_and(|last| last.join(&splice));
        if !joined {
            self.done.push(splice);
        }
        true
    }

    pub(in crate::app) fn undo(&mut self) -> bool {
        let Some(splice) = self.done.pop() else {
            return false;
        };
        let back = splice.inverse();
        let made = back.apply(&mut self.text).is_ok();
        if made {
            self.editor
                .spliced(&self.text, &back, CaretAfter::AfterInserted);
            self.undone.push(splice);
        }
        made
    }

    pub(in crate::app) fn redo(&mut self) -> bool {
        let Some(splice) = self.undone.pop() else {
            return false;
        };
        let made = splice.apply(&mut self.text).is_ok();
        if made {
            self.editor
                .spliced(&self.text, &splice, CaretAfter::AfterInserted);
            self.done.push(splice);
        }
        made
    }
}
