//! The bottom bar: the next steps with their keys, or a notice.

use super::Canvas;
use crate::app::geometry::Area;
use crate::app::hints;
use crate::app::model::{Model, Tone};

pub(super) fn draw(model: &Model, area: Area, canvas: &mut Canvas<'_>) {
    if let Some(notice) = &model.notice {
        let (mark, style) = match notice.tone {
            Tone::Plain => (canvas.marks.cursor, canvas.style.title),
            Tone::Warning => (canvas.marks.warning, canvas.style.warning),
            Tone::Error => (canvas.marks.error, canvas.style.error),
        };
        canvas.at(area, 1, &format!("{mark} {}", notice.text), style);
        return;
    }
    for hint in hints::bar(model) {
        let end = canvas.at(area, hint.start, &hint.key, canvas.style.key);
        canvas.at(area, end + 1, hint.words, canvas.style.text);
    }
}
