//! Does one answer refer to another that does not exist, or that refers back.

use crate::domain::checks::{Check, Findings, PartKind, Subject};
use crate::domain::reading::Says;

/// A reference to a question that does not exist.
pub(super) struct BadCrossReference;

impl Check for BadCrossReference {
    fn code(&self) -> &'static str {
        "bad-cross-reference"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let named = letter
            .answers()
            .filter(|(_, part)| !part.name.is_empty())
            .count();
        let all = letter
            .parts
            .iter()
            .filter(|part| part.kind == PartKind::Answer)
            .count();
        // A letter whose questions have no numbers is referred to by their order, which nobody can check.
        if named == 0 || all < 2 {
            return;
        }
        for (index, part) in letter.written() {
            let mut told: Vec<&str> = Vec::new();
            for (at, reference) in part.reading.references() {
                let exists = letter.named(&reference.name, index).is_some()
                    || stem_exists(letter, &reference.name)
                    || !letter.is_case && may_be_there(letter, &reference.name);
                if exists
                    || told.contains(&reference.name.as_str())
                    || !fits_the_numbering(letter, &reference.name)
                {
                    continue;
                }
                told.push(&reference.name);
                found.at(
                    letter,
                    index,
                    Some(at),
                    format!(
                        "{} refers to question {}, which does not exist.",
                        part.what(),
                        reference.name
                    ),
                    "Name the right question.",
                );
            }
        }
    }
}

// "Question 3" where there are 3(a) and 3(b); "3(a)" where the officer answers 3 as one.
fn stem_exists(letter: &Subject<'_>, name: &str) -> bool {
    let digits = |text: &str| -> String {
        text.trim_start_matches(|c: char| !c.is_ascii_digit())
            .chars()
            .take_while(char::is_ascii_digit)
            .collect()
    };
    let wanted = digits(name);
    !wanted.is_empty()
        && letter
            .parts
            .iter()
            .any(|part| part.kind == PartKind::Answer && digits(&part.name) == wanted)
}

// A letter from elsewhere may have been read wrongly: where its numbers do not begin with one, only what lies beyond them is
// known to be missing, and a line that bears the number is the question.
fn may_be_there(letter: &Subject<'_>, name: &str) -> bool {
    let number = |text: &str| -> Option<u32> {
        let digits: String = text
            .trim_start_matches(|c: char| !c.is_ascii_digit())
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse().ok()
    };
    let Some(wanted) = number(name) else {
        return false;
    };
    let known = letter.answers().filter_map(|(_, part)| number(&part.name));
    let first = known.min().unwrap_or(1);
    let heads = |text: &str| {
        text.lines().any(|line| {
            let line = line.trim_start_matches(['*', '#', '>', '_', '|', '-', ' ', '"', '“', '(']);
            let rest = line.trim_start_matches(|c: char| c.is_alphabetic() || c == ' ');
            line.len() - rest.len() <= 12
                && number(rest.get(..rest.len().min(3)).unwrap_or(rest)) == Some(wanted)
                && rest.starts_with(|c: char| c.is_ascii_digit())
        })
    };
    wanted < first || letter.written().any(|(_, part)| heads(&part.text))
}

// A letter with lettered questions is not checked for numbers, and the other way round.
fn fits_the_numbering(letter: &Subject<'_>, name: &str) -> bool {
    let numbered = |text: &str| text.chars().any(|c| c.is_ascii_digit());
    letter
        .parts
        .iter()
        .filter(|part| part.kind == PartKind::Answer && !part.name.is_empty())
        .any(|part| numbered(&part.name) == numbered(name))
}

/// A reference to itself, or to an answer that refers back.
pub(super) struct CircularReference;

impl Check for CircularReference {
    fn code(&self) -> &'static str {
        "circular-reference"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.answers() {
            // An answer that says something besides pointing elsewhere answers for itself.
            let Some((at, target)) = only_points_to(letter, index) else {
                continue;
            };
            if target == index {
                found.at(
                    letter,
                    index,
                    Some(at),
                    format!("{} refers to itself.", part.what()),
                    "Answer the question, or name the one that does.",
                );
                continue;
            }
            let mut seen = vec![index, target];
            let mut next = only_points_to(letter, target);
            while let Some((_, further)) = next {
                if further == index {
                    let other = letter
                        .parts
                        .get(target)
                        .map_or("", |part| part.name.as_str());
                    found.at(
                        letter,
                        index,
                        Some(at),
                        format!(
                            "{} refers to question {other}, which refers back to it.",
                            part.what()
                        ),
                        "Answer one of the two.",
                    );
                    break;
                }
                if seen.contains(&further) {
                    break;
                }
                seen.push(further);
                next = only_points_to(letter, further);
            }
        }
    }
}

fn only_points_to(letter: &Subject<'_>, index: usize) -> Option<(std::ops::Range<usize>, usize)> {
    let part = letter
        .parts
        .get(index)
        .filter(|part| part.is_own_answer())?;
    let words = part.text.split_whitespace().count();
    let says_more = [Says::NotHeld, Says::Refuses, Says::Ncnd, Says::Available]
        .into_iter()
        .any(|says| part.says(says));
    if words > 40 || says_more {
        return None;
    }
    part.reading
        .references()
        .filter(|(_, one)| one.points)
        .find_map(|(at, one)| Some((at, letter.named(&one.name, index)?)))
}
