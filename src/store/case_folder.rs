//! The folder of a case: opening it, saving what changed, and never writing over what somebody else wrote.
//!
//! A hash of each file as it was loaded or saved last tells what changed here and what changed underneath. New
//! and changed questions are written first, then `case.toml`, and only then are the files of deleted questions
//! removed: whatever moment the power goes, every question that is listed has its file.

mod error;
mod following;
mod history;
mod opening;
mod put;
mod turn;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::put::{Known, stands_as, write_one};
use super::case_file::{CaseFile, FORMAT, Listed, QuestionFile};
use super::files::{self, Disk, FileError, RealDisk};
use crate::domain::case::Case;
use crate::domain::event::Event;
use crate::domain::ids::QuestionId;

pub use self::error::{CaseError, Underneath};
pub use self::following::stamp;
pub use self::history::read as read_history;
pub use self::opening::{CaseProblem, Opened};

/// The most that a file of a case may hold: the text of a request with room to spare.
const FILE_LIMIT: u64 = 16 * 1024 * 1024;

/// The folder of the files that came with a request.
pub const ATTACHMENTS: &str = "attachments";

/// What a save did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The revision of the case that is on the disk now.
    pub revision: u64,
    /// How many files were written.
    pub written: usize,
    /// How many files of deleted questions were removed.
    pub removed: usize,
}

// A listed question whose file is damaged keeps its line in the list.
#[derive(Debug, Clone)]
struct Lost {
    listed: Listed,
    after: Option<QuestionId>,
}

/// The folder of an open case.
#[derive(Debug)]
pub struct CaseFolder {
    path: PathBuf,
    disk: Arc<dyn Disk>,
    format: u32,
    case_file: Known,
    questions: BTreeMap<QuestionId, Known>,
    listed: Vec<Listed>,
    lost: Vec<Lost>,
}

impl CaseFolder {
    /// Makes the folder of a new case with the request as it was received.
    ///
    /// # Errors
    /// [`CaseError::Exists`] if there is one; [`CaseError::File`] if the disk refuses.
    pub fn create(
        path: &Path,
        case: &Case,
        request: &[u8],
        ending: &str,
    ) -> Result<Self, CaseError> {
        Self::create_on(Arc::new(RealDisk), path, case, request, ending)
    }

    /// As [`Self::create`], on a given disk.
    ///
    /// # Errors
    /// As [`Self::create`].
    pub fn create_on(
        disk: Arc<dyn Disk>,
        path: &Path,
        case: &Case,
        request: &[u8],
        ending: &str,
    ) -> Result<Self, CaseError> {
        if fs::symlink_metadata(path.join("case.toml")).is_ok() {
            return Err(CaseError::Exists { path: path.into() });
        }
        files::make_folders(&*disk, &path.join("questions"))?;
        let plain = !ending.is_empty()
            && ending.len() <= 8
            && ending.bytes().all(|b| b.is_ascii_alphanumeric());
        let ending = if plain {
            ending.to_ascii_lowercase()
        } else {
            "txt".into()
        };
        let request_path = path.join(format!("request.{ending}"));
        match files::save_new(&*disk, &request_path, request) {
            // A creation that was cut off left it, whole.
            Err(FileError::Exists { .. })
                if files::read(&request_path, u64::MAX - 1).is_ok_and(|old| old == request) => {}
            other => other?,
        }
        let mut folder = Self {
            path: path.into(),
            disk,
            format: FORMAT,
            case_file: Known::default(),
            questions: BTreeMap::new(),
            listed: Vec::new(),
            lost: Vec::new(),
        };
        folder.save(case, "new")?;
        Ok(folder)
    }

    /// Keeps the files that came with the request in the folder `attachments`, each under its safe name. One that is
    /// there already, from a creation that was cut off, stays.
    ///
    /// # Errors
    /// [`CaseError::File`] if the disk refuses.
    pub fn keep_attachments<'a>(
        &self,
        files: impl Iterator<Item = (&'a str, &'a [u8])>,
    ) -> Result<(), CaseError> {
        let folder = self.path.join(ATTACHMENTS);
        for (name, bytes) in files {
            files::make_folders(&*self.disk, &folder)?;
            match files::save_new(&*self.disk, &folder.join(name), bytes) {
                Ok(()) | Err(FileError::Exists { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Returns the folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns why the case cannot be saved, if it cannot.
    ///
    /// # Errors
    /// [`CaseError::NewerFormat`].
    pub fn writable(&self) -> Result<(), CaseError> {
        if self.format > FORMAT {
            return Err(CaseError::NewerFormat {
                path: self.path.join("case.toml"),
                format: self.format,
            });
        }
        Ok(())
    }

    /// Saves what changed since the case was loaded or saved last.
    ///
    /// A file that somebody else changed meanwhile is not overwritten: our text goes beside it, under a name with
    /// `stamp` (digits and hyphens), and everything else is saved.
    ///
    /// # Errors
    /// [`CaseError`]; the case is then not saved as a whole, and saving again repeats what is missing.
    pub fn save(&mut self, case: &Case, stamp: &str) -> Result<Saved, CaseError> {
        self.writable()?;
        let _turn = turn::wait_for(&*self.disk, &self.path);
        let mut underneath = Vec::new();
        let mut written = 0;
        for question in &case.questions {
            if self.lost.iter().any(|lost| lost.listed.id == question.id) {
                let path = self.question_path(&question.id);
                return Err(CaseError::Damaged { path });
            }
            let path = self.question_path(&question.id);
            let known = self.questions.entry(question.id.clone()).or_default();
            let text = QuestionFile::write(question, &known.kept);
            written += write_one(&*self.disk, &path, &text, known, stamp, &mut underneath)?;
        }
        let listed = self.listing(case);
        let file = CaseFile {
            format: FORMAT,
            facts: (*case.facts).clone(),
            opening: case.opening.text.clone(),
            closing: case.closing.text.clone(),
            questions: listed.clone(),
            kept: self.case_file.kept.clone(),
        };
        let path = self.path.join("case.toml");
        let known = &mut self.case_file;
        written += write_one(
            &*self.disk,
            &path,
            &file.write(),
            known,
            stamp,
            &mut underneath,
        )?;
        if !underneath.is_empty() {
            return Err(CaseError::ChangedUnderneath(underneath));
        }
        let removed = self.remove_deleted(&listed)?;
        self.listed = listed;
        Ok(Saved {
            revision: case.revision,
            written,
            removed,
        })
    }

    /// Returns the files that somebody else changed, removed or replaced since they were loaded or saved last.
    pub fn changed_underneath(&self) -> Vec<PathBuf> {
        let questions = self
            .questions
            .iter()
            .map(|(id, known)| (self.question_path(id), known));
        std::iter::once((self.path.join("case.toml"), &self.case_file))
            .chain(questions)
            .filter(|(path, known)| !stands_as(path, known.hash.as_deref()))
            .map(|(path, _)| path)
            .collect()
    }

    /// Appends to the history what happened, when (an RFC 3339 time) and by whom.
    ///
    /// # Errors
    /// [`CaseError::File`] if the disk refuses.
    pub fn record(&self, event: &Event, at: &str, by: &str) -> Result<(), CaseError> {
        Ok(history::append(&*self.disk, &self.path, event, at, by)?)
    }

    fn question_path(&self, id: &QuestionId) -> PathBuf {
        self.path.join("questions").join(format!("{id}.toml"))
    }

    fn listing(&self, case: &Case) -> Vec<Listed> {
        let mut list: Vec<Listed> = case
            .questions
            .iter()
            .map(|question| Listed {
                id: question.id.clone(),
                level: question.level,
                kept: self
                    .listed
                    .iter()
                    .find(|listed| listed.id == question.id)
                    .map(|listed| listed.kept.clone())
                    .unwrap_or_default(),
            })
            .collect();
        // Last first, so that damaged neighbours keep their order.
        for lost in self.lost.iter().rev() {
            let at = match &lost.after {
                None => 0,
                Some(id) => list
                    .iter()
                    .position(|listed| listed.id == *id)
                    .map_or(list.len(), |index| index + 1),
            };
            list.insert(at, lost.listed.clone());
        }
        list
    }

    fn remove_deleted(&mut self, listed: &[Listed]) -> Result<usize, CaseError> {
        let gone: Vec<QuestionId> = self
            .listed
            .iter()
            .map(|old| &old.id)
            .filter(|id| !listed.iter().any(|new| new.id == **id))
            .cloned()
            .collect();
        let mut removed = 0;
        for id in gone {
            let path = self.question_path(&id);
            let known = self.questions.get(&id).and_then(|known| known.hash.clone());
            // Somebody else may have worked on it meanwhile: then it stays, unlisted.
            if known.is_some() && stands_as(&path, known.as_deref()) {
                files::remove(&*self.disk, &path)?;
                removed += 1;
            }
            self.questions.remove(&id);
        }
        Ok(removed)
    }
}

#[cfg(test)]
mod tests;
