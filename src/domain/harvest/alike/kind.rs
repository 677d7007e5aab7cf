//! What the words are that differ between answers, and which of their neighbours belong to them.

use super::align::Token;
use crate::domain::fields::{FieldKind, MONTHS};

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A number.
    Number,
    /// A date.
    Date,
    /// A sum of money.
    Money,
    /// A year or a span of them.
    Period,
    /// A name of somebody or something.
    Name,
    /// An address, which was left out.
    Address,
    /// Other words.
    Words,
}

fn is_month(word: &str) -> bool {
    let small = word.to_lowercase();
    MONTHS.iter().any(|month| {
        *month == small || (small.len() >= 3 && small.len() <= 4 && month.starts_with(&small))
    }) && word.starts_with(char::is_uppercase)
}

fn is_day(word: &str) -> bool {
    let digits = word.trim_end_matches(char::is_alphabetic);
    let ending = word.get(digits.len()..).unwrap_or_default();
    matches!(ending, "" | "st" | "nd" | "rd" | "th")
        && digits
            .parse::<u8>()
            .is_ok_and(|day| (1..=31).contains(&day))
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && word
            .parse::<u16>()
            .is_ok_and(|year| (1900..2100).contains(&year))
}

fn is_period(word: &str) -> bool {
    let mut parts = word.split(['/', '-', '–']);
    let first = parts.next().is_some_and(is_year);
    let second = parts.next();
    first
        && parts.next().is_none()
        && second.is_none_or(|second| {
            matches!(second.len(), 2 | 4) && second.bytes().all(|b| b.is_ascii_digit())
        })
}

fn is_number(word: &str) -> bool {
    let bare = word.trim_end_matches('%');
    !bare.is_empty()
        && bare
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
        && bare.contains(|c: char| c.is_ascii_digit())
}

const COUNTED: [&str; 21] = [
    "no", "none", "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "twenty", "thirty", "hundred",
];

impl Kind {
    /// Returns what values are, taken together.
    pub(super) fn of(values: &[&String]) -> Self {
        let all =
            |is: &dyn Fn(&str) -> bool| !values.is_empty() && values.iter().all(|value| is(value));
        if all(&|value| value.starts_with(['£', '$', '€'])) {
            return Self::Money;
        }
        if all(&is_date) {
            return Self::Date;
        }
        if all(&is_period) {
            return Self::Period;
        }
        if all(&|value| is_number(value) || COUNTED.contains(&value.to_lowercase().as_str())) {
            return Self::Number;
        }
        if all(&|value| value.contains("[address]")) {
            return Self::Address;
        }
        // One capital anywhere, and it may be somebody.
        let capital = |value: &&String| {
            value.contains('[')
                || value
                    .split_whitespace()
                    .any(|word| word.starts_with(char::is_uppercase) && !is_month(word))
        };
        if values.iter().any(capital) {
            Self::Name
        } else {
            Self::Words
        }
    }

    /// The name of a field of this kind.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Date => "date",
            Self::Money => "amount",
            Self::Period => "period",
            Self::Name => "name",
            Self::Address => "address",
            Self::Words => "words",
        }
    }

    /// Whether what stood there may be shown as an example: a name never.
    pub(super) fn may_be_shown(self) -> bool {
        !matches!(self, Self::Name | Self::Address)
    }

    /// What a snippet's field takes.
    pub fn field(self) -> FieldKind {
        match self {
            Self::Number => FieldKind::Number,
            Self::Date => FieldKind::Date,
            Self::Money => FieldKind::Money { sign: "£".into() },
            Self::Period | Self::Name | Self::Address | Self::Words => FieldKind::Text,
        }
    }
}

fn is_date(value: &str) -> bool {
    let words: Vec<&str> = value
        .split([' ', '\n', ','])
        .filter(|word| !word.is_empty())
        .collect();
    match words.as_slice() {
        [day, month, year] => {
            (is_day(day) && is_month(month) || is_month(day) && is_day(month)) && is_year(year)
        }
        [day, month] => is_day(day) && is_month(month) || is_month(day) && is_year(month),
        [one] => {
            let parts: Vec<&str> = one.split(['/', '.', '-']).collect();
            parts.len() == 3
                && parts
                    .iter()
                    .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
        }
        _ => false,
    }
}

/// Loosens the words that hold the texts together where only a part of a date differs, and the marks that stand where a
/// person was left out: "3 March 2026" and "9 March 2026" differ in the date, not in a number.
pub(super) fn loosen(first: &[Token<'_>], places: &mut [Option<Vec<usize>>]) {
    let word = |at: usize| first.get(at).map_or("", |token| token.word);
    for at in 0..first.len() {
        let person = word(at).starts_with('[') && word(at).ends_with(']');
        if let Some(place) = places.get_mut(at).filter(|_| person) {
            *place = None;
        }
        let whole = is_day(word(at)) && is_month(word(at + 1));
        let end = at + if whole && is_year(word(at + 2)) { 3 } else { 2 };
        let range = at..end.min(first.len());
        let differs = places
            .get(range.clone())
            .is_some_and(|own| own.iter().any(Option::is_none));
        if whole && differs {
            for place in places.get_mut(range).into_iter().flatten() {
                *place = None;
            }
        }
    }
}
