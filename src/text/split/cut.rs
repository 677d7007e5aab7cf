//! Cuts the page at the chosen markers: what stands before a question, what is its own, and where the closing begins.

use super::candidates::{continues, is_heading, is_rule, names_a_part};
use super::sequence::Outline;
use super::tidy::Page;
use super::weigh::Fate;
use super::words::{self, Ask};
use super::zone::Body;

/// One question as spans of the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    /// Where its headings and lead-in lines begin.
    pub(super) before: usize,
    /// Where its marker begins.
    pub(super) start: usize,
    /// Where its words begin.
    pub(super) text: usize,
    pub(super) item: Option<usize>,
    /// Stands under a heading of its own.
    pub(super) headed: bool,
}

/// The cuts in order and the place where the closing begins.
#[derive(Debug, Default)]
pub(super) struct Cuts {
    pub(super) cuts: Vec<Cut>,
    pub(super) closing: usize,
}

/// The line that holds an offset.
pub(super) fn line_at(page: &Page, offset: usize) -> usize {
    page.lines
        .partition_point(|line| line.start <= offset)
        .saturating_sub(1)
}

pub(super) fn at_markers(page: &Page, body: Body, outline: &Outline, fates: &[Fate]) -> Cuts {
    let mut cuts: Vec<Cut> = Vec::new();
    for (index, item) in outline.items.iter().enumerate() {
        if item.unprinted || fates.get(index) != Some(&Fate::Question) {
            continue;
        }
        let nested = item.parent.is_some();
        let (mut before, mut headed) = (item.start, false);
        let at_line_start = page
            .lines
            .get(item.line)
            .is_some_and(|line| line.start == item.start);
        let floor = cuts
            .last()
            .map_or(body.start, |cut: &Cut| line_at(page, cut.text) + 1);
        let first = cuts.is_empty();
        let child = item.parent.is_some() && item.parent == cuts.last().and_then(|cut| cut.item);
        if at_line_start && !(first && nested) {
            let empty = cuts
                .last()
                .is_some_and(|cut| page.piece(cut.text, item.start).trim().is_empty());
            let top = if empty {
                item.line
            } else {
                first_before(page, floor, item.line, first, child)
            };
            if top < item.line
                && let Some(line) = page.lines.get(top)
                && own_words_remain(page, cuts.last(), line.start)
            {
                before = line.start;
                headed =
                    (top..item.line).any(|i| is_heading(page, i) || words::leads_in(page.line(i)));
            }
        }
        cuts.push(Cut {
            before,
            start: item.start,
            text: item.end,
            item: Some(index),
            headed,
        });
    }
    let mut result = Cuts {
        cuts,
        closing: end_of(page, body),
    };
    after_the_last(page, body, outline, &mut result);
    result
}

fn own_words_remain(page: &Page, last: Option<&Cut>, end: usize) -> bool {
    last.is_none_or(|cut| !page.piece(cut.text, end).trim().is_empty())
}

fn end_of(page: &Page, body: Body) -> usize {
    page.lines
        .get(body.end)
        .map_or(page.text.len(), |line| line.start)
}

/// The first of the headings and lead-in lines directly above a marker.
fn first_before(page: &Page, floor: usize, line: usize, first: bool, child: bool) -> usize {
    let mut top = line;
    let mut at = line;
    while at > floor {
        at -= 1;
        let text = page.line(at);
        if text.is_empty() {
            continue;
        }
        let heading = is_heading(page, at) && !is_repeated(page, at, text);
        let heading = heading && !child;
        let taken = if first {
            heading && !words::leads_in(text)
        } else {
            is_rule(text)
                || heading
                || (words::points_ahead(text)
                    && !words::is_answer_field(text)
                    && !continues(page, at, floor)
                    && (!child || page.is_blank(at.saturating_sub(1))))
        };
        if !taken {
            // A lead-in that is wrapped over several lines.
            if !first && words::leads_in(text) && continues(page, at, floor) {
                let start = (floor..=at)
                    .rev()
                    .find(|i| !continues(page, *i, floor))
                    .unwrap_or(at);
                if start > floor && page.is_blank(start - 1) {
                    top = start;
                    at = start;
                    continue;
                }
            }
            break;
        }
        top = at;
    }
    top
}

/// A short line that comes again and again near by is a field to fill in, not a heading.
fn is_repeated(page: &Page, index: usize, text: &str) -> bool {
    (index + 1..index + 30).any(|other| page.line(other) == text)
        || (index.saturating_sub(30)..index).any(|other| page.line(other) == text)
}

/// Finds where the last question ends, and the requests without a number that come after it.
fn after_the_last(page: &Page, body: Body, outline: &Outline, result: &mut Cuts) {
    let Some(last) = result.cuts.last().copied() else {
        return;
    };
    let inline = last
        .item
        .and_then(|item| outline.items.get(item))
        .is_some_and(|item| item.inline);
    let first_line = line_at(
        page,
        last.text
            .saturating_sub(usize::from(last.text > last.start)),
    );
    if inline && let Some(end) = end_inside(page, last.text, first_line) {
        result.closing = end;
        return;
    }
    let mut words_seen = !page
        .piece(
            last.text,
            page.lines.get(first_line).map_or(last.text, |l| l.end),
        )
        .trim()
        .is_empty();
    let mut closing = None;
    let mut at = first_line + 1;
    let mut apart = false;
    let mut open = true;
    let mut pending: Option<usize> = None;
    let mut extra = 0;
    while at < body.end {
        if page.is_blank(at) {
            apart = true;
            at += 1;
            continue;
        }
        let end = (at..body.end)
            .find(|i| page.is_blank(*i))
            .unwrap_or(body.end);
        let text = page.line(at);
        let whole = page.piece(
            page.lines.get(at).map_or(0, |l| l.start),
            page.lines.get(end - 1).map_or(0, |l| l.end),
        );
        if !words_seen {
            words_seen = true;
            at = if apart { end } else { at + 1 };
            apart = false;
            continue;
        }
        if !apart {
            // The lines directly below the marker's line.
            let wrapped = continues(page, at, body.start);
            let leaves = !wrapped
                && ((words::is_admin(text)
                    && (words::ask(text) < Ask::Request || words::admin(text) >= 2))
                    || words::opens_notes(text));
            if leaves && open {
                closing = closing.or(Some(at));
                open = false;
            }
            if open || closing.is_some() {
                at += 1;
                if !open {
                    apart = page.is_blank(at);
                }
            }
            continue;
        }
        apart = false;
        if open && closing.is_none() && extra == 0 && belongs_below(page, at, end) {
            at = end;
            continue;
        }
        if is_extra(whole) {
            let start = page.lines.get(at).map_or(0, |l| l.start);
            let before = pending
                .and_then(|line| page.lines.get(line))
                .map_or(start, |l| l.start);
            result.cuts.push(Cut {
                before,
                start,
                text: start,
                item: None,
                headed: pending.is_some_and(|line| is_heading(page, line)),
            });
            closing = None;
            pending = None;
            extra += 1;
            open = true;
            at = end;
            continue;
        }
        if pending.is_none()
            && (is_heading(page, at) || words::leads_in(whole))
            && whole.len() < 200
            && !words::opens_notes(text)
        {
            pending = Some(at);
            if end > at + 1 && is_heading(page, at) {
                // The heading and its paragraph stand together.
                let rest = page.piece(
                    page.lines.get(at + 1).map_or(0, |l| l.start),
                    page.lines.get(end - 1).map_or(0, |l| l.end),
                );
                if is_extra(rest) && !words::leads_in(text)
                    || (names_a_part(text) && words::ask(rest) > Ask::No && !words::leads_in(rest))
                {
                    let before = page.lines.get(at).map_or(0, |l| l.start);
                    let start = page.lines.get(at + 1).map_or(0, |l| l.start);
                    result.cuts.push(Cut {
                        before,
                        start,
                        text: start,
                        item: None,
                        headed: true,
                    });
                    closing = None;
                    pending = None;
                    extra += 1;
                    at = end;
                    continue;
                }
            }
        } else {
            pending = None;
        }
        closing = closing.or(Some(at));
        open = false;
        at = end;
    }
    if let Some(line) = closing.and_then(|line| page.lines.get(line)) {
        result.closing = line.start;
    }
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
