//! What is kept on this computer alone: the journal, letters that were copied; and how old that is.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::workspace::{private, writable};
use super::{Signs, counted};
use crate::domain::fields::long_date;
use crate::host::privacy;
use crate::store::files::{self, shown};
use crate::store::journal;
use crate::store::workspace::Workspace;

const JOURNAL: &str = "journal";
const AGE: &str = "age of files";
/// After this long a copy on this computer should be looked at.
const LONG: Duration = Duration::from_hours(24 * 180);
/// Less room than this on a disk is told.
const ROOM: u64 = 100 * 1024 * 1024;

pub(super) fn examine(state: &Path, workspace: Option<&Workspace>, signs: &mut Signs) {
    if state.is_dir() {
        writable(state, "the state folder", signs);
        private(state, "the state folder", signs);
    } else {
        signs.well(
            JOURNAL,
            format!(
                "{} is made with the first case that is opened",
                shown(state)
            ),
        );
    }
    if privacy::leaves_core_dumps() {
        signs.look(
            "permissions",
            "a crash could leave the memory of the program on the disk (core dumps are on)",
            "Start it after: ulimit -c 0",
        );
    } else {
        signs.well(
            "permissions",
            "a crash leaves no memory of the program on the disk",
        );
    }
    kind_of_disk(state, signs);
    let mut places = vec![("the disk of the journal", state.to_path_buf())];
    places.extend(workspace.map(|own| ("the disk of the workspace", own.root.clone())));
    for (name, place) in places {
        match files::room(&place) {
            Some(free) if free < ROOM => signs.wrong(
                JOURNAL,
                format!("{name} has only {} MB left", free / 1024 / 1024),
                "Free some space: a save needs room for the new text beside the old",
            ),
            _ => {}
        }
    }
    journals(state, signs);
    ages(state, signs);
}

fn journals(state: &Path, signs: &mut Signs) {
    let (mut aside, mut open) = (0, 0);
    for left in journal::list(state) {
        if left.is_open {
            open += 1;
        } else if left.is_aside {
            aside += 1;
        } else if left.changes > 0 {
            signs.look(
                JOURNAL,
                format!(
                    "{} of {} were not saved",
                    counted(left.changes, "change"),
                    left.reference
                ),
                format!(
                    "Open the case to take them over: seriatim open {}",
                    left.reference
                ),
            );
        }
    }
    let open = match open {
        0 => "no case is open on this computer".to_owned(),
        open => format!("{} open on this computer", counted(open, "case")),
    };
    signs.well(
        JOURNAL,
        format!(
            "on this computer, in {}; {open}",
            shown(&state.join("journal"))
        ),
    );
    if aside > 0 {
        signs.look(
            JOURNAL,
            format!("{} left aside after a recovery", counted(aside, "journal")),
            format!(
                "They hold text of cases; delete them when nobody misses anything: {}",
                shown(&state.join("journal"))
            ),
        );
    }
}

// Copies of letters and journals are personal data that no retention rule of a server sees.
fn ages(state: &Path, signs: &mut Signs) {
    for (folder, one) in [("letters", "copied letter"), ("journal", "journal")] {
        let there = files_of(&state.join(folder));
        let Some(oldest) = there.iter().map(|(_, when)| *when).min() else {
            continue;
        };
        let date = Timestamp::try_from(oldest).map_or_else(
            |_| "an unknown date".to_owned(),
            |moment| long_date(moment.to_zoned_datetime(TimeZone::system()).date()),
        );
        let words = format!(
            "{} on this computer, the oldest of {date}",
            counted(there.len(), one)
        );
        if SystemTime::now()
            .duration_since(oldest)
            .is_ok_and(|age| age > LONG)
        {
            signs.look(
                AGE,
                words,
                format!(
                    "Delete what is no longer needed in {}",
                    shown(&state.join(folder))
                ),
            );
        } else {
            signs.well(AGE, words);
        }
    }
}

fn files_of(folder: &Path) -> Vec<(PathBuf, SystemTime)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.filter_map(|entry| {
        let about = entry.metadata().ok()?;
        let plain = about.is_file() && entry.path().extension().is_none_or(|end| end != "lock");
        plain.then(|| Some((entry.path(), about.modified().ok()?)))?
    });
    files.collect()
}

// A journal on a share is slow, and its lock is a promise that not every server keeps.
#[cfg(target_os = "linux")]
fn kind_of_disk(state: &Path, signs: &mut Signs) {
    let there = state.ancestors().find(|folder| folder.is_dir());
    let Some(about) = there.and_then(|folder| rustix::fs::statfs(folder).ok()) else {
        return;
    };
    // The numbers of NFS, SMB in its versions, and FUSE (sshfs): statfs(2).
    let shares = [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x6573_5546];
    if shares.contains(&(u64::try_from(about.f_type).unwrap_or(0) & 0xffff_ffff)) {
        signs.wrong(
            JOURNAL,
            format!("{} is on a network drive", shown(state)),
            "Set SERIATIM_STATE to a folder on the disk of this computer",
        );
    }
}

#[cfg(not(target_os = "linux"))]
fn kind_of_disk(_state: &Path, _signs: &mut Signs) {}
