//! Whether two questions ask for the same thing: by the words that only they share.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::text::words::{is_stop_word, words};

/// The words of a text that say what it is about: the hashes of their stems, in order.
///
/// Two hundred questions are compared with each other at every change; numbers compare faster than words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WordSet(Vec<u64>);

/// Returns the words of a text that say what it is about.
pub fn word_set(text: &str) -> WordSet {
    let mut all: Vec<u64> = words(text)
        .filter(|word| !is_stop_word(&word.lower) && word.lower.chars().count() > 2)
        .map(|word| {
            let mut hasher = DefaultHasher::new();
            word.stem.hash(&mut hasher);
            hasher.finish()
        })
        .collect();
    all.sort_unstable();
    all.dedup();
    WordSet(all)
}

impl WordSet {
    /// Returns how many words there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Tells whether a word of another set is in it.
    fn has(&self, word: u64) -> bool {
        self.0.binary_search(&word).is_ok()
    }

    /// Returns these words without those of another set.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        Self(
            self.0
                .iter()
                .copied()
                .filter(|word| !other.has(*word))
                .collect(),
        )
    }

    /// Returns how many of these words are also in another set.
    pub fn shared(&self, other: &Self) -> usize {
        // Both are in order, so that they are walked side by side.
        let (mut mine, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0;
        while let (Some(one), Some(two)) = (mine.peek(), theirs.peek()) {
            let order = one.cmp(two);
            shared += usize::from(order.is_eq());
            if order.is_le() {
                mine.next();
            }
            if order.is_ge() {
                theirs.next();
            }
        }
        shared
    }

    /// Returns how many of these words are in one of two sets.
    pub fn shared_with_either(&self, one: &Self, other: &Self) -> usize {
        let in_either = |word: &&u64| one.has(**word) || other.has(**word);
        self.0.iter().filter(in_either).count()
    }

    /// Returns the words of several sets together.
    pub fn together<'w>(sets: impl Iterator<Item = &'w Self>) -> Self {
        let mut all: Vec<u64> = sets.flat_map(|set| set.0.iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        Self(all)
    }
}

/// Returns the words that stand in more than half of the questions of a letter: they tell none from another.
pub fn common<'w>(all: impl Iterator<Item = &'w WordSet>) -> WordSet {
    let mut counts: HashMap<u64, usize> = HashMap::new();
    let mut questions = 0;
    for set in all {
        questions += 1;
        for word in &set.0 {
            *counts.entry(*word).or_default() += 1;
        }
    }
    let many = |count: usize| questions > 3 && count * 2 > questions;
    let mut words: Vec<u64> = counts
        .into_iter()
        .filter(|(_, count)| many(*count))
        .map(|(word, _)| word)
        .collect();
    words.sort_unstable();
    WordSet(words)
}

/// Returns `part` of `whole` in per cent; nothing of nothing is nothing.
pub fn per_cent(part: usize, whole: usize) -> usize {
    (part * 100).checked_div(whole).unwrap_or(0)
}
