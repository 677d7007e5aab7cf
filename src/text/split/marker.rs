//! Reads one marker: `1.`, `(b)`, `Q3`, `Question 4:`, `2.1`, `4(b)(ii)`, `•`. Whether it is one, the sequence decides.

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

/// More than this is a year, a sum or a telephone number.
const LARGEST: u32 = 999;

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

/// Walks along the marker's bytes; all that a marker is made of is ASCII, but for the dash.
struct Walk<'a> {
    text: &'a str,
    at: usize,
}

impl Walk<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, c: char) -> bool {
        let here = self.peek() == Some(c);
        if here {
            self.at += c.len_utf8();
        }
        here
    }

    fn spaces(&mut self) -> usize {
        let spaces = self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len();
        self.at += spaces;
        spaces
    }

    fn digits(&mut self) -> Option<u32> {
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

    fn word(&self) -> &str {
        let length = self
            .rest()
            .bytes()
            .take_while(u8::is_ascii_alphabetic)
            .count();
        self.rest().get(..length).unwrap_or("")
    }

    /// A letter, or a Roman numeral of two letters or more.
    fn letters(&mut self) -> Option<(Step, Option<u32>)> {
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

fn numbered(text: &str) -> Option<Mark> {
    let mut walk = Walk { text, at: 0 };
    let prefix = prefix(&mut walk)?;
    let opened = if prefix == Prefix::None || walk.peek() == Some('(') || walk.peek() == Some('[') {
        if walk.take('(') {
            Some(')')
        } else if walk.take('[') {
            Some(']')
        } else {
            None
        }
    } else {
        None
    };
    let mut steps = [NO_STEP; 4];
    let mut depth = 0;
    let mut roman = None;
    let mut separate = false;
    let mut stepped = false;
    if let Some(value) = walk.digits() {
        steps[0] = Step {
            kind: Kind::Number,
            value,
            upper: false,
        };
        depth = 1;
        while depth < 4 && walk.peek() == Some('.') {
            let mut next = Walk {
                text,
                at: walk.at + 1,
            };
            let Some(value) = next.digits() else { break };
            steps[depth] = Step {
                kind: Kind::Number,
                value,
                upper: false,
            };
            depth += 1;
            walk.at = next.at;
        }
    } else if prefix != Prefix::None && opened.is_none() && number_word(walk.word()).is_some() {
        let word = walk.word();
        steps[0] = Step {
            kind: Kind::Number,
            value: number_word(word)?,
            upper: false,
        };
        depth = 1;
        walk.at += word.len();
    } else {
        let (step, alternative) = walk.letters()?;
        steps[0] = step;
        roman = alternative;
        depth += 1;
    }
    let mut closed = opened.is_some_and(|closer| walk.take(closer));
    if opened.is_some() && !closed && steps[0].kind != Kind::Number {
        return None;
    }
    let mut round = closed && opened == Some(')');
    if steps[0].kind == Kind::Number {
        // `1a`, `1(a)`, `1.a`, `1(a)(ii)`
        while depth < 4 {
            let mut next = Walk { text, at: walk.at };
            let dotted = !closed && next.peek() == Some('.');
            if dotted {
                next.at += 1;
            }
            let bracket = next.take('(');
            if separate && !bracket {
                break;
            }
            let Some((step, _)) = next.letters() else {
                break;
            };
            let step =
                if step.kind == Kind::Letter && depth >= 2 && steps[depth - 1].kind == Kind::Letter
                {
                    match step.value {
                        9 => Step {
                            kind: Kind::Roman,
                            value: 1,
                            ..step
                        },
                        _ => step,
                    }
                } else {
                    step
                };
            if bracket {
                if !next.take(')') {
                    break;
                }
                closed = true;
                round = true;
            } else if step.kind == Kind::Roman || !next.peek().is_none_or(|c| !c.is_alphanumeric())
            {
                break;
            } else if dotted
                && !next
                    .peek()
                    .is_none_or(|c| matches!(c, ')' | ':' | '.' | ' ' | '\t'))
            {
                break;
            } else {
                closed = false;
            }
            stepped |= dotted;
            steps[depth] = step;
            depth += 1;
            separate = true;
            walk.at = next.at;
        }
    }
    let closer = closer(&mut walk, closed, round, &steps[..depth], prefix)?;
    if opened.is_some() && !closed && closer != Closer::Bracket {
        return None;
    }
    Some(Mark {
        prefix,
        closer,
        steps,
        depth,
        roman,
        dotted: stepped,
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
    if next.take('.') || next.take(':') || next.take('-') {}
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

/// Reads what closes the marker and refuses what closes none: `1.5`, `10:30`, `1-6`, `1/4/2024`, `e.g.`, `1st`.
fn closer(
    walk: &mut Walk<'_>,
    closed: bool,
    round: bool,
    steps: &[Step],
    prefix: Prefix,
) -> Option<Closer> {
    let lettered = steps.len() == 1 && steps[0].kind != Kind::Number;
    let mut found = closed.then_some(if round {
        Closer::Brackets
    } else {
        Closer::Bracket
    });
    if found.is_none()
        && steps.len() > 1
        && steps.last().is_some_and(|s| s.kind == Kind::Letter)
        && closed
    {
        found = Some(Closer::Bracket);
    }
    for _ in 0..3 {
        let Some(c) = walk.peek() else { break };
        let read = match c {
            ')' | ']' => Closer::Bracket,
            '.' => Closer::Dot,
            ':' => Closer::Colon,
            '/' if !lettered && found.is_none() => Closer::Slash,
            ',' if found.is_none() && !lettered => Closer::Comma,
            ';' if found.is_none() && !lettered => Closer::Colon,
            '-' | '–' | '—' => Closer::Dash,
            _ => break,
        };
        let after = walk
            .rest()
            .get(c.len_utf8()..)
            .and_then(|rest| rest.chars().next());
        let fits = match read {
            Closer::Dash => {
                after.is_none_or(|a| a.is_whitespace())
                    || (!lettered && after.is_some_and(char::is_uppercase))
            }
            Closer::Bracket => true,
            Closer::Comma => after.is_some_and(char::is_whitespace),
            Closer::Dot if lettered => {
                after.is_none_or(|a| a.is_whitespace() || matches!(a, ')' | ':'))
            }
            _ => after.is_none_or(|a| !a.is_ascii_digit()),
        };
        // "3-how": nearer to "3-bed" than to a marker, so it counts as a bare number.
        if read == Closer::Dash
            && found.is_none()
            && !lettered
            && after.is_some_and(char::is_lowercase)
        {
            walk.at += c.len_utf8();
            return Some(Closer::Bare);
        }
        if !fits {
            if found.is_none() {
                return None;
            }
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
    if found.is_none() {
        let mut next = Walk {
            text: walk.text,
            at: walk.at,
        };
        let spaces = next.spaces();
        if spaces > 0 && matches!(next.peek(), Some('-' | '–' | '—' | ':' | '.' | ')')) {
            let c = next.peek()?;
            let after = next
                .rest()
                .get(c.len_utf8()..)
                .and_then(|rest| rest.chars().next());
            let fits = after.is_none_or(char::is_whitespace)
                || (c == ')' && after.is_some_and(char::is_alphabetic));
            if fits && !(lettered && prefix == Prefix::None && matches!(c, '.' | ':')) {
                walk.at = next.at + c.len_utf8();
                return Some(match c {
                    '.' => Closer::Dot,
                    ')' => Closer::Bracket,
                    ':' => Closer::Colon,
                    _ => Closer::Dash,
                });
            }
        }
        if spaces == 0 && walk.peek().is_some() {
            return None;
        }
        // A lone letter without punctuation is a word: "a", "I".
        if lettered && prefix == Prefix::None {
            return None;
        }
        return Some(Closer::Bare);
    }
    found
}

fn number_word(word: &str) -> Option<u32> {
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
    let mut total = 0;
    let mut after = 0;
    for b in word.bytes().rev() {
        let value = digit(b)?;
        if value < after {
            total -= value;
        } else {
            total += value;
            after = value;
        }
    }
    (total > 0 && print_roman(u32::try_from(total).ok()?) == word.to_ascii_lowercase())
        .then_some(total as u32)
}

/// Writes a number in small Roman numerals.
pub(super) fn print_roman(mut value: u32) -> String {
    let mut out = String::new();
    for (worth, digits) in [
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ] {
        while value >= worth {
            out.push_str(digits);
            value -= worth;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

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
                Kind::Roman => print_roman(s.value),
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
