//! Counting: from the day a period starts to its last day, through weekends, holidays, pauses and closures.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::error::ClockError;
use super::event::{Occurrence, When};
use super::rules::{Mechanism, Unit};
use crate::domain::calendar::{Calendar, Skipped};

/// How many days a count may last before it is taken for a mistake in a year.
const FURTHEST: usize = 3_700;

/// Days that do not count although they are working days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pause<'r> {
    /// The first such day.
    pub(super) first: Date,
    /// The last one; none as long as nobody knows.
    pub(super) last: Option<Date>,
    /// Why they do not count.
    pub(super) reason: &'r str,
}

impl Pause<'_> {
    fn holds(&self, day: Date) -> bool {
        self.first <= day && self.last.is_some_and(|last| day <= last)
    }
}

/// What a count goes by.
#[derive(Debug, Clone)]
pub(super) struct Terms<'r> {
    /// Day 0.
    pub(super) start: Date,
    /// The days to count.
    pub(super) limit: u32,
    /// In what they are counted.
    pub(super) unit: Unit,
    /// Whether the first day counts.
    pub(super) begins_with: bool,
    /// Spans in which the clock stands still.
    pub(super) pauses: Vec<Pause<'r>>,
    /// Spans that do not count, with the working day that is the latest all the same.
    pub(super) closures: Vec<Pause<'r>>,
    /// The working day that is the latest all the same.
    pub(super) at_most: Option<u32>,
}

/// A period that was counted out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counted {
    /// The last day.
    pub(super) end: Date,
    /// The days that counted.
    pub(super) days: Vec<Date>,
    /// The weekdays that did not, with the reason.
    pub(super) skipped: Vec<(Date, String)>,
    /// Whether the outer limit came first.
    pub(super) cut: bool,
}

pub(super) fn count(terms: &Terms<'_>, calendar: &Calendar) -> Result<Counted, ClockError> {
    match terms.unit {
        Unit::WorkingDays => working_days(terms, calendar),
        Unit::CalendarDays => {
            let days = i64::from(terms.limit) - i64::from(terms.begins_with);
            plain(terms, terms.start.checked_add(days.days()))
        }
        Unit::Months => plain(terms, months(terms)),
    }
}

// Months that begin with a day end on the day before the corresponding one; a month that has no such day ends with
// its last.
fn months(terms: &Terms<'_>) -> Result<Date, jiff::Error> {
    let span = Span::new().try_months(terms.limit)?;
    let end = terms.start.checked_add(span)?;
    if terms.begins_with && end.day() == terms.start.day() {
        return end.yesterday();
    }
    Ok(end)
}

fn plain(terms: &Terms<'_>, end: Result<Date, jiff::Error>) -> Result<Counted, ClockError> {
    let no_end = || ClockError::NoEnd { from: terms.start };
    let end = end.map_err(|_| no_end())?;
    let mut days = Vec::new();
    let mut day = if terms.begins_with {
        terms.start
    } else {
        terms.start.tomorrow().map_err(|_| no_end())?
    };
    while day <= end {
        if days.len() > FURTHEST {
            return Err(no_end());
        }
        days.push(day);
        day = day.tomorrow().map_err(|_| no_end())?;
    }
    Ok(Counted {
        end,
        days,
        skipped: Vec::new(),
        cut: false,
    })
}

fn working_days(terms: &Terms<'_>, calendar: &Calendar) -> Result<Counted, ClockError> {
    let no_end = || ClockError::NoEnd { from: terms.start };
    let furthest = terms
        .start
        .checked_add(i64::try_from(FURTHEST).unwrap_or(0).days())
        .unwrap_or(Date::MAX);
    let mut day = terms.start;
    let mut days = Vec::new();
    let mut skipped = Vec::new();
    let mut running = 0;
    let limit = usize::try_from(terms.limit).unwrap_or(usize::MAX);
    let cut = loop {
        if days.len() >= limit {
            break false;
        }
        if terms.at_most.is_some_and(|most| running >= most) {
            break true;
        }
        if day > furthest {
            return Err(no_end());
        }
        day = day.tomorrow().map_err(|_| no_end())?;
        match calendar.skips(day) {
            Some(Skipped::Weekend) => continue,
            Some(Skipped::Holiday(name)) => {
                skipped.push((day, name.to_owned()));
                continue;
            }
            None => {}
        }
        if let Some(pause) = terms.pauses.iter().find(|pause| pause.holds(day)) {
            skipped.push((day, pause.reason.to_owned()));
            continue;
        }
        running += 1;
        match terms.closures.iter().find(|closed| closed.holds(day)) {
            Some(closed) => skipped.push((day, closed.reason.to_owned())),
            None => days.push(day),
        }
    };
    Ok(Counted {
        end: day,
        days,
        skipped,
        cut,
    })
}

/// Returns the nth working day after a day.
pub(super) fn working_day_after(
    calendar: &Calendar,
    from: Date,
    limit: u32,
) -> Result<Date, ClockError> {
    let terms = Terms {
        start: from,
        limit,
        unit: Unit::WorkingDays,
        begins_with: false,
        pauses: Vec::new(),
        closures: Vec::new(),
        at_most: None,
    };
    Ok(working_days(&terms, calendar)?.end)
}

/// Returns the spans in which the clock stands still, and the events that should have ended or begun one.
pub(super) fn pauses<'r>(occurrences: &[Occurrence<'r>]) -> (Vec<Pause<'r>>, Vec<Occurrence<'r>>) {
    let mut pauses = Vec::new();
    let mut open = Vec::new();
    let mut used = vec![false; occurrences.len()];
    for occurrence in occurrences {
        let Mechanism::Pause {
            until,
            first_day_counts,
        } = &occurrence.rule.does
        else {
            continue;
        };
        let Some(day) = occurrence.date() else {
            continue;
        };
        let first = if *first_day_counts {
            day.tomorrow().unwrap_or(day)
        } else {
            day
        };
        let last = if let When::Between(_, last) = occurrence.when {
            last
        } else {
            // The first event of the right kind that has not ended another pause.
            let end = occurrences.iter().zip(&mut used).find(|(other, used)| {
                !**used && other.rule.kind == *until && other.date().is_some_and(|date| date >= day)
            });
            end.and_then(|(other, used)| {
                *used = true;
                other.date()
            })
        };
        if last.is_none() {
            open.push(*occurrence);
        }
        pauses.push(Pause {
            first,
            last,
            reason: &occurrence.rule.reason,
        });
    }
    (pauses, open)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn months_from(start: Date, limit: u32, begins_with: bool) -> Date {
        let terms = Terms {
            start,
            limit,
            unit: Unit::Months,
            begins_with,
            pauses: Vec::new(),
            closures: Vec::new(),
            at_most: None,
        };
        count(&terms, &Calendar::default()).expect("it ends").end
    }

    #[test]
    fn months_that_begin_with_a_day_end_the_day_before() {
        let end = |month, day| months_from(date(2026, month, day), 3, true);
        assert_eq!(end(1, 20), date(2026, 4, 19));
        assert_eq!(end(3, 1), date(2026, 5, 31));
        assert_eq!(end(11, 30), date(2027, 2, 28));
        assert_eq!(end(12, 1), date(2027, 2, 28));
        assert_eq!(months_from(date(2026, 3, 1), 6, false), date(2026, 9, 1));
    }

    #[test]
    fn a_count_that_no_calendar_ends_is_an_error_and_no_endless_loop() {
        let calendar = Calendar {
            weekend: (0..7)
                .map(|day| jiff::civil::Weekday::Monday.wrapping_add(day))
                .collect(),
            ..Calendar::default()
        };
        assert!(matches!(
            working_day_after(&calendar, date(9998, 1, 1), 1),
            Err(ClockError::NoEnd { .. })
        ));
        assert!(working_day_after(&Calendar::default(), date(9999, 12, 31), 1).is_err());
    }
}
