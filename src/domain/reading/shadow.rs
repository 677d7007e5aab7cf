//! A text as somebody reads it who does not look at its characters one by one: other spaces as spaces, other hyphens as
//! hyphens, full-width and look-alike letters as the letters they look like.
//!
//! Personal data is looked for in it; where it stands is told of the text itself. The shadow is never shown or sent.

use std::ops::Range;

/// The shadow of a text, and where each of its bytes comes from.
pub(super) struct Shadow {
    pub(super) text: String,
    places: Vec<usize>,
}

impl Shadow {
    /// Returns the shadow of a text; `None` if the text is its own.
    pub(super) fn of(text: &str) -> Option<Self> {
        if text.is_ascii() || text.chars().all(|c| plain(c) == c) {
            return None;
        }
        let mut shadow = Self {
            text: String::with_capacity(text.len()),
            places: Vec::with_capacity(text.len() + 1),
        };
        for (at, c) in text.char_indices() {
            let c = plain(c);
            shadow.text.push(c);
            // A match begins and ends between characters, so that the inner bytes are never asked for.
            shadow.places.extend(std::iter::repeat_n(at, c.len_utf8()));
        }
        shadow.places.push(text.len());
        Some(shadow)
    }

    /// Returns where in the text a range of the shadow stands.
    pub(super) fn in_text(&self, range: &Range<usize>) -> Range<usize> {
        let place = |at: usize| self.places.get(at).or(self.places.last()).copied();
        place(range.start).unwrap_or(0)..place(range.end).unwrap_or(0)
    }
}

/// Returns what a character looks like, if that is another one.
fn plain(c: char) -> char {
    match c {
        '\0'..='\u{7f}' => c,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            ' '
        }
        '\u{2010}' | '\u{2011}' => '-',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' => 'C',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'І' | 'Ι' => 'I',
        'Ј' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'Х' | 'Χ' => 'X',
        'Ζ' => 'Z',
        'а' => 'a',
        'е' => 'e',
        'о' | 'ο' => 'o',
        'р' => 'p',
        'с' => 'c',
        'х' => 'x',
        'у' => 'y',
        'і' => 'i',
        'ѕ' => 's',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_something_stands_is_told_of_the_text_itself() {
        let text = "Zoë’s №\u{a0}ＡＢ 12";
        let shadow = Shadow::of(text).expect("it has one");
        assert_eq!(shadow.text, "Zoë’s № AB 12");
        let at = shadow.text.find("AB 12").expect("there");
        let range = shadow.in_text(&(at..at + 5));
        assert_eq!(text.get(range), Some("ＡＢ 12"));
        assert!(Shadow::of("Zoë’s £12 – paid").is_none());
    }
}
