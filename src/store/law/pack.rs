//! Reads one regime pack, alone or on top of the pack that it builds on.
//!
//! Everything that a later reader relies on is proved here: no need without a meaning, no parent that is not there,
//! no circle. What is wrong is told with file, line and how to mend it.

mod provision;

use std::collections::{HashMap, HashSet};
use std::path::Path;

use self::provision::{
    PROVISION_KEYS, ncnd_is_there, no_circle_above, parent_is_there, read_provision, replaced,
};
use super::super::toml_text::{Keys, Source, TomlError, nearest};
use super::clocks::read_clock;
use crate::domain::regime::Regime;
use crate::text::clean::clean;

const REGIME_KEYS: [&str; 17] = [
    "id",
    "extends",
    "statute",
    "short",
    "citation",
    "url",
    "provision_word",
    "provision_abbreviation",
    "calendar",
    "response_days",
    "regulator",
    "every_refusal_needs",
    "absolute_means",
    "checked",
    "names",
    "home_names",
    "review_names",
];
/// What must be known of a pack before it can be read: who it is and what it builds on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    /// The id of the regime; that of the pack it builds on, if it gives none.
    pub(super) id: String,
    /// The id of the pack that it builds on.
    pub(super) extends: Option<String>,
}

/// Reads the head of a pack.
///
/// # Errors
/// [`TomlError`] if it is not TOML or has no head.
pub(super) fn read_head(path: &Path, bytes: &[u8]) -> Result<Head, TomlError> {
    let source = Source::new(path, bytes)?;
    let table = source.table()?;
    let head = head_of(&source.keys(&table))?;
    let extends = text(&head, "extends")?;
    let id = match text(&head, "id")? {
        Some(id) => id,
        None => extends.clone().ok_or_else(|| head.missing("id"))?,
    };
    Ok(Head { id, extends })
}

/// Returns an error at a key of a pack's head.
pub(super) fn error_in_head(
    path: &Path,
    bytes: &[u8],
    key: &str,
    what: &str,
    hint: &str,
) -> TomlError {
    let at = || -> Result<TomlError, TomlError> {
        let source = Source::new(path, bytes)?;
        let table = source.table()?;
        Ok(head_of(&source.keys(&table))?.error_at(key, what, hint))
    };
    at().unwrap_or_else(|error| error)
}

fn head_of<'s>(keys: &Keys<'s>) -> Result<Keys<'s>, TomlError> {
    let head = keys
        .table("regime")?
        .ok_or_else(|| keys.missing("regime"))?;
    head.only(&REGIME_KEYS)?;
    Ok(head)
}

/// Reads a pack. With a `base` it needs only what differs: what it does not say, the base says.
///
/// # Errors
/// [`TomlError`] with the line of the first thing that is not right.
pub(super) fn read_pack(
    path: &Path,
    bytes: &[u8],
    base: Option<&Regime>,
) -> Result<Regime, TomlError> {
    let source = Source::new(path, bytes)?;
    let table = source.table()?;
    let keys = source.keys(&table);
    keys.only(&[
        "regime",
        "letter",
        "review",
        "vocabulary",
        "clock",
        "provision",
    ])?;
    let mut regime = read_regime(&keys, base)?;
    let mut meanings: HashMap<String, Vec<usize>> = HashMap::new();
    needs_are_explained(&head_of(&keys)?, "every_refusal_needs", &regime)?;
    let mut at: HashMap<String, usize> = HashMap::new();
    for (index, provision) in regime.provisions.iter().enumerate() {
        at.insert(provision.id.clone(), index);
        meanings
            .entry(provision.cite.clone())
            .or_default()
            .push(index);
    }
    let mut given = HashSet::new();
    let mut taken = HashSet::new();
    let mut read = Vec::new();
    for entry in keys.tables("provision")? {
        entry.only(&PROVISION_KEYS)?;
        let old = replaced(&entry, &at, &meanings)?;
        let provision = read_provision(&entry, &regime, old)?;
        needs_are_explained(&entry, "needs", &regime)?;
        let index = old.unwrap_or(regime.provisions.len());
        if !given.insert(provision.id.clone()) || !taken.insert(index) {
            let what = "a provision of this pack has this id already";
            let key = if entry.has("id") { "id" } else { "cite" };
            return Err(entry.error_at(key, what, "Give one of the two another `id`"));
        }
        match regime.provisions.get_mut(index) {
            Some(place) => *place = provision,
            None => regime.provisions.push(provision),
        }
        read.push((entry, index));
    }
    let cites = regime.provisions.iter().map(|provision| &provision.cite);
    let cites: HashSet<&str> = cites.map(String::as_str).collect();
    for (entry, index) in &read {
        let provision = &regime.provisions[*index];
        parent_is_there(entry, provision, &cites)?;
        ncnd_is_there(entry, provision, &cites)?;
        no_circle_above(entry, provision, &regime)?;
    }
    Ok(regime)
}

fn read_regime(keys: &Keys<'_>, base: Option<&Regime>) -> Result<Regime, TomlError> {
    let head = head_of(keys)?;
    let mut regime = base.cloned().unwrap_or_default();
    let old_id = regime.id.clone();
    let needed = |key: &str, old: &str| match text(&head, key)? {
        Some(said) if !said.trim().is_empty() => Ok(said),
        Some(_) => Err(head.wrong(key, "text that is not empty")),
        None if old.is_empty() => Err(head.missing(key)),
        None => Ok(old.to_owned()),
    };
    regime.id = needed("id", &old_id)?;
    regime.statute = needed("statute", &regime.statute)?;
    regime.short = needed("short", &regime.short)?;
    regime.calendar = needed("calendar", &regime.calendar)?;
    if let Some(days) = head.number("response_days")? {
        regime.response_days = days;
    } else if base.is_none() {
        return Err(head.missing("response_days"));
    }
    let say = |key: &str, place: &mut String| -> Result<(), TomlError> {
        if let Some(said) = text(&head, key)? {
            *place = said;
        }
        Ok(())
    };
    say("provision_word", &mut regime.provision_word)?;
    say("provision_abbreviation", &mut regime.provision_abbreviation)?;
    say("regulator", &mut regime.regulator)?;
    list(&head, "names", &mut regime.names)?;
    list(&head, "home_names", &mut regime.home_names)?;
    list(&head, "review_names", &mut regime.review_names)?;
    list(
        &head,
        "every_refusal_needs",
        &mut regime.every_refusal_needs,
    )?;
    if keys.has("clock") || base.is_none() {
        regime.clock = read_clock(keys)?;
    }
    if let Some(letter) = keys.table("letter")? {
        letter.only(&["opening", "closing"])?;
        list(&letter, "opening", &mut regime.opening)?;
        list(&letter, "closing", &mut regime.closing)?;
    }
    if keys.has("clock") {
        regime.clock = read_clock(keys)?;
    }
    if let Some(review) = keys.table("review")? {
        read_review(&review, &mut regime)?;
    }
    if let Some(words) = keys.table("vocabulary")? {
        for (word, meaning) in words.all_texts()? {
            let meaning = clean(meaning).0.to_string();
            regime.vocabulary.insert(clean(word).0.to_string(), meaning);
        }
    }
    if regime.id != old_id {
        // Ids are unique within all packs, so those taken over carry the name of the new pack.
        let prefix = format!("{old_id}:");
        for provision in &mut regime.provisions {
            if let Some(rest) = provision.id.strip_prefix(&prefix) {
                provision.id = format!("{}:{rest}", regime.id);
            }
        }
    }
    Ok(regime)
}

// How reviews are done: by which stage of the clock, and with which snippets.
fn read_review(keys: &Keys<'_>, regime: &mut Regime) -> Result<(), TomlError> {
    keys.only(&[
        "stage",
        "exceptional",
        "asked",
        "decided",
        "opening",
        "closing",
        "upheld",
        "partly",
        "overturned",
    ])?;
    let rules = &mut regime.review;
    for (key, place) in [
        ("stage", &mut rules.stage),
        ("exceptional", &mut rules.exceptional),
        ("asked", &mut rules.asked),
        ("decided", &mut rules.decided),
        ("upheld", &mut rules.upheld),
        ("partly", &mut rules.partly),
        ("overturned", &mut rules.overturned),
    ] {
        if let Some(said) = text(keys, key)? {
            *place = said;
        }
    }
    list(keys, "opening", &mut rules.opening)?;
    list(keys, "closing", &mut rules.closing)?;
    let (rules, clock) = (&regime.review, &regime.clock);
    for (key, stage) in [("stage", &rules.stage), ("exceptional", &rules.exceptional)] {
        if !stage.is_empty() && clock.stage(stage).is_none() {
            return Err(keys.wrong(key, "the id of a [[clock.stage]] of this pack"));
        }
    }
    for (key, kind) in [("asked", &rules.asked), ("decided", &rules.decided)] {
        if !kind.is_empty() && clock.event(kind).is_none() {
            return Err(keys.wrong(key, "the kind of a [[clock.event]] of this pack"));
        }
    }
    Ok(())
}

fn needs_are_explained(entry: &Keys<'_>, key: &str, regime: &Regime) -> Result<(), TomlError> {
    for word in entry.texts(key)? {
        if regime.vocabulary.contains_key(&word) {
            continue;
        }
        let word = clean(&word).0.to_string();
        let known: Vec<&str> = regime.vocabulary.keys().map(String::as_str).collect();
        let hint = match nearest(&word, &known) {
            Some(near) => format!(
                "`{word}` is unknown: did you mean `{near}`? A new one goes into [vocabulary]"
            ),
            None => format!("Add `{word}` to [vocabulary], with what it means"),
        };
        return Err(entry.error_at(key, "a need is not in the vocabulary", &hint));
    }
    Ok(())
}

// The text of a key, cleaned, since a pack may come from anybody.
fn text(keys: &Keys<'_>, key: &str) -> Result<Option<String>, TomlError> {
    Ok(keys.text(key)?.map(|text| clean(text).0.to_string()))
}

fn list(keys: &Keys<'_>, key: &str, place: &mut Vec<String>) -> Result<(), TomlError> {
    if keys.has(key) {
        let texts = keys.texts(key)?;
        *place = texts.iter().map(|text| clean(text).0.to_string()).collect();
    }
    Ok(())
}
