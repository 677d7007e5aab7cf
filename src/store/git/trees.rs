//! What git does on the local disk: lists of files, trees, texts, commits.

use std::path::Path;

use super::{Changed, Differs, GONE, Git, GitError, LOCAL, MANY, Oid};
use crate::store::files::{self, Disk};

impl Git {
    /// Empties the scratch index, or fills it from a commit. What is known of times and sizes of files is kept, so
    /// that unchanged files are not read again.
    ///
    /// # Errors
    /// [`GitError`].
    pub fn start_from(
        &self,
        disk: &dyn Disk,
        index: &Path,
        commit: Option<&Oid>,
    ) -> Result<(), GitError> {
        let scratch = self.scratch();
        files::remove(disk, &scratch)?;
        files::remove(disk, &scratch.with_extension("lock"))?;
        let Some(commit) = commit else {
            return self
                .text("empty its list of files", &["read-tree", "--empty"])
                .map(drop);
        };
        if let Ok(bytes) = files::read(index, 256 * 1024 * 1024) {
            files::save(disk, &scratch, &bytes)?;
            if self
                .text(
                    "read its list of files",
                    &["read-tree", "--reset", "-i", commit],
                )
                .is_ok()
            {
                return Ok(());
            }
            // A list that is split, damaged or in the middle of somebody's merge tells nothing; the commit does.
            files::remove(disk, &scratch)?;
        }
        self.text("read its list of files", &["read-tree", commit])
            .map(drop)
    }

    /// Makes the clone's own index say what a commit says, so that git itself sees nothing changed.
    ///
    /// # Errors
    /// [`GitError`].
    pub fn follow_with(&self, index: &Path, commit: &Oid) -> Result<(), GitError> {
        for arguments in [
            &["read-tree", "--reset", "-i", commit.as_str()][..],
            &["update-index", "-q", "--refresh"][..],
        ] {
            let mut call = self.call("write the list of files", arguments);
            call.set("GIT_INDEX_FILE", index);
            let done = call.run(LOCAL);
            // A file that differs is no failure of the refresh.
            if arguments.first() == Some(&"read-tree") {
                done?;
            }
        }
        Ok(())
    }

    /// Returns what differs between the scratch index and the files.
    ///
    /// # Errors
    /// [`GitError`].
    pub fn status(&self) -> Result<Vec<Differs>, GitError> {
        let out = self
            .call(
                "look at the files",
                &[
                    "status",
                    "--porcelain=v2",
                    "-z",
                    "--untracked-files=all",
                    "--no-renames",
                    "--ignore-submodules=all",
                ],
            )
            .run(LOCAL)?;
        let text = String::from_utf8_lossy(&out);
        let lines = text.split('\0').filter_map(|line| {
            if let Some(path) = line.strip_prefix("? ") {
                return Some(Differs {
                    kind: '?',
                    mode: GONE.to_owned(),
                    path: path.to_owned(),
                });
            }
            // 1 XY sub mH mI mW hH hI path
            let parts: Vec<&str> = line.splitn(9, ' ').collect();
            let [_, kinds, _, _, mode, _, _, _, path] = parts[..] else {
                return None;
            };
            let kind = kinds.chars().nth(1).filter(|kind| *kind != '.')?;
            Some(Differs {
                kind,
                mode: mode.to_owned(),
                path: path.to_owned(),
            })
        });
        Ok(lines.collect())
    }

    /// Takes files as they are now into the scratch index; what is gone is taken out.
    ///
    /// # Errors
    /// [`GitError`].
    pub fn take_files(&self, paths: &[String]) -> Result<(), GitError> {
        let mut call = self.call(
            "take in the changed files",
            &["update-index", "-z", "--add", "--remove", "--stdin"],
        );
        call.input(
            paths
                .iter()
                .flat_map(|path| path.bytes().chain([0]))
                .collect(),
        );
        call.run(MANY).map(drop)
    }

    /// Puts texts that are known already into the scratch index: kind, hash and path each; kind [`GONE`] takes out.
    ///
    /// # Errors
    /// [`GitError`].
    pub fn put_entries(&self, entries: &[(String, Oid, String)]) -> Result<(), GitError> {
        let mut call = self.call("merge", &["update-index", "-z", "--add", "--index-info"]);
        let mut lines = Vec::new();
        for (mode, oid, path) in entries {
            let mode = if mode == GONE { "0" } else { mode };
            lines.extend_from_slice(format!("{mode} {oid}\t{path}\0").as_bytes());
        }
        call.input(lines);
        call.run(LOCAL).map(drop)
    }

    /// Stores texts, all in one call. Returns their hashes in the same order.
    ///
    /// # Errors
    /// [`GitError`].
    pub fn store(&self, texts: &[Vec<u8>]) -> Result<Vec<Oid>, GitError> {
        if texts.is_empty() {
            return Ok(Vec::new());
        }
        let mut lines = Vec::new();
        for (at, text) in texts.iter().enumerate() {
            let mark = at + 1;
            let head = format!("blob\nmark :{mark}\ndata {}\n", text.len());
            lines.extend_from_slice(head.as_bytes());
            lines.extend_from_slice(text);
            lines.extend_from_slice(format!("\nget-mark :{mark}\n").as_bytes());
        }
        let mut call = self.call("store texts", &["fast-import", "--quiet", "--done"]);
        lines.extend_from_slice(b"done\n");
        call.input(lines);
        let out = call.run(MANY)?;
        let oids: Vec<Oid> = String::from_utf8_lossy(&out)
            .lines()
            .map(str::to_owned)
            .collect();
        if oids.len() == texts.len() {
            Ok(oids)
        } else {
            Err(GitError::Failed {
                step: "store texts",
                words: "it did not store all of them".into(),
            })
        }
    }

    /// Returns the tree of the scratch index.
    ///
    /// # Errors
    /// [`GitError`].
    pub fn write_tree(&self) -> Result<Oid, GitError> {
        self.text("write the tree", &["write-tree"])
    }

    /// Returns the tree of a commit.
    ///
    /// # Errors
    /// [`GitError`].
    pub fn tree_of(&self, commit: &Oid) -> Result<Oid, GitError> {
        let name = format!("{commit}^{{tree}}");
        self.text(
            "read a commit",
            &["rev-parse", "--verify", "--end-of-options", &name],
        )
    }

    /// Tells whether a commit is there.
    pub fn has(&self, commit: &Oid) -> bool {
        let name = format!("{commit}^{{commit}}");
        self.text("find a commit", &["cat-file", "-e", &name])
            .is_ok()
    }

    /// Makes a commit of a tree.
    ///
    /// # Errors
    /// [`GitError`].
    pub fn commit(&self, tree: &Oid, parents: &[&Oid], message: &str) -> Result<Oid, GitError> {
        let mut arguments = vec!["commit-tree", "--no-gpg-sign", tree];
        for parent in parents {
            arguments.extend(["-p", parent]);
        }
        arguments.extend(["-F", "-"]);
        let mut call = self.call("commit", &arguments);
        call.input(message.as_bytes().to_vec());
        let out = call.run(LOCAL)?;
        Ok(String::from_utf8_lossy(&out).trim().to_owned())
    }

    /// Returns what differs between two trees or commits; `None` is the empty one.
    ///
    /// # Errors
    /// [`GitError`].
    pub fn changes(&self, from: Option<&Oid>, to: Option<&Oid>) -> Result<Vec<Changed>, GitError> {
        let name = |commit: Option<&Oid>, empty: &Oid| commit.unwrap_or(empty).clone();
        let empty = if from.is_none() || to.is_none() {
            let mut call = self.call("make an empty tree", &["mktree"]);
            call.input(Vec::new());
            String::from_utf8_lossy(&call.run(LOCAL)?).trim().to_owned()
        } else {
            String::new()
        };
        let (from, to) = (name(from, &empty), name(to, &empty));
        let out = self
            .call(
                "compare two versions",
                &[
                    "diff-tree",
                    "-r",
                    "-z",
                    "--raw",
                    "--no-renames",
                    "--no-ext-diff",
                    "--no-textconv",
                    "--end-of-options",
                    &from,
                    &to,
                ],
            )
            .run(LOCAL)?;
        let text = String::from_utf8_lossy(&out);
        let mut parts = text.split('\0');
        let mut found = Vec::new();
        while let (Some(facts), Some(path)) = (parts.next(), parts.next()) {
            let facts: Vec<&str> = facts.trim_start_matches(':').split(' ').collect();
            if let [old_mode, new_mode, old, new, _] = facts[..] {
                found.push(Changed {
                    path: path.to_owned(),
                    old_mode: old_mode.to_owned(),
                    new_mode: new_mode.to_owned(),
                    old: old.to_owned(),
                    new: new.to_owned(),
                });
            }
        }
        Ok(found)
    }

    /// Returns texts by their hashes, in the order asked for.
    ///
    /// # Errors
    /// [`GitError`].
    pub fn texts(&self, oids: &[&Oid]) -> Result<Vec<Vec<u8>>, GitError> {
        if oids.is_empty() {
            return Ok(Vec::new());
        }
        let mut call = self.call("read texts", &["cat-file", "--batch"]);
        call.input(
            oids.iter()
                .flat_map(|oid| oid.bytes().chain(*b"\n"))
                .collect(),
        );
        let out = call.run(LOCAL)?;
        let broken = || GitError::Failed {
            step: "read texts",
            words: "a text is missing in the clone; clone it anew".into(),
        };
        let mut rest = out.as_slice();
        let mut found = Vec::with_capacity(oids.len());
        for _ in oids {
            let end = rest
                .iter()
                .position(|&byte| byte == b'\n')
                .ok_or_else(broken)?;
            let (head, behind) = rest.split_at(end);
            let head = String::from_utf8_lossy(head);
            let size: usize = head
                .split(' ')
                .nth(2)
                .and_then(|size| size.parse().ok())
                .ok_or_else(broken)?;
            found.push(behind.get(1..=size).ok_or_else(broken)?.to_vec());
            rest = behind.get(size + 2..).ok_or_else(broken)?;
        }
        Ok(found)
    }
}
