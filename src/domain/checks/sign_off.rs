//! Sign-off: an approval that the workspace asks for and that nobody gave, or that has lapsed.

use super::{Check, Findings, Subject};
use crate::domain::case::Place;
use crate::domain::sign_off::Signed;

pub(super) const CHECKS: &[&dyn Check] = &[
    &NotApproved { lapsed: false },
    &NotApproved { lapsed: true },
];

/// Nobody approved it, or it has changed since somebody did.
struct NotApproved {
    lapsed: bool,
}

impl Check for NotApproved {
    fn code(&self) -> &'static str {
        if self.lapsed {
            "approval-lapsed"
        } else {
            "not-approved"
        }
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for open in letter.unapproved {
            if open.lapsed.is_some() != self.lapsed {
                continue;
            }
            let message = format!("{}.", open.in_words());
            let why = if open.why.is_empty() {
                String::new()
            } else {
                format!(" ({})", open.why.trim_end_matches('.'))
            };
            let help = if self.lapsed {
                format!(
                    "Read what changed since, and have it approved again by {}{why}.",
                    open.whom()
                )
            } else {
                format!(
                    "It is to be approved by {}{why}; until then the letter is a draft.",
                    open.whom()
                )
            };
            let part = match &open.of {
                Signed::Letter => None,
                Signed::Question(id) => {
                    let place = Place::Answer(id.clone());
                    letter
                        .parts
                        .iter()
                        .position(|part| part.place.as_ref() == Some(&place))
                }
            };
            match part {
                Some(part) => found.at(letter, part, None, message, help),
                None => found.whole(message, help),
            }
        }
    }
}
