use jiff::civil::{Weekday, date};

use super::*;

fn calendar() -> Calendar {
    Calendar {
        weekend: vec![Weekday::Saturday, Weekday::Sunday],
        holidays: [
            (date(2025, 12, 25), "Christmas Day".to_owned()),
            (date(2025, 12, 26), "Boxing Day".to_owned()),
            (date(2026, 1, 1), "New Year’s Day".to_owned()),
            (date(2026, 1, 2), "2nd January (Scotland)".to_owned()),
        ]
        .into(),
        covers_from: Some(date(2025, 1, 1)),
        covers_to: Some(date(2026, 12, 31)),
        checked: "November 2026".into(),
        id: "uk".into(),
        ..Calendar::default()
    }
}

fn rule(kind: &str, takes: Takes, does: Mechanism) -> EventRule {
    EventRule {
        kind: kind.into(),
        title: kind.replace('-', " "),
        takes,
        does,
        law: format!("section of {kind}"),
        statutory: true,
        reason: format!("because of {kind}"),
        stages: vec![RESPONSE.into()],
        ..EventRule::default()
    }
}

// An invented law with one event for each mechanism.
fn regime() -> Regime {
    let pause = |until: &str, first_day_counts| Mechanism::Pause {
        until: until.into(),
        first_day_counts,
    };
    let events = vec![
        rule("asked", Takes::Date, Mechanism::Note),
        EventRule {
            after: "asked".into(),
            ..rule("answered", Takes::Date, Mechanism::Restart)
        },
        rule("bill", Takes::Date, pause("paid", false)),
        EventRule {
            after: "bill".into(),
            ..rule("paid", Takes::Date, Mechanism::Note)
        },
        EventRule {
            once: true,
            ..rule("waiting", Takes::OpenRange, pause("", true))
        },
        EventRule {
            in_time: true,
            statutory: false,
            task: Some(TaskRule {
                words: "Decide".into(),
                by: TaskBy::Due,
                until: vec!["decided".into()],
                carries_balance: true,
                after_sent: false,
            }),
            ..rule("more", Takes::Date, Mechanism::ExtendTo(40))
        },
        rule("decided", Takes::Date, Mechanism::Note),
        rule("ten", Takes::Date, Mechanism::ExtendBy(10)),
        rule("old", Takes::Flag, Mechanism::ExtendTo(30)),
        rule("shut", Takes::Range, Mechanism::NotCounted { at_most: 60 }),
        rule("fixed", Takes::Days, Mechanism::Set { at_most: 60 }),
        rule("sorted", Takes::Date, Mechanism::StartLater { at_most: 10 }),
    ];
    Regime {
        id: "xx".into(),
        response_days: 20,
        clock: ClockRules {
            law: "section 1".into(),
            events,
            stages: vec![StageRule {
                id: "review".into(),
                title: "Review".into(),
                limit: 40,
                from: vec![DUE.into(), "decided".into()],
                ..StageRule::default()
            }],
            refused: vec![("nap".into(), "nobody sleeps here".into())],
        },
        ..Regime::default()
    }
}

fn due(received: Date, events: &[&str]) -> Due {
    let events: Vec<ClockEvent> = events.iter().map(|text| ClockEvent::read(text)).collect();
    Due::count(&regime(), &calendar(), received, &events).expect("it ends")
}

fn day(received: Date, events: &[&str]) -> String {
    due(received, events).date.to_string()
}

fn kinds(due: &Due) -> Vec<&'static str> {
    due.warnings
        .iter()
        .map(|warning| warning.kind.code())
        .collect()
}

const MONDAY: Date = date(2026, 3, 2);

#[test]
fn the_second_of_january_stops_the_clock_in_england_too() {
    let due = due(date(2025, 12, 8), &[]);
    assert_eq!(due.date, date(2026, 1, 9));
    assert_eq!(due.skipped.len(), 4);
}

#[test]
fn requests_of_friday_saturday_and_sunday_share_a_due_date() {
    for at in 9..=11 {
        assert_eq!(day(date(2026, 1, at), &[]), "2026-02-06");
    }
}

#[test]
fn days_left_run_down_to_nothing_and_below() {
    let due = due(date(2026, 1, 12), &[]);
    let standing = |day| due.standing(&calendar(), day);
    assert_eq!(standing(date(2026, 1, 12)), Standing { day: 0, left: 20 });
    assert_eq!(standing(date(2026, 1, 13)), Standing { day: 1, left: 19 });
    assert_eq!(standing(date(2026, 2, 9)).in_words(), "due today");
    assert_eq!(standing(date(2026, 2, 10)).in_words(), "1 day late");
    assert_eq!(standing(date(2026, 2, 11)).in_words(), "2 days late");
}

#[test]
fn a_weekend_after_the_due_date_is_late_already() {
    let due = due(date(2026, 1, 9), &[]);
    assert_eq!(due.date, date(2026, 2, 6));
    assert!(due.standing(&calendar(), date(2026, 2, 7)).is_late());
}

#[test]
fn the_period_starts_again_with_the_latest_answer() {
    let events = [
        "asked:2026-03-03",
        "answered:2026-03-09",
        "asked:2026-03-10",
        "answered:2026-03-16",
    ];
    let due = due(MONDAY, &events);
    assert_eq!(due.date, date(2026, 4, 13));
    assert_eq!(due.start, date(2026, 3, 16));
    assert!(due.warnings.is_empty(), "{:?}", due.warnings);
    assert_eq!(due.standing(&calendar(), date(2026, 3, 17)).day, 1);
}

#[test]
fn days_from_the_bill_to_the_payment_do_not_count_and_say_why() {
    let due = due(MONDAY, &["bill:2026-03-09", "paid:2026-03-13"]);
    assert_eq!(due.date, date(2026, 4, 6));
    let lines = due.explanation().join("\n");
    for day in ["Mon 9 Mar 2026", "Fri 13 Mar 2026"] {
        assert!(
            lines.contains(&format!("{day}: not counted, because of bill")),
            "{lines}"
        );
    }
}

#[test]
fn a_bill_that_nobody_paid_stops_the_clock() {
    let due = due(MONDAY, &["bill:2026-03-09"]);
    let stopped = due.stopped.clone().expect("it stands still");
    assert_eq!(stopped.since, date(2026, 3, 9));
    let later = due.standing(&calendar(), date(2026, 6, 1));
    assert_eq!(later, Standing { day: 4, left: 16 });
    assert!(
        due.explanation()
            .iter()
            .any(|line| line.contains("stands still"))
    );
}

#[test]
fn a_day_of_asking_counts_where_the_law_says_so_and_the_day_of_the_answer_does_not() {
    assert_eq!(
        day(MONDAY, &["waiting:2026-03-05..2026-03-12"]),
        "2026-04-06"
    );
    let twice = due(
        MONDAY,
        &[
            "waiting:2026-03-05..2026-03-06",
            "waiting:2026-03-09..2026-03-10",
        ],
    );
    assert_eq!(kinds(&twice), ["events-out-of-order"]);
    assert!(due(MONDAY, &["waiting:2026-03-05.."]).stopped.is_some());
}

#[test]
fn extensions_make_the_period_longer_once() {
    assert_eq!(day(MONDAY, &["more:2026-03-20"]), "2026-04-27");
    assert_eq!(day(MONDAY, &["ten:2026-03-20"]), "2026-04-13");
    assert_eq!(
        day(MONDAY, &["ten:2026-03-20", "ten:2026-03-27"]),
        "2026-04-13"
    );
    assert_eq!(day(MONDAY, &["old:1"]), "2026-04-13");
    assert_eq!(day(MONDAY, &["fixed:60"]), "2026-05-25");
    let extended = due(MONDAY, &["more:2026-03-20"]);
    assert_eq!(extended.ordinary, date(2026, 3, 30));
    assert!(extended.is_extended() && !extended.statutory);
    assert_eq!(
        extended.standing(&calendar(), date(2026, 4, 2)),
        Standing { day: 23, left: 17 }
    );
}

#[test]
fn a_notice_that_left_too_late_is_told() {
    assert_eq!(
        kinds(&due(MONDAY, &["more:2026-03-31"])),
        ["extension-no-notice"]
    );
    assert!(due(MONDAY, &["more:2026-03-30"]).warnings.is_empty());
}

#[test]
fn an_extension_goes_with_the_period_that_it_was_for() {
    let due = due(
        MONDAY,
        &["more:2026-03-05", "asked:2026-03-06", "answered:2026-03-09"],
    );
    assert_eq!(due.date, date(2026, 4, 6));
    assert_eq!(kinds(&due), ["extension-no-notice"]);
}

#[test]
fn closed_days_do_not_count_but_the_outer_limit_holds() {
    let due = due(MONDAY, &["shut:2026-03-03..2026-12-01"]);
    assert_eq!(due.date, date(2026, 5, 25));
    assert!(due.cut && due.length() == 0);
    assert!(
        due.explanation()
            .iter()
            .any(|line| line.contains("the latest"))
    );
    assert_eq!(day(MONDAY, &["shut:2026-03-09..2026-03-13"]), "2026-04-06");
}

#[test]
fn a_request_that_wandered_starts_late_but_not_too_late() {
    assert_eq!(day(MONDAY, &["sorted:2026-03-09"]), "2026-04-06");
    assert_eq!(day(MONDAY, &["sorted:2026-04-01"]), "2026-04-13");
}

#[test]
fn events_out_of_order_are_told_and_the_rest_is_counted() {
    let due = due(
        MONDAY,
        &[
            "answered:2026-02-02",
            "paid:2026-03-04",
            "nonsense",
            "nap:2026-03-03",
            "more:2026-02-30",
        ],
    );
    assert_eq!(due.date, date(2026, 3, 30));
    assert_eq!(
        kinds(&due),
        [
            "event-not-used",
            "event-not-used",
            "event-not-used",
            "events-out-of-order",
            "events-out-of-order"
        ]
    );
    let words: Vec<&str> = due
        .warnings
        .iter()
        .map(|warning| warning.message.as_str())
        .collect();
    assert!(words[0].contains("known: asked"), "{words:?}");
    assert!(words[1].contains("nobody sleeps here"), "{words:?}");
    assert!(words[2].contains("“2026-02-30” is not a date"), "{words:?}");
    assert!(words[3].contains("before the date of receipt"), "{words:?}");
    assert!(words[4].contains("has no “bill” before it"), "{words:?}");
}

#[test]
fn a_due_date_beyond_the_known_holidays_is_told() {
    let due = due(date(2026, 12, 14), &[]);
    assert!(!due.certain);
    assert_eq!(kinds(&due), ["holidays-unknown"]);
    assert!(
        due.warnings[0].message.contains("31 Dec 2026"),
        "{:?}",
        due.warnings
    );
    let age = due.explanation().last().cloned().unwrap_or_default();
    assert!(age.contains("looked at in November 2026"), "{age}");
}

#[test]
fn an_extension_leaves_a_task_until_the_decision() {
    let open = due(MONDAY, &["more:2026-03-20"]);
    assert_eq!(open.tasks.len(), 1);
    assert_eq!(
        open.tasks[0].in_words(&["s.43(2)".to_owned()]),
        "Decide on s.43(2) by Mon 27 Apr 2026"
    );
    assert!(
        due(MONDAY, &["more:2026-03-20", "decided:2026-04-20"])
            .tasks
            .is_empty()
    );
}

#[test]
fn a_later_limit_runs_from_the_latest_point_that_is_known() {
    let stage = |events: &[&str], stage: &str| {
        let events: Vec<ClockEvent> = events.iter().map(|text| ClockEvent::read(text)).collect();
        Due::stage(&regime(), &calendar(), MONDAY, &events, stage)
    };
    let early = stage(&["decided:2026-03-10"], "review").expect("known");
    assert_eq!(
        (early.start, early.date),
        (date(2026, 3, 30), date(2026, 5, 25))
    );
    let late = stage(&["decided:2026-04-06"], "review").expect("known");
    assert_eq!(late.start, date(2026, 4, 6));
    let error = stage(&[], "nap").expect_err("no such stage");
    assert!(
        error.to_string().contains("known: response, review"),
        "{error}"
    );
}

#[test]
fn a_year_that_is_a_slip_of_the_keyboard_is_an_error_and_no_long_wait() {
    let events = [
        ClockEvent::read("bill:2026-03-09"),
        ClockEvent::read("paid:9026-03-13"),
    ];
    let error = Due::count(&regime(), &calendar(), MONDAY, &events).expect_err("ages");
    assert!(error.to_string().contains("look at the years"), "{error}");
    let last = Due::count(&regime(), &calendar(), Date::MAX, &[]);
    assert!(last.is_err());
}

#[test]
fn every_event_and_every_day_that_did_not_count_is_explained_in_order() {
    let due = due(date(2025, 12, 22), &["asked:2025-12-23", "more:2026-01-05"]);
    let lines = due.explanation();
    let starts = [
        "Mon 22 Dec 2025: received, day 0",
        "Tue 23 Dec 2025: asked; changes no date (section of asked)",
        "Thu 25 Dec 2025: not counted, Christmas Day",
        "Fri 26 Dec 2025: not counted, Boxing Day",
        "Thu 1 Jan 2026: not counted, New Year’s Day",
        "Fri 2 Jan 2026: not counted, 2nd January (Scotland)",
        "Mon 5 Jan 2026: more; 40 working days in all (section of more; not a limit in the statute)",
        "Fri 20 Feb 2026: due, working day 40",
        "without the extension it would be due on Fri 23 Jan 2026",
        "the rule: 40 working days (section 1; not a limit in the statute)",
        "holidays known up to 31 December 2026",
    ];
    assert_eq!(lines.len(), starts.len(), "{lines:#?}");
    for (line, start) in lines.iter().zip(starts) {
        assert!(line.starts_with(start), "{line} / {start}");
    }
}
