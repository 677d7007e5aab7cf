//! Runs another program with something on its standard input, and never waits longer than told.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

const GLANCE: Duration = Duration::from_millis(3);

/// Why a program did not do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunError {
    /// It could not be started.
    NotStarted,
    /// It did not end in time and was stopped.
    Silent,
    /// It ended with an error, or without reading everything.
    Failed,
}

/// Runs `command` to its end and returns at most `most` bytes of its output; if `most` is 0, output goes nowhere.
pub(super) fn run(
    mut command: Command,
    input: Vec<u8>,
    most: u64,
    limit: Duration,
) -> Result<Vec<u8>, RunError> {
    let end = Instant::now() + limit;
    command.stdin(Stdio::piped()).stderr(Stdio::null());
    command.stdout(if most == 0 {
        Stdio::null()
    } else {
        Stdio::piped()
    });
    // A group of its own, so that what the shell started ends with it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn().map_err(|_| RunError::NotStarted)?;
    let fed = feed(&mut child, input);
    let output = listen(&mut child, most);
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if Instant::now() < end => thread::sleep(GLANCE),
            Ok(None) | Err(_) => {
                stop(child);
                return Err(RunError::Silent);
            }
        }
    };
    let rest = || end.saturating_duration_since(Instant::now()).max(GLANCE);
    if !status.success() || !fed.recv_timeout(rest()).unwrap_or(false) {
        return Err(RunError::Failed);
    }
    // A grandchild may hold the pipe open after the program itself has ended.
    output.map_or(Ok(Vec::new()), |output| {
        output.recv_timeout(rest()).map_err(|_| RunError::Silent)
    })
}

/// Writes the input from a thread of its own, since a program may never read it; tells whether all was taken.
pub(super) fn feed(child: &mut Child, input: Vec<u8>) -> Receiver<bool> {
    let (tell, told) = mpsc::channel();
    if let Some(mut stdin) = child.stdin.take() {
        thread::spawn(move || {
            let all = stdin.write_all(&input).is_ok();
            drop(stdin);
            let _ = tell.send(all);
        });
    }
    told
}

fn listen(child: &mut Child, most: u64) -> Option<Receiver<Vec<u8>>> {
    let stdout = child.stdout.take()?;
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let mut output = Vec::new();
        let read = stdout.take(most).read_to_end(&mut output);
        let _ = tell.send(if read.is_ok() { output } else { Vec::new() });
    });
    Some(told)
}

/// Ends the program, and its group if it leads one.
pub(super) fn stop(mut child: Child) {
    #[cfg(unix)]
    if let Some(pid) = i32::try_from(child.id())
        .ok()
        .and_then(rustix::process::Pid::from_raw)
    {
        let _ = rustix::process::kill_process_group(pid, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    reap(child);
}

/// Waits for the end of a program in the background, so that it leaves no zombie while this process lives.
pub(super) fn reap(mut child: Child) {
    thread::spawn(move || {
        let _ = child.wait();
    });
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str, limit_ms: u64) -> Result<Vec<u8>, RunError> {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        run(
            command,
            b"letter".to_vec(),
            4,
            Duration::from_millis(limit_ms),
        )
    }

    #[test]
    fn a_program_is_heard_up_to_the_cap() {
        assert_eq!(shell("cat", 5_000), Ok(b"lett".to_vec()));
    }

    #[test]
    fn a_program_that_fails_or_is_missing_is_told_apart() {
        assert_eq!(
            shell("cat >/dev/null; exit 3", 5_000),
            Err(RunError::Failed)
        );
        let missing = Command::new("/nonexistent/clipboard");
        assert_eq!(
            run(missing, Vec::new(), 0, Duration::from_secs(1)),
            Err(RunError::NotStarted)
        );
    }

    #[test]
    fn a_program_that_never_ends_is_stopped_with_what_it_started() {
        let begun = Instant::now();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mark = folder.path().join("late");
        let script = format!("(sleep 1; touch {}) & sleep 60", mark.display());
        assert_eq!(shell(&script, 200), Err(RunError::Silent));
        assert!(begun.elapsed() < Duration::from_millis(900));
        thread::sleep(Duration::from_millis(1_200));
        assert!(!mark.exists());
    }

    #[test]
    fn a_program_that_does_not_read_a_long_letter_has_not_taken_it() {
        let mut command = Command::new("sh");
        command.args(["-c", "exec 0<&-; exit 0"]);
        assert_eq!(
            run(command, vec![b'x'; 1 << 20], 0, Duration::from_secs(5)),
            Err(RunError::Failed)
        );
    }
}
