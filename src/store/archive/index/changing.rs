//! Bringing the index in step with the files of the archive.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use tantivy::{IndexWriter, TantivyDocument, Term};

use super::super::super::files::{self, RealDisk};
use super::super::Followed;
use super::super::segments::{self, SegmentFile};
use super::{ArchiveIndex, TALLY, day_of, packed};
use crate::domain::archive::PastAnswer;
use crate::domain::suggest::{Entry, with_outer};
use crate::text::words::Stems;

/// The memory in which a part of the index grows before it is written.
pub(super) const MEMORY: usize = 160 << 20;
/// After so many bytes the progress is told.
const TELL_EVERY: u64 = 1 << 20;

/// A change of the index, in one commit.
pub(in super::super) struct Changing<'a> {
    of: &'a mut ArchiveIndex,
    writer: IndexWriter,
    folder: PathBuf,
    stems: Stems,
    // The ids that came in with this change.
    taken: HashSet<u64>,
}

impl<'a> Changing<'a> {
    pub(super) fn new(of: &'a mut ArchiveIndex, writer: IndexWriter, folder: &Path) -> Self {
        Self {
            of,
            writer,
            folder: folder.to_path_buf(),
            stems: Stems::default(),
            taken: HashSet::new(),
        }
    }

    /// Brings the index in step with the files: what is new is read, what is gone goes. `progress` hears how many bytes
    /// of how many are read.
    pub(in super::super) fn follow(
        &mut self,
        archive: &Path,
        files: &[SegmentFile],
        mut progress: impl FnMut(usize, usize),
    ) -> tantivy::Result<Followed> {
        let mut followed = Followed::default();
        for number in 0..self.of.manifest.files.len() {
            let known = self.of.manifest.files.get_mut(number);
            if let Some(known) = known
                && known.as_ref().is_some_and(|known| !files.contains(known))
            {
                *known = None;
                let number = Term::from_field_u64(self.of.fields.file, number as u64);
                self.writer.delete_term(number);
            }
        }
        let known: Vec<SegmentFile> = self.of.manifest.files.iter().flatten().cloned().collect();
        let new: Vec<&SegmentFile> = files.iter().filter(|file| !known.contains(file)).collect();
        let whole: u64 = new.iter().map(|file| file.size).sum();
        let size = |bytes: u64| usize::try_from(bytes).unwrap_or(usize::MAX);
        let mut read = 0;
        // The latest file first: of two answers with one id the later one stays.
        for file in new.into_iter().rev() {
            let number = self.of.manifest.files.len();
            self.of.manifest.files.push(Some(file.clone()));
            let mut failed = None;
            let mut told = 0;
            segments::each_line(&archive.join(&file.name), |line| {
                if failed.is_some() {
                    return;
                }
                if line.at - told >= TELL_EVERY {
                    told = line.at;
                    progress(size(read + told), size(whole));
                }
                if let Some(answer) = segments::parse(&line.bytes) {
                    failed = self.add(number, line.at, &line.bytes, &answer).err();
                } else {
                    followed.unread += 1;
                    let first = || (file.name.clone(), line.number);
                    followed.first_unread.get_or_insert_with(first);
                }
            })?;
            if let Some(error) = failed {
                return Err(error);
            }
            read += file.size;
            progress(size(read), size(whole));
        }
        Ok(followed)
    }

    fn add(
        &mut self,
        file: usize,
        at: u64,
        bytes: &[u8],
        answer: &PastAnswer,
    ) -> tantivy::Result<()> {
        if !self.taken.insert(crate::text::words::key_of(&answer.id)) {
            return Ok(());
        }
        let fields = self.of.fields;
        if !self.of.manifest.files.is_empty() {
            let searcher = self.of.reader.searcher();
            let term = Term::from_field_text(fields.id, &answer.id);
            if searcher.num_docs() > 0 && searcher.doc_freq(&term)? > 0 {
                self.writer.delete_term(term);
            }
        }
        let mut document = TantivyDocument::default();
        document.add_text(fields.id, &answer.id);
        document.add_u64(fields.file, file as u64);
        let (place, check) = packed(file, at, bytes);
        document.add_u64(fields.place, place);
        document.add_u64(fields.check, check);
        if let Some(outcome) = answer.outcome {
            document.add_text(fields.outcome, outcome.id());
        }
        let mut provisions: Vec<String> = answer
            .provisions
            .iter()
            .flat_map(|provision| with_outer(provision))
            .collect();
        provisions.sort_unstable();
        provisions.dedup();
        for provision in &provisions {
            document.add_text(fields.provision, provision);
        }
        document.add_u64(fields.day, answer.date.map_or(0, day_of));
        // Once more than the answer's words: what was asked says more.
        document.add_text(fields.words, &answer.question);
        document.add_text(fields.words, &answer.question);
        let entry = Entry {
            question: &answer.question,
            served: &answer.past_questions,
            answer: &answer.answer,
        };
        for served in entry.counted() {
            document.add_text(fields.words, served);
        }
        document.add_text(fields.words, &answer.answer);
        self.writer.add_document(document)?;
        let mut length = 0.0;
        entry.words(&mut self.stems, |_, weight| length += weight);
        let asked = entry.asked(&mut self.stems);
        self.of.tally.add(length, &asked);
        Ok(())
    }

    /// Makes the change lasting and visible.
    pub(in super::super) fn commit(mut self) -> tantivy::Result<()> {
        let bytes = self.of.tally.to_bytes();
        files::save(&RealDisk, &self.folder.join(TALLY), &bytes)
            .map_err(|error| tantivy::TantivyError::InternalError(error.to_string()))?;
        let payload = serde_json::to_string(&self.of.manifest)
            .map_err(|error| tantivy::TantivyError::InternalError(error.to_string()))?;
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&payload);
        commit.commit()?;
        self.writer.wait_merging_threads()?;
        self.of.reader.reload()
    }
}
