//! Due dates as they were worked out by hand: `tests/data/deadline-vectors.csv`, every row of it.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot read its table has failed"
)]

use std::fs;
use std::path::Path;

use jiff::civil::Date;
use seriatim::domain::clock::{ClockEvent, Due, RESPONSE, STAGE};
use seriatim::domain::regime::Regimes;
use seriatim::store::law;

struct Row {
    regime: String,
    received: Date,
    events: Vec<ClockEvent>,
    due: Date,
    why: String,
}

fn rows() -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/deadline-vectors.csv");
    let table = fs::read_to_string(path).expect("the table of the tests");
    let rows = table.lines().skip(1).map(|line| {
        // Only the last cell holds commas.
        let cells: Vec<&str> = line.splitn(6, ',').collect();
        let events = cells[3].split(';').filter(|event| !event.is_empty());
        Row {
            regime: cells[0].to_owned(),
            received: cells[2].parse().expect("a date"),
            events: events.map(ClockEvent::read).collect(),
            due: cells[4].parse().expect("a date"),
            why: cells[5].to_owned(),
        }
    });
    rows.collect()
}

fn count(regimes: &Regimes, row: &Row) -> Result<Due, String> {
    let (regime, calendar) = regimes
        .clock_of(&row.regime)
        .ok_or("the regime or its calendar is not there")?;
    let (stages, events): (Vec<ClockEvent>, Vec<ClockEvent>) = row
        .events
        .iter()
        .cloned()
        .partition(|event| event.kind == STAGE);
    for event in &events {
        regime
            .clock
            .understand(event)
            .map_err(|error| error.to_string())?;
    }
    let stage = stages.first().map_or(RESPONSE, |event| &event.value);
    Due::stage(regime, calendar, row.received, &events, stage).map_err(|error| error.to_string())
}

#[test]
fn every_date_that_was_worked_out_by_hand_comes_out() {
    let (regimes, problems) = law::regimes(None);
    assert_eq!(problems, Vec::<String>::new());
    let rows = rows();
    assert_eq!(rows.len(), 125, "the whole table is read");
    let mut wrong = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let line = at + 2;
        match count(&regimes, row) {
            Ok(due) if due.date == row.due => {}
            Ok(due) => wrong.push(format!(
                "line {line}, {} {}: {} and not {} ({})",
                row.regime, row.received, due.date, row.due, row.why
            )),
            Err(words) => wrong.push(format!("line {line}: {words} ({})", row.why)),
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_explanation_names_the_first_day_the_last_and_every_day_between_that_did_not_count() {
    let (regimes, _) = law::regimes(None);
    for row in rows() {
        let due = count(&regimes, &row).expect("it is counted");
        let lines = due.explanation().join("\n");
        let written = |date: Date| {
            format!(
                "{} {}",
                seriatim::domain::fields::short_date(date),
                date.year()
            )
        };
        assert!(
            lines.contains(&format!("{}: received", written(row.received))),
            "{lines}"
        );
        assert!(
            lines.contains(&format!("{}: ", written(due.date))),
            "{lines}"
        );
        for (day, reason) in &due.skipped {
            assert!(
                lines.contains(&format!("{}: not counted, {reason}", written(*day))),
                "{lines}"
            );
        }
        assert!(
            row.events.len() < 2 || due.stage != RESPONSE || lines.contains("; "),
            "{lines}"
        );
    }
}

#[test]
fn a_regime_refuses_what_another_one_allows() {
    let (regimes, _) = law::regimes(None);
    for (regime, event, words) in [
        (
            "uk-eir",
            "pit-extension:2026-02-09",
            "no extension for the public interest test",
        ),
        (
            "foisa",
            "pit-extension:2026-02-09",
            "no extension for the public interest test",
        ),
        (
            "foisa",
            "school-closed:2026-02-09..2026-02-13",
            "school holidays",
        ),
        (
            "uk-foia",
            "reg7-extension:2026-02-09",
            "known: clarification-requested",
        ),
        (
            "us-foia",
            "clarification-received:2026-02-09",
            "known: routed",
        ),
    ] {
        let pack = regimes.get(regime).expect("the pack");
        let error = pack
            .clock
            .understand(&ClockEvent::read(event))
            .expect_err(event);
        assert!(error.to_string().contains(words), "{regime}: {error}");
    }
}
