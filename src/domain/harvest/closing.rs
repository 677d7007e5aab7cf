//! Takes off the last answer what belongs to the closing of the letter: the rights of the requester in whatever words.

use std::sync::LazyLock;

use regex::Regex;

use super::labels;
use super::page::Page;
use super::scan::Found;
use super::wording::is_title;
use crate::text::pattern::compiled;
use crate::text::slice::{before, slice};

/// The ways out of a decision.
static REMEDY: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:internal review|information\s+commissioner|right to (?:complain|appeal|a review)|appeal (?:this|to|against|within)|reviewed|our reconsideration|reconsider|representations to|request (?:a|an internal) review|require a review|review it|look again at|think again|dispute resolution|mediation services|public liaison|may appeal|can appeal)\b",
    )
});
/// Whoever is told of them.
static ADDRESSED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:if you|should you|you (?:\w+ )?(?:can|may|could|have|are entitled|must)|(?:can|may) (?:also )?(?:ask|complain|appeal|apply)|gives? you|lets? you|allows? you|please (?:ask|write|tell|contact)|not happy|dissatisfied|unhappy|want (?:this|to)|write (?:to|within)|complaints (?:can|at)|takes complaints|(?:is|are) entitled to have)\b",
    )
});
/// What the decision itself says of a review or of the Commissioner.
static LEADING: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:re-?use\b.{0,40}(?:may|licen[cs]e|re-?use)|not happy\?|unhappy\b|want (?:this|to) .{0,40}\?|(?:yn gywir|yours)\b)",
    )
});
/// What is said of the use of what is disclosed, and of the message itself.
static LEGAL: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\bcopyright\b.*\b(?:respect\w*|protect\w*|subject|purposes|own use|re-?use\w*|permission|licen[cs]e|patents act|holders?|belongs|crown)\b|\b(?:re-?use|publish|copy|own purposes)\b.*\bcopyright\b",
    )
});
/// "Appeals. You may ...", "REVIEW AND COMPLAINT. If ..."
static RUN_IN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:your )?(?:rights?\b[^.:]{0,30}|complaints?(?: [^.:]{0,20})?|appeals?|(?:internal )?review(?: [^.:]{0,20})?|re-?use|reconsideration|fees)\s*[.:]\s+\S",
    )
});

/// Takes the closing off the answer that stands last.
pub(super) fn take_off(page: &Page, found: &mut Found) {
    let Some(end) = found.answered.iter().map(|answer| answer.at.end).max() else {
        return;
    };
    for answer in found
        .answered
        .iter_mut()
        .filter(|answer| answer.at.end == end)
    {
        if let Some(line) = begins(page, answer.at.start, answer.at.end) {
            let start = page
                .lines
                .get(line)
                .map_or(answer.at.end, |line| line.at.start);
            answer.at.end = before(page.text, start)
                .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '#' | '-'))
                .len()
                .max(answer.at.start);
        }
    }
    found.closing = found.closing.min(
        found
            .answered
            .iter()
            .map(|answer| answer.at.end)
            .max()
            .unwrap_or(end),
    );
}

/// The line at which the closing begins within a stretch.
fn begins(page: &Page, start: usize, end: usize) -> Option<usize> {
    let first = page.line_at(start);
    let last = page.line_at(end);
    let row = |line: usize| page.lines.get(line).is_some_and(|line| line.row);
    let starts = |line: usize| {
        line > first
            && !page.is_blank(line)
            && !row(line)
            && (page.is_blank(line - 1)
                || row(line - 1)
                || (page.line(line - 1).ends_with(['.', '?', ':', ')'])
                    && !page.is_wrapped(line - 1))
                || is_title(page.line(line - 1)))
    };
    let paragraphs: Vec<usize> = (first + 1..=last).filter(|line| starts(*line)).collect();
    let place = paragraphs.iter().position(|line| {
        let next = paragraphs
            .iter()
            .find(|next| *next > line)
            .copied()
            .unwrap_or(last + 1);
        let words = words(page, *line, next);
        closes(&words) || (page.line(*line).len() < 60 && labels::closes(page.line(*line)))
    })?;
    let mut line = *paragraphs.get(place)?;
    // Its heading goes with it, and so does a rule above that.
    if let Some(heading) = place.checked_sub(1).and_then(|place| paragraphs.get(place))
        && (*heading..line).all(|line| page.is_blank(line) || line == *heading)
        && is_title(page.line(*heading))
        && !page.line(*heading).ends_with(':')
        && !page.line(*heading).contains(|c: char| c.is_ascii_digit())
        && page
            .lines
            .get(*heading)
            .is_some_and(|line| line.mark.is_none())
    {
        line = *heading;
    }
    Some(line)
}

fn words(page: &Page, line: usize, next: usize) -> String {
    let last = (line..next)
        .take_while(|line| !page.is_blank(*line))
        .last()
        .unwrap_or(line);
    let (Some(first), Some(last)) = (page.lines.get(line), page.lines.get(last)) else {
        return String::new();
    };
    slice(page.text, first.at.start..last.at.end).replace('\n', " ")
}

/// Whether a paragraph speaks of the ways out of the decision to the one who may take them.
fn closes(words: &str) -> bool {
    if LEADING.is_match(words) || (LEGAL.is_match(words) && labels_nothing(words)) {
        return true;
    }
    let remedy = REMEDY.find(words).is_some();
    if RUN_IN.is_match(words) && (remedy || ADDRESSED.is_match(words)) {
        return true;
    }
    remedy && ADDRESSED.is_match(words) && labels_nothing(words)
}

/// A paragraph that gives a reason or refuses speaks of the request, whatever it says of the Commissioner.
fn labels_nothing(words: &str) -> bool {
    let small = words.to_lowercase();
    ![
        "withh",
        "is exempt",
        "are exempt",
        "we refuse",
        "we hold",
        "do not hold",
        "attached",
    ]
    .iter()
    .any(|word| small.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_out_are_told_from_the_answer() {
        for words in [
            "Appeals. You may appeal against this response by asking for an internal review.",
            "REVIEW AND COMPLAINT. If any part does not satisfy you, write to the Secretary and ask for an internal review.",
            "Not happy? Drop us a line.",
            "If you think that your request was not dealt with properly you may complain to the Information Commissioner.",
            "If you reckon we've got this wrong, tell us and we'll do an internal review.",
            "RE-USE. You may use the information under the licence.",
        ] {
            assert!(closes(words), "{words}");
        }
        for words in [
            "The Information Commissioner wrote to us on 3 May.",
            "The internal review of the project ended in June.",
            "If you live in the town the fee is £4.",
            "The letter from the Information Commissioner is attached, if you want to see it.",
        ] {
            assert!(!closes(words), "{words}");
        }
    }
}
