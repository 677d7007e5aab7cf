//! However the program ends, the terminal is as it was.

use rustix::process::Signal;

use crate::pty::stream::{Piece, mode, pieces};
use crate::pty::{Office, Terminal};
use crate::{QUESTION, REQUEST, SETTINGS};

// The modes that are switched on: all but the cursor are off again when the program has gone.
const SWITCHED_ON: [&str; 7] = ["1049", "2004", "1000", "1002", "1003", "1006", "1015"];

fn assert_ours(terminal: &mut Terminal) {
    let pieces = pieces(terminal.written());
    for number in SWITCHED_ON {
        assert_eq!(mode(&pieces, number), Some(true), "mode {number}");
    }
    assert!(terminal.is_raw());
}

fn assert_given_back(terminal: &mut Terminal) {
    let pieces = pieces(terminal.written());
    for number in SWITCHED_ON {
        assert_eq!(mode(&pieces, number), Some(false), "mode {number}");
    }
    assert_eq!(mode(&pieces, "25"), Some(true), "the cursor is shown");
    assert_ne!(mode(&pieces, "2026"), Some(true), "nothing is held back");
    assert!(!terminal.is_raw());
    let left = pieces
        .iter()
        .rposition(|piece| *piece == Piece::Csi("?1049".into(), 'l'))
        .expect("the alternate screen was left");
    assert_eq!(
        pieces.get(left + 1..),
        Some(&[][..]),
        "nothing is drawn over the shell"
    );
}

fn ends_by(act: impl FnOnce(&mut Terminal)) {
    let office = Office::with(SETTINGS);
    office.case_of(REQUEST);
    let mut desk = office.start(&["open", "FOI-2026-0001"], 100, 30);
    desk.wait_for("How many grit bins");
    assert_ours(&mut desk);
    act(&mut desk);
    assert_eq!(desk.wait_for_end(), 0);
    assert_given_back(&mut desk);
}

#[test]
fn quitting_gives_the_terminal_back() {
    ends_by(|desk| desk.press("Ctrl+Q"));
}

#[test]
fn being_asked_to_end_gives_the_terminal_back() {
    ends_by(|desk| desk.signal(Signal::TERM));
}

#[test]
fn a_hang_up_gives_the_terminal_back() {
    ends_by(|desk| desk.signal(Signal::HUP));
}

#[test]
fn a_shell_that_asks_for_its_terminal_gets_it_and_gives_it_back() {
    let office = Office::with(SETTINGS);
    office.case_of(REQUEST);
    let mut desk = office.start(&["open", "FOI-2026-0001"], 100, 30);
    desk.wait_for("How many grit bins");
    desk.press("Ctrl+E");
    desk.send(b"There are 214 grit bins.");
    desk.wait_for("There are 214 grit bins.");
    for _ in 0..2 {
        desk.signal(Signal::TSTP);
        desk.wait_until("the shell's screen", |screen| !screen.contains("grit bins"));
        assert_given_back(&mut desk);
        desk.signal(Signal::CONT);
        desk.wait_for("There are 214 grit bins.");
        assert_ours(&mut desk);
    }
    desk.press("Ctrl+Q");
    assert_eq!(desk.wait_for_end(), 0);
    assert_given_back(&mut desk);
    assert!(office.letter().contains("There are 214 grit bins."));
}

#[test]
fn settings_that_cannot_be_read_leave_the_terminal_alone() {
    let office = Office::with("[authority\n");
    let mut shell = office.start(&[], 100, 30);
    assert_eq!(shell.wait_for_end(), 2);
    let pieces = pieces(shell.written());
    assert!(
        pieces.iter().all(|piece| matches!(piece, Piece::Char(_))),
        "{pieces:?}"
    );
    assert!(shell.screen().contains("seriatim.toml:1"));
    assert!(!shell.is_raw());
}

#[test]
fn closing_the_window_ends_the_program_and_keeps_every_word() {
    let office = Office::with(SETTINGS);
    office.case_of(QUESTION);
    let mut desk = office.start(&["open", "FOI-2026-0001"], 100, 30);
    desk.wait_for("How many grit bins");
    desk.press("Ctrl+E");
    desk.send(b"There are 214 grit bins.");
    desk.wait_for("There are 214 grit bins.");
    desk.close();
    assert!(office.letter().contains("There are 214 grit bins."));
    let mut again = office.start(&["open", "FOI-2026-0001"], 100, 30);
    again.wait_for("There are 214 grit bins.");
}
