//! The index of a library in memory: every snippet's words and questions.

use std::collections::hash_map::Entry::{Occupied, Vacant};

use super::entry::{Asked, Entry, served_words};
use super::meant::Meant;
use super::query::{HALF_TYPED, Query, count};
use super::score::{Parts, Signals, Weighed, scores};
use super::tally::{Statistics, Tally};
use super::vectors::Vectors;
use crate::text::words::{KeyMap, Stems};

/// How many of the entries that hold most of the words are looked at closely.
const CANDIDATES: usize = 100;
/// A library of this size is looked at whole.
const SMALL: usize = 200;
/// In a library of up to this size entries are also found by what they mean alone.
const FOUND_BY_MEANING: usize = 4_000;
/// How many of them.
const MEANT_CANDIDATES: usize = 32;
/// How many words a half-typed one is completed to.
const COMPLETIONS: usize = 64;
/// An entry that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// Its place among the entries.
    pub index: usize,
    /// How well it fits; only comparable within one ranking.
    pub score: f32,
    /// What speaks for it, comparable with what speaks for past answers.
    pub parts: Parts,
    /// Which of the questions that it has served is the nearest, if one is nearer than its own.
    pub served: Option<usize>,
    /// The words of the question for which it is suggested, as the officer wrote them.
    pub matched: Vec<String>,
    /// Whether it fits at all, or is only the nearest there is.
    pub fits: bool,
}

#[derive(Debug, Clone, Copy)]
struct Posting {
    entry: u32,
    weight: f32,
}

/// The index over a library.
#[derive(Debug, Clone, Default)]
pub struct SuggestIndex {
    postings: KeyMap<Vec<Posting>>,
    // Sorted, for words that are still being typed.
    vocabulary: Vec<(Box<str>, u64)>,
    lengths: Vec<f32>,
    asked: Vec<Box<[Asked]>>,
    // As long as the entries, or empty without a table of what words mean.
    meant: Vec<Meant>,
    vectors: Option<Vectors>,
    tally: Tally,
    statistics: Statistics,
}

impl SuggestIndex {
    /// Builds the index; [`Ranked::index`] is the place in this order.
    pub fn build<'a>(entries: impl IntoIterator<Item = Entry<'a>>) -> Self {
        let mut index = Self::default();
        let mut stems = Stems::default();
        for entry in entries {
            index.push(&entry, &mut stems);
        }
        index.settle();
        index
    }

    /// Reads what the entries mean: those that the index was built from, in the same order.
    pub fn read_meanings<'a>(
        &mut self,
        entries: impl IntoIterator<Item = Entry<'a>>,
        vectors: Vectors,
    ) {
        let mut stems = Stems::default();
        let read = entries.into_iter().zip(&self.asked).map(|(entry, asked)| {
            let mut words = Vec::new();
            entry.words(&mut stems, |stem, weight| words.push((stem.key, weight)));
            Meant::of(asked, words, vectors)
        });
        self.meant = read.collect();
        self.vectors = Some(vectors);
    }

    /// Adds an entry behind the others and returns its place. [`Self::settle`] makes it count.
    pub fn push(&mut self, entry: &Entry<'_>, stems: &mut Stems) -> usize {
        let at = self.lengths.len();
        let number = u32::try_from(at).unwrap_or(u32::MAX);
        let mut length = 0.0;
        let mut weights: KeyMap<f32> = KeyMap::default();
        entry.words(stems, |stem, weight| {
            length += weight;
            *weights.entry(stem.key).or_default() += weight;
            if let Vacant(place) = self.postings.entry(stem.key) {
                place.insert(Vec::new());
                self.vocabulary.push((stem.stem.clone(), stem.key));
            }
        });
        for (key, weight) in weights {
            let posting = Posting {
                entry: number,
                weight,
            };
            self.postings.entry(key).or_default().push(posting);
        }
        let asked = entry.asked(stems);
        self.tally.add(length, &asked);
        self.lengths.push(length);
        self.asked.push(asked.into());
        at
    }

    /// Adds a question that an entry has served; `which` is its place among those. [`Self::settle`] makes it count.
    pub fn serve(&mut self, entry: usize, which: usize, question: &str, stems: &mut Stems) {
        let Some(known) = self.asked.get_mut(entry) else {
            return;
        };
        let new = Asked::of(question, stems).which_was_served(which);
        if known.iter().any(|other| other.keys == new.keys) {
            return;
        }
        let mut length = 0.0;
        let number = u32::try_from(entry).unwrap_or(u32::MAX);
        served_words(question, stems, |stem, weight| {
            length += weight;
            let postings = match self.postings.entry(stem.key) {
                Vacant(place) => {
                    self.vocabulary.push((stem.stem.clone(), stem.key));
                    place.insert(Vec::new())
                }
                Occupied(place) => place.into_mut(),
            };
            match postings.binary_search_by_key(&number, |posting| posting.entry) {
                Ok(at) => postings[at].weight += weight,
                Err(at) => postings.insert(
                    at,
                    Posting {
                        entry: number,
                        weight,
                    },
                ),
            }
        });
        if let Some(sum) = self.lengths.get_mut(entry) {
            *sum += length;
        }
        self.tally.serve(length, known, &new);
        if let (Some(vectors), Some(meant)) = (self.vectors, self.meant.get_mut(entry)) {
            meant.serve(&new, vectors);
        }
        let mut all = std::mem::take(known).into_vec();
        all.push(new);
        *known = all.into();
    }

    /// Brings what is known of all entries together up to date.
    pub fn settle(&mut self) {
        self.statistics = self.tally.statistics();
        self.vocabulary.sort_unstable();
    }

    /// Ranks the entries for a question, best first; equal ones by their place. `used` tells what the use of an entry
    /// says for it, 0 to 1.
    pub fn rank(&self, query: &Query, used: impl Fn(usize) -> f32) -> Vec<Ranked> {
        let weighed = self.weighed(query);
        let joined = self.joined(query, &weighed);
        let mut found: Vec<(usize, Signals)> = Vec::new();
        // A small library is looked at whole, for the sake of what is misspelt.
        let all = self.lengths.len() <= SMALL;
        for (at, (joined, held)) in joined.iter().copied().enumerate() {
            if joined > 0.0 || all {
                let signals = Signals {
                    joined,
                    held,
                    ..Signals::default()
                };
                found.push((at, signals));
            }
        }
        if found.len() > CANDIDATES && !all {
            let by_words = |a: &(usize, Signals), b: &(usize, Signals)| {
                b.1.joined.total_cmp(&a.1.joined).then(a.0.cmp(&b.0))
            };
            found.select_nth_unstable_by(CANDIDATES, by_words);
            found.truncate(CANDIDATES);
        }
        if !all {
            self.add_meant(&weighed, &joined, &mut found);
            found.sort_unstable_by_key(|(at, _)| *at);
        }
        for (at, signals) in &mut found {
            weighed.ask(signals, self.asked.get(*at).map_or(&[], |asked| asked));
            if let (Some(query), Some(meant)) = (weighed.meaning(), self.meant.get(*at)) {
                signals.meant = meant.alike(query);
            }
        }
        found.retain(|(_, signals)| signals.speak(query.typed));
        let parts = found
            .iter()
            .map(|(at, signals)| weighed.parts(signals, used(*at)));
        let parts: Vec<Parts> = parts.collect();
        let mut ranked: Vec<Ranked> = found
            .iter()
            .zip(&parts)
            .zip(scores(&parts))
            .map(|(((at, signals), parts), score)| {
                let (matched, fits) = weighed.verdict(signals);
                Ranked {
                    index: *at,
                    score,
                    parts: *parts,
                    served: signals.served.map(usize::from),
                    matched,
                    fits,
                }
            })
            .collect();
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.index.cmp(&b.index)));
        ranked
    }

    // An answer may share no word with the question.
    fn add_meant(
        &self,
        weighed: &Weighed<'_>,
        joined: &[(f32, u64)],
        found: &mut Vec<(usize, Signals)>,
    ) {
        let Some(query) = weighed.meaning() else {
            return;
        };
        if self.meant.len() > FOUND_BY_MEANING {
            return;
        }
        let meant = self.meant.iter().map(|meant| meant.whole_alike(query));
        let mut nearest: Vec<(usize, f32)> = meant.enumerate().collect();
        let by_meaning =
            |a: &(usize, f32), b: &(usize, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if nearest.len() > MEANT_CANDIDATES {
            nearest.select_nth_unstable_by(MEANT_CANDIDATES, by_meaning);
            nearest.truncate(MEANT_CANDIDATES);
        }
        for (at, _) in nearest {
            if found.iter().all(|(other, _)| *other != at) {
                let (joined, held) = joined.get(at).copied().unwrap_or_default();
                let signals = Signals {
                    joined,
                    held,
                    ..Signals::default()
                };
                found.push((at, signals));
            }
        }
    }

    /// Returns the places of the entries that hold most of what is looked for, in no order.
    pub fn holding_most(&self, query: &Query, most: usize) -> Vec<usize> {
        let joined = self.joined(query, &self.weighed(query));
        let holding = joined.into_iter().enumerate();
        let mut found: Vec<(usize, f32)> = holding
            .filter(|(_, (joined, _))| *joined > 0.0)
            .map(|(at, (joined, _))| (at, joined))
            .collect();
        if found.len() > most {
            found.select_nth_unstable_by(most, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            found.truncate(most);
        }
        found.into_iter().map(|(at, _)| at).collect()
    }

    fn weighed<'a>(&'a self, query: &'a Query) -> Weighed<'a> {
        Weighed::new(query, &self.statistics, |term| {
            count(self.postings.get(&term.key).map_or(0, Vec::len))
        })
    }

    // What each entry holds of the query: the sum over its words, and which they are.
    fn joined(&self, query: &Query, weighed: &Weighed<'_>) -> Vec<(f32, u64)> {
        let mut joined = vec![(0.0_f32, 0_u64); self.lengths.len()];
        for (at, term) in query.terms.iter().enumerate() {
            self.add(term.key, weighed.rarity(at), Some(term.word), &mut joined);
        }
        for (key, word) in self.completions(query) {
            let holding = count(self.postings.get(&key).map_or(0, Vec::len));
            let rarity = HALF_TYPED * self.statistics.rarity(holding);
            self.add(key, rarity, word, &mut joined);
        }
        joined
    }

    fn add(&self, key: u64, rarity: f32, word: Option<usize>, joined: &mut [(f32, u64)]) {
        let bit = word.filter(|word| *word < 64).map_or(0, |word| 1 << word);
        for posting in self.postings.get(&key).into_iter().flatten() {
            let at = posting.entry as usize;
            let length = self.lengths.get(at).copied().unwrap_or(1.0);
            if let Some((sum, held)) = joined.get_mut(at) {
                *sum += rarity * self.statistics.saturated(posting.weight, length);
                *held |= bit;
            }
        }
    }

    // The words that begin as the last one does, which may be half typed.
    fn completions(&self, query: &Query) -> Vec<(u64, Option<usize>)> {
        let Some((begun, word)) = &query.half_typed else {
            return Vec::new();
        };
        let start = self
            .vocabulary
            .partition_point(|(stem, _)| **stem < **begun);
        let longer = self.vocabulary.iter().skip(start);
        let longer = longer.take_while(|(stem, _)| stem.starts_with(begun.as_str()));
        let new = longer.filter(|(_, key)| query.terms.iter().all(|term| term.key != *key));
        new.take(COMPLETIONS)
            .map(|(_, key)| (*key, *word))
            .collect()
    }
}
