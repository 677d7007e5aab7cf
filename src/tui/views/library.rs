//! The library screen: the snippets, and what is known of the chosen one.

use ratatui::layout::Position;

use super::{Canvas, Cursor};
use crate::app::geometry::{self, Area, PANEL_ROW};
use crate::app::library_screen::LibraryScreen;
use crate::app::model::Model;
use crate::text::wrap;

pub(super) fn draw(model: &Model, screen: &LibraryScreen, canvas: &mut Canvas<'_>) -> Position {
    let parts = geometry::library(model.size);
    canvas.blank(parts.frame, canvas.style.text);
    let count = screen.rows.len();
    let here = if count == 0 {
        0
    } else {
        screen.scroll.cursor + 1
    };
    let note = format!("{here}/{count}");
    canvas.frame(parts.frame, "The library", &note, true);
    let typed = screen.filter.text();
    canvas.at(parts.filter, 1, "/", canvas.style.key);
    if typed.is_empty() {
        let hint = "type to filter: words, draft, withdrawn, stale, alike, team, personal";
        canvas.at(parts.filter, 3, hint, canvas.style.quiet);
    } else {
        canvas.at(parts.filter, 3, typed, canvas.style.text);
    }
    let cursor = list(model, screen, parts.list, canvas);
    for (detail, start, _) in geometry::details() {
        let style = if detail == screen.detail {
            canvas.style.title
        } else {
            canvas.style.quiet
        };
        canvas.at(parts.tabs, start, detail.title(), style);
    }
    text(model, screen, parts.text, canvas);
    cursor.unwrap_or_else(|| Position::new(parts.filter.x + 3, parts.filter.y))
}

fn list(model: &Model, screen: &LibraryScreen, area: Area, canvas: &mut Canvas<'_>) -> Cursor {
    let rows = &screen.rows;
    let draw = |canvas: &mut Canvas<'_>, at: usize, row: Area, chosen| {
        let Some(own) = model.library.at(rows[at]) else {
            return;
        };
        let style = canvas.mark_chosen(row, 0, chosen);
        canvas.at(row, 2, &own.title, style);
        let about = format!("{} · {}", own.id, screen.note(own, model.today));
        canvas.at(row.row(1), 4, &about, canvas.style.quiet);
    };
    canvas.list(area, PANEL_ROW, screen.scroll, rows.len(), draw)
}

fn text(model: &Model, screen: &LibraryScreen, area: Area, canvas: &mut Canvas<'_>) {
    let width = usize::from(area.width.max(1));
    let lines = screen.lines(&model.library);
    let rows = lines.iter().flat_map(|line| wrap::wrapped(line, width));
    for (words, row) in rows.skip(screen.text.top).zip(area.rows()) {
        canvas.at(row, 0, words, canvas.style.text);
    }
}
