//! Do the provisions that the officer set agree with those that the text cites.

use super::is_below;
use crate::domain::checks::{Check, Findings, Fix, Subject};
use crate::domain::outcome::Outcome;
use crate::domain::question::Citation;
use crate::domain::regime::Provision;

/// The text cites a provision that the officer has not set.
pub(super) struct CitedNotSet;

impl Check for CitedNotSet {
    fn code(&self) -> &'static str {
        "cited-not-set"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        if !letter.is_case {
            return;
        }
        for (index, part) in letter.answers() {
            let withholds = matches!(
                part.outcome,
                Some(Outcome::Refused | Outcome::Ncnd | Outcome::PartlyDisclosed)
            );
            if !withholds {
                continue;
            }
            let relied = letter.relied(index);
            let missing = relied.iter().filter(|one| one.at.is_some()).filter(|one| {
                !part
                    .citations
                    .iter()
                    .any(|set| set.regime == one.regime.id && set.cite == one.provision.cite)
            });
            let missing: Vec<Citation> = missing
                .map(|one| Citation {
                    regime: one.regime.id.clone(),
                    cite: one.provision.cite.clone(),
                })
                .collect();
            let Some(first) = missing.first() else {
                continue;
            };
            let at = relied
                .iter()
                .find(|one| one.provision.cite == first.cite)
                .and_then(|one| one.at.clone());
            let label = letter
                .around
                .regimes
                .get(&first.regime)
                .map_or_else(|| first.cite.clone(), |regime| regime.label(&first.cite));
            found.at(
                letter,
                index,
                at,
                format!(
                    "{} cites {label}, which is not among the provisions set for it.",
                    part.what()
                ),
                "Set it too, so that statistics and the log have it, or take it out of the text.",
            );
            found.fix(Fix::Cite(missing));
        }
    }
}

/// A provision is set that the text does not cite.
pub(super) struct SetNotCited;

impl Check for SetNotCited {
    fn code(&self) -> &'static str {
        "set-not-cited"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.answers() {
            for set in &part.citations {
                let Some(regime) = letter.around.regimes.get(&set.regime) else {
                    continue;
                };
                let cited = letter.with_referred(index).any(|(_, part)| {
                    part.reading
                        .cited()
                        .any(|(_, one)| one.cite == set.cite || is_below(&set.cite, &one.cite))
                });
                let ground = regime
                    .provision(&set.cite)
                    .is_some_and(Provision::can_be_relied_on);
                if ground && !cited {
                    found.at(
                        letter,
                        index,
                        None,
                        format!(
                            "{} does not cite {}, which is set for it.",
                            part.what(),
                            regime.label(&set.cite)
                        ),
                        "Cite it in the text, or take it back from the question.",
                    );
                    found.fix(Fix::Compose(set.clone()));
                }
            }
        }
    }
}
