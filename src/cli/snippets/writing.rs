//! `snippet new|edit`: writing into the library.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use serde::Serialize;

use super::leaking::{self, Written};
use super::{editing, known, print_json};
use crate::app::message::Kept;
use crate::cli::args::{EditSnippet, NewSnippet, SnippetKeys};
use crate::cli::{complain, out, verdict};
use crate::domain::harvest::draft;
use crate::domain::outcome::Outcome;
use crate::domain::snippet::draft::{SnippetDraft, id_of_title, one_line};
use crate::domain::snippet::{Layer, State};
use crate::host::folders;
use crate::host::library_work::{self, Wanted};
use crate::host::start::Start;
use crate::store::files;
use crate::store::libraries::{LARGEST, read_snippet};
use crate::text::clean::clean;

/// The longest reason that is kept.
const LONGEST_REASON: usize = 200;
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

/// A snippet that is to be saved.
pub(super) struct Save<'a> {
    /// Where it goes.
    pub(super) layer: Layer,
    /// What it says.
    pub(super) draft: &'a SnippetDraft,
    /// What it said before, if it stands in the same layer already.
    pub(super) before: Option<&'a SnippetDraft>,
    /// What its file is to hold.
    pub(super) wanted: Wanted<'a>,
    /// The hash of the file that it replaces.
    pub(super) was: Option<&'a str>,
    /// Where its words come from.
    pub(super) written: Written<'a>,
    /// Why what looks like a leak is none.
    pub(super) meant: Option<&'a str>,
    /// As JSON.
    pub(super) json: bool,
}

pub(super) fn new(start: &Start, call: &NewSnippet) -> anyhow::Result<ExitCode> {
    if call.template {
        out(TEMPLATE)?;
        return Ok(ExitCode::SUCCESS);
    }
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
    let (mut draft, name, text) = begin(start, call, layer)?;
    set(&mut draft, &call.set)?;
    draft.settle_fields();
    let library = start.shelf.library();
    if let Some(id) = &call.id {
        id.clone_into(&mut draft.id);
    } else if draft.id.is_empty() {
        draft.id = id_of_title("answers", &draft.title, |id| library.get(id).is_some());
    }
    let written = Written {
        name: &name,
        text: &text,
    };
    let saved = save(
        start,
        &Save {
            layer,
            draft: &draft,
            before: None,
            wanted: Wanted::Parts(&draft),
            was: None,
            written,
            meant: call.meant.as_deref(),
            json: call.json,
        },
    )?;
    Ok(code(saved))
}

// The draft before anything else is set, what it comes from, and the text of that.
fn begin(
    start: &Start,
    call: &NewSnippet,
    layer: Layer,
) -> anyhow::Result<(SnippetDraft, String, String)> {
    if let Some(id) = &call.past {
        let archive = crate::cli::archive::open(start)?;
        let past = archive
            .get(id)
            .ok_or_else(|| crate::cli::archive::missing(id))?;
        let usual = &start.workspace.settings.regime;
        let draft = draft::of_answer(&past, start.shelf.regimes(), usual);
        return Ok((
            draft,
            format!("past answer {}", &*clean(id).0),
            String::new(),
        ));
    }
    // The call has one or the other.
    let file = call.file.as_deref().unwrap_or(Path::new("-"));
    let text = read(file)?;
    let whole = file
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    let draft = if whole {
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
    let name = match file.as_os_str().to_str() {
        Some("-") => "standard input".to_owned(),
        _ => files::shown(file),
    };
    Ok((draft, name, text))
}

pub(super) fn edit(start: &Start, call: &EditSnippet) -> anyhow::Result<ExitCode> {
    let library = start.shelf.library();
    let snippet = known(&library, &call.id)?;
    if call.body.is_none() && call.set == SnippetKeys::default() {
        return editing::edit(start, snippet, call);
    }
    let mut draft = SnippetDraft::of(snippet);
    let before = draft.clone();
    let mut written = (snippet.id.clone(), String::new());
    if let Some(file) = &call.body {
        written = (files::shown(file), read(file)?);
        draft.body = clean(&written.1).0.to_string();
    }
    set(&mut draft, &call.set)?;
    draft.settle_fields();
    if draft == before {
        out("Nothing was changed\n")?;
        return Ok(ExitCode::SUCCESS);
    }
    // What came with the program is not written over: the team's own takes its place.
    let (layer, was) = match snippet.layer {
        Layer::BuiltIn => (Layer::Team, None),
        layer => (layer, Some(snippet.file.as_str())),
    };
    let saved = save(
        start,
        &Save {
            layer,
            draft: &draft,
            before: was.is_some().then_some(&before),
            wanted: Wanted::Parts(&draft),
            was,
            written: Written {
                name: &written.0,
                text: &written.1,
            },
            meant: call.meant.as_deref(),
            json: call.json,
        },
    )?;
    Ok(code(saved))
}

fn code(saved: bool) -> ExitCode {
    verdict(saved)
}

/// Saves a snippet, or proposes it, unless something is wrong with it or would leak with it.
///
/// `false` if it was stopped, which is told.
///
/// # Errors
/// What is wrong with it, or why the disk refuses.
pub(super) fn save(start: &Start, this: &Save<'_>) -> anyhow::Result<bool> {
    let (layer, draft) = (this.layer, this.draft);
    let faults = draft.faults(&start.shelf.library(), start.shelf.regimes());
    if let Some(fault) = faults.first() {
        return Err(anyhow!("{}", fault.words));
    }
    let meant = this.meant.map(|why| one_line(why, LONGEST_REASON));
    if meant.as_ref().is_some_and(String::is_empty) {
        return Err(anyhow!(
            "--meant takes the reason why these words may be read by all; it stands in the file"
        ));
    }
    let leaks = leaking::look(start, layer, draft, this.before, this.written);
    if !leaks.is_empty() && meant.is_none() {
        for words in &leaks {
            complain(words);
        }
        complain(&leaking::advice(layer));
        return Ok(false);
    }
    let meant = meant.as_deref().filter(|_| !leaks.is_empty());
    let user = folders::user();
    let kept = library_work::write(&start.workspace, &user, layer, this.wanted, this.was, meant)
        .map_err(|words| anyhow!(words))?;
    let (path, proposed) = match &kept {
        Kept::Saved(path) => (path, false),
        Kept::Proposed(path) => (path, true),
    };
    if this.json {
        return print_json(&KeptJson {
            id: &draft.id,
            layer: layer.word(),
            proposed,
            path,
        })
        .map(|()| true);
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
    Ok(true)
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
