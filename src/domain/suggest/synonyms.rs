//! Words that mean the same in a council, as data: a question about a PCN finds the answer about penalty charge notices.

use std::collections::HashMap;

use super::vectors::Vectors;
use crate::text::words::{Stems, key_of};

/// A line of a synonyms file that says nothing usable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadSynonym {
    /// The line.
    pub line: String,
    /// What is wrong with it.
    pub message: &'static str,
}

/// The words of a phrase: the key of each stem, and the word as it was written.
pub(super) type Phrase = Vec<(u64, Box<str>)>;

#[derive(Debug, Clone)]
struct Expansion {
    phrase: Vec<u64>,
    others: Vec<Phrase>,
}

/// Synonyms, and the formulas of requests that say little.
#[derive(Debug, Clone, Default)]
pub struct Synonyms {
    by_first: HashMap<u64, Vec<Expansion>>,
    formulas: HashMap<u64, Vec<Vec<u64>>>,
    vectors: Option<Vectors>,
}

impl Synonyms {
    /// Adds a table of what words mean, for what no list of synonyms holds.
    pub fn add_vectors(&mut self, vectors: Vectors) {
        self.vectors = Some(vectors);
    }

    /// Returns the table of what words mean, if there is one.
    pub fn vectors(&self) -> Option<Vectors> {
        self.vectors
    }

    /// Adds a line: `SEND = special educational needs` works both ways, `sacked -> dismissed, dismissal` one way only.
    ///
    /// # Errors
    /// If there is nothing on one of its sides.
    pub fn add(&mut self, line: &str, stems: &mut Stems) -> Result<(), BadSynonym> {
        let bad = |message| BadSynonym {
            line: line.to_owned(),
            message,
        };
        if let Some((asked, meant)) = line.split_once("->") {
            let others: Vec<_> = meant
                .split(',')
                .map(|phrase| phrase_of(phrase, stems))
                .collect();
            let asked: Vec<_> = asked
                .split(',')
                .map(|phrase| phrase_of(phrase, stems))
                .collect();
            if asked.iter().chain(&others).any(Vec::is_empty) {
                return Err(bad("there must be words on both sides of the arrow"));
            }
            for phrase in asked {
                self.expand(&phrase, others.clone());
            }
            return Ok(());
        }
        let group: Vec<_> = line
            .split('=')
            .map(|phrase| phrase_of(phrase, stems))
            .collect();
        if group.len() < 2 || group.iter().any(Vec::is_empty) {
            return Err(bad("write “a = b” or “a -> b”"));
        }
        for (at, phrase) in group.iter().enumerate() {
            let others = group.iter().enumerate().filter(|(other, _)| *other != at);
            let others = others.map(|(_, phrase)| phrase.clone()).collect();
            self.expand(phrase, others);
        }
        Ok(())
    }

    fn expand(&mut self, phrase: &[(u64, Box<str>)], others: Vec<Phrase>) {
        let Some((first, _)) = phrase.first() else {
            return;
        };
        self.by_first.entry(*first).or_default().push(Expansion {
            phrase: phrase.iter().map(|(key, _)| *key).collect(),
            others,
        });
    }

    /// Adds a formula: words of requests that say how one is asked rather than what.
    pub fn add_formula(&mut self, words: &str, stems: &mut Stems) {
        let phrase: Vec<u64> = phrase_of(words, stems)
            .into_iter()
            .map(|(key, _)| key)
            .collect();
        if let Some(first) = phrase.first() {
            self.formulas.entry(*first).or_default().push(phrase);
        }
    }

    /// Returns the phrases that mean the same as words at the beginning of `rest`, with the number of those words.
    pub(super) fn at<'a>(&'a self, rest: &'a [u64]) -> impl Iterator<Item = (usize, &'a [Phrase])> {
        let first = rest.first().and_then(|first| self.by_first.get(first));
        let fitting = first.into_iter().flatten();
        let fitting = fitting.filter(|expansion| rest.starts_with(&expansion.phrase));
        fitting.map(|expansion| (expansion.phrase.len(), expansion.others.as_slice()))
    }

    /// Returns how many words at the beginning of `rest` are a formula.
    pub(super) fn formula_at(&self, rest: &[u64]) -> usize {
        let first = rest.first().and_then(|first| self.formulas.get(first));
        let fitting = first.into_iter().flatten();
        let fitting = fitting.filter(|formula| rest.starts_with(formula));
        fitting.map(Vec::len).max().unwrap_or(0)
    }
}

fn phrase_of(text: &str, stems: &mut Stems) -> Phrase {
    let mut phrase = Vec::new();
    stems.each(text, |stem| {
        debug_assert_eq!(stem.key, key_of(&stem.stem));
        phrase.push((stem.key, stem.stem.clone()));
    });
    phrase
}
