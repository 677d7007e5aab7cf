//! The composer: the parts on the left, the one that is asked for beside them, the passage as it grows.

use ratatui::layout::Position;

use super::form::{input, part_list};
use super::{Canvas, writing};
use crate::app::composer::{Aside, Composer};
use crate::app::form::Form as _;
use crate::app::geometry::{self, Area};
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
    let hint = parts.ask.below(used);
    canvas.paragraph(hint, &field.part.hint, canvas.style.quiet);
    let cursor = input(field, parts.input, canvas);
    aside(form, parts.aside, canvas);
    passage(form, parts.heading, parts.preview, canvas);
    cursor
        .or(chosen)
        .unwrap_or_else(|| Position::new(parts.frame.x, parts.frame.y))
}

fn list(form: &Composer, area: Area, canvas: &mut Canvas<'_>) -> Option<Position> {
    let first = form.first_shown(area.height);
    let shown = form.shown().into_iter().skip(first);
    let rows = shown.map(|at| {
        (
            form.fields[at].part.title.as_str(),
            form.progress(at),
            at == form.at,
        )
    });
    part_list(rows, area, canvas)
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
        rest = rest.below(used);
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
