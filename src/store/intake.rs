//! A request as it arrives: bytes to clean text, with what came with it.

mod enclosed;
pub mod export;
mod saved;

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use self::saved::SavedMail;
use super::files::{self, FileError};
use crate::documents::{self, Attachment, Document, Kind, Refusal, limits};
use crate::text::clean::{LONGEST_LINE, Oddities, clean, clean_line};
use crate::text::decode::Encoding;

/// The longest text that becomes a case.
pub const LONGEST_TEXT: usize = limits::LONGEST_TEXT;

/// A request, ready to become a case.
#[derive(Debug, Clone)]
pub struct Intake {
    /// The request as it arrived, byte for byte.
    pub bytes: Vec<u8>,
    /// The ending under which it is kept.
    pub ending: String,
    /// What it was.
    pub kind: Kind,
    /// Its text, cleaned.
    pub text: String,
    /// What was cleaned away.
    pub oddities: Oddities,
    /// How its letters were stored, where it was plain text.
    pub encoding: Option<Encoding>,
    /// The subject of a mail.
    pub subject: String,
    /// The sender's name of a mail.
    pub sender: String,
    /// The sender's address of a mail.
    pub address: String,
    /// The day on which a mail was sent.
    pub sent: Option<Date>,
    /// What the officer should know of it, line by line.
    pub findings: Vec<String>,
    /// The files that came with it.
    pub attachments: Vec<Attachment>,
    /// The mail round a request that was attached to it.
    pub covering: String,
}

/// Why a request cannot become a case.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// It could not be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// It gives no words.
    #[error("{name}: {why}", name = files::shown(path))]
    Refused {
        /// The file.
        path: PathBuf,
        /// Why.
        why: Refusal,
    },
    /// It is longer than a request can be.
    #[error("{name}: the text is longer than {limit} MB; cut out the request and take that", name = files::shown(path))]
    TooLong {
        /// The file.
        path: PathBuf,
        /// The limit in megabytes.
        limit: usize,
    },
}

/// Reads a request from a file.
///
/// # Errors
/// [`IntakeError`] says why it cannot become a case.
pub fn from_file(path: &Path) -> Result<Intake, IntakeError> {
    let limit = u64::try_from(limits::LARGEST_FILE).unwrap_or(u64::MAX);
    let bytes = files::read(path, limit).map_err(|error| match error {
        FileError::TooLarge { path, .. } => IntakeError::Refused {
            path,
            why: Refusal::TooBig {
                what: "the file",
                limit: limits::LARGEST_FILE,
            },
        },
        other => IntakeError::File(other),
    })?;
    let ending = path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let plain =
        (1..=5).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric());
    from_bytes(path, bytes, if plain { &ending } else { "" })
}

/// Reads a request from bytes. `path` is what errors call it; without an `ending` the kind of file gives it one.
///
/// # Errors
/// [`IntakeError`] says why it cannot become a case.
pub fn from_bytes(path: &Path, bytes: Vec<u8>, ending: &str) -> Result<Intake, IntakeError> {
    let refused = |why| IntakeError::Refused {
        path: path.into(),
        why,
    };
    let Document {
        kind,
        text,
        encoding,
        head,
        findings,
        attachments,
    } = documents::read(&bytes).map_err(refused)?;
    if text.len() > LONGEST_TEXT {
        return Err(IntakeError::TooLong {
            path: path.into(),
            limit: LONGEST_TEXT / (1024 * 1024),
        });
    }
    let (text, oddities) = clean(&text);
    let lines = findings.iter().map(|finding| {
        let (line, _) = clean_line(&finding.to_string(), LONGEST_LINE);
        line.to_string()
    });
    let mut intake = Intake {
        ending: if ending.is_empty() {
            kind.ending().to_owned()
        } else {
            ending.to_owned()
        },
        kind,
        text: text.to_string(),
        oddities,
        encoding,
        subject: head.subject,
        sender: head.sender,
        address: head.address,
        sent: head.sent,
        findings: lines.collect(),
        attachments,
        covering: String::new(),
        bytes,
    };
    enclosed::look_inside(&mut intake);
    if intake.text.trim().is_empty() {
        return Err(refused(Refusal::Empty));
    }
    if kind == Kind::Text
        && let Some(saved) = SavedMail::of(&intake.text)
    {
        intake.subject = saved.subject;
        intake.sender = saved.sender;
        intake.text = saved.body;
    }
    Ok(intake)
}

#[cfg(test)]
mod tests;
