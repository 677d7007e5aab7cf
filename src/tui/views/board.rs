//! The board of cases, the most urgent first.

use ratatui::layout::Position;

use super::{Canvas, Cursor, status};
use crate::app::board::BoardRow;
use crate::app::command::Command;
use crate::app::geometry::Area;
use crate::app::model::Model;
use crate::domain::case::CaseStatus;
use crate::domain::fields::short_date;

// The columns: reference, days, due, progress; the title takes the rest.
const REFERENCE: u16 = 18;
const DAYS: u16 = 12;
const DUE: u16 = 13;
const PROGRESS: u16 = 10;

pub(super) fn draw(model: &Model, area: Area, canvas: &mut Canvas<'_>) -> Cursor {
    let board = &model.board;
    let open = board
        .rows
        .iter()
        .filter(|row| row.summary.status == CaseStatus::Open)
        .count();
    let note = if board.finished_too {
        "finished ones too"
    } else {
        ""
    };
    let rows = canvas.frame(area, &format!("Open cases {open}"), note, true);
    if board.rows.is_empty() {
        return Some(empty(model, rows, canvas));
    }
    let header = Area {
        height: rows.height.min(1),
        ..rows
    };
    columns(
        header,
        canvas,
        canvas.style.quiet,
        ["", "Case", "Days left", "Due", "Answered", "Title"],
    );
    let list = Area {
        y: rows.y + 1,
        height: rows.height.saturating_sub(1),
        ..rows
    };
    let mut cursor = None;
    for (at, row) in board
        .rows
        .iter()
        .enumerate()
        .skip(board.scroll.top)
        .take(usize::from(list.height))
    {
        let y = list.y + u16::try_from(at - board.scroll.top).unwrap_or(0);
        let line = Area {
            y,
            height: 1,
            ..list
        };
        let chosen = at == board.scroll.cursor;
        draw_row(row, line, chosen, canvas);
        if chosen {
            cursor = Some(Position::new(line.x, y));
        }
    }
    cursor
}

fn draw_row(row: &BoardRow, line: Area, chosen: bool, canvas: &mut Canvas<'_>) {
    let mark = if chosen { canvas.marks.cursor } else { "" };
    let days = match (row.summary.status, row.standing) {
        (CaseStatus::Open, Some(standing)) => status::left(standing),
        (CaseStatus::Open, None) => String::new(),
        (status, _) => status.id().to_owned(),
    };
    let due = row.due.map(short_date).unwrap_or_default();
    let progress = format!("{} of {}", row.summary.answered, row.summary.questions);
    let late = row.summary.status == CaseStatus::Open
        && row.standing.is_some_and(|standing| standing.left <= 0);
    let soon = row.standing.is_some_and(|standing| standing.left <= 5);
    let style = if row.summary.problem.is_some() || late {
        canvas.style.error
    } else if soon && row.summary.status == CaseStatus::Open {
        canvas.style.warning
    } else {
        canvas.style.text
    };
    let title = row.summary.problem.as_deref().unwrap_or(&row.summary.title);
    columns(
        line,
        canvas,
        style,
        [mark, &row.summary.reference, &days, &due, &progress, title],
    );
    if chosen {
        canvas.restyle(line, canvas.style.chosen);
    }
}

fn columns(line: Area, canvas: &mut Canvas<'_>, style: ratatui::style::Style, cells: [&str; 6]) {
    let mut x = 0;
    for (cell, width) in cells
        .into_iter()
        .zip([2, REFERENCE, DAYS, DUE, PROGRESS, u16::MAX])
    {
        let room = line.width.saturating_sub(x);
        let own = width.min(room).saturating_sub(u16::from(width != u16::MAX));
        canvas.line(
            Area {
                x: line.x + x,
                width: own,
                ..line
            },
            cell,
            style,
        );
        x = x.saturating_add(width.min(room));
    }
}

fn empty(model: &Model, area: Area, canvas: &mut Canvas<'_>) -> Position {
    let keymap = &model.settings.keymap;
    let finished = model.board.total() > 0;
    let lines = if !model.board.loaded {
        vec!["Reading the cases …".to_owned()]
    } else if finished {
        vec![
            "No case is open.".to_owned(),
            format!(
                "{} shows the finished ones.",
                keymap.label(Command::ToggleSent)
            ),
            String::new(),
            format!(
                "{} makes a new case of a request that you paste or type.",
                keymap.label(Command::NewCase)
            ),
        ]
    } else {
        vec![
            "There is no case yet.".to_owned(),
            String::new(),
            format!(
                "Paste a request here, or press {} to type or paste one.",
                keymap.label(Command::NewCase)
            ),
            format!(
                "{} takes it from the clipboard.",
                keymap.label(Command::NewFromClipboard)
            ),
        ]
    };
    for (at, line) in lines.iter().enumerate() {
        let y = area.y + 1 + u16::try_from(at).unwrap_or(0);
        if y < area.y + area.height {
            canvas.at(
                Area {
                    y,
                    height: 1,
                    ..area
                },
                2,
                line,
                canvas.style.text,
            );
        }
    }
    Position::new(area.x + 2, area.y + 1)
}
