//! The provisions of a list, limb by limb, as their pack writes them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Cited, Depth};
use crate::domain::regime::{Regime, Regimes};
use crate::text::pattern::compiled;
use crate::text::slice::{before, from, slice};

static ONE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(\d{1,3}[A-Z]{0,2}\b|\(b\))?((?:\s?\([0-9]{1,2}[A-Z]{0,2}\)|\s?\([a-zA-Z]{1,4}\))*)")
});
static LIMB: LazyLock<Regex> = LazyLock::new(|| compiled(r"\(([0-9a-zA-Z]{1,4})\)"));

// Each provision of a list: "31(1)(a) and (b)" are 31(1)(a) and 31(1)(b).
pub(super) fn take(
    found: &mut Vec<Cited>,
    text: &str,
    range: Range<usize>,
    (regimes, regime): (&Regimes, &Regime),
    named: bool,
) {
    let list = slice(text, range.clone());
    let mut push = |at: &Range<usize>, section: &str, limbs: &[String]| {
        let shown = slice(text, at.clone());
        let lead = shown.len() - shown.trim_start().len();
        let (cite, depth) = known(regimes, regime, section, limbs);
        found.push(Cited {
            at: at.start + lead..at.end,
            regime: regime.id.clone(),
            cite,
            depth,
            named,
        });
    };
    let mut last: Option<(String, Vec<String>)> = None;
    let mut at = 0;
    while let Some(one) = ONE.captures_at(list, at) {
        let Some(whole) = one.get(0) else { break };
        if whole.as_str().trim().is_empty() {
            at = whole.end()
                + list
                    .get(whole.end()..)
                    .and_then(|rest| rest.chars().next())
                    .map_or(1, char::len_utf8);
            if at > list.len() {
                break;
            }
            continue;
        }
        at = whole.end();
        let here = range.start + whole.start()..range.start + whole.end();
        // "Exemption 6, 5 U.S.C. § 552": the second number is that of a title of the code.
        if from(list, at).is_empty() && from(text, range.end).trim_start().starts_with("U.S.C") {
            continue;
        }
        let limbs: Vec<String> = LIMB
            .captures_iter(one.get(2).map_or("", |limbs| limbs.as_str()))
            .filter_map(|limb| limb.get(1).map(|limb| limb.as_str().to_owned()))
            .collect();
        // "(b)" opens a cite where the pack's own begin so; elsewhere it is a limb like any other.
        let opens = regime
            .provisions
            .iter()
            .any(|one| one.cite.starts_with("(b)("));
        let named_section = one
            .get(1)
            .filter(|section| opens || section.as_str() != "(b)");
        let limbs = match (one.get(1), named_section) {
            (Some(_), None) => std::iter::once("b".to_owned()).chain(limbs).collect(),
            _ => limbs,
        };
        // After "and" the opening bracket of such a cite reads like a limb.
        if opens && one.get(1).is_none() && limbs.first().is_some_and(|first| first == "b") {
            let rest: Vec<String> = limbs.into_iter().skip(1).collect();
            push(&here, "(b)", &rest);
            last = Some(("(b)".to_owned(), rest));
            continue;
        }
        let (section, limbs) = match (named_section, &last) {
            (Some(section), _) => (section.as_str().to_owned(), limbs),
            // "(b)" after "31(1)(a)" takes its place; it stands on the same rung as the limb of its kind.
            (None, Some((section, earlier))) => (section.clone(), continued(earlier, &limbs)),
            (None, None) => (String::new(), limbs),
        };
        push(&here, &section, &limbs);
        if let Some(other) = doubled(regime, &section, &limbs) {
            push(&here, &section, &other);
        }
        last = Some((section, limbs));
    }
}

// "31(1)(a)(b)": two limbs of one rung, as no provision has both one below the other. Returns the second.
fn doubled(regime: &Regime, section: &str, limbs: &[String]) -> Option<Vec<String>> {
    let (second, rest) = limbs.split_last()?;
    let (_, stem) = rest.split_last()?;
    let cite = |limbs: &[String]| {
        let mut cite = section.to_owned();
        for limb in limbs {
            cite.extend(["(", limb, ")"]);
        }
        cite
    };
    let mut other = stem.to_vec();
    other.push(second.clone());
    (regime.provision(&cite(limbs)).is_none()
        && regime.provision(&cite(rest)).is_some()
        && regime.provision(&cite(&other)).is_some())
    .then_some(other)
}

fn continued(earlier: &[String], limbs: &[String]) -> Vec<String> {
    let Some(first) = limbs.first() else {
        return earlier.to_vec();
    };
    let kind = |limb: &String| limb.starts_with(|c: char| c.is_ascii_digit());
    let roman = |limb: &String| limb.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    let same =
        |limb: &&String| kind(limb) == kind(first) && (kind(first) || roman(limb) == roman(first));
    let keep = earlier
        .iter()
        .rposition(|limb| same(&limb))
        .unwrap_or(earlier.len().saturating_sub(1));
    earlier.iter().take(keep).chain(limbs).cloned().collect()
}

// A cite as the pack writes it. Packs whose cites begin with a bracket are also cited without their first limb.
pub(super) fn known(
    regimes: &Regimes,
    regime: &Regime,
    section: &str,
    limbs: &[String],
) -> (String, Depth) {
    let mut cite = section.to_owned();
    for limb in limbs {
        cite.push('(');
        cite.push_str(limb);
        cite.push(')');
    }
    if let Some(depth) = depth(regime, &cite) {
        return (cite, depth);
    }
    let short = format!(
        "(b)({}){}",
        section,
        cite.strip_prefix(section).unwrap_or_default()
    );
    if let Some(depth) = depth(regime, &short) {
        return (short, depth);
    }
    let is_anothers = |cite: &str| {
        regimes.iter().any(|other| {
            other.id != regime.id
                && other.provision_word == regime.provision_word
                && other
                    .provision(cite)
                    .is_some_and(crate::domain::regime::Provision::can_be_relied_on)
        })
    };
    // A limb below what the pack lists: the pack goes as deep as the law needs to be cited.
    let mut shorter = cite.as_str();
    while let Some(open) = shorter.rfind('(').filter(|open| *open > 0) {
        shorter = before(shorter, open);
        match depth(regime, shorter) {
            // Unless another law of the same word has just this limb: then it is that law's.
            Some(Depth::Exact) if limbs_below(regime, shorter) == 0 && !is_anothers(&cite) => {
                return (shorter.to_owned(), Depth::Exact);
            }
            Some(_) => break,
            None => {}
        }
    }
    (cite, Depth::Unknown)
}

fn depth(regime: &Regime, cite: &str) -> Option<Depth> {
    match regime.provision(cite) {
        Some(provision) if provision.role == "group" => Some(Depth::Shallow),
        Some(_) => Some(Depth::Exact),
        None => (limbs_below(regime, cite) > 0).then_some(Depth::Shallow),
    }
}

fn limbs_below(regime: &Regime, cite: &str) -> usize {
    let deeper = |other: &str| {
        other
            .strip_prefix(cite)
            .is_some_and(|rest| rest.starts_with('('))
    };
    regime
        .provisions
        .iter()
        .filter(|one| deeper(&one.cite))
        .count()
}
