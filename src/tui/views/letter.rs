//! The live letter, as it will leave.

use std::ops::Range;

use ratatui::layout::Position;
use ratatui::style::Style;

use super::{Canvas, Cursor};
use crate::app::desk::{Desk, Focus};
use crate::app::findings::{counted, words_found};
use crate::app::geometry::Area;
use crate::app::letter_pane::Passage;
use crate::domain::case::Place;
use crate::domain::checks::Severity;
use crate::domain::fields::open_fields;
use crate::domain::letter::{BlockKind, View};
use crate::text::placeholder::Placeholder;
use crate::text::slice;

pub(super) fn draw(desk: &Desk, area: Area, canvas: &mut Canvas<'_>) -> Cursor {
    if area.is_empty() {
        return None;
    }
    let letter = &desk.letter;
    let focused = desk.focus == Focus::Letter;
    let title = title(desk, canvas);
    let total = letter.editor.rows();
    let top = letter.editor.top();
    let seen = (top + usize::from(area.inner().height)).min(total);
    let note = format!("{seen}/{total}");
    canvas.frame(area, &title, &note, focused);
    let rows = area.prose();
    let selection = letter.editor.selection();
    let own = desk.current().map(|question| &question.id);
    let found = found_in_letter(desk);
    let mut first = letter
        .passages
        .partition_point(|passage| passage.range.end < letter.editor.row(top).range.start);
    for (number, line) in (top..seen).zip(rows.rows()) {
        let row = letter.editor.row(number);
        while letter
            .passages
            .get(first)
            .is_some_and(|passage| passage.range.end <= row.range.start)
        {
            first += 1;
        }
        let passage = letter
            .passages
            .get(first)
            .filter(|passage| passage.range.start <= row.range.start);
        let style = style_of(desk, passage, canvas);
        let words = slice::slice(&letter.text, row.range.clone());
        let open: Vec<Placeholder> = open_fields(words).collect();
        let start = row.range.start;
        let (selected, unfilled) = (canvas.style.selection, canvas.style.open);
        let styles = canvas.style;
        let found_styles = |severity| styles.found(severity);
        canvas.prose(line, words.trim_end_matches('\n'), |at| {
            let byte = start + at;
            let is_selected = |range: &Range<usize>| range.contains(&byte);
            if focused && selection.as_ref().is_some_and(is_selected) {
                selected
            } else if open.iter().any(|field| field.range.contains(&at)) {
                unfilled
            } else {
                let own = found.iter().find(|(range, _)| range.contains(&byte));
                own.map_or(style, |(_, severity)| style.patch(found_styles(*severity)))
            }
        });
        let here = passage
            .and_then(|passage| passage.block.kind.question())
            .is_some_and(|id| Some(id) == own);
        if here
            && row.first
            && matches!(
                passage.map(|passage| &passage.block.kind),
                Some(BlockKind::Asked(_) | BlockKind::Numbered(_))
            )
        {
            // A mark on the frame shows which passage is being written.
            let edge = Area {
                x: line.x.saturating_sub(1),
                width: 1,
                ..line
            };
            canvas.line(edge, canvas.marks.cursor, canvas.style.focus);
        }
    }
    if !focused {
        return None;
    }
    let (row, column) = letter.editor.caret_cell(&letter.text);
    let row = row.clamp(top, seen.saturating_sub(1).max(top)) - top;
    let x = column.min(rows.width);
    Some(Position::new(
        rows.x + x,
        rows.y + u16::try_from(row).unwrap_or(0),
    ))
}

// What is shown, whether it is a draft, and what the checks found.
fn title(desk: &Desk, canvas: &Canvas<'_>) -> String {
    let view = desk.letter.view;
    let count = counted(&desk.derived.diagnostics);
    let name = if desk.derived.is_draft(view) {
        "Draft, not approved"
    } else {
        "Letter"
    };
    match view {
        View::Letter if count.is_empty() => name.to_owned(),
        View::Letter => format!("{name} {} {count}", canvas.marks.dot),
        View::DisclosureLog => "Disclosure log entry".to_owned(),
    }
}

// The words of the letter that findings are about: where an answer is printed as it was written, they stand at the
// same distance from its start.
fn found_in_letter(desk: &Desk) -> Vec<(Range<usize>, Severity)> {
    let (letter, found) = (&desk.letter, &desk.derived.diagnostics);
    let mut all = Vec::new();
    for passage in &letter.passages {
        let Some(place) = written_at(&passage.block.kind) else {
            continue;
        };
        let text = desk.case.text(&place);
        let lead = text.len() - text.trim_start().len();
        for (at, severity) in words_found(found, &place) {
            let Some(offset) = at.start.checked_sub(lead) else {
                continue;
            };
            let start = passage.range.start + offset;
            let there = start..start + at.len();
            let same = letter.text.get(there.clone()) == text.get(at);
            if same && there.end <= passage.range.end {
                all.push((there, severity));
            }
        }
    }
    all
}

fn written_at(kind: &BlockKind) -> Option<Place> {
    match kind {
        BlockKind::Answer(id) => Some(Place::Answer(id.clone())),
        BlockKind::Opening => Some(Place::Opening),
        BlockKind::Closing => Some(Place::Closing),
        _ => None,
    }
}

fn style_of(desk: &Desk, passage: Option<&Passage>, canvas: &Canvas<'_>) -> Style {
    let Some(passage) = passage else {
        return canvas.style.text;
    };
    match &passage.block.kind {
        BlockKind::Asked(id) => {
            let answered = desk
                .case
                .question(id)
                .is_some_and(|question| question.is_answered());
            if answered {
                canvas.style.title
            } else {
                canvas.style.warning
            }
        }
        BlockKind::Title | BlockKind::Before(_) | BlockKind::Numbered(_) | BlockKind::Shared(_) => {
            canvas.style.title
        }
        _ => canvas.style.text,
    }
}
