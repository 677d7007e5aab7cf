//! Are the provisions right: known to the regime, deep enough, of the right law, law that is in force.

mod cited;
mod law;
mod set;

use super::{Check, Findings, Fix, Part, PartKind, Subject};
use crate::domain::outcome::Outcome;
use crate::domain::reading::{Cited, Says};

pub(super) const CHECKS: &[&dyn Check] = &[
    &cited::UnknownProvision,
    &cited::ShallowProvision,
    &law::OtherRegime,
    &law::Repealed,
    &NoProvision,
    &set::CitedNotSet,
    &set::SetNotCited,
];

/// A refusal that cites nothing.
struct NoProvision;

impl Check for NoProvision {
    fn code(&self) -> &'static str {
        "no-provision"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.answers() {
            let withholds = match part.outcome {
                Some(Outcome::Refused | Outcome::Ncnd) => true,
                // In part disclosed may be in part not held, which needs no provision.
                Some(Outcome::PartlyDisclosed) => {
                    part.says(Says::Refuses) || !part.says(Says::NotHeld)
                }
                Some(_) => false,
                // "We cannot give the figure, as it is not recorded" withholds nothing.
                None => part.reading.sentences().any(|(_, one)| {
                    (one.says(Says::Refuses) && !one.says(Says::NotHeld)) || one.says(Says::Ncnd)
                }),
            };
            let cites = |part: &Part<'_>| {
                !part.citations.is_empty()
                    || part.reading.cited().any(|(_, cited)| {
                        // An unknown or shallow cite is told of by a check of its own.
                        let role = letter
                            .around
                            .regimes
                            .get(&cited.regime)
                            .and_then(|regime| regime.provision(&cited.cite));
                        role.is_none_or(|one| {
                            one.can_be_relied_on()
                                || one.role == "group"
                                || one.role == "purpose"
                                || one.role == "certificate"
                        })
                    })
            };
            let refers = part.reading.references().any(|(_, one)| one.points);
            // A whole letter may cite its provision once, before or after the answers.
            let frame = letter.parts.iter().any(|part| {
                part.kind != PartKind::Answer && part.says(Says::Refuses) && cites(part)
            });
            if withholds
                && !letter.with_referred(index).any(|(_, part)| cites(part))
                && !refers
                && !frame
            {
                found.at(
                    letter,
                    index,
                    part.reading
                        .place(Says::Refuses)
                        .or_else(|| part.reading.place(Says::Ncnd)),
                    format!(
                        "{} withholds something and cites no provision.",
                        part.what()
                    ),
                    "Cite the provision relied on, down to its limb.",
                );
                found.fix(Fix::Snippet(String::new()));
            }
        }
    }
}

// Whether the sentence at this place says something.
fn sentence_says(part: &Part<'_>, at: usize, says: Says) -> bool {
    part.reading.sentences().any(|(start, one)| {
        (start + one.at.start..start + one.at.end).contains(&at) && one.says(says)
    })
}

// The provisions cited, with whether the sentence withholds something.
fn cited_in_sentences<'p>(
    part: &'p Part<'_>,
) -> impl Iterator<Item = (std::ops::Range<usize>, bool, &'p Cited)> {
    part.reading.passages().flat_map(|(start, passage)| {
        passage.cited.iter().map(move |cited| {
            let sentence = passage
                .sentences
                .iter()
                .find(|one| one.at.contains(&cited.at.start));
            let ground =
                sentence.is_some_and(|one| one.says(Says::Refuses) || one.says(Says::Ncnd));
            (start + cited.at.start..start + cited.at.end, ground, cited)
        })
    })
}

fn is_below(cite: &str, above: &str) -> bool {
    cite.strip_prefix(above)
        .is_some_and(|rest| rest.starts_with('('))
}
