//! The journal of an open case: every change, on the local disk, within a second of the key.
//!
//! A file of JSON lines in the state folder of this computer, never on the share. The first line holds the whole
//! case as it was loaded or saved last, each further line one change. So it can be replayed whatever became of the
//! case's own files: a save that was cut off half way, or a colleague's change.

mod aside;
mod lines;
mod listing;
mod removing;
mod replay;
mod uses;
mod waiting;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::lines::{Header, Line};
use self::replay::{Read, Replayed, replay};
use super::files::{self, Disk, FileError, RealDisk, shown};
use crate::domain::case::Case;
use crate::domain::change::Delta;
use crate::domain::ids::{QuestionId, Reference};

pub use self::aside::{Aside, aside};
pub use self::listing::{Left, list};
pub use self::removing::{Held, Hold};
pub use self::waiting::Waiting;

/// The version of the format.
const FORMAT: u32 = 1;
/// The most that a journal may hold.
const LIMIT: u64 = 256 * 1024 * 1024;

/// What went wrong with a journal.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The disk refused.
    #[error(transparent)]
    File(#[from] FileError),
    /// The case is open in another window.
    #[error(
        "{reference} is open in another window on this computer. Go on there, or close it first"
    )]
    OpenElsewhere {
        /// The case.
        reference: Reference,
    },
    /// A journal of a newer version of the program.
    #[error(
        "{}: written by a newer version of seriatim; update the program to recover what it holds",
        shown(path)
    )]
    NewerFormat {
        /// The journal.
        path: PathBuf,
    },
}

/// What was found of a session that did not end well.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// How many changes were made since the case was saved last.
    pub changes: usize,
    /// The case as that session had read or saved it last: what the changes start from.
    pub base: Case,
    /// The case as it was when the session ended.
    pub case: Case,
    /// Whether the end of the journal was cut off.
    pub damaged: bool,
    /// What somebody else changed in the files of the case since.
    pub others: Others,
}

/// The parts of a case that somebody else has changed since a session had them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Others {
    /// The questions.
    pub questions: Vec<QuestionId>,
    /// Whether the rest changed: the facts, the opening, the closing, the list of the questions.
    pub frame: bool,
}

impl Others {
    /// Tells whether nobody else has changed anything.
    pub fn is_empty(&self) -> bool {
        self.questions.is_empty() && !self.frame
    }
}

impl Found {
    /// Returns the case as the session had it, with what is its own in the files as they are: a save of it that was cut
    /// off is no change of somebody else.
    pub fn start(&self, loaded: &Case) -> Case {
        let mut start = loaded.clone();
        if self.others.frame {
            start.facts = Arc::clone(&self.base.facts);
            start.opening = Arc::clone(&self.base.opening);
            start.closing = Arc::clone(&self.base.closing);
            // The list is theirs; each question that the session had is as it had it, or as its own save left it.
            start.questions.clone_from(&self.base.questions);
            for question in &mut start.questions {
                let own = loaded.question(&question.id);
                if let Some(own) = own.filter(|_| !self.others.questions.contains(&question.id)) {
                    *question = Arc::clone(own);
                }
            }
            return start;
        }
        for question in &mut start.questions {
            if self.others.questions.contains(&question.id)
                && let Some(old) = self.base.question(&question.id)
            {
                *question = Arc::clone(old);
            }
        }
        start
    }
}

/// A journal that was opened.
#[derive(Debug)]
pub enum JournalOpened {
    /// Nothing to recover.
    Clean(Box<Journal>),
    /// A session did not end well. Nothing is overwritten until the officer has chosen.
    Found(Box<Found>, Box<Waiting>),
    /// What a session left cannot be read: its first line is damaged. It can only be left aside.
    Unreadable(Box<Waiting>),
}

/// The journal of an open case.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    folder: PathBuf,
    disk: Arc<dyn Disk>,
    // Held as long as the case is open; the journal itself is replaced and cannot carry the lock.
    lock: File,
    file: Option<File>,
    revision: u64,
    // The case as it was opened, until the first change makes the first line of it.
    base: Option<Case>,
    // The first line: the case as it was saved last.
    head: String,
    // The changes since the last save, so that a save can keep those which came after it.
    lines: Vec<(u64, String)>,
    unsynced: bool,
}

impl Journal {
    /// Opens the journal of a case that was just opened from `folder`.
    ///
    /// # Errors
    /// [`JournalError::OpenElsewhere`] if another window has it; [`JournalError::File`] if the disk refuses.
    pub fn open(state: &Path, folder: &Path, case: &Case) -> Result<JournalOpened, JournalError> {
        Self::open_on(Arc::new(RealDisk), state, folder, case)
    }

    /// As [`Self::open`], on a given disk.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_on(
        disk: Arc<dyn Disk>,
        state: &Path,
        folder: &Path,
        case: &Case,
    ) -> Result<JournalOpened, JournalError> {
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.into());
        let place = state.join("journal");
        files::make_folders(&*disk, &place)?;
        let path = place.join(format!("{}.jsonl", stem(&folder, &case.reference)));
        let lock_path = path.with_extension("lock");
        let failed = |source| FileError::NotSaved {
            path: lock_path.clone(),
            source,
        };
        let lock = disk.open_append(&lock_path).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(std::fs::TryLockError::WouldBlock) => {
                return Err(JournalError::OpenElsewhere {
                    reference: case.reference.clone(),
                });
            }
            Err(std::fs::TryLockError::Error(source)) => return Err(failed(source).into()),
        }
        let mut journal = Self {
            path,
            folder,
            disk,
            lock,
            file: None,
            revision: case.revision,
            base: None,
            head: String::new(),
            lines: Vec::new(),
            unsynced: false,
        };
        let bytes = match files::read(&journal.path, LIMIT) {
            Ok(bytes) => bytes,
            Err(error) if error.is_missing() => Vec::new(),
            Err(error) => return Err(error.into()),
        };
        match replay(&bytes, case, &journal.path)? {
            Read::Unreadable => Ok(JournalOpened::Unreadable(Box::new(Waiting {
                journal,
                loaded: case.clone(),
                head: String::new(),
                lines: Vec::new(),
            }))),
            Read::Nothing => {
                // The first line is the whole case. It is written by the first sync, which the caller makes when the
                // case is on screen: opening waits for no disk.
                journal.base = Some(case.clone());
                journal.unsynced = true;
                Ok(JournalOpened::Clean(Box::new(journal)))
            }
            Read::Changes(replayed) => {
                let Replayed { found, head, lines } = *replayed;
                let waiting = Waiting {
                    journal,
                    loaded: case.clone(),
                    head,
                    lines,
                };
                Ok(JournalOpened::Found(Box::new(found), Box::new(waiting)))
            }
        }
    }

    /// Returns its file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Appends changes, one for each revision of the case, in order. [`Self::sync`] makes them lasting.
    ///
    /// # Errors
    /// [`JournalError::File`] if the disk refuses; the changes are then kept, and [`Self::sync`] tries again.
    pub fn append(&mut self, deltas: &[Delta]) -> Result<(), JournalError> {
        let mut text = String::new();
        for delta in deltas {
            self.revision += 1;
            let n = self.revision;
            let line = serde_json::to_string(&Line { n, delta })
                .map_err(|_| self.failed(std::io::Error::other("a change could not be written")))?;
            text.push_str(&line);
            text.push('\n');
            self.lines.push((n, line));
        }
        self.unsynced = true;
        let Some(file) = &mut self.file else {
            return Ok(());
        };
        if let Err(source) = self.disk.write(file, text.as_bytes()) {
            // Part of a line may have been written: the whole journal is written anew.
            self.file = None;
            return Err(self.failed(source).into());
        }
        Ok(())
    }

    /// Returns when everything that was appended is on the disk.
    ///
    /// # Errors
    /// [`JournalError::File`] if the disk refuses. The next call writes the whole journal anew, since a disk reports
    /// a failed sync only once.
    pub fn sync(&mut self) -> Result<(), JournalError> {
        if !self.unsynced {
            return Ok(());
        }
        let Some(file) = &self.file else {
            return self.rewrite();
        };
        if let Err(source) = self.disk.sync_data(file) {
            self.file = None;
            return Err(self.failed(source).into());
        }
        self.unsynced = false;
        Ok(())
    }

    /// Starts anew from the case as it was saved; changes that came after `saved` stay in the journal.
    ///
    /// # Errors
    /// [`JournalError::File`] if the disk refuses; the old journal then stands, and [`Self::sync`] tries again.
    pub fn restart(&mut self, saved: &Case) -> Result<(), JournalError> {
        self.base = Some(saved.clone());
        self.lines.retain(|(n, _)| *n > saved.revision);
        self.revision = self.revision.max(saved.revision);
        self.unsynced = true;
        self.rewrite()
    }

    fn rewrite(&mut self) -> Result<(), JournalError> {
        // An old handle would go on writing into the file that is replaced.
        self.file = None;
        if let Some(case) = &self.base {
            self.head = serde_json::to_string(&Header::of(case, &self.folder))
                .map_err(|_| self.failed(std::io::Error::other("the case could not be written")))?;
            self.base = None;
        }
        let mut text = String::with_capacity(self.head.len() + 1);
        for line in std::iter::once(&self.head).chain(self.lines.iter().map(|(_, line)| line)) {
            text.push_str(line);
            text.push('\n');
        }
        files::save(&*self.disk, &self.path, text.as_bytes())?;
        let file = self.disk.open_append(&self.path);
        self.file = Some(file.map_err(|source| self.failed(source))?);
        self.unsynced = false;
        Ok(())
    }

    /// Ends the session well: everything is saved, and nothing needs to be recovered.
    ///
    /// # Errors
    /// [`JournalError::File`] if the file is still there.
    pub fn remove(mut self) -> Result<(), JournalError> {
        self.file = None;
        files::remove(&*self.disk, &self.path)?;
        // The file of the lock stays: removing it could give the same lock to two windows.
        let _ = self.lock.unlock();
        Ok(())
    }

    fn failed(&self, source: std::io::Error) -> FileError {
        FileError::NotSaved {
            path: self.path.clone(),
            source,
        }
    }
}

// How the files of a case are called in the state folder; two workspaces may have the same reference.
fn stem(folder: &Path, reference: &Reference) -> String {
    let folder = folder.canonicalize().unwrap_or_else(|_| {
        // A case that is being removed has its name no more; where it was is known all the same.
        let above = folder.parent().and_then(|above| above.canonicalize().ok());
        let name = folder.file_name();
        above
            .zip(name)
            .map_or_else(|| folder.into(), |(above, name)| above.join(name))
    });
    let mut hash = files::sha256(folder.to_string_lossy().as_bytes());
    hash.truncate(16);
    format!("{hash}-{reference}")
}

#[cfg(test)]
mod tests;
