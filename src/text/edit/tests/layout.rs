//! Tests of rows, of the caret among them, and of the view on them.

use super::{Desk, typed};
use crate::text::edit::{CaretAfter, EditAction, Motion, Splice};
use crate::text::{position, width};

#[test]
fn a_row_of_exactly_the_width_makes_no_phantom_row() {
    let mut desk = Desk::new("123456789|", 10);
    desk.perform(typed("0"));
    assert_eq!(desk.rows(), ["1234567890"]);
    assert_eq!(desk.cell(), (0, 10));
    desk.perform(EditAction::Newline);
    assert_eq!(desk.rows(), ["1234567890", ""]);
    assert_eq!(desk.cell(), (1, 0));
}

#[test]
fn a_caret_at_a_soft_break_is_shown_in_the_next_row() {
    let desk = Desk::new("the cost |limit", 10);
    assert_eq!(desk.cell(), (1, 0));
    let desk = Desk::new("1234567890|abc", 10);
    assert_eq!(desk.cell(), (1, 0));
}

#[test]
fn spaces_that_hang_over_the_edge_do_not_carry_the_caret_out_of_sight() {
    let mut desk = Desk::new("1234567890|", 10);
    for _ in 0..5 {
        desk.perform(typed(" "));
        assert_eq!(desk.cell(), (0, 10));
    }
    desk.perform(typed("a"));
    assert_eq!(desk.rows(), ["1234567890     ", "a"]);
    assert_eq!(desk.cell(), (1, 1));
}

#[test]
fn a_wrap_is_never_stale_after_an_edit() {
    // Shortening a word lets it move up; lengthening it takes it back down.
    let mut desk = Desk::new("the cost limit|s of", 10);
    assert_eq!(desk.rows(), ["the cost ", "limits of"]);
    desk.editor.set_caret(&desk.text, 9);
    for _ in 0..4 {
        desk.perform(EditAction::Delete);
    }
    assert_eq!(desk.rows(), ["the cost ", "ts of"]);
    desk.perform(EditAction::Delete);
    assert_eq!(desk.rows(), ["the cost s ", "of"]);
    desk.perform(typed("limit"));
    assert_eq!(desk.rows(), ["the cost ", "limits of"]);
}

#[test]
fn an_empty_text_has_one_row() {
    let mut desk = Desk::new("|", 10);
    assert_eq!((desk.editor.rows(), desk.cell()), (1, (0, 0)));
    desk.perform(typed("a"));
    desk.perform(EditAction::Backspace);
    assert_eq!((desk.editor.rows(), desk.cell()), (1, (0, 0)));
    let row = desk.editor.row(99);
    assert_eq!((row.range, row.paragraph, row.first), (0..0, 0, true));
}

#[test]
fn rows_know_their_paragraph() {
    let desk = Desk::new("|the cost limit\n\r\nx", 10);
    let rows: Vec<(usize, bool)> = (0..desk.editor.rows())
        .map(|row| desk.editor.row(row))
        .map(|row| (row.paragraph, row.first))
        .collect();
    assert_eq!(rows, [(0, true), (0, false), (1, true), (2, true)]);
    assert_eq!(desk.rows(), ["the cost ", "limit", "", "x"]);
}

#[test]
fn the_caret_is_where_the_text_is_drawn() {
    let desk = Desk::new("a\te\u{301}漢👩\u{200d}⚕\u{fe0f}|", 40);
    let end = width::shown(&desk.text)
        .last()
        .map(|shown| shown.column + shown.width);
    assert_eq!(Some(usize::from(desk.cell().1)), end);
    for shown in width::shown(&desk.text) {
        let column = u16::try_from(shown.column + shown.width - 1).expect("a narrow text");
        assert_eq!(desk.editor.byte_at(&desk.text, 0, column), shown.at);
    }
    assert!(position::is_boundary(
        &desk.text,
        desk.editor.byte_at(&desk.text, 5, 99)
    ));
}

#[test]
fn the_view_follows_the_caret_and_keeps_its_place() {
    let text = "x\n".repeat(50);
    let mut desk = Desk::new(&format!("|{text}"), 10);
    desk.perform(EditAction::Move {
        by: Motion::PageDown(20),
        extend: false,
    });
    desk.editor.scroll_to_caret(10);
    assert_eq!((desk.editor.top(), desk.cell().0), (20, 20));
    desk.editor.scroll_by(100);
    assert_eq!(desk.editor.top(), 41);
    desk.editor.scroll_by(-1000);
    assert_eq!(desk.editor.top(), 0);
    desk.editor.scroll_to_caret(10);
    assert_eq!(desk.editor.top(), 11);

    let splice = Splice::new(&desk.text, 0..0, "new\nnew\n");
    splice.apply(&mut desk.text).expect("made for this text");
    desk.editor.spliced(&desk.text, &splice, CaretAfter::Stays);
    assert_eq!((desk.editor.top(), desk.cell().0), (13, 22));
    desk.perform(EditAction::SelectAll);
    desk.perform(EditAction::Delete);
    desk.editor.scroll_to_caret(10);
    assert_eq!(desk.editor.top(), 0);
}

#[test]
fn a_new_width_keeps_the_words_in_view() {
    let text = "one two three four five six seven eight nine ten ".repeat(20);
    let mut desk = Desk::new(&format!("|{text}"), 40);
    desk.editor.scroll_to_caret(5);
    desk.editor.scroll_by(12);
    let first = desk.editor.row(12).range.start;
    desk.editor.layout(&desk.text, 15);
    assert!(desk.editor.row(desk.editor.top()).range.contains(&first));
    desk.editor.layout(&desk.text, 0);
    assert!(desk.editor.rows() > 100);
}
