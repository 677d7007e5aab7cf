//! Slices of text that cannot panic: a range that does not fit gives an empty slice.
//!
//! `&text[a..b]` stops the program when a bound falls inside a character. An editor that is one byte
//! wrong must draw an empty row instead of losing the officer's work.

use std::ops::Range;

/// Returns the text in `range`, or nothing if the range does not lie on characters of `text`.
pub fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// Returns the text from `at` on.
pub fn from(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

/// Returns the text before `at`.
pub fn before(text: &str, at: usize) -> &str {
    text.get(..at).unwrap_or_default()
}

/// Returns at most the first `at` bytes, cut before a character that does not fit.
pub fn up_to(text: &str, at: usize) -> &str {
    text.get(..text.floor_char_boundary(at)).unwrap_or_default()
}

/// Returns the range moved inwards until both ends lie on characters of `text`.
pub fn fitted(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start);
    let end = text.floor_char_boundary(range.end);
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_inside_a_character_is_empty_and_never_a_panic() {
        assert_eq!(slice("é", 0..1), "");
        assert_eq!(slice("abc", 2..9), "");
        assert_eq!(slice("abc", 1..2), "b");
        assert_eq!(from("漢字", 3), "字");
        assert_eq!(before("漢字", 4), "");
    }

    #[test]
    fn a_fitted_range_lies_on_characters() {
        assert_eq!(fitted("漢字", 1..5), 0..3);
        assert_eq!(fitted("漢字", 4..99), 3..6);
    }
}
