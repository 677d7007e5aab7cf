//! Is somebody else addressed than the one who asked.

use std::sync::LazyLock;

use regex::Regex;

use super::{name_words, salutations};
use crate::domain::checks::{Check, Findings, PartKind, Subject};
use crate::text::pattern::compiled;
use crate::text::slice::before;

// A courtesy title with another name, as the one who asked.
static ASKED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"\b(?:your\s+client,?|request\s+(?:from|by|of)|received\s+from|asked\s+by|you,|requested\s+by|thank\s+you,?)\s+((?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?)\.?\s+[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?)",
    )
});

/// Another requester is addressed.
pub(super) struct OtherRequester;

impl Check for OtherRequester {
    fn code(&self) -> &'static str {
        "other-requester"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let Some(own) = letter
            .facts
            .requester
            .as_deref()
            .map(name_words)
            .filter(|own| !own.is_empty())
        else {
            return;
        };
        for (index, at, salutation) in salutations(letter) {
            let name = salutation.name.as_str();
            let addressed = name_words(name);
            let known = addressed.is_empty()
                || addressed
                    .iter()
                    .any(|word| own.contains(word) && word.len() > 1);
            let placeholder =
                name.contains(['[', '<', '{', '«']) || name.to_lowercase().contains("xx");
            if !known && !placeholder {
                found.at(
                    letter,
                    index,
                    Some(at),
                    format!(
                        "The letter addresses {name}; the requester is {}.",
                        letter.facts.requester.as_deref().unwrap_or_default()
                    ),
                    "Put the right name, and look for other remains of an old letter.",
                );
                return;
            }
        }
        for (index, part) in letter
            .written()
            .filter(|(_, part)| part.kind != PartKind::Answer)
        {
            let hit = ASKED
                .captures_iter(&part.text)
                .filter_map(|hit| hit.get(1))
                .find(|hit| {
                    !name_words(hit.as_str())
                        .iter()
                        .any(|word| own.contains(word))
                });
            if let Some(hit) = hit {
                found.at(
                    letter,
                    index,
                    Some(hit.range()),
                    format!(
                        "{} speaks of a request of {}; the requester is {}.",
                        part.what(),
                        hit.as_str(),
                        letter.facts.requester.as_deref().unwrap_or_default()
                    ),
                    "Put the right name, and look for other remains of an old letter.",
                );
                return;
            }
        }
    }
}

// A line with a courtesy title above the salutation is the addressee.
static ADDRESSEE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?m)^[ \t*_]*(?:To:\s*)?((?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?\s+[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){0,3})[ \t*_]*$",
    )
});

/// Two addresses of two requesters before the salutation.
pub(super) struct OtherAddress;

impl Check for OtherAddress {
    fn code(&self) -> &'static str {
        "other-address"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let Some((index, part)) = letter
            .written()
            .find(|(_, part)| part.kind == PartKind::Opening)
        else {
            return;
        };
        let Some((_, dear, saluted)) = salutations(letter).find(|(at, ..)| *at == index) else {
            return;
        };
        // Of a letter from elsewhere it may not be known who asked: then whom it salutes.
        let requester = letter.facts.requester.as_deref().unwrap_or(&saluted.name);
        let own = name_words(requester);
        if own.is_empty() {
            return;
        }
        let is_own = |name: &str| {
            name_words(name)
                .iter()
                .any(|word| own.contains(word) && word.len() > 1)
        };
        let head = before(&part.text, dear.start);
        let addressees: Vec<_> = ADDRESSEE
            .captures_iter(head)
            .filter_map(|hit| hit.get(1))
            .filter(|hit| !name_words(hit.as_str()).is_empty())
            .collect();
        let salutes_own = salutations(letter).any(|(_, _, one)| is_own(&one.name));
        if !salutes_own || addressees.iter().any(|one| is_own(one.as_str())) {
            return;
        }
        if let Some(other) = addressees.first() {
            found.at(
                letter,
                index,
                Some(other.range()),
                format!(
                    "The letter is addressed to {}; the requester is {requester}.",
                    other.as_str(),
                ),
                "Put the requester's own name and address.",
            );
        }
    }
}
