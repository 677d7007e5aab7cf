//! The statutes that a text names.

use std::ops::Range;

use crate::domain::regime::{Regime, Regimes};
use crate::text::slice::{before, from, slice};

/// The statutes that a text names, apart from provisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statute {
    /// Where it is named.
    pub at: Range<usize>,
    /// The regime.
    pub regime: String,
    /// Whether it is named in full, as no other regime is.
    pub in_full: bool,
}

/// A shorter name is an abbreviation, which has its capitals.
const LONGEST_ABBREVIATION: usize = 14;

/// Finds the statutes that a text names. `default` is the regime under which it was written, if that is known: a short
/// name may mean another statute there.
pub fn statutes(text: &str, regimes: &Regimes, default: Option<&str>) -> Vec<Statute> {
    let mut found: Vec<Statute> = Vec::new();
    // A name may stand across the end of a line.
    let text = &text.replace(['\n', '\t'], " ");
    // A heading has it in capitals. Small letters are as long as capitals in ASCII, so places stay what they are.
    let small = text.to_ascii_lowercase();
    for regime in regimes.iter() {
        for name in &regime.names {
            let is_long = name.len() > LONGEST_ABBREVIATION;
            let own = if is_long {
                &name.to_ascii_lowercase()
            } else {
                name
            };
            let place = if is_long { &small } else { text };
            for (start, _) in place.match_indices(own.as_str()) {
                let at = start..start + name.len();
                let shared = regimes
                    .iter()
                    .any(|other| other.id != regime.id && other.names.contains(name));
                let statute = Statute {
                    at,
                    regime: regime.id.clone(),
                    in_full: !shared,
                };
                if whole_word(text, &statute.at) {
                    found.push(statute);
                }
            }
        }
    }
    // "Freedom of Information Act" within "Freedom of Information Act 2000" is named once, by the longer name.
    let all = found.clone();
    found.retain(|one| {
        !all.iter().any(|other| {
            other.at.len() > one.at.len()
                && other.at.start <= one.at.start
                && one.at.end <= other.at.end
        })
    });
    found.sort_by_key(|statute| (statute.at.start, !statute.in_full));
    if let Some(home) = default.and_then(|default| regimes.get(default)) {
        for statute in &mut found {
            let name = slice(text, statute.at.clone());
            let bears = |regime: &&std::sync::Arc<Regime>| {
                regime.calendar == home.calendar && regime.home_names.iter().any(|own| own == name)
            };
            if let Some(meant) = regimes.iter().find(bears) {
                statute.regime.clone_from(&meant.id);
            }
        }
    }
    found
}

fn whole_word(text: &str, at: &Range<usize>) -> bool {
    let joins = |c: char| c.is_alphanumeric();
    !before(text, at.start).ends_with(joins) && !from(text, at.end).starts_with(joins)
}
