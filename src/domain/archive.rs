//! Past answers: what was asked, what was answered, when, and on what grounds. Nothing of who asked.

mod filter;
pub mod of_case;

pub use filter::{Filter, age};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::outcome::Outcome;

/// How many words a title has at most.
const MOST_WORDS: usize = 40;

/// A past answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PastAnswer {
    /// What it is called in the archive.
    pub id: String,
    /// What was asked.
    pub question: String,
    /// What was answered.
    pub answer: String,
    /// Other questions that this answer has served.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub past_questions: Vec<String>,
    /// What became of the question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// The provisions relied on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub provisions: Vec<String>,
    /// When it was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The reference of the request.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reference: String,
    /// Where it came from: the name of a file, or the case.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
}

impl PastAnswer {
    /// Returns what it is called in a list: the first words of its question, or of its answer.
    pub fn title(&self) -> String {
        let text = if self.question.trim().is_empty() {
            &self.answer
        } else {
            &self.question
        };
        let words: Vec<&str> = text.split_whitespace().take(MOST_WORDS).collect();
        words.join(" ")
    }
}
