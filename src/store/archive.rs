//! The archive of past answers: plain text in the workspace, an index of it on the local disk.
//!
//! The text is the truth and is written first. The index follows it: whatever changed underneath, by an import that was
//! cut off, by git or by a colleague, is noticed when the archive is opened, by names, sizes and times of its files.

mod index;
mod segments;
mod source;
pub mod spreadsheet;

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;

use self::index::{ArchiveIndex, Place, check_of};
use self::segments::{ANSWERS_PER_FILE, Lines};
use self::source::{CsvReader, Header};
use super::files::{self, Disk, FileError};
use crate::domain::archive::{FoundAnswer, PastAnswer};
use crate::domain::suggest::{Query, Signals, Statistics, Weighed, scores};
use crate::text::words::Stems;

pub use source::{Columns, Unread};

/// The folder of the archive in a workspace.
pub const FOLDER: &str = "archive";
/// A small archive is looked at whole.
const SMALL: u64 = 1_000;
/// How many candidates the index hands over.
const CANDIDATES: usize = 64;

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

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// How many answers came in.
    pub added: usize,
    /// How many of them took the place of older ones with the same id.
    pub replaced: usize,
    /// How many were left out, since the file held their id already.
    pub repeated: usize,
    /// What could not be read.
    pub unread: Vec<Unread>,
}

/// What came of bringing the index in step with the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Followed {
    /// Another program holds the index; what is found may be out of date.
    pub busy: bool,
    /// How many lines are no answers.
    pub unread: usize,
}

/// An archive.
#[derive(Debug)]
pub struct Archive {
    folder: PathBuf,
    cache: PathBuf,
    index: ArchiveIndex,
    lines: Lines,
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
        let index = ArchiveIndex::open(&cache).map_err(|error| index_error(&error, &cache))?;
        let mut archive = Self {
            lines: Lines::new(folder.clone()),
            statistics: index.tally.statistics(),
            stems: Mutex::default(),
            folder,
            cache,
            index,
        };
        let followed = archive.follow(progress)?;
        Ok((archive, followed))
    }

    // Brings the index in step with the text.
    fn follow(&mut self, progress: impl FnMut(usize, usize)) -> Result<Followed, ArchiveError> {
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
                    unread: 0,
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
        Ok(Followed {
            busy: false,
            unread,
        })
    }

    /// Takes in the past answers of a file: JSON lines, or CSV if its name ends so.
    ///
    /// `progress` hears how many bytes of how many are read, then how many files of how many are indexed.
    ///
    /// # Errors
    /// If the file cannot be read, or the disk refuses; what was written by then stays.
    pub fn import(
        &mut self,
        disk: &dyn Disk,
        path: &Path,
        columns: &Columns,
        today: Date,
        mut progress: impl FnMut(Stage, u64, u64),
    ) -> Result<Imported, ArchiveError> {
        let mut imported = Imported::default();
        let mut batch = Batch::default();
        files::make_folders(disk, &self.folder)?;
        let size = std::fs::metadata(path).map_or(0, |about| about.len());
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let mut take = |archive: &Self,
                        imported: &mut Imported,
                        line: usize,
                        read: u64,
                        answer: Result<PastAnswer, String>|
         -> Result<(), ArchiveError> {
            match answer {
                Ok(mut answer) => {
                    // What was exported from an archive says where it came from.
                    if answer.source.is_empty() {
                        answer.source = files::shown(Path::new(&*name));
                    }
                    if batch.push(&answer) {
                        imported.added += 1;
                    } else {
                        imported.repeated += 1;
                    }
                }
                Err(message) => imported.unread.push(Unread { line, message }),
            }
            if batch.count >= ANSWERS_PER_FILE {
                batch.write(disk, &archive.folder, today)?;
                progress(Stage::Reading, read, size);
            }
            Ok(())
        };
        let file = File::open(path).map_err(|error| read_error(path, error))?;
        let mut reader = BufReader::with_capacity(1 << 18, file);
        let is_csv = path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        if is_csv {
            let mut csv = CsvReader::new(reader);
            let first = csv.record().map_err(|error| read_error(path, error))?;
            let (_, first) = first.unwrap_or_default();
            let header = Header::of(&first, columns).map_err(|message| ArchiveError::Form {
                path: files::shown(path),
                message,
            })?;
            while let Some((line, cells)) = csv.record().map_err(|error| read_error(path, error))? {
                take(self, &mut imported, line, csv.bytes, header.answer(&cells))?;
            }
        } else {
            let mut text = Vec::new();
            let (mut number, mut bytes) = (0, 0);
            loop {
                text.clear();
                let read = reader
                    .read_until(b'\n', &mut text)
                    .map_err(|error| read_error(path, error))?;
                if read == 0 {
                    break;
                }
                number += 1;
                bytes += read as u64;
                let line = String::from_utf8_lossy(&text);
                if !line.trim().is_empty() {
                    take(
                        self,
                        &mut imported,
                        number,
                        bytes,
                        source::of_json(line.trim()),
                    )?;
                }
            }
        }
        batch.write(disk, &self.folder, today)?;
        imported.replaced = self.drop_older(disk, &batch)?;
        self.follow(|done, of| progress(Stage::Indexing, done as u64, of as u64))?;
        Ok(imported)
    }

    /// Takes in past answers that are ready. Of two with one id the later stands; one that is there as it is stays.
    ///
    /// # Errors
    /// If the disk refuses; what was written by then stays.
    pub fn take_in(
        &mut self,
        disk: &dyn Disk,
        answers: &[PastAnswer],
        today: Date,
    ) -> Result<Imported, ArchiveError> {
        let mut imported = Imported::default();
        let mut batch = Batch::default();
        let mut ids: Vec<&str> = Vec::new();
        files::make_folders(disk, &self.folder)?;
        for answer in answers {
            let known = self.get(&answer.id);
            if known.is_some_and(|known| known == *answer || known.date > answer.date) {
                imported.repeated += 1;
                continue;
            }
            if batch.push(answer) {
                imported.added += 1;
                ids.push(answer.id.as_str());
            } else {
                imported.repeated += 1;
            }
            if batch.count >= ANSWERS_PER_FILE {
                batch.write(disk, &self.folder, today)?;
            }
        }
        batch.write(disk, &self.folder, today)?;
        imported.replaced = self.drop_from(disk, &ids, &batch.written)?;
        self.follow(|_, _| {})?;
        Ok(imported)
    }

    /// Removes the answers with these ids. Returns how many there were.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn remove_all(&mut self, disk: &dyn Disk, ids: &[&str]) -> Result<usize, ArchiveError> {
        let gone = self.drop_from(disk, ids, &[])?;
        self.follow(|_, _| {})?;
        Ok(gone)
    }

    // Drops answers from the files in which the index knows them, except from these.
    fn drop_from(
        &self,
        disk: &dyn Disk,
        ids: &[&str],
        except: &[String],
    ) -> Result<usize, ArchiveError> {
        let searcher = self.index.searcher();
        if searcher.num_docs() == 0 {
            return Ok(0);
        }
        let mut names: std::collections::HashSet<&str> = std::collections::HashSet::new();
        for id in ids {
            let places = self
                .index
                .find(&searcher, id)
                .map_err(|error| index_error(&error, &self.cache))?;
            names.extend(
                places
                    .iter()
                    .filter_map(|place| self.index.file(place.file)),
            );
        }
        let goes: std::collections::HashSet<&str> = ids.iter().copied().collect();
        self.rewrite(
            disk,
            |name| names.contains(name) && except.iter().all(|own| own != name),
            |_, id| goes.contains(id),
        )
    }

    // What came in takes the place of what had the same id.
    fn drop_older(&self, disk: &dyn Disk, batch: &Batch) -> Result<usize, ArchiveError> {
        let searcher = self.index.searcher();
        if searcher.num_docs() == 0 {
            return Ok(0);
        }
        let new: Vec<&str> = batch.written.iter().map(String::as_str).collect();
        self.rewrite(disk, |name| !new.contains(&name), |_, id| batch.holds(id))
    }

    // Writes files anew without the answers that are to go. Returns how many went.
    fn rewrite(
        &self,
        disk: &dyn Disk,
        looked_at: impl Fn(&str) -> bool,
        goes: impl Fn(&str, &str) -> bool,
    ) -> Result<usize, ArchiveError> {
        let files =
            segments::list(&self.folder).map_err(|error| read_error(&self.folder, error))?;
        let mut gone = 0;
        for file in files.into_iter().filter(|file| looked_at(&file.name)) {
            let path = self.folder.join(&file.name);
            let mut kept = Vec::new();
            let mut here = 0;
            segments::each_line(&path, |line| {
                let id = segments::parse(&line.bytes).map(|answer| answer.id);
                if id.is_some_and(|id| goes(&file.name, &id)) {
                    here += 1;
                } else {
                    kept.extend_from_slice(&line.bytes);
                    kept.push(b'\n');
                }
            })
            .map_err(|error| read_error(&path, error))?;
            if here > 0 && kept.is_empty() {
                files::remove(disk, &path)?;
            } else if here > 0 {
                files::save(disk, &path, &kept)?;
            }
            gone += here;
        }
        Ok(gone)
    }

    /// Removes an answer. `false` if there is none with this id.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn remove(&mut self, disk: &dyn Disk, id: &str) -> Result<bool, ArchiveError> {
        Ok(self.remove_all(disk, &[id])? > 0)
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

    /// Ranks the past answers for a question, best first; of two that fit alike the later one.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn search(&self, query: &Query, limit: usize) -> Result<Vec<FoundAnswer>, ArchiveError> {
        let searcher = self.index.searcher();
        let entries = searcher.num_docs();
        if entries == 0 || limit == 0 {
            return Ok(Vec::new());
        }
        let weighed = Weighed::new(query, &self.statistics, |term| {
            count(self.index.holding(&searcher, &term.stem))
        });
        let most = if entries <= SMALL {
            1_000
        } else {
            CANDIDATES.max(limit)
        };
        let mut places = self
            .index
            .candidates(&searcher, query, most)
            .map_err(|error| index_error(&error, &self.cache))?;
        places.sort_unstable();
        let mut stems = self.stems.lock().unwrap_or_else(PoisonError::into_inner);
        let mut bytes = Vec::new();
        let mut found: Vec<(PastAnswer, Signals)> = Vec::with_capacity(places.len());
        for place in &places {
            if let Some(answer) = self.read(place, &mut bytes) {
                let signals = weighed.read(&answer.entry(), &mut stems);
                if signals.speak() {
                    found.push((answer, signals));
                }
            }
        }
        let signals: Vec<Signals> = found.iter().map(|(_, signals)| *signals).collect();
        let mut ranked: Vec<FoundAnswer> = found
            .into_iter()
            .zip(scores(&signals))
            .map(|((answer, signals), score)| {
                let (matched, fits) = weighed.verdict(&signals);
                FoundAnswer {
                    answer,
                    score,
                    matched,
                    fits,
                }
            })
            .collect();
        ranked.sort_by(|a, b| {
            let later = b.answer.date.cmp(&a.answer.date);
            let by_score = b.score.total_cmp(&a.score);
            by_score
                .then(later)
                .then_with(|| a.answer.id.cmp(&b.answer.id))
        });
        ranked.truncate(limit);
        Ok(ranked)
    }

    // A line that is not what it was when it was indexed is nothing.
    fn read(&self, place: &Place, bytes: &mut Vec<u8>) -> Option<PastAnswer> {
        let name = self.index.file(place.file)?;
        let there = self.lines.read(name, place.at, place.length, bytes);
        (there && check_of(bytes) == place.check).then(|| segments::parse(bytes))?
    }
}

/// What an import is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The file is read and its text kept.
    Reading,
    /// The text is indexed.
    Indexing,
}

// Answers on their way into a file.
#[derive(Default)]
struct Batch {
    lines: Vec<u8>,
    count: usize,
    ids: std::collections::HashSet<u64>,
    written: Vec<String>,
}

impl Batch {
    fn push(&mut self, answer: &PastAnswer) -> bool {
        if !self.ids.insert(crate::text::words::key_of(&answer.id)) {
            return false;
        }
        // An answer is plain data; writing it to memory cannot fail.
        if serde_json::to_writer(&mut self.lines, answer).is_ok() {
            self.lines.push(b'\n');
            self.count += 1;
        }
        true
    }

    fn holds(&self, id: &str) -> bool {
        self.ids.contains(&crate::text::words::key_of(id))
    }

    fn write(&mut self, disk: &dyn Disk, folder: &Path, today: Date) -> Result<(), FileError> {
        if self.count > 0 {
            let name = segments::write(disk, folder, today, &self.lines)?;
            self.written.push(name);
            self.lines.clear();
            self.count = 0;
        }
        Ok(())
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

#[expect(
    clippy::cast_precision_loss,
    reason = "a count that is a little off weighs the same"
)]
fn count(of: u64) -> f32 {
    of as f32
}

#[cfg(test)]
mod tests;
