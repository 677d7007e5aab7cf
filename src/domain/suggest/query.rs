//! A question as the ranking reads it.

use super::grams::Grams;
use super::plain::plain_question;
use super::synonyms::Synonyms;
use super::vectors::Vectors;
use crate::text::words::{Stems, is_stop_word, key_of, words};

/// What a word weighs that only means the same as one of the question's.
const SYNONYM: f32 = 0.5;
/// What a word of a formula weighs.
const FORMULA: f32 = 0.25;
/// What a word of the context weighs: the title of the request, the heading above the question.
const CONTEXT: f32 = 0.3;
/// What a word weighs that a half-typed one may become.
pub(super) const HALF_TYPED: f32 = 0.6;
/// How many words of a question count; the rest of a longer one changes nothing.
const MOST_WORDS: usize = 64;

/// A word that is looked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// The number of its stem.
    pub key: u64,
    /// Its stem.
    pub stem: Box<str>,
    /// What it weighs against the others.
    pub weight: f32,
    /// For which word of the question it stands.
    pub word: usize,
}

/// A question, or what is typed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    /// The words that say something, as they were written.
    pub words: Vec<String>,
    /// What is looked for: their stems, and what means the same.
    pub terms: Vec<Term>,
    /// Neighbouring words.
    pub pairs: Vec<(u64, u64)>,
    /// Pieces of the words.
    pub grams: Grams,
    /// How many of the terms are the question's own words; they come first.
    pub own: usize,
    /// What words mean, where that is known.
    pub vectors: Option<Vectors>,
    /// Whether it is typed to narrow a list.
    pub typed: bool,
    /// The start of a word that is still being typed, and the place of the word if it says something.
    pub half_typed: Option<(String, Option<usize>)>,
}

impl Query {
    /// Reads a question.
    pub fn of(question: &str, synonyms: &Synonyms) -> Self {
        Self::with_context(question, "", synonyms)
    }

    /// Reads what is being typed: its last word may be the start of a longer one.
    pub fn typed(text: &str, synonyms: &Synonyms) -> Self {
        let mut query = Self::of(text, synonyms);
        query.half_typed = half_typed(text, &query);
        query.typed = true;
        query
    }

    /// Reads a question and, weakly, what stands around it.
    pub fn with_context(question: &str, context: &str, synonyms: &Synonyms) -> Self {
        let plain = plain_question(question);
        let mut query = Self::default();
        let mut keys: Vec<u64> = Vec::new();
        let mut pieces = Vec::new();
        let mut stems = Stems::default();
        let mut places: Vec<usize> = Vec::new();
        // Word by word, so that each stem knows how its word was written.
        for word in words(&plain) {
            stems.each(&word.written, |stem| {
                if query.words.len() >= MOST_WORDS {
                    return;
                }
                let known = query.terms.iter().find(|term| term.key == stem.key);
                let place = known.map_or(query.words.len(), |term| term.word);
                if known.is_none() {
                    query.words.push(word.written.clone());
                    query.terms.push(Term {
                        key: stem.key,
                        stem: stem.stem.clone(),
                        weight: 1.0,
                        word: place,
                    });
                    pieces.extend_from_slice(&stem.pieces);
                }
                keys.push(stem.key);
                places.push(place);
            });
        }
        query.own = query.terms.len();
        query.vectors = synonyms.vectors();
        query.grams = Grams::from_numbers(pieces);
        query.pairs = keys.windows(2).map(|pair| (pair[0], pair[1])).collect();
        query.pairs.sort_unstable();
        query.pairs.dedup();
        query.weigh_formulas_less(&keys, synonyms);
        query.add_context(context, &mut stems);
        query.add_synonyms(&keys, &places, synonyms);
        query
    }

    /// Returns it with the words to which its half-typed one may grow.
    #[must_use]
    pub fn completed(&self, stems: &[String]) -> Self {
        let mut query = self.clone();
        let Some((begun, place)) = query.half_typed.take() else {
            return query;
        };
        let word = place.unwrap_or(query.words.len());
        let mut grown = false;
        for stem in stems {
            let key = key_of(stem);
            if query.terms.iter().all(|term| term.key != key) {
                grown = true;
                query.terms.push(Term {
                    key,
                    stem: stem.as_str().into(),
                    weight: HALF_TYPED,
                    word,
                });
            }
        }
        if grown && place.is_none() {
            query.words.push(begun);
        }
        query
    }

    /// Tells whether nothing in it says anything.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.half_typed.is_none()
    }

    // A question may be about requests themselves: the formula counts less, but it counts.
    fn weigh_formulas_less(&mut self, keys: &[u64], synonyms: &Synonyms) {
        let mut at = 0;
        while let Some(rest) = keys.get(at..).filter(|rest| !rest.is_empty()) {
            let count = synonyms.formula_at(rest);
            for key in rest.iter().take(count) {
                for term in self.terms.iter_mut().filter(|term| term.key == *key) {
                    term.weight = FORMULA;
                }
            }
            at += count.max(1);
        }
    }

    fn add_context(&mut self, context: &str, stems: &mut Stems) {
        for word in words(context) {
            stems.each(&word.written, |stem| {
                let known = self.terms.iter().any(|term| term.key == stem.key);
                if !known && self.words.len() < MOST_WORDS {
                    self.terms.push(Term {
                        key: stem.key,
                        stem: stem.stem.clone(),
                        weight: CONTEXT,
                        word: self.words.len(),
                    });
                    self.words.push(word.written.clone());
                }
            });
        }
    }

    fn add_synonyms(&mut self, keys: &[u64], places: &[usize], synonyms: &Synonyms) {
        for (at, place) in places.iter().enumerate() {
            let rest = keys.get(at..).unwrap_or_default();
            for (_, others) in synonyms.at(rest) {
                for phrase in others {
                    // A phrase of three words counts as the one that it stands for, not three times.
                    let weight = SYNONYM / count(phrase.len()).sqrt();
                    for (key, stem) in phrase {
                        if self.terms.iter().all(|term| term.key != *key) {
                            self.terms.push(Term {
                                key: *key,
                                stem: stem.clone(),
                                weight,
                                word: *place,
                            });
                        }
                    }
                }
            }
        }
    }
}

// The last word may be half typed; even one that says nothing may be the start of one that does.
fn half_typed(plain: &str, query: &Query) -> Option<(String, Option<usize>)> {
    if !plain.ends_with(char::is_alphanumeric) {
        return None;
    }
    let last = words(plain).last()?;
    let place = if is_stop_word(&last.lower) {
        None
    } else {
        query.words.iter().position(|word| *word == last.written)
    };
    Some((last.lower, place))
}

#[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
pub(super) fn count(of: usize) -> f32 {
    of as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn synonyms() -> Synonyms {
        let mut synonyms = Synonyms::default();
        let mut stems = Stems::default();
        for line in ["PCN = penalty charge notice", "sacked -> dismissed"] {
            synonyms.add(line, &mut stems).expect("a synonym");
        }
        synonyms.add_formula("freedom of information act", &mut stems);
        synonyms
    }

    fn terms(question: &str) -> Vec<(String, f32)> {
        let query = Query::of(question, &synonyms());
        let terms = query.terms.iter();
        terms
            .map(|term| (term.stem.to_string(), term.weight))
            .collect()
    }

    #[test]
    fn an_abbreviation_is_looked_for_in_full_as_well() {
        let found = terms("How many PCNs were issued?");
        let stems: Vec<&str> = found.iter().map(|(stem, _)| stem.as_str()).collect();
        assert_eq!(stems, ["pcn", "issu", "penalti", "charg", "notic"]);
        assert!(
            found[2].1 < 0.5,
            "it counts less than the officer's own word"
        );
    }

    #[test]
    fn an_arrow_works_one_way() {
        assert_eq!(terms("staff sacked").len(), 3);
        assert_eq!(terms("staff dismissed").len(), 2);
    }

    #[test]
    fn the_formula_of_a_request_counts_less() {
        let found = terms("Under the Freedom of Information Act, how many bins?");
        assert_eq!(found[0], ("freedom".into(), FORMULA));
        assert!(found.contains(&("bin".into(), 1.0)), "{found:?}");
    }

    #[test]
    fn the_department_called_it_is_no_small_word() {
        assert_eq!(terms("Is it the IT budget?").len(), 2);
    }
}
