//! The rows of a wrapped text: found by number or by byte, replaced in part.
//!
//! Only lengths are kept, so an edit never has to shift the offsets of what follows. Rows lie in blocks
//! that know their sums; a look-up adds up whole blocks and then the rows of one.

use std::ops::Range;

use crate::text::wrap::Piece;

/// Rows in a block when it is made; a block may grow to twice that before it is split.
const BLOCK: usize = 128;

/// All rows of a text. There is always at least one.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    blocks: Vec<Block>,
    count: usize,
}

/// Some rows that follow each other, with their sums.
#[derive(Debug, Clone)]
struct Block {
    rows: Vec<Piece>,
    bytes: usize,
    hard: usize,
}

/// A row, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The number of the row.
    pub(super) row: usize,
    /// The byte it starts at.
    pub(super) start: usize,
    /// The number of its paragraph.
    pub(super) paragraph: usize,
    /// Whether it is the first row of its paragraph.
    pub(super) first: bool,
    /// Its length and end.
    pub(super) piece: Piece,
}

impl Place {
    /// Returns the byte after the row.
    pub(super) fn end(&self) -> usize {
        self.start + self.piece.len
    }

    /// Returns the bytes of the row without its newline.
    pub(super) fn content(&self) -> Range<usize> {
        self.start..self.end() - self.piece.newline
    }
}

impl Rows {
    /// Returns the given rows, or one empty row if there are none.
    pub(super) fn new(pieces: impl Iterator<Item = Piece>) -> Self {
        let mut rows = Self {
            blocks: blocks(&pieces.collect::<Vec<Piece>>()),
            count: 0,
        };
        rows.keep_one_row();
        rows
    }

    /// Returns how many rows there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Returns the row with the given number, or the last one.
    pub(super) fn at_row(&self, row: usize) -> Place {
        let row = row.min(self.count.saturating_sub(1));
        self.walk_where(|place, block| place.row + block.rows.len() > row)
            .find(|place| place.row >= row)
            .unwrap_or(NOWHERE)
    }

    /// Returns the row on which a caret at `at` stands: the next one if `at` is a soft break.
    pub(super) fn at_byte(&self, at: usize) -> Place {
        self.walk_where(|place, block| place.start + block.bytes > at)
            .find(|place| place.end() > at || place.row + 1 == self.count)
            .unwrap_or(NOWHERE)
    }

    /// Walks over the rows from the given number on.
    pub(super) fn walk_from(&self, row: usize) -> impl Iterator<Item = Place> {
        self.walk_where(move |place, block| place.row + block.rows.len() > row)
            .skip_while(move |place| place.row < row)
    }

    /// Puts other rows in the place of `range`.
    pub(super) fn replace(&mut self, range: Range<usize>, pieces: &[Piece]) {
        let (first, skipped) = self.block_of(range.start);
        let (last, kept_from) = self.block_of(range.end);
        let mut merged: Vec<Piece> = Vec::with_capacity(2 * BLOCK);
        if let Some(block) = self.blocks.get(first) {
            merged.extend(block.rows.iter().take(skipped));
        }
        merged.extend_from_slice(pieces);
        let mut end = last;
        if let Some(block) = self.blocks.get(last) {
            merged.extend(block.rows.iter().skip(kept_from));
            end = last + 1;
        }
        // Blocks that have become small are joined with the next, or deleting would leave thousands.
        while merged.len() < BLOCK / 2
            && let Some(block) = self.blocks.get(end)
        {
            merged.extend_from_slice(&block.rows);
            end += 1;
        }
        self.count = self.count + pieces.len() - range.len().min(self.count);
        if merged.len() <= 2 * BLOCK && !merged.is_empty() {
            self.blocks.splice(first..end, [Block::new(merged)]);
        } else {
            self.blocks.splice(first..end, blocks(&merged));
        }
        self.keep_one_row();
    }

    /// Returns the block in which a row lies, and its number there; past the end, one block too many.
    fn block_of(&self, row: usize) -> (usize, usize) {
        let mut left = row;
        for (index, block) in self.blocks.iter().enumerate() {
            if left < block.rows.len() {
                return (index, left);
            }
            left -= block.rows.len();
        }
        (self.blocks.len(), 0)
    }

    /// Walks over the rows from the first block on for which `found` holds.
    fn walk_where(&self, found: impl Fn(&Place, &Block) -> bool) -> impl Iterator<Item = Place> {
        let mut place = NOWHERE;
        let mut from = self.blocks.len().saturating_sub(1);
        for (index, block) in self.blocks.iter().enumerate() {
            if found(&place, block) || index == from {
                from = index;
                break;
            }
            place.row += block.rows.len();
            place.start += block.bytes;
            place.paragraph += block.hard;
            place.first = block.rows.last().is_some_and(|piece| piece.is_hard());
        }
        self.blocks
            .iter()
            .skip(from)
            .flat_map(|block| &block.rows)
            .scan(place, |next, &piece| {
                next.piece = piece;
                let place = *next;
                next.row += 1;
                next.start += piece.len;
                next.paragraph += usize::from(piece.is_hard());
                next.first = piece.is_hard();
                Some(place)
            })
    }

    fn keep_one_row(&mut self) {
        if self.blocks.is_empty() {
            self.blocks = vec![Block::new(vec![NOWHERE.piece])];
        }
        if self.count == 0 {
            self.count = self.blocks.iter().map(|block| block.rows.len()).sum();
        }
    }
}

impl Block {
    fn new(rows: Vec<Piece>) -> Self {
        Self {
            bytes: rows.iter().map(|piece| piece.len).sum(),
            hard: rows.iter().filter(|piece| piece.is_hard()).count(),
            rows,
        }
    }
}

/// The only row of an empty text.
const NOWHERE: Place = Place {
    row: 0,
    start: 0,
    paragraph: 0,
    first: true,
    piece: Piece { len: 0, newline: 0 },
};

fn blocks(pieces: &[Piece]) -> Vec<Block> {
    pieces
        .chunks(BLOCK)
        .map(|rows| Block::new(rows.to_vec()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn piece() -> impl Strategy<Value = Piece> {
        (1usize..9, 0usize..2).prop_map(|(len, newline)| Piece { len, newline })
    }

    fn places(pieces: &[Piece]) -> Vec<Place> {
        let mut next = NOWHERE;
        pieces
            .iter()
            .enumerate()
            .map(|(row, &piece)| {
                let place = Place { row, piece, ..next };
                next.start += piece.len;
                next.paragraph += usize::from(piece.is_hard());
                next.first = piece.is_hard();
                place
            })
            .collect()
    }

    #[test]
    fn there_is_always_a_row() {
        let mut rows = Rows::new(std::iter::empty());
        assert_eq!(rows.count(), 1);
        assert_eq!(rows.at_row(7), NOWHERE);
        assert_eq!(rows.at_byte(7), NOWHERE);
        rows.replace(0..1, &[]);
        assert_eq!(rows.count(), 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn blocks_are_never_noticed(
            mut model in proptest::collection::vec(piece(), 1..900),
            changes in proptest::collection::vec(
                (0usize..900, 0usize..300, proptest::collection::vec(piece(), 1..300)), 0..6),
        ) {
            let mut rows = Rows::new(model.iter().copied());
            for (start, length, pieces) in changes {
                let start = start.min(model.len());
                let end = (start + length).min(model.len());
                rows.replace(start..end, &pieces);
                model.splice(start..end, pieces);
                prop_assert_eq!(rows.count(), model.len());
                let places = places(&model);
                for &place in &places {
                    prop_assert_eq!(rows.at_row(place.row), place);
                    prop_assert_eq!(rows.at_byte(place.start), place);
                    prop_assert_eq!(rows.at_byte(place.end() - 1), place);
                }
                let middle = places.len() / 2;
                prop_assert!(rows.walk_from(middle).eq(places.into_iter().skip(middle)));
            }
        }
    }
}
