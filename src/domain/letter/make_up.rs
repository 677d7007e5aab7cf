//! What letters are made of: lists of blocks, read from data. `config/letters/` holds those that come with the program.

use crate::domain::case::Case;

/// What a letter prints of each question before its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Asked {
    /// Its words, under its number.
    #[default]
    Words,
    /// "Question 4".
    Number,
    /// Nothing.
    Nothing,
}

impl Asked {
    /// Returns what is meant by a word of the files.
    pub fn from_id(id: &str) -> Option<Self> {
        match id {
            "words" => Some(Self::Words),
            "number" => Some(Self::Number),
            "none" => Some(Self::Nothing),
            _ => None,
        }
    }
}

/// One part of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Part {
    /// The title of the case.
    Title,
    /// The opening of the case, which an officer writes.
    Opening,
    /// The questions with their answers.
    Answers {
        /// What is printed of a question.
        asked: Asked,
        /// Whether the headings of the request are printed.
        headings: bool,
    },
    /// A line for each provision relied on, with the questions to which it applies.
    Provisions,
    /// A snippet of the library, filled as the letter leaves.
    Snippet(String),
    /// The closing of the case, which an officer writes.
    Closing,
}

/// What a letter is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MakeUp {
    /// Its parts in their order.
    pub parts: Vec<Part>,
    /// The snippets with which the opening of a new case begins.
    pub opening: Vec<String>,
    /// The snippets with which its closing begins.
    pub closing: Vec<String>,
    /// Whether it is the workspace's own.
    pub is_own: bool,
}

/// The letters of a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letters {
    /// The response.
    pub response: MakeUp,
    /// The letter that tells the outcome of a review.
    pub review: MakeUp,
    /// The entry of the disclosure log.
    pub log: MakeUp,
}

impl Letters {
    /// Returns the letter of a case: the response, or that of a review.
    pub fn of(&self, case: &Case) -> &MakeUp {
        if case.is_review() {
            &self.review
        } else {
            &self.response
        }
    }
}

impl MakeUp {
    fn of(parts: Vec<Part>) -> Self {
        Self {
            parts,
            opening: Vec::new(),
            closing: Vec::new(),
            is_own: false,
        }
    }

    /// An entry of the disclosure log: the title, the questions with their answers.
    pub fn of_log() -> Self {
        Self::of(vec![Part::Title, ANSWERS])
    }

    /// Returns the snippets that open and those that close a new letter: what the workspace's own make-up says comes
    /// before what the regime's pack says, and this before what comes with the program.
    pub fn frame<'a>(
        &'a self,
        pack_opening: &'a [String],
        pack_closing: &'a [String],
    ) -> (&'a [String], &'a [String]) {
        let choose = |made: &'a [String], pack: &'a [String]| {
            let own_first = self.is_own && !made.is_empty();
            if own_first || pack.is_empty() {
                made
            } else {
                pack
            }
        };
        (
            choose(&self.opening, pack_opening),
            choose(&self.closing, pack_closing),
        )
    }

    /// Tells whether it has this part.
    pub fn has(&self, part: &Part) -> bool {
        self.parts.contains(part)
    }

    /// Returns the snippets that it prints, in their order.
    pub fn snippets(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Snippet(id) => Some(id.as_str()),
            _ => None,
        })
    }
}

const ANSWERS: Part = Part::Answers {
    asked: Asked::Words,
    headings: true,
};

/// What a letter is made of where no file says otherwise.
impl Default for Letters {
    fn default() -> Self {
        Self {
            response: MakeUp::of(vec![Part::Opening, ANSWERS, Part::Closing]),
            review: MakeUp::of(vec![Part::Opening, ANSWERS, Part::Closing]),
            log: MakeUp::of_log(),
        }
    }
}
