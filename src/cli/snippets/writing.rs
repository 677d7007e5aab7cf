//! `snippet new|edit`: writing into the library.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use serde::Serialize;

use super::print_json;
use crate::app::message::Kept;
use crate::cli::args::{EditSnippet, NewSnippet, SnippetKeys};
use crate::cli::out;
use crate::domain::outcome::Outcome;
use crate::domain::snippet::draft::{SnippetDraft, id_of_title};
use crate::domain::snippet::{Layer, State};
use crate::host::start::Start;
use crate::host::{folders, library_work};
use crate::store::files;
use crate::store::libraries::{LARGEST, read_snippet};
use crate::text::clean::clean;

/// A snippet file to fill in.
const TEMPLATE: &str = r#"title     = ""                 # what it says, in a line
regime    = "uk-foia"          # the law; leave the line out for any
outcome   = "disclosed"        # disclosed, partly-disclosed, not-held, refused, ncnd, already-available, clarification,
                               # answered-elsewhere; leave the line out for none
cites     = []                 # provisions: ["31(1)(a)"]
tags      = []                 # words to find it by
use_when  = ""                 # when a colleague should use it
owner     = ""                 # who keeps it
review_by = 2027-04-01         # when to look at it again
state     = "draft"            # draft, approved, withdrawn
body = """
The council holds {{count}} benches. They cost {{cost}} on {{day}}.

{{> closing/internal-review}}
"""

[[field]]
name   = "count"
prompt = "How many?"
type   = "number"              # text, number, money, date, choice, list

[[field]]
name   = "cost"
prompt = "What did they cost?"
type   = "money"

[[field]]
name     = "day"
prompt   = "When?"
type     = "date"
optional = true
"#;

#[derive(Serialize)]
struct KeptJson<'a> {
    id: &'a str,
    layer: &'static str,
    proposed: bool,
    path: &'a str,
}

pub(super) fn new(start: &Start, call: &NewSnippet) -> anyhow::Result<ExitCode> {
    let Some(file) = call.file.as_ref().filter(|_| !call.template) else {
        out(TEMPLATE)?;
        return Ok(ExitCode::SUCCESS);
    };
    let layer = match &call.layer {
        None => Layer::Team,
        Some(word) => Layer::from_word(word)
            .filter(|layer| *layer != Layer::BuiltIn)
            .ok_or_else(|| {
                anyhow!(
                    "“{}” is no layer; it takes personal, team or organisation",
                    &*clean(word).0
                )
            })?,
    };
    let text = read(file)?;
    let whole = file
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    let mut draft = if whole {
        let read = read_snippet(layer, "new", file, text.as_bytes())?;
        let stem = file
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned());
        SnippetDraft {
            id: stem.unwrap_or_default(),
            ..SnippetDraft::of(&read.snippet)
        }
    } else {
        SnippetDraft {
            body: clean(&text).0.to_string(),
            ..SnippetDraft::default()
        }
    };
    set(&mut draft, &call.set)?;
    draft.settle_fields();
    let library = start.shelf.library();
    if let Some(id) = &call.id {
        id.clone_into(&mut draft.id);
    } else if draft.id.is_empty() {
        draft.id = id_of_title("answers", &draft.title, |id| library.get(id).is_some());
    }
    keep(start, layer, &draft, None, call.json)
}

pub(super) fn edit(start: &Start, call: &EditSnippet) -> anyhow::Result<ExitCode> {
    let library = start.shelf.library();
    let snippet = library.get(&call.id).ok_or_else(|| {
        anyhow!(
            "there is no snippet “{}”; seriatim snippet list shows all",
            &*clean(&call.id).0
        )
    })?;
    let mut draft = SnippetDraft::of(snippet);
    let before = draft.clone();
    if let Some(file) = &call.body {
        draft.body = clean(&read(file)?).0.to_string();
    }
    set(&mut draft, &call.set)?;
    draft.settle_fields();
    if draft == before {
        return Err(anyhow!(
            "nothing to change was named: for instance --title, --body FILE, --review-by 2027-04-01, --state withdrawn; \
             in the workbench Alt+E edits the chosen snippet"
        ));
    }
    // What came with the program is not written over: the team's own takes its place.
    if snippet.layer == Layer::BuiltIn {
        return keep(start, Layer::Team, &draft, None, call.json);
    }
    keep(start, snippet.layer, &draft, Some(&snippet.file), call.json)
}

fn keep(
    start: &Start,
    layer: Layer,
    draft: &SnippetDraft,
    was: Option<&str>,
    json: bool,
) -> anyhow::Result<ExitCode> {
    let faults = draft.faults(&start.shelf.library(), start.shelf.regimes());
    if let Some(fault) = faults.first() {
        return Err(anyhow!("{}", fault.words));
    }
    let user = folders::user();
    let kept = library_work::write(&start.workspace, &user, layer, draft, was)
        .map_err(|words| anyhow!(words))?;
    let (path, proposed) = match &kept {
        Kept::Saved(path) => (path, false),
        Kept::Proposed(path) => (path, true),
    };
    if json {
        return print_json(&KeptJson {
            id: &draft.id,
            layer: layer.word(),
            proposed,
            path,
        })
        .map(|()| ExitCode::SUCCESS);
    }
    let words = if proposed {
        format!(
            "Proposed {} for the {} library: somebody who may change it decides\n{path}\n",
            draft.id,
            layer.word()
        )
    } else {
        format!(
            "Saved {} in the {} library\n{path}\n",
            draft.id,
            layer.word()
        )
    };
    out(&words)?;
    Ok(ExitCode::SUCCESS)
}

fn read(file: &Path) -> anyhow::Result<String> {
    let bytes = if file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin()
            .take(LARGEST)
            .read_to_end(&mut bytes)
            .context("reading standard input")?;
        bytes
    } else {
        files::read(&PathBuf::from(file), LARGEST)?
    };
    String::from_utf8(bytes).map_err(|_| anyhow!("{}: this is not UTF-8 text", files::shown(file)))
}

fn set(draft: &mut SnippetDraft, keys: &SnippetKeys) -> anyhow::Result<()> {
    let plain = |text: &str| clean(text).0.trim().to_owned();
    if let Some(title) = &keys.title {
        draft.title = plain(title);
    }
    if let Some(regime) = &keys.regime {
        draft.regime = Some(plain(regime)).filter(|id| !id.is_empty());
    }
    if let Some(word) = &keys.outcome {
        draft.outcome = match word.as_str() {
            "" => None,
            word => Some(Outcome::from_id(word).ok_or_else(|| {
                let all: Vec<&str> = Outcome::ALL.iter().map(|outcome| outcome.id()).collect();
                anyhow!(
                    "“{}” is no outcome; it takes one of: {}",
                    &*clean(word).0,
                    all.join(", ")
                )
            })?),
        };
    }
    if !keys.cites.is_empty() {
        draft.cites = keys.cites.iter().map(|cite| plain(cite)).collect();
    }
    if !keys.tags.is_empty() {
        draft.tags = keys.tags.iter().map(|tag| plain(tag)).collect();
    }
    if let Some(use_when) = &keys.use_when {
        draft.use_when = plain(use_when);
    }
    if let Some(owner) = &keys.owner {
        draft.owner = plain(owner);
    }
    draft.review_by = keys.review_by.or(draft.review_by);
    if let Some(word) = &keys.state {
        draft.state = State::from_word(word).ok_or_else(|| {
            anyhow!(
                "“{}” is no state; it takes draft, approved or withdrawn",
                &*clean(word).0
            )
        })?;
    }
    if let Some(successor) = &keys.successor {
        draft.successor = Some(plain(successor)).filter(|id| !id.is_empty());
        draft.state = State::Withdrawn;
    }
    if draft.state != State::Withdrawn {
        draft.successor = None;
    }
    Ok(())
}
