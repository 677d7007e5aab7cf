//! What is kept of a case that was removed: what the figures count, and nothing that tells of a person.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::CountsAs;
use super::figure::{Figure, ReviewResult, Whole};
use crate::domain::case::{Case, CaseStatus};
use crate::domain::outcome::Outcome;
use crate::domain::reading::personal;

/// What stands in the place of a reason that may name somebody.
const LEFT_OUT: &str = "a reason that is not kept, since it may name somebody";

/// The figures of one case that is over. Its reference stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFigure {
    received: Option<Date>,
    status: CaseStatus,
    responded: Option<Date>,
    due: Option<Date>,
    ordinary: Option<Date>,
    outcomes: Vec<Outcome>,
    provisions: BTreeSet<String>,
    days_late: i64,
    why_late: Vec<String>,
    /// Of a review: what it came to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    review: Option<ReviewResult>,
}

impl KeptFigure {
    /// Takes the figures of a case. A reason for lateness was written by an officer, so one with personal data in it, or
    /// with the name of whoever asked, is left out.
    pub fn of(figure: &Figure, case: &Case) -> Self {
        let names: Vec<String> = case
            .facts
            .requester
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 2)
            .map(str::to_lowercase)
            .collect();
        let tells = |reason: &str| {
            let lower = reason.to_lowercase();
            let mut words = lower.split(|c: char| !c.is_alphanumeric());
            !personal(reason).is_empty() || words.any(|word| names.iter().any(|name| name == word))
        };
        let reasons = figure.why_late.iter();
        let why_late = reasons.map(|reason| {
            if tells(reason) {
                LEFT_OUT.to_owned()
            } else {
                reason.clone()
            }
        });
        Self {
            received: figure.received,
            status: figure.status,
            responded: figure.responded,
            due: figure.due,
            ordinary: figure.ordinary,
            outcomes: figure.outcomes.clone(),
            provisions: figure.provisions.clone(),
            days_late: figure.days_late,
            why_late: why_late.collect(),
            review: figure.review,
        }
    }

    /// Returns the figures as they are counted.
    pub fn figure(&self, reference: String, counts_as: &BTreeMap<Outcome, CountsAs>) -> Figure {
        Figure {
            reference,
            received: self.received,
            status: self.status,
            responded: self.responded,
            due: self.due,
            ordinary: self.ordinary,
            stopped: false,
            whole: Whole::of(&self.outcomes, counts_as),
            outcomes: self.outcomes.clone(),
            provisions: self.provisions.clone(),
            days_late: self.days_late,
            why_late: self.why_late.clone(),
            age: None,
            left: None,
            review: self.review,
        }
    }
}
