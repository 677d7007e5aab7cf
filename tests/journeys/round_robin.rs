//! A request that was asked before offers its earlier answers, question by question, with their dates.

use std::collections::BTreeSet;

use jiff::civil::date;
use seriatim::app::message::Opened;
use seriatim::app::overlay::Overlay;
use seriatim::app::{Effect, Msg};
use seriatim::domain::ids::QuestionId;
use seriatim::domain::outcome::Outcome;
use seriatim::domain::question::Citation;
use seriatim::domain::round_robin::Given;

use crate::desk::Desk;
use crate::desk::fixtures::two_questions;

fn given(question: &str, reference: &str, answer: &str) -> Given {
    Given {
        question: QuestionId::parse(question).expect("an id"),
        reference: reference.into(),
        name: "3".into(),
        asked: "How many benches did the council replace in 2024?".into(),
        answer: answer.into(),
        outcome: Some(Outcome::Disclosed),
        citations: BTreeSet::new(),
        received: Some(date(2025, 5, 3)),
        answered: Some(date(2025, 5, 20)),
        is_sent: true,
        id: format!("{reference}/q9"),
        likeness: 90,
    }
}

/// The screen over a case of two questions, to the first of which two earlier cases gave an answer.
pub(super) fn offered() -> Desk {
    let mut desk = Desk::with(two_questions());
    let effects = desk.press("Alt+B");
    assert!(
        desk.screen_at(80, 24)
            .text()
            .contains("Looking through the earlier cases")
    );
    let ticket = effects.iter().find_map(|effect| match effect {
        Effect::LookForEarlier { ticket, case } if case.questions.len() == 2 => Some(*ticket),
        _ => None,
    });
    let mut refused = given("q1", "FOI-2025-0100", "That is exempt.");
    refused.outcome = Some(Outcome::Refused);
    refused.citations.insert(Citation {
        regime: "uk-foia".into(),
        cite: "43(2)".into(),
    });
    let given = vec![
        given("q0", "FOI-2025-0100", "Fourteen were replaced."),
        given("q0", "FOI-2024-0077", "Nine were replaced."),
        refused,
    ];
    desk.tell(Msg::EarlierFound {
        ticket: ticket.expect("the cases are looked through"),
        given,
    });
    desk
}

#[test]
fn a_new_request_says_with_which_key_its_earlier_answers_are_offered() {
    let mut desk = Desk::on_the_board();
    desk.tell(Msg::Opened(Ok(Box::new(Opened {
        remark: Some("2 of 2 questions were asked before, in FOI-2025-0100 of 3 May 2025".into()),
        answered_before: true,
        ..crate::desk::opened(two_questions())
    }))));
    assert!(
        desk.notice()
            .starts_with("Alt+B offers the answers: 2 of 2"),
        "{}",
        desk.notice()
    );
}

#[test]
fn the_answers_are_listed_by_question_with_case_and_date_and_what_differs() {
    let mut desk = offered();
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
        let screen = desk.screen_at(width, height).text();
        for words in [
            "2 questions were answered before; 3 answers.",
            "1  FOI-2025-0100 · 20 May 2025",
            "1  FOI-2024-0077 · 20 May 2025",
            "2  FOI-2025-0100 · 20 May 2025",
            "For question 1: FOI-2025-0100 question 3, disclosed, 20",
            "- How many benches did the council replace in 2024?",
            "+ How many benches did the council replace in 2025?",
        ] {
            assert!(
                screen.contains(words),
                "{words} at {width}x{height}\n{screen}"
            );
        }
    }
}

#[test]
fn one_answer_goes_into_its_question_and_keeps_where_and_when_it_came_from() {
    let mut desk = offered();
    desk.press("Down");
    let effects = desk.press("Enter");
    let question = desk.question("1");
    assert_eq!(question.answer, "Nine were replaced.");
    assert_eq!(question.outcome, Some(Outcome::Disclosed));
    assert_eq!(question.sources[0].snippet, "archive:FOI-2024-0077/q9");
    assert_eq!(question.sources[0].version, "2025-05-20");
    assert!(
        desk.notice()
            .contains("see that it still holds (20 May 2025)"),
        "{}",
        desk.notice()
    );
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Record(_)))
    );
    let Some(Overlay::Earlier(screen)) = &desk.model.overlay else {
        panic!("the screen stays, for the other questions");
    };
    assert_eq!(screen.scroll.cursor, 2, "the next question");
    let found = desk.desk().derived.diagnostics.iter();
    let found: Vec<&str> = found
        .filter(|one| one.code == "reused-answer")
        .map(|one| one.message.as_str())
        .collect();
    assert_eq!(
        found,
        ["The answer to question 1 was taken over from FOI-2024-0077, of 20 May 2025."]
    );
    // The same one again is not put in twice.
    desk.press("Up Enter");
    assert_eq!(desk.question("1").answer, "Nine were replaced.");
    desk.press("Ctrl+Z");
    assert_eq!(desk.question("1").answer, "");
    assert!(desk.question("1").sources.is_empty());
}

#[test]
fn every_question_without_an_answer_takes_its_first_one_in_one_step() {
    let mut desk = offered();
    desk.press("F9");
    assert_eq!(desk.question("1").answer, "Fourteen were replaced.");
    let second = desk.question("2");
    assert_eq!(second.answer, "That is exempt.");
    assert_eq!(second.outcome, Some(Outcome::Refused));
    assert_eq!(second.citations.len(), 1);
    assert!(
        desk.notice()
            .starts_with("2 questions have their earlier answers"),
        "{}",
        desk.notice()
    );
    desk.press("F9");
    assert!(
        desk.notice()
            .starts_with("Every question that was answered before"),
        "{}",
        desk.notice()
    );
    desk.press("Esc Ctrl+Z");
    assert!(desk.question("1").answer.is_empty() && desk.question("2").answer.is_empty());
}

#[test]
fn what_the_officer_wrote_is_left_alone_by_all_and_kept_above_by_one() {
    let mut desk = Desk::with(two_questions());
    desk.answer("1", "Mine.");
    let ticket = desk
        .press("Alt+B")
        .iter()
        .find_map(|effect| match effect {
            Effect::LookForEarlier { ticket, .. } => Some(*ticket),
            _ => None,
        })
        .expect("a ticket");
    let given = vec![given("q0", "FOI-2025-0100", "Fourteen were replaced.")];
    desk.tell(Msg::EarlierFound { ticket, given });
    desk.press("F9");
    assert_eq!(desk.question("1").answer, "Mine.");
    desk.press("Enter");
    assert_eq!(
        desk.question("1").answer,
        "Mine.\n\nFourteen were replaced."
    );
}

#[test]
fn that_an_answer_still_holds_is_said_with_a_reason_and_then_it_is_quiet() {
    let mut desk = offered();
    desk.press("Enter Esc F7");
    let at = desk
        .desk()
        .derived
        .diagnostics
        .iter()
        .position(|one| one.code == "reused-answer");
    desk.press("Home");
    for _ in 0..at.expect("it is found") {
        desk.press("Down");
    }
    desk.press("a");
    desk.fill("Looked up again on 24 November.");
    let found = &desk.desk().derived.diagnostics;
    assert!(found.iter().all(|one| one.code != "reused-answer"));
}

#[test]
fn a_stale_look_changes_nothing_and_nothing_found_is_said() {
    let mut desk = Desk::with(two_questions());
    desk.press("Alt+B Esc");
    let stale = desk.model.ticket;
    desk.press("Alt+B");
    let fresh = desk.model.ticket;
    desk.tell(Msg::EarlierFound {
        ticket: stale,
        given: vec![given("q0", "FOI-2025-0100", "Old.")],
    });
    assert!(desk.screen_at(80, 24).text().contains("Looking through"));
    desk.tell(Msg::EarlierFound {
        ticket: fresh,
        given: Vec::new(),
    });
    assert!(
        desk.screen_at(80, 24)
            .text()
            .contains("Nothing like these questions was answered before.")
    );
}
