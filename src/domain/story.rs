//! The history of a case as a story: a sentence for each thing that happened.

use super::case::Case;
use super::event::Event;
use super::fields::long_date;
use super::happened::Happened;
use super::ids::QuestionId;
use super::letter::in_series;
use super::review::Finding;

/// Returns what happened, as a sentence without its date and author. Questions that are gone are called by their ids.
pub fn sentence(happened: &Happened, case: &Case) -> String {
    let Some(event) = &happened.event else {
        return format!(
            "Something that this version does not know: {}",
            happened.word
        );
    };
    let named = |questions: &[String]| {
        let names: Vec<String> = questions
            .iter()
            .map(|id| {
                let id_there = QuestionId::parse(id);
                let name = id_there.map(|id| case.name(&id)).unwrap_or_default();
                if name.is_empty() { id.clone() } else { name }
            })
            .collect();
        let word = if names.len() == 1 {
            "question"
        } else {
            "questions"
        };
        format!("{word} {}", in_series(&names))
    };
    match event {
        Event::Created { questions: 1 } => "The case was made of a request with 1 question".into(),
        Event::Created { questions } => {
            format!("The case was made of a request with {questions} questions")
        }
        Event::Inserted { snippet, questions } => {
            format!(
                "{} went into the answer to {}",
                called(snippet),
                named(questions)
            )
        }
        Event::Cited { cite, questions } => format!("{cite} was cited for {}", named(questions)),
        Event::Overridden { codes, reason } => {
            format!("The text left in spite of {}: “{reason}”", in_series(codes))
        }
        Event::Allowed { code, reason } => {
            format!("What {code} found was said to be meant: “{reason}”")
        }
        Event::NoLongerAllowed { code } => {
            format!("What {code} found is no longer said to be meant")
        }
        Event::Asked { with, questions } => format!("{with} was asked about {}", named(questions)),
        Event::Replied { questions } => format!("A reply came for {}", named(questions)),
        Event::Approved { of, approver, .. } => {
            format!(
                "{approver} approved {}, as it stood then",
                signed(of, named)
            )
        }
        Event::ApprovalTakenBack { of, approver } => {
            let what = signed(of, named);
            format!("The approval of {what} by {approver} was taken back")
        }
        Event::ReviewOpened { .. }
        | Event::Reviews { .. }
        | Event::ReviewFound { .. }
        | Event::ReviewDecided { .. } => of_review(event, named),
        Event::Copied {
            view,
            delivery,
            draft,
            ..
        } => {
            let how = if *draft { " as a draft" } else { "" };
            format!("The {} was copied{how}: {delivery}", plain(view))
        }
        Event::Exported { view, file, .. } => format!("The {} was saved as {file}", plain(view)),
        Event::Sent { on, file, sha256 } => format!(
            "The letter dated {} is kept as sent/{file} (SHA-256 {sha256})",
            long_date(*on)
        ),
        Event::Recovered {
            taken: true,
            changes,
        } => format!("An interrupted session was taken over, with {changes} changes"),
        Event::Recovered {
            taken: false,
            changes,
        } => format!("An interrupted session was left, with {changes} changes"),
        Event::Status { status } => match status.as_str() {
            "open" => "The case was opened again".to_owned(),
            "sent" => "The response was sent".to_owned(),
            other => format!("The case was marked as {other}"),
        },
    }
}

// What happened with a review, on either side of it.
fn of_review(event: &Event, named: impl Fn(&[String]) -> String) -> String {
    match event {
        Event::ReviewOpened { review } => format!("A review was opened: {review}"),
        Event::Reviews { of } => format!("The case was made as the review of {of}"),
        Event::ReviewFound { finding, questions } => {
            let known = Finding::from_id(finding);
            let title = known.map_or(&**finding, |known| known.title());
            format!("The answer to {} was {title} on review", named(questions))
        }
        Event::ReviewDecided {
            review,
            findings,
            left: true,
        } => format!("The outcome of the review {review} was sent: {findings}"),
        Event::ReviewDecided {
            review,
            left: false,
            ..
        } => format!("The review {review} was opened again"),
        _ => String::new(),
    }
}

// A past answer is called by its case or its source, which tells more than its id.
fn called(source: &str) -> String {
    let Some(id) = source.strip_prefix("archive:") else {
        return source.to_owned();
    };
    let from = id.rsplit_once('/').map_or(id, |(case, _)| case);
    format!("The answer of {from}")
}

fn signed(of: &str, named: impl Fn(&[String]) -> String) -> String {
    match of {
        "letter" => "the letter".to_owned(),
        id => named(&[id.to_owned()]),
    }
}

fn plain(view: &str) -> String {
    view.replace('-', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::Facts;
    use crate::domain::ids::Reference;
    use crate::domain::question::Question;
    use std::sync::Arc;

    #[test]
    fn a_line_names_questions_as_the_letter_does() {
        let reference = Reference::parse("FOI-2026-0007").expect("a reference");
        let mut case = Case::new(reference, Facts::default());
        let mut question = Question::new(QuestionId::parse("a1").expect("an id"));
        question.marker = "3(b)".into();
        case.questions.push(Arc::new(question));
        let said = |event| {
            let happened = Happened {
                at: String::new(),
                by: String::new(),
                event,
                word: "tomorrow".into(),
            };
            sentence(&happened, &case)
        };
        let inserted = Event::Inserted {
            snippet: "answers/not-held".into(),
            questions: vec!["a1".into(), "gone".into()],
        };
        assert_eq!(
            said(Some(inserted)),
            "answers/not-held went into the answer to questions 3(b) and gone"
        );
        let past = Event::Inserted {
            snippet: "archive:FOI-2025-0100/q9".into(),
            questions: vec!["a1".into()],
        };
        assert_eq!(
            said(Some(past)),
            "The answer of FOI-2025-0100 went into the answer to question 3(b)"
        );
        assert!(said(None).contains("tomorrow"));
    }
}
