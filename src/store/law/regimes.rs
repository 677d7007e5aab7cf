//! Reads regime packs: those of the program, then those of a workspace.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::builtin;
use super::super::files;
use super::super::toml_text::{Keys, Source, TomlError};
use super::calendars;
use super::clocks::read_clock;
use crate::domain::regime::{Provision, Regime, Regimes, Standing};

/// The largest file of law that is read.
pub(super) const LARGEST: u64 = 4 * 1024 * 1024;

const REGIME_KEYS: [&str; 15] = [
    "id",
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
    "review_names",
];
const PROVISION_KEYS: [&str; 19] = [
    "id",
    "cite",
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

/// Reads all packs: those of the program, then those of a workspace, which replace them by id; and the calendars.
///
/// Returns what could be read, and what is wrong with the rest.
pub fn regimes(workspace: Option<&Path>) -> (Regimes, Vec<String>) {
    let mut found = Vec::new();
    let mut problems = Vec::new();
    let mut take = |path: &Path, bytes: &[u8]| match read_regime(path, bytes) {
        Ok(regime) => found.push(regime),
        Err(error) => problems.push(error.to_string()),
    };
    for (path, bytes) in builtin::config_files("regimes") {
        take(path, bytes);
    }
    let own = workspace
        .map(|folder| toml_files(&folder.join("regimes")))
        .unwrap_or_default();
    let mut unread = Vec::new();
    for path in own {
        match files::read(&path, LARGEST) {
            Ok(bytes) => take(&path, &bytes),
            Err(error) => unread.push(error.to_string()),
        }
    }
    problems.extend(unread);
    let (calendars, more) = calendars::calendars(workspace);
    problems.extend(more);
    let regimes = Regimes::new(found).with_calendars(calendars);
    for regime in regimes.iter() {
        if regimes.calendar_of(regime).is_none() {
            problems.push(format!(
                "{}: there is no calendar “{}”, so nothing is due under this regime",
                regime.id, regime.calendar
            ));
        }
    }
    (regimes, problems)
}

/// Returns the TOML files of a folder by name.
pub(super) fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = entries
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    paths.sort();
    paths
}

fn read_regime(path: &Path, bytes: &[u8]) -> Result<Regime, TomlError> {
    let source = Source::new(path, bytes)?;
    let table = source.table()?;
    let keys = source.keys(&table);
    keys.only(&["regime", "vocabulary", "clock", "provision"])?;
    let head = keys
        .table("regime")?
        .ok_or_else(|| keys.missing("regime"))?;
    head.only(&REGIME_KEYS)?;
    let vocabulary = match keys.table("vocabulary")? {
        Some(words) => words
            .all_texts()?
            .into_iter()
            .map(|(word, text)| (word.to_owned(), text.to_owned()))
            .collect(),
        None => std::collections::BTreeMap::new(),
    };
    let mut regime = Regime {
        id: head.needed_text("id")?.to_owned(),
        statute: head.needed_text("statute")?.to_owned(),
        short: head.needed_text("short")?.to_owned(),
        provision_word: head.text_or_empty("provision_word")?,
        provision_abbreviation: head.text_or_empty("provision_abbreviation")?,
        calendar: head.needed_text("calendar")?.to_owned(),
        response_days: head
            .number("response_days")?
            .ok_or_else(|| head.missing("response_days"))?,
        clock: read_clock(&keys)?,
        regulator: head.text_or_empty("regulator")?,
        names: head.texts("names")?,
        review_names: head.texts("review_names")?,
        every_refusal_needs: head.texts("every_refusal_needs")?,
        vocabulary,
        provisions: Vec::new(),
    };
    let mut ids = std::collections::HashSet::new();
    for entry in keys.tables("provision")? {
        let provision = read_provision(&entry)?;
        if let Some(word) = provision
            .needs
            .iter()
            .find(|word| !regime.vocabulary.contains_key(*word))
        {
            let hint = format!("Add `{word}` to [vocabulary], or look at its spelling");
            return Err(entry.error_at("needs", "a need is not in the vocabulary", &hint));
        }
        if !ids.insert(provision.id.clone()) {
            return Err(entry.error_at(
                "id",
                "this id is used twice",
                "Give one of the two another id",
            ));
        }
        regime.provisions.push(provision);
    }
    Ok(regime)
}

fn read_provision(keys: &Keys<'_>) -> Result<Provision, TomlError> {
    keys.only(&PROVISION_KEYS)?;
    let standing = |word: &str| match word {
        "absolute" => Some(Standing::Absolute),
        "qualified" => Some(Standing::Qualified),
        "partly" => Some(Standing::Partly),
        "n/a" => Some(Standing::Neither),
        _ => None,
    };
    let verified = keys.text_or_empty("verified")?;
    Ok(Provision {
        id: keys.needed_text("id")?.to_owned(),
        cite: keys.needed_text("cite")?.to_owned(),
        section: keys.text_or_empty("section")?,
        parent: keys.text_or_empty("parent")?,
        title: keys.needed_text("title")?.to_owned(),
        kind: keys.needed_text("kind")?.to_owned(),
        role: keys.needed_text("role")?.to_owned(),
        standing: keys
            .word(
                "absolute",
                "one of: absolute, qualified, partly, n/a",
                standing,
            )?
            .unwrap_or_default(),
        basis: keys.text_or_empty("basis")?,
        threshold: keys.text_or_empty("threshold")?,
        ncnd: keys.text_or_empty("ncnd")?,
        balance: keys.flag("public_interest_test")?.unwrap_or(false),
        needs: keys.texts("needs")?,
        also: keys.texts("also")?,
        factors_for: keys.texts("factors_for")?,
        factors_against: keys.texts("factors_against")?,
        notes: keys.text_or_empty("notes")?,
        verified: !verified.is_empty() && verified != "unverified",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_with_an_unknown_need_names_its_line() {
        let pack = "[regime]\nid = \"x\"\nstatute = \"X\"\nshort = \"X\"\ncalendar = \"uk\"\nresponse_days = 20\n\n\
                    [[provision]]\nid = \"x:1\"\ncite = \"1\"\ntitle = \"T\"\nkind = \"duty\"\nrole = \"duty\"\n\
                    needs = [\"harm\"]\n";
        let error =
            read_regime(Path::new("x.toml"), pack.as_bytes()).expect_err("not in the vocabulary");
        assert_eq!(error.line, 14);
    }
}
