//! Slices of text that cannot panic: a cut inside a character moves to its start.

use std::ops::Range;

/// Returns the text before a byte.
pub fn until(text: &str, at: usize) -> &str {
    text.get(..text.floor_char_boundary(at)).unwrap_or_default()
}

/// Returns the text from a byte on.
pub fn from(text: &str, at: usize) -> &str {
    text.get(text.floor_char_boundary(at)..).unwrap_or_default()
}

/// Returns the text of a range.
pub fn range(text: &str, range: Range<usize>) -> &str {
    let start = text.floor_char_boundary(range.start);
    let end = text.floor_char_boundary(range.end);
    text.get(start..end.max(start)).unwrap_or_default()
}
