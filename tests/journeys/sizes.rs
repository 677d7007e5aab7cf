//! Any size: every screen is drawn at every size, and the terminal's cursor is always on it.

use std::sync::Arc;

use seriatim::app::Msg;
use seriatim::app::command::Command;
use seriatim::app::message::Opened;
use seriatim::domain::case::CaseStatus;

use super::finishing::summary;
use crate::desk::fixtures::{benches, two_questions};
use crate::desk::{Desk, opened, recovery};

/// Every kind of screen, by name.
pub(super) fn screens() -> Vec<(&'static str, Desk)> {
    let mut all = Vec::new();
    let mut with = |name, keys: &str| {
        let mut desk = Desk::with(benches());
        desk.insert("1", "Not held");
        desk.insert("2", "A figure for a period");
        desk.press("Esc");
        desk.answer("4", "👩‍⚕️ é 漢字\tx\n\n- a list");
        desk.press("F2");
        desk.press(keys);
        all.push((name, desk));
    };
    with("panel", "");
    with("exemptions", "F3");
    with("composer", "F3 Enter");
    with("composer text", "F3 Enter Tab Tab");
    with("checks", "F7");
    with("list", "Ctrl+T Space");
    with("answer", "Ctrl+E");
    with("question", "Ctrl+T e");
    with("opening", "Ctrl+T Home Ctrl+E");
    with("heading", "Ctrl+T Home Down Down Down Ctrl+E");
    with("letter", "F5");
    with("letter small", "F5 F5");
    with("disclosure log", "F6 F5");
    with("help", "F1");
    with("help end", "F1 End");
    with("palette", "Ctrl+P");
    with("outcome", "Ctrl+O");
    with("field", "F8");
    with("blockers", "F9");
    with("find", "Ctrl+F");
    with("answered with", "Ctrl+R");

    all.push(("answered before", super::round_robin::offered()));
    let mut approvals = super::signing_off::answered();
    super::signing_off::approve(&mut approvals);
    approvals.answer("2", "漢字 more.");
    approvals.press("Alt+D");
    all.push(("approvals", approvals));

    let mut due = Desk::with(two_questions());
    due.run(Command::ShowDue);
    all.push(("due", due));
    all.push(("board before it is read", Desk::on_the_board()));
    let mut board = Desk::on_the_board();
    board.tell(Msg::Board(Ok(Vec::new())));
    all.push(("empty board", board.clone()));
    board.press("n");
    all.push(("new case, empty", board.clone()));
    board.paste("Dear council\n\n1. How many 漢字?\n2. Why?");
    all.push(("new case", board));
    let mut board = Desk::on_the_board();
    board.tell(Msg::Board(Ok((1..40)
        .map(|at| summary(&format!("FOI-2026-{at:04}"), "2026-11-02", CaseStatus::Open))
        .collect())));
    board.press("End");
    all.push(("board", board));
    let mut left = Desk::on_the_board();
    left.tell(Msg::Opened(Ok(Box::new(Opened {
        recovery: Some(recovery(3, two_questions())),
        ..opened(two_questions())
    }))));
    all.push(("recovery", left));
    let mut empty = two_questions();
    empty.questions.clear();
    Arc::make_mut(&mut empty.opening).text.clear();
    all.push(("no question", Desk::with(empty)));
    all
}

/// Draws a screen at a size; the cursor must be on it.
fn draw(name: &str, desk: &mut Desk, (width, height): (u16, u16)) {
    let screen = desk.screen_at(width, height);
    if width == 0 || height == 0 {
        return;
    }
    let at = screen.cursor;
    let at = at.unwrap_or_else(|| panic!("{name} at {width}x{height} has no cursor"));
    assert!(
        at.x < width && at.y < height,
        "{name} at {width}x{height}: the cursor is at {at}"
    );
}

#[test]
fn every_screen_is_drawn_at_any_size_with_the_cursor_on_it() {
    let sizes = [
        (60, 16),
        (60, 17),
        (61, 16),
        (62, 19),
        (79, 23),
        (109, 16),
        (110, 16),
        (111, 24),
        (200, 60),
        (300, 100),
        (60, 200),
        (400, 16),
        (59, 16),
        (60, 15),
        (30, 8),
        (3, 3),
        (1, 1),
        (0, 5),
        (5, 0),
        (0, 0),
    ];
    for (name, mut desk) in screens() {
        for size in sizes {
            draw(name, &mut desk, size);
        }
    }
}

#[test]
fn the_smallest_windows_are_drawn_at_every_size() {
    let some = ["answer", "board", "new case", "outcome"];
    for (name, mut desk) in screens() {
        if some.contains(&name) {
            for width in 0..=60 {
                for height in 0..=16 {
                    draw(name, &mut desk, (width, height));
                }
            }
        }
    }
}

#[test]
fn a_screen_that_is_too_small_says_so_and_loses_nothing() {
    let mut desk = Desk::with(benches());
    let before = desk.screen_at(80, 24).text();
    assert!(desk.screen_at(59, 15).text().contains("60 columns"));
    desk.press("Ctrl+E");
    desk.type_text("x");
    assert_eq!(
        desk.question("1").answer,
        "x",
        "the keyboard is still heard"
    );
    desk.press("Ctrl+Z F2");
    desk.tell(Msg::Key(seriatim::app::key::Key::plain(
        seriatim::app::key::KeyCode::Esc,
    )));
    desk.press("F2");
    assert_eq!(
        desk.screen_at(80, 24).rows()[1..22],
        before.split('\n').collect::<Vec<_>>()[1..22]
    );
}

#[test]
fn a_window_that_grows_shows_the_caret_again() {
    let mut desk = Desk::with(benches());
    desk.answer("1", &"word ".repeat(400));
    for size in [(60, 16), (200, 60), (80, 24)] {
        let screen = desk.screen_at(size.0, size.1);
        let cursor = screen.cursor.expect("the caret is in view");
        assert!(cursor.y > 2, "{size:?}");
    }
}
