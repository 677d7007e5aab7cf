//! `disclosure-log`: what was asked and answered, for publication.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::{Context, bail};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::args::{DisclosureLog, LogFormat};
use super::letters::{read_case, with_known};
use super::{complain, out};
use crate::domain::case::{Case, CaseStatus};
use crate::domain::disclosure_log::{self, Asked, LogEntry, page, table};
use crate::domain::fields::Known;
use crate::domain::happened::responded;
use crate::domain::outcome::Outcome;
use crate::host::start::Start;
use crate::store::case_folder::read_history;
use crate::store::files::{self, RealDisk};
use crate::text::clean::clean;
use crate::text::markup;

pub(super) fn perform(start: &Start, call: &DisclosureLog) -> anyhow::Result<ExitCode> {
    let cases = chosen(start, call)?;
    let mut entries = Vec::new();
    let mut stands = 0;
    for (case, left) in &cases {
        let (entry, findings) = publish(start, case, *left);
        for finding in &findings {
            let _ = writeln!(io::stderr(), "{}: {}", case.reference, &*clean(finding).0);
        }
        if findings.is_empty() {
            entries.push(entry);
        } else {
            stands += 1;
        }
    }
    if stands > 0 && !call.skip_findings {
        let words = "Nothing was written. Mend this in the workbench, or say there that it is meant to be there; \
                     --skip-findings writes the other cases.";
        let _ = writeln!(io::stderr(), "{words}");
        return Ok(ExitCode::from(1));
    }
    // The latest first, as a reader looks for it.
    entries.sort_by(|a, b| (b.responded, &b.reference).cmp(&(a.responded, &a.reference)));
    let text = match call.format {
        LogFormat::Html => page::html(&start.settings.authority.name, &entries),
        LogFormat::Md => disclosure_log::markdown(&entries),
        LogFormat::Csv => table::csv(&entries),
        LogFormat::Json => json(&entries)?,
    };
    match &call.output {
        Some(path) => {
            files::save(&RealDisk, path, text.as_bytes())?;
            complain(&format!(
                "wrote {} to {}",
                counted(entries.len()),
                path.display()
            ));
        }
        None => out(&text)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn counted(entries: usize) -> String {
    match entries {
        1 => "1 entry".to_owned(),
        many => format!("{many} entries"),
    }
}

// The cases that are named, or those whose response left between two days.
fn chosen(start: &Start, call: &DisclosureLog) -> anyhow::Result<Vec<(Case, Option<Date>)>> {
    let left = |case: &Case| -> anyhow::Result<Option<Date>> {
        let (history, unread) = read_history(&start.workspace.case(&case.reference))?;
        if unread > 0 {
            complain(&format!(
                "{}: {unread} lines of its history cannot be read",
                case.reference
            ));
        }
        Ok(responded(&history, &TimeZone::system()))
    };
    let mut found = Vec::new();
    if !call.references.is_empty() {
        for reference in &call.references {
            let case = read_case(start, reference)?;
            if case.facts.status != CaseStatus::Sent {
                complain(&format!("{} is not marked as sent", case.reference));
            }
            let left = left(&case)?;
            found.push((case, left));
        }
        return Ok(found);
    }
    if call.from.is_none() && call.to.is_none() {
        bail!(
            "name a case, or a range with --from DATE and --to DATE; a date looks like 2026-01-31"
        );
    }
    if let (Some(from), Some(to)) = (call.from, call.to)
        && to < from
    {
        bail!("--to {to} is before --from {from}");
    }
    for reference in start.workspace.references() {
        // One case that cannot be read keeps no other from the log, and is named.
        let case = match read_case(start, reference.as_str()) {
            Ok(case) => case,
            Err(error) => {
                complain(&format!("{reference} is left out: {error:#}"));
                continue;
            }
        };
        // A review answers somebody who asked already; it is published only where it is named.
        if case.facts.status != CaseStatus::Sent || case.is_review() {
            continue;
        }
        match left(&case)? {
            Some(day)
                if call.from.is_none_or(|from| from <= day)
                    && call.to.is_none_or(|to| day <= to) =>
            {
                found.push((case, Some(day)));
            }
            Some(_) => {}
            None => complain(&format!(
                "{reference} is left out: its history does not tell when the response left"
            )),
        }
    }
    Ok(found)
}

// What is checked is what is published.
fn publish(start: &Start, case: &Case, left: Option<Date>) -> (LogEntry, Vec<String>) {
    let dated = |known: &Known<'_>| left.unwrap_or(known.today);
    let copy = with_known(start, case, |known, _| {
        let today = dated(known);
        disclosure_log::published(&Known { today, ..*known })
    });
    with_known(start, &copy, |known, derived| {
        let book = &start.shelf.rules().checks;
        let findings = disclosure_log::findings(&derived.diagnostics, book);
        let findings = findings
            .map(|finding| format!("{}: {} {}", finding.code, finding.message, finding.help))
            .collect();
        let today = dated(known);
        let known = Known { today, ..*known };
        let regimes = start.shelf.regimes();
        let entry = disclosure_log::entry(&known, start.settings.sharing, regimes, left);
        (entry, findings)
    })
}

#[derive(Serialize)]
struct EntryJson<'a> {
    reference: &'a str,
    title: &'a str,
    received: Option<Date>,
    responded: Option<Date>,
    law: &'a str,
    answers: Vec<AnswerJson<'a>>,
}

#[derive(Serialize)]
struct AnswerJson<'a> {
    heading: Vec<&'a str>,
    questions: Vec<QuestionJson<'a>>,
    answer: String,
    outcome: Option<&'static str>,
    provisions: &'a [String],
}

#[derive(Serialize)]
struct QuestionJson<'a> {
    marker: &'a str,
    text: &'a str,
}

fn json(entries: &[LogEntry]) -> anyhow::Result<String> {
    let all: Vec<EntryJson<'_>> = entries.iter().map(entry_json).collect();
    let text = serde_json::to_string(&all).context("writing JSON")?;
    Ok(format!("{text}\n"))
}

fn entry_json(entry: &LogEntry) -> EntryJson<'_> {
    let answers = entry.items.iter().map(|item| {
        let mut heading = Vec::new();
        let mut questions = Vec::new();
        for asked in &item.asked {
            match asked {
                Asked::Heading(text) => heading.push(text.as_str()),
                Asked::Question { name, text } => {
                    questions.push(QuestionJson { marker: name, text });
                }
            }
        }
        AnswerJson {
            heading,
            questions,
            answer: markup::plain(&item.answer),
            outcome: item.outcome.map(Outcome::id),
            provisions: &item.provisions,
        }
    });
    EntryJson {
        reference: &entry.reference,
        title: &entry.title,
        received: entry.received,
        responded: entry.responded,
        law: &entry.law,
        answers: answers.collect(),
    }
}
