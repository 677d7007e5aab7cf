//! `snippet list|show|check`: the library.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use serde::Serialize;

use super::args::SnippetCommand;
use super::out;
use crate::domain::library::LibraryProblem;
use crate::domain::outcome::Outcome;
use crate::domain::regime::Regimes;
use crate::domain::snippet::{Layer, Snippet, include};
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
        SnippetCommand::Show { id, json } => show(start, id, *json),
        SnippetCommand::Proposals { json } => super::proposals::list(start, *json),
        SnippetCommand::Accept { name, word } => super::proposals::decide(start, name, word, true),
        SnippetCommand::Decline { name, word } => {
            super::proposals::decide(start, name, word, false)
        }
        SnippetCommand::Check { files, json } => check(start, files, *json),
    }
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
        let lines = snippets
            .iter()
            .map(|snippet| format!("{:<44} {}\n", snippet.id, snippet.title));
        out(&lines.collect::<String>())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn show(start: &Start, id: &str, json: bool) -> anyhow::Result<ExitCode> {
    let library = start.shelf.library();
    let snippet = library.get(id).ok_or_else(|| {
        anyhow!(
            "there is no snippet “{}”; seriatim snippet list shows all",
            &*clean(id).0
        )
    })?;
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
    for (name, value) in optional.into_iter().filter(|(_, value)| !value.is_empty()) {
        let _ = writeln!(text, "{name}: {value}");
    }
    for field in &snippet.fields {
        let _ = writeln!(text, "asks for {}: {}", field.name, field.prompt);
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
    Ok(if problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
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
