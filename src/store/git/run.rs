//! One call of the program: nothing of the environment but what is named, no terminal, an end in any case.

use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::{GitError, Surroundings};
use crate::text::clean::clean_line;

/// How much git may say in one call.
const LONGEST: u64 = 1024 * 1024 * 1024;
/// How long what git said is waited for once it is gone.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// What a call came to.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) code: i32,
    pub(super) out: Vec<u8>,
    pub(super) err: Vec<u8>,
}

/// A call that is being prepared.
pub(super) struct Call<'c> {
    command: Command,
    step: &'static str,
    input: Vec<u8>,
    accepted: Vec<i32>,
    _of: std::marker::PhantomData<&'c ()>,
}

impl<'c> Call<'c> {
    pub(super) fn new(
        surroundings: &'c Surroundings,
        step: &'static str,
        arguments: &[&'c str],
        folder: &Path,
    ) -> Self {
        let mut command = Command::new(&surroundings.program);
        command
            .args(arguments)
            .current_dir(folder)
            .env_clear()
            .envs(
                surroundings
                    .variables
                    .iter()
                    .map(|(key, value)| (key, value)),
            );
        Self {
            command,
            step,
            input: Vec::new(),
            accepted: vec![0],
            _of: std::marker::PhantomData,
        }
    }

    pub(super) fn set(&mut self, key: &str, value: impl AsRef<OsStr>) {
        self.command.env(key, value);
    }

    pub(super) fn unset(&mut self, key: &str) {
        self.command.env_remove(key);
    }

    pub(super) fn input(&mut self, bytes: Vec<u8>) {
        self.input = bytes;
    }

    /// Another ending that is no failure.
    pub(super) fn accept(&mut self, code: i32) {
        self.accepted.push(code);
    }

    pub(super) fn run(self, limit: Duration) -> Result<Vec<u8>, GitError> {
        self.run_telling(limit).map(|told| told.out)
    }

    pub(super) fn run_telling(mut self, limit: Duration) -> Result<Told, GitError> {
        let failed = |words: String| GitError::Failed {
            step: self.step,
            words,
        };
        self.command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        // Whatever git starts ends with it; and it cannot reach the terminal, which is the workbench's.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut self.command, 0);
        let mut child = match self.command.spawn() {
            Ok(child) => child,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(GitError::NotInstalled);
            }
            Err(error) => return Err(failed(error.to_string())),
        };
        if let Some(mut pipe) = child.stdin.take() {
            let input = std::mem::take(&mut self.input);
            // It is written beside, since git may answer before it has heard all; when git is gone, so is the pipe.
            std::thread::spawn(move || pipe.write_all(&input));
        }
        let out = listen(child.stdout.take());
        let err = listen(child.stderr.take());
        let code = match wait(&mut child, limit) {
            Ok(Some(code)) => code,
            Ok(None) => {
                stop(&mut child);
                return Err(GitError::TimedOut {
                    step: self.step,
                    seconds: limit.as_secs(),
                });
            }
            Err(error) => return Err(failed(error.to_string())),
        };
        let out = out.recv_timeout(LAST_WORDS).unwrap_or_default();
        let err = err.recv_timeout(LAST_WORDS).unwrap_or_default();
        if self.accepted.contains(&code) {
            Ok(Told { code, out, err })
        } else {
            Err(failed(one_line(&String::from_utf8_lossy(&err))))
        }
    }
}

fn listen(pipe: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (tell, heard) = channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(pipe) = pipe {
            // What was heard before a fault is told all the same.
            let _ = pipe.take(LONGEST).read_to_end(&mut bytes);
        }
        let _ = tell.send(bytes);
    });
    heard
}

// Looks often at first, since most calls are over in some milliseconds.
fn wait(child: &mut Child, limit: Duration) -> io::Result<Option<i32>> {
    let end = Instant::now() + limit;
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status.code().unwrap_or(-1)));
        }
        if Instant::now() >= end {
            return Ok(None);
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

fn stop(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id())
        .ok()
        .and_then(rustix::process::Pid::from_raw)
    {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    // A process that hangs on a dead share cannot even be reaped; it is not waited for.
    let _ = child.try_wait();
}

/// Returns what git said, as a line for the officer: the reason, cleaned, without the words of the program itself.
pub(super) fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("hint:"))
        .collect();
    let telling = lines
        .iter()
        .find(|line| {
            line.starts_with("fatal:") || line.starts_with("error:") || line.starts_with("remote:")
        })
        .or(lines.last());
    let words = telling.map_or("it did not say why", |line| {
        let line = line.strip_prefix("fatal:").unwrap_or(line);
        line.strip_prefix("error:").unwrap_or(line).trim()
    });
    clean_line(words, 300).0.to_string()
}

/// The variables that git, ssh and the keepers of passwords need; everything else stays away from them.
pub const VARIABLES: [&str; 30] = [
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "TMPDIR",
    "TEMP",
    "TMP",
    "XDG_CONFIG_HOME",
    "XDG_RUNTIME_DIR",
    "SSH_AUTH_SOCK",
    "SSH_AGENT_PID",
    "KRB5CCNAME",
    "KRB5_CONFIG",
    "DBUS_SESSION_BUS_ADDRESS",
    "http_proxy",
    "https_proxy",
    "HTTPS_PROXY",
    "no_proxy",
    "NO_PROXY",
    "USERPROFILE",
    "HOMEDRIVE",
    "HOMEPATH",
    "APPDATA",
    "LOCALAPPDATA",
    "ProgramData",
    "ProgramFiles",
    "SystemRoot",
    "SystemDrive",
    "ComSpec",
    "PATHEXT",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_says_becomes_one_clean_line() {
        let said =
            "hint: try this\nfatal: Could not read \u{1b}[31mfrom remote repository.\nmore\n";
        assert_eq!(one_line(said), "Could not read from remote repository.");
        assert_eq!(one_line("\n"), "it did not say why");
    }
}
