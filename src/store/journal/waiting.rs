//! A recovery that waits for the officer's choice: take the changes over, or leave them aside.

use super::super::files;
use super::lines::{Header, Line, ReadLine};
use super::{Found, Journal, JournalError};
use crate::domain::case::Case;

/// A recovery that waits for the officer's choice.
#[derive(Debug)]
pub struct Waiting {
    pub(super) journal: Journal,
    pub(super) loaded: Case,
    pub(super) head: String,
    pub(super) lines: Vec<(u64, String)>,
}

impl Waiting {
    /// Takes the changes over: [`Found::case`] becomes the case, and its journal goes on.
    ///
    /// The files of the case are not touched; save the case next.
    ///
    /// # Errors
    /// [`JournalError::File`] if the disk refuses; the journal then stands as it was.
    pub fn take(self, found: &Found) -> Result<Journal, JournalError> {
        let mut journal = self.journal;
        journal.head = self.head;
        journal.lines = self.lines;
        journal.revision = found.case.revision;
        if found.fits && !found.base_matches {
            // The changes were made anew on other files: those are what the journal starts from.
            let first = self.loaded.revision + 1;
            journal.head = serde_json::to_string(&Header::of(&self.loaded, &journal.folder))
                .map_err(|_| journal.failed(std::io::Error::other("the case cannot be written")))?;
            for (n, (_, line)) in (first..).zip(&mut journal.lines) {
                if let Ok(read) = serde_json::from_str::<ReadLine>(line) {
                    let delta = &read.delta;
                    *line = serde_json::to_string(&Line { n, delta }).unwrap_or_default();
                }
            }
            for (n, (old, _)) in (first..).zip(&mut journal.lines) {
                *old = n;
            }
        }
        journal.unsynced = true;
        journal.rewrite()?;
        Ok(journal)
    }

    /// Leaves the changes: the journal is kept aside under a name with `stamp`, and a new one starts.
    ///
    /// # Errors
    /// [`JournalError::File`] if the disk refuses; the journal then stands as it was.
    pub fn leave(self, stamp: &str) -> Result<Journal, JournalError> {
        let mut journal = self.journal;
        let safe: String = stamp
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
            .collect();
        let mut aside = journal.path.with_extension(format!("left-{safe}.jsonl"));
        let mut count = 2;
        while aside.exists() {
            aside = journal
                .path
                .with_extension(format!("left-{safe}-{count}.jsonl"));
            count += 1;
        }
        files::rename(&*journal.disk, &journal.path, &aside)?;
        journal.restart(&self.loaded)?;
        Ok(journal)
    }
}
