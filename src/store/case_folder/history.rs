//! The history of a case: a line for each thing that happened, only ever added.

use std::path::Path;

use super::super::files::{self, Disk, FileError};
use crate::domain::event::Event;
use crate::domain::happened::Happened;
use crate::text::clean::clean_line;

/// The largest history that is read; a case of many years has some hundred kilobytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Appends to the history what happened, when (an RFC 3339 time) and by whom.
///
/// # Errors
/// [`FileError::NotSaved`] if the disk refuses.
pub(super) fn append(
    disk: &dyn Disk,
    folder: &Path,
    event: &Event,
    at: &str,
    by: &str,
) -> Result<(), FileError> {
    #[derive(serde::Serialize)]
    struct Line<'a> {
        at: &'a str,
        by: &'a str,
        #[serde(flatten)]
        event: &'a Event,
    }
    let path = folder.join("history.jsonl");
    let line = serde_json::to_string(&Line { at, by, event }).map_err(|_| FileError::NotSaved {
        path: path.clone(),
        source: std::io::Error::other("the event could not be written"),
    })?;
    files::append_line(disk, &path, line)
}

/// Reads the history of a case, oldest first, and how many lines of it could not be read.
///
/// # Errors
/// [`FileError`] if it is there and cannot be read. A case without a history has an empty one.
pub fn read(folder: &Path) -> Result<(Vec<Happened>, usize), FileError> {
    let bytes = match files::read(&folder.join("history.jsonl"), LARGEST) {
        Err(error) if error.is_missing() => return Ok((Vec::new(), 0)),
        other => other?,
    };
    let text = String::from_utf8_lossy(&bytes);
    let mut unread = 0;
    let mut lines = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match read_line(line) {
            Some(happened) => lines.push(happened),
            None => unread += 1,
        }
    }
    // Merged histories keep the lines of each side together; what happened first is told first.
    lines.sort_by(|a, b| a.at.cmp(&b.at));
    Ok((lines, unread))
}

fn read_line(line: &str) -> Option<Happened> {
    let value: serde_json::Value = serde_json::from_str(line).ok()?;
    let word = |key: &str| {
        let text = value.get(key).and_then(serde_json::Value::as_str);
        clean_line(text.unwrap_or_default(), 200).0.into_string()
    };
    let (at, by, word) = (word("at"), word("by"), word("event"));
    if at.is_empty() || word.is_empty() {
        return None;
    }
    let event = serde_json::from_value(value).ok();
    Some(Happened {
        at,
        by,
        event,
        word,
    })
}
