//! Answers that were taken over from earlier ones: each is to be looked at once more, since it says what held then.

use jiff::civil::Date;

use super::{Check, Findings, Subject};
use crate::domain::fields::long_date;
use crate::text::slice::slice;

pub(super) const CHECKS: &[&dyn Check] = &[&Reused];

/// How much of the answer stands for it when it is said to hold still.
const TELLING: usize = 60;

/// An answer that was taken over with its day.
struct Reused;

impl Check for Reused {
    fn code(&self) -> &'static str {
        "reused-answer"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.answers() {
            let dated = part.sources.iter().rev().filter(|source| source.is_past());
            let mut dated = dated.filter_map(|source| {
                let day: Date = source.version.parse().ok()?;
                Some((source, day))
            });
            let Some((source, day)) = dated.next() else {
                continue;
            };
            let from = source.snippet.trim_start_matches("archive:");
            // Of a case the reference tells more than the id of its question.
            let from = from.rsplit_once('/').map_or(from, |(case, _)| case);
            let message = format!(
                "{} was taken over from {from}, of {}.",
                part.what(),
                long_date(day)
            );
            let help = "See that its figures, dates and reasons still hold; then mark it as meant to be there.";
            found.at(letter, index, beginning(&part.text), message, help);
        }
    }
}

// The first words, by which the answer is known: whole words of the first line.
fn beginning(text: &str) -> Option<std::ops::Range<usize>> {
    let start = text.len() - text.trim_start().len();
    let line = slice(text, start..text.len()).lines().next()?;
    // A line of one long word stands for itself.
    let within = line
        .char_indices()
        .filter(|(at, c)| *at <= TELLING && c.is_whitespace())
        .map(|(at, _)| at)
        .next_back()
        .filter(|_| line.len() > TELLING);
    let end = within.unwrap_or(line.len());
    Some(start..start + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_words_stand_for_an_answer() {
        let told = |text: &'static str| beginning(text).map(|at| slice(text, at));
        assert_eq!(told("\nFourteen.\nMore."), Some("Fourteen."));
        let long =
            "The council leased fourteen vans, of which nine were électrique and five were not.";
        assert_eq!(
            told(long),
            Some("The council leased fourteen vans, of which nine were")
        );
        assert_eq!(told(""), None);
    }
}
