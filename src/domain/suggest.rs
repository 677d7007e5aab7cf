//! Ranks snippets for a question: one inverted index over weighted fields, BM25 with one length norm.

use std::collections::HashMap;
use std::sync::Arc;

use super::snippet::Snippet;
use crate::text::words::{Folded, is_stop_word, words};

/// Saturation of repeated words; low, since snippets are short.
const K1: f32 = 0.9;
/// How strongly long snippets are held back.
const B: f32 = 0.75;
/// How much a word counts in the title, the tags and the note on use; in the body it counts once.
const TITLE: f32 = 1.5;
/// A pair of neighbouring words that also stands in the title or the note says more than its words do.
const PAIR: f32 = 0.4;
/// What a half-typed word at the end of a query weighs against a whole one.
const PREFIX: f32 = 0.6;

/// A snippet that fits, by its place in the library.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// The place in the library's list.
    pub index: usize,
    /// How well it fits; only comparable within one ranking.
    pub score: f32,
    /// The words of the query that it holds, as the officer wrote them: the reason for the suggestion.
    pub matched: Vec<String>,
}

#[derive(Debug, Clone, Copy)]
struct Posting {
    snippet: u32,
    weight: f32,
}

/// The inverted index over a library.
#[derive(Debug, Clone, Default)]
pub struct SuggestIndex {
    postings: HashMap<String, Vec<Posting>>,
    // Sorted, for words that are still being typed.
    vocabulary: Vec<String>,
    lengths: Vec<f32>,
    average: f32,
}

impl SuggestIndex {
    /// Builds the index over snippets; [`Ranked::index`] is their place in this slice.
    pub fn build(snippets: &[Arc<Snippet>]) -> Self {
        let mut index = Self::default();
        let mut counts: HashMap<String, f32> = HashMap::new();
        for (at, snippet) in snippets.iter().enumerate() {
            counts.clear();
            let tags = snippet.tags.join(" ");
            let cites = snippet.cites.join(" ");
            for (text, weight) in [
                (snippet.title.as_str(), TITLE),
                (snippet.use_when.as_str(), TITLE),
                (tags.as_str(), TITLE),
                (cites.as_str(), TITLE),
                (snippet.body.as_str(), 1.0),
            ] {
                let folded = terms(text);
                for term in &folded {
                    *counts.entry(term.stem.clone()).or_default() += weight;
                }
                if weight > 1.0 {
                    for pair in folded.windows(2) {
                        *counts.entry(pair_key(&pair[0], &pair[1])).or_default() += PAIR;
                    }
                }
            }
            index.lengths.push(counts.values().sum());
            let snippet = u32::try_from(at).unwrap_or(u32::MAX);
            for (term, weight) in counts.drain() {
                index
                    .postings
                    .entry(term)
                    .or_default()
                    .push(Posting { snippet, weight });
            }
        }
        index.vocabulary = index
            .postings
            .keys()
            .filter(|term| !term.contains(' '))
            .cloned()
            .collect();
        index.vocabulary.sort_unstable();
        let count = count_as_weight(index.lengths.len().max(1));
        index.average = (index.lengths.iter().sum::<f32>() / count).max(1.0);
        index
    }

    /// Ranks all snippets that hold a word of the query, best first; equal ones by their place.
    pub fn rank(&self, query: &str) -> Vec<Ranked> {
        let folded = terms(query);
        let mut scores: HashMap<u32, (f32, Vec<usize>)> = HashMap::new();
        for (at, term) in folded.iter().enumerate() {
            if folded
                .iter()
                .take(at)
                .any(|earlier| earlier.stem == term.stem)
            {
                continue;
            }
            self.add(&term.stem, 1.0, Some(at), &mut scores);
        }
        for pair in folded.windows(2) {
            self.add(&pair_key(&pair[0], &pair[1]), PAIR, None, &mut scores);
        }
        // The last word may be half typed; even one that says nothing may be the start of one that does.
        if query.ends_with(|c: char| c.is_alphanumeric())
            && let Some(last) = words(query).last()
        {
            let start = self
                .vocabulary
                .partition_point(|term| term.as_str() < last.lower.as_str());
            let longer = self.vocabulary.iter().skip(start);
            let longer = longer.take_while(|term| term.starts_with(&last.lower));
            let word = folded.len().checked_sub(1);
            for term in longer.filter(|term| **term != last.stem).take(64) {
                self.add(term, PREFIX, word, &mut scores);
            }
        }
        let mut ranked: Vec<Ranked> = scores
            .into_iter()
            .map(|(snippet, (score, mut found))| {
                found.sort_unstable();
                found.dedup();
                let matched = found
                    .into_iter()
                    .map(|at| folded[at].written.clone())
                    .collect();
                Ranked {
                    index: snippet as usize,
                    score,
                    matched,
                }
            })
            .collect();
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.index.cmp(&b.index)));
        ranked
    }

    fn add(
        &self,
        term: &str,
        weight: f32,
        word: Option<usize>,
        scores: &mut HashMap<u32, (f32, Vec<usize>)>,
    ) {
        let Some(postings) = self.postings.get(term) else {
            return;
        };
        let all = count_as_weight(self.lengths.len());
        let holding = count_as_weight(postings.len());
        let idf = (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln();
        for posting in postings {
            let length = self
                .lengths
                .get(posting.snippet as usize)
                .copied()
                .unwrap_or(1.0);
            let norm = K1 * (1.0 - B + B * length / self.average);
            let score = weight * idf * posting.weight * (K1 + 1.0) / (posting.weight + norm);
            let entry = scores.entry(posting.snippet).or_default();
            entry.0 += score;
            entry.1.extend(word);
        }
    }
}

fn terms(text: &str) -> Vec<Folded> {
    words(text)
        .filter(|word| !is_stop_word(&word.lower))
        .collect()
}

fn pair_key(first: &Folded, second: &Folded) -> String {
    format!("{} {}", first.stem, second.stem)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of snippets are far below 2^24"
)]
fn count_as_weight(count: usize) -> f32 {
    count as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::snippet::Layer;

    fn snippet(id: &str, title: &str, use_when: &str, body: &str) -> Arc<Snippet> {
        Arc::new(Snippet {
            id: id.into(),
            layer: Layer::BuiltIn,
            title: title.into(),
            regime: None,
            outcome: None,
            cites: Vec::new(),
            tags: Vec::new(),
            use_when: use_when.into(),
            owner: String::new(),
            review_by: None,
            body: body.into(),
            fields: Vec::new(),
            version: String::new(),
        })
    }

    fn index() -> SuggestIndex {
        SuggestIndex::build(&[
            snippet(
                "a",
                "Register of breaches held",
                "A question about a register of data breaches.",
                "A register is held.",
            ),
            snippet(
                "b",
                "Not held: tool not used",
                "The question is about WhatsApp or another tool.",
                "Not held.",
            ),
            snippet(
                "c",
                "Cyber defences",
                "Security of the network.",
                "A breach would harm the network.",
            ),
        ])
    }

    #[test]
    fn the_snippet_about_the_subject_comes_first() {
        let ranked = index().rank("Does the council hold a register of data breaches?");
        assert_eq!(ranked[0].index, 0);
        assert_eq!(ranked[0].matched, ["register", "data", "breaches"]);
    }

    #[test]
    fn a_half_typed_word_finds_already() {
        assert_eq!(
            index().rank("what").len(),
            1,
            "a stop word typed whole is still the start of WhatsApp"
        );
        assert_eq!(index().rank("regis")[0].index, 0);
    }

    #[test]
    fn nothing_fits_a_question_about_something_else() {
        assert!(index().rank("grit bins").is_empty());
    }
}
