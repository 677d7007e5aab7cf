//! The figures of the team: a period is chosen, the counts are bars, the open cases stand first.

use jiff::civil::{Date, date};

use seriatim::app::effect::Ticket;
use seriatim::app::overlay::Overlay;
use seriatim::app::{Effect, Msg};
use seriatim::domain::statistics::{Counted, LateCase, Period, Section, Statistics};

use super::screens::at_three_sizes;
use crate::desk::fixtures::two_questions;
use crate::desk::{Desk, TODAY};

// The lines of a section: its heading, how deep it stands, how many.
type Lines = &'static [(&'static str, u32, usize)];

const SECTIONS: [(&str, &str, Lines); 5] = [
    (
        "code-of-practice",
        "Section 45 code of practice",
        &[
            ("Requests received", 0, 412),
            ("Answered within the statutory deadline", 1, 371),
            ("Answered later than the deadline", 1, 29),
            ("Not yet processed", 0, 12),
        ],
    ),
    (
        "outcomes",
        "Outcomes, question by question",
        &[
            ("disclosed", 0, 903),
            ("not held", 0, 655),
            ("refused", 0, 88),
        ],
    ),
    (
        "provisions",
        "Provisions relied on, by the number of requests",
        &[("FOIA s.40(2)", 0, 61), ("FOIA s.21(1)", 0, 17)],
    ),
    (
        "open-by-age",
        "Open requests by age",
        &[
            ("up to 5 working days", 0, 4),
            ("6 to 10", 0, 5),
            ("more than 40", 0, 0),
        ],
    ),
    (
        "open-by-days-left",
        "Open requests by days left",
        &[
            ("overdue", 0, 1),
            ("due today", 0, 0),
            ("1 to 5 days left", 0, 3),
        ],
    ),
];

fn section((id, title, lines): (&str, &str, Lines)) -> Section {
    let line = |(heading, level, count): &(&str, u32, usize)| Counted {
        heading: (*heading).into(),
        level: *level,
        count: *count,
    };
    Section {
        id: id.into(),
        title: title.into(),
        lines: lines.iter().map(line).collect(),
    }
}

fn statistics(from: Option<Date>) -> Statistics {
    Statistics {
        from,
        to: None,
        as_at: TODAY,
        sections: SECTIONS.map(section).into(),
        late: vec![LateCase {
            reference: "FOI-2026-0007".into(),
            days: 3,
            reasons: vec![
                "The service area was asked twice and answered after the due date".into(),
            ],
        }],
        undated: vec!["FOI-2026-0100".into()],
    }
}

fn asked(effects: &[Effect]) -> (Ticket, Option<Date>) {
    let [Effect::CountFigures { ticket, since }] = effects else {
        panic!("{effects:?}");
    };
    (*ticket, *since)
}

fn counted(desk: &mut Desk, ticket: Ticket, since: Option<Date>, problems: &[&str]) {
    let problems = problems.iter().map(|words| (*words).to_owned()).collect();
    let result = Ok(Box::new((statistics(since), problems)));
    desk.tell(Msg::Figures { ticket, result });
}

fn shown() -> Desk {
    let mut desk = Desk::on_the_board();
    let (ticket, since) = asked(&desk.press("Alt+F"));
    counted(&mut desk, ticket, since, &["FOI-1 is damaged"]);
    desk
}

#[test]
fn the_figures_of_the_year_are_bars_at_every_size() {
    at_three_sizes("figures", &mut shown());
}

#[test]
fn a_period_is_chosen_with_the_arrows_or_a_click_and_counted_once() {
    let mut desk = shown();
    let (ticket, since) = asked(&desk.press("Right"));
    assert_eq!(since, Some(date(2026, 4, 1)));
    assert!(desk.screen_at(120, 40).text().contains("Counting"));
    counted(&mut desk, ticket, since, &[]);
    let screen = desk.screen_at(120, 40).text();
    assert!(screen.contains("[Financial year]"), "{screen}");
    assert!(screen.contains("since 1 April 2026"), "{screen}");
    assert_eq!(desk.press("Left"), [], "the year is counted already");
    assert!(
        desk.screen_at(120, 40)
            .text()
            .contains("since 1 January 2026")
    );
    let (_, all) = asked(&desk.press("Right Right"));
    assert_eq!(all, None, "everything");
    let row = desk.screen_at(120, 40).text();
    let line = row
        .lines()
        .position(|line| line.contains("Quarter"))
        .expect("the periods");
    let words = row.lines().nth(line).expect("a row");
    let column = words
        .split("Quarter")
        .next()
        .expect("what is before")
        .chars()
        .count();
    desk.click(
        u16::try_from(column).expect("small"),
        u16::try_from(line).expect("small"),
    );
    let Some(Overlay::Figures(screen)) = &desk.model.overlay else {
        panic!("it is still there");
    };
    assert_eq!(screen.period, Period::Quarter);
}

#[test]
fn a_narrow_screen_scrolls_to_what_was_late_and_what_was_not_counted() {
    let mut desk = shown();
    desk.tell(Msg::Resize(80, 24));
    desk.press("PgDn PgDn PgDn PgDn");
    let screen = desk.screen_at(80, 24).text();
    assert!(
        screen.contains("FOI-2026-0007: 3 working days late:"),
        "{screen}"
    );
    assert!(
        screen.contains("FOI-2026-0100 has no date of receipt"),
        "{screen}"
    );
    assert!(screen.contains("FOI-1 is damaged"), "{screen}");
}

#[test]
fn a_late_count_throws_nobody_out_and_a_failure_is_told() {
    let mut desk = Desk::with(two_questions());
    let (ticket, since) = asked(&desk.press("Alt+F"));
    desk.press("Esc");
    desk.press("Ctrl+P");
    counted(&mut desk, ticket, since, &[]);
    assert!(matches!(desk.model.overlay, Some(Overlay::Palette(_))));
    desk.press("Esc");
    let (ticket, _) = asked(&desk.press("Alt+F"));
    let result = Err("returns.toml:6: recieved is not a count".into());
    desk.tell(Msg::Figures { ticket, result });
    assert!(desk.screen_at(80, 24).text().contains("returns.toml:6"));
}

#[test]
fn text_that_is_being_written_is_not_covered() {
    let mut desk = Desk::on_the_board();
    desk.paste("1. How many?\n2. How many more?");
    assert_eq!(desk.press("Alt+F"), []);
    assert!(matches!(desk.model.overlay, Some(Overlay::NewCase(_))));
    assert!(
        desk.notice().contains("Esc leaves this"),
        "{}",
        desk.notice()
    );
}
