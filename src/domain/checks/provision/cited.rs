//! Is what the text cites a provision of its regime, and cited down to its limb.

use super::{cited_in_sentences, is_below, sentence_says};
use crate::domain::checks::{Check, Findings, Subject};
use crate::domain::reading::{Depth, Says};
use crate::domain::regime::{Provision, Regime};

/// A provision that its regime does not list.
pub(super) struct UnknownProvision;

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
        "listed in",
        "specified in",
        "mentioned in",
        "referred to in",
        "meaning of",
        "gateway",
    ]
    .iter()
    .any(|words| lead.contains(words))
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
pub(super) struct ShallowProvision;

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
