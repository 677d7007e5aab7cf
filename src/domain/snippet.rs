//! A snippet: reusable text with manners.

pub mod draft;
pub mod facts;
pub mod include;
pub mod leaks;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::fields::{FieldKind, open_fields};
use super::outcome::Outcome;
use crate::text::placeholder;

/// Where a snippet comes from. A later layer overrides an earlier one by the same id.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Layer {
    /// Shipped with the program.
    #[default]
    BuiltIn,
    /// Shared by the organisation.
    Organisation,
    /// Shared by the team.
    Team,
    /// The officer's own.
    Personal,
}

impl Layer {
    /// All layers, lowest first.
    pub const ALL: [Self; 4] = [
        Self::BuiltIn,
        Self::Organisation,
        Self::Team,
        Self::Personal,
    ];

    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::BuiltIn => "built-in",
            Self::Organisation => "organisation",
            Self::Team => "team",
            Self::Personal => "personal",
        }
    }

    /// Returns the layer with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| layer.word() == word)
    }

    /// Tells whether others read it too.
    pub fn is_shared(self) -> bool {
        matches!(self, Self::Organisation | Self::Team)
    }
}

/// How far a snippet is in its life.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Written, and nobody has agreed to it yet.
    Draft,
    /// Agreed.
    #[default]
    Approved,
    /// No longer to be used.
    Withdrawn,
}

impl State {
    /// All states in their order.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Approved, Self::Withdrawn];

    /// Returns the word for it, which is also its name in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Approved => "approved",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Returns the state with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// Something a snippet asks the officer for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SnippetField {
    /// The name between the braces.
    pub name: String,
    /// The question put to the officer.
    pub prompt: String,
    /// A suggestion.
    pub default: String,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether it may stay empty.
    pub optional: bool,
    /// Whether each answer needs a value of its own: a harm argued for one question is no harm for another.
    pub per_answer: bool,
}

/// A reusable passage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snippet {
    /// Its path in the library without the ending.
    pub id: String,
    /// The layer it came from.
    pub layer: Layer,
    /// What it says, in a line.
    pub title: String,
    /// The regime it belongs to; none if it serves any.
    pub regime: Option<String>,
    /// The outcome that an answer made of it has.
    pub outcome: Option<Outcome>,
    /// The provisions it relies on.
    pub cites: Vec<String>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// When to use it.
    pub use_when: String,
    /// Who keeps it.
    pub owner: String,
    /// When it is to be looked at again.
    pub review_by: Option<Date>,
    /// How far it is in its life.
    pub state: State,
    /// The snippet that takes its place, if it is withdrawn.
    pub successor: Option<String>,
    /// The text as it goes into an answer, in Markdown with placeholders, its includes opened.
    pub body: String,
    /// The text as its file has it, if that is another: with includes.
    pub written: Option<String>,
    /// The snippets it includes, those of its includes among them.
    pub includes: Vec<String>,
    /// How deep its includes lie in each other: 0 without any.
    pub depth: usize,
    /// What it asks for, what its includes ask for among it.
    pub fields: Vec<SnippetField>,
    /// How many of the fields, the last ones, only its includes declare.
    pub lent_fields: usize,
    /// The hash of its body, by which later changes are told.
    pub version: String,
    /// The hash of its file, by which is told whether the file changed underneath; empty if it has none.
    pub file: String,
}

/// What goes into an answer when a snippet is inserted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insertion {
    /// The text, with everything known filled in.
    pub text: String,
    /// The fields still to be asked for, in the order of the text, each once.
    pub unfilled: Vec<String>,
}

impl Snippet {
    /// Returns its text with everything that `known` knows filled in.
    pub fn instantiate<'a>(
        &self,
        known: impl Fn(&str) -> Option<std::borrow::Cow<'a, str>>,
    ) -> Insertion {
        let shared = |name: &str| self.field(name).is_none_or(|field| !field.per_answer);
        let text = placeholder::fill(self.body.trim_end(), |name| {
            let value = shared(name).then(|| known(name)).flatten();
            value.map(std::borrow::Cow::into_owned)
        });
        let mut unfilled: Vec<String> = Vec::new();
        for found in open_fields(&text) {
            if !unfilled.contains(&found.name) {
                unfilled.push(found.name);
            }
        }
        Insertion { text, unfilled }
    }

    /// Returns what it asks for under this name.
    pub fn field(&self, name: &str) -> Option<&SnippetField> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Tells whether its review date has passed.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.review_by.is_some_and(|review| review < today)
    }

    /// Tells whether it is no longer to be used, and so never suggested.
    pub fn is_withdrawn(&self) -> bool {
        self.state == State::Withdrawn
    }

    /// Returns the text as its file has it.
    pub fn written(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.body)
    }

    /// Returns the fields that its own file declares.
    pub fn declared(&self) -> &[SnippetField] {
        let own = self.fields.len().saturating_sub(self.lent_fields);
        self.fields.get(..own).unwrap_or(&self.fields)
    }
}
