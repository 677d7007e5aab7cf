//! Writes what came in into the folder, through the one routine that saves: whole or not at all, never through a link,
//! and never over what was changed here a moment ago.

use std::fs;
use std::path::{Path, PathBuf};

use super::conflicts::{self, Waiting};
use super::exchange::Exchange;
use super::merging::{FileMerge, merge_file};
use super::scope::{is_plain, is_shared};
use super::{Group, Syncing};
use crate::store::files::{self, FileError};
use crate::store::git::{Changed, CloneError, Oid};
use crate::text::clean::clean_line;

/// The largest file that is written.
const LARGEST: u64 = 64 * 1024 * 1024;
/// How many files are held in memory at once.
const AT_ONCE: usize = 200;

/// Brings the files from the head of the clone to another commit. Returns how many came in.
pub(super) fn write(exchange: &mut Exchange<'_>, to: &Oid) -> Result<usize, CloneError> {
    let (syncing, group, private) = (exchange.syncing, exchange.group, exchange.private);
    let (git, shared) = (exchange.git, &mut *exchange.shared);
    let mut count = 0;
    let changes = git.changes(exchange.clone.head.as_ref(), Some(to))?;
    let (files, odd): (Vec<Changed>, Vec<Changed>) = changes.into_iter().partition(|changed| {
        is_plain(&changed.path)
            && [&changed.old_mode, &changed.new_mode]
                .into_iter()
                .all(|mode| mode.starts_with("100") || mode == crate::store::git::GONE)
    });
    for changed in odd.iter().filter(|changed| changed.is_there()) {
        let name = clean_line(&changed.path, 200).0;
        shared.remarks.push(format!(
            "{}: not taken over, since it is a link, another repository, or has a name that not every system can store",
            &*name
        ));
    }
    for some in files.chunks(AT_ONCE) {
        let olds: Vec<&Oid> = some
            .iter()
            .filter(|changed| changed.was_there())
            .map(|changed| &changed.old)
            .collect();
        let news: Vec<&Oid> = some
            .iter()
            .filter(|changed| changed.is_there())
            .map(|changed| &changed.new)
            .collect();
        let mut olds = git.texts(&olds)?.into_iter();
        let mut news = git.texts(&news)?.into_iter();
        let mut saves = Vec::new();
        let mut removals = Vec::new();
        for changed in some {
            let old = changed.was_there().then(|| olds.next()).flatten();
            let new = changed.is_there().then(|| news.next()).flatten();
            let file = Incoming {
                syncing,
                group,
                private,
                changed,
            };
            match file.write(old.as_deref(), new.as_deref()) {
                Ok(Step::Nothing) => {}
                Ok(Step::Save(target, text)) => {
                    saves.push((target, text));
                    count += 1;
                }
                Ok(Step::Remove(target)) => {
                    removals.push(target);
                    count += 1;
                }
                Err(Hurdle::Remark(words)) => shared.remarks.push(words),
                Err(Hurdle::Disk(error)) => return Err(CloneError::Unreadable(error.to_string())),
            }
        }
        put(syncing, group, &saves, &removals)
            .map_err(|error| CloneError::Unreadable(error.to_string()))?;
    }
    Ok(count)
}

// What is to be done about a file that came in.
enum Step {
    Nothing,
    Save(PathBuf, Vec<u8>),
    Remove(PathBuf),
}

// Writes some files together, which takes the disk a fraction of the time.
fn put(
    syncing: &Syncing<'_>,
    group: &Group,
    saves: &[(PathBuf, Vec<u8>)],
    removals: &[PathBuf],
) -> Result<(), FileError> {
    // What is gone goes first: a folder may take the place of a file.
    for target in removals {
        files::remove(syncing.disk, target)?;
        // A folder without files is no folder for git.
        for folder in target.ancestors().skip(1) {
            let inside = folder.starts_with(&group.top) && folder != group.top;
            if !inside || fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
    for (target, _) in saves {
        if let Some(above) = target.parent() {
            files::make_folders(syncing.disk, above)?;
        }
    }
    files::save_all(syncing.disk, saves)
}

// What keeps a file from being written: this file only, or all that follow.
enum Hurdle {
    Remark(String),
    Disk(FileError),
}

impl From<FileError> for Hurdle {
    fn from(error: FileError) -> Self {
        Self::Disk(error)
    }
}

struct Incoming<'i> {
    syncing: &'i Syncing<'i>,
    group: &'i Group,
    private: &'i Path,
    changed: &'i Changed,
}

impl Incoming<'_> {
    fn write(&self, old: Option<&[u8]>, new: Option<&[u8]>) -> Result<Step, Hurdle> {
        let path = &self.changed.path;
        let target = self.target()?;
        let now = match files::read(&target, LARGEST) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.is_missing() => None,
            Err(FileError::NotAFile { .. }) => {
                return Err(Hurdle::Remark(format!(
                    "{path}: not written, since a link or a folder stands in its place here"
                )));
            }
            Err(error) => return Err(error.into()),
        };
        if same(now.as_deref(), new) {
            return Ok(Step::Nothing);
        }
        if same(now.as_deref(), old) {
            return Ok(step(target, new.map(<[u8]>::to_vec)));
        }
        if !is_shared(&self.group.scopes, path) {
            return Err(Hurdle::Remark(format!(
                "{path}: left as it is here; it was changed here and is not shared by seriatim"
            )));
        }
        // Somebody saved while the sync was under way.
        match merge_file(path, old, now.as_deref(), new) {
            FileMerge::Clean(merged) => Ok(step(target, merged)),
            FileMerge::Conflict(conflict) => {
                let text = conflict.text.clone();
                let waiting = Waiting::new(
                    &self.group.names,
                    &self.group.top,
                    path,
                    self.syncing.now,
                    new.is_some(),
                    conflict,
                    now,
                );
                conflicts::keep(self.syncing.disk, self.private, waiting)?;
                let stands = new.map(|bytes| match std::str::from_utf8(bytes) {
                    Ok(_) => text.into_bytes(),
                    Err(_) => bytes.to_vec(),
                });
                Ok(step(target, stands))
            }
        }
    }

    // Every folder on the way must be one.
    fn target(&self) -> Result<PathBuf, Hurdle> {
        let mut at = self.group.top.clone();
        let parts: Vec<&str> = self.changed.path.split('/').collect();
        for part in &parts[..parts.len().saturating_sub(1)] {
            at.push(part);
            if fs::symlink_metadata(&at).is_ok_and(|there| !there.is_dir()) {
                return Err(Hurdle::Remark(format!(
                    "{}: not written, since its folder is a link or a file here; links are not followed",
                    self.changed.path
                )));
            }
        }
        at.extend(parts.last());
        Ok(at)
    }
}

fn step(target: PathBuf, text: Option<Vec<u8>>) -> Step {
    match text {
        Some(text) => Step::Save(target, text),
        None => Step::Remove(target),
    }
}

// Line ends of Windows, which another git may have put there, are no change.
fn same(one: Option<&[u8]>, other: Option<&[u8]>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            one == other
                || (one.len() > other.len() && {
                    let unix: Vec<u8> = one
                        .iter()
                        .enumerate()
                        .filter(|(at, byte)| **byte != b'\r' || one.get(at + 1) != Some(&b'\n'))
                        .map(|(_, byte)| *byte)
                        .collect();
                    unix == other
                })
        }
        (None, None) => true,
        _ => false,
    }
}
