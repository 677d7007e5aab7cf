//! Answering: snippets, fields, exemptions, several questions in one go, one question with another.

use seriatim::app::Effect;
use seriatim::app::command::Command;
use seriatim::app::desk::Focus;
use seriatim::app::panel::PanelRow;
use seriatim::domain::event::Event;
use seriatim::domain::outcome::{Held, Outcome};

use crate::desk::fixtures::{benches, two_questions};
use crate::desk::{Desk, content};

#[test]
fn the_panel_suggests_before_anything_is_typed() {
    let mut desk = Desk::with(benches());
    assert_eq!((desk.here().as_str(), desk.focus()), ("1", Focus::Panel));
    desk.go_to("3(a)");
    assert_eq!(desk.chosen_snippet(), "Details of the contract");
    let screen = desk.screen_at(120, 40);
    let (_, title) = screen.find("Details of the contract").expect("it is shown");
    let about = &screen.rows()[usize::from(title) + 1];
    assert!(about.contains("company"), "the reason is shown: {about}");
}

#[test]
fn a_snippet_of_another_regime_stands_behind_those_of_this_one() {
    let mut desk = Desk::with(benches());
    desk.press("F2");
    desk.type_text("disclosure");
    let titles: Vec<String> = desk
        .desk()
        .panel
        .rows
        .iter()
        .filter_map(|row| match row {
            PanelRow::Snippet { index, .. } => desk.model.library.at(*index),
            _ => None,
        })
        .map(|snippet| snippet.title.clone())
        .collect();
    let at = |title: &str| titles.iter().position(|found| found == title);
    assert!(
        at("Withheld: commercial interests").is_some()
            && at("Withheld: commercial interests") < at("Unfinished material about benches"),
        "{titles:?}"
    );
}

#[test]
fn typing_filters_the_panel_at_once_and_escape_clears_it() {
    let mut desk = Desk::with(benches());
    let all = desk.desk().panel.rows.len();
    desk.type_text("commerc");
    assert_eq!(desk.chosen_snippet(), "Withheld: commercial interests");
    assert!(desk.desk().panel.rows.len() < all);
    desk.press("Esc");
    assert_eq!(desk.desk().panel.rows.len(), all);
    assert_eq!(desk.focus(), Focus::Panel);
    desk.press("Esc");
    assert_eq!(desk.focus(), Focus::Answer, "a second Esc goes to writing");
}

#[test]
fn what_nobody_wrote_finds_nothing_and_inserts_nothing() {
    let mut desk = Desk::with(benches());
    desk.type_text("xyzzy");
    assert!(desk.desk().panel.rows.is_empty());
    assert!(desk.press("Enter").is_empty());
    assert_eq!(desk.question("1").answer, "");
}

#[test]
fn outcome_and_provisions_follow_the_snippet() {
    let mut desk = Desk::with(benches());
    desk.insert("3(b)", "Withheld: commercial interests");
    let question = desk.question("3(b)");
    assert_eq!(question.outcome, Some(Outcome::Refused));
    let cites: Vec<&str> = question
        .citations
        .iter()
        .map(|citation| citation.cite.as_str())
        .collect();
    assert_eq!(cites, ["43(2)"]);
    assert_eq!(question.sources[0].snippet, "foia/commercial");
    assert!(desk.letter().contains("prejudice commercial interests"));
    assert!(desk.effects.iter().any(|effect| matches!(
        effect,
        Effect::Record(Event::Inserted { snippet, questions })
            if snippet == "foia/commercial" && questions == &["q4"]
    )));
    desk.press("Ctrl+Z");
    assert_eq!(content(desk.case()), content(&benches()), "one undo");
}

#[test]
fn a_refusal_beside_a_disclosure_makes_it_partly_disclosed() {
    let mut desk = Desk::with(benches());
    desk.insert("3(b)", "Details of the contract");
    desk.insert("3(b)", "Withheld: commercial interests");
    let question = desk.question("3(b)");
    assert_eq!(question.outcome, Some(Outcome::PartlyDisclosed));
    assert_eq!(
        question.answer,
        "The contract is in our register of contracts.\n\n\
         Disclosure would be likely to prejudice commercial interests.",
        "a snippet is a paragraph of its own"
    );
}

#[test]
fn inserting_walks_through_the_fields_and_a_shared_one_fills_the_other_answers() {
    let mut desk = Desk::with(benches());
    desk.insert("1", "Nothing was found");
    assert_eq!(desk.asked().as_deref(), Some("Which department looked?"));
    desk.press("Esc");
    assert!(desk.letter().contains("{{department}}"), "it stays open");

    desk.insert("2", "Withheld: prevention of crime");
    assert_eq!(desk.asked().as_deref(), Some("What would happen?"));
    desk.fill("bins would burn.");
    assert_eq!(desk.asked().as_deref(), Some("Which department looked?"));
    desk.fill("Parks");
    assert_eq!(desk.asked(), None, "nothing is left to ask");

    assert_eq!(
        desk.question("1").answer,
        "The Parks team searched its records and found nothing."
    );
    assert!(
        desk.question("2")
            .answer
            .ends_with("The Parks team agrees.")
    );
    desk.insert("4", "Nothing was found");
    assert_eq!(desk.asked(), None, "what was given once is not asked again");
    assert!(desk.question("4").answer.starts_with("The Parks team"));
}

#[test]
fn a_field_that_each_answer_needs_for_itself_is_filled_only_there() {
    let mut desk = Desk::with(benches());
    desk.insert("1", "A figure for a period");
    desk.press("Esc");
    desk.insert("2", "A figure for a period");
    desk.fill("£12");
    desk.press("Esc");
    assert!(desk.question("2").answer.contains("£12"));
    assert!(desk.question("1").answer.contains("{{figure}}"));
    assert!(!desk.case().facts.fields.contains_key("figure"));
}

#[test]
fn the_usual_value_is_suggested_and_taken_with_one_key() {
    let mut desk = Desk::with(benches());
    desk.insert("1", "A figure for a period");
    desk.fill("7");
    assert_eq!(desk.asked().as_deref(), Some("Which period?"));
    desk.press("Enter");
    assert_eq!(desk.question("1").answer, "There were 7 in 2025.");
}

#[test]
fn a_needed_field_is_not_left_empty_by_enter() {
    let mut desk = Desk::with(benches());
    desk.insert("1", "A figure for a period");
    desk.press("Enter");
    assert_eq!(desk.asked().as_deref(), Some("Which figure?"));
    assert!(desk.question("1").answer.contains("{{figure}}"));
}

#[test]
fn a_value_that_looks_like_a_field_stays_a_value() {
    let mut desk = Desk::with(benches());
    desk.insert("1", "Nothing was found");
    desk.fill("{{department}}");
    assert_eq!(desk.asked(), None);
    assert!(!desk.question("1").answer.contains("{{"));
}

#[test]
fn an_open_field_is_asked_for_again() {
    let mut desk = Desk::with(benches());
    desk.insert("2", "Nothing was found");
    desk.press("Esc");
    desk.go_to("1");
    desk.press("F8");
    assert_eq!(desk.asked().as_deref(), Some("Which department looked?"));
    assert_eq!(desk.here(), "2", "the screen shows where the field stands");
    desk.fill("Waste");
    assert!(desk.question("2").answer.starts_with("The Waste team"));
    desk.press("F8");
    assert_eq!(desk.asked(), None);
    assert!(!desk.notice().is_empty(), "it says that none is open");
}

#[test]
fn several_marked_questions_are_answered_in_one_go_and_one_undo_takes_it_back() {
    let mut desk = Desk::with(benches());
    desk.go_to("1");
    desk.press("Space Down Space");
    desk.go_to("4");
    desk.press("Space");
    assert_eq!(desk.desk().marked.len(), 3);
    desk.press("F2");
    desk.type_text("Not held");
    desk.press("Enter");
    for name in ["1", "2", "4"] {
        let question = desk.question(name);
        assert!(question.answer.ends_with("does not hold this information."));
        assert_eq!(question.outcome, Some(Outcome::NotHeld), "{name}");
        assert_eq!(question.held, Some(Held::No), "{name}");
    }
    assert_eq!(desk.question("3(a)").answer, "");
    assert!(
        desk.desk().marked.is_empty(),
        "the marks have done their work"
    );
    desk.press("Ctrl+Z");
    assert_eq!(content(desk.case()), content(&benches()));
    desk.press("Ctrl+Y");
    assert_eq!(desk.question("4").outcome, Some(Outcome::NotHeld));
}

#[test]
fn a_heading_cannot_be_marked_or_answered() {
    let mut desk = Desk::with(benches());
    desk.go_to("3");
    desk.press("Space");
    assert!(desk.desk().marked.is_empty());
    desk.press("F2");
    desk.type_text("Not held");
    desk.press("Enter");
    assert_eq!(desk.question("3").answer, "");
    assert!(!desk.notice().is_empty(), "it says why");
}

#[test]
fn marks_are_taken_back_together() {
    let mut desk = Desk::with(benches());
    desk.go_to("1");
    desk.press("Shift+Down Shift+Down");
    assert_eq!((desk.desk().marked.len(), desk.here().as_str()), (2, "3"));
    desk.press("Esc");
    assert!(desk.desk().marked.is_empty());
}

#[test]
fn a_question_answered_with_another_is_printed_with_it_or_refers_to_it() {
    let mut desk = Desk::with(benches());
    desk.answer("1", "Nine benches.");
    desk.go_to("2");
    desk.press("Ctrl+R");
    desk.choose("1");
    assert_eq!(
        desk.question("2").answered_with.as_ref(),
        Some(&desk.question("1").id)
    );
    let letter = desk.letter();
    let (asked, answered) = (
        letter.find("litter bins in 2025"),
        letter.find("Nine benches."),
    );
    assert!(asked < answered && asked.is_some(), "printed together");
    assert!(letter.contains("Questions 1 and 2"));

    desk.run(Command::ToggleSharing);
    let letter = desk.letter();
    let (asked, answered) = (
        letter.find("litter bins in 2025"),
        letter.find("Nine benches."),
    );
    assert!(answered < asked, "each stands in its place");
    assert!(letter.contains("Please see the answer to question 1."));

    desk.go_to("2");
    desk.press("Ctrl+R");
    desk.choose("by itself");
    assert_eq!(desk.question("2").answered_with, None);
}

#[test]
fn an_answer_that_stands_elsewhere_cannot_be_typed_over() {
    let mut desk = Desk::with(benches());
    desk.go_to("2");
    desk.press("Ctrl+R");
    desk.choose("1");
    desk.answer("2", "no");
    assert_eq!(desk.question("2").answer, "");
    assert!(!desk.notice().is_empty(), "it says why");
}

#[test]
fn exemptions_are_found_by_number_limb_and_word() {
    for (typed, label) in [
        ("31", "31(1)(a)"),
        ("s31", "31(1)(a)"),
        ("31(1)(d)", "31(1)(d)"),
        ("confidence", "41(1)"),
        ("tax", "31(1)(d)"),
    ] {
        let mut desk = Desk::with(benches());
        desk.press("F3");
        desk.type_text(typed);
        let Some(PanelRow::Provision { regime, index }) = desk.desk().panel.chosen() else {
            panic!("{typed} finds nothing");
        };
        let pack = desk.model.regimes.get(regime).expect("it is loaded");
        assert_eq!(pack.provisions[*index].cite, label, "{typed}");
    }
}

#[test]
fn exemptions_say_in_words_whether_they_are_absolute_or_qualified() {
    let mut desk = Desk::with(benches());
    desk.press("F3");
    desk.type_text("confidence");
    assert!(desk.screen_at(120, 40).text().contains("absolute"));
    desk.press("Esc");
    desk.type_text("commercial");
    let text = desk.screen_at(120, 40).text();
    assert!(text.contains("qualified, prejudice"), "{text}");
}

#[test]
fn only_what_can_be_relied_on_is_listed_and_everything_can_be_searched() {
    let mut desk = Desk::with(benches());
    desk.press("F3");
    assert_eq!(desk.desk().panel.rows.len(), 7, "six of FOIA, one of EIR");
    desk.type_text("compliance");
    assert_eq!(desk.desk().panel.rows.len(), 1);
}

#[test]
fn citing_sets_the_outcome_and_can_be_taken_back() {
    let mut desk = Desk::with(benches());
    desk.go_to("4");
    desk.press("F3");
    desk.type_text("crime");
    desk.press("+");
    let question = desk.question("4");
    assert_eq!(question.outcome, Some(Outcome::Refused));
    assert_eq!(question.citations.len(), 1);
    desk.run(Command::Uncite);
    desk.choose("s.31(1)(a)");
    assert!(desk.question("4").citations.is_empty());
    desk.press("Ctrl+Z Ctrl+Z");
    assert_eq!(content(desk.case()), content(&benches()));
}

#[test]
fn neither_confirming_nor_denying_is_an_outcome_of_its_own() {
    let mut desk = Desk::with(benches());
    desk.go_to("4");
    desk.press("F3");
    desk.type_text("31(3)");
    desk.press("+");
    assert_eq!(desk.question("4").outcome, Some(Outcome::Ncnd));
    assert_eq!(desk.question("4").held, None, "nothing is said of holding");
}

#[test]
fn the_outcome_is_set_by_hand_for_one_or_for_all_marked() {
    let mut desk = Desk::with(benches());
    desk.go_to("1");
    desk.press("Ctrl+O");
    desk.choose("not held");
    assert_eq!(desk.question("1").outcome, Some(Outcome::NotHeld));
    assert_eq!(desk.question("1").held, Some(Held::No));
    desk.go_to("1");
    desk.press("Space Down Space Ctrl+O");
    desk.choose("disclosed");
    assert_eq!(desk.question("1").outcome, Some(Outcome::Disclosed));
    assert_eq!(desk.question("2").outcome, Some(Outcome::Disclosed));
    desk.press("Ctrl+Z");
    assert_eq!(desk.question("2").outcome, None);
    desk.run(Command::SetHeld);
    desk.choose("partly held");
    assert_eq!(desk.question("2").held, Some(Held::Partly));
}

#[test]
fn the_next_question_without_an_answer_is_one_key_away() {
    let mut desk = Desk::with(benches());
    desk.answer("1", "Nine.");
    desk.press("F4");
    assert_eq!(desk.here(), "2");
    desk.answer("2", "£3.");
    desk.press("F4");
    assert_eq!(desk.here(), "3(a)", "a heading needs no answer");
    desk.go_to("closing");
    desk.press("F4");
    assert_eq!(desk.here(), "3(a)", "it goes round");
    for name in ["3(a)", "3(b)", "4"] {
        desk.answer(name, "Yes.");
    }
    desk.press("F4");
    assert_eq!(desk.here(), "4", "nothing is open: it stays");
    assert!(desk.notice().contains("F9"), "{}", desk.notice());
}

#[test]
fn the_case_opens_on_its_first_question_without_an_answer() {
    let mut case = two_questions();
    std::sync::Arc::make_mut(&mut case.questions[0]).answer = "Nine.".into();
    assert_eq!(Desk::with(case).here(), "2");
}
