//! Provisions cited in a text: "section 31(1)(a) and (b)", "s.40(2) FOIA", "regulation 12(5)(e)", "exemption (b)(6)".
//!
//! What is a provision of a regime is told from the packs: by the word for it (section, regulation, exemption), by the
//! statute named beside it, and by whether the pack lists it. A section of a report or of another Act is none.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::domain::regime::{Regime, Regimes};
use crate::text::slice::{before, from, slice};

/// How well the pack knows a provision that was cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// The pack lists it, and it can stand alone.
    Exact,
    /// The pack lists limbs below it, one of which should be cited.
    Shallow,
    /// The pack does not list it.
    Unknown,
}

/// A provision cited in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// Where it stands.
    pub at: Range<usize>,
    /// The regime whose provision it is.
    pub regime: String,
    /// As the pack writes it.
    pub cite: String,
    /// How well the pack knows it.
    pub depth: Depth,
    /// Whether the statute is named beside it.
    pub named: bool,
}

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

// The word for a provision, then one or more of them.
static LIST: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?x) \b(?i: (sections?|ss?\.|s) | (regulations?|regs?\.?|rr?\.) | (exemptions?|exceptions?) ) [\s*_>]* (?i: at | under | in | code )? [\s*_]*
          ( (?: (?:\d{1,3}[A-Z]{0,2}\b|\(b\)) (?:\s?\([0-9]{1,2}[A-Z]{0,2}\)|\s?\([a-zA-Z]{1,4}\))*
              | (?:\([0-9]{1,2}[A-Z]{0,2}\)|\([a-z]{1,3}\))+ )
            (?: \s*(?:,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+|\s*&\s*|/)\s*
              (?: \d{1,3}[A-Z]{0,2}\b(?:\s?\([0-9]{1,2}[A-Z]{0,2}\)|\s?\([a-zA-Z]{1,4}\))*
                | (?:\([0-9]{1,2}[A-Z]{0,2}\)|\([a-zA-Z]{1,4}\))+ ) )* )",
    )
});
// A cite by its limbs alone, after the name of a statute: "EIR 12(5)(e)", "FOIA 43(2)"; or "5 U.S.C. 552(b)(6)".
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?:\b\d{1,3}[A-Z]{0,2}\b(?:\([0-9a-zA-Z]{1,4}\))+|(?:\(b\)|\b552\(b\))(?:\([0-9A-Z]{1,2}\))+)",
    )
});
static ONE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(\d{1,3}[A-Z]{0,2}\b|\(b\))?((?:\s?\([0-9]{1,2}[A-Z]{0,2}\)|\s?\([a-zA-Z]{1,4}\))*)")
});
static LIMB: LazyLock<Regex> = LazyLock::new(|| compiled(r"\(([0-9a-zA-Z]{1,4})\)"));
static OF_LAW: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^[\s,*_]*(?:\([^)]{0,60}\)[\s,]*)?(?:(?i:of|under|in|from|to)\s+)?(?:(?i:the|that|this|our|its|your|said)\s+)?(?:[\s*_“‘]*)([A-Z][\w’'&().,-]*(?:\s+(?:[A-Z(][\w’'&().-]*|of|and|the|for|to|in|etc\.?))*\s+)?(Act|Regulations|Order|Rules|Directive|Code|Measure|Regulation|Schedule|Convention|Constitution|Standing Orders)\b(?:[\s*_]*(?:\(Scotland\)\s*(?:Act|Regulations)?)?\s*((?:19|20)\d\d))?",
    )
});
static OF_OTHER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"^[\s,]*(of|in|to)\s+(?:the|this|that|our|your|its|their|a|an)\s+([\w’'-]+)")
});

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

fn compiled(source: &str) -> Regex {
    Regex::new(source).expect("a pattern of the program, compiled in its tests")
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

/// Finds the provisions that a text cites. `default` is the regime under which it was written.
pub fn citations(text: &str, regimes: &Regimes, default: &str) -> Vec<Cited> {
    let statutes = statutes(text, regimes, Some(default));
    let mut found: Vec<Cited> = Vec::new();
    // The sections that were cited of other laws: "section 59(1) of the Data Act … the gateways in section 59(2)".
    let mut elsewhere: Vec<&str> = Vec::new();
    for list in LIST.captures_iter(text) {
        let (Some(whole), Some(cites)) = (list.get(0), list.get(4)) else {
            continue;
        };
        let word = match (list.get(1), list.get(2)) {
            (Some(_), _) => "section",
            (None, Some(_)) => "regulation",
            (None, None) => "exemption",
        };
        let abbreviated = list
            .get(1)
            .is_some_and(|word| word.as_str().eq_ignore_ascii_case("s"));
        let law = law_of(
            text,
            whole.start(),
            cites.end(),
            regimes,
            &statutes,
            default,
            word,
        );
        let (regime, named) = match law {
            Law::Regime(regime) => (regime, true),
            Law::Unnamed(_) if elsewhere.contains(&section_of(cites.as_str())) => continue,
            Law::Unnamed(regime) => (regime, false),
            Law::Other => {
                elsewhere.push(section_of(cites.as_str()));
                continue;
            }
        };
        // "s 12" in running text may be anything; "s 12(5)" or "s12" in a list of exemptions is a provision.
        if abbreviated && !cites.as_str().contains('(') && !named {
            continue;
        }
        // "In section 4 of them": a section of a paper, unless the law has it.
        if !named && !cites.as_str().contains('(') && stands_in(before(text, whole.start())) {
            let own = cites.as_str().trim();
            if known(regimes, regime, own, &[]).1 == Depth::Unknown {
                continue;
            }
        }
        take(&mut found, text, cites.range(), (regimes, regime), named);
    }
    for bare in BARE.find_iter(text) {
        let range = bare.range();
        if found.iter().any(|cited| overlaps(&cited.at, &range)) {
            continue;
        }
        let near = statutes.iter().rev().find(|statute| {
            let between = slice(text, statute.at.end..range.start.max(statute.at.end));
            statute.at.end <= range.start
                && between.len() <= 14
                && !between.contains(['.', ';', '\n'])
        });
        let starts_with_limb = bare.as_str().starts_with('(') || bare.as_str().starts_with("552");
        let regime = match near {
            Some(near) => regimes.get(&near.regime),
            // "(b)(6)" needs no statute beside it where the default regime cites so.
            None if starts_with_limb => regimes.get(default).filter(|regime| {
                regime
                    .provisions
                    .iter()
                    .any(|one| one.cite.starts_with("(b)("))
            }),
            None => None,
        };
        if let Some(regime) = regime {
            let start = range.start
                + if bare.as_str().starts_with("552") {
                    3
                } else {
                    0
                };
            take(
                &mut found,
                text,
                start..range.end,
                (regimes, regime),
                near.is_some(),
            );
        }
    }
    found.sort_by_key(|cited| cited.at.start);
    found
}

// The number of the section of the first cite: "59" of "59(1) and (2)".
fn section_of(cites: &str) -> &str {
    let cite = cites.trim_start();
    let end = cite.find(|c: char| !c.is_ascii_alphanumeric());
    before(cite, end.unwrap_or(cite.len()))
}

// Whether the words before a section say that something stands in it, and nothing of an exemption.
fn stands_in(lead: &str) -> bool {
    const GROUNDS: &[&str] = &[
        "exemption",
        "exception",
        "contained",
        "set out",
        "provided",
        "out",
        "test",
        "duty",
        "limit",
    ];
    let mut words = lead.split_whitespace().rev();
    let within = matches!(words.next(), Some("in" | "In" | "at" | "see" | "See"));
    within
        && words
            .next()
            .is_none_or(|word| !GROUNDS.contains(&word.to_lowercase().as_str()))
}

fn overlaps(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

enum Law<'r> {
    Regime(&'r Regime),
    Unnamed(&'r Regime),
    Other,
}

// Which law a cite belongs to: the one named right after it, else right before it, else the one whose word fits.
fn law_of<'r>(
    text: &str,
    start: usize,
    end: usize,
    regimes: &'r Regimes,
    statutes: &[Statute],
    default: &str,
    word: &str,
) -> Law<'r> {
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

// Each provision of a list: "31(1)(a) and (b)" are 31(1)(a) and 31(1)(b).
fn take(
    found: &mut Vec<Cited>,
    text: &str,
    range: Range<usize>,
    (regimes, regime): (&Regimes, &Regime),
    named: bool,
) {
    let list = slice(text, range.clone());
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
            push(
                found,
                text,
                (regimes, regime),
                named,
                &(range.start + whole.start()..range.start + whole.end()),
                "(b)",
                &rest,
            );
            last = Some(("(b)".to_owned(), rest));
            continue;
        }
        let (section, limbs) = match (named_section, &last) {
            (Some(section), _) => (section.as_str().to_owned(), limbs),
            // "(b)" after "31(1)(a)" takes its place; it stands on the same rung as the limb of its kind.
            (None, Some((section, earlier))) => (section.clone(), continued(earlier, &limbs)),
            (None, None) => (String::new(), limbs),
        };
        push(
            found,
            text,
            (regimes, regime),
            named,
            &(range.start + whole.start()..range.start + whole.end()),
            &section,
            &limbs,
        );
        if let Some(other) = doubled(regime, &section, &limbs) {
            let at = range.start + whole.start()..range.start + whole.end();
            push(found, text, (regimes, regime), named, &at, &section, &other);
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

fn push(
    found: &mut Vec<Cited>,
    text: &str,
    (regimes, regime): (&Regimes, &Regime),
    named: bool,
    at: &Range<usize>,
    section: &str,
    limbs: &[String],
) {
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
fn known(regimes: &Regimes, regime: &Regime, section: &str, limbs: &[String]) -> (String, Depth) {
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
