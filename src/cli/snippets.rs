//! `snippet list|show|check`: the library. What writes into it and what cares for it is in the files beside.

mod caring;
mod editing;
mod leaking;
mod writing;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use serde::Serialize;

use super::args::SnippetCommand;
use super::{out, verdict};
use crate::domain::library::{Library, LibraryProblem};
use crate::domain::outcome::Outcome;
use crate::domain::regime::Regimes;
use crate::domain::snippet::{Layer, Snippet, State, include};
use crate::host::start::Start;
use crate::store::files;
use crate::store::libraries::read_snippet;
use crate::text::clean::clean;

#[derive(Serialize)]
struct SnippetJson<'a> {
    id: &'a str,
    title: &'a str,
    layer: &'static str,
    regime: Option<&'a str>,
    outcome: Option<Outcome>,
    cites: &'a [String],
    tags: &'a [String],
    use_when: &'a str,
    owner: &'a str,
    review_by: Option<jiff::civil::Date>,
    state: &'static str,
    successor: Option<&'a str>,
    includes: &'a [String],
    depth: usize,
    version: &'a str,
    fields: Vec<&'a str>,
    body: &'a str,
}

fn json_of(snippet: &Snippet) -> SnippetJson<'_> {
    SnippetJson {
        id: &snippet.id,
        title: &snippet.title,
        layer: snippet.layer.word(),
        regime: snippet.regime.as_deref(),
        outcome: snippet.outcome,
        cites: &snippet.cites,
        tags: &snippet.tags,
        use_when: &snippet.use_when,
        owner: &snippet.owner,
        review_by: snippet.review_by,
        state: snippet.state.word(),
        successor: snippet.successor.as_deref(),
        includes: &snippet.includes,
        depth: snippet.depth,
        version: &snippet.version,
        fields: snippet
            .fields
            .iter()
            .map(|field| field.name.as_str())
            .collect(),
        body: &snippet.body,
    }
}

pub(super) fn perform(start: &Start, command: &SnippetCommand) -> anyhow::Result<ExitCode> {
    match command {
        SnippetCommand::List { json } => list(start, *json),
        SnippetCommand::Show {
            id,
            history: true,
            json,
        } => caring::history(start, id, *json),
        SnippetCommand::Show { id, json, .. } => show(start, id, *json),
        SnippetCommand::Proposals { json } => super::proposals::list(start, *json),
        SnippetCommand::Accept { name, word } => super::proposals::decide(start, name, word, true),
        SnippetCommand::Decline { name, word } => {
            super::proposals::decide(start, name, word, false)
        }
        SnippetCommand::Check { files, json } => check(start, files, *json),
        SnippetCommand::New(call) => writing::new(start, call),
        SnippetCommand::Edit(call) => writing::edit(start, call),
        SnippetCommand::Used { id, json } => caring::used(start, id, *json),
        SnippetCommand::Stale { json } => caring::stale_ones(start, *json),
        SnippetCommand::Duplicates { json } => caring::duplicates(start, *json),
        SnippetCommand::Stats { json } => caring::stats(start, *json),
    }
}

// The snippet with this id.
fn known<'l>(library: &'l Library, id: &str) -> anyhow::Result<&'l Snippet> {
    library.get(id).map(AsRef::as_ref).ok_or_else(|| {
        anyhow!(
            "there is no snippet “{}”; seriatim snippet list shows all",
            &*clean(id).0
        )
    })
}

fn print_json(value: &impl Serialize) -> anyhow::Result<()> {
    let text = serde_json::to_string(value).context("writing JSON")?;
    out(&format!("{text}\n"))
}

fn list(start: &Start, json: bool) -> anyhow::Result<ExitCode> {
    let library = start.shelf.library();
    let snippets = library.snippets();
    if json {
        let all: Vec<SnippetJson<'_>> = snippets.iter().map(|snippet| json_of(snippet)).collect();
        out(&format!(
            "{}\n",
            serde_json::to_string(&all).context("writing JSON")?
        ))?;
    } else {
        let lines = snippets.iter().map(|snippet| {
            let state = match snippet.state {
                State::Approved => String::new(),
                state => format!(" [{}]", state.word()),
            };
            format!("{:<44} {}{state}\n", snippet.id, snippet.title)
        });
        out(&lines.collect::<String>())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn show(start: &Start, id: &str, json: bool) -> anyhow::Result<ExitCode> {
    let library = start.shelf.library();
    let snippet = known(&library, id)?;
    if json {
        out(&format!(
            "{}\n",
            serde_json::to_string(&json_of(snippet)).context("writing JSON")?
        ))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut text = format!(
        "{}\n{} ({})\n",
        snippet.title,
        snippet.id,
        snippet.layer.word()
    );
    let optional = [
        ("regime", snippet.regime.clone().unwrap_or_default()),
        (
            "outcome",
            snippet
                .outcome
                .map(|outcome| outcome.title().to_owned())
                .unwrap_or_default(),
        ),
        ("cites", snippet.cites.join(", ")),
        ("use when", snippet.use_when.clone()),
        ("owner", snippet.owner.clone()),
        (
            "review by",
            snippet
                .review_by
                .map(|date| date.to_string())
                .unwrap_or_default(),
        ),
    ];
    if snippet.state != State::Approved {
        let _ = writeln!(text, "state: {}", snippet.state.word());
    }
    if let Some(successor) = &snippet.successor {
        let _ = writeln!(text, "in its place: {successor}");
    }
    if !snippet.includes.is_empty() {
        let deep = if snippet.depth > 1 {
            format!(" ({} deep)", snippet.depth)
        } else {
            String::new()
        };
        let _ = writeln!(text, "includes: {}{deep}", snippet.includes.join(", "));
    }
    for (name, value) in optional.into_iter().filter(|(_, value)| !value.is_empty()) {
        let _ = writeln!(text, "{name}: {value}");
    }
    for field in &snippet.fields {
        let kind = match field.kind.word() {
            "text" => String::new(),
            word => format!(" ({word})"),
        };
        let _ = writeln!(text, "asks for {}{kind}: {}", field.name, field.prompt);
    }
    text.push('\n');
    text.push_str(&snippet.body);
    out(&text)?;
    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct ProblemJson<'a> {
    path: &'a str,
    line: Option<usize>,
    message: &'a str,
}

fn check(start: &Start, paths: &[PathBuf], json: bool) -> anyhow::Result<ExitCode> {
    let library = start.shelf.library();
    let (problems, count) = if paths.is_empty() {
        let mut problems = library.problems().to_vec();
        for snippet in library.snippets() {
            problems.extend(law_problems(snippet, start.shelf.regimes(), &snippet.id));
            problems.extend(lost_successor(snippet, &library));
        }
        (problems, library.snippets().len())
    } else {
        (
            paths
                .iter()
                .flat_map(|path| check_file(path, start))
                .collect(),
            paths.len(),
        )
    };
    if json {
        let all: Vec<ProblemJson<'_>> = problems
            .iter()
            .map(|problem| ProblemJson {
                path: &problem.path,
                line: problem.line,
                message: &problem.message,
            })
            .collect();
        out(&format!(
            "{}\n",
            serde_json::to_string(&all).context("writing JSON")?
        ))?;
    } else {
        for problem in &problems {
            let line = problem
                .line
                .map_or_else(String::new, |line| format!(":{line}"));
            out(&format!("{}{line}: {}\n", problem.path, problem.message))?;
        }
        if problems.is_empty() {
            out(&format!("{count} snippets, no problem found\n"))?;
        }
    }
    Ok(verdict(problems.is_empty()))
}

fn check_file(path: &Path, start: &Start) -> Vec<LibraryProblem> {
    let shown = files::shown(path);
    let problem = |line, message| LibraryProblem {
        path: shown.clone(),
        line,
        message,
    };
    let bytes = match files::read(path, 256 * 1024) {
        Ok(bytes) => bytes,
        Err(error) => return vec![problem(None, error.to_string())],
    };
    let id = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    match read_snippet(Layer::Personal, &id, path, &bytes) {
        Ok(read) => {
            let library = start.shelf.library();
            let snippet = &read.snippet;
            let written = |id: &str| library.get(id).map(|other| other.written());
            let includes = include::open(&snippet.id, &snippet.body, &written).err();
            let includes = includes.map(|error| {
                let line = read.include_lines.first().copied();
                problem(line, format!("{error}. {}", error.help()))
            });
            let remarks = read
                .remarks
                .iter()
                .map(|(line, words)| problem(Some(*line), words.clone()));
            remarks
                .chain(includes)
                .chain(law_problems(snippet, start.shelf.regimes(), &shown))
                .collect()
        }
        Err(error) => vec![problem(
            Some(error.line),
            format!("{}. {}", error.what, error.hint),
        )],
    }
}

// A snippet that cites a provision nobody knows would make a letter that does.
fn law_problems(snippet: &Snippet, regimes: &Regimes, path: &str) -> Vec<LibraryProblem> {
    if snippet.is_withdrawn() {
        return Vec::new();
    }
    let Some(id) = &snippet.regime else {
        return Vec::new();
    };
    let problem = |message| LibraryProblem {
        path: path.to_owned(),
        line: None,
        message,
    };
    let Some(regime) = regimes.get(id) else {
        return vec![problem(format!("there is no regime “{id}”"))];
    };
    let unknown = snippet
        .cites
        .iter()
        .filter(|cite| regime.provision(cite).is_none());
    unknown
        .map(|cite| problem(format!("{} does not list {cite}", regime.short)))
        .collect()
}

// Whoever meets a withdrawn snippet is sent on to another one that is of use.
fn lost_successor(snippet: &Snippet, library: &Library) -> Option<LibraryProblem> {
    let id = snippet.successor.as_deref()?;
    let lost = library
        .get(id)
        .is_none_or(|next| next.is_withdrawn() && next.successor.is_none());
    lost.then(|| LibraryProblem {
        path: snippet.id.clone(),
        line: None,
        message: format!(
            "its successor “{id}” is withdrawn or not in the library; name another one"
        ),
    })
}
