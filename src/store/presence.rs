//! Who has a case open: a note in its folder, made so that only one can make it, and written anew as a sign of life.
//!
//! It is a courtesy among people. What keeps two from writing over each other is the hash of each file, whatever the note
//! says: a share may lose it, and somebody may write without it.

use std::fs;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::files::{self, Disk, FileError};
use crate::text::clean::clean_line;

/// The name of the note. Hidden files are not shared by a sync.
const NOTE: &str = ".open.toml";
/// The largest note that is read.
const LARGEST: u64 = 16 * 1024;
/// The longest name that is shown.
const LONGEST: usize = 80;

/// A window that has a case open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Which window: a number that no other has.
    pub window: String,
    /// Who sits there.
    pub who: String,
    /// At which computer.
    pub host: String,
    /// Which computer that is, where the system has a number for it: names repeat.
    #[serde(default)]
    pub machine: String,
    /// Since when that computer runs, as the system numbers it.
    #[serde(default)]
    pub boot: String,
    /// The process.
    pub process: u32,
    /// When the process began, as the system counts it: numbers of processes repeat.
    #[serde(default)]
    pub began: String,
    /// The hash of its state folder: two windows with the same one share the lock of a journal.
    #[serde(default)]
    pub state: String,
    /// Since when, as an RFC 3339 time.
    pub since: String,
    /// Whether the window that had the case before has said that everything of its own is on the disk.
    #[serde(default)]
    pub let_go: bool,
}

/// What a look at the note came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// There is none.
    Free,
    /// It is this window's.
    Ours,
    /// It is another's.
    Theirs(Box<Holder>),
}

/// Looks who has a case open. A note that cannot be read, or is a link, is none.
pub fn look(folder: &Path) -> Option<Holder> {
    let bytes = files::read(&note(folder), LARGEST).ok()?;
    let mut holder: Holder = toml::from_str(std::str::from_utf8(&bytes).ok()?).ok()?;
    for text in [&mut holder.who, &mut holder.host, &mut holder.since] {
        *text = clean_line(text, LONGEST).0.into_string();
    }
    Some(holder)
}

/// Tells whose the note is by now.
pub fn standing(folder: &Path, own: &Holder) -> Standing {
    match look(folder) {
        None => Standing::Free,
        Some(holder) if holder.window == own.window => Standing::Ours,
        Some(holder) => Standing::Theirs(Box::new(holder)),
    }
}

/// Makes the note if there is none. Returns whether it is ours: of two that try at once one wins.
///
/// # Errors
/// [`FileError`] if the folder cannot be written.
pub fn claim(disk: &dyn Disk, folder: &Path, own: &Holder) -> Result<bool, FileError> {
    match files::save_new(disk, &note(folder), &bytes(own)) {
        Ok(()) => Ok(true),
        Err(FileError::Exists { .. }) => Ok(standing(folder, own) == Standing::Ours),
        Err(error) => Err(error),
    }
}

/// Makes the note ours in place of another's: whoever has it learns that at its next look.
///
/// # Errors
/// [`FileError`] if the folder cannot be written.
pub fn take(disk: &dyn Disk, folder: &Path, own: &Holder) -> Result<(), FileError> {
    files::save(disk, &note(folder), &bytes(own))
}

/// Removes the note if it is ours.
///
/// # Errors
/// [`FileError`] if it is still there.
pub fn give_up(disk: &dyn Disk, folder: &Path, own: &Holder) -> Result<(), FileError> {
    match standing(folder, own) {
        Standing::Ours => files::remove(disk, &note(folder)),
        Standing::Free | Standing::Theirs(_) => Ok(()),
    }
}

/// Says to the window that has taken the case over that everything of ours is on the disk.
///
/// It is said in that window's note: a share may show a file that is new only after a while, and what stands in one that
/// is there at once.
///
/// # Errors
/// [`FileError`] if the folder cannot be written; that window then goes on by itself after a while.
pub fn let_go(disk: &dyn Disk, folder: &Path, to: &Holder) -> Result<(), FileError> {
    let mut to = to.clone();
    to.let_go = true;
    match standing(folder, &to) {
        Standing::Ours => take(disk, folder, &to),
        // Somebody else has it by now.
        Standing::Free | Standing::Theirs(_) => Ok(()),
    }
}

/// Tells whether the window that had the case before has let it go to this one.
pub fn was_let_go(folder: &Path, own: &Holder) -> bool {
    look(folder).is_some_and(|note| note.window == own.window && note.let_go)
}

/// Gives a sign of life: the same bytes once more, so that the file has a new time, on the clock of whoever keeps it.
///
/// The file itself is written, not a new one: if somebody takes the note at this very moment, theirs stands.
///
/// # Errors
/// Whatever the disk reports; the next sign is as good.
pub fn live(disk: &dyn Disk, folder: &Path, own: &Holder) -> std::io::Result<()> {
    let mut file = disk.open_there(&note(folder))?;
    let mut there = Vec::new();
    (&mut file).take(LARGEST).read_to_end(&mut there)?;
    let own = bytes(own);
    if there == own {
        file.seek(SeekFrom::Start(0))?;
        disk.write(&mut file, &own)?;
    }
    Ok(())
}

/// Returns how long ago the note was written last, on the clock of whoever keeps the folder: a file is made there and its
/// time compared, since this computer's clock may be wrong. `None` if that cannot be told.
pub fn silent_for(disk: &dyn Disk, folder: &Path) -> Option<Duration> {
    let written = fs::symlink_metadata(note(folder)).ok()?.modified().ok()?;
    let now = files::time_there(disk, folder)?;
    Some(now.duration_since(written).unwrap_or_default())
}

fn note(folder: &Path) -> PathBuf {
    folder.join(NOTE)
}

fn bytes(holder: &Holder) -> Vec<u8> {
    // Texts and a number: nothing that TOML could not write.
    toml::to_string(holder).unwrap_or_default().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::files::RealDisk;

    fn window(name: &str) -> Holder {
        Holder {
            window: name.into(),
            who: "Ann Okafor".into(),
            host: "desk-7".into(),
            machine: "m".into(),
            boot: "b".into(),
            process: 7,
            began: "1".into(),
            state: "s".into(),
            since: "2026-11-24T10:42:00Z".into(),
            let_go: false,
        }
    }

    #[test]
    fn of_many_that_come_at_once_one_has_the_case() {
        for _ in 0..20 {
            let home = tempfile::tempdir().expect("a folder");
            let winners = std::thread::scope(|scope| {
                let come = |at: usize| {
                    let folder = home.path();
                    scope.spawn(move || claim(&RealDisk, folder, &window(&at.to_string())))
                };
                let all: Vec<_> = (0..6).map(come).collect();
                let all = all.into_iter().map(|one| one.join().expect("it ends"));
                all.filter(|won| *won.as_ref().expect("a good disk"))
                    .count()
            });
            assert_eq!(winners, 1);
        }
    }

    #[test]
    fn whoever_is_taken_over_learns_it_and_does_not_take_the_note_back() {
        let home = tempfile::tempdir().expect("a folder");
        let (first, second) = (window("1"), window("2"));
        let folder = home.path();
        assert!(claim(&RealDisk, folder, &first).expect("made"));
        assert!(!claim(&RealDisk, folder, &second).expect("looked at"));
        assert_eq!(standing(folder, &first), Standing::Ours);
        take(&RealDisk, folder, &second).expect("taken");
        live(&RealDisk, folder, &first).expect("no fault of the disk");
        give_up(&RealDisk, folder, &first).expect("nothing to do");
        assert_eq!(
            standing(folder, &first),
            Standing::Theirs(Box::new(second.clone()))
        );
        assert_eq!(standing(folder, &second), Standing::Ours);
        give_up(&RealDisk, folder, &second).expect("removed");
        assert_eq!(standing(folder, &second), Standing::Free);
    }

    #[test]
    fn that_everything_is_on_the_disk_is_said_to_the_window_that_has_the_note() {
        let home = tempfile::tempdir().expect("a folder");
        let (first, second) = (window("1"), window("2"));
        let folder = home.path();
        let_go(&RealDisk, folder, &second).expect("nobody has it");
        assert_eq!(look(folder), None);
        take(&RealDisk, folder, &second).expect("taken");
        assert!(!was_let_go(folder, &second));
        let_go(&RealDisk, folder, &first).expect("not its note");
        let_go(&RealDisk, folder, &second).expect("said");
        assert!(was_let_go(folder, &second) && !was_let_go(folder, &first));
    }

    #[test]
    fn a_sign_of_life_is_seen_on_the_clock_of_the_folder() {
        let home = tempfile::tempdir().expect("a folder");
        let own = window("1");
        claim(&RealDisk, home.path(), &own).expect("made");
        let long_ago = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        let file = RealDisk.open_there(&note(home.path())).expect("a note");
        file.set_modified(long_ago).expect("an old time");
        let silent = silent_for(&RealDisk, home.path()).expect("a time");
        assert!(silent > Duration::from_hours(24 * 365));
        live(&RealDisk, home.path(), &own).expect("written");
        let silent = silent_for(&RealDisk, home.path()).expect("a time");
        assert!(silent < Duration::from_hours(1));
    }

    #[test]
    fn a_note_by_a_stranger_changes_nothing_but_what_is_told() {
        let home = tempfile::tempdir().expect("a folder");
        let mut other = window("1");
        other.who = "\u{1b}[2JAnn".into();
        take(&RealDisk, home.path(), &other).expect("written");
        let seen = look(home.path()).expect("a note");
        assert!(!seen.who.contains('\u{1b}'), "{:?}", seen.who);
        for text in ["", "who = 3", "{", "\u{0}\u{0}"] {
            files::save(&RealDisk, &note(home.path()), text.as_bytes()).expect("written");
            assert_eq!(look(home.path()), None, "{text:?}");
        }
    }
}
