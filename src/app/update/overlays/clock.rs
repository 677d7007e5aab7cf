//! The clock of a case: what the date rests on, what happened, what is still to be done.

mod events;

use super::Model;
use super::asking::{option, show};
use crate::app::effect::Effect;
use crate::app::geometry;
use crate::app::overlay::{ChoiceOption, Overlay, Pick};
use crate::app::scroll::Scroll;
use crate::app::update::reviewing;
use crate::domain::clock::{ClockEvent, Due, EventRule, Mechanism};
use crate::domain::fields::{long_date, short_date};
use crate::text::wrap;

pub(super) use events::{ask_event, insert_notice, remove, take_event};

/// The widest line of a text: what a screen of 80 columns shows whole.
const WIDEST: u16 = 75;

/// Shows the clock: where the case stands, what can be added, what can be taken back.
pub(in crate::app::update) fn show_clock(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let Some((regime, _)) = model.regimes.clock_of(&desk.case.facts.regime) else {
        model.warn("The regime of this case is not known, so nothing can be counted");
        return Vec::new();
    };
    let mut text = Vec::new();
    for line in standing_lines(model) {
        text.extend(wrapped(model, &line));
    }
    let mut options = vec![option(
        "Why this date",
        "Day 0, every day that did not count, every event, the rule.",
        Pick::ExplainDue,
    )];
    if desk.read_only.is_none() {
        let tasks = desk.derived.due.iter().flat_map(|due| &due.tasks);
        let ends: Vec<&String> = tasks.flat_map(|task| &task.until).collect();
        options.extend(reviewing::other_stage(model));
        // Most of what can happen to a request changes nothing of its review.
        let stage = desk.case.facts.review.as_ref().map(|own| &own.stage);
        let matters = |rule: &&EventRule| stage.is_none_or(|stage| rule.stages.contains(stage));
        let mut rules: Vec<&EventRule> = regime.clock.events.iter().filter(matters).collect();
        // What ends a task comes first: it is what the officer comes here for.
        rules.sort_by_key(|rule| !ends.contains(&&rule.kind));
        options.extend(
            rules
                .into_iter()
                .map(|rule| offer(rule, regime.response_days)),
        );
        options.extend(
            desk.case
                .facts
                .events
                .iter()
                .map(|event| take_back(event, regime)),
        );
    }
    show(model, "The clock".into(), text, options, 0);
    Vec::new()
}

// What the clock says now, the most important first.
fn standing_lines(model: &Model) -> Vec<String> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let derived = &desk.derived;
    let mut lines = Vec::new();
    match (&derived.due, derived.standing) {
        (Some(due), Some(standing)) => {
            lines.push(format!(
                "Due {} {}: day {} of {}, {}",
                short_date(due.date),
                due.date.year(),
                standing.day,
                due.length(),
                standing.in_words()
            ));
            if let Some(stopped) = &due.stopped {
                lines.push(format!(
                    "The clock stands still since {}: {}",
                    short_date(stopped.since),
                    stopped.reason
                ));
            }
            let tasks = due.tasks.iter();
            lines.extend(tasks.map(|task| format!("To do: {}", task.in_words(&derived.balance))));
            let warnings = due.warnings.iter().take(2);
            lines.extend(warnings.map(|warning| format!("Warning: {}", warning.message)));
        }
        _ => lines.push(derived.no_due.clone().unwrap_or_else(|| {
            "The date of receipt is not known: set it, and the due date follows.".to_owned()
        })),
    }
    lines
}

fn offer(rule: &EventRule, limit: u32) -> ChoiceOption {
    let does = rule.does.in_words(limit);
    let does = match (&rule.does, does.is_empty()) {
        (Mechanism::Note, _) | (_, true) => "Changes no date.".to_owned(),
        _ => format!("{does}."),
    };
    let law = if rule.law.is_empty() {
        String::new()
    } else {
        format!(" {}.", rule.law)
    };
    let mut chars = does.chars();
    let does: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(chars)
        .collect();
    option(
        &format!("Add: {}", rule.title),
        &format!("{does}{law}"),
        Pick::AddClockEvent(rule.kind.clone()),
    )
}

fn take_back(event: &ClockEvent, regime: &crate::domain::regime::Regime) -> ChoiceOption {
    let label = match regime.clock.understand(event) {
        Ok(occurrence) => match occurrence.date() {
            Some(date) => format!(
                "{} {}, {}",
                short_date(date),
                date.year(),
                occurrence.rule.title
            ),
            None => occurrence.rule.title.clone(),
        },
        Err(_) => event.shown(),
    };
    option(
        &format!("Take back: {label}"),
        &format!("Removes the event {} from the case.", event.shown()),
        Pick::TakeBackClockEvent(event.clone()),
    )
}

// The line after a change: the new date, or what is wrong with the events as they stand.
fn say_due(model: &mut Model) {
    let Some(line) = standing_lines(model).into_iter().next() else {
        return;
    };
    let warning = model
        .desk
        .as_ref()
        .and_then(|desk| desk.derived.due.as_ref())
        .and_then(|due| due.warnings.first())
        .map(|warning| warning.message.clone());
    match warning {
        Some(words) => model.warn(format!("{line}. {words}")),
        None => model.say(line),
    }
}

/// Shows why the response is due on its date, and the other dates of the case.
pub(in crate::app::update) fn show_due(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let facts = &desk.case.facts;
    let mut lines = Vec::new();
    match &desk.derived.due {
        Some(due) => {
            for line in due.explanation() {
                lines.extend(wrapped(model, line));
            }
            for task in &due.tasks {
                let line = format!("to do: {}", task.in_words(&desk.derived.balance));
                lines.extend(wrapped(model, &line));
            }
        }
        None => lines.extend(standing_lines(model)),
    }
    if let (Some(received), Some((regime, calendar))) =
        (facts.received, model.regimes.clock_of(&facts.regime))
    {
        for other in Due::further(regime, calendar, received, &facts.events) {
            let law = if other.law.is_empty() {
                String::new()
            } else {
                format!(" ({})", other.law)
            };
            let line = format!("{}: {}{law}", other.title, long_date(other.date));
            lines.extend(wrapped(model, &line));
        }
    }
    model.overlay = Some(Overlay::Reading {
        title: "Why this due date".into(),
        lines,
        scroll: Scroll::default(),
    });
    Vec::new()
}

// A line as so many rows as the box of a choice needs for it on most screens; the window may become smaller later.
pub(super) fn wrapped(model: &Model, line: &str) -> Vec<String> {
    let width = geometry::choice(model.size, 0, 0).inner().width;
    let width = width.saturating_sub(2).min(WIDEST);
    let rows = wrap::wrapped(line, usize::from(width.max(1)));
    rows.map(str::to_owned).collect()
}
