//! `purged.jsonl` of a workspace: a line for everything that the retention rule removed, only ever added. It is the log of
//! the removals, and it carries what the statistics need of the cases that are gone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::files::{self, Disk, FileError, shown};
use crate::domain::ids::Reference;
use crate::domain::statistics::KeptFigure;

/// The name of the file.
pub const FILE: &str = "purged.jsonl";
/// The largest that is read: some hundred bytes a case.
const LARGEST: u64 = 256 * 1024 * 1024;

/// What was removed, of what case, when, by whom and under which rule. No text of the case, and nobody's name but the
/// officer's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// When, as an RFC 3339 time.
    pub at: String,
    /// By whom.
    pub by: String,
    /// `case`, `request`, `letters` or `copies`.
    pub what: String,
    /// The case; none for what lies on a computer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The rule as the settings had it.
    pub rule: String,
    /// The day since which the case was over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Date>,
    /// How many files were there to remove.
    pub files: usize,
    /// What the statistics need of a case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<KeptFigure>,
}

/// What the file tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Purged {
    /// Cases that are gone, with the day since which they were over and their figures.
    pub cases: BTreeMap<String, (Option<Date>, KeptFigure)>,
    /// Lines that cannot be read, with what to do.
    pub problems: Vec<String>,
}

/// Adds a line.
///
/// # Errors
/// [`FileError::NotSaved`] if the disk refuses; nothing must be removed then.
pub fn add(disk: &dyn Disk, root: &Path, removal: &Removal) -> Result<(), FileError> {
    let path = path(root);
    let line = serde_json::to_string(removal).map_err(|_| FileError::NotSaved {
        path: path.clone(),
        source: std::io::Error::other("the line could not be written"),
    })?;
    files::append_line(disk, &path, line)
}

/// Reads which cases are gone. A case with a folder is there, whatever a line says: its removal was cut off, or it came
/// back with a sync.
///
/// # Errors
/// [`FileError`] if the file is there and cannot be read.
pub fn read(root: &Path, is_there: impl Fn(&str) -> bool) -> Result<Purged, FileError> {
    let path = path(root);
    let bytes = match files::read(&path, LARGEST) {
        Err(error) if error.is_missing() => return Ok(Purged::default()),
        other => other?,
    };
    let text = String::from_utf8_lossy(&bytes);
    let mut purged = Purged::default();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Removal>(line) {
            Ok(Removal {
                reference: Some(reference),
                figure: Some(figure),
                ended,
                ..
            }) if Reference::parse(&reference).is_some() => {
                if !is_there(&reference) {
                    purged.cases.insert(reference, (ended, figure));
                }
            }
            Ok(_) => {}
            Err(_) => purged.problems.push(format!(
                "{}:{number}: cannot be read, so the case that was removed with it is not counted. Take the line from a \
                 backup or from the history of a clone",
                shown(&path)
            )),
        }
    }
    Ok(purged)
}

fn path(root: &Path) -> PathBuf {
    root.join(FILE)
}
