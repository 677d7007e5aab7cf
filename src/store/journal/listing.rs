//! Which journals lie in a state folder: those of open cases, those that wait, those that were left aside.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::super::files;
use super::LIMIT;

/// A journal that lies in the state folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Its file.
    pub path: PathBuf,
    /// The case, as its file name has it.
    pub reference: String,
    /// The folder of the case, as the journal has it; empty if its first line cannot be read.
    pub folder: PathBuf,
    /// How many changes it holds that its case was not saved with.
    pub changes: usize,
    /// Whether a window on this computer has the case open.
    pub is_open: bool,
    /// Whether it was left aside by a recovery.
    pub is_aside: bool,
}

/// Lists the journals of a state folder, by name.
pub fn list(state: &Path) -> Vec<Left> {
    let entries = fs::read_dir(state.join("journal"));
    let mut paths: Vec<PathBuf> = entries
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "jsonl"))
        .collect();
    paths.sort();
    paths.into_iter().filter_map(look_at).collect()
}

fn look_at(path: PathBuf) -> Option<Left> {
    #[derive(Deserialize)]
    struct Head {
        reference: String,
        #[serde(default)]
        case: PathBuf,
    }
    let bytes = files::read(&path, LIMIT).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let mut lines = text.lines();
    let head: Option<Head> = lines
        .next()
        .and_then(|line| serde_json::from_str(line).ok());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_aside = name.contains(".left-");
    // Whoever holds the lock has the case open; a lock that cannot be opened says nothing.
    let is_open = !is_aside
        && fs::File::open(path.with_extension("lock"))
            .is_ok_and(|lock| matches!(lock.try_lock(), Err(fs::TryLockError::WouldBlock)));
    let (reference, folder) = match head {
        Some(head) => (head.reference, head.case),
        None => (name.into_owned(), PathBuf::new()),
    };
    Some(Left {
        reference,
        folder,
        changes: lines.count(),
        is_open,
        is_aside,
        path,
    })
}
