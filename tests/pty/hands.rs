//! What the tests of the terminal need beyond a journey: sizes, signals, modes, a terminal that goes away.

use std::fs;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use portable_pty::PtySize;
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{LocalModes, Termios, tcgetattr};
use seriatim::store::files::{RealDisk, save};

use super::{Office, PATIENCE, Terminal, device};

impl Office {
    /// Makes a case of a request, without a terminal. The first one is FOI-2026-0001.
    pub(crate) fn case_of(&self, request: impl AsRef<[u8]>) {
        let path = self.path("request.txt");
        save(&RealDisk, &path, request.as_ref()).expect("the request");
        let made = self.run(&["new", &path.display().to_string(), "--no-open"]);
        assert!(made.status.success(), "{made:?}");
    }

    /// Returns the letter of the first case as it is on disk.
    pub(crate) fn letter(&self) -> String {
        let rendered = self.run(&["render", "FOI-2026-0001"]);
        assert!(rendered.status.success(), "{rendered:?}");
        String::from_utf8(rendered.stdout).expect("a letter is text")
    }

    /// Tells whether a file in this folder holds the words.
    pub(crate) fn holds(&self, folder: &str, words: &str) -> bool {
        fn within(folder: &Path, words: &str) -> bool {
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            entries.map(|entry| entry.path()).any(|path| {
                if path.is_dir() {
                    within(&path, words)
                } else {
                    let bytes = fs::read(&path).unwrap_or_default();
                    String::from_utf8_lossy(&bytes).contains(words)
                }
            })
        }
        within(&self.path(folder), words)
    }
}

impl Terminal {
    /// Gives the terminal another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        // What was written for the old size is drawn at the old size.
        self.screen();
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let master = self.master.as_ref().expect("the terminal is open");
        master.resize(size).expect("another size");
        let at_least_one = |count: u16| std::num::NonZero::new(count).expect("a size");
        self.parser
            .set_size(at_least_one(rows), at_least_one(columns));
    }

    /// Sends a signal to the program.
    pub(crate) fn signal(&self, signal: Signal) {
        let id = self.child.process_id().expect("the program runs");
        let id = Pid::from_raw(id.cast_signed()).expect("a process");
        kill_process(id, signal).expect("the program runs");
    }

    /// Returns the modes of the terminal.
    pub(crate) fn modes(&self) -> Termios {
        let master = self.master.as_ref().expect("the terminal is open");
        let name = master.tty_name().expect("the terminal has a name");
        tcgetattr(device(&name)).expect("the modes of a terminal")
    }

    /// Tells whether keys go to the program one by one, without an echo.
    pub(crate) fn is_raw(&self) -> bool {
        !self
            .modes()
            .local_modes
            .intersects(LocalModes::ICANON | LocalModes::ECHO)
    }

    /// Returns everything that the program has written to the terminal so far.
    pub(crate) fn written(&mut self) -> &[u8] {
        self.screen();
        &self.written
    }

    /// Closes the terminal's window, and waits for the end of the program.
    pub(crate) fn close(&mut self) {
        // The thread that reads holds the terminal open; what the program draws for a new size wakes it.
        self.closing.store(true, Ordering::SeqCst);
        self.resize(90, 30);
        let reader = self.reader.take().expect("the terminal is closed once");
        reader.join().expect("the reader ends");
        self.hang_up();
        let end = Instant::now() + PATIENCE;
        while self.child.try_wait().expect("its state").is_none() {
            assert!(
                Instant::now() < end,
                "the program outlives its terminal and goes on"
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}
