//! Views: functions of the model onto a buffer. They measure and draw; they decide nothing.

mod bar;
mod board;
mod comparison;
mod composer;
mod earlier;
mod figures;
mod findings;
mod form;
mod frame;
mod harvest;
mod letter;
mod library;
mod list;
mod overlays;
mod panel;
mod questions;
mod sharing;
mod snippet_form;
mod status;
mod suggestions;
mod text;
mod writing;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::geometry::{self, Area, SMALLEST};
use crate::app::model::Model;
use crate::tui::theme::{self, Marks, Palette};

/// Where the terminal's cursor belongs: the caret, or the chosen row, so that screen readers follow it.
pub type Cursor = Option<Position>;

/// What every view draws with.
struct Canvas<'a> {
    buf: &'a mut Buffer,
    style: Palette,
    marks: Marks,
}

/// Draws the whole screen. Returns where the terminal's cursor belongs.
pub fn draw(model: &Model, buf: &mut Buffer) -> Cursor {
    let mut canvas = Canvas {
        style: theme::palette(model.settings.theme),
        marks: theme::marks(model.settings.ascii),
        buf,
    };
    let (width, height) = model.size;
    if width < SMALLEST.0 || height < SMALLEST.1 {
        return Some(too_small(&mut canvas));
    }
    let frame = geometry::frame(model.size);
    status::draw(model, frame.status, &mut canvas);
    let cursor = if let Some(desk) = &model.desk {
        let panes = model.panes();
        let cursors = [
            questions::draw(desk, panes.questions, &mut canvas),
            writing::question(model, desk, panes.question, &mut canvas),
            writing::answer(model, desk, panes.answer, &mut canvas),
            letter::draw(desk, panes.letter, &mut canvas),
            panel::draw(model, desk, panes.panel, &mut canvas),
        ];
        cursors.into_iter().flatten().next()
    } else {
        board::draw(model, frame.body, &mut canvas)
    };
    bar::draw(model, frame.bar, &mut canvas);
    match &model.overlay {
        Some(overlay) => overlays::draw(model, overlay, &mut canvas),
        None => cursor,
    }
}

fn too_small(canvas: &mut Canvas<'_>) -> Position {
    let area = *canvas.buf.area();
    let lines = [
        "seriatim needs more room:",
        "60 columns by 16 rows.",
        "Nothing is lost.",
    ];
    let area = Area::new(area.x, area.y, area.width, area.height);
    for (row, line) in area.rows().zip(lines) {
        canvas.line(row, line, canvas.style.text);
    }
    Position::new(area.x, area.y)
}
