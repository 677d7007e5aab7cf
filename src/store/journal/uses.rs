//! What went into answers and is not remembered by the library yet, beside the journal of the case.
//!
//! The library learns of a use when the case is closed. A session that is cut off before that would lose it: the answer
//! is saved, and so nothing in the journal tells of the insertion any more.

use std::path::PathBuf;

use super::super::files;
use super::{Journal, JournalError, Waiting};
use crate::domain::memory::Inserted;

/// The most that is read.
const LARGEST: u64 = 16 * 1024 * 1024;

impl Journal {
    /// Keeps these in place of what was kept before; none takes the file away.
    ///
    /// # Errors
    /// [`JournalError::File`] if the disk refuses.
    pub fn keep_uses(&self, uses: &[Inserted]) -> Result<(), JournalError> {
        let path = self.uses_path();
        if uses.is_empty() {
            if path.exists() {
                files::remove(&*self.disk, &path)?;
            }
            return Ok(());
        }
        let mut text = Vec::new();
        for one in uses {
            serde_json::to_writer(&mut text, one)
                .map_err(|error| self.failed(std::io::Error::other(error)))?;
            text.push(b'\n');
        }
        Ok(files::save(&*self.disk, &path, &text)?)
    }

    /// Returns what was kept. A line that cannot be read is left out: only a use would be lost with it, no text.
    pub fn uses(&self) -> Vec<Inserted> {
        let bytes = files::read(&self.uses_path(), LARGEST).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let lines = text.lines().map(serde_json::from_str);
        lines.filter_map(Result::ok).collect()
    }

    fn uses_path(&self) -> PathBuf {
        self.path.with_extension("used.jsonl")
    }
}

impl Waiting {
    /// Returns what the interrupted session kept, see [`Journal::uses`].
    pub fn uses(&self) -> Vec<Inserted> {
        self.journal.uses()
    }
}
