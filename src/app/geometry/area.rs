//! A rectangle of cells, and its parts.

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// The first column.
    pub x: u16,
    /// The first row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// Makes a rectangle.
    pub const fn new(x: u16, y: u16, width: u16, height: u16) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }

    /// Tells whether a cell lies in it.
    pub fn contains(self, column: u16, row: u16) -> bool {
        (self.x..self.x.saturating_add(self.width)).contains(&column)
            && (self.y..self.y.saturating_add(self.height)).contains(&row)
    }

    /// Returns what is left inside a frame of one cell.
    #[must_use]
    pub fn inner(self) -> Self {
        Self {
            x: self.x.saturating_add(1),
            y: self.y.saturating_add(1),
            width: self.width.saturating_sub(2),
            height: self.height.saturating_sub(2),
        }
    }

    /// Returns where prose stands inside a frame: a column of air on each side, and the one on the right is where the
    /// caret stands behind a full row.
    #[must_use]
    pub fn prose(self) -> Self {
        let inner = self.inner();
        Self {
            x: inner.x.saturating_add(1),
            width: inner.width.saturating_sub(2),
            ..inner
        }
    }

    /// Returns one of its rows; an empty one where it has no such row.
    #[must_use]
    pub fn row(self, at: u16) -> Self {
        Self {
            y: self.y.saturating_add(at),
            height: u16::from(at < self.height),
            ..self
        }
    }

    /// Returns its rows from the top down.
    pub fn rows(self) -> impl Iterator<Item = Self> {
        (0..self.height).map(move |at| self.row(at))
    }

    /// Returns what is left of it below as many rows.
    #[must_use]
    pub fn below(self, rows: u16) -> Self {
        Self {
            y: self.y.saturating_add(rows),
            height: self.height.saturating_sub(rows),
            ..self
        }
    }

    /// Returns what is left of it behind as many columns.
    #[must_use]
    pub fn behind(self, columns: u16) -> Self {
        Self {
            x: self.x.saturating_add(columns),
            width: self.width.saturating_sub(columns),
            ..self
        }
    }

    /// Returns its first rows, as many as it has.
    #[must_use]
    pub fn top(self, rows: u16) -> Self {
        Self {
            height: self.height.min(rows),
            ..self
        }
    }

    /// Returns its first columns, as many as it has.
    #[must_use]
    pub fn left(self, columns: u16) -> Self {
        Self {
            width: self.width.min(columns),
            ..self
        }
    }

    /// Tells whether nothing can be drawn in it.
    pub fn is_empty(self) -> bool {
        self.width == 0 || self.height == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_an_area_never_leaves_it() {
        let area = Area::new(3, 5, 10, 2);
        assert_eq!(area.row(1), Area::new(3, 6, 10, 1));
        assert!(area.row(2).is_empty());
        assert_eq!(area.rows().count(), 2);
        assert_eq!(area.below(1), area.row(1));
        assert!(area.below(9).is_empty() && area.behind(11).is_empty());
        assert_eq!(area.behind(4), Area::new(7, 5, 6, 2));
        assert_eq!((area.top(9), area.left(99)), (area, area));
    }
}
