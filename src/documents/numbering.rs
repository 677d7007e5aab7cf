//! The numbers of lists, which documents keep as a format and not as text.

use crate::text::roman::{LARGEST, small_roman};

/// How a level of a list counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Count {
    /// 1, 2, 3.
    #[default]
    Decimal,
    /// a, b, c.
    Letter,
    /// A, B, C.
    Capital,
    /// i, ii, iii.
    Roman,
    /// I, II, III.
    CapitalRoman,
    /// A dot.
    Bullet,
    /// Nothing is printed.
    Silent,
}

impl Count {
    /// Returns the number as it is printed.
    pub(super) fn print(self, number: usize) -> String {
        match self {
            Self::Decimal => number.to_string(),
            Self::Letter => letters(number),
            Self::Capital => letters(number).to_uppercase(),
            Self::Roman => roman(number),
            Self::CapitalRoman => roman(number).to_uppercase(),
            Self::Bullet => "•".to_owned(),
            Self::Silent => String::new(),
        }
    }
}

/// After z comes aa, then bb, as Word counts.
fn letters(number: usize) -> String {
    let Some(before) = number.checked_sub(1) else {
        return "0".to_owned();
    };
    let letter = char::from(b'a' + u8::try_from(before % 26).unwrap_or(0));
    std::iter::repeat_n(letter, (before / 26 + 1).min(8)).collect()
}

// Longer numerals than Word itself writes would only grow.
fn roman(number: usize) -> String {
    match u32::try_from(number) {
        Ok(number @ 1..=LARGEST) => small_roman(number),
        _ => number.to_string(),
    }
}

/// Makes what stands before an item out of a number and what is printed round it: a bare "1" gets a dot, so that it is
/// seen to be a marker.
pub(super) fn marker(text: &str) -> String {
    let text = text.trim();
    match text.chars().last() {
        Some(last) if last.is_alphanumeric() => format!("{text}."),
        _ => text.to_owned(),
    }
}

/// Returns the sign of a bullet: fonts of symbols put theirs where no letter is.
pub(super) fn bullet(sign: &str) -> &'static str {
    match sign.trim().chars().next() {
        Some('-' | '–' | '—' | '\u{2212}') => "-",
        Some('*') => "*",
        _ => "•",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_word_prints_them() {
        assert_eq!(Count::Letter.print(1), "a");
        assert_eq!(Count::Letter.print(28), "bb");
        assert_eq!(Count::Capital.print(3), "C");
        assert_eq!(Count::Roman.print(14), "xiv");
        assert_eq!(Count::CapitalRoman.print(4), "IV");
        assert_eq!(Count::Roman.print(0), "0");
        assert_eq!(marker("1"), "1.");
        assert_eq!(marker("(a)"), "(a)");
        assert_eq!(bullet("\u{f0b7}"), "•");
    }
}
