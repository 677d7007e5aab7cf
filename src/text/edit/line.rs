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
        let mut stops: Vec<(usize, usize)> = Vec::new();
        let mut whole = 0;
        for shown in width::shown(&self.text) {
            stops.push((shown.at, shown.column));
            whole = shown.column + shown.width;
        }
        stops.push((self.text.len(), whole));
        let column_of = |at: usize| {
            let stop = stops.iter().find(|stop| stop.0 >= at);
            stop.map_or(whole, |stop| stop.1)
        };
        let first_with_in_view = |column: usize| {
            let stop = stops.iter().find(|stop| column < stop.1 + columns);
            stop.map_or(self.text.len(), |stop| stop.0)
        };
        let caret = column_of(self.caret());
        // Text that has become shorter is drawn back into view as far as it goes.
        self.left = self
            .left
            .min(self.caret())
            .min(first_with_in_view(whole))
            .max(first_with_in_view(caret));
        let start = column_of(self.left);
        let end = stops
            .iter()
            .rev()
            .find(|stop| stop.1 <= start + columns)
            .map_or(self.left, |stop| stop.0.max(self.left));
        LineWindow {
            range: self.left..end,
            caret: u16::try_from(caret - start).unwrap_or(u16::MAX),
            more_before: self.left > 0,
            more_after: end < self.text.len(),
        }
    }

    /// Returns the text in view.
    pub fn shown(&self, window: &LineWindow) -> &str {
        slice::slice(&self.text, window.range.clone())
    }
}

/// Returns the text with a space for every line break and tab.
fn one_line(text: &str) -> String {
    text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::super::Motion;
    use super::*;
    use proptest::prelude::*;

    fn typed(line: &mut LineEditor, text: &str) {
        for letter in text.chars() {
            assert!(line.perform(EditAction::Insert(letter.to_string())));
        }
    }

    fn moved(by: Motion) -> EditAction {
        EditAction::Move { by, extend: false }
    }

    #[test]
    fn a_line_stays_one_line() {
        let mut line = LineEditor::with_text("one\r\ntwo");
        assert!(line.perform(EditAction::Insert("\nthree\tfour".to_owned())));
        assert!(!line.perform(EditAction::Newline));
        assert_eq!(line.text(), "one two three four");
        assert_eq!(line.caret(), 18);
        assert_eq!(line.take(), "one two three four");
        assert_eq!((line.text(), line.caret()), ("", 0));
    }

    #[test]
    fn moving_is_no_change() {
        let mut line = LineEditor::with_text("Cafe\u{301} staff");
        assert!(!line.perform(moved(Motion::WordLeft)));
        assert_eq!(line.caret_column(), 5);
        assert!(!line.perform(moved(Motion::TextStart)));
        assert!(!line.perform(EditAction::Backspace));
        assert!(!line.perform(EditAction::SelectAll));
        assert_eq!(line.selected_text(), "Cafe\u{301} staff");
        assert!(line.perform(EditAction::Delete));
        assert_eq!(line.text(), "");
    }

    #[test]
    fn a_word_is_taken_back_and_made_again_as_one() {
        let mut line = LineEditor::new();
        typed(&mut line, "cost limit");
        assert!(line.undo());
        assert_eq!(line.text(), "cost ");
        assert!(line.undo());
        assert!(!line.undo());
        assert!(line.redo());
        assert_eq!((line.text(), line.caret()), ("cost ", 5));
        typed(&mut line, "x");
        assert!(!line.redo());
    }

    #[test]
    fn the_window_scrolls_with_the_caret() {
        let mut line = LineEditor::new();
        assert_eq!(line.window(5).range, 0..0);
        typed(&mut line, "abcd");
        let window = line.window(5);
        assert_eq!((line.shown(&window), window.caret), ("abcd", 4));
        typed(&mut line, "ef");
        let window = line.window(5);
        assert_eq!((line.shown(&window), window.caret), ("cdef", 4));
        assert!(window.more_before && !window.more_after);
        line.perform(moved(Motion::TextStart));
        let window = line.window(5);
        assert_eq!((line.shown(&window), window.caret), ("abcde", 0));
        assert!(!window.more_before && window.more_after);
    }

    #[test]
    fn a_wide_character_is_shown_whole_or_not_at_all() {
        let mut line = LineEditor::with_text("漢字漢");
        let window = line.window(4);
        assert_eq!((line.shown(&window), window.caret), ("漢", 2));
        let window = line.window(1);
        assert_eq!((line.shown(&window), window.caret), ("", 0));
    }

    proptest! {
        #[test]
        fn the_caret_is_always_in_the_window(
            text in "[a-c 漢\u{301}👩]{0,30}", columns in prop::collection::vec((1u16..9, 0usize..40), 1..6)
        ) {
            let mut line = LineEditor::with_text(&text);
            for (columns, right) in columns {
                line.perform(moved(Motion::TextStart));
                for _ in 0..right {
                    line.perform(moved(Motion::Right));
                }
                let window = line.window(columns);
                prop_assert!(window.caret < columns);
                prop_assert!(width::width(line.shown(&window)) <= usize::from(columns));
                prop_assert!(window.range.start <= line.caret() && line.caret() <= window.range.end);
            }
        }
    }
}
