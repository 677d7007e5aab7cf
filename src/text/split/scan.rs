//! Reads the parts of a marker: digits, letters, Roman numerals, number words.

use super::marker::{Kind, Step};
use crate::text::roman::small_roman;

/// More than this is a year, a sum or a telephone number.
const LARGEST: u32 = 999;

/// Walks along the marker's bytes; all that a marker is made of is ASCII, but for the dash.
pub(super) struct Walk<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

impl Walk<'_> {
    pub(super) fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The character after the one that comes next.
    pub(super) fn after(&self, next: char) -> Option<char> {
        self.rest()
            .get(next.len_utf8()..)
            .and_then(|rest| rest.chars().next())
    }

    pub(super) fn take(&mut self, c: char) -> bool {
        let here = self.peek() == Some(c);
        if here {
            self.at += c.len_utf8();
        }
        here
    }

    pub(super) fn spaces(&mut self) -> usize {
        let spaces = self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len();
        self.at += spaces;
        spaces
    }

    pub(super) fn digits(&mut self) -> Option<u32> {
        let length = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if length == 0 || length > 3 {
            return None;
        }
        let value = self
            .rest()
            .get(..length)?
            .parse()
            .ok()
            .filter(|value| *value <= LARGEST && *value > 0)?;
        self.at += length;
        Some(value)
    }

    pub(super) fn word(&self) -> &str {
        let length = self
            .rest()
            .bytes()
            .take_while(u8::is_ascii_alphabetic)
            .count();
        self.rest().get(..length).unwrap_or("")
    }

    /// A letter, or a Roman numeral of two letters or more.
    pub(super) fn letters(&mut self) -> Option<(Step, Option<u32>)> {
        let word = self.word();
        let upper = word.bytes().next()?.is_ascii_uppercase();
        let length = word.len();
        let roman = roman_value(word);
        let step = if length == 1 {
            let letter = word.bytes().next()?.to_ascii_lowercase() - b'a';
            (
                Step {
                    kind: Kind::Letter,
                    value: u32::from(letter) + 1,
                    upper,
                },
                roman,
            )
        } else {
            (
                Step {
                    kind: Kind::Roman,
                    value: roman?,
                    upper,
                },
                None,
            )
        };
        self.at += length;
        Some(step)
    }
}

/// Reads "one" to "twenty".
pub(super) fn number_word(word: &str) -> Option<u32> {
    const WORDS: [&str; 20] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    (1..)
        .zip(WORDS)
        .find(|(_, name)| name.eq_ignore_ascii_case(word))
        .map(|(value, _)| value)
}

fn roman_value(word: &str) -> Option<u32> {
    if word.is_empty() || word.len() > 6 {
        return None;
    }
    let lower = word.bytes().all(|b| b.is_ascii_lowercase());
    if !lower && !word.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let digit = |b: u8| match b.to_ascii_lowercase() {
        b'i' => Some(1),
        b'v' => Some(5),
        b'x' => Some(10),
        b'l' => Some(50),
        _ => None,
    };
    let mut total = 0_u32;
    let mut after = 0;
    for b in word.bytes().rev() {
        let value = digit(b)?;
        if value < after {
            total = total.saturating_sub(value);
        } else {
            total += value;
            after = value;
        }
    }
    (total > 0 && small_roman(total) == word.to_ascii_lowercase()).then_some(total)
}
