//! Does one answer contradict another: held here and not there, refused here and given there, references that lead nowhere.

mod references;

use self::references::{BadCrossReference, CircularReference};
use super::{Check, Findings, Part, Subject};
use crate::domain::outcome::Outcome;
use crate::domain::reading::{Says, per_cent, wrong_totals};

pub(super) const CHECKS: &[&dyn Check] = &[
    &HeldContradiction,
    &RefusedGiven,
    &CostPartial,
    &BadCrossReference,
    &CircularReference,
    &TableTotal,
];

// Whether the part says in so many words that it has nothing to give.
fn denies(part: &Part<'_>) -> bool {
    let word = part.says(Says::NotHeld);
    match part.outcome {
        Some(outcome) => outcome == Outcome::NotHeld,
        None => {
            word && !part.says(Says::Held) && !part.says(Says::Refuses) && !part.says(Says::Ncnd)
        }
    }
}

fn refuses(part: &Part<'_>) -> bool {
    match part.outcome {
        Some(outcome) => outcome == Outcome::Refused,
        None => {
            part.says(Says::Refuses)
                && ![Says::Available, Says::NotHeld, Says::Ncnd]
                    .into_iter()
                    .any(|says| part.says(says))
        }
    }
}

// Whether the part gives something, with no word of refusal or absence.
fn gives(part: &Part<'_>) -> bool {
    let clean = ![
        Says::NotHeld,
        Says::Refuses,
        Says::Ncnd,
        Says::Clarifies,
        Says::Cost,
    ]
    .into_iter()
    .any(|says| part.says(says));
    let points = part.reading.references().any(|(_, one)| one.points) && part.text.len() < 160;
    clean && !points && part.text.trim().len() > 1
}

// How alike two questions must be, in per cent of their telling words both ways.
fn alike(one: &Part<'_>, other: &Part<'_>) -> bool {
    let (one, other) = (&one.telling, &other.telling);
    let shared = one.shared(other);
    let (there, back) = (per_cent(shared, one.len()), per_cent(shared, other.len()));
    shared >= 2 && there.max(back) >= 75 && there.min(back) >= 45
}

/// Not held here, given there.
struct HeldContradiction;

impl Check for HeldContradiction {
    fn code(&self) -> &'static str {
        "held-contradiction"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.answers().filter(|(_, part)| denies(part)) {
            let clash = letter.answers().find(|(at, other)| {
                *at != index
                    && (gives(other) || other.says(Says::Held) && !other.says(Says::NotHeld))
                    && same_thing(letter, index, *at)
            });
            if let Some((_, other)) = clash {
                found.at(
                    letter,
                    index,
                    part.reading.place(Says::NotHeld),
                    format!(
                        "{} says it is not held; the answer to question {} seems to give it.",
                        part.what(),
                        other.name
                    ),
                    "Make the two answers agree, or say what the difference between them is.",
                );
            }
        }
    }
}

// The same thing: the questions are alike, or the second answer speaks of the first question's subject and names it.
fn same_thing(letter: &Subject<'_>, one: usize, other: usize) -> bool {
    let (Some(first), Some(second)) = (letter.parts.get(one), letter.parts.get(other)) else {
        return false;
    };
    if alike(first, second) {
        return true;
    }
    let telling = &first.telling;
    let (both, answer) = second.speaks_of(telling);
    both >= 3 && per_cent(both, telling.len()) >= 80 && per_cent(answer, telling.len()) >= 60
}

/// Refused here, given there.
struct RefusedGiven;

impl Check for RefusedGiven {
    fn code(&self) -> &'static str {
        "refused-given"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter
            .answers()
            .filter(|(index, part)| refuses(part) && !is_cost(letter, *index))
        {
            let clash = letter
                .answers()
                .find(|(at, other)| *at != index && gives(other) && same_thing(letter, index, *at));
            if let Some((_, other)) = clash {
                found.at(
                    letter,
                    index,
                    part.reading.place(Says::Refuses),
                    format!(
                        "{} withholds what the answer to question {} seems to give.",
                        part.what(),
                        other.name
                    ),
                    "Decide which it is: what has been given cannot be withheld.",
                );
            }
        }
    }
}

fn is_cost(letter: &Subject<'_>, index: usize) -> bool {
    letter.relied(index).iter().any(|one| {
        one.provision
            .needs
            .iter()
            .any(|need| need == "cost-estimate")
    })
}

/// Refused because of the cost, while similar questions are answered.
struct CostPartial;

impl Check for CostPartial {
    fn code(&self) -> &'static str {
        "cost-partial"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.written().filter(|(index, part)| {
            is_cost(letter, *index) && (part.says(Says::Refuses) || part.says(Says::Cost))
        }) {
            let whole = refuses_whole_request(part);
            let clash = letter.answers().find(|(at, other)| {
                *at != index
                    && gives(other)
                    && !is_cost(letter, *at)
                    && (whole || alike(part, other))
            });
            let Some((_, other)) = clash else { continue };
            let message = if whole {
                format!(
                    "{} refuses the whole request because of the cost; question {} is answered.",
                    part.what(),
                    other.name
                )
            } else {
                format!(
                    "{} refuses because of the cost; question {}, which is much alike, is answered.",
                    part.what(),
                    other.name
                )
            };
            found.at(
                letter,
                index,
                letter.relied(index).first().and_then(|one| one.at.clone()),
                message,
                "The limit counts similar requests together: say which questions were added up, and why the others were answered.",
            );
        }
    }
}

fn refuses_whole_request(part: &Part<'_>) -> bool {
    let holds = |words: &str| part.reading.holds(words);
    [
        "the whole of your request",
        "the whole request",
        "your whole request",
        "your entire request",
        "your request as a whole",
        "the request in full",
        "your request in full",
        "all of your request",
        "all parts of your request",
        "every part of your request",
        "all of your questions",
        "the request as a whole",
        "all the questions",
        "the entire request",
    ]
    .into_iter()
    .any(holds)
        && !holds("although")
        && !holds("outside our duty")
        && !holds("not required to")
}

/// Figures that do not add up to their stated total.
struct TableTotal;

impl Check for TableTotal {
    fn code(&self) -> &'static str {
        "table-total"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.written() {
            for (start, passage) in part.reading.passages() {
                for wrong in wrong_totals(&passage.figures) {
                    found.at(
                        letter,
                        index,
                        Some(start + wrong.at.start..start + wrong.at.end),
                        format!(
                            "{} gives a total of {}; the figures add up to {}.",
                            part.what(),
                            wrong.stated,
                            wrong.sum
                        ),
                        "Check the figures and the total.",
                    );
                }
            }
        }
    }
}
