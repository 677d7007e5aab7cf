//! What is known of all entries together: how many there are, how long they are, how rare their words are.

use super::entry::Asked;
use super::grams::{BUCKETS, GramWeights};
use super::query::count;

/// Saturation of repeated words; low, since entries are short.
const K1: f32 = 0.9;
/// How strongly long entries are held back.
const B: f32 = 0.75;

/// Counts entries while an index is built.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tally {
    /// How many entries there are.
    pub entries: f64,
    /// Their lengths in weighted words, together.
    pub lengths: f64,
    /// How many questions they have.
    pub asked: f64,
    /// The lengths of the questions, together.
    pub asked_lengths: f64,
    /// How many entries hold each piece of a word in a question; empty without questions.
    pub holding: Vec<u32>,
}

impl Tally {
    /// Counts an entry.
    pub fn add(&mut self, length: f32, asked: &[Asked]) {
        self.holding.resize(BUCKETS, 0);
        self.entries += 1.0;
        self.lengths += f64::from(length);
        let mut pieces: Vec<u16> = Vec::new();
        for one in asked {
            self.asked += 1.0;
            self.asked_lengths += f64::from(count(one.keys.len()));
            pieces.extend(one.grams.numbers());
        }
        if asked.len() > 1 {
            pieces.sort_unstable();
            pieces.dedup();
        }
        for piece in pieces {
            if let Some(held) = self.holding.get_mut(usize::from(piece)) {
                *held += 1;
            }
        }
    }

    /// Counts a question that an entry has served since it was counted itself; `known` are its questions before.
    pub fn serve(&mut self, length: f32, known: &[Asked], new: &Asked) {
        self.holding.resize(BUCKETS, 0);
        self.lengths += f64::from(length);
        self.asked += 1.0;
        self.asked_lengths += f64::from(count(new.keys.len()));
        for piece in new.grams.numbers() {
            let held = known.iter().any(|one| one.grams.numbers().contains(piece));
            if !held && let Some(count) = self.holding.get_mut(usize::from(*piece)) {
                *count += 1;
            }
        }
    }

    /// Returns it as bytes, the same on every system.
    pub fn to_bytes(&self) -> Vec<u8> {
        let sums = [self.entries, self.lengths, self.asked, self.asked_lengths];
        let sums = sums.iter().flat_map(|sum| sum.to_le_bytes());
        let held = self.holding.iter().flat_map(|held| held.to_le_bytes());
        sums.chain(held).collect()
    }

    /// Reads what [`Self::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (sums, held) = bytes.split_at_checked(32)?;
        if held.len() != 4 * BUCKETS {
            return None;
        }
        let mut sums = sums.chunks_exact(8);
        let mut sum = || Some(f64::from_le_bytes(sums.next()?.try_into().ok()?));
        let held = held.chunks_exact(4);
        Some(Self {
            entries: sum()?,
            lengths: sum()?,
            asked: sum()?,
            asked_lengths: sum()?,
            holding: held
                .map(|held| held.try_into().map_or(0, u32::from_le_bytes))
                .collect(),
        })
    }

    /// Returns what the ranking needs to know.
    pub fn statistics(&self) -> Statistics {
        let entries = narrow(self.entries);
        Statistics {
            entries,
            length: narrow(self.lengths / self.entries.max(1.0)),
            asked_length: narrow(self.asked_lengths / self.asked.max(1.0)),
            grams: GramWeights::of(&self.holding, entries),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "seven digits are more than a ranking needs"
)]
fn narrow(wide: f64) -> f32 {
    wide as f32
}

/// What is known of all entries together.
#[derive(Debug, Clone, Default)]
pub struct Statistics {
    /// How many entries there are.
    pub entries: f32,
    /// Their mean length, in weighted words.
    pub length: f32,
    /// The mean length of a question, in words.
    pub asked_length: f32,
    /// How rare pieces of words are.
    pub grams: GramWeights,
}

impl Statistics {
    /// Returns how rare a word is that `holding` entries hold.
    pub fn rarity(&self, holding: f32) -> f32 {
        let holding = holding.min(self.entries);
        (1.0 + (self.entries - holding + 0.5) / (holding + 0.5)).ln()
    }

    /// Returns what a word counts that stands in an entry with this weight.
    pub fn saturated(&self, weight: f32, length: f32) -> f32 {
        bm25(weight, length, self.length)
    }
}

/// Returns what a word counts: the more often it stands there the more, but less and less so.
pub(super) fn bm25(weight: f32, length: f32, mean: f32) -> f32 {
    weight * (K1 + 1.0) / (weight + K1 * (1.0 - B + B * length / mean.max(1.0)))
}
