//! Taking past answers into the archive: from a file of another program, or one by one.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use jiff::civil::Date;

use super::segments::{self, ANSWERS_PER_FILE};
use super::source::{self, Columns, Header, Unread};
use super::{Archive, ArchiveError, read_error};
use crate::domain::archive::PastAnswer;
use crate::store::csv::CsvReader;
use crate::store::files::{self, Disk, FileError};
use crate::text::words::key_of;

/// Up to so many new answers the index is asked for older ones of the same id; beyond, all text is read through.
const FEW: usize = 2_000;

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

impl Archive {
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

    // What came in takes the place of what had the same id.
    fn drop_older(&self, disk: &dyn Disk, batch: &Batch) -> Result<usize, ArchiveError> {
        let searcher = self.index.searcher();
        if searcher.num_docs() == 0 {
            return Ok(0);
        }
        if batch.few.len() <= FEW {
            let ids: Vec<&str> = batch.few.iter().map(String::as_str).collect();
            return self.drop_from(disk, &ids, &batch.written);
        }
        let new: Vec<&str> = batch.written.iter().map(String::as_str).collect();
        self.rewrite(disk, |name| !new.contains(&name), |_, id| batch.holds(id))
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
    ids: HashSet<u64>,
    // The first of the ids, as long as they are few.
    few: Vec<String>,
    written: Vec<String>,
}

impl Batch {
    fn push(&mut self, answer: &PastAnswer) -> bool {
        if !self.ids.insert(key_of(&answer.id)) {
            return false;
        }
        if self.few.len() <= FEW {
            self.few.push(answer.id.clone());
        }
        // An answer is plain data; writing it to memory cannot fail.
        if serde_json::to_writer(&mut self.lines, answer).is_ok() {
            self.lines.push(b'\n');
            self.count += 1;
        }
        true
    }

    fn holds(&self, id: &str) -> bool {
        self.ids.contains(&key_of(id))
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
