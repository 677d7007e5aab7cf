//! Literal search in a text.

use std::ops::Range;

use unicode_normalization::char::decompose_canonical;

use crate::text::{position, slice};

/// Which way to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Towards the end of the text.
    Forward,
    /// Towards the start of the text.
    Backward,
}

/// Whether capitals and small letters are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LetterCase {
    /// "foi" finds "FOI".
    #[default]
    Ignored,
    /// "foi" finds only "foi".
    Matters,
}

/// Returns the next place of `needle`: the first that starts at or after `from`, or, backwards, the
/// last that ends at or before `from`. Does not go round the end of the text.
///
/// An accented letter is found however it is written, as one code point or two; a match never splits a
/// grapheme, so "cafe" does not find "café".
pub fn find(
    text: &str,
    needle: &str,
    from: usize,
    direction: Direction,
    case: LetterCase,
) -> Option<Range<usize>> {
    let wanted = letters(needle, case);
    let first = *wanted.first()?;
    let matching = |start: usize| {
        let length = matched(slice::from(text, start), &wanted, case)?;
        let range = start..start + length;
        (position::is_boundary(text, range.start) && position::is_boundary(text, range.end))
            .then_some(range)
    };
    let starts_like = |letter: char| letters_of(letter, case).next() == Some(first);
    let from = text.floor_char_boundary(from);
    match direction {
        Direction::Forward => slice::from(text, from)
            .char_indices()
            .filter(|&(_, letter)| starts_like(letter))
            .find_map(|(at, _)| matching(from + at)),
        Direction::Backward => slice::before(text, from)
            .char_indices()
            .rev()
            .filter(|&(_, letter)| starts_like(letter))
            .find_map(|(at, _)| matching(at).filter(|range| range.end <= from)),
    }
}

/// Returns how many bytes at the start of `text` are the wanted letters.
fn matched(text: &str, wanted: &[char], case: LetterCase) -> Option<usize> {
    let mut left = wanted;
    for (at, letter) in text.char_indices() {
        if left.is_empty() {
            return Some(at);
        }
        for letter in letters_of(letter, case) {
            let (first, rest) = left.split_first()?;
            if *first != letter {
                return None;
            }
            left = rest;
        }
    }
    left.is_empty().then_some(text.len())
}

fn letters(text: &str, case: LetterCase) -> Vec<char> {
    text.chars()
        .flat_map(|letter| letters_of(letter, case))
        .collect()
}

/// Returns what a character is compared by: its parts, in lower case if case is ignored.
fn letters_of(letter: char, case: LetterCase) -> impl Iterator<Item = char> {
    // The common case must not allocate: a search may walk over megabytes.
    let mut parts = [None; 6];
    if letter.is_ascii() {
        parts[0] = Some(match case {
            LetterCase::Ignored => letter.to_ascii_lowercase(),
            LetterCase::Matters => letter,
        });
    } else {
        let mut free = parts.iter_mut();
        let mut keep = |part| {
            decompose_canonical(part, |part| {
                if let Some(place) = free.next() {
                    *place = Some(part);
                }
            });
        };
        match case {
            LetterCase::Ignored => letter.to_lowercase().for_each(&mut keep),
            LetterCase::Matters => keep(letter),
        }
    }
    parts.into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, needle: &str) -> Option<Range<usize>> {
        find(text, needle, 0, Direction::Forward, LetterCase::Ignored)
    }

    #[test]
    fn case_is_ignored_unless_it_matters() {
        assert_eq!(found("The FOI Act", "foi"), Some(4..7));
        let exact = |needle| {
            find(
                "The FOI Act",
                needle,
                0,
                Direction::Forward,
                LetterCase::Matters,
            )
        };
        assert_eq!(exact("foi"), None);
        assert_eq!(exact("FOI"), Some(4..7));
        assert_eq!(found("ŁÓDŹ", "łódź"), Some(0..7));
    }

    #[test]
    fn accents_are_found_however_they_are_written() {
        assert_eq!(found("a CAFE\u{301} b", "café"), Some(2..8));
        assert_eq!(found("a café b", "CAFE\u{301}"), Some(2..7));
        assert_eq!(found("café", "cafe"), None);
        assert_eq!(found("cafe\u{301}", "cafe"), None);
        assert_eq!(found("👩\u{200d}⚕\u{fe0f}", "👩"), None);
    }

    #[test]
    fn backwards_finds_the_nearest_before() {
        let back = |from| {
            find(
                "ab ab ab",
                "ab",
                from,
                Direction::Backward,
                LetterCase::Ignored,
            )
        };
        assert_eq!(back(8), Some(6..8));
        assert_eq!(back(7), Some(3..5));
        assert_eq!(back(1), None);
    }

    #[test]
    fn nothing_is_found_for_nothing() {
        assert_eq!(found("abc", ""), None);
        assert_eq!(found("", "a"), None);
        assert_eq!(
            find("abc", "a", 99, Direction::Forward, LetterCase::Ignored),
            None
        );
    }
}
