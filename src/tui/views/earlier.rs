//! The screen of earlier answers: the list by question, and the chosen answer in full.

use ratatui::layout::Position;

use super::{Canvas, comparison};
use crate::app::comparison::rows_of;
use crate::app::earlier::{EarlierScreen, about, page};
use crate::app::geometry::{self, Area};
use crate::app::model::Model;
use crate::domain::case::Case;
use crate::domain::round_robin::Given;

pub(super) fn draw(model: &Model, screen: &EarlierScreen, canvas: &mut Canvas<'_>) -> Position {
    let parts = geometry::harvest(model.size);
    canvas.overlay_frame(parts.frame, "Answered before");
    canvas.at(parts.heading, 0, &heading(screen), canvas.style.title);
    let nowhere = Position::new(parts.heading.x, parts.heading.y);
    let Some(desk) = &model.desk else {
        return nowhere;
    };
    let draw = |canvas: &mut Canvas<'_>, at: usize, line, chosen| {
        draw_row(&screen.given[at], &desk.case, line, chosen, canvas);
    };
    let chosen = canvas.list(parts.list, 1, screen.scroll, screen.given.len(), draw);
    if let Some(given) = screen.chosen() {
        let words = about(given, &desk.case);
        canvas.at(parts.about, 0, &words, canvas.style.title);
        let lines = rows_of(&page(given, &desk.case), parts.text.width);
        for (row, line) in lines.iter().skip(screen.text.top).zip(parts.text.rows()) {
            comparison::draw_row(row, line, canvas);
        }
    }
    chosen.unwrap_or(nowhere)
}

fn heading(screen: &EarlierScreen) -> String {
    if screen.waiting {
        return "Looking through the earlier cases …".to_owned();
    }
    match (screen.questions(), screen.given.len()) {
        (0, _) => "Nothing like these questions was answered before.".to_owned(),
        (1, 1) => "One question was answered before.".to_owned(),
        (1, answers) => format!("One question was answered before, {answers} times."),
        (questions, answers) => {
            format!("{questions} questions were answered before; {answers} answers.")
        }
    }
}

fn draw_row(given: &Given, case: &Case, line: Area, chosen: bool, canvas: &mut Canvas<'_>) {
    let style = canvas.mark_chosen(line, 0, chosen);
    let question = case.question(&given.question);
    let (mark, mark_style) = if EarlierScreen::is_taken(given, case) {
        (canvas.marks.marked, canvas.style.good)
    } else if question.is_some_and(|question| question.is_answered()) {
        (canvas.marks.written, canvas.style.quiet)
    } else {
        (canvas.marks.open, canvas.style.warning)
    };
    canvas.at(line, 2, mark, mark_style);
    let words = format!(
        "{}  {} {} {}",
        case.name(&given.question),
        given.reference,
        canvas.marks.dot,
        given.when()
    );
    canvas.at(line, 4, &words, style);
}
