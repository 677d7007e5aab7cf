//! Requests that were asked before: many authorities get the same questions, and the same one gets them every year.

use jiff::civil::Date;

use super::case::Case;
use super::fields::long_date;
use super::reading::{WordSet, per_cent, word_set};

/// Of the telling words of two questions so many per cent must be the same, seen from either.
const ALIKE: usize = 75;
/// A question of fewer telling words is like too many others.
const FEWEST_WORDS: usize = 3;

/// An earlier case in which the same was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Its reference.
    pub reference: String,
    /// When it was received.
    pub received: Option<Date>,
    /// The questions of the new case that were asked there, by their place, each with the name it has there.
    pub asked: Vec<(usize, String)>,
    /// How many questions the new case has.
    pub of: usize,
}

impl Earlier {
    /// Says so: "6 of 7 questions were asked before, in FOI-2026-0123 of 3 May 2026".
    pub fn in_words(&self) -> String {
        let which = match (self.asked.len(), self.of) {
            (_, 1) => "This was".to_owned(),
            (2, 2) => "Both questions were".to_owned(),
            (all, of) if all == of => format!("All {of} questions were"),
            (some, of) => format!("{some} of {of} questions were"),
        };
        let of = self.received.map_or_else(String::new, |received| {
            format!(" of {}", long_date(received))
        });
        format!("{which} asked before, in {}{of}", self.reference)
    }
}

/// What a question asks, ready to be compared.
#[derive(Debug, Clone)]
pub struct Wanted {
    own: Vec<(usize, WordSet)>,
    of: usize,
}

impl Wanted {
    /// Reads what a new case asks.
    pub fn of(case: &Case) -> Self {
        let asked = case.questions.iter().enumerate();
        let own: Vec<(usize, WordSet)> = asked
            .filter(|(_, question)| !question.is_group())
            .map(|(at, question)| (at, word_set(&question.text)))
            .collect();
        Self {
            of: own.len(),
            own: own
                .into_iter()
                .filter(|(_, words)| words.len() >= FEWEST_WORDS)
                .collect(),
        }
    }

    /// Compares it with an earlier case; none if less than half of it was asked there.
    pub fn in_earlier(&self, earlier: &Case) -> Option<Earlier> {
        let there: Vec<(String, WordSet)> = earlier
            .questions
            .iter()
            .filter(|question| !question.is_group())
            .map(|question| (earlier.name(&question.id), word_set(&question.text)))
            .collect();
        let asked: Vec<(usize, String)> = self
            .own
            .iter()
            .filter_map(|(at, words)| {
                let same = there.iter().find(|(_, other)| are_alike(words, other))?;
                Some((*at, same.0.clone()))
            })
            .collect();
        (!asked.is_empty() && asked.len() * 2 >= self.of).then(|| Earlier {
            reference: earlier.reference.to_string(),
            received: earlier.facts.received,
            asked,
            of: self.of,
        })
    }
}

/// Returns the earlier case in which most was asked; of several the latest.
pub fn most_alike(all: impl IntoIterator<Item = Earlier>) -> Option<Earlier> {
    all.into_iter()
        .max_by_key(|earlier| (earlier.asked.len(), earlier.received))
}

fn are_alike(one: &WordSet, other: &WordSet) -> bool {
    let shared = one.shared(other);
    per_cent(shared, one.len()) >= ALIKE && per_cent(shared, other.len()) >= ALIKE
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::domain::case::Facts;
    use crate::domain::ids::{QuestionId, Reference};
    use crate::domain::question::Question;

    fn case(reference: &str, received: Date, questions: &[&str]) -> Case {
        let facts = Facts {
            received: Some(received),
            ..Facts::default()
        };
        let mut case = Case::new(Reference::parse(reference).expect("a reference"), facts);
        for (at, text) in questions.iter().enumerate() {
            let id = QuestionId::parse(&format!("q{at}")).expect("an id");
            case.questions.push(Arc::new(Question {
                marker: (at + 1).to_string(),
                text: (*text).to_owned(),
                ..Question::new(id)
            }));
        }
        case
    }

    #[test]
    fn the_same_questions_with_another_year_and_other_courtesies_were_asked_before() {
        let old = case(
            "FOI-2025-0100",
            date(2025, 5, 3),
            &[
                "Please state how many electric vehicles the council leased.",
                "What was the total cost of charging points installed?",
            ],
        );
        let new = case(
            "FOI-2026-0200",
            date(2026, 5, 3),
            &[
                "How many electric vehicles has the council leased?",
                "Could you provide the total cost of the charging points installed",
                "Who is the head of fleet services?",
            ],
        );
        let found = Wanted::of(&new).in_earlier(&old).expect("it was asked");
        assert_eq!(found.asked, [(0, "1".to_owned()), (1, "2".to_owned())]);
        assert_eq!(
            found.in_words(),
            "2 of 3 questions were asked before, in FOI-2025-0100 of 3 May 2025"
        );
    }

    #[test]
    fn another_subject_and_a_short_question_are_no_round_robin() {
        let old = case(
            "FOI-2025-0100",
            date(2025, 5, 3),
            &["How many bins were emptied on time?", "Why?"],
        );
        let new = case(
            "FOI-2026-0200",
            date(2026, 5, 3),
            &["How many benches were replaced in parks?", "Why?"],
        );
        assert_eq!(Wanted::of(&new).in_earlier(&old), None);
    }

    #[test]
    fn of_two_earlier_cases_that_with_more_of_it_is_named() {
        let old = |reference: &str, count: usize| Earlier {
            reference: reference.into(),
            received: None,
            asked: (0..count).map(|at| (at, String::new())).collect(),
            of: 4,
        };
        let found = most_alike([old("FOI-2025-0001", 4), old("FOI-2026-0001", 2)]);
        assert_eq!(
            found.map(|one| one.reference).as_deref(),
            Some("FOI-2025-0001")
        );
        assert_eq!(most_alike([]), None);
    }
}
