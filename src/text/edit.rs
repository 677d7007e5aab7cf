//! Editing prose: where an officer is in a text, and what a key would change. The text is somebody else's.
//!
//! An [`Editor`] holds caret, selection, wrapped rows and scroll. A key becomes an [`EditAction`];
//! [`Editor::perform`] moves the caret or returns the [`Splice`] to make. Whoever owns the text applies
//! it, keeps it for undo, and tells the editor by [`Editor::spliced`], which wraps again only what changed.

mod action;
mod find;
mod line;
mod perform;
#[cfg(test)]
mod props;
mod rows;
mod splice;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

pub use action::{CaretAfter, EditAction, Motion};
pub use find::{Direction, LetterCase, find};
pub use line::{LineEditor, LineWindow};
pub use splice::{Splice, SpliceMismatch};

use super::{position, slice, width, wrap};
use rows::{Place, Rows};

/// How many rows before an edit are wrapped again. A row is decided by the text up to the first
/// grapheme that no longer fits, and that may open the row after the next one.
const ROWS_BEFORE: usize = 4;

/// Where the officer is in a text: caret, selection, wrapped rows, scroll, wished column.
///
/// Lay a text out one column narrower than its area: a caret behind a full row stands in that column.
#[derive(Debug, Clone)]
pub struct Editor {
    rows: Rows,
    /// The columns of a row; the largest number means that rows are not wrapped.
    columns: usize,
    /// The length of the text when it was laid out.
    length: usize,
    caret: usize,
    anchor: Option<usize>,
    /// The column the officer wants to be in while moving up and down.
    wish: Option<usize>,
    /// What a drag started with: nothing, or the word or paragraph of a double or triple click.
    grip: Option<Range<usize>>,
    grip_is_paragraph: bool,
    top: usize,
    height: usize,
    /// What was in view when the caret was last followed: caret, height, columns, length.
    followed: Option<(usize, usize, usize, usize)>,
}

/// One row of a wrapped text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The bytes of the row, with the spaces that hang over the edge, without the newline.
    pub range: Range<usize>,
    /// The number of the paragraph.
    pub paragraph: usize,
    /// Whether the row is the first of its paragraph.
    pub first: bool,
}

impl Default for Editor {
    fn default() -> Self {
        Self::new()
    }
}

impl Editor {
    /// Returns an editor at the start of a text that is not yet laid out.
    pub fn new() -> Self {
        Self {
            rows: Rows::new(std::iter::empty()),
            columns: usize::MAX,
            length: 0,
            caret: 0,
            anchor: None,
            wish: None,
            grip: None,
            grip_is_paragraph: false,
            top: 0,
            height: 1,
            followed: None,
        }
    }

    /// Wraps the text if the width has changed, or if its length shows that it is another text.
    ///
    /// Cheap when nothing has changed, so it may be called before every key and frame. A different text
    /// of the same length cannot be noticed; say [`Editor::replaced`] then.
    pub fn layout(&mut self, text: &str, width: u16) {
        let columns = usize::from(width.max(1));
        if columns != self.columns || text.len() != self.length {
            self.columns = columns;
            self.replaced(text);
        }
    }

    /// Wraps a text that has become another one as a whole; caret and scroll stay as near as they can.
    pub fn replaced(&mut self, text: &str) {
        let top = self.rows.at_row(self.top).start;
        self.rows = Rows::new(wrap::rows(text, self.columns));
        self.length = text.len();
        self.caret = position::snapped(text, self.caret);
        self.anchor = self.anchor.map(|anchor| position::snapped(text, anchor));
        self.grip = None;
        self.wish = None;
        self.top = if self.top == 0 {
            0
        } else {
            self.rows.at_byte(top).row
        };
    }

    /// Follows a splice that has been made in the text, whoever made it, and wraps what it touched.
    pub fn spliced(&mut self, text_after: &str, splice: &Splice, caret: CaretAfter) {
        let top = splice.moved(self.rows.at_row(self.top).start);
        if self.length + splice.inserted.len() == text_after.len() + splice.removed.len() {
            self.wrap_again(text_after, splice);
        } else {
            self.rows = Rows::new(wrap::rows(text_after, self.columns));
        }
        self.length = text_after.len();
        let inserted = splice.inserted_range();
        let (caret, anchor) = match caret {
            CaretAfter::Stays => (
                splice.moved(self.caret),
                self.anchor.map(|anchor| splice.moved(anchor)),
            ),
            CaretAfter::AfterInserted => (inserted.end, None),
            CaretAfter::BeforeInserted => (inserted.start, None),
            CaretAfter::SelectsInserted => (inserted.end, Some(inserted.start)),
        };
        self.caret = position::snapped(text_after, caret);
        self.anchor = anchor.map(|anchor| position::snapped(text_after, anchor));
        self.grip = None;
        self.wish = None;
        self.top = if self.top == 0 {
            0
        } else {
            self.rows.at_byte(top).row
        };
    }

    /// Replaces the rows a splice has touched, up to where they fall in step with the old ones.
    fn wrap_again(&mut self, text: &str, splice: &Splice) {
        let mut first = self.rows.at_byte(splice.at);
        for _ in 0..ROWS_BEFORE {
            if !first.first {
                first = self.rows.at_row(first.row - 1);
            }
        }
        let mut at = first.start;
        let mut pieces = Vec::new();
        let mut old = self.rows.walk_from(first.row).peekable();
        let end = loop {
            let piece = wrap::first_row(slice::from(text, at), self.columns);
            pieces.push(piece);
            at += piece.len;
            if at >= text.len() && !piece.is_hard() {
                break self.rows.count();
            }
            if let Some(same) = at.checked_sub(splice.inserted_range().end) {
                let same = splice.removed_range().end + same;
                while old.next_if(|place| place.start < same).is_some() {}
                if let Some(place) = old.next_if(|place| place.start == same) {
                    break place.row;
                }
            }
        };
        drop(old);
        self.rows.replace(first.row..end, &pieces);
    }

    /// Returns the byte the caret stands before.
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// Returns the selected range, if there is one that is not empty.
    pub fn selection(&self) -> Option<Range<usize>> {
        let anchor = self.anchor.filter(|&anchor| anchor != self.caret)?;
        Some(anchor.min(self.caret)..anchor.max(self.caret))
    }

    /// Returns the selected text, or nothing.
    pub fn selected_text<'a>(&self, text: &'a str) -> &'a str {
        self.selection()
            .map(|range| slice::slice(text, range))
            .unwrap_or_default()
    }

    /// Puts the caret at `at`, or at the next place where it may stand, without a selection.
    pub fn set_caret(&mut self, text: &str, at: usize) {
        self.caret = position::snapped(text, at);
        self.let_go();
    }

    /// Selects a range, widened to whole graphemes, with the caret at its end.
    pub fn select(&mut self, text: &str, range: Range<usize>) {
        self.set_caret(text, range.end);
        self.anchor = Some(position::snapped_back(text, range.start));
    }

    /// Selects the whole text.
    pub fn select_all(&mut self, text: &str) {
        self.select(text, 0..text.len());
    }

    fn let_go(&mut self) {
        self.anchor = None;
        self.grip = None;
        self.wish = None;
    }

    /// Scrolls as little as needed for the caret to be in view, and leaves no empty rows below the text.
    pub fn scroll_to_caret(&mut self, height: u16) {
        self.height = usize::from(height.max(1));
        let caret = self.rows.at_byte(self.caret).row;
        let lowest = (caret + 1).saturating_sub(self.height);
        self.top = self.top.clamp(lowest, caret).min(self.last_top());
    }

    /// Scrolls to the caret if it has moved, or the text or the window has changed; else what the wheel chose stays.
    pub fn follow_caret(&mut self, height: u16) {
        let now = (
            self.caret,
            usize::from(height.max(1)),
            self.columns,
            self.length,
        );
        if self.followed == Some(now) {
            self.top = self.top.min(self.last_top());
        } else {
            self.followed = Some(now);
            self.scroll_to_caret(height);
        }
    }

    /// Scrolls by rows, down if positive, and leaves the caret where it is.
    pub fn scroll_by(&mut self, rows: isize) {
        self.top = self.top.saturating_add_signed(rows).min(self.last_top());
    }

    /// Scrolls so that the row with this byte is the first in view.
    pub fn bring_to_top(&mut self, text: &str, at: usize) {
        self.top = self.rows.at_byte(position::snapped(text, at)).row;
    }

    /// Returns the first row in view.
    pub fn top(&self) -> usize {
        self.top
    }

    fn last_top(&self) -> usize {
        self.rows.count().saturating_sub(self.height)
    }

    /// Returns how many rows the text takes; never 0.
    pub fn rows(&self) -> usize {
        self.rows.count()
    }

    /// Returns a row by its number, or the last one.
    pub fn row(&self, row: usize) -> Row {
        let place = self.rows.at_row(row);
        Row {
            range: place.content(),
            paragraph: place.paragraph,
            first: place.first,
        }
    }

    /// Returns row and column of the caret, measured as the text is drawn.
    ///
    /// At a soft break the caret stands at the start of the next row. Behind a full row, or in spaces
    /// that hang over the edge, it stands in the column after the last.
    pub fn caret_cell(&self, text: &str) -> (usize, u16) {
        let (row, column) = self.cell_at(text, self.caret);
        (
            row,
            u16::try_from(column.min(self.columns)).unwrap_or(u16::MAX),
        )
    }

    fn cell_at(&self, text: &str, at: usize) -> (usize, usize) {
        let place = self.rows.at_byte(at);
        (place.row, width::width(slice::slice(text, place.start..at)))
    }

    /// Returns the position before the grapheme drawn at a row and column, or the last one in that row.
    pub fn byte_at(&self, text: &str, row: usize, column: u16) -> usize {
        self.position_at(text, row, usize::from(column))
    }

    fn position_at(&self, text: &str, row: usize, column: usize) -> usize {
        let place = self.rows.at_row(row);
        let content = slice::slice(text, place.content());
        let last = self.last_stop(text, &place);
        width::shown(content)
            .find(|shown| column < shown.column + shown.width)
            .map_or(last, |shown| last.min(place.start + shown.at))
    }

    /// Returns the last position at which a caret is shown in this row and not in the next.
    fn last_stop(&self, text: &str, place: &Place) -> usize {
        if place.piece.is_hard() || place.row + 1 == self.rows.count() {
            place.content().end
        } else {
            position::previous_boundary(text, place.end()).max(place.start)
        }
    }

    /// Returns the word at a position: what a double click selects.
    pub fn word_at(&self, text: &str, at: usize) -> Range<usize> {
        words::word_at(text, position::snapped_back(text, at))
    }

    /// Returns the paragraph at a position, without its newline: what a triple click selects.
    pub fn paragraph_at(&self, text: &str, at: usize) -> Range<usize> {
        words::paragraph_at(text, position::snapped_back(text, at))
    }
}
