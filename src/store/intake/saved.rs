//! A mail that was copied out of a mail program as text, with the lines that it shows at the top.

use crate::documents::plain_subject;
use crate::text::clean::{LONGEST_LINE, clean_line};

/// What the lines at its top say, and what stands below them.
pub(super) struct SavedMail {
    pub(super) subject: String,
    pub(super) sender: String,
    pub(super) body: String,
}

impl SavedMail {
    /// Two or more of the lines that mails begin with, and then an empty line: anything less is a letter.
    pub(super) fn of(text: &str) -> Option<Self> {
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
                "subject" => subject = plain_subject(value),
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
