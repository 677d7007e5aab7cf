//! Where a letter offers a remedy: the review or the regulator, and whether it says how.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::domain::checks::{Part, Surroundings};
use crate::domain::reading::{Passage, Says, one_line};
use crate::domain::regime::Regime;
use crate::text::pattern::compiled;

static HOW: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\bwithin\s+(?:a\s+period\s+of\s+)?(?:\w+|\d+)\s+(?:working\s+|calendar\s+)?(?:days|months|weeks)\b|\b(?:write|writing|contact|e-?mail|send|address)\b|@",
    )
});
static COMPLAINS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:complain|complaint|complaints|apply|application|appeal|refer|take\s+(?:it|this|the\s+matter)|for\s+a\s+decision)\b",
    )
});

// A paragraph that offers the review, and whether it says how.
pub(super) fn offers_review(regime: &Regime, part: &Part<'_>) -> Vec<Offer> {
    offers(part, |words| names_review(regime, words))
}

pub(super) fn names_review(regime: &Regime, words: &str) -> bool {
    // Of what a review is offered, so that the review of a policy is none.
    const OF: &[&str] = &[
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
        "look at it again",
        "think again",
        "actions",
        "how we",
    ];
    let lower = words.to_lowercase();
    let named = regime
        .review_names
        .iter()
        .any(|name| lower.contains(&name.to_lowercase()));
    let again = [
        "look at it again",
        "look again",
        "think again",
        "reconsider",
    ]
    .iter()
    .any(|words| lower.contains(words));
    named || again || lower.contains("review") && OF.iter().any(|word| lower.contains(word))
}

pub(super) fn names_regulator(names: &[String], words: &str) -> bool {
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
}

// What letters call the regulator: its name, the name without its office, its initials, its domain.
pub(super) fn regulator_names(around: &Surroundings<'_>, regime: &Regime) -> Vec<String> {
    let Some(regulator) = around.regulators.get(&regime.regulator) else {
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

/// Tells whether a paragraph offers a remedy: with it the closing of a letter begins.
pub(in crate::domain::checks) fn offers_a_remedy(
    around: &Surroundings<'_>,
    regime: &Regime,
    text: &str,
    passage: &Passage,
) -> bool {
    let names = regulator_names(around, regime);
    passage
        .sentences
        .iter()
        .filter(|one| one.says(Says::Offers))
        .any(|one| {
            let words = one_line(text.get(one.at.clone()).unwrap_or_default());
            names_review(regime, &words) || names_regulator(&names, &words)
        })
}

pub(super) struct Offer {
    pub(super) at: Range<usize>,
    // It says how: a time limit, an address, whom to write to.
    pub(super) how: bool,
    // It only comes after something else.
    pub(super) afterwards: bool,
    // It says that one may complain or apply there.
    pub(super) complains: bool,
}

pub(super) fn offers(part: &Part<'_>, names: impl Fn(&str) -> bool) -> Vec<Offer> {
    let mut all = Vec::new();
    if !part.says(Says::Offers) {
        return all;
    }
    for (start, text, passage) in part.reading.pieces() {
        // One paragraph makes one offer, however many sentences it takes.
        let offering = passage
            .sentences
            .iter()
            .filter(|one| one.says(Says::Offers));
        let hits: Vec<_> = offering
            .filter(|one| {
                text.get(one.at.clone())
                    .is_some_and(|words| names(&one_line(words)))
            })
            .collect();
        let Some(first) = hits.first() else { continue };
        all.push(Offer {
            at: start + first.at.start..start + first.at.end,
            how: HOW.is_match(text),
            complains: hits.iter().any(|one| {
                text.get(one.at.clone())
                    .is_some_and(|words| COMPLAINS.is_match(&without_links(words)))
            }),
            afterwards: hits.iter().all(|one| one.says(Says::Afterwards)),
        });
    }
    all
}

// "https://ico.org.uk/make-a-complaint" is an address and no second word about the right.
fn without_links(words: &str) -> String {
    let kept = words
        .split_whitespace()
        .filter(|word| !word.contains("://") && !word.starts_with("www."));
    kept.collect::<Vec<_>>().join(" ")
}
