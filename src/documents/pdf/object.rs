//! The objects of a PDF: numbers, names, strings, lists, dictionaries.

use std::collections::HashMap;

/// Lists within lists.
const DEEPEST: usize = 48;

/// A dictionary.
pub(super) type Dictionary = HashMap<String, Object>;

/// An object.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    Number(f64),
    Name(String),
    Text(Vec<u8>),
    List(Vec<Object>),
    Dictionary(Dictionary),
    /// The number of another object.
    Reference(u32),
    /// An operator, `true`, `null` and the like.
    Word(Vec<u8>),
}

impl Object {
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns a number as a count; none if it is negative or no whole number.
    pub(super) fn count(&self) -> Option<usize> {
        self.number().and_then(whole)
    }

    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    pub(super) fn is_word(&self, word: &[u8]) -> bool {
        matches!(self, Self::Word(own) if own == word)
    }
}

/// Returns a number as a count.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is whole and between 0 and 2^32"
)]
pub(super) fn whole(number: f64) -> Option<usize> {
    ((0.0..4_294_967_296.0).contains(&number) && number.fract() == 0.0).then_some(number as usize)
}

/// Reads objects from bytes.
#[derive(Debug, Clone)]
pub(super) struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
    // Whether `12 0 R` is a reference; in the content of a page it is not.
    references: bool,
}

impl<'a> Parser<'a> {
    pub(super) fn of_file(bytes: &'a [u8], at: usize) -> Self {
        Self {
            bytes,
            at,
            references: true,
        }
    }

    pub(super) fn of_content(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            references: false,
        }
    }

    pub(super) fn place(&self) -> usize {
        self.at
    }

    pub(super) fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self
                    .peek()
                    .is_some_and(|byte| byte != b'\n' && byte != b'\r')
                {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// Returns the next object; none at the end.
    pub(super) fn next(&mut self) -> Option<Object> {
        self.object(0)
    }

    fn object(&mut self, depth: usize) -> Option<Object> {
        self.skip_space();
        let byte = self.peek()?;
        if depth > DEEPEST {
            self.at = self.bytes.len();
            return None;
        }
        Some(match byte {
            b'/' => {
                self.at += 1;
                Object::Name(self.name())
            }
            b'(' => Object::Text(self.string()),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                Object::Dictionary(self.dictionary(depth))
            }
            b'<' => Object::Text(self.hexadecimal()),
            b'[' => {
                self.at += 1;
                let mut list = Vec::new();
                loop {
                    self.skip_space();
                    match self.peek() {
                        None => break,
                        Some(b']') => {
                            self.at += 1;
                            break;
                        }
                        Some(_) => list.push(self.object(depth + 1)?),
                    }
                }
                Object::List(list)
            }
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.number_or_reference(),
            b']' | b')' | b'{' | b'}' | b'>' => {
                self.at += 1;
                Object::Word(vec![byte])
            }
            _ => Object::Word(self.regular().to_vec()),
        })
    }

    fn regular(&mut self) -> &'a [u8] {
        let start = self.at;
        while self
            .peek()
            .is_some_and(|byte| !is_space(byte) && !is_delimiter(byte))
        {
            self.at += 1;
        }
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    fn name(&mut self) -> String {
        let raw = self.regular();
        let mut bytes = Vec::with_capacity(raw.len());
        let mut at = 0;
        while let Some(byte) = raw.get(at) {
            let pair = raw.get(at + 1..at + 3).filter(|_| *byte == b'#');
            let code =
                pair.and_then(|pair| Some(digit(*pair.first()?)? * 16 + digit(*pair.get(1)?)?));
            if let Some(code) = code {
                bytes.push(code);
                at += 3;
            } else {
                bytes.push(*byte);
                at += 1;
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn number_or_reference(&mut self) -> Object {
        let number = self.number();
        if !self.references {
            return Object::Number(number);
        }
        // "12 0 R"
        let Some(id) = whole(number).and_then(|id| u32::try_from(id).ok()) else {
            return Object::Number(number);
        };
        let back = self.at;
        self.skip_space();
        let digits = self.peek().is_some_and(|byte| byte.is_ascii_digit());
        if digits {
            self.number();
            self.skip_space();
            let after = self.bytes.get(self.at + 1).copied();
            if self.peek() == Some(b'R')
                && after.is_none_or(|byte| is_space(byte) || is_delimiter(byte))
            {
                self.at += 1;
                return Object::Reference(id);
            }
        }
        self.at = back;
        Object::Number(number)
    }

    fn number(&mut self) -> f64 {
        let start = self.at;
        while self
            .peek()
            .is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.'))
        {
            self.at += 1;
        }
        let text = self
            .bytes
            .get(start..self.at.min(start + 32))
            .unwrap_or_default();
        let text = std::str::from_utf8(text).unwrap_or_default();
        text.parse().unwrap_or(0.0)
    }

    fn string(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut out = Vec::new();
        let mut open = 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.escape(&mut out),
                b'(' => {
                    open += 1;
                    out.push(byte);
                }
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                    out.push(byte);
                }
                _ => out.push(byte),
            }
        }
        out
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' | b'f' => {}
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'\n' => {}
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.peek() else {
                        break;
                    };
                    code = code * 8 + u32::from(next - b'0');
                    self.at += 1;
                }
                out.push(u8::try_from(code & 255).unwrap_or(0));
            }
            other => out.push(other),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            digits.extend(digit(byte));
        }
        let pairs = digits.chunks(2);
        pairs
            .map(|pair| {
                let at = |index: usize| pair.get(index).copied().unwrap_or(0);
                at(0) * 16 + at(1)
            })
            .collect()
    }

    fn dictionary(&mut self, depth: usize) -> Dictionary {
        let mut dictionary = Dictionary::new();
        loop {
            self.skip_space();
            match self.peek() {
                None => break,
                Some(b'>') => {
                    self.at += if self.bytes.get(self.at + 1) == Some(&b'>') {
                        2
                    } else {
                        1
                    };
                    break;
                }
                Some(_) => {}
            }
            let Some(Object::Name(name)) = self.object(depth + 1) else {
                // Something that is no name: what follows cannot be told apart any more.
                break;
            };
            let Some(value) = self.object(depth + 1) else {
                break;
            };
            dictionary.insert(name, value);
        }
        dictionary
    }
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}
