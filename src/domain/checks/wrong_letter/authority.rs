//! Does another authority speak in the letter.

use std::ops::Range;

use crate::domain::checks::{Check, Findings, Subject};
use crate::text::slice::{before, from, slice};

/// Another authority speaks in the letter.
pub(super) struct OtherAuthority;

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
