//! Composing the reasons for a provision: found by a word, asked part by part, one undo step, opened again.

use std::collections::BTreeMap;
use std::sync::Arc;

use seriatim::app::Msg;
use seriatim::app::command::Command;
use seriatim::app::desk::Focus;
use seriatim::app::form::Form as _;
use seriatim::app::key::{Key, KeyCode};
use seriatim::app::overlay::Overlay;
use seriatim::domain::case::Case;
use seriatim::domain::ids::QuestionId;
use seriatim::domain::outcome::{Held, Outcome};
use seriatim::domain::question::Question;
use seriatim::store::law;

use super::mouse::find;
use super::screens::at_three_sizes;
use crate::desk::fixtures::{self, benches, two_questions};
use crate::desk::{Desk, content};

const WIDE: (u16, u16) = (120, 40);
const NARROW: (u16, u16) = (80, 24);

/// A request about a messaging app, with a question on defences that is to be refused.
fn messaging() -> Case {
    let mut case = two_questions();
    case.questions = [
        "Does the council operate any “official” WhatsApp groups?",
        "Are staff allowed to use WhatsApp on the council’s systems?",
        "Where WhatsApp is used, what precautions are taken?",
        "Does the council hold a register of data breaches involving WhatsApp?",
        "How is a message to persons outside the council recorded?",
        "Does the council use WhatsApp to communicate to staff?",
        "How is WhatsApp managed on official IT systems? What policies are in place? For example does the council \
         prevent the downloading of the program to devices?",
    ]
    .into_iter()
    .enumerate()
    .map(|(at, text)| {
        let id = QuestionId::parse(&format!("q{at}")).expect("a plain id");
        Arc::new(Question {
            marker: (at + 1).to_string(),
            text: text.into(),
            ..Question::new(id)
        })
    })
    .collect();
    case
}

/// The desk with the law that the program carries.
fn with_law(case: Case) -> Desk {
    let mut desk = Desk::with(case);
    let (regimes, problems) = law::regimes(None);
    assert!(problems.is_empty(), "{problems:?}");
    let mut rules = fixtures::rules();
    rules.reader.regimes = Arc::new(regimes.clone());
    desk.tell(Msg::Rules(Arc::new(rules)));
    desk.tell(Msg::Regimes(Arc::new(regimes)));
    desk
}

const HARM: &str =
    "it would show a cyber attacker how to improve the chances of an attack on the council";
const FAVOUR: &str = "openness about how the council manages its IT";
const AGAINST: &str = "keeping the council’s systems confidential, sound and available";
const BALANCE: &str = "an attack would harm many people for long";

/// Finds a provision by a word and opens its composer.
fn compose(desk: &mut Desk, question: &str, words: &str) {
    desk.go_to(question);
    desk.press("F3");
    desk.type_text(words);
    desk.press("Enter");
    assert!(is_open(desk), "{}", desk.notice());
}

fn is_open(desk: &Desk) -> bool {
    matches!(desk.model.overlay, Some(Overlay::Composer(_)))
}

/// Composes the refusal of a question on grounds of crime, from its first part to the answer.
fn refuse(desk: &mut Desk, question: &str) {
    compose(desk, question, "crime");
    give_reasons(desk);
}

fn give_reasons(desk: &mut Desk) {
    desk.press("1");
    for reason in [HARM, FAVOUR, AGAINST, BALANCE] {
        desk.type_text(reason);
        desk.press("Tab");
    }
    desk.press("F9");
    assert!(!is_open(desk), "{}", desk.notice());
}

/// The word by which an officer looks for the provision: its nickname, or a word of its title while the pack has none.
fn nickname(desk: &Desk) -> &'static str {
    let pack = desk.model.regimes.get("uk-foia").expect("a pack");
    let provision = pack.provision("31(1)(a)").expect("a limb");
    let known = provision.also.iter().any(|word| word.contains("cyber"));
    if known { "cyber" } else { "crime" }
}

#[test]
fn a_cyber_refusal_is_composed_in_under_a_minute_without_a_section_number() {
    let mut desk = with_law(messaging());
    desk.go_to("7");
    let mut keys = 0;
    let mut press = |desk: &mut Desk, key: Key| {
        if let KeyCode::Char(c) = key.code {
            assert!(
                !c.is_ascii_digit() || matches!(c, '1'),
                "no section is typed"
            );
        }
        keys += 1;
        desk.tell(Msg::Key(key));
    };
    let plain = |name: &str| Key::parse(name).expect("a key");
    press(&mut desk, plain("F3"));
    for c in nickname(&desk).chars() {
        press(&mut desk, Key::plain(KeyCode::Char(c)));
    }
    press(&mut desk, plain("Enter"));
    press(&mut desk, plain("1"));
    for reason in [HARM, FAVOUR, AGAINST, BALANCE] {
        for c in reason.chars() {
            press(&mut desk, Key::plain(KeyCode::Char(c)));
        }
        press(&mut desk, plain("Tab"));
    }
    press(&mut desk, plain("F9"));
    assert!(!is_open(&desk));
    let question = desk.question("7");
    for words in [
        "section 31(1)(a) of the Freedom of Information Act 2000",
        "would be likely to prejudice the prevention or detection of crime",
        HARM,
        FAVOUR,
        AGAINST,
        BALANCE,
        "In favour of disclosure",
        "In favour of maintaining the exemption",
        "outweighs the public interest in disclosing",
    ] {
        assert!(
            question.answer.contains(words),
            "{words}: {}",
            question.answer
        );
    }
    assert_eq!(question.outcome, Some(Outcome::Refused));
    assert_eq!(question.held, Some(Held::Yes));
    assert_eq!(question.citations.len(), 1);
    assert_eq!(question.arguments.len(), 1);
    // A practised typist makes five strokes a second.
    let reasons: usize = [HARM, FAVOUR, AGAINST, BALANCE]
        .iter()
        .map(|reason| reason.chars().count())
        .sum();
    assert_eq!(keys - reasons, 13, "keys besides the reasons themselves");
    assert!(keys < 300, "{keys} keys");
}

#[test]
fn one_undo_takes_back_text_provision_outcome_and_reasons() {
    let mut desk = with_law(messaging());
    refuse(&mut desk, "7");
    assert_eq!(desk.focus(), Focus::Answer);
    desk.press("Ctrl+Z");
    assert_eq!(content(desk.case()), content(&messaging()));
    desk.press("Ctrl+Y");
    assert_eq!(desk.question("7").arguments.len(), 1);
    assert!(desk.question("7").answer.contains(HARM));
}

#[test]
fn reasons_are_opened_again_from_the_passage_and_mend_it_in_its_place() {
    let mut desk = with_law(messaging());
    desk.answer("7", "We use device management.");
    refuse(&mut desk, "7");
    desk.press("Ctrl+End Enter");
    desk.type_text("A closing remark.");
    desk.press("Up Up Up F3 Enter");
    assert!(is_open(&desk));
    desk.press("Tab Tab Ctrl+A");
    desk.type_text("it would help criminals");
    desk.press("F9");
    let question = desk.question("7");
    assert!(question.answer.starts_with("We use device management.\n\n"));
    assert!(question.answer.ends_with("A closing remark."));
    assert!(question.answer.contains("because it would help criminals."));
    assert!(!question.answer.contains(HARM), "{}", question.answer);
    assert_eq!(question.arguments.len(), 1);
    assert_eq!(question.outcome, Some(Outcome::PartlyDisclosed));
    assert_eq!(question.answer.matches("On balance").count(), 1);
}

#[test]
fn a_passage_that_was_changed_by_hand_is_kept_or_replaced_as_the_officer_says() {
    for (choice, keeps) in [("1", true), ("2", false)] {
        let mut desk = with_law(messaging());
        refuse(&mut desk, "7");
        desk.press("Ctrl+Home Ctrl+Right Ctrl+Right");
        desk.type_text("(as we say) ");
        desk.press("F3 Enter");
        let screen = desk.screen_at(80, 24).text();
        assert!(screen.contains("changed by hand"), "{screen}");
        desk.press(choice);
        desk.press("F9");
        let answer = desk.question("7").answer.clone();
        assert_eq!(answer.contains("(as we say)"), keeps, "{answer}");
        assert_eq!(answer.matches("On balance").count(), 1);
        assert_eq!(desk.question("7").arguments[0].passage, answer);
    }
}

#[test]
fn several_questions_are_argued_once_and_the_others_refer_to_it() {
    let mut desk = with_law(messaging());
    desk.go_to("3");
    desk.press("Space Down Down Space Down Down Space");
    desk.press("F3");
    desk.type_text("crime");
    desk.press("Enter Tab");
    desk.press("Tab");
    give_reasons(&mut desk);
    assert!(desk.question("3").answer.contains(BALANCE));
    for name in ["5", "7"] {
        let question = desk.question(name);
        assert!(
            question.answer.contains("our answer to question 3"),
            "{}",
            question.answer
        );
        assert!(!question.answer.contains(BALANCE));
        assert_eq!(
            question.arguments[0].argued_at,
            Some(desk.question("3").id.clone())
        );
        assert_eq!(question.outcome, Some(Outcome::Refused));
    }
    // What refers follows what it refers to.
    desk.go_to("3");
    desk.press("F3 Enter Home");
    desk.press("Tab 2 F9");
    assert!(
        desk.question("5")
            .answer
            .contains("disclosure would prejudice"),
        "{}",
        desk.question("5").answer
    );
    desk.press("Ctrl+Z Ctrl+Z");
    assert_eq!(content(desk.case()), content(&messaging()));
}

#[test]
fn a_provision_that_is_argued_already_is_referred_to_or_argued_again() {
    let mut desk = with_law(messaging());
    refuse(&mut desk, "7");
    compose(&mut desk, "2", "crime");
    assert!(
        desk.screen_at(80, 24)
            .text()
            .contains("Refer to the answer to question 7")
    );
    desk.press("F9");
    assert!(
        desk.question("2")
            .answer
            .contains("our answer to question 7")
    );
    compose(&mut desk, "4", "crime");
    desk.press("2 F9");
    assert!(
        desk.question("4").answer.contains(HARM),
        "the reasons are there already"
    );
    assert_eq!(desk.question("4").arguments[0].argued_at, None);
}

#[test]
fn two_provisions_stand_in_one_answer() {
    let mut desk = with_law(messaging());
    refuse(&mut desk, "7");
    compose(&mut desk, "7", "provided in confidence");
    desk.press("Home F9 F9");
    let question = desk.question("7");
    assert_eq!(question.citations.len(), 2);
    assert_eq!(question.arguments.len(), 2);
    assert!(
        question.answer.contains("section 31(1)(a)") && question.answer.contains("section 41(1)")
    );
}

#[test]
fn what_is_still_open_is_told_once_and_does_not_bind() {
    let mut desk = with_law(messaging());
    compose(&mut desk, "7", "crime");
    desk.press("F9");
    assert!(is_open(&desk));
    assert!(
        desk.notice().contains("How likely is the harm, and 4 more"),
        "{}",
        desk.notice()
    );
    desk.press("F9");
    assert!(!is_open(&desk));
    let answer = &desk.question("7").answer;
    assert!(
        answer.contains("section 31(1)(a)") && !answer.contains("{{"),
        "{answer}"
    );
}

#[test]
fn what_was_written_is_there_after_leaving() {
    let mut desk = with_law(messaging());
    compose(&mut desk, "7", "crime");
    desk.press("1");
    desk.type_text("half a reason");
    desk.press("Esc");
    assert_eq!(
        content(desk.case()),
        content(&messaging()),
        "nothing went in"
    );
    desk.press("Enter");
    desk.press("Shift+Tab Shift+Tab Tab Tab");
    let screen = desk.screen_at(80, 24).text();
    assert!(screen.contains("half a reason"), "{screen}");
    desk.press("Ctrl+Q");
    assert!(
        !desk.model.leaving,
        "reasons that are in no answer are not left without a word"
    );
    desk.press("Ctrl+Q");
    assert!(desk.model.leaving);
}

#[test]
fn typing_in_a_part_can_be_undone_there() {
    let mut desk = with_law(messaging());
    compose(&mut desk, "7", "crime");
    desk.press("1");
    desk.type_text("one");
    desk.press("Enter");
    desk.type_text("two");
    let Some(Overlay::Composer(form)) = &desk.model.overlay else {
        panic!("it is open");
    };
    assert_eq!(form.field().text, "one\ntwo");
    for _ in 0..3 {
        desk.press("Ctrl+Z");
    }
    let Some(Overlay::Composer(form)) = &desk.model.overlay else {
        panic!("it is open");
    };
    assert_eq!(form.field().text, "");
}

#[test]
fn a_provision_is_only_cited_when_that_is_wanted() {
    let mut desk = with_law(messaging());
    compose(&mut desk, "7", "crime");
    desk.press("F6");
    assert!(!is_open(&desk));
    assert_eq!(desk.question("7").citations.len(), 1);
    assert_eq!(desk.question("7").answer, "");
    desk.press("Ctrl+Z");
    assert_eq!(content(desk.case()), content(&messaging()));
}

#[test]
fn a_refusal_on_grounds_of_cost_comes_from_its_worksheet() {
    let mut desk = with_law(messaging());
    compose(&mut desk, "4", "appropriate limit");
    let screen = desk.screen_at(120, 40).text();
    assert!(screen.contains("Find out whether it is held:"), "{screen}");
    desk.type_text("1");
    desk.press("Down End");
    desk.type_text("6 for 4, 15 for 5");
    let screen = desk.screen_at(80, 24).text();
    assert!(
        screen.contains("Over the limit of £450 (18 hours)"),
        "{screen}"
    );
    assert!(screen.contains("22 hours at £25 an hour: £550"), "{screen}");
    desk.press("Tab Tab");
    desk.type_text("ask for one year only");
    desk.press("F9");
    let question = desk.question("4");
    for words in [
        "22 hours",
        "£550",
        "£450, which is 18 hours",
        "question 4, 6 hours; question 5, 15 hours",
        "question 4 could be answered within the limit, in 7 hours",
        "you may wish to ask for one year only",
    ] {
        assert!(
            question.answer.contains(words),
            "{words}: {}",
            question.answer
        );
    }
    assert_eq!(question.outcome, Some(Outcome::Refused));
    let kept: &BTreeMap<String, String> = &question.arguments[0].reasons;
    assert!(kept["cost-estimate"].contains("Locate it: 6 for 4, 15 for 5"));
}

#[test]
fn neither_confirming_nor_denying_says_nothing_of_holding() {
    let mut desk = with_law(messaging());
    compose(&mut desk, "4", "confirm law enforcement");
    desk.press("1 F9 F9");
    let question = desk.question("4");
    assert_eq!(question.outcome, Some(Outcome::Ncnd));
    assert_eq!(question.held, Some(Held::NotSaid));
    assert!(
        question
            .answer
            .contains("neither confirms nor denies whether")
    );
}

#[test]
fn everything_can_be_done_with_the_mouse() {
    for size in [NARROW, WIDE] {
        let mut desk = with_law(messaging());
        desk.go_to("7");
        desk.press("F3");
        desk.paste("crime");
        let (column, row) = find(&mut desk, size, "s.31(1)(a) Prevention");
        desk.double_click(column, row);
        assert!(is_open(&desk));
        let (column, row) = find(&mut desk, size, "2 would");
        desk.click(column + 3, row);
        let (column, row) = find(&mut desk, size, "Balance");
        desk.click(column, row);
        desk.paste(BALANCE);
        let (column, row) = find(&mut desk, size, "Harm");
        desk.click(column, row);
        desk.paste("it would hurt");
        let (column, row) = find(&mut desk, size, "would hurt");
        desk.click(column, row);
        desk.paste("badly ");
        for _ in 0..2 {
            let (column, row) = find(&mut desk, size, "put into the answer");
            desk.click(column, row);
            desk.tell(Msg::Resize(size.0, size.1));
            desk.model.notice = None;
        }
        assert!(!is_open(&desk));
        let answer = &desk.question("7").answer;
        assert!(answer.contains("disclosure would prejudice"), "{answer}");
        assert!(answer.contains("it badly would hurt"), "{answer}");
        assert!(answer.contains(BALANCE), "{answer}");
    }
}

#[test]
fn the_composer_is_left_for_help_and_nothing_is_lost() {
    let mut desk = with_law(messaging());
    compose(&mut desk, "7", "crime");
    desk.press("1");
    desk.type_text("a reason");
    desk.press("F1 Esc Enter");
    assert!(is_open(&desk));
    desk.press("F6 Ctrl+Z");
    desk.run(Command::Exemptions);
    desk.press("Esc");
    desk.type_text("crime");
    desk.press("Enter Shift+Tab");
    let screen = desk.screen_at(80, 24).text();
    assert!(screen.contains("a reason"), "{screen}");
}

#[test]
fn a_finding_about_composed_reasons_leads_back_into_them() {
    let mut desk = with_law(messaging());
    compose(&mut desk, "7", "crime");
    desk.press("1");
    desk.type_text(HARM);
    desk.press("F9 F9");
    let at = desk
        .desk()
        .derived
        .diagnostics
        .iter()
        .position(|finding| finding.code == "no-pit-balance");
    let at = at.expect("the balance is missing");
    desk.press("F7 Home");
    for _ in 0..at {
        desk.press("Down");
    }
    desk.press("Enter");
    assert!(is_open(&desk), "{}", desk.notice());
    let screen = desk.screen_at(80, 24).text();
    assert!(screen.contains("What speaks for disclosure?"), "{screen}");
}

#[test]
fn a_provision_that_only_gathers_others_leads_to_its_limbs() {
    let mut desk = with_law(messaging());
    desk.go_to("7");
    desk.press("F3");
    desk.type_text("law enforcement");
    desk.press("Enter");
    assert!(!is_open(&desk));
    assert!(desk.notice().contains("limbs"), "{}", desk.notice());
    desk.press("Enter");
    assert!(
        is_open(&desk),
        "the first limb is chosen: {}",
        desk.notice()
    );
}

#[test]
fn headings_take_no_reasons() {
    let mut desk = with_law(benches());
    desk.go_to("3");
    desk.press("F3");
    desk.type_text("crime");
    desk.press("Enter");
    assert!(!is_open(&desk));
    assert!(desk.notice().contains("heading"), "{}", desk.notice());
}

#[test]
fn the_composer_s_screens() {
    let mut desk = with_law(messaging());
    compose(&mut desk, "7", "crime");
    at_three_sizes("composer-choice", &mut desk);
    desk.press("1");
    desk.type_text(HARM);
    desk.press("Tab");
    desk.type_text(FAVOUR);
    at_three_sizes("composer-text", &mut desk);
    let mut desk = with_law(messaging());
    compose(&mut desk, "4", "appropriate limit");
    desk.type_text("1");
    desk.press("Down End");
    desk.type_text("6 for 4, 15 for 5");
    at_three_sizes("composer-worksheet", &mut desk);
}

/// Reasons that say something for every part of a provision.
fn whole_reasons(plan: &seriatim::domain::composing::Plan) -> BTreeMap<String, String> {
    use seriatim::domain::composing::Asked;
    let given = plan.asked().map(|part| {
        let value = match part.asked {
            Asked::Worksheet => "Search the archive: 12 for 1, 40 for 2".to_owned(),
            _ if part.name == "where-to-find" => "at https://www.wexbridge.example".to_owned(),
            Asked::Date => "2026-12-24".to_owned(),
            _ => part.options.first().map_or_else(
                || "the hardship that officers described in their notes".to_owned(),
                |option| option.value.clone(),
            ),
        };
        (part.name.clone(), value)
    });
    given.collect()
}

#[test]
fn the_checks_find_nothing_amiss_in_what_was_composed() {
    const LAW: [&str; 16] = [
        "no-pit-for",
        "no-pit-against",
        "no-pit-balance",
        "no-prejudice-level",
        "prejudice-mixed",
        "no-cost-estimate",
        "no-cost-advice",
        "no-qualified-person",
        "no-where-to-find",
        "absolute-with-balance",
        "cited-not-set",
        "set-not-cited",
        "shallow-provision",
        "other-regime",
        "refused-but-disclosed",
        "ncnd-confirms",
    ];
    let (regimes, _) = law::regimes(None);
    let settings = crate::desk::settings();
    let setting = seriatim::domain::composing::Setting {
        authority: "Wexbridge District Council",
        short_name: "the council",
    };
    let mut desk = with_law(two_questions());
    let mut amiss = Vec::new();
    for regime in regimes.iter() {
        for provision in regime
            .provisions
            .iter()
            .filter(|own| own.can_be_relied_on())
        {
            let plan = settings.composing.plan(regime, provision);
            let reasons = whole_reasons(&plan);
            let mut case = two_questions();
            Arc::make_mut(&mut case.facts).regime = regime.id.clone();
            let texts = [
                plan.compose(&reasons, setting),
                plan.refer(&reasons, setting, "1"),
            ];
            for (at, text) in texts.iter().enumerate() {
                let first = case.questions[0].id.clone();
                let question = Arc::make_mut(&mut case.questions[at]);
                let citation = seriatim::domain::question::Citation {
                    regime: regime.id.clone(),
                    cite: provision.cite.clone(),
                };
                question.answer.clone_from(text);
                question.outcome = plan.outcome(&reasons);
                question.held = plan.frame.held;
                question.citations.insert(citation.clone());
                question.arguments = vec![seriatim::domain::question::Argument {
                    citation,
                    reasons: reasons.clone(),
                    passage: text.clone(),
                    argued_at: (at == 1).then_some(first),
                }];
            }
            desk.open(case);
            for finding in &desk.desk().derived.diagnostics {
                let code = finding.code;
                // What is no section of a statute is not read as one in a letter.
                let unread = code == "set-not-cited"
                    && regime.id == "us-foia"
                    && provision.role != "withhold";
                if LAW.contains(&code) && !unread {
                    amiss.push(format!(
                        "{} answer {}: {code}: {}",
                        provision.id, finding.question, finding.message
                    ));
                }
            }
        }
    }
    assert!(amiss.is_empty(), "{}", amiss.join("\n"));
}

#[test]
fn factors_that_are_often_raised_stand_beside_the_part_and_never_in_the_passage() {
    let mut desk = with_law(messaging());
    let (regimes, _) = law::regimes(None);
    let with_factors = regimes.iter().map(|regime| {
        let mut regime = (**regime).clone();
        for provision in &mut regime.provisions {
            provision.factors_for = vec!["how public money is spent".into()];
            provision.factors_against = vec!["the safety of services".into()];
        }
        regime
    });
    let regimes = seriatim::domain::regime::Regimes::new(with_factors);
    desk.tell(Msg::Regimes(Arc::new(regimes)));
    compose(&mut desk, "7", "crime");
    desk.press("1 Tab");
    for size in [NARROW, WIDE] {
        let screen = desk.screen_at(size.0, size.1).text();
        assert!(screen.contains("Often raised; write your own:"), "{screen}");
        assert!(screen.contains("how public money is spent"), "{screen}");
        assert!(!screen.contains("the safety of services"), "{screen}");
    }
    desk.press("Tab");
    let screen = desk.screen_at(80, 24).text();
    assert!(screen.contains("the safety of services"), "{screen}");
    desk.press("F9 F9");
    let answer = &desk.question("7").answer;
    assert!(!answer.contains("public money"), "{answer}");
}

#[test]
fn the_part_that_is_asked_for_is_in_view_on_the_smallest_screen() {
    let mut case = messaging();
    Arc::make_mut(&mut case.facts).regime = "eisr".into();
    let mut desk = with_law(case);
    compose(&mut desk, "7", "economic interest");
    desk.screen_at(60, 16);
    for _ in 0..9 {
        desk.press("Tab");
        let Some(Overlay::Composer(form)) = &desk.model.overlay else {
            panic!("it is open");
        };
        let title = form.field().part.title.clone();
        let screen = desk.screen_at(60, 16);
        assert!(
            screen.find(&format!("{title} ")).is_some(),
            "{title}:\n{}",
            screen.text()
        );
    }
}
