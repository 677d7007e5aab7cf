//! A window of any size, and one that changes all the time.

use std::time::Duration;

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
        // A key that came together with a change of the size waits for the next one: see below. This one does nothing.
        for _ in 0..40 {
            if board.screen().contains("How many grit bins") {
                break;
            }
            std::thread::sleep(Duration::from_millis(500));
            board.press("Down");
        }
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
    for step in 0..120_u16 {
        desk.resize(1 + step * 37 % 200, 1 + step * 23 % 60);
        if step % 10 == 0 {
            desk.send(b"a");
        }
    }
    desk.resize(120, 40);
    // What was drawn for an earlier size may reach this terminal late: then an officer has it drawn anew.
    for _ in 0..40 {
        if desk.screen().contains("Letter") {
            break;
        }
        std::thread::sleep(Duration::from_millis(500));
        desk.press("Ctrl+L");
    }
    desk.wait_for("Letter");
    // crossterm 0.29 leaves keys that came together with a change of the size in the terminal until the next key: its
    // epoll tells of both once, and it returns after the first.
    for _ in 0..40 {
        if desk.screen().contains("aaaaaaaaaaaab") {
            break;
        }
        desk.send(b"b");
        std::thread::sleep(Duration::from_millis(500));
    }
    desk.wait_for("aaaaaaaaaaaab");
    desk.press("Ctrl+Q");
    assert_eq!(desk.wait_for_end(), 0);
    assert!(office.letter().contains("aaaaaaaaaaaab"));
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
