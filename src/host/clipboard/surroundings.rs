//! The facts of the environment that decide which way a copy takes.

use std::env;
use std::path::PathBuf;

/// The kind of system, as far as its clipboard is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Platform {
    /// X11 or Wayland, where the program that copied serves the text.
    Unix,
    /// Windows, which keeps the text itself.
    Windows,
    /// macOS, which keeps the text itself.
    MacOs,
}

impl Platform {
    /// Returns the platform this program was built for.
    pub fn current() -> Self {
        if cfg!(windows) {
            Self::Windows
        } else if cfg!(target_os = "macos") {
            Self::MacOs
        } else {
            Self::Unix
        }
    }
}

/// The facts of the environment that decide the way, gathered once (so that tests can invent them).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surroundings {
    /// `DISPLAY`: an X server.
    pub display: Option<String>,
    /// `WAYLAND_DISPLAY`: a Wayland compositor.
    pub wayland: Option<String>,
    /// The officer sits at another machine.
    pub ssh: bool,
    /// Runs inside tmux.
    pub tmux: bool,
    /// `TERM`, which tells GNU screen (its OSC 52 is wrapped) and terminals without any clipboard.
    pub term: Option<String>,
    /// `SERIATIM_CLIPBOARD`: a setting for this one run, with the same words as the officer's.
    pub command: Option<String>,
    /// The kind of system.
    pub platform: Platform,
    /// Where letters are kept as files.
    pub state_dir: PathBuf,
    /// This program, which is started again as the helper.
    pub program: PathBuf,
}

impl Surroundings {
    /// Gathers the facts of this process.
    pub fn of_this_process(state_dir: PathBuf) -> Self {
        Self {
            display: variable("DISPLAY"),
            wayland: variable("WAYLAND_DISPLAY"),
            ssh: ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"]
                .into_iter()
                .any(|name| variable(name).is_some()),
            tmux: variable("TMUX").is_some(),
            term: variable("TERM"),
            command: variable("SERIATIM_CLIPBOARD"),
            platform: Platform::current(),
            state_dir,
            program: this_program(),
        }
    }
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn this_program() -> PathBuf {
    let program = env::current_exe().unwrap_or_else(|_| PathBuf::from("seriatim"));
    // After an upgrade of the running program its path is gone, but Linux still starts the old file by this name.
    let itself = PathBuf::from("/proc/self/exe");
    if !program.exists() && cfg!(target_os = "linux") {
        itself
    } else {
        program
    }
}
