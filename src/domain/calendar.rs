//! Working days: weekends and holidays, from data.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

/// The days on which the clock of a regime stands still.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    /// `uk`.
    pub id: String,
    /// The days of the week that do not count.
    pub weekend: Vec<Weekday>,
    /// The holidays, each with its name and, where not all keep it, the nations that do.
    pub holidays: BTreeMap<Date, String>,
    /// The first day for which the holidays are known.
    pub covers_from: Option<Date>,
    /// The last day for which the holidays are known.
    pub covers_to: Option<Date>,
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
}
