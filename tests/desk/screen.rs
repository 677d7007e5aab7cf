//! What stands on the screen: the cells as rows of text, and where the terminal's cursor is.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use seriatim::app::Model;
use seriatim::text::width::width;
use seriatim::tui::views;

/// A drawn screen.
pub(crate) struct Screen {
    pub(crate) buffer: Buffer,
    pub(crate) cursor: Option<Position>,
}

impl Screen {
    /// Draws the model at its own size.
    pub(crate) fn of(model: &Model) -> Self {
        let (width, height) = model.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let cursor = views::draw(model, &mut buffer);
        Self { buffer, cursor }
    }

    /// Returns the rows as text, without the blanks at their ends.
    pub(crate) fn rows(&self) -> Vec<String> {
        let area = self.buffer.area;
        let row = |y| {
            let mut line = String::new();
            let mut x = area.left();
            while x < area.right() {
                let symbol = self.buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += u16::try_from(width(symbol).max(1)).unwrap_or(1);
            }
            line.trim_end().to_owned()
        };
        (area.top()..area.bottom()).map(row).collect()
    }

    /// Returns the whole screen as text.
    pub(crate) fn text(&self) -> String {
        self.rows().join("\n")
    }

    /// Returns where a text stands: column and row of its first character.
    pub(crate) fn find(&self, words: &str) -> Option<(u16, u16)> {
        let rows = self.rows();
        rows.iter().enumerate().find_map(|(y, row)| {
            let (before, _) = row.split_once(words)?;
            let x = u16::try_from(width(before)).ok()?;
            Some((x, u16::try_from(y).ok()?))
        })
    }

    /// Returns the text with the size and the cursor above it, for a snapshot.
    pub(crate) fn framed(&self) -> String {
        let area = self.buffer.area;
        let cursor = self.cursor.map_or("none".to_owned(), |at| {
            format!("column {} row {}", at.x, at.y)
        });
        format!(
            "{}x{}, cursor {cursor}\n{}\n",
            area.width,
            area.height,
            self.text()
        )
    }

    /// Returns the runs of cells that are not in the terminal's own style, row by row.
    pub(crate) fn styles(&self) -> String {
        let area = self.buffer.area;
        let mut lines = Vec::new();
        for y in area.top()..area.bottom() {
            let mut runs: Vec<(Style, String)> = Vec::new();
            for x in area.left()..area.right() {
                let cell = &self.buffer[(x, y)];
                match runs.last_mut() {
                    Some((style, text)) if *style == cell.style() => text.push_str(cell.symbol()),
                    _ => runs.push((cell.style(), cell.symbol().to_owned())),
                }
            }
            for (style, text) in runs {
                let plain = Style::reset().patch(
                    Style::default().underline_color(style.underline_color.unwrap_or_default()),
                );
                let words = text.trim();
                if style != plain && !words.is_empty() {
                    lines.push(format!("{y:>2} {} {words}", name(style)));
                }
            }
        }
        lines.join("\n")
    }
}

// "bold Cyan": what a style adds to the terminal's own.
fn name(style: Style) -> String {
    let mut words = Vec::new();
    if !style.add_modifier.is_empty() {
        words.push(format!("{:?}", style.add_modifier));
    }
    for (what, colour) in [("", style.fg), ("on ", style.bg)] {
        if let Some(colour) = colour.filter(|colour| *colour != ratatui::style::Color::Reset) {
            words.push(format!("{what}{colour:?}"));
        }
    }
    format!("[{}]", words.join(" "))
}
