//! The snippet that is being written, on the local disk: a session that is cut off loses none of it.
//!
//! Each window of a workspace has a slot of its own, held by a lock that goes with the program. What stands in a slot
//! that nobody holds was left by a session that did not end well.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::files::{self, Disk, FileError};
use crate::domain::snippet::draft::KeptDraft;

/// How many windows can write a snippet in one workspace at the same time.
const SLOTS: usize = 32;
/// The most that is read.
const LARGEST: u64 = 4 * 1024 * 1024;

/// The slot of this window.
#[derive(Debug)]
pub struct DraftSlot {
    path: PathBuf,
    // Goes with the program, whatever ends it.
    _lock: File,
}

impl DraftSlot {
    /// Takes a slot: one in which an interrupted session has left something, else a free one. Returns what was left.
    ///
    /// # Errors
    /// [`FileError`] if the disk refuses, or all slots are taken.
    pub fn take(
        disk: &dyn Disk,
        state: &Path,
        workspace: &Path,
    ) -> Result<(Self, Option<KeptDraft>), FileError> {
        let mut name = files::sha256(workspace.to_string_lossy().as_bytes());
        name.truncate(16);
        let folder = state.join("drafts").join(name);
        files::make_folders(disk, &folder)?;
        let mut free = None;
        for number in 1..=SLOTS {
            let path = folder.join(format!("{number}.json"));
            let there = path.exists();
            if !there && free.is_some() {
                continue;
            }
            let lock_path = path.with_extension("lock");
            let lock = disk
                .open_append(&lock_path)
                .map_err(|source| FileError::NotSaved {
                    path: lock_path.clone(),
                    source,
                })?;
            if lock.try_lock().is_err() {
                continue;
            }
            let slot = Self { path, _lock: lock };
            if there && let Some(left) = slot.read() {
                return Ok((slot, Some(left)));
            }
            free.get_or_insert(slot);
        }
        match free {
            Some(slot) => Ok((slot, None)),
            None => Err(FileError::NotAFile { path: folder }),
        }
    }

    fn read(&self) -> Option<KeptDraft> {
        let bytes = files::read(&self.path, LARGEST).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Keeps a draft in place of what was kept before; none takes it away.
    ///
    /// # Errors
    /// [`FileError`] if the disk refuses.
    pub fn keep(&self, disk: &dyn Disk, draft: Option<&KeptDraft>) -> Result<(), FileError> {
        let Some(draft) = draft else {
            if self.path.exists() {
                files::remove(disk, &self.path)?;
            }
            return Ok(());
        };
        let text = serde_json::to_vec(draft).map_err(|error| FileError::NotSaved {
            path: self.path.clone(),
            source: std::io::Error::other(error),
        })?;
        files::save(disk, &self.path, &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::snippet::draft::SnippetDraft;
    use crate::store::files::RealDisk;

    fn draft(title: &str) -> KeptDraft {
        KeptDraft {
            draft: SnippetDraft {
                title: title.into(),
                body: "We have {{count}}".into(),
                ..SnippetDraft::default()
            },
            ..KeptDraft::default()
        }
    }

    #[test]
    fn what_a_session_left_is_found_once_and_each_window_has_its_own() {
        let state = tempfile::tempdir().expect("a folder");
        let take = || DraftSlot::take(&RealDisk, state.path(), Path::new("/w")).expect("a slot");
        let (first, left) = take();
        assert_eq!(left, None);
        let (second, _) = take();
        first.keep(&RealDisk, Some(&draft("One"))).expect("kept");
        second.keep(&RealDisk, Some(&draft("Two"))).expect("kept");
        assert_eq!(take().1, None, "both windows are open still");
        // Cut off: the locks go, the files stay.
        drop((first, second));
        let (one, left) = take();
        assert_eq!(left, Some(draft("One")));
        let (two, left) = take();
        assert_eq!(left, Some(draft("Two")));
        one.keep(&RealDisk, None).expect("gone");
        two.keep(&RealDisk, None).expect("gone");
        drop((one, two));
        assert_eq!(take().1, None);
        let other = DraftSlot::take(&RealDisk, state.path(), Path::new("/v")).expect("a slot");
        assert_eq!(other.1, None);
    }
}
