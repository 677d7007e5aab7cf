//! The snippets of all layers, as one library: a higher layer overrides a lower one by id.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::memory::{Lesson, Memory, Used};
use super::snippet::Snippet;
use super::suggest::{Entry, Query, Ranked, SuggestIndex, Synonyms};
use crate::text::words::Stems;

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
    // What each snippet was used for, by its place.
    memories: BTreeMap<usize, Remembered>,
}

#[derive(Debug, Clone, Default)]
struct Remembered {
    memory: Memory,
    // The questions that count, in the order in which the index knows them.
    counted: Vec<String>,
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
        let questions = questions_of(&snippets);
        let index = SuggestIndex::build(entries_of(&snippets, &questions));
        Self {
            snippets,
            problems,
            index,
            synonyms: Synonyms::default(),
            memories: BTreeMap::new(),
        }
    }

    /// Returns it with what is remembered of its use, by the ids of the snippets.
    #[must_use]
    pub fn with_memories(mut self, memories: BTreeMap<String, Memory>) -> Self {
        let mut stems = Stems::default();
        for (id, memory) in memories {
            // The memory of a snippet that was withdrawn waits for it on the disk.
            let Some(at) = self.place(&id) else { continue };
            let counted = memory.counted(&mut stems);
            for (which, question) in counted.iter().enumerate() {
                self.index.serve(at, which, question, &mut stems);
            }
            self.memories.insert(at, Remembered { memory, counted });
        }
        self.index.settle();
        self
    }

    /// Returns it with what was learnt since it was read.
    #[must_use]
    pub fn having_learnt<'a>(mut self, lessons: impl IntoIterator<Item = &'a Lesson>) -> Self {
        let mut stems = Stems::default();
        for lesson in lessons {
            let Used::Snippet(id) = &lesson.used else {
                continue;
            };
            let Some(at) = self.place(id) else { continue };
            let known = self.memories.entry(at).or_default();
            if known.memory.add(lesson.case.clone()) {
                // The places of the others stay; at the next reading the oldest goes.
                self.index
                    .serve(at, known.counted.len(), &lesson.case.question, &mut stems);
                known.counted.push(lesson.case.question.clone());
            }
        }
        self.index.settle();
        self
    }

    /// Returns what is remembered of the use of a snippet, by its place.
    pub fn memory(&self, index: usize) -> Option<&Memory> {
        self.memories.get(&index).map(|known| &known.memory)
    }

    /// Returns the questions that a snippet has served and that count, by its place.
    pub fn served_questions(&self, index: usize) -> impl Iterator<Item = &str> {
        let known = self.memories.get(&index).into_iter();
        known.flat_map(|known| known.counted.iter().map(String::as_str))
    }

    /// Returns a question that a snippet has served, as [`Ranked::served`] names it.
    pub fn served(&self, ranked: &Ranked) -> Option<&str> {
        let known = self.memories.get(&ranked.index)?;
        known.counted.get(ranked.served?).map(String::as_str)
    }

    /// Returns it with words that mean the same, by which more is found.
    #[must_use]
    pub fn with_synonyms(mut self, synonyms: Synonyms, problems: Vec<LibraryProblem>) -> Self {
        if let Some(vectors) = synonyms.vectors() {
            let questions = questions_of(&self.snippets);
            self.index
                .read_meanings(entries_of(&self.snippets, &questions), vectors);
        }
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
        self.place(id).map(|at| &self.snippets[at])
    }

    fn place(&self, id: &str) -> Option<usize> {
        let by_id = |snippet: &Arc<Snippet>| snippet.id.as_str().cmp(id);
        self.snippets.binary_search_by(by_id).ok()
    }

    /// Ranks the snippets for a question or for what is typed, best first.
    pub fn rank(&self, query: &Query, today: Date) -> Vec<Ranked> {
        let mut ranked = self.index.rank(query, |at| {
            self.memory(at).map_or(0.0, |memory| memory.weight(today))
        });
        // What is withdrawn is never suggested; the answers made of it still lead to it.
        ranked.retain(|hit| self.at(hit.index).is_some_and(|own| !own.is_withdrawn()));
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

fn questions_of(snippets: &[Arc<Snippet>]) -> Vec<String> {
    snippets
        .iter()
        .map(|snippet| question_of(snippet))
        .collect()
}

// The snippets as the index reads them; what they have served comes to them later.
fn entries_of<'a>(
    snippets: &'a [Arc<Snippet>],
    questions: &'a [String],
) -> impl Iterator<Item = Entry<'a>> {
    let pairs = snippets.iter().zip(questions);
    pairs.map(|(snippet, question)| Entry {
        question,
        served: &[],
        answer: &snippet.body,
    })
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
