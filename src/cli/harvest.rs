//! `harvest`: past responses read into questions and answers, and taken into the archive.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, anyhow};
use serde::Serialize;

use super::args::HarvestArguments;
use super::cases::read;
use super::progress::Bar;
use super::{complain, out};
use crate::domain::harvest::filing::{self, ReadWith, Unclear};
use crate::domain::harvest::gathering::Gathering;
use crate::domain::harvest::{Harvest, Pair, harvest};
use crate::domain::outcome::Outcome;
use crate::host::clock;
use crate::host::harvesting::harvest_letters;
use crate::host::start::Start;
use crate::store::archive::Archive;
use crate::store::files::{self, RealDisk};
use crate::store::law;
use crate::store::letters::{self, Letters};
use crate::text::clean::clean;

/// So many answers go into the archive at a time.
const HANDFUL: usize = 20_000;
/// So many of what was unclear are shown; a report holds all.
const SHOWN: usize = 20;

#[derive(Serialize)]
struct HarvestJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    pairs: Vec<PairJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unclear: Vec<UnclearJson>,
}

#[derive(Serialize)]
struct PairJson<'a> {
    marker: &'a str,
    question: &'a str,
    answer: &'a str,
    outcome: &'a str,
    cites: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answered_with: Option<&'a str>,
}

#[derive(Serialize)]
struct UnclearJson {
    line: usize,
    why: String,
}

/// Harvests letters; one that cannot be read does not keep the others from being read.
pub(super) fn perform(
    workspace: Option<&Path>,
    begin: impl FnOnce() -> anyhow::Result<Start>,
    call: &HarvestArguments,
) -> anyhow::Result<ExitCode> {
    let (regimes, _) = law::regimes(workspace);
    let book = law::phrasebook().map_err(|words| anyhow!(words))?;
    let regime = call.regime.as_str();
    if regimes.get(regime).is_none() {
        let known: Vec<&str> = regimes.iter().map(|pack| pack.id.as_str()).collect();
        return Err(anyhow!(
            "there is no regime “{}”; known: {}",
            &*clean(regime).0,
            known.join(", ")
        ));
    }
    let with = ReadWith {
        regimes: &regimes,
        book: &book,
        regime,
    };
    if call.json || call.dry_run {
        return show(call, with);
    }
    take_in(&begin()?, call, with)
}

/// Writes what is found, and keeps nothing of it.
fn show(call: &HarvestArguments, with: ReadWith<'_>) -> anyhow::Result<ExitCode> {
    let letters = letters::list(&call.files);
    let several = letters.files.len() > 1 || call.files.iter().any(|path| path.is_dir());
    let mut code = ExitCode::SUCCESS;
    let mut bar = Bar::new();
    for (folder, words) in &letters.unread {
        complain(&format!("{}: {words}", files::shown(folder)));
        code = ExitCode::from(2);
    }
    for (done, file) in letters.files.iter().enumerate() {
        bar.show("Reading", done as u64, letters.files.len() as u64);
        let letter = match read(file) {
            Ok(letter) => letter,
            Err(error) if several => {
                bar.clear();
                complain(&format!("{error:#}"));
                code = ExitCode::from(2);
                continue;
            }
            Err(error) => return Err(error),
        };
        let (text, _) = clean(&letter.text);
        let found = harvest(&text, with.regimes, with.book, with.regime);
        let name = several.then(|| clean(&file.to_string_lossy()).0.into_string());
        bar.clear();
        out(&if call.json {
            as_json(&text, &found, name, with)?
        } else {
            as_text(&text, &found, name, with)
        })?;
    }
    bar.clear();
    Ok(code)
}

/// Takes what is found into the archive, and says what came of it.
fn take_in(start: &Start, call: &HarvestArguments, with: ReadWith<'_>) -> anyhow::Result<ExitCode> {
    let begun = Instant::now();
    let listed = letters::list(&call.files);
    let (mut archive, mut all) = (super::archive::open(start)?, Gathering::default());
    let (mut new, mut of) = (0, 0);
    let mut bar = Bar::new();
    let piped = listed.files.iter().any(|file| file.as_os_str() == "-");
    if piped {
        let letter = read(Path::new("-"))?;
        let filed = filing::file_away(&letter.text, "", with);
        all.take("standard input", filed);
    }
    let paths: Vec<PathBuf> = listed
        .files
        .iter()
        .filter(|file| file.as_os_str() != "-")
        .cloned()
        .collect();
    let total = paths.len() as u64;
    let mut keep = |all: &mut Gathering, archive: &mut Archive| -> anyhow::Result<()> {
        let answers = all.hand_over();
        let taken = archive.take_in(&RealDisk, &answers, clock::today())?;
        new += taken.added - taken.replaced.min(taken.added);
        of += taken.added + taken.repeated;
        Ok(())
    };
    harvest_letters(&paths, with, &mut all, |all, done| {
        bar.show("Reading the letters", done as u64, total);
        if all.answers().len() >= HANDFUL {
            keep(all, &mut archive)?;
        }
        Ok(())
    })?;
    keep(&mut all, &mut archive)?;
    bar.clear();
    report(call, &listed, &all)?;
    let seconds = begun.elapsed().as_secs_f64();
    out(&told(&all, new, of, archive.len(), seconds))?;
    let nothing = all.counts.letters == 0;
    let wrong = nothing && !(all.unread.is_empty() && listed.unread.is_empty());
    if nothing && !wrong {
        complain("there is no letter there");
    }
    Ok(if nothing {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    })
}

/// Names what could not be read and what was unclear: all of it in the report, the first of it on standard error.
fn report(call: &HarvestArguments, listed: &Letters, all: &Gathering) -> anyhow::Result<()> {
    let folders = listed
        .unread
        .iter()
        .map(|(folder, words)| format!("{}: {words}", files::shown(folder)));
    let unread = all.unread.iter().map(|(_, words)| words.clone());
    let unread: Vec<String> = folders.chain(unread).collect();
    let same = all
        .same
        .iter()
        .map(|(name, first)| format!("{name}: the same letter as {first}"));
    let unclear = all
        .unclear
        .iter()
        .map(|(name, one)| format!("{name}:{}: {}", one.line, one.doubt.words()));
    for line in &unread {
        complain(line);
    }
    if let Some(path) = &call.report {
        let lines: Vec<String> = unread.iter().cloned().chain(same).chain(unclear).collect();
        let text = clean(&lines.join("\n")).0.to_string();
        files::save(&RealDisk, path, format!("{}\n", text.trim_end()).as_bytes())?;
        return Ok(());
    }
    for line in unclear.take(SHOWN) {
        complain(&line);
    }
    let more = all.unclear.len().saturating_sub(SHOWN);
    if more > 0 {
        complain(&format!(
            "and {more} more that were unclear; --report FILE writes all of them"
        ));
    }
    Ok(())
}

fn told(all: &Gathering, new: usize, of: usize, holds: u64, seconds: f64) -> String {
    let many = |count: usize, one: &str, more: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {more}"),
    };
    let mut text = format!(
        "{} read in {seconds:.1} s: {}",
        many(all.counts.letters, "letter", "letters"),
        many(of, "past answer", "past answers")
    );
    let known = of - new.min(of);
    if known > 0 {
        let _ = write!(text, ", {known} of them there already");
    }
    if all.counts.folded > 0 {
        let _ = write!(text, "; {} came again and are kept once", all.counts.folded);
    }
    text.push('\n');
    for (count, words) in [
        (all.same.len(), "the same as another one"),
        (all.unread.len(), "not readable"),
    ] {
        if count > 0 {
            let _ = writeln!(text, "{}: {words}", many(count, "letter", "letters"));
        }
    }
    if !all.unclear.is_empty() {
        let _ = writeln!(
            text,
            "{} unclear",
            many(all.unclear.len(), "place", "places")
        );
    }
    let _ = writeln!(text, "The archive holds {holds}.");
    text
}

fn answered(found: &Harvest) -> impl Iterator<Item = &Pair> {
    found.pairs.iter().filter(|pair| !pair.answer.is_empty())
}

/// The outcome in the words of the contract, which has one word for all refusals and one for answers given elsewhere.
fn word(outcome: Option<Outcome>) -> &'static str {
    match outcome {
        None => "",
        Some(Outcome::AlreadyAvailable) => Outcome::Refused.id(),
        Some(Outcome::AnsweredElsewhere) => "see-other",
        Some(outcome) => outcome.id(),
    }
}

fn as_json(
    text: &str,
    found: &Harvest,
    file: Option<String>,
    with: ReadWith<'_>,
) -> anyhow::Result<String> {
    let pairs = answered(found)
        .map(|pair| PairJson {
            marker: &pair.marker,
            question: &pair.question,
            answer: &pair.answer,
            outcome: word(pair.outcome),
            cites: filing::provisions(pair, with),
            answered_with: pair.answered_with.as_deref(),
        })
        .collect();
    let unclear = filing::doubts(text, found)
        .into_iter()
        .map(|Unclear { line, doubt }| UnclearJson {
            line,
            why: doubt.words(),
        })
        .collect();
    let text = serde_json::to_string(&HarvestJson {
        file,
        pairs,
        unclear,
    })
    .context("writing JSON")?;
    Ok(format!("{text}\n"))
}

fn as_text(text: &str, found: &Harvest, file: Option<String>, with: ReadWith<'_>) -> String {
    let mut lines: Vec<String> = file.into_iter().collect();
    for pair in answered(found) {
        let indented = |text: &str| text.replace('\n', "\n      ");
        let cites = filing::provisions(pair, with);
        let cites = if cites.is_empty() {
            String::new()
        } else {
            format!(": {}", cites.join(", "))
        };
        let title = pair.outcome.map_or("", Outcome::title);
        lines.push(format!("{:<5} {}", pair.marker, indented(&pair.question)));
        lines.push(format!(
            "      [{title}{cites}] {}\n",
            indented(&pair.answer)
        ));
    }
    for Unclear { line, doubt } in filing::doubts(text, found) {
        lines.push(format!("line {line}: {}", doubt.words()));
    }
    format!("{}\n", lines.join("\n"))
}
