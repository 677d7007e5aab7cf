//! Sending: the letter gets its date, is kept as it left, and a case that changed since says so.

use jiff::civil::date;

use seriatim::app::command::Command;
use seriatim::app::overlay::Overlay;
use seriatim::app::{Effect, Msg};
use seriatim::domain::case::{CaseStatus, CaseSummary};
use seriatim::domain::event::Event;
use seriatim::domain::sent::{SentFile, SentLetter};
use seriatim::domain::sign_off::Signed;

use crate::desk::fixtures::two_questions;
use crate::desk::{Desk, TODAY};

fn answered() -> Desk {
    let mut desk = Desk::with(two_questions());
    desk.insert("1", "Not held");
    desk.insert("2", "Not held");
    desk.answer("opening", "\n{{today}}");
    desk
}

/// Marks the case as sent; what the clerk would answer comes back.
fn send(desk: &mut Desk) -> Vec<Effect> {
    let effects = desk.press("Alt+M");
    let page = effects.iter().find_map(|effect| match effect {
        Effect::KeepSent(page) => Some(page),
        _ => None,
    });
    let page = page.expect("the letter is kept");
    let letter = SentLetter {
        on: page.today,
        at: "2026-11-24T10:00:00Z".into(),
        by: "Ann Okafor".into(),
        files: vec![SentFile {
            name: "2026-11-24-letter.txt".into(),
            sha256: "ab12".into(),
        }],
        text: page.case.signed_text(&Signed::Letter),
    };
    desk.tell(Msg::SentKept(Ok((Box::new(letter), None))));
    effects
}

fn codes(desk: &Desk) -> Vec<&str> {
    let found = desk.desk().derived.diagnostics.iter();
    found
        .map(|finding| finding.code)
        .filter(|code| *code == "changed-since-sent")
        .collect()
}

#[test]
fn marking_as_sent_dates_the_letter_and_keeps_it_and_a_new_day_changes_nothing() {
    let mut desk = answered();
    let effects = send(&mut desk);
    assert!(effects.iter().any(
        |effect| matches!(effect, Effect::Record(Event::Status { status }) if status == "sent")
    ));
    assert_eq!(desk.case().facts.letter_date, Some(TODAY));
    let letter = desk.letter().to_owned();
    assert!(letter.contains("24 November 2026"), "{letter}");
    desk.tell(Msg::Today(date(2026, 12, 1)));
    assert_eq!(desk.letter(), letter);
    let screen = desk.screen_at(120, 40);
    assert!(
        screen.rows()[0].contains("sent Tue 24 Nov"),
        "{}",
        screen.rows()[0]
    );
    assert!(
        !screen.rows()[0].contains("due"),
        "what was sent is not due"
    );
}

#[test]
fn a_case_changed_since_says_so_until_the_change_is_taken_back() {
    let mut desk = answered();
    send(&mut desk);
    assert!(codes(&desk).is_empty());
    desk.answer("2", "");
    desk.paste(" At all.");
    assert_eq!(codes(&desk), ["changed-since-sent"]);
    for (width, height) in [(80, 24), (120, 40)] {
        let row = desk.screen_at(width, height).rows()[0].clone();
        assert!(row.contains("CHANGED SINCE"), "{row}");
    }
    desk.press("Alt+U");
    for (width, height) in [(80, 24), (120, 40)] {
        let screen = desk.screen_at(width, height).text();
        assert!(
            screen.contains("The letter of 24 November 2026, by Ann Okafor"),
            "{screen}"
        );
        assert!(
            screen.contains("+ Wexbridge District Council does not hold this information. At all."),
            "{screen}"
        );
        assert!(screen.contains("2026-11-24-letter.txt"), "{screen}");
    }
    desk.press("Esc Ctrl+Z");
    assert!(codes(&desk).is_empty());
}

#[test]
fn an_outcome_alone_that_was_changed_since_is_told() {
    let mut desk = answered();
    send(&mut desk);
    desk.go_to("1");
    desk.press("Ctrl+O");
    desk.choose("refused");
    assert_eq!(codes(&desk), ["changed-since-sent"]);
}

#[test]
fn a_case_that_is_opened_again_keeps_what_was_sent_and_bears_the_new_day() {
    let mut desk = answered();
    send(&mut desk);
    desk.tell(Msg::Today(date(2026, 12, 1)));
    desk.press("Alt+M");
    assert_eq!(desk.case().facts.status, CaseStatus::Open);
    assert!(
        desk.notice()
            .contains("the letter of 24 November 2026 stays"),
        "{}",
        desk.notice()
    );
    assert!(desk.letter().contains("1 December 2026"));
    assert!(desk.desk().sent.is_some());
    let effects = desk.press("Alt+M");
    let again = effects.iter().find_map(|effect| match effect {
        Effect::KeepSent(page) => Some(page.today),
        _ => None,
    });
    assert_eq!(again, Some(date(2026, 12, 1)), "it leaves once more");
}

#[test]
fn a_letter_that_left_on_another_day_is_dated_by_hand() {
    let mut desk = answered();
    desk.run(Command::LetterDate);
    desk.fill("20/11/2026");
    assert!(desk.letter().contains("20 November 2026"));
    send(&mut desk);
    assert_eq!(
        desk.desk().sent.as_ref().map(|sent| sent.on),
        Some(date(2026, 11, 20))
    );
    // After it was sent, the right date is a letter of its own in the folder.
    desk.run(Command::LetterDate);
    desk.fill("tomorrow");
    assert!(desk.asked().is_some(), "it is no date");
    let effects = desk.fill("23/11/2026");
    assert!(effects.iter().any(
        |effect| matches!(effect, Effect::KeepSent(page) if page.today == date(2026, 11, 23))
    ));
    desk.run(Command::LetterDate);
    assert!(desk.fill("").is_empty(), "what was sent has a date");
}

#[test]
fn what_cannot_be_kept_is_said_and_nothing_claims_that_it_was() {
    let mut desk = answered();
    desk.press("Alt+M");
    desk.tell(Msg::SentKept(Err("the disk is full".into())));
    assert_eq!(
        desk.notice(),
        "The letter that was sent is not kept: the disk is full"
    );
    assert!(desk.desk().sent.is_none());
    desk.press("Alt+U");
    assert!(
        desk.notice().starts_with("No letter of this case is kept"),
        "{}",
        desk.notice()
    );
}

#[test]
fn a_sent_case_that_has_changed_stays_on_the_board() {
    let mut board = Desk::on_the_board();
    let summary = |reference: &str, changed_since| CaseSummary {
        reference: reference.into(),
        title: "Benches".into(),
        status: CaseStatus::Sent,
        received: Some(date(2026, 11, 10)),
        regime: "uk-foia".into(),
        answered: 2,
        questions: 2,
        changed_since,
        ..CaseSummary::default()
    };
    board.tell(Msg::Board(Ok(vec![
        summary("FOI-2026-0001", None),
        summary("FOI-2026-0002", Some(TODAY)),
    ])));
    for (width, height) in [(80, 24), (120, 40)] {
        let screen = board.screen_at(width, height).text();
        assert!(
            screen.contains("FOI-2026-0002") && !screen.contains("FOI-2026-0001"),
            "{screen}"
        );
        assert!(screen.contains("sent, changed"), "{screen}");
        assert!(
            screen.contains("changed since its letter of 24 November 2026 was sent"),
            "{screen}"
        );
    }
}

#[test]
fn what_was_sent_can_be_read_where_nothing_changed() {
    let mut desk = answered();
    send(&mut desk);
    desk.press("Alt+U");
    let Some(Overlay::Comparing(shown)) = &desk.model.overlay else {
        panic!("nothing is shown");
    };
    assert_eq!(shown.page.about, "The case stands as its letter left.");
    assert!(
        desk.screen_at(120, 40)
            .text()
            .contains("1. How many benches")
    );
}
