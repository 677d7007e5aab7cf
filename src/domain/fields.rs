//! The fields that snippets ask for: what the program knows by itself, and what the officer gave.

mod dates;
mod kind;

pub(super) use dates::MONTHS;
pub use dates::read_date;
pub use kind::FieldKind;

use std::borrow::Cow;

use jiff::civil::Date;

use super::authority::{Authority, Regulator};
use super::case::Case;
use super::letter::Letters;
use super::library::Library;
use super::regime::{Regime, Regimes};
use super::review::ReviewOf;

/// Fields that are filled when the letter leaves, not when a snippet goes in, because they may still change.
const LATE: [&str; 3] = ["today", "marker", "question"];

/// Every field that the program fills by itself.
pub const BUILT_IN: [&str; 20] = [
    "authority",
    "short_name",
    "reference",
    "requester",
    "received",
    "due",
    "today",
    "officer",
    "officer_role",
    "marker",
    "question",
    "statute",
    "review_contact",
    "review_days",
    "regulator",
    "regulator_contact",
    "website",
    "contact",
    "original_reference",
    "original_answered",
];

/// Tells whether a field is filled when the letter leaves.
pub fn is_late(name: &str) -> bool {
    LATE.contains(&name)
}

/// Tells whether a field is about a question, so that opening and closing cannot fill it.
pub fn is_about_a_question(name: &str) -> bool {
    matches!(name, "marker" | "question")
}

/// What is needed to fill fields.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The case.
    pub case: &'a Case,
    /// The authority that answers.
    pub authority: &'a Authority,
    /// The regulator of the case's regime.
    pub regulator: Option<&'a Regulator>,
    /// The case's regime.
    pub regime: Option<&'a Regime>,
    /// The due date.
    pub due: Option<Date>,
    /// The date of the letter.
    pub today: Date,
    /// What letters are made of.
    pub letters: &'a Letters,
    /// The snippets, for letters that print some.
    pub library: Option<&'a Library>,
    /// The law.
    pub regimes: &'a Regimes,
}

impl<'a> Known<'a> {
    /// Returns the value of a field that can be filled when a snippet goes in; `None` if nobody knows it yet.
    pub fn early(&self, name: &str) -> Option<Cow<'a, str>> {
        if is_late(name) {
            return None;
        }
        if let Some(given) = self.case.facts.fields.get(name) {
            return Some(Cow::Borrowed(given));
        }
        let authority = self.authority;
        let short_name = if authority.short_name.is_empty() {
            &authority.name
        } else {
            &authority.short_name
        };
        let value: Cow<'a, str> = match name {
            "authority" => Cow::Borrowed(&authority.name),
            "short_name" => Cow::Borrowed(short_name),
            "contact" => Cow::Borrowed(&authority.contact),
            "review_contact" => Cow::Borrowed(&authority.review_contact),
            "review_days" => Cow::Borrowed(&authority.review_days),
            "website" => Cow::Borrowed(&authority.website),
            "officer" => Cow::Borrowed(&authority.officer),
            "officer_role" => Cow::Borrowed(&authority.officer_role),
            "reference" => Cow::Borrowed(self.case.reference.as_str()),
            "requester" => Cow::Borrowed(&self.case.facts.requester),
            "received" => Cow::Owned(self.case.facts.received.map(long_date)?),
            "due" => Cow::Owned(self.due.map(long_date)?),
            "statute" => Cow::Borrowed(self.regime.map(|regime| regime.statute.as_str())?),
            "regulator" => Cow::Borrowed(self.regulator.map(|regulator| regulator.name.as_str())?),
            "original_reference" => Cow::Borrowed(self.review()?.of.as_str()),
            "original_answered" => Cow::Owned(self.review()?.answered.map(long_date)?),
            "regulator_contact" => Cow::Owned(self.regulator.map(Regulator::contact)?),
            _ => return None,
        };
        (!value.trim().is_empty()).then_some(value)
    }

    fn review(&self) -> Option<&'a ReviewOf> {
        self.case.facts.review.as_deref()
    }

    /// Returns the value of a field as the letter leaves. `question` is the question whose answer holds it.
    pub fn late(&self, name: &str, question: Option<usize>) -> Option<String> {
        let asked = question.and_then(|index| {
            self.case
                .questions
                .get(index)
                .map(|question| (index, question))
        });
        match name {
            "today" => Some(long_date(self.today)),
            "marker" => asked.map(|(index, _)| self.case.name_at(index)),
            "question" => asked.map(|(_, question)| question.text.clone()),
            _ => None,
        }
    }
}

/// Returns a date as a letter writes it: "24 November 2026".
pub fn long_date(date: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = usize::try_from(date.month()).unwrap_or(1).saturating_sub(1);
    format!(
        "{} {} {}",
        date.day(),
        MONTHS.get(month).unwrap_or(&""),
        date.year()
    )
}

/// Returns a date as the status line writes it: "Thu 17 Dec".
pub fn short_date(date: Date) -> String {
    let month: String = long_date(date)
        .split(' ')
        .nth(1)
        .unwrap_or_default()
        .chars()
        .take(3)
        .collect();
    let weekday = match date.weekday() {
        jiff::civil::Weekday::Monday => "Mon",
        jiff::civil::Weekday::Tuesday => "Tue",
        jiff::civil::Weekday::Wednesday => "Wed",
        jiff::civil::Weekday::Thursday => "Thu",
        jiff::civil::Weekday::Friday => "Fri",
        jiff::civil::Weekday::Saturday => "Sat",
        jiff::civil::Weekday::Sunday => "Sun",
    };
    format!("{weekday} {} {month}", date.day())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_read_as_officers_write_them() {
        assert_eq!(long_date(date(2026, 11, 4)), "4 November 2026");
        assert_eq!(short_date(date(2026, 12, 17)), "Thu 17 Dec");
    }
}
