//! What the requester can do about it: the authority's own review and the regulator, each named once.

mod offers;

use std::sync::LazyLock;

use regex::Regex;

use self::offers::{Offer, names_regulator, names_review, offers, offers_review, regulator_names};
use super::{Check, Findings, Fix, Part, Severity, Subject};
use crate::domain::outcome::Outcome;
use crate::domain::reading::{Says, one_line};
use crate::domain::regime::Regime;
use crate::text::pattern::compiled;

pub(super) use self::offers::offers_a_remedy;

pub(super) const CHECKS: &[&dyn Check] = &[&NoReview, &NoRegulator, &ReviewTwice, &RegulatorTwice];

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
        // After a review there is only the regulator.
        let Some(regime) = regimes_of(letter)
            .filter(|regime| !letter.is_review && !regime.review_names.is_empty())
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

// Whether a sentence names the review; what it says about it does not matter here.
fn mentions(part: &Part<'_>, names: &[String]) -> bool {
    names
        .iter()
        .any(|name| part.reading.holds(&name.to_lowercase()))
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
        let names = regulator_names(&letter.around, regime);
        if names.is_empty() {
            return;
        }
        // Before and after the answers any word of the regulator is about the right; in an answer it may be the subject.
        let named = letter.written().any(|(_, part)| {
            let frame = part.kind != super::PartKind::Answer
                && names_regulator(&names, &one_line(&part.text));
            let told = |says| {
                part.says(says)
                    && part.reading.pieces().any(|(_, text, passage)| {
                        passage.sentences.iter().any(|one| {
                            one.says(says)
                                && text
                                    .get(one.at.clone())
                                    .is_some_and(|words| names_regulator(&names, &one_line(words)))
                        })
                    })
            };
            frame || told(Says::Offers) || told(Says::WhereToFind)
        });
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
        for (index, part) in letter.written() {
            if let Some((at, first, second)) = two_limits(regime, part) {
                found.at(
                    letter,
                    index,
                    Some(at),
                    format!("The letter gives two time limits for asking for the review: {first} and {second}."),
                    "Keep the one that holds: the other would mislead.",
                );
                return;
            }
        }
    }
}

// Two time limits within which a review can be asked for, in one paragraph. How long the authority takes, and what comes
// after the review, are other limits.
fn two_limits<'p>(
    regime: &Regime,
    part: &'p Part<'_>,
) -> Option<(std::ops::Range<usize>, &'p str, &'p str)> {
    if !part.says(Says::Offers) {
        return None;
    }
    part.reading.texts().find_map(|(start, text)| {
        let mut limits = clauses(text).filter_map(|(at, clause)| {
            let asks = names_review(regime, &one_line(clause)) && !OTHER_LIMIT.is_match(clause);
            let hit = LIMIT.find(clause).filter(|_| asks)?;
            Some((
                start + at + hit.start()..start + at + hit.end(),
                hit.as_str(),
            ))
        });
        let (_, first) = limits.next()?;
        let (at, second) = limits.find(|(_, other)| plain_limit(other) != plain_limit(first))?;
        let shown = |limit: &str| -> (usize, usize) {
            let place = limit.as_ptr() as usize - text.as_ptr() as usize;
            (start + place, limit.len())
        };
        let words = |limit: &str| {
            let (place, len) = shown(limit);
            crate::text::slice::slice(&part.text, place..place + len)
        };
        Some((at, words(first), words(second)))
    })
}

static LIMIT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:\d+|two|three|four|six|twenty|thirty|forty|sixty)\s+(?:working\s+|calendar\s+)?(?:days|weeks|months)\b",
    )
});
static OTHER_LIMIT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:we\s+(?:aim|will|shall|expect|hope|endeavour|try|undertake|must)|reply|respond|response\s+will|outcome|result|you\s+(?:should|will|can\s+expect\s+to)\s+(?:have|receive|get|hear)|complete[ds]?|carried\s+out|take\s+up\s+to|commissioner|ombudsman|tribunal|regulator)\b",
    )
});

fn plain_limit(limit: &str) -> String {
    one_line(limit).to_lowercase()
}

// The clauses of a paragraph with their places.
fn clauses(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive([';', '.', '?', '!']).map(|clause| {
        let at = clause.as_ptr() as usize - text.as_ptr() as usize;
        (at, clause)
    })
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
        let names = regulator_names(&letter.around, regime);
        twice(
            letter,
            found,
            |part| offers(part, |words| names_regulator(&names, words)),
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
    let review = what == "the review";
    let all: Vec<(usize, Offer)> = letter
        .written()
        .filter(|(_, part)| part.answered_with.is_none())
        .flat_map(|(index, part)| offers(part).into_iter().map(move |offer| (index, offer)))
        .filter(|(_, offer)| {
            if review {
                offer.how && !offer.afterwards
            } else {
                offer.complains
            }
        })
        .collect();
    // A paragraph that says how belongs to the one before it that says that; an offer made again has its own time limit
    // or its own address.
    if let [_, (index, offer), ..] = all.as_slice() {
        found.at(
            letter,
            *index,
            Some(offer.at.clone()),
            format!("The letter tells of {what} twice."),
            "Keep one of the two: different words or time limits in the other would mislead.",
        );
    }
}
