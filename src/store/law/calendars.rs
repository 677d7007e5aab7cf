//! Reads calendars of working days.

use std::path::Path;

use jiff::civil::Weekday;

use super::super::builtin;
use super::super::toml_text::{Source, TomlError};
use super::regimes::regimes;
use crate::domain::calendar::Calendar;

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
