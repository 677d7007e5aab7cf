//! Is the head of the letter right: its date, one salutation with a name.

use super::salutations;
use crate::domain::checks::{Check, Findings, PartKind, Severity, Subject};
use crate::domain::fields::long_date;
use crate::domain::reading::Says;

/// The letter is dated before the request.
pub(super) struct DateBeforeRequest;

impl Check for DateBeforeRequest {
    fn code(&self) -> &'static str {
        "date-before-request"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let Some(dated) = letter.facts.dated else {
            return;
        };
        let request = letter.facts.received.or(letter.facts.requested);
        if let Some(request) = request.filter(|request| dated < *request) {
            found.whole(
                format!(
                    "The letter is dated {}, before the request of {}.",
                    long_date(dated),
                    long_date(request)
                ),
                "Mend whichever date is wrong.",
            );
            return;
        }
        // A request that the letter says came after it was written.
        if let Some(requested) = letter
            .facts
            .requested
            .filter(|requested| dated < *requested)
        {
            found.whole(
                format!(
                    "The letter is dated {} and answers a request of {}.",
                    long_date(dated),
                    long_date(requested)
                ),
                "Mend whichever date is wrong.",
            );
        }
    }
}

/// "Dear" with no name.
pub(super) struct NoName;

impl Check for NoName {
    fn code(&self) -> &'static str {
        "no-name"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, at, salutation) in salutations(letter) {
            let name = salutation.name.as_str();
            let bare = name.is_empty() && salutation.dear;
            let title = matches!(
                name.to_lowercase().trim_end_matches('.'),
                "mr" | "mrs"
                    | "ms"
                    | "miss"
                    | "mx"
                    | "dr"
                    | "mr/mrs"
                    | "mr/ms"
                    | "mr / ms"
                    | "mr/mrs/ms"
                    | "mr or ms"
                    | "mr/mrs/miss/ms"
            );
            if bare || title {
                found.at(
                    letter,
                    index,
                    Some(at),
                    "The salutation has no name.".to_owned(),
                    "Write the requester's name.",
                );
                if letter.facts.requester.is_none() && letter.is_case {
                    found.grave(Severity::Warning);
                }
            }
        }
    }
}

/// Two salutations.
pub(super) struct TwoSalutations;

impl Check for TwoSalutations {
    fn code(&self) -> &'static str {
        "two-salutations"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let all: Vec<_> = salutations(letter)
            .filter(|(index, ..)| {
                letter.parts[*index].kind != PartKind::Answer
                    || letter.parts[*index].says(Says::Decides)
            })
            .collect();
        if let [_, second, ..] = all.as_slice() {
            found.at(
                letter,
                second.0,
                Some(second.1.clone()),
                "The letter has two salutations.".to_owned(),
                "Keep one.",
            );
        }
    }
}
