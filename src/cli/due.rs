//! `due`: when a response, a review or an appeal is due, and why, without a case.

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use jiff::civil::Date;
use serde::Serialize;

use super::args::DueArguments;
use super::out;
use crate::domain::clock::{
    ClockError, ClockEvent, Due, Occurrence, RESPONSE, STAGE, Task, Unit, Warning, When,
};
use crate::domain::regime::Regime;
use crate::host::folders::Places;
use crate::store::law;
use crate::store::workspace::Workspace;
use crate::text::clean::clean;

#[derive(Serialize)]
struct DueJson<'a> {
    due: Date,
    regime: &'a str,
    received: Date,
    stage: &'a str,
    limit: u32,
    unit: &'a str,
    working_days: Option<u32>,
    // Day 0 of the period that runs.
    starts: Date,
    // The due date without the extension, if there is one.
    without_extension: Option<Date>,
    law: &'a str,
    statutory: bool,
    certain: bool,
    // Since when the clock stands still: `due` is then the earliest that it can be.
    stopped_since: Option<Date>,
    events: Vec<EventJson<'a>>,
    skipped: Vec<SkippedJson<'a>>,
    tasks: Vec<TaskJson<'a>>,
    warnings: Vec<WarningJson<'a>>,
    holidays: String,
    explanation: &'a [String],
}

#[derive(Serialize)]
struct EventJson<'a> {
    kind: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<u32>,
    law: &'a str,
}

#[derive(Serialize)]
struct SkippedJson<'a> {
    date: Date,
    reason: &'a str,
}

#[derive(Serialize)]
struct TaskJson<'a> {
    by: Date,
    words: &'a str,
    until: &'a [String],
}

#[derive(Serialize)]
struct WarningJson<'a> {
    code: &'a str,
    message: &'a str,
}

pub(super) fn due(workspace: Option<&Path>, asked: &DueArguments) -> anyhow::Result<ExitCode> {
    let around = around(workspace);
    let (regimes, problems) = law::regimes(around.as_deref());
    // What is wrong with one pack or calendar does not keep the others from counting.
    for problem in &problems {
        super::complain(problem);
    }
    let pack = regimes.get(&asked.regime).ok_or_else(|| {
        let known: Vec<&str> = regimes.iter().map(|pack| pack.id.as_str()).collect();
        anyhow!(
            "there is no regime “{}”; known: {}",
            &*clean(&asked.regime).0,
            known.join(", ")
        )
    })?;
    let calendar = regimes
        .calendar_of(pack)
        .ok_or_else(|| anyhow!("there is no calendar “{}”", &*clean(&pack.calendar).0))?;
    let (stage, events) = sorted_out(&asked.events)?;
    let understood = events
        .iter()
        .map(|event| pack.clock.understand(event))
        .collect::<Result<Vec<Occurrence<'_>>, ClockError>>()?;
    let due = Due::stage(pack, calendar, asked.received, &events, &stage)?;
    if asked.json {
        let json = as_json(pack, &due, &understood, calendar.age());
        let text = serde_json::to_string(&json).context("writing JSON")?;
        out(&format!("{text}\n"))?;
    } else {
        let mut lines = vec![due.date.to_string()];
        lines.extend(due.explanation().iter().cloned());
        lines.extend(
            due.tasks
                .iter()
                .map(|task| format!("to do: {}", task.in_words(&[]))),
        );
        out(&format!("{}\n", clean(&lines.join("\n")).0.as_str()))?;
    }
    Ok(ExitCode::SUCCESS)
}

// The days that a workspace adds count here too; none is made for it.
fn around(asked: Option<&Path>) -> Option<PathBuf> {
    if let Some(root) = asked {
        return Some(root.to_path_buf());
    }
    let places = Places::of_this_user().ok()?;
    let here = env::current_dir().ok()?;
    let found = Workspace::find(&here, &places.data).ok()??;
    Some(found.root)
}

// The stage is asked for among the events.
fn sorted_out(told: &[String]) -> Result<(String, Vec<ClockEvent>), ClockError> {
    let mut stage = None;
    let mut events = Vec::new();
    for event in told.iter().map(|event| ClockEvent::read(event)) {
        if event.kind != STAGE {
            events.push(event);
        } else if stage.replace(event.value).is_some() {
            return Err(ClockError::TwoStages);
        }
    }
    Ok((stage.unwrap_or_else(|| RESPONSE.to_owned()), events))
}

fn as_json<'a>(
    pack: &'a Regime,
    due: &'a Due,
    events: &[Occurrence<'a>],
    holidays: String,
) -> DueJson<'a> {
    let event = |occurrence: &Occurrence<'a>| {
        let (until, days) = match occurrence.when {
            When::Between(_, until) => (until, None),
            When::Days(days) => (None, Some(days)),
            When::On(_) | When::Always => (None, None),
        };
        EventJson {
            kind: &occurrence.rule.kind,
            title: &occurrence.rule.title,
            date: occurrence.date(),
            until,
            days,
            law: &occurrence.rule.law,
        }
    };
    DueJson {
        due: due.date,
        regime: &pack.id,
        received: due.received,
        stage: &due.stage,
        limit: due.limit,
        unit: due.unit.id(),
        working_days: (due.unit == Unit::WorkingDays).then_some(due.limit),
        starts: due.start,
        without_extension: due.is_extended().then_some(due.ordinary),
        law: &due.law,
        statutory: due.statutory,
        certain: due.certain,
        stopped_since: due.stopped.as_ref().map(|stopped| stopped.since),
        events: events.iter().map(event).collect(),
        skipped: due
            .skipped
            .iter()
            .map(|(date, reason)| SkippedJson {
                date: *date,
                reason,
            })
            .collect(),
        tasks: due
            .tasks
            .iter()
            .map(|task: &Task| TaskJson {
                by: task.by,
                words: &task.words,
                until: &task.until,
            })
            .collect(),
        warnings: due
            .warnings
            .iter()
            .map(|warning: &Warning| WarningJson {
                code: warning.kind.code(),
                message: &warning.message,
            })
            .collect(),
        holidays,
        explanation: due.explanation(),
    }
}
