//! Answers that were given when the same was asked before: a list by question, and the chosen one in full.

use super::comparison::{Page, PageLine, compared};
use super::effect::Ticket;
use super::scroll::Scroll;
use crate::domain::case::Case;
use crate::domain::ids::QuestionId;
use crate::domain::round_robin::Given;

/// The screen.
#[derive(Debug, Clone, Default)]
pub struct EarlierScreen {
    /// The look through the earlier cases whose answers it waits for or shows.
    pub ticket: Ticket,
    /// Whether they are still looked through.
    pub waiting: bool,
    /// The answers, in the order of the questions.
    pub given: Vec<Given>,
    /// The chosen one.
    pub scroll: Scroll,
    /// The window over it.
    pub text: Scroll,
}

impl EarlierScreen {
    /// Returns the chosen answer.
    pub fn chosen(&self) -> Option<&Given> {
        self.given.get(self.scroll.cursor)
    }

    /// Tells whether this answer went into its question already.
    pub fn is_taken(given: &Given, case: &Case) -> bool {
        let source = given.source().snippet;
        case.question(&given.question)
            .is_some_and(|question| question.sources.iter().any(|own| own.snippet == source))
    }

    /// Returns the first answer for each question that has none yet and can take one.
    pub fn for_the_empty(&self, case: &Case) -> Vec<Given> {
        let mut found: Vec<Given> = Vec::new();
        for given in &self.given {
            let empty = case
                .question(&given.question)
                .is_some_and(|question| !question.is_answered());
            if empty && !found.iter().any(|own| own.question == given.question) {
                found.push(given.clone());
            }
        }
        found
    }

    /// Returns how many questions have an answer here.
    pub fn questions(&self) -> usize {
        let mut all: Vec<&QuestionId> = self.given.iter().map(|given| &given.question).collect();
        all.dedup();
        all.len()
    }
}

/// Returns what an answer is, in a line: for which question, from where, what became of it, when.
pub fn about(given: &Given, case: &Case) -> String {
    let outcome = given
        .outcome
        .map_or(String::new(), |outcome| format!(", {}", outcome.title()));
    format!(
        "For question {}: {} question {}{outcome}, {}",
        case.name(&given.question),
        given.reference,
        given.name,
        given.when()
    )
}

/// Returns what is shown of an answer: how the question differs, and its words.
pub fn page(given: &Given, case: &Case) -> Page {
    let asked = case
        .question(&given.question)
        .map_or("", |question| question.text.trim());
    let mut lines = Vec::new();
    if given.asked == asked {
        lines.push(PageLine::Words(
            "The same question, word for word.".to_owned(),
        ));
    } else {
        lines.push(PageLine::Heading(
            "The question then (-) and now (+)".to_owned(),
        ));
        lines.extend(compared(
            &format!("{}\n", given.asked),
            &format!("{asked}\n"),
        ));
    }
    lines.push(PageLine::Heading("What was answered".to_owned()));
    lines.extend(
        given
            .answer
            .lines()
            .map(|line| PageLine::Words(line.to_owned())),
    );
    Page {
        lines,
        ..Page::default()
    }
}
