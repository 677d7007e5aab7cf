//! A bar on the terminal, on standard error; where there is none, nothing.

use std::io::{self, IsTerminal, Write as _};
use std::time::{Duration, Instant};

/// How often the bar is drawn.
const TICK: Duration = Duration::from_millis(100);
/// How wide it is.
const BAR: u64 = 30;

/// The bar.
pub(super) struct Bar {
    shown: Option<Instant>,
    terminal: bool,
}

impl Bar {
    pub(super) fn new() -> Self {
        Self {
            shown: None,
            terminal: io::stderr().is_terminal(),
        }
    }

    /// Shows how much of it is done.
    pub(super) fn show(&mut self, words: &str, done: u64, of: u64) {
        let due = self.shown.is_none_or(|shown| shown.elapsed() >= TICK);
        if !self.terminal || !due || of == 0 {
            return;
        }
        self.shown = Some(Instant::now());
        let full = done.min(of) * BAR / of;
        let bar: String = (0..BAR)
            .map(|at| if at < full { '#' } else { '.' })
            .collect();
        let _ = write!(
            io::stderr(),
            "\r{words} [{bar}] {:>3}%",
            done.min(of) * 100 / of
        );
    }

    /// Takes it away.
    pub(super) fn clear(&mut self) {
        if self.shown.take().is_some() {
            let _ = write!(io::stderr(), "\r{:76}\r", "");
        }
    }
}
