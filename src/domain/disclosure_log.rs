//! The public disclosure log: what was asked and answered, without who asked.
//!
//! An entry is made from a copy of the case in which the requester is left out. What is checked is that copy, so what
//! the checks see is what would be published.

pub mod page;
pub mod table;

use std::sync::Arc;

use jiff::civil::Date;

use super::case::Case;
use super::checks::{CheckBook, Diagnostic};
use super::fields::{Known, long_date};
use super::harvest::unnamed::People;
use super::letter::{self, BlockKind, MakeUp, Sharing, filled};
use super::outcome::Outcome;
use super::regime::Regimes;
use crate::text::markup;

/// The family of checks that an entry must pass.
const FAMILY: &str = "personal data";

/// One request in the log.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogEntry {
    /// The reference of the case.
    pub reference: String,
    /// What it is about.
    pub title: String,
    /// The date of receipt.
    pub received: Option<Date>,
    /// The day on which the response left.
    pub responded: Option<Date>,
    /// The law under which it was answered: "FOIA".
    pub law: String,
    /// What was asked and answered, in the order of the letter.
    pub items: Vec<LogItem>,
}

/// One answer with the questions that it answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogItem {
    /// Headings, questions and headings again, in their order.
    pub asked: Vec<Asked>,
    /// The answer in Markdown; empty under a heading without one.
    pub answer: String,
    /// What became of it.
    pub outcome: Option<Outcome>,
    /// The provisions relied on: "s.31(1)(a)".
    pub provisions: Vec<String>,
}

/// What stands over an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// A heading of the request.
    Heading(String),
    /// A question under its number.
    Question {
        /// "3(b)".
        name: String,
        /// What was asked.
        text: String,
    },
}

/// Returns a copy of a case without the details of who asked, as the log publishes it.
///
/// Fields are filled first, so that a name which a field brings goes as well. From questions, where requesters write
/// about themselves, addresses and numbers go too; what an answer holds is left to the checks.
pub fn published(known: &Known<'_>) -> Case {
    let people = People::named(&known.case.facts.requester);
    let mut case = known.case.clone();
    let facts = Arc::make_mut(&mut case.facts);
    facts.title = people.leave_out(&facts.title);
    facts.preamble.clear();
    facts.postscript.clear();
    // Nothing of the frame is published, so nothing of it is checked.
    Arc::make_mut(&mut case.opening).text.clear();
    Arc::make_mut(&mut case.closing).text.clear();
    for (index, question) in case.questions.iter_mut().enumerate() {
        let question = Arc::make_mut(question);
        question.before = people.leave_out(&question.before);
        question.text = people.leave_out(&question.text);
        question.answer = people.leave_out_names(&filled(&question.answer, known, Some(index)));
    }
    case
}

/// Makes the entry of a case that [`published`] returned.
pub fn entry(
    known: &Known<'_>,
    sharing: Sharing,
    regimes: &Regimes,
    responded: Option<Date>,
) -> LogEntry {
    let case = known.case;
    let law = known.regime.map(|regime| regime.short.clone());
    let mut items: Vec<LogItem> = Vec::new();
    let mut open = LogItem::default();
    for block in letter::blocks_of(known, &MakeUp::of_log(), sharing) {
        let Some(question) = block.index.and_then(|index| case.questions.get(index)) else {
            continue;
        };
        match &block.kind {
            BlockKind::Before(_) => open
                .asked
                .push(Asked::Heading(question.before.trim().to_owned())),
            BlockKind::Asked(_) => open.asked.push(Asked::Question {
                name: block.name.clone(),
                text: question.text.trim().to_owned(),
            }),
            BlockKind::Answer(_) | BlockKind::Referral(_) => {
                open.answer = if matches!(block.kind, BlockKind::Referral(_)) {
                    letter::block_text(&block, known)
                } else {
                    question.answer.trim().to_owned()
                };
                open.outcome = question.outcome;
                open.provisions = question
                    .citations
                    .iter()
                    .map(|citation| match regimes.get(&citation.regime) {
                        Some(regime) if citation.regime == case.facts.regime => {
                            regime.label(&citation.cite)
                        }
                        Some(regime) => {
                            format!("{} {}", regime.short, regime.label(&citation.cite))
                        }
                        None => citation.cite.clone(),
                    })
                    .collect();
                items.push(std::mem::take(&mut open));
            }
            _ => {}
        }
    }
    if !open.asked.is_empty() {
        items.push(open);
    }
    LogEntry {
        reference: case.reference.to_string(),
        title: case.facts.title.trim().to_owned(),
        received: case.facts.received,
        responded,
        law: law.unwrap_or_default(),
        items,
    }
}

/// Returns what stands in the way of publishing: the findings of the checks for personal data, warnings among them.
pub fn findings<'d>(
    found: &'d [Diagnostic],
    book: &'d CheckBook,
) -> impl Iterator<Item = &'d Diagnostic> {
    found.iter().filter(|finding| {
        book.about(finding.code)
            .is_some_and(|about| about.family == FAMILY)
    })
}

impl LogEntry {
    /// Returns the title, or the reference of a case that has none.
    pub fn heading(&self) -> &str {
        if self.title.is_empty() {
            &self.reference
        } else {
            &self.title
        }
    }

    /// Returns the facts under the heading, each with its name.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![("Reference", self.reference.clone())];
        let mut dated = |name, date: Option<Date>| {
            if let Some(date) = date {
                facts.push((name, long_date(date)));
            }
        };
        dated("Request received", self.received);
        dated("Response sent", self.responded);
        if !self.law.is_empty() {
            facts.push(("Answered under", self.law.clone()));
        }
        facts
    }

    /// Returns the entry as Markdown, its title as a heading of the second level.
    pub fn markdown(&self) -> String {
        let mut parts = vec![format!("## {}", plain_line(self.heading()))];
        let facts = self.facts();
        let facts: Vec<String> = facts
            .iter()
            .map(|(name, value)| format!("{name}: {}", markup::escape_markdown(value)))
            .collect();
        parts.push(facts.join("  \n"));
        for item in &self.items {
            for asked in &item.asked {
                parts.push(match asked {
                    Asked::Heading(text) => format!("### {}", plain_line(text)),
                    Asked::Question { name, text } => {
                        let words = markup::escape_markdown(&letter::numbered(name, text));
                        format!("**{}**", words.replace('\n', "  \n"))
                    }
                });
            }
            if !item.answer.is_empty() {
                parts.push(item.answer.clone());
            }
            let standing = item.standing();
            if !standing.is_empty() {
                parts.push(format!("*{}*", markup::escape_markdown(&standing)));
            }
        }
        parts.join("\n\n") + "\n"
    }
}

impl LogItem {
    /// Returns what became of it with the provisions: "Refused: s.31(1)(a), s.43(2)".
    pub fn standing(&self) -> String {
        let Some(outcome) = self.outcome else {
            return String::new();
        };
        let mut words = outcome.title().to_owned();
        if let Some(first) = words.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        if !self.provisions.is_empty() {
            words.push_str(": ");
            words.push_str(&self.provisions.join(", "));
        }
        words
    }
}

fn plain_line(text: &str) -> String {
    markup::escape_markdown(text).replace('\n', " ")
}

/// Returns the whole log as Markdown.
pub fn markdown(entries: &[LogEntry]) -> String {
    let mut text = String::from("# Disclosure log\n");
    for entry in entries {
        text.push('\n');
        text.push_str(&entry.markdown());
    }
    text
}

#[cfg(test)]
mod tests;
