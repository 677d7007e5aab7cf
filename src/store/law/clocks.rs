//! Reads the clock of a regime pack: `[clock]`, its events, its stages.
//!
//! A word that the program has no mechanism for is an error with its line: a clock that is half understood would give
//! a wrong date.

use super::super::toml_text::{Keys, TomlError};
use crate::domain::clock::{
    ClockRules, DUE, EventRule, Mechanism, RECEIVED, RESPONSE, STAGE, StageRule, Takes, TaskBy,
    TaskRule, Unit,
};

/// The longest limit that a pack can set, in days or months.
const LONGEST: u32 = 1_000;

const CLOCK_KEYS: [&str; 4] = ["law", "event", "stage", "refused"];
const EVENT_KEYS: [&str; 23] = [
    "kind",
    "title",
    "note",
    "law",
    "statutory",
    "takes",
    "does",
    "days",
    "at_most",
    "until",
    "first_day_counts",
    "reason",
    "after",
    "in_time",
    "once",
    "stages",
    "snippet",
    "fills",
    "task",
    "task_by",
    "task_until",
    "task_carries",
    "task_after_sent",
];
const STAGE_KEYS: [&str; 10] = [
    "id",
    "title",
    "note",
    "limit",
    "unit",
    "begins_with",
    "from",
    "in_a_case_from",
    "law",
    "statutory",
];
const MECHANISMS: &str =
    "one of: note, restart, pause, extend-to, extend-by, not-counted, set, start-later";

/// Reads the clock of a pack; a pack without one has no events.
pub(super) fn read_clock(pack: &Keys<'_>) -> Result<ClockRules, TomlError> {
    let Some(keys) = pack.table("clock")? else {
        return Ok(ClockRules::default());
    };
    keys.only(&CLOCK_KEYS)?;
    let mut rules = ClockRules {
        law: keys.text_or_empty("law")?,
        ..ClockRules::default()
    };
    let stages = keys.tables("stage")?;
    for entry in &stages {
        let stage = read_stage(entry)?;
        if stage.id == RESPONSE || rules.stage(&stage.id).is_some() {
            return Err(entry.error_at("id", "this stage is there already", "Give it another id"));
        }
        rules.stages.push(stage);
    }
    let events = keys.tables("event")?;
    for entry in &events {
        let event = read_event(entry)?;
        if event.kind == STAGE || rules.event(&event.kind).is_some() {
            return Err(entry.error_at(
                "kind",
                "this kind of event is there already",
                "Give it another name",
            ));
        }
        rules.events.push(event);
    }
    for entry in keys.tables("refused")? {
        entry.only(&["kind", "because"])?;
        rules.refused.push((
            entry.needed_text("kind")?.to_owned(),
            entry.needed_text("because")?.to_owned(),
        ));
    }
    names_are_known(&rules, &events, &stages)?;
    Ok(rules)
}

// Every event and stage that a rule names is one of this pack.
fn names_are_known(
    rules: &ClockRules,
    events: &[Keys<'_>],
    stages: &[Keys<'_>],
) -> Result<(), TomlError> {
    let unknown = |entry: &Keys<'_>, key: &str, what: &str| {
        entry.error_at(
            key,
            &format!("`{key}` names {what} that this pack does not have"),
            "Add it, or look at its spelling",
        )
    };
    let stage_is_known = |id: &str| id == RESPONSE || rules.stage(id).is_some();
    for (event, entry) in rules.events.iter().zip(events) {
        let known = |kind: &String| kind.is_empty() || rules.event(kind).is_some();
        if let Mechanism::Pause { until, .. } = &event.does
            && !known(until)
        {
            return Err(unknown(entry, "until", "an event"));
        }
        if !known(&event.after) {
            return Err(unknown(entry, "after", "an event"));
        }
        if !event.stages.iter().all(|id| stage_is_known(id)) {
            return Err(unknown(entry, "stages", "a stage"));
        }
        if let Some(task) = &event.task {
            if !task.until.iter().all(known) {
                return Err(unknown(entry, "task_until", "an event"));
            }
            if matches!(&task.by, TaskBy::Stage(id) if rules.stage(id).is_none()) {
                return Err(unknown(entry, "task_by", "a stage"));
            }
        }
    }
    for (stage, entry) in rules.stages.iter().zip(stages) {
        let point = |kind: &String| kind == RECEIVED || kind == DUE || rules.event(kind).is_some();
        if !stage.from.iter().all(point) {
            return Err(unknown(entry, "from", "an event"));
        }
        if !stage
            .in_a_case_from
            .iter()
            .all(|kind| rules.event(kind).is_some())
        {
            return Err(unknown(entry, "in_a_case_from", "an event"));
        }
    }
    Ok(())
}

fn read_event(keys: &Keys<'_>) -> Result<EventRule, TomlError> {
    keys.only(&EVENT_KEYS)?;
    let takes_words = words(&Takes::WORDS);
    let takes = keys
        .word("takes", &takes_words, |word| among(&Takes::WORDS, word))?
        .unwrap_or_default();
    let does = read_mechanism(keys, takes)?;
    let mut stages = keys.texts("stages")?;
    if stages.is_empty() {
        stages.push(RESPONSE.to_owned());
    }
    let fills = match keys.table("fills")? {
        Some(fills) => {
            for (field, value) in fills.all_texts()? {
                if !matches!(value, "due" | "balance") {
                    return Err(fills.wrong(field, "\"due\" or \"balance\""));
                }
            }
            let fills = fills.all_texts()?.into_iter();
            fills
                .map(|(field, value)| (field.to_owned(), value.to_owned()))
                .collect()
        }
        None => Vec::new(),
    };
    Ok(EventRule {
        kind: keys.needed_text("kind")?.to_owned(),
        title: keys.needed_text("title")?.to_owned(),
        note: keys.text_or_empty("note")?,
        law: keys.text_or_empty("law")?,
        statutory: keys.flag("statutory")?.unwrap_or(true),
        takes,
        does,
        reason: keys.text_or_empty("reason")?,
        after: keys.text_or_empty("after")?,
        in_time: keys.flag("in_time")?.unwrap_or(false),
        once: keys.flag("once")?.unwrap_or(false),
        stages,
        snippet: keys.text_or_empty("snippet")?,
        fills,
        task: read_task(keys)?,
    })
}

fn read_mechanism(keys: &Keys<'_>, takes: Takes) -> Result<Mechanism, TomlError> {
    let days = |key: &str| -> Result<u32, TomlError> {
        let days = keys.number(key)?.ok_or_else(|| keys.missing(key))?;
        within(keys, key, days)
    };
    let does = keys.needed_text("does")?;
    let (mechanism, fitting): (Mechanism, &[Takes]) = match does {
        "note" => (
            Mechanism::Note,
            &[Takes::Date, Takes::Range, Takes::OpenRange, Takes::Flag],
        ),
        "restart" => (Mechanism::Restart, &[Takes::Date]),
        "pause" => {
            let until = keys.text_or_empty("until")?;
            let by_date = takes == Takes::Date;
            if by_date && until.is_empty() {
                return Err(keys.missing("until"));
            }
            let pause = Mechanism::Pause {
                until,
                first_day_counts: keys.flag("first_day_counts")?.unwrap_or(false),
            };
            (pause, &[Takes::Date, Takes::Range, Takes::OpenRange])
        }
        "extend-to" => (
            Mechanism::ExtendTo(days("days")?),
            &[Takes::Date, Takes::Flag],
        ),
        "extend-by" => (
            Mechanism::ExtendBy(days("days")?),
            &[Takes::Date, Takes::Flag],
        ),
        "not-counted" => (
            Mechanism::NotCounted {
                at_most: days("at_most")?,
            },
            &[Takes::Range],
        ),
        "set" => (
            Mechanism::Set {
                at_most: days("at_most")?,
            },
            &[Takes::Days],
        ),
        "start-later" => (
            Mechanism::StartLater {
                at_most: days("at_most")?,
            },
            &[Takes::Date],
        ),
        _ => return Err(keys.wrong("does", MECHANISMS)),
    };
    if !fitting.contains(&takes) {
        let fitting: Vec<(&str, Takes)> = Takes::WORDS
            .into_iter()
            .filter(|(_, takes)| fitting.contains(takes))
            .collect();
        return Err(keys.error_at(
            "takes",
            "an event that does this cannot be told so",
            &format!("With this `does`, `takes` is {}", words(&fitting)),
        ));
    }
    Ok(mechanism)
}

fn read_task(keys: &Keys<'_>) -> Result<Option<TaskRule>, TomlError> {
    let Some(words) = keys.text("task")? else {
        return Ok(None);
    };
    let by = match keys.text("task_by") {
        Ok(Some("due")) => TaskBy::Due,
        Ok(Some(stage)) => TaskBy::Stage(stage.to_owned()),
        // A number is so many working days after the event.
        _ => {
            let days = keys
                .number("task_by")?
                .ok_or_else(|| keys.missing("task_by"))?;
            TaskBy::WorkingDays(within(keys, "task_by", days)?)
        }
    };
    let carries = keys.word("task_carries", "\"balance\"", |word| {
        (word == "balance").then_some(true)
    })?;
    Ok(Some(TaskRule {
        words: words.to_owned(),
        by,
        until: keys.texts("task_until")?,
        carries_balance: carries.unwrap_or(false),
        after_sent: keys.flag("task_after_sent")?.unwrap_or(false),
    }))
}

fn read_stage(keys: &Keys<'_>) -> Result<StageRule, TomlError> {
    keys.only(&STAGE_KEYS)?;
    let limit = keys.number("limit")?.ok_or_else(|| keys.missing("limit"))?;
    let mut from = keys.texts("from")?;
    if from.is_empty() {
        from.push(RECEIVED.to_owned());
    }
    let units = words(&Unit::WORDS);
    Ok(StageRule {
        id: keys.needed_text("id")?.to_owned(),
        title: keys.needed_text("title")?.to_owned(),
        note: keys.text_or_empty("note")?,
        limit: within(keys, "limit", limit)?,
        unit: keys
            .word("unit", &units, |word| among(&Unit::WORDS, word))?
            .unwrap_or_default(),
        begins_with: keys.flag("begins_with")?.unwrap_or(false),
        from,
        in_a_case_from: keys.texts("in_a_case_from")?,
        law: keys.text_or_empty("law")?,
        statutory: keys.flag("statutory")?.unwrap_or(true),
    })
}

fn within(keys: &Keys<'_>, key: &str, days: u32) -> Result<u32, TomlError> {
    if days == 0 || days > LONGEST {
        return Err(keys.wrong(key, &format!("a number from 1 to {LONGEST}")));
    }
    Ok(days)
}

fn among<T: Copy>(known: &[(&str, T)], word: &str) -> Option<T> {
    known
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, value)| *value)
}

fn words<T>(known: &[(&str, T)]) -> String {
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    format!("one of: {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::super::toml_text::Source;
    use super::*;

    fn read(text: &str) -> Result<ClockRules, TomlError> {
        let source = Source::new(Path::new("x.toml"), text.as_bytes()).expect("UTF-8");
        let table = source.table().expect("TOML");
        read_clock(&source.keys(&table))
    }

    #[test]
    fn a_mechanism_that_the_program_does_not_have_is_named_with_its_line() {
        let error = read(
            "[clock]\nlaw = \"section 1\"\n\n[[clock.event]]\nkind = \"nap\"\ntitle = \"A nap\"\ndoes = \"sleep\"\n",
        )
        .expect_err("no such mechanism");
        assert_eq!(error.line, 7);
        assert!(error.hint.contains("restart"), "{error}");
    }

    #[test]
    fn an_event_that_waits_for_one_that_is_not_there_is_an_error() {
        let pack = "[[clock.event]]\nkind = \"fees\"\ntitle = \"Fees\"\ndoes = \"pause\"\nuntil = \"payed\"\n";
        let error = read(pack).expect_err("nothing ends it");
        assert_eq!(error.line, 5);
        let pack = "[[clock.stage]]\nid = \"review\"\ntitle = \"Review\"\nlimit = 20\nfrom = [\"asked\"]\n";
        assert_eq!(read(pack).expect_err("no such event").line, 5);
    }

    #[test]
    fn an_event_must_be_told_in_a_way_that_its_mechanism_can_use() {
        let pack = "[[clock.event]]\nkind = \"again\"\ntitle = \"Again\"\ntakes = \"flag\"\ndoes = \"restart\"\n";
        let error = read(pack).expect_err("a restart needs a day");
        assert_eq!(error.line, 4);
        assert!(error.hint.contains("date"), "{error}");
    }

    #[test]
    fn a_limit_of_nothing_or_of_ages_is_an_error() {
        for days in ["0", "4000000000"] {
            let pack = format!(
                "[[clock.event]]\nkind = \"more\"\ntitle = \"More\"\ndoes = \"extend-to\"\ndays = {days}\n"
            );
            assert_eq!(read(&pack).expect_err("no limit").line, 5);
        }
    }
}
