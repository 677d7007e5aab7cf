//! What a walk down a letter takes for a question, and where its words end.

use std::ops::Range;

use super::labels;
use super::scan::{Asked, Path, Walk};
use crate::text::slice::slice;

impl Walk<'_, '_> {
    pub(super) fn ask_marked(&mut self, index: usize, path: Path, at: &Range<usize>) {
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

    pub(super) fn extend(&mut self, asked: usize, line: &Range<usize>) {
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

    /// Whether a marker has been read that stands alone.
    pub(super) fn is_waiting_for_words(&self) -> bool {
        let open = self.open.and_then(|open| self.found.asked.get(open));
        open.is_some_and(|asked| slice(self.page.text, asked.words.clone()).trim().is_empty())
    }

    pub(super) fn first_words(&mut self, at: Range<usize>) {
        if let Some(asked) = self.open.and_then(|open| self.found.asked.get_mut(open)) {
            asked.words = at;
        }
    }
}
