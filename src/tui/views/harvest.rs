//! The screen of past letters: the list of pairs, and the chosen one in full.

use ratatui::layout::Position;

use super::{Canvas, writing};
use crate::app::command::Command;
use crate::app::geometry::{self, Area, HarvestParts};
use crate::app::harvest::{HarvestScreen, Mending, Row};
use crate::app::model::Model;
use crate::domain::archive::{PastAnswer, age};
use crate::domain::outcome::Outcome;

/// Draws the screen.
pub(super) fn draw(model: &Model, screen: &HarvestScreen, canvas: &mut Canvas<'_>) -> Position {
    let parts = geometry::harvest(model.size);
    canvas.overlay_frame(parts.frame, "Past letters");
    canvas.at(parts.heading, 0, &heading(screen), canvas.style.title);
    if screen.is_empty() {
        empty(model, screen, &parts, canvas);
        return Position::new(parts.heading.x, parts.heading.y);
    }
    let draw = |canvas: &mut Canvas<'_>, at, line, chosen| {
        if let Some(row) = screen.row(at) {
            draw_row(screen, row, line, chosen, canvas);
        }
    };
    let chosen = canvas.list(parts.list, 1, screen.scroll, screen.len(), draw);
    if let Some((what, written)) = &screen.mending {
        let words = match what {
            Mending::Question => "What was asked, as it is to be kept",
            Mending::Answer => "What was answered, as it is to be kept",
        };
        canvas.at(parts.about, 0, words, canvas.style.title);
        return writing::written(written, parts.text, canvas);
    }
    detail(model, screen, &parts, canvas);
    chosen.unwrap_or_else(|| Position::new(parts.list.x, parts.list.y))
}

fn heading(screen: &HarvestScreen) -> String {
    if let Some((_, done, of)) = screen.reading {
        return match of {
            0 => format!("Reading {} …", screen.source),
            of => format!("Reading {}: {done} of {of} letters", screen.source),
        };
    }
    let many = |count: usize, one: &str, more: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {more}"),
    };
    let mut words = format!(
        "{}, {}",
        many(screen.found.counts.letters, "letter", "letters"),
        many(screen.found.answers.len(), "answer", "answers")
    );
    let groups = match screen.found.alike.len() {
        1 => "group alike",
        _ => "groups alike",
    };
    for (count, what) in [
        (screen.found.alike.len(), groups),
        (screen.left_out.len(), "left out"),
        (screen.filing.len(), "on their way"),
        (screen.filed.len(), "in the archive"),
        (screen.found.remarks.len(), "unclear"),
    ] {
        if count > 0 {
            words.extend([" · ", &count.to_string(), " ", what]);
        }
    }
    words
}

fn empty(model: &Model, screen: &HarvestScreen, parts: &HarvestParts, canvas: &mut Canvas<'_>) {
    let other = model.settings.keymap.label(Command::OtherLetters);
    let words = if screen.reading.is_some() {
        let stop = model.settings.keymap.label(Command::StopReading);
        format!(
            "You can go on working; Esc leaves this screen, and the letters are read all the same. {stop} stops, and \
             shows what was read so far."
        )
    } else {
        format!(
            "No question with an answer was found in {}. {other} reads other letters.",
            screen.source
        )
    };
    canvas.paragraph(parts.list, &words, canvas.style.text);
}

fn draw_row(screen: &HarvestScreen, row: Row, line: Area, chosen: bool, canvas: &mut Canvas<'_>) {
    let mark = if chosen { canvas.marks.cursor } else { " " };
    canvas.at(line, 0, mark, canvas.style.title);
    match row {
        Row::Alike(group) => {
            let Some(alike) = screen.found.alike.get(group) else {
                return;
            };
            let first = alike
                .members
                .first()
                .and_then(|at| screen.found.answers.get(*at));
            let words = first.map_or(String::new(), |answer| one_line(&answer.question));
            let count = format!("{} alike ", alike.members.len());
            let column = canvas.at(line, 2, &count, canvas.style.good);
            canvas.at(line, column, &words, canvas.style.text);
        }
        Row::Pair(at) => {
            let Some(answer) = screen.found.answers.get(at) else {
                return;
            };
            let out = screen.left_out.contains(&at);
            let (sign, style) = if out {
                ("-", canvas.style.quiet)
            } else if screen.filed.contains(&at) {
                ("+", canvas.style.good)
            } else {
                (" ", canvas.style.text)
            };
            canvas.at(line, 2, sign, style);
            let outcome = answer
                .outcome
                .map_or("", |outcome| canvas.marks.outcome(outcome));
            canvas.at(line, 4, outcome, style);
            let mut words = one_line(&answer.question);
            if out {
                words.push_str(" (left out)");
            }
            canvas.at(line, 6, &words, style);
        }
        Row::Remark(at) => {
            let words = screen.found.remarks.get(at).map_or("", String::as_str);
            let column = canvas.at(line, 2, "? ", canvas.style.warning);
            canvas.at(line, column, words, canvas.style.quiet);
        }
    }
}

fn detail(model: &Model, screen: &HarvestScreen, parts: &HarvestParts, canvas: &mut Canvas<'_>) {
    match screen.chosen() {
        Some(Row::Pair(at)) => {
            if let Some(answer) = screen.found.answers.get(at) {
                canvas.at(parts.about, 0, &about(model, answer), canvas.style.quiet);
                let used = canvas.paragraph(parts.text, &answer.question, canvas.style.title);
                let rest = parts.text.below(used + 1);
                canvas.paragraph(rest, &answer.answer, canvas.style.text);
            }
        }
        Some(Row::Alike(group)) => {
            if let Some(alike) = screen.found.alike.get(group) {
                let letters = format!(
                    "{} answers that are nearly the same, as one text",
                    alike.members.len()
                );
                canvas.at(parts.about, 0, &letters, canvas.style.quiet);
                let used = canvas.paragraph(parts.text, &alike.text, canvas.style.text);
                let mut rest = parts.text.below(used + 1);
                for field in &alike.fields {
                    let seen: Vec<&str> = field.seen.iter().take(4).map(String::as_str).collect();
                    let words = match seen.as_slice() {
                        [] => format!("{{{{{}}}}}", field.name),
                        seen => format!("{{{{{}}}}}: {}", field.name, seen.join("; ")),
                    };
                    let used = canvas.paragraph(rest, &words, canvas.style.quiet);
                    rest = rest.below(used);
                }
            }
        }
        Some(Row::Remark(at)) => {
            let words = screen.found.remarks.get(at).map_or("", String::as_str);
            canvas.at(parts.about, 0, "Unclear", canvas.style.warning);
            canvas.paragraph(parts.text, words, canvas.style.text);
        }
        None => {}
    }
}

fn about(model: &Model, answer: &PastAnswer) -> String {
    let date = answer.date.map(|date| match age(date, model.today) {
        age if age == "today" => format!("{date} (today)"),
        age => format!("{date} ({age} ago)"),
    });
    let facts = [
        answer
            .outcome
            .map(Outcome::title)
            .unwrap_or_default()
            .to_owned(),
        answer.provisions.join(", "),
        date.unwrap_or_default(),
        answer.reference.clone(),
        answer.source.clone(),
    ];
    let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    facts.join(" · ")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
