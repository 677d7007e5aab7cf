//! What can be suggested, a snippet or a past answer, as the ranking reads it.

use super::grams::Grams;
use crate::domain::memory::MOST_COUNTED;
use crate::text::words::{Stem, Stems};

/// How much a word of the entry's own question counts.
const ASKED: f32 = 1.5;
/// How much a word of a question counts that it has served.
const SERVED: f32 = 1.0;
/// How much a word of the answer counts.
const ANSWERED: f32 = 1.0;
/// How many words a heading is read with at least, the first ones of the answer among them.
const READ_WITH_HEADING: usize = 24;

/// What can be suggested.
#[derive(Debug, Clone, Copy, Default)]
pub struct Entry<'a> {
    /// The question that it answers; for a snippet its title, its note on use, its tags.
    pub question: &'a str,
    /// Questions that it has served.
    pub served: &'a [String],
    /// The answer.
    pub answer: &'a str,
}

impl Entry<'_> {
    /// Returns the questions that count of those that it has served.
    pub fn counted(&self) -> &[String] {
        self.served.get(..MOST_COUNTED).unwrap_or(self.served)
    }

    /// Hands over every word that says something with its weight.
    pub fn words(&self, stems: &mut Stems, mut take: impl FnMut(&Stem, f32)) {
        stems.each(self.question, |stem| take(stem, ASKED));
        for question in self.counted() {
            served_words(question, stems, &mut take);
        }
        stems.each(self.answer, |stem| take(stem, ANSWERED));
    }

    /// Reads its questions: its own first, then those that it has served, copies left out.
    pub fn asked(&self, stems: &mut Stems) -> Vec<Asked> {
        let mut found: Vec<Asked> = Vec::new();
        let mut own = Reading::default();
        stems.each(self.question, |stem| own.take(stem));
        // A heading says little by itself: what it stands above says more. A question is taken at its word.
        if !self.question.contains('?') {
            let mut room = READ_WITH_HEADING.saturating_sub(own.keys.len());
            let lead = self.answer.split_inclusive(['.', '\n']);
            for sentence in lead {
                if room == 0 {
                    break;
                }
                stems.each(sentence, |stem| {
                    if room > 0 {
                        own.take(stem);
                        room -= 1;
                    }
                });
            }
        }
        if !own.keys.is_empty() {
            found.push(own.asked());
        }
        for (at, question) in self.counted().iter().enumerate() {
            let asked = Asked::of(question, stems).which_was_served(at);
            if found.iter().all(|other| other.keys != asked.keys) {
                found.push(asked);
            }
        }
        found
    }
}

/// Hands over the words of a question that an entry has served with their weight.
pub(super) fn served_words(question: &str, stems: &mut Stems, mut take: impl FnMut(&Stem, f32)) {
    stems.each(question, |stem| take(stem, SERVED));
}

/// A question of an entry: its own, or one that it has served.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Which of the questions that it has served; none for its own.
    pub served: Option<u8>,
    /// The stems in their order.
    pub keys: Box<[u64]>,
    /// Pieces of the words.
    pub grams: Grams,
}

impl Asked {
    /// Reads a question.
    pub fn of(text: &str, stems: &mut Stems) -> Self {
        let mut reading = Reading::default();
        stems.each(text, |stem| reading.take(stem));
        reading.asked()
    }

    /// Says which of the questions it is that an entry has served.
    #[must_use]
    pub(super) fn which_was_served(self, at: usize) -> Self {
        Self {
            served: u8::try_from(at).ok(),
            ..self
        }
    }
}

#[derive(Default)]
struct Reading {
    keys: Vec<u64>,
    pieces: Vec<u16>,
}

impl Reading {
    fn take(&mut self, stem: &Stem) {
        self.keys.push(stem.key);
        self.pieces.extend_from_slice(&stem.pieces);
    }

    fn asked(self) -> Asked {
        Asked {
            served: None,
            keys: self.keys.into(),
            grams: Grams::from_numbers(self.pieces),
        }
    }
}
