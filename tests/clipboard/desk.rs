//! What the tests stand on: an X server of their own, a letter, and surroundings that are invented.

use std::env;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{self, Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use seriatim::host::clipboard::{Outgoing, Platform, Surroundings};

/// An X server without a screen, ended with the test.
pub(crate) struct XServer {
    server: Child,
    pub(crate) display: String,
}

impl XServer {
    /// Starts one, or returns `None` after saying why the test is skipped.
    pub(crate) fn start() -> Option<Self> {
        for program in ["Xvfb", "xclip"] {
            if !is_installed(program) {
                return skip(program);
            }
        }
        (0..20).find_map(|_| Self::try_start())
    }

    /// Starts one under a number that no other test of this process has had: a helper that outlives its server for some
    /// seconds must not be taken for one of the next server's.
    fn try_start() -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = 100 + process::id() % 1_000 * 20 + NEXT.fetch_add(1, Ordering::Relaxed);
        let display = format!(":{number}");
        let mut server = Command::new("Xvfb")
            .args([
                &display,
                "-displayfd",
                "1",
                "-screen",
                "0",
                "320x200x8",
                "-nolisten",
                "tcp",
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb starts");
        // The server prints its number once it is ready, or nothing if the number is taken.
        let mut ready = String::new();
        let stdout = server.stdout.take().expect("stdout is a pipe");
        let _ = BufReader::new(stdout).read_line(&mut ready);
        let server = Self { server, display };
        (ready.trim() == number.to_string()).then_some(server)
    }

    /// What another program pastes.
    pub(crate) fn paste(&self, target: &str) -> String {
        let output = Command::new("timeout")
            .args(["5", "xclip", "-selection", "clipboard", "-o", "-t", target])
            .env("DISPLAY", &self.display)
            .output()
            .expect("xclip runs");
        String::from_utf8(output.stdout).expect("xclip prints UTF-8")
    }

    /// Another program copies.
    pub(crate) fn copy_elsewhere(&self, text: &str) {
        let line = format!("printf %s '{text}' | xclip -selection clipboard -i >/dev/null 2>&1");
        let status = Command::new("sh")
            .args(["-c", &line])
            .env("DISPLAY", &self.display)
            .status();
        assert!(status.expect("xclip runs").success());
    }

    /// Ends the server as a session does, so that it removes its socket and its lock.
    pub(crate) fn end(&mut self) {
        if !matches!(self.server.try_wait(), Ok(None)) {
            return;
        }
        let _ = Command::new("kill")
            .arg(self.server.id().to_string())
            .status();
        let _ = self.server.wait();
    }
}

impl Drop for XServer {
    fn drop(&mut self) {
        self.end();
    }
}

pub(crate) fn is_installed(program: &str) -> bool {
    env::var_os("PATH")
        .is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

/// Says why a test does nothing, where it may do nothing.
#[expect(clippy::print_stderr, reason = "a skipped test has to say so")]
pub(crate) fn skip<T>(program: &str) -> Option<T> {
    assert!(
        env::var_os("SERIATIM_REQUIRE_X").is_none(),
        "{program} is required and not installed"
    );
    eprintln!("skipped, because {program} is not installed");
    None
}

pub(crate) fn letter() -> Outgoing {
    Outgoing {
        plain: "1. Café budget — £1,200 “agreed”\n\n\t• naïve 漢字 👩‍⚕️\n".into(),
        html: Some(
            "<meta charset=\"utf-8\"><ol><li>Café <b>budget</b> — £1,200</li></ol><table><tr><td>漢字</td></tr></table>".into(),
        ),
    }
}

/// Nothing but a state folder and the program.
pub(crate) fn nowhere(state_dir: &Path) -> Surroundings {
    Surroundings {
        display: None,
        wayland: None,
        ssh: false,
        tmux: false,
        term: Some("xterm-256color".into()),
        command: None,
        platform: Platform::Unix,
        state_dir: state_dir.to_owned(),
        program: PathBuf::from(env!("CARGO_BIN_EXE_seriatim")),
    }
}

/// The helpers that serve this display, by their process numbers.
#[cfg(target_os = "linux")]
pub(crate) fn helpers_of(display: &str) -> Vec<u32> {
    let wanted = format!("DISPLAY={display}");
    let has = |folder: &Path, name: &str, word: &str| {
        std::fs::read(folder.join(name))
            .is_ok_and(|bytes| bytes.split(|b| *b == 0).any(|part| part == word.as_bytes()))
    };
    std::fs::read_dir("/proc")
        .expect("/proc is there")
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok())
        .filter(|pid| {
            let folder = PathBuf::from(format!("/proc/{pid}"));
            has(&folder, "cmdline", "clipboard-serve") && has(&folder, "environ", &wanted)
        })
        .collect()
}

/// Waits until it is so, at most five seconds.
pub(crate) fn soon(is_so: impl Fn() -> bool) -> bool {
    let end = Instant::now() + Duration::from_secs(5);
    while Instant::now() < end {
        if is_so() {
            return true;
        }
        thread::sleep(Duration::from_millis(20));
    }
    is_so()
}
