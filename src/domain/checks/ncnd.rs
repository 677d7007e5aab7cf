//! Neither confirm nor deny: nothing in the letter may give the game away.

use std::sync::LazyLock;

use regex::Regex;

use super::{Check, Findings, Part, Subject};
use crate::domain::fields::MONTHS;
use crate::domain::outcome::Outcome;
use crate::domain::reading::{Depth, Says, WordSet, per_cent, word_set};
use crate::text::pattern::compiled;

pub(super) const CHECKS: &[&dyn Check] = &[&NcndConfirms, &NcndElsewhere, &NcndNoProvision];

fn is_ncnd(part: &Part<'_>) -> bool {
    part.outcome == Some(Outcome::Ncnd) || part.says(Says::Ncnd)
}

// A sentence that confirms or denies: it says held, or not held, or tells as a fact what the question asks about.
fn gives_away(letter: &Subject<'_>, part: &Part<'_>) -> Option<std::ops::Range<usize>> {
    let telling = &part.telling;
    // A letter from elsewhere whose answers could not be told apart: only what stands beside the refusal counts.
    let index = letter.parts.iter().position(|one| std::ptr::eq(one, part));
    let lump = !letter.is_case
        && (letter.parts.iter())
            .any(|one| one.answered_with.is_some() && one.answered_with == index);
    let beside = |at: usize| {
        part.reading.passages().any(|(start, passage)| {
            start == at && passage.sentences.iter().any(|one| one.says(Says::Ncnd))
        })
    };
    part.reading.sentences().find_map(|(start, sentence)| {
        if lump && !beside(start) {
            return None;
        }
        let at = start + sentence.at.start..start + sentence.at.end;
        let silent = [
            Says::Ncnd,
            Says::PublicInterest,
            Says::ForDisclosure,
            Says::AgainstDisclosure,
            Says::Balance,
            Says::Refuses,
        ]
        .into_iter()
        .any(|says| sentence.says(says));
        let told = sentence.says(Says::Held) || sentence.says(Says::NotHeld);
        let words = part.text.get(at.clone()).unwrap_or_default();
        let as_fact = !silent
            && FACT.is_match(words)
            && !HEDGED.is_match(words)
            && word_set(words).shared(telling) >= 1;
        let denied = !sentence.says(Says::Ncnd)
            && DENIED.is_match(words)
            && !OPEN.is_match(words)
            && word_set(words).shared(&part.words) >= 1;
        (!sentence.says(Says::Ncnd) && told || as_fact || denied).then_some(at)
    })
}

// Told of the past, without "if" or "whether".
static FACT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:was|were|has\s+been|have\s+been|had|took\s+place|ended|closed|began|started|opened|concluded|finished|completed|resigned|left|received|found|(?:is|are)\s+(?:now\s+|still\s+|currently\s+)?(?:ongoing|open|closed|under\s+(?:way|investigation)|being|continuing))\b",
    )
});
static HEDGED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:if|whether|would|could|(?-i:may)|might|any|such|nor|neither|or\s+not|were\s+(?:we|it|the|to)|suppos\w*|generally|policy|request|asked|expect|should|can|always|never|every|each)\b",
    )
});

// "There has never been such a camera": it denies, whatever it was meant to be.
static DENIED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\bthere\s+(?:(?:has|have)\s+(?:never|not|in\s+fact)\s+been|(?:is|are|was|were)\s+(?:in\s+fact\s+)?no\s+such)\b|\bno\s+(?:[\w’'-]+\s+){1,6}(?:has|have)\s+(?:ever\s+)?(?:been|reached|come|arrived|existed|taken)\b",
    )
});
static OPEN: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)\b(?:if|whether|would|could|might|or\s+not|suppos\w*)\b"));

/// Beside a sentence of the same answer that confirms or denies.
struct NcndConfirms;

impl Check for NcndConfirms {
    fn code(&self) -> &'static str {
        "ncnd-confirms"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.answers().filter(|(_, part)| is_ncnd(part)) {
            if let Some(at) = gives_away(letter, part) {
                found.at(
                    letter,
                    index,
                    Some(at),
                    format!(
                        "{} neither confirms nor denies, and then says whether it is held.",
                        part.what()
                    ),
                    "Take the sentence out: it undoes the refusal to confirm or deny.",
                );
            }
        }
    }
}

/// Another answer of the letter confirms or denies it.
struct NcndElsewhere;

impl Check for NcndElsewhere {
    fn code(&self) -> &'static str {
        "ncnd-elsewhere"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let silent: Vec<usize> = letter
            .answers()
            .filter(|(_, part)| is_ncnd(part))
            .map(|(index, _)| index)
            .collect();
        if silent.is_empty() {
            return;
        }
        for (index, part) in letter.answers().filter(|(_, part)| !is_ncnd(part)) {
            for other in &silent {
                let Some(ncnd) = letter.parts.get(*other) else {
                    continue;
                };
                let telling = &ncnd.telling;
                let (words, alone) = part.speaks_of(telling);
                let share = per_cent(words, telling.len());
                let points = part
                    .reading
                    .references()
                    .any(|(_, one)| letter.named(&one.name, index) == Some(*other) && !one.points);
                let tells = part.says(Says::Held)
                    || part.says(Says::NotHeld)
                    || part.says(Says::Given)
                    || part.says(Says::Refuses)
                    || part.says(Says::Cost);
                let outright = alone >= 3 && per_cent(alone, telling.len()) >= 60;
                let named = names_in(&ncnd.asked)
                    .find_map(|name| names_it(letter, part, name, *other, telling));
                if named.is_some()
                    || outright
                    || tells && ((share >= 60 && words >= 3) || (points && words >= 2))
                {
                    found.at(
                        letter,
                        index,
                        named.or_else(|| part.reading.place(Says::Held)).or_else(|| part.reading.place(Says::NotHeld)),
                        format!("{} seems to tell what the answer to question {} neither confirms nor denies.", part.what(), ncnd.name),
                        "Answer both in the same way, or make sure that this one gives nothing away.",
                    );
                    break;
                }
            }
        }
    }
}

// The names in a question: capitals within a sentence.
fn names_in(asked: &str) -> impl Iterator<Item = &str> {
    let words: Vec<&str> = asked.split_whitespace().collect();
    let mut named = Vec::new();
    for pair in words.windows(2) {
        let [before, word] = pair else { continue };
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let starts = before.ends_with(['.', '?', ':', '!']);
        let name = word.chars().count() > 3
            && word.starts_with(char::is_uppercase)
            && word.chars().skip(1).any(char::is_lowercase);
        if name && !starts && !MONTHS.contains(&word.to_lowercase().as_str()) {
            named.push(word);
        }
    }
    named.into_iter()
}

// Where an answer speaks of a name that only the silent question brought up.
fn names_it(
    letter: &Subject<'_>,
    part: &Part<'_>,
    name: &str,
    silent: usize,
    telling: &WordSet,
) -> Option<std::ops::Range<usize>> {
    let elsewhere = letter.parts.iter().enumerate().any(|(at, other)| {
        at != silent
            && (other.asked.contains(name)
                || other.kind != super::PartKind::Answer && other.text.contains(name))
    });
    let own = letter
        .facts
        .authority
        .iter()
        .any(|authority| authority.contains(name));
    let start = part.text.find(name).filter(|_| !elsewhere && !own)?;
    // A name in a list tells nothing; one of which something is said, or that comes with more of the question, does.
    let said = part.reading.sentences().any(|(at, one)| {
        let range = at + one.at.start..at + one.at.end;
        range.contains(&start) && FACT.is_match(part.text.get(range).unwrap_or_default())
    });
    let (_, shared) = part.speaks_of(telling);
    if !said && shared < 3 {
        return None;
    }
    Some(start..start + name.len())
}

/// The provision cited withholds; it does not lift the duty to confirm or deny.
struct NcndNoProvision;

impl Check for NcndNoProvision {
    fn code(&self) -> &'static str {
        "ncnd-no-provision"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.answers().filter(|(_, part)| is_ncnd(part)) {
            let relied: Vec<_> = letter
                .with_referred(index)
                .flat_map(|(at, _)| letter.relied(at))
                .collect();
            // Some laws have no provision of its own for it.
            let has_own = letter.regime_of(part).is_some_and(|regime| {
                regime
                    .provisions
                    .iter()
                    .any(|one| one.role == "ncnd" && one.cite.contains('('))
            });
            let lifts = |one: &&super::subject::Relied<'_>| {
                one.provision.role == "ncnd" || !has_own_word(one.regime)
            };
            let uncertain = part
                .reading
                .cited()
                .any(|(_, cited)| cited.depth != Depth::Exact && ncnd_below(letter, cited));
            if !has_own || relied.iter().any(lifts) || uncertain {
                continue;
            }
            let first = relied.first();
            let target = first
                .map(|one| one.provision.ncnd.clone())
                .filter(|cite| !cite.is_empty());
            let message = match first {
                Some(one) => format!(
                    "{} neither confirms nor denies under {}, which only withholds.",
                    part.what(),
                    one.regime.label(&one.cite)
                ),
                None => format!(
                    "{} neither confirms nor denies and cites no provision that allows it.",
                    part.what()
                ),
            };
            let help = match (first, target) {
                (Some(one), Some(cite)) => format!(
                    "Cite {}, which lifts the duty to confirm or deny.",
                    one.regime.label(&cite)
                ),
                _ => "Cite the provision that lifts the duty to confirm or deny.".to_owned(),
            };
            found.at(letter, index, part.reading.place(Says::Ncnd), message, help);
        }
    }
}

// A law without provisions of its own for it rests such an answer on the ground itself.
fn has_own_word(regime: &crate::domain::regime::Regime) -> bool {
    regime
        .provisions
        .iter()
        .any(|one| one.role == "ncnd" && one.cite.starts_with(|c: char| c.is_ascii_digit()))
}

// "Section 40(5)" without its limb is told of by the check for depth.
fn ncnd_below(letter: &Subject<'_>, cited: &crate::domain::reading::Cited) -> bool {
    let Some(regime) = letter.around.regimes.get(&cited.regime) else {
        return false;
    };
    let limb = |one: &crate::domain::regime::Provision| {
        one.cite
            .strip_prefix(cited.cite.as_str())
            .is_some_and(|rest| rest.starts_with('('))
            && one.can_be_relied_on()
    };
    // A section that has nothing else below it.
    let mut below = regime.provisions.iter().filter(|one| limb(one)).peekable();
    let only_lifts = below.peek().is_some() && below.all(|one| one.role == "ncnd");
    only_lifts
        || cited.cite.contains('(')
            && regime.provisions.iter().any(|one| {
                one.role == "ncnd"
                    && one
                        .cite
                        .strip_prefix(cited.cite.trim_end_matches(')'))
                        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
            })
}
