//! Widths on the screen: one function for wrapping, for the caret, and for drawing.
//!
//! Every grapheme is at least one column wide here. A stray accent is shown on a dotted circle, and a
//! character that has no shape as a replacement mark, so that nothing in a text can be there unseen
//! and the caret can stand on each side of everything.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use super::{position, slice};

/// The distance between tab stops.
const TAB: usize = 4;

/// The most code points drawn in one cell; a longer heap of accents is shown as a replacement mark.
const LARGEST_GRAPHEME: usize = 32;

/// One grapheme as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown<'a> {
    /// What to draw: the grapheme itself, spaces for a tab, or a mark for what has no shape.
    pub text: Cow<'a, str>,
    /// The column it starts in.
    pub column: usize,
    /// How many columns it takes.
    pub width: usize,
    /// Where the grapheme starts in the text, in bytes.
    pub at: usize,
}

/// Returns how many columns a grapheme takes when it starts in `column`.
pub fn advance(grapheme: &str, column: usize) -> usize {
    match grapheme.as_bytes() {
        [b'\t'] => TAB - column % TAB,
        [byte] if byte.is_ascii_graphic() || *byte == b' ' => 1,
        _ if is_shapeless(grapheme) => 1,
        _ => grapheme.width(),
    }
}

/// Returns how many columns `text` takes when it starts in column 0.
pub fn width(text: &str) -> usize {
    position::graphemes(text).fold(0, |column, grapheme| column + advance(grapheme, column))
}

/// Walks over the graphemes of a row as they are drawn from column 0 on.
pub fn shown(text: &str) -> impl Iterator<Item = Shown<'_>> {
    let mut column = 0;
    let mut at = 0;
    position::graphemes(text).map(move |grapheme| {
        let width = advance(grapheme, column);
        let shown = Shown {
            text: shape(grapheme, width),
            column,
            width,
            at,
        };
        column += width;
        at += grapheme.len();
        shown
    })
}

/// Returns what is drawn for a grapheme.
fn shape(grapheme: &str, width: usize) -> Cow<'_, str> {
    if grapheme == "\t" {
        return Cow::Borrowed(slice::before("    ", width));
    }
    if !is_shapeless(grapheme) {
        return Cow::Borrowed(grapheme);
    }
    let lone_accent = grapheme
        .chars()
        .all(unicode_normalization::char::is_combining_mark)
        && grapheme.chars().count() < LARGEST_GRAPHEME;
    if lone_accent {
        Cow::Owned(format!("\u{25cc}{grapheme}"))
    } else {
        Cow::Borrowed("\u{fffd}")
    }
}

/// Says whether a grapheme cannot be drawn as it is.
fn is_shapeless(grapheme: &str) -> bool {
    grapheme.width() == 0
        || grapheme.chars().any(char::is_control)
        || grapheme.chars().nth(LARGEST_GRAPHEME).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tab_reaches_to_the_next_multiple_of_four() {
        assert_eq!(width("\t"), 4);
        assert_eq!(width("ab\tc"), 5);
        assert_eq!(width("abcd\t"), 8);
        let drawn: String = shown("ab\tc").map(|shown| shown.text).collect();
        assert_eq!(drawn, "ab  c");
    }

    #[test]
    fn wide_and_joined_characters_are_measured_whole() {
        assert_eq!(width("漢字"), 4);
        assert_eq!(width("👩\u{200d}⚕\u{fe0f}"), 2);
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(width(""), 0);
    }

    #[test]
    fn nothing_can_be_in_a_text_unseen() {
        let drawn: Vec<String> = shown("\u{301}\u{200b}\u{7}")
            .map(|shown| shown.text.into_owned())
            .collect();
        assert_eq!(drawn.len(), 3);
        assert!(drawn.iter().all(|cell| !cell.is_empty()));
        assert_eq!(width("\u{7}"), 1);
        assert_eq!(width("\u{301}"), 1);
    }

    #[test]
    fn a_heap_of_accents_takes_one_cell_and_few_bytes() {
        let heap = format!("a{}", "\u{301}".repeat(60_000));
        let drawn: Vec<Shown<'_>> = shown(&heap).collect();
        assert_eq!(drawn.len(), 1);
        assert!(drawn[0].text.len() < 10);
    }
}
