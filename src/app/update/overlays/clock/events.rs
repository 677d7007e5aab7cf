//! Adding an event to the clock and taking it back, with the notice that goes with it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::super::asking::{option, show};
use super::super::line::change_facts;
use super::{say_due, wrapped};
use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::overlay::{Overlay, Pick, Prompt, PromptPurpose};
use crate::app::update::{answering, refresh};
use crate::domain::clock::{ClockEvent, Due, EventRule, Takes};
use crate::domain::fields::{long_date, read_date};
use crate::text::edit::LineEditor;

/// Asks when an event happened; one that has no day is taken at once.
pub(in crate::app::update::overlays) fn ask_event(model: &mut Model, kind: &str) -> Vec<Effect> {
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
pub(in crate::app::update::overlays) fn take_event(
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
    refresh::refresh(model);
    say_due(model);
    offer_notice(model, &rule);
    effects
}

/// Takes an event back.
pub(in crate::app::update::overlays) fn remove(
    model: &mut Model,
    event: &ClockEvent,
) -> Vec<Effect> {
    let effects = change_facts(model, "take back an event of the clock", |facts| {
        facts.events.retain(|other| other != event);
    });
    refresh::refresh(model);
    say_due(model);
    effects
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
pub(in crate::app::update::overlays) fn insert_notice(
    model: &mut Model,
    snippet: &str,
    fills: &BTreeMap<String, String>,
) -> Vec<Effect> {
    match model.library.get(snippet).cloned() {
        Some(snippet) => answering::insert_filled(model, &snippet, fills),
        None => Vec::new(),
    }
}
