//! The terminal's modes: switched on together, and switched off exactly once however the program ends.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use crossterm::cursor::Show;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::execute;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, SetTitle, disable_raw_mode, enable_raw_mode,
};

use super::output::{A_WHILE, Output};

// Whether the screen is ours: restoring twice would wipe out the words that were printed after the first time.
static OURS: AtomicBool = AtomicBool::new(false);

/// Holds the terminal; gives it back when it is dropped.
#[derive(Debug)]
pub struct Session(());

impl Session {
    /// Takes the terminal.
    ///
    /// # Errors
    /// If it cannot be taken; it is then as it was.
    pub fn start(mouse: bool) -> io::Result<Self> {
        OURS.store(true, Ordering::SeqCst);
        let session = Self(());
        enter(mouse)?;
        Ok(session)
    }

    /// Gives the terminal back for a while: for suspending.
    pub fn pause(&self) {
        restore();
    }

    /// Takes the terminal again.
    ///
    /// # Errors
    /// If it cannot be taken.
    pub fn resume(&self, mouse: bool) -> io::Result<()> {
        OURS.store(true, Ordering::SeqCst);
        enter(mouse)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A terminal that takes nothing gets its settings back, and its screen if it takes something within this time: what
        // was typed is safe, and whoever asked the program to end waits for it.
        const AT_MOST: Duration = Duration::from_secs(1);
        let (done, restored) = channel();
        thread::spawn(move || {
            restore();
            let _ = done.send(());
        });
        if restored.recv_timeout(AT_MOST).is_err() {
            let _ = disable_raw_mode();
        }
    }
}

fn enter(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    let mut out = io::stdout();
    // The title is constant: tmux, screen and shell histories see it.
    execute!(out, EnterAlternateScreen, SetTitle("seriatim"))?;
    // Windows reports pastes as keys; asking for marks there only adds a Ctrl to the line ends.
    if !cfg!(windows) {
        execute!(out, EnableBracketedPaste)?;
    }
    if mouse {
        execute!(out, EnableMouseCapture)?;
    }
    Ok(())
}

/// Gives the terminal back, once. Errors are passed over: there may be no terminal any more.
pub fn restore() {
    if !OURS.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    let _ = execute!(out, DisableMouseCapture);
    if !cfg!(windows) {
        let _ = execute!(out, DisableBracketedPaste);
    }
    let _ = execute!(out, Show, LeaveAlternateScreen);
    let _ = out.flush();
    let _ = disable_raw_mode();
}

/// Makes a panic give the terminal back first, and say where it happened without quoting what was written.
///
/// Messages of panics can hold text of the case (a slice off a character boundary prints the string), so only the
/// place is told.
pub(super) fn install_panic_hook(out: Output) {
    let screen = std::thread::current().id();
    std::panic::set_hook(Box::new(move |panic| {
        // What another thread was asked for does not come back; the screen is still ours, and nothing is written over it.
        // The searcher makes its index anew, and the clerk is asked to save once more.
        if std::thread::current().id() != screen {
            return;
        }
        // What was drawn before is not drawn over the shell.
        out.wait(A_WHILE);
        restore();
        let place = panic
            .location()
            .map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
        // In one piece: the terminal echoes keys that come too late in between.
        let told = format!(
            "seriatim stopped because of a fault of its own{place}. What you wrote is in the journal and is offered when \
             you open the case again.\n"
        );
        let _ = io::stderr().write_all(told.as_bytes());
    }));
}
