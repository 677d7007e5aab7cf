//! The live letter: derived text that is patched where it changed, with the layout of its rows.

use std::ops::Range;

use crate::domain::case::Case;
use crate::domain::fields::Known;
use crate::domain::letter::{Block, BlockKind, Sharing, View, block_text, blocks};
use crate::text::edit::{CaretAfter, Editor, Splice};
use crate::text::slice;

/// A passage of the letter and what it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub block: Block,
    /// Where it stands in the letter's text; empty if it prints nothing.
    pub range: Range<usize>,
}

/// The letter on screen.
#[derive(Debug, Clone, Default)]
pub struct LetterPane {
    /// Which letter.
    pub view: View,
    /// The whole text, as it would leave.
    pub text: String,
    /// Its passages in order.
    pub passages: Vec<Passage>,
    /// Rows, scroll and selection.
    pub editor: Editor,
    made_for: Option<(View, Sharing, jiff::civil::Date, u64, u64)>,
}

const GAP: &str = "\n\n";

impl LetterPane {
    /// Brings the text up to date. Costs the passages that changed, and a look at the stamps of the others.
    ///
    /// `generation` counts the readings of library and law: a letter may print snippets and titles of provisions.
    pub fn refresh(&mut self, known: &Known<'_>, sharing: Sharing, generation: u64) {
        let shape = known.case.shape;
        let made_for = Some((self.view, sharing, known.today, shape, generation));
        if self.made_for != made_for {
            self.rebuild(blocks(known, self.view, sharing), known);
            self.made_for = made_for;
            return;
        }
        // Only text changed since: the passages are the same, and a stamp tells which of them reads differently.
        for at in 0..self.passages.len() {
            let passage = &self.passages[at];
            let stamp = stamp_of(&passage.block, known.case);
            if stamp == passage.block.stamp {
                continue;
            }
            let block = Block {
                stamp,
                ..passage.block.clone()
            };
            let text = block_text(&block, known);
            let shown = !text.trim().is_empty();
            if shown == passage.range.is_empty() {
                // A passage appears or goes: the gaps around it move as well, so everything is made anew.
                self.rebuild(blocks(known, self.view, sharing), known);
                return;
            }
            self.passages[at].block = block;
            if shown {
                self.patch(at, &text);
            }
        }
    }

    // Replaces the part of a passage that differs.
    fn patch(&mut self, at: usize, new: &str) {
        let range = self.passages[at].range.clone();
        let old = slice::slice(&self.text, range.clone());
        let (from, until) = difference(old, new);
        if from == old.len() && from == new.len() {
            return;
        }
        let inserted = slice::slice(new, from..new.len() - until).to_owned();
        let removed = range.start + from..range.start + old.len() - until;
        let splice = Splice::new(&self.text, removed, inserted);
        let grown = new.len();
        let shrunk = old.len();
        if splice.apply(&mut self.text).is_err() {
            return;
        }
        self.editor.spliced(&self.text, &splice, CaretAfter::Stays);
        self.passages[at].range.end = range.start + grown;
        for passage in self.passages.iter_mut().skip(at + 1) {
            passage.range.start = passage.range.start + grown - shrunk;
            passage.range.end = passage.range.end + grown - shrunk;
        }
    }

    fn rebuild(&mut self, wanted: Vec<Block>, known: &Known<'_>) {
        let mut text = String::new();
        let mut passages = Vec::with_capacity(wanted.len());
        for block in wanted {
            let words = block_text(&block, known);
            let start = if words.trim().is_empty() {
                text.len()
            } else {
                if !text.is_empty() {
                    text.push_str(GAP);
                }
                let start = text.len();
                text.push_str(&words);
                start
            };
            passages.push(Passage {
                block,
                range: start..text.len(),
            });
        }
        self.passages = passages;
        let (from, until) = difference(&self.text, &text);
        let inserted = slice::slice(&text, from..text.len() - until).to_owned();
        let splice = Splice::new(&self.text, from..self.text.len() - until, inserted);
        self.text = text;
        self.editor.spliced(&self.text, &splice, CaretAfter::Stays);
    }

    /// Returns the passage at a byte of the text.
    pub fn passage_at(&self, byte: usize) -> Option<&Passage> {
        let shown = || {
            self.passages
                .iter()
                .filter(|passage| !passage.range.is_empty())
        };
        shown()
            .find(|passage| byte <= passage.range.end)
            .or_else(|| shown().next_back())
    }

    /// Returns the first passage that fits.
    pub fn find(&self, fits: impl Fn(&BlockKind) -> bool) -> Option<&Passage> {
        self.passages
            .iter()
            .find(|passage| fits(&passage.block.kind))
    }
}

// The stamp of what a block is made from. Lines that are made of names and numbers keep theirs.
fn stamp_of(block: &Block, case: &Case) -> u64 {
    match (&block.kind, block.index) {
        (BlockKind::Opening, _) => case.opening.stamp,
        (BlockKind::Closing, _) => case.closing.stamp,
        (BlockKind::Title | BlockKind::Shared(_), _) | (_, None) => block.stamp,
        (_, Some(index)) => case
            .questions
            .get(index)
            .map_or(0, |question| question.stamp),
    }
}

// The lengths of the common start and the common end, on character boundaries.
fn difference(old: &str, new: &str) -> (usize, usize) {
    let (old_bytes, new_bytes) = (old.as_bytes(), new.as_bytes());
    let mut from = common_start(old_bytes, new_bytes);
    while !(old.is_char_boundary(from) && new.is_char_boundary(from)) {
        from -= 1;
    }
    let room = old.len().min(new.len()) - from;
    let mut until = common_end(old_bytes, new_bytes).min(room);
    while !(old.is_char_boundary(old.len() - until) && new.is_char_boundary(new.len() - until)) {
        until -= 1;
    }
    (from, until)
}

// In blocks first: comparing slices is many times faster than comparing bytes one by one.
fn common_start(old: &[u8], new: &[u8]) -> usize {
    const BLOCK: usize = 256;
    let blocks = old
        .chunks(BLOCK)
        .zip(new.chunks(BLOCK))
        .take_while(|(a, b)| a == b && a.len() == BLOCK)
        .count();
    let from = blocks * BLOCK;
    from + old
        .iter()
        .skip(from)
        .zip(new.iter().skip(from))
        .take_while(|(a, b)| a == b)
        .count()
}

fn common_end(old: &[u8], new: &[u8]) -> usize {
    const BLOCK: usize = 256;
    let blocks = old
        .rchunks(BLOCK)
        .zip(new.rchunks(BLOCK))
        .take_while(|(a, b)| a == b && a.len() == BLOCK)
        .count();
    let from = blocks * BLOCK;
    from + old
        .iter()
        .rev()
        .skip(from)
        .zip(new.iter().rev().skip(from))
        .take_while(|(a, b)| a == b)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_is_the_smallest_that_cuts_no_character() {
        for (old, new, from, until) in [
            ("", "", 0, 0),
            ("abc", "abc", 3, 0),
            ("abc", "abXc", 2, 1),
            ("aé", "aè", 1, 0),
            ("aaa", "aa", 2, 0),
            ("xé", "é", 0, 2),
        ] {
            assert_eq!(difference(old, new), (from, until), "{old} {new}");
        }
    }
}
