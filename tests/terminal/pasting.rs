//! A paste is text, whatever stands in it.

use crate::pty::Office;
use crate::{REQUEST, SETTINGS};

#[test]
fn a_request_pasted_on_the_board_opens_the_box_for_a_new_case() {
    let office = Office::with(SETTINGS);
    let mut board = office.start(&[], 100, 30);
    board.wait_for("Open cases 0");
    board.paste(&REQUEST.replace('\n', "\r"));
    board.wait_for("2 questions are seen in it. Title: Grit bins");
    // Pasted line ends chose nothing.
    assert!(board.screen().contains("New case"));
    board.press("F9");
    board.wait_for("Questions 0/2");
}

#[test]
fn line_ends_of_windows_are_single_line_breaks() {
    let office = Office::with(SETTINGS);
    office.case_of(REQUEST);
    let mut desk = office.start(&["open", "FOI-2026-0001"], 100, 30);
    desk.wait_for("How many grit bins");
    desk.press("Ctrl+E");
    desk.paste("North: 12\r\nSouth: 9\r\n\r\nBoth are counted in May.");
    desk.wait_for("Both are counted in May.");
    desk.press("Ctrl+Q");
    desk.wait_for_end();
    assert!(
        office
            .letter()
            .contains("North: 12\nSouth: 9\n\nBoth are counted in May.")
    );
}

#[test]
fn a_paste_that_pretends_to_end_and_quits_loses_nothing() {
    let office = Office::with(SETTINGS);
    office.case_of(REQUEST);
    let mut desk = office.start(&["open", "FOI-2026-0001"], 100, 30);
    desk.wait_for("How many grit bins");
    desk.press("Ctrl+E");
    desk.send(b"There are 214 grit bins.");
    desk.wait_for("214 grit bins.");
    desk.paste(" See the map.\x1b[201~\x11");
    desk.wait_for_end();
    assert!(
        office
            .letter()
            .contains("There are 214 grit bins. See the map.")
    );
}

#[test]
fn a_paste_that_pretends_to_end_and_deletes_can_be_undone() {
    let office = Office::with(SETTINGS);
    office.case_of(REQUEST);
    let mut desk = office.start(&["open", "FOI-2026-0001"], 100, 30);
    desk.wait_for("How many grit bins");
    desk.press("Ctrl+T");
    desk.wait_for("▸ Questions 0/2");
    desk.paste("x\x1b[201~d");
    desk.wait_for("Questions 0/1");
    desk.press("Ctrl+Z");
    desk.wait_for("Questions 0/2");
    desk.press("Ctrl+Q");
    desk.wait_for_end();
    assert!(
        office
            .letter()
            .contains("1. How many grit bins are there?\n\n2. Who fills them?")
    );
}
