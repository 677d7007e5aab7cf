//! Positions in a text: graphemes, and the boundaries between them where a caret may stand.
//!
//! A position is a byte offset (`usize`, as in every range of the standard library), a row is a
//! `usize`, a column a `u16`, so that a row and a column cannot be exchanged unnoticed.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::slice;

/// Walks over the graphemes of a text, quickly where the text is plain ASCII.
#[derive(Debug, Clone)]
pub struct Graphemes<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Graphemes<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let length = first_grapheme(self.rest)?;
        let (grapheme, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(grapheme)
    }
}

/// Walks over the graphemes of `text`, which must start on a grapheme boundary.
pub fn graphemes(text: &str) -> Graphemes<'_> {
    Graphemes { rest: text }
}

/// Returns the length in bytes of the first grapheme, or `None` at the end of the text.
fn first_grapheme(text: &str) -> Option<usize> {
    match text.as_bytes() {
        [] => None,
        // Two ASCII characters in a row are two graphemes, except for the one pair below.
        [b'\r', b'\n', ..] => Some(2),
        [one, next, ..] if one.is_ascii() && next.is_ascii() => Some(1),
        _ => text.graphemes(true).next().map(str::len),
    }
}

/// Returns the next grapheme boundary after `at`, or the end of the text.
pub fn next_boundary(text: &str, at: usize) -> usize {
    at + first_grapheme(slice::from(text, at)).unwrap_or_default()
}

/// Returns the last grapheme boundary before `at`, or 0.
pub fn previous_boundary(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    if at > 0 && is_between_ascii(text, at - 1) {
        return at - 1;
    }
    GraphemeCursor::new(at, text.len(), true)
        .prev_boundary(text, 0)
        .ok()
        .flatten()
        .unwrap_or_default()
}

/// Says whether a caret may stand at `at`.
pub fn is_boundary(text: &str, at: usize) -> bool {
    is_between_ascii(text, at)
        || text.is_char_boundary(at)
            && GraphemeCursor::new(at, text.len(), true)
                .is_boundary(text, 0)
                .unwrap_or_default()
}

/// Says whether `at` is plainly a boundary, because a plain character stands on each side.
fn is_between_ascii(text: &str, at: usize) -> bool {
    let around = at
        .checked_sub(1)
        .and_then(|start| text.as_bytes().get(start..=at));
    matches!(around, Some(&[one, next])
        if one.is_ascii() && next.is_ascii() && (one, next) != (b'\r', b'\n'))
}

/// Returns `at`, or the first grapheme boundary after it if `at` is not one.
pub fn snapped(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    if is_boundary(text, at) {
        return at;
    }
    GraphemeCursor::new(at, text.len(), true)
        .next_boundary(text, 0)
        .ok()
        .flatten()
        .unwrap_or(text.len())
}

/// Returns `at`, or the last grapheme boundary before it if `at` is not one.
pub fn snapped_back(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    if is_boundary(text, at) {
        at
    } else {
        previous_boundary(text, at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_grapheme_is_what_a_person_calls_a_character() {
        let text = "e\u{301}👩\u{200d}⚕\u{fe0f}漢🇬🇧\r\n";
        let found: Vec<&str> = graphemes(text).collect();
        assert_eq!(
            found,
            ["e\u{301}", "👩\u{200d}⚕\u{fe0f}", "漢", "🇬🇧", "\r\n"]
        );
    }

    #[test]
    fn steps_stop_at_both_ends() {
        assert_eq!(next_boundary("", 0), 0);
        assert_eq!(previous_boundary("", 0), 0);
        assert_eq!(next_boundary("é", 2), 2);
        assert_eq!(previous_boundary("a\r\n", 3), 1);
    }

    proptest! {
        #[test]
        fn the_quick_walk_agrees_with_the_standard(text in "[a-z \r\n\u{301}\u{200d}é漢🇦-🇿👩⚕]{0,30}") {
            let quick: Vec<&str> = graphemes(&text).collect();
            let standard: Vec<&str> = text.graphemes(true).collect();
            prop_assert_eq!(&quick, &standard);
            let mut at = 0;
            for grapheme in standard {
                let end = at + grapheme.len();
                prop_assert_eq!(next_boundary(&text, at), end);
                prop_assert_eq!(previous_boundary(&text, end), at);
                at = end;
            }
        }
    }
}
