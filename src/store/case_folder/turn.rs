//! Whose turn it is to save: between looking whether a file stands as it is known and replacing it, nobody else may.
//!
//! Without this, two officers who save within the same hundredth of a second both find the file as they know it, and
//! the later one writes over the other's words.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

use super::super::files::Disk;

/// How long a save waits for another one. Who holds it longer hangs, and the look before the save must do.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often is looked again.
const PAUSE: Duration = Duration::from_millis(3);

/// Waits for the turn, and holds it until what is returned is dropped.
///
/// The history carries the lock: it is the one file of a case that is added to and never replaced. A share that knows no
/// locks gives none, and the save goes on with its look alone.
pub(super) fn wait_for(disk: &dyn Disk, folder: &Path) -> Option<File> {
    let history = folder.join("history.jsonl");
    // A folder without a history is one that is being made; nobody else knows of it yet.
    if !history.exists() {
        return None;
    }
    let file = disk.open_append(&history).ok()?;
    let until = Instant::now() + PATIENCE;
    loop {
        match file.try_lock() {
            Ok(()) => return Some(file),
            Err(TryLockError::WouldBlock) if Instant::now() < until => std::thread::sleep(PAUSE),
            Err(_) => return None,
        }
    }
}
