//! Finds where the last question ends: what still belongs to it, the requests without a number that come after it, and
//! the closing.

use super::candidates::{continues, is_heading, names_a_part};
use super::cut::{Cut, Cuts, line_at};
use super::tidy::Page;
use super::words::{self, Ask};
use super::zone::{Body, begins_a_message};

pub(super) fn after_the_last(page: &Page, body: Body, inline: bool, result: &mut Cuts) {
    let Some(last) = result.cuts.last().copied() else {
        return;
    };
    let first_line = line_at(
        page,
        last.text
            .saturating_sub(usize::from(last.text > last.start)),
    );
    if inline && let Some(end) = end_inside(page, last.text, first_line) {
        result.closing = end;
        return;
    }
    let (mut at, mut closing) = own_lines(page, body, first_line, last.text);
    // A heading or a lead-in line that may turn out to stand before another request.
    let mut pending: Option<usize> = None;
    let numbered = result.cuts.len();
    while at < body.end {
        if page.is_blank(at) {
            at += 1;
            continue;
        }
        if body.is_aside(page, at) {
            closing = closing.or(Some(at));
            at += 1;
            continue;
        }
        let end = (at..body.end)
            .find(|line| page.is_blank(*line) || body.is_aside(page, *line))
            .unwrap_or(body.end);
        let paragraph = (at, end);
        at = end;
        if closing.is_none()
            && result.cuts.len() == numbered
            && belongs_below(page, paragraph.0, end)
        {
            continue;
        }
        let listed = listed_requests(page, paragraph, pending);
        if !listed.is_empty() {
            result.cuts.extend(listed);
            closing = None;
            pending = None;
            continue;
        }
        if let Some(cut) = another_request(page, paragraph, pending) {
            result.cuts.push(cut);
            closing = None;
            pending = None;
            continue;
        }
        let text = lines(page, paragraph);
        let heads = is_heading(page, paragraph.0) || words::leads_in(text);
        pending = (pending.is_none()
            && heads
            && text.len() < 200
            && !words::opens_notes(page.line(paragraph.0)))
        .then_some(paragraph.0);
        closing = closing.or(Some(paragraph.0));
    }
    if let Some(line) = closing.and_then(|line| page.lines.get(line)) {
        result.closing = line.start;
    }
}

/// A question in a postscript: the sign-off then stands before it.
pub(super) fn postscript(page: &Page, body: Body, result: &mut Cuts) {
    const NEAR: usize = 40;
    if result.cuts.is_empty() {
        return;
    }
    let last = page.lines.len().min(body.end + NEAR);
    for at in body.end..last {
        if page.lines.get(at).is_some_and(|line| line.quoted) || begins_a_message(page, at) {
            return;
        }
        let line = page.line(at);
        if !line.starts_with("PS") && !line.starts_with("P.S") && !line.starts_with("P.P.S") {
            continue;
        }
        let end = (at..last).find(|line| page.is_blank(*line)).unwrap_or(last);
        let text = lines(page, (at, end));
        if words::asks_for_something(text) && !words::is_admin(text) {
            let start = page.lines.get(at).map_or(0, |line| line.start);
            result.cuts.push(Cut {
                before: result.closing,
                start,
                text: start,
                item: None,
                headed: false,
            });
            result.closing = page
                .lines
                .get(end)
                .map_or(page.text.len(), |line| line.start);
        }
        return;
    }
}

/// Passes over the lines of the last question itself; returns the line after them, and where the closing has begun
/// if it follows without a blank line.
fn own_lines(page: &Page, body: Body, first: usize, text: usize) -> (usize, Option<usize>) {
    let mut at = first + 1;
    let empty = page
        .piece(text, page.lines.get(first).map_or(text, |line| line.end))
        .trim()
        .is_empty();
    if empty {
        // The marker stands alone on its line, and the words come below.
        while at < body.end && page.is_blank(at) {
            at += 1;
        }
        at += 1;
    }
    let mut closing = None;
    while at < body.end && !page.is_blank(at) && !body.is_aside(page, at) {
        let line = page.line(at);
        let manages =
            words::is_admin(line) && (words::ask(line) < Ask::Request || words::admin(line) >= 2);
        if closing.is_none()
            && !continues(page, at, body.start)
            && !words::breaks_off(page.line(at - 1))
            && (manages || words::opens_notes(line))
        {
            closing = Some(at);
        }
        at += 1;
    }
    (at, closing)
}

fn lines(page: &Page, (from, to): (usize, usize)) -> &str {
    let start = page.lines.get(from).map_or(0, |line| line.start);
    page.piece(
        start,
        page.lines
            .get(to.saturating_sub(1))
            .map_or(start, |line| line.end),
    )
}

/// "Please also tell me:" and a question on each line below it.
fn listed_requests(page: &Page, (from, to): (usize, usize), pending: Option<usize>) -> Vec<Cut> {
    let lead = page.line(from);
    if !words::leads_in(lead) || words::opens_notes(lead) || words::is_admin(lead) {
        return Vec::new();
    }
    let starts: Vec<usize> = (from + 1..to)
        .filter(|line| !continues(page, *line, from))
        .collect();
    let asks =
        |line: &usize| words::begins_a_question(page.line(*line)) && is_extra(page.line(*line));
    if !starts.iter().all(asks) {
        return Vec::new();
    }
    let start_of = |line: usize| page.lines.get(line).map_or(0, |line| line.start);
    let cut = |(index, line): (usize, &usize)| Cut {
        before: if index == 0 {
            start_of(pending.unwrap_or(from))
        } else {
            start_of(*line)
        },
        start: start_of(*line),
        text: start_of(*line),
        item: None,
        headed: index == 0 && pending.is_some_and(|line| is_heading(page, line)),
    };
    starts.iter().enumerate().map(cut).collect()
}

/// A paragraph that asks for something else, or a heading with such a paragraph directly below it.
fn another_request(page: &Page, (from, to): (usize, usize), pending: Option<usize>) -> Option<Cut> {
    let start_of = |line: usize| page.lines.get(line).map_or(0, |line| line.start);
    if is_extra(lines(page, (from, to))) {
        let start = start_of(from);
        let headed = pending.is_some_and(|line| is_heading(page, line));
        return Some(Cut {
            before: pending.map_or(start, start_of),
            start,
            text: start,
            item: None,
            headed,
        });
    }
    below_a_heading(page, (from, to), pending)
}

fn below_a_heading(page: &Page, (from, to): (usize, usize), pending: Option<usize>) -> Option<Cut> {
    let start_of = |line: usize| page.lines.get(line).map_or(0, |line| line.start);
    let heading = page.line(from);
    if to <= from + 1 || !is_heading(page, from) {
        return None;
    }
    let below = lines(page, (from + 1, to));
    let of_a_part = names_a_part(heading) && words::ask(below) > Ask::No && !words::leads_in(below);
    if of_a_part || (is_extra(below) && !words::leads_in(heading)) {
        let start = start_of(from + 1);
        return Some(Cut {
            before: pending.map_or(start_of(from), start_of),
            start,
            text: start,
            item: None,
            headed: true,
        });
    }
    None
}

/// Years, table rows and options that go on below the last question after a blank line.
fn belongs_below(page: &Page, from: usize, to: usize) -> bool {
    (from..to).all(|i| {
        let text = page.line(i);
        words::is_period(text)
            || text.matches('\t').count() >= 1
            || matches!(
                text.to_lowercase()
                    .trim_end_matches(['.', ':', '?', '_', ' ']),
                "yes" | "no" | "answer" | "don't know" | "other"
            )
    })
}

/// A request without a number after the list.
fn is_extra(text: &str) -> bool {
    if words::leads_in(text) || words::opens_notes(text) || words::is_admin(text) {
        return false;
    }
    match words::ask(text) {
        Ask::Question => {
            words::admin(text) < 2 && (text.contains('?') || words::begins_a_question(text))
        }
        Ask::Request => {
            !words::announces(text)
                && words::admin(text) < 1
                && (words::adds_a_request(text)
                    || text.contains('?')
                    || words::begins_a_request(text))
        }
        _ => false,
    }
}

/// Where the correspondence begins inside the line of the last question, when all line breaks have been lost.
fn end_inside(page: &Page, from: usize, line: usize) -> Option<usize> {
    let end = page.lines.get(line)?.end;
    let text = page.piece(from, end);
    let mut starts = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((_, c)) = chars.next() {
        if matches!(c, '.' | '?' | '!') {
            let mut rest = chars.clone();
            while rest.peek().is_some_and(|(_, c)| c.is_whitespace()) {
                rest.next();
            }
            if let Some((at, c)) = rest.peek()
                && c.is_uppercase()
            {
                starts.push(*at);
            }
        }
        if starts.len() > 200 {
            break;
        }
    }
    starts.push(text.len());
    let sentences: Vec<(usize, &str)> = starts
        .iter()
        .zip(starts.iter().skip(1))
        .map(|(a, b)| (*a, text.get(*a..*b).unwrap_or("")))
        .collect();
    let mut cut = None;
    for (at, sentence) in sentences.into_iter().rev() {
        if words::is_admin(sentence)
            || words::opens_notes(sentence)
            || words::begins_a_sign_off(sentence)
        {
            cut = Some(from + at);
        } else if cut.is_some() || words::ask(sentence) > Ask::No {
            break;
        }
    }
    cut
}
