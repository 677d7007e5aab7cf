//! Cuts the page at the chosen markers: what stands before a question, what is its own, and where the closing begins.

use super::candidates::{continues, is_heading, is_rule};
use super::marker::Kind;
use super::sequence::{Item, Outline};
use super::tail;
use super::tidy::Page;
use super::weigh::Fate;
use super::words;
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
            let quotation = (floor..item.line).find(|line| body.is_aside(page, *line));
            let top = if let Some(line) = quotation {
                line
            } else if empty {
                item.line
            } else {
                first_before(page, floor, item, first, child)
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
    let inline = outline
        .items
        .iter()
        .rev()
        .find(|item| {
            result
                .cuts
                .last()
                .is_some_and(|cut| cut.start == item.start)
        })
        .is_some_and(|item| item.inline);
    tail::after_the_last(page, body, inline, &mut result);
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
fn first_before(page: &Page, floor: usize, item: &Item, first: bool, child: bool) -> usize {
    let line = item.line;
    let number = (item.step.kind == Kind::Number && !item.decimal).then_some(item.step.value);
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
            heading && !words::leads_in(text) && !words::names_the_letter(text)
        } else {
            is_rule(text)
                || heading
                || (page.is_blank(at.saturating_sub(1)) && words::sends_on(text, number))
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
