//! `snippet edit ID` in the officer's own editor: the whole file, checked when the editor is closed.
//!
//! The text lies with the state of the program while it is edited, with the text that it was made from beside it. It
//! goes only when the library has it: whatever is wrong with it, the next call goes on with it.

use std::io::{self, BufRead as _, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::anyhow;

use super::leaking::Written;
use super::writing::{Save, save};
use crate::cli::args::EditSnippet;
use crate::cli::{complain, out};
use crate::domain::snippet::draft::{DraftPart, SnippetDraft};
use crate::domain::snippet::{Layer, Snippet};
use crate::host::editor;
use crate::host::library_work::Wanted;
use crate::host::start::Start;
use crate::store::files::{self, RealDisk, shown};
use crate::store::libraries::{self, LARGEST, read_snippet};
use crate::store::sync::merge_toml::{Merge, merge};

/// A text while it is edited.
struct Desk {
    /// The text.
    file: PathBuf,
    /// The text that it was made from; empty for one that is to be new.
    base: PathBuf,
}

impl Desk {
    fn of(start: &Start, id: &str) -> Self {
        let mut workspace = files::sha256(start.workspace.root.to_string_lossy().as_bytes());
        workspace.truncate(16);
        let folder = start.places.state.join("editing").join(workspace);
        Self {
            file: folder.join(format!("{id}.toml")),
            base: folder.join(format!("{id}.base")),
        }
    }

    fn put(&self, text: &str, base: &str) -> anyhow::Result<()> {
        files::make_folders(&RealDisk, self.file.parent().unwrap_or(&self.file))?;
        files::save(&RealDisk, &self.base, base.as_bytes())?;
        Ok(files::save(&RealDisk, &self.file, text.as_bytes())?)
    }

    fn clear(&self) -> anyhow::Result<()> {
        files::remove(&RealDisk, &self.file)?;
        Ok(files::remove(&RealDisk, &self.base)?)
    }
}

pub(super) fn edit(
    start: &Start,
    snippet: &Snippet,
    call: &EditSnippet,
) -> anyhow::Result<ExitCode> {
    let Some(program) = editor::named() else {
        return Err(anyhow!(
            "no editor is named: set VISUAL or EDITOR, for instance EDITOR=nano; or name what to change, for instance \
             --title, --body FILE, --review-by 2027-04-01, --state withdrawn. In the workbench Alt+E edits the chosen \
             snippet"
        ));
    };
    // What came with the program is not written over: the team's own takes its place.
    let layer = match snippet.layer {
        Layer::BuiltIn => Layer::Team,
        own => own,
    };
    let current = text_now(start, snippet)?;
    let desk = Desk::of(start, &snippet.id);
    if desk.file.exists() {
        complain(&format!(
            "going on with the text of an earlier edit that was not saved: {}",
            shown(&desk.file)
        ));
    } else {
        let base = match snippet.layer {
            Layer::BuiltIn => "",
            _ => &current,
        };
        desk.put(&current, base)?;
    }
    loop {
        if let Err(words) = editor::open(&program, &desk.file) {
            complain(&words);
            return Ok(kept(&desk, &snippet.id));
        }
        let text = read(&desk.file)?;
        if text == current {
            desk.clear()?;
            out("Nothing was changed\n")?;
            return Ok(ExitCode::SUCCESS);
        }
        let faults = faults(start, layer, &snippet.id, &desk.file, &text);
        if faults.is_empty() {
            return keep(start, layer, snippet, &desk, call);
        }
        for words in &faults {
            complain(words);
        }
        if !opens_again() {
            return Ok(kept(&desk, &snippet.id));
        }
    }
}

// The file as it is; for what came with the program the file that would say the same.
fn text_now(start: &Start, snippet: &Snippet) -> anyhow::Result<String> {
    if snippet.layer == Layer::BuiltIn {
        return Ok(libraries::text_of(&SnippetDraft::of(snippet)));
    }
    let folders = &start.workspace.settings.libraries;
    read(&libraries::path_of(folders, snippet.layer, &snippet.id)?)
}

fn read(path: &Path) -> anyhow::Result<String> {
    let bytes = files::read(path, LARGEST)?;
    String::from_utf8(bytes).map_err(|_| {
        anyhow!(
            "{}: this is not UTF-8 text; save the file as UTF-8",
            shown(path)
        )
    })
}

// Each with file and line and how to mend it.
fn faults(start: &Start, layer: Layer, id: &str, file: &Path, text: &str) -> Vec<String> {
    let read = match read_snippet(layer, id, file, text.as_bytes()) {
        Ok(read) => read,
        Err(error) => return vec![error.to_string()],
    };
    let draft = SnippetDraft::of(&read.snippet);
    let faults = draft.faults(&start.shelf.library(), start.shelf.regimes());
    let place = |part: DraftPart| {
        let line = key_of(part).and_then(|key| line_of(text, key));
        line.map_or_else(|| shown(file), |line| format!("{}:{line}", shown(file)))
    };
    let faults = faults.iter();
    faults
        .map(|fault| format!("{}: {}", place(fault.part), fault.words))
        .collect()
}

fn key_of(part: DraftPart) -> Option<&'static str> {
    Some(match part {
        DraftPart::Title => "title",
        DraftPart::Body => "body",
        DraftPart::Regime => "regime",
        DraftPart::Cites => "cites",
        DraftPart::Tags => "tags",
        DraftPart::UseWhen => "use_when",
        DraftPart::ReviewBy => "review_by",
        DraftPart::Fields => "[[field]]",
        DraftPart::Successor => "successor",
        DraftPart::Id => return None,
    })
}

fn line_of(text: &str, key: &str) -> Option<usize> {
    let at = text.lines().position(|line| {
        line.trim_start()
            .strip_prefix(key)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '=', '\t']))
    });
    at.map(|at| at + 1)
}

fn keep(
    start: &Start,
    layer: Layer,
    snippet: &Snippet,
    desk: &Desk,
    call: &EditSnippet,
) -> anyhow::Result<ExitCode> {
    let id = snippet.id.as_str();
    let before = SnippetDraft::of(snippet);
    let base = read(&desk.base)?;
    let folders = &start.workspace.settings.libraries;
    let now = read(&libraries::path_of(folders, layer, id)?).unwrap_or_default();
    // A colleague was quicker: what both changed is put together if they changed other things. A file that is gone is
    // told by the save.
    if now != base && !now.is_empty() {
        let mine = read(&desk.file)?;
        match merge(&base, &mine, &now) {
            Merge::Clean(merged) => {
                complain(
                    "somebody has changed this snippet since you began; both changes were put together",
                );
                desk.put(&merged, &now)?;
            }
            Merge::Conflict(conflict) => {
                let parts: Vec<&str> = conflict.parts.iter().map(|part| &*part.key).collect();
                let path = libraries::path_of(folders, layer, id)?;
                complain(&format!(
                    "{}: somebody has changed the same since you began ({}), and was not overwritten. Compare it with \
                     your text; what you save the next time takes its place",
                    shown(&path),
                    parts.join(", ")
                ));
                desk.put(&mine, &now)?;
                return Ok(kept(desk, id));
            }
        }
    }
    let (text, base) = (read(&desk.file)?, read(&desk.base)?);
    let was = (!base.is_empty()).then(|| files::sha256(base.as_bytes()));
    let draft = SnippetDraft::of(&read_snippet(layer, id, &desk.file, text.as_bytes())?.snippet);
    let name = shown(&desk.file);
    let saved = save(
        start,
        &Save {
            layer,
            draft: &draft,
            before: (layer == snippet.layer).then_some(&before),
            wanted: Wanted::Whole { id, text: &text },
            was: was.as_deref(),
            written: Written {
                name: &name,
                text: &text,
            },
            meant: call.meant.as_deref(),
            json: call.json,
        },
    );
    match saved {
        Ok(true) => {
            desk.clear()?;
            Ok(ExitCode::SUCCESS)
        }
        Ok(false) => Ok(kept(desk, id)),
        Err(error) => {
            complain(&format!("{error:#}"));
            Ok(kept(desk, id))
        }
    }
}

fn kept(desk: &Desk, id: &str) -> ExitCode {
    complain(&format!(
        "your text is kept in {}; seriatim snippet edit {id} opens it again",
        shown(&desk.file)
    ));
    ExitCode::from(1)
}

// Whoever sits at a terminal can mend it at once.
fn opens_again() -> bool {
    let (input, error) = (io::stdin(), io::stderr());
    if !input.is_terminal() || !error.is_terminal() {
        return false;
    }
    complain("Enter opens the text again; q and Enter leaves it as it is");
    let mut line = String::new();
    input.lock().read_line(&mut line).is_ok_and(|read| read > 0) && line.trim().is_empty()
}
