//! Provisions cited in a text: "section 31(1)(a) and (b)", "s.40(2) FOIA", "regulation 12(5)(e)", "exemption (b)(6)".
//!
//! What is a provision of a regime is told from the packs: by the word for it (section, regulation, exemption), by the
//! statute named beside it, and by whether the pack lists it. A section of a report or of another Act is none.
mod law;
mod limbs;
mod statutes;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use self::law::{Law, Named, law_of};
use self::limbs::{known, take};
use crate::domain::regime::Regimes;
use crate::text::pattern::compiled;
use crate::text::slice::{before, slice};

pub use self::statutes::{Statute, statutes};

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

/// Finds the provisions that a text cites. `default` is the regime under which it was written.
pub fn citations(text: &str, regimes: &Regimes, default: &str) -> Vec<Cited> {
    let statutes = statutes(text, regimes, Some(default));
    let mut found: Vec<Cited> = Vec::new();
    // The sections that were cited of other laws: "section 59(1) of the Data Act … the gateways in section 59(2)".
    let mut elsewhere: Vec<&str> = Vec::new();
    let laws = Named {
        text,
        statutes: &statutes,
        regimes,
        default,
    };
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
        let law = law_of(&laws, whole.start()..cites.end(), word);
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
