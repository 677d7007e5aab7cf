//! Harvesting: reading a past response into the questions that were asked and what was answered to each.
//!
//! Letters put answers below, beside or after all the questions, with a label or without. A letter is walked down line
//! by line ([`scan`]), once by its markers and once by its wording; the reading that finds more is taken. What an answer
//! says is read by [`reading`](super::reading); nothing here knows a statute.

pub mod alike;
mod answering;
mod asking;
mod below;
mod closing;
pub mod draft;
mod fallback;
pub mod filing;
pub mod gathering;
mod headed;
mod inline;
mod judge;
mod labels;
mod letter_facts;
mod outcome;
mod page;
mod prose;
mod recited;
mod scan;
mod table;
mod titled;
mod trim;
pub mod unnamed;
mod wording;

use std::collections::BTreeSet;
use std::ops::Range;

pub use letter_facts::{Fact, LetterFacts, Salutation, letter_facts};

use page::Page;
use scan::{Found, Mode};

use super::outcome::Outcome;
use super::reading::{Cited, Phrasebook, citations};
use super::regime::Regimes;
use crate::text::split::line::cited;

/// A response taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Harvest {
    /// The questions with their answers, in the order in which they were asked.
    pub pairs: Vec<Pair>,
    /// What stands before the first question.
    pub opening: Range<usize>,
    /// What stands after the last answer: rights, thanks, sign-off.
    pub closing: Range<usize>,
}

/// A question and its answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pair {
    /// As an officer cites the question: `3(b)`, or empty.
    pub marker: String,
    /// Its words.
    pub question: String,
    /// The words of the answer; empty where the letter gives none.
    pub answer: String,
    /// Where the question stands in the letter.
    pub question_at: Range<usize>,
    /// Where the answer stands.
    pub answer_at: Range<usize>,
    /// The marker of the question with whose answer this one is answered too.
    pub answered_with: Option<String>,
    /// The place in `pairs` of the question with which it shares its answer.
    pub shares: Option<usize>,
    /// What became of the question.
    pub outcome: Option<Outcome>,
    /// Whether the outcome is a guess: nothing in the answer shows it.
    pub guessed: bool,
    /// The provisions that the answer cites, each once.
    pub cites: Vec<CitedProvision>,
}

/// A provision that an answer cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedProvision {
    /// The regime whose provision it is.
    pub regime: Option<String>,
    /// As the pack of the regime writes it.
    pub cite: String,
}

/// Reads a response. `text` is clean; ranges are bytes of it. `default` is the regime of letters that name none.
pub fn harvest(text: &str, regimes: &Regimes, book: &Phrasebook, default: &str) -> Harvest {
    let page = Page::of(text);
    let found = read(&page);
    let regime =
        letter_facts::regime(text, regimes).map_or_else(|| default.to_owned(), |named| named.value);
    let mut pairs = Vec::new();
    let mut places = Vec::new();
    for (index, asked) in found
        .asked
        .iter()
        .enumerate()
        .filter(|(_, asked)| !asked.group)
    {
        let own: Vec<_> = found
            .answered
            .iter()
            .filter(|answer| answer.to.contains(&index))
            .collect();
        let answer = own
            .iter()
            .map(|answer| page.words(&answer.at))
            .collect::<Vec<_>>()
            .join("\n\n");
        let first = own
            .first()
            .and_then(|answer| answer.to.first().copied())
            .filter(|first| *first < index);
        let shares = first.and_then(|first| places.iter().position(|place| *place == first));
        let mut answer = answer.trim().to_owned();
        let mut asked_at = asked.words.clone();
        let mut answered_at = own.first().map(|answer| answer.at.clone());
        // What stands in a paragraph of its own behind the question mark answers it, however it is worded.
        if answer.is_empty()
            && let Some(end) = end_of_question(page.text, &asked_at)
        {
            answered_at = Some(end..asked_at.end);
            page.words(&(end..asked_at.end))
                .trim()
                .clone_into(&mut answer);
            asked_at = asked_at.start..end;
        }
        // The name of a statute may be broken over two lines.
        let cites = citations(&answer.replace('\n', " "), regimes, &regime);
        let (outcome, pointed) = outcome::outcome(&answer, &cites, regimes, book);
        let with = |first: usize| found.asked.get(first).map(|asked| cited(&asked.path));
        let answered_with =
            pointed.or_else(|| first.and_then(with).filter(|marker| !marker.is_empty()));
        places.push(index);
        let guessed = outcome::is_guessed(&answer, outcome, book);
        pairs.push(Pair {
            marker: cited(&asked.path),
            question: page
                .words(&asked.words)
                .trim_matches(['"', '”', ' ', '\n'])
                .to_owned(),
            answer,
            question_at: asked_at.clone(),
            answer_at: answered_at.unwrap_or(asked_at.end..asked_at.end),
            answered_with,
            shares,
            outcome,
            guessed,
            cites: each_once(&cites),
        });
    }
    let start = found
        .asked
        .iter()
        .map(|asked| asked.start)
        .min()
        .unwrap_or(0);
    let end = found
        .answered
        .iter()
        .map(|answer| answer.at.end)
        .max()
        .unwrap_or(0);
    Harvest {
        pairs,
        opening: 0..start,
        closing: end.max(start)..text.len(),
    }
}

fn read(page: &Page) -> Found {
    let mut found = reading(page);
    closing::take_off(page, &mut found);
    trim::signature(page, &mut found);
    found
}

/// The reading that finds most.
fn reading(page: &Page) -> Found {
    let settled = |mut found: Found| {
        inline::settle(page, &mut found);
        trim::headings(page, &mut found);
        trim::signature(page, &mut found);
        found
    };
    let table = table::read(page);
    let marked = settled(scan::walk(page, Mode::Marked));
    if count(&table) >= 1 && count(&table) >= count(&marked) {
        return table;
    }
    let below = below::read(page);
    if count(&below) >= 2 {
        return below;
    }
    let headed = headed::read(page);
    if count(&headed) > count(&marked) && count(&headed) >= 2 {
        return headed;
    }
    let titled = titled::read(page);
    let lost = marked.asked.iter().filter(|asked| !asked.group).count() > count(&marked);
    if count(&titled) >= 2
        && (count(&titled) > marked.asked.len() || (lost && count(&titled) > count(&marked)))
    {
        let mut titled = titled;
        trim::headings(page, &mut titled);
        return titled;
    }
    if count(&marked) >= 2 {
        return marked;
    }
    let recited = recited::read(page);
    if count(&recited) >= 2 {
        return recited;
    }
    let worded = settled(scan::walk(page, Mode::Worded));
    let numbered = fallback::numbered(page);
    let numbered_more = count(&numbered) >= 2 && count(&numbered) > 2 * count(&worded);
    if count(&marked) == 1 && count(&worded) < 3 && !numbered_more {
        return marked;
    }
    if count(&worded) >= 1 && !numbered_more {
        return worded;
    }
    if count(&numbered) >= 2 {
        return numbered;
    }
    let prose = prose::read(page);
    if count(&prose) >= 2 {
        return prose;
    }
    fallback::read(page)
}

// Where a question ends that goes on in a paragraph after its question mark.
fn end_of_question(text: &str, at: &Range<usize>) -> Option<usize> {
    let words = crate::text::slice::slice(text, at.clone());
    let mark = words.find("?\n\n").map(|mark| mark + 1)?;
    let rest = words.get(mark..)?.trim();
    (!rest.is_empty() && !rest.contains('?')).then_some(at.start + mark)
}

/// How many questions have an answer.
fn count(found: &Found) -> usize {
    let answered: BTreeSet<usize> = found
        .answered
        .iter()
        .flat_map(|answer| answer.to.iter().copied())
        .filter(|index| *index < found.asked.len())
        .collect();
    answered.len()
}

fn each_once(cites: &[Cited]) -> Vec<CitedProvision> {
    let mut once: Vec<CitedProvision> = Vec::new();
    for cited in cites {
        let one = CitedProvision {
            regime: Some(cited.regime.clone()),
            cite: cited.cite.clone(),
        };
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once
}
