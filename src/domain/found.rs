//! What was found for a question: snippets and past answers in one list.

use std::sync::Arc;

use jiff::civil::Date;

use super::archive::PastAnswer;
use super::suggest::{Parts, Ranked, scores};

/// A past answer that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundAnswer {
    /// The answer.
    pub answer: PastAnswer,
    /// How well it fits; only comparable within one ranking.
    pub score: f32,
    /// What speaks for it, comparable with what speaks for snippets.
    pub parts: Parts,
    /// The words of the question for which it is suggested.
    pub matched: Vec<String>,
    /// Whether it fits at all, or is only the nearest there is.
    pub fits: bool,
    /// The question that it has served and that is nearest, if one is nearer than its own.
    pub served: Option<String>,
    /// How often it was used again.
    pub times: usize,
    /// When it was used last.
    pub last: Option<Date>,
}

/// A snippet or a past answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// A snippet, by its place in the library.
    Snippet(Ranked),
    /// A past answer.
    Past(Arc<FoundAnswer>),
}

impl Found {
    fn parts(&self) -> Parts {
        match self {
            Self::Snippet(ranked) => ranked.parts,
            Self::Past(found) => found.parts,
        }
    }

    /// Tells whether it fits at all, or is only the nearest there is.
    pub fn fits(&self) -> bool {
        match self {
            Self::Snippet(ranked) => ranked.fits,
            Self::Past(found) => found.fits,
        }
    }
}

/// Puts two rankings into one, best first; of what fits alike a snippet comes first, and the later past answer.
pub fn joined(snippets: Vec<Ranked>, past: &[Arc<FoundAnswer>]) -> Vec<(f32, Found)> {
    let past = past.iter().cloned().map(Found::Past);
    let all: Vec<Found> = snippets
        .into_iter()
        .map(Found::Snippet)
        .chain(past)
        .collect();
    let parts: Vec<Parts> = all.iter().map(Found::parts).collect();
    let mut scored: Vec<(f32, Found)> = scores(&parts).into_iter().zip(all).collect();
    // The sort is stable: each list comes in its own order.
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored
}
