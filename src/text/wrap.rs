//! Soft wrapping: where one row of prose ends.
//!
//! A row's end depends only on the text from the row's start on, never on what stands before it. That
//! is what lets an edit in a long paragraph stop wrapping again as soon as a row starts where one
//! started before: all rows after it must be the old ones.

use unicode_linebreak::linebreaks;

use super::{position, slice, width};

/// How far spaces may hang over the edge before they are carried to another row. Without a limit,
/// a text of nothing but spaces would be one row which every key has to measure.
const LONGEST_HANG: usize = 256;

/// One row: how many bytes it takes, and how many of them are the newline that ends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// The length in bytes, with trailing spaces and newline.
    pub len: usize,
    /// The length of the newline: 0 at a soft break and at the end of the text, 2 for `\r\n`.
    pub newline: usize,
}

impl Piece {
    /// Says whether a newline ends the row.
    pub fn is_hard(self) -> bool {
        self.newline > 0
    }
}

/// Returns the first row of `text` at the given width.
///
/// Breaks follow Unicode line breaking, as many words as fit. Spaces at the end hang over the edge. A
/// word longer than the row is broken between graphemes.
pub fn first_row(text: &str, columns: usize) -> Piece {
    let mut column = 0;
    let mut at = 0;
    for grapheme in position::graphemes(text) {
        if grapheme.ends_with('\n') {
            return Piece {
                len: at + grapheme.len(),
                newline: grapheme.len(),
            };
        }
        let wide = width::advance(grapheme, column);
        if hangs(grapheme) {
            if column > columns.saturating_add(LONGEST_HANG) {
                return soft(at);
            }
        } else if at > 0 && column + wide > columns {
            return soft(last_chance(slice::before(text, at + grapheme.len()), at));
        }
        column += wide;
        at += grapheme.len();
    }
    soft(at)
}

/// Returns the last place up to `at` where the line may break, or `at` if there is none.
///
/// `row` ends with the grapheme at `at`. Without that end the search would go through the whole text
/// whenever a word is longer than a row.
fn last_chance(row: &str, at: usize) -> usize {
    linebreaks(row)
        .map(|(chance, _)| chance)
        .take_while(|&chance| chance <= at)
        // Line breaking would part a space from an accent on it.
        .filter(|&chance| position::is_boundary(row, chance))
        .last()
        .unwrap_or(at)
}

/// Returns the words of each row of `text`, without the blanks that hang over the edge.
pub fn wrapped(text: &str, columns: usize) -> impl Iterator<Item = &str> {
    let mut end = 0;
    rows(text, columns).map(move |row| {
        let start = end;
        end += row.len;
        slice::slice(text, start..end).trim_end()
    })
}

/// Walks over all rows of `text`; there is always at least one.
pub fn rows(text: &str, columns: usize) -> impl Iterator<Item = Piece> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let piece = first_row(rest?, columns);
        rest = rest
            .and_then(|text| text.get(piece.len..))
            .filter(|rest| piece.is_hard() || !rest.is_empty());
        Some(piece)
    })
}

fn soft(len: usize) -> Piece {
    Piece { len, newline: 0 }
}

/// Says whether a grapheme may stand beyond the edge: the spaces at which a line may break.
fn hangs(grapheme: &str) -> bool {
    matches!(grapheme, " " | "\t" | "\u{1680}" | "\u{3000}")
        || ("\u{2000}"..="\u{200a}").contains(&grapheme) && grapheme != "\u{2007}"
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrapped(text: &str, columns: usize) -> Vec<&str> {
        let mut at = 0;
        rows(text, columns)
            .map(|piece| {
                let start = at;
                at += piece.len;
                slice::slice(text, start..at)
            })
            .collect()
    }

    #[test]
    fn prose_breaks_where_a_typesetter_would() {
        let text = "Under section 12 of the Act, the cost limit (£450) applies; \"well-known\" case-by-case exemptions, e.g. s.40(2), may be engaged.";
        assert_eq!(
            wrapped(text, 30),
            [
                "Under section 12 of the Act, ",
                "the cost limit (£450) applies; ",
                "\"well-known\" case-by-case ",
                "exemptions, e.g. s.40(2), may ",
                "be engaged.",
            ]
        );
    }

    #[test]
    fn a_row_of_exactly_the_width_makes_no_phantom_row() {
        assert_eq!(wrapped("abcde", 5), ["abcde"]);
        assert_eq!(wrapped("abcde\nf", 5), ["abcde\n", "f"]);
        assert_eq!(wrapped("abcde fg", 5), ["abcde ", "fg"]);
        assert_eq!(wrapped("abcde   ", 5), ["abcde   "]);
    }

    #[test]
    fn an_empty_text_has_one_row_and_a_last_newline_opens_another() {
        assert_eq!(wrapped("", 5), [""]);
        assert_eq!(wrapped("\n", 5), ["\n", ""]);
        assert_eq!(wrapped("a\r\nb", 5), ["a\r\n", "b"]);
    }

    #[test]
    fn a_word_too_long_is_broken_between_graphemes() {
        assert_eq!(wrapped("aaaaaaa", 3), ["aaa", "aaa", "a"]);
        assert_eq!(wrapped("漢字漢", 3), ["漢", "字", "漢"]);
        assert_eq!(
            wrapped("e\u{301}e\u{301}e\u{301}", 2),
            ["e\u{301}e\u{301}", "e\u{301}"]
        );
        assert_eq!(
            wrapped("👩\u{200d}⚕\u{fe0f}a", 1),
            ["👩\u{200d}⚕\u{fe0f}", "a"]
        );
    }

    #[test]
    fn a_space_that_does_not_break_does_not_hang() {
        assert_eq!(wrapped("see s.\u{a0}40", 6), ["see ", "s.\u{a0}40"]);
    }

    proptest! {
        #[test]
        fn rows_give_the_text_back_and_none_but_a_lone_grapheme_is_too_wide(
            text in "[ab  \t\n(),.\u{301}é漢👩🇬/-]{0,60}", columns in 1usize..12
        ) {
            let rows = wrapped(&text, columns);
            prop_assert_eq!(rows.concat(), text.clone());
            for row in rows {
                let seen = row.trim_end_matches([' ', '\t', '\n']);
                let lone = position::graphemes(seen).count() <= 1;
                prop_assert!(lone || width::width(seen) <= columns, "{:?}", row);
            }
        }
    }
}
