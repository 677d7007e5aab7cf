//! The real program in a folder of its own: nothing of the user's is read or written.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_seriatim");

/// A folder with a workspace's surroundings in it.
pub(crate) struct Bench {
    folder: TempDir,
}

/// What a call came to.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Bench {
    /// Makes an empty folder.
    pub(crate) fn new() -> Self {
        Self {
            folder: TempDir::new().expect("a temporary folder"),
        }
    }

    /// Makes a workspace.
    pub(crate) fn with_workspace() -> Self {
        let bench = Self::new();
        bench.run(&["init"]).succeeds();
        bench
    }

    /// Makes a workspace with a case of this request, and returns its reference.
    pub(crate) fn with_case(request: &str) -> (Self, String) {
        let bench = Self::with_workspace();
        let reference = bench.new_case(request.as_bytes());
        (bench, reference)
    }

    /// Makes a case.
    pub(crate) fn new_case(&self, request: &[u8]) -> String {
        let ran = self.run_with(&["new", "-", "--no-open"], request);
        ran.succeeds();
        ran.out.trim().to_owned()
    }

    /// Returns a path in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("desk").join(name)
    }

    /// Writes a file and returns its path.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it has one")).expect("a folder");
        fs::write(&path, bytes).expect("a file");
        path.to_str().expect("a plain path").to_owned()
    }

    /// Reads a file.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Returns the first file of a question.
    pub(crate) fn question(&self) -> PathBuf {
        let mut files = self.files("cases").into_iter().map(|(path, _)| path);
        let of_questions = |path: &PathBuf| {
            path.parent()
                .is_some_and(|folder| folder.ends_with("questions"))
        };
        files.find(of_questions).expect("a question")
    }

    /// Runs the program.
    pub(crate) fn run(&self, words: &[&str]) -> Ran {
        self.run_with(words, b"")
    }

    /// Runs the program with something on its standard input.
    pub(crate) fn run_with(&self, words: &[&str], input: &[u8]) -> Ran {
        self.run_in(words, input, &[])
    }

    /// Runs the program with something on its standard input and in its environment.
    pub(crate) fn run_in(&self, words: &[&str], input: &[u8], more: &[(&str, &str)]) -> Ran {
        let mut command = Command::new(PROGRAM);
        command.args(words);
        self.end(command, input, more)
    }

    /// Runs the program with so much memory for its own data and no more, where the system can tell it so: a program that
    /// asks for more is ended by a signal, which no test takes for an answer.
    pub(crate) fn run_within(&self, mebibytes: usize, words: &[&str]) -> Ran {
        if !cfg!(target_os = "linux") {
            return self.run(words);
        }
        let mut command = Command::new("sh");
        let limited = format!("ulimit -d {} && exec \"$0\" \"$@\"", mebibytes * 1024);
        command.args(["-c", &limited, PROGRAM]).args(words);
        self.end(command, b"", &[])
    }

    fn end(&self, mut command: Command, input: &[u8], more: &[(&str, &str)]) -> Ran {
        let root = self.folder.path();
        fs::create_dir_all(root.join("desk")).expect("a folder");
        command
            .current_dir(root.join("desk"))
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", root.join("home"))
            .env("SERIATIM_STATE", root.join("state"))
            .env("SERIATIM_DATA", root.join("data"))
            .env("SERIATIM_CONFIG", root.join("config"))
            .env("SERIATIM_TODAY", "2026-11-24")
            .env("SERIATIM_SEED", "7")
            .env("SERIATIM_USER", "Test Officer")
            .env("SERIATIM_CLIPBOARD", "file")
            .envs(more.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("it is piped");
        // A program that refuses early does not read to the end.
        let _ = stdin.write_all(input);
        drop(stdin);
        Ran::of(child.wait_with_output().expect("the program ends"))
    }

    /// Returns every file below a folder with its bytes, in order.
    pub(crate) fn files(&self, name: &str) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        gather(&self.path(name), &mut found);
        found.sort();
        found
    }
}

fn gather(folder: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            gather(&path, found);
        } else {
            let bytes = fs::read(&path).expect("a file");
            found.push((path, bytes));
        }
    }
}

impl Ran {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().expect("it was not killed"),
            out: String::from_utf8(output.stdout).expect("it writes UTF-8"),
            err: String::from_utf8(output.stderr).expect("it writes UTF-8"),
        }
    }

    /// Asserts success and returns what was written.
    #[track_caller]
    pub(crate) fn succeeds(&self) -> &str {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        &self.out
    }

    /// Asserts this exit code with words on standard error and nothing else.
    #[track_caller]
    pub(crate) fn fails(&self, code: i32) -> &str {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        assert!(!self.err.trim().is_empty(), "it says why");
        &self.err
    }
}
