//! A case: one request, its facts, its questions in order, the opening and the closing of the letter.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::arrival::Arrival;
use super::checks::Allowance;
use super::clock::ClockEvent;
use super::contribution::Contribution;
use super::ids::{QuestionId, Reference};
use super::question::{Citation, Question};
use super::review::ReviewOf;
use super::sign_off::{Approval, Unapproved};

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseStatus {
    /// Being answered.
    #[default]
    Open,
    /// The response has left.
    Sent,
    /// Closed without a response: withdrawn, or clarification never came.
    Closed,
}

impl CaseStatus {
    /// Returns the word used in files and on screen.
    pub fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Sent => "sent",
            Self::Closed => "closed",
        }
    }

    /// Returns the status with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Open, Self::Sent, Self::Closed]
            .into_iter()
            .find(|status| status.id() == id)
    }
}

/// The facts of a case: everything but its questions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Facts {
    /// What the request is about, in a few words; heads the disclosure log.
    pub title: String,
    /// Who asks.
    pub requester: String,
    /// The date of receipt; day 0 of the clock.
    pub received: Option<Date>,
    /// What happened to the clock since, in the order in which it was told.
    #[serde(default)]
    pub events: Vec<ClockEvent>,
    /// The default regime of its questions.
    pub regime: String,
    /// Open, sent or closed.
    pub status: CaseStatus,
    /// What the requester wrote before the first question.
    pub preamble: String,
    /// What the requester wrote after the last question.
    pub postscript: String,
    /// What came with the request and is no part of it.
    #[serde(default)]
    pub arrival: Box<Arrival>,
    /// The values given for the fields of snippets; each is asked for once.
    pub fields: BTreeMap<String, String>,
    /// What is meant to stand in the letter although a check finds it.
    #[serde(default)]
    pub allowed: Vec<Allowance>,
    /// What it reviews, if it is the review of another case.
    #[serde(default)]
    pub review: Option<Box<ReviewOf>>,
    /// Who approved the letter, each with the text that was approved.
    #[serde(default)]
    pub approvals: Vec<Approval>,
    /// The date that the letter bears: set when it is sent, or by hand before. Without one a draft bears today's.
    #[serde(default)]
    pub letter_date: Option<Date>,
}

impl Facts {
    /// Returns the date that the letter bears if it is written today.
    pub fn dated(&self, today: Date) -> Date {
        self.letter_date.unwrap_or(today)
    }
}

/// A paragraph block of the letter that is not an answer: the opening, the closing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Block {
    /// The text, in Markdown.
    pub text: String,
    /// Grows with every change.
    pub stamp: u64,
}

/// A text of the case that an officer can edit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// The opening of the letter.
    Opening,
    /// The closing of the letter.
    Closing,
    /// The answer to a question.
    Answer(QuestionId),
    /// The text of a question.
    Question(QuestionId),
}

impl Place {
    /// Returns the question it belongs to, if any.
    pub fn question(&self) -> Option<&QuestionId> {
        match self {
            Self::Opening | Self::Closing => None,
            Self::Answer(id) | Self::Question(id) => Some(id),
        }
    }
}

/// One request with its answers. Cloning is cheap: the questions are shared until one of them changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Its reference, also the name of its folder.
    pub reference: Reference,
    /// Everything but the questions.
    pub facts: Arc<Facts>,
    /// The opening of the letter.
    pub opening: Arc<Block>,
    /// The questions and groups in reading order.
    pub questions: Vec<Arc<Question>>,
    /// The closing of the letter.
    pub closing: Arc<Block>,
    /// Counts the changes; what is derived from the case is derived anew when it has moved.
    pub revision: u64,
    /// The revision at which anything but text changed last: the list of questions, what became of them, the facts.
    pub shape: u64,
}

impl Case {
    /// Returns a case without questions.
    pub fn new(reference: Reference, facts: Facts) -> Self {
        Self {
            reference,
            facts: Arc::new(facts),
            opening: Arc::default(),
            questions: Vec::new(),
            closing: Arc::default(),
            revision: 0,
            shape: 0,
        }
    }

    /// Returns where a question stands in the list.
    pub fn position(&self, id: &QuestionId) -> Option<usize> {
        self.questions
            .iter()
            .position(|question| question.id == *id)
    }

    /// Returns a question by its id.
    pub fn question(&self, id: &QuestionId) -> Option<&Arc<Question>> {
        self.questions.iter().find(|question| question.id == *id)
    }

    /// Returns how a question is called: by its marker, or counted where it has none.
    pub fn name(&self, id: &QuestionId) -> String {
        self.position(id)
            .map_or_else(String::new, |index| self.name_at(index))
    }

    /// Returns how the question at this position is called.
    ///
    /// Where a requester used no numbers, or the same number twice, the officer needs one that means one question:
    /// an unmarked question is counted among the questions of its level.
    pub fn name_at(&self, index: usize) -> String {
        let Some(question) = self.questions.get(index) else {
            return String::new();
        };
        let earlier = self
            .questions
            .iter()
            .take(index)
            .filter(|other| other.level == question.level)
            .count();
        question.name(earlier + 1)
    }

    /// Returns how all questions are called, in their order.
    pub fn names(&self) -> Vec<String> {
        let mut counted = [0_usize; 256];
        let name = |question: &Arc<Question>| {
            let count = &mut counted[usize::from(question.level)];
            *count += 1;
            question.name(*count)
        };
        self.questions.iter().map(name).collect()
    }

    /// Returns the text at a place; empty if the question is gone.
    pub fn text(&self, place: &Place) -> &str {
        match place {
            Place::Opening => &self.opening.text,
            Place::Closing => &self.closing.text,
            Place::Answer(id) => self.question(id).map_or("", |question| &question.answer),
            Place::Question(id) => self.question(id).map_or("", |question| &question.text),
        }
    }

    /// Returns the stamp of the text at a place; it differs whenever the text does.
    pub fn stamp(&self, place: &Place) -> u64 {
        match place {
            Place::Opening => self.opening.stamp,
            Place::Closing => self.closing.stamp,
            Place::Answer(id) | Place::Question(id) => {
                self.question(id).map_or(0, |question| question.stamp)
            }
        }
    }

    /// Returns the regime under which a question is answered.
    pub fn regime_of<'a>(&'a self, question: &'a Question) -> &'a str {
        question.regime.as_deref().unwrap_or(&self.facts.regime)
    }

    /// Returns the provisions that any of its questions cites.
    pub fn citations(&self) -> BTreeSet<Citation> {
        self.questions
            .iter()
            .flat_map(|question| question.citations.iter().cloned())
            .collect()
    }

    /// Returns the questions that are to be answered: all but groups.
    pub fn to_answer(&self) -> impl Iterator<Item = &Arc<Question>> {
        self.questions
            .iter()
            .filter(|question| !question.is_group())
    }

    /// Returns what service areas were asked for and have not sent, with the names of the questions.
    pub fn waiting(&self) -> Vec<(String, Contribution)> {
        let asked = self.questions.iter().filter_map(|question| {
            let asked = question
                .contribution
                .as_ref()
                .filter(|asked| asked.is_open())?;
            Some((self.name(&question.id), asked.clone()))
        });
        asked.collect()
    }

    /// Returns how many questions are answered, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        let answered = self
            .to_answer()
            .filter(|question| question.is_answered())
            .count();
        (answered, self.to_answer().count())
    }

    /// Returns the places that leave in the letter and can hold placeholders, in reading order.
    pub fn letter_places(&self) -> impl Iterator<Item = Place> + '_ {
        std::iter::once(Place::Opening)
            .chain(
                self.questions
                    .iter()
                    .map(|question| Place::Answer(question.id.clone())),
            )
            .chain(std::iter::once(Place::Closing))
    }
}

/// What the board shows of a case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseSummary {
    /// Its reference.
    pub reference: String,
    /// What it is about.
    pub title: String,
    /// Open, sent or closed.
    pub status: CaseStatus,
    /// The date of receipt.
    pub received: Option<Date>,
    /// What happened to the clock since.
    pub events: Vec<ClockEvent>,
    /// The default regime.
    pub regime: String,
    /// The provisions that its answers cite.
    pub citations: BTreeSet<Citation>,
    /// What service areas were asked for and have not sent, with the names of the questions.
    pub waiting: Vec<(String, Contribution)>,
    /// What it reviews, if it is a review.
    pub review: Option<Box<ReviewOf>>,
    /// What of it is not approved although everything is answered: what, and who may approve it.
    pub unapproved: Vec<Unapproved>,
    /// The date of the letter that left last, if the case has changed since.
    pub changed_since: Option<Date>,
    /// Questions answered.
    pub answered: usize,
    /// Questions in all.
    pub questions: usize,
    /// Why it cannot be opened, if it cannot.
    pub problem: Option<String>,
}
