//! Does the refusal say what it must: estimate and advice, the qualified person, where to find it; and does its outcome agree.

use std::sync::LazyLock;

use regex::Regex;

use super::subject::Relied;
use super::{Check, Findings, Fix, Part, PartKind, Subject};
use crate::domain::outcome::Outcome;
use crate::domain::reading::Says;
use crate::domain::regime::Provision;
use crate::text::pattern::compiled;

pub(super) const CHECKS: &[&dyn Check] = &[
    &NoCostEstimate,
    &NoCostAdvice,
    &NoQualifiedPerson,
    &NoWhereToFind,
    &RefusedButDisclosed,
    &DisclosedButRefused,
];

fn needs(provision: &Provision, need: &str) -> bool {
    provision.needs.iter().any(|one| one == need)
}

// The first provision of the part with this need, if the part refuses on it.
fn relied_with<'s, 'a>(
    letter: &'s Subject<'a>,
    index: usize,
    need: &str,
) -> Option<&'s Relied<'a>> {
    letter
        .relied(index)
        .iter()
        .find(|one| needs(one.provision, need))
}

// Whether the part, one it points to, or the frame of the letter says it. A refusal of a whole request often argues
// once, before or after the answers.
fn said(letter: &Subject<'_>, index: usize, says: &[Says]) -> bool {
    let here = |part: &Part<'_>| says.iter().any(|one| part.says(*one));
    letter.with_referred(index).any(|(_, part)| here(part))
}

// Whether another part refuses on the same provision and says it there.
fn said_for_the_same(
    letter: &Subject<'_>,
    index: usize,
    relied: &Relied<'_>,
    says: &[Says],
) -> bool {
    letter.written().any(|(at, part)| {
        at != index
            && says.iter().any(|one| part.says(*one))
            // In a letter written elsewhere the parts of one answer may have been taken for several.
            && (!letter.is_case
                || part.kind != PartKind::Answer
                || relies_on_the_same(letter, at, relied))
    })
}

fn relies_on_the_same(letter: &Subject<'_>, index: usize, relied: &Relied<'_>) -> bool {
    letter
        .relied(index)
        .iter()
        .any(|one| one.provision.id == relied.provision.id)
}

// Parts that refuse because of the cost, with the provision.
fn cost_refusals<'s, 'a>(
    letter: &'s Subject<'a>,
) -> impl Iterator<Item = (usize, &'s Part<'a>, &'s Relied<'a>)> {
    refusals_with(letter, "cost-estimate")
}

// Parts that refuse because of what complying would cost or the burden that it would be.
fn refusals_with<'s, 'a>(
    letter: &'s Subject<'a>,
    need: &'static str,
) -> impl Iterator<Item = (usize, &'s Part<'a>, &'s Relied<'a>)> {
    letter.written().filter_map(move |(index, part)| {
        let relied = relied_with(letter, index, need)?;
        // Told apart from a passing mention by what it says.
        let refuses = part.says(Says::Refuses)
            || part.says(Says::Cost)
            || part.outcome == Some(Outcome::Refused);
        (refuses && !negated(part, relied)).then_some((index, part, relied))
    })
}

// "Section 12 does not apply", "we have not relied on section 12".
fn negated(part: &Part<'_>, relied: &Relied<'_>) -> bool {
    static NOT: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r"(?i)\b(?:not\s+(?:relied|relying|applied|applying|engaged|apply|exceed)|does\s+not\s+apply|would\s+not\s+exceed|within\s+the\s+(?:cost|appropriate)\s+limit,?\s+(?:so|and)|have\s+not\s+claimed)\b",
        )
    });
    let Some(at) = &relied.at else { return false };
    part.reading.passages().any(|(start, passage)| {
        passage.sentences.iter().any(|sentence| {
            let range = start + sentence.at.start..start + sentence.at.end;
            range.contains(&at.start)
                && part
                    .text
                    .get(range)
                    .is_some_and(|words| NOT.is_match(words))
        })
    })
}

/// A cost refusal without an estimate.
struct NoCostEstimate;

impl Check for NoCostEstimate {
    fn code(&self) -> &'static str {
        "no-cost-estimate"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part, relied) in cost_refusals(letter) {
            let says = &[Says::CostEstimate];
            // Figures stand in many answers; an estimate stands where a cost is spoken of.
            let elsewhere = letter.written().any(|(at, other)| {
                at != index
                    && other.says(Says::CostEstimate)
                    && (other.says(Says::Cost)
                        || other.kind != PartKind::Answer
                        || relies_on_the_same(letter, at, relied))
            });
            if !said(letter, index, says) && !elsewhere {
                found.at(
                    letter,
                    index,
                    relied.at.clone(),
                    format!("{} refuses because of the cost ({}) and gives no estimate.", part.what(), relied.regime.label(&relied.cite)),
                    "Say what work it would take, for how many records, how long each, and what that comes to against the limit.",
                );
            }
        }
    }
}

/// A cost refusal without advice and assistance.
struct NoCostAdvice;

impl Check for NoCostAdvice {
    fn code(&self) -> &'static str {
        "no-cost-advice"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part, relied) in cost_refusals(letter).chain(refusals_with(letter, "burden")) {
            let says = &[Says::Advice];
            if needs(relied.provision, "duty-to-advise")
                && !said(letter, index, says)
                && !said_for_the_same(letter, index, relied, says)
            {
                found.at(
                    letter,
                    index,
                    relied.at.clone(),
                    format!("{} refuses because of the cost or burden ({}) and gives no advice.", part.what(), relied.regime.label(&relied.cite)),
                    "Say what could be given within the limit, or how the request could be narrowed.",
                );
                found.fix(Fix::Snippet("narrow".to_owned()));
            }
        }
    }
}

/// A provision that needs the opinion of a qualified person, without it.
struct NoQualifiedPerson;

impl Check for NoQualifiedPerson {
    fn code(&self) -> &'static str {
        "no-qualified-person"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.answers() {
            let Some(relied) = relied_with(letter, index, "qualified-person-opinion") else {
                continue;
            };
            let says = &[Says::QualifiedPerson];
            if !said(letter, index, says) && !said_for_the_same(letter, index, relied, says) {
                found.at(
                    letter,
                    index,
                    relied.at.clone(),
                    format!("{} relies on {} and does not mention the qualified person's opinion.", part.what(), relied.regime.label(&relied.cite)),
                    "Name the qualified person, the date of the opinion and the limb it was given for.",
                );
            }
        }
    }
}

/// "Reasonably accessible" without a word where.
struct NoWhereToFind;

impl Check for NoWhereToFind {
    fn code(&self) -> &'static str {
        "no-where-to-find"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.answers() {
            let Some(relied) = relied_with(letter, index, "where-to-find") else {
                continue;
            };
            let says = &[Says::WhereToFind];
            if !said(letter, index, says) && !negated(part, relied) {
                found.at(
                    letter,
                    index,
                    relied.at.clone(),
                    format!(
                        "{} says that it can be had elsewhere ({}) and not where.",
                        part.what(),
                        relied.regime.label(&relied.cite)
                    ),
                    "Give the address of the page, or say where and how it can be had.",
                );
            }
        }
    }
}

/// The outcome says disclosed; the text refuses.
struct RefusedButDisclosed;

impl Check for RefusedButDisclosed {
    fn code(&self) -> &'static str {
        "refused-but-disclosed"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.answers() {
            let relies = letter.relied(index).iter().any(|one| {
                matches!(one.provision.role.as_str(), "withhold" | "ncnd" | "refuse")
                    && one.at.is_some()
            });
            let refuses = part.reading.place(Says::Refuses).filter(|_| relies);
            let (Some(Outcome::Disclosed), Some(at)) = (part.outcome, refuses) else {
                continue;
            };
            found.at(
                letter,
                index,
                Some(at),
                format!(
                    "{} withholds something, and its outcome is “disclosed”.",
                    part.what()
                ),
                "Set the outcome to refused or partly disclosed, or mend the text.",
            );
            let given = part.says(Says::Given);
            found.fix(Fix::Outcome(if given {
                Outcome::PartlyDisclosed
            } else {
                Outcome::Refused
            }));
        }
    }
}

/// The outcome says refused; the text gives it.
struct DisclosedButRefused;

impl Check for DisclosedButRefused {
    fn code(&self) -> &'static str {
        "disclosed-but-refused"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.answers() {
            let withheld = matches!(
                part.outcome,
                Some(Outcome::Refused | Outcome::Ncnd | Outcome::NotHeld)
            );
            let refuses = [Says::Refuses, Says::Ncnd, Says::NotHeld, Says::Cost]
                .into_iter()
                .any(|says| part.says(says));
            let points = part.reading.references().any(|(_, one)| one.points);
            let cites = part.reading.cited().next().is_some();
            if withheld && !refuses && !points && !cites && part.says(Says::Given) {
                let outcome = part.outcome.map_or("", Outcome::title);
                found.at(
                    letter,
                    index,
                    part.reading.place(Says::Given),
                    format!(
                        "{} gives something, and its outcome is “{outcome}”.",
                        part.what()
                    ),
                    "Set the outcome to disclosed, or mend the text.",
                );
                found.fix(Fix::Outcome(Outcome::Disclosed));
            }
        }
    }
}
