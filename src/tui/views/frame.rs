//! The frame of a pane: its border, its title, what is at its end.

use ratatui::layout::Position;
use ratatui::style::Style;

use super::Canvas;
use crate::app::geometry::Area;
use crate::text::width::width;

impl Canvas<'_> {
    /// Draws a frame with a title and a note at its right. Returns what is inside.
    pub(super) fn frame(&mut self, area: Area, title: &str, note: &str, focused: bool) -> Area {
        let style = if focused {
            self.style.focus
        } else {
            self.style.frame
        };
        self.edges(area, style);
        let top = Area {
            x: area.x.saturating_add(1),
            width: area.width.saturating_sub(2),
            height: area.height.min(1),
            ..area
        };
        if top.width > 4 {
            let mut end = top.width;
            if !note.is_empty() {
                let note = format!(" {note} ");
                let taken = u16::try_from(width(&note)).unwrap_or(u16::MAX);
                if taken + 8 < top.width {
                    end = top.width - taken;
                    self.at(top, end, &note, style);
                }
            }
            // The pane that hears the keyboard is marked with a shape too.
            let mark = if focused { self.marks.cursor } else { "" };
            let title_style = if focused {
                self.style.focus
            } else {
                self.style.title
            };
            let title = format!("{mark} {title} ");
            self.at(Area { width: end, ..top }, 0, &title, title_style);
        }
        area.inner()
    }

    // Only the edges: what is inside is drawn once, by whoever owns it.
    fn edges(&mut self, area: Area, style: Style) {
        if area.width < 2 || area.height < 2 {
            return;
        }
        let set = self.marks.borders();
        let (right, bottom) = (area.x + area.width - 1, area.y + area.height - 1);
        for x in area.x + 1..right {
            self.edge(x, area.y, set.horizontal_top, style);
            self.edge(x, bottom, set.horizontal_bottom, style);
        }
        for y in area.y + 1..bottom {
            self.edge(area.x, y, set.vertical_left, style);
            self.edge(right, y, set.vertical_right, style);
        }
        self.edge(area.x, area.y, set.top_left, style);
        self.edge(right, area.y, set.top_right, style);
        self.edge(area.x, bottom, set.bottom_left, style);
        self.edge(right, bottom, set.bottom_right, style);
    }

    fn edge(&mut self, x: u16, y: u16, symbol: &str, style: Style) {
        if let Some(cell) = self.buf.cell_mut(Position::new(x, y)) {
            cell.set_symbol(symbol).set_style(style);
        }
    }

    /// Draws a frame for something that lies over the screen. Returns what is inside.
    pub(super) fn overlay_frame(&mut self, area: Area, title: &str) -> Area {
        self.blank(area, self.style.text);
        self.frame(area, title, "", true)
    }
}
