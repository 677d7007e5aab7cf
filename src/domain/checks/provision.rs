//! Are the provisions right: known to the regime, deep enough, of the right law, law that is in force.

use super::{Check, Findings, Fix, Subject};
use crate::domain::outcome::Outcome;
use crate::domain::question::Citation;
use crate::domain::reading::{Depth, Says};
use crate::domain::regime::{Provision, Regime};

pub(super) const CHECKS: &[&dyn Check] = &[
    &UnknownProvision,
    &ShallowProvision,
    &OtherRegime,
    &Repealed,
    &NoProvision,
    &CitedNotSet,
    &SetNotCited,
];

/// A provision that its regime does not list.
struct UnknownProvision;

impl Check for UnknownProvision {
    fn code(&self) -> &'static str {
        "unknown-provision"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let help = "Look it up in the panel of exemptions and cite it as the law has it.";
        for (index, part) in letter.written() {
            let mut told: Vec<(&str, &str)> = Vec::new();
            for (at, sentence_start, cited) in cited_in_sentences(part) {
                if cited.depth != Depth::Unknown || told.contains(&(&cited.regime, &cited.cite)) {
                    continue;
                }
                let Some(regime) = letter.around.regimes.get(&cited.regime) else {
                    continue;
                };
                // Without the statute beside it, a bare "section 12" may be a section of anything.
                let ground = cited.named || cited.cite.contains('(') || sentence_start;
                if !ground
                    || is_read_with(&part.text, at.start)
                    || belongs_to_neighbour(letter, regime, &cited.cite)
                {
                    continue;
                }
                told.push((&cited.regime, &cited.cite));
                found.at(
                    letter,
                    index,
                    Some(at),
                    format!(
                        "{} cites {}, which the {} does not have.",
                        part.what(),
                        regime.label(&cited.cite),
                        regime.short
                    ),
                    help,
                );
            }
            for set in &part.citations {
                let regime = letter.around.regimes.get(&set.regime);
                if let Some(regime) = regime.filter(|regime| regime.provision(&set.cite).is_none())
                {
                    found.at(
                        letter,
                        index,
                        None,
                        format!(
                            "Question {} relies on {}, which the {} does not have.",
                            part.name,
                            regime.label(&set.cite),
                            regime.short
                        ),
                        help,
                    );
                }
            }
        }
    }
}

// Whether the sentence at this place says something.
fn sentence_says(part: &super::Part<'_>, at: usize, says: Says) -> bool {
    part.reading.sentences().any(|(start, one)| {
        (start + one.at.start..start + one.at.end).contains(&at) && one.says(says)
    })
}

// "Section 38(1)(b), read with section 38(2A)(a)": what is read with a ground is no ground of its own.
fn is_read_with(text: &str, at: usize) -> bool {
    let start = text.floor_char_boundary(at.saturating_sub(30));
    let lead = text.get(start..at).unwrap_or_default().to_lowercase();
    [
        "read with",
        "read together",
        "conjunction with",
        "condition",
        "defined",
    ]
    .iter()
    .any(|words| lead.contains(words))
}

// The provisions cited, with whether the sentence withholds something.
fn cited_in_sentences<'p>(
    part: &'p super::Part<'_>,
) -> impl Iterator<
    Item = (
        std::ops::Range<usize>,
        bool,
        &'p crate::domain::reading::Cited,
    ),
> {
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

// Another regime of the same word has it: that is the business of the check for the wrong law.
fn belongs_to_neighbour(letter: &Subject<'_>, regime: &Regime, cite: &str) -> bool {
    cite.contains('(')
        && letter.around.regimes.iter().any(|other| {
            other.id != regime.id
                && other.provision_word == regime.provision_word
                && other
                    .provision(cite)
                    .is_some_and(Provision::can_be_relied_on)
        })
}

/// A section cited where one of its limbs should be.
struct ShallowProvision;

impl Check for ShallowProvision {
    fn code(&self) -> &'static str {
        "shallow-provision"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.answers() {
            let mut told: Vec<&str> = Vec::new();
            for (at, ground, cited) in cited_in_sentences(part) {
                let disclaimed = sentence_says(part, at.start, Says::Disclaims);
                let applies =
                    !disclaimed && (ground || part.says(Says::Refuses) || part.says(Says::Ncnd));
                if cited.depth != Depth::Shallow || !applies || told.contains(&cited.cite.as_str())
                {
                    continue;
                }
                // "Section 40 exempts personal data" beside 40(2) explains; it does not stand for the limb.
                let deeper = letter.with_referred(index).any(|(_, part)| {
                    let limbs = part.reading.cited().map(|(_, other)| other.cite.as_str());
                    limbs
                        .chain(part.citations.iter().map(|set| set.cite.as_str()))
                        .any(|other| is_below(other, &cited.cite))
                });
                if deeper {
                    continue;
                }
                let Some(regime) = letter.around.regimes.get(&cited.regime) else {
                    continue;
                };
                let grounds = regime
                    .provisions
                    .iter()
                    .filter(|one| is_below(&one.cite, &cited.cite) && one.can_be_relied_on())
                    // What only points to another law refuses nothing.
                    .filter(|one| !one.needs.iter().any(|need| need == "environmental-info"));
                let limbs: Vec<String> = grounds.map(|one| regime.label(&one.cite)).collect();
                // Where there is one ground only, the section says which.
                if limbs.len() < 2 {
                    continue;
                }
                told.push(&cited.cite);
                let shown = limbs.iter().take(4).cloned().collect::<Vec<_>>().join(", ");
                let more = if limbs.len() > 4 { " …" } else { "" };
                found.at(
                    letter,
                    index,
                    Some(at),
                    format!(
                        "{} relies on {} without saying which limb.",
                        part.what(),
                        regime.label(&cited.cite)
                    ),
                    format!("Cite the limb: {shown}{more}."),
                );
            }
        }
    }
}

fn is_below(cite: &str, above: &str) -> bool {
    cite.strip_prefix(above)
        .is_some_and(|rest| rest.starts_with('('))
}

/// A provision of another law than the one that governs.
struct OtherRegime;

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
fn mentions_only_foreign(part: &super::Part<'_>, foreign: &Regime, own: &Regime) -> bool {
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
struct Repealed;

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
                found.at(
                    letter,
                    index,
                    Some(at.clone()),
                    format!(
                        "{} relies on the {shown}, which is no longer in force.",
                        part.what()
                    ),
                    format!("Today it is the {}.", law.instead),
                );
                found.fix(Fix::Replace {
                    at,
                    with: law.instead.clone(),
                    title: format!("put “{}”", law.instead),
                });
                break;
            }
        }
    }
}

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
            let cites = |part: &super::Part<'_>| {
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
                part.kind != super::PartKind::Answer && part.says(Says::Refuses) && cites(part)
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

/// The text cites a provision that the officer has not set.
struct CitedNotSet;

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
struct SetNotCited;

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
