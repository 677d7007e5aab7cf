//! A request as it arrives: bytes to clean text, and what a saved mail says at its top.

use std::path::{Path, PathBuf};

use super::files;
use crate::text::clean::{LONGEST_LINE, Oddities, clean, clean_line};
use crate::text::decode::{Encoding, NotText, decode};

/// The largest file that is looked at.
const LARGEST_FILE: u64 = 25 * 1024 * 1024;
/// The longest text that becomes a case.
pub const LONGEST_TEXT: usize = 2 * 1024 * 1024;

/// A request, ready to become a case.
#[derive(Debug, Clone)]
pub struct Intake {
    /// The request as it arrived, byte for byte.
    pub bytes: Vec<u8>,
    /// The ending under which it is kept.
    pub ending: String,
    /// Its text, cleaned.
    pub text: String,
    /// What was cleaned away.
    pub oddities: Oddities,
    /// How its letters were stored.
    pub encoding: Encoding,
    /// The subject of a saved mail.
    pub subject: String,
    /// The sender's name of a saved mail.
    pub sender: String,
}

/// Why a request cannot become a case.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// It could not be read.
    #[error(transparent)]
    File(#[from] files::FileError),
    /// It is no text.
    #[error("{name}: {source}", name = files::shown(path))]
    NotText {
        /// The file.
        path: PathBuf,
        /// What it is.
        #[source]
        source: NotText,
    },
    /// There is nothing in it.
    #[error("{name}: there is no text in it", name = files::shown(path))]
    Empty {
        /// The file.
        path: PathBuf,
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
    let bytes = files::read(path, LARGEST_FILE)?;
    let ending = path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or("txt")
        .to_ascii_lowercase();
    let plain =
        (1..=5).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric());
    from_bytes(path, bytes, if plain { &ending } else { "txt" })
}

/// Reads a request from bytes. `path` is what errors call it.
///
/// # Errors
/// [`IntakeError`] says why it cannot become a case.
pub fn from_bytes(path: &Path, bytes: Vec<u8>, ending: &str) -> Result<Intake, IntakeError> {
    let (text, encoding) = decode(&bytes).map_err(|source| IntakeError::NotText {
        path: path.into(),
        source,
    })?;
    if text.len() > LONGEST_TEXT {
        return Err(IntakeError::TooLong {
            path: path.into(),
            limit: LONGEST_TEXT / (1024 * 1024),
        });
    }
    let (text, oddities) = clean(&text);
    let text = text.to_string();
    if text.trim().is_empty() {
        return Err(IntakeError::Empty { path: path.into() });
    }
    let mail = Header::of(&text);
    let (subject, sender, text) = match mail {
        Some(header) => (header.subject, header.sender, header.body),
        None => (String::new(), String::new(), text),
    };
    Ok(Intake {
        bytes,
        ending: ending.to_owned(),
        text,
        oddities,
        encoding,
        subject,
        sender,
    })
}

// The lines at the top of a mail that was saved as text.
struct Header {
    subject: String,
    sender: String,
    body: String,
}

impl Header {
    // Two or more of the lines that mails begin with, and then an empty line: anything less is a letter.
    fn of(text: &str) -> Option<Self> {
        const KNOWN: [&str; 8] = [
            "from",
            "to",
            "cc",
            "date",
            "sent",
            "subject",
            "reply-to",
            "importance",
        ];
        let mut subject = String::new();
        let mut sender = String::new();
        let mut seen = 0;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if line.trim().is_empty() {
                break;
            }
            let (name, value) = line.split_once(':')?;
            let name = name.trim().to_ascii_lowercase();
            let known = KNOWN.contains(&name.as_str());
            let technical =
                name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && name.contains('-');
            if !known && !technical && !line.starts_with([' ', '\t']) {
                return None;
            }
            seen += usize::from(known);
            match name.as_str() {
                "subject" => subject = clean_line(value.trim(), LONGEST_LINE).0.to_string(),
                "from" => sender = name_of(value),
                _ => {}
            }
            at += line.len();
        }
        let body = text
            .get(at..)
            .unwrap_or_default()
            .trim_start_matches('\n')
            .to_owned();
        (seen >= 2 && !body.trim().is_empty()).then_some(Self {
            subject,
            sender,
            body,
        })
    }
}

// "Ann Smith <ann@example.org>" is Ann Smith; a bare address is nobody's name.
fn name_of(value: &str) -> String {
    let name = value
        .split('<')
        .next()
        .unwrap_or_default()
        .trim()
        .trim_matches('"')
        .trim();
    if name.contains('@') {
        String::new()
    } else {
        clean_line(name, LONGEST_LINE).0.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(text: &str) -> Intake {
        from_bytes(Path::new("request.txt"), text.as_bytes().to_vec(), "txt").expect("text")
    }

    #[test]
    fn a_saved_mail_gives_its_subject_and_sender() {
        let mail = take(
            "From: Ann Smith <ann@example.org>\nTo: foi@x.example\nSubject: Grit bins\n\nDear all,\n1. How many?\n",
        );
        assert_eq!(
            (mail.subject.as_str(), mail.sender.as_str()),
            ("Grit bins", "Ann Smith")
        );
        assert!(mail.text.starts_with("Dear all"));
        assert!(
            mail.bytes.starts_with(b"From:"),
            "the request as received keeps its head"
        );
    }

    #[test]
    fn a_letter_is_no_mail() {
        let letter = take("Subject: benches\nDear council, please tell me: how many?\n\nThanks");
        assert_eq!(letter.subject, "");
        assert!(letter.text.starts_with("Subject"));
    }

    #[test]
    fn an_empty_request_is_refused_in_words() {
        let error = from_bytes(Path::new("x.txt"), b" \n\t\n".to_vec(), "txt").expect_err("empty");
        assert_eq!(error.to_string(), "x.txt: there is no text in it");
    }
}
