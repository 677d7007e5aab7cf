//! Cutting a passage into sentences: a letter says things sentence by sentence.

use std::ops::Range;

use crate::text::slice::slice;

/// Words before a full stop that does not end a sentence.
const SHORT: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "no", "nos", "s", "ss", "reg", "regs", "para", "paras", "art",
    "e.g", "i.e", "etc", "ltd", "st", "ref", "approx", "inc", "vs", "v", "cf", "sch", "p", "pp",
    "u.s", "u.s.c", "hon",
];

/// Returns the sentences of a passage, without the white space around them.
///
/// A line of a list and a row of a table is a sentence of its own; an ordinary line end is not the end of one.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let end = match bytes[at] {
            b'.' | b'!' | b'?' if ends_here(text, at) => at + 1,
            b'\n' if line_ends_here(text, start, at) => at + 1,
            _ => {
                at += 1;
                continue;
            }
        };
        // Closing quotes and brackets belong to the sentence.
        let mut end = end;
        while let Some(c) = text.get(end..).and_then(|rest| rest.chars().next()) {
            if !matches!(c, '"' | '”' | '’' | ')' | '*' | '_') {
                break;
            }
            end += c.len_utf8();
        }
        push(&mut found, text, start..end);
        start = end;
        at = end;
    }
    push(&mut found, text, start..text.len());
    found
}

/// Returns where the first sentence of a passage ends, if another one follows it.
pub fn sentence_ends(text: &str) -> Option<usize> {
    let found = sentences(text);
    let first = found.first()?;
    (found.len() > 1).then_some(first.end)
}

fn push(found: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let part = slice(text, range.clone());
    let lead = part.len() - part.trim_start().len();
    let trimmed = part.trim();
    if !trimmed.is_empty() {
        let start = range.start + lead;
        found.push(start..start + trimmed.len());
    }
}

fn ends_here(text: &str, at: usize) -> bool {
    let after = text.get(at + 1..).unwrap_or_default();
    let mut next = after
        .chars()
        .skip_while(|c| matches!(c, '"' | '”' | '’' | ')' | '*' | '_'));
    match next.next() {
        None => return true,
        Some(c) if c.is_whitespace() => {}
        Some(_) => return false,
    }
    if text.as_bytes().get(at) != Some(&b'.') {
        return true;
    }
    let before = text.get(..at).unwrap_or_default();
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"'))
        .next()
        .unwrap_or_default();
    if SHORT.contains(&word.to_ascii_lowercase().as_str()) {
        return false;
    }
    // "J. Smith": an initial, but "hangar B." at the end of a line ends.
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let follows = after.trim_start().chars().next();
    if initial && follows.is_some_and(char::is_uppercase) && !after.starts_with('\n') {
        return false;
    }
    // A number of a list ("1. Yes") does not end a sentence.
    let line = before.rsplit('\n').next().unwrap_or_default().trim();
    if line == word
        && !word.is_empty()
        && word.len() <= 4
        && word.bytes().all(|b| b.is_ascii_digit())
    {
        return false;
    }
    follows.is_none_or(|c| !c.is_lowercase())
}

// A line end separates where the next line starts a list, a row, a heading, or where this line is a row or is short.
fn line_ends_here(text: &str, start: usize, at: usize) -> bool {
    let rest = text.get(at + 1..).unwrap_or_default();
    let next = rest.split('\n').next().unwrap_or_default();
    let line = slice(text, start..at)
        .rsplit('\n')
        .next()
        .unwrap_or_default();
    if next.trim().is_empty() || line.trim().is_empty() {
        return true;
    }
    let next = next.trim_start_matches(['>', ' ', '\t']);
    let line = line.trim();
    next.starts_with(['•', '-', '*', '|', '#', '–', '·', '○'])
        || line.starts_with('|')
        || line.ends_with([':', '|'])
        || starts_with_marker(next)
        || line.contains('\t')
        || (is_a_line_of_its_own(line)
            && next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
}

// A heading or a line of an address: a few words that do not break off in the middle of something.
fn is_a_line_of_its_own(line: &str) -> bool {
    const GOES_ON: &[&str] = &[
        "the",
        "a",
        "an",
        "to",
        "of",
        "and",
        "or",
        "for",
        "in",
        "by",
        "with",
        "at",
        "from",
        "is",
        "are",
        "may",
        "can",
        "that",
        "this",
        "our",
        "your",
        "under",
        "on",
        "as",
        "not",
        "be",
        "was",
        "were",
        "which",
        "section",
        "regulation",
        "between",
        "than",
        "until",
        "through",
        "into",
        "about",
        "via",
        "its",
        "their",
    ];
    let last = line
        .split_whitespace()
        .last()
        .unwrap_or_default()
        .to_lowercase();
    line.split_whitespace().count() <= 5
        && !GOES_ON.contains(&last.as_str())
        && !line.ends_with([',', ';', '('])
}

// "1.", "a)", "(iv)", "Q3", "12)".
fn starts_with_marker(line: &str) -> bool {
    let head: String = line.chars().take(6).collect();
    let inner = head
        .trim_start_matches('(')
        .trim_start_matches(['Q', 'q', 'A', 'a']);
    let digits = inner.chars().take_while(char::is_ascii_digit).count();
    let after = inner.chars().nth(digits);
    if (1..=3).contains(&digits) && matches!(after, Some('.' | ')' | ':')) {
        return true;
    }
    let letters: Vec<char> = head.trim_start_matches('(').chars().take(2).collect();
    matches!(letters.as_slice(), [c, ')'] if c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text)
            .into_iter()
            .map(|range| slice(text, range))
            .collect()
    }

    #[test]
    fn full_stops_of_short_forms_do_not_end_a_sentence() {
        assert_eq!(
            cut("It is exempt under s. 40(2). Mr. J. Smith asked. No. 3 is held."),
            [
                "It is exempt under s. 40(2).",
                "Mr. J. Smith asked.",
                "No. 3 is held."
            ]
        );
    }

    #[test]
    fn wrapped_lines_go_on_and_list_lines_do_not() {
        assert_eq!(
            cut(
                "We neither confirm\nnor deny it, for the reasons that are given below:\n- one\n- two"
            ),
            [
                "We neither confirm\nnor deny it, for the reasons that are given below:",
                "- one",
                "- two"
            ]
        );
    }

    #[test]
    fn a_number_at_the_start_of_a_line_stays_with_its_sentence() {
        assert_eq!(cut("1. Yes, it is.\n2. No."), ["1. Yes, it is.", "2. No."]);
    }
}
