//! What an officer is sent, read into words: mails and documents of the kinds in which requests arrive.
//!
//! Bytes go in; a [`Document`] comes out, or a [`Refusal`] that says why not. The kind is told by the bytes and never by
//! the ending of a name. Nothing is run, fetched or written here, and every size has a [limit](limits). What a reader of
//! the printed page would not see, such as hidden text or a deletion that is only marked, is kept out of the text and
//! listed as a [finding](Finding).

mod attachment;
mod codepage;
mod finding;
mod html;
mod kind;
pub mod limits;
mod mail;
mod numbering;
mod office;
mod outlook;
mod package;
mod page;
mod pdf;
mod plain;
mod refusal;
mod rtf;
mod table;
mod xml;

use jiff::civil::Date;

pub use self::attachment::Attachment;
pub use self::finding::{Finding, FindingKind, Findings};
pub use self::kind::Kind;
pub use self::mail::plain_subject;
pub use self::refusal::Refusal;
use crate::text::decode::Encoding;

/// A mail or a document, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it turned out to be.
    pub kind: Kind,
    /// Its words, as a reader of the printed page sees them. Not yet [clean](crate::text::clean).
    pub text: String,
    /// How its letters were stored, where it is plain text.
    pub encoding: Option<Encoding>,
    /// What a mail says about itself; empty for other documents.
    pub head: Head,
    /// What is in it besides the words.
    pub findings: Findings,
    /// The files that came with it.
    pub attachments: Vec<Attachment>,
}

/// The head of a mail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// The subject, without `Re:` and `Fw:`.
    pub subject: String,
    /// The name of who sent it; empty if only an address is known.
    pub sender: String,
    /// The address of who sent it.
    pub address: String,
    /// The day on which it was sent, where the sender was.
    pub sent: Option<Date>,
}

impl Document {
    fn of(kind: Kind, text: String, findings: Findings) -> Self {
        Self {
            kind,
            text,
            encoding: None,
            head: Head::default(),
            findings,
            attachments: Vec::new(),
        }
    }
}

/// Reads a mail or a document.
///
/// # Errors
/// [`Refusal`] says why there are no words to be had.
pub fn read(bytes: &[u8]) -> Result<Document, Refusal> {
    read_at(bytes, 0)
}

// `depth` counts the mails around this one.
fn read_at(bytes: &[u8], depth: usize) -> Result<Document, Refusal> {
    if bytes.len() > limits::LARGEST_FILE {
        return Err(Refusal::TooBig {
            what: "the file",
            limit: limits::LARGEST_FILE,
        });
    }
    match Kind::of(bytes) {
        Kind::Package => office::read(bytes),
        Kind::Mail => mail::read(bytes, depth),
        Kind::Html => html::read(bytes),
        Kind::Pdf => pdf::read(bytes),
        Kind::RichText => rtf::read(bytes),
        Kind::Compound => outlook::read_compound(bytes),
        Kind::Wrapping => outlook::read_wrapping(bytes),
        _ => plain::read(bytes),
    }
}

#[cfg(test)]
mod tests;
