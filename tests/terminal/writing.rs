//! What the program writes to the terminal and to the clipboard: a closed list, whatever a request holds.

use crate::pty::Office;
use crate::pty::stream::{Piece, colours, hides, is_allowed, mode, pieces};
use crate::{REQUEST, SETTINGS};

// Sequences that set titles, write clipboards, clear screens and answer; directions, tags and controls of both kinds.
const HOSTILE: &str = "Dear council,\n\nSubject: Grit\x1b]0;owned\x07 \u{202e}snib\u{9b}31m\u{e0041}\u{e0042}\n\nPlease tell me:\n\n\
    1. How many\x1b]52;c;b3duZWQ=\x07 grit\x1b[2J bins\x1bc are\u{85} there?\x1b[6n\n\
    2. Who\u{202d}\u{2066} fills\x1bP+q544e\x1b\\ them\x07?\x1b[?1049l\u{9d}52;c;b3duZWQ=\u{9c}\n\
    3. \u{200f}Where\x08\x08 \u{feff}are\x0e they\x00?\x7f\n\nYours faithfully,\n\nMorgan\x1b[8m Sample\n";

fn assert_only_allowed(written: &[u8]) {
    let pieces = pieces(written);
    let beyond: Vec<&Piece> = pieces.iter().filter(|piece| !is_allowed(piece)).collect();
    assert!(beyond.is_empty(), "{beyond:?}");
    assert_eq!(
        mode(&pieces, "1049"),
        Some(false),
        "the program has ended as it should"
    );
}

#[test]
fn a_hostile_request_reaches_neither_the_terminal_nor_the_clipboard() {
    let office = Office::with(SETTINGS);
    office.case_of(HOSTILE);
    let mut desk = office.start(&[], 120, 40);
    desk.wait_for("Open cases 1");
    desk.paste(HOSTILE);
    desk.wait_for("3 questions are seen");
    desk.press("F9");
    desk.wait_for("Questions 0/3");
    desk.press("F12");
    desk.wait_for("Open cases 2");
    desk.press("Enter");
    desk.wait_for("Questions 0/3");
    for answered in 1..=3 {
        desk.wait_for(&format!("┌ Question {answered} ─"));
        desk.press("Ctrl+E");
        desk.paste("Yes.\x1b]52;c;b3duZWQ=\x07\u{202e}\u{9b}2J");
        desk.wait_for(&format!("Questions {answered}/3"));
        desk.press("F4");
    }
    desk.press("F5");
    desk.wait_for("▸ Letter");
    desk.press("F9");
    desk.wait_for("Copied to the clipboard");
    desk.press("Ctrl+Q");
    assert_eq!(desk.wait_for_end(), 0);
    assert_only_allowed(desk.written());

    let copied = String::from_utf8(office.clipboard()).expect("a letter is text");
    assert!(copied.contains("grit"), "{copied}");
    let hidden: Vec<char> = copied
        .chars()
        .filter(|c| hides(*c) && !matches!(c, '\n' | '\t'))
        .collect();
    assert!(hidden.is_empty(), "{hidden:?} in {copied}");
}

fn colours_written(office: &Office) -> Vec<String> {
    office.case_of(REQUEST);
    let mut desk = office.start(&[], 120, 40);
    desk.wait_for("▸");
    desk.wait_for("Grit bins");
    desk.press("Enter");
    desk.wait_for("▸○ 1");
    desk.press("Ctrl+P");
    desk.wait_for("Commands");
    desk.press("Esc");
    desk.wait_until("the desk", |screen| !screen.contains("Commands"));
    desk.press("F2");
    desk.wait_for("▸ Snippets");
    desk.press("Ctrl+E");
    desk.send(b"There are {{number}} bins.");
    desk.wait_for("bins.");
    desk.press("F9");
    desk.wait_for("Not ready to copy");
    desk.press("Ctrl+Q");
    assert_eq!(desk.wait_for_end(), 0);
    assert_only_allowed(desk.written());
    colours(&pieces(desk.written()))
}

#[test]
fn an_officer_who_asks_for_no_colour_gets_none() {
    let mut office = Office::with(SETTINGS);
    office.environment.push(("NO_COLOR", "1".to_owned()));
    assert_eq!(colours_written(&office), [""; 0]);
}

#[test]
fn an_officer_who_asks_for_nothing_gets_colours() {
    let office = Office::with(SETTINGS);
    assert!(!colours_written(&office).is_empty());
}
