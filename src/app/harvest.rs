//! The screen of past letters: the pairs that were found in them, groups of near-identical answers first.

use std::collections::BTreeSet;

use super::effect::Ticket;
use super::scroll::Scroll;
use super::written::Written;
use crate::domain::archive::PastAnswer;
use crate::domain::harvest::alike::Alike;
use crate::domain::harvest::gathering::Counts;
use crate::domain::outcome::Outcome;

/// Where the letters come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PastLetters {
    /// A file, or a folder with everything in it.
    Path(String),
    /// A letter that was pasted.
    Text(String),
}

/// What a reading of letters gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Harvested {
    /// The answers, each question with its answer once.
    pub answers: Vec<PastAnswer>,
    /// Those that are nearly the same.
    pub alike: Vec<Alike>,
    /// The regime of provisions that bear no other's name.
    pub regime: String,
    /// How much came in.
    pub counts: Counts,
    /// What was unclear or could not be read, in words with the place.
    pub remarks: Vec<String>,
    /// Where the reading was stopped, in words.
    pub stopped: Option<String>,
}

/// A row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// Answers that are nearly the same, by their place among the groups.
    Alike(usize),
    /// A pair, by its place among the answers.
    Pair(usize),
    /// Something that was unclear.
    Remark(usize),
}

/// A part of a pair that is being mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mending {
    /// What was asked.
    Question,
    /// What was answered.
    Answer,
}

/// A pair as it was before a change.
#[derive(Debug, Clone)]
struct Earlier {
    at: usize,
    answer: PastAnswer,
    left_out: bool,
}

/// The screen.
#[derive(Debug, Clone, Default)]
pub struct HarvestScreen {
    /// What is read, in words.
    pub source: String,
    /// The reading that is under way: how many letters of how many are done.
    pub reading: Option<(Ticket, usize, usize)>,
    /// What was found.
    pub found: Harvested,
    /// The pairs that are not to go into the archive.
    pub left_out: BTreeSet<usize>,
    /// The pairs that are on their way into the archive.
    pub filing: BTreeSet<usize>,
    /// The pairs that are in the archive.
    pub filed: BTreeSet<usize>,
    /// The chosen row.
    pub scroll: Scroll,
    /// The text that is being mended, and of what.
    pub mending: Option<(Mending, Written)>,
    earlier: Vec<Earlier>,
}

impl HarvestScreen {
    /// Opens the screen on a reading that begins.
    pub fn reading(source: String, ticket: Ticket) -> Self {
        Self {
            source,
            reading: Some((ticket, 0, 0)),
            ..Self::default()
        }
    }

    /// How many rows the list has.
    pub fn len(&self) -> usize {
        self.found.alike.len() + self.found.answers.len() + self.found.remarks.len()
    }

    /// Whether there is nothing in the list.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row at a place of the list: groups first, then the pairs, then what was unclear.
    pub fn row(&self, at: usize) -> Option<Row> {
        let (alike, answers) = (self.found.alike.len(), self.found.answers.len());
        match at {
            at if at < alike => Some(Row::Alike(at)),
            at if at < alike + answers => Some(Row::Pair(at - alike)),
            at if at < self.len() => Some(Row::Remark(at - alike - answers)),
            _ => None,
        }
    }

    /// The chosen row.
    pub fn chosen(&self) -> Option<Row> {
        self.row(self.scroll.cursor)
    }

    /// The chosen pair.
    pub fn chosen_pair(&self) -> Option<usize> {
        match self.chosen()? {
            Row::Pair(at) => Some(at),
            Row::Alike(_) | Row::Remark(_) => None,
        }
    }

    /// The pairs that go into the archive and are not there yet as they are.
    pub fn to_file(&self) -> Vec<usize> {
        (0..self.found.answers.len())
            .filter(|at| {
                let gone = [&self.left_out, &self.filing, &self.filed];
                gone.into_iter().all(|set| !set.contains(at))
            })
            .collect()
    }

    /// Leaves a pair out, or takes it in after all.
    pub fn toggle(&mut self, at: usize) {
        self.remember(at);
        if !self.left_out.remove(&at) {
            self.left_out.insert(at);
        }
    }

    /// Changes a pair; it goes into the archive anew.
    pub fn mend(&mut self, at: usize, change: impl FnOnce(&mut PastAnswer)) {
        self.remember(at);
        self.is_another(at);
        if let Some(answer) = self.found.answers.get_mut(at) {
            change(answer);
        }
    }

    // What is in the archive, or on its way there, is not what it is now.
    fn is_another(&mut self, at: usize) {
        self.filing.remove(&at);
        self.filed.remove(&at);
    }

    /// The archive has taken what was on its way, or not.
    pub fn arrived(&mut self, taken: bool) {
        let filing = std::mem::take(&mut self.filing);
        if taken {
            self.filed.extend(filing);
        }
    }

    /// Sets what became of a question.
    pub fn set_outcome(&mut self, at: usize, outcome: Option<Outcome>) {
        self.mend(at, |answer| answer.outcome = outcome);
    }

    fn remember(&mut self, at: usize) {
        if let Some(answer) = self.found.answers.get(at) {
            self.earlier.push(Earlier {
                at,
                answer: answer.clone(),
                left_out: self.left_out.contains(&at),
            });
        }
    }

    /// Takes back the last change. False if there is none.
    pub fn undo(&mut self) -> bool {
        let Some(earlier) = self.earlier.pop() else {
            return false;
        };
        if let Some(answer) = self.found.answers.get_mut(earlier.at)
            && *answer != earlier.answer
        {
            *answer = earlier.answer;
            self.is_another(earlier.at);
        }
        if earlier.left_out {
            self.left_out.insert(earlier.at);
        } else {
            self.left_out.remove(&earlier.at);
        }
        let place = self.found.alike.len() + earlier.at;
        self.scroll.cursor = place;
        true
    }
}
