//! Putting one file of a case on the disk: over what we know, beside what somebody else wrote.

use std::path::{Path, PathBuf};

use super::super::files::{self, Disk, FileError};
use super::FILE_LIMIT;
use super::error::{CaseError, Underneath};

// A file as it stood when it was loaded or saved last.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// The hash of its bytes; none if it was not there.
    pub(super) hash: Option<String>,
    /// What a newer version put there.
    pub(super) kept: toml::Table,
    /// The hash of our text that already lies beside it, and where.
    pub(super) beside: Option<(String, PathBuf)>,
}

/// Writes a file unless it stands as we know it; what somebody else changed stays, and ours goes beside it.
///
/// Returns how many files were written: none or one.
pub(super) fn write_one(
    disk: &dyn Disk,
    path: &Path,
    text: &str,
    known: &mut Known,
    stamp: &str,
    underneath: &mut Vec<Underneath>,
) -> Result<usize, CaseError> {
    let hash = files::sha256(text.as_bytes());
    if known.hash.as_deref() == Some(&hash) {
        return Ok(0);
    }
    if !stands_as(path, known.hash.as_deref()) {
        // Both may have written the same: a save that was reported as failed, or a colleague of one mind.
        if !stands_as(path, Some(&hash)) {
            put_beside(disk, path, text, known, stamp, underneath)?;
            return Ok(0);
        }
    }
    files::save(disk, path, text.as_bytes())?;
    known.hash = Some(hash);
    Ok(1)
}

/// Writes our text beside a file that somebody else changed, once for each text.
fn put_beside(
    disk: &dyn Disk,
    path: &Path,
    text: &str,
    known: &mut Known,
    stamp: &str,
    underneath: &mut Vec<Underneath>,
) -> Result<(), CaseError> {
    let hash = files::sha256(text.as_bytes());
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let safe: String = stamp
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    let mut kept = path.with_file_name(format!("{stem}.mine-{safe}.toml"));
    match &known.beside {
        Some((old, there)) if *old == hash => kept.clone_from(there),
        _ => {
            let mut count = 2;
            while let Err(error) = files::save_new(disk, &kept, text.as_bytes()) {
                if !matches!(error, FileError::Exists { .. }) || count > 99 {
                    return Err(error.into());
                }
                kept = path.with_file_name(format!("{stem}.mine-{safe}-{count}.toml"));
                count += 1;
            }
            known.beside = Some((hash, kept.clone()));
        }
    }
    underneath.push(Underneath {
        path: path.into(),
        kept,
    });
    Ok(())
}

/// Tells whether a file stands as it was; one that cannot be read does not.
pub(super) fn stands_as(path: &Path, hash: Option<&str>) -> bool {
    match files::read(path, FILE_LIMIT) {
        Ok(bytes) => hash == Some(files::sha256(&bytes).as_str()),
        Err(error) => error.is_missing() && hash.is_none(),
    }
}
