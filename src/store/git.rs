//! Runs the git program on a clone without letting the clone run anything.
//!
//! git never reads the settings of the clone, in which hooks, filters, helpers and the like could be named: it runs
//! with a folder of its own on the local disk as its git folder, with settings written here, and takes only the objects
//! of the clone, and its index where that is asked for. What the officer's own git settings say about passwords,
//! proxies and keys is taken over, since that is theirs; nothing else is. Nothing asks, pages, edits or waits for ever.

mod clone;
mod history;
mod run;
mod server;
mod trees;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::files::{self, Disk, FileError};
use run::Call;

pub use clone::{Clone, CloneError, Found, Upstream, find};
pub use history::Touched;
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
