//! A letter that repeats each part of the request as a numbered line, however it is worded, with the answer below it.

use super::labels;
use super::page::Page;
use super::scan::{Answered, Asked, Found, Path};
use crate::text::slice::slice;
use crate::text::split::line::{Asks, Counts, asks};

/// Longer than this, a numbered paragraph is what the authority says.
const LONGEST: usize = 260;

struct Part {
    line: usize,
    path: Path,
    style: u8,
    len: usize,
}

/// Reads such a letter; finds nothing where a number stands without words of its own or without words below it.
pub(super) fn read(page: &Page) -> Found {
    let mut found = Found {
        closing: page.text.len(),
        ..Found::default()
    };
    let parts = parts(page);
    if parts.len() < 2 {
        return found;
    }
    let last = parts.last().map_or(0, |part| part.line);
    let end = (last + 1..page.lines.len())
        .find(|line| labels::closes(page.line(*line)))
        .unwrap_or(page.lines.len());
    for (index, part) in parts.iter().enumerate() {
        let next = parts.get(index + 1).map_or(end, |next| next.line);
        let Some(begin) = answer_of(page, part, next) else {
            return Found::default();
        };
        let below = (begin..next).rev().find(|line| !page.is_blank(*line));
        let asked = (part.line..begin).rev().find(|line| !page.is_blank(*line));
        let (Some(head), Some(asked), Some(first), Some(below)) = (
            page.lines.get(part.line),
            asked.and_then(|line| page.lines.get(line)),
            page.lines.get(begin),
            below.and_then(|line| page.lines.get(line)),
        ) else {
            return Found::default();
        };
        let words = head.at.start + part.len..asked.at.end;
        let text = slice(page.text, words.clone()).trim();
        if text.is_empty() || text.len() > LONGEST || is_told(text) {
            return Found::default();
        }
        found.asked.push(Asked {
            path: part.path.clone(),
            style: part.style,
            start: head.at.start,
            words,
            group: false,
            answered: true,
        });
        let label = labels::answer(page.line(begin)).map_or(0, |label| label.len);
        found.answered.push(Answered {
            at: (first.at.start + label).min(below.at.end)..below.at.end,
            to: vec![index],
            labelled: true,
        });
    }
    found
}

/// The longest series of numbered lines that begins with 1.
fn parts(page: &Page) -> Vec<Part> {
    let mut series: Vec<Part> = Vec::new();
    for (index, line) in page.lines.iter().enumerate() {
        let Some(mark) = line.mark.as_ref().filter(|mark| mark.plain) else {
            continue;
        };
        let (1, Some(step)) = (mark.steps.len(), mark.steps.first()) else {
            continue;
        };
        if step.0 == Counts::Bullets {
            continue;
        }
        let follows = match series.last() {
            None => step.1 == 1,
            Some(last) => {
                last.style == mark.style
                    && last
                        .path
                        .first()
                        .is_some_and(|own| own.0 == step.0 && own.1 + 1 == step.1)
            }
        };
        if follows {
            series.push(Part {
                line: index,
                path: mark.steps.clone(),
                style: mark.style,
                len: mark.len,
            });
        } else if step.1 == 1 && series.len() == 1 {
            series.clear();
            series.push(Part {
                line: index,
                path: mark.steps.clone(),
                style: mark.style,
                len: mark.len,
            });
        }
    }
    series
}

/// The line at which the answer below a numbered line begins.
fn answer_of(page: &Page, part: &Part, next: usize) -> Option<usize> {
    let mut line = part.line + 1;
    while line < next && !page.is_blank(line) {
        let bold = |line: usize| page.lines.get(line).is_some_and(|line| line.bold);
        let row = page.lines.get(line).is_some_and(|line| line.row);
        let ended = page.line(line - 1).ends_with(['.', '?', ':', ';']);
        if row
            || labels::answer(page.line(line)).is_some()
            || bold(line) != bold(part.line)
            || (!page.is_wrapped(line - 1)
                && (ended || !page.line(line).starts_with(char::is_lowercase)))
        {
            return Some(line);
        }
        line += 1;
    }
    (line..next).find(|line| !page.is_blank(*line))
}

/// Whether words tell something as an answer does, or speak for the authority.
fn is_told(text: &str) -> bool {
    const TELLS: [&str; 20] = [
        "we",
        "our",
        "yes",
        "no",
        "none",
        "there",
        "it",
        "they",
        "thank",
        "thanks",
        "these",
        "this",
        "unfortunately",
        "in",
        "under",
        "please",
        "i",
        "you",
        "as",
        "at",
    ];
    const SAYS: [&str; 12] = [
        " is ", " are ", " was ", " were ", " has ", " have ", " holds ", " does ", " had ",
        " did ", " will ", " went ",
    ];
    if asks(text) >= Asks::Request {
        return false;
    }
    let first = text
        .split_whitespace()
        .next()
        .unwrap_or("")
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    let sentences = text.trim_end_matches('.').matches(". ").count();
    TELLS.contains(&first.as_str())
        || sentences > 1
        || (asks(text) == Asks::No
            && text.starts_with("The ")
            && SAYS.iter().any(|word| text.contains(word)))
}
