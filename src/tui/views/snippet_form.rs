//! The form of a snippet: its parts on the left, the one that is asked for beside them, the answer as it will read.

use ratatui::layout::Position;

use super::form::{input, part_list};
use super::{Canvas, writing};
use crate::app::form::Form as _;
use crate::app::geometry::{self, Area};
use crate::app::model::Model;
use crate::app::snippet_form::SnippetForm;

pub(super) fn draw(model: &Model, form: &SnippetForm, canvas: &mut Canvas<'_>) -> Position {
    let parts = geometry::snippet_form(model.size, form);
    canvas.blank(parts.frame, canvas.style.text);
    let note = match form.faults.len() + form.leaks.len() {
        0 if form.saving.is_some() => "saving".to_owned(),
        0 if form.touched || !form.is_edit() => "ready to be saved".to_owned(),
        0 => form.layer().word().to_owned(),
        1 => "1 thing to mend".to_owned(),
        count => format!("{count} things to mend"),
    };
    canvas.frame(parts.frame, &form.heading(), &note, true);
    let first = form.first_shown(parts.list.height);
    let rows = (first..form.fields.len()).map(|at| {
        (
            form.fields[at].part.title.as_str(),
            form.progress(at),
            at == form.at,
        )
    });
    let chosen = part_list(rows, parts.list, canvas);
    let field = form.field();
    let used = canvas.paragraph(parts.ask, &field.part.ask, canvas.style.title);
    canvas.paragraph(parts.ask.below(used), &field.part.hint, canvas.style.quiet);
    let cursor = input(field, parts.input, canvas);
    let mut rest = parts.aside;
    for words in form.aside() {
        let style = match form.complaint {
            Some(_) => canvas.style.warning,
            None => canvas.style.text,
        };
        rest = rest.below(canvas.paragraph(rest, &words, style));
    }
    preview(form, parts.heading, parts.preview, canvas);
    cursor
        .or(chosen)
        .unwrap_or_else(|| Position::new(parts.frame.x, parts.frame.y))
}

fn preview(form: &SnippetForm, heading: Area, area: Area, canvas: &mut Canvas<'_>) {
    let title = "As it will read (sample values)";
    canvas.line(heading, title, canvas.style.title);
    writing::prose(&form.sample, &form.preview, area, false, &[], canvas);
}
