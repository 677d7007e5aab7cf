//! `snippet used|stale|duplicates|stats`: care for the library.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::anyhow;
use serde::Serialize;

use super::{known, print_json};
use crate::cli::{complain, out, verdict};
use crate::domain::care::{PairKind, Use, pairs, stale};
use crate::domain::fields::long_date;
use crate::domain::snippet::{Layer, Snippet, State};
use crate::host::start::Start;
use crate::host::{clock, library_work};

#[derive(Serialize)]
struct ChangeJson<'a> {
    was: &'a str,
    now: &'a str,
}

#[derive(Serialize)]
struct UseJson<'a> {
    reference: &'a str,
    question: &'a str,
    text: &'a str,
    date: Option<jiff::civil::Date>,
    earlier: bool,
    kept: usize,
    filled: BTreeMap<&'a str, &'a str>,
    changes: Vec<ChangeJson<'a>>,
}

fn json_of(own: &Use) -> UseJson<'_> {
    let filled = own.differences.filled.iter();
    let changes = own.differences.changes.iter();
    UseJson {
        reference: &own.reference,
        question: &own.name,
        text: &own.question,
        date: own.date,
        earlier: own.earlier,
        kept: own.differences.kept,
        filled: filled
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect(),
        changes: changes
            .map(|change| ChangeJson {
                was: &change.was,
                now: &change.now,
            })
            .collect(),
    }
}

fn date_of(date: Option<jiff::civil::Date>) -> String {
    date.map_or_else(|| "no date".to_owned(), long_date)
}

pub(super) fn used(start: &Start, id: &str, json: bool) -> anyhow::Result<ExitCode> {
    let library = start.shelf.library();
    let snippet = known(&library, id)?;
    let archive = match start.archive(|_, _| {}) {
        Ok((archive, _)) => Some(archive),
        Err(error) => {
            complain(&format!("past answers were not looked through: {error}"));
            None
        }
    };
    let uses = library_work::uses(&start.workspace, archive.as_ref(), snippet);
    if json {
        let all: Vec<UseJson<'_>> = uses.iter().map(json_of).collect();
        print_json(&all)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut text = String::new();
    for own in &uses {
        let place = if own.name.is_empty() {
            "past answer".to_owned()
        } else {
            format!("question {}", own.name)
        };
        let _ = writeln!(text, "{}  {place}  {}", own.reference, date_of(own.date));
        text.push_str(&words_of(own));
    }
    let remembered = library
        .snippets()
        .iter()
        .position(|other| other.id == snippet.id)
        .and_then(|at| library.memory(at));
    if let Some(memory) = remembered {
        let _ = writeln!(
            text,
            "The library remembers {} use{}, last on {}",
            memory.times(),
            if memory.times() == 1 { "" } else { "s" },
            date_of(memory.last())
        );
    } else if uses.is_empty() {
        let _ = writeln!(text, "“{}” was not used yet", snippet.title);
    }
    out(&text)?;
    Ok(ExitCode::SUCCESS)
}

// What an officer changed, a line each: [-taken out-] {+put in+}.
fn words_of(own: &Use) -> String {
    let mut text = String::new();
    for change in &own.differences.changes {
        let was = match change.was.as_str() {
            "" => String::new(),
            was => format!("[-{was}-] "),
        };
        let now = match change.now.as_str() {
            "" => String::new(),
            now => format!("{{+{now}+}}"),
        };
        let _ = writeln!(text, "    {}", format!("{was}{now}").trim_end());
    }
    if own.differences.changes.is_empty() {
        text.push_str("    as it is, word for word\n");
    } else if own.differences.kept < 100 {
        let _ = writeln!(
            text,
            "    {} per cent of its words are still there",
            own.differences.kept
        );
    }
    if own.earlier {
        text.push_str("    the snippet has been changed since\n");
    }
    text
}

#[derive(Serialize)]
struct LineJson {
    mark: char,
    text: String,
}

#[derive(Serialize)]
struct VersionJson<'a> {
    date: Option<jiff::civil::Date>,
    by: &'a str,
    subject: &'a str,
    kind: &'static str,
    lines: Vec<LineJson>,
}

pub(super) fn history(start: &Start, id: &str, json: bool) -> anyhow::Result<ExitCode> {
    let library = start.shelf.library();
    let snippet = known(&library, id)?;
    let found = start.sharing().history(snippet.layer, &snippet.id);
    let found = found.map_err(|words| anyhow!(words))?;
    if json {
        let versions = found.as_deref().unwrap_or_default().iter();
        let all = versions.map(|version| VersionJson {
            date: version.date,
            by: &version.by,
            subject: &version.subject,
            kind: version.kind.id(),
            lines: version
                .lines
                .iter()
                .flatten()
                .map(|line| LineJson {
                    mark: line.mark.sign(),
                    text: line.text(),
                })
                .collect(),
        });
        print_json(&all.collect::<Vec<_>>())?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut text = String::new();
    match &found {
        Err(words) => {
            let _ = writeln!(text, "{words}");
        }
        Ok(versions) if versions.is_empty() => {
            let _ = writeln!(text, "“{}” was not shared yet", snippet.title);
        }
        Ok(versions) => {
            for version in versions {
                let _ = writeln!(text, "{}", version.heading());
                for line in version.changes() {
                    let _ = writeln!(text, "    {}", line.trim_end());
                }
            }
        }
    }
    out(&text)?;
    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct StaleJson<'a> {
    id: &'a str,
    layer: &'static str,
    owner: &'a str,
    reason: &'static str,
    message: String,
}

pub(super) fn stale_ones(start: &Start, json: bool) -> anyhow::Result<ExitCode> {
    let library = start.shelf.library();
    let uses = library_work::all_uses(&start.workspace, &library);
    let (regimes, rules) = (start.shelf.regimes(), start.shelf.rules());
    let today = clock::today();
    let mut all = Vec::new();
    for snippet in library.snippets() {
        for reason in stale(
            snippet,
            uses.known(&snippet.id),
            today,
            regimes,
            &rules.repealed,
        ) {
            all.push(StaleJson {
                id: &snippet.id,
                layer: snippet.layer.word(),
                owner: &snippet.owner,
                reason: reason.id(),
                message: reason.words(),
            });
        }
    }
    if json {
        print_json(&all)?;
    } else {
        let mut text = String::new();
        for own in &all {
            let _ = writeln!(text, "{} ({}): {}", own.id, own.layer, own.message);
            if !own.owner.is_empty() {
                let _ = writeln!(text, "    kept by {}", own.owner);
            }
        }
        if all.is_empty() {
            text.push_str("No snippet is stale\n");
        }
        out(&text)?;
    }
    Ok(verdict(all.is_empty()))
}

#[derive(Serialize)]
struct PairJson<'a> {
    kind: &'static str,
    one: &'a str,
    other: &'a str,
    alike: f32,
}

pub(super) fn duplicates(start: &Start, json: bool) -> anyhow::Result<ExitCode> {
    let library = start.shelf.library();
    let snippets = library.snippets();
    let found = pairs(snippets, |at| library.served_questions(at));
    // What came with the program is as it is meant to be; it counts beside the library's own.
    let own = |at: usize| snippets[at].layer != Layer::BuiltIn;
    let shown: Vec<_> = found
        .into_iter()
        .filter(|pair| own(pair.one) || own(pair.other))
        .collect();
    let all = shown.iter().map(|pair| PairJson {
        kind: match pair.kind {
            PairKind::Duplicate => "duplicate",
            PairKind::Contradictory => "contradictory",
        },
        one: &snippets[pair.one].id,
        other: &snippets[pair.other].id,
        alike: (pair.alike * 100.0).round() / 100.0,
    });
    let all: Vec<PairJson<'_>> = all.collect();
    if json {
        print_json(&all)?;
    } else {
        let mut text = String::new();
        for (pair, own) in shown.iter().zip(&all) {
            let (one, other) = (&snippets[pair.one], &snippets[pair.other]);
            match pair.kind {
                PairKind::Duplicate => {
                    let _ = writeln!(text, "{} and {}: nearly the same text", own.one, own.other);
                }
                PairKind::Contradictory => {
                    let outcome =
                        |own: &Snippet| own.outcome.map_or("no outcome", |outcome| outcome.title());
                    let _ = writeln!(
                        text,
                        "{} ({}) and {} ({}): the same question, opposite answers",
                        own.one,
                        outcome(one),
                        own.other,
                        outcome(other)
                    );
                }
            }
            let _ = writeln!(text, "    {}\n    {}", one.title, other.title);
        }
        if all.is_empty() {
            text.push_str("No two snippets say the same, or the opposite\n");
        }
        out(&text)?;
    }
    Ok(verdict(all.is_empty()))
}

#[derive(Serialize)]
struct StatsJson {
    snippets: usize,
    layers: BTreeMap<&'static str, usize>,
    states: BTreeMap<&'static str, usize>,
    outcomes: BTreeMap<&'static str, usize>,
    owners: BTreeMap<String, usize>,
    overdue: usize,
    used: usize,
    uses: usize,
    broken: usize,
}

pub(super) fn stats(start: &Start, json: bool) -> anyhow::Result<ExitCode> {
    let library = start.shelf.library();
    let uses = library_work::all_uses(&start.workspace, &library);
    let snippets = library.snippets();
    let today = clock::today();
    let mut stats = StatsJson {
        snippets: snippets.len(),
        layers: Layer::ALL.map(|layer| (layer.word(), 0)).into(),
        states: State::ALL.map(|state| (state.word(), 0)).into(),
        outcomes: BTreeMap::new(),
        owners: BTreeMap::new(),
        overdue: snippets.iter().filter(|own| own.is_overdue(today)).count(),
        used: snippets
            .iter()
            .filter(|own| uses.times(&own.id) > 0)
            .count(),
        uses: snippets.iter().map(|own| uses.times(&own.id)).sum(),
        broken: library.problems().len(),
    };
    for own in snippets {
        *stats.layers.entry(own.layer.word()).or_default() += 1;
        *stats.states.entry(own.state.word()).or_default() += 1;
        let outcome = own.outcome.map_or("none", |outcome| outcome.id());
        *stats.outcomes.entry(outcome).or_default() += 1;
        let owner = if own.owner.is_empty() {
            "nobody"
        } else {
            &own.owner
        };
        *stats.owners.entry(owner.to_owned()).or_default() += 1;
    }
    if json {
        print_json(&stats)?;
        return Ok(ExitCode::SUCCESS);
    }
    let counts = |counts: &BTreeMap<&'static str, usize>| {
        let counts = counts.iter().map(|(word, count)| format!("{word} {count}"));
        counts.collect::<Vec<_>>().join(", ")
    };
    let owners = stats
        .owners
        .iter()
        .map(|(owner, count)| format!("{owner} {count}"));
    let owners = owners.collect::<Vec<_>>().join(", ");
    let text = format!(
        "{} snippets, {} files that cannot be used or have remarks\nlayers: {}\nstates: {}\noutcomes: {}\nkept by: {owners}\n\
         past their review date: {}\nused: {} of them, {} times\n",
        stats.snippets,
        stats.broken,
        counts(&stats.layers),
        counts(&stats.states),
        counts(&stats.outcomes),
        stats.overdue,
        stats.used,
        stats.uses,
    );
    out(&text)?;
    Ok(ExitCode::SUCCESS)
}
