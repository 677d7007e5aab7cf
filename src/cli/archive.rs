//! `archive import|list|show|remove|export|stats`: past answers.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use serde_json::json;

use super::args::ArchiveCommand;
use super::out;
use super::progress::Bar;
use crate::domain::archive::PastAnswer;
use crate::domain::outcome::Outcome;
use crate::host::clock;
use crate::host::start::Start;
use crate::store::archive::{Archive, Columns, Stage};
use crate::store::files::{self, RealDisk};
use crate::text::clean::clean;
use crate::text::slice;

pub(super) fn perform(start: &Start, command: &ArchiveCommand) -> anyhow::Result<ExitCode> {
    match command {
        ArchiveCommand::Import {
            file,
            columns,
            json,
        } => import(start, file, columns, *json),
        ArchiveCommand::List { json } => list(start, *json),
        ArchiveCommand::Show { id, json } => show(start, id, *json),
        ArchiveCommand::Remove { id } => remove(start, id),
        ArchiveCommand::Export { output } => export(start, output.as_deref()),
        ArchiveCommand::Stats { json } => stats(start, *json),
    }
}

/// Opens the archive; says so where that takes long or something is wrong with it.
pub(super) fn open(start: &Start) -> anyhow::Result<Archive> {
    let mut bar = Bar::new();
    let (archive, followed) =
        start.archive(|done, of| bar.show("Indexing", done as u64, of as u64))?;
    bar.clear();
    for remark in followed.remarks() {
        note(&clean(&remark).0);
    }
    Ok(archive)
}

fn note(words: &str) {
    let _ = writeln!(io::stderr(), "seriatim: {words}");
}

fn import(start: &Start, file: &Path, columns: &str, json: bool) -> anyhow::Result<ExitCode> {
    let columns = Columns::parse(columns).map_err(|words| anyhow!("--columns: {words}"))?;
    let mut archive = open(start)?;
    let mut bar = Bar::new();
    let imported = archive.import(
        &RealDisk,
        file,
        &columns,
        clock::today(),
        |stage, done, of| {
            let words = match stage {
                Stage::Reading => "Reading ",
                Stage::Indexing => "Indexing",
            };
            bar.show(words, done, of);
        },
    )?;
    bar.clear();
    for unread in imported.unread.iter().take(20) {
        let message = clean(&unread.message).0.to_string();
        note(&format!(
            "{}:{}: {message}",
            files::shown(file),
            unread.line
        ));
    }
    if imported.unread.len() > 20 {
        note(&format!("and {} more", imported.unread.len() - 20));
    }
    if json {
        out(&format!(
            "{}\n",
            json!({
                "added": imported.added,
                "replaced": imported.replaced,
                "repeated": imported.repeated,
                "unread": imported.unread.len(),
                "answers": archive.len(),
            })
        ))?;
    } else {
        let mut words = format!("{} past answers taken in", imported.added);
        if imported.replaced > 0 {
            let _ = write!(words, ", {} in place of older ones", imported.replaced);
        }
        if imported.repeated > 0 {
            let _ = write!(
                words,
                ", {} left out: their id came before",
                imported.repeated
            );
        }
        if !imported.unread.is_empty() {
            let _ = write!(words, ", {} could not be read", imported.unread.len());
        }
        out(&format!("{words}; the archive holds {}\n", archive.len()))?;
    }
    let nothing = imported.added == 0 && !imported.unread.is_empty();
    Ok(if nothing {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    })
}

fn list(start: &Start, json: bool) -> anyhow::Result<ExitCode> {
    let archive = open(start)?;
    let mut text = String::new();
    let mut separator = "[";
    let mut failed = None;
    archive.each(|answer| {
        if json {
            text.push_str(separator);
            text.push_str(&serde_json::to_string(&answer).unwrap_or_default());
            separator = ",";
        } else {
            let date = answer.date.map(|date| date.to_string()).unwrap_or_default();
            let _ = writeln!(
                text,
                "{:<24} {:<10} {:<18} {}",
                clean(&answer.id).0.as_ref(),
                date,
                answer.outcome.map(Outcome::title).unwrap_or_default(),
                first_words(&answer)
            );
        }
        if text.len() > 1 << 16 {
            failed = failed.take().or(out(&text).err());
            text.clear();
        }
    })?;
    if json {
        text.push_str(if separator == "[" { "[]\n" } else { "]\n" });
    }
    match failed {
        Some(error) => Err(error),
        None => out(&text).map(|()| ExitCode::SUCCESS),
    }
}

/// Returns what a past answer is about, in a line.
pub(super) fn first_words(answer: &PastAnswer) -> String {
    let text = if answer.question.is_empty() {
        &answer.answer
    } else {
        &answer.question
    };
    let line = clean(text)
        .0
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if line.len() > 90 {
        format!("{}…", slice::up_to(&line, 90).trim_end())
    } else {
        line
    }
}

fn show(start: &Start, id: &str, json: bool) -> anyhow::Result<ExitCode> {
    let archive = open(start)?;
    let answer = archive.get(id).ok_or_else(|| missing(id))?;
    if json {
        let line = serde_json::to_string(&answer).context("writing JSON")?;
        out(&format!("{line}\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut text = format!("{}\n", answer.id);
    let facts = [
        (
            "date",
            answer.date.map(|date| date.to_string()).unwrap_or_default(),
        ),
        (
            "outcome",
            answer
                .outcome
                .map(|outcome| outcome.title().to_owned())
                .unwrap_or_default(),
        ),
        ("provisions", answer.provisions.join(", ")),
        ("reference", answer.reference.clone()),
        ("source", answer.source.clone()),
    ];
    for (name, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = writeln!(text, "{name}: {value}");
    }
    let _ = writeln!(text, "\n{}\n\n{}", answer.question, answer.answer);
    for served in &answer.past_questions {
        let _ = writeln!(text, "\nalso served: {served}");
    }
    out(&clean(&text).0)?;
    Ok(ExitCode::SUCCESS)
}

fn missing(id: &str) -> anyhow::Error {
    anyhow!(
        "there is no past answer “{}”; seriatim archive list shows all",
        &*clean(id).0
    )
}

fn remove(start: &Start, id: &str) -> anyhow::Result<ExitCode> {
    let mut archive = open(start)?;
    if archive.remove(&RealDisk, id)? {
        Ok(ExitCode::SUCCESS)
    } else {
        Err(missing(id))
    }
}

fn export(start: &Start, output: Option<&Path>) -> anyhow::Result<ExitCode> {
    let archive = open(start)?;
    let mut text = String::new();
    let mut failed = None;
    archive.each(|answer| {
        text.push_str(&serde_json::to_string(&answer).unwrap_or_default());
        text.push('\n');
        if output.is_none() && text.len() > 1 << 16 {
            failed = failed.take().or(out(&text).err());
            text.clear();
        }
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    match output {
        Some(path) => files::save(&RealDisk, path, text.as_bytes())?,
        None => out(&text)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn stats(start: &Start, json: bool) -> anyhow::Result<ExitCode> {
    let archive = open(start)?;
    let (mut answers, mut served) = (0_usize, 0_usize);
    let mut outcomes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut years: BTreeMap<String, usize> = BTreeMap::new();
    archive.each(|answer| {
        answers += 1;
        served += answer.past_questions.len();
        let outcome = answer.outcome.map_or("unknown", |outcome| outcome.id());
        *outcomes.entry(outcome).or_default() += 1;
        let year = answer
            .date
            .map_or("unknown".to_owned(), |date| date.year().to_string());
        *years.entry(year).or_default() += 1;
    })?;
    if json {
        out(&format!(
            "{}\n",
            json!({"answers": answers, "past_questions": served, "outcomes": outcomes, "years": years})
        ))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut text = format!("{answers} past answers, {served} more questions that they served\n");
    for (name, counts) in outcomes
        .iter()
        .map(|(name, count)| (*name, count))
        .chain(years.iter().map(|(year, count)| (year.as_str(), count)))
    {
        let _ = writeln!(text, "{name:<20} {counts}");
    }
    out(&text)?;
    Ok(ExitCode::SUCCESS)
}
