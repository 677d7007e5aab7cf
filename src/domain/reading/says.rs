//! What a sentence of a letter can say, told by the phrases of `config/wording.toml`.

use std::ops::Range;

use regex::bytes::Regex;

use super::phrases::{PhraseError, folded, pattern};
use super::sentences::sentences;

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
}

impl Says {
    /// All of them.
    pub const ALL: [Self; 25] = [
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
        }
    }

    /// Returns what the table of this name describes.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|says| says.id() == id)
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
}

impl Sentence {
    /// Tells whether it says this.
    pub fn says(&self, what: Says) -> bool {
        self.says.iter().any(|(said, _)| *said == what)
    }
}

/// The wording made ready for reading.
#[derive(Debug, Clone, Default)]
pub struct Phrasebook {
    patterns: Vec<(Says, Regex, Option<Regex>)>,
}

impl Phrasebook {
    /// Makes the wording ready.
    ///
    /// # Errors
    /// [`PhraseError`] for the first phrase that is none.
    pub fn new(wording: &[Wording]) -> Result<Self, PhraseError> {
        let mut patterns = Vec::with_capacity(wording.len());
        for entry in wording {
            if let Some(phrases) = pattern(&entry.phrases)? {
                patterns.push((entry.says, phrases, pattern(&entry.unless)?));
            }
        }
        Ok(Self { patterns })
    }

    /// Reads a passage sentence by sentence.
    pub fn read(&self, text: &str) -> Vec<Sentence> {
        let folded = folded(text);
        sentences(text)
            .into_iter()
            .map(|at| {
                let words = folded.get(at.clone()).unwrap_or_default();
                let says = self
                    .patterns
                    .iter()
                    .filter_map(|(says, phrases, unless)| {
                        let found = phrases.find(words)?;
                        let off = unless.as_ref().is_some_and(|unless| unless.is_match(words));
                        (!off).then(|| (*says, at.start + found.start()..at.start + found.end()))
                    })
                    .collect();
                Sentence { at, says }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::law;

    fn said(text: &str) -> Vec<Says> {
        let book = law::phrasebook().expect("the wording of the program");
        let mut all: Vec<Says> = book
            .read(text)
            .iter()
            .flat_map(|sentence| sentence.says.iter().map(|(says, _)| *says))
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    fn says(text: &str, what: Says) {
        assert!(said(text).contains(&what), "{text:?} says {:?}", said(text));
    }

    fn never(text: &str, what: Says) {
        assert!(
            !said(text).contains(&what),
            "{text:?} says {:?}",
            said(text)
        );
    }

    #[test]
    fn what_is_held_and_what_is_not_are_told_apart() {
        says("The council holds this information.", Says::Held);
        says("A register is confirmed to be held by us.", Says::Held);
        never(
            "We will not say whether the council holds this information.",
            Says::Held,
        );
        says("The Trust does not hold this.", Says::NotHeld);
        says(
            "This is not recorded, so the council does not hold the information.",
            Says::NotHeld,
        );
        says("No information is held.", Says::NotHeld);
        never(
            "We neither confirm nor deny whether it is held.",
            Says::NotHeld,
        );
        never("The meeting was not held.", Says::NotHeld);
    }

    #[test]
    fn refusals_are_told_in_their_many_forms() {
        for text in [
            "The name is exempt under section 40(2).",
            "The price is withheld under section 43(2) because release would harm it.",
            "We therefore refuse your request under section 12(1).",
            "Prices have been removed under regulation 12(5)(e).",
            "Section 12(1) of the Act applies and we are not obliged to comply with this part.",
            "The force holds this information but is withholding it under section 31(1)(a).",
        ] {
            says(text, Says::Refuses);
        }
        never("Nothing has been withheld.", Says::Refuses);
        never("How many applications were refused?", Says::Refuses);
    }

    #[test]
    fn the_parts_of_a_public_interest_test_are_told() {
        let text = "Whilst we recognise that there is a public interest in openness, we consider that there is a stronger \
                    public interest in the council being able to maintain the confidentiality of its infrastructure.";
        says(text, Says::ForDisclosure);
        says(text, Says::AgainstDisclosure);
        says(text, Says::Balance);
        never(
            "We must consider whether the balance of the public interest favours disclosure.",
            Says::Balance,
        );
    }
}
