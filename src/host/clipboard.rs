//! The clipboard: how a finished letter leaves, and how a request comes in.
//!
//! [`deliver`] writes the letter to a file, plans the ways out from the surroundings, tries them in turn within two
//! seconds, and says only what is known. On X11 and Wayland the program that copied has to serve the text, so a detached
//! helper does that ([`serve`]); it also keeps a display that never answers away from the screen.

mod carrier;
mod choice;
mod file;
mod native;
mod plan;
mod receipt;
mod run;
mod serve;
mod surroundings;
mod terminal;
mod walk;

use std::fmt::{self, Write as _};
use std::io;
use std::time::Duration;

use sha2::{Digest, Sha256};

pub use choice::ClipboardChoice;
pub use receipt::{Backend, Delivery, Obstacle, Receipt};
pub use serve::serve;
pub use surroundings::{Platform, Surroundings};
pub use terminal::NoTerminal;

use carrier::World;
use plan::{copy_ways, read_way};

/// The hidden subcommand that [`serve`] is the body of.
pub const SERVE_SUBCOMMAND: &str = "clipboard-serve";

/// All ways together; a caller waits no longer than this (and the time to write one file).
const PATIENCE: Duration = Duration::from_secs(2);
/// Reading happens while the officer waits for the pane to fill.
const READ_PATIENCE: Duration = Duration::from_secs(1);
/// A request text is refused above this size everywhere, so nothing larger is fetched.
const READ_CAP: usize = 2 * 1024 * 1024;

/// What leaves: the same words twice, for plain and for rich targets.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Outgoing {
    /// The letter as plain text, with `\n` at line ends.
    pub plain: String,
    /// The letter as an HTML fragment; without it rich targets get the plain text.
    pub html: Option<String>,
}

// A letter in a panic message or a log line would be a disclosure, so only sizes are shown.
impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing")
            .field("plain_bytes", &self.plain.len())
            .field("html_bytes", &self.html.as_ref().map(String::len))
            .finish()
    }
}

/// Delivers the letter by the first way that works, and always to a file.
///
/// Blocks for about two seconds in the worst case (a display that does not answer), so callers run it on a worker
/// thread. `terminal` gets the OSC 52 sequence when that way is taken; pass [`NoTerminal`] when standard output is not
/// one, so that nothing is claimed that cannot be true.
pub fn deliver(
    outgoing: &Outgoing,
    file_stem: &str,
    choice: &ClipboardChoice,
    surroundings: &Surroundings,
    terminal: &mut dyn io::Write,
) -> Receipt {
    let mut world = World::new(surroundings, terminal);
    deliver_by(outgoing, file_stem, choice, surroundings, &mut world)
}

fn deliver_by(
    outgoing: &Outgoing,
    file_stem: &str,
    choice: &ClipboardChoice,
    surroundings: &Surroundings,
    carrier: &mut dyn carrier::Carrier,
) -> Receipt {
    let mut notes = Vec::new();
    // The file first: whatever a clipboard does afterwards, the letter is somewhere.
    let file = match file::keep(&surroundings.state_dir, file_stem, &outgoing.plain) {
        Ok(path) => Some(path),
        Err(error) => {
            notes.push(format!(
                "the letter could not be written to a file: {error}"
            ));
            None
        }
    };
    let ways = copy_ways(choice, surroundings);
    let walked = walk::walk(&ways, outgoing, carrier, PATIENCE);
    // The environment may ask for the file only; then nothing is said of clipboards that were not looked for.
    let asked = surroundings.command.as_deref().map(ClipboardChoice::from);
    let file_only = *choice == ClipboardChoice::Auto && asked == Some(ClipboardChoice::File);
    let delivery = walked.delivery(if file_only {
        &ClipboardChoice::File
    } else {
        choice
    });
    notes.extend(walked.notes(&delivery));
    Receipt {
        delivery,
        file,
        sha256: sha256_hex(&outgoing.plain),
        notes,
    }
}

/// Returns the ways that a copy would try, best first: the name of each, and whether it confirms a copy.
pub fn ways(choice: &ClipboardChoice, surroundings: &Surroundings) -> Vec<(&'static str, bool)> {
    let ways = copy_ways(choice, surroundings);
    ways.iter()
        .map(|way| (way.name(), way.confirmed_by().is_some()))
        .collect()
}

/// Why nothing could be read from the clipboard.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClipboardReadError {
    /// The surroundings or the setting leave no clipboard that can be read.
    #[error("there is no clipboard here that can be read; paste with the terminal's own key")]
    NotHere,
    /// The clipboard holds no text.
    #[error("the clipboard holds no text")]
    Empty,
    /// The text is larger than a request may be.
    #[error("the text on the clipboard is larger than {limit} bytes")]
    TooLong {
        /// The largest size that is read.
        limit: usize,
    },
    /// The display or the other program did not answer in time.
    #[error("the clipboard did not answer in time")]
    Silent,
    /// The clipboard refused, or answered with something that is not text.
    #[error("the clipboard could not be read")]
    Failed,
}

/// Reads plain text from the system clipboard; never the formatted kind, in which text can hide.
///
/// Waits one second at most and refuses more than 2 MiB.
///
/// # Errors
/// When there is no system clipboard here, it is empty, too large, or does not answer.
pub fn read_text(
    choice: &ClipboardChoice,
    surroundings: &Surroundings,
) -> Result<String, ClipboardReadError> {
    match read_way(choice, surroundings) {
        Some(Backend::Windows | Backend::MacOs) => native::read(READ_CAP, READ_PATIENCE),
        Some(backend) => carrier::read_by_helper(surroundings, backend, READ_CAP, READ_PATIENCE),
        None => Err(ClipboardReadError::NotHere),
    }
}

fn sha256_hex(text: &str) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

#[cfg(test)]
mod tests;
