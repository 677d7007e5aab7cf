//! How long cases are kept: the rule of a workspace, and since when a case is over.

use std::fmt;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Unit};

use super::case::CaseStatus;
use super::event::Event;
use super::happened::{Happened, responded};

/// The longest time that a rule may name, in years: more is a slip of the pen.
const LONGEST: u32 = 200;

/// A length of time as a rule has it: “3 years”, “18 months”, “90 days”.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    count: u32,
    unit: PeriodUnit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PeriodUnit {
    Days,
    Months,
    Years,
}

impl Period {
    /// What a period looks like, for whoever has written something else.
    pub const WANTED: &str = "a time such as \"3 years\", \"18 months\" or \"90 days\"";

    /// Reads a period; `None` if it is none.
    pub fn read(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let count: u32 = words.next()?.parse().ok()?;
        let (unit, in_a_year) = match words.next()? {
            "day" | "days" => (PeriodUnit::Days, 366),
            "month" | "months" => (PeriodUnit::Months, 12),
            "year" | "years" => (PeriodUnit::Years, 1),
            _ => return None,
        };
        let fits = count > 0 && count <= LONGEST * in_a_year && words.next().is_none();
        fits.then_some(Self { count, unit })
    }

    /// Returns the first day on which a period that began on `from` is over.
    pub fn end(self, from: Date) -> Date {
        let count = i64::from(self.count);
        let span = match self.unit {
            PeriodUnit::Days => Span::new().days(count),
            PeriodUnit::Months => Span::new().months(count),
            PeriodUnit::Years => Span::new().years(count),
        };
        from.saturating_add(span)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&counted(i64::from(self.count), self.unit.word()))
    }
}

impl PeriodUnit {
    fn word(self) -> &'static str {
        match self {
            Self::Days => "day",
            Self::Months => "month",
            Self::Years => "year",
        }
    }
}

/// What can be kept for a time of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The whole case, all but a line for the statistics.
    Case,
    /// The request as it was received, and the files that came with it.
    Request,
    /// The letters that left as documents, where they outlive their case.
    Letters,
    /// What lies on this computer alone: copied letters, journals that a recovery left aside.
    Copies,
}

impl Part {
    /// Every part, in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::Case, Self::Request, Self::Letters, Self::Copies];

    /// Returns the key of its rule under `[retention]`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Case => "cases",
            Self::Request => "requests",
            Self::Letters => "letters",
            Self::Copies => "copies",
        }
    }

    /// Returns the word used on screen and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Request => "request",
            Self::Letters => "letters",
            Self::Copies => "copies",
        }
    }
}

/// The rule of a workspace: how long each part is kept after the case was sent or closed. What has no period stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Retention {
    /// Cases.
    pub cases: Option<Period>,
    /// Requests as received.
    pub requests: Option<Period>,
    /// Letters that left.
    pub letters: Option<Period>,
    /// Copies on this computer, counted from the day of each file.
    pub copies: Option<Period>,
}

impl Retention {
    /// Returns how long a part is kept.
    pub fn of(&self, part: Part) -> Option<Period> {
        match part {
            Part::Case => self.cases,
            Part::Request => self.requests,
            Part::Letters => self.letters,
            Part::Copies => self.copies,
        }
    }

    /// Returns the rule for a part as the settings write it: `cases = "3 years"`.
    pub fn shown(&self, part: Part) -> Option<String> {
        let period = self.of(part)?;
        Some(format!("{} = \"{period}\"", part.key()))
    }

    /// Tells whether nothing is ever to be removed.
    pub fn is_empty(&self) -> bool {
        Part::ALL.into_iter().all(|part| self.of(part).is_none())
    }

    /// Tells whether a part of a case that ended on a day is due for removal.
    pub fn is_due(&self, part: Part, ended: Date, today: Date) -> bool {
        self.of(part)
            .is_some_and(|period| period.end(ended) <= today)
    }
}

/// Returns the day since which a case is over: its response left, or it was closed without one. `None` if it is open,
/// or if its history does not tell: what nobody knows the age of is not old.
pub fn ended(status: CaseStatus, history: &[Happened], zone: &TimeZone) -> Option<Date> {
    match status {
        CaseStatus::Open => None,
        CaseStatus::Sent => responded(history, zone),
        CaseStatus::Closed => {
            let last = history.iter().rev().find_map(|line| match &line.event {
                Some(Event::Status { status }) => Some((status, line)),
                _ => None,
            });
            let (status, line) = last?;
            (status == CaseStatus::Closed.id()).then(|| line.date(zone))?
        }
    }
}

/// Returns how long ago a day was, in words: “4 years 8 months”, “12 days”.
pub fn age(since: Date, today: Date) -> String {
    let Ok(span) = since.until((Unit::Year, today)) else {
        return "0 days".to_owned();
    };
    let (years, months) = (i64::from(span.get_years()), i64::from(span.get_months()));
    let parts: Vec<String> = [(years, "year"), (months, "month")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| counted(count, word))
        .collect();
    if parts.is_empty() {
        return counted(i64::from(span.get_days()), "day");
    }
    parts.join(" ")
}

fn counted(count: i64, word: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {word}{s}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_period_is_a_number_and_a_unit_and_nothing_else() {
        for (text, shown) in [
            ("3 years", "3 years"),
            (" 1  year ", "1 year"),
            ("18 months", "18 months"),
            ("90 days", "90 days"),
        ] {
            assert_eq!(
                Period::read(text).map(|own| own.to_string()),
                Some(shown.into())
            );
        }
        for bad in [
            "",
            "3",
            "years",
            "three years",
            "-1 years",
            "0 days",
            "3 weeks",
            "3 years 2 months",
            "201 years",
            "99999999999 days",
        ] {
            assert_eq!(Period::read(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_period_ends_on_the_same_day_of_the_month_or_the_last_one() {
        let end = |text: &str, from| Period::read(text).expect("a period").end(from);
        assert_eq!(end("3 years", date(2023, 11, 24)), date(2026, 11, 24));
        assert_eq!(end("1 month", date(2026, 1, 31)), date(2026, 2, 28));
        assert_eq!(end("1 year", date(2024, 2, 29)), date(2025, 2, 28));
        assert_eq!(end("90 days", date(2026, 8, 26)), date(2026, 11, 24));
        assert_eq!(end("200 years", date(9900, 1, 1)), Date::MAX);
    }

    #[test]
    fn a_case_is_due_on_the_day_its_time_is_over_and_not_before() {
        let rule = Retention {
            cases: Period::read("3 years"),
            ..Retention::default()
        };
        let ended = date(2023, 11, 24);
        assert!(!rule.is_due(Part::Case, ended, date(2026, 11, 23)));
        assert!(rule.is_due(Part::Case, ended, date(2026, 11, 24)));
        assert!(!rule.is_due(Part::Request, ended, date(2099, 1, 1)));
    }

    #[test]
    fn an_age_is_told_in_the_two_largest_units() {
        let today = date(2026, 11, 24);
        assert_eq!(age(date(2022, 3, 3), today), "4 years 8 months");
        assert_eq!(age(date(2025, 11, 24), today), "1 year");
        assert_eq!(age(date(2026, 11, 12), today), "12 days");
        assert_eq!(age(today, today), "0 days");
    }

    #[test]
    fn a_case_that_was_opened_again_is_not_over() {
        let line = |at: &str, status: &str| Happened {
            at: at.into(),
            by: String::new(),
            event: Some(Event::Status {
                status: status.into(),
            }),
            word: String::new(),
        };
        let history = [line("2020-01-02T10:00:00Z", "closed")];
        let zone = TimeZone::UTC;
        assert_eq!(
            ended(CaseStatus::Closed, &history, &zone),
            Some(date(2020, 1, 2))
        );
        assert_eq!(ended(CaseStatus::Open, &history, &zone), None);
        assert_eq!(
            ended(CaseStatus::Sent, &history, &zone),
            None,
            "the history tells something else"
        );
        let again = [history[0].clone(), line("2021-01-02T10:00:00Z", "open")];
        assert_eq!(ended(CaseStatus::Closed, &again, &zone), None);
        assert_eq!(ended(CaseStatus::Closed, &[], &zone), None);
    }
}
