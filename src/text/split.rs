//! Splits a request into its questions.
//!
//! The page is tidied, the part of the letter that can hold questions is found, every place that could be a marker is
//! collected, and the markers are chosen that make sense together. What is left over goes, in order, into the preamble,
//! the headings, the text of the questions and the closing, so that no word is lost.

mod ahead;
mod assemble;
mod candidates;
mod compound;
mod cut;
mod lexicon;
mod marker;
mod prose;
mod scan;
mod sequence;
mod tail;
mod tidy;
mod weigh;
mod words;
mod zone;

use serde::{Deserialize, Serialize};

/// A request taken apart. Reading order: preamble, then each question, then closing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// What stands before the first question: address, salutation, reason for asking.
    pub preamble: String,
    /// The questions and groups in reading order, parents before their children.
    pub questions: Vec<Part>,
    /// What stands after the last question: notes about the whole request, sign-off, signature, quoted history.
    pub closing: String,
}

/// Whether a part is to be answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PartKind {
    /// To be answered.
    #[default]
    Question,
    /// A stem or title with no question of its own, whose children are to be answered.
    Group,
}

/// One question, sub-question or group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Question or group.
    #[serde(default)]
    pub kind: PartKind,
    /// As an officer cites it: `3(b)`, `4(b)(ii)`, `1.2`, `2a`, `•`, or empty.
    pub marker: String,
    /// As printed in the text: `Q3. a)`, `-`, or empty.
    #[serde(default)]
    pub printed: String,
    /// Where it stands in the tree, counted from 1: `[3, 2]` is the second child of the third.
    pub path: Vec<usize>,
    /// Its own words, without its marker and its children; line breaks are kept where they carry meaning.
    pub text: String,
    /// Headings and lead-in lines before it that belong to no question.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
}

/// Splits a request into preamble, questions and closing.
///
/// Joined in reading order (`before`, `printed` and `text` of each part), they hold every word of the request but for
/// the tags, entities, emphasis marks and quote prefixes that a mail client left in it.
///
/// ```
/// let split = seriatim::text::split::split("Dear Council,\n1. How many bins?\n2. What do they cost?\nThanks");
/// assert_eq!(split.questions[1].text, "What do they cost?");
/// assert_eq!(split.closing, "Thanks");
/// ```
pub fn split(request: &str) -> Split {
    let page = tidy::Page::of(request);
    let body = zone::body(&page);
    let candidates = candidates::collect(&page, body);
    let mut outline = sequence::outline(&page, &candidates);
    let weighed = weigh::weigh(&page, body, &mut outline);
    let chosen = weighed.fates.contains(&weigh::Fate::Question);
    let cuts = if chosen {
        cut::at_markers(&page, body, &outline, &weighed.fates)
    } else {
        prose::without_markers(&page, body, &weighed.fields)
    };
    let sections = chosen && weigh::has_sections(&page, &outline, &weighed.fates);
    assemble::assemble(&page, &outline, &cuts, sections)
}
