//! Is the public interest weighed where it must be, and nowhere else.

use super::subject::Relied;
use super::{Check, Findings, Fix, Part, Subject};
use crate::domain::question::Citation;
use crate::domain::reading::{Says, Sentence};
use crate::domain::regime::Standing;

pub(super) const CHECKS: &[&dyn Check] = &[
    &BALANCE_FOR,
    &BALANCE_AGAINST,
    &BALANCE_STRUCK,
    &AbsoluteWithBalance,
    &PromptLeft,
];

/// A qualified provision without one of the three parts of the public interest test.
struct PartOfTheTest {
    code: &'static str,
    need: &'static str,
    says: Says,
    lacks: &'static str,
    help: &'static str,
}

const BALANCE_FOR: PartOfTheTest = PartOfTheTest {
    code: "no-pit-for",
    need: "pit-for",
    says: Says::ForDisclosure,
    lacks: "names no public interest in favour of disclosure",
    help: "Say what speaks for disclosure; a test that knows one side only is none.",
};
const BALANCE_AGAINST: PartOfTheTest = PartOfTheTest {
    code: "no-pit-against",
    need: "pit-against",
    says: Says::AgainstDisclosure,
    lacks: "names no public interest in withholding",
    help: "Say what speaks for withholding, for this information and now.",
};
const BALANCE_STRUCK: PartOfTheTest = PartOfTheTest {
    code: "no-pit-balance",
    need: "pit-balance",
    says: Says::Balance,
    lacks: "does not say where the balance of the public interest lies",
    help: "Say which side outweighs the other, and why.",
};

// Whether the letter must weigh the public interest before relying on it.
fn must_be_weighed(relied: &Relied<'_>, need: &str) -> bool {
    let needs = relied.provision.needs.iter().any(|one| one == need);
    match relied.provision.standing {
        Standing::Qualified => needs,
        Standing::Partly => needs && relied.provision.role == "withhold",
        Standing::Absolute | Standing::Neither => false,
    }
}

impl Check for PartOfTheTest {
    fn code(&self) -> &'static str {
        self.code
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.answers() {
            let relied = letter.relied(index);
            let Some(qualified) = relied.iter().find(|one| must_be_weighed(one, self.need)) else {
                continue;
            };
            // Another law's provision is told of by a check of its own.
            if qualified.regime.calendar != letter.regime_of(part).map_or("", |own| &own.calendar)
                && !part.regime.is_empty()
            {
                continue;
            }
            if !withholds(part) || is_elsewhere(letter, index, qualified, self.says) {
                continue;
            }
            let label = qualified.regime.label(&qualified.cite);
            found.at(
                letter,
                index,
                qualified.at.clone(),
                format!(
                    "{} relies on {label}, which is qualified, and {}.",
                    part.what(),
                    self.lacks
                ),
                self.help,
            );
            found.fix(Fix::Compose(Citation {
                regime: qualified.regime.id.clone(),
                cite: qualified.provision.cite.clone(),
            }));
        }
    }
}

pub(super) fn withholds(part: &Part<'_>) -> bool {
    use crate::domain::outcome::Outcome;
    match part.outcome {
        Some(Outcome::Refused | Outcome::PartlyDisclosed | Outcome::Ncnd) => true,
        Some(_) => part.says(Says::Refuses) && !part.citations.is_empty(),
        None => part.says(Says::Refuses) || part.says(Says::Ncnd),
    }
}

// Whether a part leans on another one that relies on the same provision: it says so, or the other one speaks for both.
pub(super) fn points_back(letter: &Subject<'_>, index: usize, other: usize) -> bool {
    const LEANS: &[&str] = &[
        "as above",
        "see above",
        "same reasons as",
        "reasons given",
        "reasons set out",
        "set out above",
        "set out below",
        "likewise",
        "annex",
        "appendix",
        "also exempt",
        "also withheld",
        "as for question",
        "as in question",
        "end of this letter",
        "for the reasons",
        "we have explained",
        "explained above",
        "explained below",
        "\" below",
        "” below",
        "see below",
    ];
    const FOR_ALL: &[&str] = &[
        "exemptions above",
        "exceptions above",
        "exemptions cited above",
        "exemptions relied on above",
        "for each of them",
        "each of the exemptions",
        "each of the exceptions",
        "for all of them",
        "for both answers",
        "for both of them",
        "to both answers",
        "for all the answers",
        "for both exemptions",
    ];
    let (Some(part), Some(argued)) = (letter.parts.get(index), letter.parts.get(other)) else {
        return false;
    };
    let leans = LEANS.iter().any(|words| part.reading.holds(words));
    let speaks_for_both = argued
        .reading
        .references()
        .any(|(_, one)| letter.named(&one.name, other) == Some(index));
    // "The exemptions above are qualified": argued once, for all of them.
    let speaks_for_all = FOR_ALL.iter().any(|words| argued.reading.holds(words));
    leans || speaks_for_both || speaks_for_all
}

// A sentence that only draws the conclusion names no factor: "the public interest in maintaining the exemption outweighs
// the public interest in disclosure".
fn argues(part: &Part<'_>, says: Says) -> bool {
    if says == Says::Balance {
        return part.says(says) && (part.says(Says::PublicInterest) || part.says(Says::Weighs));
    }
    // What is said before the public interest is first spoken of describes the exemption and its harm.
    let sentences: Vec<&Sentence> = part.reading.sentences().map(|(_, one)| one).collect();
    let starts = |one: &&Sentence| {
        [Says::PublicInterest, Says::Weighs, Says::ForDisclosure]
            .into_iter()
            .any(|says| one.says(says))
    };
    let Some(first) = sentences.iter().position(starts) else {
        return false;
    };
    let other = if says == Says::ForDisclosure {
        Says::AgainstDisclosure
    } else {
        Says::ForDisclosure
    };
    sentences.iter().skip(first).any(|sentence| {
        // Letters argue in more ways than phrases can tell: a sentence of substance that is plainly for neither side may
        // be the one that seems to be missing, so it is not said to be.
        let formula = sentence.concludes;
        let both = sentence.says(Says::ForDisclosure) && sentence.says(Says::AgainstDisclosure);
        let for_it = sentence.says(says) && !(formula && (both || sentence.says(Says::Balance)));
        let for_neither = !formula
            && ![other, Says::Refuses, Says::WhereToFind]
                .into_iter()
                .any(|says| sentence.says(says));
        for_it || for_neither
    })
}

// Whether the argument stands in this part, in one that it points to, in one that relies on the same provision, or in a
// part of the letter that argues for all of them.
fn is_elsewhere(letter: &Subject<'_>, index: usize, relied: &Relied<'_>, says: Says) -> bool {
    let argues = |part: &Part<'_>| argues(part, says);
    let later = |part: &Part<'_>| part.says(Says::BalanceLater);
    letter
        .with_referred(index)
        .any(|(_, part)| argues(part) || later(part))
        || letter.written().any(|(at, part)| {
            let same = letter
                .relied(at)
                .iter()
                .any(|one| one.provision.id == relied.provision.id);
            at != index
                && (same && points_back(letter, index, at) || part.kind != super::PartKind::Answer)
                && (argues(part) && part.says(Says::Balance) && part.says(Says::PublicInterest)
                    || later(part))
        })
}

/// An absolute provision with a public interest test.
struct AbsoluteWithBalance;

impl Check for AbsoluteWithBalance {
    fn code(&self) -> &'static str {
        "absolute-with-balance"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.answers() {
            if part.says(Says::PublicInterest) && part.says(Says::Balance) {
                let relied = letter.relied(index);
                // The defence to a breach of confidence is argued in the same words, but not for "maintaining the exemption".
                let weighs_the_exemption = part.reading.sentences().any(|(start, one)| {
                    let words = part
                        .text
                        .get(start + one.at.start..start + one.at.end)
                        .unwrap_or_default()
                        .to_lowercase();
                    one.says(Says::Balance)
                        && (words.contains("exemption") || words.contains("exception"))
                });
                let without = |one: &Relied<'_>| {
                    let needs = |need: &str| one.provision.needs.iter().any(|other| other == need);
                    match one.provision.standing {
                        // Confidence has a public interest defence of its own, which is argued in the same words.
                        Standing::Absolute | Standing::Partly => {
                            !needs("pit-for")
                                && (!needs("confidence-elements") || weighs_the_exemption)
                                && !one.provision.balance
                        }
                        Standing::Qualified | Standing::Neither => false,
                    }
                };
                let grounds: Vec<&Relied<'_>> = relied
                    .iter()
                    .filter(|one| one.provision.role != "not-held")
                    .collect();
                let Some(first) = grounds
                    .first()
                    .filter(|_| grounds.iter().all(|one| without(one)))
                else {
                    continue;
                };
                let names_section_above = part
                    .reading
                    .cited()
                    .any(|(_, cited)| cited.depth == crate::domain::reading::Depth::Unknown);
                if names_section_above {
                    continue;
                }
                found.at(
                    letter,
                    index,
                    part.reading.place(Says::Balance),
                    format!(
                        "{} weighs the public interest, but {} is absolute.",
                        part.what(),
                        first.regime.label(&first.cite)
                    ),
                    "Take the balance out, or cite the qualified provision that it belongs to.",
                );
            }
        }
    }
}

/// A suggested factor that was left as it was suggested.
struct PromptLeft;

impl Check for PromptLeft {
    fn code(&self) -> &'static str {
        "prompt-left"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.answers() {
            for one in letter.relied(index) {
                let (favour, against) = one.regime.factors(one.provision);
                let left = favour.iter().chain(against).find_map(|factor| {
                    let factor = factor.trim_end_matches('.');
                    let start = part
                        .text
                        .find(factor)
                        .filter(|_| factor.chars().count() > 20)?;
                    Some(start..start + factor.len())
                });
                if let Some(at) = left {
                    found.at(
                        letter,
                        index,
                        Some(at),
                        format!("{} holds a suggested factor word for word.", part.what()),
                        "Write what it means for this information; a prompt is no argument.",
                    );
                    break;
                }
            }
        }
    }
}
