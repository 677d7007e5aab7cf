//! Puts the cuts together: parts with their text, the marker an officer cites, and the path.

use super::candidates::{HTML_ITEM, continues, is_rule};
use super::cut::{Cuts, line_at};
use super::marker::Kind;
use super::sequence::{Item, Outline};
use super::tidy::Page;
use super::words::{self, Ask};
use super::{Part, PartKind, Split};
use crate::text::roman::small_roman;

pub(super) fn assemble(page: &Page, outline: &Outline, cuts: &Cuts, sections: bool) -> Split {
    let mut parts: Vec<Part> = Vec::with_capacity(cuts.cuts.len());
    let mut places = Places::new(outline, sections);
    let first = cuts.cuts.first().map_or(cuts.closing, |cut| cut.before);
    let mut printed_from: Option<usize> = None;
    let mut lead = String::new();
    for (index, cut) in cuts.cuts.iter().enumerate() {
        let end = cuts
            .cuts
            .get(index + 1)
            .map_or(cuts.closing, |next| next.before);
        let place = places.next(cut.item, cut.headed);
        let child = cuts
            .cuts
            .get(index + 1)
            .and_then(|next| next.item)
            .and_then(|next| outline.items.get(next));
        let text = page.piece(cut.text, end);
        if text.trim().is_empty() && cut.item.is_some() && is_below(outline, child, cut.item) {
            // "Q3. a)": the number has no words of its own and is printed with its first part.
            if printed_from.is_none() {
                printed_from = Some(cut.start);
                lead = reflow(page, cut.before, cut.start);
            }
            continue;
        }
        let from = printed_from.take().unwrap_or(cut.start);
        let before = if lead.is_empty() {
            reflow(page, cut.before, cut.start)
        } else {
            std::mem::take(&mut lead)
        };
        let has_children =
            child.is_some_and(|child| child.parent.is_some() && child.parent == cut.item);
        let text = reflow(page, cut.text, end);
        parts.push(Part {
            kind: if has_children && !asks_itself(&text) {
                PartKind::Group
            } else {
                PartKind::Question
            },
            marker: cut
                .item
                .map_or_else(String::new, |item| cited(outline, item)),
            printed: one_line(page.piece(from, cut.text)),
            path: place,
            text,
            before,
        });
    }
    let end = page.text.len();
    if parts.is_empty() {
        return Split {
            preamble: reflow(page, 0, end),
            questions: parts,
            closing: String::new(),
        };
    }
    Split {
        preamble: reflow(page, 0, first),
        questions: parts,
        closing: reflow(page, cuts.closing.max(first), end),
    }
}

fn is_below(outline: &Outline, child: Option<&Item>, item: Option<usize>) -> bool {
    let mut parent = child.and_then(|child| child.parent);
    for _ in 0..8 {
        if parent.is_none() {
            return false;
        }
        if parent == item {
            return true;
        }
        parent = parent
            .and_then(|p| outline.items.get(p))
            .and_then(|p| p.parent);
    }
    false
}

/// A stem asks if it is a question; "If the service is provided by a contractor:" is only a title for its parts.
fn asks_itself(text: &str) -> bool {
    let ends = |mark: char| text.trim_end().ends_with(mark);
    match words::ask(text) {
        Ask::Question => ends('?') || !words::leads_in(text),
        Ask::Request => ends('.') || ends('?'),
        _ => false,
    }
}

fn one_line(text: &str) -> String {
    let text = text.trim();
    if text.contains(char::is_whitespace) {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text.to_owned()
    }
}

/// Rejoins wrapped lines and keeps the breaks that carry meaning.
pub(super) fn reflow(page: &Page, start: usize, end: usize) -> String {
    let mut out = String::new();
    if start >= end {
        return out;
    }
    let mut index = line_at(page, start);
    let mut blank = false;
    while let Some(line) = page.lines.get(index).filter(|line| line.start < end) {
        let piece = page.piece(line.start.max(start), line.end.min(end)).trim();
        if piece.is_empty() {
            blank = !out.is_empty();
        } else {
            if !out.is_empty() {
                let wrapped = !blank && continues(page, index, 0) && !is_rule(piece);
                out.push_str(if blank {
                    "\n\n"
                } else if wrapped || reads_on(&out, piece) {
                    " "
                } else {
                    "\n"
                });
            }
            push_spaced(&mut out, piece);
            blank = false;
        }
        index += 1;
    }
    out
}

/// A line that begins in lower case reads on if the line above is a long one with no sentence ended.
fn reads_on(above: &str, piece: &str) -> bool {
    let last = above.rsplit('\n').next().unwrap_or(above);
    last.len() >= 30
        && !last.ends_with(['.', '?', '!', ':', ';'])
        && piece.starts_with(char::is_lowercase)
}

/// Copies a line with single spaces; the tabs of a table row are kept.
fn push_spaced(out: &mut String, piece: &str) {
    if !piece.contains('\t') && !piece.contains("  ") {
        out.push_str(piece);
        return;
    }
    let table = piece.matches('\t').count() > 1;
    let mut space = false;
    for c in piece.chars() {
        if c == '\t' && table {
            out.push('\t');
            space = false;
        } else if c.is_whitespace() {
            space = true;
        } else {
            if space {
                out.push(' ');
            }
            space = false;
            out.push(c);
        }
    }
}

/// The marker as an officer cites it: `3(b)`, `4(b)(ii)`, `6.1`, `2a`, `•`.
fn cited(outline: &Outline, item: usize) -> String {
    let Some(it) = outline.items.get(item) else {
        return String::new();
    };
    let above = it
        .parent
        .map(|parent| cited(outline, parent))
        .filter(|above| above != "•")
        .unwrap_or_default();
    match it.step.kind {
        Kind::Bullet if it.step.value == HTML_ITEM => String::new(),
        Kind::Bullet if it.step.value == u32::from('Q') => "Q".into(),
        Kind::Bullet => "•".into(),
        Kind::Number if it.decimal && !above.is_empty() => format!("{above}.{}", it.step.value),
        Kind::Number if above.is_empty() => {
            let variant = it.variant.map(letter).unwrap_or_default();
            format!("{}{variant}", it.step.value)
        }
        _ => {
            let own = match it.step.kind {
                Kind::Letter => letter(it.step.value),
                Kind::Roman => small_roman(it.step.value),
                _ => it.step.value.to_string(),
            };
            if above.is_empty() {
                own
            } else {
                format!("{above}({own})")
            }
        }
    }
}

fn letter(value: u32) -> String {
    (b'a'..=b'z')
        .map(char::from)
        .zip(1..)
        .find(|(_, v)| *v == value)
        .map(|(c, _)| c.to_string())
        .unwrap_or_default()
}

/// Hands out the positional paths.
struct Places<'a> {
    outline: &'a Outline,
    sections: bool,
    section: usize,
    top: usize,
    list: Option<usize>,
    paths: Vec<Option<(Vec<usize>, usize)>>,
}

impl<'a> Places<'a> {
    fn new(outline: &'a Outline, sections: bool) -> Self {
        Self {
            outline,
            sections,
            section: 0,
            top: 0,
            list: None,
            paths: vec![None; outline.items.len()],
        }
    }

    fn next(&mut self, item: Option<usize>, headed: bool) -> Vec<usize> {
        if let Some(item) = item {
            return self.of_item(item);
        }
        if self.sections && (headed || self.section == 0) {
            self.section += 1;
            self.top = 0;
        }
        self.top += 1;
        self.top_path()
    }

    fn top_path(&self) -> Vec<usize> {
        if self.sections {
            vec![self.section.max(1), self.top]
        } else {
            vec![self.top]
        }
    }

    fn of_item(&mut self, item: usize) -> Vec<usize> {
        if let Some(Some((path, _))) = self.paths.get(item) {
            return path.clone();
        }
        let Some(it) = self.outline.items.get(item) else {
            return vec![1];
        };
        let path = if let Some(parent) = it.parent {
            let mut path = self.of_item(parent);
            let count =
                self.paths
                    .get_mut(parent)
                    .and_then(Option::as_mut)
                    .map_or(1, |(_, children)| {
                        *children += 1;
                        *children
                    });
            path.push(count);
            path
        } else {
            let fresh = self.list != Some(it.list);
            self.list = Some(it.list);
            if fresh && self.sections {
                self.section += 1;
                self.top = 0;
            }
            self.top += 1;
            // A follow-up that begins at 6 keeps its numbers.
            let value = usize::try_from(it.step.value).unwrap_or(1);
            if fresh && self.top == 1 && it.step.kind == Kind::Number && value <= 100 {
                self.top = value.max(1);
            }
            self.top_path()
        };
        if let Some(slot) = self.paths.get_mut(item) {
            *slot = Some((path.clone(), 0));
        }
        path
    }
}
