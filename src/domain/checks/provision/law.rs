//! Is it the law that governs, and law that is in force.

use super::cited_in_sentences;
use crate::domain::checks::{Check, Findings, Fix, Part, Subject};
use crate::domain::reading::{Depth, Says};
use crate::domain::regime::{Provision, Regime};

/// A provision of another law than the one that governs.
pub(super) struct OtherRegime;

impl Check for OtherRegime {
    fn code(&self) -> &'static str {
        "other-regime"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.written() {
            let Some(own) = letter.regime_of(part) else {
                continue;
            };
            let mut told: Vec<&str> = Vec::new();
            for (at, ground, cited) in cited_in_sentences(part) {
                let Some(regime) = letter.around.regimes.get(&cited.regime) else {
                    continue;
                };
                let other = if regime.id == own.id {
                    // Cited as a provision of the right law, which does not have it, while a neighbour does.
                    let neighbour = letter.around.regimes.iter().find(|other| {
                        cited.depth == Depth::Unknown
                            && other.id != own.id
                            && other.provision_word == own.provision_word
                            && other
                                .provision(&cited.cite)
                                .is_some_and(Provision::can_be_relied_on)
                            && cited.cite.contains('(')
                    });
                    neighbour
                        .filter(|_| ground || part.says(Says::Refuses) || part.says(Says::NotHeld))
                } else if regime.calendar != own.calendar {
                    Some(regime)
                } else {
                    let found = regime
                        .provision(&cited.cite)
                        .filter(|one| one.can_be_relied_on());
                    // A provision that only points to the other law is how letters explain which law governs.
                    let bridge = found.is_some_and(|one| {
                        one.needs.iter().any(|need| need == "environmental-info")
                    });
                    let ground = ground || part.says(Says::Refuses) || part.says(Says::Ncnd);
                    (found.is_some() && ground && !bridge && !is_mixed(letter, index, regime))
                        .then_some(regime)
                };
                let Some(other) = other else { continue };
                if told.contains(&cited.cite.as_str()) {
                    continue;
                }
                told.push(&cited.cite);
                found.at(
                    letter,
                    index,
                    Some(at),
                    format!("{} cites {} of the {}; this is answered under the {}.", part.what(), other.label(&cited.cite), other.statute, own.statute),
                    "Cite the provision of the law that governs, or set the regime of the question.",
                );
            }
            // The statute alone, of another country's law.
            for (start, passage) in part.reading.passages() {
                for statute in &passage.statutes {
                    let Some(other) = letter.around.regimes.get(&statute.regime) else {
                        continue;
                    };
                    let foreign = other.calendar != own.calendar && statute.in_full;
                    let also_own = own.names.iter().any(|name| {
                        let shown = part
                            .text
                            .get(start + statute.at.start..start + statute.at.end);
                        shown.is_some_and(|shown| {
                            shown.contains(name.as_str()) || name.contains(shown)
                        })
                    });
                    if foreign
                        && !also_own
                        && told.is_empty()
                        && mentions_only_foreign(part, other, own)
                    {
                        told.push(&statute.regime);
                        found.at(
                            letter,
                            index,
                            Some(start + statute.at.start..start + statute.at.end),
                            format!(
                                "{} names the {}; this is answered under the {}.",
                                part.what(),
                                other.statute,
                                own.statute
                            ),
                            "Name the law that governs.",
                        );
                    }
                }
            }
        }
    }
}

// A part that names both laws explains the one by the other.
fn mentions_only_foreign(part: &Part<'_>, foreign: &Regime, own: &Regime) -> bool {
    let names_own = part.reading.passages().any(|(_, passage)| {
        passage
            .statutes
            .iter()
            .any(|one| one.regime == own.id && one.in_full)
    });
    foreign.id != own.id && !names_own
}

// Mixed letters are normal: somewhere the letter says that this law governs something too, apart from the citing itself.
fn is_mixed(letter: &Subject<'_>, index: usize, other: &Regime) -> bool {
    letter.parts.iter().enumerate().any(|(at, part)| {
        let own_regime = at != index && part.regime == other.id;
        let named_in_passing = part.reading.passages().any(|(_, passage)| {
            passage
                .statutes
                .iter()
                .filter(|statute| statute.regime == other.id && statute.in_full)
                .any(|statute| {
                    let sentence = passage
                        .sentences
                        .iter()
                        .find(|one| one.at.contains(&statute.at.start));
                    let cites = sentence.is_some_and(|sentence| {
                        passage
                            .cited
                            .iter()
                            .any(|cited| sentence.at.contains(&cited.at.start))
                    });
                    at != index || !cites
                })
        });
        own_regime || named_in_passing
    })
}

/// Law that is gone.
pub(super) struct Repealed;

impl Check for Repealed {
    fn code(&self) -> &'static str {
        "repealed-law"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.written() {
            for law in letter.around.repealed {
                // What was so when the law was in force may be told of that time.
                let historic = |at: usize| {
                    let start = part.text.floor_char_boundary(at.saturating_sub(40));
                    let lead = part.text.get(start..at).unwrap_or_default().to_lowercase();
                    [
                        "then",
                        "former",
                        "at the time",
                        "previous",
                        "repealed",
                        "replaced",
                        "superseded",
                        "until",
                        "under the old",
                        "was",
                        "were",
                    ]
                    .iter()
                    .any(|word| lead.contains(word))
                };
                let named = law
                    .names
                    .iter()
                    .filter(|_| law.cites.is_empty())
                    .find_map(|name| {
                        let start = part.text.find(name.as_str())?;
                        Some(start..start + name.len())
                    });
                let cited = part.reading.cited().find(|(_, cited)| {
                    Some(&cited.regime) == law.regime.as_ref() && law.cites.contains(&cited.cite)
                });
                let Some(at) = named
                    .or_else(|| cited.map(|(at, _)| at))
                    .filter(|at| !historic(at.start))
                else {
                    continue;
                };
                let shown = part.text.get(at.clone()).unwrap_or_default().to_owned();
                // “Under the Data Protection Act 1998”: the article stands there already.
                let lead = part.text.get(..at.start).unwrap_or_default();
                let article = ["the ", "The "].iter().any(|the| lead.ends_with(the));
                let bare = law.instead.strip_prefix("the ").filter(|_| article);
                let with = bare.unwrap_or(&law.instead).to_owned();
                found.at(
                    letter,
                    index,
                    Some(at.clone()),
                    format!(
                        "{} relies on the {shown}, which is no longer in force.",
                        part.what()
                    ),
                    format!("Today it is {}.", law.instead),
                );
                found.fix(Fix::Replace {
                    at,
                    title: format!("put “{with}”"),
                    with,
                });
                break;
            }
        }
    }
}
