//! What forms have in common: the list of parts, the options of a choice, the text that is written.

use ratatui::layout::Position;

use super::{Canvas, writing};
use crate::app::composer::{Field, Progress};
use crate::app::geometry::{Area, OPTION_ROWS};

/// Draws the list of parts: title, how far it is, whether it is the one that is asked for.
pub(super) fn part_list<'a>(
    rows: impl Iterator<Item = (&'a str, Progress, bool)>,
    area: Area,
    canvas: &mut Canvas<'_>,
) -> Option<Position> {
    let mut cursor = None;
    let rows: Vec<_> = rows.collect();
    let height = usize::from(area.height);
    for (row, (line, (title, progress, here))) in area.rows().zip(rows.iter().copied()).enumerate()
    {
        let below = rows.len() - row;
        if row + 1 == height && below > 1 && !here {
            canvas.at(line, 3, &format!("… {below} more"), canvas.style.quiet);
            break;
        }
        let (mark, mark_style) = match progress {
            Progress::Done => (canvas.marks.done(), canvas.style.good),
            Progress::Open => (canvas.marks.open, canvas.style.warning),
            Progress::Optional => (canvas.marks.dot, canvas.style.quiet),
        };
        let style = canvas.mark_chosen(line, 0, here);
        if here {
            cursor = Some(Position::new(line.x, line.y));
        }
        canvas.at(line, 1, mark, mark_style);
        canvas.at(line, 3, title, style);
    }
    cursor
}

/// Draws where a part is written or chosen. Returns the place of the caret or of the chosen option.
pub(super) fn input(field: &Field, area: Area, canvas: &mut Canvas<'_>) -> Option<Position> {
    if field.part.asked.is_chosen() {
        options(field, area, canvas)
    } else {
        text(field, area, canvas)
    }
}

fn options(field: &Field, area: Area, canvas: &mut Canvas<'_>) -> Option<Position> {
    let chosen = field.chosen();
    let mut cursor = None;
    // The chosen one is on screen, however many there are.
    let room = (usize::from(area.height) / OPTION_ROWS).max(1);
    let first = field.first_option(room);
    let options = field.part.options.iter().enumerate().skip(first);
    for (row, (at, option)) in area.rows().step_by(OPTION_ROWS).zip(options) {
        let here = chosen == Some(at);
        let style = canvas.mark_chosen(row, 0, here);
        if here {
            cursor = Some(Position::new(row.x, row.y));
        }
        canvas.at(row, 2, &(at + 1).to_string(), canvas.style.key);
        let words = area.below(row.y - area.y).top(2).behind(4);
        canvas.paragraph(words, &option.label, style);
    }
    cursor
}

fn text(field: &Field, area: Area, canvas: &mut Canvas<'_>) -> Option<Position> {
    if field.text.is_empty() {
        let words = if field.part.optional {
            "Write here, or leave it empty."
        } else {
            "Write here."
        };
        canvas.paragraph(area, words, canvas.style.quiet);
        return Some(Position::new(area.x, area.y));
    }
    writing::prose(&field.text, &field.editor, area, true, &[], canvas)
}
