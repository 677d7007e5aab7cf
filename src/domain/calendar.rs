//! Working days: weekends and holidays, from data.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

use super::fields::long_date;

/// The days on which the clock of a regime stands still.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    /// `uk`.
    pub id: String,
    /// "United Kingdom".
    pub name: String,
    /// The days of the week that do not count.
    pub weekend: Vec<Weekday>,
    /// The holidays, each with its name and, where not all keep it, the nations that do.
    pub holidays: BTreeMap<Date, String>,
    /// The first day for which the holidays are known.
    pub covers_from: Option<Date>,
    /// The last day for which the holidays are known.
    pub covers_to: Option<Date>,
    /// The month in which somebody last compared them with the source: "November 2026".
    pub checked: String,
}

/// What a workspace adds to a calendar, or takes from it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CalendarChange {
    /// The calendar.
    pub adds_to: String,
    /// Holidays more, by day.
    pub holidays: Vec<(Date, String)>,
    /// Days that are no holidays after all.
    pub working_days: Vec<Date>,
    /// The last day for which the holidays are known now.
    pub covers_to: Option<Date>,
    /// The month in which somebody looked.
    pub checked: String,
}

/// Why a day does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Skipped<'a> {
    /// A Saturday or Sunday.
    Weekend,
    /// A holiday, with its name.
    Holiday(&'a str),
}

impl Calendar {
    /// Returns why a day does not count, or `None` if it is a working day.
    pub fn skips(&self, day: Date) -> Option<Skipped<'_>> {
        if self.weekend.contains(&day.weekday()) {
            return Some(Skipped::Weekend);
        }
        self.holidays.get(&day).map(|name| Skipped::Holiday(name))
    }

    /// Tells whether a day counts.
    pub fn is_working_day(&self, day: Date) -> bool {
        self.skips(day).is_none()
    }

    /// Returns the number of working days after `start` up to and including `end`; negative if `end` is earlier.
    pub fn working_days_between(&self, start: Date, end: Date) -> i64 {
        let (from, to, sign) = if start <= end {
            (start, end, 1)
        } else {
            (end, start, -1)
        };
        let mut day = from;
        let mut count = 0;
        while day < to {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            if self.is_working_day(day) {
                count += 1;
            }
        }
        sign * count
    }

    /// Tells whether the holidays of this day are known.
    pub fn covers(&self, day: Date) -> bool {
        self.covers_from.is_none_or(|from| from <= day) && self.covers_to.is_none_or(|to| day <= to)
    }

    /// Takes over what a workspace adds.
    pub fn change(&mut self, change: &CalendarChange) {
        for day in &change.working_days {
            self.holidays.remove(day);
        }
        for (day, name) in &change.holidays {
            self.holidays.insert(*day, name.clone());
        }
        if let Some(to) = change.covers_to {
            self.covers_to = Some(self.covers_to.map_or(to, |old| old.max(to)));
        }
        if !change.checked.is_empty() {
            self.checked.clone_from(&change.checked);
        }
    }

    /// Returns how far the holidays are known and how old that knowledge is, for the officer.
    pub fn age(&self) -> String {
        let name = if self.name.is_empty() {
            &self.id
        } else {
            &self.name
        };
        let known = match self.covers_to {
            Some(to) => format!("holidays known up to {}", long_date(to)),
            None => "holidays as the data has them".to_owned(),
        };
        let looked = if self.checked.is_empty() {
            String::new()
        } else {
            format!(", looked at in {}", self.checked)
        };
        format!("{known}{looked} ({name})")
    }
}
