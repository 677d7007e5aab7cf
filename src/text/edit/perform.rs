//! What each action does: the caret moves, or a splice is proposed.

use std::ops::Range;

use super::words;
use super::{EditAction, Editor, Motion, Splice};
use crate::text::{position, slice};

/// Which end of something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Back,
    On,
}

impl Editor {
    /// Moves the caret, or returns the splice to make.
    ///
    /// Nothing is changed by the splice until the owner of the text applies it and says
    /// [`spliced`](Editor::spliced), with [`CaretAfter::AfterInserted`](super::CaretAfter) for a key.
    pub fn perform(&mut self, text: &str, action: EditAction) -> Option<Splice> {
        if text.len() != self.length {
            self.replaced(text);
        }
        match action {
            EditAction::Insert(inserted) => self.insert(text, inserted),
            EditAction::Newline => self.insert(text, String::from("\n")),
            EditAction::Backspace => self.remove(text, Motion::Left),
            EditAction::Delete => self.remove(text, Motion::Right),
            EditAction::DeleteWordLeft => self.remove(text, Motion::WordLeft),
            EditAction::DeleteWordRight => self.remove(text, Motion::WordRight),
            EditAction::DeleteToLineStart => self.remove_line(text, Side::Back),
            EditAction::DeleteToLineEnd => self.remove_line(text, Side::On),
            EditAction::Move { by, extend } => {
                self.travel(text, by, extend);
                None
            }
            EditAction::SelectAll => {
                self.select_all(text);
                None
            }
            EditAction::Unselect => {
                self.let_go();
                None
            }
            EditAction::Click {
                row,
                column,
                extend,
            } => {
                let at = self.byte_at(text, row, column);
                self.go(at, extend);
                self.grip = None;
                self.wish = None;
                None
            }
            EditAction::Drag { row, column } => {
                self.drag(text, row, column);
                None
            }
            EditAction::SelectWord { row, column } => {
                let at = self.byte_at(text, row, column);
                self.grasp(text, words::word_at(text, at), false);
                None
            }
            EditAction::SelectParagraph { row, column } => {
                let at = self.byte_at(text, row, column);
                self.grasp(text, words::paragraph_at(text, at), true);
                None
            }
        }
    }

    fn insert(&self, text: &str, inserted: String) -> Option<Splice> {
        let range = self.selection().unwrap_or(self.caret..self.caret);
        (!range.is_empty() || !inserted.is_empty()).then(|| Splice::new(text, range, inserted))
    }

    /// Proposes to remove the selection, or what a motion would pass over.
    fn remove(&self, text: &str, by: Motion) -> Option<Splice> {
        let to = self.destination(text, self.caret, by);
        let passed = to.min(self.caret)..to.max(self.caret);
        remove_range(text, self.selection().unwrap_or(passed))
    }

    fn remove_line(&self, text: &str, side: Side) -> Option<Splice> {
        let paragraph = words::paragraph_at(text, self.caret);
        let passed = match side {
            Side::Back => paragraph.start..self.caret,
            Side::On => self.caret..paragraph.end,
        };
        remove_range(text, self.selection().unwrap_or(passed))
    }

    fn travel(&mut self, text: &str, by: Motion, extend: bool) {
        // An arrow key lets go of a selection at the side it points to, as everywhere.
        if let (false, Some(selected)) = (extend, self.selection()) {
            let end = match by {
                Motion::Left => Some(selected.start),
                Motion::Right => Some(selected.end),
                _ => None,
            };
            if let Some(end) = end {
                self.go(end, false);
                self.wish = None;
                return;
            }
        }
        let wish = match by {
            Motion::Up | Motion::Down | Motion::PageUp(_) | Motion::PageDown(_) => Some(
                self.wish
                    .unwrap_or_else(|| self.cell_at(text, self.caret).1),
            ),
            _ => None,
        };
        match by {
            Motion::PageUp(rows) => self.top = self.top.saturating_sub(usize::from(rows)),
            Motion::PageDown(rows) => {
                self.top = (self.top + usize::from(rows)).min(self.last_top());
            }
            _ => {}
        }
        self.wish = wish;
        let to = self.destination(text, self.caret, by);
        self.go(to, extend);
        self.grip = None;
    }

    /// Puts the caret at `to`; the selection grows, or is let go.
    fn go(&mut self, to: usize, extend: bool) {
        self.anchor = extend.then(|| self.anchor.unwrap_or(self.caret));
        self.caret = to;
    }

    /// Returns where a motion leads from `from`.
    fn destination(&self, text: &str, from: usize, by: Motion) -> usize {
        match by {
            Motion::Left => position::previous_boundary(text, from),
            Motion::Right => position::next_boundary(text, from),
            Motion::WordLeft => words::word_left(text, from),
            Motion::WordRight => words::word_right(text, from),
            Motion::Up => self.rows_away(text, from, Side::Back, 1),
            Motion::Down => self.rows_away(text, from, Side::On, 1),
            Motion::PageUp(rows) => self.rows_away(text, from, Side::Back, usize::from(rows)),
            Motion::PageDown(rows) => self.rows_away(text, from, Side::On, usize::from(rows)),
            Motion::RowStart => self.rows.at_byte(from).start,
            Motion::RowEnd => self.last_stop(text, &self.rows.at_byte(from)),
            Motion::ParagraphUp => {
                let start = words::paragraph_at(text, from).start;
                if start < from || start == 0 {
                    start
                } else {
                    words::paragraph_at(text, position::previous_boundary(text, start)).start
                }
            }
            Motion::ParagraphDown => {
                let rest = slice::from(text, from);
                rest.find('\n').map_or(text.len(), |found| from + found + 1)
            }
            Motion::TextStart => 0,
            Motion::TextEnd => text.len(),
        }
    }

    /// Returns the position so many rows away, in the wished column; beyond either end, that end.
    fn rows_away(&self, text: &str, from: usize, side: Side, rows: usize) -> usize {
        let (row, column) = self.cell_at(text, from);
        let column = self.wish.unwrap_or(column);
        let last = self.rows.count() - 1;
        match side {
            Side::Back if row == 0 => 0,
            Side::On if row == last => text.len(),
            Side::Back => self.position_at(text, row.saturating_sub(rows), column),
            Side::On => self.position_at(text, (row + rows).min(last), column),
        }
    }

    /// Selects a word or paragraph and holds on to it while the mouse is dragged.
    fn grasp(&mut self, text: &str, range: Range<usize>, paragraph: bool) {
        self.select(text, range.clone());
        self.grip = Some(range);
        self.grip_is_paragraph = paragraph;
    }

    fn drag(&mut self, text: &str, row: usize, column: u16) {
        let at = self.byte_at(text, row, column);
        self.wish = None;
        let Some(grip) = self.grip.clone() else {
            self.go(at, true);
            return;
        };
        let reached = if self.grip_is_paragraph {
            words::paragraph_at(text, at)
        } else {
            words::word_at(text, at)
        };
        if reached.start < grip.start {
            self.anchor = Some(grip.end);
            self.caret = reached.start;
        } else {
            self.anchor = Some(grip.start);
            self.caret = reached.end.max(grip.end);
        }
    }
}

fn remove_range(text: &str, range: Range<usize>) -> Option<Splice> {
    (!range.is_empty()).then(|| Splice::new(text, range, ""))
}
