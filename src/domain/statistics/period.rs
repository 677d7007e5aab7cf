//! The periods for which figures are counted: the one in which today is.

use jiff::civil::Date;

/// The month with which a financial year begins, in the public bodies of the United Kingdom.
const FINANCIAL_YEAR: i8 = 4;

/// A period, by the day on which it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Period {
    /// From the first of this month.
    Month,
    /// From the first of this quarter of the year.
    Quarter,
    /// From the first of January.
    #[default]
    Year,
    /// From the first of April.
    FinancialYear,
    /// Everything.
    All,
}

impl Period {
    /// All of them, the shortest first.
    pub const EACH: [Self; 5] = [
        Self::Month,
        Self::Quarter,
        Self::Year,
        Self::FinancialYear,
        Self::All,
    ];

    /// Returns what it is called on screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Month => "Month",
            Self::Quarter => "Quarter",
            Self::Year => "Year",
            Self::FinancialYear => "Financial year",
            Self::All => "All",
        }
    }

    /// Returns its first day; none for everything.
    pub fn since(self, today: Date) -> Option<Date> {
        let begins = |month: i8| {
            let year = if today.month() < month {
                today.year() - 1
            } else {
                today.year()
            };
            Date::new(year, month, 1).ok()
        };
        match self {
            Self::Month => Some(today.first_of_month()),
            Self::Quarter => begins((today.month() - 1) / 3 * 3 + 1),
            Self::Year => Some(today.first_of_year()),
            Self::FinancialYear => begins(FINANCIAL_YEAR),
            Self::All => None,
        }
    }

    /// Returns the one after it or before it, round and round.
    #[must_use]
    pub fn turned(self, forward: bool) -> Self {
        let at = Self::EACH.iter().position(|one| *one == self).unwrap_or(0);
        let by = if forward { 1 } else { Self::EACH.len() - 1 };
        Self::EACH[(at + by) % Self::EACH.len()]
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_period_begins_where_officers_say_it_does() {
        let since = |period: Period, today| period.since(today);
        for (today, quarter, financial) in [
            (date(2026, 1, 1), date(2026, 1, 1), date(2025, 4, 1)),
            (date(2026, 3, 31), date(2026, 1, 1), date(2025, 4, 1)),
            (date(2026, 4, 1), date(2026, 4, 1), date(2026, 4, 1)),
            (date(2026, 12, 31), date(2026, 10, 1), date(2026, 4, 1)),
        ] {
            assert_eq!(since(Period::Quarter, today), Some(quarter), "{today}");
            assert_eq!(
                since(Period::FinancialYear, today),
                Some(financial),
                "{today}"
            );
        }
        assert_eq!(
            since(Period::Month, date(2026, 2, 28)),
            Some(date(2026, 2, 1))
        );
        assert_eq!(since(Period::All, date(2026, 2, 28)), None);
    }

    #[test]
    fn turning_goes_round() {
        let mut period = Period::Month;
        for _ in 0..Period::EACH.len() {
            period = period.turned(true);
        }
        assert_eq!(period, Period::Month);
        assert_eq!(period.turned(false), Period::All);
    }
}
