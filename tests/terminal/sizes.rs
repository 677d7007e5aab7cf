//! A window of any size, one that changes all the time, and one that takes nothing of what is drawn.

use std::time::Duration;

use rustix::process::Signal;

use crate::pty::{Office, Terminal};
use crate::{QUESTION, REQUEST, SETTINGS};

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

// A window of other sizes has more to draw than the terminal keeps for somebody who does not read.
fn stall(desk: &mut Terminal) {
    desk.hold(true);
    for step in 0..60_u16 {
        desk.resize(100 + step, 20 + step % 20);
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_terminal_that_takes_nothing_keeps_no_word_from_being_kept() {
    for signal in [Signal::TERM, Signal::HUP] {
        let office = Office::with(SETTINGS);
        office.case_of(QUESTION);
        let mut desk = office.start(&["open", "FOI-2026-0001"], 120, 40);
        desk.wait_for("How many grit bins");
        desk.press("Ctrl+E");
        stall(&mut desk);
        desk.send(b"There are 214 grit bins.");
        desk.signal(signal);
        // Nothing is read: the program ends all the same.
        assert!(desk.child.wait().expect("it ends").success());
        assert!(office.letter().contains("There are 214 grit bins."));
    }
}

#[test]
fn a_terminal_that_goes_on_shows_what_was_typed_meanwhile() {
    let office = Office::with(SETTINGS);
    office.case_of(QUESTION);
    let mut desk = office.start(&["open", "FOI-2026-0001"], 120, 40);
    desk.wait_for("How many grit bins");
    desk.press("Ctrl+E");
    stall(&mut desk);
    desk.send(b"There are 214 grit bins.");
    desk.resize(120, 40);
    desk.hold(false);
    desk.wait_for("There are 214 grit bins.");
    desk.press("Ctrl+Q");
    assert_eq!(desk.wait_for_end(), 0);
}
