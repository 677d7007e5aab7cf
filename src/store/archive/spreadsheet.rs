//! Past answers as rows of a spreadsheet: written so that an import reads them back as they were.

use crate::domain::archive::PastAnswer;
use crate::domain::outcome::Outcome;

/// Stands between the other questions of an answer in their cell.
const BETWEEN: &str = "\n---\n";
/// A cell that begins so would be worked out as a formula by a spreadsheet program.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// The first row.
pub const HEADER: &str =
    "id,question,answer,past_questions,outcome,provisions,date,reference,source\r\n";

/// Returns an answer as a row.
pub fn row(answer: &PastAnswer) -> String {
    let date = answer.date.map(|date| date.to_string()).unwrap_or_default();
    let cells = [
        answer.id.clone(),
        answer.question.clone(),
        answer.answer.clone(),
        answer.past_questions.join(BETWEEN),
        answer
            .outcome
            .map(Outcome::id)
            .unwrap_or_default()
            .to_owned(),
        answer.provisions.join("; "),
        date,
        answer.reference.clone(),
        answer.source.clone(),
    ];
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    format!("{}\r\n", cells.join(","))
}

fn quoted(cell: &str) -> String {
    let bare = cell.trim_start_matches('\'');
    let guard = if bare.starts_with(FORMULA) { "'" } else { "" };
    if guard.is_empty() && !cell.contains([',', '"', '\n', '\r']) {
        return cell.to_owned();
    }
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

/// Takes away the stroke that kept a cell from being worked out.
pub(super) fn unguarded(cell: &str) -> &str {
    let bare = cell.trim_start_matches('\'');
    match cell.strip_prefix('\'') {
        Some(rest) if bare.starts_with(FORMULA) => rest,
        _ => cell,
    }
}

/// Reads the cell of the other questions.
pub(super) fn questions(cell: &str) -> Vec<String> {
    cell.split(BETWEEN)
        .map(str::trim)
        .filter(|question| !question.is_empty())
        .map(str::to_owned)
        .collect()
}
