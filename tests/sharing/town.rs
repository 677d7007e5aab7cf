//! A town with a server and officers: each has a home, a workspace and a clone of the team's library.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A snippet that the tests share.
pub(crate) const REGISTER: &str = "# Agreed with legal.\ntitle = \"Register of breaches\"\ntags = [\"ict\"]\nbody = \"\"\"\nWe hold a register.\n\nIt is kept for a year.\n\"\"\"\n";

pub(crate) struct Town {
    folder: TempDir,
}

pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn ends_with(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "{}\n{}", self.out, self.err);
        self
    }
}

impl Town {
    pub(crate) fn new() -> Self {
        let town = Self {
            folder: TempDir::new().expect("a folder"),
        };
        town.git(
            town.root(),
            &["init", "-q", "--bare", "-b", "main", "server.git"],
        );
        town
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn server(&self) -> PathBuf {
        self.root().join("server.git")
    }

    /// Plain git, as IT would call it.
    pub(crate) fn git(&self, folder: &Path, words: &[&str]) -> String {
        let output = self.try_git(folder, words);
        assert!(
            output.status.success(),
            "{words:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    pub(crate) fn try_git(&self, folder: &Path, words: &[&str]) -> Output {
        let home = self.root().join("it");
        fs::create_dir_all(&home).expect("a home");
        Command::new("git")
            .args([
                "-c",
                "user.name=IT",
                "-c",
                "user.email=it@example.org",
                "-c",
                "protocol.file.allow=always",
            ])
            .args(words)
            .current_dir(folder)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", home)
            .output()
            .expect("git starts")
    }

    /// An officer with a workspace and a clone of the library.
    pub(crate) fn officer(&self, name: &'static str) -> Officer<'_> {
        let officer = Officer { town: self, name };
        fs::create_dir_all(officer.desk()).expect("a desk");
        officer.run(&["init"]).ends_with(0);
        fs::remove_dir(officer.library()).expect("empty");
        self.git(
            &officer.desk(),
            &["clone", "-q", &self.server().to_string_lossy(), "snippets"],
        );
        officer
    }
}

pub(crate) struct Officer<'t> {
    pub(crate) town: &'t Town,
    pub(crate) name: &'static str,
}

impl Officer<'_> {
    pub(crate) fn desk(&self) -> PathBuf {
        self.town.root().join(self.name).join("desk")
    }

    pub(crate) fn library(&self) -> PathBuf {
        self.desk().join("snippets")
    }

    pub(crate) fn state(&self) -> PathBuf {
        self.town.root().join(self.name).join("state")
    }

    pub(crate) fn run(&self, words: &[&str]) -> Ran {
        self.run_with(words, &[])
    }

    pub(crate) fn run_with(&self, words: &[&str], more: &[(&str, &str)]) -> Ran {
        let own = self.town.root().join(self.name);
        let output = Command::new(env!("CARGO_BIN_EXE_seriatim"))
            .args(words)
            .current_dir(self.desk())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", own.join("home"))
            .env("SERIATIM_STATE", self.state())
            .env("SERIATIM_DATA", own.join("data"))
            .env("SERIATIM_CONFIG", own.join("config"))
            .env("SERIATIM_TODAY", "2026-11-28")
            .env("SERIATIM_SEED", "7")
            .env("SERIATIM_USER", self.name)
            .env("SERIATIM_CLIPBOARD", "file")
            .envs(more.iter().copied())
            .output()
            .expect("the program starts");
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Syncs, and returns what the program says for machines.
    pub(crate) fn sync(&self) -> serde_json::Value {
        let ran = self.run(&["sync", "--json"]);
        assert!(ran.code < 2, "{}\n{}", ran.out, ran.err);
        let json: serde_json::Value = serde_json::from_str(&ran.out)
            .unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err));
        self.has_no_marks();
        let clean = self.town.git(&self.library(), &["status", "--porcelain"]);
        assert_eq!(clean, "", "git itself sees nothing left over");
        json
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.library().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        let path = self.library().join(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Changes words in a file.
    pub(crate) fn change(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{text}");
        self.write(name, &text.replace(from, to));
    }

    /// No file of the working tree ever holds the marks of a conflict.
    pub(crate) fn has_no_marks(&self) {
        let mut waiting = vec![self.desk()];
        while let Some(folder) = waiting.pop() {
            for entry in fs::read_dir(folder).expect("readable").flatten() {
                let path = entry.path();
                if path.is_symlink() || path.file_name().is_some_and(|name| name == ".git") {
                    continue;
                }
                if path.is_dir() {
                    waiting.push(path);
                } else {
                    let text =
                        String::from_utf8_lossy(&fs::read(&path).expect("readable")).into_owned();
                    assert!(
                        !text.contains("<<<<<<<") && !text.contains(">>>>>>>"),
                        "{}: {text}",
                        path.display()
                    );
                }
            }
        }
    }
}
