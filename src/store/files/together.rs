//! Saving many files together, which takes the disk a fraction of the time.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Disk, FileError, folder_of, mode_of, name_beside, not_saved, rename_patiently};

/// Replaces or makes many files, as [`super::save`] does each of them, but syncs them together: all texts are written, then
/// synced, then named, then the folders are synced. A cut at any moment leaves each file old or new.
///
/// # Errors
/// As [`super::save`], of the first file that fails; some of the others may be new by then.
pub fn save_all(disk: &dyn Disk, files: &[(PathBuf, Vec<u8>)]) -> Result<(), FileError> {
    let mut written: Vec<(PathBuf, &Path)> = Vec::with_capacity(files.len());
    let outcome = write_all(disk, files, &mut written);
    // What did not get its name is litter.
    for (beside, _) in written {
        let _ = disk.remove(&beside);
    }
    outcome
}

fn write_all<'f>(
    disk: &dyn Disk,
    files: &'f [(PathBuf, Vec<u8>)],
    written: &mut Vec<(PathBuf, &'f Path)>,
) -> Result<(), FileError> {
    let mut open = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        let mode = match fs::symlink_metadata(path) {
            Ok(old) if old.is_file() => mode_of(&old),
            Ok(_) => return Err(FileError::NotAFile { path: path.clone() }),
            Err(_) => {
                let folder = fs::metadata(folder_of(path));
                folder.map_or(0o600, |folder| mode_of(&folder) & 0o666 | 0o600)
            }
        };
        let beside = name_beside(path);
        let failed = |source| not_saved(path, source);
        let mut file = disk.create_new(&beside, mode).map_err(failed)?;
        written.push((beside, path));
        disk.write(&mut file, bytes).map_err(failed)?;
        open.push(file);
    }
    for ((path, bytes), (file, (beside, _))) in files.iter().zip(open.into_iter().zip(&*written)) {
        let failed = |source| not_saved(path, source);
        disk.sync(&file).map_err(failed)?;
        drop(file);
        // Catches a text that a network layer cut short.
        if fs::read(beside).map_err(failed)? != *bytes {
            return Err(failed(io::Error::other(
                "the text did not come back as written",
            )));
        }
    }
    while let Some((beside, path)) = written.last() {
        rename_patiently(disk, beside, path).map_err(|source| not_saved(path, source))?;
        written.pop();
    }
    let mut folders: Vec<&Path> = files.iter().map(|(path, _)| folder_of(path)).collect();
    folders.sort_unstable();
    folders.dedup();
    for folder in folders {
        disk.sync_folder(folder)
            .map_err(|source| FileError::NotConfirmed {
                path: folder.into(),
                source,
            })?;
    }
    Ok(())
}
