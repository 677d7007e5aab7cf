//! Reads TOML so that every complaint names the path, the line, the key, and how to mend it.
//!
//! No message quotes what stands in a file, apart from the names of keys: messages end in logs and bug reports.

mod keys;
mod nearest;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::DeTable;

use super::files::shown;
use crate::text::slice;

pub use self::keys::Keys;
pub use self::nearest::nearest;

/// Something in a TOML file that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}:{line}:{column}: {what}. {hint}", shown(path))]
pub struct TomlError {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub hint: String,
}

/// The text of a TOML file, checked for what is wrong before any key is looked at.
#[derive(Debug)]
pub struct Source<'t> {
    path: PathBuf,
    text: Cow<'t, str>,
}

impl<'t> Source<'t> {
    /// Takes the bytes of a file.
    ///
    /// # Errors
    /// [`TomlError`] if they are not UTF-8, or hold the marks of a git conflict.
    pub fn new(path: &Path, bytes: &'t [u8]) -> Result<Self, TomlError> {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let good = String::from_utf8_lossy(good);
                let broken = Source {
                    path: path.into(),
                    text: good,
                };
                let end = broken.text.len();
                return Err(broken.error(
                    end,
                    "this is not UTF-8 text",
                    "Save the file as UTF-8, or fetch an undamaged copy",
                ));
            }
        };
        // A mark at the start and line ends of Windows are an editor's doing, not part of the text.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let text = if text.contains("\r\n") {
            Cow::Owned(text.replace("\r\n", "\n"))
        } else {
            Cow::Borrowed(text)
        };
        let source = Source {
            path: path.into(),
            text,
        };
        let mut at = 0;
        for line in source.text.split('\n') {
            if is_conflict_marker(line) {
                return Err(source.error(
                    at,
                    "this line is the mark of a merge conflict",
                    "Two versions of the file stand in each other's way: keep one, delete the other and the lines of \
                     seven signs",
                ));
            }
            at += line.len() + 1;
        }
        Ok(source)
    }

    /// Reads the keys.
    ///
    /// # Errors
    /// [`TomlError`] if the text is not TOML.
    pub fn table(&self) -> Result<Spanned<DeTable<'_>>, TomlError> {
        DeTable::parse(&self.text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            // Of the parser's words only the first part is a fixed phrase.
            let phrase: String = error
                .message()
                .lines()
                .next()
                .unwrap_or_default()
                .chars()
                .filter(|c| c.is_ascii_alphabetic() || matches!(c, ' ' | '-' | ','))
                .collect();
            self.error(
                at,
                &format!("this cannot be read as TOML ({phrase})"),
                "Look for a missing quotation mark, bracket or equals sign in this line or just above it",
            )
        })
    }

    /// Returns the reader of the outermost table.
    pub fn keys<'s>(&'s self, table: &'s Spanned<DeTable<'s>>) -> Keys<'s> {
        Keys {
            source: Place {
                path: &self.path,
                text: &self.text,
            },
            table: table.get_ref(),
            at: 0,
        }
    }

    /// Returns the text of the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the line of a byte of the text.
    pub fn line(&self, at: usize) -> usize {
        Place {
            path: &self.path,
            text: &self.text,
        }
        .line(at)
    }

    /// Returns an error at a byte of the text.
    pub fn error(&self, at: usize, what: &str, hint: &str) -> TomlError {
        let place = Place {
            path: &self.path,
            text: &self.text,
        };
        place.error(at, what, hint)
    }
}

#[derive(Debug, Clone, Copy)]
struct Place<'s> {
    path: &'s Path,
    text: &'s str,
}

impl Place<'_> {
    fn line(self, at: usize) -> usize {
        slice::up_to(self.text, at).matches('\n').count() + 1
    }

    fn error(self, at: usize, what: &str, hint: &str) -> TomlError {
        let before = slice::up_to(self.text, at);
        let in_line = before.rsplit('\n').next().unwrap_or_default();
        TomlError {
            path: self.path.into(),
            line: self.line(at),
            column: in_line.chars().count() + 1,
            what: what.into(),
            hint: hint.into(),
        }
    }
}

/// Tells whether a line is what git leaves in a file when two versions do not fit.
pub fn is_conflict_marker(line: &str) -> bool {
    ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
        .iter()
        .any(|mark| line.starts_with(mark))
}

#[cfg(test)]
mod tests;
