//! The list: opening, questions with their outcomes, closing.

use ratatui::style::Style;

use super::{Canvas, Cursor};
use crate::app::desk::{Desk, Focus, Row};
use crate::app::findings::gravest;
use crate::app::geometry::Area;
use crate::domain::case::Place;
use crate::domain::fields::open_fields;
use crate::domain::question::Question;

pub(super) fn draw(desk: &Desk, area: Area, canvas: &mut Canvas<'_>) -> Cursor {
    if area.is_empty() {
        return None;
    }
    let (answered, all) = desk.case.progress();
    let title = format!("Questions {answered}/{all}");
    let marked = desk.marked.len();
    let note = if marked > 0 {
        format!("{marked} marked")
    } else {
        String::new()
    };
    let focused = desk.focus == Focus::Questions;
    let rows = canvas.frame(area, &title, &note, focused);
    let draw = |canvas: &mut Canvas<'_>, at: usize, line, chosen| {
        draw_row(desk, &desk.row(at), line, chosen, canvas);
    };
    let chosen = canvas.list(rows, 1, desk.list, desk.rows(), draw);
    chosen.filter(|_| focused)
}

fn draw_row(desk: &Desk, row: &Row, line: Area, chosen: bool, canvas: &mut Canvas<'_>) {
    let marks = canvas.marks;
    let (mark, mark_style, level, words, is_marked) = match row {
        Row::Opening => (
            marks.frame,
            canvas.style.quiet,
            0,
            "Opening".to_owned(),
            false,
        ),
        Row::Closing => (
            marks.frame,
            canvas.style.quiet,
            0,
            "Closing".to_owned(),
            false,
        ),
        Row::Question(index) => {
            let question = &desk.case.questions[*index];
            let (mark, style) = state(question, canvas);
            // Only what can be seen of the question is taken.
            let first: String = question
                .text
                .chars()
                .take(usize::from(line.width) + 8)
                .map(|c| if c == '\n' { ' ' } else { c })
                .collect();
            let words = format!("{} {first}", desk.case.name_at(*index));
            (
                mark,
                style,
                question.level,
                words,
                desk.marked.contains(&question.id),
            )
        }
    };
    let cursor = if chosen {
        marks.cursor
    } else if is_marked {
        marks.marked
    } else {
        ""
    };
    let text = if chosen {
        canvas.style.chosen
    } else {
        canvas.style.text
    };
    canvas.at(line, 0, cursor, text);
    let indent = 1 + u16::from(level) * 2;
    let end = canvas.at(line, indent, mark, mark_style);
    // At the end of the row, so that the outcome keeps its column: whether a check found something in the answer.
    let place = match row {
        Row::Opening => Place::Opening,
        Row::Closing => Place::Closing,
        Row::Question(index) => Place::Answer(desk.case.questions[*index].id.clone()),
    };
    let found = gravest(&desk.derived.diagnostics, &place);
    let taken = found.map_or(0, |_| 2);
    let room = line.left(line.width.saturating_sub(taken));
    canvas.at(room, end + 1, &words, text);
    if is_marked && chosen {
        canvas.right(room, marks.marked, text);
    }
    if let Some(severity) = found {
        canvas.right(
            line,
            marks.severity(severity),
            canvas.style.severity(severity),
        );
    }
}

// The mark of a question: its outcome where it has one, else how far it is.
fn state(question: &Question, canvas: &Canvas<'_>) -> (&'static str, Style) {
    let marks = &canvas.marks;
    if question.is_group() {
        (marks.group, canvas.style.quiet)
    } else if question.answered_with.is_some() {
        (marks.shared, canvas.style.good)
    } else if !question.is_answered() {
        match &question.contribution {
            Some(asked) if asked.is_open() => (marks.asked, canvas.style.quiet),
            Some(_) => (marks.replied, canvas.style.warning),
            None => (marks.open, canvas.style.warning),
        }
    } else {
        match question.outcome {
            // An answer that still asks for something is not done, whatever became of the question.
            _ if open_fields(&question.answer).next().is_some() => {
                (marks.written, canvas.style.warning)
            }
            Some(outcome) => (marks.outcome(outcome), canvas.style.good),
            None => (marks.written, canvas.style.warning),
        }
    }
}
