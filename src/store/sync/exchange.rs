//! One exchange with the server of a clone: commit, fetch, merge, write, push, and again if somebody was quicker.

use std::path::Path;

use super::merging::Merging;
use super::{Group, Shared, Syncing, scope, working};
use crate::store::git::{Clone, CloneError, Git, GitError, Oid, Pushed, Upstream};

/// How often a push is tried again after somebody was quicker.
const TRIES: usize = 6;

/// A clone with its server, while the two are brought together.
pub(super) struct Exchange<'e> {
    pub(super) syncing: &'e Syncing<'e>,
    pub(super) group: &'e Group,
    /// The folder of this clone's syncs on the local disk.
    pub(super) private: &'e Path,
    pub(super) git: &'e Git,
    pub(super) clone: &'e mut Clone,
    /// What is told of it.
    pub(super) shared: &'e mut Shared,
}

// What the server has.
enum Fetched {
    Head(Option<Oid>),
    // It could not be reached; the changes wait.
    Nothing,
}

impl Exchange<'_> {
    /// Shares and receives.
    pub(super) fn run(mut self) -> Result<(), CloneError> {
        self.shared.changed = self.commit()?;
        let Some(upstream) = self.clone.upstream.clone() else {
            self.remark(
                "no server is set for this clone, so the changes stay on this computer; set one with git remote add \
                 origin ADDRESS",
            );
            return Ok(());
        };
        let before = self.clone.head.clone();
        for attempt in 1..=TRIES {
            let theirs = match self.fetch(&upstream)? {
                Fetched::Head(theirs) => theirs,
                Fetched::Nothing => return Ok(()),
            };
            if let Some(theirs) = &theirs {
                self.take_in(theirs)?;
            }
            let Some(head) = self.clone.head.clone() else {
                return Ok(());
            };
            let ahead = self.git.count(&head, theirs.as_ref())?;
            if ahead == 0 || !self.push_meets_others(&upstream, &head, ahead) {
                break;
            }
            if attempt == TRIES {
                self.shared.waiting = ahead;
                self.remark("others are sharing at this moment; sync again in a minute");
            }
        }
        if self.clone.head != before || self.shared.changed > 0 {
            follow(self.clone, self.git);
        }
        Ok(())
    }

    fn remark(&mut self, words: impl Into<String>) {
        self.shared.remarks.push(words.into());
    }

    fn fetch(&mut self, upstream: &Upstream) -> Result<Fetched, CloneError> {
        match self.git.fetch(upstream, self.clone.head.as_ref()) {
            Ok(theirs) => Ok(Fetched::Head(theirs)),
            Err(error @ (GitError::Failed { .. } | GitError::TimedOut { .. })) => {
                self.shared.offline = true;
                self.shared.waiting = waiting(self.git, self.clone)?;
                self.remark(format!(
                    "the server could not be reached ({error}); the changes are kept and go out with the next sync"
                ));
                Ok(Fetched::Nothing)
            }
            Err(error) => Err(error.into()),
        }
    }

    // Merges what the server has into the clone. The files are written before the branch moves.
    fn take_in(&mut self, theirs: &Oid) -> Result<(), CloneError> {
        let merging = Merging {
            disk: self.syncing.disk,
            git: self.git,
            private: self.private,
            group_names: &self.group.names,
            scopes: &self.group.scopes,
            now: self.syncing.now,
        };
        let merged = merging.merge(self.clone, theirs)?;
        if let Some(commit) = merged.commit {
            self.shared.received += working::write(self, &commit)?;
            self.move_branch(&commit)?;
        }
        self.clone.note_upstream(self.syncing.disk, theirs);
        Ok(())
    }

    fn move_branch(&mut self, commit: &Oid) -> Result<(), CloneError> {
        let moved = self.clone.move_branch(self.syncing.disk, commit);
        moved.map_err(|error| CloneError::Unreadable(error.to_string()))
    }

    // Pushes. Tells whether somebody was quicker, so that it has to be tried again.
    fn push_meets_others(&mut self, upstream: &Upstream, head: &Oid, ahead: usize) -> bool {
        match self.git.push(upstream, head) {
            Ok(Pushed::Taken) => {
                self.clone.note_upstream(self.syncing.disk, head);
                self.shared.sent = ahead;
            }
            Ok(Pushed::TooLate) => return true,
            Ok(Pushed::Refused(words)) => {
                self.shared.waiting = ahead;
                self.shared.trouble = Some(format!(
                    "the server does not take changes from you ({words}); they are kept here. Propose them instead, \
                     or ask who keeps the server"
                ));
            }
            Err(error) => {
                self.shared.waiting = ahead;
                self.shared.offline = true;
                self.remark(format!(
                    "the changes could not be sent ({error}); they are kept and go out with the next sync"
                ));
            }
        }
        false
    }

    // Commits what was changed here. Returns how many files.
    fn commit(&mut self) -> Result<usize, CloneError> {
        let (git, group, disk) = (self.git, self.group, self.syncing.disk);
        git.start_from(disk, &self.clone.index(), self.clone.head.as_ref())?;
        let found = scope::changes(&group.top, &group.scopes, git.status()?);
        self.shared.remarks.extend(found.remarks);
        if found.paths.is_empty() {
            return Ok(0);
        }
        git.take_files(&found.paths)?;
        let tree = git.write_tree()?;
        let head = self.clone.head.clone();
        let old = head.as_ref().map(|head| git.tree_of(head)).transpose()?;
        if old.as_ref() == Some(&tree) {
            return Ok(0);
        }
        let parents: Vec<&Oid> = head.iter().collect();
        let commit = git.commit(&tree, &parents, &message(&found.paths))?;
        self.move_branch(&commit)?;
        follow(self.clone, git);
        Ok(found.paths.len())
    }
}

// git's own list of files only helps whoever looks with git itself, and the next look to be quick.
fn follow(clone: &Clone, git: &Git) {
    if let Some(head) = &clone.head {
        let _ = git.follow_with(&clone.index(), head);
    }
}

fn waiting(git: &Git, clone: &Clone) -> Result<usize, GitError> {
    match &clone.head {
        Some(head) => git.count(
            head,
            clone.upstream_head().filter(|oid| git.has(oid)).as_ref(),
        ),
        None => Ok(0),
    }
}

fn message(paths: &[String]) -> String {
    let mut text = match paths {
        [path] => format!("Change {path}\n"),
        _ => format!("Change {} files\n\n", paths.len()),
    };
    if paths.len() > 1 {
        for path in paths.iter().take(50) {
            text.push_str(path);
            text.push('\n');
        }
    }
    text
}
