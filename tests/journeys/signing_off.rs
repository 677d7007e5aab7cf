//! Sign-off: an approval is bound to a text, lapses with it, and until it is given the letter is a draft.

use std::collections::BTreeMap;
use std::sync::Arc;

use seriatim::app::{Effect, Msg};
use seriatim::domain::event::Event;
use seriatim::domain::sign_off::{Matter, Rule, SignOff, When};

use crate::desk::Desk;
use crate::desk::fixtures::two_questions;

/// Every letter is approved by the Head of Legal, who is Priya Nair.
fn every_letter() -> SignOff {
    SignOff {
        rules: vec![Rule {
            approve: Matter::Letter,
            when: When::Always,
            by: vec!["Head of Legal".into()],
            why: "Scheme of delegation, 4.2.".into(),
        }],
        roles: BTreeMap::from([("Head of Legal".into(), vec!["Priya Nair".into()])]),
    }
}

pub(super) fn answered() -> Desk {
    let mut desk = Desk::on_the_board();
    desk.model.settings.sign_off = Arc::new(every_letter());
    desk.open(two_questions());
    desk.insert("1", "Not held");
    desk.insert("2", "Not held");
    desk
}

pub(super) fn approve(desk: &mut Desk) -> Vec<Effect> {
    desk.press("Alt+O");
    desk.choose("Approve the letter");
    desk.press("Enter")
}

fn codes(desk: &Desk) -> Vec<&'static str> {
    let found = desk.desk().derived.diagnostics.iter();
    found
        .map(|one| one.code)
        .filter(|code| code.contains("approv"))
        .collect()
}

fn copied_text(effects: &[Effect]) -> &str {
    let text = effects.iter().find_map(|effect| match effect {
        Effect::Copy { parcel, .. } => Some(parcel.plain.as_str()),
        _ => None,
    });
    text.expect("something on its way to the clipboard")
}

#[test]
fn until_it_is_approved_the_letter_is_a_draft_on_screen_and_on_the_clipboard() {
    let mut desk = answered();
    assert_eq!(codes(&desk), ["not-approved"]);
    assert!(
        desk.screen_at(120, 40)
            .text()
            .contains("Draft, not approved")
    );
    let effects = desk.press("F9");
    assert!(copied_text(&effects).starts_with("DRAFT – not approved\n\nDear Morgan Sample"));
    let Some(Effect::Copy { ticket, parcel }) = effects
        .iter()
        .find(|effect| matches!(effect, Effect::Copy { .. }))
    else {
        panic!("nothing is copied");
    };
    let html = parcel.html.as_deref().unwrap_or_default();
    assert!(
        html.contains("<body>\n<p><strong>DRAFT – not approved</strong></p>"),
        "{html}"
    );
    let effects = desk.copied(*ticket);
    assert!(matches!(
        effects.as_slice(),
        [Effect::Record(Event::Copied { draft: true, .. })]
    ));
    assert_eq!(
        desk.notice(),
        "Copied, as a draft; not approved is the letter (by Head of Legal)"
    );
}

#[test]
fn an_approved_letter_leaves_without_the_mark() {
    let mut desk = answered();
    let effects = approve(&mut desk);
    assert!(effects.iter().any(|effect| matches!(effect,
        Effect::Record(Event::Approved { of, approver, .. }) if of == "letter" && approver == "Priya Nair")));
    assert!(
        desk.notice().starts_with("Priya Nair approved the letter."),
        "{}",
        desk.notice()
    );
    assert!(codes(&desk).is_empty());
    assert!(copied_text(&desk.press("F9")).starts_with("Dear Morgan Sample"));
    desk.press("Alt+W");
    let page = desk.effects.iter().rev().find_map(|effect| match effect {
        Effect::WriteDocument(page) => Some(page.is_draft),
        _ => None,
    });
    assert_eq!(page, Some(false));
}

#[test]
fn whoever_may_not_approve_is_told_who_may() {
    let mut desk = answered();
    desk.press("Alt+O");
    desk.choose("Approve the letter");
    desk.fill("Tom Hale");
    let screen = desk.screen_at(120, 40).text();
    assert!(
        screen.contains("Tom Hale may not approve the letter; to be approved by Head of Legal"),
        "{screen}"
    );
    assert!(desk.case().facts.approvals.is_empty());
    desk.fill("priya nair");
    assert_eq!(desk.case().facts.approvals.len(), 1);
}

#[test]
fn one_changed_word_lets_the_approval_lapse_and_can_be_read() {
    let mut desk = answered();
    approve(&mut desk);
    desk.answer("2", "");
    desk.paste(" At all.");
    assert_eq!(codes(&desk), ["approval-lapsed"]);
    assert!(copied_text(&desk.press("F9")).starts_with("DRAFT"));
    desk.press("Alt+D");
    for (width, height) in [(80, 24), (120, 40)] {
        let screen = desk.screen_at(width, height).text();
        assert!(
            screen.contains("The letter: approved by Priya Nair on 24 November 2026"),
            "{screen}"
        );
        assert!(
            screen.contains("+ Wexbridge District Council does not hold this information. At all."),
            "{screen}"
        );
        assert!(
            screen.contains("- Wexbridge District Council does not hold this information."),
            "{screen}"
        );
    }
    // Taking the change back brings the text back that was approved.
    desk.press("Esc Ctrl+Z");
    assert!(codes(&desk).is_empty(), "{:?}", codes(&desk));
}

#[test]
fn a_change_of_the_outcome_alone_lets_it_lapse() {
    let mut desk = answered();
    approve(&mut desk);
    desk.go_to("1");
    desk.press("Ctrl+O");
    desk.choose("refused");
    assert_eq!(codes(&desk), ["approval-lapsed"]);
}

#[test]
fn a_new_day_lets_no_approval_lapse() {
    let mut desk = answered();
    desk.answer("opening", "\n{{today}}");
    approve(&mut desk);
    desk.tell(Msg::Today(jiff::civil::date(2026, 11, 25)));
    assert!(codes(&desk).is_empty());
    assert!(desk.letter().contains("25 November 2026"));
}

#[test]
fn nothing_is_approved_that_is_not_written() {
    let mut desk = Desk::with(two_questions());
    desk.go_to("1");
    desk.press("Alt+O");
    desk.choose("Approve question 1");
    assert!(
        desk.notice().starts_with("Question 1 has no answer yet"),
        "{}",
        desk.notice()
    );
    assert!(desk.asked().is_none());
}

#[test]
fn one_undo_takes_an_approval_back_and_so_does_the_officer() {
    let mut desk = answered();
    approve(&mut desk);
    desk.press("Ctrl+Z");
    assert_eq!(codes(&desk), ["not-approved"]);
    approve(&mut desk);
    desk.press("Alt+O");
    let effects = desk.choose("Take back the approval of the letter by Priya Nair");
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Record(Event::ApprovalTakenBack { .. })))
    );
    assert_eq!(codes(&desk), ["not-approved"]);
}

#[test]
fn a_question_is_approved_by_itself_where_the_officer_asks_for_it() {
    let mut desk = Desk::with(two_questions());
    desk.insert("1", "Not held");
    desk.go_to("1");
    desk.press("Alt+O Enter");
    desk.fill("Ann Okafor");
    assert_eq!(desk.question("1").approvals.len(), 1);
    assert!(codes(&desk).is_empty());
    desk.answer("2", "Other words.");
    assert!(codes(&desk).is_empty(), "another question is not this one");
    desk.answer("1", " More.");
    assert_eq!(codes(&desk), ["approval-lapsed"]);
}

#[test]
fn a_case_that_is_sent_without_approval_says_so() {
    let mut desk = answered();
    desk.run(seriatim::app::command::Command::MarkSent);
    assert_eq!(
        desk.notice(),
        "The case is sent, not approved: the letter (by Head of Legal)"
    );
}

#[test]
fn the_slip_to_a_service_area_is_no_copy_of_the_letter() {
    let mut desk = answered();
    desk.go_to("1");
    desk.press("Alt+C");
    desk.fill("Housing");
    let effects = desk.press("Enter");
    assert!(!copied_text(&effects).contains("DRAFT"));
    let ticket = desk.model.ticket;
    assert_eq!(desk.copied(ticket), []);
    assert_eq!(desk.notice(), "Copied");
}

#[test]
fn the_board_tells_which_case_awaits_whose_approval() {
    let desk = answered();
    let mut board = desk.on_a_board(|summary| {
        summary.unapproved = every_letter().unapproved(desk.case(), "");
        summary.answered = 2;
    });
    let screen = board.screen_at(120, 40).text();
    assert!(
        screen.contains("To do: awaiting approval by Head of Legal: the letter"),
        "{screen}"
    );
}
