//! A letter that restates no question: what it says was asked for is the question, the rest up to the closing the answer.

use std::sync::LazyLock;

use regex::Regex;

use super::labels;
use super::page::Page;
use super::scan::{Answered, Asked, Found};

static SAYS_WHAT: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    [
        r"(?i)\byou (?:have )?(?:asked|requested|sought)\b[^.?!]{8,}[.?!]?",
        r"(?i)\b(?:your|the) (?:request|enquiry|email|letter|question)s?\b[^.?!]{0,60}?\b(?:for|about|concerning|regarding|on|relating to|asking)\b[^.?!]{8,}[.?!]?",
    ]
    .map(|source| Regex::new(source).expect("a pattern of the program, compiled in its tests"))
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
