//! Conflicts, kept as data on the local disk until somebody decides: what both started from, mine, theirs.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::merge_toml::{self, Conflict, Merge, Part, PartKind};
use super::scope::is_toml;
use crate::domain::ids::QuestionId;
use crate::domain::snippet::Layer;
use crate::store::case_file::{CaseFile, QuestionFile};
use crate::store::files::{self, Disk, FileError, shown};
use crate::store::libraries::read_snippet;

/// The folder of conflicts in the private folder of a clone.
const FOLDER: &str = "conflicts";
/// The largest conflict that is read.
const LARGEST: u64 = 64 * 1024 * 1024;

/// A file in which both changed the same places. Theirs stands in it; mine is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The name by which it is called: the file's path without its ending.
    pub id: String,
    /// What is shared there: `team`.
    pub names: Vec<String>,
    /// The folder of the clone.
    pub top: PathBuf,
    /// The file in it, with slashes.
    pub path: String,
    /// When it came up.
    pub at: String,
    /// What stands in the file: theirs, merged with everything that is no conflict; none if they deleted it.
    pub text: Option<String>,
    /// The places that both changed.
    pub parts: Vec<Part>,
    // Mine, if it is no text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    raw: Option<Vec<u8>>,
    #[serde(skip)]
    record: PathBuf,
}

/// What was decided for a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Mine.
    Mine,
    /// Theirs.
    Theirs,
    /// Something else, written by hand.
    Text(String),
}

/// Why a conflict cannot be settled like that.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    /// The disk refused.
    #[error(transparent)]
    File(#[from] FileError),
    /// What comes of it could not be used.
    #[error("{path}: what would come of it cannot be used: {words}. Nothing was changed")]
    Unusable {
        /// The file.
        path: String,
        /// Why not.
        words: String,
    },
    /// The file was changed again in the same places.
    #[error("{path}: it was changed again in the same places; look at it once more")]
    ChangedAgain {
        /// The file.
        path: String,
    },
}

impl Waiting {
    pub(super) fn new(
        names: &[String],
        top: &Path,
        path: &str,
        at: &str,
        stands: bool,
        conflict: Conflict,
        mine: Option<Vec<u8>>,
    ) -> Self {
        Self {
            id: path.strip_suffix(".toml").unwrap_or(path).to_owned(),
            names: names.to_vec(),
            top: top.to_path_buf(),
            path: path.to_owned(),
            at: at.to_owned(),
            text: stands.then_some(conflict.text),
            parts: conflict.parts,
            raw: mine.filter(|bytes| std::str::from_utf8(bytes).is_err()),
            record: PathBuf::new(),
        }
    }

    /// Returns the file in which both changed the same places.
    pub fn file(&self) -> PathBuf {
        let mut file = self.top.clone();
        file.extend(self.path.split('/'));
        file
    }

    // The text with everything that was decided; none deletes the file.
    fn resolved(&self, choices: &[Choice]) -> Result<Option<Vec<u8>>, SettleError> {
        let mut text = self.text.clone();
        for (part, choice) in self.parts.iter().zip(choices) {
            let value = match choice {
                Choice::Mine => part.mine.as_deref(),
                Choice::Theirs => continue,
                Choice::Text(text) => Some(text.as_str()),
            };
            if part.kind == PartKind::File {
                if *choice == Choice::Mine
                    && let Some(raw) = &self.raw
                {
                    return Ok(Some(raw.clone()));
                }
                text = value.map(str::to_owned);
                continue;
            }
            let settled = merge_toml::settle(text.as_deref().unwrap_or_default(), part, value);
            text = Some(settled.map_err(|words| self.unusable(words))?);
        }
        Ok(text.map(String::into_bytes))
    }

    fn unusable(&self, words: impl Into<String>) -> SettleError {
        SettleError::Unusable {
            path: self.path.clone(),
            words: words.into(),
        }
    }

    // What the program could not read afterwards is not written.
    fn check(&self, bytes: &[u8]) -> Result<(), SettleError> {
        let path = self.file();
        let parts: Vec<&str> = self.path.split('/').collect();
        let checked = match parts[..] {
            [.., "case.toml"] => CaseFile::read(&path, bytes).map(drop),
            [.., "questions", name] if is_toml(name) => {
                match QuestionId::parse(name.trim_end_matches(".toml")) {
                    Some(id) => QuestionFile::read(&path, id, bytes).map(drop),
                    None => Ok(()),
                }
            }
            [.., name] if is_toml(name) && !self.is_other_data() => {
                read_snippet(Layer::Team, &self.id, &path, bytes).map(drop)
            }
            _ => Ok(()),
        };
        checked.map_err(|error| {
            self.unusable(format!(
                "line {}: {}. {}",
                error.line, error.what, error.hint
            ))
        })
    }

    // Settings, laws, calendars, words that mean the same, proposals: not snippets, though TOML.
    fn is_other_data(&self) -> bool {
        let parts: Vec<&str> = self.path.split('/').collect();
        let known = ["regimes", "calendars", "proposed", "config"];
        parts.iter().any(|part| known.contains(part))
            || matches!(
                parts.last(),
                Some(&("seriatim.toml" | "synonyms.toml" | "keys.toml"))
            )
    }
}

/// Keeps a conflict.
pub(super) fn keep(disk: &dyn Disk, private: &Path, mut waiting: Waiting) -> Result<(), FileError> {
    let folder = private.join(FOLDER);
    files::make_folders(disk, &folder)?;
    let there = read_all(private);
    let stem = waiting.id.clone();
    let mut count = 1;
    while there.iter().any(|other| other.id == waiting.id) {
        count += 1;
        waiting.id = format!("{stem}~{count}");
    }
    let name: String = files::sha256(waiting.id.as_bytes())
        .chars()
        .take(16)
        .collect();
    write(disk, &folder.join(format!("{name}.json")), &waiting)
}

fn write(disk: &dyn Disk, path: &Path, waiting: &Waiting) -> Result<(), FileError> {
    let text = serde_json::to_vec_pretty(waiting).map_err(|error| FileError::NotSaved {
        path: path.into(),
        source: error.into(),
    })?;
    files::save(disk, path, &text)
}

/// Returns the conflicts of a clone, by their names.
pub(super) fn read_all(private: &Path) -> Vec<Waiting> {
    let entries = fs::read_dir(private.join(FOLDER))
        .into_iter()
        .flatten()
        .flatten();
    let files = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    let mut found: Vec<Waiting> = files
        .filter_map(|path| {
            let bytes = files::read(&path, LARGEST).ok()?;
            let waiting: Waiting = serde_json::from_slice(&bytes).ok()?;
            Some(Waiting {
                record: path,
                ..waiting
            })
        })
        .collect();
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found
}

/// Writes what was decided into the file; the next sync shares it. There is a choice for each part, in their order.
///
/// # Errors
/// [`SettleError`]; the conflict then still waits, and the file stands as it was.
pub fn settle(disk: &dyn Disk, waiting: &Waiting, choices: &[Choice]) -> Result<(), SettleError> {
    let resolved = waiting.resolved(choices)?;
    let file = waiting.file();
    let now = match files::read(&file, LARGEST) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.is_missing() => None,
        Err(error) => return Err(error.into()),
    };
    let stood = waiting.text.as_ref().map(|text| text.as_bytes().to_vec());
    let text = if now == stood || resolved == now {
        resolved
    } else {
        let words = |bytes: &Option<Vec<u8>>| {
            String::from_utf8_lossy(bytes.as_deref().unwrap_or_default()).into_owned()
        };
        match merge_toml::merge(&words(&stood), &words(&resolved), &words(&now)) {
            Merge::Clean(text) => Some(text.into_bytes()),
            Merge::Conflict(conflict) => {
                let again = Waiting {
                    text: now.is_some().then_some(conflict.text),
                    parts: conflict.parts,
                    ..waiting.clone()
                };
                write(disk, &waiting.record, &again)?;
                return Err(SettleError::ChangedAgain { path: shown(&file) });
            }
        }
    };
    match &text {
        Some(bytes) if text != now => {
            waiting.check(bytes)?;
            if let Some(above) = file.parent() {
                files::make_folders(disk, above)?;
            }
            files::save(disk, &file, bytes)?;
        }
        Some(_) => {}
        None => files::remove(disk, &file)?,
    }
    Ok(files::remove(disk, &waiting.record)?)
}

#[cfg(test)]
mod tests;
