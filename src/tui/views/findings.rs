//! Findings in the panel: what is wrong and where, how to mend it, what the keys do about it.

use ratatui::style::Style;

use super::Canvas;
use crate::app::command::Command;
use crate::app::desk::Desk;
use crate::app::findings::{counted, remedy};
use crate::app::geometry::Area;
use crate::app::model::Model;
use crate::app::panel::PanelRow;
use crate::domain::checks::Diagnostic;

/// Returns the title of the panel where it has to tell everything: "Checks · 2 errors, 1 warning".
pub(super) fn title(desk: &Desk, dot: &str) -> String {
    let count = counted(&desk.derived.diagnostics);
    if count.is_empty() {
        "Checks".to_owned()
    } else {
        format!("Checks {dot} {count}")
    }
}

/// Returns how many findings there are, and how many more are meant to be there.
pub(super) fn summary(model: &Model, desk: &Desk, dot: &str) -> String {
    let count = counted(&desk.derived.diagnostics);
    let meant = desk.case.facts.allowed.len();
    if meant == 0 {
        return count;
    }
    let key = model.settings.keymap.label(Command::ShowMeant);
    let meant = format!("{key}: {meant} meant");
    if count.is_empty() {
        meant
    } else {
        format!("{count} {dot} {meant}")
    }
}

/// Returns what the keys do about the chosen finding, in a line.
pub(super) fn next_step(model: &Model, desk: &Desk, dot: &str) -> String {
    let Some(PanelRow::Finding(at)) = desk.panel.chosen() else {
        return summary(model, desk, dot);
    };
    let Some(finding) = desk.derived.diagnostics.get(*at) else {
        return String::new();
    };
    match mending(model, finding) {
        Some(mending) => mending,
        None => finding.help.clone(),
    }
}

fn mending(model: &Model, finding: &Diagnostic) -> Option<String> {
    let key = model.settings.keymap.label(Command::MendFinding);
    remedy(finding, &model.regimes).map(|remedy| format!("{key}: {remedy}"))
}

// "error · 3(a) · email-address"
fn heading(finding: &Diagnostic, dot: &str) -> String {
    let severity = finding.severity.id();
    let place = if finding.question.is_empty() {
        String::new()
    } else {
        format!(" {dot} {}", finding.question)
    };
    format!("{severity}{place} {dot} {}", finding.code)
}

/// Draws the two lines of a finding: how grave, where and which check; then what is wrong.
pub(super) fn row(
    finding: &Diagnostic,
    first: Area,
    second: Area,
    style: Style,
    canvas: &mut Canvas<'_>,
) {
    let mark = canvas.marks.severity(finding.severity);
    let mark_style = canvas.style.severity(finding.severity);
    let end = canvas.at(first, 2, mark, mark_style);
    canvas.at(first, end + 1, &heading(finding, canvas.marks.dot), style);
    canvas.at(second, 4, &finding.message, canvas.style.text);
}

/// Draws the chosen finding at length.
pub(super) fn detail(model: &Model, finding: &Diagnostic, area: Area, canvas: &mut Canvas<'_>) {
    let mut rest = area;
    let mut part = |words: &str, style: Style, canvas: &mut Canvas<'_>| {
        rest = rest.below(canvas.paragraph(rest, words, style));
    };
    part(&finding.message, canvas.style.title, canvas);
    part(&finding.help, canvas.style.text, canvas);
    if let Some(mending) = mending(model, finding) {
        part(&mending, canvas.style.key, canvas);
    }
    let keys = &model.settings.keymap;
    let more = format!(
        "{} goes there {} {}: why {}",
        keys.label(Command::Insert),
        canvas.marks.dot,
        keys.label(Command::WhyFinding),
        finding.code
    );
    part(&more, canvas.style.quiet, canvas);
}
