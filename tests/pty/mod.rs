//! The real program under a pseudo-terminal, in a folder of its own: nothing here reads the real home or clipboard.

pub(crate) mod hands;
pub(crate) mod stream;

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::fs::OFlags;
use rustix::termios::{OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};
use seriatim::store::files::{RealDisk, save};
use tempfile::TempDir;

/// How long something may take on a slow and busy machine. A test that passes never waits this long.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

const PROGRAM: &str = env!("CARGO_BIN_EXE_seriatim");

/// A computer with one workspace: home, settings, journals and clipboard are files in a temporary folder.
pub(crate) struct Office {
    folder: TempDir,
    /// More of the environment: what a test is about.
    pub(crate) environment: Vec<(&'static str, String)>,
}

impl Office {
    /// Makes one with these settings in `seriatim.toml`.
    pub(crate) fn with(settings: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for name in ["home", "state", "config", "workspace"] {
            fs::create_dir(folder.path().join(name)).expect("a folder in it");
        }
        let path = folder.path().join("workspace/seriatim.toml");
        save(&RealDisk, &path, settings.as_bytes()).expect("the settings");
        Self {
            folder,
            environment: Vec::new(),
        }
    }

    /// Returns the path of something in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Returns what was copied last.
    pub(crate) fn clipboard(&self) -> Vec<u8> {
        fs::read(self.path("clipboard")).unwrap_or_default()
    }

    fn variables(&self) -> Vec<(&'static str, String)> {
        let shown = |name: &str| self.path(name).display().to_string();
        // The copy is complete when it has its name.
        let (part, whole) = (shown("clipboard.part"), shown("clipboard"));
        let mut variables = vec![
            ("PATH", std::env::var("PATH").unwrap_or_default()),
            ("TERM", "xterm-256color".to_owned()),
            ("LANG", "en_GB.UTF-8".to_owned()),
            ("USER", "officer".to_owned()),
            ("HOME", shown("home")),
            ("SERIATIM_CONFIG", shown("config")),
            ("SERIATIM_DATA", shown("workspace")),
            ("SERIATIM_STATE", shown("state")),
            ("SERIATIM_TODAY", "2026-11-24".to_owned()),
            (
                "SERIATIM_CLIPBOARD",
                format!("cat > '{part}' && mv '{part}' '{whole}'"),
            ),
        ];
        variables.extend(self.environment.clone());
        variables
    }

    /// Runs the program without a terminal.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        Command::new(PROGRAM)
            .args(arguments)
            .env_clear()
            .envs(self.variables())
            .current_dir(self.path("home"))
            .output()
            .expect("the program runs")
    }

    /// Starts the program in a terminal of this size.
    pub(crate) fn start(&self, arguments: &[&str], columns: u16, rows: u16) -> Terminal {
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(arguments);
        command.env_clear();
        for (name, value) in self.variables() {
            command.env(name, value);
        }
        command.cwd(self.path("home"));
        Terminal::start(command, columns, rows)
    }
}

/// A terminal with the program in it.
pub(crate) struct Terminal {
    pub(crate) master: Option<Box<dyn MasterPty + Send>>,
    pub(crate) child: Box<dyn Child + Send + Sync>,
    pub(crate) written: Vec<u8>,
    pub(crate) parser: vt100::Parser,
    pub(crate) reader: Option<JoinHandle<()>>,
    pub(crate) closing: Arc<AtomicBool>,
    held: Arc<AtomicBool>,
    writer: Option<Box<dyn Write + Send>>,
    output: Receiver<Vec<u8>>,
    /// How many keys were pressed; a paste counts as one.
    pub(crate) keystrokes: usize,
}

impl Terminal {
    fn start(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        quiet_end(&pair.master.tty_name().expect("the terminal has a name"));
        let child = pair.slave.spawn_command(command).expect("the program");
        // While this end is open the terminal never ends, whatever becomes of the program.
        drop(pair.slave);
        let mut from = pair.master.try_clone_reader().expect("its output");
        let writer = pair.master.take_writer().expect("its keyboard");
        let closing = Arc::new(AtomicBool::new(false));
        let (tell, output) = channel();
        let stop = Arc::clone(&closing);
        let held = Arc::new(AtomicBool::new(false));
        let holds = Arc::clone(&held);
        let reader = std::thread::spawn(move || {
            let mut buffer = vec![0; 64 * 1024];
            while let Ok(count) = from.read(&mut buffer) {
                while holds.load(Ordering::SeqCst) && !stop.load(Ordering::SeqCst) {
                    std::thread::sleep(Duration::from_millis(5));
                }
                if count == 0 || stop.load(Ordering::SeqCst) {
                    return;
                }
                if tell.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            master: Some(pair.master),
            child,
            written: Vec::new(),
            parser: parser(columns, rows),
            reader: Some(reader),
            closing,
            held,
            writer: Some(writer),
            output,
            keystrokes: 0,
        }
    }

    /// Takes nothing of what the program draws until it is told otherwise, like a connection that stalls.
    pub(crate) fn hold(&self, held: bool) {
        self.held.store(held, Ordering::SeqCst);
    }

    /// Sends bytes as they are.
    pub(crate) fn send(&mut self, bytes: &[u8]) {
        let writer = self.writer.as_mut().expect("the terminal is open");
        writer.write_all(bytes).expect("the program listens");
        writer.flush().expect("the program listens");
    }

    /// Presses a key.
    pub(crate) fn press(&mut self, key: &str) {
        self.keystrokes += 1;
        self.send(bytes_of(key).as_slice());
    }

    /// Pastes text, as a terminal does that was asked for marks around a paste.
    pub(crate) fn paste(&mut self, text: &str) {
        self.keystrokes += 1;
        self.send(format!("\x1b[200~{text}\x1b[201~").as_bytes());
    }

    /// Returns what stands on the screen.
    pub(crate) fn screen(&mut self) -> String {
        while let Ok(bytes) = self.output.try_recv() {
            self.take(&bytes);
        }
        self.parser.screen().contents()
    }

    /// Waits until a text stands on the screen. Returns whether it does; if not, the program has ended.
    pub(crate) fn shows_before_it_ends(&mut self, text: &str) -> bool {
        let end = Instant::now() + PATIENCE;
        loop {
            if self.screen().contains(text) {
                return true;
            }
            match self
                .output
                .recv_timeout(end.saturating_duration_since(Instant::now()))
            {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => return self.screen().contains(text),
                Err(RecvTimeoutError::Timeout) => return false,
            }
        }
    }

    /// Sends bytes to a program that may have ended.
    pub(crate) fn send_if_it_lives(&mut self, bytes: &[u8]) {
        if let Some(writer) = self.writer.as_mut() {
            let _ = writer.write_all(bytes).and_then(|()| writer.flush());
        }
    }

    /// Waits until a text stands on the screen.
    pub(crate) fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |screen| screen.contains(text));
    }

    /// Waits until the screen is as it should be.
    pub(crate) fn wait_until(&mut self, what: &str, is_so: impl Fn(&str) -> bool) {
        let end = Instant::now() + PATIENCE;
        loop {
            let screen = self.screen();
            if is_so(&screen) {
                return;
            }
            match self
                .output
                .recv_timeout(end.saturating_duration_since(Instant::now()))
            {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout) => panic!(
                    "waited for “{what}” after {} keys:\n{screen}",
                    self.keystrokes
                ),
                Err(RecvTimeoutError::Disconnected) => {
                    let screen = self.screen();
                    assert!(
                        is_so(&screen),
                        "the program ended before “{what}”:\n{screen}"
                    );
                    return;
                }
            }
        }
    }

    /// Waits for the end of the program and of what it writes; returns its exit code, 1 after a signal.
    pub(crate) fn wait_for_end(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        loop {
            match self
                .output
                .recv_timeout(end.saturating_duration_since(Instant::now()))
            {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    panic!("the program does not end:\n{}", self.screen())
                }
            }
        }
        self.child.wait().expect("the program ends").exit_code()
    }

    pub(crate) fn take(&mut self, bytes: &[u8]) {
        self.written.extend_from_slice(bytes);
        self.parser.process(bytes);
    }

    pub(crate) fn hang_up(&mut self) {
        self.writer = None;
        self.master = None;
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A test that failed leaves no program behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn parser(columns: u16, rows: u16) -> vt100::Parser {
    let at_least_one = |count: u16| std::num::NonZero::new(count).expect("a size");
    vt100::Parser::new(at_least_one(rows), at_least_one(columns), 0)
}

// The library's writer says goodbye with a newline and the terminal's end-of-file key, which raw mode would hand to the
// program as two keys that nobody pressed. Without such a key it says nothing.
fn quiet_end(terminal: &Path) {
    let device = device(terminal);
    let mut modes = tcgetattr(&device).expect("the modes of a terminal");
    modes.special_codes[SpecialCodeIndex::VEOF] = 0;
    tcsetattr(&device, OptionalActions::Now, &modes).expect("the modes of a terminal");
}

// Opens the program's end of a terminal for a moment, without making it the terminal of the tests.
pub(crate) fn device(terminal: &Path) -> fs::File {
    fs::OpenOptions::new()
        .read(true)
        .write(true)
        .custom_flags(OFlags::NOCTTY.bits().cast_signed())
        .open(terminal)
        .expect("the terminal's device")
}

// What an xterm sends for a key.
fn bytes_of(key: &str) -> Vec<u8> {
    let sequence = match key {
        "Enter" => "\r",
        "Esc" => "\x1b",
        "Tab" => "\t",
        "Space" => " ",
        "Up" => "\x1b[A",
        "Down" => "\x1b[B",
        "Shift+Down" => "\x1b[1;2B",
        "F2" => "\x1bOQ",
        "F4" => "\x1bOS",
        "F5" => "\x1b[15~",
        "F6" => "\x1b[17~",
        "F9" => "\x1b[20~",
        "F12" => "\x1b[24~",
        _ => {
            if let Some(letter) = key.strip_prefix("Ctrl+") {
                return letter.bytes().map(|letter| letter & 0x1f).collect();
            }
            assert_eq!(key.chars().count(), 1, "a key that the test does not know");
            key
        }
    };
    sequence.as_bytes().to_vec()
}
