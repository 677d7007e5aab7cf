//! Care for the library: where snippets were used and what officers changed, which are stale, which say the same twice.

mod differences;
mod duplicates;
mod stale;

pub use differences::{Difference, Differences, differences};
pub use duplicates::{Pair, PairKind, pairs};
pub use stale::{KnownUse, Staleness, stale};

use jiff::civil::Date;

use super::case::Case;
use super::snippet::Snippet;

/// A use of a snippet in an answer of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The reference of the case.
    pub reference: String,
    /// What the question is called: "4", "2(b)".
    pub name: String,
    /// The question.
    pub question: String,
    /// When the request came in.
    pub date: Option<Date>,
    /// Whether the snippet had another text then.
    pub earlier: bool,
    /// What the officer changed after inserting it.
    pub differences: Differences,
}

/// Finds the uses of a snippet in a case.
pub fn uses_in(case: &Case, snippet: &Snippet) -> Vec<Use> {
    let answers = case.questions.iter().enumerate();
    let used = answers.filter_map(|(at, question)| {
        let source = question
            .sources
            .iter()
            .rev()
            .find(|source| source.snippet == snippet.id)?;
        Some(Use {
            reference: case.reference.to_string(),
            name: case.name_at(at),
            question: question.text.clone(),
            date: case.facts.received,
            earlier: source.version != snippet.version,
            differences: differences(&snippet.body, &question.answer),
        })
    });
    used.collect()
}
