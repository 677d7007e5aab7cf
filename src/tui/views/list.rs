//! Lists: which rows are seen, and how the chosen one shows.

use ratatui::layout::Position;
use ratatui::style::Style;

use super::{Canvas, Cursor};
use crate::app::geometry::Area;
use crate::app::scroll::Scroll;

impl Canvas<'_> {
    /// Draws what is seen of a list whose rows take as many lines each. `draw` gets the row's place in the list, its
    /// lines, and whether it is the chosen one. Returns where the chosen row begins.
    pub(super) fn list(
        &mut self,
        area: Area,
        lines: u16,
        scroll: Scroll,
        len: usize,
        mut draw: impl FnMut(&mut Self, usize, Area, bool),
    ) -> Cursor {
        let mut cursor = None;
        let places = (0..area.height / lines).map(|row| area.below(row * lines).top(lines));
        for (at, place) in (scroll.top..len).zip(places) {
            let chosen = at == scroll.cursor;
            draw(self, at, place, chosen);
            if chosen {
                cursor = Some(Position::new(place.x, place.y));
            }
        }
        cursor
    }

    /// Marks a row at a column if it is the chosen one. Returns the style of its words.
    pub(super) fn mark_chosen(&mut self, line: Area, column: u16, chosen: bool) -> Style {
        if chosen {
            self.at(line, column, self.marks.cursor, self.style.chosen);
            self.style.chosen
        } else {
            self.style.text
        }
    }
}
