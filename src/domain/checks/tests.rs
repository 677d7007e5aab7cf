//! Tests of what stands between an officer and the copy, and how grave a finding is.

use std::collections::BTreeMap;

use super::*;
use crate::domain::ids::QuestionId;

fn answer() -> Option<Place> {
    QuestionId::parse("aaaa").map(Place::Answer)
}

fn finding(code: &'static str, severity: Severity, place: Option<Place>) -> Diagnostic {
    Diagnostic {
        code,
        severity,
        question: String::new(),
        place,
        at: None,
        message: String::new(),
        help: String::new(),
        fix: None,
    }
}

fn stands(code: &'static str, severity: Severity, place: Option<Place>, view: View) -> bool {
    let found = [finding(code, severity, place)];
    blockers(&found, view).next().is_some()
}

#[test]
fn every_error_wherever_it_is_stands_in_the_way_of_the_letter_and_no_warning_does() {
    for place in [None, answer(), Some(Place::Opening), Some(Place::Closing)] {
        for code in [codes::UNANSWERED, "no-questions"] {
            let stands = |severity| stands(code, severity, place.clone(), View::Letter);
            assert!(stands(Severity::Error), "{code} {place:?}");
            assert!(!stands(Severity::Warning), "{code} {place:?}");
        }
    }
}

#[test]
fn a_letter_names_its_requester_and_an_entry_of_the_log_may_not() {
    let named = |view| stands(codes::REQUESTER_NAMED, Severity::Error, answer(), view);
    assert!(!named(View::Letter));
    assert!(named(View::DisclosureLog));
}

#[test]
fn what_an_entry_of_the_log_does_not_have_does_not_stand_in_its_way() {
    let stands = |code, severity, place| stands(code, severity, place, View::DisclosureLog);
    for place in [None, Some(Place::Opening), Some(Place::Closing)] {
        assert!(
            !stands(codes::UNFILLED_FIELD, Severity::Error, place.clone()),
            "{place:?}"
        );
    }
    assert!(stands(codes::UNFILLED_FIELD, Severity::Error, answer()));
    assert!(!stands(codes::UNFILLED_FIELD, Severity::Warning, answer()));
    // Without a question there is nothing to put into the log.
    assert!(stands("no-questions", Severity::Error, None));
    assert!(!stands("no-questions", Severity::Warning, None));
    assert!(!stands(
        "no-questions",
        Severity::Error,
        Some(Place::Opening)
    ));
}

#[test]
fn what_stands_in_the_way_is_told_with_its_place_in_the_list() {
    let found = [
        finding("late", Severity::Warning, None),
        finding(codes::UNANSWERED, Severity::Error, answer()),
    ];
    let at: Vec<usize> = blockers(&found, View::Letter).map(|(at, _)| at).collect();
    assert_eq!(at, [1]);
}

#[test]
fn the_word_for_a_gravity_leads_back_to_it() {
    assert_eq!(Severity::from_id("error"), Some(Severity::Error));
    assert_eq!(Severity::from_id("warning"), Some(Severity::Warning));
    assert_eq!(Severity::from_id("grave"), None);
}

#[test]
fn a_letter_may_lighten_a_finding_unless_the_workspace_has_set_its_gravity() {
    let lightened = |settings: BTreeMap<String, Setting>| {
        let book = CheckBook::new([], settings);
        let mut found = Findings {
            book: &book,
            code: "no-review",
            severity: Severity::Error,
            found: Vec::new(),
        };
        found.whole("The letter offers no review.", "Insert it.");
        found.grave(Severity::Warning);
        found.found[0].1.severity()
    };
    let set = Setting {
        severity: Some(Severity::Error),
        reason: "We were told off".into(),
    };
    assert_eq!(lightened(BTreeMap::new()), Severity::Warning);
    let settings = BTreeMap::from([("no-review".to_owned(), set)]);
    assert_eq!(lightened(settings), Severity::Error);
}

#[test]
fn until_the_checks_are_read_nobody_can_say_that_nothing_stands_in_the_way() {
    assert!(!CheckBook::default().is_read());
    let about = About {
        code: "late".into(),
        family: "The clock".into(),
        severity: Severity::Error,
        title: "Late".into(),
        reasoning: String::new(),
        source: String::new(),
    };
    let book = CheckBook::new([about], BTreeMap::new());
    assert!(book.is_read());
    assert_eq!(book.severity("late"), Some(Severity::Error));
    assert_eq!(book.severity("unknown"), Some(Severity::Warning));
}
