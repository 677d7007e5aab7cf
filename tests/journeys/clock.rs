//! The clock: what happened to a case is told in words, moves the due date, and leaves tasks.

use std::sync::Arc;

use jiff::civil::date;

use seriatim::app::command::Command;
use seriatim::app::message::Opened;
use seriatim::app::{Effect, Msg};
use seriatim::domain::case::{Case, CaseStatus, CaseSummary};
use seriatim::domain::clock::ClockEvent;
use seriatim::domain::question::Citation;
use seriatim::store::law;
use seriatim::store::libraries::{self, Folders};

use super::finishing::summary;
use super::screens::at_three_sizes;
use crate::desk::Desk;
use crate::desk::fixtures::two_questions;

// The real law and the real library: what the packs offer is what is tested.
fn on_the_board() -> Desk {
    let mut desk = Desk::on_the_board();
    desk.tell(Msg::Regimes(Arc::new(law::regimes(None).0)));
    desk.tell(Msg::Library(Arc::new(libraries::load(&Folders::default()))));
    desk
}

fn with(case: Case) -> Desk {
    let mut desk = on_the_board();
    desk.open(case);
    desk
}

// Received on 23 October 2026, so that day 20 is Friday 20 November; it cites a qualified and an absolute exemption.
fn case() -> Case {
    let mut case = two_questions();
    Arc::make_mut(&mut case.facts).received = Some(date(2026, 10, 23));
    for cite in ["43(2)", "41(1)"] {
        Arc::make_mut(&mut case.questions[0])
            .citations
            .insert(Citation {
                regime: "uk-foia".into(),
                cite: cite.into(),
            });
    }
    case
}

fn events(desk: &Desk) -> Vec<String> {
    let facts = &desk.case().facts;
    facts.events.iter().map(ToString::to_string).collect()
}

fn screen(desk: &mut Desk) -> String {
    desk.screen_at(120, 40).framed()
}

fn status(desk: &mut Desk) -> String {
    screen(desk).lines().nth(1).unwrap_or_default().to_owned()
}

fn add(desk: &mut Desk, label: &str, when: &str) -> Vec<Effect> {
    desk.run(Command::Clock);
    desk.choose(&format!("Add: {label}"));
    desk.fill(when)
}

#[test]
fn a_clarification_starts_the_period_again_and_undo_gives_the_old_date_back() {
    let mut desk = with(case());
    assert!(
        status(&mut desk).contains("due Fri 20 Nov · day 22 of 20 · 2 late"),
        "{}",
        status(&mut desk)
    );
    add(&mut desk, "Clarification asked for", "2026-11-02");
    desk.press("Esc");
    add(&mut desk, "Clarification received", "16/11/2026");
    assert_eq!(
        events(&desk),
        [
            "clarification-requested:2026-11-02",
            "clarification-received:2026-11-16"
        ]
    );
    assert!(
        status(&mut desk).contains("due Tue 15 Dec · day 6 of 20 · 14 left"),
        "{}",
        status(&mut desk)
    );
    assert!(
        desk.notice().contains("Due Tue 15 Dec 2026"),
        "{}",
        desk.notice()
    );
    desk.undo_all();
    assert_eq!(events(&desk), Vec::<String>::new());
    assert!(status(&mut desk).contains("due Fri 20 Nov"));
    desk.redo_all();
    assert_eq!(events(&desk).len(), 2);
}

#[test]
fn a_date_that_cannot_be_is_refused_with_a_reason_and_can_be_mended() {
    let mut desk = with(case());
    for (typed, words) in [
        ("30/2/2026", "not a date of the calendar"),
        ("soon", "write it like 2026-11-24"),
        ("2026-10-01", "before the date of receipt, 23 October 2026"),
    ] {
        add(&mut desk, "Clarification asked for", typed);
        let drawn = screen(&mut desk);
        assert!(drawn.contains(words), "{typed}: {drawn}");
        desk.press("Esc");
    }
    add(&mut desk, "School closed", "26/10/2026");
    assert!(screen(&mut desk).contains("the first and the last day"));
    desk.fill("26/10/2026 to 30/10/2026");
    assert_eq!(events(&desk), ["school-closed:2026-10-26..2026-10-30"]);
    assert!(
        status(&mut desk).contains("due Fri 27 Nov"),
        "{}",
        status(&mut desk)
    );
}

#[test]
fn an_extension_offers_its_notice_and_leaves_the_decision_as_a_task() {
    let mut desk = with(case());
    add(
        &mut desk,
        "Extension to weigh the public interest",
        "2026-11-20",
    );
    assert!(
        status(&mut desk).contains("due Mon 21 Dec · day 22 of 40 · 18 left"),
        "{}",
        status(&mut desk)
    );
    let offer = screen(&mut desk);
    assert!(
        offer.contains("Extension to weigh the public interest”"),
        "{offer}"
    );
    assert!(offer.contains("send the second notice on"), "{offer}");
    desk.choose("Insert it where the cursor is");
    desk.press("Esc");
    let answer = &desk.case().questions[0].answer;
    assert!(answer.contains("by 21 December 2026"), "{answer}");
    assert!(
        answer.contains("exempt under section 43(2) of"),
        "the absolute exemption is not named: {answer}"
    );
    desk.run(Command::Clock);
    let clock = screen(&mut desk);
    assert!(
        clock.contains("To do: Decide the public interest"),
        "{clock}"
    );
    assert!(
        clock.contains("second notice on s.43(2) by") && clock.contains("Mon 21 Dec 2026"),
        "{clock}"
    );
    assert!(!clock.contains("on s.41(1)"), "{clock}");
    // What ends the task is the first thing that can be added.
    assert!(
        desk.options()[1].starts_with("Add: Public interest decided"),
        "{:?}",
        desk.options()
    );
    desk.choose("Add: Public interest decided");
    desk.fill("2026-11-24");
    desk.run(Command::Clock);
    assert!(
        !screen(&mut desk).contains("To do"),
        "{}",
        screen(&mut desk)
    );
}

#[test]
fn an_event_is_taken_back_from_the_list() {
    let mut desk = with(case());
    desk.run(Command::Clock);
    // It has no day of its own, so nothing is asked.
    desk.choose("Add: Transferred public record");
    assert_eq!(events(&desk), ["public-record:1"]);
    desk.run(Command::Clock);
    desk.choose("Take back: Transferred public record");
    assert_eq!(events(&desk), Vec::<String>::new());
}

#[test]
fn the_reasons_name_every_day_and_event_and_how_old_the_holidays_are() {
    let mut case = case();
    let facts = Arc::make_mut(&mut case.facts);
    facts.received = Some(date(2026, 11, 24));
    facts.events = vec![
        ClockEvent::read("fees-notice:2026-12-01"),
        ClockEvent::read("nap:2026-12-01"),
    ];
    let mut desk = with(case);
    assert!(
        status(&mut desk).contains("stopped since Tue 1 Dec"),
        "{}",
        status(&mut desk)
    );
    desk.run(Command::ShowDue);
    let drawn = desk.screen_at(120, 60).framed();
    for words in [
        "Tue 24 Nov 2026: received, day 0",
        "Mon 30 Nov 2026: not counted, St Andrew’s Day (Scotland)",
        "Tue 1 Dec 2026: Fees notice given; the clock stands still (section 10(2))",
        "Wed 23 Dec 2026: due at the earliest",
        "warning: “nap” is not an event of this regime’s clock",
        "looked at in November 2026",
        "Last day to pay the fee: 28 February 2027 (section 9(2))",
    ] {
        assert!(drawn.contains(words), "{words}: {drawn}");
    }
}

#[test]
fn a_case_that_can_only_be_read_shows_its_clock_and_takes_nothing() {
    let mut desk = on_the_board();
    desk.tell(Msg::Opened(Ok(Box::new(Opened {
        case: case(),
        problems: Vec::new(),
        recovery: None,
        read_only: Some("open elsewhere".into()),
        elsewhere: None,
        remark: None,
        answered_before: false,
        inserted: Vec::new(),
        sent: None,
    }))));
    desk.run(Command::Clock);
    assert_eq!(desk.options(), ["Why this date"]);
}

#[test]
fn a_click_on_the_status_line_opens_the_clock() {
    let mut desk = with(case());
    desk.click(110, 0);
    assert!(
        screen(&mut desk).contains("The clock"),
        "{}",
        screen(&mut desk)
    );
}

#[test]
fn the_board_says_the_days_in_words_and_keeps_what_is_still_to_be_done() {
    let mut desk = on_the_board();
    let waits = CaseSummary {
        events: vec![ClockEvent::read("pit-extension:2026-11-20")],
        citations: case().citations(),
        ..summary("FOI-2026-0002", "2026-10-23", CaseStatus::Open)
    };
    let reviewed = CaseSummary {
        events: vec![
            ClockEvent::read("responded:2026-09-30"),
            ClockEvent::read("review-requested:2026-11-02"),
        ],
        ..summary("FOI-2026-0003", "2026-09-01", CaseStatus::Sent)
    };
    let far = CaseSummary {
        events: vec![ClockEvent::read("clarification-received:2026-02-30")],
        ..summary("FOI-2026-0006", "2026-11-23", CaseStatus::Open)
    };
    desk.tell(Msg::Board(Ok(vec![
        far,
        reviewed,
        summary("FOI-2026-0004", "2026-09-01", CaseStatus::Sent),
        waits,
        summary("FOI-2026-0001", "2026-10-27", CaseStatus::Open),
        summary("FOI-2026-0005", "2026-10-23", CaseStatus::Open),
    ])));
    let order: Vec<&str> = desk
        .model
        .board
        .rows
        .iter()
        .map(|row| &*row.summary.reference)
        .collect();
    assert_eq!(
        order,
        [
            "FOI-2026-0005",
            "FOI-2026-0001",
            "FOI-2026-0002",
            "FOI-2026-0006",
            "FOI-2026-0003"
        ]
    );
    let drawn = screen(&mut desk);
    for words in [
        "2 days late   day 22 of 20",
        "due today     day 20 of 20",
        "18 days left  day 22 of 40",
        "to do by Mon 21 Dec",
        "19 days left  day 1 of 20",
        "to do by Tue 1 Dec",
    ] {
        assert!(drawn.contains(words), "{words}: {drawn}");
    }
    desk.press("Down Down");
    assert!(
        screen(&mut desk)
            .contains("To do: Decide the public interest and send the second notice on s.43(2) by")
    );
    desk.press("Down");
    assert!(
        screen(&mut desk).contains("Warning: clarification-received: “2026-02-30” is not a date")
    );
    at_three_sizes("board-tasks", &mut desk);
}

#[test]
fn clock() {
    let mut desk = with(case());
    add(
        &mut desk,
        "Extension to weigh the public interest",
        "2026-11-20",
    );
    desk.choose("Not now");
    desk.run(Command::Clock);
    at_three_sizes("clock", &mut desk);
}

#[test]
fn a_due_date_beyond_the_known_holidays_is_marked_on_the_status_line() {
    let mut case = case();
    Arc::make_mut(&mut case.facts).received = Some(date(2028, 12, 20));
    let mut desk = with(case);
    let line = status(&mut desk);
    assert!(line.contains("(holidays not known yet)"), "{line}");
    desk.run(Command::Clock);
    let drawn = screen(&mut desk);
    assert!(drawn.contains("holidays are known only up to"), "{drawn}");
}

#[test]
fn the_clock_of_another_regime_offers_what_that_regime_has() {
    let mut case = case();
    Arc::make_mut(&mut case.facts).regime = "uk-eir".into();
    let mut desk = with(case);
    desk.run(Command::Clock);
    let options = desk.options().join("\n");
    assert!(
        options.contains("Extension for complexity and volume"),
        "{options}"
    );
    assert!(!options.contains("public interest"), "{options}");
    assert!(!options.contains("School"), "{options}");
}
