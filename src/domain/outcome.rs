//! What became of a question: its outcome, and whether the information is held.

use serde::{Deserialize, Serialize};

/// What was done with one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// All that is held was given.
    Disclosed,
    /// Some was given, some withheld.
    PartlyDisclosed,
    /// The authority does not hold it.
    NotHeld,
    /// Withheld under an exemption, or refused on procedural grounds.
    Refused,
    /// The authority neither confirms nor denies that it holds it.
    Ncnd,
    /// The requester can get it elsewhere.
    AlreadyAvailable,
    /// The authority needs to hear more before it can answer.
    Clarification,
    /// Another answer of the letter covers it.
    AnsweredElsewhere,
}

impl Outcome {
    /// All outcomes, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Disclosed,
        Self::PartlyDisclosed,
        Self::NotHeld,
        Self::Refused,
        Self::Ncnd,
        Self::AlreadyAvailable,
        Self::Clarification,
        Self::AnsweredElsewhere,
    ];

    /// Returns the word used in files and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Disclosed => "disclosed",
            Self::PartlyDisclosed => "partly-disclosed",
            Self::NotHeld => "not-held",
            Self::Refused => "refused",
            Self::Ncnd => "ncnd",
            Self::AlreadyAvailable => "already-available",
            Self::Clarification => "clarification",
            Self::AnsweredElsewhere => "answered-elsewhere",
        }
    }

    /// Returns the words shown to the officer.
    pub fn title(self) -> &'static str {
        match self {
            Self::Disclosed => "disclosed",
            Self::PartlyDisclosed => "partly disclosed",
            Self::NotHeld => "not held",
            Self::Refused => "refused",
            Self::Ncnd => "neither confirmed nor denied",
            Self::AlreadyAvailable => "already available",
            Self::Clarification => "clarification needed",
            Self::AnsweredElsewhere => "answered elsewhere",
        }
    }

    /// Returns the outcome with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.id() == id)
    }

    /// Tells what the outcome by itself says about holding, where it says anything.
    pub fn implies_held(self) -> Option<Held> {
        match self {
            Self::Disclosed | Self::PartlyDisclosed => Some(Held::Yes),
            Self::NotHeld => Some(Held::No),
            _ => None,
        }
    }
}

/// Whether the authority holds the information: a fact of its own, apart from what was done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Held {
    /// It is held.
    Yes,
    /// Some of it is held.
    Partly,
    /// It is not held.
    No,
    /// The answer must not say.
    NotSaid,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_is_found_by_its_id() {
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::from_id(outcome.id()), Some(outcome));
        }
        assert_eq!(Outcome::from_id("maybe"), None);
    }

    #[test]
    fn a_refusal_says_nothing_about_holding_by_itself() {
        assert_eq!(Outcome::Refused.implies_held(), None);
        assert_eq!(Outcome::NotHeld.implies_held(), Some(Held::No));
    }
}
