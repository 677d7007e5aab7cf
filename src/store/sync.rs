//! Sharing libraries and cases through git: commit, fetch, merge by meaning, write, push.
//!
//! What several officers changed is merged here, never by git, so that no mark of a conflict ever stands in a file.
//! A place that both changed keeps what the server has; what was written here is laid aside with the state of the
//! program until somebody decides. Files are written before the branch moves: a sync that is cut off at any moment is
//! repeated by the next one, and nothing is undone for anybody.

pub mod conflicts;
mod exchange;
pub mod history;
pub mod merge_toml;
mod merging;
mod scope;
mod shared;
mod working;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use self::exchange::Exchange;
use self::scope::Scope;
pub use self::shared::{Kind, Place, Shared, places};
use super::files::{self, Disk, shown};
use super::git::{self, Clone, CloneError, Found, Git, Surroundings};

/// How long another sync of the same folder is waited for.
const WAIT_FOR_OTHERS: Duration = Duration::from_secs(15);
/// The folder of all syncs in the state folder.
const FOLDER: &str = "sync";

/// What a sync needs to know of the world.
#[derive(Debug)]
pub struct Syncing<'s> {
    /// The disk.
    pub disk: &'s dyn Disk,
    /// What git needs to know.
    pub surroundings: &'s Surroundings,
    /// The program's folder on the local disk.
    pub state: &'s Path,
    /// The present moment.
    pub now: &'s str,
}

// A clone with what of it is shared.
struct Group {
    names: Vec<String>,
    top: PathBuf,
    git_folder: PathBuf,
    scopes: Vec<Scope>,
}

enum Sorted {
    Group(Group),
    Other(Shared),
}

impl Syncing<'_> {
    /// Shares and receives. One folder's trouble is no other's.
    pub fn sync(&self, places: &[Place]) -> Vec<Shared> {
        self.each(places, |group, shared| self.sync_clone(group, shared))
    }

    /// Looks what waits to be shared, without talking to a server.
    pub fn look(&self, places: &[Place]) -> Vec<Shared> {
        self.each(places, |group, shared| self.look_at(group, shared))
    }

    fn each(
        &self,
        places: &[Place],
        work: impl Fn(&Group, &mut Shared) -> Result<(), CloneError>,
    ) -> Vec<Shared> {
        let sorted = sort(places);
        let done = sorted.into_iter().map(|place| match place {
            Sorted::Other(shared) => shared,
            Sorted::Group(group) => {
                let mut shared = Shared::new(group.names.clone(), &group.top, Kind::Clone);
                shared.at = self
                    .last(&group.top)
                    .map_or_else(String::new, |last| last.at);
                if let Err(error) = work(&group, &mut shared) {
                    shared.trouble = Some(error.to_string());
                }
                shared.conflicts = conflicts::read_all(&self.private(&group.top)).len();
                shared
            }
        });
        done.collect()
    }

    /// Returns the conflicts that wait in these places.
    pub fn conflicts(&self, places: &[Place]) -> Vec<conflicts::Waiting> {
        let groups = sort(places).into_iter().filter_map(|place| match place {
            Sorted::Group(group) => Some(conflicts::read_all(&self.private(&group.top))),
            Sorted::Other(_) => None,
        });
        groups.flatten().collect()
    }

    fn private(&self, top: &Path) -> PathBuf {
        let name: String = files::sha256(top.to_string_lossy().as_bytes())
            .chars()
            .take(16)
            .collect();
        self.state.join(FOLDER).join(name)
    }

    fn last(&self, top: &Path) -> Option<Shared> {
        let bytes = files::read(&self.private(top).join("last.json"), 1024 * 1024).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    fn look_at(&self, group: &Group, shared: &mut Shared) -> Result<(), CloneError> {
        let private = self.private(&group.top);
        let _lock = self.lock(&private)?;
        let (clone, git) = self.open(group, &private)?;
        git.start_from(self.disk, &clone.index(), clone.head.as_ref())?;
        let found = scope::changes(&group.top, &group.scopes, git.status()?);
        shared.changed = found.paths.len();
        shared.remarks = found.remarks;
        if let Some(last) = self.last(&group.top) {
            shared.offline = last.offline;
            shared.trouble = last.trouble;
        }
        if let (Some(head), Some(_)) = (&clone.head, &clone.upstream) {
            shared.waiting = git.count(
                head,
                clone.upstream_head().filter(|oid| git.has(oid)).as_ref(),
            )?;
        }
        Ok(())
    }

    fn sync_clone(&self, group: &Group, shared: &mut Shared) -> Result<(), CloneError> {
        let private = self.private(&group.top);
        let _lock = self.lock(&private)?;
        let (mut clone, git) = self.open(group, &private)?;
        let outcome = Exchange {
            syncing: self,
            group,
            private: &private,
            git: &git,
            clone: &mut clone,
            shared,
        }
        .run();
        self.now.clone_into(&mut shared.at);
        if let Err(error) = &outcome {
            shared.trouble = Some(error.to_string());
        }
        if let Ok(text) = serde_json::to_vec(&*shared) {
            // It only tells the officer when the last sync was.
            let _ = files::save(self.disk, &private.join("last.json"), &text);
        }
        outcome
    }

    fn open(&self, group: &Group, private: &Path) -> Result<(Clone, Git), CloneError> {
        let clone = Clone::read(
            self.disk,
            self.surroundings,
            private,
            &group.top,
            &group.git_folder,
        )?;
        let git = Git::prepare(self.disk, self.surroundings, private, &clone)?;
        Ok((clone, git))
    }

    // The lock lies on the local disk, where it holds; it goes with the program.
    fn lock(&self, private: &Path) -> Result<std::fs::File, CloneError> {
        let unreadable = |words: String| CloneError::Unreadable(words);
        files::make_folders(self.disk, private).map_err(|error| unreadable(error.to_string()))?;
        let file = self
            .disk
            .open_append(&private.join("lock"))
            .map_err(|error| unreadable(format!("{}: {error}", shown(private))))?;
        // A look takes a moment, a sync some seconds.
        let end = Instant::now() + WAIT_FOR_OTHERS;
        while file.try_lock().is_err() {
            if Instant::now() > end {
                return Err(unreadable(
                    "another sync of the same folder is under way; wait for it, then sync again"
                        .into(),
                ));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(file)
    }
}

// Folders in one clone are synced together.
fn sort(places: &[Place]) -> Vec<Sorted> {
    let mut sorted: Vec<Sorted> = Vec::new();
    for place in places {
        let names = vec![place.name.clone()];
        if std::fs::metadata(&place.folder).is_err() {
            let mut away = Shared::new(names, &place.folder, Kind::Away);
            away.trouble = Some(format!(
                "{} is not there: was it moved, or is the drive away? The work goes on with what was read",
                shown(&place.folder)
            ));
            sorted.push(Sorted::Other(away));
            continue;
        }
        match git::find(&place.folder) {
            Ok(Found::Plain) => {
                sorted.push(Sorted::Other(Shared::new(
                    names,
                    &place.folder,
                    Kind::Folder,
                )));
            }
            Ok(Found::Clone(top, git_folder)) => {
                let scope = Scope::of(place, &top);
                let known = sorted.iter_mut().find_map(|other| match other {
                    Sorted::Group(group) if group.top == top => Some(group),
                    _ => None,
                });
                if let Some(group) = known {
                    group.names.push(place.name.clone());
                    group.scopes.push(scope);
                } else {
                    sorted.push(Sorted::Group(Group {
                        names,
                        top,
                        git_folder,
                        scopes: vec![scope],
                    }));
                }
            }
            Err(error) => {
                let mut shared = Shared::new(names, &place.folder, Kind::Clone);
                shared.trouble = Some(error.to_string());
                sorted.push(Sorted::Other(shared));
            }
        }
    }
    sorted
}
