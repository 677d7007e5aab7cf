//! A letter that names each question within its own sentences: "Firstly, you asked how many ... There are ten."

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::labels;
use super::page::Page;
use super::scan::{Answered, Asked, Found};
use crate::domain::reading::sentence_ends;
use crate::text::pattern::compiled;
use crate::text::slice::{from, slice};

static NAMES: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?ix)^\W{0,3}(?:(?:first|second|third|fourth|fifth|sixth|last|final)(?:ly)?[,\ ]+|(?:finally|next|then|also|in\ addition|additionally)[,\ ]+)?
          (?P<asked>(?:you\ (?:(?:also|then|next|further|finally|lastly|first|secondly|have|had)\ )*(?:asked|requested|sought|wanted\ to\ know|wished\ to\ know|enquired|inquired)
            |your\ (?:first|second|third|fourth|fifth|sixth|last|final|next|other)\ (?:question|request|point|query)\ (?:was|is|asked|asks|concerned|concerns|sought|related|relates))
          \s+\S+\s+\S+\s+\S+)",
    )
});

/// Reads such a letter; one sentence alone that says what was asked is none.
pub(super) fn read(page: &Page) -> Found {
    let mut found = Found {
        closing: page.text.len(),
        ..Found::default()
    };
    let mut open: Option<Range<usize>> = None;
    for index in 0..page.lines.len() {
        let Some(line) = page.lines.get(index).filter(|line| !line.blank) else {
            continue;
        };
        let begins = index == 0 || page.is_blank(index - 1);
        let words = page.line(index);
        if begins && open.is_some() && labels::closes(words) {
            found.closing = line.at.start;
            break;
        }
        let named = NAMES
            .captures(words)
            .and_then(|named| named.name("asked"))
            .filter(|_| begins);
        if let Some(named) = named {
            close(&mut found, open.take());
            let start = line.at.start + named.start();
            let end = end_of_paragraph(page, index);
            let whole = slice(page.text, start..end);
            let stop = sentence_ends(whole).map_or(end, |stop| start + stop);
            found.asked.push(Asked {
                path: Vec::new(),
                style: 0,
                start: line.at.start,
                words: start..stop,
                group: false,
                answered: true,
            });
            let rest = from(page.text, stop);
            let lead = rest.len() - rest.trim_start().len();
            open = Some(stop + lead..end.max(stop + lead));
        } else if let Some(open) = &mut open
            && line.at.end > open.end
        {
            open.end = line.at.end;
        }
    }
    close(&mut found, open);
    found
}

fn close(found: &mut Found, open: Option<Range<usize>>) {
    if let Some(at) = open.filter(|at| !at.is_empty()) {
        found.answered.push(Answered {
            at,
            to: vec![found.asked.len() - 1],
            labelled: true,
        });
    }
}

fn end_of_paragraph(page: &Page, index: usize) -> usize {
    let last = (index..page.lines.len()).take_while(|line| !page.is_blank(*line));
    last.last()
        .and_then(|line| page.lines.get(line))
        .map_or(page.text.len(), |line| line.at.end)
}
