//! Composing the reasons for a provision: which parts it asks for, and the passage that they make.
//!
//! What is asked follows from a provision's needs; how it is asked and worded is data. Nothing here knows a regime or
//! a section by name.

mod locate;
mod passage;
mod template;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use locate::{Found, locate};
pub use passage::{Open, Reasons, Setting};
pub use template::names as names_in;

use super::outcome::{Held, Outcome};
use super::regime::{Provision, Regime};
use super::worksheet::{CostWords, Scale};

/// How a part is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Asked {
    /// One line.
    Line,
    /// Several lines.
    #[default]
    Text,
    /// One of a few things.
    Choice,
    /// A date.
    Date,
    /// Tasks with their hours.
    Worksheet,
    /// The kind of authority, by which rate and limit of a worksheet are found.
    Scale,
    /// Not at all: the passage says it anyway.
    Said,
    /// Not at all: the closing of the letter says it once.
    Letter,
}

impl Asked {
    /// Returns the way of asking with this name in the wording's file.
    pub fn from_id(id: &str) -> Option<Self> {
        Some(match id {
            "line" => Self::Line,
            "text" => Self::Text,
            "choice" => Self::Choice,
            "date" => Self::Date,
            "worksheet" => Self::Worksheet,
            "scale" => Self::Scale,
            "said" => Self::Said,
            "letter" => Self::Letter,
            _ => return None,
        })
    }

    /// Tells whether the officer is asked anything.
    pub fn is_asked(self) -> bool {
        !matches!(self, Self::Said | Self::Letter)
    }

    /// Tells whether it is answered by choosing.
    pub fn is_chosen(self) -> bool {
        matches!(self, Self::Choice | Self::Scale)
    }

    /// Tells whether it takes several lines.
    pub fn has_lines(self) -> bool {
        matches!(self, Self::Text | Self::Worksheet)
    }
}

/// On which side of the public interest a part stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// For disclosure.
    For,
    /// For withholding.
    Against,
}

/// One of the things to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartOption {
    /// What is kept when it is chosen.
    pub value: String,
    /// What the officer reads.
    pub label: String,
    /// What the passage says; the value if empty.
    pub words: String,
    /// The outcome it makes, if it makes another one than the frame does.
    pub outcome: Option<Outcome>,
}

/// One part of the reasons: what is asked, and how the answer is worded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// The need it meets.
    pub name: String,
    /// A word or two for the list of parts.
    pub title: String,
    /// The question put to the officer.
    pub ask: String,
    /// How to answer it.
    pub hint: String,
    /// How it is asked for.
    pub asked: Asked,
    /// Smaller ones are asked first.
    pub order: u32,
    /// Whether it may stay empty.
    pub optional: bool,
    /// Not asked where the provision needs one of these too.
    pub covered_by: Vec<String>,
    /// Which factors are shown beside it.
    pub factors: Option<Side>,
    /// How a phrase is worded.
    pub words: String,
    /// How whole sentences are worded.
    pub whole: String,
    /// How several phrases are worded.
    pub list: String,
    /// What there is to choose from.
    pub options: Vec<PartOption>,
    /// What holds before anything is chosen.
    pub default: String,
}

/// What a frame changes in a part. What is `None` stays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartChange {
    /// See [`Part::title`].
    pub title: Option<String>,
    /// See [`Part::ask`].
    pub ask: Option<String>,
    /// See [`Part::hint`].
    pub hint: Option<String>,
    /// See [`Part::words`].
    pub words: Option<String>,
    /// See [`Part::whole`].
    pub whole: Option<String>,
    /// See [`Part::list`].
    pub list: Option<String>,
    /// See [`Part::optional`].
    pub optional: Option<bool>,
}

/// The frame of the passage for a kind of provision.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frame {
    /// Its name in the wording's file.
    pub id: String,
    /// The roles of provisions that it serves; empty for any.
    pub roles: Vec<String>,
    /// The needs that the provision must have, all of them.
    pub needs: Vec<String>,
    /// The regimes it serves; empty for any.
    pub regimes: Vec<String>,
    /// Parts asked for besides the provision's needs.
    pub asks: Vec<String>,
    /// What becomes of the question.
    pub outcome: Option<Outcome>,
    /// Whether the information is then held.
    pub held: Option<Held>,
    /// The passage as a template.
    pub text: String,
    /// The sentence for a question whose reasons stand in another answer.
    pub refers: String,
    /// What it changes in parts, by their names.
    pub changes: BTreeMap<String, PartChange>,
}

impl Frame {
    fn fits(&self, regime: &Regime, provision: &Provision) -> bool {
        let any = |list: &[String], word: &str| list.is_empty() || list.iter().any(|w| w == word);
        any(&self.roles, &provision.role)
            && any(&self.regimes, &regime.id)
            && self.needs.iter().all(|need| provision.needs.contains(need))
    }
}

/// The wording of reasons: parts, frames, and what costs are counted by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Composing {
    /// The parts by name.
    pub parts: BTreeMap<String, Part>,
    /// The frames; the first that fits is taken.
    pub frames: Vec<Frame>,
    /// The verb of the harm, by the provision's test.
    pub verbs: BTreeMap<String, String>,
    /// What is harmed, by the provision's id.
    pub objects: BTreeMap<String, String>,
    /// "exempt", "excepted", by the provision's kind.
    pub exempt: BTreeMap<String, String>,
    /// Rates and limits.
    pub scales: Vec<Scale>,
    /// How an estimate is worded.
    pub cost_words: CostWords,
}

/// The key under which the tables of words keep what holds for everything else.
pub const OTHERWISE: &str = "otherwise";

/// What is asked for one provision, and how the passage is made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The regime.
    pub regime: Arc<Regime>,
    /// The provision.
    pub provision: Provision,
    /// The frame.
    pub frame: Frame,
    /// The parts in the order in which they are asked for; those too that nobody is asked for.
    pub parts: Vec<Part>,
    /// The rates and limits that may count.
    pub scales: Vec<Scale>,
    words: BTreeMap<&'static str, String>,
    cost_words: CostWords,
}

impl Composing {
    /// Returns what a provision asks for. A need that no wording knows is asked for in the words of its vocabulary.
    pub fn plan(&self, regime: &Arc<Regime>, provision: &Provision) -> Plan {
        let frame = self
            .frames
            .iter()
            .find(|frame| frame.fits(regime, provision))
            .cloned()
            .unwrap_or_default();
        let scales: Vec<Scale> = self
            .scales
            .iter()
            .filter(|scale| scale.regimes.contains(&regime.id))
            .cloned()
            .collect();
        let covered = |part: &Part| {
            part.covered_by
                .iter()
                .any(|other| provision.needs.contains(other))
        };
        let mut names: Vec<&String> = Vec::new();
        for name in provision.needs.iter().chain(&frame.asks) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let mut parts: Vec<Part> = names
            .into_iter()
            .map(|name| self.part(name, regime, &frame, &scales))
            .filter(|part| !covered(part))
            .collect();
        parts.sort_by_key(|part| part.order);
        let look = |table: &BTreeMap<String, String>, key: &str| {
            let found = table.get(key).or_else(|| table.get(OTHERWISE));
            found.cloned().unwrap_or_default()
        };
        let words = BTreeMap::from([
            ("verb", look(&self.verbs, &provision.threshold)),
            ("object", look(&self.objects, &provision.id)),
            ("exempt", look(&self.exempt, &provision.kind)),
        ]);
        Plan {
            regime: Arc::clone(regime),
            provision: provision.clone(),
            frame,
            parts,
            scales,
            words,
            cost_words: self.cost_words.clone(),
        }
    }

    fn part(&self, name: &str, regime: &Regime, frame: &Frame, scales: &[Scale]) -> Part {
        let mut part = self.parts.get(name).cloned().unwrap_or_else(|| Part {
            name: name.to_owned(),
            title: sentence(&name.replace('-', " ")),
            ask: sentence(regime.vocabulary.get(name).map_or(name, String::as_str)),
            order: 50,
            ..Part::default()
        });
        if let Some(change) = frame.changes.get(name) {
            let set = |own: &mut String, new: &Option<String>| {
                if let Some(new) = new {
                    own.clone_from(new);
                }
            };
            set(&mut part.title, &change.title);
            set(&mut part.ask, &change.ask);
            set(&mut part.hint, &change.hint);
            set(&mut part.words, &change.words);
            set(&mut part.whole, &change.whole);
            set(&mut part.list, &change.list);
            part.optional = change.optional.unwrap_or(part.optional);
        }
        if part.asked == Asked::Scale {
            part.options = scales
                .iter()
                .map(|scale| PartOption {
                    value: scale.id.clone(),
                    label: scale.label.clone(),
                    ..PartOption::default()
                })
                .collect();
            let usual = scales.iter().find(|scale| scale.usual);
            part.default = usual.map_or_else(String::new, |scale| scale.id.clone());
        }
        part
    }
}

// "the fee" becomes "The fee": a prompt begins with a capital.
fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
