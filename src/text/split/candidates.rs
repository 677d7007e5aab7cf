//! Collects every place that could be a marker, at the start of a line or inside one, with what speaks for it.

use super::lexicon::{MENTION, PART, is};
use super::marker::{self, Closer, Kind, Mark, Prefix};
use super::tidy::Page;
use super::words;
use super::zone::Body;

/// How well a place inside a line is set off from the words before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Edge {
    /// In the middle of a sentence.
    Weak,
    /// After a comma, or glued to the word before.
    Joined,
    /// After the end of a sentence or a colon.
    Ended,
    /// At the start of a line.
    Line,
}

/// A place that could be a marker.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) line: usize,
    pub(super) start: usize,
    /// Where the words after the marker begin.
    pub(super) end: usize,
    pub(super) mark: Mark,
    pub(super) edge: Edge,
    /// Stands directly behind another marker: the `a)` of `Q3. a)`.
    pub(super) chained: bool,
    /// The line reads on from the one above: a long line without a full stop.
    pub(super) wrapped: bool,
    pub(super) indent: usize,
}

/// The value of the pseudo-bullet of an HTML list item, which prints nothing.
pub(super) const HTML_ITEM: u32 = 1;

pub(super) fn collect(page: &Page, body: Body) -> Vec<Candidate> {
    let mut found = Vec::new();
    for index in body.start..body.end {
        let Some(line) = page.lines.get(index) else {
            break;
        };
        let text = page.line(index);
        if text.is_empty() || is_rule(text) || body.is_aside(page, index) {
            continue;
        }
        let mut at = 0;
        let wrapped = continues(page, index, body.start);
        let cited = wrapped && is_cited_across(page.line(index - 1), text);
        let mut chained = false;
        while at < text.len() && !cited {
            let Some(mark) = text.get(at..).and_then(marker::read) else {
                break;
            };
            if chained && (mark.last().kind == Kind::Bullet || !mark.is_plain_to_see()) {
                break;
            }
            let end = after_spaces(text, at + mark.len);
            found.push(Candidate {
                line: index,
                start: line.start + at,
                end: line.start + end,
                mark,
                edge: Edge::Line,
                chained,
                wrapped,
                indent: line.indent,
            });
            at = end;
            chained = true;
            if mark.last().kind == Kind::Bullet && mark.last().value != u32::from('Q') {
                break;
            }
        }
        if at == 0 && line.item {
            found.push(Candidate {
                line: index,
                start: line.start,
                end: line.start,
                mark: Mark::html_item(),
                edge: Edge::Line,
                chained: false,
                wrapped: false,
                indent: line.indent,
            });
        }
        inside(text, at, index, line.start, line.indent, &mut found);
    }
    found
}

/// "regulation" at the end of a line that the mail client has wrapped and "12(4)(b)" at the start of the next.
fn is_cited_across(above: &str, text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit()) && is_reference(above, above.len())
}

fn after_spaces(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    at + rest.len() - rest.trim_start().len()
}

/// A line of dashes, underscores or the like.
pub(super) fn is_rule(text: &str) -> bool {
    text.len() >= 3
        && text
            .chars()
            .all(|c| matches!(c, '-' | '_' | '=' | '*' | '~' | '—' | '–' | '#' | ' ' | '.'))
}

/// Whether a line reads on from the line above it: that one is long and no sentence ends there.
pub(super) fn continues(page: &Page, index: usize, first: usize) -> bool {
    const LONG: usize = 48;
    if index <= first || page.is_blank(index - 1) {
        return false;
    }
    let above = page.line(index - 1);
    if above.len() < LONG || is_rule(above) || above.ends_with(['.', '?', '!', ':', ';', ']', '_'])
    {
        return false;
    }
    let here = page.line(index);
    if here.starts_with(char::is_lowercase) {
        return true;
    }
    // The first word of this line would not have fitted on the line above.
    let word = here.split_whitespace().next().map_or(0, str::len);
    let indent = page.lines.get(index - 1).map_or(0, |line| line.indent);
    page.width
        .is_some_and(|width| indent + above.len() + 1 + word > width)
}

/// Looks for markers inside a line; only those that punctuation makes plain.
fn inside(
    text: &str,
    from: usize,
    index: usize,
    offset: usize,
    indent: usize,
    found: &mut Vec<Candidate>,
) {
    let bytes = text.as_bytes();
    let mut at = from.max(1);
    while at < bytes.len() {
        let byte = bytes.get(at).copied().unwrap_or(b' ');
        let before = bytes.get(at - 1).copied().unwrap_or(b' ');
        let after = bytes.get(at + 1).copied().unwrap_or(b' ');
        let apart = before.is_ascii_whitespace()
            || matches!(before, b'.' | b'?' | b'!' | b':' | b';' | b',' | b')');
        let begins = match byte {
            b'0'..=b'9' => apart || before.is_ascii_lowercase(),
            b'(' | b'[' => apart || before == b',',
            b'Q' | b'q' => apart && (after.is_ascii_digit() || after == b'u'),
            b'a'..=b'z' | b'A'..=b'Z' => {
                apart && (after == b')' || (after.is_ascii_alphabetic() && roman_ahead(bytes, at)))
            }
            0xe2 => true,
            _ => false,
        };
        if !begins {
            at += 1;
            continue;
        }
        let read = text.get(at..).and_then(marker::read);
        let Some(mark) = read.filter(|mark| is_plain_inside(text, at, mark)) else {
            at += 1;
            while byte.is_ascii_digit() && bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            continue;
        };
        let edge = edge(text, at);
        if edge >= Edge::Ended || !is_reference(text, at) {
            let end = after_spaces(text, at + mark.len);
            found.push(Candidate {
                line: index,
                start: offset + at,
                end: offset + end,
                mark,
                edge,
                chained: false,
                wrapped: false,
                indent,
            });
            let mut last = end;
            // "2. a) ..." inside a line
            while let Some(mark) = text.get(last..).and_then(marker::read) {
                if mark.last().kind == Kind::Bullet || !is_plain_inside(text, last, &mark) {
                    break;
                }
                let end = after_spaces(text, last + mark.len);
                found.push(Candidate {
                    line: index,
                    start: offset + last,
                    end: offset + end,
                    mark,
                    edge: Edge::Ended,
                    chained: true,
                    wrapped: false,
                    indent,
                });
                last = end;
            }
            at = last.max(at + 1);
        } else {
            at += mark.len.max(1);
        }
    }
}

fn roman_ahead(bytes: &[u8], at: usize) -> bool {
    let length = bytes
        .iter()
        .skip(at)
        .take(6)
        .take_while(|b| matches!(b.to_ascii_lowercase(), b'i' | b'v' | b'x'))
        .count();
    length >= 2 && bytes.get(at + length) == Some(&b')')
}

fn is_plain_inside(text: &str, at: usize, mark: &Mark) -> bool {
    if mark.last().kind == Kind::Bullet {
        return mark.last().value != u32::from('-') && mark.prefix == Prefix::None && mark.len > 1;
    }
    let after = text
        .get(at + mark.len..)
        .and_then(|rest| rest.chars().next());
    match mark.closer {
        Closer::Dot => {
            (mark.last().kind == Kind::Number
                || mark.is_compound() && edge(text, at) == Edge::Ended)
                && after.is_some_and(|c| c.is_whitespace() || c.is_uppercase())
                || mark.prefix != Prefix::None
        }
        Closer::Bracket | Closer::Brackets => {
            after.is_some_and(|c| c.is_whitespace() || c.is_alphabetic())
        }
        Closer::Colon | Closer::Dash => {
            mark.prefix != Prefix::None
                || (mark.closer == Closer::Colon
                    && mark.last().kind == Kind::Number
                    && after.is_some_and(char::is_whitespace))
        }
        Closer::Bare => {
            mark.is_decimal() && edge(text, at) == Edge::Ended
                || mark.prefix == Prefix::Question && edge(text, at) == Edge::Ended
        }
        Closer::Slash | Closer::Comma => false,
    }
}

fn edge(text: &str, at: usize) -> Edge {
    let before = text.get(..at).unwrap_or("");
    let trimmed = before.trim_end();
    match trimmed.chars().next_back() {
        None => Edge::Line,
        Some('.' | '?' | '!' | ':' | ';' | '…' | '”' | '"') => Edge::Ended,
        Some(',' | '-' | '–' | '—') => Edge::Joined,
        Some(c) if trimmed.len() == before.len() && (c.is_lowercase() || c == ')') => Edge::Joined,
        Some(_) => Edge::Weak,
    }
}

/// "question 3.", "in (2)(c)", "parts a) to d)": a mention of a marker, not a marker.
fn is_reference(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("").trim_end();
    let word_start = before
        .char_indices()
        .rev()
        .take(12)
        .take_while(|(_, c)| c.is_alphabetic())
        .last()
        .map_or(before.len(), |(i, _)| i);
    let word = before.get(word_start..).unwrap_or("");
    is(word, MENTION)
}

/// A short line that names what follows, set off from what stands above.
pub(super) fn is_heading(page: &Page, index: usize) -> bool {
    let text = page.line(index);
    if text.is_empty() || text.len() > 90 || is_rule(text) {
        return false;
    }
    if names_a_part(text) {
        return true;
    }
    let count = words::words(text).count();
    let above = index.checked_sub(1).map_or("", |above| page.line(above));
    let set_off =
        above.is_empty() || is_rule(above) || above.ends_with(['.', '?', '!', ':', ';', ')', ']']);
    count > 0
        && count <= 10
        && set_off
        && text.chars().next().is_some_and(|c| {
            c.is_uppercase() || c.is_ascii_digit() || matches!(c, '"' | '“' | '‘' | '[')
        })
        && !text.ends_with(['.', '?', ';', ',', '!', ')'])
        && !text.contains('\t')
        && !words::is_period(text)
        && !words::is_answer_field(text)
        && !words::is_note(text)
        && words::ask(text) < words::Ask::Request
}

/// "Part A", "Section 2: staffing", "PART ONE".
pub(super) fn names_a_part(text: &str) -> bool {
    let mut tokens = words::words(text);
    let first = tokens.next().unwrap_or("");
    let second = tokens.next().unwrap_or("");
    let numbered = second.len() <= 3
        && (second
            .bytes()
            .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase() || matches!(b, b'i' | b'v')));
    let spelled = matches!(
        second.to_lowercase().as_str(),
        "one" | "two" | "three" | "four" | "five" | "six"
    );
    text.len() < 90
        && first.starts_with(char::is_uppercase)
        && is(first, PART)
        && (numbered || spelled)
        && !second.is_empty()
        && !text.ends_with('?')
}
