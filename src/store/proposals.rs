//! Changes of shared snippets that wait in `proposed/<who>/<id>.toml` of the layer's folder.
//!
//! A proposal is the snippet's file as it would be, with a last table `[proposal]` that says by whom, when, why, and
//! from which text it was made, so that it can be merged when the snippet has changed meanwhile.

mod file;
mod names;

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use self::file::{read, write};
use self::names::{DEEPEST, bad_id, file_of, line_of, path_of};
pub use self::names::{folder_of, is_id};
use super::files::{self, Disk, FileError, shown};
use super::libraries::{Folders, LARGEST};
use super::sync::merge_toml::{Merge, merge};
use super::toml_text::TomlError;
use crate::domain::library::LibraryProblem;
use crate::domain::proposal::{Decision, Proposal, Rights};
use crate::domain::snippet::Layer;

/// The folder of proposals in the folder of a layer.
pub const FOLDER: &str = "proposed";
/// The most proposals that are read of a layer.
const MOST: usize = 2_000;

/// Where a change of a snippet goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// Into the file itself.
    Write(PathBuf),
    /// Into a proposal, by [`propose`]; this is its file.
    Propose(PathBuf),
}

/// Why a change cannot be proposed, accepted or declined.
#[derive(Debug, thiserror::Error)]
pub enum ProposalError {
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The file is not as it should be.
    #[error(transparent)]
    Toml(#[from] TomlError),
    /// The layer has no folder.
    #[error(
        "the {layer} layer has no folder here: name one under [libraries] in seriatim.toml, or choose another layer"
    )]
    NoFolder {
        /// The layer.
        layer: &'static str,
    },
    /// What comes with the program cannot be changed.
    #[error(
        "“{id}” comes with the program and cannot be changed: save it under the same id in the team's layer, which \
         takes its place"
    )]
    BuiltIn {
        /// The snippet.
        id: String,
    },
    /// The id could not be a file name.
    #[error(
        "“{id}” cannot be the id of a snippet; write parts of a-z, 0-9 and hyphens with slashes between them"
    )]
    BadId {
        /// What was given, as it can be shown.
        id: String,
    },
    /// Somebody else decides.
    #[error(
        "only those who may change the {layer} layer decide on its proposals; see [libraries] in seriatim.toml"
    )]
    NotYours {
        /// The layer.
        layer: &'static str,
    },
    /// The snippet changed in the same places since it was proposed.
    #[error(
        "“{id}” was changed since this was proposed, in the same places ({parts}): compare the two, take over by hand \
         what is good, and decline the rest with a word"
    )]
    ChangedSince {
        /// The snippet.
        id: String,
        /// Where.
        parts: String,
    },
}

/// Returns where a change of a snippet by somebody goes: into the file, or into a proposal.
///
/// # Errors
/// [`ProposalError`] if the layer has no folder, comes with the program, or the id cannot be a file name.
pub fn route(
    folders: &Folders,
    rights: &Rights,
    who: &str,
    layer: Layer,
    id: &str,
) -> Result<Route, ProposalError> {
    if layer == Layer::BuiltIn {
        return Err(ProposalError::BuiltIn { id: id.to_owned() });
    }
    if !is_id(id) {
        return Err(bad_id(id));
    }
    let folder = folders.of(layer).ok_or(ProposalError::NoFolder {
        layer: layer.word(),
    })?;
    Ok(if rights.may_change(layer, who) {
        Route::Write(file_of(folder, id))
    } else {
        Route::Propose(file_of(&folder.join(FOLDER).join(folder_of(who)), id))
    })
}

/// Puts a change of a snippet, or a new one, where those find it who may make it. `text` is the whole file as it would
/// be. An earlier proposal of the same person for the same snippet is replaced. Returns the file of the proposal.
///
/// # Errors
/// [`ProposalError`] if the id cannot be a file name or the disk refuses.
pub fn propose(
    disk: &dyn Disk,
    folder: &Path,
    who: &str,
    on: Date,
    id: &str,
    text: &str,
    note: &str,
) -> Result<PathBuf, ProposalError> {
    if !is_id(id) {
        return Err(bad_id(id));
    }
    let was = match files::read(&file_of(folder, id), LARGEST) {
        Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) if error.is_missing() => None,
        Err(error) => return Err(error.into()),
    };
    let path = file_of(&folder.join(FOLDER).join(folder_of(who)), id);
    let proposal = Proposal {
        layer: Layer::Team,
        folder: folder_of(who),
        id: id.to_owned(),
        by: line_of(who),
        on: Some(on),
        note: line_of(note),
        text: text.to_owned(),
        was,
        declined: None,
    };
    write(disk, &path, &proposal)?;
    Ok(path)
}

/// Returns the text of a snippet's file as it is now; none if there is none.
pub fn now(folder: &Path, id: &str) -> Option<String> {
    let bytes = files::read(&file_of(folder, id), LARGEST).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Reads the proposals of a layer, by name. One bad file is one problem.
pub fn read_all(layer: Layer, folder: &Path) -> (Vec<Proposal>, Vec<LibraryProblem>) {
    let root = folder.join(FOLDER);
    let mut found = Vec::new();
    let mut problems = Vec::new();
    let mut waiting = vec![(root.clone(), 0)];
    while let Some((at, depth)) = waiting.pop() {
        let entries = fs::read_dir(&at).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            let hidden = path
                .file_name()
                .is_none_or(|name| name.to_string_lossy().starts_with('.'));
            if hidden || found.len() >= MOST {
                continue;
            }
            if files::is_plain_folder(&path) {
                if depth < DEEPEST {
                    waiting.push((path, depth + 1));
                }
            } else if path.extension().is_some_and(|ending| ending == "toml") {
                match read(layer, &root, &path) {
                    Ok(proposal) => found.push(proposal),
                    Err(error) => problems.push(problem(&path, &error)),
                }
            }
        }
    }
    found.sort_by_key(Proposal::name);
    (found, problems)
}

fn problem(path: &Path, error: &ProposalError) -> LibraryProblem {
    match error {
        ProposalError::Toml(error) => LibraryProblem {
            path: shown(path),
            line: Some(error.line),
            message: format!("{}. {}", error.what, error.hint),
        },
        other => LibraryProblem {
            path: shown(path),
            line: None,
            message: other.to_string(),
        },
    }
}

/// Makes the proposed change: the snippet's file becomes what was proposed, merged with what changed meanwhile, and
/// the proposal goes. Returns the file that was written.
///
/// # Errors
/// [`ProposalError`] if somebody else decides, both changed the same, or the disk refuses; nothing is changed then.
pub fn accept(
    disk: &dyn Disk,
    folder: &Path,
    rights: &Rights,
    proposal: &Proposal,
    decision: &Decision,
) -> Result<PathBuf, ProposalError> {
    may_decide(rights, proposal, &decision.by)?;
    let target = file_of(folder, &proposal.id);
    let now = match files::read(&target, LARGEST) {
        Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) if error.is_missing() => None,
        Err(error) => return Err(error.into()),
    };
    let text = match (&proposal.was, now) {
        (was, now) if *was == now => proposal.text.clone(),
        (was, now) => {
            let base = was.clone().unwrap_or_default();
            match merge(&base, &proposal.text, &now.unwrap_or_default()) {
                Merge::Clean(text) => text,
                Merge::Conflict(conflict) => {
                    let parts: Vec<&str> = conflict
                        .parts
                        .iter()
                        .map(|part| part.key.as_str())
                        .collect();
                    return Err(ProposalError::ChangedSince {
                        id: proposal.id.clone(),
                        parts: parts.join(", "),
                    });
                }
            }
        }
    };
    // What would not load is not taken over.
    super::libraries::read_snippet(proposal.layer, &proposal.id, &target, text.as_bytes())?;
    if let Some(above) = target.parent() {
        files::make_folders(disk, above)?;
    }
    files::save(disk, &target, text.as_bytes())?;
    note(disk, folder, proposal, decision, "accepted")?;
    files::remove(disk, &path_of(folder, proposal))?;
    Ok(target)
}

/// Declines a proposal with a word. Its text stays for who proposed it.
///
/// # Errors
/// [`ProposalError`] if somebody else decides, or the disk refuses.
pub fn decline(
    disk: &dyn Disk,
    folder: &Path,
    rights: &Rights,
    proposal: &Proposal,
    decision: &Decision,
) -> Result<(), ProposalError> {
    may_decide(rights, proposal, &decision.by)?;
    let declined = Proposal {
        declined: Some(Decision {
            by: line_of(&decision.by),
            on: decision.on,
            word: line_of(&decision.word),
        }),
        ..proposal.clone()
    };
    write(disk, &path_of(folder, proposal), &declined)?;
    note(disk, folder, proposal, decision, "declined")
}

fn may_decide(rights: &Rights, proposal: &Proposal, who: &str) -> Result<(), ProposalError> {
    if rights.may_change(proposal.layer, who) {
        Ok(())
    } else {
        Err(ProposalError::NotYours {
            layer: proposal.layer.word(),
        })
    }
}

// A line of `decisions.jsonl`, to which lines are only added, so that it merges by itself.
fn note(
    disk: &dyn Disk,
    folder: &Path,
    proposal: &Proposal,
    decision: &Decision,
    verdict: &str,
) -> Result<(), ProposalError> {
    #[derive(serde::Serialize)]
    struct Line<'a> {
        on: Option<Date>,
        by: &'a str,
        decision: &'a str,
        snippet: &'a str,
        proposed_by: &'a str,
        word: String,
    }
    let path = folder.join(FOLDER).join("decisions.jsonl");
    let failed = |source| FileError::NotSaved {
        path: path.clone(),
        source,
    };
    let line = serde_json::to_string(&Line {
        on: decision.on,
        by: &decision.by,
        decision: verdict,
        snippet: &proposal.id,
        proposed_by: &proposal.by,
        word: line_of(&decision.word),
    })
    .map_err(|_| failed(std::io::Error::other("the line could not be written")))?;
    let mut file = disk.open_append(&path).map_err(failed)?;
    disk.write(&mut file, format!("{line}\n").as_bytes())
        .map_err(failed)?;
    disk.sync(&file).map_err(failed)?;
    Ok(())
}

#[cfg(test)]
mod tests;
