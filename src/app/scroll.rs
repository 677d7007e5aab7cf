//! A cursor in a list and the window over it.

/// Where a list stands: the chosen row and the first visible one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scroll {
    /// The chosen row.
    pub cursor: usize,
    /// The first visible row.
    pub top: usize,
}

impl Scroll {
    /// Moves the cursor by rows within a list of `len`.
    pub fn step(&mut self, by: isize, len: usize) {
        self.cursor = self
            .cursor
            .saturating_add_signed(by)
            .min(len.saturating_sub(1));
    }

    /// Puts the cursor on a row within a list of `len`.
    pub fn go(&mut self, row: usize, len: usize) {
        self.cursor = row.min(len.saturating_sub(1));
    }

    /// Moves the window so that the cursor shows, and no room is left empty that could show rows.
    pub fn show(&mut self, height: usize, len: usize) {
        self.cursor = self.cursor.min(len.saturating_sub(1));
        let height = height.max(1);
        if self.cursor < self.top {
            self.top = self.cursor;
        } else if self.cursor >= self.top + height {
            self.top = self.cursor + 1 - height;
        }
        self.top = self.top.min(len.saturating_sub(height));
    }

    /// Moves the window by rows without the cursor.
    pub fn wheel(&mut self, by: isize, height: usize, len: usize) {
        self.top = self
            .top
            .saturating_add_signed(by)
            .min(len.saturating_sub(height));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stays_in_the_window_and_the_window_in_the_list() {
        let mut scroll = Scroll::default();
        for (by, len, height) in [
            (5, 10, 3),
            (50, 10, 3),
            (-2, 10, 3),
            (0, 4, 8),
            (-9, 4, 2),
            (3, 0, 0),
        ] {
            scroll.step(by, len);
            scroll.show(height, len);
            assert!(scroll.cursor < len.max(1));
            assert!(scroll.top <= scroll.cursor && scroll.cursor < scroll.top + height.max(1));
        }
    }
}
