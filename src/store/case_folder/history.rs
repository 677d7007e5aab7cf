//! The history of a case: a line for each thing that happened, only ever added.

use std::fs;
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
    let failed = |source: std::io::Error| FileError::NotSaved {
        path: path.clone(),
        source,
    };
    let line = serde_json::to_string(&Line { at, by, event })
        .map_err(|_| failed(std::io::Error::other("the event could not be written")))?;
    let mut file = disk.open_append(&path).map_err(failed)?;
    // One write: two officers who append at the same time do not mix their lines.
    let mut bytes = line.into_bytes();
    bytes.push(b'\n');
    // A line that was cut off is closed first, so that it spoils only itself.
    if !ends_with_line(&path) {
        bytes.insert(0, b'\n');
    }
    disk.write(&mut file, &bytes).map_err(failed)?;
    disk.sync(&file).map_err(failed)?;
    Ok(())
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

fn ends_with_line(path: &Path) -> bool {
    use std::io::{Read, Seek, SeekFrom};
    let last = || -> std::io::Result<u8> {
        let mut file = fs::File::open(path)?;
        if file.metadata()?.len() == 0 {
            return Ok(b'\n');
        }
        file.seek(SeekFrom::End(-1))?;
        let mut byte = [0];
        file.read_exact(&mut byte)?;
        Ok(byte[0])
    };
    last().is_ok_and(|byte| byte == b'\n')
}
