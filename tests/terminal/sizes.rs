//! A window of any size, and one that changes all the time.

use crate::pty::Office;
use crate::{REQUEST, SETTINGS};

#[test]
fn a_window_that_is_too_small_at_the_start_can_be_made_larger() {
    for (columns, rows) in [(1, 1), (10, 5), (59, 15)] {
        let office = Office::with(SETTINGS);
        office.case_of(REQUEST);
        let mut board = office.start(&[], columns, rows);
        board.wait_until("a first frame", |screen| !screen.trim().is_empty());
        board.resize(80, 24);
        board.wait_for("Open cases 1");
        board.press("Enter");
        board.wait_for("How many grit bins");
        board.press("Ctrl+Q");
        assert_eq!(board.wait_for_end(), 0, "from {columns}x{rows}");
    }
}

#[test]
fn a_window_that_is_dragged_about_shows_the_case_in_the_end() {
    let office = Office::with(SETTINGS);
    office.case_of(REQUEST);
    let mut desk = office.start(&["open", "FOI-2026-0001"], 120, 40);
    desk.wait_for("How many grit bins");
    desk.press("Ctrl+E");
    for step in 0..1_000_u16 {
        desk.resize(1 + step * 37 % 200, 1 + step * 23 % 60);
        if step % 100 == 0 {
            desk.send(b"a");
        }
    }
    desk.resize(120, 40);
    desk.send(b"b");
    // Keys that came together with a change of the size wait for no other key, and the picture is that of the last size.
    desk.wait_for("aaaaaaaaaab");
    desk.wait_for("F1 help");
    desk.press("Ctrl+Q");
    assert_eq!(desk.wait_for_end(), 0);
    assert!(office.letter().contains("aaaaaaaaaab"));
}

#[test]
fn a_screen_that_something_else_wrote_over_is_drawn_anew() {
    let office = Office::with(SETTINGS);
    office.case_of(REQUEST);
    let mut desk = office.start(&["open", "FOI-2026-0001"], 120, 40);
    desk.wait_for("F1 help");
    desk.take(b"\x1b[2J\x1b[HBroadcast message");
    assert!(!desk.screen().contains("How many grit bins"));
    desk.press("Ctrl+L");
    desk.wait_until("the case alone", |screen| {
        screen.contains("How many grit bins") && !screen.contains("Broadcast")
    });
    desk.press("Ctrl+Q");
    assert_eq!(desk.wait_for_end(), 0);
}
