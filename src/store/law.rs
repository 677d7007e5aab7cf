//! Reads the law as data: regime packs, calendars, regulators.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Weekday;

use super::builtin;
use super::files;
use super::toml_text::{Keys, Source, TomlError};
use crate::domain::authority::{Regulator, Regulators};
use crate::domain::calendar::Calendar;
use crate::domain::regime::{Provision, Regime, Regimes, Standing};

/// The largest pack that is read.
const LARGEST: u64 = 4 * 1024 * 1024;

const REGIME_KEYS: [&str; 13] = [
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
];
const PROVISION_KEYS: [&str; 16] = [
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
];

/// Reads all packs: those of the program, then those of a workspace, which replace them by id.
///
/// Returns the packs that could be read, and what is wrong with the others.
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
    (Regimes::new(found), problems)
}

fn toml_files(folder: &Path) -> Vec<PathBuf> {
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
    keys.only(&["regime", "vocabulary", "provision"])?;
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
        regulator: head.text_or_empty("regulator")?,
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
        needs: keys.texts("needs")?,
        notes: keys.text_or_empty("notes")?,
        verified: !verified.is_empty() && verified != "unverified",
    })
}

/// Reads the calendar of a regime. Where there is only one calendar, no pack has to be read for it.
///
/// # Errors
/// Words for the officer: it is not there, or what is wrong with it.
pub fn calendar_of(regime: &str) -> Result<Calendar, String> {
    let mut ids =
        builtin::config_files("calendars").filter_map(|(path, _)| path.file_stem()?.to_str());
    if let (Some(only), None) = (ids.next(), ids.next()) {
        return calendar(only);
    }
    let (regimes, _) = regimes(None);
    let id = regimes.get(regime).map(|regime| regime.calendar.clone());
    calendar(&id.ok_or_else(|| format!("there is no regime “{regime}”"))?)
}

/// Reads a calendar that the program carries with it.
///
/// # Errors
/// Words for the officer: it is not there, or what is wrong with it.
pub fn calendar(id: &str) -> Result<Calendar, String> {
    let path = format!("calendars/{id}.toml");
    let text = builtin::config(&path).ok_or_else(|| format!("there is no calendar “{id}”"))?;
    read_calendar(Path::new(&path), text.as_bytes()).map_err(|error| error.to_string())
}

fn read_calendar(path: &Path, bytes: &[u8]) -> Result<Calendar, TomlError> {
    let source = Source::new(path, bytes)?;
    let table = source.table()?;
    let keys = source.keys(&table);
    keys.only(&[
        "id",
        "name",
        "weekend",
        "covers_from",
        "covers_to",
        "source",
        "licence",
        "holiday",
    ])?;
    let mut calendar = Calendar {
        id: keys.needed_text("id")?.to_owned(),
        covers_from: keys.date("covers_from")?,
        covers_to: keys.date("covers_to")?,
        ..Calendar::default()
    };
    for day in keys.texts("weekend")? {
        calendar
            .weekend
            .push(weekday(&day).ok_or_else(|| keys.wrong("weekend", "days such as \"saturday\""))?);
    }
    for entry in keys.tables("holiday")? {
        entry.only(&["date", "name", "nations"])?;
        let date = entry.date("date")?.ok_or_else(|| entry.missing("date"))?;
        let name = entry.needed_text("name")?;
        let nations = entry.texts("nations")?;
        // A day that one nation keeps is named with the nation: elsewhere it looks like an ordinary day.
        let name = if nations.len() == 1 {
            format!("{name} ({})", nation(&nations[0]))
        } else {
            name.to_owned()
        };
        let known = calendar.holidays.entry(date).or_default();
        if !known.is_empty() {
            known.push_str(", ");
        }
        known.push_str(&name);
    }
    Ok(calendar)
}

fn weekday(name: &str) -> Option<Weekday> {
    match name {
        "monday" => Some(Weekday::Monday),
        "tuesday" => Some(Weekday::Tuesday),
        "wednesday" => Some(Weekday::Wednesday),
        "thursday" => Some(Weekday::Thursday),
        "friday" => Some(Weekday::Friday),
        "saturday" => Some(Weekday::Saturday),
        "sunday" => Some(Weekday::Sunday),
        _ => None,
    }
}

// "northern-ireland" as it is written.
fn nation(id: &str) -> String {
    let words = id.split('-').map(|word| {
        let mut chars = word.chars();
        match (word, chars.next()) {
            ("and", _) | (_, None) => word.to_owned(),
            (_, Some(first)) => first.to_uppercase().chain(chars).collect(),
        }
    });
    words.collect::<Vec<String>>().join(" ")
}

/// Reads the regulators that the program carries with it.
///
/// # Errors
/// Words for the officer.
pub fn regulators() -> Result<Regulators, String> {
    let path = Path::new("regulators.toml");
    let text = builtin::config("regulators.toml").unwrap_or_default();
    let read = || -> Result<Regulators, TomlError> {
        let source = Source::new(path, text.as_bytes())?;
        let table = source.table()?;
        let keys = source.keys(&table);
        let mut regulators = Regulators::new();
        for id in keys.names() {
            let Some(entry) = keys.table(id)? else {
                continue;
            };
            let regulator = Regulator {
                name: entry.needed_text("name")?.to_owned(),
                address: entry.texts("address")?,
                website: entry.text_or_empty("website")?,
                complaint_page: entry.text_or_empty("complaint_page")?,
                phone: entry.text_or_empty("phone")?,
                checked: entry.text_or_empty("checked")?,
            };
            regulators.insert(id.to_owned(), regulator);
        }
        Ok(regulators)
    };
    read().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::clock::Due;

    #[test]
    fn every_provision_of_the_act_is_there_and_no_pack_has_a_problem() {
        let (regimes, problems) = regimes(None);
        assert_eq!(problems, Vec::<String>::new());
        let act = regimes.get("uk-foia").expect("the pack of the Act");
        assert_eq!(act.provisions.len(), 183);
        let cyber = act.provision("31(1)(a)").expect("a limb");
        assert_eq!(cyber.in_words(), "qualified, prejudice based");
        let names = act.provision("40(2)").expect("a limb");
        assert!(names.can_be_relied_on());
    }

    #[test]
    fn days_that_scotland_alone_keeps_stop_the_clock_everywhere() {
        let calendar = calendar("uk").expect("the calendar");
        assert!(!calendar.is_working_day(date(2026, 6, 15)));
        assert!(!calendar.is_working_day(date(2026, 1, 2)));
        let (regimes, _) = regimes(None);
        let act = regimes.get("uk-foia").expect("the pack");
        let due = Due::count(act, &calendar, date(2025, 12, 24)).expect("covered");
        assert_eq!(due.date, date(2026, 1, 27));
        assert!(
            due.explanation()
                .iter()
                .any(|line| line.contains("(Scotland)"))
        );
    }

    #[test]
    fn a_pack_with_an_unknown_need_names_its_line() {
        let pack = "[regime]\nid = \"x\"\nstatute = \"X\"\nshort = \"X\"\ncalendar = \"uk\"\nresponse_days = 20\n\n\
                    [[provision]]\nid = \"x:1\"\ncite = \"1\"\ntitle = \"T\"\nkind = \"duty\"\nrole = \"duty\"\n\
                    needs = [\"harm\"]\n";
        let error =
            read_regime(Path::new("x.toml"), pack.as_bytes()).expect_err("not in the vocabulary");
        assert_eq!(error.line, 14);
    }

    #[test]
    fn the_regulators_have_names_and_contacts() {
        let regulators = regulators().expect("no error in it");
        assert!(regulators["ico"].contact().contains("ico.org.uk"));
    }
}
