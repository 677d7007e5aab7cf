//! One line of text for prompts and filters: it owns its text and scrolls sideways.

use std::ops::Range;

use super::{CaretAfter, EditAction, Editor, Splice};
use crate::text::{slice, width};

/// How many steps a line can take back.
const STEPS: usize = 100;

/// A text of one line with caret, selection and undo of its own. Newlines become spaces.
#[derive(Debug, Clone, Default)]
pub struct LineEditor {
    text: String,
    /// Never laid out to a width, so it has one row.
    editor: Editor,
    done: Vec<Splice>,
    undone: Vec<Splice>,
    /// The first byte in view.
    left: usize,
}

/// The part of a line that fits its area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineWindow {
    /// The bytes in view.
    pub range: Range<usize>,
    /// The column of the caret, counted from the start of the area.
    pub caret: u16,
    /// Whether text is hidden to the left.
    pub more_before: bool,
    /// Whether text is hidden to the right.
    pub more_after: bool,
}

impl LineEditor {
    /// Returns an empty line.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns a line with a text and the caret at its end.
    pub fn with_text(text: &str) -> Self {
        let mut line = Self::new();
        line.set_text(text);
        line
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Puts another text in place, with the caret at its end; there is no way back to the old one.
    pub fn set_text(&mut self, text: &str) {
        *self = Self {
            text: one_line(text),
            ..Self::default()
        };
        self.editor.replaced(&self.text);
        self.editor.set_caret(&self.text, self.text.len());
    }

    /// Empties the line and returns what was in it.
    pub fn take(&mut self) -> String {
        std::mem::take(self).text
    }

    /// Does what the officer asks for, and says whether the text has changed.
    ///
    /// [`EditAction::Newline`] does nothing: what Enter means is the prompt's affair.
    pub fn perform(&mut self, action: EditAction) -> bool {
        let action = match action {
            EditAction::Newline => return false,
            EditAction::Insert(text) => EditAction::Insert(one_line(&text)),
            other => other,
        };
        let Some(splice) = self.editor.perform(&self.text, action) else {
            return false;
        };
        let changed = self.make(&splice);
        if changed {
            self.undone.clear();
            if !self.done.last_mut().is_some_and(|last| last.join(&splice)) {
                self.done.push(splice);
                if self.done.len() > STEPS {
                    self.done.remove(0);
                }
            }
        }
        changed
    }

    /// Takes the last step back, and says whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(step) = self.done.pop() else {
            return false;
        };
        let changed = self.make(&step.inverse());
        self.undone.push(step);
        changed
    }

    /// Makes the last step taken back once more, and says whether there was one.
    pub fn redo(&mut self) -> bool {
        let Some(step) = self.undone.pop() else {
            return false;
        };
        let changed = self.make(&step);
        self.done.push(step);
        changed
    }

    fn make(&mut self, splice: &Splice) -> bool {
        let made = splice.apply(&mut self.text).is_ok();
        if made {
            self.editor
                .spliced(&self.text, splice, CaretAfter::AfterInserted);
        }
        made
    }

    /// Returns the byte the caret stands before.
    pub fn caret(&self) -> usize {
        self.editor.caret()
    }

    /// Returns the column of the caret from the start of the line.
    pub fn caret_column(&self) -> u16 {
        self.editor.caret_cell(&self.text).1
    }

    /// Returns the selected range, if there is one that is not empty.
    pub fn selection(&self) -> Option<Range<usize>> {
        self.editor.selection()
    }

    /// Returns the selected text, or nothing.
    pub fn selected_text(&self) -> &str {
        self.editor.selected_text(&self.text)
    }

    /// Scrolls as little as needed for the caret to be in view, and returns what is then in view.
    ///
    /// The last column is kept for a caret at the end of the line.
    pub fn window(&mut self, columns: u16) -> LineWindow {
        let columns = usize::from(columns.max(1));
        let caret = self.caret();
        self.left = self.left.min(caret);
        let mut column = 0;
        let cells: Vec<(usize, usize)> = width::shown(&self.text)
            .map(|shown| {
                column = shown.column + shown.width;
                (shown.at, shown.column)
            })
            .collect();
        let column_of = |at: usize| {
            cells
                .iter()
                .find(|cell| cell.0 >= at)
                .map_or(column, |cell| cell.1)
        };
        // Text that has become shorter is drawn back into view as far as it goes.
        let furthest = cells
            .iter()
            .find(|cell| column < cell.1 + columns)
            .map_or(self.text.len(), |cell| cell.0);
        self.left = self.left.min(furthest);
        let nearest = cells
            .iter()
            .find(|cell| column_of(caret) < cell.1 + columns)
            .map_or(caret, |cell| cell.0);
        self.left = self.left.max(nearest.min(caret));
        let start = column_of(self.left);
        let end = cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| cell.0 >= self.left)
            .find(|(index, _)| {
                let right = cells.get(index + 1).map_or(column, |next| next.1);
                right - start > columns
            })
            .map_or(self.text.len(), |(_, cell)| cell.0);
        LineWindow {
            range: self.left..end,
            caret: u16::try_from(column_of(caret) - start).unwrap_or(u16::MAX),
            more_before: self.left > 0,
            more_after: end < self.text.len(),
        }
    }

    /// Returns the text in view.
    pub fn shown(&self, window: &LineWindow) -> &str {
        slice::slice(&self.text, window.range.clone())
    }
}

fn one_line(text: &str) -> String {
    text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ")
}
