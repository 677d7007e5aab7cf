//! Finds the part of a letter in which questions stand: after the salutation, before the sign-off, and in the right
//! message when several have been forwarded or quoted.

use super::lexicon::{ENDING, is};
use super::marker;
use super::messages;
use super::tidy::Page;
use super::words;

/// The lines in which questions are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The writer answers a quoted text point by point: quoted lines within are not the writer's.
    pub(super) asides: bool,
}

impl Body {
    /// Whether a line is a quotation between the writer's own lines.
    pub(super) fn is_aside(&self, page: &Page, line: usize) -> bool {
        self.asides && page.lines.get(line).is_some_and(|line| line.quoted)
    }
}

/// A line is only tested against the words of a letter's frame if it is not longer than this.
const SHORT: usize = 90;

pub(super) fn body(page: &Page) -> Body {
    let message = messages::choose(page);
    let start = after_salutation(page, message);
    let end = before_sign_off(page, Body { start, ..message });
    Body {
        start,
        end,
        ..message
    }
}

/// Whether a stretch of lines holds a request: a marker with words behind it, or a line that asks.
pub(super) fn asks(page: &Page, piece: Body) -> bool {
    (piece.start..piece.end).any(|index| {
        let line = page.line(index);
        if line.is_empty() || is_header(line) || piece.is_aside(page, index) {
            return false;
        }
        if page.lines.get(index).is_some_and(|l| l.item) {
            return true;
        }
        let rest = marker::read(line)
            .filter(marker::Mark::is_plain_to_see)
            .map(|mark| line.get(mark.len..).unwrap_or(""));
        rest.is_some_and(|rest| words::ask(rest) > words::Ask::No)
            || (words::asks_for_something(line) && !words::is_admin(line) && line.len() > 20)
            || (line.len() > 200 && line.contains('?'))
    })
}

pub(super) fn begins_a_message(page: &Page, index: usize) -> bool {
    let line = page.line(index);
    if line.len() > 200
        || !line.starts_with(['-', '_', '=', '*', ' ', 'o', 'O', 'f', 'F', 'b', 'B'])
    {
        return false;
    }
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(['-', '_', '=', ' ', '*']);
    if bare.starts_with("original message")
        || bare.starts_with("forwarded message")
        || bare.starts_with("begin forwarded message")
    {
        return true;
    }
    if lower.starts_with("on ") {
        let next = page.line(index + 1).to_lowercase();
        let digits = lower.bytes().any(|b| b.is_ascii_digit());
        return digits
            && (lower.ends_with("wrote:") || (next.ends_with("wrote:") && next.len() < 120));
    }
    if lower.starts_with("from:") {
        return (index + 1..index + 6).any(|i| {
            let next = page.line(i).to_lowercase();
            next.starts_with("sent:")
                || next.starts_with("date:")
                || next.starts_with("to:")
                || next.starts_with("subject:")
        });
    }
    false
}

pub(super) fn is_header(line: &str) -> bool {
    const HEADERS: &[&str] = &[
        "from:",
        "sent:",
        "to:",
        "cc:",
        "bcc:",
        "date:",
        "subject:",
        "re:",
        "ref:",
        "our ref:",
        "your ref:",
        "reply-to:",
    ];
    let head = line.get(..12).unwrap_or(line).to_lowercase();
    HEADERS.iter().any(|header| head.starts_with(header))
}

/// "Dear ...", "Hello": everything above it is the letter's head.
fn after_salutation(page: &Page, message: Body) -> usize {
    let mut start = message.start;
    let mut asked = 0;
    let mut headers = true;
    for index in message.start..message.end.min(message.start + 60) {
        let line = page.line(index);
        if line.is_empty() {
            continue;
        }
        if headers && (is_header(line) || begins_a_message(page, index)) {
            start = index + 1;
            continue;
        }
        headers = false;
        if is_salutation(line) {
            return if line.len() <= SHORT && !line.contains('?') {
                index + 1
            } else {
                index
            };
        }
        if words::ask(line) >= words::Ask::Request && !words::announces(line) {
            asked += 1;
            if asked > 1 {
                break;
            }
        }
    }
    start
}

fn is_salutation(line: &str) -> bool {
    const GREETINGS: &[&str] = &[
        "dear",
        "hi",
        "hello",
        "hiya",
        "greetings",
        "sir",
        "madam",
        "sirs",
        "fao",
        "attn",
    ];
    let mut tokens = words::words(line);
    let first = tokens.next().unwrap_or("").to_lowercase();
    let second = tokens.next().unwrap_or("").to_lowercase();
    GREETINGS.contains(&first.as_str())
        || (first == "good"
            && matches!(second.as_str(), "morning" | "afternoon" | "evening" | "day"))
        || (first == "to" && second == "whom")
        || (first == "to" && second == "the" && line.len() < 60 && line.ends_with(','))
}

/// How a line ends a letter.
#[derive(PartialEq, Eq)]
pub(super) enum SignOff {
    No,
    Thanks,
    Yours,
}

pub(super) fn sign_off(line: &str) -> SignOff {
    if line.len() > SHORT || line.is_empty() {
        return SignOff::No;
    }
    if !words::words(line)
        .next()
        .is_some_and(|word| is(word, ENDING))
    {
        return SignOff::No;
    }
    let mut tokens = words::words(line).map(str::to_lowercase);
    let first = tokens.next().unwrap_or_default();
    let second = tokens.next().unwrap_or_default();
    let third = tokens.next().unwrap_or_default();
    let few = words::words(line).count() <= 7;
    let yours = match (first.as_str(), second.as_str()) {
        ("yours", "faithfully" | "sincerely" | "truly" | "etc" | "respectfully" | "in" | "")
        | (
            "kind" | "kindest" | "best" | "warm" | "warmest" | "with",
            "regards" | "wishes" | "kind" | "best",
        )
        | ("with", "many" | "thanks")
        | ("regards" | "sincerely" | "faithfully" | "respectfully" | "rgds" | "kr", _) => few,
        ("yours", _) => !words::is_longer_than(line, 3),
        ("best" | "kind" | "enc" | "encs" | "enclosures", "") => true,
        ("sent", "from") => third == "my",
        _ => false,
    };
    let thanks = match (first.as_str(), second.as_str()) {
        ("many" | "kind", "thanks" | "regards") | ("cheers" | "thx" | "thankyou", _) => few,
        ("thanks", _) | ("thank", "you") => true,
        _ => false,
    };
    if yours {
        SignOff::Yours
    } else if thanks {
        SignOff::Thanks
    } else {
        SignOff::No
    }
}

/// Returns the line of the sign-off that ends the questions, or the end of the message.
fn before_sign_off(page: &Page, body: Body) -> usize {
    let is_asking = |line: usize| !body.is_aside(page, line) && is_asking(page, line);
    let Some(first) = (body.start..body.end).find(|line| is_asking(*line)) else {
        let signed = |line: &usize| sign_off(page.line(*line)) != SignOff::No;
        return (body.start + 2..body.end).find(signed).unwrap_or(body.end);
    };
    let last = (first..body.end)
        .rev()
        .find(|line| is_asking(*line))
        .unwrap_or(first);
    // "Thanks" may stand above the questions; how many there are on each side is only counted when it matters.
    let mut asked = 0;
    let mut counted = first;
    let mut all = None;
    for index in first + 1..body.end {
        let line = page.line(index);
        if body.is_aside(page, index) {
            continue;
        }
        match sign_off(line) {
            SignOff::Yours => return index,
            SignOff::Thanks if index > last => return index,
            SignOff::Thanks if line.len() < 40 => {
                let count =
                    |from: usize, to: usize| (from..to).filter(|line| is_asking(*line)).count();
                asked += count(counted, index);
                counted = index;
                let all = *all.get_or_insert_with(|| count(first, body.end));
                if all - asked <= asked {
                    return index;
                }
            }
            SignOff::No | SignOff::Thanks => {}
        }
    }
    body.end
}

pub(super) fn is_asking(page: &Page, index: usize) -> bool {
    let line = page.line(index);
    line.len() > 250
        || page.lines.get(index).is_some_and(|line| line.item)
        || marker::read(line).is_some_and(|mark| mark.is_plain_to_see())
        || (words::ask(line) >= words::Ask::Request
            && !words::announces(line)
            && !words::is_admin(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body_of(text: &str) -> String {
        let page = Page::of(text);
        let Body { start, end, .. } = body(&page);
        (start..end)
            .map(|i| page.line(i))
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn the_address_and_the_signature_are_outside() {
        assert_eq!(
            body_of("14 Quay Street\n\nDear Sir,\nHow many boats?\nYours faithfully\n1. Enc"),
            "How many boats?"
        );
    }

    #[test]
    fn the_quoted_reply_is_not_asked_again() {
        assert_eq!(
            body_of("Hello\n1. How many?\n\nOn 4 May, FOI wrote:\n> 1. How many benches?\n> 41"),
            "1. How many?|"
        );
    }

    #[test]
    fn a_covering_note_gives_way_to_the_message_below() {
        assert_eq!(
            body_of(
                "FYI, please log it.\nThanks\n-----Original Message-----\nFrom: a\nTo: b\n\nHello\nHow many trees?"
            ),
            "How many trees?"
        );
    }
}
