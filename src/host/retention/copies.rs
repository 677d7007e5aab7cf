//! What lies on this computer alone: letters that were copied, journals that a recovery left aside.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::domain::event::Event;
use crate::domain::ids::Reference;
use crate::domain::retention::Period;
use crate::store::case_folder::read_history;
use crate::store::files::{self, Inside};
use crate::store::journal;
use crate::store::workspace::Workspace;

/// The largest copy of a letter that is compared.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Copies that are older than a period.
#[derive(Debug, Default)]
pub(super) struct Old {
    pub(super) inside: Inside,
    pub(super) oldest: Option<Date>,
}

/// Lists the copied letters that are older than a period, and the journals of this workspace that were left aside.
pub(super) fn old(state: &Path, workspace: &Workspace, period: Period, today: Date) -> Old {
    let entries = fs::read_dir(state.join("letters"))
        .into_iter()
        .flatten()
        .flatten();
    let letters = entries.map(|entry| entry.path());
    let cases = workspace.cases();
    let cases = cases.canonicalize().unwrap_or(cases);
    let left = journal::list(state).into_iter();
    // Another workspace has a rule of its own.
    let left = left.filter(|one| one.is_aside && one.folder.starts_with(&cases));
    let mut old = Old::default();
    for path in letters.chain(left.map(|one| one.path)) {
        let Some((date, bytes)) = dated(&path) else {
            continue;
        };
        if period.end(date) <= today {
            old.inside.bytes += bytes;
            old.inside.files.push(path);
            old.oldest = Some(old.oldest.map_or(date, |oldest| oldest.min(date)));
        }
    }
    old.inside.files.sort();
    old
}

// The day on which a plain file was written last, and its size.
fn dated(path: &Path) -> Option<(Date, u64)> {
    let about = fs::symlink_metadata(path).ok()?;
    let written: SystemTime = about.is_file().then(|| about.modified().ok())??;
    let moment = Timestamp::try_from(written).ok()?;
    Some((
        moment.to_zoned_datetime(TimeZone::system()).date(),
        about.len(),
    ))
}

/// Lists the copies of letters on this computer that are of this very case: another workspace may have its reference, so
/// what counts is the hash in the history.
pub(super) fn of_case(state: &Path, folder: &Path, reference: &Reference) -> Vec<PathBuf> {
    let Ok((history, _)) = read_history(folder) else {
        return Vec::new();
    };
    let copied: Vec<&str> = history
        .iter()
        .filter_map(|line| match &line.event {
            Some(Event::Copied { sha256, .. }) => Some(sha256.as_str()),
            _ => None,
        })
        .collect();
    let entries = fs::read_dir(state.join("letters"))
        .into_iter()
        .flatten()
        .flatten();
    let of_reference = entries.filter(|entry| {
        let name = entry.file_name();
        name.to_string_lossy().starts_with(reference.as_str())
    });
    of_reference
        .map(|entry| entry.path())
        .filter(|path| {
            files::read(path, LARGEST)
                .is_ok_and(|bytes| copied.contains(&files::sha256(&bytes).as_str()))
        })
        .collect()
}
