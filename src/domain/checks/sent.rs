//! What was sent: a case that has changed since its letter left.

use super::{Check, Findings, Subject};
use crate::domain::fields::long_date;

pub(super) const CHECKS: &[&dyn Check] = &[&ChangedSinceSent];

/// The case is no longer as its letter left.
struct ChangedSinceSent;

impl Check for ChangedSinceSent {
    fn code(&self) -> &'static str {
        "changed-since-sent"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let Some(on) = letter.changed_since else {
            return;
        };
        found.whole(
            format!(
                "The case has changed since its letter of {} was sent.",
                long_date(on)
            ),
            "Read what changed; then take it back, or send the letter again and mark it as sent.",
        );
    }
}
