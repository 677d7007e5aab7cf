//! What is known about a copy, and the words for it.

use std::fmt;
use std::path::PathBuf;

/// Who took the letter and said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// The officer's own command, which ended without an error.
    Command,
    /// A Wayland compositor, by the data-control protocol.
    Wayland,
    /// An X server.
    X11,
    /// Windows.
    Windows,
    /// macOS.
    MacOs,
}

impl fmt::Display for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Command => "the clipboard command",
            Self::Wayland => "Wayland",
            Self::X11 => "X11",
            Self::Windows => "Windows",
            Self::MacOs => "macOS",
        })
    }
}

/// Why a way to the clipboard was not open. Never holds words of the letter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Obstacle {
    /// The officer's setting asks for a file only.
    #[error("the setting is `file`")]
    Unwanted,
    /// There was nothing to try.
    #[error("no display, no tmux, and no terminal that takes a copy")]
    NothingHere,
    /// Ways before this one used up the time.
    #[error("{0} was not tried, for want of time")]
    OutOfTime(&'static str),
    /// A program that should take the letter could not be started.
    #[error("{0} could not be started")]
    NotStarted(&'static str),
    /// It was started, and did not end or answer in time.
    #[error("{0} did not answer in time")]
    Silent(&'static str),
    /// It answered that it could not take the letter.
    #[error("{0} did not take the letter")]
    Refused(&'static str),
    /// OSC 52 is cut off or dropped by terminals above a certain size, without a word.
    #[error(
        "the letter is too long for the terminal's clipboard ({size} of at most {limit} bytes)"
    )]
    TooLong {
        /// Bytes the sequence would carry.
        size: usize,
        /// Bytes that are certain to be no problem for common terminals.
        limit: usize,
    },
    /// There is no terminal to write to, or writing failed.
    #[error("the terminal could not be written to")]
    NoTerminal,
}

/// What is known about a copy. `Display` gives the words for the officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// Read back or acknowledged.
    Copied {
        /// Who has it.
        by: Backend,
    },
    /// Written to the terminal or handed to tmux; whether a clipboard took it is unknown.
    SentToTerminal,
    /// No clipboard took it.
    OnlyFile {
        /// What stood in the way of the last attempt.
        reason: Obstacle,
    },
}

impl fmt::Display for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Copied { .. } => f.write_str("Copied to the clipboard"),
            Self::SentToTerminal => f.write_str("Sent to the terminal, which does not confirm"),
            Self::OnlyFile {
                reason: Obstacle::Unwanted,
            } => f.write_str("Not copied, as the setting is `file`"),
            Self::OnlyFile { reason } => write!(f, "No clipboard here ({reason})"),
        }
    }
}

/// The proof of a delivery, for the officer and for the history of the case. `Display` is the whole sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// What is known about the clipboard.
    pub delivery: Delivery,
    /// The file with the plain text, unless it could not be written.
    pub file: Option<PathBuf>,
    /// SHA-256 of the plain text, in hexadecimal.
    pub sha256: String,
    /// What the officer should know besides, one sentence each.
    pub notes: Vec<String>,
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.delivery.fmt(f)?;
        match (&self.delivery, &self.file) {
            (Delivery::Copied { .. }, _) | (Delivery::SentToTerminal, None) => Ok(()),
            (Delivery::SentToTerminal, Some(file)) => {
                write!(f, "; also written to {}", file.display())
            }
            (Delivery::OnlyFile { .. }, Some(file)) => {
                write!(f, "; the letter is in {}", file.display())
            }
            (Delivery::OnlyFile { .. }, None) => {
                f.write_str("; and no file could be written: the letter has not left")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(delivery: Delivery, file: Option<&str>) -> String {
        Receipt {
            delivery,
            file: file.map(PathBuf::from),
            sha256: String::new(),
            notes: Vec::new(),
        }
        .to_string()
    }

    #[test]
    fn copied_is_said_only_of_what_was_confirmed() {
        assert_eq!(
            words(Delivery::Copied { by: Backend::X11 }, Some("/s/a.txt")),
            "Copied to the clipboard"
        );
        assert_eq!(
            words(Delivery::SentToTerminal, Some("/s/a.txt")),
            "Sent to the terminal, which does not confirm; also written to /s/a.txt"
        );
        assert_eq!(
            words(Delivery::SentToTerminal, None),
            "Sent to the terminal, which does not confirm"
        );
    }

    #[test]
    fn without_a_clipboard_the_file_is_named() {
        let reason = Obstacle::NothingHere;
        assert_eq!(
            words(
                Delivery::OnlyFile {
                    reason: reason.clone()
                },
                Some("/s/a.txt")
            ),
            "No clipboard here (no display, no tmux, and no terminal that takes a copy); the letter is in /s/a.txt"
        );
        assert_eq!(
            words(
                Delivery::OnlyFile {
                    reason: Obstacle::Silent("the X11 display")
                },
                None
            ),
            "No clipboard here (the X11 display did not answer in time); \
             and no file could be written: the letter has not left"
        );
        assert_eq!(
            words(
                Delivery::OnlyFile {
                    reason: Obstacle::Unwanted
                },
                Some("/s/a.txt")
            ),
            "Not copied, as the setting is `file`; the letter is in /s/a.txt"
        );
    }
}
