//! What a single line says of itself, for those who read letters other than requests.

use super::marker::{self, Kind, Prefix};
use super::words::{self, Ask};
use super::zone::{self, SignOff};
use crate::text::roman::small_roman;

/// What a step of a marker counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Counts {
    /// 1, 2, 3
    Numbers,
    /// a, b, c
    Letters,
    /// i, ii, iii
    Romans,
    /// Nothing.
    Bullets,
}

/// The marker at the beginning of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineMark {
    /// The steps: `4(b)` is a number and a letter.
    pub steps: Vec<(Counts, u32)>,
    /// The same letter read as a Roman numeral, where it can be.
    pub roman: Option<u32>,
    /// The word "question", or Q, stands before it.
    pub named: bool,
    /// Punctuation or a word shows that it is a marker.
    pub plain: bool,
    /// What tells markers of one list from those of another: `1.` from `(1)`.
    pub style: u8,
    /// Its length in bytes.
    pub len: usize,
}

/// How strongly a text asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asks {
    /// Not at all.
    No,
    /// It names information: "The number of ...".
    Noun,
    /// "Please send ..."
    Request,
    /// "How many ...?"
    Question,
}

/// Reads the marker that a line begins with.
pub fn mark(line: &str) -> Option<LineMark> {
    let mark = marker::read(line)?;
    let counts = |kind| match kind {
        Kind::Number => Counts::Numbers,
        Kind::Letter => Counts::Letters,
        Kind::Roman => Counts::Romans,
        Kind::Bullet => Counts::Bullets,
    };
    let steps: Vec<(Counts, u32)> = mark
        .steps()
        .iter()
        .map(|step| (counts(step.kind), step.value))
        .collect();
    let named = mark.prefix == Prefix::Question;
    Some(LineMark {
        roman: mark.roman,
        named,
        plain: mark.is_plain_to_see(),
        style: mark.closer as u8 * 4 + mark.prefix as u8,
        len: mark.len,
        steps,
    })
}

/// Returns how strongly a text asks for something.
pub fn asks(text: &str) -> Asks {
    match words::ask(text) {
        Ask::No => Asks::No,
        Ask::Noun => Asks::Noun,
        Ask::Request => Asks::Request,
        Ask::Question => Asks::Question,
    }
}

/// Tells whether a text only announces that questions follow.
pub fn announces(text: &str) -> bool {
    words::announces(text)
}

/// Tells whether a line ends a letter: "Yours sincerely", "Kind regards".
pub fn signs_off(line: &str) -> bool {
    zone::sign_off(line) == SignOff::Yours
}

/// Tells whether a line is a header of a mail.
pub fn is_header(line: &str) -> bool {
    zone::is_header(line)
}

/// Returns a marker as an officer cites it: `4(b)(ii)`, `1.2`, `•`.
pub fn cited(steps: &[(Counts, u32)]) -> String {
    let mut out = String::new();
    for (index, (counts, value)) in steps.iter().enumerate() {
        let word = match counts {
            Counts::Numbers => value.to_string(),
            Counts::Letters => char::from_u32(u32::from(b'a') + value.saturating_sub(1))
                .unwrap_or('?')
                .to_string(),
            Counts::Romans => small_roman(*value),
            Counts::Bullets => "•".to_owned(),
        };
        match (index, counts) {
            (0, _) => out.push_str(&word),
            (_, Counts::Numbers) => {
                out.push('.');
                out.push_str(&word);
            }
            _ => {
                out.push('(');
                out.push_str(&word);
                out.push(')');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_is_cited_as_an_officer_would() {
        let shown = |line: &str| mark(line).map(|mark| cited(&mark.steps));
        assert_eq!(shown("4(b)(ii) Who").as_deref(), Some("4(b)(ii)"));
        assert_eq!(shown("1.2 Who").as_deref(), Some("1.2"));
        assert_eq!(shown("2a) Who").as_deref(), Some("2(a)"));
        assert_eq!(shown("Question 3: Who").as_deref(), Some("3"));
        assert_eq!(shown("- Who").as_deref(), Some("•"));
        assert_eq!(shown("Who"), None);
    }
}
