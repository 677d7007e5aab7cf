//! The screens of sharing: conflicts place by place, proposals one by one.

use ratatui::layout::Position;

use super::comparison::lines;
use super::{Canvas, writing};
use crate::app::comparison::{Comparing, Page};
use crate::app::geometry;
use crate::app::model::Model;
use crate::app::sharing::{Reviewing, Settling, reviewing_page, settling_page};

/// Draws the screen on which conflicts are settled.
pub(super) fn settling(model: &Model, screen: &Settling, canvas: &mut Canvas<'_>) -> Position {
    let page = settling_page(&model.sharing, screen.at);
    if let Some(written) = &screen.editing {
        let parts = geometry::comparison(model.size);
        canvas.overlay_frame(parts.frame, "Write one out of both");
        canvas.at(parts.heading, 1, &page.heading, canvas.style.title);
        let words = "Yours comes first, theirs after it: keep what is right, delete the rest.";
        canvas.at(parts.about, 1, words, canvas.style.quiet);
        return writing::written(written, parts.text, canvas);
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
    lines(model, page, top, (parts.text, parts.next), canvas);
    Position::new(parts.heading.x, parts.heading.y)
}
