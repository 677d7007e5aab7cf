//! A recovery that waits for the officer's choice: take the changes over, or leave them aside.

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
    /// The files of the case are not touched, whoever wrote them; save the case next.
    ///
    /// # Errors
    /// [`JournalError::File`] if the disk refuses; the journal then stands as it was.
    pub fn take(self, found: &Found) -> Result<Journal, JournalError> {
        let mut journal = self.journal;
        journal.head = self.head;
        journal.lines = self.lines;
        journal.revision = found.case.revision;
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
        journal.put_aside(stamp)?;
        journal.restart(&self.loaded)?;
        Ok(journal)
    }

    /// Starts anew from the files, which hold all of it.
    ///
    /// # Errors
    /// [`JournalError::File`] if the disk refuses; the journal then stands as it was.
    pub fn nothing_left(self) -> Result<Journal, JournalError> {
        let mut journal = self.journal;
        journal.restart(&self.loaded)?;
        Ok(journal)
    }
}
