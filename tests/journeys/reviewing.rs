//! The review of a case that is sent: its own clock, question by question upheld or not, its own letter.

use std::sync::Arc;

use jiff::civil::date;

use seriatim::app::command::Command;
use seriatim::app::{Effect, Msg};
use seriatim::domain::case::{Case, CaseStatus, CaseSummary};
use seriatim::domain::event::Event;
use seriatim::domain::ids::Reference;
use seriatim::domain::outcome::Outcome;
use seriatim::domain::question::Citation;
use seriatim::domain::review::{self, Finding};
use seriatim::store::law;
use seriatim::store::libraries::{self, Folders};

use crate::desk::fixtures::two_questions;
use crate::desk::{Desk, TODAY};

// The real law and the real library: what the packs say about reviews is what is tested.
fn on_the_board() -> Desk {
    let mut desk = Desk::on_the_board();
    desk.tell(Msg::Regimes(Arc::new(law::regimes(None).0)));
    desk.tell(Msg::Library(Arc::new(libraries::load(&Folders::default()))));
    desk
}

// Sent on 18 November: the first answer given, the second refused.
fn sent() -> Case {
    let mut case = two_questions();
    Arc::make_mut(&mut case.facts).status = CaseStatus::Sent;
    let first = Arc::make_mut(&mut case.questions[0]);
    first.answer = "Fourteen were replaced.".into();
    first.outcome = Some(Outcome::Disclosed);
    let second = Arc::make_mut(&mut case.questions[1]);
    second.answer = "That is exempt under section 43(2).".into();
    second.outcome = Some(Outcome::Refused);
    second.citations.insert(Citation {
        regime: "uk-foia".into(),
        cite: "43(2)".into(),
    });
    case
}

// The review that was asked for on Friday 20 November 2026, as the host makes it.
fn review_of(case: &Case) -> Case {
    let reference = review::reference(&case.reference, &[]).expect("there is one");
    let answered = Some(date(2026, 11, 18));
    review::of(
        case,
        reference,
        "internal-review",
        date(2026, 11, 20),
        answered,
    )
}

fn reviewing() -> Desk {
    let mut desk = on_the_board();
    desk.open(review_of(&sent()));
    desk
}

fn status(desk: &mut Desk) -> String {
    let screen = desk.screen_at(120, 40).text();
    screen.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn a_review_is_opened_from_a_case_that_is_sent_and_from_no_other() {
    let mut desk = on_the_board();
    desk.open(two_questions());
    desk.press("Alt+I");
    assert!(
        desk.notice().contains("is not marked as sent"),
        "{}",
        desk.notice()
    );
    desk.open(sent());
    desk.press("Alt+I");
    let screen = desk.screen_at(80, 24).text();
    assert!(
        screen.contains("When was the review of FOI-2026-0417 asked for?"),
        "{screen}"
    );
    assert!(
        screen.contains("Internal review: 20 working days from then"),
        "{screen}"
    );
    desk.fill("1 December 2026");
    assert!(
        desk.screen_at(80, 24)
            .text()
            .contains("That day has not come yet")
    );
    let effects = desk.fill("20 November 2026");
    let wanted = Effect::OpenReview {
        of: Reference::parse("FOI-2026-0417").expect("a reference"),
        received: date(2026, 11, 20),
    };
    assert_eq!(effects.last(), Some(&wanted));
    assert!(
        effects.contains(&Effect::Close),
        "the case is saved and closed first"
    );
    desk.open(review_of(&sent()));
    desk.press("Alt+I");
    assert!(
        desk.notice().contains("a review itself"),
        "{}",
        desk.notice()
    );
}

#[test]
fn it_has_a_clock_of_its_own_and_in_exceptional_cases_more_time() {
    let mut desk = reviewing();
    assert!(
        status(&mut desk).contains("due Mon 21 Dec · day 2 of 20"),
        "{}",
        status(&mut desk)
    );
    desk.run(Command::Clock);
    assert_eq!(
        desk.options()[1],
        "Take 40 working days: Internal review, exceptional"
    );
    desk.choose("Take 40 working days");
    assert!(status(&mut desk).contains("of 40"), "{}", status(&mut desk));
    desk.run(Command::Clock);
    desk.choose("Take 20 working days");
    assert!(status(&mut desk).contains("of 20"), "{}", status(&mut desk));
}

#[test]
fn under_each_law_the_time_is_its_own() {
    for (regime, days) in [("uk-eir", 40), ("foisa", 20), ("eisr", 20)] {
        let mut case = sent();
        Arc::make_mut(&mut case.facts).regime = regime.into();
        let mut desk = on_the_board();
        desk.open(review_of(&case));
        let line = status(&mut desk);
        assert!(
            line.contains(&format!("day 2 of {days}")),
            "{regime}: {line}"
        );
        desk.run(Command::Clock);
        let more = desk
            .options()
            .iter()
            .any(|option| option.starts_with("Take "));
        assert!(!more, "{regime} knows no exceptional cases");
    }
}

#[test]
fn the_answer_that_is_reviewed_is_before_whoever_reviews_it() {
    let mut desk = reviewing();
    assert!(
        desk.notice().starts_with("A review: Alt+J says"),
        "{}",
        desk.notice()
    );
    desk.go_to("2");
    for (width, height) in [(80, 24), (120, 40)] {
        let screen = desk.screen_at(width, height).text();
        assert!(
            screen.contains("That is exempt under section 43(2)."),
            "{screen}"
        );
    }
    let bar = desk.screen_at(80, 24).text();
    assert!(bar.contains("Alt+J finding"), "it is the next step: {bar}");
    desk.press("Alt+J");
    let screen = desk.screen_at(80, 24).text();
    assert!(
        screen.contains("It was refused (s.43(2)) on 18 November 2026"),
        "{screen}"
    );
    desk.choose("Read the answer that is reviewed");
    assert!(desk.screen_at(80, 24).text().contains("in FOI-2026-0417:"));
}

#[test]
fn an_answer_that_is_upheld_keeps_its_outcome_and_is_put_into_words_with_its_reasons() {
    let mut desk = reviewing();
    desk.go_to("2");
    desk.press("Alt+J");
    let effects = desk.choose("upheld");
    assert!(effects.iter().any(|effect| matches!(effect,
        Effect::Record(Event::ReviewFound { finding, .. }) if finding == "upheld")));
    assert!(
        desk.asked()
            .is_some_and(|asked| asked.starts_with("Why was the answer right?"))
    );
    desk.fill("The contract is still being tendered.");
    let question = desk.question("2");
    assert_eq!(
        question.answer.trim(),
        "We have looked at this question afresh and uphold our answer. The contract is still being tendered."
    );
    assert_eq!(question.outcome, Some(Outcome::Refused));
    assert_eq!(question.citations.len(), 1);
    let reviewed = question.reviewed.clone().expect("what was answered");
    assert_eq!(reviewed.finding, Some(Finding::Upheld));
    assert_eq!(reviewed.answer, "That is exempt under section 43(2).");
    let effects = desk.clone().press("F12");
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::Remember(_))),
        "its wording is suggested for no other question"
    );
    assert!(
        desk.screen_at(120, 40)
            .text()
            .contains("Answer · upheld · refused · s.43(2)")
    );
}

#[test]
fn an_answer_that_is_overturned_asks_for_the_new_one() {
    let mut desk = reviewing();
    desk.go_to("2");
    desk.press("Alt+J");
    desk.choose("overturned");
    desk.fill("The tender was over when we answered.");
    desk.fill("The council spent £9,400.");
    let question = desk.question("2");
    assert!(
        question.answer.contains("was not right, and we are sorry"),
        "{}",
        question.answer
    );
    assert!(
        question.answer.ends_with("The council spent £9,400."),
        "{}",
        question.answer
    );
    assert_eq!(
        question.outcome, None,
        "the outcome is the officer's to set"
    );
    assert_eq!(desk.case().findings_in_words(), "1 overturned, 1 open");
}

#[test]
fn the_marked_questions_are_found_upheld_in_one_go_and_what_is_open_stands_in_the_way() {
    let mut desk = reviewing();
    let open = |desk: &Desk| {
        let found = desk.desk().derived.diagnostics.iter();
        found.filter(|one| one.code == "no-review-finding").count()
    };
    assert_eq!(open(&desk), 2);
    desk.go_to("1");
    desk.press("Space Down Space Alt+J");
    desk.choose("upheld");
    assert_eq!(open(&desk), 0);
    for name in ["1", "2"] {
        assert!(
            desk.question(name).answer.contains("uphold our answer"),
            "{name}"
        );
    }
}

#[test]
fn a_letter_of_a_review_offers_no_second_review() {
    let mut desk = reviewing();
    let found = desk.desk().derived.diagnostics.iter();
    let codes: Vec<&str> = found.map(|one| one.code).collect();
    assert!(!codes.contains(&"no-review"), "{codes:?}");
    desk.open(sent());
    desk.press("Alt+J");
    assert!(
        desk.notice().starts_with("This case reviews no other"),
        "{}",
        desk.notice()
    );
}

#[test]
fn when_it_is_sent_the_case_that_it_looks_at_is_told_and_undo_tells_it_again() {
    let mut desk = reviewing();
    let told = |effects: &[Effect]| {
        let left = effects.iter().find_map(|effect| match effect {
            Effect::TellOriginal { left, on, .. } => Some((*left, *on)),
            _ => None,
        });
        let filed = effects
            .iter()
            .any(|effect| matches!(effect, Effect::FileAnswers { .. }));
        assert!(!filed, "a finding is no answer to be given again");
        left
    };
    assert_eq!(told(&desk.run(Command::MarkSent)), Some((true, TODAY)));
    assert_eq!(told(&desk.press("Ctrl+Z")), Some((false, TODAY)));
}

#[test]
fn the_board_links_a_case_with_its_review_both_ways() {
    let case = sent();
    let review = review_of(&case);
    let summary = |case: &Case, status| CaseSummary {
        reference: case.reference.to_string(),
        title: case.facts.title.clone(),
        received: case.facts.received,
        regime: case.facts.regime.clone(),
        review: case.facts.review.clone(),
        questions: 2,
        status,
        ..CaseSummary::default()
    };
    let mut board = on_the_board();
    board.tell(Msg::Board(Ok(vec![
        summary(&case, CaseStatus::Sent),
        summary(&review, CaseStatus::Open),
    ])));
    let screen = board.screen_at(120, 40).text();
    assert!(
        screen.contains("Review of FOI-2026-0417: Benches"),
        "{screen}"
    );
    assert!(screen.contains("Mon 21 Dec"), "its own due date: {screen}");
    assert!(
        screen.contains("Reviews FOI-2026-0417, answered Wed 18 Nov"),
        "{screen}"
    );
    board.press("f Down");
    let screen = board.screen_at(120, 40).text();
    assert!(
        screen.contains("Reviewed in FOI-2026-0417-IR (18 days left)"),
        "{screen}"
    );
}
