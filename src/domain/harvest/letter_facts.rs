//! What a letter says about itself: its reference, date, salutation, regime, and who signs it.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

use super::page::Page;
use crate::domain::fields::MONTHS;
use crate::domain::reading::{Statute, statutes};
use crate::domain::regime::Regimes;
use crate::text::pattern::compiled;
use crate::text::slice::{from, slice};
use crate::text::split::line::signs_off;

/// Something that the letter says, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact<T> {
    /// What it says.
    pub value: T,
    /// Where it says so, in the cleaned text.
    pub at: Range<usize>,
}

/// A line such as "Dear Ms Example".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salutation {
    /// The whole line.
    pub at: Range<usize>,
    /// What stands after "Dear", without the comma.
    pub name: Fact<String>,
}

/// What a letter says about itself. What it does not say is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LetterFacts {
    /// References, the writer's own and the reader's.
    pub references: Vec<Fact<String>>,
    /// The salutations; a forwarded letter has several.
    pub salutations: Vec<Salutation>,
    /// The date of the letter.
    pub date: Option<Fact<Date>>,
    /// The date of the request that it answers, or of its receipt.
    pub request_date: Option<Fact<Date>>,
    /// The regime whose statute it names most.
    pub regime: Option<Fact<String>>,
    /// The authority that signs it.
    pub authority: Option<Fact<String>>,
    /// The blocks under "Kind regards" and the like.
    pub signatures: Vec<Range<usize>>,
}

/// The head of a letter, in lines: its reference and date stand there.
const HEAD: usize = 40;

const DATE: &str = r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?)\s*,?\s+(?P<y>\d{4})|(?P<m2>(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{4})|(?P<d3>\d{1,2})[/.](?P<m3>\d{1,2})[/.](?P<y3>\d{4})|(?P<y4>\d{4})-(?P<m4>\d{2})-(?P<d4>\d{2}))";

static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?:\b(?i:ref(?:erence)?(?:\s+(?:no|number))?|request\s+(?:no|number|id)|case\s+(?:no|number|id))\b\.?\s*[:#–-]?\s*|\b(?:FOI|EIR|RFI|IR|FOIA|FOISA)\s*[:#]?\s+(?:(?i:request)\s+)?)(?P<ref>[A-Za-z0-9][A-Za-z0-9/_.-]*\d[A-Za-z0-9/_-]*)",
    )
});
static OWN_LINE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"^(?i:date(?:\s+of\s+(?:response|letter|reply|issue))?\s*[:–-]?\s*)?(?:(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?{DATE}(?:\s+\d\d:\d\d.*|,.{{0,30}})?$"
    ))
});
// "Our ref 26-0773, 6 March 2026": before the salutation, what ends in a date bears it.
static AFTER_REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"^(?i:(?:our\s+)?ref|foi|eir|case|request\s+n|date)[^?!]{{0,60}}?[\s,;|–-]\s*{DATE}$"
    ))
});
static REQUESTED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?i:\b(?:request|e-?mail|letter|correspondence|enquiry|application)\b[^.?!]{{0,80}}?\b(?:dated|of|received(?:\s+(?:by us|here))?(?:\s+on)?|on|submitted(?:\s+on)?|sent(?:\s+on)?)\s*:?\s+(?:the\s+)?|\breceived\s*(?:on|:)?\s+(?:the\s+)?)(?P<date>{DATE})"
    ))
});
static SALUTATION: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^(?i:dear|hello|hi|good (?:morning|afternoon))\b[ ]?(?P<name>[^,!.:;]{0,60}(?:\.[^,!:;]{0,40})?)[,!.:;]?$",
    )
});
static BODY_OF: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:council|trust|police|constabulary|university|college|department|authority|board|commission|ministry|agency|school|academy|nhs|government|hospitals?|housing|fire and rescue|ambulance|association|executive|service)\b",
    )
});

/// Reads what a letter says about itself. `text` is clean.
pub fn letter_facts(text: &str, regimes: &Regimes) -> LetterFacts {
    let page = Page::of(text);
    let signatures = signatures(&page);
    LetterFacts {
        references: references(&page),
        salutations: salutations(&page),
        date: date(&page),
        request_date: request_date(text),
        regime: regime(text, regimes),
        authority: authority(&page, &signatures),
        signatures,
    }
}

fn references(page: &Page) -> Vec<Fact<String>> {
    let mut found: Vec<Fact<String>> = Vec::new();
    for line in page.lines.iter().take(HEAD) {
        for reference in REFERENCE
            .captures_iter(slice(page.text, line.at.clone()))
            .filter_map(|found| found.name("ref"))
        {
            let value = reference
                .as_str()
                .trim_end_matches(['.', '-', '/'])
                .to_owned();
            let start = line.at.start + reference.start();
            let year_alone = value.len() == 4 && value.bytes().all(|b| b.is_ascii_digit());
            if !year_alone && !found.iter().any(|one| one.value == value) {
                found.push(Fact {
                    at: start..start + value.len(),
                    value,
                });
            }
        }
    }
    found
}

fn salutations(page: &Page) -> Vec<Salutation> {
    page.lines
        .iter()
        .filter_map(|line| {
            let found = SALUTATION.captures(slice(page.text, line.at.clone()))?;
            let name = found.name("name")?;
            let value = name.as_str().trim();
            let start = line.at.start
                + name.start()
                + (name.as_str().len() - name.as_str().trim_start().len());
            Some(Salutation {
                at: line.at.clone(),
                name: Fact {
                    value: value.to_owned(),
                    at: start..start + value.len(),
                },
            })
        })
        .collect()
}

fn date(page: &Page) -> Option<Fact<Date>> {
    let salutes =
        |line: &&super::page::Line| SALUTATION.is_match(slice(page.text, line.at.clone()));
    let salutation = page.lines.iter().find(salutes).map(|line| line.at.start);
    page.lines.iter().take(HEAD).find_map(|line| {
        let words = slice(page.text, line.at.clone());
        let head = salutation.is_some_and(|at| line.at.start < at);
        let found = OWN_LINE
            .captures(words)
            .or_else(|| AFTER_REFERENCE.captures(words).filter(|_| head))?;
        Some(Fact {
            value: read_date(&found)?,
            at: line.at.clone(),
        })
    })
}

fn request_date(text: &str) -> Option<Fact<Date>> {
    REQUESTED.captures_iter(text).find_map(|found| {
        let at = found.name("date")?.range();
        Some(Fact {
            value: read_date(&found)?,
            at,
        })
    })
}

fn read_date(found: &Captures) -> Option<Date> {
    let named = |name: &str| found.name(name).map(|part| part.as_str());
    let day = named("d").or(named("d2")).or(named("d3")).or(named("d4"))?;
    let year = named("y").or(named("y2")).or(named("y3")).or(named("y4"))?;
    let month = named("m").or(named("m2")).or(named("m3")).or(named("m4"))?;
    Date::new(year.parse().ok()?, month_number(month)?, day.parse().ok()?).ok()
}

fn month_number(month: &str) -> Option<i8> {
    month.parse().ok().or_else(|| {
        let small = month.to_lowercase();
        let start = small.get(..3)?;
        let at = MONTHS.iter().position(|name| name.starts_with(start))?;
        i8::try_from(at + 1).ok()
    })
}

/// The regime whose statute the text names most often, and where it first does.
pub(super) fn regime(text: &str, regimes: &Regimes) -> Option<Fact<String>> {
    // The name of a statute may be broken over two lines; a space is as long as a line end.
    let flat = text.replace('\n', " ");
    let mut named: Vec<_> = statutes(&flat, regimes, None)
        .into_iter()
        .filter(|statute| statute.in_full)
        .collect();
    // "EIRs" may be short for the regulations of either country: the one that is written out is meant.
    let written_out = |statute: &Statute| slice(&flat, statute.at.clone()).contains(' ');
    let spelt: Vec<String> = named
        .iter()
        .filter(|one| written_out(one))
        .map(|one| one.regime.clone())
        .collect();
    if !spelt.is_empty() {
        named.retain(|one| spelt.contains(&one.regime));
    }
    let count = |regime: &str| {
        named
            .iter()
            .filter(|statute| statute.regime == regime)
            .count()
    };
    let most = named.iter().map(|statute| count(&statute.regime)).max()?;
    let first = named
        .iter()
        .find(|statute| count(&statute.regime) == most)?;
    Some(Fact {
        value: first.regime.clone(),
        at: first.at.clone(),
    })
}

/// From a sign-off to the next gap of the letter that is followed by something else than a name.
fn signatures(page: &Page) -> Vec<Range<usize>> {
    const LONGEST: usize = 14;
    let mut found: Vec<Range<usize>> = Vec::new();
    for (index, line) in page.lines.iter().enumerate() {
        if !signs_off(slice(page.text, line.at.clone()))
            || found.last().is_some_and(|last| last.end > line.at.start)
        {
            continue;
        }
        let mut end = line.at.end;
        for next in index + 1..(index + LONGEST).min(page.lines.len()) {
            let words = page.line(next);
            let Some(own) = page.lines.get(next).filter(|line| !line.blank) else {
                continue;
            };
            if words.len() > 90
                || own.quoted != line.quoted
                || (words.ends_with('.') && words.split_whitespace().count() > 8)
            {
                break;
            }
            end = own.at.end;
        }
        found.push(line.at.start..end);
    }
    found
}

/// The line that names a public body: in the signature, else at the foot of the letter, else at its head.
fn authority(page: &Page, signatures: &[Range<usize>]) -> Option<Fact<String>> {
    let names = |range: Range<usize>| {
        let lines = page.line_at(range.start)..=page.line_at(range.end);
        lines
            .filter_map(|index| named_body(page, index))
            .next_back()
    };
    let written = || {
        page.lines
            .iter()
            .enumerate()
            .filter(|(_, line)| !line.blank)
            .map(|(index, _)| index)
    };
    let foot = || {
        let last = written().next_back()?;
        named_body(page, last)
    };
    let head = || written().take(12).find_map(|index| named_body(page, index));
    signatures
        .iter()
        .rev()
        .find_map(|block| names(block.clone()))
        .or_else(foot)
        .or_else(head)
}

pub(super) fn named_body(page: &Page, index: usize) -> Option<Fact<String>> {
    let line = page.lines.get(index)?;
    let text = slice(page.text, line.at.clone());
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital = words
        .iter()
        .filter(|word| word.starts_with(char::is_uppercase))
        .count();
    let fits = words.len() <= 10
        && capital * 10 >= words.len() * 6
        && !text.ends_with(['?', '!', ':', ';'])
        && BODY_OF.is_match(text);
    if !fits {
        return None;
    }
    // "Parks Team, Thornmere Council": the body is what comes last; "Penwithy Police - Freedom of Information": what comes first.
    let piece = text
        .split(&[',', '–', '|'][..])
        .flat_map(|piece| piece.split(" - "))
        .filter(|piece| BODY_OF.is_match(piece))
        .last()?
        .trim();
    let start = line.at.start + (text.len() - from(text, text.find(piece)?).len());
    Some(Fact {
        value: piece.to_owned(),
        at: start..start + piece.len(),
    })
}
