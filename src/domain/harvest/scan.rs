//! Walks down a letter line by line and says of each line whether it asks, answers or does neither.

use std::ops::Range;

use super::labels::{self, Label};
use super::page::Page;
use crate::text::split::line::{Asks, Counts, asks};

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

#[expect(
    clippy::struct_excessive_bools,
    reason = "what the walk knows at a line, each of which is so or not"
)]
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
    pub(super) fresh: bool,
    pub(super) labelled: bool,
    /// The text being read answers all its targets only if no marker tells otherwise.
    pub(super) provisional: bool,
    /// The question whose words are being read.
    pub(super) open: Option<usize>,
    /// Text is passed over until a question or a label comes.
    pub(super) parked: bool,
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

pub(super) fn walk(page: &Page<'_>, mode: Mode) -> Found {
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
        let numbered = |letter: char| {
            let begins = |index: &usize| {
                let mut chars = page.line(*index).chars();
                chars.next() == Some(letter) && chars.next().is_some_and(|c| c.is_ascii_digit())
            };
            (0..count).filter(begins).count()
        };
        let initials = numbered('Q') > 1 && numbered('A') > 1;
        let label = |line: &str| {
            labels::answer(line).or_else(|| labels::bare_initial(line).filter(|_| initials))
        };
        Self {
            page,
            mode,
            labels: (0..count)
                .map(|index| label(page.line(index)).filter(|_| !goes_on_a_sentence(page, index)))
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
        if self.restated(index, line) {
            return None;
        }
        if let Some(again) = self.refs_label(index, line, &at) {
            return again.then_some(index);
        }
        if let Some(len) = labels::asked(line)
            && !self.is_question_mark(index)
        {
            // "ITEM 1", and below it "You asked: How many ...?"
            if self.mode == Mode::Marked && self.is_waiting_for_words() {
                if len < line.len() {
                    self.first_words(at.start + len..at.end);
                }
                return None;
            }
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

/// Whether a line is the end of a sentence that was broken where the line before was full: "... in\ndisclosure."
pub(super) fn goes_on_a_sentence(page: &Page, index: usize) -> bool {
    let line = page.line(index);
    let Some(before) = index
        .checked_sub(1)
        .filter(|before| !page.is_blank(*before))
    else {
        return false;
    };
    line.starts_with(char::is_lowercase)
        && !line.ends_with(':')
        && !page.line(before).ends_with(['.', '?', '!', ':', ';'])
}

/// What a line is that follows a question.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    Question,
    Answer,
    Neither,
}
