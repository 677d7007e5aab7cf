//! Reads what checks are for, `config/checks.toml`, and what a workspace made of them.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::builtin;
use super::super::toml_text::{Keys, Source, TomlError};
use crate::domain::checks::{About, Check, CheckBook, Setting, Severity};

const FILE: &str = "checks.toml";

/// What a workspace made of the checks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckSettings {
    /// What is set, by the code of the check.
    pub set: BTreeMap<String, Setting>,
    /// What could not be read: those checks stay as the program has them, and the officer is told.
    pub problems: Vec<String>,
}

/// Reads the checks. `settings` is what a workspace made of them.
///
/// Returns them with what is wrong with the file, if anything; checks without a description still run.
pub fn checks(settings: Option<BTreeMap<String, Setting>>) -> (CheckBook, Vec<String>) {
    let text = builtin::config(FILE).unwrap_or_default();
    let settings = settings.unwrap_or_default();
    match read(Path::new(FILE), text.as_bytes()) {
        Ok(about) => {
            let book = CheckBook::new(about, settings);
            (book, Vec::new())
        }
        Err(error) => (CheckBook::new([], settings), vec![error.to_string()]),
    }
}

fn read(path: &Path, bytes: &[u8]) -> Result<Vec<About>, TomlError> {
    let source = Source::new(path, bytes)?;
    let table = source.table()?;
    let keys = source.keys(&table);
    let mut all = Vec::new();
    for code in keys.names() {
        let Some(entry) = keys.table(code)? else {
            continue;
        };
        entry.only(&["family", "severity", "title", "reasoning", "source"])?;
        let severity = entry.word("severity", "one of: error, warning", Severity::from_id)?;
        all.push(About {
            code: code.to_owned(),
            family: entry.needed_text("family")?.to_owned(),
            severity: severity.ok_or_else(|| entry.missing("severity"))?,
            title: entry.needed_text("title")?.to_owned(),
            reasoning: entry.needed_text("reasoning")?.to_owned(),
            source: entry.needed_text("source")?.to_owned(),
        });
    }
    Ok(all)
}

/// Reads the table `[checks]` of a workspace's settings. An unknown check, an unknown severity or a change without a
/// reason is a problem of that entry; the others count.
pub fn read_settings(keys: &Keys<'_>) -> CheckSettings {
    let known: Vec<&str> = crate::domain::checks::all().map(Check::code).collect();
    let mut read = CheckSettings::default();
    for code in keys.names() {
        let setting = if known.contains(&code) {
            read_setting(keys, code)
        } else {
            Err(keys.not_known(code, &known))
        };
        match setting {
            Ok(setting) => {
                read.set
                    .extend(setting.map(|setting| (code.to_owned(), setting)));
            }
            Err(error) => read.problems.push(error.to_string()),
        }
    }
    read
}

fn read_setting(keys: &Keys<'_>, code: &str) -> Result<Option<Setting>, TomlError> {
    let Some(entry) = keys.table(code)? else {
        return Ok(None);
    };
    entry.only(&["severity", "reason"])?;
    let severity = |word: &str| match word {
        "off" => Some(None),
        _ => Severity::from_id(word).map(Some),
    };
    let severity = entry.word("severity", "one of: error, warning, off", severity)?;
    let reason = entry.needed_text("reason")?.trim().to_owned();
    if reason.is_empty() {
        return Err(entry.error_at(
            "reason",
            "the reason is empty",
            "Say why the check is set so; the team will ask",
        ));
    }
    Ok(Some(Setting {
        severity: severity.ok_or_else(|| entry.missing("severity"))?,
        reason,
    }))
}
