//! Is it the right letter: this authority, this case, this requester, a date that can be, one salutation with a name.

mod authority;
mod head;
mod reference;
mod requester;

use std::ops::Range;

use super::{Check, Subject};
use crate::domain::reading::Salutation;

pub(super) const CHECKS: &[&dyn Check] = &[
    &authority::OtherAuthority,
    &reference::OtherReference,
    &requester::OtherRequester,
    &requester::OtherAddress,
    &head::DateBeforeRequest,
    &head::NoName,
    &head::TwoSalutations,
];

fn salutations<'s>(
    letter: &'s Subject<'_>,
) -> impl Iterator<Item = (usize, Range<usize>, &'s Salutation)> {
    letter.written().flat_map(|(index, part)| {
        part.reading.passages().flat_map(move |(start, passage)| {
            passage
                .salutations
                .iter()
                .map(move |one| (index, start + one.at.start..start + one.at.end, one))
        })
    })
}

// The telling words of a person's name.
fn name_words(name: &str) -> Vec<String> {
    const TITLES: &[&str] = &[
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "sir",
        "madam",
        "lord",
        "lady",
        "rev",
        "reverend",
        "cllr",
        "councillor",
        "requester",
        "applicant",
        "dear",
        "or",
        "and",
        "to",
        "whom",
        "it",
        "may",
        "concern",
        "all",
        "colleague",
        "customer",
        "enquirer",
        "correspondent",
        "the",
    ];
    name.split(|c: char| c.is_whitespace() || c == '.' || c == ',' || c == '/')
        .map(|word| {
            word.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
                .replace(['’', '\''], "")
        })
        .filter(|word| !word.is_empty() && !TITLES.contains(&word.as_str()))
        .collect()
}
