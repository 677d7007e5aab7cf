//! What differs between two versions of a case, part by part, as texts that can be compared line by line.

use std::fmt::Write as _;
use std::sync::Arc;

use super::case::{Case, Facts, Place};
use super::outcome::Held;
use super::question::Question;

/// How many characters of a question stand for it in a list.
const SHOWN: usize = 60;

/// A part of a case that is not the same in both versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    /// What it is: “Question 4, answer”.
    pub what: String,
    /// How it was; empty if it is new.
    pub old: String,
    /// How it is; empty if it is gone.
    pub new: String,
}

/// Lists what differs between two versions of a case, in the order of the new one.
pub fn differing(old: &Case, new: &Case) -> Vec<Differing> {
    let mut found = Vec::new();
    add(
        &mut found,
        "The case",
        &facts(&old.facts),
        &facts(&new.facts),
    );
    add(
        &mut found,
        "The opening",
        old.text(&Place::Opening),
        new.text(&Place::Opening),
    );
    for question in &new.questions {
        let name = format!("Question {}", new.name(&question.id));
        match old.question(&question.id) {
            None => add(
                &mut found,
                &format!("{name}, new"),
                "",
                &whole(new, question),
            ),
            Some(before) => of_question(&mut found, &name, (old, before), (new, question)),
        }
    }
    for question in &old.questions {
        if new.question(&question.id).is_none() {
            let name = format!("Question {}, deleted", old.name(&question.id));
            add(&mut found, &name, &whole(old, question), "");
        }
    }
    add(
        &mut found,
        "The order of the questions",
        &order(old, new, new),
        &order(new, old, new),
    );
    add(
        &mut found,
        "The closing",
        old.text(&Place::Closing),
        new.text(&Place::Closing),
    );
    found
}

/// Tells whether two versions of a case hold the same; how often each was changed does not count.
pub fn is_same(left: &Case, right: &Case) -> bool {
    let plain = |question: &Arc<Question>| Question {
        stamp: 0,
        ..(**question).clone()
    };
    left.facts == right.facts
        && left.text(&Place::Opening) == right.text(&Place::Opening)
        && left.text(&Place::Closing) == right.text(&Place::Closing)
        && left.questions.len() == right.questions.len()
        && left
            .questions
            .iter()
            .zip(&right.questions)
            .all(|(left, right)| plain(left) == plain(right))
}

fn add(found: &mut Vec<Differing>, what: &str, old: &str, new: &str) {
    if old != new {
        found.push(Differing {
            what: what.to_owned(),
            old: old.to_owned(),
            new: new.to_owned(),
        });
    }
}

fn of_question(
    found: &mut Vec<Differing>,
    name: &str,
    (old, before): (&Case, &Question),
    (new, after): (&Case, &Question),
) {
    add(
        found,
        &format!("{name}, as asked"),
        &asked(before),
        &asked(after),
    );
    add(
        found,
        &format!("{name}, what became of it"),
        &became(old, before),
        &became(new, after),
    );
    add(
        found,
        &format!("{name}, answer"),
        &before.answer,
        &after.answer,
    );
}

fn whole(case: &Case, question: &Question) -> String {
    let parts = [
        asked(question),
        became(case, question),
        question.answer.clone(),
    ];
    let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
    parts.collect::<Vec<String>>().join("\n")
}

fn asked(question: &Question) -> String {
    let parts = [&question.before, &question.text];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    let text: Vec<&str> = parts.map(String::as_str).collect();
    let text = text.join("\n");
    match question.marker.as_str() {
        "" => text,
        marker => format!("{marker} {text}"),
    }
}

// A line for each thing that is decided about a question beside its text.
fn became(case: &Case, question: &Question) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(text, "{name}: {value}");
        }
    };
    if question.is_group() {
        line("Kind", "a heading");
    }
    line(
        "Outcome",
        question.outcome.map_or("", |outcome| outcome.title()),
    );
    line("Held", question.held.map_or("", held));
    let cites: Vec<&str> = question
        .citations
        .iter()
        .map(|one| one.cite.as_str())
        .collect();
    line("Provisions", &cites.join(", "));
    if let Some(lead) = &question.answered_with {
        line("Answered with", &case.name(lead));
    }
    line("Regime", question.regime.as_deref().unwrap_or_default());
    for argument in &question.arguments {
        for (part, reason) in &argument.reasons {
            line(&format!("{}, {part}", argument.citation.cite), reason);
        }
    }
    let used: Vec<&str> = question
        .sources
        .iter()
        .map(|one| one.snippet.as_str())
        .collect();
    line("From", &used.join(", "));
    if let Some(asked) = &question.contribution {
        line(
            "Service area",
            &format!("{}, {}", asked.in_short(), asked.since),
        );
        line("Its reply", &asked.reply);
    }
    for approval in &question.approvals {
        line("Approved by", &approval.in_words());
    }
    text
}

fn facts(facts: &Facts) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(text, "{name}: {value}");
        }
    };
    line("Title", &facts.title);
    line("Requester", &facts.requester);
    let received = facts.received.map(|date| date.to_string());
    line("Received", received.as_deref().unwrap_or_default());
    line("Regime", &facts.regime);
    line("Status", facts.status.id());
    for event in &facts.events {
        line("Clock", &event.shown());
    }
    line("Before the questions", &facts.preamble);
    line("After the questions", &facts.postscript);
    for (name, value) in &facts.fields {
        line(name, value);
    }
    for allowed in &facts.allowed {
        line(
            "Meant to be there",
            &format!("{}: {}", allowed.code, allowed.reason),
        );
    }
    for approval in &facts.approvals {
        line("Approved by", &approval.in_words());
    }
    text
}

fn held(held: Held) -> &'static str {
    match held {
        Held::Yes => "yes",
        Held::Partly => "partly",
        Held::No => "no",
        Held::NotSaid => "not said",
    }
}

// The questions that both have, in the order and at the level of one of them, as the new one words them.
fn order(own: &Case, other: &Case, new: &Case) -> String {
    let both = own
        .questions
        .iter()
        .filter(|question| other.question(&question.id).is_some());
    let lines = both.map(|question| {
        let worded = new.question(&question.id).unwrap_or(question);
        let words: String = worded.text.chars().take(SHOWN).collect();
        let indent = "  ".repeat(usize::from(question.level));
        format!("{indent}{}\n", words.replace('\n', " "))
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{QuestionId, Reference};
    use crate::domain::outcome::Outcome;

    fn question(id: &str, text: &str, answer: &str) -> Arc<Question> {
        let id = QuestionId::parse(id).expect("an id");
        Arc::new(Question {
            text: text.into(),
            answer: answer.into(),
            ..Question::new(id)
        })
    }

    fn case() -> Case {
        let reference = Reference::parse("FOI-2026-0001").expect("a reference");
        let mut case = Case::new(reference, Facts::default());
        case.questions = vec![
            question("aaaa", "How many?", "Nine."),
            question("bbbb", "Why?", ""),
        ];
        case
    }

    fn names(old: &Case, new: &Case) -> Vec<String> {
        differing(old, new)
            .into_iter()
            .map(|one| one.what)
            .collect()
    }

    #[test]
    fn each_part_that_differs_is_named_once_and_in_order() {
        let old = case();
        let mut new = old.clone();
        assert!(names(&old, &new).is_empty() && is_same(&old, &new));
        let first = Arc::make_mut(&mut new.questions[0]);
        first.answer = "Ten.".into();
        first.outcome = Some(Outcome::Disclosed);
        Arc::make_mut(&mut new.facts).title = "Benches".into();
        Arc::make_mut(&mut new.closing).text = "Yours".into();
        new.questions.remove(1);
        new.questions.push(question("cccc", "And bins?", "None."));
        assert_eq!(
            names(&old, &new),
            [
                "The case",
                "Question 1, what became of it",
                "Question 1, answer",
                "Question 2, new",
                "Question 2, deleted",
                "The closing",
            ]
        );
        assert!(!is_same(&old, &new));
    }

    #[test]
    fn another_order_is_told_and_another_count_of_changes_is_not() {
        let old = case();
        let mut new = old.clone();
        new.questions.swap(0, 1);
        assert_eq!(names(&old, &new), ["The order of the questions"]);
        let mut new = old.clone();
        new.revision = 7;
        Arc::make_mut(&mut new.questions[0]).stamp = 7;
        assert!(is_same(&old, &new));
        let mut new = old.clone();
        Arc::make_mut(&mut new.questions[1]).text = "Why not?".into();
        assert_eq!(names(&old, &new), ["Question 2, as asked"]);
    }
}
