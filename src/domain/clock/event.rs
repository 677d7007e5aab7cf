//! What happened to the clock of a case: `clarification-received:2026-02-16`, as calls and files write it.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::error::ClockError;
use super::rules::{EventRule, Takes};
use crate::text::clean::clean_line;

/// Something that happened, as it was told. Whether a regime understands it is another matter: a case keeps it anyway.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct ClockEvent {
    /// `clarification-received`.
    pub kind: String,
    /// `2026-02-16`, `2026-07-22..2026-09-02`, `60` or `1`.
    pub value: String,
}

impl ClockEvent {
    /// Takes an event as it is written: the kind, a colon, the rest.
    pub fn read(text: &str) -> Self {
        let (kind, value) = text.split_once(':').unwrap_or((text, ""));
        Self {
            kind: kind.trim().to_owned(),
            value: value.trim().to_owned(),
        }
    }

    /// Returns it as the officer may see it.
    pub fn shown(&self) -> String {
        shown(&self.to_string())
    }
}

impl fmt::Display for ClockEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.value.is_empty() {
            return write!(f, "{}", self.kind);
        }
        write!(f, "{}:{}", self.kind, self.value)
    }
}

impl From<String> for ClockEvent {
    fn from(text: String) -> Self {
        Self::read(&text)
    }
}

impl From<ClockEvent> for String {
    fn from(event: ClockEvent) -> Self {
        event.to_string()
    }
}

/// Cleans a word of a call or a file for a message.
pub(super) fn shown(text: &str) -> String {
    clean_line(text, 60).0.into_string()
}

/// When it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// On a day.
    On(Date),
    /// From a day to a day, or to one that is not known yet.
    Between(Date, Option<Date>),
    /// It holds for the whole time.
    Always,
    /// It says a number of days.
    Days(u32),
}

impl When {
    pub(super) fn read(takes: Takes, kind: &str, value: &str) -> Result<Self, ClockError> {
        let date = |text: &str| {
            text.trim().parse::<Date>().map_err(|_| ClockError::NoDate {
                kind: kind.to_owned(),
                value: shown(text),
            })
        };
        match takes {
            Takes::Date => Ok(Self::On(date(value)?)),
            Takes::Range | Takes::OpenRange => {
                let no_range = || ClockError::NoRange {
                    kind: kind.to_owned(),
                    value: shown(value),
                };
                let (first, last) = match value.split_once("..") {
                    Some((first, "")) if takes == Takes::OpenRange => (date(first)?, None),
                    Some((first, last)) => (date(first)?, Some(date(last)?)),
                    None if takes == Takes::OpenRange => (date(value)?, None),
                    None => return Err(no_range()),
                };
                if let Some(last) = last.filter(|last| *last < first) {
                    return Err(ClockError::Backwards {
                        kind: kind.to_owned(),
                        first,
                        last,
                    });
                }
                Ok(Self::Between(first, last))
            }
            Takes::Flag if value == "1" || value.is_empty() => Ok(Self::Always),
            Takes::Flag => Err(ClockError::NoFlag {
                kind: kind.to_owned(),
                value: shown(value),
            }),
            Takes::Days => value
                .parse()
                .map(Self::Days)
                .map_err(|_| ClockError::NoNumber {
                    kind: kind.to_owned(),
                    value: shown(value),
                }),
        }
    }

    /// Returns the day on which it began, if it has one.
    pub fn date(self) -> Option<Date> {
        match self {
            Self::On(date) | Self::Between(date, _) => Some(date),
            Self::Always | Self::Days(_) => None,
        }
    }
}

/// An event that a regime understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence<'r> {
    /// What the regime says about it.
    pub rule: &'r EventRule,
    /// When it happened.
    pub when: When,
}

impl Occurrence<'_> {
    /// Returns the day on which it began, if it has one.
    pub fn date(&self) -> Option<Date> {
        self.when.date()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_written_as_it_was_told() {
        for text in [
            "clarification-received:2026-02-16",
            "tolled:2026-03-05..2026-03-12",
            "public-record:1",
            "nonsense",
            "",
        ] {
            assert_eq!(ClockEvent::read(text).to_string(), text);
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_named() {
        let error = When::read(Takes::Date, "fee-paid", "2026-02-30").expect_err("no such day");
        assert!(error.to_string().contains("“2026-02-30”"), "{error}");
        let error = When::read(Takes::Range, "school-closed", "2026-09-02..2026-07-22");
        assert!(matches!(error, Err(ClockError::Backwards { .. })));
    }
}
