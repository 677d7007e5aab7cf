//! The clock rules of a regime as data: what each event does, which stages there are. The code knows mechanisms only.

use super::error::ClockError;
use super::event::{ClockEvent, Occurrence, When, shown};

/// The stage at which a response is due: the one that every regime has.
pub const RESPONSE: &str = "response";
/// The word that chooses a stage among the events of a call.
pub const STAGE: &str = "stage";
/// The point at which the request (the request for review, the appeal) was received.
pub const RECEIVED: &str = "received";
/// The point at which the response is due.
pub const DUE: &str = "due";

/// The clock rules of a regime.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClockRules {
    /// What says when a response is due, as the officer reads it: "section 10(1)".
    pub law: String,
    /// The events that can happen, in the order in which they are offered.
    pub events: Vec<EventRule>,
    /// The stages after the response, and other time limits.
    pub stages: Vec<StageRule>,
    /// Events of other regimes that officers expect and this one does not have, with the reason.
    pub refused: Vec<(String, String)>,
}

/// What an event is told with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Takes {
    /// The day on which it happened.
    #[default]
    Date,
    /// A first and a last day.
    Range,
    /// A first day, and a last one once it is known.
    OpenRange,
    /// Nothing: it holds or it does not.
    Flag,
    /// A number of days.
    Days,
}

impl Takes {
    /// Every kind, by the word that packs use.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("date", Self::Date),
        ("range", Self::Range),
        ("open-range", Self::OpenRange),
        ("flag", Self::Flag),
        ("days", Self::Days),
    ];
}

/// What an event does to the period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Mechanism {
    /// Nothing; it is kept for what hangs on it.
    #[default]
    Note,
    /// The whole period starts again from that day.
    Restart,
    /// Days do not count from the event until another one, both included, or within the event's own range.
    Pause {
        /// The kind of event that ends it; empty if the event has a range.
        until: String,
        /// Whether the first day still counts.
        first_day_counts: bool,
    },
    /// The period becomes this many days in all.
    ExtendTo(u32),
    /// The period becomes this many days longer, once.
    ExtendBy(u32),
    /// The days of the range do not count, but the period ends with this working day at the latest.
    NotCounted {
        /// The working day with which it ends at the latest.
        at_most: u32,
    },
    /// The period becomes as many days as the event says.
    Set {
        /// The most that it can say.
        at_most: u32,
    },
    /// The period starts on that day, but no later than this working day after receipt.
    StartLater {
        /// The working day after receipt on which it starts at the latest.
        at_most: u32,
    },
}

impl Mechanism {
    /// Tells whether it makes the period longer.
    pub fn extends(&self) -> bool {
        matches!(self, Self::ExtendTo(_) | Self::ExtendBy(_))
    }

    /// Returns what it does, in words; empty if it does nothing.
    pub fn in_words(&self, limit: u32) -> String {
        match self {
            Self::Note => String::new(),
            Self::Restart => format!("the {limit} working days start again; this is day 0"),
            Self::Pause { .. } => "the clock stands still".to_owned(),
            Self::ExtendTo(days) => format!("{days} working days in all"),
            Self::ExtendBy(days) => format!("{days} more working days"),
            Self::NotCounted { at_most } => {
                format!("these days do not count; working day {at_most} is the latest")
            }
            Self::Set { .. } => "sets the number of working days".to_owned(),
            Self::StartLater { at_most } => {
                format!(
                    "the clock starts here, on working day {at_most} after receipt at the latest"
                )
            }
        }
    }
}

/// By when a task is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskBy {
    /// By the due date of the response.
    Due,
    /// By the end of this stage.
    Stage(String),
    /// By this working day after the event.
    WorkingDays(u32),
}

/// A task that an event leaves behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskRule {
    /// What is to be done: "decide the public interest and send the second notice".
    pub words: String,
    /// By when.
    pub by: TaskBy,
    /// The kinds of event that end it.
    pub until: Vec<String>,
    /// Whether the provisions of the case that need a balance are named in it.
    pub carries_balance: bool,
    /// Whether it stands when the response has left.
    pub after_sent: bool,
}

/// A kind of event and what it does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventRule {
    /// `clarification-received`.
    pub kind: String,
    /// The same for the officer: "Clarification received".
    pub title: String,
    /// More about it for the officer.
    pub note: String,
    /// What says so: "section 10(2)".
    pub law: String,
    /// Whether an enactment says so; otherwise a code of practice or the regulator's view.
    pub statutory: bool,
    /// What it is told with.
    pub takes: Takes,
    /// What it does.
    pub does: Mechanism,
    /// Why the days do not count: "not a school day".
    pub reason: String,
    /// The kind of event that must have come before it; empty if none.
    pub after: String,
    /// Whether it is a notice that must leave while the ordinary period runs.
    pub in_time: bool,
    /// Whether there can be only one.
    pub once: bool,
    /// The stages for which it changes anything.
    pub stages: Vec<String>,
    /// The snippet for the letter that goes with it.
    pub snippet: String,
    /// Fields of that snippet that the clock can fill: the field, and `due` or `balance`.
    pub fills: Vec<(String, String)>,
    /// The task that it leaves behind.
    pub task: Option<TaskRule>,
}

/// In what a limit is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Unit {
    /// Working days of the regime's calendar.
    #[default]
    WorkingDays,
    /// All days.
    CalendarDays,
    /// Months.
    Months,
}

impl Unit {
    /// Every unit, by the word that packs use.
    pub const WORDS: [(&'static str, Self); 3] = [
        ("working-days", Self::WorkingDays),
        ("calendar-days", Self::CalendarDays),
        ("months", Self::Months),
    ];

    /// Returns the word that packs use.
    pub fn id(self) -> &'static str {
        match self {
            Self::WorkingDays => "working-days",
            Self::CalendarDays => "calendar-days",
            Self::Months => "months",
        }
    }

    /// Returns the word for the officer.
    pub fn words(self) -> &'static str {
        match self {
            Self::WorkingDays => "working days",
            Self::CalendarDays => "calendar days",
            Self::Months => "months",
        }
    }
}

/// A time limit: the response, a review, the last day to ask for one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StageRule {
    /// `internal-review`.
    pub id: String,
    /// The same for the officer: "Internal review".
    pub title: String,
    /// More about it for the officer.
    pub note: String,
    /// The limit.
    pub limit: u32,
    /// In what it is counted.
    pub unit: Unit,
    /// Whether the first day is counted: "three months beginning with the day".
    pub begins_with: bool,
    /// The points it runs from, the latest that is known: `received`, `due`, kinds of events.
    pub from: Vec<String>,
    /// Points that can stand in for `from` when a case tells more than one receipt: kinds of events.
    pub in_a_case_from: Vec<String>,
    /// What says so.
    pub law: String,
    /// Whether an enactment says so.
    pub statutory: bool,
}

impl ClockRules {
    /// Returns the rule of a kind of event.
    pub fn event(&self, kind: &str) -> Option<&EventRule> {
        self.events.iter().find(|rule| rule.kind == kind)
    }

    /// Returns a stage.
    pub fn stage(&self, id: &str) -> Option<&StageRule> {
        self.stages.iter().find(|stage| stage.id == id)
    }

    /// Understands an event.
    ///
    /// # Errors
    /// [`ClockError`] if the regime has no such event, or it is not told as it should be.
    pub fn understand(&self, event: &ClockEvent) -> Result<Occurrence<'_>, ClockError> {
        let Some(rule) = self.event(&event.kind) else {
            let refused = self.refused.iter().find(|(kind, _)| *kind == event.kind);
            if let Some((_, because)) = refused {
                return Err(ClockError::Refused {
                    kind: shown(&event.kind),
                    because: because.clone(),
                });
            }
            let known: Vec<&str> = self.events.iter().map(|rule| rule.kind.as_str()).collect();
            return Err(ClockError::UnknownKind {
                kind: shown(&event.kind),
                known: known.join(", "),
            });
        };
        let when = When::read(rule.takes, &event.kind, &event.value)?;
        if let (Mechanism::Set { at_most }, When::Days(days)) = (&rule.does, when)
            && (days > *at_most || days == 0)
        {
            return Err(ClockError::TooMany {
                kind: event.kind.clone(),
                at_most: *at_most,
            });
        }
        Ok(Occurrence { rule, when })
    }
}
