//! The clock of a case: what the date rests on, what happened, what is still to be done.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Model;
use super::asking::{option, show};
use super::line::change_facts;
use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::geometry;
use crate::app::overlay::{ChoiceOption, Overlay, Pick, Prompt, PromptPurpose};
use crate::app::scroll::Scroll;
use crate::app::update::{answering, reviewing};
use crate::domain::clock::{ClockEvent, Due, EventRule, Mechanism, Takes};
use crate::domain::fields::{long_date, read_date, short_date};
use crate::text::edit::LineEditor;
use crate::text::{slice, wrap};

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

/// Asks when an event happened; one that has no day is taken at once.
pub(super) fn ask_event(model: &mut Model, kind: &str) -> Vec<Effect> {
    let rule = rule_of(model, kind);
    let Some(rule) = rule else {
        return Vec::new();
    };
    if rule.takes == Takes::Flag {
        return take(model, ClockEvent::read(&format!("{kind}:1")));
    }
    let (hint, value) = match rule.takes {
        Takes::Range => (
            "The first and the last day: 22/7/2026 to 2/9/2026",
            String::new(),
        ),
        Takes::OpenRange => (
            "The day of asking; or it and the day of the answer: 5/3/2026 to 12/3/2026",
            model.today.to_string(),
        ),
        Takes::Days => ("How many working days?", String::new()),
        Takes::Date | Takes::Flag => ("On which day?", model.today.to_string()),
    };
    let hint = if rule.note.is_empty() {
        hint.to_owned()
    } else {
        let end = if hint.ends_with('?') { "" } else { "." };
        format!("{hint}{end} {}", rule.note)
    };
    model.overlay = Some(Overlay::Prompt(Prompt {
        title: rule.title,
        hint,
        input: LineEditor::with_text(&value),
        purpose: PromptPurpose::ClockEvent(kind.to_owned()),
        complaint: None,
    }));
    Vec::new()
}

fn rule_of(model: &Model, kind: &str) -> Option<EventRule> {
    let desk = model.desk.as_ref()?;
    let (regime, _) = model.regimes.clock_of(&desk.case.facts.regime)?;
    regime.clock.event(kind).cloned()
}

/// Takes what was typed for an event.
///
/// # Errors
/// Words on what is wrong with it.
pub(super) fn take_event(
    model: &mut Model,
    kind: &str,
    typed: &str,
) -> Result<Vec<Effect>, String> {
    let Some(rule) = rule_of(model, kind) else {
        return Ok(Vec::new());
    };
    let event = as_event(&rule, typed)?;
    let Some(desk) = &model.desk else {
        return Ok(Vec::new());
    };
    let facts = &desk.case.facts;
    if let Some((regime, calendar)) = model.regimes.clock_of(&facts.regime) {
        let occurrence = regime
            .clock
            .understand(&event)
            .map_err(|error| error.to_string())?;
        if let (Some(received), Some(date)) = (facts.received, occurrence.date())
            && date < received
        {
            return Err(format!(
                "{} is before the date of receipt, {}",
                long_date(date),
                long_date(received)
            ));
        }
        if let Some(received) = facts.received {
            let mut events = facts.events.clone();
            events.push(event.clone());
            Due::count(regime, calendar, received, &events).map_err(|error| error.to_string())?;
        }
    }
    Ok(take(model, event))
}

fn as_event(rule: &EventRule, typed: &str) -> Result<ClockEvent, String> {
    let date = |text: &str| -> Result<Date, String> {
        read_date(text).ok_or_else(|| {
            "That is not a date of the calendar; write it like 2026-11-24 or 24/11/2026".to_owned()
        })
    };
    let value = match rule.takes {
        Takes::Range | Takes::OpenRange => {
            let ends = ["..", " to ", " until ", "–"]
                .into_iter()
                .find_map(|between| typed.split_once(between));
            match ends {
                Some((first, last)) => format!("{}..{}", date(first)?, date(last)?),
                None if rule.takes == Takes::OpenRange => format!("{}..", date(typed)?),
                None => {
                    return Err(
                        "Write the first and the last day: 22/7/2026 to 2/9/2026".to_owned()
                    );
                }
            }
        }
        Takes::Date => date(typed)?.to_string(),
        Takes::Days | Takes::Flag => typed.trim().to_owned(),
    };
    Ok(ClockEvent {
        kind: rule.kind.clone(),
        value,
    })
}

fn take(model: &mut Model, event: ClockEvent) -> Vec<Effect> {
    let Some(rule) = rule_of(model, &event.kind) else {
        return Vec::new();
    };
    let effects = change_facts(model, &format!("add “{}”", rule.title), |facts| {
        // What can be there once only is replaced: a second flag or number would say nothing new.
        if matches!(rule.takes, Takes::Flag | Takes::Days) {
            facts.events.retain(|other| other.kind != event.kind);
        }
        if !facts.events.contains(&event) {
            facts.events.push(event);
        }
    });
    crate::app::update::refresh::refresh(model);
    say_due(model);
    offer_notice(model, &rule);
    effects
}

/// Takes an event back.
pub(super) fn remove(model: &mut Model, event: &ClockEvent) -> Vec<Effect> {
    let effects = change_facts(model, "take back an event of the clock", |facts| {
        facts.events.retain(|other| other != event);
    });
    crate::app::update::refresh::refresh(model);
    say_due(model);
    effects
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

// The notice that goes with the event is offered, not inserted.
fn offer_notice(model: &mut Model, rule: &EventRule) {
    let Some(desk) = &model.desk else { return };
    let fits = model.library.get(&rule.snippet).filter(|snippet| {
        let regime = snippet.regime.as_deref();
        regime.is_none_or(|regime| regime == desk.case.facts.regime)
    });
    let Some(snippet) = fits else { return };
    let mut text = wrapped(
        model,
        &format!("The notice that goes with it: “{}”", snippet.title),
    );
    let tasks = desk.derived.due.iter().flat_map(|due| &due.tasks);
    for task in tasks.filter(|task| task.kind == rule.kind) {
        let line = format!("Then to do: {}", task.in_words(&desk.derived.balance));
        text.extend(wrapped(model, &line));
    }
    let due = desk.derived.due.as_ref().map(|due| long_date(due.date));
    let balance = desk.derived.balance.join(", ");
    let fills = rule.fills.iter().filter_map(|(field, value)| {
        let value = match value.as_str() {
            "due" => due.clone()?,
            _ if balance.is_empty() => return None,
            _ => cites(&balance),
        };
        Some((field.clone(), value))
    });
    let pick = Pick::InsertNotice(rule.snippet.clone(), fills.collect());
    let key = model.settings.keymap.label(Command::Snippets);
    let options = vec![
        option(
            "Insert it where the cursor is",
            "What the clock knows is filled in; you are asked for the rest.",
            pick,
        ),
        option(
            "Not now",
            &format!("It stays in the library ({key})."),
            Pick::Leave,
        ),
    ];
    show(model, rule.title.clone(), text, options, 0);
}

// "s.43(2)" as a notice writes it after the word section: 43(2).
fn cites(labels: &str) -> String {
    labels
        .split(", ")
        .map(|label| label.trim_start_matches(|c: char| !c.is_ascii_digit()))
        .collect::<Vec<&str>>()
        .join(", ")
}

/// Inserts the notice, with the fields that the clock knows.
pub(super) fn insert_notice(
    model: &mut Model,
    snippet: &str,
    fills: &BTreeMap<String, String>,
) -> Vec<Effect> {
    match model.library.get(snippet).cloned() {
        Some(snippet) => answering::insert_filled(model, &snippet, fills),
        None => Vec::new(),
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
    let mut at = 0;
    let rows = wrap::rows(line, usize::from(width.max(1))).map(|piece| {
        let start = at;
        at += piece.len;
        slice::slice(line, start..at).trim_end().to_owned()
    });
    rows.collect()
}
