//! Somebody else writes in the case that is open here: what they wrote appears, and nothing of anybody is lost.

use std::sync::Arc;

use seriatim::app::command::Command;
use seriatim::app::message::Opened;
use seriatim::app::{Effect, Msg};
use seriatim::domain::case::Case;
use seriatim::domain::outcome::Outcome;

use crate::desk::{self, Desk, fixtures};

fn theirs(base: &Case, at: usize, answer: &str) -> Case {
    let mut case = base.clone();
    let question = Arc::make_mut(&mut case.questions[at]);
    question.answer = answer.into();
    question.outcome = Some(Outcome::Disclosed);
    case
}

fn tell(desk: &mut Desk, base: &Case, theirs: &Case) -> Vec<Effect> {
    desk.tell(Msg::CaseChanged {
        base: Box::new(base.clone()),
        theirs: Box::new(theirs.clone()),
    })
}

fn known(effects: &[Effect]) -> Vec<(usize, bool)> {
    let taken = effects.iter().filter_map(|effect| match effect {
        Effect::TakeUnderneath { open, frame, .. } => Some((open.len(), *frame)),
        _ => None,
    });
    taken.collect()
}

#[test]
fn files_that_were_written_are_looked_at_for_the_open_case_only() {
    let mut desk = Desk::with(fixtures::benches());
    let own = desk.case().reference.clone();
    assert_eq!(
        desk.tell(Msg::CaseTouched(own.clone())),
        [Effect::LookAtCase]
    );
    desk.press("F12");
    assert!(
        !desk
            .tell(Msg::CaseTouched(own))
            .contains(&Effect::LookAtCase)
    );
}

#[test]
fn another_question_appears_with_what_they_wrote_and_mine_stays() {
    let base = fixtures::benches();
    let mut desk = Desk::with(base.clone());
    desk.answer("1", "Mine, not saved yet.");
    let effects = tell(&mut desk, &base, &theirs(&base, 1, "Theirs on bins."));
    assert_eq!(known(&effects), [(0, true)]);
    assert_eq!(
        desk.notice(),
        "Somebody else has changed question 2; it is here now"
    );
    assert_eq!(desk.question("1").answer, "Mine, not saved yet.");
    assert_eq!(desk.question("2").answer, "Theirs on bins.");
    assert_eq!(desk.question("2").outcome, Some(Outcome::Disclosed));
    assert!(desk.letter().contains("Theirs on bins."));
    // It is a step of its own: the next undo says what it takes back.
    desk.press("Ctrl+Z");
    assert!(
        desk.notice().contains("what somebody else changed"),
        "{}",
        desk.notice()
    );
    assert_eq!(desk.question("2").answer, "");
    assert_eq!(desk.question("1").answer, "Mine, not saved yet.");
    desk.press("Ctrl+Y");
    assert_eq!(desk.question("2").answer, "Theirs on bins.");
}

#[test]
fn the_same_answer_changed_by_both_waits_for_a_decision() {
    let base = fixtures::benches();
    let other = theirs(&base, 0, "Theirs: 12 benches.");
    let clashing = || {
        let mut desk = Desk::with(base.clone());
        desk.answer("1", "Mine: 14 benches.");
        let effects = tell(&mut desk, &base, &other);
        assert_eq!(known(&effects), [(1, true)]);
        desk
    };
    let mut desk = clashing();
    assert!(
        desk.notice()
            .starts_with("Somebody else has changed question 1 in the same place."),
        "{}",
        desk.notice()
    );
    assert_eq!(desk.question("1").answer, "Mine: 14 benches.");
    desk.run(Command::Conflicts);
    let screen = desk.screen_at(80, 24).text();
    assert!(screen.contains("Theirs: 12 benches."), "{screen}");
    let effects = desk.choose("Keep yours");
    assert_eq!(known(&effects), [(0, true)]);
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Save(case) if case.questions[0].answer == "Mine: 14 benches."))
    );
    desk.run(Command::Conflicts);
    assert!(desk.model.overlay.is_none(), "nothing waits any more");

    let mut desk = clashing();
    desk.run(Command::Conflicts);
    desk.choose("Take theirs");
    assert_eq!(desk.question("1").answer, "Theirs: 12 benches.");
    desk.press("Ctrl+Z");
    assert_eq!(desk.question("1").answer, "Mine: 14 benches.");

    let mut desk = clashing();
    desk.run(Command::Conflicts);
    desk.choose("Take both");
    assert_eq!(
        desk.question("1").answer,
        "Mine: 14 benches.\nTheirs: 12 benches."
    );
}

#[test]
fn a_decision_that_waits_is_told_once() {
    let base = fixtures::benches();
    let mut desk = Desk::with(base.clone());
    desk.answer("1", "Mine.");
    let other = theirs(&base, 0, "Theirs.");
    tell(&mut desk, &base, &other);
    desk.press("Down");
    let before = desk.notice().to_owned();
    tell(&mut desk, &base, &other);
    assert_eq!(desk.notice(), before);
}

#[test]
fn a_case_that_can_only_be_read_follows_too() {
    let base = fixtures::benches();
    let mut desk = Desk::on_the_board();
    desk.tell(Msg::Opened(Ok(Box::new(Opened {
        read_only: Some("open elsewhere".into()),
        ..desk::opened(base.clone())
    }))));
    let effects = tell(&mut desk, &base, &theirs(&base, 1, "Theirs."));
    assert_eq!(desk.question("2").answer, "Theirs.");
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::Journal { .. } | Effect::Save(_)))
    );
}
