//! Reads one marker: `1.`, `(b)`, `Q3`, `Question 4:`, `2.1`, `4(b)(ii)`, `•`. Whether it is one, the sequence decides.

mod closer;
mod value;

use self::closer::closer;
use self::value::Value;
use super::scan::{Walk, number_word};

/// What a marker counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Number,
    Letter,
    Roman,
    /// A bullet counts nothing; its value is the character.
    Bullet,
}

/// What stands after (or around) the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Closer {
    Dot,
    Bracket,
    Brackets,
    Colon,
    Dash,
    Slash,
    Comma,
    Bare,
}

/// What stands before the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Prefix {
    None,
    Question,
    Request,
    Hash,
}

/// One step of a marker: the `4`, the `b` or the `ii` of `4(b)(ii)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Step {
    pub(super) kind: Kind,
    pub(super) value: u32,
    pub(super) upper: bool,
}

/// A marker as it can be read at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) prefix: Prefix,
    pub(super) closer: Closer,
    steps: [Step; 4],
    depth: usize,
    /// The same letter read as a Roman numeral: `i`, `v`, `x`, `c`.
    pub(super) roman: Option<u32>,
    /// Written `1.a`, a step down, and not `1a`.
    pub(super) dotted: bool,
    /// Bytes of the marker as printed.
    pub(super) len: usize,
}

impl Mark {
    /// The pseudo-bullet of an HTML list item, which prints nothing.
    pub(super) fn html_item() -> Self {
        single(Kind::Bullet, 1, Prefix::None, 0)
    }

    pub(super) fn steps(&self) -> &[Step] {
        self.steps.get(..self.depth).unwrap_or(&[])
    }

    pub(super) fn last(&self) -> Step {
        self.steps().last().copied().unwrap_or(NO_STEP)
    }

    pub(super) fn is_compound(&self) -> bool {
        self.depth > 1
    }

    /// Every step is a number: `2.1`, `2.1.3`.
    pub(super) fn is_decimal(&self) -> bool {
        self.is_compound() && self.steps().iter().all(|step| step.kind == Kind::Number)
    }

    /// Punctuation or a word says that this is a marker; a bare number may be anything.
    pub(super) fn is_plain_to_see(&self) -> bool {
        self.prefix != Prefix::None || !matches!(self.closer, Closer::Bare | Closer::Comma)
    }
}

const NO_STEP: Step = Step {
    kind: Kind::Number,
    value: 0,
    upper: false,
};

/// Reads the marker that `text` begins with.
pub(super) fn read(text: &str) -> Option<Mark> {
    bullet(text).or_else(|| numbered(text))
}

pub(super) fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '●'
            | '▪'
            | '■'
            | '□'
            | '◦'
            | '○'
            | '‣'
            | '·'
            | '➢'
            | '►'
            | '✓'
            | '\u{f0b7}'
            | '⁃'
            | '➔'
            | '→'
            | '\u{f0a7}'
            | '∙'
    )
}

fn bullet(text: &str) -> Option<Mark> {
    let first = text.chars().next()?;
    let rest = text.get(first.len_utf8()..)?;
    let after = rest.chars().next();
    let spaced = after.is_none_or(char::is_whitespace);
    let value = match first {
        c if is_bullet(c) => c,
        '-' | '–' | '—' | '−' if spaced || after.is_some_and(char::is_uppercase) => '-',
        '*' | '+' | '~' if spaced || after.is_some_and(char::is_uppercase) => first,
        'o' if after.is_some_and(char::is_whitespace) => 'o',
        'Q' if rest.starts_with([':', '.', ')'])
            && rest
                .get(1..)
                .is_some_and(|r| r.starts_with(char::is_whitespace)) =>
        {
            return Some(single(Kind::Bullet, u32::from('Q'), Prefix::Question, 2));
        }
        _ => return None,
    };
    Some(single(
        Kind::Bullet,
        u32::from(value),
        Prefix::None,
        first.len_utf8(),
    ))
}

fn single(kind: Kind, value: u32, prefix: Prefix, len: usize) -> Mark {
    let step = Step {
        kind,
        value,
        upper: false,
    };
    Mark {
        prefix,
        closer: Closer::Bare,
        steps: [step, NO_STEP, NO_STEP, NO_STEP],
        depth: 1,
        roman: None,
        dotted: false,
        len,
    }
}

fn numbered(text: &str) -> Option<Mark> {
    let mut walk = Walk { text, at: 0 };
    let prefix = prefix(&mut walk)?;
    let opened = if walk.take('(') {
        Some(')')
    } else if walk.take('[') {
        Some(']')
    } else {
        None
    };
    let mut value = Value::default();
    value.first(&mut walk, prefix != Prefix::None && opened.is_none())?;
    value.closed = opened.is_some_and(|bracket| walk.take(bracket));
    if opened.is_some() && !value.closed && value.steps[0].kind != Kind::Number {
        return None;
    }
    value.round = value.closed && opened == Some(')');
    if value.steps[0].kind == Kind::Number {
        value.smaller(&mut walk);
    }
    let closer = closer(&mut walk, &value, prefix)?;
    if opened.is_some() && !value.closed && closer != Closer::Bracket {
        return None;
    }
    let Value {
        steps,
        depth,
        roman,
        dotted,
        ..
    } = value;
    Some(Mark {
        prefix,
        closer,
        steps,
        depth,
        roman,
        dotted,
        len: walk.at,
    })
}

fn prefix(walk: &mut Walk<'_>) -> Option<Prefix> {
    if walk.take('#') {
        return Some(Prefix::Hash);
    }
    let word = walk.word();
    if word.len() < 2 && !word.eq_ignore_ascii_case("q") || word.len() > 9 {
        return Some(Prefix::None);
    }
    let prefix = match word.to_ascii_lowercase().as_str() {
        "q" | "qu" | "qn" | "ques" | "question" | "questions" | "query" => Prefix::Question,
        "request" | "item" | "no" | "number" | "point" => Prefix::Request,
        _ => return Some(Prefix::None),
    };
    let mut next = Walk {
        text: walk.text,
        at: walk.at + word.len(),
    };
    let _ = next.take('.') || next.take(':') || next.take('-');
    let spaced = next.spaces() > 0;
    next.take('#');
    let value = next.rest().trim_start_matches(['(', '[']);
    let counted = value.starts_with(|c: char| c.is_ascii_digit());
    let length = next.word().len();
    let lettered = prefix == Prefix::Question && spaced && word.len() > 1 && length == 1;
    if counted || lettered || (spaced && number_word(next.word()).is_some()) {
        walk.at = next.at;
        Some(prefix)
    } else if word.len() == 1 {
        Some(Prefix::None)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::roman::small_roman;

    fn shown(text: &str) -> Option<(String, String)> {
        let mark = read(text)?;
        let steps: Vec<String> = mark
            .steps()
            .iter()
            .map(|s| match s.kind {
                Kind::Number => s.value.to_string(),
                Kind::Letter => {
                    char::from(b'a' + u8::try_from(s.value).unwrap_or(1) - 1).to_string()
                }
                Kind::Roman => small_roman(s.value),
                Kind::Bullet => "•".into(),
            })
            .collect();
        Some((steps.join("/"), text.get(..mark.len)?.to_owned()))
    }

    #[test]
    fn the_usual_markers_are_read() {
        for (text, steps, printed) in [
            ("1. How", "1", "1."),
            ("3)How", "3", "3)"),
            ("(2) For", "2", "(2)"),
            ("Q3. a) What", "3", "Q3."),
            ("Q3 – What", "3", "Q3 –"),
            ("Question 12: Who", "12", "Question 12:"),
            ("Question One", "1", "Question One"),
            ("1a) Who", "1/a", "1a)"),
            ("4(b)(ii) Who", "4/b/ii", "4(b)(ii)"),
            ("4(b)(i) Who", "4/b/i", "4(b)(i)"),
            ("6.1 What", "6/1", "6.1"),
            ("1.1.2. What", "1/1/2", "1.1.2."),
            ("iv) the end", "iv", "iv)"),
            ("[1] one", "1", "[1]"),
            ("1 – one", "1", "1 –"),
            ("3/On what", "3", "3/"),
            ("•\tWhich", "•", "•"),
            ("#4 Which", "4", "#4"),
            ("1.) Which", "1", "1.)"),
            ("a.\tWhich", "a", "a."),
        ] {
            assert_eq!(
                shown(text),
                Some((steps.to_owned(), printed.to_owned())),
                "{text}"
            );
        }
    }

    #[test]
    fn sums_dates_times_and_abbreviations_are_not_markers() {
        for text in [
            "1-6 hours",
            "2019. Please",
            "10:30 start",
            "1/4/2024",
            "1.5%",
            "e.g. a",
            "i.e. the",
            "1st in",
            "a paid",
        ] {
            assert_eq!(
                shown(text).filter(|(steps, _)| !steps.contains('/')),
                None,
                "{text}"
            );
        }
    }
}
