//! The judgements of the walk on wording: does this line still ask, does it answer, what is asked without a marker.

use std::ops::Range;

use super::judge::AHEAD;
use super::labels;
use super::scan::{Next, Path, Walk};
use crate::text::slice::slice;
use crate::text::split::line::{Asks, Counts, announces, asks};

impl Walk<'_, '_> {
    /// Whether a label comes before anything that could be the next question.
    fn label_before_next(&self, index: usize) -> bool {
        let last = self
            .found
            .asked
            .last()
            .and_then(|asked| asked.path.first().copied());
        for later in index..(index + AHEAD).min(self.page.lines.len()) {
            if self.labels.get(later).is_some_and(|label| {
                label
                    .as_ref()
                    .is_some_and(|label| !label.weak || label.alone)
            }) {
                return true;
            }
            let line = self.page.line(later);
            if labels::inline(line).is_some() {
                return true;
            }
            let next = self
                .mark(later)
                .and_then(|mark| mark.steps.first().copied());
            let successor = matches!((last, next), (Some(last), Some(next)) if last.0 == next.0 && next.1 == last.1 + 1);
            if labels::closes(line) || (later > index && labels::asked(line).is_some()) || successor
            {
                return false;
            }
        }
        false
    }

    /// Says what a line is that follows the words of a question.
    pub(super) fn next(&self, index: usize, line: &str, open: usize) -> Next {
        let Some(asked) = self.found.asked.get(open) else {
            return Next::Neither;
        };
        let own = slice(self.page.text, asked.words.clone())
            .trim_end_matches(['*', ' ', '\n', '\t', '"', '”']);
        let empty = own.trim().is_empty();
        if empty {
            return Next::Question;
        }
        if self.quoting {
            return match (
                self.quoted(index),
                self.quoted(self.page.line_at(asked.words.start)),
            ) {
                (true, _) if self.gap && asks(line) < Asks::Noun => Next::Neither,
                (true, _) => Next::Question,
                (false, true) => Next::Answer,
                (false, false) => Next::Question,
            };
        }
        let asking = asks(line);
        let leads = own.ends_with([':', '-', '–']);
        let listed = self.mark(index).is_some_and(|mark| {
            mark.plain
                || mark
                    .steps
                    .first()
                    .is_some_and(|step| step.0 == Counts::Bullets)
        });
        if self.label_before_next(index) {
            if own.ends_with(['.', '?', ';', '"', '”']) && self.is_the_authority(line) {
                return Next::Neither;
            }
            let alone = self.waiting().len() == 1 && !self.is_the_authority(line);
            let more = !self.gap
                || alone
                || (asking >= Asks::Request && !self.is_the_authority(line))
                || (leads && listed)
                || (self.has_asked && self.found.asked.len() == 1);
            return if more && !labels::leads_in(line) {
                Next::Question
            } else {
                Next::Neither
            };
        }
        let bold = |line: usize| self.page.lines.get(line).is_some_and(|line| line.bold);
        let asked_bold = bold(self.page.line_at(asked.words.start));
        if asked_bold != bold(index) && (!listed || asked_bold) {
            return Next::Answer;
        }
        if asked_bold && bold(index) {
            return Next::Question;
        }
        if listed {
            // "... are paid to" / "(i) ... and" / "(ii) ...?": the sentence goes on in the list.
            let unfinished = !self.gap
                && own
                    .split_whitespace()
                    .next_back()
                    .is_some_and(super::inline::is_small);
            let options = unfinished
                || (leads && self.more_follows(index))
                || (!own.ends_with(['?', '.']) && !self.gap && asking >= Asks::Noun);
            return if options {
                Next::Question
            } else {
                Next::Answer
            };
        }
        let ended = own.ends_with(['.', '?', '!', ';']);
        if !self.gap && !ended && index > 0 && self.page.is_wrapped(index - 1) {
            return Next::Question;
        }
        if !self.gap && !ended && line.starts_with(char::is_lowercase) {
            return Next::Question;
        }
        let sentence = line.split_inclusive(['.', '?']).next().unwrap_or(line);
        let sentence_asks = asks(sentence) == Asks::Question && sentence.ends_with('?');
        let theirs = self.is_the_authority(line);
        if theirs && own.ends_with('?') {
            return Next::Answer;
        }
        if sentence_asks
            || (!self.gap && asking == Asks::Request)
            || (leads && asking >= Asks::Noun)
        {
            return Next::Question;
        }
        Next::Answer
    }

    /// Whether a line is the rest of a sentence that the line before has begun.
    fn goes_on_from(&self, index: usize) -> bool {
        let before = index
            .checked_sub(1)
            .map_or("", |before| self.page.line(before));
        !self.gap
            && self.open.is_some()
            && self.page.line(index).starts_with(char::is_lowercase)
            && !before.ends_with(['.', '?', '!', ':', ';'])
    }

    /// Whether a line speaks as the authority does: "We ...", "Our ...".
    #[expect(
        clippy::unused_self,
        reason = "asked beside the other judgements of the walk"
    )]
    fn is_the_authority(&self, line: &str) -> bool {
        let first = line.split_whitespace().next().unwrap_or("").to_lowercase();
        matches!(
            first.as_str(),
            "we" | "our" | "unfortunately" | "yes" | "no" | "yes," | "no," | "none"
        )
    }

    /// Whether another paragraph comes before the next question, which can be the answer.
    fn more_follows(&self, index: usize) -> bool {
        let gap = (index..self.page.lines.len()).find(|later| self.page.is_blank(*later));
        let next = gap
            .and_then(|gap| (gap..self.page.lines.len()).find(|later| !self.page.is_blank(*later)));
        next.is_some_and(|next| self.mark(next).is_none() && !labels::closes(self.page.line(next)))
    }

    /// Looks for a question that has no marker. True if the line was taken.
    pub(super) fn worded(&mut self, index: usize, line: &str, at: &Range<usize>) -> bool {
        let bullet = self
            .mark(index)
            .filter(|mark| {
                mark.steps
                    .first()
                    .is_some_and(|step| step.0 == Counts::Bullets)
            })
            .map(|mark| mark.len);
        let skip = bullet.unwrap_or(0);
        let path: Path = if bullet.is_some() {
            vec![(Counts::Bullets, 1)]
        } else {
            Vec::new()
        };
        let start = at.start + skip;
        let words = self.paragraph(index, skip);
        let asking = asks(&words);
        let numbered = self
            .mark(index)
            .is_some_and(|mark| mark.plain && bullet.is_none());
        if numbered
            && self.found.asked.is_empty()
            && asks(line) == Asks::No
            && labels_answers_before(self, index)
        {
            return false;
        }
        if self.found.asked.is_empty() && labels::leads_in(line) && line.len() < 300 {
            self.expects = true;
            return true;
        }
        let quoted = self.quoting && self.quoted(index);
        if self.goes_on_from(index) {
            return false;
        }
        if self.expects {
            let begun = self.open.is_some();
            let fresh = self.gap || bullet.is_some();
            let listed = |asked: &super::scan::Asked| {
                asked
                    .path
                    .first()
                    .is_some_and(|step| step.0 == Counts::Bullets)
            };
            let another = bullet.is_some() && self.found.asked.last().is_some_and(listed);
            if !begun
                || another
                || (fresh && (asking >= Asks::Noun && !labels::leads_in(line)))
                || (!fresh && asks(line) >= Asks::Request && !self.page.is_wrapped(index - 1))
            {
                self.ask(path, 0, at.start, start..at.end);
                return true;
            }
            return false;
        }
        if (self.has_asked && !quoted) || self.quoting != self.quoted(index) || labels::closes(line)
        {
            return false;
        }
        let whole = words.ends_with('?') || (asks(line) == Asks::Question && line.contains('?'));
        let begins = self.gap
            || bullet.is_some()
            || quoted
            || (whole && index > 0 && self.page.line(index - 1).ends_with(['.', '?', ':']))
            || (self.open.is_some() && !self.page.is_wrapped(index.saturating_sub(1)));
        let bold = self.page.lines.get(index).is_some_and(|line| line.bold);
        let requests =
            asking == Asks::Request && (self.target.is_empty() || begins_a_request(line));
        let asks_now = begins
            && (whole
                || requests
                || (bullet.is_some() && quoted && asking >= Asks::Request)
                || (bold && asking >= Asks::Noun))
            && !announces(line)
            && !(self.found.asked.is_empty() && is_opening(line));
        if asks_now {
            self.ask(path, 0, at.start, start..at.end);
        }
        asks_now
    }
}

/// After an answer only a plain request is one: "Release would harm ..." is not.
fn begins_a_request(line: &str) -> bool {
    const BEGINS: [&str; 14] = [
        "please", "provide", "list", "state", "give", "send", "tell", "could", "can", "i",
        "kindly", "supply", "name", "copies",
    ];
    let first = line
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .split_whitespace()
        .next()
        .unwrap_or("")
        .to_lowercase();
    BEGINS.contains(&first.as_str())
}

/// Whether the line before leads in to answers.
fn labels_answers_before(walk: &Walk<'_, '_>, index: usize) -> bool {
    let before = (0..index).rev().find(|before| !walk.page.is_blank(*before));
    before.is_some_and(|before| labels::speaks_of_answers(walk.page.line(before)))
}

/// Thanks and references at the head of the letter ask nothing.
pub(super) fn is_opening(line: &str) -> bool {
    const OPENS: [&str; 13] = [
        "i can confirm",
        "we can confirm",
        "you write that",
        "i am writing",
        "thank",
        "i write",
        "we write",
        "i refer",
        "we refer",
        "further to",
        "dear",
        "re:",
        "please find",
    ];
    let small = line.to_lowercase();
    OPENS.iter().any(|opens| small.starts_with(opens))
}

/// A short line that begins with a capital and ends without a stop.
pub(super) fn is_title(line: &str) -> bool {
    line.len() <= 70
        && line.split_whitespace().count() <= 8
        && line.starts_with(char::is_uppercase)
        && !line.ends_with(['.', '?', '!', ';', ','])
}
