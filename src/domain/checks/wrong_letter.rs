//! Is it the right letter: this authority, this case, this requester, a date that can be, one salutation with a name.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Check, Findings, PartKind, Subject};
use crate::domain::fields::long_date;
use crate::domain::reading::{Salutation, Says};
use crate::text::slice::{before, from, slice};

pub(super) const CHECKS: &[&dyn Check] = &[
    &OtherAuthority,
    &OtherReference,
    &OtherRequester,
    &OtherAddress,
    &DateBeforeRequest,
    &NoName,
    &TwoSalutations,
];

fn compiled(source: &str) -> Regex {
    Regex::new(source).expect("a pattern of the program, compiled in its tests")
}

/// Another authority speaks in the letter.
struct OtherAuthority;

impl Check for OtherAuthority {
    fn code(&self) -> &'static str {
        "other-authority"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let own: Vec<String> = letter
            .facts
            .authority
            .iter()
            .filter(|name| name.chars().count() > 3)
            .map(|name| plain(name))
            // "The council" is every council.
            .filter(|name| name.contains(' '))
            .collect();
        if own.is_empty() {
            return;
        }
        let mut told: Vec<String> = Vec::new();
        for (index, part) in letter.written() {
            for (start, body) in part
                .reading
                .passages()
                .flat_map(|(start, passage)| passage.bodies.iter().map(move |body| (start, body)))
            {
                let name = plain(&body.name);
                let mine = own.iter().any(|own| {
                    own.contains(&name) || name.contains(own.as_str()) || same_place(own, &name)
                });
                if mine
                    || name.split(' ').count() < 2
                    || told.contains(&name)
                    || GENERAL.contains(&name.as_str())
                    || is_regulator(letter, &name)
                {
                    continue;
                }
                let at = start + body.at.start..start + body.at.end;
                if body.speaks || signs(&part.text, &at) {
                    found.at(
                        letter,
                        index,
                        Some(at),
                        format!(
                            "{} speaks as {}, which is not the authority that answers.",
                            part.what(),
                            body.name
                        ),
                        "Put the right name, and look for other remains of an old letter.",
                    );
                    told.push(name);
                }
            }
        }
    }
}

const GENERAL: &[&str] = &[
    "the council",
    "the trust",
    "this council",
    "our council",
    "the police",
    "public authority",
    "the authority",
    "town council",
    "parish council",
    "county council",
    "district council",
    "borough council",
    "the board",
    "the university",
    "local authority",
    "planning authority",
    "the agency",
    "the commission",
    "the service",
    "the school",
    "fire and rescue",
    "national health service",
    "privy council",
    "the college",
    "executive board",
    "audit commission",
    "high court",
    "the hospital",
];

fn plain(name: &str) -> String {
    let words: Vec<String> = name
        .split_whitespace()
        .map(|word| {
            word.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .filter(|word| word != "the" && word != "nhs" && word != "foundation")
        .collect();
    words.join(" ")
}

// "Exampleshire Council" beside "Exampleshire County Council": the telling words are the same.
fn same_place(own: &str, body: &str) -> bool {
    const KIND: &[&str] = &[
        "council",
        "county",
        "district",
        "borough",
        "city",
        "metropolitan",
        "trust",
        "constabulary",
        "police",
        "university",
        "authority",
        "town",
        "parish",
        "community",
        "hospitals",
        "hospital",
        "nhs",
        "foundation",
        "and",
        "of",
        "service",
        "fire",
        "rescue",
        "london",
        "royal",
        "board",
        "health",
        "college",
        "academy",
        "agency",
        "commission",
        "upon",
        "on",
        "school",
        "force",
    ];
    let telling = |name: &str| -> Vec<String> {
        name.split(' ')
            .filter(|word| !KIND.contains(word))
            .map(str::to_owned)
            .collect()
    };
    let (own, body) = (telling(own), telling(body));
    body.is_empty() || body.iter().all(|word| own.contains(word))
}

fn is_regulator(letter: &Subject<'_>, body: &str) -> bool {
    letter.around.regulators.values().any(|one| {
        plain(&one.name).contains(body) || one.also.iter().any(|name| plain(name) == body)
    })
}

// A line of its own after the valediction.
fn signs(text: &str, at: &Range<usize>) -> bool {
    let line_start = before(text, at.start).rfind('\n').map_or(0, |nl| nl + 1);
    let line_end = from(text, at.end)
        .find('\n')
        .map_or(text.len(), |nl| at.end + nl);
    let alone = slice(text, line_start..at.start).trim().is_empty()
        && slice(text, at.end..line_end).trim().is_empty();
    let lead = before(text, line_start).to_lowercase();
    let farewell = [
        "yours sincerely",
        "yours faithfully",
        "kind regards",
        "regards",
        "yours truly",
        "best wishes",
    ]
    .iter()
    .filter_map(|word| lead.rfind(word))
    .max();
    alone && farewell.is_some_and(|start| line_start - start < 220)
}

/// Another case's reference.
struct OtherReference;

impl Check for OtherReference {
    fn code(&self) -> &'static str {
        "other-reference"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let Some(own) = letter
            .facts
            .reference
            .as_deref()
            .filter(|own| own.chars().any(|c| c.is_ascii_digit()))
        else {
            return;
        };
        let own_shape = shape(own);
        for (index, part) in letter.written() {
            for (start, code) in part
                .reading
                .passages()
                .flat_map(|(start, passage)| passage.codes.iter().map(move |code| (start, code)))
            {
                let at = start + code.at.start..start + code.at.end;
                let shown = slice(&part.text, at.clone());
                let same = key(own).contains(&key(shown)) || key(shown).contains(&key(own));
                if same || code.of_another || !same_shape(&own_shape, &shape(shown)) {
                    continue;
                }
                found.at(
                    letter,
                    index,
                    Some(at),
                    format!(
                        "{} gives the reference {shown}; this case is {own}.",
                        part.what()
                    ),
                    "Put the right reference, and look for other remains of an old letter.",
                );
                return;
            }
        }
    }
}

fn key(reference: &str) -> String {
    reference
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect::<String>()
        .to_lowercase()
}

// Letters as they are, runs of digits as one sign each.
fn shape(reference: &str) -> String {
    let mut out = String::new();
    for c in reference.trim().chars() {
        let sign = match c {
            _ if c.is_ascii_digit() => '9',
            _ if c.is_alphanumeric() => c.to_ascii_lowercase(),
            _ => '-',
        };
        let repeats = matches!(sign, '-' | '9') && out.ends_with(sign);
        if !repeats {
            out.push(sign);
        }
    }
    out
}

fn same_shape(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.replace('-', "");
    // A number alone looks like any other number.
    one.chars().any(char::is_alphabetic) && plain(one) == plain(other)
        || one.matches('9').count() > 1 && one == other
}

fn salutations<'s>(
    letter: &'s Subject<'_>,
) -> impl Iterator<Item = (usize, Range<usize>, &'s Salutation)> {
    letter.written().flat_map(|(index, part)| {
        part.reading.passages().flat_map(move |(start, passage)| {
            passage
                .salutations
                .iter()
                .map(move |one| (index, start + one.at.start..start + one.at.end, one))
        })
    })
}

// The telling words of a person's name.
fn name_words(name: &str) -> Vec<String> {
    const TITLES: &[&str] = &[
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "sir",
        "madam",
        "lord",
        "lady",
        "rev",
        "reverend",
        "cllr",
        "councillor",
        "requester",
        "applicant",
        "dear",
        "or",
        "and",
        "to",
        "whom",
        "it",
        "may",
        "concern",
        "all",
        "colleague",
        "customer",
        "enquirer",
        "correspondent",
        "the",
    ];
    name.split(|c: char| c.is_whitespace() || c == '.' || c == ',' || c == '/')
        .map(|word| {
            word.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
                .replace(['’', '\''], "")
        })
        .filter(|word| !word.is_empty() && !TITLES.contains(&word.as_str()))
        .collect()
}

// A courtesy title with another name, as the one who asked.
static ASKED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"\b(?:your\s+client,?|request\s+(?:from|by|of)|received\s+from|asked\s+by|you,|requested\s+by|thank\s+you,?)\s+((?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?)\.?\s+[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?)",
    )
});

/// Another requester is addressed.
struct OtherRequester;

impl Check for OtherRequester {
    fn code(&self) -> &'static str {
        "other-requester"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let Some(own) = letter
            .facts
            .requester
            .as_deref()
            .map(name_words)
            .filter(|own| !own.is_empty())
        else {
            return;
        };
        for (index, at, salutation) in salutations(letter) {
            let name = salutation.name.as_str();
            let addressed = name_words(name);
            let known = addressed.is_empty()
                || addressed
                    .iter()
                    .any(|word| own.contains(word) && word.len() > 1);
            let placeholder =
                name.contains(['[', '<', '{', '«']) || name.to_lowercase().contains("xx");
            if !known && !placeholder {
                found.at(
                    letter,
                    index,
                    Some(at),
                    format!(
                        "The letter addresses {name}; the requester is {}.",
                        letter.facts.requester.as_deref().unwrap_or_default()
                    ),
                    "Put the right name, and look for other remains of an old letter.",
                );
                return;
            }
        }
        for (index, part) in letter
            .written()
            .filter(|(_, part)| part.kind != PartKind::Answer)
        {
            let hit = ASKED
                .captures_iter(&part.text)
                .filter_map(|hit| hit.get(1))
                .find(|hit| {
                    !name_words(hit.as_str())
                        .iter()
                        .any(|word| own.contains(word))
                });
            if let Some(hit) = hit {
                found.at(
                    letter,
                    index,
                    Some(hit.range()),
                    format!(
                        "{} speaks of a request of {}; the requester is {}.",
                        part.what(),
                        hit.as_str(),
                        letter.facts.requester.as_deref().unwrap_or_default()
                    ),
                    "Put the right name, and look for other remains of an old letter.",
                );
                return;
            }
        }
    }
}

// A line with a courtesy title above the salutation is the addressee.
static ADDRESSEE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?m)^[ \t*_]*(?:To:\s*)?((?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?\s+[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){0,3})[ \t*_]*$",
    )
});

/// Two addresses of two requesters before the salutation.
struct OtherAddress;

impl Check for OtherAddress {
    fn code(&self) -> &'static str {
        "other-address"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let Some((index, part)) = letter
            .written()
            .find(|(_, part)| part.kind == PartKind::Opening)
        else {
            return;
        };
        let Some((_, dear, saluted)) = salutations(letter).find(|(at, ..)| *at == index) else {
            return;
        };
        // Of a letter from elsewhere it may not be known who asked: then whom it salutes.
        let requester = letter.facts.requester.as_deref().unwrap_or(&saluted.name);
        let own = name_words(requester);
        if own.is_empty() {
            return;
        }
        let is_own = |name: &str| {
            name_words(name)
                .iter()
                .any(|word| own.contains(word) && word.len() > 1)
        };
        let head = before(&part.text, dear.start);
        let addressees: Vec<_> = ADDRESSEE
            .captures_iter(head)
            .filter_map(|hit| hit.get(1))
            .filter(|hit| !name_words(hit.as_str()).is_empty())
            .collect();
        let salutes_own = salutations(letter).any(|(_, _, one)| is_own(&one.name));
        if !salutes_own || addressees.iter().any(|one| is_own(one.as_str())) {
            return;
        }
        if let Some(other) = addressees.first() {
            found.at(
                letter,
                index,
                Some(other.range()),
                format!(
                    "The letter is addressed to {}; the requester is {requester}.",
                    other.as_str(),
                ),
                "Put the requester's own name and address.",
            );
        }
    }
}

/// The letter is dated before the request.
struct DateBeforeRequest;

impl Check for DateBeforeRequest {
    fn code(&self) -> &'static str {
        "date-before-request"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let Some(dated) = letter.facts.dated else {
            return;
        };
        let request = letter.facts.received.or(letter.facts.requested);
        if let Some(request) = request.filter(|request| dated < *request) {
            found.whole(
                format!(
                    "The letter is dated {}, before the request of {}.",
                    long_date(dated),
                    long_date(request)
                ),
                "Mend whichever date is wrong.",
            );
            return;
        }
        // A request that the letter says came after it was written.
        if let Some(requested) = letter
            .facts
            .requested
            .filter(|requested| dated < *requested)
        {
            found.whole(
                format!(
                    "The letter is dated {} and answers a request of {}.",
                    long_date(dated),
                    long_date(requested)
                ),
                "Mend whichever date is wrong.",
            );
        }
    }
}

/// "Dear" with no name.
struct NoName;

impl Check for NoName {
    fn code(&self) -> &'static str {
        "no-name"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, at, salutation) in salutations(letter) {
            let name = salutation.name.as_str();
            let bare = name.is_empty() && salutation.dear;
            let title = matches!(
                name.to_lowercase().trim_end_matches('.'),
                "mr" | "mrs"
                    | "ms"
                    | "miss"
                    | "mx"
                    | "dr"
                    | "mr/mrs"
                    | "mr/ms"
                    | "mr / ms"
                    | "mr/mrs/ms"
                    | "mr or ms"
                    | "mr/mrs/miss/ms"
            );
            if bare || title {
                found.at(
                    letter,
                    index,
                    Some(at),
                    "The salutation has no name.".to_owned(),
                    "Write the requester's name.",
                );
                if letter.facts.requester.is_none() && letter.is_case {
                    found.grave(super::Severity::Warning);
                }
            }
        }
    }
}

/// Two salutations.
struct TwoSalutations;

impl Check for TwoSalutations {
    fn code(&self) -> &'static str {
        "two-salutations"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let all: Vec<_> = salutations(letter)
            .filter(|(index, ..)| {
                letter.parts[*index].kind != PartKind::Answer
                    || letter.parts[*index].says(Says::Decides)
            })
            .collect();
        if let [_, second, ..] = all.as_slice() {
            found.at(
                letter,
                second.0,
                Some(second.1.clone()),
                "The letter has two salutations.".to_owned(),
                "Keep one.",
            );
        }
    }
}
