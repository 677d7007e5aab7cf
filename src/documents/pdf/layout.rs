//! Lines and paragraphs out of strings at their places.
//!
//! The strings are taken in the order in which they were painted, which is the order of reading in what word processors
//! write. A step down is a new line, a larger one a new paragraph; a gap is a space. Numbers painted apart from their lines
//! are taken to them first.

use super::super::{FindingKind, Findings};
use super::strays;

/// A string on a page. Lengths are in points, from the lower left corner.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) x: f64,
    pub(super) y: f64,
    /// Where it ends.
    pub(super) end: f64,
    pub(super) size: f64,
    pub(super) text: String,
}

/// The lines of all pages; an empty one stands between paragraphs.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pages: Vec<Vec<String>>,
}

impl Layout {
    pub(super) fn of(pages: &[Vec<Piece>]) -> Self {
        Self {
            pages: pages.iter().map(|pieces| lines(pieces)).collect(),
        }
    }

    /// Counts the letters and digits.
    pub(super) fn letters(&self) -> usize {
        let lines = self.pages.iter().flatten();
        let count = |line: &String| line.chars().filter(|c| c.is_alphanumeric()).count();
        lines.map(count).sum()
    }

    /// Returns the text. What stands at the top or bottom of every page is noted and left out.
    pub(super) fn into_text(mut self, findings: &mut Findings) -> String {
        for page in &mut self.pages {
            drop_number(page);
        }
        self.pages.retain(|page| !page.is_empty());
        for last in [false, true] {
            for _ in 0..3 {
                let Some(margin) = self.margin(last) else {
                    break;
                };
                findings.note(FindingKind::Margin, &margin);
            }
        }
        let mut out = String::new();
        for page in &self.pages {
            // A page may end within a sentence.
            if !out.is_empty() {
                let ends = out.trim_end().ends_with(['.', '?', '!', ':', ';']);
                out.push_str(if ends { "\n\n" } else { "\n" });
            }
            out.push_str(&page.join("\n"));
        }
        out
    }

    // Takes the first or last line off each page if it is the same everywhere but for its digits.
    fn margin(&mut self, last: bool) -> Option<String> {
        if self.pages.len() < 2 {
            return None;
        }
        let place = |page: &[String]| {
            let filled = |line: &String| !line.is_empty();
            if last {
                page.iter().rposition(filled)
            } else {
                page.iter().position(filled)
            }
        };
        let line = |page: &[String]| place(page).and_then(|at| page.get(at)).cloned();
        let bare = |line: String| line.replace(|c: char| c.is_ascii_digit(), "");
        let first = line(self.pages.first()?)?;
        let same = self
            .pages
            .iter()
            .all(|page| line(page).map(bare) == Some(bare(first.clone())));
        // Two pages may both begin with "Dear Sir"; a longer line that comes again is no text.
        if !same || (self.pages.len() == 2 && !first.chars().any(|c| c.is_ascii_digit())) {
            return None;
        }
        for page in &mut self.pages {
            if let Some(at) = place(page) {
                page.remove(at);
            }
            trim(page);
        }
        Some(first)
    }
}

/// The number of the page is nothing to be read, and in a word processor's file it may stand first.
fn drop_number(page: &mut Vec<String>) {
    let counts = |line: &String| {
        let lower = line.to_lowercase();
        let mut words = lower
            .split_whitespace()
            .filter(|word| !matches!(*word, "page" | "of" | "/" | "-" | "–"));
        let all = words.by_ref().take(3).collect::<Vec<_>>();
        let number =
            |word: &&str| word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        (1..=2).contains(&all.len()) && all.iter().all(number)
    };
    for last in [false, true] {
        let at = if last {
            page.len().checked_sub(1)
        } else {
            Some(0)
        };
        if let Some(at) = at.filter(|at| page.get(*at).is_some_and(counts)) {
            page.remove(at);
            trim(page);
        }
    }
}

/// Takes empty lines off the ends of a page.
fn trim(page: &mut Vec<String>) {
    while page.last().is_some_and(String::is_empty) {
        page.pop();
    }
    let empty = page.iter().take_while(|line| line.is_empty()).count();
    page.drain(..empty);
}

fn lines(pieces: &[Piece]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut before: Option<&Piece> = None;
    // Where the line begins, whatever is set higher or lower in it.
    let mut base = (0.0_f64, 0.0_f64);
    let pieces = strays::brought_home(pieces);
    for piece in pieces.into_iter().filter(|piece| !piece.text.is_empty()) {
        let size = piece.size.max(1.0);
        let Some(last) = before else {
            base = (piece.y, size);
            line.push_str(&piece.text);
            before = Some(piece);
            continue;
        };
        let down = base.0 - piece.y;
        let taller = size.max(base.1);
        let same = down.abs() < taller * 0.5 && piece.x > last.x - size;
        // In a row of a table the number stands at half the height of the words beside it.
        let beside = down < 0.0 && -down < taller * 1.3 && piece.x > last.end + size;
        let beside = beside && line.trim().chars().count() <= strays::MARKER;
        if beside {
            base = (piece.y, taller);
        }
        let same = same || beside;
        if same {
            let gap = piece.x - last.end;
            if gap > size * 2.5 {
                line.push_str("   ");
            } else if gap > size * 0.14 && !line.ends_with(' ') && !piece.text.starts_with(' ') {
                line.push(' ');
            }
        } else {
            push(&mut lines, &line);
            line.clear();
            let far = down > taller * 1.75 || down < 0.0;
            if far {
                push(&mut lines, "");
            }
            base = (piece.y, size);
        }
        line.push_str(&piece.text);
        before = Some(piece);
    }
    push(&mut lines, &line);
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

fn push(lines: &mut Vec<String>, line: &str) {
    let line = line.trim_end();
    let empty = line.trim().is_empty();
    if !(empty && lines.last().is_none_or(String::is_empty)) {
        lines.push(if empty {
            String::new()
        } else {
            line.trim_start().to_owned()
        });
    }
}
