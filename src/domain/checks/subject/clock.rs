//! Where the clock of a case stands, as checks see it.

use jiff::civil::Date;

use crate::domain::clock::{Due, Standing, WarningKind};

/// Where the clock stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// When the response is due.
    pub due: Date,
    /// Working days left; negative when late.
    pub left: i64,
    /// Whether the holidays of the period are known.
    pub certain: bool,
    /// What is wrong with the events, in words: out of order, without their notice.
    pub problems: Vec<(ClockProblem, String)>,
}

impl Clock {
    /// Takes from a due date what the checks look at.
    pub fn of(due: &Due, standing: Standing) -> Self {
        let problems = due.warnings.iter().filter_map(|warning| {
            let kind = match warning.kind {
                WarningKind::OutOfOrder | WarningKind::NotUsed => ClockProblem::OutOfOrder,
                WarningKind::NoNotice => ClockProblem::NoNotice,
                // The flag below says it.
                WarningKind::HolidaysUnknown => return None,
            };
            Some((kind, format!("{}.", warning.message)))
        });
        Self {
            problems: problems.collect(),
            due: due.date,
            left: standing.left,
            certain: due.certain,
        }
    }
}

/// What can be wrong with the events of a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockProblem {
    /// They cannot have happened in this order.
    OutOfOrder,
    /// An extension that the letter does not mention.
    NoNotice,
}
