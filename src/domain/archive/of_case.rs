//! The past answers that a case leaves behind when its response has gone.

use jiff::civil::Date;

use super::PastAnswer;
use crate::domain::case::Case;
use crate::domain::harvest::unnamed::People;
use crate::domain::ids::QuestionId;
use crate::domain::outcome::Outcome;
use crate::domain::question::Question;
use crate::domain::regime::Regimes;
use crate::domain::suggest::plain_question;

/// The name in the archive of the answer to a question of a case.
pub fn id_of(case: &Case, question: &QuestionId) -> String {
    format!("{}/{question}", case.reference)
}

/// The names that answers of a case have or had in the archive.
pub fn ids_of(case: &Case) -> Vec<String> {
    let questions = case.questions.iter();
    questions
        .map(|question| id_of(case, &question.id))
        .collect()
}

/// Returns an answer for each question of a case that has one of its own, without who asked. A question that is
/// answered with another one goes with that one's answer.
pub fn past_answers(case: &Case, regimes: &Regimes, date: Date) -> Vec<PastAnswer> {
    let people = People::named(&case.facts.requester);
    let plain = |question: &Question| people.leave_out(&plain_question(&question.text));
    let mut found = Vec::new();
    for question in &case.questions {
        let answer = people.leave_out(question.answer.trim());
        let elsewhere = question.answered_with.is_some()
            || matches!(question.outcome, Some(Outcome::AnsweredElsewhere));
        if question.is_group() || answer.is_empty() || elsewhere {
            continue;
        }
        let served = case
            .questions
            .iter()
            .filter(|other| other.answered_with.as_ref() == Some(&question.id));
        found.push(PastAnswer {
            id: id_of(case, &question.id),
            question: plain(question),
            answer,
            past_questions: served.map(|other| plain(other)).collect(),
            outcome: question.outcome,
            provisions: provisions(case, question, regimes),
            date: Some(date),
            reference: case.reference.to_string(),
            source: format!("case {}", case.reference),
        });
    }
    found
}

// A provision of another law than the case's own bears its name.
fn provisions(case: &Case, question: &Question, regimes: &Regimes) -> Vec<String> {
    let cites = question.citations.iter().map(|citation| {
        let other = (citation.regime != case.facts.regime).then(|| regimes.get(&citation.regime));
        match other.flatten() {
            Some(regime) => format!("{} {}", regime.short, citation.cite),
            None => citation.cite.clone(),
        }
    });
    cites.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::Facts;
    use crate::domain::ids::Reference;
    use crate::domain::question::Citation;
    use jiff::civil::date;
    use std::sync::Arc;

    #[test]
    fn a_sent_case_leaves_its_answers_and_nobody_s_name() {
        let facts = Facts {
            requester: "Ms Ann Person".into(),
            regime: "uk-foia".into(),
            ..Facts::default()
        };
        let mut case = Case::new(
            Reference::parse("FOI-2026-0007").expect("a reference"),
            facts,
        );
        let question = |id: &str, text: &str, answer: &str| {
            let mut question = Question::new(QuestionId::parse(id).expect("an id"));
            question.text = text.into();
            question.answer = answer.into();
            question
        };
        let mut first = question("a1", "1. How many vans?", "Fourteen, as Ms Person knows.");
        first.outcome = Some(Outcome::Refused);
        first.citations.insert(Citation {
            regime: "uk-foia".into(),
            cite: "40(2)".into(),
        });
        let mut second = question("b2", "And cars?", "");
        second.answered_with = Some(first.id.clone());
        let third = question("c3", "Why?", "");
        case.questions = [first, second, third].map(Arc::new).to_vec();
        let found = past_answers(&case, &Regimes::default(), date(2026, 11, 24));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].id, "FOI-2026-0007/a1");
        assert_eq!(found[0].question, "How many vans?");
        assert_eq!(found[0].answer, "Fourteen, as [name] knows.");
        assert_eq!(found[0].past_questions, ["And cars?"]);
        assert_eq!(found[0].provisions, ["40(2)"]);
        assert_eq!(ids_of(&case).len(), 3);
    }
}
