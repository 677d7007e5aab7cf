//! Snippets and past answers in one list, for what was typed or else for the question.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::PanelRow;
use crate::domain::case::Case;
use crate::domain::found::{Found, FoundAnswer, joined};
use crate::domain::library::Library;
use crate::domain::question::Question;
use crate::domain::suggest::{Filter, Query, Synonyms, Typed};

/// What suggestions are asked for by: a question or typed words, and what is left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Asking {
    /// The question, or what was typed.
    pub query: Arc<Query>,
    /// What is left out.
    pub filter: Filter,
    /// Whether words were typed; else it is the question.
    pub typed: bool,
    /// What is wrong with a filter, in words for the officer.
    pub wrong: Option<String>,
}

impl Asking {
    /// Reads what was typed; without words in it, `question` and what stands `around` it are asked.
    pub fn read(typed: &str, question: &str, around: &str, synonyms: &Synonyms) -> Self {
        let read = Typed::read(typed);
        let by_words = !read.words.trim().is_empty();
        let query = if by_words {
            Query::typed(&read.words, synonyms)
        } else {
            Query::with_context(question, around, synonyms)
        };
        Self {
            query: Arc::new(query),
            filter: read.filter,
            typed: by_words,
            wrong: read.wrong,
        }
    }
}

/// Returns what stands around a question in the request: the titles above it say what "it" is.
pub fn around(case: &Case, question: &Question) -> String {
    let mut around = question.before.clone();
    let place = case.position(&question.id).unwrap_or(0);
    let mut level = question.level;
    for above in case.questions.iter().take(place).rev() {
        if above.level < level {
            level = above.level;
            around.push('\n');
            around.push_str(&above.text);
        }
    }
    around
}

/// The rows of the panel.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Suggestions {
    /// The rows.
    pub rows: Vec<PanelRow>,
    /// Whether any of them was found, or all are only there to be looked through.
    pub found: bool,
}

/// Ranks snippets and past answers. Snippets of another regime stand behind.
///
/// What does not fit a question is not suggested; its snippets are still within reach, below.
pub fn suggestions(
    library: &Library,
    past: &[Arc<FoundAnswer>],
    asking: &Asking,
    regime: &str,
    today: Date,
) -> Suggestions {
    let shown = |index: usize| {
        library
            .at(index)
            .is_some_and(|snippet| !snippet.is_withdrawn() && asking.filter.shows(snippet))
    };
    let mut snippets = library.rank(&asking.query, today);
    snippets.retain(|ranked| shown(ranked.index));
    let mut found = joined(snippets, past);
    // What was typed narrows and finds whatever holds it; a past answer must still fit, unless a filter looks for it.
    let filtered = !asking.filter.is_empty();
    found.retain(|(_, found)| match found {
        Found::Snippet(ranked) => ranked.fits || asking.typed,
        Found::Past(past) => past.fits || filtered,
    });
    let of_regime = |found: &Found| match found {
        Found::Snippet(ranked) => library
            .at(ranked.index)
            .is_some_and(|snippet| snippet.regime.as_deref().is_none_or(|own| own == regime)),
        Found::Past(_) => true,
    };
    found.sort_by_key(|(_, found)| !of_regime(found));
    let any = !found.is_empty();
    let mut rows: Vec<PanelRow> = found
        .into_iter()
        .map(|(_, found)| match found {
            Found::Snippet(ranked) => PanelRow::Snippet {
                served: library.served(&ranked).map(str::to_owned),
                index: ranked.index,
                matched: ranked.matched,
            },
            Found::Past(found) => PanelRow::Past(found),
        })
        .collect();
    if !asking.typed {
        let listed: HashSet<usize> = rows
            .iter()
            .filter_map(|row| match row {
                PanelRow::Snippet { index, .. } => Some(*index),
                _ => None,
            })
            .collect();
        let rest =
            (0..library.snippets().len()).filter(|index| !listed.contains(index) && shown(*index));
        rows.extend(rest.map(|index| PanelRow::Snippet {
            index,
            matched: Vec::new(),
            served: None,
        }));
    }
    Suggestions { rows, found: any }
}
