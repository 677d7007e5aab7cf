//! A letter that was written elsewhere, as checks see it: found in it is what harvesting finds, and what cannot be known
//! is not claimed.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::civil::Date;

use super::remedies::offers_a_remedy;
use super::subject::{Facts, Part, PartKind, Subject, Surroundings};
use crate::domain::harvest::{Harvest, LetterFacts, Pair, harvest, letter_facts};
use crate::domain::reading::{Reader, Within, WordSet, word_set};
use crate::domain::regime::Regime;
use crate::text::slice::{before, from, slice};

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
    let reading = |words: &str, within| Arc::new(reader.read(words, &regime, within, None));
    let blank = |kind| Part {
        kind,
        place: None,
        name: String::new(),
        asked: Cow::Borrowed(""),
        text: Cow::Borrowed(""),
        reading: Arc::default(),
        words: Arc::default(),
        telling: WordSet::default(),
        outcome: None,
        citations: Vec::new(),
        sources: &[],
        regime: regime.clone(),
        answered_with: None,
    };
    let frame = |kind, words: &'a str| Part {
        text: Cow::Borrowed(words),
        reading: reading(words, Within::Frame),
        ..blank(kind)
    };
    let pack = reader.regimes.get(&regime).map(AsRef::as_ref);
    let pairs = understood(&found);
    let mut parts = Vec::new();
    let mut closing = String::new();
    if pairs.is_empty() {
        let start = after_salutation(text);
        parts.push(frame(PartKind::Opening, before(text, start)));
        let (answer, rest) = without_closing(from(text, start), reader, &regime, pack, &around);
        let mut part = blank(PartKind::Answer);
        part.reading = reading(answer, Within::Answer);
        part.text = Cow::Borrowed(answer);
        parts.push(part);
        parts.push(frame(PartKind::Closing, rest));
        return Subject::new(parts, known(given, &facts), regime, around);
    }
    let before_all = slice(text, found.opening.clone());
    let between = between_all(text, &found);
    parts.push(if between.is_empty() {
        frame(PartKind::Opening, before_all)
    } else {
        let words = format!("{before_all}\n\n{between}");
        Part {
            reading: reading(&words, Within::Frame),
            text: Cow::Owned(words),
            ..blank(PartKind::Opening)
        }
    });
    let left_out = left_out_of(text, &found);
    let last = pairs
        .iter()
        .map(|pair| pair.answer_at.end)
        .max()
        .unwrap_or(0);
    for (index, pair) in pairs.iter().enumerate() {
        let mut answer = if left_out.contains(&index) {
            ""
        } else {
            pair.answer.as_str()
        };
        // The rights at the end of the letter are no part of the last answer.
        if pair.answer_at.end == last {
            let (own, rest) = without_closing(answer, reader, &regime, pack, &around);
            answer = own;
            if closing.is_empty() {
                rest.clone_into(&mut closing);
            }
        }
        let same = |other: &Pair| !pair.answer.is_empty() && other.answer_at == pair.answer_at;
        let lead = pair
            .shares
            .or_else(|| pairs.iter().take(index).position(same));
        parts.push(Part {
            name: name_of(index, pair),
            asked: Cow::Owned(pair.question.clone()),
            text: Cow::Owned(answer.to_owned()),
            reading: reading(answer, Within::Answer),
            words: Arc::new(word_set(&pair.question)),
            telling: WordSet::default(),
            // The lead stands after the opening.
            answered_with: lead
                .filter(|lead| !left_out.contains(lead))
                .map(|lead| lead + 1),
            ..blank(PartKind::Answer)
        });
    }
    closing.push_str(slice(text, found.closing.clone()));
    let mut end = blank(PartKind::Closing);
    end.reading = reading(&closing, Within::Frame);
    end.text = Cow::Owned(closing);
    parts.push(end);
    Subject::new(parts, known(given, &facts), regime, around)
}

// What stands between the questions and belongs to none: a decision for the whole request, an introduction.
fn between_all(text: &str, found: &Harvest) -> String {
    let mut taken: Vec<std::ops::Range<usize>> = found
        .pairs
        .iter()
        .flat_map(|pair| [pair.question_at.clone(), pair.answer_at.clone()])
        .collect();
    taken.sort_by_key(|range| range.start);
    let mut between = String::new();
    let mut at = found.opening.end;
    for range in taken {
        let gap = slice(text, at..range.start.max(at)).trim();
        // Less is the label of an answer.
        if gap.split_whitespace().count() > 6 {
            between.push_str(gap);
            between.push_str("\n\n");
        }
        at = at.max(range.end);
    }
    between
}

// The pairs, if the letter was understood: where most questions seem to have no answer, it was not.
fn understood(found: &Harvest) -> &[Pair] {
    let empty = found
        .pairs
        .iter()
        .filter(|pair| pair.answer.trim().is_empty())
        .count();
    if empty * 2 >= found.pairs.len() && empty > 1 {
        &[]
    } else {
        &found.pairs
    }
}

fn after_salutation(text: &str) -> usize {
    let line = text
        .lines()
        .find(|line| line.trim_start().starts_with("Dear"));
    line.map_or(0, |line| {
        line.as_ptr() as usize - text.as_ptr() as usize + line.len()
    })
}

// An answer and what follows it: the paragraph that offers a review or the regulator, or the valediction, begins the
// closing; its heading goes with it.
fn without_closing<'t>(
    text: &'t str,
    reader: &Reader,
    regime: &str,
    pack: Option<&Regime>,
    around: &Surroundings<'_>,
) -> (&'t str, &'t str) {
    let read = reader.read(text, regime, Within::Frame, None);
    let mut heading: Option<usize> = None;
    for (at, piece, passage) in read.pieces() {
        let words = piece.trim();
        let farewell = [
            "yours sincerely",
            "yours faithfully",
            "yours truly",
            "kind regards",
            "regards",
            "best wishes",
            "many thanks",
            "all the best",
        ]
        .iter()
        .any(|word| words.to_lowercase().starts_with(word));
        let remedy = pack.is_some_and(|pack| offers_a_remedy(around, pack, piece, passage));
        if at > 0 && (farewell || remedy) {
            let cut = heading.unwrap_or(at);
            return (before(text, cut), from(text, cut));
        }
        // A short line without a full stop stands over what follows.
        let stands_over = words.len() < 60
            && !words.contains('\n')
            && !words.ends_with(['.', ':', '?', ';', ',']);
        heading = (stands_over && at > 0).then_some(at);
    }
    (text, "")
}

// Questions without an answer of their own that stand right before one that has it. Where every other question has its
// own answer below it, such a one was left out; in a letter that answers several at once, they share it.
fn left_out_of(text: &str, found: &Harvest) -> Vec<usize> {
    let own = |pair: &Pair| {
        !pair.answer.is_empty()
            && slice(text, pair.question_at.end..pair.answer_at.start)
                .trim()
                .len()
                < 24
    };
    let shared: Vec<(usize, usize)> = found
        .pairs
        .iter()
        .enumerate()
        .filter_map(|(index, pair)| Some((pair.shares?, index)))
        .collect();
    let alone = found.pairs.iter().enumerate().filter(|(index, pair)| {
        own(pair)
            && !shared
                .iter()
                .any(|(lead, follower)| lead == index || follower == index)
    });
    match shared.as_slice() {
        [(lead, follower)] if alone.count() >= 3 => {
            let pair = found.pairs.get(*follower);
            // "Questions 1 and 2" in one heading share their answer.
            let head = found.pairs.get(*lead).map(|pair| &pair.question_at);
            if head == pair.map(|pair| &pair.question_at) {
                return Vec::new();
            }
            let words = pair.map_or("", |pair| pair.answer.as_str()).to_lowercase();
            let both = ["both", "each of", "questions", "these", "either"]
                .iter()
                .any(|word| words.contains(word));
            if pair.is_some_and(own) && !both {
                vec![*lead]
            } else {
                Vec::new()
            }
        }
        _ => Vec::new(),
    }
}

// What is called "2" in the letter, or counted where it has no number.
fn name_of(index: usize, pair: &Pair) -> String {
    if pair.marker.is_empty() || pair.marker == "•" {
        (index + 1).to_string()
    } else {
        pair.marker.clone()
    }
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
