//! The fields that snippets ask for: what the program knows by itself, and what the officer gave.

mod dates;
mod kind;

pub(super) use dates::MONTHS;
pub use dates::{long_date, read_date, short_date};
pub use kind::FieldKind;

use std::borrow::Cow;

use jiff::civil::Date;

use super::authority::{Authority, Regulator};
use super::case::Case;
use super::letter::Letters;
use super::library::Library;
use super::regime::{Regime, Regimes};
use super::review::ReviewOf;
use crate::text::placeholder::{self, Placeholder};

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

/// Finds where a text still asks the officer for something, in its order.
pub fn open_fields(text: &str) -> impl Iterator<Item = Placeholder> + '_ {
    placeholder::placeholders(text).filter(|found| !is_late(&found.name))
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
