//! Figures for publication: what came in, what was answered in time, late and why, with what outcome, relying on what.
//!
//! Which headings there are, and what an outcome counts as, is data; how each count is made stands in [`figure`].

pub mod figure;
mod kept;
mod period;
pub mod print;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use figure::{Figure, Measure, ReviewResult, Whole};
pub use kept::KeptFigure;
pub use period::Period;

use super::outcome::Outcome;

/// The headings of the returns, as data says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Returns {
    /// What an outcome of a question counts as.
    pub counts_as: BTreeMap<Outcome, CountsAs>,
    /// The returns in their order.
    pub returns: Vec<Return>,
}

/// What the outcome of a question says about the request as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CountsAs {
    /// What was asked for was given.
    Given,
    /// Some of it was given, some withheld.
    Part,
    /// It was withheld.
    Withheld,
    /// It is not held.
    NotHeld,
    /// It has to be made clear first.
    Clarification,
    /// It says nothing.
    Nothing,
}

impl CountsAs {
    /// Returns what this word of a file means.
    pub fn from_id(id: &str) -> Option<Self> {
        Some(match id {
            "given" => Self::Given,
            "part" => Self::Part,
            "withheld" => Self::Withheld,
            "not-held" => Self::NotHeld,
            "clarification" => Self::Clarification,
            "nothing" => Self::Nothing,
            _ => return None,
        })
    }
}

/// One return: a list of headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Return {
    /// Its name in machine-readable output.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Where its headings come from.
    pub source: String,
    /// The headings in their order.
    pub lines: Vec<ReturnLine>,
}

/// A heading of a return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnLine {
    /// Its words.
    pub heading: String,
    /// What stands beside it.
    pub counts: Measure,
    /// How far it stands in.
    pub level: u32,
}

/// Counts under a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its name in machine-readable output.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The counts in their order.
    pub lines: Vec<Counted>,
}

/// A count under its heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The heading.
    pub heading: String,
    /// How far it stands in.
    pub level: u32,
    /// How many.
    pub count: usize,
}

/// A response that left after its due date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateCase {
    /// The reference of the case.
    pub reference: String,
    /// By how many working days.
    pub days: i64,
    /// Why, as far as the history and the clock tell.
    pub reasons: Vec<String>,
}

/// The figures of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statistics {
    /// The first day of receipt that counts.
    pub from: Option<Date>,
    /// The last one.
    pub to: Option<Date>,
    /// The day on which it was counted.
    pub as_at: Date,
    /// The returns, then outcomes, provisions and open cases.
    pub sections: Vec<Section>,
    /// What was late.
    pub late: Vec<LateCase>,
    /// Cases without a date of receipt: they belong to no period.
    pub undated: Vec<String>,
}

/// Counts the requests received in a period.
pub fn count(
    figures: &[Figure],
    returns: &Returns,
    (from, to): (Option<Date>, Option<Date>),
    as_at: Date,
) -> Statistics {
    let within = |figure: &&Figure| {
        figure.received.is_some_and(|received| {
            from.is_none_or(|from| from <= received) && to.is_none_or(|to| received <= to)
        })
    };
    let counted: Vec<&Figure> = figures.iter().filter(within).collect();
    let mut sections: Vec<Section> = returns
        .returns
        .iter()
        .map(|one| Section {
            id: one.id.clone(),
            title: one.title.clone(),
            lines: one
                .lines
                .iter()
                .map(|line| Counted {
                    heading: line.heading.clone(),
                    level: line.level,
                    count: counted
                        .iter()
                        .filter(|figure| figure.fits(line.counts))
                        .count(),
                })
                .collect(),
        })
        .collect();
    // A review is no request of its own.
    let requests: Vec<&Figure> = counted
        .iter()
        .copied()
        .filter(|figure| figure.review.is_none())
        .collect();
    sections.push(outcomes(&requests));
    sections.push(provisions(&requests));
    // What is open now is open whenever it came in.
    let all: Vec<&Figure> = figures
        .iter()
        .filter(|figure| figure.review.is_none())
        .collect();
    sections.push(by_age(&all));
    sections.push(by_days_left(&all));
    let mut late: Vec<LateCase> = counted
        .iter()
        .filter(|figure| figure.fits(Measure::Late) || figure.fits(Measure::ReviewsLate))
        .map(|figure| LateCase {
            reference: figure.reference.clone(),
            days: figure.days_late,
            reasons: figure.why_late.clone(),
        })
        .collect();
    late.sort_by(|a, b| a.reference.cmp(&b.reference));
    let undated = figures.iter().filter(|figure| figure.received.is_none());
    Statistics {
        from,
        to,
        as_at,
        sections,
        late,
        undated: undated.map(|figure| figure.reference.clone()).collect(),
    }
}

fn outcomes(figures: &[&Figure]) -> Section {
    let of = |outcome: Outcome| {
        let each = figures.iter().flat_map(|figure| &figure.outcomes);
        each.filter(|one| **one == outcome).count()
    };
    Section {
        id: "outcomes".into(),
        title: "Outcomes, question by question".into(),
        lines: Outcome::ALL
            .into_iter()
            .map(|outcome| line(outcome.title(), of(outcome)))
            .filter(|line| line.count > 0)
            .collect(),
    }
}

fn provisions(figures: &[&Figure]) -> Section {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for provision in figures.iter().flat_map(|figure| &figure.provisions) {
        *counts.entry(provision).or_default() += 1;
    }
    let mut lines: Vec<Counted> = counts
        .into_iter()
        .map(|(provision, count)| line(provision, count))
        .collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.count));
    Section {
        id: "provisions".into(),
        title: "Provisions relied on, by the number of requests".into(),
        lines,
    }
}

fn by_age(figures: &[&Figure]) -> Section {
    let bounds = [
        ("up to 5 working days", i64::MIN, 5),
        ("6 to 10", 6, 10),
        ("11 to 15", 11, 15),
        ("16 to 20", 16, 20),
        ("21 to 40", 21, 40),
        ("more than 40", 41, i64::MAX),
    ];
    banded(
        "open-by-age",
        "Open requests by age",
        &bounds,
        figures.iter().filter_map(|figure| figure.age),
    )
}

fn by_days_left(figures: &[&Figure]) -> Section {
    let bounds = [
        ("overdue", i64::MIN, -1),
        ("due today", 0, 0),
        ("1 to 5 days left", 1, 5),
        ("6 to 10", 6, 10),
        ("more than 10", 11, i64::MAX),
    ];
    banded(
        "open-by-days-left",
        "Open requests by days left",
        &bounds,
        figures.iter().filter_map(|figure| figure.left),
    )
}

fn banded(
    id: &str,
    title: &str,
    bounds: &[(&str, i64, i64)],
    days: impl Iterator<Item = i64>,
) -> Section {
    let days: Vec<i64> = days.collect();
    let lines = bounds.iter().map(|(heading, least, most)| {
        let fits = |day: &&i64| (*least..=*most).contains(day);
        line(heading, days.iter().filter(fits).count())
    });
    Section {
        id: id.into(),
        title: title.into(),
        lines: lines.collect(),
    }
}

fn line(heading: &str, count: usize) -> Counted {
    Counted {
        heading: heading.to_owned(),
        level: 0,
        count,
    }
}

#[cfg(test)]
mod tests;
