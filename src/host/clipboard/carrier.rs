//! Carries a letter along one way. [`World`] is the real one; tests put a recording one in its place.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::plan::Way;
use super::run::{self, RunError, run};
use super::serve::{Answer, Request};
use super::{
    Backend, ClipboardReadError, Obstacle, Outgoing, SERVE_SUBCOMMAND, Surroundings, native,
    terminal,
};

/// Takes a letter along a way, within a limit of time.
pub(super) trait Carrier {
    /// Returns when the way has the letter, as far as the way can tell.
    fn carry(&mut self, way: &Way, outgoing: &Outgoing, limit: Duration) -> Result<(), Obstacle>;
}

/// The real programs, displays and terminal.
pub(super) struct World<'a> {
    around: &'a Surroundings,
    terminal: &'a mut dyn Write,
}

impl<'a> World<'a> {
    pub(super) fn new(around: &'a Surroundings, terminal: &'a mut dyn Write) -> Self {
        Self { around, terminal }
    }
}

impl Carrier for World<'_> {
    fn carry(&mut self, way: &Way, outgoing: &Outgoing, limit: Duration) -> Result<(), Obstacle> {
        match way {
            Way::Command(line) => {
                pipe(shell(line), outgoing, limit).map_err(|error| obstacle(way, error))
            }
            Way::Tmux => {
                let mut tmux = Command::new("tmux");
                tmux.args(["load-buffer", "-w", "-"]); // -w since 3.2; an older one refuses, and OSC 52 is next
                pipe(tmux, outgoing, limit).map_err(|error| obstacle(way, error))
            }
            Way::Osc52 => terminal::send(&outgoing.plain, is_screen(self.around), self.terminal),
            Way::System(Backend::Windows | Backend::MacOs) => {
                native::copy(outgoing, limit).map_err(|error| obstacle(way, error))
            }
            Way::System(backend) => offer_by_helper(self.around, *backend, outgoing, limit)
                .map_err(|error| obstacle(way, error)),
        }
    }
}

fn obstacle(way: &Way, error: RunError) -> Obstacle {
    match (error, way) {
        (RunError::NotStarted, Way::System(_)) => Obstacle::NotStarted("the clipboard helper"),
        (RunError::NotStarted, _) => Obstacle::NotStarted(way.name()),
        (RunError::Silent, _) => Obstacle::Silent(way.name()),
        (RunError::Failed, _) => Obstacle::Refused(way.name()),
    }
}

fn pipe(command: Command, outgoing: &Outgoing, limit: Duration) -> Result<(), RunError> {
    run(command, outgoing.plain.clone().into_bytes(), 0, limit).map(drop)
}

fn shell(line: &str) -> Command {
    let (program, flag) = if cfg!(windows) {
        ("cmd", "/C")
    } else {
        ("sh", "-c")
    };
    let mut command = Command::new(program);
    command.args([flag, line]);
    command
}

fn is_screen(around: &Surroundings) -> bool {
    !around.tmux
        && around
            .term
            .as_deref()
            .is_some_and(|term| term.starts_with("screen"))
}

/// This program again, which sees only the one display it is meant for, so that it is known who took the letter.
fn helper(around: &Surroundings, backend: Backend) -> Command {
    let mut command = Command::new(&around.program);
    command
        .arg(SERVE_SUBCOMMAND)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY");
    match (backend, &around.wayland, &around.display) {
        (Backend::Wayland, Some(wayland), _) => command.env("WAYLAND_DISPLAY", wayland),
        (_, _, Some(display)) => command.env("DISPLAY", display),
        _ => &mut command,
    };
    command
}

/// Starts the helper and waits for its word that it has the clipboard. It lives on, until another program copies.
fn offer_by_helper(
    around: &Surroundings,
    backend: Backend,
    outgoing: &Outgoing,
    limit: Duration,
) -> Result<(), RunError> {
    let request = Request::offer(outgoing).to_json().ok_or(RunError::Failed)?;
    let mut command = helper(around, backend);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = command.spawn().map_err(|_| RunError::NotStarted)?;
    let _fed = run::feed(&mut child, request);
    let Some(stdout) = child.stdout.take() else {
        run::stop(child);
        return Err(RunError::Failed);
    };
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let mut line = String::new();
        let _ = BufReader::new(stdout.take(64)).read_line(&mut line);
        let _ = tell.send(line);
    });
    match told.recv_timeout(limit) {
        Ok(line) if Answer::of_line(&line) == Some(Answer::Ok) => {
            run::reap(child);
            Ok(())
        }
        Ok(_) => {
            run::stop(child);
            Err(RunError::Failed)
        }
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
            run::stop(child);
            Err(RunError::Silent)
        }
    }
}

/// Lets a helper read the clipboard, since only another process can be stopped when a display never answers.
pub(super) fn read_by_helper(
    around: &Surroundings,
    backend: Backend,
    cap: usize,
    limit: Duration,
) -> Result<String, ClipboardReadError> {
    let request = Request::read(cap)
        .to_json()
        .ok_or(ClipboardReadError::Failed)?;
    // Room for the line before the text; the helper itself refuses what is too long.
    let most = u64::try_from(cap).unwrap_or(u64::MAX).saturating_add(64);
    let output =
        run(helper(around, backend), request, most, limit).map_err(|error| match error {
            RunError::Silent => ClipboardReadError::Silent,
            RunError::NotStarted | RunError::Failed => ClipboardReadError::Failed,
        })?;
    let output = String::from_utf8(output).map_err(|_| ClipboardReadError::Failed)?;
    let (line, text) = output.split_once('\n').ok_or(ClipboardReadError::Failed)?;
    match Answer::of_line(line) {
        Some(Answer::Ok) => Ok(text.to_owned()),
        Some(Answer::Empty) => Err(ClipboardReadError::Empty),
        Some(Answer::TooLong) => Err(ClipboardReadError::TooLong { limit: cap }),
        Some(Answer::Failed) | None => Err(ClipboardReadError::Failed),
    }
}
