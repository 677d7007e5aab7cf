//! Putting text into cells: measured by the same function as wrapping and the caret, clipped to the buffer.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::Canvas;
use crate::app::geometry::Area;
use crate::text::edit::LineEditor;
use crate::text::slice;
use crate::text::width::{shown, width};

impl Canvas<'_> {
    /// Draws a line from the left edge of an area, cut with a mark if it does not fit. Returns the columns used.
    pub(super) fn line(&mut self, area: Area, text: &str, style: Style) -> u16 {
        self.at(area, 0, text, style)
    }

    /// Draws text from a column of the area's first row on. Returns the column behind it.
    pub(super) fn at(&mut self, area: Area, column: u16, text: &str, style: Style) -> u16 {
        let room = usize::from(area.width.saturating_sub(column));
        if area.height == 0 || room == 0 {
            return column;
        }
        // Only what can be seen is measured: a line of a stranger may be a megabyte long.
        let words = self.marks.words(one_line(text, room));
        let text = &*words;
        if is_plain(text) {
            return self.plain_line(area, column, text, room, style);
        }
        let cut = width(text) > room;
        let more = self.marks.more;
        let limit = if cut {
            room.saturating_sub(width(more))
        } else {
            room
        };
        let mut used = 0;
        for grapheme in shown(text) {
            if grapheme.column + grapheme.width > limit {
                break;
            }
            self.cell(area, column, grapheme.column, &grapheme.text, style);
            used = grapheme.column + grapheme.width;
        }
        if cut {
            for grapheme in shown(more) {
                self.cell(area, column, used + grapheme.column, &grapheme.text, style);
            }
            used += width(more);
        }
        column.saturating_add(u16::try_from(used).unwrap_or(u16::MAX))
    }

    /// Draws a line that ends at the right edge of an area.
    pub(super) fn right(&mut self, area: Area, text: &str, style: Style) {
        let taken = u16::try_from(width(text))
            .unwrap_or(u16::MAX)
            .min(area.width);
        self.at(area, area.width - taken, text, style);
    }

    /// Draws words wrapped to an area; what does not fit is cut with a mark in the last row. Returns the rows used.
    pub(super) fn paragraph(&mut self, area: Area, text: &str, style: Style) -> u16 {
        let mut used = 0;
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            let mut start = 0;
            let mut rows = crate::text::wrap::rows(line, usize::from(area.width.max(1))).peekable();
            while let Some(row) = rows.next() {
                if used >= area.height {
                    return used;
                }
                let here = area.row(used);
                let end = start + row.len;
                let is_last = used + 1 == area.height;
                if is_last && rows.peek().is_some() {
                    // Longer than the row, so it is cut with the mark.
                    self.line(here, slice::from(line, start), style);
                } else if is_last && lines.peek().is_some() {
                    let words = slice::slice(line, start..end).trim_end();
                    let more = self.marks.more;
                    self.line(here, &format!("{words} {more}"), style);
                } else {
                    self.line(here, slice::slice(line, start..end).trim_end(), style);
                }
                start = end;
                used += 1;
            }
        }
        used
    }

    /// Draws the graphemes of a row of prose, each in the style that its byte has.
    pub(super) fn prose(&mut self, area: Area, text: &str, style: impl Fn(usize) -> Style) {
        if is_plain(text) {
            self.plain(area, 0, text, usize::from(area.width), style);
            return;
        }
        for grapheme in shown(text) {
            if grapheme.column + grapheme.width > usize::from(area.width) {
                break;
            }
            self.cell(area, 0, grapheme.column, &grapheme.text, style(grapheme.at));
        }
    }

    /// Draws a line that is being typed, so much of it that the caret shows. Returns where the caret is.
    pub(super) fn typed(&mut self, area: Area, line: &LineEditor) -> Position {
        let text = self.style.text;
        self.typed_in(area, line, |_| move |_| text)
    }

    /// Draws a line that is being typed, each byte of what is seen of it in the style that `styles` makes of that.
    pub(super) fn typed_in<S: Fn(usize) -> Style>(
        &mut self,
        area: Area,
        line: &LineEditor,
        styles: impl FnOnce(&str) -> S,
    ) -> Position {
        let mut line = line.clone();
        let window = line.window(area.width);
        let seen = line.shown(&window);
        self.prose(area, seen, styles(seen));
        let column = window.caret.min(area.width.saturating_sub(1));
        Position::new(area.x + column, area.y)
    }

    /// Fills an area with blanks in a style.
    pub(super) fn blank(&mut self, area: Area, style: Style) {
        let rect =
            Rect::new(area.x, area.y, area.width, area.height).intersection(*self.buf.area());
        for position in rect.positions() {
            let cell = &mut self.buf[position];
            cell.reset();
            cell.set_style(style);
        }
    }

    /// Gives a style to what is already drawn.
    pub(super) fn restyle(&mut self, area: Area, style: Style) {
        let rect =
            Rect::new(area.x, area.y, area.width, area.height).intersection(*self.buf.area());
        self.buf.set_style(rect, style);
    }

    // A line of printable ASCII: where it is cut is known without measuring.
    fn plain_line(
        &mut self,
        area: Area,
        column: u16,
        text: &str,
        room: usize,
        style: Style,
    ) -> u16 {
        let more = self.marks.more;
        let cut = text.len() > room;
        let shown_columns = if cut {
            room.saturating_sub(width(more))
        } else {
            text.len()
        };
        self.plain(area, column, text, shown_columns, |_| style);
        let mut used = shown_columns;
        if cut {
            for grapheme in shown(more) {
                self.cell(area, column, used + grapheme.column, &grapheme.text, style);
            }
            used += width(more);
        }
        column.saturating_add(u16::try_from(used).unwrap_or(u16::MAX))
    }

    // Printable ASCII, which is nearly everything: a byte is a column, and nothing has to be looked up.
    fn plain(
        &mut self,
        area: Area,
        column: u16,
        text: &str,
        room: usize,
        style: impl Fn(usize) -> Style,
    ) {
        let bounds = *self.buf.area();
        let start = area.x.saturating_add(column);
        let end = bounds.x.saturating_add(bounds.width);
        if !(bounds.y..bounds.y.saturating_add(bounds.height)).contains(&area.y) {
            return;
        }
        for (at, x) in (start..end).enumerate().take(room.min(text.len())) {
            let symbol = slice::slice(text, at..at + 1);
            if let Some(cell) = self.buf.cell_mut(Position::new(x, area.y)) {
                cell.set_symbol(symbol).set_style(style(at));
            }
        }
    }

    // The other place where a character reaches a cell. It is clean since it entered the program; a control character
    // that came all the same is not drawn.
    fn cell(&mut self, area: Area, column: u16, offset: usize, symbol: &str, style: Style) {
        let x = usize::from(area.x) + usize::from(column) + offset;
        let Ok(x) = u16::try_from(x) else { return };
        if symbol.chars().any(char::is_control) {
            return;
        }
        let columns = u16::try_from(symbol_width(symbol)).unwrap_or(1);
        let bounds = *self.buf.area();
        let fits = x.saturating_add(columns.max(1)) <= bounds.x.saturating_add(bounds.width);
        if fits && let Some(cell) = self.buf.cell_mut(Position::new(x, area.y)) {
            cell.set_symbol(symbol).set_style(style);
            for extra in 1..columns {
                if let Some(cell) = self.buf.cell_mut(Position::new(x + extra, area.y)) {
                    cell.reset();
                    cell.set_style(style);
                }
            }
        }
    }
}

fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

fn symbol_width(symbol: &str) -> usize {
    if symbol.len() == 1 { 1 } else { width(symbol) }
}

// The first line of a text, as much of it as could fit.
fn one_line(text: &str, room: usize) -> &str {
    let line = text.lines().next().unwrap_or_default();
    // Four bytes a column and room for accents: enough to fill the row, whatever the script.
    crate::text::slice::up_to(line, room.saturating_mul(16).saturating_add(64))
}
