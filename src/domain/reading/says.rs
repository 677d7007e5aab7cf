//! What a sentence of a letter can say, told by the phrases of `config/wording.toml`.

use std::collections::HashSet;
use std::ops::Range;

use regex::bytes::Regex;

use super::phrases::{PhraseError, folded, pattern};
use super::sentences::sentences;
use crate::text::slice::slice;
use crate::text::words::{is_stop_word, pieces};

/// Something that a sentence can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Says {
    /// The authority holds it.
    Held,
    /// The authority does not hold it.
    NotHeld,
    /// It neither confirms nor denies.
    Ncnd,
    /// It withholds or refuses.
    Refuses,
    /// Here is what was asked for.
    Given,
    /// It can be had elsewhere.
    Available,
    /// Where it can be had.
    WhereToFind,
    /// More must be known before it can be answered.
    Clarifies,
    /// The words "public interest".
    PublicInterest,
    /// A public interest factor for disclosure.
    ForDisclosure,
    /// A public interest factor for withholding.
    AgainstDisclosure,
    /// Where the balance of the public interest lies.
    Balance,
    /// The balance will be struck later.
    BalanceLater,
    /// Harm "would be likely".
    LevelLikely,
    /// Harm "would" occur.
    LevelWould,
    /// The statutory word with "would".
    StrictWould,
    /// The statutory word with "would be likely to".
    StrictLikely,
    /// The cost limit would be exceeded.
    Cost,
    /// How the cost was estimated.
    CostEstimate,
    /// How the request could be brought within a limit.
    Advice,
    /// The opinion of the qualified person.
    QualifiedPerson,
    /// Something is attached.
    Attached,
    /// The authority speaks or decides.
    Decides,
    /// Something is offered to the requester, or they may do something.
    Offers,
    /// It comes after something else: a review that is over.
    Afterwards,
    /// Factors are set out or weighed.
    Weighs,
    /// A provision is named only to say that it is not relied on.
    Disclaims,
}

impl Says {
    /// All of them.
    pub const ALL: [Self; 27] = [
        Self::Held,
        Self::NotHeld,
        Self::Ncnd,
        Self::Refuses,
        Self::Given,
        Self::Available,
        Self::WhereToFind,
        Self::Clarifies,
        Self::PublicInterest,
        Self::ForDisclosure,
        Self::AgainstDisclosure,
        Self::Balance,
        Self::BalanceLater,
        Self::LevelLikely,
        Self::LevelWould,
        Self::StrictWould,
        Self::StrictLikely,
        Self::Cost,
        Self::CostEstimate,
        Self::Advice,
        Self::QualifiedPerson,
        Self::Attached,
        Self::Decides,
        Self::Offers,
        Self::Afterwards,
        Self::Weighs,
        Self::Disclaims,
    ];

    /// Returns the name of its table in `config/wording.toml`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::NotHeld => "not-held",
            Self::Ncnd => "ncnd",
            Self::Refuses => "refuses",
            Self::Given => "given",
            Self::Available => "available",
            Self::WhereToFind => "where-to-find",
            Self::Clarifies => "clarifies",
            Self::PublicInterest => "public-interest",
            Self::ForDisclosure => "for-disclosure",
            Self::AgainstDisclosure => "against-disclosure",
            Self::Balance => "balance",
            Self::BalanceLater => "balance-later",
            Self::LevelLikely => "level-likely",
            Self::LevelWould => "level-would",
            Self::StrictWould => "strict-would",
            Self::StrictLikely => "strict-likely",
            Self::Cost => "cost",
            Self::CostEstimate => "cost-estimate",
            Self::Advice => "advice",
            Self::QualifiedPerson => "qualified-person",
            Self::Attached => "attached",
            Self::Decides => "decides",
            Self::Offers => "offers",
            Self::Afterwards => "afterwards",
            Self::Weighs => "weighs",
            Self::Disclaims => "disclaims",
        }
    }

    /// Returns what the table of this name describes.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|says| says.id() == id)
    }
}

/// Several things that are said, a bit each: two hundred answers are asked what they say at every change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SaidSet(u32);

impl SaidSet {
    /// Tells whether this is among them.
    pub fn has(self, what: Says) -> bool {
        self.0 & (1 << what as u32) != 0
    }

    /// Returns these and those.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl FromIterator<Says> for SaidSet {
    fn from_iter<T: IntoIterator<Item = Says>>(all: T) -> Self {
        let bits = all.into_iter().map(|what| 1 << what as u32);
        Self(bits.fold(0, |sum, bit: u32| sum | bit))
    }
}

/// The phrases for one thing that a sentence can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// What the sentence says.
    pub says: Says,
    /// One of these stands in it.
    pub phrases: Vec<String>,
    /// None of these stands in it.
    pub unless: Vec<String>,
}

/// A sentence and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands.
    pub at: Range<usize>,
    /// What it says, with the place of the words that say so.
    pub says: Vec<(Says, Range<usize>)>,
    /// Whether its words only draw the conclusion of a public interest test and name nothing that was weighed.
    pub concludes: bool,
    said: SaidSet,
}

impl Sentence {
    /// Tells whether it says this.
    pub fn says(&self, what: Says) -> bool {
        self.said.has(what)
    }

    /// Returns all that it says.
    pub fn said(&self) -> SaidSet {
        self.said
    }
}

/// The wording made ready for reading.
#[derive(Debug, Clone, Default)]
pub struct Phrasebook {
    patterns: Vec<(Says, Regex, Option<Regex>)>,
    conclusion: HashSet<String>,
}

impl Phrasebook {
    /// Makes the wording ready. `conclusion` are the words that the conclusion of a public interest test is made of.
    ///
    /// # Errors
    /// [`PhraseError`] for the first phrase that is none.
    pub fn new(wording: &[Wording], conclusion: Vec<String>) -> Result<Self, PhraseError> {
        let mut patterns = Vec::with_capacity(wording.len());
        for entry in wording {
            if let Some(phrases) = pattern(&entry.phrases)? {
                patterns.push((entry.says, phrases, pattern(&entry.unless)?));
            }
        }
        Ok(Self {
            patterns,
            conclusion: conclusion.into_iter().collect(),
        })
    }

    /// Reads a passage sentence by sentence.
    pub fn read(&self, text: &str) -> Vec<Sentence> {
        let folded = folded(text);
        sentences(text)
            .into_iter()
            .map(|at| {
                let words = folded.get(at.clone()).unwrap_or_default();
                let says: Vec<(Says, Range<usize>)> = self
                    .patterns
                    .iter()
                    .filter_map(|(says, phrases, unless)| {
                        let found = phrases.find(words)?;
                        let off = unless.as_ref().is_some_and(|unless| unless.is_match(words));
                        // Some phrases begin with a space; what is marked begins with a word.
                        let marked = found.as_bytes().trim_ascii();
                        let start =
                            at.start + found.end() - found.as_bytes().trim_ascii_start().len();
                        (!off).then(|| (*says, start..start + marked.len()))
                    })
                    .collect();
                Sentence {
                    concludes: self.only_concludes(slice(text, at.clone())),
                    said: says.iter().map(|(says, _)| *says).collect(),
                    at,
                    says,
                }
            })
            .collect()
    }

    // "The public interest in maintaining the exemption outweighs the public interest in disclosure" weighs nothing.
    fn only_concludes(&self, sentence: &str) -> bool {
        let lower = sentence.to_lowercase();
        let telling = pieces(&lower)
            .filter(|word| word.chars().count() > 2 && !is_stop_word(word))
            .filter(|word| !self.conclusion.contains(*word))
            .count();
        let names_an_interest = lower.contains("public interest in") && !lower.contains("weigh");
        telling < if names_an_interest { 2 } else { 3 }
    }
}
