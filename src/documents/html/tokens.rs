//! Tags and text of a page. Whatever the page, every byte is looked at a bounded number of times.

use std::borrow::Cow;

use mail_parser::decoders::html::add_html_token;

use crate::text::slice;

/// The most attributes of one tag.
const ATTRIBUTES: usize = 40;
/// The longest name of an entity.
const LONGEST_ENTITY: usize = 32;

/// A piece of a page.
#[derive(Debug)]
pub(super) enum Token<'a> {
    /// An element begins.
    Start(Tag),
    /// An element ends.
    End(String),
    /// Text between tags, its entities resolved.
    Text(Cow<'a, str>),
    /// A style sheet.
    Style(&'a str),
}

/// The tag that begins an element.
#[derive(Debug, Default)]
pub(super) struct Tag {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    /// Ends with a slash.
    pub(super) closed: bool,
}

impl Tag {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// The pieces of a page in their order.
pub(super) struct Tokens<'a> {
    rest: &'a str,
    // There is none of these in the rest: looking for them again would take a second each time.
    no_end: bool,
    no_quote: [bool; 2],
}

impl<'a> Tokens<'a> {
    pub(super) fn of(html: &'a str) -> Self {
        Self {
            rest: html,
            no_end: false,
            no_quote: [false; 2],
        }
    }

    fn text(&mut self, length: usize) -> Token<'a> {
        let text = slice::before(self.rest, length);
        self.rest = slice::from(self.rest, length);
        Token::Text(resolved(text))
    }

    // Where the tag ends that begins here; values in quotation marks may hold a `>`.
    fn tag_end(&mut self) -> Option<usize> {
        if self.no_end {
            return None;
        }
        let bytes = self.rest.as_bytes();
        let mut at = 1;
        let mut after_equals = false;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'>' => return Some(at),
                b'"' | b'\'' if after_equals => {
                    let which = usize::from(*byte == b'\'');
                    let inside = bytes.get(at + 1..).unwrap_or_default();
                    let close = match self.no_quote.get(which) {
                        Some(false) => inside.iter().position(|other| other == byte),
                        _ => None,
                    };
                    match (close, self.no_quote.get_mut(which)) {
                        (Some(close), _) => at += close + 1,
                        (None, Some(flag)) => *flag = true,
                        (None, None) => {}
                    }
                    after_equals = false;
                }
                b'=' => after_equals = true,
                byte if byte.is_ascii_whitespace() => {}
                _ => after_equals = false,
            }
            at += 1;
        }
        self.no_end = true;
        None
    }

    // Skips to behind the end of an element whose contents are no markup; returns what is in it.
    fn skip_raw(&mut self, name: &str) -> &'a str {
        let bytes = self.rest.as_bytes();
        let mut at = 0;
        while let Some(next) = bytes
            .get(at..)
            .and_then(|rest| rest.iter().position(|byte| *byte == b'<'))
        {
            let start = at + next;
            let tail = bytes.get(start + 1..).unwrap_or_default();
            let named = tail.get(1..=name.len()).unwrap_or_default();
            if tail.starts_with(b"/") && named.eq_ignore_ascii_case(name.as_bytes()) {
                let inside = slice::before(self.rest, start);
                self.rest = slice::from(self.rest, start);
                return inside;
            }
            at = start + 1;
        }
        std::mem::take(&mut self.rest)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let Some(start) = self.rest.find('<') else {
                return Some(self.text(self.rest.len()));
            };
            if start > 0 {
                return Some(self.text(start));
            }
            if let Some(comment) = self.rest.strip_prefix("<!--") {
                // <!--[if mso]> hides from browsers what Outlook shows; what it holds is a second version.
                self.rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
                continue;
            }
            let second = self.rest.as_bytes().get(1).copied().unwrap_or_default();
            if matches!(second, b'!' | b'?') {
                self.rest = self.rest.split_once('>').map_or("", |(_, rest)| rest);
                continue;
            }
            let tag = second.is_ascii_alphabetic() || second == b'/';
            let Some(end) = tag.then(|| self.tag_end()).flatten() else {
                return Some(self.text(1));
            };
            let inside = slice::slice(self.rest, 1..end);
            self.rest = slice::from(self.rest, end + 1);
            if let Some(name) = inside.strip_prefix('/') {
                return Some(Token::End(name_of(name)));
            }
            let tag = tag_of(inside);
            match tag.name.as_str() {
                "style" => return Some(Token::Style(self.skip_raw("style"))),
                "script" | "nav" | "title" | "template" | "noscript" | "textarea" | "svg"
                | "object"
                    if !tag.closed =>
                {
                    self.skip_raw(&tag.name);
                }
                _ => return Some(Token::Start(tag)),
            }
        }
    }
}

fn name_of(text: &str) -> String {
    text.trim_start()
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '-'))
        .take(24)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

fn tag_of(inside: &str) -> Tag {
    let name = name_of(inside);
    let mut rest = slice::from(inside, name.len().min(inside.len()));
    let mut attributes = Vec::new();
    while attributes.len() < ATTRIBUTES {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/'));
        let own = slice::before(rest, end.unwrap_or(rest.len()));
        if own.is_empty() && !rest.starts_with('=') {
            break;
        }
        rest = slice::from(rest, own.len()).trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            (value, rest) = if let Some(quote) = quote {
                let after = slice::from(after, 1);
                after.split_once(quote).unwrap_or((after, ""))
            } else {
                let end = after.find(|c: char| c.is_ascii_whitespace());
                after.split_at(end.unwrap_or(after.len()))
            };
        }
        attributes.push((own.to_ascii_lowercase(), resolved(value).into_owned()));
    }
    Tag {
        name,
        attributes,
        closed: inside.ends_with('/'),
    }
}

/// Resolves the entities of a text; what is none stays as it is.
fn resolved(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after
            .bytes()
            .take(LONGEST_ENTITY)
            .position(|byte| byte == b';');
        let name = end.map(|end| slice::before(after, end));
        let plain = |name: &&str| {
            let bare = name.strip_prefix('#').unwrap_or(name);
            !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        if let Some(name) = name.filter(plain) {
            match windows_number(name) {
                Some(meant) => out.push(meant),
                None => add_html_token(&mut out, format!("&{name};").as_bytes(), false),
            }
            rest = slice::from(after, name.len() + 1);
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// `&#146;` is a quotation mark of Windows, whatever the standard says.
fn windows_number(name: &str) -> Option<char> {
    let number: u8 = name.strip_prefix('#')?.parse().ok()?;
    (0x80..0xa0)
        .contains(&number)
        .then(|| crate::text::decode::windows_1252(number))
}
