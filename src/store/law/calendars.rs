//! Reads calendars of working days.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::{Date, Weekday};

use super::super::builtin;
use super::super::files;
use super::super::toml_text::{Keys, Source, TomlError};
use super::regimes::{LARGEST, toml_files};
use crate::domain::calendar::{Calendar, CalendarChange};
use crate::domain::fields::long_date;

/// Reads all calendars: those of the program, then those of a workspace, which replace them by id, and the days that a
/// workspace adds.
///
/// Returns what could be read, and what is wrong with the rest.
pub fn calendars(workspace: Option<&Path>) -> (Vec<Calendar>, Vec<String>) {
    let mut found: Vec<Calendar> = Vec::new();
    let mut changes = Vec::new();
    let mut problems = Vec::new();
    let mut take = |path: &Path, bytes: &[u8]| match read_file(path, bytes) {
        Ok(Read::Whole(calendar)) => {
            found.retain(|other| other.id != calendar.id);
            found.push(calendar);
        }
        Ok(Read::Change(change)) => changes.push((path.to_path_buf(), change)),
        Err(error) => problems.push(error.to_string()),
    };
    for (path, bytes) in builtin::config_files("calendars") {
        take(path, bytes);
    }
    let own = workspace
        .map(|folder| toml_files(&folder.join("calendars")))
        .unwrap_or_default();
    let mut unread = Vec::new();
    for path in own {
        match files::read(&path, LARGEST) {
            Ok(bytes) => take(&path, &bytes),
            Err(error) => unread.push(error.to_string()),
        }
    }
    for (path, change) in changes {
        match found
            .iter_mut()
            .find(|calendar| calendar.id == change.adds_to)
        {
            Some(calendar) => calendar.change(&change),
            None => unread.push(format!(
                "{}: `adds_to` names no calendar. Known: uk, scotland and the like, by the names of the calendar files",
                files::shown(&path)
            )),
        }
    }
    problems.extend(unread);
    (found, problems)
}

/// Reads a calendar that the program carries with it.
///
/// # Errors
/// Words for the officer: it is not there, or what is wrong with it.
pub fn calendar(id: &str) -> Result<Calendar, String> {
    let path = format!("calendars/{id}.toml");
    let text = builtin::config(&path).ok_or_else(|| format!("there is no calendar “{id}”"))?;
    match read_file(Path::new(&path), text.as_bytes()) {
        Ok(Read::Whole(calendar)) => Ok(calendar),
        Ok(Read::Change(_)) => Err(format!("{path}: this adds to a calendar and is none")),
        Err(error) => Err(error.to_string()),
    }
}

// A file is a calendar, or what is added to one.
enum Read {
    Whole(Calendar),
    Change(CalendarChange),
}

fn read_file(path: &Path, bytes: &[u8]) -> Result<Read, TomlError> {
    let source = Source::new(path, bytes)?;
    let table = source.table()?;
    let keys = source.keys(&table);
    if keys.has("adds_to") {
        return Ok(Read::Change(read_change(&keys)?));
    }
    Ok(Read::Whole(read_calendar(&keys)?))
}

fn read_change(keys: &Keys<'_>) -> Result<CalendarChange, TomlError> {
    keys.only(&["adds_to", "covers_to", "checked", "holiday", "working_day"])?;
    let mut working_days = Vec::new();
    for entry in keys.tables("working_day")? {
        entry.only(&["date", "name"])?;
        working_days.push(entry.date("date")?.ok_or_else(|| entry.missing("date"))?);
    }
    Ok(CalendarChange {
        adds_to: keys.needed_text("adds_to")?.to_owned(),
        holidays: holidays(keys)?,
        working_days,
        covers_to: keys.date("covers_to")?,
        checked: checked(keys)?,
    })
}

fn read_calendar(keys: &Keys<'_>) -> Result<Calendar, TomlError> {
    keys.only(&[
        "id",
        "name",
        "weekend",
        "covers_from",
        "covers_to",
        "checked",
        "source",
        "licence",
        "holiday",
    ])?;
    let mut calendar = Calendar {
        id: keys.needed_text("id")?.to_owned(),
        name: keys.text_or_empty("name")?,
        covers_from: keys.date("covers_from")?,
        covers_to: keys.date("covers_to")?,
        checked: checked(keys)?,
        ..Calendar::default()
    };
    for day in keys.texts("weekend")? {
        calendar
            .weekend
            .push(weekday(&day).ok_or_else(|| keys.wrong("weekend", "days such as \"saturday\""))?);
    }
    for (date, name) in holidays(keys)? {
        let known = calendar.holidays.entry(date).or_default();
        if !known.is_empty() {
            known.push_str(", ");
        }
        known.push_str(&name);
    }
    Ok(calendar)
}

// A day that not all nations keep is named with those that do: elsewhere it looks like an ordinary day.
fn holidays(keys: &Keys<'_>) -> Result<Vec<(Date, String)>, TomlError> {
    let mut read = Vec::new();
    let mut all: BTreeSet<String> = BTreeSet::new();
    for entry in keys.tables("holiday")? {
        entry.only(&["date", "name", "nations"])?;
        let date = entry.date("date")?.ok_or_else(|| entry.missing("date"))?;
        let nations = entry.texts("nations")?;
        all.extend(nations.iter().cloned());
        read.push((date, entry.needed_text("name")?, nations));
    }
    let named = read.into_iter().map(|(date, name, nations)| {
        let everywhere = nations.is_empty() || (nations.len() == all.len() && all.len() > 1);
        let name = if everywhere {
            name.to_owned()
        } else {
            let nations: Vec<String> = nations.iter().map(|id| nation(id)).collect();
            format!("{name} ({})", nations.join("; "))
        };
        (date, name)
    });
    Ok(named.collect())
}

// "2026-11" is November 2026.
fn checked(keys: &Keys<'_>) -> Result<String, TomlError> {
    let month = |text: &str| {
        let first: Date = format!("{text}-01").parse().ok()?;
        long_date(first)
            .split_once(' ')
            .map(|(_, month)| month.to_owned())
    };
    let words = "a month in quotation marks, such as \"2026-11\"";
    Ok(keys.word("checked", words, month)?.unwrap_or_default())
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_workspace_adds_days_and_the_rest_of_the_calendar_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let own = folder.path().join("calendars");
        std::fs::create_dir(&own).expect("a folder");
        std::fs::write(
            own.join("local.toml"),
            "adds_to = \"uk\"\ncovers_to = 2029-12-31\nchecked = \"2028-10\"\n\n[[holiday]]\ndate = 2027-06-07\n\
             name = \"A day of joy\"\n\n[[working_day]]\ndate = 2027-05-03\nname = \"Moved\"\n",
        )
        .expect("written");
        std::fs::write(own.join("odd.toml"), "adds_to = \"mars\"\n").expect("written");
        std::fs::write(
            own.join("worse.toml"),
            "id = \"x\"\nweekend = [\"someday\"]\n",
        )
        .expect("written");
        let (calendars, problems) = calendars(Some(folder.path()));
        let uk = calendars
            .iter()
            .find(|calendar| calendar.id == "uk")
            .expect("the calendar");
        assert!(!uk.is_working_day(date(2027, 6, 7)));
        assert!(uk.is_working_day(date(2027, 5, 3)));
        assert!(!uk.is_working_day(date(2026, 12, 25)));
        assert_eq!(
            uk.age(),
            "holidays known up to 31 December 2029, looked at in October 2028 (United Kingdom)"
        );
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems.iter().any(|words| words.contains("worse.toml:2:")));
        assert!(problems.iter().any(|words| words.contains("odd.toml")));
    }

    #[test]
    fn a_day_that_some_nations_keep_is_named_with_them() {
        let uk = calendar("uk").expect("the calendar");
        let name = |day| {
            uk.holidays
                .get(&day)
                .map(String::as_str)
                .unwrap_or_default()
        };
        assert_eq!(name(date(2026, 12, 25)), "Christmas Day");
        assert_eq!(name(date(2026, 6, 15)), "World Cup bank holiday (Scotland)");
        assert!(name(date(2026, 4, 6)).contains("England and Wales; Northern Ireland"));
    }
}
