//! When a response is due, and why: counted from the date of receipt by the regime's calendar.

use jiff::civil::Date;

use super::calendar::{Calendar, Skipped};
use super::fields::short_date;
use super::regime::Regime;

/// A due date with the reasons for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The last day on which a response is in time.
    pub date: Date,
    /// The date of receipt: day 0, never counted.
    pub received: Date,
    /// The time limit in working days.
    pub limit: u32,
    /// The weekdays within the period that did not count, with the reason.
    pub skipped: Vec<(Date, String)>,
    /// Whether the holidays of the whole period are known.
    pub certain: bool,
}

/// The days of a case as the status line shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The working day of the period that today is; 0 on the day of receipt.
    pub day: i64,
    /// The working days left after today; negative when late.
    pub left: i64,
}

impl Due {
    /// Counts from the date of receipt to the due date.
    ///
    /// The date of receipt is never counted, even at a weekend; day 1 is the first working day after it
    /// (Freedom of Information Act 2000, section 10; the limit itself comes from the regime's pack).
    pub fn count(regime: &Regime, calendar: &Calendar, received: Date) -> Option<Self> {
        let mut date = received;
        let mut counted = 0;
        let mut skipped = Vec::new();
        while counted < regime.response_days {
            date = date.tomorrow().ok()?;
            match calendar.skips(date) {
                None => counted += 1,
                Some(Skipped::Weekend) => {}
                Some(Skipped::Holiday(name)) => skipped.push((date, name.to_owned())),
            }
        }
        let certain = calendar.covers(received) && calendar.covers(date);
        Some(Self {
            date,
            received,
            limit: regime.response_days,
            skipped,
            certain,
        })
    }

    /// Returns where today stands in the period.
    pub fn standing(&self, calendar: &Calendar, today: Date) -> Standing {
        Standing {
            day: calendar.working_days_between(self.received, today).max(0),
            left: calendar.working_days_between(today, self.date),
        }
    }

    /// Returns the reasons, a line each.
    pub fn explanation(&self) -> Vec<String> {
        let mut lines = vec![format!(
            "{} {}: received, day 0",
            short_date(self.received),
            self.received.year()
        )];
        for (day, name) in &self.skipped {
            lines.push(format!(
                "{} {}: not counted, {name}",
                short_date(*day),
                day.year()
            ));
        }
        lines.push(format!(
            "{} {}: due, working day {}; weekends are not counted",
            short_date(self.date),
            self.date.year(),
            self.limit
        ));
        if !self.certain {
            lines.push(
                "the holidays of part of this period are not known yet; check the calendar data"
                    .to_owned(),
            );
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Weekday, date};

    use super::*;

    fn calendar() -> Calendar {
        Calendar {
            weekend: vec![Weekday::Saturday, Weekday::Sunday],
            holidays: [
                (date(2025, 12, 25), "Christmas Day".to_owned()),
                (date(2025, 12, 26), "Boxing Day".to_owned()),
                (date(2026, 1, 1), "New Year’s Day".to_owned()),
                (date(2026, 1, 2), "2nd January (Scotland)".to_owned()),
            ]
            .into(),
            ..Calendar::default()
        }
    }

    fn regime() -> Regime {
        Regime {
            response_days: 20,
            ..Regime::default()
        }
    }

    #[test]
    fn the_second_of_january_stops_the_clock_in_england_too() {
        let due =
            Due::count(&regime(), &calendar(), date(2025, 12, 8)).expect("within the calendar");
        assert_eq!(due.date, date(2026, 1, 9));
        assert_eq!(due.skipped.len(), 4);
    }

    #[test]
    fn requests_of_friday_saturday_and_sunday_share_a_due_date() {
        for day in 9..=11 {
            let due = Due::count(&regime(), &calendar(), date(2026, 1, day))
                .expect("within the calendar");
            assert_eq!(due.date, date(2026, 2, 6));
        }
    }

    #[test]
    fn days_left_run_down_to_nothing_and_below() {
        let due =
            Due::count(&regime(), &calendar(), date(2026, 1, 12)).expect("within the calendar");
        let standing = |day| due.standing(&calendar(), day);
        assert_eq!(standing(date(2026, 1, 12)), Standing { day: 0, left: 20 });
        assert_eq!(standing(date(2026, 1, 13)), Standing { day: 1, left: 19 });
        assert_eq!(standing(date(2026, 2, 9)).left, 0);
        assert_eq!(standing(date(2026, 2, 10)).left, -1);
    }
}
