//! The mouse: every click lands on what the eye sees, since the tests look for it on the screen first.

use seriatim::app::Effect;
use seriatim::app::Msg;
use seriatim::app::desk::Focus;
use seriatim::app::message::MouseKind;
use seriatim::app::panel::Tab;
use seriatim::domain::case::CaseStatus;

use super::finishing::summary;
use crate::desk::Desk;
use crate::desk::fixtures::{benches, two_questions};

/// Returns where words stand on the screen.
pub(super) fn find(desk: &mut Desk, size: (u16, u16), words: &str) -> (u16, u16) {
    let screen = desk.screen_at(size.0, size.1);
    screen
        .find(words)
        .unwrap_or_else(|| panic!("“{words}” is not on the screen:\n{}", screen.text()))
}

const WIDE: (u16, u16) = (120, 40);
const NARROW: (u16, u16) = (80, 24);

#[test]
fn a_click_on_a_question_chooses_it_and_a_second_writes() {
    for size in [WIDE, NARROW] {
        let mut desk = Desk::with(benches());
        let (column, row) = find(&mut desk, size, "4 How many");
        desk.click(column, row);
        assert_eq!(
            (desk.here().as_str(), desk.focus()),
            ("4", Focus::Questions)
        );
        desk.double_click(column, row);
        assert_eq!(desk.focus(), Focus::Answer);
    }
}

#[test]
fn a_click_on_the_mark_marks_the_question() {
    let mut desk = Desk::with(benches());
    let (column, row) = find(&mut desk, WIDE, "2 What did");
    desk.click(column - 2, row);
    assert_eq!(desk.desk().marked.len(), 1);
    desk.click(column - 2, row);
    assert!(desk.desk().marked.is_empty());
}

#[test]
fn a_click_on_a_tab_shows_it() {
    for size in [WIDE, NARROW] {
        let mut desk = Desk::with(benches());
        for (words, tab) in [
            ("Exemptions", Tab::Exemptions),
            ("Checks 5", Tab::Checks),
            ("Snippets  ", Tab::Snippets),
        ] {
            let (column, row) = find(&mut desk, size, words);
            desk.click(column + 1, row);
            assert_eq!(desk.desk().panel.tab, tab);
        }
    }
}

#[test]
fn a_second_click_on_a_snippet_inserts_it() {
    let mut desk = Desk::with(benches());
    let (column, row) = find(&mut desk, WIDE, "Withheld: commercial");
    desk.click(column, row);
    assert_eq!(desk.question("1").answer, "", "one click only chooses");
    assert_eq!(desk.chosen_snippet(), "Withheld: commercial interests");
    desk.double_click(column, row);
    assert!(desk.question("1").answer.contains("commercial interests"));
}

#[test]
fn a_click_on_a_finding_goes_there() {
    let mut desk = Desk::with(benches());
    desk.press("F7");
    let (column, row) = find(&mut desk, WIDE, "Question 3(a) has no answer");
    desk.click(column, row);
    assert_eq!(desk.here(), "3(a)");
}

#[test]
fn every_hint_of_the_bottom_bar_can_be_clicked() {
    let mut desk = Desk::with(benches());
    let (column, row) = find(&mut desk, NARROW, "F3 exemptions");
    assert_eq!(row, 23);
    desk.click(column, row);
    assert_eq!(desk.desk().panel.tab, Tab::Exemptions);
    let (column, row) = find(&mut desk, NARROW, "F9 ");
    desk.click(column + 4, row);
    assert!(!desk.options().is_empty(), "the checks stand in the way");
    let (column, row) = find(&mut desk, NARROW, "Esc leave ");
    desk.click(column, row);
    assert!(desk.model.overlay.is_none());
}

#[test]
fn a_second_click_in_the_letter_goes_to_where_it_is_written() {
    let mut desk = Desk::with(benches());
    desk.answer("4", "There were two breaches.");
    desk.go_to("1");
    desk.press("F5");
    let (column, row) = find(&mut desk, WIDE, "two breaches");
    desk.click(column, row);
    assert_eq!(
        desk.focus(),
        Focus::Letter,
        "one click only puts the cursor there"
    );
    desk.double_click(column, row);
    assert_eq!((desk.here().as_str(), desk.focus()), ("4", Focus::Answer));

    let (column, row) = {
        desk.press("F5");
        find(&mut desk, WIDE, "Yours sincerely")
    };
    desk.double_click(column, row);
    assert_eq!(desk.here(), "closing");
}

#[test]
fn enter_in_the_large_letter_goes_to_the_passage_at_its_top() {
    let mut desk = Desk::with(benches());
    desk.go_to("4");
    desk.press("F5 Enter");
    assert_eq!(desk.here(), "4");
}

#[test]
fn a_click_puts_the_caret_and_a_drag_selects() {
    let mut desk = Desk::with(benches());
    desk.answer("1", "Nine grey benches");
    desk.press("F2");
    let (column, row) = find(&mut desk, WIDE, "Nine grey");
    desk.click(column + 5, row);
    assert_eq!(
        (desk.focus(), desk.desk().answer.caret()),
        (Focus::Answer, 5)
    );
    desk.mouse(MouseKind::Drag, column + 9, row, 1);
    assert_eq!(desk.desk().answer.selection(), Some(5..9));
    desk.double_click(column + 12, row);
    let text = &desk.question("1").answer;
    assert_eq!(desk.desk().answer.selected_text(text), "benches");
    desk.mouse(MouseKind::Press, column, row, 3);
    assert_eq!(desk.desk().answer.selection(), Some(0..17));
}

#[test]
fn a_click_on_an_option_takes_it() {
    let mut desk = Desk::with(two_questions());
    desk.press("Ctrl+O");
    let (column, row) = find(&mut desk, NARROW, "already available");
    desk.click(column, row);
    assert!(desk.model.overlay.is_none());
    assert_eq!(
        desk.question("1")
            .outcome
            .map(seriatim::domain::outcome::Outcome::id),
        Some("already-available")
    );
}

#[test]
fn a_click_on_a_command_of_the_palette_runs_it() {
    let mut desk = Desk::with(benches());
    desk.press("Ctrl+P");
    desk.type_text("checks what");
    let (column, row) = find(&mut desk, NARROW, "Checks: what");
    desk.click(column, row);
    assert!(desk.model.overlay.is_none());
    assert_eq!(desk.desk().panel.tab, Tab::Checks);
}

#[test]
fn a_second_click_on_a_case_opens_it() {
    let mut desk = Desk::on_the_board();
    desk.tell(Msg::Board(Ok(vec![
        summary("FOI-2026-0001", "2026-11-02", CaseStatus::Open),
        summary("FOI-2026-0002", "2026-11-20", CaseStatus::Open),
    ])));
    let (column, row) = find(&mut desk, NARROW, "FOI-2026-0002");
    assert!(desk.click(column, row).is_empty());
    let effects = desk.double_click(column, row);
    assert!(
        matches!(effects.as_slice(), [Effect::Open(reference)] if reference.as_str() == "FOI-2026-0002")
    );
}

#[test]
fn the_wheel_scrolls_what_it_is_over() {
    let mut desk = Desk::with(benches());
    desk.answer("1", &"line\n".repeat(60));
    let (column, row) = find(&mut desk, WIDE, "line");
    let top = desk.desk().answer.top();
    desk.mouse(MouseKind::WheelUp, column, row, 1);
    assert!(desk.desk().answer.top() < top, "from {top}");
    let panel = find(&mut desk, WIDE, "Snippets  ");
    let chosen = desk.desk().panel.scroll.cursor;
    desk.mouse(MouseKind::WheelDown, panel.0, panel.1 + 4, 1);
    assert_eq!(desk.desk().panel.scroll.cursor, chosen + 1);
}
