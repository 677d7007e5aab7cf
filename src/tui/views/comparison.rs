//! The lines of a comparison. What differs is marked by a sign and an underline, not by colour alone.

use ratatui::style::Modifier;

use super::Canvas;
use crate::app::command::Command;
use crate::app::comparison::{Page, RowKind, ShownRow, rows_of};
use crate::app::geometry::Area;
use crate::app::model::Model;
use crate::domain::difference::Mark;

/// Draws the lines of a page from one of them on, and below them which these are, if not all of them fit.
pub(super) fn lines(
    model: &Model,
    page: &Page,
    top: usize,
    (text, next): (Area, Area),
    canvas: &mut Canvas<'_>,
) {
    let lines = rows_of(page, text.width);
    for (line, row) in lines.iter().skip(top).zip(text.rows()) {
        draw_row(line, row, canvas);
    }
    let shown = usize::from(text.height);
    if lines.len() > shown {
        let keys = &model.settings.keymap;
        let words = format!(
            "Lines {} to {} of {}; {} and {} scroll",
            top + 1,
            (top + shown).min(lines.len()),
            lines.len(),
            keys.label(Command::PageUp),
            keys.label(Command::PageDown)
        );
        canvas.at(next, 1, &words, canvas.style.quiet);
    }
}

/// Draws a row of a comparison.
pub(super) fn draw_row(row: &ShownRow, area: Area, canvas: &mut Canvas<'_>) {
    let style = match row.kind {
        RowKind::Heading => canvas.style.title,
        RowKind::Words => canvas.style.text,
        RowKind::Gap => canvas.style.quiet,
        RowKind::Compared(Mark::Same, _) => canvas.style.quiet,
        RowKind::Compared(Mark::Added, _) => canvas.style.good,
        RowKind::Compared(Mark::Removed, _) => canvas.style.error,
    };
    let mut column = 0;
    if let RowKind::Compared(mark, first) = row.kind {
        let sign = if first { mark.sign() } else { ' ' };
        canvas.at(area, 0, &sign.to_string(), style);
        column = 2;
    }
    for (changed, text) in &row.pieces {
        let style = if *changed {
            style.add_modifier(Modifier::UNDERLINED)
        } else {
            style
        };
        column = canvas.at(area, column, text, style);
    }
}
