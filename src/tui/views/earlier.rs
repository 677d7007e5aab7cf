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
    let mut cursor = Position::new(parts.heading.x, parts.heading.y);
    let Some(desk) = &model.desk else {
        return cursor;
    };
    let rows = parts.list.y..parts.list.y + parts.list.height;
    for (at, y) in (screen.scroll.top..screen.given.len()).zip(rows) {
        let line = Area {
            y,
            height: 1,
            ..parts.list
        };
        let chosen = at == screen.scroll.cursor;
        draw_row(&screen.given[at], &desk.case, line, chosen, canvas);
        if chosen {
            cursor = Position::new(line.x, y);
        }
    }
    if let Some(given) = screen.chosen() {
        let words = about(given, &desk.case);
        canvas.at(parts.about, 0, &words, canvas.style.title);
        let lines = rows_of(&page(given, &desk.case), parts.text.width);
        let rows = parts.text.y..parts.text.y + parts.text.height;
        for (row, y) in lines.iter().skip(screen.text.top).zip(rows) {
            let line = Area {
                y,
                height: 1,
                ..parts.text
            };
            comparison::draw_row(row, line, canvas);
        }
    }
    cursor
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
    let style = if chosen {
        canvas.style.chosen
    } else {
        canvas.style.text
    };
    if chosen {
        canvas.at(line, 0, canvas.marks.cursor, style);
    }
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
