//! The bottom bar: the next steps with their keys, or a notice.

use super::Canvas;
use crate::app::geometry::Area;
use crate::app::hints;
use crate::app::model::{Model, Tone};
use crate::text::wrap::rows;

/// The most rows that a notice takes.
const MOST_ROWS: u16 = 5;

pub(super) fn draw(model: &Model, area: Area, canvas: &mut Canvas<'_>) {
    if let Some(notice) = &model.notice {
        let (mark, style) = match notice.tone {
            Tone::Plain => (canvas.marks.cursor, canvas.style.title),
            Tone::Warning => (canvas.marks.warning, canvas.style.warning),
            Tone::Error => (canvas.marks.error, canvas.style.error),
        };
        let words = format!("{mark} {}", notice.text);
        let room = Area {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        // A long notice names a file or a line of one: it grows upwards rather than losing its end.
        let needed = rows(&words, usize::from(room.width.max(1))).count();
        let extra = u16::try_from(needed)
            .unwrap_or(MOST_ROWS)
            .clamp(1, MOST_ROWS)
            - 1;
        let height = area.height + extra.min(area.y);
        let y = area.y - extra.min(area.y);
        canvas.blank(Area { y, height, ..area }, canvas.style.text);
        canvas.paragraph(Area { y, height, ..room }, &words, style);
        return;
    }
    for hint in hints::bar(model) {
        let end = canvas.at(area, hint.start, &hint.key, canvas.style.key);
        canvas.at(area, end + 1, hint.words, canvas.style.text);
    }
}
