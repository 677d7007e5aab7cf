//! Why a file gives no words, in words for the officer.

use crate::text::decode::NotText;

/// Why there are no words to be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is no text and no document that is known.
    #[error(transparent)]
    NotText(#[from] NotText),
    /// It is of a kind that is not read.
    #[error("this is {what}; {advice}")]
    Unread {
        /// What it is, with its article.
        what: &'static str,
        /// What to do about it.
        advice: &'static str,
    },
    /// It is locked with a password.
    #[error(
        "this is {what} that is locked with a password; open it with the password and save a copy without"
    )]
    Locked {
        /// What it is, with its article.
        what: &'static str,
    },
    /// Something in it is larger than is ever needed.
    #[error("{what} is larger than {} MB, which is more than a request can be; take out what is needed and save that", limit / (1024 * 1024))]
    TooBig {
        /// What.
        what: &'static str,
        /// The limit, in bytes.
        limit: usize,
    },
    /// It has more parts, or parts within parts, than are ever needed.
    #[error("this is {what} with {limits}; it looks like a trap and is not read")]
    Trap {
        /// What it is, with its article.
        what: &'static str,
        /// Which limit it breaks.
        limits: &'static str,
    },
    /// It is damaged.
    #[error(
        "this is {what}, but damaged ({why}); ask for another copy, or open it in its program and save it again"
    )]
    Damaged {
        /// What it is, with its article.
        what: &'static str,
        /// What does not fit.
        why: String,
    },
    /// Its pages are pictures.
    #[error(
        "this is a scanned PDF document: {pages}, and no text in it; have its text recognised, or type the questions"
    )]
    Scanned {
        /// How many pages it has.
        pages: String,
    },
    /// There is nothing in it.
    #[error("there is no text in it")]
    Empty,
}
