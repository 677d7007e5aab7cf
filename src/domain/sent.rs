//! What was sent: the letter as it left, bound to the case as it stood, so that what changed since can be told and read.

use jiff::civil::Date;

use super::case::Case;
use super::event::Event;
use super::fields::long_date;
use super::sign_off::Signed;

/// A file of a letter that left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentFile {
    /// Its name in the folder `sent`.
    pub name: String,
    /// Its SHA-256, as hexadecimal digits.
    pub sha256: String,
}

/// A letter that left. It is kept beside the case and never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentLetter {
    /// The date of the letter: the day on which it left.
    pub on: Date,
    /// When it was kept: an RFC 3339 time.
    pub at: String,
    /// Who marked it as sent.
    pub by: String,
    /// The files, the plain text first.
    pub files: Vec<SentFile>,
    /// The case as it stood ([`Case::signed_text`] of the letter): texts, outcomes, provisions; the date unfilled.
    pub text: String,
}

impl SentLetter {
    /// Tells whether the case has changed since. Taking the change back takes this back as well.
    pub fn differs_from(&self, case: &Case) -> bool {
        self.text != case.signed_text(&Signed::Letter)
    }

    /// Returns what the history remembers of it; nothing without a file.
    pub fn event(&self) -> Option<Event> {
        self.files.first().map(|file| Event::Sent {
            on: self.on,
            file: file.name.clone(),
            sha256: file.sha256.clone(),
        })
    }

    /// Returns when it left and by whom: "28 November 2026, by Ann Okafor".
    pub fn in_words(&self) -> String {
        match self.by.as_str() {
            "" => long_date(self.on),
            by => format!("{}, by {by}", long_date(self.on)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::domain::case::{CaseStatus, Facts};
    use crate::domain::ids::Reference;

    #[test]
    fn a_case_differs_from_what_was_sent_until_the_change_is_taken_back() {
        let reference = Reference::parse("FOI-1").expect("a reference");
        let mut case = Case::new(reference, Facts::default());
        Arc::make_mut(&mut case.opening).text = "Dear Morgan, of {{today}}".into();
        let sent = SentLetter {
            on: date(2026, 11, 28),
            at: String::new(),
            by: "Ann".into(),
            files: Vec::new(),
            text: case.signed_text(&Signed::Letter),
        };
        Arc::make_mut(&mut case.facts).status = CaseStatus::Sent;
        assert!(!sent.differs_from(&case), "the mark itself is no change");
        let whole = Arc::clone(&case.opening);
        Arc::make_mut(&mut case.opening).text.push('!');
        assert!(sent.differs_from(&case));
        case.opening = whole;
        assert!(!sent.differs_from(&case));
    }
}
