//! What a place on a disk is like: whether a save works there, what its clock says, how much room it has.

use std::path::Path;
use std::time::SystemTime;

use super::{Disk, FileError, name_beside, remove, save};

/// Saves a file in a folder and removes it again, to learn whether a save would work there.
///
/// # Errors
/// As [`save`].
pub fn try_out(disk: &dyn Disk, folder: &Path) -> Result<(), FileError> {
    // Under the name of a left-over, so that one which cannot be removed is swept away later.
    let path = name_beside(&folder.join("try"));
    save(
        disk,
        &path,
        b"A save was tried out here; this file can be deleted.\n",
    )?;
    remove(disk, &path)
}

/// Returns the present time on the clock of whoever keeps a folder: that of a file which is made there and removed again.
pub fn time_there(disk: &dyn Disk, folder: &Path) -> Option<SystemTime> {
    // Under the name of a left-over, as in `try_out`.
    let path = name_beside(&folder.join("time"));
    let file = disk.create_new(&path, 0o600).ok()?;
    let time = file.metadata().and_then(|about| about.modified());
    drop(file);
    let _ = disk.remove(&path);
    time.ok()
}

/// Returns how many bytes of a disk are free for this user; `None` where the system does not say.
pub fn room(path: &Path) -> Option<u64> {
    #[cfg(unix)]
    {
        let there = path.ancestors().find(|folder| folder.is_dir())?;
        let about = rustix::fs::statvfs(there).ok()?;
        Some(about.f_bavail.saturating_mul(about.f_frsize))
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        None
    }
}
