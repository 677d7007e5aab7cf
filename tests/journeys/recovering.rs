//! What an interrupted session left is shown before anything is chosen, and what was left aside can be had back.

use std::sync::Arc;

use seriatim::app::message::{LeftAside, Opened, Recovery};
use seriatim::app::{Effect, Msg};
use seriatim::domain::case::Case;
use seriatim::domain::outcome::Outcome;

use crate::desk::{self, Desk, fixtures};

fn later() -> Case {
    let mut case = fixtures::benches();
    let first = Arc::make_mut(&mut case.questions[0]);
    first.answer = "There are 214 benches.\n\nMost are oak.".into();
    first.outcome = Some(Outcome::Disclosed);
    case.revision = 7;
    case
}

fn offered(recovery: Recovery) -> Desk {
    let mut desk = Desk::on_the_board();
    desk.tell(Msg::Opened(Ok(Box::new(Opened {
        recovery: Some(recovery),
        ..desk::opened(fixtures::benches())
    }))));
    desk
}

#[test]
fn what_would_come_back_is_on_screen_before_anything_is_chosen() {
    let mut desk = offered(desk::recovery(7, later()));
    let screen = desk.screen_at(80, 24);
    let text = screen.text();
    for words in [
        "7 changes are in the journal",
        "the last at 10:42",
        "Question 1, answer",
        "+ There are 214 benches.",
        "+ Outcome: disclosed",
        "Take the changes over",
        "Leave them aside",
        "Decide later",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert_eq!(desk.question("1").answer, "", "nothing is overwritten");
    super::screens::at_three_sizes("recovery", &mut desk);
}

#[test]
fn a_long_difference_scrolls_while_the_options_stay() {
    let mut case = fixtures::benches();
    let lines = (0..60).map(|at| format!("Line {at} of the answer.\n"));
    Arc::make_mut(&mut case.questions[0]).answer = lines.collect();
    let mut desk = offered(desk::recovery(60, case));
    assert!(desk.screen_at(80, 24).text().contains("Line 0 of"));
    for _ in 0..3 {
        desk.press("PgDn");
    }
    let text = desk.screen_at(80, 24).text();
    assert!(
        !text.contains("Line 0 of") && text.contains("▸ Take the changes over"),
        "{text}"
    );
    desk.press("End");
    let text = desk.screen_at(80, 24).text();
    assert!(text.contains("Line 59 of"), "{text}");
    desk.press("Down");
    assert!(desk.screen_at(80, 24).text().contains("▸ Leave them aside"));
    desk.press("Home");
    assert!(desk.screen_at(80, 24).text().contains("Line 0 of"));
}

#[test]
fn what_somebody_else_has_changed_meanwhile_is_told() {
    let own = later();
    let clash = Recovery {
        clashes: vec![own.questions[0].id.clone()],
        others: true,
        ..desk::recovery(7, own.clone())
    };
    let text = offered(clash).screen_at(80, 24).text();
    assert!(
        text.contains("Somebody else has changed question 1 since: both are kept"),
        "{text}"
    );
    let beside = Recovery {
        others: true,
        damaged: true,
        ..desk::recovery(7, own)
    };
    let text = offered(beside).screen_at(80, 24).text();
    assert!(
        text.contains("stays as well") && text.contains("was cut off"),
        "{text}"
    );
}

#[test]
fn what_was_left_aside_is_shown_and_taken_back_as_one_step() {
    let mut desk = Desk::with(fixtures::benches());
    desk.answer("1", "Written since.");
    let effects = desk.run(seriatim::app::command::Command::LeftAside);
    assert_eq!(effects, [Effect::LookAside]);
    let left = |case: Case| LeftAside {
        when: "10:42 on 3 November 2026".into(),
        changes: 7,
        base: fixtures::benches(),
        case,
    };
    desk.tell(Msg::Aside(vec![left(later())]));
    let text = desk.screen_at(80, 24).text();
    assert!(
        text.contains("7 changes of 10:42 on 3 November 2026"),
        "{text}"
    );
    assert!(text.contains("+ There are 214 benches."), "{text}");
    desk.choose("Take them back");
    let answer = desk.question("1").answer.clone();
    assert!(
        answer.contains("Written since.") && answer.contains("Most are oak."),
        "{answer}"
    );
    desk.press("Ctrl+Z");
    assert_eq!(desk.question("1").answer, "Written since.");
    // More than one: first which.
    desk.tell(Msg::Aside(vec![left(later()), left(later())]));
    assert_eq!(desk.options().len(), 2);
    desk.press("Enter");
    assert!(desk.screen_at(80, 24).text().contains("Take them back"));
    desk.press("Esc");
    desk.tell(Msg::Aside(Vec::new()));
    assert!(
        desk.notice().contains("Nothing was left aside"),
        "{}",
        desk.notice()
    );
}
