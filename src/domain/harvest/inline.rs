//! Answers that run on in the line of their question: "2. How many devices are in use? 84".

use std::ops::Range;

use super::page::Page;
use super::scan::{Answered, Found};
use crate::text::slice::{before, from, slice};
use crate::text::split::line::{Asks, asks};

/// The offset at which an answer begins behind the question mark of a question.
pub(super) fn cut(page: &Page, words: &Range<usize>) -> Option<usize> {
    let text = slice(page.text, words.clone());
    let mark = text.rfind('?')?;
    let tail = from(text, mark + 1);
    let lead = tail.len()
        - tail
            .trim_start_matches(|c: char| {
                c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '*' | '"' | '”')
            })
            .len();
    let answer = from(tail, lead).trim_end();
    let set_off = tail.starts_with(char::is_whitespace) || lead > 1;
    (set_off
        && !answer.is_empty()
        && !answer.starts_with('(')
        && !answer.trim_matches(['*', ')']).is_empty()
        && asks(answer) <= Asks::Noun)
        .then_some(words.start + mark + 1 + lead)
}

/// Where a question without a question mark ends before a colon or a dash: "Name of contractor: Greenish Ltd".
fn cut_at_separator(page: &Page, words: &Range<usize>) -> Option<usize> {
    let text = slice(page.text, words.clone());
    let (at, separator) = [": ", " - ", " – ", "\t"]
        .into_iter()
        .filter_map(|separator| {
            Some((
                text.trim_start().find(separator)? + text.len() - text.trim_start().len(),
                separator,
            ))
        })
        .min()?;
    let answer = from(text, at + separator.len()).trim();
    let start = at
        + separator.len()
        + (from(text, at + separator.len()).len()
            - from(text, at + separator.len()).trim_start().len());
    (at > 3 && !text.contains('?') && !answer.is_empty() && asks(answer) <= Asks::Noun)
        .then_some(words.start + start)
}

/// Where a question without a question mark may end: before a capital in the middle of it.
fn cut_at_capital(page: &Page, words: &Range<usize>) -> Option<usize> {
    let text = slice(page.text, words.clone());
    let mut previous: Option<&str> = None;
    let place = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    for (count, word) in text.split_whitespace().enumerate() {
        let at = place(word);
        let ends = |previous: &str| {
            previous.ends_with(|c: char| c.is_lowercase() || c == ':') && !is_small(previous)
        };
        let begins = word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '£');
        if count >= 3
            && begins
            && previous.is_some_and(ends)
            && asks(before(text, at)) >= Asks::Noun
        {
            return Some(words.start + at);
        }
        previous = Some(word);
    }
    None
}

/// A word that cannot end a question: "the", "of".
pub(super) fn is_small(word: &str) -> bool {
    const SMALL: [&str; 16] = [
        "the", "of", "in", "at", "by", "for", "a", "an", "and", "or", "to", "from", "on", "with",
        "since", "between",
    ];
    SMALL.contains(&word)
}

/// Moves answers that begin in the line of their question to where they begin, if that is the manner of the letter.
pub(super) fn settle(page: &Page, found: &mut Found) {
    let labelled = |found: &Found, asked: usize| {
        found
            .answered
            .iter()
            .any(|answer| answer.to.contains(&asked) && (answer.labelled || answer.to.len() > 1))
    };
    let open: Vec<usize> = (0..found.asked.len())
        .filter(|asked| {
            found.asked.get(*asked).is_some_and(|asked| !asked.group) && !labelled(found, *asked)
        })
        .collect();
    let cuts: Vec<(usize, Option<usize>)> = open
        .iter()
        .filter_map(|index| {
            found
                .asked
                .get(*index)
                .map(|asked| (*index, cut(page, &asked.words)))
        })
        .collect();
    let unanswered = open.iter().all(|asked| {
        !found
            .answered
            .iter()
            .any(|answer| answer.to.contains(asked))
    });
    let separated: Vec<(usize, Option<usize>)> = open
        .iter()
        .filter_map(|index| {
            found
                .asked
                .get(*index)
                .map(|asked| (*index, cut_at_separator(page, &asked.words)))
        })
        .collect();
    let cuts =
        if unanswered && separated.len() > 2 && separated.iter().all(|(_, cut)| cut.is_some()) {
            separated
        } else {
            cuts
        };
    let with = cuts.iter().filter(|(_, cut)| cut.is_some()).count();
    let lonely = with == 1 && cuts.len() == 1;
    if with * 10 < cuts.len() * 6 || (with < 2 && !lonely) {
        return;
    }
    for (index, cut) in cuts {
        let own = found
            .answered
            .iter()
            .position(|answer| answer.to == [index]);
        let Some(asked) = found.asked.get_mut(index) else {
            continue;
        };
        let cut = match (cut, own) {
            (None, None) => cut_at_capital(page, &asked.words),
            (cut, _) => cut,
        };
        let Some(cut) = cut else { continue };
        let end = asked.words.end;
        asked.words.end = before(page.text, cut)
            .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':'))
            .len();
        match own.and_then(|own| found.answered.get_mut(own)) {
            Some(answer) => answer.at.start = cut,
            None => found.answered.push(Answered {
                at: cut..end,
                to: vec![index],
                labelled: false,
            }),
        }
    }
}
