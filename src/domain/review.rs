//! The review of an answer that has left: a case of its own, with its own clock and its own letter, which finds of each
//! question whether the answer was right.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::case::{Case, CaseStatus, Facts};
use super::ids::Reference;
use super::outcome::Outcome;
use super::question::{Citation, Question};

/// What a review finds of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
    /// The answer was right.
    Upheld,
    /// Some of it was right.
    Partly,
    /// It was not right.
    Overturned,
}

impl Finding {
    /// All findings in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Upheld, Self::Partly, Self::Overturned];

    /// Returns the word used in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Upheld => "upheld",
            Self::Partly => "partly",
            Self::Overturned => "overturned",
        }
    }

    /// Returns the words shown to the officer.
    pub fn title(self) -> &'static str {
        match self {
            Self::Upheld => "upheld",
            Self::Partly => "upheld in part",
            Self::Overturned => "overturned",
        }
    }

    /// Returns the finding with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|finding| finding.id() == id)
    }
}

/// What makes a case a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewOf {
    /// The case that is reviewed.
    pub of: Reference,
    /// The stage of the regime's clock by which it is due: `internal-review`.
    pub stage: String,
    /// When the request itself was received.
    pub requested: Option<Date>,
    /// When the response that is reviewed left.
    pub answered: Option<Date>,
}

/// What is reviewed of a question, and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    /// The answer that left.
    pub answer: String,
    /// What became of the question then.
    pub outcome: Option<Outcome>,
    /// The provisions relied on then.
    pub citations: BTreeSet<Citation>,
    /// Whether it was right; none until somebody has decided.
    pub finding: Option<Finding>,
}

/// How reviews are done under a regime: data of its pack.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReviewRules {
    /// The stage of the clock; empty if the regime knows no review.
    pub stage: String,
    /// The stage that gives more time in exceptional cases; empty if there is none.
    pub exceptional: String,
    /// The kind of event of the original's clock that tells that a review was asked for.
    pub asked: String,
    /// The kind that tells that its outcome has left.
    pub decided: String,
    /// The snippets that open its letter.
    pub opening: Vec<String>,
    /// The snippets that close it.
    pub closing: Vec<String>,
    /// The snippet for an answer that is upheld.
    pub upheld: String,
    /// The snippet for one that is upheld in part.
    pub partly: String,
    /// The snippet for one that is overturned.
    pub overturned: String,
}

impl ReviewRules {
    /// Returns the snippet with which a finding is put into words.
    pub fn snippet(&self, finding: Finding) -> &str {
        match finding {
            Finding::Upheld => &self.upheld,
            Finding::Partly => &self.partly,
            Finding::Overturned => &self.overturned,
        }
    }
}

/// Returns the reference of the review of a case: its own with `-IR`, numbered from the second one on.
pub fn reference(of: &Reference, taken: &[Reference]) -> Option<Reference> {
    (1..100).find_map(|number| {
        let number = if number == 1 {
            String::new()
        } else {
            number.to_string()
        };
        let reference = Reference::parse(&format!("{of}-IR{number}"))?;
        (!taken.contains(&reference)).then_some(reference)
    })
}

/// Makes the review of a case: its questions with the answers that left, and no answer of its own yet.
///
/// `received` is the day on which the review was asked for, `answered` that on which the response left.
pub fn of(
    original: &Case,
    reference: Reference,
    stage: &str,
    received: Date,
    answered: Option<Date>,
) -> Case {
    let old = &original.facts;
    let title = match old.title.trim() {
        "" => format!("Review of {}", original.reference),
        title => format!("Review of {}: {title}", original.reference),
    };
    let facts = Facts {
        title,
        requester: old.requester.clone(),
        received: Some(received),
        regime: old.regime.clone(),
        status: CaseStatus::Open,
        review: Some(Box::new(ReviewOf {
            of: original.reference.clone(),
            stage: stage.to_owned(),
            requested: old.received,
            answered,
        })),
        ..Facts::default()
    };
    let mut case = Case::new(reference, facts);
    case.questions = original.questions.iter().map(to_review).collect();
    case
}

fn to_review(old: &Arc<Question>) -> Arc<Question> {
    let reviewed = (!old.is_group()).then(|| {
        Box::new(Reviewed {
            answer: old.answer.clone(),
            outcome: old.outcome,
            citations: old.citations.clone(),
            finding: None,
        })
    });
    Arc::new(Question {
        kind: old.kind,
        marker: old.marker.clone(),
        level: old.level,
        before: old.before.clone(),
        text: old.text.clone(),
        answered_with: old.answered_with.clone(),
        regime: old.regime.clone(),
        reviewed,
        ..Question::new(old.id.clone())
    })
}

impl Case {
    /// Tells whether it reviews another case.
    pub fn is_review(&self) -> bool {
        self.facts.review.is_some()
    }

    /// Returns what the review has found so far: "2 upheld, 1 overturned, 1 open".
    pub fn findings_in_words(&self) -> String {
        let reviewed = || {
            let own = self.to_answer();
            own.filter(|question| question.answered_with.is_none())
                .filter_map(|question| question.reviewed.as_ref())
        };
        let counted = |finding| reviewed().filter(|one| one.finding == finding).count();
        let all = Finding::ALL.map(Some).into_iter().chain([None]);
        let words = all.filter_map(|finding| match (finding, counted(finding)) {
            (_, 0) => None,
            (Some(finding), count) => Some(format!("{count} {}", finding.title())),
            (None, count) => Some(format!("{count} open")),
        });
        words.collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::ids::QuestionId;
    use crate::domain::question::QuestionKind;

    #[test]
    fn a_review_has_the_questions_with_the_answers_that_left_and_none_of_its_own() {
        let facts = Facts {
            title: "Benches".into(),
            requester: "Morgan Sample".into(),
            received: Some(date(2026, 10, 1)),
            regime: "uk-foia".into(),
            status: CaseStatus::Sent,
            ..Facts::default()
        };
        let of_it = Reference::parse("FOI-2026-0417").expect("a reference");
        let mut original = Case::new(of_it.clone(), facts);
        for (id, kind) in [
            ("aaaa", QuestionKind::Group),
            ("bbbb", QuestionKind::Question),
        ] {
            original.questions.push(Arc::new(Question {
                kind,
                answer: "Fourteen.".into(),
                outcome: Some(Outcome::Refused),
                ..Question::new(QuestionId::parse(id).expect("an id"))
            }));
        }
        let first = reference(&of_it, &[]).expect("there is one");
        assert_eq!(first.as_str(), "FOI-2026-0417-IR");
        let second = reference(&of_it, std::slice::from_ref(&first)).expect("there is one");
        assert_eq!(second.as_str(), "FOI-2026-0417-IR2");
        let mut review = of(
            &original,
            first,
            "internal-review",
            date(2026, 11, 20),
            Some(date(2026, 10, 20)),
        );
        assert_eq!(review.facts.title, "Review of FOI-2026-0417: Benches");
        assert_eq!(review.facts.status, CaseStatus::Open);
        assert!(review.questions[0].reviewed.is_none(), "a heading");
        let question = Arc::make_mut(&mut review.questions[1]);
        assert!(question.answer.is_empty() && question.outcome.is_none());
        let reviewed = question.reviewed.as_mut().expect("what left");
        assert_eq!(reviewed.answer, "Fourteen.");
        reviewed.finding = Some(Finding::Overturned);
        assert_eq!(review.findings_in_words(), "1 overturned");
    }
}
