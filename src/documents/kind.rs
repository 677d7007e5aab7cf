//! Tells what bytes are by the bytes, since an ending is only what somebody called them.

use std::fmt;

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Plain text.
    Text,
    /// A mail as it travels (.eml).
    Mail,
    /// A web page or a formatted mail (.html).
    Html,
    /// A Word document (.docx).
    Word,
    /// An `OpenDocument` text (.odt).
    OpenDocument,
    /// A zip archive, which may be a document.
    Package,
    /// A rich text document (.rtf).
    RichText,
    /// A PDF document.
    Pdf,
    /// A compound file, which may be an Outlook message (.msg).
    Compound,
    /// An Outlook message (.msg).
    Outlook,
    /// The wrapping that Outlook puts round attachments (winmail.dat).
    Wrapping,
}

impl Kind {
    /// Returns the usual ending of its names.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Mail => "eml",
            Self::Html => "html",
            Self::Word => "docx",
            Self::OpenDocument => "odt",
            Self::Package => "zip",
            Self::RichText => "rtf",
            Self::Pdf => "pdf",
            Self::Compound => "bin",
            Self::Outlook => "msg",
            Self::Wrapping => "dat",
        }
    }

    /// Tells by the first bytes what they are; what is nothing else is text.
    pub(super) fn of(bytes: &[u8]) -> Self {
        const FIRST: [(&[u8], Kind); 6] = [
            (b"PK\x03\x04", Kind::Package),
            (b"%PDF-", Kind::Pdf),
            (b"{\\rtf", Kind::RichText),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind::Compound),
            (b"\x78\x9f\x3e\x22", Kind::Wrapping),
            (b"\xff\xfe<\0h\0t\0m\0l\0", Kind::Html),
        ];
        if let Some((_, kind)) = FIRST.iter().find(|(first, _)| bytes.starts_with(first)) {
            return *kind;
        }
        let head = bytes.get(..4_096.min(bytes.len())).unwrap_or_default();
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        let start = head.trim_ascii_start();
        // Some writers put a line of their own before the mark of a PDF.
        if head
            .get(..1_024.min(head.len()))
            .is_some_and(|head| find(head, b"%PDF-"))
        {
            return Self::Pdf;
        }
        if is_html(start) {
            return Self::Html;
        }
        if is_mail(head) {
            return Self::Mail;
        }
        Self::Text
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|piece| piece == wanted)
}

fn is_html(start: &[u8]) -> bool {
    let lower = start
        .get(..400.min(start.len()))
        .unwrap_or_default()
        .to_ascii_lowercase();
    [&b"<!doctype html"[..], b"<html", b"<head", b"<body"]
        .iter()
        .any(|tag| lower.starts_with(tag))
        || (lower.starts_with(b"<?xml") && find(&lower, b"<html"))
        || (lower.starts_with(b"<!--") && find(&lower, b"<html"))
}

/// Header lines up to an empty line, among them one that only a mail has. A letter that begins with "From:" and "Subject:",
/// as people copy it out of a mail program, is text.
fn is_mail(head: &[u8]) -> bool {
    const ONLY_MAIL: [&str; 9] = [
        "received",
        "message-id",
        "mime-version",
        "return-path",
        "delivered-to",
        "content-type",
        "dkim-signature",
        "x-received",
        "content-transfer-encoding",
    ];
    let mut seen = false;
    let mut lines = 0;
    let mut from = 0;
    // mbox files begin with a line of their own.
    let head = match head.strip_prefix(b"From ") {
        Some(rest) => rest
            .splitn(2, |byte| *byte == b'\n')
            .nth(1)
            .unwrap_or_default(),
        None => head,
    };
    for line in head.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            return seen && lines > 0;
        }
        if line
            .first()
            .is_some_and(|first| *first == b' ' || *first == b'\t')
        {
            if lines == 0 {
                return false;
            }
            continue;
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else {
            // The head may be longer than what is looked at.
            return seen && lines > 3;
        };
        let name = line.get(..colon).unwrap_or_default();
        let plain = !name.is_empty()
            && name
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-' || *byte == b'_');
        if !plain {
            return seen && lines > 3;
        }
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        seen |= ONLY_MAIL.contains(&name.as_str());
        from += usize::from(name == "from");
        lines += 1;
    }
    seen && (lines > 3 || from > 0)
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "plain text",
            Self::Mail => "a mail",
            Self::Html => "a web page",
            Self::Word => "a Word document",
            Self::OpenDocument => "an OpenDocument text",
            Self::Package => "a zip archive",
            Self::RichText => "a rich text document",
            Self::Pdf => "a PDF document",
            Self::Compound => "a compound file",
            Self::Outlook => "an Outlook message",
            Self::Wrapping => "a winmail.dat",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_tell_what_a_file_is() {
        let mail =
            b"Received: from a\r\n by b\r\nFrom: Ann <a@x.example>\r\nSubject: Bins\r\n\r\nHello";
        assert_eq!(Kind::of(mail), Kind::Mail);
        assert_eq!(
            Kind::of(b"From a@x Mon Nov\nReceived: x\nFrom: Ann\n\nHi"),
            Kind::Mail
        );
        assert_eq!(Kind::of(b"\xef\xbb\xbf\n <!DOCTYPE HTML><p>Hi"), Kind::Html);
        assert_eq!(Kind::of(b"%PDF-1.7"), Kind::Pdf);
        assert_eq!(Kind::of(b"{\\rtf1 Hi}"), Kind::RichText);
    }

    #[test]
    fn a_letter_with_a_subject_line_stays_text() {
        for letter in [
            "From: Ann Smith\nTo: foi@x.example\nSubject: Bins\n\nDear all",
            "Subject: benches\nDear council, how many?",
            "1. How many?\n\nMIME-Version: what is that?",
            "",
        ] {
            assert_eq!(Kind::of(letter.as_bytes()), Kind::Text, "{letter}");
        }
    }
}
