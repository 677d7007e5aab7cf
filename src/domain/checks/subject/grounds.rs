//! On which provisions a part of a letter relies.

use std::ops::Range;

use super::{Part, Subject};
use crate::domain::reading::{Depth, Says};
use crate::domain::regime::{Provision, Regime};

/// A provision that a part relies on.
#[derive(Debug, Clone)]
pub struct Relied<'a> {
    /// The regime.
    pub regime: &'a Regime,
    /// The provision; of several limbs that ask for the same, the first.
    pub provision: &'a Provision,
    /// As it was cited.
    pub cite: String,
    /// Where the text cites it first; none if only the officer set it.
    pub at: Option<Range<usize>>,
}

impl<'a> Subject<'a> {
    pub(super) fn grounds(&self, part: &Part<'_>) -> Vec<Relied<'a>> {
        let mut all: Vec<Relied<'a>> = Vec::new();
        for (start, passage) in part.reading.passages() {
            for cited in passage
                .cited
                .iter()
                .filter(|one| one.depth != Depth::Unknown)
            {
                let sentence = passage
                    .sentences
                    .iter()
                    .find(|one| one.at.contains(&cited.at.start));
                // "Section 12 does not apply" relies on nothing.
                if sentence.is_none_or(|one| !one.says(Says::Disclaims)) {
                    let at = start + cited.at.start..start + cited.at.end;
                    self.rely(&mut all, &cited.regime, &cited.cite, Some(at));
                }
            }
        }
        for set in &part.citations {
            self.rely(&mut all, &set.regime, &set.cite, None);
        }
        all
    }

    fn rely(&self, all: &mut Vec<Relied<'a>>, regime: &str, cite: &str, at: Option<Range<usize>>) {
        let Some(regime) = self.around.regimes.get(regime).map(AsRef::as_ref) else {
            return;
        };
        // One cite may play two parts; the ground to withhold is the one that is meant.
        let ground = |one: &&Provision| one.cite == cite && one.can_be_relied_on();
        let found = regime
            .provisions
            .iter()
            .find(ground)
            // A purpose, or a part of the test, stands for the ground above it.
            .or_else(|| above(regime, cite));
        let Some(provision) = found.or_else(|| representative(regime, cite)) else {
            return;
        };
        let known =
            |other: &Relied<'_>| other.regime.id == regime.id && other.provision.id == provision.id;
        if !all.iter().any(known) {
            all.push(Relied {
                regime,
                provision,
                cite: cite.to_owned(),
                at,
            });
        }
    }
}

fn above<'r>(regime: &'r Regime, cite: &str) -> Option<&'r Provision> {
    let purpose = regime.provision(cite).filter(|one| one.role == "purpose")?;
    regime
        .provision(&purpose.parent)
        .filter(|one| one.can_be_relied_on())
}

// A section cited without its limb: where all its limbs ask for the same, it is known what must be said.
fn representative<'r>(regime: &'r Regime, cite: &str) -> Option<&'r Provision> {
    let below = |one: &&Provision| {
        one.role == "withhold"
            && one
                .cite
                .strip_prefix(cite)
                .is_some_and(|rest| rest.starts_with('('))
    };
    let mut limbs = regime.provisions.iter().filter(below);
    let first = limbs.next()?;
    limbs
        .all(|one| one.standing == first.standing && one.needs == first.needs)
        .then_some(first)
}
