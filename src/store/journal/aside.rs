//! Journals that were left aside: putting one there, and reading what it holds.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::super::files;
use super::replay::{Read, replay};
use super::{Found, Journal, JournalError, LIMIT};
use crate::domain::case::Case;
use crate::domain::ids::Reference;

/// What lies aside of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Aside {
    /// When it was written last, if the disk tells.
    pub written: Option<SystemTime>,
    /// What it holds.
    pub found: Found,
}

/// Reads the journals of a case that were left aside, the latest first. What cannot be read is passed over.
pub fn aside(state: &Path, folder: &Path, case: &Case) -> Vec<Aside> {
    let paths = paths(state, folder, &case.reference);
    let read = paths.iter().filter_map(|path| {
        let bytes = files::read(path, LIMIT).ok()?;
        match replay(&bytes, case, path).ok()? {
            Read::Changes(replayed) => Some(Aside {
                written: written(path),
                found: replayed.found,
            }),
            Read::Nothing | Read::Unreadable => None,
        }
    });
    let mut all: Vec<Aside> = read.collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.written));
    all
}

fn paths(state: &Path, folder: &Path, reference: &Reference) -> Vec<PathBuf> {
    let start = format!("{}.left-", super::stem(folder, reference));
    let entries = std::fs::read_dir(state.join("journal"));
    let paths = entries
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let of_case = paths.filter(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(&start)
    });
    of_case.collect()
}

/// Returns when a file was written last.
pub(super) fn written(path: &Path) -> Option<SystemTime> {
    std::fs::symlink_metadata(path).ok()?.modified().ok()
}

impl Journal {
    /// Returns when its file was written last, if there is one.
    pub fn written(&self) -> Option<SystemTime> {
        written(&self.path)
    }

    /// Ends the session with changes that could not be saved: the journal is kept aside under a name with `stamp`, and
    /// the case is free for another window. Nothing is done if there is no change in it.
    ///
    /// # Errors
    /// [`JournalError::File`] if the disk refuses; the journal then stands as it was.
    pub fn leave(mut self, stamp: &str) -> Result<(), JournalError> {
        self.sync()?;
        if self.lines.is_empty() {
            return self.remove();
        }
        self.put_aside(stamp)?;
        let _ = self.lock.unlock();
        Ok(())
    }

    pub(super) fn put_aside(&mut self, stamp: &str) -> Result<(), JournalError> {
        let safe: String = stamp
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
            .collect();
        let mut aside = self.path.with_extension(format!("left-{safe}.jsonl"));
        let mut count = 2;
        while aside.exists() {
            aside = self
                .path
                .with_extension(format!("left-{safe}-{count}.jsonl"));
            count += 1;
        }
        self.file = None;
        files::rename(&*self.disk, &self.path, &aside)?;
        Ok(())
    }
}

impl super::Waiting {
    /// Returns when the interrupted session wrote last.
    pub fn written(&self) -> Option<SystemTime> {
        self.journal.written()
    }
}
