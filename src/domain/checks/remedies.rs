//! What the requester can do about it: the authority's own review and the regulator, each named once.

use std::sync::LazyLock;

use regex::Regex;

use super::{Check, Findings, Fix, Part, Severity, Subject};
use crate::domain::outcome::Outcome;
use crate::domain::reading::{Says, per_cent, word_set};
use crate::domain::regime::Regime;

pub(super) const CHECKS: &[&dyn Check] = &[&NoReview, &NoRegulator, &ReviewTwice, &RegulatorTwice];

fn compiled(source: &str) -> Regex {
    Regex::new(source).expect("a pattern of the program, compiled in its tests")
}

static HOW: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:within|by\s+(?:writing|e-?mail)|write|writing|contact|address|e-?mail|post|send|days|months|telephone|at\s+the\s+address)\b|@|https?:|www\.|\d{4}",
    )
});

// A paragraph that offers the review, and whether it says how.
fn offers_review(regime: &Regime, part: &Part<'_>) -> Vec<Offer> {
    offers(part, |words| {
        let lower = words.to_lowercase();
        let named = regime
            .review_names
            .iter()
            .any(|name| lower.contains(&name.to_lowercase()));
        let plain = lower.contains("review")
            && [
                "decision",
                "response",
                "handled",
                "handling",
                "request",
                "answer",
                "reply",
                "us to review",
                "for a review",
                "reviewed",
                "matter",
                "dealt with",
            ]
            .iter()
            .any(|word| lower.contains(word));
        named || plain
    })
}

fn offers_regulator(letter: &Subject<'_>, regime: &Regime, part: &Part<'_>) -> Vec<Offer> {
    let names = regulator_names(letter, regime);
    offers(part, |words| {
        let lower = words.to_lowercase();
        names.iter().any(|name| {
            if name.len() <= 4 {
                words
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|word| word == name.to_uppercase())
            } else {
                lower.contains(name.as_str())
            }
        })
    })
}

// What letters call the regulator: its name, the name without its office, its initials, its domain.
fn regulator_names(letter: &Subject<'_>, regime: &Regime) -> Vec<String> {
    let Some(regulator) = letter.around.regulators.get(&regime.regulator) else {
        return Vec::new();
    };
    let name = regulator.name.to_lowercase().replace('’', "'");
    let mut names = vec![name.clone(), name.replace("'s office", "")];
    let initials: String = regulator
        .name
        .split_whitespace()
        .filter_map(|word| word.chars().next())
        .filter(|c| c.is_uppercase())
        .collect();
    if initials.len() >= 3 {
        names.push(initials.to_lowercase());
    }
    names.push(regime.regulator.to_lowercase());
    let domain = regulator
        .website
        .split("//")
        .nth(1)
        .unwrap_or_default()
        .trim_start_matches("www.")
        .trim_end_matches('/')
        .to_lowercase();
    if !domain.is_empty() {
        names.push(domain);
    }
    names.extend(regulator.also.iter().map(|name| name.to_lowercase()));
    names
}

struct Offer {
    at: std::ops::Range<usize>,
    how: bool,
    afterwards: bool,
}

fn offers(part: &Part<'_>, names: impl Fn(&str) -> bool) -> Vec<Offer> {
    let mut all = Vec::new();
    for (start, text, passage) in part.reading.pieces() {
        // One paragraph makes one offer, however many sentences it takes.
        let offering = passage
            .sentences
            .iter()
            .filter(|one| one.says(Says::Offers));
        let hits: Vec<_> = offering
            .filter(|one| text.get(one.at.clone()).is_some_and(&names))
            .collect();
        let Some(first) = hits.first() else { continue };
        all.push(Offer {
            at: start + first.at.start..start + first.at.end,
            how: HOW.is_match(text),
            afterwards: hits.iter().all(|one| one.says(Says::Afterwards)),
        });
    }
    all
}

// Whether some answer refuses, so that the law wants the remedies named; else it is good practice.
fn refuses(letter: &Subject<'_>) -> bool {
    letter.answers().any(|(index, part)| {
        matches!(
            part.outcome,
            Some(Outcome::Refused | Outcome::PartlyDisclosed | Outcome::Ncnd)
        ) || part.outcome.is_none() && (part.says(Says::Refuses) || part.says(Says::Ncnd))
            || letter
                .relied(index)
                .iter()
                .any(|one| one.provision.role == "not-held")
    })
}

fn regimes_of<'a>(letter: &Subject<'a>) -> Option<&'a Regime> {
    letter.around.regimes.get(&letter.regime).map(AsRef::as_ref)
}

/// No word about a review.
struct NoReview;

impl Check for NoReview {
    fn code(&self) -> &'static str {
        "no-review"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let Some(regime) = regimes_of(letter).filter(|regime| !regime.review_names.is_empty())
        else {
            return;
        };
        // A remedy is a word of the frame; in an answer it may be the subject.
        let named = letter.written().any(|(_, part)| {
            !offers_review(regime, part).is_empty() || mentions(part, &regime.review_names)
        });
        if !named && has_answers(letter) {
            found.whole(
                "The letter says nothing about how to have the response reviewed.",
                "Insert the paragraph about the review into the closing.",
            );
            found.fix(Fix::Snippet("review".to_owned()));
            if !refuses(letter) {
                found.grave(Severity::Warning);
            }
        }
    }
}

fn has_answers(letter: &Subject<'_>) -> bool {
    letter.answers().next().is_some()
}

fn mentions(part: &Part<'_>, names: &[String]) -> bool {
    part.kind != super::PartKind::Answer
        && names
            .iter()
            .any(|name| part.text.to_lowercase().contains(&name.to_lowercase()))
}

/// No word about the regulator.
struct NoRegulator;

impl Check for NoRegulator {
    fn code(&self) -> &'static str {
        "no-regulator"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let Some(regime) = regimes_of(letter) else {
            return;
        };
        let names = regulator_names(letter, regime);
        if names.is_empty() {
            return;
        }
        let named = letter
            .written()
            .any(|(_, part)| !offers_regulator(letter, regime, part).is_empty());
        if !named && has_answers(letter) {
            found.whole(
                "The letter says nothing about the right to complain to the regulator.",
                "Insert the paragraph about complaints into the closing.",
            );
            found.fix(Fix::Snippet("complaint".to_owned()));
            if !refuses(letter) {
                found.grave(Severity::Warning);
            }
        }
    }
}

/// The review is offered twice.
struct ReviewTwice;

impl Check for ReviewTwice {
    fn code(&self) -> &'static str {
        "review-twice"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let Some(regime) = regimes_of(letter) else {
            return;
        };
        twice(
            letter,
            found,
            |part| offers_review(regime, part),
            "the review",
        );
    }
}

/// The regulator is named twice.
struct RegulatorTwice;

impl Check for RegulatorTwice {
    fn code(&self) -> &'static str {
        "regulator-twice"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let Some(regime) = regimes_of(letter) else {
            return;
        };
        twice(
            letter,
            found,
            |part| offers_regulator(letter, regime, part),
            "the right to complain to the regulator",
        );
    }
}

fn twice(
    letter: &Subject<'_>,
    found: &mut Findings<'_>,
    offers: impl Fn(&Part<'_>) -> Vec<Offer>,
    what: &str,
) {
    let full = |offer: &Offer| offer.how && (what != "the review" || !offer.afterwards);
    let all: Vec<(usize, Offer)> = letter
        .written()
        .flat_map(|(index, part)| {
            offers(part)
                .into_iter()
                .filter(full)
                .map(move |offer| (index, offer))
        })
        .collect();
    // Two paragraphs side by side say how in turn; the same offer made again stands elsewhere or repeats its words.
    if let [(first_part, first), .., (index, offer)] = all.as_slice() {
        let words = |part: usize, offer: &Offer| {
            word_set(
                letter
                    .parts
                    .get(part)
                    .and_then(|part| part.text.get(offer.at.clone()))
                    .unwrap_or_default(),
            )
        };
        let (one, other) = (words(*first_part, first), words(*index, offer));
        let shared = one.shared(&other);
        let (share, back) = (per_cent(shared, one.len()), per_cent(shared, other.len()));
        if first_part != index || share.max(back) >= 50 {
            found.at(
                letter,
                *index,
                Some(offer.at.clone()),
                format!("The letter tells of {what} twice."),
                "Keep one of the two: different words or time limits in the other would mislead.",
            );
        }
    }
}
