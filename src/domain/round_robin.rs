//! Requests that were asked before: many authorities get the same questions, and the same one gets them every year.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::archive::of_case::id_of;
use super::case::{Case, CaseStatus};
use super::fields::long_date;
use super::harvest::unnamed::People;
use super::ids::QuestionId;
use super::outcome::Outcome;
use super::question::{Citation, Source};
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

/// An answer that was given when the same was asked before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The question of the new case that it could answer.
    pub question: QuestionId,
    /// The earlier case.
    pub reference: String,
    /// What the question is called there.
    pub name: String,
    /// What was asked there.
    pub asked: String,
    /// The answer, without the name of who asked there.
    pub answer: String,
    /// What became of it.
    pub outcome: Option<Outcome>,
    /// The provisions relied on.
    pub citations: BTreeSet<Citation>,
    /// When the earlier request was received.
    pub received: Option<Date>,
    /// When its response left, if that is known.
    pub answered: Option<Date>,
    /// Whether it has left.
    pub is_sent: bool,
    /// The name that the answer has or would have in the archive.
    pub id: String,
    /// How many in a hundred of the telling words are the same.
    pub likeness: usize,
}

impl Given {
    /// Returns when it was given: "20 May 2025", or what is known instead.
    pub fn when(&self) -> String {
        match (self.is_sent, self.answered, self.received) {
            (true, Some(day), _) => long_date(day),
            (true, None, Some(day)) => format!("asked {}", long_date(day)),
            (true, None, None) => "date not known".to_owned(),
            (false, ..) => "not sent yet".to_owned(),
        }
    }

    /// Returns where it came from, as the question remembers it: the case, and the day of the answer.
    pub fn source(&self) -> Source {
        let day = self.answered.or(self.received);
        Source {
            snippet: Source::of_past(&self.id),
            version: day.map(|day| day.to_string()).unwrap_or_default(),
        }
    }
}

/// Brings answers into the order in which they are offered: by the questions of the case; of one question those that
/// have left first, then the most alike, then the latest. Of one question no more than `most` stay.
pub fn in_order(mut all: Vec<Given>, case: &Case, most: usize) -> Vec<Given> {
    let at = |given: &Given| case.position(&given.question);
    all.sort_by(|one, other| {
        at(one)
            .cmp(&at(other))
            .then(other.is_sent.cmp(&one.is_sent))
            .then(other.likeness.cmp(&one.likeness))
            .then(other.answered.cmp(&one.answered))
            .then(one.reference.cmp(&other.reference))
    });
    let mut last: Option<(QuestionId, usize)> = None;
    all.retain(|given| {
        let seen = match &last {
            Some((question, seen)) if *question == given.question => *seen,
            _ => 0,
        };
        last = Some((given.question.clone(), seen + 1));
        seen < most
    });
    all
}

/// What a question asks, ready to be compared.
#[derive(Debug, Clone)]
pub struct Wanted {
    own: Vec<(usize, QuestionId, WordSet)>,
    of: usize,
}

impl Wanted {
    /// Reads what a new case asks.
    pub fn of(case: &Case) -> Self {
        let asked = case.questions.iter().enumerate();
        let own: Vec<(usize, QuestionId, WordSet)> = asked
            .filter(|(_, question)| !question.is_group())
            .map(|(at, question)| (at, question.id.clone(), word_set(&question.text)))
            .collect();
        Self {
            of: own.len(),
            own: own
                .into_iter()
                .filter(|(_, _, words)| words.len() >= FEWEST_WORDS)
                .collect(),
        }
    }

    /// Returns the answers of an earlier case to questions that are asked again, for each the most alike. `answered` is
    /// the day on which its response left.
    pub fn given_in(&self, earlier: &Case, answered: Option<Date>) -> Vec<Given> {
        let there: Vec<(&QuestionId, WordSet)> = earlier
            .to_answer()
            .map(|question| (&question.id, word_set(&question.text)))
            .collect();
        let people = People::named(&earlier.facts.requester);
        let given = self.own.iter().filter_map(|(_, id, words)| {
            let alike = there.iter().filter(|(_, other)| are_alike(words, other));
            let (old, other) = alike.max_by_key(|(_, other)| words.shared(other))?;
            let asked = earlier.question(old)?;
            // What was answered with another question stands there.
            let lead = asked.answered_with.as_ref();
            let from = lead.map_or(Some(asked), |lead| earlier.question(lead))?;
            if from.answer.trim().is_empty() || from.outcome == Some(Outcome::AnsweredElsewhere) {
                return None;
            }
            Some(Given {
                question: id.clone(),
                reference: earlier.reference.to_string(),
                name: earlier.name(old),
                asked: asked.text.trim().to_owned(),
                answer: people.leave_out_names(from.answer.trim()),
                outcome: from.outcome,
                citations: from.citations.clone(),
                received: earlier.facts.received,
                answered,
                is_sent: earlier.facts.status == CaseStatus::Sent,
                id: id_of(earlier, &from.id),
                likeness: per_cent(words.shared(other), words.len().max(other.len())),
            })
        });
        given.collect()
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
            .filter_map(|(at, _, words)| {
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
    fn answers_are_offered_by_question_and_those_that_left_come_first() {
        let text = "How many electric vehicles has the council leased?";
        let answered = |reference: &str, status, answer: &str| {
            let mut case = case(
                reference,
                date(2025, 5, 3),
                &[text, "Who is the head of fleet?"],
            );
            let facts = Arc::make_mut(&mut case.facts);
            facts.status = status;
            facts.requester = "Robin Example".into();
            Arc::make_mut(&mut case.questions[0]).answer = answer.into();
            case
        };
        let new = case(
            "FOI-2026-0200",
            date(2026, 5, 3),
            &["What is the budget for parks this year?", text],
        );
        let wanted = Wanted::of(&new);
        let open = answered("FOI-2025-0101", CaseStatus::Open, "Eleven.");
        let sent = answered("FOI-2025-0100", CaseStatus::Sent, "Ten, Robin Example.");
        let mut all = wanted.given_in(&open, None);
        all.extend(wanted.given_in(&sent, Some(date(2025, 5, 20))));
        let all = in_order(all, &new, 5);
        let told: Vec<(&str, &str, String)> = all
            .iter()
            .map(|one| (one.reference.as_str(), one.answer.as_str(), one.when()))
            .collect();
        assert_eq!(
            told,
            [
                ("FOI-2025-0100", "Ten, [name].", "20 May 2025".to_owned()),
                ("FOI-2025-0101", "Eleven.", "not sent yet".to_owned()),
            ]
        );
        assert_eq!(all[0].question, new.questions[1].id);
        assert_eq!(all[0].source().version, "2025-05-20");
        assert_eq!(in_order(all, &new, 1).len(), 1);
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
