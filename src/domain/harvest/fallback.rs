//! A letter that restates no question: what it says was asked for is the question, the rest up to the closing the answer.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::labels;
use super::page::Page;
use super::scan::{Answered, Asked, Found};
use crate::text::pattern::compiled;
use crate::text::split::line::{Counts, LineMark};

static SAYS_WHAT: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    [
        r"(?i)\byou (?:have )?(?:asked|requested|sought)\b[^.?!]{8,}[.?!]?",
        r"(?i)\b(?:your|the) (?:request|enquiry|email|letter|question)s?\b[^.?!]{0,60}?\b(?:for|about|concerning|regarding|on|relating to|asking)\b[^.?!]{8,}[.?!]?",
    ]
    .map(compiled)
});

pub(super) fn read(page: &Page) -> Found {
    let mut found = Found {
        closing: page.text.len(),
        ..Found::default()
    };
    let Some(asked) = SAYS_WHAT.iter().find_map(|says| says.find(page.text)) else {
        return found;
    };
    let line = page.line_at(asked.end());
    let begin = (line + 1..page.lines.len())
        .find(|line| !page.is_blank(*line) && labels::answer(page.line(*line)).is_none());
    let Some(begin) = begin else { return found };
    let end = (begin..page.lines.len())
        .find(|line| labels::closes(page.line(*line)))
        .unwrap_or(page.lines.len());
    let last = (begin..end).rev().find(|line| !page.is_blank(*line));
    if let (Some(first), Some(last)) = (
        page.lines.get(begin),
        last.and_then(|last| page.lines.get(last)),
    ) {
        found.asked.push(Asked {
            path: Vec::new(),
            style: 0,
            start: asked.start(),
            words: asked.range(),
            group: false,
            answered: true,
        });
        found.answered.push(Answered {
            at: first.at.start..last.at.end,
            to: vec![0],
            labelled: true,
        });
        found.closing = last.at.end;
    }
    found
}

/// A letter that gives numbered answers and repeats no question: each answer is told by its number alone.
pub(super) fn numbered(page: &Page) -> Found {
    numbered_within(page, 0..page.lines.len())
}

/// The same of some of the lines.
pub(super) fn numbered_within(page: &Page, lines: Range<usize>) -> Found {
    let mut found = Found {
        closing: page.text.len(),
        ..Found::default()
    };
    let mut next = 1;
    for index in lines {
        let Some(line) = page.lines.get(index).filter(|line| !line.blank) else {
            continue;
        };
        let text = page.line(index);
        if !found.asked.is_empty() && labels::closes(text) {
            found.closing = line.at.start;
            break;
        }
        let (values, len) = numbers(text, line.mark.as_ref());
        if values.first() == Some(&next) {
            next += values.len().try_into().unwrap_or(1);
            let begin = line.at.start + len;
            let first = found.asked.len();
            for value in &values {
                found.asked.push(Asked {
                    path: vec![(Counts::Numbers, *value)],
                    style: 0,
                    start: line.at.start,
                    words: begin..begin,
                    group: false,
                    answered: true,
                });
            }
            found.answered.push(Answered {
                at: begin..line.at.end,
                to: (first..found.asked.len()).collect(),
                labelled: true,
            });
        } else if let Some(last) = found.answered.last_mut() {
            last.at.end = line.at.end;
        }
    }
    found
}

/// The numbers that a line gives as markers, one after another, and the bytes that they take.
fn numbers(text: &str, mark: Option<&LineMark>) -> (Vec<u32>, usize) {
    let label = labels::refs_only(text)
        .or_else(|| labels::answer(text).filter(|label| !label.refs.is_empty()));
    if let Some(label) = label {
        let mut values: Vec<u32> = Vec::new();
        for one in &label.refs {
            let Ok(value) = one.marker.parse::<u32>() else {
                return (Vec::new(), 0);
            };
            let from = values
                .last()
                .copied()
                .filter(|_| one.through)
                .map_or(value, |last| last + 1);
            values.extend(from..=value.min(from + 99));
        }
        let follow = values
            .windows(2)
            .all(|pair| matches!(pair, [one, two] if one + 1 == *two));
        return if follow {
            (values, label.len)
        } else {
            (Vec::new(), 0)
        };
    }
    match mark {
        Some(mark) if mark.plain && mark.steps.len() == 1 => match mark.steps.first() {
            Some((Counts::Numbers, value)) => (vec![*value], mark.len),
            _ => (Vec::new(), 0),
        },
        _ => (Vec::new(), 0),
    }
}
