//! Folders: making them lastingly, for their owner alone or for whoever shares the one above.

use std::fs;
use std::io;
use std::path::Path;

use super::{Disk, FileError, confirm, folder_of, not_saved};

/// Makes a folder and those above it; new ones can be entered by their owner only.
///
/// # Errors
/// [`FileError::NotSaved`] if a folder cannot be made, [`FileError::NotAFile`] if a link stands in its place.
pub fn make_folders(disk: &dyn Disk, path: &Path) -> Result<(), FileError> {
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => return Ok(()),
        Ok(_) => return Err(FileError::NotAFile { path: path.into() }),
        Err(_) => {}
    }
    if let Some(above) = path.parent()
        && !above.as_os_str().is_empty()
    {
        make_folders(disk, above)?;
    }
    match disk.make_folder(path) {
        Err(source) if source.kind() != io::ErrorKind::AlreadyExists => {
            Err(not_saved(path, source))
        }
        Err(_) => Ok(()),
        Ok(()) => confirm(disk, path),
    }
}

/// As [`make_folders`], below a shared folder: whoever may enter the folder above may enter the new one.
///
/// # Errors
/// As [`make_folders`].
pub fn make_shared_folders(disk: &dyn Disk, path: &Path) -> Result<(), FileError> {
    if path.is_dir() {
        return Ok(());
    }
    let above = folder_of(path);
    let there = above.is_dir();
    if !there {
        make_shared_folders(disk, above)?;
    }
    make_folders(disk, path)?;
    #[cfg(unix)]
    if let Ok(folder) = fs::metadata(above) {
        use std::os::unix::fs::PermissionsExt;
        let mode = folder.permissions().mode() & 0o2777;
        // A folder that only we can enter is still a folder: the save goes on.
        let _ = fs::set_permissions(path, fs::Permissions::from_mode(mode));
    }
    Ok(())
}

/// Tells whether something is a folder and not a link to one.
pub fn is_plain_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|there| there.is_dir())
}
