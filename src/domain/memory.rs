//! What the library remembers of its use: which questions a snippet or a past answer has served, and when.
//!
//! A use is a date and the question in plain words, without who asked. Uses fold: the same words on the same day are
//! one use, in whatever order and from however many officers the lines came.

use std::collections::HashSet;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;
use serde::{Deserialize, Serialize};

use super::ids::QuestionId;
use super::reading::personal;
use super::suggest::plain_question;
use crate::text::clean::clean;
use crate::text::pattern::compiled;
use crate::text::placeholder;
use crate::text::slice;
use crate::text::words::{Stems, pieces};

/// How many of the questions that an answer has served count in the ranking.
pub const MOST_COUNTED: usize = 20;
/// Two questions that share this much of their words are one to the ranking.
const NEAR_COPY: f32 = 0.8;
/// The longest question that is remembered, in bytes; what is longer is a letter and no question.
const LONGEST: usize = 800;
/// After so many days a use counts half.
const HALF_LIFE: f32 = 365.0;

/// One use of a snippet or of a past answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Use {
    /// The day.
    pub date: Date,
    /// The question that was answered with it, as [`remembered`] returns it.
    pub question: String,
}

/// What was used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Used {
    /// The snippet with this id.
    Snippet(String),
    /// The past answer with this id.
    PastAnswer(String),
}

/// A use, and of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// What was used.
    pub used: Used,
    /// When, and for which question.
    pub case: Use,
}

/// What went into an answer and is not remembered yet: until the case is closed, undo can take it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inserted {
    /// The day.
    pub date: Date,
    /// The question.
    pub question: QuestionId,
    /// What it was.
    pub used: Used,
    /// Its name among the sources of the question; gone from there when the insertion was undone.
    pub source: String,
    /// The text that went in.
    pub passage: String,
}

/// All uses of one snippet or past answer, the latest first, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memory(Vec<Use>);

impl Memory {
    /// Gathers uses in any order.
    pub fn of(uses: impl IntoIterator<Item = Use>) -> Self {
        let mut uses: Vec<Use> = uses.into_iter().collect();
        uses.sort_unstable_by(|a, b| b.cmp(a));
        uses.dedup();
        Self(uses)
    }

    /// Adds a use. `false` if it is known.
    pub fn add(&mut self, new: Use) -> bool {
        match self.0.binary_search_by(|known| new.cmp(known)) {
            Ok(_) => false,
            Err(at) => {
                self.0.insert(at, new);
                true
            }
        }
    }

    /// Adds all uses of another memory.
    pub fn join(&mut self, other: Self) {
        if self.0.is_empty() {
            *self = other;
        } else if !other.0.is_empty() {
            *self = Self::of(std::mem::take(&mut self.0).into_iter().chain(other.0));
        }
    }

    /// Returns the uses, the latest first.
    pub fn uses(&self) -> &[Use] {
        &self.0
    }

    /// Tells how often it was used.
    pub fn times(&self) -> usize {
        self.0.len()
    }

    /// Returns the day on which it was used last.
    pub fn last(&self) -> Option<Date> {
        self.0.first().map(|used| used.date)
    }

    /// Returns the questions that count in the ranking: the latest, near-copies left out.
    pub fn counted(&self, stems: &mut Stems) -> Vec<String> {
        let mut kept: Vec<(Vec<u64>, &str)> = Vec::new();
        for used in &self.0 {
            if kept.len() >= MOST_COUNTED {
                break;
            }
            let keys = keys_of(&used.question, stems);
            if kept
                .iter()
                .all(|(other, _)| alike(other, &keys) < NEAR_COPY)
            {
                kept.push((keys, &used.question));
            }
        }
        kept.into_iter()
            .map(|(_, question)| question.to_owned())
            .collect()
    }

    /// Returns how much use speaks for it today, from 0 (never used) to 1: the logarithm of the uses, each of which
    /// counts half after a year.
    pub fn weight(&self, today: Date) -> f32 {
        let sum: f32 = self.0.iter().map(|used| faded(used.date, today)).sum();
        let most = 1.0 + count(MOST_COUNTED);
        ((1.0 + sum).ln() / most.ln()).min(1.0)
    }
}

// What a use of this day counts today.
fn faded(date: Date, today: Date) -> f32 {
    let days = (today - date).get_days().max(0);
    #[expect(
        clippy::cast_precision_loss,
        reason = "days of some centuries are exact"
    )]
    let days = days as f32;
    0.5_f32.powf(days / HALF_LIFE)
}

fn keys_of(question: &str, stems: &mut Stems) -> Vec<u64> {
    let mut keys = Vec::new();
    stems.each(question, |stem| keys.push(stem.key));
    keys.sort_unstable();
    keys.dedup();
    keys
}

// The share of common words in all words of both.
fn alike(first: &[u64], second: &[u64]) -> f32 {
    let shared = first
        .iter()
        .filter(|key| second.binary_search(key).is_ok())
        .count();
    let all = first.len() + second.len() - shared;
    if all == 0 {
        1.0
    } else {
        count(shared) / count(all)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of words and uses are small"
)]
fn count(of: usize) -> f32 {
    of as f32
}

/// Tells whether an answer still holds a good part of a passage that went into it: what was rewritten altogether served
/// nothing.
pub fn still_holds(answer: &str, passage: &str) -> bool {
    let known: HashSet<String> = pieces(answer).map(str::to_lowercase).collect();
    let fixed = placeholder::fill(passage, |_| Some(String::new()));
    let (mut held, mut all) = (0, 0);
    for word in pieces(&fixed) {
        all += 1;
        held += usize::from(known.contains(&word.to_lowercase()));
    }
    all == 0 || 2 * held >= all
}

/// Returns a question as it is remembered: in plain words on one line, without salutation and signature, without
/// `requester`, titles with names, addresses, and numbers by which a person is known. Empty if nothing is left.
pub fn remembered(question: &str, requester: &str) -> String {
    static TITLED: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Sir|Dame)\.?(?:\s+[A-Z][\w’'-]*){1,3}",
        )
    });
    static INTRODUCED: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r"(?i:\bmy name is|\bi am called|\bsigned:?|\bname:)\s+[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,3}",
        )
    });
    let mut text = clean(&plain_question(question)).0.to_string();
    for found in personal(&text).iter().rev() {
        text.replace_range(found.at.clone(), "…");
    }
    for pattern in [&TITLED, &INTRODUCED] {
        text = pattern.replace_all(&text, "…").into_owned();
    }
    let named: Vec<String> = pieces(requester)
        .filter(|word| word.chars().count() > 1)
        .map(str::to_lowercase)
        .collect();
    let words = text.split_whitespace().map(|word| {
        let is_address = word.contains('@') || word.contains("://");
        let is_name = word.starts_with(char::is_uppercase)
            && pieces(word)
                .next()
                .is_some_and(|piece| named.contains(&piece.to_lowercase()));
        if is_address || is_name { "…" } else { word }
    });
    let mut kept: Vec<&str> = words.collect();
    kept.dedup_by(|next, first| *next == "…" && *first == "…");
    let text = kept.join(" ");
    let end = text.floor_char_boundary(LONGEST.min(text.len()));
    let text = slice::before(&text, end).trim();
    if text.chars().any(char::is_alphanumeric) {
        text.to_owned()
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn used(day: i8, question: &str) -> Use {
        Use {
            date: date(2026, 11, day),
            question: question.to_owned(),
        }
    }

    #[test]
    fn uses_fold_in_any_order() {
        let (first, second) = (used(1, "How many bins?"), used(3, "Which bins?"));
        let memory = Memory::of([first.clone(), second.clone(), first.clone()]);
        let mut other = Memory::of([second.clone()]);
        assert!(other.add(first.clone()));
        assert!(!other.add(first));
        assert_eq!(memory, other);
        assert_eq!(memory.times(), 2);
        assert_eq!(memory.last(), Some(second.date));
    }

    #[test]
    fn near_copies_and_what_is_beyond_twenty_do_not_count() {
        let mut stems = Stems::default();
        let copies = Memory::of([
            used(1, "How many bins were emptied?"),
            used(2, "How many bins were emptied please?"),
        ]);
        assert_eq!(copies.counted(&mut stems).len(), 1);
        assert_eq!(copies.times(), 2, "both are told all the same");
        let many = (0..40).map(|at| used(1, &format!("Question about subject{at} number{at}")));
        assert_eq!(Memory::of(many).counted(&mut stems).len(), MOST_COUNTED);
    }

    #[test]
    fn a_use_of_last_year_counts_half() {
        let today = date(2026, 11, 24);
        let fresh = Memory::of([Use {
            date: today,
            question: "a".into(),
        }]);
        let old = Memory::of([Use {
            date: date(2025, 11, 24),
            question: "a".into(),
        }]);
        let (fresh, old) = (fresh.weight(today), old.weight(today));
        assert!(old < fresh && old > 0.5 * fresh, "{old} {fresh}");
        assert!(Memory::default().weight(today).abs() < 1e-6);
        let often = (0..500).map(|at| used(24, &at.to_string()));
        assert!((Memory::of(often).weight(today) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn nothing_of_who_asked_is_remembered() {
        let question = "Dear Council,\n1. My name is Morgan Sample. I, Morgan, live at 12 Acacia Avenue, Anytown, AB1 2CD. \
             How many benches did Mrs Ann Other replace? Write to m.sample@example.org or ring 01632 960123.\n\
             Kind regards\nMorgan Sample";
        let text = remembered(question, "Morgan Sample");
        assert!(text.contains("How many benches did"), "{text}");
        for word in [
            "Morgan", "Sample", "Acacia", "AB1", "Other", "@", "960123", "Dear",
        ] {
            assert!(!text.contains(word), "{word}: {text}");
        }
        assert_eq!(remembered("…", ""), "");
        assert!(remembered(&"bins ".repeat(1_000), "").len() <= LONGEST);
    }

    #[test]
    fn a_name_that_is_a_word_is_kept_where_it_is_one() {
        assert_eq!(
            remembered("How many grey bins?", "Sam Grey"),
            "How many grey bins?"
        );
    }
}
