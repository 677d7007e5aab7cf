//! Tests of the editor as an officer meets it: text with caret, action, text with caret.

mod layout;

use super::{CaretAfter, EditAction, Editor, Motion, Splice};
use crate::text::slice;

/// A text, the officer's place in it, and the steps made so far.
struct Desk {
    text: String,
    editor: Editor,
    steps: Vec<Splice>,
}

impl Desk {
    /// Reads a text with the caret at `|` and, if there is a selection, its other end at `^`.
    fn new(marked: &str, width: u16) -> Self {
        let text: String = marked.replace(['|', '^'], "");
        let before = |mark: char| {
            let end = marked.find(mark)?;
            Some(slice::before(marked, end).replace(['|', '^'], "").len())
        };
        let mut editor = Editor::new();
        editor.layout(&text, width);
        editor.set_caret(&text, before('|').expect("a caret in the text"));
        editor.anchor = before('^');
        Self {
            text,
            editor,
            steps: Vec::new(),
        }
    }

    fn perform(&mut self, action: EditAction) {
        if let Some(splice) = self.editor.perform(&self.text, action) {
            splice.apply(&mut self.text).expect("made for this text");
            self.editor
                .spliced(&self.text, &splice, CaretAfter::AfterInserted);
            self.steps.push(splice);
        }
    }

    fn marked(&self) -> String {
        let mut marks = vec![(self.editor.caret(), '|')];
        if let Some(anchor) = self
            .editor
            .anchor
            .filter(|_| self.editor.selection().is_some())
        {
            marks.push((anchor, '^'));
        }
        marks.sort_unstable();
        let mut marked = self.text.clone();
        for (at, mark) in marks.into_iter().rev() {
            marked.insert(at, mark);
        }
        marked
    }

    fn rows(&self) -> Vec<&str> {
        (0..self.editor.rows())
            .map(|row| slice::slice(&self.text, self.editor.row(row).range))
            .collect()
    }

    fn cell(&self) -> (usize, u16) {
        self.editor.caret_cell(&self.text)
    }
}

/// Does something in a text that is ten columns wide.
#[track_caller]
fn edits(before: &str, action: EditAction, after: &str) {
    let mut desk = Desk::new(before, 10);
    desk.perform(action);
    assert_eq!(desk.marked(), after);
}

#[track_caller]
fn moves(before: &str, by: Motion, after: &str) {
    edits(before, EditAction::Move { by, extend: false }, after);
}

#[track_caller]
fn extends(before: &str, by: Motion, after: &str) {
    edits(before, EditAction::Move { by, extend: true }, after);
}

fn typed(text: &str) -> EditAction {
    EditAction::Insert(text.to_owned())
}

#[test]
fn typing_goes_before_the_caret_and_over_a_selection() {
    edits("|", typed("é"), "é|");
    edits("Caf| staff", typed("é"), "Café| staff");
    edits("one ^two| three", typed("2"), "one 2| three");
    edits("one |two^ three", typed(""), "one | three");
    edits("one|", typed(""), "one|");
    edits("a|b", EditAction::Newline, "a\n|b");
    edits("a|b", typed("1\n2\n"), "a1\n2\n|b");
}

#[test]
fn backspace_and_delete_take_whole_characters() {
    edits("Cafe\u{301}|", EditAction::Backspace, "Caf|");
    edits("|e\u{301}s", EditAction::Delete, "|s");
    edits("a👩\u{200d}⚕\u{fe0f}|b", EditAction::Backspace, "a|b");
    edits("🇬🇧🇫🇷|🇩🇪", EditAction::Backspace, "🇬🇧|🇩🇪");
    edits("漢|字", EditAction::Delete, "漢|");
    edits("a\n|b", EditAction::Backspace, "a|b");
    edits("a|\r\nb", EditAction::Delete, "a|b");
    edits("|a", EditAction::Backspace, "|a");
    edits("a|", EditAction::Delete, "a|");
    edits("^ab|c", EditAction::Backspace, "|c");
}

#[test]
fn deleting_a_word_keeps_the_accent() {
    edits("Café staff|", EditAction::DeleteWordLeft, "Café |");
    edits("Café |", EditAction::DeleteWordLeft, "|");
    edits("|Café staff", EditAction::DeleteWordRight, "|staff");
    edits("a\n|b", EditAction::DeleteWordLeft, "a|b");
    edits("one ^t|wo", EditAction::DeleteWordLeft, "one |wo");
}

#[test]
fn deleting_to_the_end_of_a_line_spans_its_rows_but_not_its_newline() {
    edits(
        "one t|wo three four five\nsix",
        EditAction::DeleteToLineEnd,
        "one t|\nsix",
    );
    edits(
        "x\none two three fo|ur",
        EditAction::DeleteToLineStart,
        "x\n|ur",
    );
    edits("x|\ny", EditAction::DeleteToLineEnd, "x|\ny");
}

#[test]
fn arrows_pass_characters_and_let_go_of_selections() {
    moves("a|\nb", Motion::Right, "a\n|b");
    moves("e\u{301}|", Motion::Left, "|e\u{301}");
    moves(
        "|👩\u{200d}⚕\u{fe0f}",
        Motion::Right,
        "👩\u{200d}⚕\u{fe0f}|",
    );
    moves("a^bc|d", Motion::Left, "a|bcd");
    moves("a|bc^d", Motion::Right, "abc|d");
    extends("a|bc", Motion::Right, "a^b|c");
    extends("a^b|c", Motion::Left, "a|bc");
    moves("one t|wo", Motion::WordLeft, "one |two");
    moves("o|ne two", Motion::WordRight, "one |two");
    extends("one |two\nx", Motion::TextEnd, "one ^two\nx|");
    moves("one |two", Motion::TextStart, "|one two");
}

#[test]
fn up_and_down_keep_the_wished_column() {
    let mut desk = Desk::new("abcdefgh|\nab\nabcdefgh", 20);
    for after in ["abcdefgh\nab|\nabcdefgh", "abcdefgh\nab\nabcdefgh|"] {
        desk.perform(EditAction::Move {
            by: Motion::Down,
            extend: false,
        });
        assert_eq!(desk.marked(), after);
    }
    desk.perform(EditAction::Move {
        by: Motion::Left,
        extend: false,
    });
    desk.perform(EditAction::Move {
        by: Motion::Up,
        extend: false,
    });
    desk.perform(EditAction::Move {
        by: Motion::Up,
        extend: false,
    });
    assert_eq!(desk.marked(), "abcdefg|h\nab\nabcdefgh");
}

#[test]
fn up_and_down_meet_wide_characters_and_tabs_at_their_start() {
    moves("abc|d\n漢字漢字", Motion::Down, "abcd\n漢|字漢字");
    moves("abc|d\n\tx", Motion::Down, "abcd\n|\tx");
    moves("a|b", Motion::Up, "|ab");
    moves("a|b", Motion::Down, "ab|");
}

#[test]
fn rows_on_the_screen_have_a_start_and_an_end() {
    // Ten columns: "the cost " / "limit of " / "£450"
    moves(
        "the cost limit| of £450",
        Motion::RowStart,
        "the cost |limit of £450",
    );
    moves(
        "the cost l|imit of £450",
        Motion::RowEnd,
        "the cost limit of| £450",
    );
    moves(
        "the cost limit of £|450\nx",
        Motion::RowEnd,
        "the cost limit of £450|\nx",
    );
    moves("漢字|漢字漢字漢字", Motion::RowEnd, "漢字漢字|漢字漢字");
    moves("|", Motion::RowEnd, "|");
    moves("x\n|", Motion::RowStart, "x\n|");
}

#[test]
fn paragraphs_are_passed_as_a_whole() {
    moves("one\ntw|o\nthree", Motion::ParagraphUp, "one\n|two\nthree");
    moves("one\n|two\nthree", Motion::ParagraphUp, "|one\ntwo\nthree");
    moves(
        "one\ntw|o\nthree",
        Motion::ParagraphDown,
        "one\ntwo\n|three",
    );
    moves("thr|ee", Motion::ParagraphDown, "three|");
    moves("|three", Motion::ParagraphUp, "|three");
}

#[test]
fn the_mouse_selects_characters_words_and_paragraphs() {
    // Ten columns: "the cost " / "limit of " / "£450" / "end"
    let text = "|the cost limit of £450\nend";
    let click = |row, column, extend| EditAction::Click {
        row,
        column,
        extend,
    };
    edits(text, click(1, 2, false), "the cost li|mit of £450\nend");
    edits(text, click(1, 2, true), "^the cost li|mit of £450\nend");
    edits(text, click(1, 50, false), "the cost limit of| £450\nend");
    edits(text, click(9, 50, false), "the cost limit of £450\nend|");
    edits(
        text,
        EditAction::SelectWord { row: 1, column: 2 },
        "the cost ^limit| of £450\nend",
    );
    edits(
        text,
        EditAction::SelectParagraph { row: 1, column: 2 },
        "^the cost limit of £450|\nend",
    );

    let mut desk = Desk::new(text, 10);
    desk.perform(EditAction::SelectWord { row: 1, column: 2 });
    desk.perform(EditAction::Drag { row: 2, column: 2 });
    assert_eq!(desk.marked(), "the cost ^limit of £450|\nend");
    desk.perform(EditAction::Drag { row: 0, column: 5 });
    assert_eq!(desk.marked(), "the |cost limit^ of £450\nend");
    desk.perform(EditAction::Click {
        row: 0,
        column: 1,
        extend: false,
    });
    desk.perform(EditAction::Drag { row: 0, column: 3 });
    assert_eq!(desk.marked(), "t^he| cost limit of £450\nend");
}

#[test]
fn somebody_elses_edit_leaves_caret_and_selection_on_their_words() {
    let mut desk = Desk::new("{{a}} one ^two| {{a}}", 10);
    for splice in crate::text::placeholder::splices_for(&desk.text.clone(), "a", "Cyngor Gwynedd") {
        splice.apply(&mut desk.text).expect("made for this text");
        desk.editor.spliced(&desk.text, &splice, CaretAfter::Stays);
    }
    assert_eq!(desk.marked(), "Cyngor Gwynedd one ^two| Cyngor Gwynedd");
    let splice = Splice::new(&desk.text, 0..6, "Parc");
    splice.apply(&mut desk.text).expect("made for this text");
    desk.editor
        .spliced(&desk.text, &splice, CaretAfter::SelectsInserted);
    assert_eq!(desk.marked(), "^Parc| Gwynedd one two Cyngor Gwynedd");
}

#[test]
fn a_deletion_that_joins_an_accent_to_a_letter_leaves_the_caret_beside_both() {
    edits("e\n|\u{301}", EditAction::Backspace, "e\u{301}|");
    let mut desk = Desk::new("e|x", 10);
    desk.text.push('\u{301}');
    desk.editor.replaced(&desk.text);
    desk.editor.select(&desk.text, 1..2);
    assert_eq!(desk.editor.selection(), Some(1..4));
}
