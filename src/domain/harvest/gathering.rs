//! Many letters at once: each letter once, each question with its answer once, and what was unclear in all of them.

use std::collections::{HashMap, HashSet};

use super::filing::{Filed, Unclear};
use crate::domain::archive::PastAnswer;
use crate::text::words::key_of;

/// What a number of letters gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Gathering {
    answers: Vec<PastAnswer>,
    places: HashMap<String, usize>,
    /// Every id so far, also of answers that were handed over.
    known: HashSet<u64>,
    letters: HashMap<u64, String>,
    /// How much came in.
    pub counts: Counts,
    /// What was unclear, with the name of the letter.
    pub unclear: Vec<(String, Unclear)>,
    /// What could not be read, with the reason.
    pub unread: Vec<(String, String)>,
    /// Letters that are the same as an earlier one, with its name.
    pub same: Vec<(String, String)>,
}

/// How much came in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Letters that were read and are not the same as another one.
    pub letters: usize,
    /// Answers that are different from each other.
    pub answers: usize,
    /// Answers that had come before with the same question.
    pub folded: usize,
}

/// The number by which a letter is known again, however its white space runs.
pub fn letter_key(text: &str) -> u64 {
    let words: Vec<&str> = text.split_whitespace().collect();
    key_of(&words.join(" "))
}

impl Gathering {
    /// Tells whether a letter with this key has come already; remembers it otherwise.
    pub fn is_new(&mut self, key: u64, name: &str) -> bool {
        if let Some(first) = self.letters.get(&key) {
            self.same.push((name.to_owned(), first.clone()));
            return false;
        }
        self.letters.insert(key, name.to_owned());
        true
    }

    /// Takes in what a letter gave. Of the same question with the same answer the latest letter is kept.
    pub fn take(&mut self, name: &str, filed: Filed) {
        self.counts.letters += 1;
        let unclear = filed.unclear.into_iter();
        self.unclear
            .extend(unclear.map(|one| (name.to_owned(), one)));
        for answer in filed.answers {
            if !self.known.insert(key_of(&answer.id)) {
                self.counts.folded += 1;
                self.fold(answer);
                continue;
            }
            self.counts.answers += 1;
            self.places.insert(answer.id.clone(), self.answers.len());
            self.answers.push(answer);
        }
    }

    fn fold(&mut self, answer: PastAnswer) {
        let place = self.places.get(&answer.id).copied();
        let Some(own) = place.and_then(|place| self.answers.get_mut(place)) else {
            return;
        };
        let mut served = std::mem::take(&mut own.past_questions);
        for question in &answer.past_questions {
            if !served.contains(question) {
                served.push(question.clone());
            }
        }
        if answer.date > own.date {
            *own = answer;
        }
        own.past_questions = served;
    }

    /// The answers so far.
    pub fn answers(&self) -> &[PastAnswer] {
        &self.answers
    }

    /// Hands over the answers so far, so that a great many letters need no great memory.
    pub fn hand_over(&mut self) -> Vec<PastAnswer> {
        self.places.clear();
        std::mem::take(&mut self.answers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn answer(id: &str, year: i16, source: &str) -> Filed {
        Filed {
            answers: vec![PastAnswer {
                id: id.into(),
                question: "How many?".into(),
                date: Some(date(year, 1, 1)),
                source: source.into(),
                ..PastAnswer::default()
            }],
            unclear: Vec::new(),
        }
    }

    #[test]
    fn of_the_same_answer_in_many_letters_the_latest_is_kept() {
        let mut all = Gathering::default();
        all.take("a", answer("1", 2024, "a"));
        all.take("b", answer("1", 2026, "b"));
        all.take("c", answer("1", 2025, "c"));
        all.take("d", answer("2", 2025, "d"));
        assert_eq!(
            all.counts,
            Counts {
                letters: 4,
                answers: 2,
                folded: 2
            }
        );
        assert_eq!(all.answers()[0].source, "b");
    }

    #[test]
    fn the_same_letter_in_two_files_is_told() {
        let mut all = Gathering::default();
        assert!(all.is_new(letter_key("Dear all,\nnone."), "one.txt"));
        assert!(!all.is_new(letter_key("Dear all, none.\r\n"), "two.txt"));
        assert_eq!(all.same, [("two.txt".to_owned(), "one.txt".to_owned())]);
    }
}
