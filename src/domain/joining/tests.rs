//! Two officers in one case.

use super::*;
use crate::domain::ids::Reference;
use crate::domain::outcome::Outcome;

fn case() -> Case {
    let facts = Facts {
        title: "Benches".into(),
        ..Facts::default()
    };
    let mut case = Case::new(Reference::parse("FOI-1").expect("a reference"), facts);
    for name in ["aaaa", "bbbb", "cccc"] {
        let id = QuestionId::parse(name).expect("an id");
        case.questions.push(Arc::new(Question {
            answer: format!("First of {name}.\n\nMiddle.\n\nLast of {name}.\n"),
            ..Question::new(id)
        }));
    }
    case
}

fn change(case: &Case, at: usize, edit: impl FnOnce(&mut Question)) -> Case {
    let mut case = case.clone();
    edit(Arc::make_mut(&mut case.questions[at]));
    case
}

fn joined(base: &Case, mine: &Case, theirs: &Case) -> (Joined, Case) {
    let joined = join(base, mine, theirs);
    let mut case = mine.clone();
    for change in &joined.changes {
        case.apply(change).expect("it fits");
    }
    (joined, case)
}

fn names(ids: &[QuestionId]) -> Vec<&str> {
    ids.iter().map(QuestionId::as_str).collect()
}

#[test]
fn different_questions_are_both_kept() {
    let base = case();
    let mine = change(&base, 0, |own| own.answer = "Mine.".into());
    let theirs = change(&base, 1, |own| {
        own.answer = "Theirs.".into();
        own.outcome = Some(Outcome::NotHeld);
    });
    let (joined, case) = joined(&base, &mine, &theirs);
    assert!(joined.is_clean());
    assert_eq!(names(&joined.taken), ["bbbb"]);
    assert_eq!(case.questions[0].answer, "Mine.");
    assert_eq!(case.questions[1].answer, "Theirs.");
    assert_eq!(case.questions[1].outcome, Some(Outcome::NotHeld));
}

#[test]
fn a_reply_and_an_approval_that_a_colleague_kept_are_not_lost() {
    let base = case();
    let theirs = change(&base, 1, |own| {
        own.contribution = Some(crate::domain::contribution::Contribution {
            with: "Housing".into(),
            since: jiff::civil::date(2026, 11, 24),
            wanted: None,
            reply: "14.".into(),
        });
        own.approvals = vec![crate::domain::sign_off::Approval::new(
            "Priya",
            jiff::civil::date(2026, 11, 24),
            "x".into(),
        )];
    });
    let (joined, case) = joined(&base, &base, &theirs);
    assert!(joined.is_clean());
    assert_eq!(
        case.questions[1].contribution,
        theirs.questions[1].contribution
    );
    assert_eq!(case.questions[1].approvals, theirs.questions[1].approvals);
}

#[test]
fn different_paragraphs_of_one_answer_are_put_together() {
    let base = case();
    let mine = change(&base, 0, |own| {
        own.answer = own.answer.replace("First", "My first");
    });
    let theirs = change(&base, 0, |own| {
        own.answer = own.answer.replace("Last", "Their last");
    });
    let (joined, case) = joined(&base, &mine, &theirs);
    assert!(joined.is_clean());
    assert_eq!(
        case.questions[0].answer,
        "My first of aaaa.\n\nMiddle.\n\nTheir last of aaaa.\n"
    );
}

#[test]
fn the_same_paragraph_changed_by_both_stays_mine_and_is_named() {
    let base = case();
    let mine = change(&base, 0, |own| own.answer = "Mine.".into());
    let theirs = change(&base, 0, |own| {
        own.answer = "Theirs.".into();
        own.outcome = Some(Outcome::Refused);
    });
    let (joined, case) = joined(&base, &mine, &theirs);
    assert_eq!(names(&joined.clashes), ["aaaa"]);
    assert_eq!(case.questions[0].answer, "Mine.");
    assert_eq!(
        case.questions[0].outcome, None,
        "half of theirs is nobody's answer"
    );
}

#[test]
fn what_they_added_moved_or_took_away_follows() {
    let base = case();
    let mine = change(&base, 2, |own| own.answer = "Mine.".into());
    let mut theirs = base.clone();
    let new = QuestionId::parse("dddd").expect("an id");
    theirs.questions.insert(1, Arc::new(Question::new(new)));
    theirs.questions.remove(2);
    let (first, case) = joined(&base, &mine, &theirs);
    let ids: Vec<&str> = case.questions.iter().map(|own| own.id.as_str()).collect();
    assert_eq!(ids, ["aaaa", "dddd", "cccc"]);
    assert!(first.is_clean());
    // A question that I have written in meanwhile stays.
    theirs.questions.pop();
    let (second, case) = joined(&base, &mine, &theirs);
    assert!(second.is_clean());
    assert_eq!(
        case.questions.last().map(|own| own.answer.as_str()),
        Some("Mine.")
    );
}

#[test]
fn facts_are_put_together_one_by_one() {
    let base = case();
    let mut mine = base.clone();
    Arc::make_mut(&mut mine.facts).requester = "Ann".into();
    let mut theirs = base.clone();
    let facts = Arc::make_mut(&mut theirs.facts);
    facts.title = "Benches and bins".into();
    facts.fields.insert("count".into(), "47".into());
    let (first, case) = joined(&base, &mine, &theirs);
    assert!(first.is_clean() && first.frame);
    assert_eq!(case.facts.requester, "Ann");
    assert_eq!(case.facts.title, "Benches and bins");
    assert_eq!(case.facts.fields["count"], "47");
    Arc::make_mut(&mut mine.facts).title = "Seats".into();
    let (second, case) = joined(&base, &mine, &theirs);
    assert!(second.frame_clashes);
    assert_eq!(case.facts.title, "Seats");
}

#[test]
fn nothing_new_of_theirs_changes_nothing() {
    let base = case();
    let mine = change(&base, 0, |own| own.answer = "Mine.".into());
    assert_eq!(join(&base, &mine, &base), Joined::default());
    assert_eq!(join(&base, &mine, &mine).changes, []);
}
