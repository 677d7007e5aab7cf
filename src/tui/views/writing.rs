//! The two panes in which prose is written: the question and the answer.

use std::ops::Range;

use ratatui::layout::Position;
use ratatui::style::Style;

use super::{Canvas, Cursor};
use crate::app::command::Command;
use crate::app::desk::{Desk, Focus, Row};
use crate::app::findings::{counted, of_text, words_found};
use crate::app::geometry::Area;
use crate::app::model::Model;
use crate::app::written::Written;
use crate::domain::case::Place;
use crate::domain::fields::open_fields;
use crate::text::edit::Editor;
use crate::text::placeholder::Placeholder;
use crate::text::slice;
use crate::text::width::width;

pub(super) fn question(model: &Model, desk: &Desk, area: Area, canvas: &mut Canvas<'_>) -> Cursor {
    if area.is_empty() {
        return None;
    }
    let focused = desk.focus == Focus::Question;
    match desk.row(desk.list.cursor) {
        Row::Question(index) => {
            let question = &desk.case.questions[index];
            let name = desk.case.name_at(index);
            let note = match &question.contribution {
                _ if focused => format!(
                    "{} splits here",
                    model.settings.keymap.label(Command::SplitHere)
                ),
                Some(asked) => {
                    let key = model.settings.keymap.label(Command::ReadReply);
                    let whole = format!("{}: {key}", asked.in_words(model.today));
                    // On a narrow screen who has it matters more than since when.
                    let room = usize::from(area.width).saturating_sub(name.len() + 16);
                    if width(&whole) <= room {
                        whole
                    } else {
                        format!("{}: {key}", asked.in_short())
                    }
                }
                None => String::new(),
            };
            canvas.frame(area, &format!("Question {name}"), &note, focused);
            let rows = area.prose();
            prose(&question.text, &desk.question, rows, focused, &[], canvas)
        }
        Row::Opening | Row::Closing => {
            let opening = desk.row(desk.list.cursor) == Row::Opening;
            let (title, words) = if opening {
                (
                    "Opening",
                    "The words before the first question. They leave with the letter.",
                )
            } else {
                (
                    "Closing",
                    "The words after the last question: review, complaint, signature.",
                )
            };
            canvas.frame(area, title, "", focused);
            let rows = area.prose();
            canvas.paragraph(rows, words, canvas.style.quiet);
            None
        }
    }
}

pub(super) fn answer(model: &Model, desk: &Desk, area: Area, canvas: &mut Canvas<'_>) -> Cursor {
    if area.is_empty() {
        return None;
    }
    let focused = desk.focus == Focus::Answer;
    let place = desk.place();
    let text = desk.case.text(&place);
    let title = title(model, desk, canvas.marks.dot);
    let open: Vec<Placeholder> = open_fields(text).collect();
    let note = match open.len() {
        0 => found_here(model, desk, &place),
        1 => format!(
            "{} fills the open field",
            model.settings.keymap.label(Command::NextField)
        ),
        count => format!(
            "{} fills {count} open fields",
            model.settings.keymap.label(Command::NextField)
        ),
    };
    canvas.frame(area, &title, &note, focused);
    let rows = area.prose();
    if text.is_empty() {
        let words = desk.answer_blocked().unwrap_or_else(|| {
            let keys = &model.settings.keymap;
            if focused {
                format!(
                    "Write here, or press {} to choose a snippet.",
                    keys.label(Command::Snippets)
                )
            } else {
                format!(
                    "No answer yet. {} inserts the chosen snippet; {} writes here.",
                    keys.label(Command::Insert),
                    keys.label(Command::GoToAnswer)
                )
            }
        });
        // Whoever reviews an answer has it before them.
        let reviewed = desk.current().and_then(|own| own.reviewed.as_ref());
        let words = match reviewed {
            Some(own) => format!("{words}\n\nWhat is reviewed:\n{}", own.answer.trim()),
            None => words,
        };
        canvas.paragraph(rows, &words, canvas.style.quiet);
        return focused.then(|| Position::new(rows.x, rows.y));
    }
    // An open field is shown as such, whatever else is said about its words.
    let open = open
        .into_iter()
        .map(|field| (field.range, canvas.style.open));
    let found = words_found(&desk.derived.diagnostics, &place);
    let found = found
        .into_iter()
        .map(|(range, severity)| (range, canvas.style.found(severity)));
    let marked: Vec<_> = open.chain(found).collect();
    prose(text, &desk.answer, rows, focused, &marked, canvas)
}

// How many findings there are about this text, and the key that shows them.
fn found_here(model: &Model, desk: &Desk, place: &Place) -> String {
    let count = counted(of_text(&desk.derived.diagnostics, place));
    if count.is_empty() {
        return count;
    }
    format!("{count}: {}", model.settings.keymap.label(Command::Checks))
}

fn title(model: &Model, desk: &Desk, dot: &str) -> String {
    let Some(question) = desk.current() else {
        return "Text".to_owned();
    };
    let mut title = "Answer".to_owned();
    if let Some(lead) = &question.answered_with {
        title = format!("{title} {dot} with question {}", desk.case.name(lead));
    }
    if let Some(finding) = question.reviewed.as_ref().and_then(|own| own.finding) {
        title = format!("{title} {dot} {}", finding.title());
    }
    if let Some(outcome) = question.outcome {
        title = format!("{title} {dot} {}", outcome.title());
    }
    for citation in &question.citations {
        let label = model
            .regimes
            .get(&citation.regime)
            .map_or_else(|| citation.cite.clone(), |pack| pack.label(&citation.cite));
        title = format!("{title} {dot} {label}");
    }
    title
}

/// Draws the visible rows of a text. Returns where the caret is, if the pane hears the keyboard.
pub(super) fn prose(
    text: &str,
    editor: &Editor,
    area: Area,
    focused: bool,
    marked: &[(Range<usize>, Style)],
    canvas: &mut Canvas<'_>,
) -> Cursor {
    let selection = editor.selection();
    let (plain, selected) = (canvas.style.text, canvas.style.selection);
    let last = editor.rows().min(editor.top() + usize::from(area.height));
    for (number, line) in (editor.top()..last).zip(area.rows()) {
        let row = editor.row(number);
        let words = slice::slice(text, row.range.clone());
        let start = row.range.start;
        canvas.prose(line, words.trim_end_matches('\n'), |at| {
            let byte = start + at;
            let is_selected = |range: &Range<usize>| range.contains(&byte);
            if focused && selection.as_ref().is_some_and(is_selected) {
                selected
            } else {
                let own = marked.iter().find(|(range, _)| range.contains(&byte));
                own.map_or(plain, |(_, style)| *style)
            }
        });
    }
    if !focused {
        return None;
    }
    let (row, column) = editor.caret_cell(text);
    // The wheel may have taken the caret out of view; the terminal's cursor stays at the nearest edge.
    let row = row.clamp(editor.top(), last.saturating_sub(1).max(editor.top())) - editor.top();
    let y = u16::try_from(row).unwrap_or(0);
    let x = column.min(area.width);
    Some(Position::new(area.x + x, area.y + y))
}

/// Draws a text that is written in a place of its own on a screen. Returns where the caret is.
pub(super) fn written(written: &Written, area: Area, canvas: &mut Canvas<'_>) -> Position {
    let caret = prose(&written.text, &written.editor, area, true, &[], canvas);
    caret.unwrap_or_else(|| Position::new(area.x, area.y))
}
