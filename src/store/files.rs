//! The one place that writes files: old text or new text, never neither.
//!
//! A save writes a file beside the target, syncs it, renames it over the target and syncs the folder. Whatever
//! fails before the rename leaves the old text; what fails after it is reported as "written, not confirmed", and
//! then the whole save is to be repeated, never just the sync.

mod append;
mod disk;
mod error;
mod folders;
mod probing;
mod together;
mod tree;

use std::fs::{self, Metadata, OpenOptions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

pub use self::append::append_line;
#[cfg(unix)]
use self::disk::no_follow;
pub use self::disk::{Disk, RealDisk};
pub use self::error::FileError;
pub use self::folders::{is_plain_folder, make_folders, make_shared_folders};
pub use self::probing::{room, time_there, try_out};
pub use self::together::save_all;
pub use self::tree::{Inside, inside, remove_tree};

/// The ending of the files that a save writes beside its target.
const TEMPORARY: &str = ".seriatim-part";
/// How old a left-over of a save must be before it is swept away.
const LEFT_OVER_AFTER: Duration = Duration::from_mins(10);
/// How often a refused rename is tried again: a Windows server refuses while somebody has the file open, and that often
/// passes.
const REFUSALS: u32 = if cfg!(windows) { 4 } else { 0 };
/// How long a refusal is waited out.
const BETWEEN_REFUSALS: Duration = Duration::from_millis(400);

/// Returns a path that can be shown: a name from a share may hold control characters.
pub fn shown(path: &Path) -> String {
    path.to_string_lossy()
        .chars()
        .map(|c| {
            if c.is_control() || is_hidden(c) {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

// Direction overrides and zero-width characters, which make a name look like another.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}')
}

/// Replaces a file's text, or makes the file.
///
/// A file that is there keeps its permissions, so that colleagues can still read a shared snippet; a new one can be
/// read by its owner only.
///
/// # Errors
/// [`FileError::NotSaved`] and the old text stands; [`FileError::NotConfirmed`] if only the last sync failed.
pub fn save(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let mode = match fs::symlink_metadata(path) {
        Ok(old) if old.is_file() => mode_of(&old),
        Ok(_) => return Err(FileError::NotAFile { path: path.into() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => 0o600,
        Err(source) => return Err(not_saved(path, source)),
    };
    let beside = write_beside(disk, path, bytes, mode)?;
    if let Err(source) = rename_patiently(disk, &beside, path) {
        // A file server may carry out a rename and lose the reply: what counts is what is there now.
        let done = !beside.exists() && fs::read(path).is_ok_and(|now| now == bytes);
        if !done {
            let _ = disk.remove(&beside);
            return Err(not_saved(path, source));
        }
    }
    confirm(disk, path)
}

/// Makes a file that must not be there yet, whole or not at all.
///
/// # Errors
/// [`FileError::Exists`] if the name is taken; otherwise as [`save`].
pub fn save_new(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    save_new_with(disk, path, bytes, 0o600)
}

/// As [`save_new`], for a file of a shared folder: whoever may read the folder may read it.
///
/// # Errors
/// As [`save_new`].
pub fn save_new_shared(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let mode = fs::metadata(folder_of(path)).map_or(0o600, |folder| mode_of(&folder) & 0o666);
    save_new_with(disk, path, bytes, mode | 0o600)
}

fn save_new_with(disk: &dyn Disk, path: &Path, bytes: &[u8], mode: u32) -> Result<(), FileError> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(FileError::Exists { path: path.into() });
    }
    let beside = write_beside(disk, path, bytes, mode)?;
    let linked = disk.link_new(&beside, path);
    let named = match linked {
        // Some shares know no links; between the look above and this rename nobody else makes this very name.
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            rename_patiently(disk, &beside, path)
        }
        other => {
            let _ = disk.remove(&beside);
            other
        }
    };
    match named {
        Ok(()) => confirm(disk, path),
        Err(source) => {
            let _ = disk.remove(&beside);
            if source.kind() == io::ErrorKind::AlreadyExists {
                return Err(FileError::Exists { path: path.into() });
            }
            Err(not_saved(path, source))
        }
    }
}

fn write_beside(
    disk: &dyn Disk,
    path: &Path,
    bytes: &[u8],
    mode: u32,
) -> Result<PathBuf, FileError> {
    let beside = name_beside(path);
    let written = (|| {
        let mut file = disk.create_new(&beside, mode)?;
        disk.write(&mut file, bytes)?;
        disk.sync(&file)?;
        drop(file);
        // Catches a text that a network layer cut short.
        let back = fs::read(&beside)?;
        if back == bytes {
            Ok(())
        } else {
            Err(io::Error::other("the text did not come back as written"))
        }
    })();
    written
        .map_err(|source| {
            let _ = disk.remove(&beside);
            not_saved(path, source)
        })
        .map(|()| beside)
}

fn confirm(disk: &dyn Disk, path: &Path) -> Result<(), FileError> {
    disk.sync_folder(folder_of(path))
        .map_err(|source| FileError::NotConfirmed {
            path: path.into(),
            source,
        })
}

fn rename_patiently(disk: &dyn Disk, from: &Path, to: &Path) -> io::Result<()> {
    patiently(REFUSALS, BETWEEN_REFUSALS, || disk.rename(from, to))
}

// Does a step again while permission is refused; the last refusal is the answer.
fn patiently(
    refusals: u32,
    pause: Duration,
    mut step: impl FnMut() -> io::Result<()>,
) -> io::Result<()> {
    for _ in 0..refusals {
        match step() {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                std::thread::sleep(pause);
            }
            other => return other,
        }
    }
    step()
}

/// Removes a file and makes that lasting; one that is gone already is no error.
///
/// # Errors
/// [`FileError::NotSaved`] if it is still there.
pub fn remove(disk: &dyn Disk, path: &Path) -> Result<(), FileError> {
    match disk.remove(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            return Err(not_saved(path, source));
        }
        _ => {}
    }
    confirm(disk, path)
}

/// Gives a file another name in the same folder, lastingly.
///
/// # Errors
/// [`FileError::NotSaved`] if it keeps its old name.
pub fn rename(disk: &dyn Disk, from: &Path, to: &Path) -> Result<(), FileError> {
    rename_patiently(disk, from, to).map_err(|source| not_saved(from, source))?;
    confirm(disk, to)
}

/// Reads an ordinary file of at most `limit` bytes. Links, devices and pipes are refused without waiting.
///
/// # Errors
/// [`FileError`] says which of these it was.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    let not_read = |source: io::Error| {
        #[cfg(unix)]
        if source.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) {
            return FileError::NotAFile { path: path.into() };
        }
        FileError::NotRead {
            path: path.into(),
            source,
        }
    };
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, no_follow());
    #[cfg(not(unix))]
    if fs::symlink_metadata(path).is_ok_and(|there| there.is_symlink()) {
        return Err(FileError::NotAFile { path: path.into() });
    }
    let file = options.open(path).map_err(not_read)?;
    let there = file.metadata().map_err(not_read)?;
    if !there.is_file() {
        return Err(FileError::NotAFile { path: path.into() });
    }
    let too_large = || FileError::TooLarge {
        path: path.into(),
        limit,
    };
    if there.len() > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(there.len()).unwrap_or(0) + 1);
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(not_read)?;
    if bytes.len() as u64 > limit {
        return Err(too_large());
    }
    Ok(bytes)
}

/// Removes what saves that were cut off left in a folder: our own names, our own files, older than ten minutes.
///
/// Returns how many were removed. Nobody needs to know if one could not be.
pub fn sweep(disk: &dyn Disk, folder: &Path, now: SystemTime) -> usize {
    let Ok(there) = fs::read_dir(folder) else {
        return 0;
    };
    there
        .flatten()
        .filter(|file| {
            let name = file.file_name();
            let name = name.to_string_lossy();
            name.starts_with('.') && name.ends_with(TEMPORARY)
        })
        .filter(|file| {
            file.metadata().is_ok_and(|there| {
                let age = there
                    .modified()
                    .ok()
                    .and_then(|then| now.duration_since(then).ok());
                there.is_file() && is_ours(&there) && age.is_some_and(|age| age >= LEFT_OVER_AFTER)
            })
        })
        .filter(|file| disk.remove(&file.path()).is_ok())
        .count()
}

/// Returns the SHA-256 of bytes as hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        hex.push(char::from(DIGITS[usize::from(byte >> 4)]));
        hex.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    hex
}

fn not_saved(path: &Path, source: io::Error) -> FileError {
    FileError::NotSaved {
        path: path.into(),
        source,
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

// Nobody can plant a link under a name that cannot be guessed.
fn name_beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let chance = RandomState::new().build_hasher().finish();
    path.with_file_name(format!(".{name}.{chance:016x}{TEMPORARY}"))
}

fn mode_of(there: &Metadata) -> u32 {
    #[cfg(unix)]
    {
        std::os::unix::fs::PermissionsExt::mode(&there.permissions()) & 0o777
    }
    #[cfg(not(unix))]
    {
        let _ = there;
        0o600
    }
}

fn is_ours(there: &Metadata) -> bool {
    #[cfg(unix)]
    {
        std::os::unix::fs::MetadataExt::uid(there) == rustix::process::geteuid().as_raw()
    }
    #[cfg(not(unix))]
    {
        let _ = there;
        true
    }
}

#[cfg(test)]
mod tests;
