//! A picture of a frame, for the README and for reports: the cells of a buffer as SVG. No fonts are embedded.
//!
//! Every run of text carries its length and every symbol that a font may lack or draw wider stands by itself, so that
//! the columns hold with any monospaced font. Frames are drawn as lines, since fonts leave gaps between rows.

mod lines;
mod paper;
mod shapes;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

use lines::Lines;
use paper::{DARK, Ink, LIGHT, Paper};
use shapes::{block, frame_line};

/// The size of a cell. A monospaced letter is 0.6 em wide in nearly every font: 9 at a font size of 15.
const CELL: (u32, u32) = (9, 19);
/// From the top of a cell to the line on which letters stand.
const BASELINE: u32 = 14;
/// Around the grid.
const PADDING: u32 = 14;
/// The bar above the grid that holds the title.
const TITLE_BAR: u32 = 30;

/// Returns the picture of a frame. `cursor` is the cell of the caret, if it is shown; `dark` chooses the colours that
/// the terminal would have.
pub fn svg(buffer: &Buffer, title: &str, dark: bool, cursor: Option<(u16, u16)>) -> String {
    let paper = if dark { &DARK } else { &LIGHT };
    let mut picture = Picture::new(paper);
    for row in 0..buffer.area.height {
        picture.row(buffer, row);
    }
    if let Some((column, row)) =
        cursor.filter(|(column, row)| *column < buffer.area.width && *row < buffer.area.height)
    {
        let (x, y) = corner(column, row);
        picture.caret = format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"2\" height=\"{}\" fill=\"{}\"/>\n",
            CELL.1, paper.text
        );
    }
    picture.finish((buffer.area.width, buffer.area.height), title)
}

/// How a cell looks once reversal and dimness are worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Look {
    ink: Ink,
    ground: Ink,
    marks: Modifier,
}

impl Look {
    fn of(cell: &Cell, paper: &Paper) -> Self {
        let mut ink = paper.ink(cell.fg).unwrap_or(paper.text);
        let mut ground = paper.ink(cell.bg).unwrap_or(paper.ground);
        if cell.modifier.contains(Modifier::REVERSED) {
            std::mem::swap(&mut ink, &mut ground);
        }
        if cell.modifier.contains(Modifier::DIM) {
            ink = ink.faded_into(ground);
        }
        if cell.modifier.contains(Modifier::HIDDEN) {
            ink = ground;
        }
        let drawn =
            Modifier::BOLD | Modifier::ITALIC | Modifier::UNDERLINED | Modifier::CROSSED_OUT;
        Self {
            ink,
            ground,
            marks: cell.modifier & drawn,
        }
    }

    // A line under or through a blank is seen.
    fn shows_blanks(self) -> bool {
        self.marks
            .intersects(Modifier::UNDERLINED | Modifier::CROSSED_OUT)
    }

    fn attributes(self, paper: &Paper) -> String {
        let mut words = String::new();
        if self.ink != paper.text {
            let _ = write!(words, " fill=\"{}\"", self.ink);
        }
        if self.marks.contains(Modifier::BOLD) {
            words.push_str(" font-weight=\"bold\"");
        }
        if self.marks.contains(Modifier::ITALIC) {
            words.push_str(" font-style=\"italic\"");
        }
        match (
            self.marks.contains(Modifier::UNDERLINED),
            self.marks.contains(Modifier::CROSSED_OUT),
        ) {
            (true, true) => words.push_str(" text-decoration=\"underline line-through\""),
            (true, false) => words.push_str(" text-decoration=\"underline\""),
            (false, true) => words.push_str(" text-decoration=\"line-through\""),
            (false, false) => {}
        }
        words
    }
}

/// Letters of one look that stand side by side.
struct Run {
    look: Look,
    column: u16,
    // Columns up to the last letter that is seen; `text` holds as many.
    width: u16,
    text: String,
    // Blanks that belong to the run only if another letter follows.
    blanks: u16,
}

/// The parts of the picture, gathered row by row.
struct Picture<'a> {
    paper: &'a Paper,
    grounds: String,
    letters: String,
    // Lines of frames by colour and thickness, as the path that draws them.
    lines: BTreeMap<(Ink, bool), Lines>,
    caret: String,
}

impl<'a> Picture<'a> {
    fn new(paper: &'a Paper) -> Self {
        Self {
            paper,
            grounds: String::new(),
            letters: String::new(),
            lines: BTreeMap::new(),
            caret: String::new(),
        }
    }

    fn row(&mut self, buffer: &Buffer, row: u16) {
        let mut ground: Option<(Ink, u16, u16)> = None;
        let mut run: Option<Run> = None;
        let mut column = 0;
        while column < buffer.area.width {
            let Some(cell) = buffer.cell((buffer.area.x + column, buffer.area.y + row)) else {
                break;
            };
            let symbol = cell.symbol();
            // The cells behind a wide character are covered by it, whatever they hold.
            let width = u16::try_from(symbol.width())
                .unwrap_or(1)
                .clamp(1, buffer.area.width - column);
            let look = Look::of(cell, self.paper);
            match &mut ground {
                Some((ink, _, end)) if *ink == look.ground => *end += width,
                _ => {
                    self.ground(ground.take(), row);
                    ground = Some((look.ground, column, column + width));
                }
            }
            run = self.letter(run, look, symbol, (column, row), width);
            column += width;
        }
        self.ground(ground, row);
        self.close(run, row);
    }

    // Adds a symbol; returns the run that is still open.
    fn letter(
        &mut self,
        run: Option<Run>,
        look: Look,
        symbol: &str,
        at: (u16, u16),
        width: u16,
    ) -> Option<Run> {
        let (column, row) = at;
        let blank = symbol.trim().is_empty();
        if look.ink == look.ground || (blank && !look.shows_blanks()) {
            let mut run = run?;
            run.blanks += width;
            // A wide gap parts two runs, so that a reader that folds blanks moves nothing.
            if run.blanks > 1 {
                self.close(Some(run), row);
                return None;
            }
            return Some(run);
        }
        if let Some(shape) = frame_line(symbol) {
            self.close(run, row);
            let lines = self.lines.entry((look.ink, shape.thick)).or_default();
            lines.add(shape, column, row);
            return None;
        }
        if let Some((left, top, wide, high)) = block(symbol) {
            self.close(run, row);
            let (x, y) = corner(column, row);
            let (x, y) = (x * 8 + CELL.0 * left, y * 8 + CELL.1 * top);
            let (wide, high) = (CELL.0 * wide, CELL.1 * high);
            let _ = writeln!(
                self.grounds,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>",
                eighths(x),
                eighths(y),
                eighths(wide),
                eighths(high),
                look.ink
            );
            return None;
        }
        if !keeps_step(symbol) {
            self.close(run, row);
            let (x, y) = corner(column, row);
            let middle = x * 2 + CELL.0 * u32::from(width);
            let half = if middle % 2 == 1 { ".5" } else { "" };
            let _ = writeln!(
                self.letters,
                "<text x=\"{}{half}\" y=\"{}\" text-anchor=\"middle\"{}>{}</text>",
                middle / 2,
                y + BASELINE,
                look.attributes(self.paper),
                escaped(symbol)
            );
            return None;
        }
        match run {
            Some(mut run) if run.look == look => {
                for _ in 0..run.blanks {
                    run.text.push(' ');
                }
                run.width += run.blanks + width;
                run.blanks = 0;
                run.text.push_str(symbol);
                Some(run)
            }
            other => {
                self.close(other, row);
                Some(Run {
                    look,
                    column,
                    width,
                    text: symbol.to_owned(),
                    blanks: 0,
                })
            }
        }
    }

    fn close(&mut self, run: Option<Run>, row: u16) {
        let Some(run) = run else {
            return;
        };
        let (x, y) = corner(run.column, row);
        let _ = writeln!(
            self.letters,
            "<text x=\"{x}\" y=\"{}\" textLength=\"{}\"{}>{}</text>",
            y + BASELINE,
            u32::from(run.width) * CELL.0,
            run.look.attributes(self.paper),
            escaped(&run.text)
        );
    }

    fn ground(&mut self, ground: Option<(Ink, u16, u16)>, row: u16) {
        let Some((ink, start, end)) = ground.filter(|(ink, ..)| *ink != self.paper.ground) else {
            return;
        };
        let (x, y) = corner(start, row);
        let width = u32::from(end - start) * CELL.0;
        let _ = writeln!(
            self.grounds,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{}\" fill=\"{ink}\"/>",
            CELL.1
        );
    }

    fn finish(self, (columns, rows): (u16, u16), title: &str) -> String {
        let (right, bottom) = corner(columns, rows);
        let (width, height) = (right + PADDING, bottom + PADDING);
        let Paper {
            ground,
            text,
            bar,
            edge,
            ..
        } = self.paper;
        let title = escaped(title);
        let mut out = String::with_capacity(self.grounds.len() + self.letters.len() + 2048);
        let _ = write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\">\n<title>{title}</title>\n\
             <rect x=\".5\" y=\".5\" width=\"{inner_width}\" height=\"{inner_height}\" rx=\"9\" fill=\"{ground}\" stroke=\"{edge}\"/>\n\
             <path d=\"M1 {TITLE_BAR}V9a8 8 0 0 1 8-8H{bar_right}a8 8 0 0 1 8 8V{TITLE_BAR}z\" fill=\"{bar}\"/>\n\
             <g font-family=\"ui-monospace,'Cascadia Mono','DejaVu Sans Mono',Menlo,Consolas,monospace\" font-size=\"15\" \
             fill=\"{text}\" xml:space=\"preserve\">\n\
             <text x=\"{middle}\" y=\"20\" text-anchor=\"middle\" font-size=\"13\" fill-opacity=\".75\">{title}</text>\n",
            inner_width = width - 1,
            inner_height = height - 1,
            bar_right = width - 9,
            middle = width / 2,
        );
        out.push_str(&self.grounds);
        for ((ink, thick), lines) in &self.lines {
            let weight = if *thick { 3 } else { 1 };
            let _ = writeln!(
                out,
                "<path fill=\"none\" stroke=\"{ink}\" stroke-width=\"{weight}\" d=\"{}\"/>",
                lines.path()
            );
        }
        out.push_str(&self.letters);
        out.push_str(&self.caret);
        out.push_str("</g>\n</svg>\n");
        out
    }
}

// Eighths of a unit as a decimal number, without a rounding that could differ between machines.
fn eighths(count: u32) -> String {
    let rest = ["", ".125", ".25", ".375", ".5", ".625", ".75", ".875"];
    let at = usize::try_from(count % 8).unwrap_or(0);
    format!("{}{}", count / 8, rest.get(at).unwrap_or(&""))
}

// Letters that every monospaced font has, one column wide: Latin, and the punctuation of letters. Arrows, marks and
// other scripts often come from another font with another step.
fn keeps_step(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    let first = chars
        .next()
        .is_some_and(|c| c < '\u{250}' || ('\u{2010}'..='\u{2027}').contains(&c));
    first && chars.next().is_none()
}

fn corner(column: u16, row: u16) -> (u32, u32) {
    (
        PADDING + u32::from(column) * CELL.0,
        TITLE_BAR + PADDING + u32::from(row) * CELL.1,
    )
}

// Characters that XML cannot hold, not even escaped, become the replacement character.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests;
