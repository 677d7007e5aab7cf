//! What the archive keeps of a past letter, and what of the letter was unclear.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::unnamed::People;
use super::{Harvest, LetterFacts, Pair, harvest, letter_facts};
use crate::domain::archive::PastAnswer;
use crate::domain::outcome::Outcome;
use crate::domain::reading::Phrasebook;
use crate::domain::regime::Regimes;
use crate::domain::suggest::plain_question;
use crate::text::pattern::compiled;
use crate::text::slice::{before, from};
use crate::text::words::key_of;

/// What a letter is read with.
#[derive(Debug, Clone, Copy)]
pub struct ReadWith<'a> {
    /// The regimes.
    pub regimes: &'a Regimes,
    /// The words by which a letter is read.
    pub book: &'a Phrasebook,
    /// The regime of letters that name none.
    pub regime: &'a str,
}

/// A past letter, read for the archive.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filed {
    /// Its answers, one for each that stands in the letter.
    pub answers: Vec<PastAnswer>,
    /// What was unclear, from the top of the letter to its end.
    pub unclear: Vec<Unclear>,
}

/// Something in a letter that an officer should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclear {
    /// The line, from 1.
    pub line: usize,
    /// What.
    pub doubt: Doubt,
}

/// Why something is unclear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// No question was found.
    NoQuestion,
    /// A question has no answer.
    NoAnswer(String),
    /// An answer stands under a number, and the letter does not repeat the question.
    NoWords(String),
    /// An answer points to one that is not in the letter.
    PointsNowhere(String),
    /// Nothing in the answer says what became of the question.
    OutcomeGuessed(String, Outcome),
    /// A number is missing in a row of questions.
    NumberMissing(u32),
}

impl Doubt {
    /// Returns it in words.
    pub fn words(&self) -> String {
        let named = |marker: &str| match marker {
            "" | "•" => "a question".to_owned(),
            marker => format!("question {marker}"),
        };
        match self {
            Self::NoQuestion => "no question was found in this letter".to_owned(),
            Self::NoAnswer(marker) => format!("{} has no answer", named(marker)),
            Self::NoWords(marker) => format!(
                "the answer to {} stands under its number only: the letter does not say what was asked",
                named(marker)
            ),
            Self::PointsNowhere(marker) => format!(
                "the answer to {} points to one that is not in this letter",
                named(marker)
            ),
            Self::OutcomeGuessed(marker, outcome) => format!(
                "the outcome of {} is guessed: {}",
                named(marker),
                outcome.title()
            ),
            Self::NumberMissing(number) => format!("there is no question {number}"),
        }
    }
}

/// Reads a past letter for the archive. `text` is clean; `source` is what the letter is called.
pub fn file_away(text: &str, source: &str, with: ReadWith<'_>) -> Filed {
    let found = harvest(text, with.regimes, with.book, with.regime);
    let facts = letter_facts(text, with.regimes);
    let people = People::of(text, &facts);
    let mut filed = Filed {
        answers: Vec::new(),
        unclear: doubts(text, &found),
    };
    // The place in `answers` of each pair's own answer.
    let mut places: Vec<Option<usize>> = Vec::new();
    for pair in &found.pairs {
        let question = people.leave_out(&question_of(&pair.question));
        let elsewhere = pair.shares.or_else(|| {
            let points = pair.outcome == Some(Outcome::AnsweredElsewhere);
            let marker = pair.answered_with.as_ref().filter(|_| points)?;
            found.pairs.iter().position(|other| other.marker == *marker)
        });
        if let Some(place) = elsewhere.and_then(|own| places.get(own).copied().flatten()) {
            places.push(Some(place));
            if let Some(answer) = filed.answers.get_mut(place)
                && !question.is_empty()
            {
                answer.past_questions.push(question);
            }
            continue;
        }
        if pair.answer.is_empty()
            || question.is_empty()
            || pair.outcome == Some(Outcome::AnsweredElsewhere)
        {
            places.push(None);
            continue;
        }
        places.push(Some(filed.answers.len()));
        let answer = people.leave_out(&answer_of(&pair.answer));
        filed.answers.push(PastAnswer {
            id: id_of(&question, &answer),
            question,
            answer,
            past_questions: Vec::new(),
            outcome: pair.outcome,
            provisions: provisions(pair, with),
            date: facts.date.as_ref().map(|date| date.value),
            reference: reference(&facts),
            source: source.to_owned(),
        });
    }
    filed
}

fn reference(facts: &LetterFacts) -> String {
    let first = facts.references.first();
    first.map(|own| own.value.clone()).unwrap_or_default()
}

/// The provisions of an answer; those of another regime than the usual one bear its name.
pub fn provisions(pair: &Pair, with: ReadWith<'_>) -> Vec<String> {
    pair.cites
        .iter()
        .map(|cited| {
            let other = cited.regime.as_deref().filter(|own| *own != with.regime);
            match other.and_then(|own| with.regimes.get(own)) {
                Some(regime) => format!("{} {}", regime.short, cited.cite),
                None => cited.cite.clone(),
            }
        })
        .collect()
}

static ASKED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:you (?:have )?(?:also )?(?:asked|requested)(?: us)?(?: for| about| to know)?|your request (?:was )?for)\s+",
    )
});
static REFERS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:in (?:response|relation|respect|answer|reply|regard) (?:to|of)|as regards|as for|regarding|with (?:regard|respect|reference) to) (?:your |the )?(?:questions?|points?|parts?|items?|requests?) [\d(),.& a-z]{1,24}?(?:, ?|: ?)(?:and \d+, ?)?",
    )
});

/// What was asked, without the words with which the letter repeats it.
fn question_of(text: &str) -> String {
    capital(ASKED.replace(&plain_question(text), "").trim())
}

/// The answer without the numbers of the letter that it was in.
fn answer_of(text: &str) -> String {
    let bare = REFERS.replace(text, "");
    if bare.len() < text.len() {
        capital(bare.trim())
    } else {
        text.to_owned()
    }
}

fn capital(text: &str) -> String {
    let Some(first) = text.chars().next() else {
        return String::new();
    };
    let mut out: String = first.to_uppercase().collect();
    out.push_str(from(text, first.len_utf8()));
    out
}

/// The same question with the same answer has the same id, whatever letter it is in.
fn id_of(question: &str, answer: &str) -> String {
    let plain = |text: &str| -> String {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .flat_map(|word| [word.to_lowercase(), " ".to_owned()])
            .collect()
    };
    format!(
        "past-{:016x}",
        key_of(&format!("{}\n{}", plain(question), plain(answer)))
    )
}

/// What an officer should look at in a letter that was read.
pub fn doubts(text: &str, found: &Harvest) -> Vec<Unclear> {
    let line = |at: usize| before(text, at).matches('\n').count() + 1;
    if found.pairs.is_empty() {
        return vec![Unclear {
            line: 1,
            doubt: Doubt::NoQuestion,
        }];
    }
    let markers: BTreeSet<&str> = found
        .pairs
        .iter()
        .map(|pair| pair.marker.as_str())
        .collect();
    let mut unclear = Vec::new();
    let mut last: Option<u32> = None;
    for pair in &found.pairs {
        let marker = pair.marker.clone();
        let number: Option<u32> = marker.parse().ok();
        if let (Some(last), Some(number)) = (last, number)
            && number == last + 2
            && !markers
                .iter()
                .any(|own| own.starts_with(&format!("{}(", last + 1)))
        {
            unclear.push(Unclear {
                line: line(pair.question_at.start),
                doubt: Doubt::NumberMissing(last + 1),
            });
        }
        last = number.or(last);
        let doubt = if pair.answer.is_empty() {
            Some(Doubt::NoAnswer(marker))
        } else if pair.question.is_empty() {
            Some(Doubt::NoWords(marker))
        } else if pair.outcome == Some(Outcome::AnsweredElsewhere)
            && pair
                .answered_with
                .as_deref()
                .is_none_or(|own| !markers.contains(own))
        {
            Some(Doubt::PointsNowhere(marker))
        } else if let (true, Some(outcome)) = (pair.guessed, pair.outcome) {
            Some(Doubt::OutcomeGuessed(marker, outcome))
        } else {
            None
        };
        unclear.extend(doubt.map(|doubt| Unclear {
            line: line(pair.question_at.start),
            doubt,
        }));
    }
    unclear
}
