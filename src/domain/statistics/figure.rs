//! What one case gives to the figures.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::CountsAs;
use crate::domain::case::{Case, CaseStatus};
use crate::domain::happened::{Happened, reasons_against, responded};
use crate::domain::outcome::Outcome;
use crate::domain::regime::Regimes;
use crate::domain::review::Finding;

/// What became of a request as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// Everything held was given.
    Granted,
    /// Some was given, some withheld.
    Part,
    /// Everything was withheld.
    Refused,
    /// Nothing of it is held.
    NotHeld,
    /// It had to be made clear first.
    Clarification,
    /// No outcome is recorded.
    Unknown,
}

impl Whole {
    /// Derives it from the outcomes of the questions. What is not held weighs only where nothing else was decided.
    pub fn of(outcomes: &[Outcome], counts_as: &BTreeMap<Outcome, CountsAs>) -> Self {
        let kinds: BTreeSet<CountsAs> = outcomes
            .iter()
            .filter_map(|outcome| counts_as.get(outcome).copied())
            .collect();
        let has = |kind| kinds.contains(&kind);
        let given = has(CountsAs::Given);
        let withheld = has(CountsAs::Withheld);
        if has(CountsAs::Part) || (given && withheld) {
            Self::Part
        } else if given {
            Self::Granted
        } else if withheld {
            Self::Refused
        } else if has(CountsAs::NotHeld) {
            Self::NotHeld
        } else if has(CountsAs::Clarification) {
            Self::Clarification
        } else {
            Self::Unknown
        }
    }
}

/// What can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each is told by `fits`, and its word in the file says the same"
)]
pub enum Measure {
    Received,
    Open,
    OpenInTime,
    OpenOverdue,
    OpenStopped,
    OpenExtended,
    Processed,
    InTime,
    InExtendedTime,
    Late,
    GrantedInFull,
    GrantedInPart,
    RefusedInFull,
    NotHeld,
    Clarification,
    NoOutcome,
    Resolvable,
    Closed,
    Reviews,
    ReviewsOpen,
    ReviewsInTime,
    ReviewsLate,
    ReviewsUpheld,
    ReviewsPartly,
    ReviewsOverturned,
}

impl Measure {
    /// The words of all measures in a file.
    pub const WORDS: [(&'static str, Self); 25] = [
        ("received", Self::Received),
        ("open", Self::Open),
        ("open-in-time", Self::OpenInTime),
        ("open-overdue", Self::OpenOverdue),
        ("open-stopped", Self::OpenStopped),
        ("open-extended", Self::OpenExtended),
        ("processed", Self::Processed),
        ("in-time", Self::InTime),
        ("in-extended-time", Self::InExtendedTime),
        ("late", Self::Late),
        ("granted-in-full", Self::GrantedInFull),
        ("granted-in-part", Self::GrantedInPart),
        ("refused-in-full", Self::RefusedInFull),
        ("not-held", Self::NotHeld),
        ("clarification", Self::Clarification),
        ("no-outcome", Self::NoOutcome),
        ("resolvable", Self::Resolvable),
        ("closed", Self::Closed),
        ("reviews", Self::Reviews),
        ("reviews-open", Self::ReviewsOpen),
        ("reviews-in-time", Self::ReviewsInTime),
        ("reviews-late", Self::ReviewsLate),
        ("reviews-upheld", Self::ReviewsUpheld),
        ("reviews-partly", Self::ReviewsPartly),
        ("reviews-overturned", Self::ReviewsOverturned),
    ];

    /// Returns the measure with this word.
    pub fn from_id(id: &str) -> Option<Self> {
        let known = Self::WORDS.iter().find(|(word, _)| *word == id);
        known.map(|(_, measure)| *measure)
    }

    fn is_about_reviews(self) -> bool {
        matches!(
            self,
            Self::Reviews
                | Self::ReviewsOpen
                | Self::ReviewsInTime
                | Self::ReviewsLate
                | Self::ReviewsUpheld
                | Self::ReviewsPartly
                | Self::ReviewsOverturned
        )
    }
}

/// What a review came to as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewResult {
    /// Nothing is found yet.
    Undecided,
    /// What was found of its questions together.
    Found(Finding),
}

impl ReviewResult {
    /// Derives it from what was found of each question: upheld or overturned where all agree, else in part.
    pub fn of(findings: &[Finding]) -> Self {
        match findings {
            [] => Self::Undecided,
            [first, rest @ ..] if rest.iter().all(|finding| finding == first) => {
                Self::Found(*first)
            }
            _ => Self::Found(Finding::Partly),
        }
    }
}

/// What one case gives to the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Its reference.
    pub reference: String,
    /// The date of receipt.
    pub received: Option<Date>,
    /// Open, sent or closed.
    pub status: CaseStatus,
    /// The day on which the response left.
    pub responded: Option<Date>,
    /// The last day on which it is in time.
    pub due: Option<Date>,
    /// The same without an extension.
    pub ordinary: Option<Date>,
    /// Whether its clock stands still.
    pub stopped: bool,
    /// What became of it.
    pub whole: Whole,
    /// What became of its questions.
    pub outcomes: Vec<Outcome>,
    /// The provisions relied on: "FOIA s.40(2)".
    pub provisions: BTreeSet<String>,
    /// By how many working days the response was late; 0 if it was not.
    pub days_late: i64,
    /// Why it was late, as far as the history and the clock tell.
    pub why_late: Vec<String>,
    /// Working days since receipt, of an open case.
    pub age: Option<i64>,
    /// Days left, of an open case whose clock runs.
    pub left: Option<i64>,
    /// What it came to, if the case is the review of another and no request of its own.
    pub review: Option<ReviewResult>,
}

impl Figure {
    /// Gathers it. `about_the_clock` tells whether a check is about the due date.
    pub fn of(
        case: &Case,
        history: &[Happened],
        regimes: &Regimes,
        counts_as: &BTreeMap<Outcome, CountsAs>,
        (today, zone): (Date, &TimeZone),
        about_the_clock: impl Fn(&str) -> bool,
    ) -> Self {
        let facts = &case.facts;
        let open = facts.status == CaseStatus::Open;
        let due = regimes.due(facts).and_then(Result::ok);
        let calendar = regimes.clock_of(&facts.regime);
        let calendar = calendar.map(|(_, calendar)| calendar);
        let sent = (facts.status == CaseStatus::Sent).then(|| responded(history, zone));
        let responded = sent.flatten();
        let days_late = match (&due, responded, calendar) {
            (Some(due), Some(responded), Some(calendar)) if responded > due.date => {
                // A response that left on the weekend after its last day is late as well.
                calendar.working_days_between(due.date, responded).max(1)
            }
            _ => 0,
        };
        let mut why_late = Vec::new();
        if days_late > 0 {
            why_late.extend(
                reasons_against(history, about_the_clock)
                    .into_iter()
                    .map(str::to_owned),
            );
            let rules = regimes.get(&facts.regime);
            why_late.extend(facts.events.iter().filter_map(|event| {
                let rule = rules?.clock.event(&event.kind)?;
                Some(format!("{} ({})", rule.title, event.value))
            }));
        }
        let outcomes: Vec<Outcome> = case
            .to_answer()
            .filter(|question| question.answered_with.is_none())
            .filter_map(|question| question.outcome)
            .collect();
        let stopped = due.as_ref().is_some_and(|due| due.stopped.is_some());
        let left = due.as_ref().zip(calendar).filter(|_| open && !stopped);
        let received = facts.received.filter(|_| open).zip(calendar);
        Self {
            reference: case.reference.to_string(),
            received: facts.received,
            status: facts.status,
            responded,
            due: due.as_ref().map(|due| due.date),
            ordinary: due.as_ref().map(|due| due.ordinary),
            stopped,
            whole: Whole::of(&outcomes, counts_as),
            outcomes,
            provisions: provisions(case, regimes),
            days_late,
            why_late,
            age: received
                .map(|(received, calendar)| calendar.working_days_between(received, today)),
            left: left.map(|(due, calendar)| due.standing(calendar, today).left),
            review: case.is_review().then(|| ReviewResult::of(&findings(case))),
        }
    }

    /// Tells whether the case counts for a measure.
    pub fn fits(&self, measure: Measure) -> bool {
        let open = self.status == CaseStatus::Open;
        let sent = self.status == CaseStatus::Sent;
        let overdue = self.left.is_some_and(|left| left < 0);
        let extended = self.due.is_some() && self.due != self.ordinary;
        let whole = |wanted| sent && self.whole == wanted;
        let found = |wanted| sent && self.review == Some(ReviewResult::Found(wanted));
        if self.review.is_some() != measure.is_about_reviews() {
            return false;
        }
        match measure {
            Measure::Received => true,
            Measure::Open => open,
            Measure::OpenInTime => open && !self.stopped && !overdue,
            Measure::OpenOverdue => open && overdue,
            Measure::OpenStopped => open && self.stopped,
            Measure::OpenExtended => open && extended,
            Measure::Processed => sent,
            // A case that was sent on a day that nobody knows is in none of the three.
            Measure::InTime => sent && self.left_by(self.ordinary),
            Measure::InExtendedTime => {
                sent && !self.left_by(self.ordinary) && self.left_by(self.due)
            }
            Measure::Late => sent && self.days_late > 0,
            Measure::GrantedInFull => whole(Whole::Granted),
            Measure::GrantedInPart => whole(Whole::Part),
            Measure::RefusedInFull => whole(Whole::Refused),
            Measure::NotHeld => whole(Whole::NotHeld),
            Measure::Clarification => whole(Whole::Clarification),
            Measure::NoOutcome => whole(Whole::Unknown),
            Measure::Resolvable => {
                sent && matches!(self.whole, Whole::Granted | Whole::Part | Whole::Refused)
            }
            Measure::Closed => self.status == CaseStatus::Closed,
            Measure::Reviews => true,
            Measure::ReviewsOpen => open,
            Measure::ReviewsInTime => sent && self.left_by(self.due),
            Measure::ReviewsLate => sent && self.days_late > 0,
            Measure::ReviewsUpheld => found(Finding::Upheld),
            Measure::ReviewsPartly => found(Finding::Partly),
            Measure::ReviewsOverturned => found(Finding::Overturned),
        }
    }

    fn left_by(&self, day: Option<Date>) -> bool {
        let both = self.responded.zip(day);
        both.is_some_and(|(responded, day)| responded <= day)
    }
}

fn findings(case: &Case) -> Vec<Finding> {
    let reviewed = case
        .questions
        .iter()
        .filter_map(|question| question.reviewed.as_ref());
    reviewed.filter_map(|reviewed| reviewed.finding).collect()
}

fn provisions(case: &Case, regimes: &Regimes) -> BTreeSet<String> {
    let cites = case.citations();
    let labels = cites
        .iter()
        .map(|citation| match regimes.get(&citation.regime) {
            Some(regime) => format!("{} {}", regime.short, regime.label(&citation.cite)),
            None => citation.cite.clone(),
        });
    labels.collect()
}
