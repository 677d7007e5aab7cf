//! Asking a service area: the slip, who has a question since when, the reply as a note that never goes into the letter.

use jiff::civil::date;
use seriatim::app::{Effect, Msg};

use crate::desk::Desk;
use crate::desk::fixtures::two_questions;

fn asked_of_housing() -> (Desk, String) {
    let mut desk = Desk::with(two_questions());
    desk.go_to("1");
    desk.press("Space Down Space Alt+C");
    desk.fill("Housing");
    let effects = desk.press("Enter");
    let slip = effects.iter().find_map(|effect| match effect {
        Effect::Copy { parcel, .. } => Some(parcel.plain.clone()),
        _ => None,
    });
    (desk, slip.expect("a slip on its way to the clipboard"))
}

fn reply(desk: &mut Desk, words: &str) {
    let effects = desk.press("Alt+V");
    let ticket = effects.iter().find_map(|effect| match effect {
        Effect::ReadClipboard(ticket) => Some(*ticket),
        _ => None,
    });
    desk.tell(Msg::Clipboard {
        ticket: ticket.expect("the clipboard is read"),
        result: Ok(words.to_owned()),
    });
}

#[test]
fn the_marked_questions_go_on_one_slip_without_who_asked() {
    let (desk, slip) = asked_of_housing();
    let case = &desk.desk().case;
    for question in &case.questions {
        assert!(slip.contains(question.text.trim()), "{slip}");
        let asked = question.contribution.as_ref().expect("it is with somebody");
        assert_eq!(
            (asked.with.as_str(), asked.since),
            ("Housing", date(2026, 11, 24))
        );
        assert!(asked.wanted.is_some_and(|wanted| wanted > asked.since));
    }
    assert!(slip.contains("questions 1 and 2") && slip.contains("Housing"));
    assert!(!slip.contains(&case.facts.requester), "{slip}");
    assert!(!slip.contains("{{"), "{slip}");
    assert!(desk.desk().marked.is_empty());
}

#[test]
fn one_undo_takes_the_asking_back() {
    let (mut desk, _) = asked_of_housing();
    desk.press("Ctrl+Z");
    let questions = &desk.desk().case.questions;
    assert!(
        questions
            .iter()
            .all(|question| question.contribution.is_none())
    );
}

#[test]
fn a_reply_is_a_note_on_the_question_and_nothing_of_the_letter() {
    let (mut desk, _) = asked_of_housing();
    let letter = desk.letter().to_owned();
    desk.go_to("1");
    reply(
        &mut desk,
        "There were 14 benches.\u{1b}[2J\nAsk Robin for the list.",
    );
    assert_eq!(desk.letter(), letter);
    let question = desk.desk().case.questions[0].clone();
    let kept = question.contribution.clone().expect("who was asked").reply;
    assert!(
        kept.starts_with("There were 14 benches.") && !kept.contains('\u{1b}'),
        "{kept:?}"
    );
    desk.press("Alt+Y");
    let screen = desk.screen_at(80, 24).text();
    assert!(
        screen.contains("There were 14 benches.") && screen.contains("reply from Housing"),
        "{screen}"
    );
}

#[test]
fn a_second_reply_is_kept_beneath_the_first() {
    let (mut desk, _) = asked_of_housing();
    desk.go_to("1");
    reply(&mut desk, "14.");
    reply(&mut desk, "Sorry, 15.");
    let kept = desk.desk().case.questions[0].contribution.clone();
    assert_eq!(kept.expect("who was asked").reply, "14.\n\nSorry, 15.");
}

#[test]
fn a_day_that_is_none_is_not_taken_and_nobody_is_asked_without_a_name() {
    let mut desk = Desk::with(two_questions());
    desk.go_to("1");
    desk.press("Alt+C Enter");
    assert!(
        desk.screen_at(80, 24)
            .text()
            .contains("Write who has the information")
    );
    desk.fill("Parks");
    desk.press("Ctrl+A");
    desk.fill("soon");
    assert!(desk.screen_at(80, 24).text().contains("Not a date"));
    assert!(desk.desk().case.questions[0].contribution.is_none());
}

#[test]
fn the_board_chases_what_is_out() {
    let (desk, _) = asked_of_housing();
    let mut board = desk.on_a_board(|summary| summary.waiting = desk.case().waiting());
    let screen = board.screen_at(120, 40).text();
    assert!(
        screen.contains("questions 1 and 2 with Housing since Tue 24 Nov"),
        "{screen}"
    );
}
