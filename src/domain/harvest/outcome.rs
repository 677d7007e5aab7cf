//! What became of a question, told from the words of its answer.

use std::sync::LazyLock;

use regex::Regex;

use super::labels::refs_in;
use crate::domain::outcome::Outcome;
use crate::domain::reading::{Cited, Phrasebook, Says, Sentence};
use crate::domain::regime::{Provision, Regimes};
use crate::text::pattern::compiled;
use crate::text::slice::{before, slice};

/// An answer that does no more than point to another one is not longer than this.
const LONGEST_POINTER: usize = 220;

static POINTS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?ix)^\W*(?:
            (?:please\ )?(?:see|refer\ (?:back\ )?to)\b .{0,60}? \b(?:above|below|answers?|response|reply|questions?|q\s?\d+|parts?|point)\b
          | (?:please\ )?(?:see|refer\ to)\ \(?(?:[a-z]\)|\d+)
          | as\ (?:above|per|stated|given|at|for|in)\b .{0,40}? (?:above|answer|response|reply|question|q?\d|part|$)
          | (?:same\ )?as\ (?:above|question|answer|response|q\s?\d)
          | (?:the\ )?same\ as\b .{0,40}? (?:above|answer|response|reply|question|q\s?\d)
          | (?:this|that|it|your\ question)\ (?:is|was|has\ (?:already\ )?been)\ (?:already\ )?(?:answered|covered|addressed|dealt\ with)\b
          | (?:answered|covered|addressed|included)\ (?:in|at|by|above|under|within)\b
          | (?:our|the)\ (?:answer|response|reply)\ to\ .{0,30}(?:applies|covers|answers)
        )",
    )
});
static ENCLOSED: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)\b(?:see|refer to|in) (?:the |our )?(?:attached|enclosed)\b"));
static POINTED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:questions?|q|answers?|response|reply|parts?|points?|see|to)\.?\s*(?:to\s+)?(?:(?:question|part|point|q)\s*)?(?P<refs>\(?\d{1,2}(?:\.\d{1,2})?\)?(?:\(?[a-z]\))*|\(?[a-z]\))",
    )
});
// "No survey has been made": what was asked for does not exist.
static NOTHING: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^\W*(?:there (?:is|are|was|were|has been|have been) no (?:such )?(?:records?|documents?|polic(?:y|ies)|reports?|surveys?|assessments?|plans?|contracts?|correspondence|minutes|reviews?|data|information|log|register|list|file|map|guidance)\b(?: of (?:this|that) kind)?|no (?:such )?\w+(?: \w+)? (?:has|have|had) been (?:made|carried out|done|undertaken|produced|written|prepared|conducted|commissioned|completed|recorded|kept)|no (?:such )?\w+(?: \w+)? (?:was|were) (?:made|carried out|undertaken|produced|written|prepared|conducted|commissioned|recorded|kept)|(?:this (?:is|was) )?not (?:held|recorded|kept|known|collected)\b|(?:no|nil) (?:information|records?|data)\b)",
    )
});

/// Returns the outcome, or nothing for no answer, and the marker of the answer that it points to.
pub(super) fn outcome(
    answer: &str,
    cites: &[Cited],
    regimes: &Regimes,
    book: &Phrasebook,
) -> (Option<Outcome>, Option<String>) {
    let answer = answer.trim();
    if answer.is_empty() {
        return (None, None);
    }
    // "As above; section 21 applies" gives its own ground.
    let grounds = cites
        .iter()
        .any(|cited| relied_on(cited, regimes).is_some());
    if !grounds
        && answer.len() <= LONGEST_POINTER
        && POINTS.is_match(answer)
        && !ENCLOSED.is_match(answer)
    {
        let elsewhere = answer.contains("of your request")
            || answer.contains("earlier")
            || answer.contains("previous");
        let marker = POINTED
            .captures(answer)
            .filter(|_| !elsewhere)
            .and_then(|found| refs_in(found.name("refs")?.as_str()).into_iter().next())
            .map(|one| one.marker);
        return (Some(Outcome::AnsweredElsewhere), marker);
    }
    (Some(judged(answer, cites, regimes, book)), None)
}

/// Whether nothing in an answer shows that it gives what was asked for: "The service is under review."
pub(super) fn is_guessed(answer: &str, outcome: Option<Outcome>, book: &Phrasebook) -> bool {
    const SHORT: usize = 8;
    let first = answer
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("");
    outcome == Some(Outcome::Disclosed)
        && answer.split_whitespace().count() > SHORT
        && !answer.contains(|c: char| c.is_ascii_digit())
        && !matches!(first, "Yes" | "No" | "None" | "There")
        && !book.read(answer).iter().any(|sentence| {
            [
                Says::Given,
                Says::Attached,
                Says::Available,
                Says::Held,
                Says::WhereToFind,
            ]
            .into_iter()
            .any(|what| sentence.says(what))
        })
}

/// The provision that a cite relies on: the one that it names, or the only one below it.
fn relied_on<'r>(cited: &Cited, regimes: &'r Regimes) -> Option<&'r Provision> {
    let regime = regimes.get(&cited.regime)?;
    let named = regime.provision(&cited.cite);
    let stem = format!("{}(", cited.cite);
    let mut below = regime
        .provisions
        .iter()
        .filter(|own| own.cite.starts_with(&stem) && own.can_be_relied_on());
    let only = below.next().filter(|_| below.next().is_none());
    named.filter(|named| named.can_be_relied_on()).or(only)
}

fn judged(answer: &str, cites: &[Cited], regimes: &Regimes, book: &Phrasebook) -> Outcome {
    let sentences = book.read(answer);
    let any = |what| sentences.iter().any(|sentence| sentence.says(what));
    let roles: Vec<&str> = cites
        .iter()
        .filter_map(|cited| relied_on(cited, regimes))
        .map(|provision| provision.role.as_str())
        .collect();
    if any(Says::Ncnd) || roles.contains(&"ncnd") {
        return Outcome::Ncnd;
    }
    let only_not_held = !roles.is_empty() && roles.iter().all(|role| *role == "not-held");
    let refuses = any(Says::Refuses) || roles.iter().any(|role| *role != "not-held");
    let missing = any(Says::NotHeld) || NOTHING.is_match(answer);
    let first_cite = cites.first().map_or(0, |cited| cited.at.start);
    let gives = gives(answer, &sentences, first_cite, roles.contains(&"refuse"));
    if only_not_held || (missing && !refuses) {
        let first = sentences.first();
        let told = first.is_some_and(|first| {
            let words = slice(answer, first.at.clone());
            !first.says(Says::NotHeld)
                && !NOTHING.is_match(words)
                && (first.says(Says::Given)
                    || first.says(Says::Attached)
                    || words.contains(|c: char| c.is_ascii_digit()))
        });
        return if told && !only_not_held {
            Outcome::Disclosed
        } else {
            Outcome::NotHeld
        };
    }
    if any(Says::Available) && refuses && !any(Says::Attached) {
        return Outcome::AlreadyAvailable;
    }
    match (refuses, gives) {
        (true, true) => Outcome::PartlyDisclosed,
        (true, false) => Outcome::Refused,
        (false, _) if any(Says::Clarifies) => Outcome::Clarification,
        (false, _) => Outcome::Disclosed,
    }
}

/// Holds a figure or a name, or says yes or no.
fn tells_something(piece: &str) -> bool {
    let mut words = piece.split_whitespace();
    let first = words.next().unwrap_or("").trim_end_matches([',', '.', ';']);
    // "May I have the list? No. It is exempt" gives nothing.
    matches!(first, "Yes" | "None")
        || piece.contains(|c: char| c.is_ascii_digit())
        || words.any(|word| word.starts_with(char::is_uppercase))
        || (first == "No" && piece.split_whitespace().count() > 1)
}

static EXCEPT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:with|without|except|excepting|save|apart from|but|redact\w*|remov\w*|subject to|less)\b",
    )
});

/// "Copies are attached, with the names removed under section 40(2)": in one sentence both.
fn hands_over_in_part(answer: &str, sentence: &Sentence) -> bool {
    let place = |what| {
        let found = sentence.says.iter().find(|(says, _)| *says == what);
        found.map(|(_, at)| at.clone())
    };
    match (place(Says::Attached), place(Says::Refuses)) {
        (Some(handed), Some(refused)) => {
            handed.end <= refused.start && EXCEPT.is_match(slice(answer, handed.end..refused.start))
        }
        _ => false,
    }
}

/// Whether an answer that refuses also tells something that was asked.
fn gives(answer: &str, sentences: &[Sentence], first_cite: usize, procedural: bool) -> bool {
    const REASONS: &[&str] = &[
        "consider",
        "would",
        "could",
        "may ",
        "if ",
        "estimate",
        "request",
        "information",
        "because",
        "your ",
        "harm",
        "public interest",
        "exempt",
        "limit",
        "section",
        "regulation",
        "to ",
        "therefore",
        "under ",
        "we hold",
        "holds",
        "recogni",
    ];
    let refusal = sentences
        .iter()
        .find_map(|sentence| {
            sentence
                .says
                .iter()
                .find(|(says, _)| *says == Says::Refuses)
                .map(|(_, at)| at.start)
        })
        .unwrap_or(first_cite);
    // The last piece begins the sentence that refuses.
    let head = before(answer, refusal);
    let pieces: Vec<&str> = head
        .split(". ")
        .flat_map(|piece| piece.split('\n'))
        .collect();
    let told = !procedural
        && pieces.iter().rev().skip(1).any(|piece| {
            let small = piece.to_lowercase();
            tells_something(piece)
                && !piece.trim_end().ends_with(':')
                && !REASONS.iter().any(|reason| small.contains(reason))
        });
    let handed = sentences.iter().any(|sentence| {
        sentence.says(Says::Attached)
            && !sentence.says(Says::Refuses)
            && sentence.at.start <= refusal
    });
    told || handed
        || sentences
            .iter()
            .any(|sentence| hands_over_in_part(answer, sentence))
}
