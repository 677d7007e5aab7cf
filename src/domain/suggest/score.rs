//! The ranking function: what speaks for an entry, and how that is added up.
//!
//! One set of signals for snippets and past answers. Words count by BM25F: one rarity and one length for an entry, the
//! fields weighted within. What was asked before counts twice, joined into the entry and question by question, the best
//! of them. Pieces of words catch what is misspelt, vectors what is said in other words. Use is a nudge. Outcome,
//! provisions and age say nothing about whether an entry fits.

use super::entry::{Asked, Entry};
use super::grams::Letters;
use super::meant::Meant;
use super::query::{Query, Term, count};
use super::tally::{Statistics, bm25};
use super::vectors::Meaning;
use crate::text::words::{KeyMap, Stems};

/// What neighbouring words weigh that also neighbour each other in a question.
const PAIR: f32 = 0.4;
/// What the best of an entry's questions weighs against all its words together.
const BEST: f32 = 2.0;
/// What likeness in letters weighs against words.
const ALIKE: f32 = 0.3;
/// Two questions about different things are as alike as this by chance.
const CHANCE: f32 = 0.1;
/// What likeness in meaning weighs against words where they say nothing.
const MEANT: f32 = 1.0;
/// How fast that falls as words say more.
const OPEN: f32 = 1.5;
/// Under this share of what a question says, an entry does not fit it.
const FITS: f32 = 0.3;
/// What a word counts in that share that no entry holds.
const UNHELD: f32 = 0.4;
/// From this likeness in letters on it fits all the same.
const FITS_ALIKE: f32 = 0.35;
/// From this likeness in meaning on as well, by chance taken off.
const FITS_MEANT: f32 = 0.35;
/// What use says at most: a nudge between answers that fit alike, never more.
const USED: f32 = 0.1;

/// A query with the rarities of an index.
#[derive(Debug)]
pub struct Weighed<'a> {
    /// The query.
    pub query: &'a Query,
    /// What is known of all entries.
    pub statistics: &'a Statistics,
    // Rarity times weight, by the place of the term in the query.
    rarities: Vec<f32>,
    places: KeyMap<usize>,
    pairs: Vec<(u64, u64, f32)>,
    letters: Letters<'a>,
    meaning: Option<Meaning>,
    // What each word of the question says, and all of them.
    masses: Vec<f32>,
    mass: f32,
    // The rarities of all words of the question: what an answer could hold of it.
    whole: f32,
}

impl<'a> Weighed<'a> {
    /// Weighs a query. `holding` tells how many entries hold a term.
    pub fn new(
        query: &'a Query,
        statistics: &'a Statistics,
        mut holding: impl FnMut(&Term) -> f32,
    ) -> Self {
        let mut rarities = Vec::with_capacity(query.terms.len());
        let mut masses = vec![0.0_f32; query.words.len()];
        let mut whole = 0.0;
        for term in &query.terms {
            let held = holding(term);
            let rarity = term.weight * statistics.rarity(held);
            rarities.push(rarity);
            if let Some(mass) = masses.get_mut(term.word)
                && *mass == 0.0
            {
                whole += rarity;
                // What nobody holds says less of what is missing: a street, a name, a year.
                *mass = if held > 0.0 { rarity } else { rarity * UNHELD };
            }
        }
        let places: KeyMap<usize> = query
            .terms
            .iter()
            .enumerate()
            .map(|(at, term)| (term.key, at))
            .collect();
        let rarity_of = |key| places.get(key).and_then(|at| rarities.get(*at)).copied();
        let pairs = query.pairs.iter().filter_map(|(first, second)| {
            let rarity = rarity_of(first)?.max(rarity_of(second)?);
            Some((*first, *second, rarity * PAIR))
        });
        Self {
            pairs: pairs.collect(),
            letters: Letters::new(&statistics.grams, &query.grams),
            meaning: meaning_of(query, &rarities),
            mass: masses.iter().sum(),
            query,
            statistics,
            rarities,
            places,
            masses,
            whole,
        }
    }

    /// Returns the rarity of a term by its place in the query, its weight in it included.
    pub fn rarity(&self, at: usize) -> f32 {
        self.rarities.get(at).copied().unwrap_or(0.0)
    }

    /// Returns the place in the query of a term.
    pub fn place(&self, key: u64) -> Option<usize> {
        self.places.get(&key).copied()
    }

    /// Reads an entry for what speaks for it.
    pub fn read(&self, entry: &Entry<'_>, stems: &mut Stems) -> Signals {
        let mut weights = vec![0.0_f32; self.rarities.len()];
        let mut length = 0.0;
        let mut said = Vec::new();
        entry.words(stems, |stem, weight| {
            length += weight;
            if self.meaning.is_some() {
                said.push((stem.key, weight));
            }
            if let Some(sum) = self.place(stem.key).and_then(|at| weights.get_mut(at)) {
                *sum += weight;
            }
        });
        let mut signals = Signals::default();
        for (at, weight) in weights.into_iter().enumerate() {
            if weight > 0.0 {
                signals.joined += self.rarity(at) * self.statistics.saturated(weight, length);
                let word = self.query.terms.get(at).map_or(64, |term| term.word);
                signals.held |= 1_u64
                    .checked_shl(u32::try_from(word).unwrap_or(64))
                    .unwrap_or(0);
            }
        }
        let asked = entry.asked(stems);
        self.ask(&mut signals, &asked);
        if let (Some(query), Some(vectors)) = (&self.meaning, self.query.vectors) {
            signals.meant = Meant::of(&asked, said, vectors).alike(query);
        }
        signals
    }

    /// Returns what the question means, where that is known.
    pub(super) fn meaning(&self) -> Option<&Meaning> {
        self.meaning.as_ref()
    }

    /// Completes the signals of an entry by those of its questions.
    pub fn ask(&self, signals: &mut Signals, asked: &[Asked]) {
        let mut words: Vec<f32> = Vec::with_capacity(asked.len());
        let mut alike: Vec<f32> = Vec::with_capacity(asked.len());
        let mut near = 0.0_f32;
        let mut best = 0.0_f32;
        for one in asked {
            let pairs = self.pairs_of(one);
            near = near.max(pairs);
            let all = if asked.len() > 1 {
                pairs + self.words_of(one)
            } else {
                pairs
            };
            if all > best {
                best = all;
                signals.served = one.served;
            }
            words.push(all);
            alike.push(self.letters.alike(&one.grams));
        }
        signals.joined += near;
        signals.alike = best_few(&mut alike);
        // Asked once, its question is in the joined words already.
        signals.best = if asked.len() > 1 {
            best_few(&mut words)
        } else {
            signals.joined
        };
    }

    fn words_of(&self, asked: &Asked) -> f32 {
        let mut counts: Vec<(usize, f32)> = Vec::new();
        for place in asked.keys.iter().filter_map(|key| self.place(*key)) {
            match counts.iter_mut().find(|(other, _)| *other == place) {
                Some((_, times)) => *times += 1.0,
                None => counts.push((place, 1.0)),
            }
        }
        let (length, mean) = (count(asked.keys.len()), self.statistics.asked_length);
        let counts = counts.into_iter();
        counts
            .map(|(place, times)| self.rarity(place) * bm25(times, length, mean))
            .sum()
    }

    fn pairs_of(&self, asked: &Asked) -> f32 {
        let holds = |first: u64, second: u64| {
            let mut pairs = asked.keys.windows(2);
            pairs.any(|pair| pair[0] == first && pair[1] == second)
        };
        let pairs = self.pairs.iter();
        pairs
            .filter(|(first, second, _)| holds(*first, *second))
            .map(|(_, _, rarity)| *rarity)
            .sum()
    }

    /// Returns what speaks for an entry on the scales that all sources share. `used` is what its use says, 0 to 1.
    pub fn parts(&self, signals: &Signals, used: f32) -> Parts {
        let whole = (1.0 + BEST) * self.whole;
        Parts {
            words: if whole > 0.0 {
                signals.words() / whole
            } else {
                0.0
            },
            alike: signals.alike,
            meant: signals.meant,
            used,
        }
    }

    /// Returns the words of the question that an entry holds, and whether it fits.
    pub fn verdict(&self, signals: &Signals) -> (Vec<String>, bool) {
        let held = |at: usize| at < 64 && signals.held >> at & 1 == 1;
        let words = self.query.words.iter().enumerate();
        let matched = words
            .filter(|(at, _)| held(*at))
            .map(|(_, word)| word.clone());
        let masses = self.masses.iter().enumerate();
        let mass: f32 = masses
            .filter(|(at, _)| held(*at))
            .map(|(_, mass)| *mass)
            .sum();
        let alike = signals.alike > FITS_ALIKE || signals.meant > FITS_MEANT;
        let held = mass > 0.0 && mass > FITS * self.mass;
        (matched.collect(), held || alike)
    }
}

/// What speaks for an entry.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Signals {
    /// All its words together.
    pub joined: f32,
    /// The best of its questions.
    pub best: f32,
    /// How like one of its questions is in letters.
    pub alike: f32,
    /// How far it means the same, chance taken off.
    pub meant: f32,
    /// Which words of the question it holds, a bit each.
    pub held: u64,
    /// Which of the questions that it has served is the nearest, if one is nearer than its own.
    pub served: Option<u8>,
}

impl Signals {
    /// Tells whether anything speaks for the entry: a word, or more likeness in letters or in meaning than chance
    /// makes. What is typed narrows: there meaning must be as near as what fits.
    pub fn speak(&self, typed: bool) -> bool {
        let least = if typed { FITS_MEANT } else { 0.0 };
        self.joined > 0.0 || self.alike > CHANCE || self.meant > least
    }

    fn words(&self) -> f32 {
        self.joined + BEST * self.best
    }
}

// Where the question's own words point; rare ones say more. Words that nobody holds are the ones to be understood.
fn meaning_of(query: &Query, rarities: &[f32]) -> Option<Meaning> {
    let own = query.terms.iter().zip(rarities).take(query.own);
    query
        .vectors?
        .meaning(own.map(|(term, rarity)| (term.key, rarity.sqrt())))
}

// The best of several, the next two a little: that more than one question was alike is no accident.
pub(super) fn best_few(of: &mut [f32]) -> f32 {
    of.sort_unstable_by(|a, b| b.total_cmp(a));
    let weights = [1.0_f32, 0.5, 0.25];
    let sum: f32 = of
        .iter()
        .zip(weights)
        .map(|(one, weight)| one * weight)
        .sum();
    let all: f32 = weights.iter().take(of.len()).sum();
    if all > 0.0 { sum / all } else { 0.0 }
}

/// What speaks for an entry, on scales that do not depend on where it was found.
///
/// A library of two hundred snippets and an archive of a million answers know different rarities, so their sums cannot
/// be compared. The share of the question that an entry holds can: each source weighs the words by its own rarities and
/// divides by what the whole question weighs there.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Parts {
    /// The share of the question that it holds, by words; 1 is about all of it.
    pub words: f32,
    /// How like one of its questions is in letters, 0 to 1.
    pub alike: f32,
    /// How far it means the same, chance taken off, 0 to 0.9.
    pub meant: f32,
    /// What its use says, 0 to 1.
    pub used: f32,
}

/// Adds up what speaks for each candidate, whatever its source: each part counts against the best of its kind, use
/// only as a nudge.
pub fn scores(parts: &[Parts]) -> Vec<f32> {
    let most = |of: fn(&Parts) -> f32| parts.iter().map(of).fold(0.0_f32, f32::max);
    let words = most(|parts| parts.words);
    let alike = most(|parts| parts.alike);
    let meant = most(|parts| parts.meant);
    // Meaning counts for as much as the words leave open: where an answer holds what is asked, it has little to add.
    let weight = MEANT / (1.0 + OPEN * words * words);
    let share = |part: f32, whole: f32| if whole > 0.0 { part / whole } else { 0.0 };
    parts
        .iter()
        .map(|one| {
            share(one.words, words)
                + ALIKE * share(one.alike, alike)
                + weight * share(one.meant, meant)
                + USED * one.used
        })
        .collect()
}
