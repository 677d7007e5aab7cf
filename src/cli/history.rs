//! `history`: what happened to a case, when, and by whom.

use std::process::ExitCode;

use anyhow::Context;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::args::HistoryArguments;
use super::letters::read_case;
use super::{complain, out};
use crate::domain::fields::long_date;
use crate::domain::story::sentence;
use crate::host::start::Start;
use crate::store::case_folder::read_history;
use crate::text::clean::clean;

#[derive(Serialize)]
struct LineJson<'a> {
    at: &'a str,
    by: &'a str,
    event: &'a str,
    words: String,
}

pub(super) fn perform(start: &Start, call: &HistoryArguments) -> anyhow::Result<ExitCode> {
    let case = read_case(start, &call.reference)?;
    let (history, unread) = read_history(&start.workspace.case(&case.reference))?;
    if unread > 0 {
        complain(&format!("{unread} lines of the history cannot be read"));
    }
    if call.json {
        let lines: Vec<LineJson<'_>> = history
            .iter()
            .map(|line| LineJson {
                at: &line.at,
                by: &line.by,
                event: &line.word,
                words: sentence(line, &case),
            })
            .collect();
        let text = serde_json::to_string(&lines).context("writing JSON")?;
        out(&format!("{text}\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let zone = TimeZone::system();
    let mut text = String::new();
    let mut day = String::new();
    for line in &history {
        let date = line.date(&zone).map_or_else(|| line.at.clone(), long_date);
        if date != day {
            text.push_str(&date);
            text.push('\n');
            day = date;
        }
        let words = format!("  {} ({})\n", sentence(line, &case), line.by);
        text.push_str(&words);
    }
    if history.is_empty() {
        text.push_str("Nothing is recorded.\n");
    }
    out(clean(&text).0.as_str())?;
    Ok(ExitCode::SUCCESS)
}
