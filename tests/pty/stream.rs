//! Takes apart what a program writes to a terminal, and knows the few things that seriatim may write.

use std::iter::Peekable;
use std::str::Chars;

/// One thing that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A character.
    Char(char),
    /// A control sequence: what stands before its last letter, and the letter.
    Csi(String, char),
    /// A command to the operating system: title, clipboard, colours.
    Osc(String),
    /// Any other escape sequence, by the character after the escape.
    Escape(char),
    /// The end of the output in the middle of something: more is on its way.
    CutOff,
}

/// Takes output apart.
pub(crate) fn pieces(bytes: &[u8]) -> Vec<Piece> {
    let (text, whole) = match std::str::from_utf8(bytes) {
        Ok(text) => (text, true),
        Err(error) => {
            assert_eq!(error.error_len(), None, "the program writes UTF-8");
            let (text, _) = bytes.split_at(error.valid_up_to());
            (std::str::from_utf8(text).expect("up to there"), false)
        }
    };
    let mut rest = text.chars().peekable();
    let mut found = Vec::new();
    while rest.peek().is_some() {
        found.push(next(&mut rest).unwrap_or(Piece::CutOff));
    }
    if !whole {
        found.push(Piece::CutOff);
    }
    found
}

fn next(rest: &mut Peekable<Chars<'_>>) -> Option<Piece> {
    let c = rest.next()?;
    if c != '\x1b' {
        return Some(Piece::Char(c));
    }
    let kind = rest.next()?;
    let mut words = String::new();
    match kind {
        '[' => loop {
            match rest.next()? {
                last @ '\x40'..='\x7e' => return Some(Piece::Csi(words, last)),
                c => words.push(c),
            }
        },
        ']' => loop {
            match rest.next()? {
                '\x07' => return Some(Piece::Osc(words)),
                '\x1b' => {
                    return (rest.next()? == '\\').then_some(Piece::Osc(words));
                }
                c => words.push(c),
            }
        },
        other => Some(Piece::Escape(other)),
    }
}

/// Tells whether a piece is on the closed list of what the program may write.
pub(crate) fn is_allowed(piece: &Piece) -> bool {
    const MODES: [&str; 8] = ["1049", "25", "2004", "1000", "1002", "1003", "1006", "1015"];
    match piece {
        Piece::Char(c) => !hides(*c),
        Piece::Csi(before, 'h' | 'l') => before
            .strip_prefix('?')
            .is_some_and(|mode| MODES.contains(&mode) || mode == "2026"),
        // Cursor moves, erasing, and the look of what follows.
        Piece::Csi(before, 'A'..='H' | 'J' | 'K' | 'd' | 'f' | 'm') => before
            .chars()
            .all(|c| c.is_ascii_digit() || c == ';' || c == ':'),
        Piece::Osc(words) => words == "0;seriatim" || words == "2;seriatim",
        Piece::Csi(..) | Piece::Escape(_) | Piece::CutOff => false,
    }
}

/// Tells whether a character does something, or is not what it looks like: controls, directions, tags.
pub(crate) fn hides(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{2069}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// Returns the parameters of all colours that were set.
pub(crate) fn colours(pieces: &[Piece]) -> Vec<String> {
    let looks = pieces.iter().filter_map(|piece| match piece {
        Piece::Csi(before, 'm') => Some(before),
        _ => None,
    });
    looks
        .flat_map(|look| look.split([';', ':']).map(str::to_owned))
        .filter(|number| matches!(number.parse(), Ok(30..=38 | 40..=48 | 90..=107)))
        .collect()
}

/// Tells whether a mode is on after everything that was written; `None` if it was never touched.
pub(crate) fn mode(pieces: &[Piece], number: &str) -> Option<bool> {
    let last = pieces.iter().rev().find_map(|piece| match piece {
        Piece::Csi(before, on @ ('h' | 'l')) if before.strip_prefix('?') == Some(number) => {
            Some(*on)
        }
        _ => None,
    });
    last.map(|on| on == 'h')
}
