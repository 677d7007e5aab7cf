//! When a response is due, and why: counted from the date of receipt by the regime's calendar and its clock rules.
//!
//! The mechanisms are here; what each event does in a regime, and what says so, stands in the regime's pack.

mod count;
mod error;
mod event;
mod explain;
mod reckoning;
mod rules;
mod task;
mod warning;

use jiff::civil::Date;

use self::reckoning::Clock;
use super::calendar::Calendar;
use super::fields::short_date;
use super::regime::Regime;

pub use error::ClockError;
pub use event::{ClockEvent, Occurrence, When};
pub use rules::{
    ClockRules, DUE, EventRule, Mechanism, RECEIVED, RESPONSE, STAGE, StageRule, Takes, TaskBy,
    TaskRule, Unit,
};
pub use task::{Task, balance_of};
pub use warning::{Warning, WarningKind};

/// A due date with the reasons for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The last day on which it is in time.
    pub date: Date,
    /// The date of receipt: day 0, never counted.
    pub received: Date,
    /// Day 0 of the period that runs: the date of receipt, or that of the event from which it runs instead.
    pub start: Date,
    /// The time limit, in `unit`.
    pub limit: u32,
    /// In what it is counted.
    pub unit: Unit,
    /// The stage: `response` or one of the regime's.
    pub stage: String,
    /// What the stage is called: "Response".
    pub title: String,
    /// The due date without any extension; the day by which the notice of one must leave.
    pub ordinary: Date,
    /// The weekdays within the period that did not count, with the reason.
    pub skipped: Vec<(Date, String)>,
    /// Whether the holidays of the whole period are known.
    pub certain: bool,
    /// What says so: "section 10(1)".
    pub law: String,
    /// Whether the limit stands in an enactment; otherwise in a code of practice or the regulator's guidance.
    pub statutory: bool,
    /// Since when the clock stands still, if it does. The due date is then the earliest that it can be.
    pub stopped: Option<Stopped>,
    /// Whether the outer limit of the period came first.
    pub cut: bool,
    /// What the officer should know.
    pub warnings: Vec<Warning>,
    /// What is to be done besides the response.
    pub tasks: Vec<Task>,
    days: Vec<Date>,
    lines: Vec<String>,
}

/// A clock that stands still: nobody knows yet when it goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stopped {
    /// The day on which it was stopped.
    pub since: Date,
    /// The last day that counted.
    pub last_counted: Date,
    /// Why: "the fee has not come yet".
    pub reason: String,
}

/// The days of a case as the status line shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The day of the period that today is; 0 on the day of receipt.
    pub day: i64,
    /// The days of the period left after today; negative when late.
    pub left: i64,
}

impl Standing {
    /// Tells whether the due date has passed.
    pub fn is_late(self) -> bool {
        self.left < 0
    }

    /// Tells whether today is the due date.
    pub fn is_due_today(self) -> bool {
        self.left == 0
    }

    /// Returns the days left, in words: "3 days left", "due today", "2 days late".
    pub fn in_words(self) -> String {
        match self.left {
            0 => "due today".to_owned(),
            1 => "1 day left".to_owned(),
            -1 => "1 day late".to_owned(),
            days if days < 0 => format!("{} days late", -days),
            days => format!("{days} days left"),
        }
    }
}

impl Due {
    /// Counts when the response is due, with everything that happened to the case.
    ///
    /// The date of receipt is never counted, even at a weekend; day 1 is the first working day after it. An event that
    /// cannot be used becomes a warning; the others are counted all the same.
    ///
    /// # Errors
    /// [`ClockError::NoEnd`] if no day of the next ten years ends the count.
    pub fn count(
        regime: &Regime,
        calendar: &Calendar,
        received: Date,
        events: &[ClockEvent],
    ) -> Result<Self, ClockError> {
        Clock::of(regime, calendar, received, events).response()
    }

    /// Counts a stage: the response, a review, the last day to ask for one.
    ///
    /// # Errors
    /// [`ClockError`] if the regime has no such stage, or what it runs from did not happen.
    pub fn stage(
        regime: &Regime,
        calendar: &Calendar,
        received: Date,
        events: &[ClockEvent],
        stage: &str,
    ) -> Result<Self, ClockError> {
        let clock = Clock::of(regime, calendar, received, events);
        if stage == RESPONSE {
            return clock.response();
        }
        let Some(rule) = regime.clock.stage(stage) else {
            let stages = regime.clock.stages.iter().map(|stage| stage.id.as_str());
            let known: Vec<&str> = std::iter::once(RESPONSE).chain(stages).collect();
            return Err(ClockError::UnknownStage {
                stage: event::shown(stage),
                known: known.join(", "),
            });
        };
        clock.later(rule, clock.point(rule)?)
    }

    /// Returns the other dates of a case that its events make known: the last day to pay, to ask for a review.
    pub fn further(
        regime: &Regime,
        calendar: &Calendar,
        received: Date,
        events: &[ClockEvent],
    ) -> Vec<Self> {
        let clock = Clock::of(regime, calendar, received, events);
        let known = regime.clock.stages.iter().filter_map(|rule| {
            let point = clock.point_in_a_case(rule)?;
            clock.later(rule, point).ok()
        });
        known.collect()
    }

    /// Returns where today stands in the period.
    pub fn standing(&self, calendar: &Calendar, today: Date) -> Standing {
        let until = match &self.stopped {
            Some(stopped) if stopped.last_counted <= today => stopped.last_counted,
            _ => today,
        };
        let passed = self.days.partition_point(|day| *day <= until);
        let day = i64::try_from(passed).unwrap_or(i64::MAX);
        if until > self.date {
            let late = calendar.working_days_between(self.date, until);
            // A weekend after the due date is late, though no working day has passed.
            return Standing {
                day: day + late,
                left: -late.max(1),
            };
        }
        Standing {
            day,
            left: self.length() - day,
        }
    }

    /// Returns how many days of the period count: 20, or fewer where its outer limit comes first.
    pub fn length(&self) -> i64 {
        i64::try_from(self.days.len()).unwrap_or(i64::MAX)
    }

    /// Tells whether an extension is in force.
    pub fn is_extended(&self) -> bool {
        self.date > self.ordinary
    }

    /// Returns the reasons, a line each.
    pub fn explanation(&self) -> &[String] {
        &self.lines
    }

    /// Returns the warnings of a kind.
    pub fn warnings_of(&self, kind: WarningKind) -> impl Iterator<Item = &Warning> {
        self.warnings
            .iter()
            .filter(move |warning| warning.kind == kind)
    }
}

fn written(date: Date) -> String {
    format!("{} {}", short_date(date), date.year())
}

#[cfg(test)]
mod tests;
