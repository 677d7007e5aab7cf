//! A letter as checks see it: the same for a case in the workbench and for a letter that was written elsewhere.

mod clock;
mod grounds;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Allowance, Diagnostic};
use crate::domain::authority::Regulators;
use crate::domain::case::Place;
use crate::domain::library::Library;
use crate::domain::outcome::Outcome;
use crate::domain::question::{Citation, Source};
use crate::domain::reading::{Reading, Says, WordSet, common};
use crate::domain::regime::{Regime, Regimes, RepealedLaw};
use crate::domain::sign_off::Unapproved;
use crate::text::slice::slice;

pub use self::clock::{Clock, ClockProblem};
pub(super) use self::grounds::Relied;

/// What a part of the letter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// Before the first question.
    Opening,
    /// An answer.
    Answer,
    /// After the last one.
    Closing,
    /// A snippet that the make-up of the letter names.
    Fixed,
}

/// A part of the letter.
#[derive(Debug, Clone)]
pub struct Part<'a> {
    /// What it is.
    pub kind: PartKind,
    /// Where to mend it; none for a letter written elsewhere.
    pub place: Option<Place>,
    /// The question's name; empty for opening and closing.
    pub name: String,
    /// What was asked.
    pub asked: Cow<'a, str>,
    /// What it says.
    pub text: Cow<'a, str>,
    /// What was read in it.
    pub reading: Arc<Reading>,
    /// The words of the question that say what it is about.
    pub words: Arc<WordSet>,
    /// Those of them that tell it from the other questions of the letter; [`Subject::new`] finds them.
    pub telling: WordSet,
    /// What became of the question, as the officer set it; none for a letter written elsewhere.
    pub outcome: Option<Outcome>,
    /// The provisions that the officer set; none for a letter written elsewhere.
    pub citations: Vec<Citation>,
    /// The snippets that went in.
    pub sources: &'a [Source],
    /// The regime under which it is answered.
    pub regime: String,
    /// The position of the part that answers it.
    pub answered_with: Option<usize>,
}

/// What is known about the letter.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Its reference.
    pub reference: Option<String>,
    /// Who asked.
    pub requester: Option<String>,
    /// The date of receipt.
    pub received: Option<Date>,
    /// The date of the request, where it differs from its receipt.
    pub requested: Option<Date>,
    /// The date of the letter: the one it bears, or today's for one that is being written.
    pub dated: Option<Date>,
    /// The authority's names: the full one first.
    pub authority: Vec<String>,
}

/// What checks know besides the letter.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// The law.
    pub regimes: &'a Regimes,
    /// Law that is gone.
    pub repealed: &'a [RepealedLaw],
    /// The regulators.
    pub regulators: &'a Regulators,
    /// The snippets, by which it is told what changed since.
    pub library: Option<&'a Library>,
    /// Today.
    pub today: Date,
}

/// A letter as checks see it.
#[derive(Debug, Clone)]
pub struct Subject<'a> {
    /// Its parts in order.
    pub parts: Vec<Part<'a>>,
    /// What is known about it.
    pub facts: Facts,
    /// The regime under which it is written.
    pub regime: String,
    /// Where the clock stands, if it runs.
    pub clock: Option<Clock>,
    /// What checks know besides.
    pub around: Surroundings<'a>,
    /// What is meant to be there.
    pub allowed: &'a [Allowance],
    /// Whether it is the letter of a review: it offers no other.
    pub is_review: bool,
    /// The answers on which a review has not decided.
    pub without_finding: Vec<Place>,
    /// What of it is not approved.
    pub unapproved: &'a [Unapproved],
    /// The date of the letter that left last, if the case has changed since.
    pub changed_since: Option<Date>,
    /// Whether it is a case in the workbench, of which outcomes and provisions are known.
    pub is_case: bool,
    relied: Vec<Vec<Relied<'a>>>,
    referred: Vec<Vec<usize>>,
    names: HashMap<String, usize>,
}

impl Part<'_> {
    /// Returns how a message begins: "The answer to question 3".
    pub fn what(&self) -> String {
        match self.kind {
            PartKind::Opening => "The opening".to_owned(),
            PartKind::Closing => "The closing".to_owned(),
            PartKind::Fixed => "A snippet that every letter prints".to_owned(),
            PartKind::Answer if self.name.is_empty() => "The answer".to_owned(),
            PartKind::Answer => format!("The answer to question {}", self.name),
        }
    }

    /// Tells whether it is an answer with words of its own.
    pub fn is_own_answer(&self) -> bool {
        self.kind == PartKind::Answer
            && self.answered_with.is_none()
            && !self.text.trim().is_empty()
    }

    /// Returns how many of some words stand in its question or at the beginning of its answer.
    pub fn speaks_of(&self, words: &WordSet) -> (usize, usize) {
        let about = self.reading.about();
        (
            words.shared_with_either(about, &self.words),
            words.shared(about),
        )
    }

    /// Tells whether a sentence of it says this.
    pub fn says(&self, what: Says) -> bool {
        self.reading.says(what)
    }
}

impl<'a> Subject<'a> {
    /// Gathers what checks look at.
    pub fn new(
        mut parts: Vec<Part<'a>>,
        facts: Facts,
        regime: String,
        around: Surroundings<'a>,
    ) -> Self {
        let mut names = HashMap::new();
        for (index, part) in parts.iter().enumerate() {
            if part.kind == PartKind::Answer && !part.name.is_empty() {
                names.entry(plain_name(&part.name)).or_insert(index);
            }
        }
        let common = common(
            parts
                .iter()
                .filter(|part| part.kind == PartKind::Answer)
                .map(|part| &*part.words),
        );
        // Two hundred questions are compared with each other: what tells them apart is found once.
        for part in &mut parts {
            part.telling = part.words.without(&common);
        }
        let mut subject = Self {
            parts,
            facts,
            regime,
            clock: None,
            around,
            allowed: &[],
            is_review: false,
            without_finding: Vec::new(),
            unapproved: &[],
            changed_since: None,
            is_case: false,
            relied: Vec::new(),
            referred: Vec::new(),
            names,
        };
        subject.relied = subject
            .parts
            .iter()
            .map(|part| subject.grounds(part))
            .collect();
        subject.referred = (0..subject.parts.len())
            .map(|index| subject.points_to(index))
            .collect();
        subject
    }

    /// Returns the answers that have words of their own, with their positions.
    pub fn answers(&self) -> impl Iterator<Item = (usize, &Part<'a>)> {
        self.parts
            .iter()
            .enumerate()
            .filter(|(_, part)| part.is_own_answer())
    }

    /// Returns all parts with words.
    pub fn written(&self) -> impl Iterator<Item = (usize, &Part<'a>)> {
        self.parts
            .iter()
            .enumerate()
            .filter(|(_, part)| !part.text.trim().is_empty())
    }

    /// Returns the regime of a part.
    pub fn regime_of(&self, part: &Part<'_>) -> Option<&'a Regime> {
        self.around.regimes.get(&part.regime).map(AsRef::as_ref)
    }

    /// Returns the provisions on which a part relies: those its text cites and those the officer set.
    pub fn relied(&self, index: usize) -> &[Relied<'a>] {
        self.relied.get(index).map_or(&[], Vec::as_slice)
    }

    /// Returns the part itself and those to which it points for its reasons.
    pub fn with_referred(&self, index: usize) -> impl Iterator<Item = (usize, &Part<'a>)> {
        let all = self.referred.get(index).map_or(&[][..], Vec::as_slice);
        all.iter()
            .filter_map(|at| Some((*at, self.parts.get(*at)?)))
    }

    /// Tells whether a finding is about words that are meant to be there.
    pub(super) fn allows(&self, finding: &Diagnostic) -> bool {
        let (Some(place), Some(at)) = (&finding.place, &finding.at) else {
            return false;
        };
        let mut of_code = self
            .allowed
            .iter()
            .filter(|one| one.code == finding.code)
            .peekable();
        if of_code.peek().is_none() {
            return false;
        }
        let part = self
            .parts
            .iter()
            .find(|part| part.place.as_ref() == Some(place));
        let words = part.map_or("", |part| slice(&part.text, at.clone()));
        let hash = Allowance::hash(words);
        of_code.any(|one| one.words == hash)
    }

    fn points_to(&self, index: usize) -> Vec<usize> {
        let mut all = vec![index];
        if let Some(part) = self.parts.get(index) {
            for (_, reference) in part.reading.references() {
                all.extend(self.named(&reference.name, index).filter(|at| *at != index));
            }
        }
        all
    }

    /// Returns the part that is called so, seen from a part: "b)" beside 2(a) is 2(b).
    pub fn named(&self, name: &str, from: usize) -> Option<usize> {
        let wanted = plain_name(name);
        if let Some(at) = self.names.get(&wanted) {
            return Some(*at);
        }
        let own = plain_name(&self.parts.get(from)?.name);
        let stem = own.trim_end_matches(|c: char| c.is_alphabetic());
        self.names.get(&format!("{stem}{wanted}")).copied()
    }
}

fn plain_name(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric() || *c == '.');
    let lower: String = kept.collect::<String>().to_lowercase();
    let number = lower.trim_start_matches("question");
    // "Q3" is 3; a question called "q" keeps its letter.
    let number = number
        .strip_prefix('q')
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(number);
    number.trim_matches('.').to_owned()
}
