//! The snippets of all layers, as one library: a higher layer overrides a lower one by id.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::snippet::Snippet;
use super::suggest::{Entry, Query, Ranked, SuggestIndex, Synonyms};

/// A file of a library that could not be used. The others load all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryProblem {
    /// The file.
    pub path: String,
    /// The line, where it is known.
    pub line: Option<usize>,
    /// What is wrong and how to mend it.
    pub message: String,
}

/// All snippets that can be used, and the files that could not.
#[derive(Debug, Clone, Default)]
pub struct Library {
    snippets: Vec<Arc<Snippet>>,
    problems: Vec<LibraryProblem>,
    index: SuggestIndex,
    synonyms: Synonyms,
}

impl Library {
    /// Gathers snippets; of those with the same id the one of the highest layer stays.
    pub fn new(snippets: impl IntoIterator<Item = Snippet>, problems: Vec<LibraryProblem>) -> Self {
        let mut by_id: BTreeMap<String, Snippet> = BTreeMap::new();
        for snippet in snippets {
            match by_id.get(&snippet.id) {
                Some(other) if other.layer > snippet.layer => {}
                _ => {
                    by_id.insert(snippet.id.clone(), snippet);
                }
            }
        }
        let snippets: Vec<Arc<Snippet>> = by_id.into_values().map(Arc::new).collect();
        let questions: Vec<String> = snippets
            .iter()
            .map(|snippet| question_of(snippet))
            .collect();
        let entries = snippets.iter().zip(&questions);
        let index = SuggestIndex::build(entries.map(|(snippet, question)| Entry {
            question,
            served: &[],
            answer: &snippet.body,
        }));
        Self {
            snippets,
            problems,
            index,
            synonyms: Synonyms::default(),
        }
    }

    /// Returns it with words that mean the same, by which more is found.
    #[must_use]
    pub fn with_synonyms(mut self, synonyms: Synonyms, problems: Vec<LibraryProblem>) -> Self {
        self.synonyms = synonyms;
        self.problems.extend(problems);
        self
    }

    /// Returns the snippets, by id.
    pub fn snippets(&self) -> &[Arc<Snippet>] {
        &self.snippets
    }

    /// Returns the files that could not be used.
    pub fn problems(&self) -> &[LibraryProblem] {
        &self.problems
    }

    /// Returns the snippet with this id.
    pub fn get(&self, id: &str) -> Option<&Arc<Snippet>> {
        self.snippets
            .binary_search_by(|snippet| snippet.id.as_str().cmp(id))
            .ok()
            .map(|at| &self.snippets[at])
    }

    /// Ranks the snippets for a question.
    pub fn rank(&self, question: &str) -> Vec<Ranked> {
        self.in_use(self.index.rank(&Query::of(question, &self.synonyms)))
    }

    /// Ranks the snippets for what the officer types, the last word of which may be half typed.
    pub fn rank_typed(&self, typed: &str) -> Vec<Ranked> {
        self.in_use(self.index.rank(&Query::typed(typed, &self.synonyms)))
    }

    // What is withdrawn is never suggested; its answers still lead to it.
    fn in_use(&self, mut ranked: Vec<Ranked>) -> Vec<Ranked> {
        let withdrawn = |hit: &Ranked| self.at(hit.index).is_some_and(|own| own.is_withdrawn());
        ranked.retain(|hit| !withdrawn(hit));
        ranked
    }

    /// Returns the words that mean the same.
    pub fn synonyms(&self) -> &Synonyms {
        &self.synonyms
    }

    /// Returns a snippet by its place in [`Self::snippets`], as [`Ranked`] names it.
    pub fn at(&self, index: usize) -> Option<&Arc<Snippet>> {
        self.snippets.get(index)
    }
}

// What stands for the question that a snippet answers.
fn question_of(snippet: &Snippet) -> String {
    format!(
        "{}. {}. {}. {}",
        snippet.title,
        snippet.use_when,
        snippet.tags.join(", "),
        snippet.cites.join(", ")
    )
}
