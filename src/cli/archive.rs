//! `archive import|list|show|remove|export|stats`: past answers.

mod figures;

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use jiff::civil::Date;
use serde_json::json;

use super::args::{ArchiveCommand, Which};
use super::out;
use super::progress::Bar;
use crate::domain::archive::{Filter, PastAnswer, age};
use crate::domain::outcome::Outcome;
use crate::host::clock;
use crate::host::start::Start;
use crate::store::archive::{Archive, Columns, Stage, spreadsheet};
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
        ArchiveCommand::List { which, limit, json } => list(start, which, *limit, *json),
        ArchiveCommand::Show { id, json } => show(start, id, *json),
        ArchiveCommand::Remove { ids, which, yes } => remove(start, ids, which, *yes),
        ArchiveCommand::Export { which, output, csv } => {
            export(start, which, output.as_deref(), *csv)
        }
        ArchiveCommand::Stats { which, json } => figures::stats(start, which, *json),
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

/// Reads the filters.
fn filter(which: &Which) -> anyhow::Result<Filter> {
    let outcomes = which.outcome.iter().map(|word| {
        let id = word.trim().to_lowercase().replace([' ', '_'], "-");
        let id = if id == "see-other" {
            "answered-elsewhere"
        } else {
            &id
        };
        Outcome::from_id(id).ok_or_else(|| {
            let known: Vec<&str> = Outcome::ALL.iter().map(|outcome| outcome.id()).collect();
            anyhow!(
                "there is no outcome “{}”; known: {}",
                &*clean(word).0,
                known.join(", ")
            )
        })
    });
    Ok(Filter {
        outcomes: outcomes.collect::<anyhow::Result<_>>()?,
        since: which.since,
        before: which.before,
        provisions: which.provision.clone(),
        source: which.source.clone(),
    })
}

// What of a past answer its line shows; the text stays on disk.
struct Row {
    date: Option<Date>,
    line: String,
}

fn list(
    start: &Start,
    which: &Which,
    limit: Option<usize>,
    json: bool,
) -> anyhow::Result<ExitCode> {
    let filter = filter(which)?;
    let archive = open(start)?;
    let today = clock::today();
    let mut rows = Vec::new();
    archive.each(|answer| {
        if filter.takes(&answer) {
            rows.push(Row {
                date: answer.date,
                line: if json {
                    serde_json::to_string(&answer).unwrap_or_default()
                } else {
                    line_of(&answer, today)
                },
            });
        }
    })?;
    // The order of the files where nothing is known of the date.
    rows.sort_by_key(|row| std::cmp::Reverse(row.date));
    let total = rows.len();
    rows.truncate(limit.unwrap_or(usize::MAX));
    if json {
        let lines: Vec<&str> = rows.iter().map(|row| row.line.as_str()).collect();
        out(&format!("[{}]\n", lines.join(",")))?;
        return Ok(ExitCode::SUCCESS);
    }
    if total == 0 {
        out("No past answer is like that; seriatim archive stats shows what there is.\n")?;
        return Ok(ExitCode::SUCCESS);
    }
    for rows in rows.chunks(1_000) {
        let text: String = rows
            .iter()
            .flat_map(|row| [row.line.as_str(), "\n"])
            .collect();
        out(&text)?;
    }
    if rows.len() < total {
        out(&format!("and {} more\n", total - rows.len()))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn line_of(answer: &PastAnswer, today: Date) -> String {
    let date = answer.date.map(|date| date.to_string()).unwrap_or_default();
    let age = answer.date.map(|date| age(date, today)).unwrap_or_default();
    let outcome = answer.outcome.map(Outcome::title).unwrap_or_default();
    let id = clean(&answer.id).0;
    format!(
        "{id:<22} {date:<10} {age:<9} {outcome:<18} {}",
        first_words(answer)
    )
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
            answer
                .date
                .map(|date| match age(date, clock::today()) {
                    age if age == "today" => format!("{date} (today)"),
                    age => format!("{date} ({age} ago)"),
                })
                .unwrap_or_default(),
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

pub(super) fn missing(id: &str) -> anyhow::Error {
    anyhow!(
        "there is no past answer “{}”; seriatim archive list shows all",
        &*clean(id).0
    )
}

fn remove(start: &Start, ids: &[String], which: &Which, yes: bool) -> anyhow::Result<ExitCode> {
    let mut archive = open(start)?;
    if let Some(missing_id) = ids.iter().find(|id| archive.get(id).is_none()) {
        return Err(missing(missing_id));
    }
    let filter = filter(which)?;
    let mut chosen = ids.to_vec();
    if filter != Filter::default() {
        let among = |id: &String| ids.is_empty() || ids.contains(id);
        chosen.clear();
        archive.each(|answer| {
            if filter.takes(&answer) && among(&answer.id) {
                chosen.push(answer.id);
            }
        })?;
        if !yes {
            out(&format!(
                "{} past answers would be removed; --yes removes them\n",
                chosen.len()
            ))?;
            return Ok(ExitCode::SUCCESS);
        }
    }
    let chosen: Vec<&str> = chosen.iter().map(String::as_str).collect();
    let gone = archive.remove_all(&RealDisk, &chosen)?;
    out(&format!(
        "{gone} removed; the archive holds {}\n",
        archive.len()
    ))?;
    Ok(ExitCode::SUCCESS)
}

fn export(
    start: &Start,
    which: &Which,
    output: Option<&Path>,
    csv: bool,
) -> anyhow::Result<ExitCode> {
    let filter = filter(which)?;
    let archive = open(start)?;
    let ending = output.and_then(Path::extension);
    let csv = csv || ending.is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    let mut text = if csv {
        spreadsheet::HEADER.to_owned()
    } else {
        String::new()
    };
    let mut failed = None;
    let mut count = 0;
    archive.each(|answer| {
        if !filter.takes(&answer) {
            return;
        }
        count += 1;
        if csv {
            text.push_str(&spreadsheet::row(&answer));
        } else {
            text.push_str(&serde_json::to_string(&answer).unwrap_or_default());
            text.push('\n');
        }
        if output.is_none() && text.len() > 1 << 16 {
            failed = failed.take().or(out(&text).err());
            text.clear();
        }
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    match output {
        Some(path) => {
            files::save(&RealDisk, path, text.as_bytes())?;
            out(&format!(
                "{count} past answers written to {}\n",
                files::shown(path)
            ))?;
        }
        None => out(&text)?,
    }
    Ok(ExitCode::SUCCESS)
}
