//! Two texts side by side in time: what was added, what was taken out, wrapped to the screen.

use crate::app::scroll::Scroll;
use crate::domain::difference::{ComparedLine, Mark, around, difference};
use crate::text::{slice, wrap};

/// The lines around a change that are shown with it.
const NEAR: usize = 3;

/// A comparison that is there to be read.
#[derive(Debug, Clone, Default)]
pub struct Comparing {
    /// The heading of its frame.
    pub title: String,
    /// What it shows.
    pub page: Page,
    /// The window over its lines.
    pub scroll: Scroll,
}

/// A line of a comparison on screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageLine {
    /// A heading.
    Heading(String),
    /// Some words.
    Words(String),
    /// A line of two texts that are compared.
    Compared(ComparedLine),
    /// Lines that are the same and left out.
    Gap,
}

/// What a comparison shows: what it is about, and its lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// Which of how many, and what.
    pub heading: String,
    /// What is decided, or by whom it is.
    pub about: String,
    /// The lines.
    pub lines: Vec<PageLine>,
}

/// Compares two texts; what is the same and far from any change is left out.
pub fn compared(old: &str, new: &str) -> Vec<PageLine> {
    let lines = difference(old, new);
    if lines.iter().all(|line| line.mark == Mark::Same) {
        return vec![PageLine::Words("  (the same)".to_owned())];
    }
    around(lines, NEAR)
        .into_iter()
        .map(|line| line.map_or(PageLine::Gap, PageLine::Compared))
        .collect()
}

/// A row on screen: its sign, and pieces with whether they are what changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownRow {
    /// What it is.
    pub kind: RowKind,
    /// Its text, in pieces, each with whether it is what changed.
    pub pieces: Vec<(bool, String)>,
}

/// What a row shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A heading.
    Heading,
    /// Some words.
    Words,
    /// A line of two texts that are compared; whether it is the line's first row.
    Compared(Mark, bool),
    /// Lines that are the same and left out.
    Gap,
}

/// Returns the lines of a page, wrapped to a width.
pub fn rows_of(page: &Page, width: u16) -> Vec<ShownRow> {
    let mut rows = Vec::new();
    for line in &page.lines {
        match line {
            PageLine::Heading(words) => rows.push(ShownRow {
                kind: RowKind::Heading,
                pieces: vec![(false, words.clone())],
            }),
            PageLine::Gap => rows.push(ShownRow {
                kind: RowKind::Gap,
                pieces: vec![(false, "  (the same)".to_owned())],
            }),
            PageLine::Words(words) => {
                let room = usize::from(width.max(1));
                rows.extend(wrap::wrapped(words, room).map(|text| ShownRow {
                    kind: RowKind::Words,
                    pieces: vec![(false, text.to_owned())],
                }));
            }
            PageLine::Compared(line) => {
                let whole = line.text();
                let room = usize::from(width.saturating_sub(2).max(1));
                let mut start = 0;
                let mut first = true;
                for row in wrap::rows(&whole, room) {
                    rows.push(ShownRow {
                        kind: RowKind::Compared(line.mark, first),
                        pieces: cut(&line.pieces, start, start + row.len),
                    });
                    start += row.len;
                    first = false;
                }
            }
        }
    }
    rows
}

// The pieces of a line between two of its bytes.
fn cut(pieces: &[(bool, String)], from: usize, to: usize) -> Vec<(bool, String)> {
    let mut at = 0;
    let mut out = Vec::new();
    for (changed, text) in pieces {
        let (start, end) = (at, at + text.len());
        at = end;
        let (begin, stop) = (from.max(start), to.min(end));
        if begin < stop {
            let piece = slice::slice(text, begin - start..stop - start);
            out.push((*changed, piece.to_owned()));
        }
    }
    out
}
