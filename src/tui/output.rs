//! The way to the terminal: frames leave from a thread of their own. A terminal that takes nothing for a while (a stalled
//! connection, a window that is held) keeps no key from being heard, kept and saved; frames that it missed are not drawn.

use std::io::{self, Write};
use std::mem;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// How long the terminal is waited for that has not taken what was drawn, before it is given back.
pub(super) const A_WHILE: Duration = Duration::from_millis(500);

/// Collects a frame; it leaves whole, when it is sent. Clones collect the same frame.
#[derive(Debug, Clone)]
pub(super) struct Output(Arc<Way>);

#[derive(Debug, Default)]
struct Way {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// What is being drawn.
    frame: Vec<u8>,
    /// What is to be written next.
    sent: Vec<u8>,
    /// Whether something is being written.
    writing: bool,
    /// Whether somebody wants to be told when all is written.
    awaited: bool,
    failed: Option<io::ErrorKind>,
}

impl State {
    fn is_free(&self) -> bool {
        self.sent.is_empty() && !self.writing
    }
}

impl Output {
    /// Starts the thread that writes to a device, as long as the program lives. `free` is called when the device has taken
    /// all, if that was awaited.
    pub(super) fn to(
        device: impl Write + Send + 'static,
        free: impl Fn() + Send + 'static,
    ) -> Self {
        let way = Arc::new(Way::default());
        let writer = Arc::clone(&way);
        thread::spawn(move || writer.write_to(device, &free));
        Self(way)
    }

    /// Sends what was drawn on its way.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub(super) fn send(&self) -> io::Result<()> {
        let mut state = self.0.state();
        let frame = mem::take(&mut state.frame);
        state.sent.extend(frame);
        self.0.changed.notify_all();
        state.failed.map_or(Ok(()), |kind| Err(kind.into()))
    }

    /// Tells whether the terminal has taken all that was sent. If not, `free` is called once it has.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub(super) fn is_free(&self) -> io::Result<bool> {
        let mut state = self.0.state();
        let free = state.is_free();
        state.awaited = !free;
        state.failed.map_or(Ok(free), |kind| Err(kind.into()))
    }

    /// Waits until the terminal has taken all that was sent, for so long at most. Returns whether it has.
    pub(super) fn wait(&self, at_most: Duration) -> bool {
        let waited = self
            .0
            .changed
            .wait_timeout_while(self.0.state(), at_most, |state| {
                !state.is_free() && state.failed.is_none()
            });
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        state.is_free()
    }
}

impl Way {
    // A thread that panicked has left a frame half drawn at worst.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_to(&self, mut device: impl Write, free: &impl Fn()) {
        loop {
            let waited = self
                .changed
                .wait_while(self.state(), |state| state.sent.is_empty());
            let mut state = waited.unwrap_or_else(PoisonError::into_inner);
            let bytes = mem::take(&mut state.sent);
            state.writing = true;
            drop(state);
            let written = device.write_all(&bytes).and_then(|()| device.flush());
            let mut state = self.state();
            state.writing = false;
            state.failed = written.err().map(|error| error.kind());
            let gone = state.failed.is_some();
            let tell = (state.is_free() || gone) && mem::take(&mut state.awaited);
            drop(state);
            self.changed.notify_all();
            if tell {
                free();
            }
            if gone {
                return;
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.state().frame.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Keeps the frame together: it leaves with [`Output::send`].
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Returns the terminal as something that a thread can write to without keeping the others from it.
///
/// # Errors
/// If there is none.
#[cfg(unix)]
pub(super) fn device() -> io::Result<impl Write + Send + 'static> {
    use std::fs::File;
    use std::os::fd::AsFd;

    Ok(File::from(io::stdout().as_fd().try_clone_to_owned()?))
}

/// Returns the terminal as something that a thread can write to.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub(super) fn device() -> io::Result<impl Write + Send + 'static> {
    Ok(io::stdout())
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::*;

    const LONG: Duration = Duration::from_secs(20);

    // A terminal that takes a frame only when it is let, and tells what it took.
    struct Held {
        lets: Receiver<()>,
        took: Sender<Vec<u8>>,
    }

    impl Write for Held {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.lets.recv().map_err(|_| io::ErrorKind::BrokenPipe)?;
            let _ = self.took.send(bytes.to_vec());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    struct Bench {
        output: Output,
        lets: Sender<()>,
        took: Receiver<Vec<u8>>,
        told: Receiver<()>,
    }

    fn bench() -> Bench {
        let (lets, let_on) = channel();
        let (takes, took) = channel();
        let (tell, told) = channel();
        let device = Held {
            lets: let_on,
            took: takes,
        };
        let output = Output::to(device, move || {
            let _ = tell.send(());
        });
        Bench {
            output,
            lets,
            took,
            told,
        }
    }

    #[test]
    fn a_frame_leaves_whole_and_only_when_it_is_sent() {
        let mut bench = bench();
        bench.output.write_all(b"one ").expect("it is kept");
        bench.output.flush().expect("nothing happens");
        assert!(bench.output.is_free().expect("nothing is under way"));
        bench.output.write_all(b"frame").expect("it is kept");
        bench.output.send().expect("the terminal is there");
        bench.lets.send(()).expect("it listens");
        assert_eq!(
            bench.took.recv_timeout(LONG).as_deref(),
            Ok(&b"one frame"[..])
        );
        assert!(bench.output.wait(LONG));
    }

    #[test]
    fn a_terminal_that_takes_nothing_keeps_nobody_waiting_and_tells_when_it_does() {
        let mut bench = bench();
        bench.output.write_all(b"one").expect("it is kept");
        bench.output.send().expect("the terminal is there");
        assert!(!bench.output.is_free().expect("the terminal is there"));
        assert!(!bench.output.wait(Duration::from_millis(1)));
        assert!(bench.told.try_recv().is_err());
        bench.lets.send(()).expect("it listens");
        assert_eq!(bench.told.recv_timeout(LONG), Ok(()));
        assert!(bench.output.is_free().expect("the terminal is there"));
    }

    #[test]
    fn a_terminal_that_is_gone_is_told() {
        let mut bench = bench();
        bench.output.write_all(b"one").expect("it is kept");
        bench.output.send().expect("not known yet");
        assert!(!bench.output.is_free().expect("not known yet"));
        drop(bench.lets);
        assert_eq!(bench.told.recv_timeout(LONG), Ok(()));
        let gone = bench.output.is_free().expect_err("it is gone");
        assert_eq!(gone.kind(), io::ErrorKind::BrokenPipe);
        assert!(bench.output.send().is_err());
    }
}
