//! Which law a cite belongs to.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Statute;
use crate::domain::regime::{Regime, Regimes};
use crate::text::pattern::compiled;
use crate::text::slice::{before, from, slice};

static OF_LAW: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^[\s,*_]*(?:\([^)]{0,60}\)[\s,]*)?(?:(?i:of|under|in|from|to)\s+)?(?:(?i:the|that|this|our|its|your|said)\s+)?(?:[\s*_“‘]*)([A-Z][\w’'&().,-]*(?:\s+(?:[A-Z(][\w’'&().-]*|of|and|the|for|to|in|etc\.?))*\s+)?(Act|Regulations|Order|Rules|Directive|Code|Measure|Regulation|Schedule|Convention|Constitution|Standing Orders)\b(?:[\s*_]*(?:\(Scotland\)\s*(?:Act|Regulations)?)?\s*((?:19|20)\d\d))?",
    )
});
static OF_OTHER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"^[\s,]*(of|in|to)\s+(?:the|this|that|our|your|its|their|a|an)\s+([\w’'-]+)")
});

pub(super) enum Law<'r> {
    Regime(&'r Regime),
    Unnamed(&'r Regime),
    Other,
}

/// A text with the laws that it names.
pub(super) struct Named<'t, 'r> {
    pub(super) text: &'t str,
    pub(super) statutes: &'t [Statute],
    pub(super) regimes: &'r Regimes,
    /// The regime of what names no law.
    pub(super) default: &'t str,
}

/// Returns which law a cite belongs to: the one named right after it, else right before it, else the one whose word fits.
pub(super) fn law_of<'r>(named: &Named<'_, 'r>, at: Range<usize>, word: &str) -> Law<'r> {
    let Named {
        text,
        statutes,
        regimes,
        default,
    } = *named;
    let (start, end) = (at.start, at.end);
    let after = from(text, end);
    if let Some(named) = OF_LAW.captures(after) {
        let name = named.get(1).map_or("", |name| name.as_str()).trim();
        let law = named.get(2);
        let at = end + law.map_or(0, |law| law.end());
        let in_statute = statutes.iter().find(|statute| {
            statute.at.start >= end && statute.at.start <= at && at <= statute.at.end + 6
        });
        if let Some(statute) = in_statute {
            return named_regime(regimes, statute, statutes, default);
        }
        if !name.is_empty() && !matches!(name, "The" | "That" | "This" | "FOI") {
            return Law::Other;
        }
    } else if let Some(statute) = statutes.iter().find(|statute| {
        statute.at.start >= end
            && matches!(
                slice(text, end..statute.at.start).trim(),
                "" | "of" | "of the" | "of that" | "under" | "under the" | "in the" | "FOI"
            )
    }) {
        return named_regime(regimes, statute, statutes, default);
    } else if of_something_else(after) {
        return Law::Other;
    }
    if OF_THAT_LAW.is_match(after) && !last_law_is_a_regime(before(text, start), statutes) {
        return Law::Other;
    }
    let near = statutes.iter().rev().find(|statute| {
        let between = slice(text, statute.at.end..start.max(statute.at.end));
        statute.at.end <= start && between.trim().len() <= 3 && !between.contains(['.', ';'])
    });
    if let Some(near) = near {
        return named_regime(regimes, near, statutes, default);
    }
    // "Housing Act 1985, section 8": another law right before it.
    if before(text, start).trim_end().ends_with(',') && other_law_before(before(text, start)) {
        return Law::Other;
    }
    match fitting(regimes, default, word, statutes) {
        Some(regime) => Law::Unnamed(regime),
        None => Law::Other,
    }
}

// "Section 18 of that Act", "regulation 4 of those Regulations": the law that was named last before.
static OF_THAT_LAW: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^\s*(?:,\s*)?(?:of|under|in)\s+(?:that|those|the\s+same|said)\s+(?:act|regulations?|order|rules)\b",
    )
});
static A_LAW: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"\b(?:Act|Regulations|Order|Rules)\s+(?:\(Scotland\)\s+)?(?:19|20)\d\d")
});

fn last_law_is_a_regime(lead: &str, statutes: &[Statute]) -> bool {
    let last = A_LAW.find_iter(lead).last().map(|law| law.range());
    last.is_none_or(|law| {
        statutes
            .iter()
            .any(|statute| statute.at.start < law.end && law.start < statute.at.end + 6)
    })
}

fn other_law_before(text: &str) -> bool {
    let tail: Vec<&str> = text.split_whitespace().rev().take(2).collect();
    tail.first()
        .is_some_and(|word| word.len() == 5 && word.ends_with(','))
        && tail
            .get(1)
            .is_some_and(|word| matches!(*word, "Act" | "Regulations" | "Order"))
}

// A name that two regimes share belongs to the default one if it is among them, else to one that the text names in full.
fn named_regime<'r>(
    regimes: &'r Regimes,
    statute: &Statute,
    all: &[Statute],
    default: &str,
) -> Law<'r> {
    let sharing = all.iter().filter(|other| other.at == statute.at);
    let chosen = sharing
        .clone()
        .find(|other| other.regime == default)
        .or_else(|| {
            // The neighbour of the default regime: the one that counts by the same calendar.
            let calendar = regimes.get(default).map(|regime| regime.calendar.as_str());
            sharing.clone().find(|other| {
                regimes
                    .get(&other.regime)
                    .map(|regime| regime.calendar.as_str())
                    == calendar
            })
        })
        .unwrap_or(statute);
    regimes
        .get(&chosen.regime)
        .map_or(Law::Other, |regime| Law::Regime(regime))
}

// The regime whose word it is: the default one, else one that the text names, else its neighbour by calendar.
fn fitting<'r>(
    regimes: &'r Regimes,
    default: &str,
    word: &str,
    statutes: &[Statute],
) -> Option<&'r Regime> {
    let fits = |regime: &Regime| {
        regime.provision_word == word || (word == "exemption" && regime.id == default)
    };
    let own = regimes.get(default);
    if let Some(own) = own.filter(|own| fits(own)) {
        return Some(own);
    }
    let named = statutes
        .iter()
        .filter(|one| one.in_full)
        .find_map(|statute| regimes.get(&statute.regime).filter(|regime| fits(regime)));
    let calendar = own.map(|own| own.calendar.as_str());
    let neighbour = regimes
        .iter()
        .find(|regime| fits(regime) && Some(regime.calendar.as_str()) == calendar);
    named.or(neighbour).map(AsRef::as_ref)
}

// "Section 3 of the report", "section 4 of our policy": a section of something that is no law.
fn of_something_else(after: &str) -> bool {
    const LAW: &[&str] = &[
        "act",
        "acts",
        "regulations",
        "legislation",
        "foia",
        "foi",
        "foisa",
        "eir",
        "eirs",
        "freedom",
        "environmental",
        "same",
        "act’s",
        "act's",
    ];
    const PAPERS: &[&str] = &[
        "report",
        "policy",
        "plan",
        "strategy",
        "guide",
        "guidance",
        "contract",
        "handbook",
        "manual",
        "document",
        "letter",
        "annex",
        "appendix",
        "agreement",
        "schedule",
        "minutes",
        "form",
        "spreadsheet",
        "attached",
        "enclosed",
        "paper",
        "constitution",
        "tender",
        "specification",
        "lease",
        "code",
    ];
    let Some(found) = OF_OTHER.captures(after) else {
        return false;
    };
    let word = found.get(2).map_or("", |word| word.as_str()).to_lowercase();
    match found.get(1).map(|sign| sign.as_str()) {
        Some("of") => !LAW.contains(&word.as_str()),
        _ => PAPERS.contains(&word.as_str()),
    }
}
