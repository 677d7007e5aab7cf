//! The archive of past answers: plain text in the workspace, an index of it on the local disk.
//!
//! The text is the truth and is written first. The index follows it: whatever changed underneath, by an import that was
//! cut off, by git or by a colleague, is noticed when the archive is opened, by names, sizes and times of its files.

mod import;
mod index;
mod removing;
mod search;
mod segments;
mod source;
pub mod spreadsheet;
mod used;

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use self::index::{ArchiveIndex, Place, check_of};
use self::segments::Lines;
use self::used::UsedAnswers;
use super::files::{self, FileError};
use crate::domain::archive::PastAnswer;
use crate::domain::suggest::Statistics;
use crate::text::words::Stems;

pub use import::{Imported, Stage};
pub use source::{Columns, Unread};

/// The folder of the archive in a workspace.
pub const FOLDER: &str = "archive";

/// Why the archive cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// A file could not be read.
    #[error("{path}: cannot be read: {source}")]
    Read {
        /// The file.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The file to import is not of a form that is known.
    #[error("{path}: {message}")]
    Form {
        /// The file.
        path: String,
        /// What is wrong.
        message: String,
    },
    /// The index could not be used.
    #[error("the index of the archive: {0}; it is made anew when {1} is deleted")]
    Index(String, String),
}

/// What came of bringing the index in step with the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Followed {
    /// Another program holds the index; what is found may be out of date.
    pub busy: bool,
    /// How many lines are no answers.
    pub unread: usize,
    /// The first of them: its file and its line.
    pub first_unread: Option<(String, usize)>,
    /// How many lines of the uses of past answers say nothing.
    pub unread_uses: usize,
    /// Why the index had to be made anew, if it had to.
    pub remade: Option<Remade>,
}

/// Why an index was made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remade {
    /// It could not be read.
    Damaged,
    /// It was made by another version of the program.
    OtherVersion,
}

impl Followed {
    /// Returns what an officer should know of it, in words.
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        remarks.extend(self.remade.map(|why| {
            match why {
                Remade::Damaged => {
                    "the index of the archive was damaged and has been made anew; no answer is lost"
                        .to_owned()
                }
                Remade::OtherVersion => {
                    "the index of the archive was of another version and has been made anew"
                        .to_owned()
                }
            }
        }));
        if self.busy {
            remarks.push(
                "another program is changing the archive; what is found may be out of date"
                    .to_owned(),
            );
        }
        if let Some((file, line)) = &self.first_unread {
            let (count, are) = match self.unread {
                1 => ("one line of the archive is".to_owned(), "was"),
                more => (format!("{more} lines of the archive are"), "were"),
            };
            remarks.push(format!(
                "{count} no answer and {are} left out; the first: {FOLDER}/{file}:{line}"
            ));
        }
        if self.unread_uses > 0 {
            remarks.push(format!(
                "{} lines about the use of past answers say nothing and were left out: {FOLDER}/*{}",
                self.unread_uses,
                super::memory::ENDING
            ));
        }
        remarks
    }
}

/// An archive.
#[derive(Debug)]
pub struct Archive {
    folder: PathBuf,
    cache: PathBuf,
    index: ArchiveIndex,
    lines: Lines,
    used: UsedAnswers,
    statistics: Statistics,
    // The words of past answers are few; what is remembered of them makes the next search quick.
    stems: Mutex<Stems>,
}

impl Archive {
    /// Opens the archive of a workspace. `state` is the folder on the local disk that keeps indexes.
    ///
    /// # Errors
    /// If the folder cannot be read or no index can be made.
    pub fn open(
        workspace: &Path,
        state: &Path,
        progress: impl FnMut(usize, usize),
    ) -> Result<(Self, Followed), ArchiveError> {
        let folder = workspace.join(FOLDER);
        let whole = workspace
            .canonicalize()
            .unwrap_or_else(|_| workspace.into());
        let hash = files::sha256(whole.to_string_lossy().as_bytes());
        let name: String = hash.chars().take(16).collect();
        let cache = state.join("archive").join(name);
        let (index, remade) =
            ArchiveIndex::open(&cache).map_err(|error| index_error(&error, &cache))?;
        let mut archive = Self {
            lines: Lines::new(folder.clone()),
            used: UsedAnswers::read(&folder),
            statistics: index.tally.statistics(),
            stems: Mutex::default(),
            folder,
            cache,
            index,
        };
        let followed = archive.follow(progress)?;
        let unread_uses = archive.used.unread();
        let followed = Followed {
            unread_uses,
            remade,
            ..followed
        };
        Ok((archive, followed))
    }

    /// Tells whether the workspace has an archive at all, without opening it.
    pub fn is_there(workspace: &Path) -> bool {
        segments::list(&workspace.join(FOLDER)).is_ok_and(|files| !files.is_empty())
    }

    /// Tells whether the text is what it was when the index was made of it.
    pub fn is_current(&self) -> bool {
        segments::list(&self.folder).is_ok_and(|files| self.index.is_of(&files))
    }

    /// Brings the index in step with the text. `progress` hears how many bytes of how many are read.
    ///
    /// # Errors
    /// If the folder cannot be read, or the index not written.
    pub fn follow(&mut self, progress: impl FnMut(usize, usize)) -> Result<Followed, ArchiveError> {
        let files =
            segments::list(&self.folder).map_err(|error| read_error(&self.folder, error))?;
        if self.index.is_of(&files) {
            return Ok(Followed::default());
        }
        let cache = self.cache.clone();
        let mut change = match self.index.change(&cache) {
            Ok(change) => change,
            Err(tantivy::TantivyError::LockFailure(..)) => {
                return Ok(Followed {
                    busy: true,
                    ..Followed::default()
                });
            }
            Err(error) => return Err(index_error(&error, &cache)),
        };
        let unread = change
            .follow(&self.folder, &files, progress)
            .map_err(|error| index_error(&error, &cache))?;
        change
            .commit()
            .map_err(|error| index_error(&error, &cache))?;
        self.lines = Lines::new(self.folder.clone());
        self.statistics = self.index.tally.statistics();
        Ok(unread)
    }

    /// Throws the index away and makes it anew from the text.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn remake(
        self,
        workspace: &Path,
        state: &Path,
        progress: impl FnMut(usize, usize),
    ) -> Result<(Self, Followed), ArchiveError> {
        let cache = self.cache.clone();
        drop(self);
        index::throw_away(&cache);
        let (archive, followed) = Self::open(workspace, state, progress)?;
        let remade = Some(Remade::Damaged);
        Ok((archive, Followed { remade, ..followed }))
    }

    /// Returns the answer with this id.
    pub fn get(&self, id: &str) -> Option<PastAnswer> {
        let searcher = self.index.searcher();
        let places = self.index.find(&searcher, id).ok()?;
        let mut bytes = Vec::new();
        places.iter().find_map(|place| self.read(place, &mut bytes))
    }

    /// Returns how many answers there are.
    pub fn len(&self) -> u64 {
        self.index.searcher().num_docs()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Hands over all answers in the order of the files.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn each(&self, mut take: impl FnMut(PastAnswer)) -> Result<(), ArchiveError> {
        for file in segments::list(&self.folder).map_err(|error| read_error(&self.folder, error))? {
            let path = self.folder.join(&file.name);
            segments::each_line(&path, |line| {
                if let Some(answer) = segments::parse(&line.bytes) {
                    take(answer);
                }
            })
            .map_err(|error| read_error(&path, error))?;
        }
        Ok(())
    }

    // A line that is not what it was when it was indexed is nothing.
    fn read(&self, place: &Place, bytes: &mut Vec<u8>) -> Option<PastAnswer> {
        let name = self.index.file(place.file)?;
        let there = self.lines.read(name, place.at, place.length, bytes);
        (there && check_of(bytes) == place.check).then(|| segments::parse(bytes))?
    }
}

fn index_error(error: &tantivy::TantivyError, cache: &Path) -> ArchiveError {
    ArchiveError::Index(error.to_string(), files::shown(cache))
}

fn read_error(path: &Path, source: std::io::Error) -> ArchiveError {
    ArchiveError::Read {
        path: files::shown(path),
        source,
    }
}

#[cfg(test)]
mod tests;
