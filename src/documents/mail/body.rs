//! The words of a mail: the plain text if it has all of them, else the formatted text.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Message, MessagePart, MimeHeaders, PartType};

use super::super::{FindingKind, Findings, html};
use super::flowed::unflowed;
use super::{is_base64, is_quoted_printable};
use crate::text::decode::decode;

pub(super) fn words(message: &Message<'_>, findings: &mut Findings) -> String {
    let plain = all(message, message.text_bodies(), findings);
    let has_html = message
        .html_bodies()
        .any(|part| matches!(part.body, PartType::Html(_)));
    let only_html = !message
        .text_bodies()
        .any(|part| matches!(part.body, PartType::Text(_)));
    if !has_html || only_html {
        return plain;
    }
    let mut hidden = Findings::default();
    let formatted = all(message, message.html_bodies(), &mut hidden);
    let (few, many) = (letters(&plain), letters(&formatted));
    // "Your program does not show formatted mail", or nothing at all: the words are in the other version.
    if few * 3 < many || few == 0 {
        findings.absorb(hidden);
        return formatted;
    }
    if !says_the_same(&plain, &formatted) {
        findings.note(
            FindingKind::Differs,
            "The mail has a formatted version that says something else; the plain text is taken here",
        );
    }
    plain
}

fn all<'a>(
    message: &Message<'_>,
    parts: impl Iterator<Item = &'a MessagePart<'a>>,
    findings: &mut Findings,
) -> String {
    let texts: Vec<String> = parts
        .map(|part| match &part.body {
            PartType::Html(_) => html::words(&text_of(message, part), findings),
            PartType::Text(_) => plain_text(message, part),
            _ => String::new(),
        })
        .filter(|text| !text.trim().is_empty())
        .collect();
    texts.join("\n\n")
}

fn plain_text(message: &Message<'_>, part: &MessagePart<'_>) -> String {
    let text = text_of(message, part);
    let says = |name: &str, value: &str| {
        let kind = part.content_type();
        let given = kind.and_then(|kind| kind.attribute(name));
        given.is_some_and(|given| given.eq_ignore_ascii_case(value))
    };
    if says("format", "flowed") {
        unflowed(&text, says("delsp", "yes"))
    } else {
        text
    }
}

/// Without a charset the parser takes everything for UTF-8 and puts a � where it is not.
fn text_of(message: &Message<'_>, part: &MessagePart<'_>) -> String {
    let text = part.text_contents().unwrap_or_default();
    if !text.contains(char::REPLACEMENT_CHARACTER) {
        return text.to_owned();
    }
    let bytes = raw(message, part);
    let again = bytes.and_then(|bytes| decode(&bytes).ok());
    again.map_or_else(|| text.to_owned(), |(text, _)| text)
}

/// The bytes of a part as they were before they were wrapped for travelling.
pub(super) fn raw(message: &Message<'_>, part: &MessagePart<'_>) -> Option<Vec<u8>> {
    let (start, end) = (
        usize::try_from(part.offset_body).ok()?,
        usize::try_from(part.offset_end).ok()?,
    );
    let wrapped = message.raw_message.get(start..end)?;
    if is_base64(part) {
        base64_decode(wrapped)
    } else if is_quoted_printable(part) {
        quoted_printable_decode(wrapped)
    } else {
        Some(wrapped.to_vec())
    }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// Most of the words of the one are words of the other; addresses of links do not count.
fn says_the_same(plain: &str, formatted: &str) -> bool {
    use std::collections::HashSet;
    let set = |text: &str| -> HashSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| word.chars().count() > 3);
        words.map(str::to_lowercase).collect()
    };
    let (plain, formatted) = (set(plain), set(formatted));
    let missing = formatted.difference(&plain).count();
    missing * 4 <= formatted.len() || missing < 4
}
