//! The screens of sharing: conflicts place by place, proposals one by one. What differs is marked by a sign and an
//! underline, not by colour alone.

use ratatui::layout::Position;
use ratatui::style::Modifier;

use super::{Canvas, writing};
use crate::app::command::Command;
use crate::app::comparison::{Comparing, Page, RowKind, ShownRow, rows_of};
use crate::app::geometry::{self, Area};
use crate::app::model::Model;
use crate::app::sharing::{Reviewing, Settling, reviewing_page, settling_page};
use crate::domain::difference::Mark;

/// Draws the screen on which conflicts are settled.
pub(super) fn settling(model: &Model, screen: &Settling, canvas: &mut Canvas<'_>) -> Position {
    let page = settling_page(&model.sharing, screen.at);
    if let Some(written) = &screen.editing {
        let parts = geometry::comparison(model.size);
        canvas.overlay_frame(parts.frame, "Write one out of both");
        canvas.at(parts.heading, 1, &page.heading, canvas.style.title);
        let words = "Yours comes first, theirs after it: keep what is right, delete the rest.";
        canvas.at(parts.about, 1, words, canvas.style.quiet);
        let caret = writing::prose(
            &written.text,
            &written.editor,
            parts.text,
            true,
            &[],
            canvas,
        );
        return caret.unwrap_or_else(|| Position::new(parts.text.x, parts.text.y));
    }
    compared(model, "Conflicts", &page, screen.scroll.top, canvas)
}

/// Draws the screen of proposals.
pub(super) fn reviewing(model: &Model, screen: &Reviewing, canvas: &mut Canvas<'_>) -> Position {
    let page = reviewing_page(&model.sharing, screen.at);
    compared(model, "Proposals", &page, screen.scroll.top, canvas)
}

/// Draws a comparison that is there to be read.
pub(super) fn comparing(model: &Model, screen: &Comparing, canvas: &mut Canvas<'_>) -> Position {
    compared(
        model,
        &screen.title,
        &screen.page,
        screen.scroll.top,
        canvas,
    )
}

fn compared(
    model: &Model,
    title: &str,
    page: &Page,
    top: usize,
    canvas: &mut Canvas<'_>,
) -> Position {
    let parts = geometry::comparison(model.size);
    canvas.overlay_frame(parts.frame, title);
    canvas.at(parts.heading, 1, &page.heading, canvas.style.title);
    canvas.at(parts.about, 1, &page.about, canvas.style.text);
    let lines = rows_of(page, parts.text.width);
    let rows = parts.text.y..parts.text.y + parts.text.height;
    for (line, y) in lines.iter().skip(top).zip(rows) {
        let row = Area {
            y,
            height: 1,
            ..parts.text
        };
        draw_row(line, row, canvas);
    }
    let shown = usize::from(parts.text.height);
    if lines.len() > shown {
        let keys = &model.settings.keymap;
        let words = format!(
            "Lines {} to {} of {}; {} and {} scroll",
            top + 1,
            (top + shown).min(lines.len()),
            lines.len(),
            keys.label(Command::Down),
            keys.label(Command::PageDown)
        );
        canvas.at(parts.next, 1, &words, canvas.style.quiet);
    }
    Position::new(parts.heading.x, parts.heading.y)
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
