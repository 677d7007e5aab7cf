//! How likely the harm is: said once, and the same throughout.

use super::public_interest::{points_back, withholds};
use super::subject::Relied;
use super::{Check, Findings, Fix, Part, PartKind, Subject};
use crate::domain::question::Citation;
use crate::domain::reading::Says;

pub(super) const CHECKS: &[&dyn Check] = &[&NoPrejudiceLevel, &PrejudiceMixed];

/// A prejudice based provision without the level of likelihood.
struct NoPrejudiceLevel;

impl Check for NoPrejudiceLevel {
    fn code(&self) -> &'static str {
        "no-prejudice-level"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.answers() {
            let relied = letter.relied(index);
            let needing = relied.iter().find(|one| {
                one.provision
                    .needs
                    .iter()
                    .any(|need| need == "prejudice-level")
            });
            let Some(needing) = needing.filter(|_| withholds(part)) else {
                continue;
            };
            let levelled = |part: &Part<'_>| {
                [
                    Says::LevelLikely,
                    Says::LevelWould,
                    Says::StrictLikely,
                    Says::StrictWould,
                ]
                .into_iter()
                .any(|says| part.says(says))
            };
            let same = |at: usize| {
                letter
                    .relied(at)
                    .iter()
                    .any(|one| one.provision.id == needing.provision.id)
            };
            let said = letter.with_referred(index).any(|(_, part)| levelled(part))
                || letter.written().any(|(at, part)| {
                    at != index
                        && levelled(part)
                        && (same(at)
                            || points_back(letter, index, at)
                            || part.kind != PartKind::Answer && part.says(Says::PublicInterest))
                });
            if said {
                continue;
            }
            let label = needing.regime.label(&needing.cite);
            found.at(
                letter,
                index,
                needing.at.clone(),
                format!(
                    "{} relies on {label} and does not say how likely the harm is.",
                    part.what()
                ),
                "Say whether disclosure would cause the harm, or would be likely to.",
            );
            found.fix(Fix::Compose(Citation {
                regime: needing.regime.id.clone(),
                cite: needing.provision.cite.clone(),
            }));
        }
    }
}

/// "Would" in one place and "would be likely to" in another.
struct PrejudiceMixed;

impl Check for PrejudiceMixed {
    fn code(&self) -> &'static str {
        "prejudice-mixed"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let help = "Claim one level and keep to it; the two are argued differently.";
        let mut claimed: Vec<Claim<'_>> = Vec::new();
        for (index, part) in letter.answers() {
            let Some(relied) = levelled(letter, index) else {
                continue;
            };
            let label = || relied.regime.label(&relied.cite);
            let (would, likely) = (part.says(Says::StrictWould), part.says(Says::StrictLikely));
            if would && likely {
                found.at(
                    letter,
                    index,
                    part.reading.place(Says::StrictWould),
                    format!(
                        "{} says in one place that disclosure would prejudice and in another that it would be likely to ({}).",
                        part.what(),
                        label()
                    ),
                    help,
                );
            } else if would || likely {
                let other = claimed
                    .iter()
                    .find(|one| one.provision == relied.provision.id && one.would != would);
                if let Some(other) = other {
                    let says = if would {
                        Says::StrictWould
                    } else {
                        Says::StrictLikely
                    };
                    let (here, there) = if would {
                        ("would", "would be likely to")
                    } else {
                        ("would be likely to", "would")
                    };
                    found.at(
                        letter,
                        index,
                        part.reading.place(says),
                        format!(
                            "{} claims that disclosure {here} prejudice, where the answer to question {} claims that it {there} ({}).",
                            part.what(),
                            other.name,
                            label()
                        ),
                        help,
                    );
                } else {
                    claimed.push(Claim {
                        provision: &relied.provision.id,
                        would,
                        name: &part.name,
                    });
                }
            }
        }
    }
}

// The level at which an answer claims the prejudice of a provision.
struct Claim<'s> {
    provision: &'s str,
    would: bool,
    name: &'s str,
}

// The provision of an answer that needs a level of prejudice; with two of them each may be claimed at a level of its own.
fn levelled<'s, 'a>(letter: &'s Subject<'a>, index: usize) -> Option<&'s Relied<'a>> {
    let mut needing = letter.relied(index).iter().filter(|one| {
        let mut needs = one.provision.needs.iter();
        needs.any(|need| need == "prejudice-level")
    });
    let first = needing.next()?;
    needing
        .all(|other| other.provision.section == first.provision.section)
        .then_some(first)
}
