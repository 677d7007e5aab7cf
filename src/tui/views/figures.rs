//! The screen of figures: the periods, and the counts of the chosen one as bars.

use ratatui::layout::Position;

use super::Canvas;
use crate::app::figures::{FigureRow, FiguresScreen};
use crate::app::geometry::{self, Area};
use crate::app::model::Model;
use crate::domain::statistics::print;
use crate::text::width::width;

/// A longer heading is cut where fewer cells than these would be left for a bar: without one a count says little.
const SHORTEST: usize = 6;

pub(super) fn draw(model: &Model, screen: &FiguresScreen, canvas: &mut Canvas<'_>) -> Position {
    let parts = geometry::figures(model.size);
    canvas.overlay_frame(parts.frame, "Figures");
    for (period, start, end) in geometry::periods() {
        let chosen = period == screen.period;
        let area = parts.periods.behind(start).left(end - start);
        let style = if chosen {
            canvas.style.focus
        } else {
            canvas.style.quiet
        };
        // The chosen one is told by a shape as well.
        let words = if chosen {
            format!("[{}]", period.title())
        } else {
            format!(" {} ", period.title())
        };
        canvas.line(area, &words, style);
    }
    let heading = match (screen.shown(), &screen.problem) {
        (Some((statistics, _)), _) => print::heading(statistics),
        (None, Some(problem)) => problem.clone(),
        (None, None) => "Counting …".to_owned(),
    };
    let style = if screen.problem.is_some() {
        canvas.style.error
    } else {
        canvas.style.quiet
    };
    canvas.line(parts.heading, &heading, style);
    let widths: Vec<u16> = parts.columns.iter().map(|area| area.width).collect();
    for (rows, area) in screen.columns(&widths).iter().zip(&parts.columns) {
        column(rows, screen.scroll.top, *area, canvas);
    }
    Position::new(parts.periods.x, parts.periods.y)
}

fn column(rows: &[FigureRow], top: usize, area: Area, canvas: &mut Canvas<'_>) {
    let of_bar = |row: &FigureRow| match row {
        FigureRow::Bar {
            heading,
            indent,
            most,
            ..
        } => Some((indent + width(heading), most.to_string().len())),
        _ => None,
    };
    // All bars of a column begin below each other.
    let wide = rows
        .iter()
        .filter_map(of_bar)
        .map(|(wide, _)| wide)
        .max()
        .unwrap_or(0);
    let digits = rows
        .iter()
        .filter_map(of_bar)
        .map(|(_, digits)| digits)
        .max()
        .unwrap_or(1);
    let room = usize::from(area.width);
    let wide = wide.min(room.saturating_sub(digits + 4 + SHORTEST));
    for (row, line) in rows.iter().skip(top).zip(area.rows()) {
        match row {
            FigureRow::Title(title) => {
                canvas.line(line, title, canvas.style.title);
            }
            FigureRow::Words(words) => {
                canvas.line(line, words, canvas.style.text);
            }
            FigureRow::Gap => {}
            FigureRow::Bar {
                heading,
                indent,
                count,
                most,
                alarming,
            } => {
                let style = if *alarming {
                    canvas.style.error
                } else {
                    canvas.style.text
                };
                let words = line.left(cells(wide));
                canvas.line(words, &format!("{}{heading}", " ".repeat(*indent)), style);
                let number = line.behind(cells(wide)).left(cells(digits + 2));
                canvas.line(number, &format!("  {count:>digits$}"), style);
                let start = wide + digits + 4;
                let longest = room.saturating_sub(start);
                // Whatever there is of is seen.
                let length = (count * longest).div_ceil(*most).min(longest);
                let bar = canvas.marks.bar.repeat(length);
                let bar_style = if *alarming {
                    canvas.style.error
                } else {
                    canvas.style.good
                };
                canvas.line(line.behind(cells(start)), &bar, bar_style);
            }
        }
    }
}

fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
