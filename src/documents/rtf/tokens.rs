//! Control words, groups and text.

/// The longest control word.
const LONGEST: usize = 40;

/// A piece of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A group begins.
    Open,
    /// A group ends.
    Close,
    /// The group may be skipped by who does not know it.
    Optional,
    /// A control word, with its number.
    Word(&'a str, Option<i32>),
    /// A letter by its code.
    Byte(u8),
    /// Text.
    Text(&'a [u8]),
}

/// The pieces of a document in their order.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn while_byte(&mut self, most: usize, is: impl Fn(u8) -> bool) -> &'a [u8] {
        let start = self.at;
        while self.at - start < most && self.peek(0).is_some_and(&is) {
            self.at += 1;
        }
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let first = self.peek(0)?;
        if first == b'\'' {
            let pair = self.bytes.get(self.at + 1..self.at + 3).unwrap_or_default();
            let code = std::str::from_utf8(pair)
                .ok()
                .and_then(|pair| u8::from_str_radix(pair, 16).ok());
            self.at += 1 + code.map_or(0, |_| 2);
            return Some(Token::Byte(code.unwrap_or(b'?')));
        }
        if !first.is_ascii_alphabetic() {
            let sign = self.bytes.get(self.at..=self.at);
            self.at += 1;
            return Some(match first {
                b'*' => Token::Optional,
                b'\\' | b'{' | b'}' => Token::Text(sign.unwrap_or_default()),
                b'~' => Token::Word("~", None),
                b'_' => Token::Word("_", None),
                b'\n' | b'\r' => Token::Word("par", None),
                _ => Token::Text(&[]),
            });
        }
        let name = self.while_byte(LONGEST, |byte| byte.is_ascii_alphabetic());
        let name = std::str::from_utf8(name).unwrap_or_default();
        let start = self.at;
        if self.peek(0) == Some(b'-') && self.peek(1).is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.while_byte(11, |byte| byte.is_ascii_digit());
        let number = self.bytes.get(start..self.at).unwrap_or_default();
        let number = std::str::from_utf8(number)
            .ok()
            .and_then(|number| number.parse::<i32>().ok());
        if self.peek(0) == Some(b' ') {
            self.at += 1;
        }
        // So many bytes of a picture follow as they are.
        if name == "bin" {
            self.at = self
                .at
                .saturating_add(usize::try_from(number.unwrap_or(0)).unwrap_or(0));
        }
        Some(Token::Word(name, number))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        match self.peek(0)? {
            b'{' => {
                self.at += 1;
                Some(Token::Open)
            }
            b'}' => {
                self.at += 1;
                Some(Token::Close)
            }
            b'\\' => {
                self.at += 1;
                self.control()
            }
            // Line ends of the file mean nothing.
            b'\r' | b'\n' | 0 => {
                self.at += 1;
                Some(Token::Text(&[]))
            }
            _ => {
                let text = self.while_byte(usize::MAX, |byte| {
                    !matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0)
                });
                Some(Token::Text(text))
            }
        }
    }
}
