//! The archive's plain text: files of JSON lines in the workspace, some thousands of answers each.
//!
//! A file is written once and named after the day and its content, so that two officers never write the same one and a
//! folder under git merges by itself. Only a removal changes a file.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::UNIX_EPOCH;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::super::files::{self, Disk, FileError};
use super::super::memory;
use crate::domain::archive::PastAnswer;

/// How many answers a file holds.
pub(super) const ANSWERS_PER_FILE: usize = 5_000;
/// The longest line that is read: an answer with all its questions.
pub(super) const LONGEST_LINE: usize = 4 * 1024 * 1024;
/// How many files are kept open.
const MOST_OPEN: usize = 96;

/// A file of the archive as it was when it was indexed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SegmentFile {
    /// Its name.
    pub(super) name: String,
    /// Its size.
    pub(super) size: u64,
    /// When it was changed last.
    pub(super) changed: u128,
}

/// Lists the files of an archive in the order of their names.
pub(super) fn list(folder: &Path) -> io::Result<Vec<SegmentFile>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let ending = Path::new(&name).extension();
        let about = entry.metadata()?;
        if name.starts_with('.')
            || ending.is_none_or(|ending| ending != "jsonl")
            || memory::is_of_uses(Path::new(&name))
            || !about.is_file()
        {
            continue;
        }
        let changed = about.modified()?.duration_since(UNIX_EPOCH);
        found.push(SegmentFile {
            name,
            size: about.len(),
            changed: changed.map_or(0, |since| since.as_nanos()),
        });
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// Writes a new file of answers. Returns its name.
pub(super) fn write(
    disk: &dyn Disk,
    folder: &Path,
    today: Date,
    lines: &[u8],
) -> Result<String, FileError> {
    let hash: String = files::sha256(lines).chars().take(12).collect();
    // The name says what is in it; but from a file of this name answers may have been removed since.
    for attempt in 1..1000 {
        let name = match attempt {
            1 => format!("{today}-{hash}.jsonl"),
            more => format!("{today}-{hash}-{more}.jsonl"),
        };
        let path = folder.join(&name);
        match files::save_new(disk, &path, lines) {
            Ok(()) => return Ok(name),
            Err(FileError::Exists { .. }) => {
                if fs::read(&path).is_ok_and(|there| there == lines) {
                    return Ok(name);
                }
            }
            Err(error) => return Err(error),
        }
    }
    Err(FileError::Exists {
        path: folder.join(format!("{today}-{hash}.jsonl")),
    })
}

/// A line of a file.
pub(super) struct Line {
    /// Where it begins.
    pub(super) at: u64,
    /// Its number, from 1.
    pub(super) number: usize,
    /// Its bytes without the end of the line.
    pub(super) bytes: Vec<u8>,
}

/// Hands over the lines of a file one by one.
pub(super) fn each_line(path: &Path, mut take: impl FnMut(&Line)) -> io::Result<()> {
    let mut reader = BufReader::with_capacity(1 << 16, File::open(path)?);
    let mut line = Line {
        at: 0,
        number: 0,
        bytes: Vec::new(),
    };
    loop {
        line.bytes.clear();
        let read = reader.read_until(b'\n', &mut line.bytes)?;
        if read == 0 {
            return Ok(());
        }
        line.number += 1;
        while line.bytes.last().is_some_and(u8::is_ascii_whitespace) {
            line.bytes.pop();
        }
        if !line.bytes.is_empty() && line.bytes.len() <= LONGEST_LINE {
            take(&line);
        }
        line.at += read as u64;
    }
}

/// Reads an answer from its line; `None` if it is none.
pub(super) fn parse(bytes: &[u8]) -> Option<PastAnswer> {
    let answer: PastAnswer = serde_json::from_slice(bytes).ok()?;
    (!answer.id.is_empty()).then_some(answer)
}

/// The files of an archive, opened as they are needed, for reading single lines.
#[derive(Debug)]
pub(super) struct Lines {
    folder: PathBuf,
    open: Mutex<HashMap<String, File>>,
}

impl Lines {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            open: Mutex::default(),
        }
    }

    /// Reads a line into `bytes`. `false` if it is not there.
    pub(super) fn read(&self, name: &str, at: u64, length: usize, bytes: &mut Vec<u8>) -> bool {
        if length > LONGEST_LINE {
            return false;
        }
        let Ok(mut open) = self.open.lock() else {
            return false;
        };
        if !open.contains_key(name) {
            if open.len() >= MOST_OPEN {
                open.clear();
            }
            let Ok(file) = File::open(self.folder.join(name)) else {
                return false;
            };
            open.insert(name.to_owned(), file);
        }
        let Some(file) = open.get_mut(name) else {
            return false;
        };
        bytes.resize(length, 0);
        file.seek(SeekFrom::Start(at)).is_ok() && file.read_exact(bytes).is_ok()
    }
}
