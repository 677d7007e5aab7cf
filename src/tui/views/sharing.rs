//! The screens of sharing: conflicts place by place, proposals one by one. What differs is marked by a sign and an
//! underline, not by colour alone.

use ratatui::layout::Position;
use ratatui::style::Modifier;

use super::{Canvas, writing};
use crate::app::command::Command;
use crate::app::geometry::{self, Area};
use crate::app::model::Model;
use crate::app::sharing::{
    Page, Reviewing, RowKind, Settling, ShownRow, reviewing_page, rows_of, settling_page,
};
use crate::domain::difference::Mark;

/// Draws the screen on which conflicts are settled.
pub(super) fn settling(model: &Model, screen: &Settling, canvas: &mut Canvas<'_>) -> Position {
    let page = settling_page(&model.sharing, screen.at);
    let keys = &model.settings.keymap;
    let label = |command| keys.label(command);
    if let Some(written) = &screen.editing {
        let parts = geometry::comparison(model.size);
        canvas.overlay_frame(parts.frame, "Write one out of both");
        canvas.at(parts.heading, 1, &page.heading, canvas.style.title);
        let words = "Yours comes first, theirs after it: keep what is right, delete the rest.";
        canvas.at(parts.about, 1, words, canvas.style.quiet);
        let next = format!(
            "{} takes it   {} leaves it",
            label(Command::TakeWritten),
            label(Command::Cancel)
        );
        canvas.at(parts.next, 1, &next, canvas.style.quiet);
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
    let next = format!(
        "{} yours   {} theirs   {} edit both   {} next   {} writes what is decided",
        label(Command::TakeMine),
        label(Command::TakeTheirs),
        label(Command::EditBoth),
        label(Command::NextConflict),
        label(Command::SettleDecided)
    );
    compared(model, "Conflicts", &page, screen.scroll.top, &next, canvas)
}

/// Draws the screen of proposals.
pub(super) fn reviewing(model: &Model, screen: &Reviewing, canvas: &mut Canvas<'_>) -> Position {
    let page = reviewing_page(&model.sharing, screen.at);
    let keys = &model.settings.keymap;
    let yours = model
        .sharing
        .proposals
        .get(screen.at)
        .is_some_and(|proposed| proposed.yours && proposed.proposal.is_open());
    let mut next = format!("{} next", keys.label(Command::NextConflict));
    if yours {
        next = format!(
            "{} accept   {} decline   {next}",
            keys.label(Command::AcceptProposal),
            keys.label(Command::DeclineProposal)
        );
    }
    compared(model, "Proposals", &page, screen.scroll.top, &next, canvas)
}

fn compared(
    model: &Model,
    title: &str,
    page: &Page,
    top: usize,
    next: &str,
    canvas: &mut Canvas<'_>,
) -> Position {
    let parts = geometry::comparison(model.size);
    canvas.overlay_frame(parts.frame, title);
    canvas.at(parts.heading, 1, &page.heading, canvas.style.title);
    canvas.at(parts.about, 1, &page.about, canvas.style.text);
    let rows = parts.text.y..parts.text.y + parts.text.height;
    for (line, y) in rows_of(page, parts.text.width).iter().skip(top).zip(rows) {
        let row = Area {
            y,
            height: 1,
            ..parts.text
        };
        draw_row(line, row, canvas);
    }
    canvas.at(parts.next, 1, next, canvas.style.quiet);
    Position::new(parts.heading.x, parts.heading.y)
}

fn draw_row(row: &ShownRow, area: Area, canvas: &mut Canvas<'_>) {
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
