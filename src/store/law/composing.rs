//! Reads how reasons are asked for and worded, and what costs are counted by.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::builtin;
use super::super::toml_text::{Keys, Source, TomlError};
use crate::domain::composing::{
    Asked, Composing, Frame, Part, PartChange, PartOption, Side, names_in,
};
use crate::domain::outcome::{Held, Outcome};
use crate::domain::worksheet::{CostWords, Scale};

const PART_KEYS: [&str; 13] = [
    "title",
    "ask",
    "hint",
    "kind",
    "order",
    "optional",
    "covered_by",
    "factors",
    "words",
    "whole",
    "list",
    "options",
    "default",
];
const FRAME_KEYS: [&str; 10] = [
    "id", "roles", "needs", "regimes", "asks", "outcome", "held", "text", "refers", "part",
];
const CHANGE_KEYS: [&str; 7] = ["title", "ask", "hint", "words", "whole", "list", "optional"];
const SCALE_KEYS: [&str; 11] = [
    "id",
    "regimes",
    "label",
    "limit",
    "rate",
    "at_most",
    "regulations",
    "counted",
    "tasks",
    "default",
    "verified",
];
/// What templates may name besides parts.
const KNOWN: [&str; 18] = [
    "authority",
    "short_name",
    "provision",
    "cite",
    "statute",
    "short",
    "title",
    "kind",
    "exempt",
    "verb",
    "object",
    "argued_at",
    "rest",
    "value",
    "estimate",
    "limit",
    "within_limit",
    "added",
];

/// Reads the wording that the program carries with it.
///
/// # Errors
/// Words for the officer.
pub fn composing() -> Result<Composing, String> {
    let text = |name| builtin::config(name).unwrap_or_default();
    let read = || -> Result<Composing, TomlError> {
        let mut composing = read_wording(Path::new("composing.toml"), text("composing.toml"))?;
        let (scales, words) = read_costs(Path::new("costs.toml"), text("costs.toml"))?;
        composing.scales = scales;
        composing.cost_words = words;
        Ok(composing)
    };
    read().map_err(|error| error.to_string())
}

fn read_wording(path: &Path, text: &str) -> Result<Composing, TomlError> {
    let source = Source::new(path, text.as_bytes())?;
    let table = source.table()?;
    let keys = source.keys(&table);
    keys.only(&["verbs", "objects", "exempt", "part", "frame"])?;
    let words = |name: &str| -> Result<BTreeMap<String, String>, TomlError> {
        let Some(words) = keys.table(name)? else {
            return Ok(BTreeMap::new());
        };
        let all = words.all_texts()?.into_iter();
        Ok(all
            .map(|(key, text)| (key.to_owned(), text.to_owned()))
            .collect())
    };
    let mut composing = Composing {
        verbs: words("verbs")?,
        objects: words("objects")?,
        exempt: words("exempt")?,
        ..Composing::default()
    };
    if let Some(parts) = keys.table("part")? {
        for name in parts.names() {
            if let Some(entry) = parts.table(name)? {
                composing
                    .parts
                    .insert(name.to_owned(), read_part(name, &entry)?);
            }
        }
        for name in parts.names() {
            if let Some(entry) = parts.table(name)? {
                for key in ["words", "whole", "list"] {
                    mentions(&entry, key, &composing, true)?;
                }
            }
        }
    }
    for entry in keys.tables("frame")? {
        let frame = read_frame(&entry, &composing)?;
        composing.frames.push(frame);
    }
    Ok(composing)
}

fn read_part(name: &str, keys: &Keys<'_>) -> Result<Part, TomlError> {
    keys.only(&PART_KEYS)?;
    let asked = keys.word(
        "kind",
        "one of: line, text, choice, date, worksheet, scale, said, letter",
        Asked::from_id,
    )?;
    let factors = keys.word("factors", "one of: for, against", |word| match word {
        "for" => Some(Side::For),
        "against" => Some(Side::Against),
        _ => None,
    })?;
    let mut options = Vec::new();
    for entry in keys.tables("options")? {
        entry.only(&["value", "label", "words", "outcome"])?;
        options.push(PartOption {
            value: entry.needed_text("value")?.to_owned(),
            label: entry.needed_text("label")?.to_owned(),
            words: entry.text_or_empty("words")?,
            outcome: outcome(&entry)?,
        });
    }
    let part = Part {
        name: name.to_owned(),
        title: keys.text_or_empty("title")?,
        ask: keys.text_or_empty("ask")?,
        hint: keys.text_or_empty("hint")?,
        asked: asked.unwrap_or_default(),
        order: keys.number("order")?.unwrap_or(50),
        optional: keys.flag("optional")?.unwrap_or(false),
        covered_by: keys.texts("covered_by")?,
        factors,
        words: keys.text_or_empty("words")?,
        whole: keys.text_or_empty("whole")?,
        list: keys.text_or_empty("list")?,
        options,
        default: keys.text_or_empty("default")?,
    };
    for (key, text) in [("title", &part.title), ("ask", &part.ask)] {
        if part.asked.is_asked() && text.is_empty() {
            return Err(keys.missing(key));
        }
    }
    if part.asked == Asked::Choice && part.options.is_empty() {
        return Err(keys.missing("options"));
    }
    Ok(part)
}

fn read_frame(keys: &Keys<'_>, composing: &Composing) -> Result<Frame, TomlError> {
    keys.only(&FRAME_KEYS)?;
    let held = |word: &str| match word {
        "yes" => Some(Held::Yes),
        "partly" => Some(Held::Partly),
        "no" => Some(Held::No),
        "not-said" => Some(Held::NotSaid),
        _ => None,
    };
    let asks = keys.texts("asks")?;
    if asks.iter().any(|name| !composing.parts.contains_key(name)) {
        return Err(keys.error_at(
            "asks",
            "a part is asked for that is not declared",
            "Declare it as [part.NAME], or look at its spelling",
        ));
    }
    let mut changes = BTreeMap::new();
    if let Some(parts) = keys.table("part")? {
        for name in parts.names() {
            let Some(entry) = parts.table(name)? else {
                continue;
            };
            entry.only(&CHANGE_KEYS)?;
            for key in ["words", "whole", "list"] {
                mentions(&entry, key, composing, true)?;
            }
            let text = |key: &str| -> Result<Option<String>, TomlError> {
                Ok(entry.text(key)?.map(str::to_owned))
            };
            let change = PartChange {
                title: text("title")?,
                ask: text("ask")?,
                hint: text("hint")?,
                words: text("words")?,
                whole: text("whole")?,
                list: text("list")?,
                optional: entry.flag("optional")?,
            };
            changes.insert(name.to_owned(), change);
        }
    }
    mentions(keys, "text", composing, false)?;
    mentions(keys, "refers", composing, false)?;
    Ok(Frame {
        id: keys.needed_text("id")?.to_owned(),
        roles: keys.texts("roles")?,
        needs: keys.texts("needs")?,
        regimes: keys.texts("regimes")?,
        asks,
        outcome: outcome(keys)?,
        held: keys.word("held", "one of: yes, partly, no, not-said", held)?,
        text: keys.needed_text("text")?.trim().to_owned(),
        refers: keys.needed_text("refers")?.to_owned(),
        changes,
    })
}

fn outcome(keys: &Keys<'_>) -> Result<Option<Outcome>, TomlError> {
    let all: Vec<&str> = Outcome::ALL.iter().map(|outcome| outcome.id()).collect();
    keys.word(
        "outcome",
        &format!("one of: {}", all.join(", ")),
        Outcome::from_id,
    )
}

// A template names what is known. The wording of a part may name only choices, so that no two parts name each other.
fn mentions(
    keys: &Keys<'_>,
    key: &str,
    composing: &Composing,
    choices_only: bool,
) -> Result<(), TomlError> {
    let Some(template) = keys.text(key)? else {
        return Ok(());
    };
    for name in names_in(template) {
        let part = composing.parts.get(&name.replace('_', "-"));
        let fits = match part {
            Some(part) => !choices_only || (part.asked == Asked::Choice && part.words.is_empty()),
            None => KNOWN.contains(&name.as_str()),
        };
        if !fits {
            return Err(keys.error_at(
                key,
                &format!("`{name}` cannot stand in this text"),
                "Look at its spelling; a part’s wording may name only choices, and what the head of the file lists",
            ));
        }
    }
    Ok(())
}

fn read_costs(path: &Path, text: &str) -> Result<(Vec<Scale>, CostWords), TomlError> {
    let source = Source::new(path, text.as_bytes())?;
    let table = source.table()?;
    let keys = source.keys(&table);
    keys.only(&["words", "scale"])?;
    let words = keys.table("words")?.ok_or_else(|| keys.missing("words"))?;
    let word = |key: &str| -> Result<String, TomlError> { Ok(words.needed_text(key)?.to_owned()) };
    let words = CostWords {
        estimate: word("estimate")?,
        at_most: word("at_most")?,
        within: word("within")?,
        one_question: word("one_question")?,
        many_questions: word("many_questions")?,
        that: word("that")?,
        those: word("those")?,
        hour: word("hour")?,
        hours: word("hours")?,
        and: word("and")?,
        currency: word("currency")?,
    };
    let mut scales = Vec::new();
    for entry in keys.tables("scale")? {
        entry.only(&SCALE_KEYS)?;
        let amount = |key: &str| -> Result<u32, TomlError> {
            match entry.number(key)? {
                Some(0) => Err(entry.wrong(key, "a number above 0")),
                Some(number) if number <= 100_000 => Ok(number),
                Some(_) => Err(entry.wrong(key, "a number up to 100000")),
                None => Err(entry.missing(key)),
            }
        };
        let verified = entry.text_or_empty("verified")?;
        scales.push(Scale {
            id: entry.needed_text("id")?.to_owned(),
            regimes: entry.texts("regimes")?,
            label: entry.needed_text("label")?.to_owned(),
            limit: amount("limit")?,
            rate: amount("rate")?,
            at_most: entry.flag("at_most")?.unwrap_or(false),
            regulations: entry.needed_text("regulations")?.to_owned(),
            counted: entry.needed_text("counted")?.to_owned(),
            tasks: entry.texts("tasks")?,
            usual: entry.flag("default")?.unwrap_or(false),
            verified: !verified.is_empty() && verified != "unverified",
        });
    }
    Ok((scales, words))
}

#[cfg(test)]
mod tests;
