//! Walks down a letter line by line and says of each line whether it asks, answers or does neither.

use std::ops::Range;

use super::labels::{self, Label, Ref};
use super::page::Page;
use crate::text::slice::{from, slice};
use crate::text::split::line::{Asks, Counts, asks, cited};

pub(super) type Path = Vec<(Counts, u32)>;

/// A question of the letter.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) path: Path,
    pub(super) style: u8,
    /// From its marker on.
    pub(super) start: usize,
    /// Its words.
    pub(super) words: Range<usize>,
    /// Has questions of its own below it, and asks nothing itself.
    pub(super) group: bool,
    pub(super) answered: bool,
}

/// A stretch that answers one question or several.
#[derive(Debug, Clone)]
pub(super) struct Answered {
    pub(super) at: Range<usize>,
    pub(super) to: Vec<usize>,
    /// A label stands before it.
    pub(super) labelled: bool,
}

/// What the walk has found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) asked: Vec<Asked>,
    pub(super) answered: Vec<Answered>,
    /// The offset at which the closing begins.
    pub(super) closing: usize,
}

/// How a letter tells its questions from the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// By their markers.
    Marked,
    /// By how they are worded, or by labels.
    Worded,
}

/// The numbered list within an answer that is being passed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Nested {
    pub(super) counts: Counts,
    pub(super) style: u8,
    pub(super) last: u32,
}

pub(super) struct Walk<'p, 't> {
    pub(super) page: &'p Page<'t>,
    pub(super) mode: Mode,
    pub(super) labels: Vec<Option<Label>>,
    /// The letter answers between the lines of a quoted request.
    pub(super) quoting: bool,
    /// It has lines such as "You asked:".
    pub(super) has_asked: bool,
    pub(super) found: Found,
    /// The questions that the text being read answers.
    pub(super) target: Vec<usize>,
    fresh: bool,
    labelled: bool,
    /// The text being read answers all its targets only if no marker tells otherwise.
    provisional: bool,
    /// The question whose words are being read.
    pub(super) open: Option<usize>,
    /// Text is passed over until a question or a label comes.
    parked: bool,
    /// The answers stand together, after questions that stand together.
    pub(super) block: bool,
    /// "You asked:" has been read; what comes is asked.
    pub(super) expects: bool,
    pub(super) nested: Option<Nested>,
    /// A blank line came just before.
    pub(super) gap: bool,
}

/// What the walk makes of a marker.
#[derive(Debug)]
pub(super) enum Fate {
    Question(Path),
    Answer(Vec<usize>),
    /// The questions are said again, each with its answer: the walk begins anew here.
    Again,
    Text,
}

pub(super) fn walk<'p, 't>(page: &'p Page<'t>, mode: Mode) -> Found {
    let mut start = 0;
    loop {
        let mut walk = Walk::new(page, mode);
        match walk.run(start) {
            // Each new beginning is further down, so this ends.
            Some(again) if again > start => start = again,
            _ => return walk.found,
        }
    }
}

impl<'p, 't> Walk<'p, 't> {
    fn new(page: &'p Page<'t>, mode: Mode) -> Self {
        let count = page.lines.len();
        let first_quoted = page
            .lines
            .iter()
            .position(|line| line.quoted && !line.blank);
        let last_quoted = page
            .lines
            .iter()
            .rposition(|line| line.quoted && !line.blank);
        let quoting = match (first_quoted, last_quoted) {
            (Some(first), Some(_)) => {
                let asked = page.lines.iter().enumerate().any(|(index, line)| {
                    line.quoted && (line.mark.is_some() || asks(page.line(index)) == Asks::Question)
                });
                asked
                    && page
                        .lines
                        .iter()
                        .skip(first)
                        .any(|line| !line.quoted && !line.blank)
            }
            _ => false,
        };
        Self {
            page,
            mode,
            labels: (0..count)
                .map(|index| labels::answer(page.line(index)))
                .collect(),
            quoting,
            has_asked: (0..count).any(|index| labels::asked(page.line(index)).is_some()),
            found: Found {
                closing: page.text.len(),
                ..Found::default()
            },
            target: Vec::new(),
            fresh: false,
            labelled: false,
            provisional: false,
            open: None,
            parked: false,
            block: false,
            expects: false,
            nested: None,
            gap: true,
        }
    }

    fn run(&mut self, start: usize) -> Option<usize> {
        let mut index = start;
        while index < self.page.lines.len() {
            if self.page.is_blank(index) {
                self.gap |= self.page.line(index).is_empty();
                index += 1;
                continue;
            }
            let line = self.page.line(index);
            if self.closes(index, line) {
                if self.has_answers() && !self.goes_on(index) {
                    self.found.closing = self.page.lines.get(index).map_or(0, |line| line.at.start);
                    return None;
                }
                self.park();
            } else if let Some(again) = self.take(index, line) {
                return Some(again);
            }
            self.gap = false;
            index += 1;
        }
        None
    }

    fn closes(&self, index: usize, line: &str) -> bool {
        labels::closes(line)
            && (self.gap
                || line.len() < 60
                || self.page.line(index - 1).ends_with(['.', '?', '!', ':'])
                || !self.page.is_wrapped(index - 1))
    }

    /// Whether a question of the same list comes further down, so that this is not the end.
    fn goes_on(&self, index: usize) -> bool {
        if self.mode == Mode::Worded {
            return false;
        }
        let Some(path) = self.found.asked.last().map(|asked| asked.path.clone()) else {
            return false;
        };
        (index + 1..self.page.lines.len()).any(|later| {
            let mark = self
                .page
                .lines
                .get(later)
                .and_then(|line| line.mark.as_ref());
            mark.is_some_and(|mark| {
                let next = path.iter().zip(&mark.steps).next_back();
                next.is_some_and(|(own, step)| own.0 == step.0 && own.1 + 1 == step.1)
                    && mark.plain
                    && self.strength(later) >= 2
            })
        })
    }

    /// Whether an answer has been read, or stands in the lines of the questions.
    fn has_answers(&self) -> bool {
        if !self.found.answered.is_empty() {
            return true;
        }
        let asked = &self.found.asked;
        let with = asked
            .iter()
            .filter(|asked| super::inline::cut(self.page, &asked.words).is_some())
            .count();
        with > 1 && with * 10 >= asked.len() * 6
    }

    fn park(&mut self) {
        self.target.clear();
        self.open = None;
        self.parked = true;
    }

    /// Takes one line; returns where to begin anew if the questions are said again.
    fn take(&mut self, index: usize, line: &str) -> Option<usize> {
        let at = self
            .page
            .lines
            .get(index)
            .map_or(0..0, |line| line.at.clone());
        if self.found.asked.is_empty() && labels::header(line) {
            return None;
        }
        if self.quoting && self.quoted(index) && !self.target.is_empty() {
            self.park();
        }
        if let Some(label) = self.labels.get(index).cloned().flatten()
            && self.answer_label(&label, &at)
        {
            return None;
        }
        if let Some(again) = self.refs_label(index, line, &at) {
            return again.then_some(index);
        }
        if let Some(len) = labels::asked(line)
            && !self.is_question_mark(index)
        {
            self.end_answer();
            self.expects = true;
            self.parked = false;
            if len < line.len() && self.mode == Mode::Worded {
                self.ask(Vec::new(), 0, at.start, at.start + len..at.end);
            }
            return None;
        }
        if self.mode == Mode::Marked
            && self
                .page
                .lines
                .get(index)
                .is_some_and(|line| line.mark.is_some())
        {
            match self.decide(index) {
                Fate::Again => return Some(index),
                Fate::Question(path) => {
                    self.ask_marked(index, path, &at);
                    return None;
                }
                Fate::Answer(to) => {
                    let len = self
                        .page
                        .lines
                        .get(index)
                        .and_then(|line| line.mark.as_ref())
                        .map_or(0, |mark| mark.len);
                    self.answer(to, true);
                    self.append(at.start + len..at.end);
                    return None;
                }
                Fate::Text => {}
            }
        }
        if self.mode == Mode::Worded && self.worded(index, line, &at) {
            return None;
        }
        self.text(index, line, &at);
        None
    }

    // "Question 1" alone on a line is a marker, and no label.
    fn is_question_mark(&self, index: usize) -> bool {
        self.mode == Mode::Marked
            && self
                .page
                .lines
                .get(index)
                .and_then(|line| line.mark.as_ref())
                .is_some_and(|mark| {
                    mark.named
                        && mark
                            .steps
                            .first()
                            .is_some_and(|step| step.0 != Counts::Bullets)
                })
    }

    pub(super) fn quoted(&self, index: usize) -> bool {
        self.page.lines.get(index).is_some_and(|line| line.quoted)
    }

    fn answer_label(&mut self, label: &Label, at: &Range<usize>) -> bool {
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

    /// "Questions 2 and 3: ...", "In relation to question 2, ...". True asks to begin anew.
    fn refs_label(&mut self, index: usize, line: &str, at: &Range<usize>) -> Option<bool> {
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
            let to = self.resolve(&labels::referred(line)?);
            if !to.is_empty() && to.iter().all(|asked| self.is_waiting(*asked)) {
                self.block = true;
                self.answer(to, true);
                self.append(at.clone());
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

    fn end_answer(&mut self) {
        if self.provisional {
            self.settle();
        }
        self.provisional = false;
        self.target.clear();
        self.open = None;
        self.nested = None;
    }

    /// The targets wait no more.
    fn settle(&mut self) {
        for asked in &self.target {
            if let Some(asked) = self.found.asked.get_mut(*asked) {
                asked.answered = true;
            }
        }
    }

    /// Text from here on answers these questions.
    pub(super) fn answer(&mut self, to: Vec<usize>, labelled: bool) {
        if self.provisional {
            // What stood between the label and the first marker was an introduction and answered nothing.
            self.provisional = false;
            if self
                .found
                .answered
                .last()
                .is_some_and(|last| last.to == self.target)
            {
                self.found.answered.pop();
            }
        }
        self.end_answer();
        self.target = to;
        self.fresh = true;
        self.labelled = labelled;
        self.parked = false;
        self.expects = false;
        self.settle();
    }

    /// Text from here on answers all these questions, unless markers come that give each its own.
    fn answer_all(&mut self, to: Vec<usize>, labelled: bool) {
        let several = to.len() > 1;
        self.end_answer();
        self.target = to;
        self.fresh = true;
        self.labelled = labelled;
        self.parked = false;
        self.expects = false;
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

    fn ask_marked(&mut self, index: usize, path: Path, at: &Range<usize>) {
        let (len, style) = self
            .page
            .lines
            .get(index)
            .and_then(|line| line.mark.as_ref())
            .map_or((0, 0), |mark| (mark.len, mark.style));
        self.ask(path, style, at.start, at.start + len..at.end);
    }

    /// A question begins; an answer may begin on the same line behind a label.
    pub(super) fn ask(&mut self, path: Path, style: u8, start: usize, words: Range<usize>) {
        self.end_answer();
        self.parked = false;
        self.block &= (0..self.found.asked.len()).any(|asked| self.is_waiting(asked));
        if let Some(parent) = self.found.asked.iter_mut().rev().find(|asked| {
            path.len() > asked.path.len() && !asked.path.is_empty() && path.starts_with(&asked.path)
        }) && !parent.answered
        {
            parent.group = true;
        }
        let text = slice(self.page.text, words.clone());
        let label = labels::inline(text);
        let end = label.map_or(words.end, |(before, _)| words.start + before);
        self.found.asked.push(Asked {
            path,
            style,
            start,
            words: words.start..end,
            group: false,
            answered: false,
        });
        let own = self.found.asked.len() - 1;
        if let Some((_, after)) = label {
            self.block = false;
            self.answer(vec![own], true);
            self.append(words.start + after..words.end);
        } else {
            self.open = Some(own);
        }
    }

    fn extend(&mut self, asked: usize, line: &Range<usize>) {
        let label = labels::inline(slice(self.page.text, line.clone()));
        if let Some(asked) = self.found.asked.get_mut(asked) {
            asked.words.end = label.map_or(line.end, |(before, _)| line.start + before);
        }
        if let Some((_, after)) = label {
            let to = self.waiting();
            self.answer_all(to, true);
            self.append(line.start + after..line.end);
        }
    }

    fn text(&mut self, index: usize, line: &str, at: &Range<usize>) {
        if self.parked {
            return;
        }
        if !self.target.is_empty() {
            self.append(at.clone());
            return;
        }
        let Some(open) = self.open else { return };
        match self.next(index, line, open) {
            Next::Question => self.extend(open, at),
            Next::Neither => self.park(),
            Next::Answer => {
                let to: Vec<usize> = self.waiting();
                let inline = |asked: &usize| {
                    self.found
                        .asked
                        .get(*asked)
                        .is_some_and(|asked| super::inline::cut(self.page, &asked.words).is_some())
                };
                let alone: Vec<usize> = to
                    .iter()
                    .copied()
                    .filter(|asked| *asked == open || !inline(asked))
                    .collect();
                self.answer_all(alone, false);
                self.append(at.clone());
            }
        }
    }
}

/// What a line is that follows a question.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    Question,
    Answer,
    Neither,
}
