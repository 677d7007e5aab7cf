//! Writes a Word document: the letter, alone or in the authority's own letterhead.
//!
//! The same letter gives the same bytes: no part has a time of its own, and the parts stand in one order. The document
//! says of itself its title and its date and nothing else, whatever the letterhead says of itself.

mod letterhead;
mod parts;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::Path;

use jiff::civil::Date;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::files;
use crate::text::markup::word::List;

/// The largest letterhead that is read.
const LARGEST: u64 = 20 * 1024 * 1024;

/// A document before the letter is in it: its parts by name.
#[derive(Debug, Clone)]
pub struct Paper {
    parts: BTreeMap<String, Vec<u8>>,
    first_list: u64,
    first_shape: u64,
}

/// Why a letterhead cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {why}")]
pub struct LetterheadError {
    /// The file.
    pub file: String,
    /// Why, and what to do.
    pub why: String,
}

impl Paper {
    /// Plain paper: A4, no head.
    pub fn plain() -> Self {
        let text = |part: &str| part.as_bytes().to_vec();
        let parts = [
            ("[Content_Types].xml", text(parts::CONTENT_TYPES)),
            ("_rels/.rels", text(parts::RELATIONSHIPS)),
            ("word/_rels/document.xml.rels", text(parts::OF_DOCUMENT)),
            ("word/document.xml", text(parts::DOCUMENT)),
            ("word/numbering.xml", text(parts::NUMBERING)),
            ("word/styles.xml", parts::styles(|_| false).into_bytes()),
        ];
        Self {
            parts: parts
                .into_iter()
                .map(|(name, bytes)| (name.to_owned(), bytes))
                .collect(),
            first_list: 1,
            first_shape: 1,
        }
    }

    /// Reads the authority's letterhead: a Word document or template of theirs.
    ///
    /// # Errors
    /// [`LetterheadError`] if it cannot be read or is none.
    pub fn letterhead(path: &Path) -> Result<Self, LetterheadError> {
        let failed = |why: String| LetterheadError {
            file: files::shown(path),
            why,
        };
        let bytes = files::read(path, LARGEST).map_err(|error| failed(error.to_string()))?;
        letterhead::read(&bytes).map_err(failed)
    }

    /// Returns the number that the first list of the letter bears on this paper.
    pub fn first_list(&self) -> u64 {
        self.first_list
    }

    /// Puts a letter on the paper and returns the file.
    ///
    /// # Errors
    /// Words for the officer.
    pub fn write(
        mut self,
        (body, lists): &(String, Vec<List>),
        title: &str,
        date: Date,
    ) -> Result<Vec<u8>, String> {
        self.change("word/document.xml", |document| {
            letterhead::with_body(document, body)
        })?;
        let (first_list, first_shape) = (self.first_list, self.first_shape);
        self.change("word/numbering.xml", |numbering| {
            parts::with_lists(numbering, lists, first_list, first_shape)
        })?;
        let about = parts::properties(title, date);
        self.parts
            .insert("docProps/core.xml".to_owned(), about.into_bytes());
        self.pack().map_err(|error| error.to_string())
    }

    fn change(
        &mut self,
        name: &str,
        how: impl FnOnce(&str) -> Option<String>,
    ) -> Result<(), String> {
        let part = self
            .parts
            .get(name)
            .map(|part| String::from_utf8_lossy(part));
        let changed = part.and_then(|part| how(&part));
        let changed =
            changed.ok_or_else(|| format!("{name} of the letterhead is not as Word writes it"))?;
        self.parts.insert(name.to_owned(), changed.into_bytes());
        Ok(())
    }

    fn pack(&self) -> zip::result::ZipResult<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        // Programs look for the list of types first.
        let first = "[Content_Types].xml";
        let names = std::iter::once(first).chain(
            self.parts
                .keys()
                .map(String::as_str)
                .filter(|name| *name != first),
        );
        for name in names {
            zip.start_file(name, options)?;
            zip.write_all(self.parts.get(name).map_or(&[][..], Vec::as_slice))?;
        }
        Ok(zip.finish()?.into_inner())
    }
}

#[cfg(test)]
mod tests;
