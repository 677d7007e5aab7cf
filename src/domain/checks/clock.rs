//! The clock: late, due today, an extension without its notice.

use super::subject::ClockProblem;
use super::{Check, Findings, Subject};
use crate::domain::fields::long_date;

pub(super) const CHECKS: &[&dyn Check] = &[
    &Late,
    &DueToday,
    &Problem {
        code: "extension-no-notice",
        kind: ClockProblem::NoNotice,
        help: "Say in the letter that more time is taken, why, and until when.",
    },
    &Problem {
        code: "events-out-of-order",
        kind: ClockProblem::OutOfOrder,
        help: "Look at the events of the clock and mend the dates.",
    },
    &HolidaysUnknown,
];

/// The response is late.
struct Late;

impl Check for Late {
    fn code(&self) -> &'static str {
        "late"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let Some(clock) = letter.clock.as_ref().filter(|clock| clock.left < 0) else {
            return;
        };
        let days = -clock.left;
        let days = if days == 1 {
            "one working day".to_owned()
        } else {
            format!("{days} working days")
        };
        found.whole(
            format!(
                "The response was due on {} and is {days} late.",
                long_date(clock.due)
            ),
            "Send it now, with an apology, and record why.",
        );
    }
}

/// The response is due today.
struct DueToday;

impl Check for DueToday {
    fn code(&self) -> &'static str {
        "due-today"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        if letter.is_case && letter.clock.as_ref().is_some_and(|clock| clock.left == 0) {
            found.whole(
                "The response is due today.",
                "It is in time if it leaves today.",
            );
        }
    }
}

/// Something is wrong with the events.
struct Problem {
    code: &'static str,
    kind: ClockProblem,
    help: &'static str,
}

impl Check for Problem {
    fn code(&self) -> &'static str {
        self.code
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (kind, words) in letter.clock.iter().flat_map(|clock| &clock.problems) {
            if *kind == self.kind {
                found.whole(words.clone(), self.help);
            }
        }
    }
}

/// The holidays of the period are not known.
struct HolidaysUnknown;

impl Check for HolidaysUnknown {
    fn code(&self) -> &'static str {
        "holidays-unknown"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        if let Some(clock) = letter.clock.as_ref().filter(|clock| !clock.certain) {
            found.whole(
                format!(
                    "The due date, {}, was counted beyond the holidays that are known.",
                    long_date(clock.due)
                ),
                "Look up the holidays of that year and add them to the calendar.",
            );
        }
    }
}
