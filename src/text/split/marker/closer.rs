//! What closes a marker: `.`, `)`, `:`, a dash, or nothing but a space.

use super::super::scan::Walk;
use super::{Closer, Kind, Prefix, Value};

/// Reads what closes the marker and refuses what closes none: `1.5`, `10:30`, `1-6`, `1/4/2024`, `e.g.`, `1st`.
pub(super) fn closer(walk: &mut Walk<'_>, value: &Value, prefix: Prefix) -> Option<Closer> {
    let lettered = value.depth == 1 && value.steps[0].kind != Kind::Number;
    let mut found = value.closed.then_some(if value.round {
        Closer::Brackets
    } else {
        Closer::Bracket
    });
    for _ in 0..3 {
        let Some(c) = walk.peek() else { break };
        let read = match c {
            ')' | ']' => Closer::Bracket,
            '.' => Closer::Dot,
            ':' => Closer::Colon,
            '/' if !lettered && found.is_none() => Closer::Slash,
            ',' if !lettered && found.is_none() => Closer::Comma,
            ';' if !lettered && found.is_none() => Closer::Colon,
            '-' | '–' | '—' => Closer::Dash,
            _ => break,
        };
        let after = walk.after(c);
        // "3-how": nearer to "3-bed" than to a marker, so it counts as a bare number.
        if read == Closer::Dash
            && found.is_none()
            && !lettered
            && after.is_some_and(char::is_lowercase)
        {
            walk.at += c.len_utf8();
            return Some(Closer::Bare);
        }
        if !may_follow(read, after, lettered) {
            found?;
            break;
        }
        walk.at += c.len_utf8();
        found = Some(match (found, read) {
            (Some(Closer::Brackets), _) => Closer::Brackets,
            (Some(Closer::Dot) | None, Closer::Bracket) => Closer::Bracket,
            (Some(first), _) => first,
            (None, read) => read,
        });
    }
    found.or_else(|| spaced_closer(walk, lettered, prefix))
}

fn may_follow(closer: Closer, after: Option<char>, lettered: bool) -> bool {
    match closer {
        Closer::Dash => {
            after.is_none_or(char::is_whitespace)
                || (!lettered && after.is_some_and(char::is_uppercase))
        }
        Closer::Bracket => true,
        Closer::Comma => after.is_some_and(char::is_whitespace),
        Closer::Dot if lettered => {
            after.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | ':'))
        }
        _ => after.is_none_or(|c| !c.is_ascii_digit()),
    }
}

/// "1 - How", "1 . How", or nothing but a space. A lone letter without punctuation is a word: "a", "I".
fn spaced_closer(walk: &mut Walk<'_>, lettered: bool, prefix: Prefix) -> Option<Closer> {
    let mut next = Walk {
        text: walk.text,
        at: walk.at,
    };
    let spaces = next.spaces();
    if spaces == 0 && walk.peek().is_some() {
        return None;
    }
    let read = match next.peek().filter(|_| spaces > 0) {
        Some('-' | '–' | '—') => Some(Closer::Dash),
        Some(')') => Some(Closer::Bracket),
        Some('.') if !lettered || prefix != Prefix::None => Some(Closer::Dot),
        Some(':') if !lettered || prefix != Prefix::None => Some(Closer::Colon),
        _ => None,
    };
    if let (Some(read), Some(c)) = (read, next.peek()) {
        let after = next.after(c);
        if after.is_none_or(char::is_whitespace)
            || (c == ')' && after.is_some_and(char::is_alphabetic))
        {
            walk.at = next.at + c.len_utf8();
            return Some(read);
        }
    }
    (!lettered || prefix != Prefix::None).then_some(Closer::Bare)
}
