//! The history of a case: a line for each thing that happened, only ever added.

use std::fs;
use std::path::Path;

use super::super::files::{Disk, FileError};
use crate::domain::event::Event;

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
