//! The board of cases, the most urgent first.

use ratatui::layout::Position;

use super::{Canvas, Cursor};
use crate::app::board::BoardRow;
use crate::app::command::Command;
use crate::app::geometry::{self, Area};
use crate::app::model::Model;
use crate::domain::fields::short_date;

// The columns: the chosen one's mark, reference, days left, day, due, progress; the title takes the rest.
const WIDTHS: [u16; 7] = [2, 18, 14, 14, 13, 10, u16::MAX];
// On a narrow screen the title matters more than the progress.
const NARROW_WIDTHS: [u16; 7] = [2, 16, 14, 13, 11, 0, u16::MAX];
const NARROW: u16 = 100;

pub(super) fn draw(model: &Model, area: Area, canvas: &mut Canvas<'_>) -> Cursor {
    let board = &model.board;
    let open = board.rows.iter().filter(|row| row.is_open()).count();
    let note = if board.finished_too {
        "finished ones too"
    } else {
        ""
    };
    let rows = canvas.frame(area, &format!("Open cases {open}"), note, true);
    if board.rows.is_empty() {
        return Some(empty(model, rows, canvas));
    }
    let remarks = board.remarks();
    let parts = geometry::board(model.size, remarks.len());
    columns(
        parts.header,
        canvas,
        [canvas.style.quiet; 2],
        ["", "Case", "Days left", "Day", "Due", "Answered", "Title"],
    );
    let draw = |canvas: &mut Canvas<'_>, at: usize, line, chosen| {
        draw_row(model, &board.rows[at], line, chosen, canvas);
    };
    let cursor = canvas.list(parts.list, 1, board.scroll, board.rows.len(), draw);
    for (words, line) in remarks.iter().zip(parts.remarks.rows()) {
        canvas.at(line, 2, words, canvas.style.warning);
    }
    cursor
}

fn draw_row(model: &Model, row: &BoardRow, line: Area, chosen: bool, canvas: &mut Canvas<'_>) {
    let mark = if chosen { canvas.marks.cursor } else { "" };
    let due = row.due.map(short_date).unwrap_or_default();
    let progress = format!("{} of {}", row.summary.answered, row.summary.questions);
    let left = row.standing.filter(|_| row.is_open() && !row.stopped);
    let late = left.is_some_and(|standing| standing.left <= 0);
    let soon = left.is_some_and(|standing| standing.left <= 5);
    let style = if row.summary.problem.is_some() || late {
        canvas.style.error
    } else if soon {
        canvas.style.warning
    } else {
        canvas.style.text
    };
    let title = row.summary.problem.as_deref().unwrap_or(&row.summary.title);
    // A task has a date of its own, and may be late when the response is not.
    let (title, title_style) = match row.tasks.first() {
        Some(task) if row.summary.problem.is_none() => {
            let style = if task.by <= model.today {
                canvas.style.error
            } else {
                style
            };
            let by = short_date(task.by);
            let dot = canvas.marks.dot;
            // Where there is little room the task comes first: its title is known by the reference.
            let words = if line.width < NARROW {
                let (_, day) = by.split_once(' ').unwrap_or(("", &by));
                format!("task {day} {dot} {title}")
            } else {
                format!("{title} {dot} to do by {by}")
            };
            (words, style)
        }
        _ => (title.to_owned(), style),
    };
    columns(
        line,
        canvas,
        [style, title_style],
        [
            mark,
            &row.summary.reference,
            &row.days_in_words(),
            &row.day_in_words(),
            &due,
            &progress,
            &title,
        ],
    );
    if chosen {
        canvas.restyle(line, canvas.style.chosen);
    }
}

fn columns(
    line: Area,
    canvas: &mut Canvas<'_>,
    [style, last_style]: [ratatui::style::Style; 2],
    cells: [&str; 7],
) {
    let mut x = 0;
    let widths = if line.width < NARROW {
        NARROW_WIDTHS
    } else {
        WIDTHS
    };
    for (cell, width) in cells.into_iter().zip(widths) {
        let room = line.width.saturating_sub(x);
        let last = width == u16::MAX;
        let own = width.min(room).saturating_sub(u16::from(!last));
        let style = if last { last_style } else { style };
        canvas.line(line.behind(x).left(own), cell, style);
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
                "Drop a mail or a document here, paste a request, or press {} to type one.",
                keymap.label(Command::NewCase)
            ),
            format!(
                "{} takes it from the clipboard.",
                keymap.label(Command::NewFromClipboard)
            ),
        ]
    };
    for (line, row) in lines.iter().zip(area.below(1).rows()) {
        canvas.at(row, 2, line, canvas.style.text);
    }
    Position::new(area.x + 2, area.y + 1)
}
