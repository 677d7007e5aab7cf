//! One provision of a pack: what it says, and that what it points at is there.

use std::collections::{HashMap, HashSet};

use super::super::super::toml_text::{Keys, TomlError, nearest};
use super::{list, text};
use crate::domain::regime::{Provision, Regime, Standing};

/// The keys that a provision may have.
pub(super) const PROVISION_KEYS: [&str; 20] = [
    "id",
    "cite",
    "label",
    "section",
    "parent",
    "title",
    "kind",
    "role",
    "absolute",
    "basis",
    "threshold",
    "public_interest_test",
    "ncnd",
    "needs",
    "notes",
    "verified",
    "verified_scope",
    "also",
    "factors_for",
    "factors_against",
];
const KINDS: [&str; 5] = [
    "exemption",
    "exception",
    "procedural-refusal",
    "not-held",
    "duty",
];
const ROLES: [&str; 11] = [
    "withhold",
    "ncnd",
    "refuse",
    "not-held",
    "notice",
    "time",
    "test",
    "purpose",
    "group",
    "duty",
    "certificate",
];
const BASES: [&str; 3] = ["class", "prejudice", "n/a"];

/// Which provision of the base this entry replaces: the one with its id, else the one with its cite.
pub(super) fn replaced(
    entry: &Keys<'_>,
    ids: &HashMap<String, usize>,
    cites: &HashMap<String, Vec<usize>>,
) -> Result<Option<usize>, TomlError> {
    let id = text(entry, "id")?;
    if let Some(index) = id.as_ref().and_then(|id| ids.get(id)) {
        return Ok(Some(*index));
    }
    let Some(cite) = text(entry, "cite")? else {
        let what = "it is not told which provision this is";
        return Err(entry.error_at(
            "id",
            what,
            "Add a line `cite = …`, or the `id` of one to replace",
        ));
    };
    match cites.get(&cite).map(Vec::as_slice) {
        Some([only]) => Ok(Some(*only)),
        Some([_, _, ..]) if id.is_none() => {
            let what = "this cite stands for more than one provision";
            Err(entry.error_at("cite", what, "Add the `id` of the one that is meant"))
        }
        _ => Ok(None),
    }
}

/// Reads a provision, on top of the one it replaces.
pub(super) fn read_provision(
    entry: &Keys<'_>,
    regime: &Regime,
    old: Option<usize>,
) -> Result<Provision, TomlError> {
    let old = old.and_then(|index| regime.provisions.get(index));
    let mut provision = old.cloned().unwrap_or_default();
    let needed = |key: &str, place: &mut String| -> Result<(), TomlError> {
        match text(entry, key)? {
            Some(said) if !said.trim().is_empty() => *place = said,
            Some(_) => return Err(entry.wrong(key, "text that is not empty")),
            None if place.is_empty() => return Err(entry.missing(key)),
            None => {}
        }
        Ok(())
    };
    let say = |key: &str, place: &mut String| -> Result<(), TomlError> {
        if let Some(said) = text(entry, key)? {
            *place = said;
        }
        Ok(())
    };
    needed("cite", &mut provision.cite)?;
    needed("title", &mut provision.title)?;
    if provision.id.is_empty() {
        provision.id = format!("{}:{}", regime.id, provision.cite);
    }
    say("id", &mut provision.id)?;
    for (key, known, place) in [
        ("kind", &KINDS[..], &mut provision.kind),
        ("role", &ROLES[..], &mut provision.role),
    ] {
        needed(key, place)?;
        known_word(entry, key, place, known)?;
    }
    for (key, place) in [
        ("label", &mut provision.label),
        ("section", &mut provision.section),
        ("parent", &mut provision.parent),
        ("basis", &mut provision.basis),
        ("threshold", &mut provision.threshold),
        ("ncnd", &mut provision.ncnd),
        ("notes", &mut provision.notes),
    ] {
        say(key, place)?;
    }
    known_word(entry, "basis", &provision.basis, &BASES)?;
    let standing = |word: &str| match word {
        "absolute" => Some(Standing::Absolute),
        "qualified" => Some(Standing::Qualified),
        "partly" => Some(Standing::Partly),
        "n/a" => Some(Standing::Neither),
        _ => None,
    };
    let standings = "one of: absolute, qualified, partly, n/a";
    if let Some(standing) = entry.word("absolute", standings, standing)? {
        provision.standing = standing;
    }
    match entry.flag("public_interest_test")? {
        Some(balance) => provision.balance = balance,
        None if entry.has("absolute") => {
            provision.balance = provision.standing == Standing::Qualified;
        }
        None => {}
    }
    let at_odds = match provision.standing {
        Standing::Absolute => provision.balance,
        Standing::Qualified => !provision.balance,
        Standing::Partly | Standing::Neither => false,
    };
    if at_odds {
        let what = "`absolute` and `public_interest_test` do not fit each other";
        let hint = "An absolute provision has no public interest test; a qualified one has";
        return Err(entry.error_at("absolute", what, hint));
    }
    list(entry, "needs", &mut provision.needs)?;
    list(entry, "also", &mut provision.also)?;
    list(entry, "factors_for", &mut provision.factors_for)?;
    list(entry, "factors_against", &mut provision.factors_against)?;
    entry.text("verified_scope")?;
    if let Some(verified) = text(entry, "verified")? {
        provision.verified = !verified.is_empty() && verified != "unverified";
    }
    Ok(provision)
}

fn known_word(entry: &Keys<'_>, key: &str, word: &str, known: &[&str]) -> Result<(), TomlError> {
    if word.is_empty() || known.contains(&word) {
        return Ok(());
    }
    let wanted = match nearest(word, known) {
        Some(near) => format!("one of: {}. Did you mean \"{near}\"?", known.join(", ")),
        None => format!("one of: {}", known.join(", ")),
    };
    Err(entry.wrong(key, &wanted))
}

/// Proves that the parent of a provision is one of the pack's, or the section itself.
pub(super) fn parent_is_there(
    entry: &Keys<'_>,
    provision: &Provision,
    cites: &HashSet<&str>,
) -> Result<(), TomlError> {
    let parent = provision.parent.as_str();
    if parent.is_empty() || parent == provision.section || cites.contains(parent) {
        return Ok(());
    }
    let known: Vec<&str> = cites.iter().copied().collect();
    let hint = match nearest(parent, &known) {
        Some(near) => {
            format!("Did you mean \"{near}\"? It takes the cite of a provision of this pack")
        }
        None => {
            "It takes the cite of a provision of this pack, or the same as `section`".to_owned()
        }
    };
    Err(entry.error_at(
        "parent",
        "no provision has the cite that `parent` names",
        &hint,
    ))
}

/// Proves that what `ncnd` names is there.
pub(super) fn ncnd_is_there(
    entry: &Keys<'_>,
    provision: &Provision,
    cites: &HashSet<&str>,
) -> Result<(), TomlError> {
    let mut targets = provision.ncnd.split(',').map(str::trim);
    if targets.all(|cite| cite.is_empty() || cites.contains(cite)) {
        return Ok(());
    }
    let what = "no provision has the cite that `ncnd` names";
    let hint = "It takes the cite of the provision under which nothing is confirmed or denied; add that provision too";
    Err(entry.error_at("ncnd", what, hint))
}

/// Walks up from a provision; whoever takes more steps than there are provisions goes round in a circle.
pub(super) fn no_circle_above(
    entry: &Keys<'_>,
    provision: &Provision,
    regime: &Regime,
) -> Result<(), TomlError> {
    let mut at = provision;
    for _ in 0..=regime.provisions.len() {
        let top = at.parent.is_empty() || at.parent == at.section;
        match regime.provision(&at.parent) {
            Some(parent) if !top => at = parent,
            _ => return Ok(()),
        }
    }
    let what = "the provisions above this one go round in a circle";
    Err(entry.error_at(
        "parent",
        what,
        "Follow `parent` from here upwards and mend the one that leads back down",
    ))
}
