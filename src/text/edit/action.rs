//! What an officer can do in a text, as plain values.

/// One thing an officer does in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditAction {
    /// Puts typed or pasted text in the place of the selection.
    Insert(String),
    /// Starts a new paragraph.
    Newline,
    /// Removes the selection, or the grapheme before the caret.
    Backspace,
    /// Removes the selection, or the grapheme after the caret.
    Delete,
    /// Removes the selection, or everything back to the start of a word.
    DeleteWordLeft,
    /// Removes the selection, or everything up to the start of the next word.
    DeleteWordRight,
    /// Removes the selection, or everything back to the start of the paragraph.
    DeleteToLineStart,
    /// Removes the selection, or everything up to the end of the paragraph.
    DeleteToLineEnd,
    /// Moves the caret.
    Move {
        /// Where to.
        by: Motion,
        /// Whether the selection grows with it, as it does while Shift is held.
        extend: bool,
    },
    /// Selects the whole text.
    SelectAll,
    /// Lets go of the selection and leaves the caret where it is.
    Unselect,
    /// Puts the caret where the mouse was pressed. Rows count from the start of the text.
    Click {
        /// The row of the text.
        row: usize,
        /// The column in that row.
        column: u16,
        /// Whether the selection grows up to there, as it does while Shift is held.
        extend: bool,
    },
    /// Selects from where the mouse was pressed up to here; by words after a double click.
    Drag {
        /// The row of the text.
        row: usize,
        /// The column in that row.
        column: u16,
    },
    /// Selects a word: a double click.
    SelectWord {
        /// The row of the text.
        row: usize,
        /// The column in that row.
        column: u16,
    },
    /// Selects a paragraph: a triple click.
    SelectParagraph {
        /// The row of the text.
        row: usize,
        /// The column in that row.
        column: u16,
    },
}

/// Where the caret goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// One grapheme back.
    Left,
    /// One grapheme on.
    Right,
    /// To the start of this word or of the one before.
    WordLeft,
    /// To the start of the next word.
    WordRight,
    /// One row up, in the column the officer started from.
    Up,
    /// One row down, in the column the officer started from.
    Down,
    /// To the start of the row on the screen.
    RowStart,
    /// To the end of the row on the screen.
    RowEnd,
    /// So many rows up; the view moves with the caret.
    PageUp(u16),
    /// So many rows down; the view moves with the caret.
    PageDown(u16),
    /// To the start of this paragraph or of the one before.
    ParagraphUp,
    /// To the start of the next paragraph.
    ParagraphDown,
    /// To the start of the text.
    TextStart,
    /// To the end of the text.
    TextEnd,
}

/// Where the caret goes after a splice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaretAfter {
    /// Somebody else changed the text: caret and selection stay on the characters they were on.
    Stays,
    /// After the inserted text, without a selection. This is what typing does, and undo.
    AfterInserted,
    /// Before the inserted text, without a selection.
    BeforeInserted,
    /// The inserted text is selected and the caret stands at its end.
    SelectsInserted,
}
