//! A letter that was written elsewhere, as checks see it: found in it is what harvesting finds, and what cannot be known
//! is not claimed.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use super::subject::{Facts, Part, PartKind, Subject, Surroundings};
use crate::domain::harvest::{Harvest, LetterFacts, Pair, harvest, letter_facts};
use crate::domain::reading::{Reader, Within, word_set};
use crate::text::slice::slice;

/// What the caller knows of the letter; the rest is found in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    /// The regime; otherwise the one that the letter names.
    pub regime: Option<String>,
    /// The regime of letters that name none.
    pub default_regime: String,
    /// The date of receipt.
    pub received: Option<Date>,
    /// The reference of the case.
    pub reference: Option<String>,
    /// Who asked.
    pub requester: Option<String>,
    /// The authority that answers.
    pub authority: Option<String>,
}

/// Gathers what checks look at in a letter. `text` is clean.
pub fn subject_of_letter<'a>(
    text: &'a str,
    given: &Given,
    reader: &Reader,
    around: Surroundings<'a>,
) -> Subject<'a> {
    let facts = letter_facts(text, &reader.regimes);
    let regime = regime_of(given, &facts);
    let found = harvest(text, &reader.regimes, &reader.book, &regime);
    let part = |kind, at: Range<usize>, within| {
        let words = slice(text, at);
        Part {
            kind,
            place: None,
            name: String::new(),
            asked: Cow::Borrowed(""),
            text: Cow::Borrowed(words),
            reading: Arc::new(reader.read(words, &regime, within, None)),
            words: Arc::default(),
            outcome: None,
            citations: Vec::new(),
            sources: &[],
            regime: regime.clone(),
            answered_with: None,
        }
    };
    let mut parts = vec![part(
        PartKind::Opening,
        found.opening.clone(),
        Within::Frame,
    )];
    let whole = found.pairs.is_empty();
    for (index, pair) in found.pairs.iter().enumerate() {
        let reading = Arc::new(reader.read(&pair.answer, &regime, Within::Answer, None));
        parts.push(Part {
            kind: PartKind::Answer,
            name: name_of(&found, index, pair),
            asked: Cow::Owned(pair.question.clone()),
            text: Cow::Owned(pair.answer.clone()),
            reading,
            words: Arc::new(word_set(&pair.question)),
            // The lead stands after the opening.
            answered_with: pair.shares.map(|lead| lead + 1),
            ..part(PartKind::Answer, 0..0, Within::Answer)
        });
    }
    // A letter in which no question was found is one answer.
    if whole {
        let answer = part(PartKind::Answer, 0..text.len(), Within::Answer);
        parts = vec![answer];
    } else {
        parts.push(part(
            PartKind::Closing,
            found.closing.clone(),
            Within::Frame,
        ));
    }
    Subject::new(parts, known(given, &facts), regime, around)
}

// What is called "2" in the letter; a second one of the same number is told by its place.
fn name_of(found: &Harvest, index: usize, pair: &Pair) -> String {
    if pair.marker.is_empty() || pair.marker == "•" {
        return (index + 1).to_string();
    }
    let _ = found;
    pair.marker.clone()
}

fn regime_of(given: &Given, facts: &LetterFacts) -> String {
    let named = facts.regime.as_ref().map(|fact| fact.value.clone());
    given
        .regime
        .clone()
        .or(named)
        .unwrap_or_else(|| given.default_regime.clone())
}

fn known(given: &Given, facts: &LetterFacts) -> Facts {
    let reference = given
        .reference
        .clone()
        .or_else(|| facts.references.first().map(|fact| fact.value.clone()));
    Facts {
        reference,
        requester: given.requester.clone(),
        received: given.received,
        requested: facts.request_date.as_ref().map(|fact| fact.value),
        dated: facts.date.as_ref().map(|fact| fact.value),
        authority: given
            .authority
            .clone()
            .or_else(|| facts.authority.as_ref().map(|fact| fact.value.clone()))
            .into_iter()
            .collect(),
    }
}
