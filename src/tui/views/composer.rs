//! The composer: the parts on the left, the one that is asked for beside them, the passage as it grows.

use ratatui::layout::Position;

use super::{Canvas, writing};
use crate::app::composer::{Aside, Composer, Progress};
use crate::app::geometry::{self, Area, OPTION_ROWS};
use crate::app::model::Model;

pub(super) fn draw(model: &Model, form: &Composer, canvas: &mut Canvas<'_>) -> Position {
    let parts = geometry::composer(model.size, form);
    canvas.blank(parts.frame, canvas.style.text);
    let title = format!("Reasons for {} {}", form.label, form.plan.provision.title);
    let open = form.open.len();
    let note = match open {
        0 => "nothing open".to_owned(),
        1 => "1 part open".to_owned(),
        _ => format!("{open} parts open"),
    };
    canvas.frame(parts.frame, &title, &note, true);
    let chosen = list(form, parts.list, canvas);
    let field = form.field();
    let used = canvas.paragraph(parts.ask, &field.part.ask, canvas.style.title);
    let hint = below(parts.ask, used);
    canvas.paragraph(hint, &field.part.hint, canvas.style.quiet);
    let cursor = if field.part.asked.is_chosen() {
        options(form, parts.input, canvas)
    } else {
        text(form, parts.input, canvas)
    };
    aside(form, parts.aside, canvas);
    passage(form, parts.heading, parts.preview, canvas);
    cursor
        .or(chosen)
        .unwrap_or_else(|| Position::new(parts.frame.x, parts.frame.y))
}

fn below(area: Area, used: u16) -> Area {
    Area {
        y: area.y + used,
        height: area.height.saturating_sub(used),
        ..area
    }
}

fn row_of(area: Area, at: usize) -> Option<Area> {
    let at = u16::try_from(at).ok().filter(|at| *at < area.height)?;
    Some(Area {
        y: area.y + at,
        height: 1,
        ..area
    })
}

fn list(form: &Composer, area: Area, canvas: &mut Canvas<'_>) -> Option<Position> {
    let mut cursor = None;
    let first = form.first_shown(area.height);
    for (row, at) in form.shown().into_iter().skip(first).enumerate() {
        let Some(line) = row_of(area, row) else { break };
        let (mark, mark_style) = match form.progress(at) {
            Progress::Done => (canvas.marks.done(), canvas.style.good),
            Progress::Open => (canvas.marks.open, canvas.style.warning),
            Progress::Optional => (canvas.marks.dot, canvas.style.quiet),
        };
        let here = at == form.at;
        let style = if here {
            canvas.style.chosen
        } else {
            canvas.style.text
        };
        if here {
            canvas.at(line, 0, canvas.marks.cursor, style);
            cursor = Some(Position::new(line.x, line.y));
        }
        canvas.at(line, 1, mark, mark_style);
        canvas.at(line, 3, &form.fields[at].part.title, style);
    }
    cursor
}

fn options(form: &Composer, area: Area, canvas: &mut Canvas<'_>) -> Option<Position> {
    let field = form.field();
    let chosen = field.chosen();
    let mut cursor = None;
    for (at, option) in field.part.options.iter().enumerate() {
        let Some(row) = row_of(area, at * OPTION_ROWS) else {
            break;
        };
        let here = chosen == Some(at);
        let style = if here {
            canvas.style.chosen
        } else {
            canvas.style.text
        };
        if here {
            canvas.at(row, 0, canvas.marks.cursor, style);
            cursor = Some(Position::new(row.x, row.y));
        }
        canvas.at(row, 2, &(at + 1).to_string(), canvas.style.key);
        let words = Area {
            x: row.x + 4,
            width: row.width.saturating_sub(4),
            height: area.height.saturating_sub(row.y - area.y).min(2),
            ..row
        };
        canvas.paragraph(words, &option.label, style);
    }
    cursor
}

fn text(form: &Composer, area: Area, canvas: &mut Canvas<'_>) -> Option<Position> {
    let field = form.field();
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

fn aside(form: &Composer, area: Area, canvas: &mut Canvas<'_>) {
    let mut rest = area;
    for line in form.aside() {
        if rest.is_empty() {
            return;
        }
        let used = match line {
            Aside::Heading(words) => canvas.paragraph(rest, &words, canvas.style.title),
            Aside::Factor(words) => {
                let words = format!("{} {words}", canvas.marks.dot);
                canvas.paragraph(rest, &words, canvas.style.quiet)
            }
            Aside::Sum(words) => canvas.paragraph(rest, &words, canvas.style.text),
            Aside::Verdict(words, stands) => {
                let style = if stands {
                    canvas.style.good
                } else {
                    canvas.style.warning
                };
                canvas.paragraph(rest, &words, style)
            }
        };
        rest = below(rest, used);
    }
}

fn passage(form: &Composer, heading: Area, area: Area, canvas: &mut Canvas<'_>) {
    let title = if form.keeps() {
        "The text stays as it is; from the reasons it would read:"
    } else if form.found.range().is_some() {
        "The passage, in the place of the one in the answer"
    } else {
        "The passage, as it goes into the answer"
    };
    canvas.line(heading, title, canvas.style.title);
    writing::prose(&form.passage, &form.preview, area, false, &[], canvas);
}
