//! What can go wrong with the folder of a case, in the officer's words.

use std::path::PathBuf;

use super::super::files::{FileError, shown};
use super::super::toml_text::TomlError;

/// What went wrong with a case.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// A file is not as it should be.
    #[error(transparent)]
    Toml(#[from] TomlError),
    /// There is no such case.
    #[error(
        "{}: there is no case here. Compare the reference with the board",
        shown(path)
    )]
    NoCase {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The folder's name is no reference.
    #[error(
        "{}: a case's folder is named after its reference: letters, digits, hyphens",
        shown(path)
    )]
    BadName {
        /// The folder.
        path: PathBuf,
    },
    /// There is such a case already.
    #[error(
        "{}: there is such a case already. Choose another reference, or open it",
        shown(path)
    )]
    Exists {
        /// Its folder.
        path: PathBuf,
    },
    /// A newer version of the program wrote it.
    #[error(
        "{}: written by a newer version of seriatim (format {format}); this one can show it, but would spoil it by \
         saving. Update the program",
        shown(path)
    )]
    NewerFormat {
        /// The file.
        path: PathBuf,
        /// Its format.
        format: u32,
    },
    /// Somebody else changed files since they were loaded. Nothing was overwritten.
    #[error(
        "{}: changed by somebody else since it was opened, so it was not overwritten. Your text is in {}. Open the \
         case again to see theirs, and compare",
        shown(&.0[0].path), shown(&.0[0].kept)
    )]
    ChangedUnderneath(Vec<Underneath>),
    /// The file of this question is damaged and is left alone.
    #[error(
        "{}: damaged, and therefore not overwritten. Mend or remove the file, then open the case again",
        shown(path)
    )]
    Damaged {
        /// The file.
        path: PathBuf,
    },
}

/// A file that somebody else changed, and where our text went instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Underneath {
    /// The file.
    pub path: PathBuf,
    /// The file with our text.
    pub kept: PathBuf,
}
