//! Runs the git program on a clone without letting the clone run anything.
//!
//! git never reads the settings of the clone, in which hooks, filters, helpers and the like could be named: it runs
//! with a folder of its own on the local disk as its git folder, with settings written here, and takes only the objects
//! of the clone, and its index where that is asked for. What the officer's own git settings say about passwords,
//! proxies and keys is taken over, since that is theirs; nothing else is. Nothing asks, pages, edits or waits for ever.

mod clone;
mod run;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::files::{self, Disk, FileError};
use run::Call;

pub use clone::{Clone, CloneError, Found, Upstream, find};
pub use run::VARIABLES;

/// How long a step on the local disk may take.
const LOCAL: Duration = Duration::from_mins(1);
/// How long taking in and storing many files may take.
const MANY: Duration = Duration::from_mins(10);
/// How long talking to the server may take.
const NETWORK: Duration = Duration::from_mins(5);
/// What an officer's own git settings may say to a sync: how to reach a server and who they are.
const OWN: [&str; 11] = [
    "credential.",
    "http.proxy",
    "http.sslcainfo",
    "http.sslcapath",
    "http.sslbackend",
    "http.schannelcheckrevoke",
    "http.schannelusesslcainfo",
    "http.emptyauth",
    "core.sshcommand",
    "user.name",
    "user.email",
];

/// What git is told of the world: facts of the environment, gathered by whoever knows it.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// The program, `git` unless another is named.
    pub program: PathBuf,
    /// The variables that git and ssh need to find their way: search path, home, agent of keys, proxies.
    pub variables: Vec<(String, String)>,
    /// Under which name the officer's acts are recorded.
    pub who: String,
}

/// Why a step of git failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GitError {
    /// The program is not there.
    #[error("the git program was not found; ask for it to be installed, then sync again")]
    NotInstalled,
    /// It took too long and was stopped.
    #[error("git did not answer within {seconds} seconds ({step}) and was stopped")]
    TimedOut {
        /// What it was to do.
        step: &'static str,
        /// After how long it was stopped.
        seconds: u64,
    },
    /// It said no.
    #[error("git could not {step}: {words}")]
    Failed {
        /// What it was to do.
        step: &'static str,
        /// What it said, cleaned, in one line.
        words: String,
    },
    /// Its own folder could not be made.
    #[error("{0}")]
    Folder(String),
}

impl From<FileError> for GitError {
    fn from(error: FileError) -> Self {
        Self::Folder(error.to_string())
    }
}

/// How a push ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pushed {
    /// The server has it.
    Taken,
    /// Somebody was quicker: fetch, merge, and push again.
    TooLate,
    /// The server does not take it, and says why.
    Refused(String),
}

/// git, for one clone.
#[derive(Debug)]
pub struct Git {
    surroundings: Surroundings,
    /// The folder that git takes for its own.
    private: PathBuf,
    objects: PathBuf,
    top: PathBuf,
    own_ssh: bool,
}

/// The hash of a file's text, a tree or a commit, as git names it.
pub type Oid = String;

/// A file that differs between two trees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Its path in the repository, with slashes.
    pub path: String,
    /// Its kind before, such as `100644`; `000000` if it was not there.
    pub old_mode: String,
    /// Its kind after.
    pub new_mode: String,
    /// Its text before.
    pub old: Oid,
    /// Its text after.
    pub new: Oid,
}

impl Changed {
    /// Tells whether it is there before.
    pub fn was_there(&self) -> bool {
        self.old_mode != GONE
    }

    /// Tells whether it is there after.
    pub fn is_there(&self) -> bool {
        self.new_mode != GONE
    }
}

/// A file that differs from the scratch index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differs {
    /// `M` changed, `D` gone, `?` new, `T` another kind of file.
    pub kind: char,
    /// Its kind in the index, such as `100644`; [`GONE`] for a new one.
    pub mode: String,
    /// Its path in the repository, with slashes.
    pub path: String,
}

/// The kind of a file that is not there.
pub const GONE: &str = "000000";

impl Git {
    /// Prepares git for a clone. `private` is a folder on the local disk that only this clone uses.
    ///
    /// # Errors
    /// [`GitError`] if the program or the disk does not work.
    pub fn prepare(
        disk: &dyn Disk,
        surroundings: &Surroundings,
        private: &Path,
        clone: &Clone,
    ) -> Result<Self, GitError> {
        for folder in ["objects", "refs/heads"] {
            files::make_folders(disk, &private.join(folder))?;
        }
        let mut git = Self {
            surroundings: surroundings.clone(),
            private: private.to_path_buf(),
            objects: clone.git_folder.join("objects"),
            top: clone.top.clone(),
            own_ssh: false,
        };
        // The settings of a folder above or of an earlier sync must not be heard while the new ones are gathered.
        files::save(disk, &private.join("HEAD"), b"ref: refs/heads/seriatim\n")?;
        files::save(disk, &private.join("global"), safe(clone).as_bytes())?;
        files::save(disk, &private.join("attributes"), ATTRIBUTES.as_bytes())?;
        let own = git.own_settings();
        git.own_ssh = own.iter().any(|(key, _)| key == "core.sshcommand");
        let settings = settings(private, &own, &clone.object_format, &surroundings.who);
        files::save(disk, &private.join("config"), settings.as_bytes())?;
        Ok(git)
    }

    /// Returns the folder of the clone.
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// Returns the file of the index that a sync works on.
    pub fn scratch(&self) -> PathBuf {
        self.private.join("scratch-index")
    }

    // What the officer's own settings say about reaching servers.
    fn own_settings(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for place in ["--system", "--global"] {
            let mut call = self.call("read your settings", &["config", place, "--list", "-z"]);
            call.unset("GIT_CONFIG_NOSYSTEM");
            call.unset("GIT_CONFIG_GLOBAL");
            // No such file is no error here.
            let Ok(out) = call.run(LOCAL) else { continue };
            for line in String::from_utf8_lossy(&out).split('\0') {
                let (key, value) = line.split_once('\n').unwrap_or((line, "true"));
                let key = key.to_owned();
                let lower = key.to_lowercase();
                if OWN
                    .iter()
                    .any(|own| lower == *own || (own.ends_with('.') && lower.starts_with(own)))
                {
                    let key = if lower.starts_with("credential.") {
                        key
                    } else {
                        lower
                    };
                    found.push((key, value.to_owned()));
                }
            }
        }
        found
    }

    fn call<'c>(&'c self, step: &'static str, arguments: &[&'c str]) -> Call<'c> {
        let mut call = Call::new(&self.surroundings, step, arguments, &self.private);
        call.set("GIT_DIR", &self.private);
        call.set("GIT_OBJECT_DIRECTORY", &self.objects);
        call.set("GIT_WORK_TREE", &self.top);
        call.set("GIT_INDEX_FILE", self.scratch());
        call.set("GIT_CONFIG_NOSYSTEM", "1");
        call.set("GIT_CONFIG_GLOBAL", self.private.join("global"));
        call.set("GIT_ATTR_NOSYSTEM", "1");
        call.set("GIT_ALLOW_PROTOCOL", "https:ssh:file");
        call.set("GIT_TERMINAL_PROMPT", "0");
        call.set("GIT_OPTIONAL_LOCKS", "0");
        call.set("GIT_LITERAL_PATHSPECS", "1");
        call.set("GIT_NO_REPLACE_OBJECTS", "1");
        call.set("GIT_NO_LAZY_FETCH", "1");
        call.set("GIT_EDITOR", "true");
        call.set("GIT_PAGER", "cat");
        call.set("GIT_ASKPASS", "");
        call.set("SSH_ASKPASS_REQUIRE", "never");
        call.set("GCM_INTERACTIVE", "never");
        call.set("LC_ALL", "C");
        if !self.own_ssh {
            call.set("GIT_SSH_COMMAND", "ssh -oBatchMode=yes -oConnectTimeout=20");
        }
        call
    }

    fn text(&self, step: &'static str, arguments: &[&str]) -> Result<String, GitError> {
        let out = self.call(step, arguments).run(LOCAL)?;
        Ok(String::from_utf8_lossy(&out).trim_end().to_owned())
    }

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

    /// Returns the latest commit that both come from.
    ///
    /// # Errors
    /// [`GitError`].
    pub fn ancestor(&self, one: &Oid, other: &Oid) -> Result<Option<Oid>, GitError> {
        let mut call = self.call("compare two histories", &["merge-base", one, other]);
        call.accept(1);
        let out = call.run(LOCAL)?;
        let oid = String::from_utf8_lossy(&out).trim().to_owned();
        Ok((!oid.is_empty()).then_some(oid))
    }

    /// Counts the commits of one history that another does not have.
    ///
    /// # Errors
    /// [`GitError`].
    pub fn count(&self, of: &Oid, without: Option<&Oid>) -> Result<usize, GitError> {
        let not = without.map(|oid| format!("^{oid}"));
        let mut arguments = vec!["rev-list", "--count", of];
        arguments.extend(not.as_deref());
        Ok(self.text("count commits", &arguments)?.parse().unwrap_or(0))
    }

    /// Fetches a branch. `mine` tells the server what is here already. `None` if there is no such branch yet.
    ///
    /// # Errors
    /// [`GitError`] if the server is away, or does not let in.
    pub fn fetch(&self, upstream: &Upstream, mine: Option<&Oid>) -> Result<Option<Oid>, GitError> {
        if let Some(mine) = mine {
            self.text("note a commit", &["update-ref", "refs/seriatim/mine", mine])?;
        }
        let theirs = format!("+refs/heads/{}:refs/seriatim/theirs", upstream.branch);
        let serve = upstream.is_local().then_some(SERVE_FETCH);
        let mut arguments = vec![
            "fetch",
            "--quiet",
            "--no-tags",
            "--no-write-fetch-head",
            "--no-auto-maintenance",
            "--no-recurse-submodules",
        ];
        arguments.extend(serve);
        arguments.extend(["--", upstream.url.as_str(), theirs.as_str()]);
        match self.call("fetch", &arguments).run(NETWORK) {
            Ok(_) => Ok(Some(self.text(
                "read what was fetched",
                &["rev-parse", "--verify", "refs/seriatim/theirs"],
            )?)),
            Err(GitError::Failed { words, .. }) if words.contains("couldn't find remote ref") => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Pushes a commit to a branch.
    ///
    /// # Errors
    /// [`GitError`] if the server is away, or does not let in.
    pub fn push(&self, upstream: &Upstream, commit: &Oid) -> Result<Pushed, GitError> {
        let target = format!("{commit}:refs/heads/{}", upstream.branch);
        let serve = upstream.is_local().then_some(SERVE_PUSH);
        let mut arguments = vec![
            "push",
            "--porcelain",
            "--no-verify",
            "--recurse-submodules=no",
        ];
        arguments.extend(serve);
        arguments.extend(["--", upstream.url.as_str(), target.as_str()]);
        let mut call = self.call("push", &arguments);
        call.accept(1);
        let told = call.run_telling(NETWORK)?;
        let said = String::from_utf8_lossy(&told.out);
        if told.code == 0 {
            return Ok(Pushed::Taken);
        }
        let refused = said.lines().find(|line| line.starts_with('!'));
        Ok(match refused {
            Some(line) if line.contains("[rejected]") => Pushed::TooLate,
            // Two pushes at the same moment: the server's lock tells the second one off.
            Some(line)
                if line.contains("failed to update ref") || line.contains("cannot lock ref") =>
            {
                Pushed::TooLate
            }
            Some(line) => {
                let reason = line.rsplit('\t').next().unwrap_or(line);
                Pushed::Refused(run::one_line(reason))
            }
            None => {
                return Err(GitError::Failed {
                    step: "push",
                    words: run::one_line(&String::from_utf8_lossy(&told.err)),
                });
            }
        })
    }
}

/// Line ends are the same for everybody, whatever another git was told; what is no text of ours, such as a request as it
/// was received, is stored byte by byte.
const ATTRIBUTES: &str = "* -text\n*.toml text eol=lf\n*.jsonl text eol=lf\n";

// A repository on a network drive belongs to whoever made it there, which git refuses unless it is told that the address
// was chosen on purpose. Whatever lies in it, nothing of it runs: see below.
fn safe(clone: &Clone) -> String {
    match &clone.upstream {
        Some(upstream) if upstream.is_local() => {
            let path = upstream
                .url
                .strip_prefix("file://")
                .unwrap_or(&upstream.url);
            format!("[safe]\n\tdirectory = \"{}\"\n", escaped(path))
        }
        _ => String::new(),
    }
}

/// A repository on a network drive is served by a git of this computer, which would run the hooks that lie in it.
const SERVE_FETCH: &str =
    "--upload-pack=git -c core.hooksPath=/dev/null -c core.fsmonitor=false upload-pack";
/// Likewise for a push.
const SERVE_PUSH: &str = "--receive-pack=git -c core.hooksPath=/dev/null -c core.fsmonitor=false -c core.alternateRefsCommand=true \
                          -c receive.autogc=false receive-pack";

fn settings(private: &Path, own: &[(String, String)], format: &str, who: &str) -> String {
    let nowhere = private.join("none.d");
    let nowhere = nowhere.to_string_lossy();
    let attributes = private.join("attributes");
    let attributes = attributes.to_string_lossy();
    let version = if format == "sha1" { "0" } else { "1" };
    let mut lines: Vec<(String, String)> = [
        ("core.repositoryformatversion", version),
        ("core.bare", "false"),
        ("core.fsmonitor", "false"),
        ("core.hooksPath", &nowhere),
        ("core.symlinks", "false"),
        ("core.autocrlf", "false"),
        ("core.fileMode", "false"),
        ("core.quotePath", "false"),
        ("core.editor", "true"),
        ("core.pager", "cat"),
        ("core.attributesFile", &attributes),
        ("core.excludesFile", &nowhere),
        ("core.protectNTFS", "true"),
        ("core.protectHFS", "true"),
        ("core.longPaths", "true"),
        ("core.fsync", "committed"),
        ("core.fsyncMethod", "batch"),
        ("protocol.allow", "never"),
        ("protocol.https.allow", "always"),
        ("protocol.ssh.allow", "always"),
        ("protocol.file.allow", "always"),
        ("transfer.fsckObjects", "true"),
        ("fetch.recurseSubmodules", "false"),
        ("submodule.recurse", "false"),
        ("push.followTags", "false"),
        ("commit.gpgSign", "false"),
        ("gc.auto", "0"),
        ("maintenance.auto", "false"),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .collect();
    if format != "sha1" {
        lines.push(("extensions.objectFormat".to_owned(), format.to_owned()));
    }
    let name = if who.trim().is_empty() {
        "seriatim"
    } else {
        who
    };
    lines.push(("user.name".to_owned(), name.to_owned()));
    let mailbox = super::proposals::folder_of(name);
    lines.push((
        "user.email".to_owned(),
        format!("{mailbox}@seriatim.invalid"),
    ));
    lines.extend(own.iter().cloned());
    let mut text = String::new();
    for (key, value) in lines {
        let (section, name) = match key.rsplit_once('.') {
            Some((section, name)) => (section.to_owned(), name),
            None => continue,
        };
        let head = match section.split_once('.') {
            Some((section, inner)) => format!("{section} \"{}\"", escaped(inner)),
            None => section,
        };
        let _ = writeln!(text, "[{head}]\n\t{name} = \"{}\"", escaped(&value));
    }
    text
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
}
