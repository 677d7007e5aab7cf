//! What the walk does at a label: which questions the text below it answers, and which still wait.

use std::ops::Range;

use super::labels::{self, Label, Ref};
use super::scan::{Answered, Asked, Walk};
use crate::text::slice::{from, slice};
use crate::text::split::line::{Asks, asks, cited};

impl Walk<'_, '_> {
    pub(super) fn answer_label(&mut self, label: &Label, at: &Range<usize>) -> bool {
        let waiting = self.waiting();
        if label.weak && waiting.is_empty() {
            // Before the questions it announces both; within an answer it is text.
            return self.target.is_empty() && !label.alone;
        }
        if self.found.asked.is_empty() {
            return true;
        }
        let mut to = self.resolve(&label.refs);
        if to.is_empty() {
            to = waiting;
        }
        if to.is_empty() {
            // A heading of the same words within an answer.
            return self.target.is_empty();
        }
        if label.refs.is_empty() {
            self.answer_all(to, true);
        } else {
            self.answer(to, true);
        }
        if !label.alone {
            self.append(at.start + label.len..at.end);
        }
        true
    }

    /// A question that waits among others is said again without its number, and its answer follows.
    pub(super) fn restated(&mut self, index: usize, line: &str) -> bool {
        if self.quoting || self.mark(index).is_some_and(|mark| mark.plain) {
            return false;
        }
        let waiting = self.waiting();
        if waiting.len() + usize::from(self.block) < 2 || !self.gap {
            return false;
        }
        let words = |text: &str| -> Vec<String> {
            text.split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_lowercase)
                .collect()
        };
        let said = words(line);
        let whole = |asked: &usize| {
            let asked = self.found.asked.get(*asked);
            asked.is_some_and(|asked| words(slice(self.page.text, asked.words.clone())) == said)
        };
        let Some(again) = waiting
            .iter()
            .copied()
            .find(whole)
            .filter(|_| said.len() > 1)
        else {
            return false;
        };
        self.block = true;
        self.answer(vec![again], true);
        true
    }

    /// "Questions 2 and 3: ...", "In relation to question 2, ...". True asks to begin anew.
    pub(super) fn refs_label(
        &mut self,
        index: usize,
        line: &str,
        at: &Range<usize>,
    ) -> Option<bool> {
        if self.found.asked.is_empty() || self.quoting {
            return None;
        }
        if let Some(label) = labels::refs_only(line) {
            let to = self.resolve(&label.refs);
            let complete = !to.is_empty() && to.len() >= label.refs.len();
            if complete && to.iter().all(|asked| self.is_waiting(*asked)) {
                let words = self.paragraph(index, label.len);
                if to.len() == 1 && self.repeats(to.first().copied().unwrap_or(0), &words) {
                    return Some(true);
                }
                if to.len() > 1 || self.block || asks(&words) < Asks::Request {
                    self.block = true;
                    self.answer(to, true);
                    if !label.alone {
                        self.append(at.start + label.len..at.end);
                    }
                    return Some(false);
                }
            }
        }
        if (self.gap || self.block) && self.waiting().len() + usize::from(self.block) > 1 {
            let (refs, len) = labels::referred(line)?;
            let to = self.resolve(&refs);
            if !to.is_empty() && to.iter().all(|asked| self.is_waiting(*asked)) {
                self.block = true;
                self.answer(to, true);
                self.append(at.start + len..at.end);
                return Some(false);
            }
        }
        None
    }

    /// The words of a paragraph from a place in its first line on.
    pub(super) fn paragraph(&self, index: usize, skip: usize) -> String {
        let mut out = from(self.page.line(index), skip).trim().to_owned();
        let mut next = index + 1;
        if out.is_empty() {
            while next < self.page.lines.len() && self.page.is_blank(next) {
                next += 1;
            }
            self.page.line(next).clone_into(&mut out);
            next += 1;
        }
        while out.len() < 600
            && !self.page.is_blank(next)
            && self
                .page
                .lines
                .get(next)
                .is_some_and(|line| line.mark.as_ref().is_none_or(|mark| !mark.plain))
            && self.labels.get(next).is_some_and(Option::is_none)
        {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(self.page.line(next));
            next += 1;
        }
        out
    }

    /// Whether words say a question again that was said before.
    pub(super) fn repeats(&self, asked: usize, words: &str) -> bool {
        let Some(asked) = self.found.asked.get(asked) else {
            return false;
        };
        let known = slice(self.page.text, asked.words.clone());
        let tokens = |text: &str| -> Vec<String> {
            text.split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .take(7)
                .map(str::to_lowercase)
                .collect()
        };
        let (one, two) = (tokens(known), tokens(words));
        let length = one.len().min(two.len());
        length >= 3 && one.iter().zip(&two).take(length).all(|(a, b)| a == b)
    }

    /// The questions that stand since the last answer and wait for one.
    pub(super) fn waiting(&self) -> Vec<usize> {
        let first = self
            .found
            .asked
            .iter()
            .rposition(|asked| asked.answered)
            .map_or(0, |last| last + 1);
        (first..self.found.asked.len())
            .filter(|asked| self.is_waiting(*asked))
            .collect()
    }

    pub(super) fn is_waiting(&self, asked: usize) -> bool {
        self.found
            .asked
            .get(asked)
            .is_some_and(|asked| !asked.answered && !asked.group)
    }

    fn resolve(&self, refs: &[Ref]) -> Vec<usize> {
        let mut to: Vec<usize> = Vec::new();
        for one in refs {
            let fits = |asked: &Asked| {
                let marker = cited(&asked.path);
                marker == one.marker
                    || (marker.ends_with(&format!("({})", one.marker)) && !one.marker.contains('('))
            };
            let all = || {
                self.found
                    .asked
                    .iter()
                    .enumerate()
                    .filter(|(_, asked)| fits(asked) && !asked.group)
            };
            let below = || {
                let stem = format!("{}(", one.marker);
                let inside = move |asked: &Asked| cited(&asked.path).starts_with(&stem);
                self.found
                    .asked
                    .iter()
                    .enumerate()
                    .filter(move |(_, asked)| inside(asked))
                    .map(|(index, _)| index)
            };
            let chosen = all()
                .find(|(_, asked)| !asked.answered)
                .or_else(|| all().next_back())
                .map(|(index, _)| index);
            let chosen: Vec<usize> = chosen.map_or_else(|| below().collect(), |one| vec![one]);
            let (Some(&first), Some(&end)) = (chosen.first(), chosen.last()) else {
                continue;
            };
            match to.last() {
                Some(&last) if one.through && last < first => to.extend(last + 1..=end),
                _ => to.extend(chosen),
            }
        }
        to.retain(|asked| {
            self.found
                .asked
                .get(*asked)
                .is_some_and(|asked| !asked.group)
        });
        to.dedup();
        to
    }

    pub(super) fn end_answer(&mut self) {
        if self.provisional {
            self.settle();
        }
        self.provisional = false;
        self.target.clear();
        self.open = None;
        self.nested = None;
    }

    /// The targets wait no more.
    pub(super) fn settle(&mut self) {
        for asked in &self.target {
            if let Some(asked) = self.found.asked.get_mut(*asked) {
                asked.answered = true;
            }
        }
    }

    /// What stood between the label and the first marker was an introduction and answered nothing.
    fn drop_introduction(&mut self) {
        if !self.provisional {
            return;
        }
        self.provisional = false;
        let last = self.found.answered.last();
        if last.is_some_and(|last| last.to == self.target) {
            self.found.answered.pop();
        }
    }

    /// Text from here on answers these questions.
    pub(super) fn answer(&mut self, to: Vec<usize>, labelled: bool) {
        self.drop_introduction();
        self.turn_to(to, labelled);
        self.settle();
    }

    fn turn_to(&mut self, to: Vec<usize>, labelled: bool) {
        self.end_answer();
        self.target = to;
        self.fresh = true;
        self.labelled = labelled;
        self.parked = false;
        self.expects = false;
    }

    /// Text from here on answers all these questions, unless markers come that give each its own.
    pub(super) fn answer_all(&mut self, to: Vec<usize>, labelled: bool) {
        let several = to.len() > 1;
        // "Decision", a paragraph for all, and then "Response": the answers come now.
        if several && self.target == to {
            self.drop_introduction();
        }
        self.turn_to(to, labelled);
        self.provisional = several;
        if several {
            self.block = true;
        } else {
            self.settle();
        }
    }

    pub(super) fn append(&mut self, range: Range<usize>) {
        if slice(self.page.text, range.clone())
            .trim_matches(|c: char| c.is_whitespace() || c == '*')
            .is_empty()
        {
            return;
        }
        match self.found.answered.last_mut() {
            Some(last) if !self.fresh => last.at.end = range.end,
            _ => self.found.answered.push(Answered {
                at: range,
                to: self.target.clone(),
                labelled: self.labelled,
            }),
        }
        self.fresh = false;
    }
}
