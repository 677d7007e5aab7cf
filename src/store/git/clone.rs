//! Finds the clone around a folder and reads, as text, what it says: its branch, its server. Nothing is run for that
//! but git's own reader of settings, on a copy.

mod address;
mod settings;

use std::fs;
use std::path::{Path, PathBuf};

use self::address::{is_address, is_branch, is_folder, normal};
use self::settings::Settings;
use super::{GitError, Oid, Surroundings};
use crate::store::files::{self, Disk, FileError, shown};
use crate::text::clean::clean_line;

/// The largest settings, branch or list of branches that is read.
const LARGEST: u64 = 4 * 1024 * 1024;
/// What lies in the git folder while somebody's own git is in the middle of something.
const UNDER_WAY: [&str; 6] = [
    "MERGE_HEAD",
    "CHERRY_PICK_HEAD",
    "REVERT_HEAD",
    "rebase-merge",
    "rebase-apply",
    "BISECT_LOG",
];

/// A clone of a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clone {
    /// Its folder.
    pub top: PathBuf,
    /// The `.git` in it.
    pub git_folder: PathBuf,
    /// The branch that is checked out.
    pub branch: String,
    /// Its latest commit; none before the first.
    pub head: Option<Oid>,
    /// Where it is shared.
    pub upstream: Option<Upstream>,
    /// How it names objects.
    pub object_format: String,
}

/// Where a branch is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upstream {
    /// The name that the clone has for the server.
    pub remote: String,
    /// Its address.
    pub url: String,
    /// The branch there.
    pub branch: String,
}

impl Upstream {
    /// Tells whether the repository lies in a folder, so that this computer's git serves it.
    pub fn is_local(&self) -> bool {
        is_folder(&self.url)
    }
}

/// What stands around a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// No clone: a plain folder, a network drive.
    Plain,
    /// A clone, with its top folder and its git folder.
    Clone(PathBuf, PathBuf),
}

/// Why a clone is not touched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CloneError {
    /// The `.git` is no folder.
    #[error(
        "{0}: its .git is no folder but points elsewhere, which is not followed; make a plain clone (git clone ADDRESS)"
    )]
    Elsewhere(String),
    /// It could not be read.
    #[error("{0}")]
    Unreadable(String),
    /// Somebody's own git is in the middle of something.
    #[error(
        "{0}: git itself is in the middle of a merge here ({1}); finish it or give it up (git merge --abort), then sync again"
    )]
    UnderWay(String, &'static str),
    /// No branch is checked out.
    #[error("{0}: no branch is checked out; check one out (git switch main), then sync again")]
    NoBranch(String),
    /// It has a form that cannot be worked on.
    #[error("{0}: {1}")]
    Form(String, &'static str),
    /// The address would run a program or send text unprotected.
    #[error(
        "{0}: the address of its server is not one of https://, ssh:// or a folder; set it with git remote set-url {1} ADDRESS"
    )]
    Address(String, String),
    /// git failed.
    #[error(transparent)]
    Git(#[from] GitError),
}

/// Finds the clone that a folder lies in.
///
/// # Errors
/// [`CloneError::Elsewhere`] if what looks like one points elsewhere.
pub fn find(folder: &Path) -> Result<Found, CloneError> {
    let whole = folder.canonicalize().map_err(|source| {
        CloneError::Unreadable(
            FileError::NotRead {
                path: folder.into(),
                source,
            }
            .to_string(),
        )
    })?;
    for top in whole.ancestors() {
        let git_folder = top.join(".git");
        match fs::symlink_metadata(&git_folder) {
            Ok(there) if there.is_dir() => {
                if fs::symlink_metadata(git_folder.join("HEAD")).is_ok() {
                    return Ok(Found::Clone(top.to_path_buf(), git_folder));
                }
            }
            Ok(_) => return Err(CloneError::Elsewhere(shown(top))),
            Err(_) => {}
        }
    }
    Ok(Found::Plain)
}

impl Clone {
    /// Reads what a clone says of itself. `private` is the folder that git may use.
    ///
    /// # Errors
    /// [`CloneError`] tells what keeps it from being synced, and how to mend that.
    pub fn read(
        disk: &dyn Disk,
        surroundings: &Surroundings,
        private: &Path,
        top: &Path,
        git_folder: &Path,
    ) -> Result<Self, CloneError> {
        let name = shown(top);
        let unreadable = |error: FileError| CloneError::Unreadable(error.to_string());
        for (mark, why) in [
            (
                "shallow",
                "it is a shallow clone; complete it with git fetch --unshallow",
            ),
            (
                "commondir",
                "it is a worktree of another clone; make a clone of its own",
            ),
            (
                "config.worktree",
                "it has settings for worktrees; make a plain clone",
            ),
        ] {
            if fs::symlink_metadata(git_folder.join(mark)).is_ok() {
                return Err(CloneError::Form(name, why));
            }
        }
        for mark in UNDER_WAY {
            if fs::symlink_metadata(git_folder.join(mark)).is_ok() {
                return Err(CloneError::UnderWay(name, mark));
            }
        }
        if !files::is_plain_folder(&git_folder.join("objects"))
            || !files::is_plain_folder(&git_folder.join("refs"))
        {
            return Err(CloneError::Elsewhere(name));
        }
        let config = files::read(&git_folder.join("config"), LARGEST).map_err(unreadable)?;
        let settings = Settings::read(disk, surroundings, private, &config)?;
        if settings
            .get("extensions.refstorage")
            .is_some_and(|kind| kind != "files")
        {
            return Err(CloneError::Form(
                name,
                "it keeps its branches in a form that cannot be read; clone it anew without --ref-format",
            ));
        }
        let head = files::read(&git_folder.join("HEAD"), 4096).map_err(unreadable)?;
        let head = String::from_utf8_lossy(&head).trim().to_owned();
        let branch = head
            .strip_prefix("ref: refs/heads/")
            .filter(|branch| is_branch(branch))
            .ok_or_else(|| CloneError::NoBranch(name.clone()))?
            .to_owned();
        let object_format = settings
            .get("extensions.objectformat")
            .unwrap_or("sha1")
            .to_owned();
        if !matches!(object_format.as_str(), "sha1" | "sha256") {
            return Err(CloneError::Form(
                name,
                "it names its objects in a way that is not known",
            ));
        }
        let mut clone = Self {
            head: read_ref(git_folder, &format!("refs/heads/{branch}"))?,
            upstream: None,
            top: top.to_path_buf(),
            git_folder: git_folder.to_path_buf(),
            branch,
            object_format,
        };
        clone.upstream = clone.find_upstream(&settings)?;
        Ok(clone)
    }

    fn find_upstream(&self, settings: &Settings) -> Result<Option<Upstream>, CloneError> {
        let said = settings.get(&format!("branch.{}.remote", self.branch));
        let only = || {
            let mut names: Vec<&str> = settings.remotes();
            names.dedup();
            match names[..] {
                [name] => Some(name),
                _ => names.into_iter().find(|name| *name == "origin"),
            }
        };
        let Some(remote) = said.filter(|remote| *remote != ".").or_else(only) else {
            return Ok(None);
        };
        let Some(url) = settings.get(&format!("remote.{remote}.url")) else {
            return Ok(None);
        };
        let bad = || CloneError::Address(shown(&self.top), clean_line(remote, 60).0.to_string());
        let plain = remote
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
        if !plain || remote.starts_with(['-', '.']) || !is_address(url) {
            return Err(bad());
        }
        // A folder that is named from the clone's own.
        let url = if is_folder(url) && !url.starts_with("file://") {
            normal(&self.top.join(url)).to_string_lossy().into_owned()
        } else {
            url.to_owned()
        };
        let branch = settings
            .get(&format!("branch.{}.merge", self.branch))
            .and_then(|name| name.strip_prefix("refs/heads/"))
            .filter(|branch| is_branch(branch))
            .unwrap_or(&self.branch)
            .to_owned();
        Ok(Some(Upstream {
            remote: remote.to_owned(),
            url,
            branch,
        }))
    }

    /// Returns the clone's own list of files.
    pub fn index(&self) -> PathBuf {
        self.git_folder.join("index")
    }

    /// Moves the branch to a commit, if it still stands where it stood, as git itself does: with a lock beside it.
    ///
    /// # Errors
    /// [`FileError`] if another git is at work here or the disk refuses; the branch then stands where it stood.
    pub fn move_branch(&mut self, disk: &dyn Disk, to: &Oid) -> Result<(), FileError> {
        let name = format!("refs/heads/{}", self.branch);
        write_ref(disk, &self.git_folder, &name, self.head.as_ref(), to)?;
        self.head = Some(to.clone());
        Ok(())
    }

    /// Notes where the server's branch stands, as git itself would.
    pub fn note_upstream(&self, disk: &dyn Disk, at: &Oid) {
        if let Some(upstream) = &self.upstream {
            let name = format!("refs/remotes/{}/{}", upstream.remote, upstream.branch);
            let old = read_ref(&self.git_folder, &name).ok().flatten();
            // It only helps whoever looks with git itself.
            let _ = write_ref(disk, &self.git_folder, &name, old.as_ref(), at);
        }
    }

    /// Returns where the server's branch stood when it was heard of last.
    pub fn upstream_head(&self) -> Option<Oid> {
        let upstream = self.upstream.as_ref()?;
        let name = format!("refs/remotes/{}/{}", upstream.remote, upstream.branch);
        read_ref(&self.git_folder, &name).ok().flatten()
    }
}

fn read_ref(git_folder: &Path, name: &str) -> Result<Option<Oid>, CloneError> {
    let unreadable = |error: FileError| CloneError::Unreadable(error.to_string());
    match files::read(&git_folder.join(name), 4096) {
        Ok(bytes) => {
            let oid = String::from_utf8_lossy(&bytes).trim().to_owned();
            if is_oid(&oid) {
                return Ok(Some(oid));
            }
            return Err(CloneError::Form(
                shown(git_folder),
                "its branch cannot be read; look at it with git fsck",
            ));
        }
        Err(error) if error.is_missing() => {}
        Err(error) => return Err(unreadable(error)),
    }
    match files::read(&git_folder.join("packed-refs"), LARGEST) {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let line = text.lines().find_map(|line| {
                let (oid, packed) = line.split_once(' ')?;
                (packed == name && is_oid(oid)).then(|| oid.to_owned())
            });
            Ok(line)
        }
        Err(error) if error.is_missing() => Ok(None),
        Err(error) => Err(unreadable(error)),
    }
}

fn write_ref(
    disk: &dyn Disk,
    git_folder: &Path,
    name: &str,
    expected: Option<&Oid>,
    to: &Oid,
) -> Result<(), FileError> {
    let path = git_folder.join(name);
    let mut lock = path.clone();
    lock.as_mut_os_string().push(".lock");
    if let Some(above) = path.parent() {
        files::make_folders(disk, above)?;
    }
    files::save_new(disk, &lock, format!("{to}\n").as_bytes())?;
    let now = read_ref(git_folder, name).ok().flatten();
    if now.as_ref() != expected {
        files::remove(disk, &lock)?;
        return Err(FileError::Exists { path });
    }
    let moved = files::rename(disk, &lock, &path);
    if moved.is_err() {
        let _ = files::remove(disk, &lock);
    }
    moved
}

fn is_oid(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
