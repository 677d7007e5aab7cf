//! Tasks that events leave behind: the second notice after an extension, a chase after a question.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::event::Occurrence;
use super::rules::TaskRule;
use crate::domain::fields::short_date;
use crate::domain::question::Citation;
use crate::domain::regime::Regimes;

/// Something that is to be done by a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What is to be done.
    pub words: String,
    /// By when.
    pub by: Date,
    /// The kind of event that left it behind.
    pub kind: String,
    /// What ends it: the kinds of event.
    pub until: Vec<String>,
    /// Whether the provisions that need a balance go along.
    pub carries_balance: bool,
    /// Whether it stands when the response has left.
    pub after_sent: bool,
}

impl Task {
    /// Returns the task as a sentence, with the provisions that go along.
    pub fn in_words(&self, balance: &[String]) -> String {
        let about = if self.carries_balance && !balance.is_empty() {
            format!(" on {}", balance.join(", "))
        } else {
            String::new()
        };
        format!(
            "{}{about} by {} {}",
            self.words,
            short_date(self.by),
            self.by.year()
        )
    }
}

// The rule of an occurrence's task, if nothing has ended it yet.
pub(super) fn open<'r>(
    occurrence: &Occurrence<'r>,
    all: &[Occurrence<'_>],
) -> Option<(&'r TaskRule, Date)> {
    let rule = occurrence.rule.task.as_ref()?;
    let since = occurrence.date()?;
    let ended = all.iter().any(|other| {
        rule.until.contains(&other.rule.kind) && other.date().is_some_and(|date| date >= since)
    });
    (!ended).then_some((rule, since))
}

/// Returns the labels of the cited provisions for which the public interest must be balanced: "s.43(2)".
pub fn balance_of(regimes: &Regimes, citations: &BTreeSet<Citation>) -> Vec<String> {
    let labels = citations.iter().filter_map(|citation| {
        let regime = regimes.get(&citation.regime)?;
        let provision = regime.provision(&citation.cite)?;
        provision.balance.then(|| regime.label(&citation.cite))
    });
    labels.collect()
}
