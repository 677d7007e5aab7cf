//! The frame of a pane: its border, its title, what is at its end.

use ratatui::layout::Rect;
use ratatui::widgets::{Block, Borders, Widget};

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
        let rect =
            Rect::new(area.x, area.y, area.width, area.height).intersection(*self.buf.area());
        Block::new()
            .borders(Borders::ALL)
            .border_set(self.marks.borders())
            .border_style(style)
            .render(rect, self.buf);
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

    /// Draws a frame for something that lies over the screen. Returns what is inside.
    pub(super) fn overlay_frame(&mut self, area: Area, title: &str) -> Area {
        self.blank(area, self.style.text);
        self.frame(area, title, "", true)
    }
}
