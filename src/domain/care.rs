//! Care for the library: where snippets were used and what officers changed, which are stale, which say the same twice.

mod differences;
mod duplicates;
mod history;
mod stale;

pub use differences::{Difference, Differences, differences};
pub use duplicates::{Pair, PairKind, pairs};
pub use history::{Version, VersionKind, no_history};
pub use stale::{KnownUse, Staleness, stale};

use jiff::civil::Date;

use super::archive::PastAnswer;
use super::case::Case;
use super::snippet::Snippet;

/// From this share of a snippet's words on, in per cent, a past answer is taken to be made of it.
const MADE_OF: usize = 60;

/// A use of a snippet in an answer of a case, or in a past answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The reference of the case; of a past answer that has none its id.
    pub reference: String,
    /// What the question is called: "4", "2(b)"; empty for a past answer.
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

/// Tells whether a past answer was made of a snippet, and how it differs.
pub fn use_in_past(past: &PastAnswer, snippet: &Snippet) -> Option<Use> {
    let differences = differences(&snippet.body, &past.answer);
    let reference = if past.reference.is_empty() {
        &past.id
    } else {
        &past.reference
    };
    (differences.kept >= MADE_OF).then(|| Use {
        reference: reference.clone(),
        name: String::new(),
        question: past.question.clone(),
        date: past.date,
        earlier: false,
        differences,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_past_answer_counts_if_most_of_the_words_are_there() {
        let snippet = Snippet {
            body: "We do not hold this information since {{who}} keeps it.".into(),
            ..Snippet::default()
        };
        let past = |answer: &str| PastAnswer {
            id: "p1".into(),
            answer: answer.into(),
            ..PastAnswer::default()
        };
        let used = use_in_past(
            &past("We do not hold this information since the county keeps it."),
            &snippet,
        );
        assert_eq!(used.map(|own| own.reference).as_deref(), Some("p1"));
        assert_eq!(use_in_past(&past("It is on our website."), &snippet), None);
    }
}
