//! One question of a request, with its answer.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::contribution::Contribution;
use super::ids::QuestionId;
use super::outcome::{Held, Outcome};
use super::review::Reviewed;
use super::sign_off::Approval;

/// A provision relied on: the cite as the regime's pack writes it, and the regime if it is not the case's own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Citation {
    /// The id of the regime, for instance `uk-foia`.
    pub regime: String,
    /// The provision down to the limb, for instance `31(1)(a)`.
    pub cite: String,
}

/// Where a passage of an answer came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The id of the snippet.
    pub snippet: String,
    /// The hash of the snippet's text when it was inserted, so that later changes can be told.
    pub version: String,
}

impl Source {
    /// Returns what a past answer is called among the sources: no snippet can have such an id.
    pub fn of_past(id: &str) -> String {
        format!("archive:{id}")
    }

    /// Tells whether the passage came from a past answer rather than from a snippet.
    pub fn is_past(&self) -> bool {
        self.snippet.starts_with("archive:")
    }
}

/// The reasons given for relying on a provision, from which the composer made a passage of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Argument {
    /// The provision.
    pub citation: Citation,
    /// What the officer gave for each part, by the name of the part.
    pub reasons: BTreeMap<String, String>,
    /// The passage as it went into the answer, so that it can be found there and made anew.
    pub passage: String,
    /// The question whose answer argues it in full, where this one only refers to it.
    pub argued_at: Option<QuestionId>,
}

/// Whether a part of a request asks something or only gathers others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionKind {
    /// Something to be answered.
    #[default]
    Question,
    /// A numbered title or stem whose sub-questions are answered.
    Group,
}

/// One question: what was asked, what is answered, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The stable id; also the name of its file.
    pub id: QuestionId,
    /// Question or group.
    pub kind: QuestionKind,
    /// How an officer cites it: `3(b)`; empty if the requester gave none.
    pub marker: String,
    /// How deep it stands: 0 for a top-level question.
    pub level: u8,
    /// Headings and lead-in lines of the request that stand before it.
    pub before: String,
    /// What was asked, as mended by the officer.
    pub text: String,
    /// The answer, in Markdown.
    pub answer: String,
    /// What became of it.
    pub outcome: Option<Outcome>,
    /// Whether the information is held.
    pub held: Option<Held>,
    /// The provisions relied on.
    pub citations: BTreeSet<Citation>,
    /// The reasons given for provisions, as the composer keeps them.
    #[serde(default)]
    pub arguments: Vec<Argument>,
    /// The snippets that went into the answer.
    pub sources: Vec<Source>,
    /// The question with which this one is answered.
    pub answered_with: Option<QuestionId>,
    /// Who in the authority was asked for what it needs, and what came back.
    #[serde(default)]
    pub contribution: Option<Contribution>,
    /// What was answered, where this case reviews it, and what was found.
    #[serde(default)]
    pub reviewed: Option<Box<Reviewed>>,
    /// Who approved it, each with the text that was approved.
    #[serde(default)]
    pub approvals: Vec<Approval>,
    /// The regime of this question if it is not the case's own.
    pub regime: Option<String>,
    /// Grows with every change, so that what is derived from a question can be kept until it changes.
    pub stamp: u64,
}

impl Question {
    /// Returns an empty question.
    pub fn new(id: QuestionId) -> Self {
        Self {
            id,
            kind: QuestionKind::Question,
            marker: String::new(),
            level: 0,
            before: String::new(),
            text: String::new(),
            answer: String::new(),
            outcome: None,
            held: None,
            citations: BTreeSet::new(),
            arguments: Vec::new(),
            sources: Vec::new(),
            answered_with: None,
            contribution: None,
            reviewed: None,
            approvals: Vec::new(),
            regime: None,
            stamp: 0,
        }
    }

    /// Tells whether it is a numbered title or stem only.
    pub fn is_group(&self) -> bool {
        self.kind == QuestionKind::Group
    }

    /// Tells whether there is an answer, here or with another question.
    ///
    /// A group needs none: its sub-questions are answered.
    pub fn is_answered(&self) -> bool {
        self.is_group() || self.answered_with.is_some() || !self.answer.trim().is_empty()
    }

    /// Returns how officers and the letter call it: its marker, or its position where it has none.
    pub fn name(&self, position: usize) -> String {
        if self.marker.is_empty() || self.marker == "•" {
            position.to_string()
        } else {
            self.marker.clone()
        }
    }
}
