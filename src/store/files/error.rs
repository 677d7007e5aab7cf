//! What can go wrong with a file, and what to do about it.

use std::io;
use std::path::PathBuf;

use super::shown;

/// What went wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The old text stands.
    #[error(
        "{}: could not be saved; what was there before is untouched. {}",
        shown(path),
        advice(source)
    )]
    NotSaved {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The new text is visible, but the disk did not confirm it.
    #[error(
        "{}: written, but the disk did not confirm it; it will be saved again. {}",
        shown(path),
        advice(source)
    )]
    NotConfirmed {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// It could not be read.
    #[error("{}: cannot be read. {}", shown(path), advice(source))]
    NotRead {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// It is larger than such a file may be.
    #[error(
        "{}: larger than {limit} bytes; a file of this kind is never that large",
        shown(path)
    )]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// How large it may be.
        limit: u64,
    },
    /// It is a link, a folder or a device.
    #[error(
        "{}: not an ordinary file; links and devices are not followed. Put the file itself there",
        shown(path)
    )]
    NotAFile {
        /// The file.
        path: PathBuf,
    },
    /// It exists already.
    #[error("{}: exists already and is not overwritten", shown(path))]
    Exists {
        /// The file.
        path: PathBuf,
    },
}

impl FileError {
    /// Tells whether the file is simply not there.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::NotRead { source, .. } if source.kind() == io::ErrorKind::NotFound)
    }
}
fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "It is not there: was the folder moved, or is the share away?",
        io::ErrorKind::PermissionDenied => "Permission is missing: ask who keeps the folder",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "The disk is full: free some space and save again"
        }
        io::ErrorKind::ReadOnlyFilesystem => "The disk is read-only: save to another folder",
        io::ErrorKind::IsADirectory | io::ErrorKind::NotADirectory => {
            "A folder and a file have changed places: look at it with a file manager"
        }
        _ => "The disk reported a fault: try again, or save to another folder",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_says_what_to_do_and_only_an_absent_file_is_missing() {
        for (kind, what_to_do) in [
            (io::ErrorKind::NotFound, "is the share away?"),
            (io::ErrorKind::PermissionDenied, "ask who keeps the folder"),
            (io::ErrorKind::StorageFull, "free some space"),
            (io::ErrorKind::QuotaExceeded, "free some space"),
            (io::ErrorKind::ReadOnlyFilesystem, "The disk is read-only"),
            (io::ErrorKind::IsADirectory, "with a file manager"),
            (io::ErrorKind::NotADirectory, "with a file manager"),
            (io::ErrorKind::TimedOut, "try again"),
        ] {
            let error = FileError::NotRead {
                path: "case.toml".into(),
                source: kind.into(),
            };
            let told = error.to_string();
            assert!(
                told.starts_with("case.toml: ") && told.contains(what_to_do),
                "{told}"
            );
            assert_eq!(error.is_missing(), kind == io::ErrorKind::NotFound);
        }
        let gone = FileError::NotAFile {
            path: "case.toml".into(),
        };
        assert!(!gone.is_missing());
    }
}
