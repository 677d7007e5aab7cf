//! Removing everything that a case has left in the state folder of this computer.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::super::files::{self, Disk, FileError};
use super::LIMIT;
use crate::domain::ids::Reference;

/// The hold on the journal of a case that no window of this computer has open. The hold goes when this is dropped.
#[derive(Debug)]
pub struct Hold {
    stem: String,
    place: PathBuf,
    _lock: Option<File>,
}

/// Why a case cannot be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// A window on this computer has it open.
    Open,
    /// This many changes in its journal were not saved.
    Unsaved(usize),
}

impl Hold {
    /// Takes hold of the journal of a case, so that no window opens it meanwhile. Nothing is made where nothing is.
    ///
    /// # Errors
    /// [`Held`] if the case is open, or was not saved as a whole.
    pub fn take(state: &Path, folder: &Path, reference: &Reference) -> Result<Self, Held> {
        let place = state.join("journal");
        let stem = super::stem(folder, reference);
        let lock = File::open(place.join(format!("{stem}.lock"))).ok();
        if let Some(lock) = &lock
            && matches!(lock.try_lock(), Err(fs::TryLockError::WouldBlock))
        {
            return Err(Held::Open);
        }
        let journal = files::read(&place.join(format!("{stem}.jsonl")), LIMIT).unwrap_or_default();
        // The first line is the case as it was saved.
        let lines = journal.split(|byte| *byte == b'\n');
        let changes = lines.filter(|line| !line.is_empty()).skip(1).count();
        if changes > 0 {
            return Err(Held::Unsaved(changes));
        }
        Ok(Self {
            stem,
            place,
            _lock: lock,
        })
    }

    /// Returns the files: the journal, what was left aside, what was kept of uses, the lock.
    pub fn files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.place).into_iter().flatten().flatten();
        let own = entries.filter(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let rest = name.strip_prefix(&self.stem);
            // “FOI-1” and “FOI-1.2” are two cases.
            rest.is_some_and(|rest| {
                let aside = rest.strip_prefix(".left-");
                matches!(rest, ".jsonl" | ".lock" | ".used.jsonl")
                    || aside.is_some_and(|stamp| stamp.strip_suffix(".jsonl").is_some())
            })
        });
        let mut paths: Vec<PathBuf> = own.map(|entry| entry.path()).collect();
        paths.sort();
        paths
    }

    /// Removes them.
    ///
    /// # Errors
    /// [`FileError`] if one is still there.
    pub fn remove(self, disk: &dyn Disk) -> Result<usize, FileError> {
        let own = self.files();
        for path in &own {
            files::remove(disk, path)?;
        }
        Ok(own.len())
    }
}
