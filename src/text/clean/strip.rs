//! The first pass: takes out what never belongs in a text, whatever stands beside it.

use super::Oddities;
use crate::text::slice;

/// Returns the text with `\n` for every line end and without controls, escape sequences, and
/// characters that hide text or turn it round.
pub(super) fn strip(text: &str, oddities: &mut Oddities) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let plain = rest.bytes().take_while(|&byte| is_plain(byte)).count();
        let (before, from) = rest.split_at_checked(plain).unwrap_or((rest, ""));
        kept.push_str(before);
        let mut letters = from.chars();
        let Some(letter) = letters.next() else {
            return kept;
        };
        rest = letters.as_str();
        match letter {
            '\r' => {
                rest = rest.strip_prefix('\n').unwrap_or(rest);
                kept.push('\n');
            }
            // Word's line and page breaks and the mainframe's newline separate words; so must what replaces them.
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => kept.push('\n'),
            '\u{1b}' => {
                rest = slice::from(rest, escape_length(rest));
                oddities.escape += 1;
            }
            '\u{9b}' => {
                rest = slice::from(rest, command_length(rest));
                oddities.escape += 1;
            }
            '\u{90}' | '\u{98}' | '\u{9d}' | '\u{9e}' | '\u{9f}' => {
                rest = slice::from(rest, string_length(rest));
                oddities.escape += 1;
            }
            _ if letter.is_control() => oddities.control += 1,
            _ if turns(letter) => oddities.bidi += 1,
            _ if is_tag(letter) => oddities.tags += 1,
            _ if hides(letter) => oddities.invisible += 1,
            _ => kept.push(letter),
        }
    }
}

fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\n' | b'\t')
}

/// Returns how many bytes after ESC belong to its sequence (ECMA-48, section 5).
fn escape_length(after: &str) -> usize {
    let intermediate = after
        .bytes()
        .take_while(|byte| matches!(byte, b' '..=b'/'))
        .count();
    if intermediate > 0 {
        let is_final = |byte: &u8| matches!(byte, b'0'..=b'~');
        return intermediate
            + usize::from(after.as_bytes().get(intermediate).is_some_and(is_final));
    }
    match after.as_bytes().first() {
        Some(b'[') => 1 + command_length(slice::from(after, 1)),
        Some(b']' | b'P' | b'X' | b'^' | b'_') => 1 + string_length(slice::from(after, 1)),
        Some(b'0'..=b'~') => 1,
        _ => 0,
    }
}

/// Returns how many bytes after CSI belong to the command.
fn command_length(after: &str) -> usize {
    let bytes = after.as_bytes();
    let parameters = bytes
        .iter()
        .take_while(|byte| matches!(byte, b'0'..=b'?'))
        .count();
    let intermediates = bytes
        .iter()
        .skip(parameters)
        .take_while(|byte| matches!(byte, b' '..=b'/'))
        .count();
    let end = parameters + intermediates;
    end + usize::from(
        bytes
            .get(end)
            .is_some_and(|byte| matches!(byte, b'@'..=b'~')),
    )
}

/// Returns how many bytes after OSC and its kind belong to the string, with its terminator.
///
/// A string that nothing ends on its line takes nothing along: what follows may be the request itself.
/// The search stops at the next escape, so it stays linear however many strings are opened.
fn string_length(after: &str) -> usize {
    for (at, letter) in after.char_indices() {
        match letter {
            '\u{7}' | '\u{9c}' => return at + letter.len_utf8(),
            '\u{1b}' => {
                let terminated = slice::from(after, at + 1).starts_with('\\');
                return if terminated { at + 2 } else { 0 };
            }
            '\n' | '\r' | '\u{90}' | '\u{98}' | '\u{9b}' | '\u{9d}'..='\u{9f}' => return 0,
            _ => {}
        }
    }
    0
}

/// Says whether a character changes the direction of what follows (CVE-2021-42574), or marks one.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_tag(letter: char) -> bool {
    matches!(letter, '\u{e0000}'..='\u{e007f}')
}

/// Says whether a character has no shape. Joiners and the selectors of emoji are left to the second pass.
fn hides(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{70f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0080}'..='\u{e0fff}' | '\u{fdd0}'..='\u{fdef}')
        // The last two code points of each plane are no characters.
        || u32::from(letter) & 0xfffe == 0xfffe
}
