//! Changes of shared snippets that wait in `proposed/<who>/<id>.toml` of the layer's folder.
//!
//! A proposal is the snippet's file as it would be, with a last table `[proposal]` that says by whom, when, why, and
//! from which text it was made, so that it can be merged when the snippet has changed meanwhile.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use toml_edit::DocumentMut;

use super::files::{self, Disk, FileError, shown};
use super::libraries::{Folders, LARGEST};
use super::sync::merge_toml::{Merge, merge};
use super::toml_text::{Source, TomlError};
use super::toml_write::Writer;
use crate::domain::library::LibraryProblem;
use crate::domain::proposal::{Decision, Proposal, Rights};
use crate::domain::snippet::Layer;
use crate::text::clean::clean_line;

/// The folder of proposals in the folder of a layer.
pub const FOLDER: &str = "proposed";
/// How deep an id may lie.
const DEEPEST: usize = 8;
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

fn write(disk: &dyn Disk, path: &Path, proposal: &Proposal) -> Result<(), ProposalError> {
    let mut text = proposal.text.clone();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let mut table = Writer::default();
    table.line("\n[proposal]");
    table.text("by", &proposal.by);
    table.date("on", proposal.on);
    table.text_unless_empty("note", &proposal.note);
    if let Some(declined) = &proposal.declined {
        table.text("declined_by", &declined.by);
        table.date("declined_on", declined.on);
        table.text("declined", &declined.word);
    }
    if let Some(was) = &proposal.was {
        table.text("was", was);
    }
    text.push_str(&table.finish());
    if let Some(above) = path.parent() {
        files::make_folders(disk, above)?;
    }
    Ok(files::save(disk, path, text.as_bytes())?)
}

fn read(layer: Layer, root: &Path, path: &Path) -> Result<Proposal, ProposalError> {
    let bytes = files::read(path, LARGEST * 2)?;
    let source = Source::new(path, &bytes)?;
    let table = source.table()?;
    let keys = source.keys(&table);
    let inside = path.strip_prefix(root).unwrap_or(path).with_extension("");
    let parts: Vec<String> = inside
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    let bad = || bad_id(&shown(&inside));
    let (folder, id) = parts.split_first().ok_or_else(bad)?;
    let id = id.join("/");
    if !is_id(&id) {
        return Err(bad());
    }
    let about = keys
        .table("proposal")?
        .ok_or_else(|| keys.missing("proposal"))?;
    about.only(&[
        "by",
        "on",
        "note",
        "was",
        "declined",
        "declined_by",
        "declined_on",
    ])?;
    let mut document: DocumentMut = source.text().parse().map_err(|_| {
        source.error(
            0,
            "this cannot be read as TOML",
            "Look for a missing quotation mark, bracket or equals sign",
        )
    })?;
    document.remove("proposal");
    let declined = about
        .text("declined")?
        .map(|word| -> Result<Decision, TomlError> {
            Ok(Decision {
                by: line_of(&about.text_or_empty("declined_by")?),
                on: about.date("declined_on")?,
                word: line_of(word),
            })
        })
        .transpose()?;
    Ok(Proposal {
        layer,
        folder: folder.clone(),
        id,
        by: line_of(&about.text_or_empty("by")?),
        on: about.date("on")?,
        note: line_of(&about.text_or_empty("note")?),
        text: document.to_string(),
        was: about.text("was")?.map(str::to_owned),
        declined,
    })
}

fn path_of(folder: &Path, proposal: &Proposal) -> PathBuf {
    file_of(&folder.join(FOLDER).join(&proposal.folder), &proposal.id)
}

fn file_of(folder: &Path, id: &str) -> PathBuf {
    let mut path = folder.to_path_buf();
    path.extend(id.split('/'));
    path.as_mut_os_string().push(".toml");
    path
}

fn line_of(text: &str) -> String {
    clean_line(text, 200).0.trim().to_owned()
}

fn bad_id(id: &str) -> ProposalError {
    ProposalError::BadId { id: line_of(id) }
}

/// Tells whether a text can be the id of a snippet: a path of plain names that every system can store.
pub fn is_id(id: &str) -> bool {
    let parts: Vec<&str> = id.split('/').collect();
    parts.len() <= DEEPEST
        && parts.iter().all(|part| {
            let plain = part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
            plain && !part.is_empty() && part.len() <= 100 && !part.starts_with('.')
        })
        && parts.first() != Some(&FOLDER)
}

/// Returns the name of the folder that holds somebody's proposals.
pub fn folder_of(who: &str) -> String {
    let mut name = String::new();
    for c in who.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            name.push(c);
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    let plain = name.trim_matches('-');
    let lost = who.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    if plain.is_empty() || lost {
        // Two names must not share a folder because their letters have no plain form.
        let mark: String = files::sha256(who.trim().to_lowercase().as_bytes())
            .chars()
            .take(8)
            .collect();
        return format!("{plain}-{mark}").trim_start_matches('-').to_owned();
    }
    plain.chars().take(60).collect()
}

#[cfg(test)]
mod tests;
