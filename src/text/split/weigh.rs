//! Weighs the lists that were found: which are questions, which are notes or background, which are options, years or
//! fields that belong to the question above them.

mod tally;
mod titles;

use self::tally::Tally;
use self::titles::unwrap_titles;
use super::candidates::is_heading;
use super::lexicon::{CONTACT, RECORD, is};
use super::marker::Kind;
use super::sequence::{Item, Outline};
use super::tidy::Page;
use super::words::{self, Ask};
use super::zone::Body;

/// What becomes of each item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Question,
    /// Stays in the text in which it stands.
    Words,
}

pub(super) struct Weighed {
    pub(super) fates: Vec<Fate>,
    /// Lines of lists that are the fields of an unnumbered request.
    pub(super) fields: Vec<usize>,
}

pub(super) fn weigh(page: &Page, body: Body, outline: &mut Outline) -> Weighed {
    let titles = unwrap_titles(page, outline);
    let outline = &*outline;
    let mut fates = vec![Fate::Question; outline.items.len()];
    set(&mut fates, &titles, Fate::Words);
    let mut fields = Vec::new();
    let ends = ends(page, outline, body);
    let own = |item: usize| -> &str {
        let Some(it) = outline.items.get(item) else {
            return "";
        };
        first_lines(page.piece(
            it.end,
            ends.get(item).copied().unwrap_or(it.end).max(it.end),
        ))
    };
    let members = members(outline);
    let top: Vec<usize> = (0..outline.lists.len())
        .filter(|l| outline.lists.get(*l).is_some_and(|l| l.parent.is_none()))
        .collect();
    let any_asks = top.iter().any(|list| {
        members
            .get(*list)
            .is_some_and(|m| m.iter().any(|i| words::ask(own(*i)) >= Ask::Noun))
    });
    let parents = parents(outline, |item| item.step.kind != Kind::Bullet);
    let mut seen = false;
    for &list in &top {
        let Some(items) = members
            .get(list)
            .filter(|items| items.iter().all(|i| titles.binary_search(i).is_err()))
        else {
            continue;
        };
        let Some(first) = items.first().and_then(|item| outline.items.get(*item)) else {
            continue;
        };
        let lead = lead(page, first.line, body.start);
        let texts: Vec<&str> = items.iter().map(|i| own(*i)).collect();
        let mut tally = Tally::of(&texts);
        tally.children = items.iter().any(|item| parents.get(*item) == Some(&true));
        if first.inline && spells_out(page, first, &texts) {
            set(&mut fates, items, Fate::Words);
            continue;
        }
        let stray = tally.is_stray(&texts, lead) && !first.inline && outline.items.len() > 1;
        if stray
            || tally.is_notes(lead)
            || tally.is_correspondence(seen)
            || (any_asks && tally.is_background(lead))
        {
            set(&mut fates, items, Fate::Words);
        } else if asks_with_fields(lead, &texts) {
            set(&mut fates, items, Fate::Words);
            fields.extend(
                items
                    .iter()
                    .filter_map(|i| outline.items.get(*i))
                    .map(|item| item.line),
            );
        } else {
            seen = true;
        }
    }
    keep_with_stems(page, outline, &members, own, &mut fates);
    fields.sort_unstable();
    Weighed { fates, fields }
}

// Options, years and fields stay with the question that they stand under.
fn keep_with_stems<'t>(
    page: &Page,
    outline: &Outline,
    members: &[Vec<usize>],
    own: impl Fn(usize) -> &'t str,
    fates: &mut [Fate],
) {
    for (list, items) in outline.lists.iter().zip(members) {
        let Some(parent) = list.parent else { continue };
        if fates.get(parent) == Some(&Fate::Words) {
            set(fates, items, Fate::Words);
            continue;
        }
        let start = outline.items.get(parent).map_or(0, |parent| parent.end);
        let stem = last_words(
            page.piece(
                start,
                outline
                    .items
                    .get(list.first)
                    .map_or(start, |first| first.start),
            ),
        );
        let texts: Vec<&str> = items.iter().map(|i| own(*i)).collect();
        let apart = outline
            .items
            .get(list.first)
            .is_some_and(|it| it.line > 0 && page.is_blank(it.line - 1));
        let footnotes = apart && !words::leads_in(stem) && texts.iter().all(|t| is_statement(t));
        if footnotes || belongs_to_stem(stem, &texts) {
            set(fates, items, Fate::Words);
        }
    }
}

/// Which items have a sub-question of the wanted sort.
fn parents(outline: &Outline, wanted: impl Fn(&Item) -> bool) -> Vec<bool> {
    let mut parents = vec![false; outline.items.len()];
    for item in outline.items.iter().filter(|item| wanted(item)) {
        if let Some(parent) = item.parent.and_then(|parent| parents.get_mut(parent)) {
            *parent = true;
        }
    }
    parents
}

/// The end of a long stem, which is what leads in to the list below it.
fn last_words(text: &str) -> &str {
    let mut start = text.len().saturating_sub(400);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    text.get(start..).unwrap_or("")
}

fn set(fates: &mut [Fate], items: &[usize], fate: Fate) {
    for item in items {
        if let Some(slot) = fates.get_mut(*item) {
            *slot = fate;
        }
    }
}

fn members(outline: &Outline) -> Vec<Vec<usize>> {
    let mut members = vec![Vec::new(); outline.lists.len()];
    for (index, item) in outline.items.iter().enumerate() {
        if let Some(list) = members.get_mut(item.list) {
            list.push(index);
        }
    }
    members
}

/// Where the words of each item end: at the next marker, or the end of its line or paragraph.
fn ends(page: &Page, outline: &Outline, body: Body) -> Vec<usize> {
    let last = body
        .end
        .checked_sub(1)
        .and_then(|l| page.lines.get(l))
        .map_or(0, |line| line.end);
    let mut ends = vec![last; outline.items.len()];
    let mut next = last;
    for (index, item) in outline.items.iter().enumerate().rev() {
        if let Some(end) = ends.get_mut(index) {
            *end = next;
        }
        next = item.start;
    }
    ends
}

/// The first words of an item, as far as the first blank line, and not more than a few hundred characters.
fn first_lines(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.find("\n\n").unwrap_or(text.len());
    let mut end = end.min(400);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("").trim_end()
}

/// "How many hearings were held (a) in person and (b) by video?": letters inside one question that was asked already.
fn spells_out(page: &Page, first: &Item, texts: &[&str]) -> bool {
    let start = page
        .lines
        .get(first.line)
        .map_or(first.start, |line| line.start);
    let before = last_words(page.piece(start, first.start)).trim_end();
    let sentence = before
        .rfind(['.', '?', '!'])
        .map_or(before, |at| before.get(at + 1..).unwrap_or(""));
    words::ask(sentence) == Ask::Question
        && !words::leads_in(sentence)
        && texts.iter().all(|text| {
            let own = text.split_inclusive(['?', '.']).next().unwrap_or("");
            !words::begins_a_question(own) && !words::begins_a_request(own)
        })
}

/// The nearest line with words above the list.
fn lead(page: &Page, line: usize, first: usize) -> &str {
    (first..line)
        .rev()
        .take(6)
        .map(|index| page.line(index))
        .find(|text| !text.is_empty())
        .unwrap_or("")
}

/// A sentence that says something: it begins like one and ends in a full stop, and asks for nothing.
fn is_statement(text: &str) -> bool {
    words::ask(text) == Ask::No && words::words(text).count() >= 5
}

/// "Please send the register ..., with the following details: (a) name (b) address": one request.
fn asks_with_fields(lead: &str, texts: &[&str]) -> bool {
    let short = texts
        .iter()
        .filter(|text| words::words(text).count() <= 12 && words::ask(text) < Ask::Request)
        .count();
    let specific = words::words(lead).any(|word| is(word, RECORD));
    words::leads_in(lead)
        && specific
        && words::ask(lead) >= Ask::Request
        && short == texts.len()
        && texts.len() >= 2
        && words::words(lead).count() > 10
}

fn belongs_to_stem(stem: &str, texts: &[&str]) -> bool {
    if texts.is_empty() {
        return false;
    }
    let periods = texts.iter().filter(|text| words::is_period(text)).count();
    if periods * 3 >= texts.len() * 2 {
        return true;
    }
    let asking = texts.iter().any(|text| words::ask(text) >= Ask::Request);
    if asking {
        return false;
    }
    let short = texts.iter().all(|text| words::words(text).count() <= 8);
    if short && words::offers_a_choice(stem) {
        return true;
    }
    let fields = texts.iter().filter(|text| is_contact_field(text)).count();
    fields * 2 > texts.len() && short
}

fn is_contact_field(text: &str) -> bool {
    words::words(text).count() <= 4 && words::words(text).any(|word| is(word, CONTACT))
}

/// Whether the lists at the top restart under headings, so that the headings are a level of the path.
pub(super) fn has_sections(page: &Page, outline: &Outline, fates: &[Fate]) -> bool {
    let mut before: Option<&Item> = None;
    let mut restarts = 0;
    for list in &outline.lists {
        if list.parent.is_some() || fates.get(list.first) != Some(&Fate::Question) {
            continue;
        }
        let Some(first) = outline.items.get(list.first) else {
            continue;
        };
        if before.is_some() && (first.step.value == 1 || first.step.kind == Kind::Bullet) {
            let headed = (0..first.line)
                .rev()
                .take(8)
                .map(|i| (i, page.line(i)))
                .find(|(_, text)| !text.is_empty());
            restarts += usize::from(headed.is_some_and(|(i, text)| {
                is_heading(page, i) || words::leads_in(text) || text.len() < 100
            }));
        }
        before = Some(first);
    }
    restarts > 0
}
