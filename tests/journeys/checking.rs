//! The checks in the workbench: what they find is shown, mended with one key, explained, or marked as meant to be there.

use std::sync::Arc;

use seriatim::app::Effect;
use seriatim::app::Msg;
use seriatim::app::command::Command;
use seriatim::app::desk::Focus;
use seriatim::app::message::MouseKind;
use seriatim::app::overlay::Overlay;
use seriatim::app::panel::Tab;
use seriatim::domain::checks::Severity;
use seriatim::domain::event::Event;
use seriatim::domain::outcome::Outcome;
use seriatim::domain::regime::RepealedLaw;
use seriatim::store::law;

use ratatui::style::Modifier;
use seriatim::app::model::Theme;

use super::screens::{SIZES, at_three_sizes};
use crate::desk::fixtures::{self, two_questions};
use crate::desk::{Desk, content};

const ADDRESS: &str = "jo.bloggs@gmail.com";

/// The desk with the law that the program carries, a law that is gone, and an answer that goes wrong in many ways.
fn amiss() -> Desk {
    let mut desk = Desk::with(two_questions());
    let (regimes, problems) = law::regimes(None);
    assert!(problems.is_empty(), "{problems:?}");
    let mut rules = fixtures::rules();
    rules.reader.regimes = Arc::new(regimes.clone());
    rules.repealed = vec![RepealedLaw {
        names: vec!["Bench Act 1998".into()],
        regime: None,
        cites: Vec::new(),
        instead: "the Bench Act 2018".into(),
        since: None,
    }];
    desk.tell(Msg::Rules(Arc::new(rules)));
    desk.tell(Msg::Regimes(Arc::new(regimes)));
    desk.answer(
        "1",
        &format!("Please ask {ADDRESS} about the benches under the Bench Act 1998."),
    );
    desk.answer(
        "2",
        "The information is exempt from disclosure under section 43(2) of the Freedom of Information Act 2000.",
    );
    desk.press("Ctrl+O");
    desk.choose("disclosed");
    desk
}

/// Chooses the first finding with this code among the checks.
fn choose(desk: &mut Desk, code: &str) {
    let found = &desk.desk().derived.diagnostics;
    let codes: Vec<&str> = found.iter().map(|finding| finding.code).collect();
    let at = codes.iter().position(|own| *own == code);
    let at = at.unwrap_or_else(|| panic!("{code} is not among {codes:?}"));
    desk.press("F7 Home");
    for _ in 0..at {
        desk.press("Down");
    }
}

fn has(desk: &Desk, code: &str) -> bool {
    let mut found = desk.desk().derived.diagnostics.iter();
    found.any(|finding| finding.code == code)
}

fn mean(desk: &mut Desk, reason: &str) -> Vec<Effect> {
    choose(desk, "email-address");
    desk.press("a");
    desk.fill(reason)
}

#[test]
fn checks_with_errors_and_warnings() {
    let mut desk = amiss();
    choose(&mut desk, "repealed-law");
    at_three_sizes("checks-amiss", &mut desk);
}

#[test]
fn checks_with_something_that_is_meant_to_be_there() {
    let mut desk = amiss();
    mean(&mut desk, "The address of the enquiry desk");
    choose(&mut desk, "refused-but-disclosed");
    at_three_sizes("checks-meant", &mut desk);
}

#[test]
fn a_repealed_law_is_replaced_with_one_key_and_undone_with_one() {
    let mut desk = amiss();
    let before = content(desk.case());
    choose(&mut desk, "repealed-law");
    desk.press("F8");
    assert!(
        desk.question("1")
            .answer
            .ends_with("under the Bench Act 2018."),
        "{}",
        desk.question("1").answer
    );
    assert!(!has(&desk, "repealed-law"), "it is found no more");
    let notice = desk.notice();
    assert!(
        notice.starts_with("Mended: ") && notice.contains("Ctrl+Z takes it back"),
        "{notice}"
    );
    assert_eq!(desk.focus(), Focus::Panel, "the next finding is a key away");
    desk.press("Ctrl+Z");
    assert_eq!(content(desk.case()), before);
    assert!(has(&desk, "repealed-law"));
}

#[test]
fn an_outcome_that_the_text_belies_is_set_with_one_key() {
    let mut desk = amiss();
    choose(&mut desk, "refused-but-disclosed");
    desk.press("F8");
    let outcome = desk.question("2").outcome.map(Outcome::id);
    assert_eq!(outcome, Some("refused"));
    assert!(!has(&desk, "refused-but-disclosed"));
    desk.press("Ctrl+Z");
    let outcome = desk.question("2").outcome.map(Outcome::id);
    assert_eq!(outcome, Some("disclosed"));
}

#[test]
fn a_provision_that_only_the_text_cites_is_set_with_one_key() {
    let mut desk = amiss();
    choose(&mut desk, "refused-but-disclosed");
    desk.press("F8");
    choose(&mut desk, "cited-not-set");
    desk.press("m");
    let cites: Vec<&str> = desk
        .question("2")
        .citations
        .iter()
        .map(|citation| citation.cite.as_str())
        .collect();
    assert_eq!(cites, ["43(2)"]);
    assert!(!has(&desk, "cited-not-set"));
}

#[test]
fn reasons_that_are_missing_are_given_in_the_composer() {
    let mut desk = amiss();
    choose(&mut desk, "refused-but-disclosed");
    desk.press("F8");
    choose(&mut desk, "no-pit-balance");
    desk.press("F8");
    let Some(Overlay::Composer(composer)) = &desk.model.overlay else {
        panic!("{}", desk.notice());
    };
    assert_eq!(
        composer.label, "s.43(2)",
        "and not those of another provision"
    );
    assert_eq!(desk.here(), "2");
}

#[test]
fn a_finding_that_no_key_can_mend_says_what_to_do_by_hand() {
    let mut desk = amiss();
    let before = content(desk.case());
    choose(&mut desk, "email-address");
    desk.press("F8");
    let notice = desk.notice();
    assert!(notice.starts_with("This is mended by hand; "), "{notice}");
    assert!(
        notice.contains("say why it is meant to be there"),
        "{notice}"
    );
    assert_eq!(content(desk.case()), before);
}

#[test]
fn a_letter_without_a_remedy_gets_its_snippet_before_the_signature() {
    let mut desk = amiss();
    choose(&mut desk, "no-review");
    desk.press("F8");
    assert_eq!(
        (desk.here().as_str(), desk.focus()),
        ("closing", Focus::Panel)
    );
    assert_eq!(desk.desk().panel.tab, Tab::Snippets);
    assert_eq!(desk.chosen_snippet(), "Closing: internal review");
    desk.press("Enter");
    let closing = &desk.case().closing.text;
    assert!(
        closing.starts_with("You may ask for an internal review.\n\nYours sincerely"),
        "{closing}"
    );
    assert!(!has(&desk, "no-review"));
}

#[test]
fn what_is_meant_to_be_there_needs_a_reason_and_is_found_no_more() {
    let mut desk = amiss();
    let before = content(desk.case());
    choose(&mut desk, "email-address");
    desk.press("a");
    assert!(desk.fill("no").is_empty(), "two letters are no reason");
    assert!(
        desk.fill(&format!("{ADDRESS} is public")).is_empty(),
        "the reason must not carry the words along"
    );
    let effects = desk.fill("The address of the enquiry desk");
    assert!(!has(&desk, "email-address"));
    desk.press("Ctrl+Z");
    mean(&mut desk, "ICO");
    assert!(!has(&desk, "email-address"), "three letters are one");
    let recorded = effects.iter().find_map(|effect| match effect {
        Effect::Record(event) => Some(event.clone()),
        _ => None,
    });
    assert_eq!(
        recorded,
        Some(Event::Allowed {
            code: "email-address".into(),
            reason: "The address of the enquiry desk".into()
        })
    );
    for kept in [format!("{:?}", desk.case().facts), format!("{effects:?}")] {
        assert!(!kept.contains("bloggs"), "the words found spread: {kept}");
    }
    desk.press("Ctrl+Z");
    assert_eq!(content(desk.case()), before);
    assert!(has(&desk, "email-address"));
}

#[test]
fn other_words_are_found_although_some_are_meant_to_be_there() {
    let mut desk = amiss();
    mean(&mut desk, "The address of the enquiry desk");
    desk.go_to("1");
    desk.press("Enter Ctrl+End");
    desk.type_text(" Or jane.doe@gmail.com.");
    assert!(has(&desk, "email-address"));
}

#[test]
fn what_is_meant_to_be_there_can_be_seen_and_taken_back() {
    let mut desk = amiss();
    mean(&mut desk, "The address of the enquiry desk");
    let screen = desk.screen_at(120, 40).text();
    assert!(screen.contains("t: 1 meant"), "{screen}");
    desk.press("F7 t");
    assert_eq!(
        desk.options(),
        ["email-address: The address of the enquiry desk"]
    );
    let effects = desk.press("Enter");
    assert!(has(&desk, "email-address"));
    let recorded = effects.iter().any(|effect| {
        matches!(effect, Effect::Record(Event::NoLongerAllowed { code }) if code == "email-address")
    });
    assert!(recorded, "the history tells of it: {effects:?}");
    desk.press("Ctrl+Z");
    assert!(!has(&desk, "email-address"), "undo works here too");
}

#[test]
fn an_open_field_cannot_be_meant_to_be_there() {
    let mut desk = Desk::with(two_questions());
    desk.insert("1", "Nothing was found");
    desk.press("Esc");
    choose(&mut desk, "unfilled-field");
    desk.press("a");
    assert!(desk.asked().is_none());
    desk.press("F8");
    assert_eq!(desk.asked().as_deref(), Some("Which department looked?"));
}

#[test]
fn why_a_check_matters_is_told_with_its_source() {
    let mut desk = amiss();
    choose(&mut desk, "email-address");
    desk.press("w");
    let screen = desk.screen_at(80, 24).text();
    for words in [
        "error: email-address",
        "holds an e-mail address",
        "Source: ",
    ] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
    desk.press("Esc");
    assert!(desk.model.overlay.is_none());
}

#[test]
fn a_case_that_can_only_be_read_is_not_mended() {
    let mut desk = amiss();
    choose(&mut desk, "repealed-law");
    desk.model.desk.as_mut().expect("open").read_only = Some("Somebody else has it open".into());
    let before = content(desk.case());
    for keys in ["F8", "a"] {
        assert!(desk.press(keys).is_empty());
        assert_eq!(desk.notice(), "Somebody else has it open");
    }
    assert_eq!(content(desk.case()), before);
}

#[test]
fn the_commands_of_a_finding_are_in_the_palette_and_lead_to_the_checks() {
    let mut desk = amiss();
    desk.press("F2");
    desk.run(Command::WhyFinding);
    assert_eq!(desk.desk().panel.tab, Tab::Checks);
    desk.run(Command::WhyFinding);
    assert!(matches!(desk.model.overlay, Some(Overlay::Reading { .. })));
}

#[test]
fn a_click_shows_a_finding_and_its_keys_can_be_clicked() {
    let mut desk = amiss();
    desk.go_to("2");
    desk.press("F7");
    for (width, height) in [(120, 40), (80, 24)] {
        let screen = desk.screen_at(width, height);
        let (column, row) = screen.find("repealed-law").unwrap_or_else(|| {
            desk.press("F7 Home");
            choose(&mut desk, "repealed-law");
            desk.screen_at(width, height)
                .find("repealed-law")
                .expect("it is listed")
        });
        desk.mouse(MouseKind::Press, column, row, 1);
        assert_eq!((desk.here().as_str(), desk.focus()), ("1", Focus::Panel));
        let (column, row) = desk
            .screen_at(width, height)
            .find("F8 mend")
            .expect("it is on the bar");
        desk.click(column, row);
        assert!(!has(&desk, "repealed-law"));
        desk.press("Ctrl+Z");
    }
}

#[test]
fn the_words_found_are_marked_at_the_question_and_in_the_letter_without_colours_too() {
    for theme in [Theme::Dark, Theme::Light, Theme::HighContrast, Theme::Plain] {
        let mut desk = amiss();
        desk.model.settings.theme = theme;
        desk.go_to("1");
        let screen = desk.screen_at(120, 40);
        let underlined = |row: &str, x: u16, y: u16| {
            assert!(row.contains(ADDRESS));
            screen.buffer[(x, y)]
                .modifier
                .contains(Modifier::UNDERLINED)
        };
        let rows = screen.rows();
        let places: Vec<(usize, &String)> = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.contains(ADDRESS))
            .collect();
        assert_eq!(places.len(), 2, "the answer and the letter");
        for (y, row) in places {
            let (before, _) = row.split_once(ADDRESS).expect("it was found");
            let x = u16::try_from(before.chars().count()).expect("a column");
            let y = u16::try_from(y).expect("a row");
            assert!(underlined(row, x, y), "{theme:?} row {y}");
            assert!(!underlined(row, x - 4, y), "only the words are");
        }
    }
}

#[test]
fn the_list_marks_the_questions_in_which_something_was_found() {
    let mut desk = amiss();
    let screen = desk.screen_at(80, 24);
    let rows = screen.rows();
    let row = |words: &str| rows.iter().find(|row| row.contains(words)).expect("listed");
    assert!(row("1 How").contains("✗│"), "{}", row("1 How"));
    assert!(!row("Opening").contains('✗') && !row("Opening").contains('!'));
    desk.run(Command::ToggleMarks);
    for (width, height) in SIZES {
        let screen = desk.screen_at(width, height);
        assert!(screen.rows().iter().all(|row| row.is_ascii()));
    }
}

#[test]
fn findings_are_counted_in_words_and_a_clean_letter_says_nothing() {
    let mut desk = amiss();
    desk.press("F5");
    let found = &desk.desk().derived.diagnostics;
    let errors = found
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .count();
    let warnings = found.len() - errors;
    assert!(errors > 1 && warnings > 1);
    let words = format!("Letter · {errors} errors, {warnings} warnings");
    let screen = desk.screen_at(80, 24).text();
    assert!(screen.contains(&words), "{screen}");

    let mut desk = Desk::with(two_questions());
    desk.insert("1", "Not held");
    desk.insert("2", "Not held");
    desk.go_to("closing");
    desk.press("Enter");
    desk.paste("You may complain to the Information Commissioner.");
    desk.press("F5");
    let screen = desk.screen_at(80, 24).text();
    assert!(
        !screen.contains("warning") && !screen.contains("error"),
        "{screen}"
    );
}

#[test]
fn the_copy_names_the_checks_and_the_history_keeps_codes_and_reason_only() {
    let mut desk = amiss();
    desk.press("F9");
    let screen = desk.screen_at(120, 40).text();
    let blocking = desk.options();
    assert!(
        blocking
            .iter()
            .any(|label| label.contains("e-mail address")),
        "{blocking:?}"
    );
    assert!(
        ["email-address: ", "repealed-law: "]
            .iter()
            .any(|code| screen.contains(code)),
        "{screen}"
    );
    desk.choose("Copy all the same");
    let effects = desk.fill("Agreed with the head of service");
    let Some(Effect::Record(Event::Overridden { codes, reason })) = effects.first() else {
        panic!("{effects:?}");
    };
    assert!(
        codes.iter().any(|code| code == "email-address"),
        "{codes:?}"
    );
    let mut once = codes.clone();
    once.dedup();
    assert_eq!(&once, codes, "each code once");
    assert_eq!(reason, "Agreed with the head of service");
    assert!(!format!("{:?}", effects[0]).contains("bloggs"));
}
