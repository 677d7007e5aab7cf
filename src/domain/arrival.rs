//! How a request came: what arrived with it and is no part of its questions.

use serde::{Deserialize, Serialize};

/// What came with a request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Arrival {
    /// The address that it was sent from.
    pub address: String,
    /// What the officer should know: hidden text, comments, tracked deletions, parts that could not be read.
    pub findings: Vec<String>,
    /// The names of the files that came with it, as they are kept in the folder `attachments` of the case.
    pub attachments: Vec<String>,
    /// What is not the request itself: the mails that it quotes, the mail that it was attached to, a note of a colleague
    /// who passed it on.
    pub beside: String,
}

impl Arrival {
    /// Says whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Adds a text that is not the request itself.
    pub fn put_beside(&mut self, text: &str) {
        // The lines that mail programs draw between mails are no text.
        let drawn = |c: char| c.is_whitespace() || matches!(c, '-' | '_' | '=');
        let text = text.trim_matches(drawn);
        let text = text
            .strip_suffix("Forwarded message")
            .unwrap_or(text)
            .trim_end_matches(drawn);
        if text.is_empty() {
            return;
        }
        if !self.beside.is_empty() {
            self.beside.push_str("\n\n");
        }
        self.beside.push_str(text);
    }
}
