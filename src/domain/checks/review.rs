//! The letter of a review: of each question it says whether the answer was right.

use super::{Check, Findings, Subject};

pub(super) const CHECKS: &[&dyn Check] = &[&NoFinding];

/// A question of which nobody has decided whether its answer was right.
struct NoFinding;

impl Check for NoFinding {
    fn code(&self) -> &'static str {
        "no-review-finding"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for place in &letter.without_finding {
            let part = letter
                .parts
                .iter()
                .position(|part| part.place.as_ref() == Some(place));
            let Some(index) = part else { continue };
            let name = &letter.parts[index].name;
            found.at(
                letter,
                index,
                None,
                format!("The review has not decided on question {name}."),
                "Say whether the answer is upheld, upheld in part or overturned, and why.",
            );
        }
    }
}
