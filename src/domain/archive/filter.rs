//! Choosing past answers by what is known of them, and saying how old they are.

use jiff::civil::Date;

use super::PastAnswer;
use crate::domain::outcome::Outcome;

/// What past answers must have to be chosen. Nothing asked for: all are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// One of these outcomes.
    pub outcomes: Vec<Outcome>,
    /// Given on this day or later. An answer without a date is left out.
    pub since: Option<Date>,
    /// Given before this day. An answer without a date is left out.
    pub before: Option<Date>,
    /// One of these provisions, or one below it: 40 also finds 40(2).
    pub provisions: Vec<String>,
    /// These letters in its source or its reference.
    pub source: String,
}

impl Filter {
    /// Tells whether an answer is chosen.
    pub fn takes(&self, answer: &PastAnswer) -> bool {
        let outcome = self.outcomes.is_empty()
            || answer
                .outcome
                .is_some_and(|own| self.outcomes.contains(&own));
        let since = self
            .since
            .is_none_or(|since| answer.date.is_some_and(|date| date >= since));
        let before = self
            .before
            .is_none_or(|before| answer.date.is_some_and(|date| date < before));
        let cites = self.provisions.is_empty()
            || self
                .provisions
                .iter()
                .any(|asked| answer.provisions.iter().any(|own| is_of(own, asked)));
        let sought = self.source.to_lowercase();
        let source = sought.is_empty()
            || answer.source.to_lowercase().contains(&sought)
            || answer.reference.to_lowercase().contains(&sought);
        outcome && since && before && cites && source
    }
}

fn is_of(own: &str, asked: &str) -> bool {
    let plain = |cite: &str| -> String {
        let cite = cite.to_lowercase();
        let cite = cite
            .trim()
            .trim_start_matches("section")
            .trim_start_matches("s.")
            .trim();
        cite.chars().filter(|c| !c.is_whitespace()).collect()
    };
    let (own, asked) = (plain(own), plain(asked));
    own.strip_prefix(asked.as_str())
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
}

/// Says how long ago a day was: "today", "3 weeks", "2 years".
pub fn age(date: Date, today: Date) -> String {
    let days = date.until(today).map_or(0, |span| span.get_days());
    let many = |count: i32, unit: &str| match count {
        1 => format!("1 {unit}"),
        count => format!("{count} {unit}s"),
    };
    match days {
        ..=0 => "today".to_owned(),
        1..=20 => many(days, "day"),
        21..=59 => many(days / 7, "week"),
        60..=729 => many(days * 12 / 365, "month"),
        _ => many(days * 4 / 1461, "year"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn answer() -> PastAnswer {
        PastAnswer {
            outcome: Some(Outcome::Refused),
            provisions: vec!["40(2)".into(), "EIR 12(5)(e)".into()],
            date: Some(date(2025, 3, 1)),
            source: "FOI-2025-0044.txt".into(),
            ..PastAnswer::default()
        }
    }

    #[test]
    fn a_provision_finds_the_limbs_below_it_and_no_neighbours() {
        for (asked, found) in [
            ("40", true),
            ("s.40(2)", true),
            ("4", false),
            ("EIR 12(5)", true),
            ("12(5)(e)", false),
        ] {
            let filter = Filter {
                provisions: vec![asked.into()],
                ..Filter::default()
            };
            assert_eq!(filter.takes(&answer()), found, "{asked}");
        }
    }

    #[test]
    fn outcome_date_and_source_narrow_together() {
        let filter = Filter {
            outcomes: vec![Outcome::NotHeld, Outcome::Refused],
            since: Some(date(2025, 3, 1)),
            before: Some(date(2025, 3, 2)),
            source: "foi-2025".into(),
            ..Filter::default()
        };
        assert!(filter.takes(&answer()));
        assert!(!filter.takes(&PastAnswer {
            date: None,
            ..answer()
        }));
        assert!(
            !Filter {
                since: Some(date(2025, 3, 2)),
                ..filter
            }
            .takes(&answer())
        );
    }

    #[test]
    fn an_age_is_said_in_the_unit_that_fits() {
        let today = date(2026, 11, 24);
        for (then, words) in [
            (date(2026, 11, 24), "today"),
            (date(2026, 11, 23), "1 day"),
            (date(2026, 10, 24), "4 weeks"),
            (date(2026, 5, 24), "6 months"),
            (date(2024, 11, 20), "2 years"),
        ] {
            assert_eq!(age(then, today), words);
        }
    }
}
