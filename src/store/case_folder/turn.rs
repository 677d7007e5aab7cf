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
    lock(disk.open_append(&history).ok()?, PATIENCE)
}

fn lock(file: File, patience: Duration) -> Option<File> {
    let until = Instant::now() + patience;
    loop {
        match file.try_lock() {
            Ok(()) => return Some(file),
            Err(TryLockError::WouldBlock) if Instant::now() < until => std::thread::sleep(PAUSE),
            Err(_) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::files::RealDisk;
    use super::*;

    #[test]
    fn a_save_waits_for_another_one_to_end() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("history.jsonl"), "").expect("made");
        let first = wait_for(&RealDisk, folder.path()).expect("free");
        std::thread::scope(|scope| {
            scope.spawn(move || {
                std::thread::sleep(Duration::from_millis(60));
                drop(first);
            });
            assert!(wait_for(&RealDisk, folder.path()).is_some());
        });
    }

    #[test]
    fn a_save_that_hangs_does_not_keep_others_for_ever() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("history.jsonl");
        let open = || RealDisk.open_append(&path).expect("made");
        let _hangs = lock(open(), PATIENCE).expect("free");
        assert!(lock(open(), Duration::from_millis(10)).is_none());
    }

    #[test]
    fn a_folder_that_is_being_made_needs_no_turn_and_gets_no_history() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(wait_for(&RealDisk, folder.path()).is_none());
        assert!(!folder.path().join("history.jsonl").exists());
    }
}
