//! Mending the list of questions: answers stay with their questions, and undo takes everything back.

use seriatim::app::command::Command;
use seriatim::app::desk::Focus;

use crate::desk::fixtures::benches;
use crate::desk::{Desk, content};

/// A desk on which question 2 has an answer, and a step that mends it; undo and redo must give both states back.
fn mends(keys: &str, on: &str, after: &str) -> Desk {
    let mut desk = Desk::with(benches());
    desk.answer("2", "Three pounds.");
    let before = content(desk.case());
    desk.go_to(on);
    desk.press(keys);
    assert_eq!(desk.outline(), after, "{keys}");
    assert!(desk.letter().contains("Three pounds."), "the answer stays");
    let mended = content(desk.case());
    desk.press("Ctrl+Z");
    assert_eq!(content(desk.case()), before, "undo {keys}");
    desk.press("Ctrl+Y");
    assert_eq!(content(desk.case()), mended, "redo {keys}");
    desk
}

#[test]
fn a_question_is_moved_up_and_down_with_its_sub_questions() {
    mends("[", "2", "2/0 1/0 3/0 3(a)/1 3(b)/1 4/0");
    mends("]", "2", "1/0 3/0 3(a)/1 3(b)/1 2/0 4/0");
    mends("[", "3", "1/0 3/0 3(a)/1 3(b)/1 2/0 4/0");
}

#[test]
fn a_question_becomes_a_sub_question_and_comes_out_again() {
    mends(">", "2", "1/0 2/1 3/0 3(a)/1 3(b)/1 4/0");
    mends("<", "3(b)", "1/0 2/0 3/0 3(a)/1 3(b)/0 4/0");
}

#[test]
fn merging_joins_words_and_answers() {
    let desk = mends("m", "2", "1/0 3/0 3(a)/1 3(b)/1 4/0");
    let question = desk.question("1");
    assert!(question.text.contains("benches") && question.text.contains("litter bins"));
    assert_eq!(question.answer, "Three pounds.");
}

#[test]
fn merging_shows_the_question_that_is_left() {
    let mut desk = Desk::with(benches());
    desk.go_to("2");
    desk.press("m");
    assert_eq!(desk.here(), "1");
}

#[test]
fn a_question_is_deleted_and_comes_back_with_its_answer() {
    let mut desk = Desk::with(benches());
    desk.answer("2", "Three pounds.");
    desk.go_to("2");
    desk.press("d");
    assert_eq!(desk.outline(), "1/0 3/0 3(a)/1 3(b)/1 4/0");
    assert!(!desk.letter().contains("Three pounds."));
    desk.press("Ctrl+Z");
    assert_eq!(desk.question("2").answer, "Three pounds.");
    assert_eq!(desk.here(), "2", "undo shows what it brought back");
}

#[test]
fn a_question_is_split_where_the_caret_stands() {
    let mut desk = Desk::with(benches());
    desk.answer("1", "Nine.");
    desk.go_to("1");
    desk.press("e");
    assert_eq!(desk.focus(), Focus::Question);
    desk.press("Ctrl+End");
    desk.type_text(" b) Where did they stand?");
    desk.press("Ctrl+Home");
    for _ in "How many benches did the council replace in 2025?".chars() {
        desk.press("Right");
    }
    desk.press("Ctrl+D");
    assert_eq!(desk.outline(), "1/0 b/0 2/0 3/0 3(a)/1 3(b)/1 4/0");
    assert_eq!(desk.here(), "b", "the screen shows the new question");
    assert_eq!(desk.question("b").text, "Where did they stand?");
    assert_eq!(
        desk.question("1").answer,
        "Nine.",
        "it stays with the first"
    );
    desk.press("Ctrl+Z");
    assert_eq!(desk.case().questions.len(), 6);
}

#[test]
fn splitting_at_the_edge_says_what_is_needed() {
    let mut desk = Desk::with(benches());
    desk.go_to("1");
    desk.press("Ctrl+D");
    assert_eq!(desk.focus(), Focus::Question, "first it asks where");
    desk.press("Ctrl+Home Ctrl+D");
    assert_eq!(desk.case().questions.len(), 6);
    assert!(!desk.notice().is_empty());
}

#[test]
fn a_question_is_added_written_and_numbered() {
    let mut desk = Desk::with(benches());
    desk.go_to("4");
    desk.press("a");
    desk.type_text("And why?");
    assert_eq!(desk.case().questions[6].text, "And why?");
    assert_eq!(desk.here(), "5", "an unmarked question is counted");
    desk.press("Ctrl+T #");
    desk.fill("4(b)");
    assert_eq!(desk.question("4(b)").text, "And why?");
    desk.undo_all();
    assert_eq!(content(desk.case()), content(&benches()));
}

#[test]
fn a_heading_becomes_a_question_that_needs_an_answer() {
    let mut desk = Desk::with(benches());
    assert_eq!(desk.case().progress(), (0, 5));
    desk.go_to("3");
    desk.press("h");
    assert_eq!(desk.case().progress(), (0, 6));
    desk.press("h");
    assert_eq!(content(desk.case()), content(&benches()));
}

#[test]
fn the_words_of_a_question_are_edited_and_the_letter_follows() {
    let mut desk = Desk::with(benches());
    desk.go_to("1");
    desk.press("e Ctrl+End");
    desk.type_text(" Please.");
    assert!(desk.letter().contains("replace in 2025? Please."));
    desk.undo_all();
    assert_eq!(content(desk.case()), content(&benches()));
}

#[test]
fn what_cannot_be_done_changes_nothing_and_says_so() {
    for (keys, on) in [
        ("[", "1"),
        ("]", "4"),
        ("<", "1"),
        (">", "1"),
        ("m", "1"),
        ("d", "opening"),
        ("m", "closing"),
        (">", "3(a)"),
    ] {
        let mut desk = Desk::with(benches());
        desk.go_to(on);
        let effects = desk.press(keys);
        assert!(effects.is_empty(), "{keys} on {on}");
        assert!(!desk.notice().is_empty(), "{keys} on {on}");
        assert_eq!(content(desk.case()), content(&benches()));
    }
}

#[test]
fn the_facts_of_the_case_are_changed_and_undone() {
    let mut desk = Desk::with(benches());
    let before = desk.case().facts.clone();
    desk.run(Command::CaseTitle);
    desk.fill("Street furniture");
    desk.run(Command::CaseRequester);
    desk.fill("Robin Sample");
    desk.run(Command::CaseReceived);
    desk.fill("24 dogs");
    assert!(desk.asked().is_some(), "that is no date");
    desk.fill("11/11/2026");
    assert_eq!(desk.case().facts.title, "Street furniture");
    assert_eq!(desk.case().facts.requester, "Robin Sample");
    assert_eq!(
        desk.case().facts.received.map(|date| date.to_string()),
        Some("2026-11-11".into())
    );
    desk.press("Ctrl+Z Ctrl+Z Ctrl+Z");
    assert_eq!(desk.case().facts, before);
}
