//! The straight lines of frames, as one path for each colour and thickness.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::shapes::FrameLine;
use super::{CELL, PADDING, TITLE_BAR};

/// The straight lines of frames, in half cells; each joined to the one before it where they touch.
#[derive(Default)]
pub(super) struct Lines {
    level: Vec<(u32, u32, u32)>,
    upright: BTreeMap<u32, Vec<(u32, u32)>>,
}

impl Lines {
    /// Adds what a symbol of a frame draws in its cell.
    pub(super) fn add(&mut self, shape: FrameLine, column: u16, row: u16) {
        let (x, y) = (u32::from(column) * 2, u32::from(row) * 2);
        if shape.left || shape.right {
            let (from, to) = (
                if shape.left { x } else { x + 1 },
                if shape.right { x + 2 } else { x + 1 },
            );
            match self.level.last_mut() {
                Some((at, _, end)) if *at == y + 1 && *end == from => *end = to,
                _ => self.level.push((y + 1, from, to)),
            }
        }
        if shape.up || shape.down {
            let (from, to) = (
                if shape.up { y } else { y + 1 },
                if shape.down { y + 2 } else { y + 1 },
            );
            let stack = self.upright.entry(x + 1).or_default();
            match stack.last_mut() {
                Some((_, end)) if *end == from => *end = to,
                _ => stack.push((from, to)),
            }
        }
    }

    // Lines run through the middle of cells; half a unit in, so that one unit of ink covers whole pixels.
    pub(super) fn path(&self) -> String {
        let across = |half: u32| PADDING + half * CELL.0 / 2;
        let down = |half: u32| TITLE_BAR + PADDING + half * CELL.1 / 2;
        let mut path = String::new();
        for (at, from, to) in &self.level {
            let _ = write!(
                path,
                "M{} {}.5H{}",
                across(*from),
                down(*at),
                across(*to) + to % 2
            );
        }
        for (at, stack) in &self.upright {
            for (from, to) in stack {
                let _ = write!(
                    path,
                    "M{}.5 {}V{}",
                    across(*at),
                    down(*from),
                    down(*to) + to % 2
                );
            }
        }
        path
    }
}
