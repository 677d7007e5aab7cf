//! Where words and paragraphs start and end, found from the caret and never from the text's start.

use std::ops::Range;

use crate::text::{position, slice};

/// What a grapheme is to somebody who moves by words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Newline,
    Blank,
    Word,
    Sign,
}

/// Returns the start of the next word, or the other side of a newline.
pub(super) fn word_right(text: &str, at: usize) -> usize {
    match class_after(text, at) {
        None => at,
        Some(Class::Newline) => position::next_boundary(text, at),
        Some(_) => {
            let end = run_end(text, at);
            if class_after(text, end) == Some(Class::Blank) {
                run_end(text, end)
            } else {
                end
            }
        }
    }
}

/// Returns the start of this word or of the one before, or the other side of a newline.
pub(super) fn word_left(text: &str, at: usize) -> usize {
    match class_before(text, at) {
        None => at,
        Some(Class::Newline) => position::previous_boundary(text, at),
        Some(Class::Blank) => {
            let start = run_start(text, at);
            match class_before(text, start) {
                None | Some(Class::Newline) => start,
                Some(_) => run_start(text, start),
            }
        }
        Some(_) => run_start(text, at),
    }
}

/// Returns the word, the spaces or the signs at `at`, or before it at the end of a paragraph.
pub(super) fn word_at(text: &str, at: usize) -> Range<usize> {
    match (class_before(text, at), class_after(text, at)) {
        (None | Some(Class::Newline), None | Some(Class::Newline)) => at..at,
        (_, None | Some(Class::Newline)) => run_start(text, at)..at,
        _ => {
            let end = run_end(text, at);
            run_start(text, end)..end
        }
    }
}

/// Returns the paragraph at `at`, without its newline.
pub(super) fn paragraph_at(text: &str, at: usize) -> Range<usize> {
    let start = slice::before(text, at)
        .rfind('\n')
        .map_or(0, |found| found + 1);
    let rest = slice::from(text, at);
    let length = rest.find('\n').unwrap_or(rest.len());
    let end = at + slice::before(rest, length).trim_end_matches('\r').len();
    start..end.max(start)
}

/// Returns where the run of graphemes that are alike ends.
fn run_end(text: &str, at: usize) -> usize {
    let Some(class) = class_after(text, at) else {
        return at;
    };
    let mut end = position::next_boundary(text, at);
    while let Some(next) = class_after(text, end) {
        if next != class && !(class == Class::Word && joins(text, end)) {
            break;
        }
        end = position::next_boundary(text, end);
    }
    end
}

/// Returns where the run of graphemes that are alike starts.
fn run_start(text: &str, at: usize) -> usize {
    let Some(class) = class_before(text, at) else {
        return at;
    };
    let mut start = position::previous_boundary(text, at);
    while let Some(previous) = class_before(text, start) {
        let before = position::previous_boundary(text, start);
        if previous != class && !(class == Class::Word && joins(text, before)) {
            break;
        }
        start = before;
    }
    start
}

/// Says whether the sign at `at` is part of a word: the apostrophe of "don't", the comma of "1,200".
fn joins(text: &str, at: usize) -> bool {
    let sign = slice::from(text, at).chars().next();
    let before = slice::before(text, at).chars().next_back();
    let after = slice::from(text, position::next_boundary(text, at))
        .chars()
        .next();
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    match sign {
        // A letter may carry its accent as a mark of its own, which is no letter.
        Some('\'' | '’') => {
            class_before(text, at) == Some(Class::Word) && after.is_alphanumeric()
        }
        Some('.' | ',') => before.is_numeric() && after.is_numeric(),
        _ => false,
    }
}

fn class_after(text: &str, at: usize) -> Option<Class> {
    slice::from(text, at).chars().next().map(class)
}

fn class_before(text: &str, at: usize) -> Option<Class> {
    if at == 0 {
        return None;
    }
    class_after(text, position::previous_boundary(text, at))
}

fn class(first: char) -> Class {
    if matches!(first, '\n' | '\r') {
        Class::Newline
    } else if first.is_whitespace() {
        Class::Blank
    } else if first.is_alphanumeric()
        || first == '_'
        || unicode_normalization::char::is_combining_mark(first)
    {
        Class::Word
    } else {
        Class::Sign
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stops_right(text: &str) -> Vec<&str> {
        let mut at = 0;
        let mut stops = Vec::new();
        while at < text.len() {
            let next = word_right(text, at);
            stops.push(slice::slice(text, at..next));
            at = next;
        }
        stops
    }

    fn stops_left(text: &str) -> Vec<&str> {
        let mut at = text.len();
        let mut stops = Vec::new();
        while at > 0 {
            let next = word_left(text, at);
            stops.insert(0, slice::slice(text, next..at));
            at = next;
        }
        stops
    }

    #[test]
    fn words_keep_their_accents_apostrophes_and_figures() {
        let text = "We don’t hold Cafe\u{301}'s £1,200.50 (s.40)\n\n  end";
        let right = [
            "We ",
            "don’t ",
            "hold ",
            "Cafe\u{301}'s ",
            "£",
            "1,200.50 ",
            "(",
            "s",
            ".",
            "40",
            ")",
            "\n",
            "\n",
            "  ",
            "end",
        ];
        assert_eq!(stops_right(text), right);
        assert_eq!(stops_left(text), right);
    }

    #[test]
    fn a_double_click_takes_the_word_and_not_its_spaces() {
        let text = "Café staff\n\nx";
        assert_eq!(slice::slice(text, word_at(text, 2)), "Café");
        assert_eq!(slice::slice(text, word_at(text, 5)), " ");
        assert_eq!(slice::slice(text, word_at(text, 11)), "staff");
        assert_eq!(word_at(text, 12), 12..12);
        assert_eq!(word_at("", 0), 0..0);
    }

    #[test]
    fn a_triple_click_takes_the_paragraph_without_its_newline() {
        let text = "one\r\ntwo\n";
        assert_eq!(paragraph_at(text, 1), 0..3);
        assert_eq!(paragraph_at(text, 8), 5..8);
        assert_eq!(paragraph_at(text, 9), 9..9);
    }
}
