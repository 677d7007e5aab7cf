//! Finds the questions of a request that numbers nothing: a question a line, or a paragraph each, or after a lead-in.

use super::candidates::{continues, is_heading, is_rule};
use super::cut::{Cut, Cuts};
use super::tidy::Page;
use super::words::{self, Ask};
use super::zone::Body;

/// A line or a paragraph, read as one piece.
#[derive(Debug, Clone, Copy)]
struct Unit {
    first: usize,
    /// One past its last line.
    end: usize,
    /// Stands on its own after a blank line.
    apart: bool,
}

impl Unit {
    fn text<'a>(&self, page: &'a Page) -> &'a str {
        page.piece(
            self.start(page),
            page.lines
                .get(self.end.saturating_sub(1))
                .map_or(0, |line| line.end),
        )
    }

    fn start(&self, page: &Page) -> usize {
        page.lines.get(self.first).map_or(0, |line| line.start)
    }
}

/// What a unit is to the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Asks,
    /// Goes on with the question before it: options, years, fields.
    GoesOn,
    Heads,
    Says,
    Closes,
}

/// Cuts a body without markers; `fields` are the lines of a list that belongs to the request above it.
pub(super) fn without_markers(page: &Page, body: Body, fields: &[usize]) -> Cuts {
    let units = units(page, body, fields);
    let mut cuts = read(page, body, &units, fields, false);
    if cuts.is_empty() {
        cuts = read(page, body, &units, fields, true);
    }
    let closing = closing(page, body, &units, &cuts, fields);
    Cuts { cuts, closing }
}

fn units(page: &Page, body: Body, fields: &[usize]) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut at = body.start;
    let mut listing = false;
    while at < body.end {
        if page.is_blank(at) {
            at += 1;
            continue;
        }
        let end = (at..body.end)
            .find(|i| page.is_blank(*i) || body.is_aside(page, *i) != body.is_aside(page, at))
            .unwrap_or(body.end);
        let leads = words::leads_in(page.line(at));
        let asking = (at..end).all(|i| words::begins_a_question(page.line(i)));
        let phrases = (listing || leads || asking)
            && is_broken_on_purpose(page, at + usize::from(leads), end);
        let starts: Vec<usize> = (at..end)
            .filter(|i| *i == at || phrases || !continues(page, *i, at))
            .collect();
        let separate = starts
            .iter()
            .filter(|i| words::ask(page.line(**i)) > Ask::No)
            .count();
        let fielded = (at..end).any(|i| fields.binary_search(&i).is_ok());
        let titles = listing
            && starts.iter().all(|i| {
                page.line(*i).starts_with(char::is_uppercase) && !page.line(*i).ends_with('.')
            });
        listing = words::leads_in(page.line(end - 1));
        if starts.len() > 1
            && (titles
                || phrases
                || separate * 2 >= starts.len() && separate > 1
                || fielded
                || words::leads_in(page.line(at)))
        {
            for (index, start) in starts.iter().enumerate() {
                let end = starts.get(index + 1).copied().unwrap_or(end);
                units.push(Unit {
                    first: *start,
                    end,
                    apart: index == 0,
                });
            }
        } else {
            units.push(Unit {
                first: at,
                end,
                apart: true,
            });
        }
        at = end;
    }
    units
}

/// Lines in lower case below a lead-in: a list if no line breaks off and the first word of one would have had ample room
/// on the line above it, for then no mail client has wrapped them.
fn is_broken_on_purpose(page: &Page, from: usize, to: usize) -> bool {
    const ROOM: usize = 10;
    let small = |line: usize| page.line(line).starts_with(char::is_lowercase);
    let widest = page.width.unwrap_or(usize::MAX);
    let roomy = |line: usize| {
        let word = page
            .line(line)
            .split_whitespace()
            .next()
            .map_or(0, str::len);
        page.line(line - 1).len() + 1 + word + ROOM <= widest
    };
    to > from + 1
        && (from..to).all(small)
        && (from..to - 1).all(|line| !words::breaks_off(page.line(line)))
        && (from + 1..to).any(roomy)
}

fn read(page: &Page, body: Body, units: &[Unit], fields: &[usize], generous: bool) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    let mut listing = false;
    let mut head: Option<usize> = None;
    let mut letter = b'a';
    let mut before = "";
    for (index, unit) in units.iter().enumerate() {
        let text = unit.text(page);
        if body.is_aside(page, unit.first) {
            head = head.or((!cuts.is_empty()).then(|| unit.start(page)));
            listing = false;
            before = "";
            continue;
        }
        let stem = units
            .get(index + 1)
            .is_some_and(|next| fields.binary_search(&next.first).is_ok());
        let mut role = role(page, unit, text, listing, generous);
        if stem && fields.binary_search(&unit.first).is_err() && words::ask(text) >= Ask::Request {
            role = Role::Asks;
        } else if fields.binary_search(&unit.first).is_ok() {
            role = if cuts.is_empty() {
                Role::Says
            } else {
                Role::GoesOn
            };
        } else if !cuts.is_empty()
            && bare_letter(text) == Some(letter)
            && !before.ends_with(['.', '?'])
        {
            letter += 1;
            role = Role::GoesOn;
        } else if bare_letter(text) != Some(letter) {
            letter = b'a';
        }
        if role == Role::Says && names_among_questions(page, units, index) {
            role = Role::Asks;
        }
        match role {
            Role::Asks => {
                let (start, listed) = (unit.start(page), listing);
                let offset = if cuts.is_empty() && !listed {
                    opening_statements(text)
                } else {
                    0
                };
                let start = start + offset;
                let from = head.unwrap_or(start).min(start);
                cuts.push(Cut {
                    before: from,
                    start,
                    text: start,
                    item: None,
                    headed: head.is_some(),
                });
                head = None;
            }
            Role::Heads => {
                if words::leads_in(text) || words::announces(text) {
                    listing = words::leads_in(text)
                        || text.contains("following")
                        || text.contains("below");
                    head = if cuts.is_empty() {
                        None
                    } else {
                        head.or(Some(unit.start(page)))
                    };
                } else {
                    head = head.or(Some(unit.start(page)));
                }
            }
            Role::GoesOn => {}
            Role::Says => head = None,
            Role::Closes => {
                head = None;
                listing = false;
            }
        }
        before = text;
    }
    cuts
}

fn role(page: &Page, unit: &Unit, text: &str, listing: bool, generous: bool) -> Role {
    if words::is_period(text) || words::is_answer_field(text) && text.len() < 40 {
        return Role::GoesOn;
    }
    if is_rule(text) {
        return Role::Heads;
    }
    if words::is_admin(text)
        && !(generous && words::ask(text) >= Ask::Request)
        && !asks_in_the_middle(text)
    {
        return Role::Closes;
    }
    let ask = words::ask(text);
    if words::leads_in(text) && !(generous && ask >= Ask::Request) {
        return Role::Heads;
    }
    if words::announces(text) && !generous {
        return Role::Heads;
    }
    if ask >= Ask::Request || asks_in_the_middle(text) {
        return Role::Asks;
    }
    if is_heading(page, unit.first) && unit.end == unit.first + 1 && !listing {
        return Role::Heads;
    }
    if listing && heads_its_paragraph(page, unit, text) {
        return Role::Heads;
    }
    if ask == Ask::Noun && (listing || !unit.apart || generous) {
        return Role::Asks;
    }
    if listing
        && words::words(text).count() <= 40
        && !words::is_note(text)
        && unit.first > 0
        && words::words(text).count() > 1
        && !text.starts_with("I ")
    {
        return Role::Asks;
    }
    Role::Says
}

/// "Street lights", the first line of a paragraph whose other lines name what is wanted.
fn heads_its_paragraph(page: &Page, unit: &Unit, text: &str) -> bool {
    unit.apart
        && unit.end == unit.first + 1
        && words::ask(text) == Ask::No
        && words::words(text).count() <= 5
        && is_heading(page, unit.first)
        && words::ask(page.line(unit.end)) > Ask::No
}

/// "The cost of the uniform in 2025", a paragraph of its own between paragraphs that ask.
fn names_among_questions(page: &Page, units: &[Unit], index: usize) -> bool {
    let asks = |at: Option<usize>| {
        at.and_then(|at| units.get(at)).is_some_and(|unit| {
            let text = unit.text(page);
            words::asks_for_something(text) && !words::is_admin(text)
        })
    };
    let Some(text) = units.get(index).map(|unit| unit.text(page)) else {
        return false;
    };
    words::names_a_thing(text)
        && asks(index.checked_sub(1))
        && (asks(Some(index + 1)) || !text.ends_with('.'))
}

/// A paragraph that comes to its request after a sentence or two.
fn asks_in_the_middle(text: &str) -> bool {
    sentences(text).any(|(_, sentence)| {
        words::asks_for_something(sentence)
            && words::admin(sentence) < 2
            && !words::leads_in(sentence)
    })
}

/// How many bytes of a paragraph are statements before its first request.
fn opening_statements(text: &str) -> usize {
    for (at, sentence) in sentences(text) {
        if words::asks_for_something(sentence) && words::admin(sentence) < 3 {
            return at;
        }
    }
    0
}

/// The sentences of a paragraph with their offsets; a full stop counts if white space and a capital follow.
fn sentences(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let mut end = rest.len();
        for (index, c) in rest.char_indices() {
            if matches!(c, '.' | '?' | '!') {
                let after = rest.get(index + 1..).unwrap_or("");
                let next = after.trim_start();
                let capital = next
                    .chars()
                    .next()
                    .is_some_and(|c| c.is_uppercase() || matches!(c, '"' | '“'));
                if next.len() < after.len() && capital {
                    end = index + 1 + after.len() - next.len();
                    break;
                }
            }
        }
        let start = at;
        at += end;
        Some((start, rest.get(..end).unwrap_or("").trim_end()))
    })
}

/// The letter of "a paid in full", which has lost its punctuation.
fn bare_letter(text: &str) -> Option<u8> {
    let mut bytes = text.bytes();
    let first = bytes.next().filter(u8::is_ascii_lowercase)?;
    (bytes.next() == Some(b' ') && text.len() < 80).then_some(first)
}

/// The closing begins at the first unit after the last question that does not belong to it.
fn closing(page: &Page, body: Body, units: &[Unit], cuts: &[Cut], fields: &[usize]) -> usize {
    let end = page
        .lines
        .get(body.end)
        .map_or(page.text.len(), |line| line.start);
    let Some(last) = cuts.last() else { return end };
    let mut before = "";
    let mut letter = b'a';
    for unit in units {
        if unit.start(page) <= last.text {
            before = unit.text(page);
            continue;
        }
        let text = unit.text(page);
        let lettered = bare_letter(text) == Some(letter) && !before.ends_with(['.', '?']);
        if lettered {
            letter += 1;
        }
        let goes_on = !body.is_aside(page, unit.first)
            && (lettered
                || words::is_period(text)
                || (words::is_answer_field(text) && text.len() < 40)
                || fields.binary_search(&unit.first).is_ok()
                || words::leads_in(before) && !words::is_admin(text));
        if !goes_on {
            return unit.start(page);
        }
        before = text;
    }
    end
}

#[cfg(test)]
mod tests {
    use crate::text::split::split;

    #[test]
    fn a_paragraph_each_is_a_question_each() {
        let split = split(
            "Dear Council,\n\nHow many bins are there?\n\nPlease send the bin policy.\n\nThank you\nA",
        );
        assert_eq!(split.questions.len(), 2);
        assert_eq!(split.questions[1].text, "Please send the bin policy.");
        assert!(split.closing.starts_with("Thank you"));
    }

    #[test]
    fn the_reason_for_asking_is_preamble() {
        let split = split(
            "Dear Council,\n\nI live in Castle ward. Please tell me how many bins there are.\n\nThanks\nA",
        );
        assert_eq!(
            split.questions[0].text,
            "Please tell me how many bins there are."
        );
        assert!(split.preamble.ends_with("Castle ward."));
    }
}
