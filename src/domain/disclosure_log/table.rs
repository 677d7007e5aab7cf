//! The log as rows of a spreadsheet: a row for each answer.

use super::{Asked, LogEntry};
use crate::domain::letter::numbered;
use crate::domain::outcome::Outcome;
use crate::text::{csv, markup};

/// Returns the log as CSV with a heading row.
pub fn csv(entries: &[LogEntry]) -> String {
    let mut text = csv::row(&[
        "reference",
        "title",
        "received",
        "responded",
        "law",
        "question",
        "answer",
        "outcome",
        "provisions",
    ]);
    for entry in entries {
        let date =
            |date: Option<jiff::civil::Date>| date.map(|date| date.to_string()).unwrap_or_default();
        for item in entry.items.iter().filter(|item| !item.answer.is_empty()) {
            let asked: Vec<String> = item
                .asked
                .iter()
                .map(|asked| match asked {
                    Asked::Heading(text) => text.clone(),
                    Asked::Question { name, text } => numbered(name, text),
                })
                .collect();
            text.push_str(&csv::row(&[
                entry.reference.as_str(),
                entry.title.as_str(),
                &date(entry.received),
                &date(entry.responded),
                entry.law.as_str(),
                &asked.join("\n"),
                &markup::plain(&item.answer),
                item.outcome.map_or("", Outcome::id),
                &item.provisions.join("; "),
            ]));
        }
    }
    text
}
