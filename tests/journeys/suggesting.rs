//! One list: snippets and past answers, filtered, put in, renewed, and remembered.

use std::sync::Arc;

use jiff::civil::date;

use seriatim::app::Effect;
use seriatim::app::effect::Ticket;
use seriatim::app::message::{Msg, Opened};
use seriatim::app::panel::{ArchiveState, PanelRow};
use seriatim::domain::archive::PastAnswer;
use seriatim::domain::found::FoundAnswer;
use seriatim::domain::memory::{Lesson, Use, Used};
use seriatim::domain::outcome::Outcome;
use seriatim::domain::suggest::Parts;

use crate::desk::fixtures::benches;
use crate::desk::{Desk, TODAY};

const QUESTION: &str = "How many benches did the council replace in 2024?";

fn past(id: &str, answer: &str) -> FoundAnswer {
    FoundAnswer {
        answer: PastAnswer {
            id: id.into(),
            question: QUESTION.into(),
            answer: answer.into(),
            outcome: Some(Outcome::Disclosed),
            date: Some(date(2025, 2, 14)),
            reference: "FOI-2025-0031".into(),
            ..PastAnswer::default()
        },
        score: 1.5,
        parts: Parts {
            words: 0.9,
            alike: 0.9,
            meant: 0.0,
            used: 0.2,
        },
        matched: vec!["benches".into(), "replace".into()],
        fits: true,
        served: Some("Number of benches replaced by the council".into()),
        times: 3,
        last: Some(date(2026, 3, 3)),
    }
}

fn searches(effects: &[Effect]) -> Vec<Ticket> {
    let tickets = effects.iter().filter_map(|effect| match effect {
        Effect::Search { ticket, .. } => Some(*ticket),
        _ => None,
    });
    tickets.collect()
}

// A desk with an archive that has answered for the first question.
fn with_past(answers: Vec<FoundAnswer>) -> Desk {
    let mut desk = Desk::with(benches());
    let effects = desk.tell(Msg::Archive {
        state: ArchiveState::Ready(3),
        remarks: Vec::new(),
    });
    let tickets = searches(&effects);
    assert_eq!(
        tickets.len(),
        1,
        "the question under the cursor is asked at once"
    );
    desk.tell(Msg::Found {
        ticket: tickets[0],
        found: answers,
    });
    desk
}

fn first(desk: &Desk) -> &PanelRow {
    &desk.desk().panel.rows[0]
}

#[test]
fn a_past_answer_stands_in_the_list_with_its_outcome_its_age_and_the_reason() {
    let mut desk = with_past(vec![past("benches-1", "We replaced 14 benches.")]);
    let PanelRow::Past(found) = first(&desk) else {
        panic!("{:?}", first(&desk));
    };
    assert_eq!(found.answer.id, "benches-1");
    let screen = desk.screen_at(200, 60).rows().join("\n");
    for words in [
        "Answers that fit",
        "Feb 2025",
        "past answer · disclosed · has “benches, replace”",
        "Past answer of 14 February 2025, a year old",
        "Used 3 times, last on 3 Mar, for",
        "We replaced 14 benches.",
    ] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
}

#[test]
fn what_was_found_for_an_older_question_is_dropped() {
    let mut desk = with_past(Vec::new());
    let one = searches(&desk.press("Alt+Down"));
    let two = searches(&desk.press("Alt+Down"));
    assert!(one.len() == 1 && two.len() == 1 && one != two);
    desk.tell(Msg::Found {
        ticket: one[0],
        found: vec![past("late", "Too late.")],
    });
    let is_past = |row: &PanelRow| matches!(row, PanelRow::Past(_));
    assert!(!desk.desk().panel.rows.iter().any(is_past));
}

#[test]
fn without_an_archive_nothing_is_asked() {
    let mut desk = Desk::with(benches());
    assert_eq!(searches(&desk.press("Alt+Down")), []);
    assert_eq!(searches(&desk.type_text("bins")), []);
}

#[test]
fn an_old_answer_goes_in_as_it_was_and_one_undo_takes_it_back() {
    let mut desk = with_past(vec![past("benches-1", "We replaced 14 benches.")]);
    desk.press("Enter");
    let question = desk.question("1");
    assert_eq!(question.answer, "We replaced 14 benches.");
    assert_eq!(question.outcome, Some(Outcome::Disclosed));
    assert_eq!(question.sources[0].snippet, "archive:benches-1");
    assert!(
        desk.notice().contains("of 2025 went into the answer"),
        "{}",
        desk.notice()
    );
    desk.press("Ctrl+Z");
    let question = desk.question("1");
    assert_eq!((question.answer.as_str(), question.outcome), ("", None));
    assert!(question.sources.is_empty());
}

#[test]
fn a_starting_point_asks_for_every_figure_and_the_checks_find_what_is_left_open() {
    let mut desk = with_past(vec![past("benches-1", "We replaced 14 benches in 2024.")]);
    desk.press("Ctrl+D");
    let asked = desk.asked().expect("the first figure is asked for");
    assert!(asked.contains("figure") && asked.contains("14"), "{asked}");
    desk.fill("21");
    assert!(desk.asked().expect("then the period").contains("2024"));
    desk.press("Esc");
    assert_eq!(
        desk.question("1").answer,
        "We replaced 21 benches in {{renew_period_2024}}."
    );
    desk.press("F7");
    assert!(
        desk.screen_at(120, 40).rows().join("\n").contains("renew"),
        "the open field is found"
    );
}

#[test]
fn a_filter_is_typed_or_chosen_and_one_key_clears_it() {
    let mut desk = with_past(vec![past("benches-1", "We replaced 14 benches.")]);
    let all = desk.desk().panel.rows.len();
    desk.press("F2");
    desk.type_text("outcome:ref");
    let refused = |desk: &Desk| {
        desk.desk().panel.rows.iter().all(|row| match row {
            PanelRow::Snippet { index, .. } => {
                let snippet = desk.model.library.at(*index).expect("it is fresh");
                snippet.outcome == Some(Outcome::Refused)
            }
            _ => false,
        })
    };
    assert!(refused(&desk));
    let few = desk.desk().panel.rows.len();
    assert!(few > 0 && few < all);
    assert!(
        desk.screen_at(120, 40)
            .rows()
            .join("\n")
            .contains("Filtered")
    );
    desk.press("Alt+Down");
    assert_eq!(
        desk.desk().panel.filter.text().trim(),
        "outcome:ref",
        "it stays for the next question"
    );
    desk.press("Esc");
    assert!(desk.desk().panel.asking.filter.is_empty());
    desk.press("Ctrl+F");
    desk.choose("Outcome: refused");
    assert!(
        refused(&desk)
            && desk
                .desk()
                .panel
                .filter
                .text()
                .starts_with("outcome:refused")
    );
    desk.press("Ctrl+F");
    desk.choose("Show everything again");
    assert!(desk.desk().panel.asking.filter.is_empty());
}

#[test]
fn a_filter_that_cannot_be_is_explained() {
    let mut desk = with_past(Vec::new());
    desk.press("F2");
    desk.type_text("in:nowhere zebra");
    let screen = desk.screen_at(200, 60).rows().join("\n");
    assert!(screen.contains("Nothing is called “nowhere”"), "{screen}");
}

#[test]
fn a_question_that_is_longer_than_its_room_is_cut_with_a_mark() {
    let mut long = past("a1", "We replaced 14.");
    long.answer.question = format!("{QUESTION} {}", "And where do they stand now? ".repeat(40));
    let mut desk = with_past(vec![long]);
    let screen = desk.screen_at(120, 40).text();
    let cut = screen
        .lines()
        .any(|line| line.contains("stand") && line.trim_end().ends_with("…│"));
    assert!(cut, "{screen}");
    assert!(screen.contains("We replaced 14."), "{screen}");
}

#[test]
fn it_is_said_when_nothing_fits() {
    let mut case = benches();
    Arc::make_mut(&mut case.questions[0]).text = "Who paints zebras?".into();
    let mut desk = Desk::with(case);
    let screen = desk.screen_at(120, 40).rows().join("\n");
    assert!(screen.contains("nothing fits"), "{screen}");
}

fn lessons(effects: &[Effect]) -> Vec<Lesson> {
    let lessons = effects.iter().filter_map(|effect| match effect {
        Effect::Remember(lessons) => Some(lessons.clone()),
        _ => None,
    });
    lessons.flatten().collect()
}

#[test]
fn what_went_in_is_remembered_for_its_question_when_the_case_is_closed() {
    let mut desk = Desk::with(benches());
    desk.insert("4", "Not held");
    let effects = desk.press("F12");
    assert_eq!(
        lessons(&effects),
        [Lesson {
            used: Used::Snippet("answers/not-held".into()),
            case: Use {
                date: TODAY,
                question: "How many data breaches were recorded in 2025?".into(),
            },
        }]
    );
}

#[test]
fn what_an_interrupted_session_put_in_is_remembered_by_the_next_one() {
    let mut cut_off = Desk::with(benches());
    cut_off.insert("4", "Not held");
    let kept = cut_off
        .effects
        .iter()
        .rev()
        .find_map(|effect| match effect {
            Effect::KeepUses(kept) => Some(kept.clone()),
            _ => None,
        });
    let kept = kept.expect("it is kept with the journal");
    let mut next = Desk::on_the_board();
    let opened = |case| Opened {
        inserted: kept.clone(),
        ..crate::desk::opened(case)
    };
    next.tell(Msg::Opened(Ok(Box::new(opened(cut_off.case().clone())))));
    assert_eq!(lessons(&next.press("F12")).len(), 1);
    // What was not saved before the end, and is left aside now, served nothing.
    next.tell(Msg::Opened(Ok(Box::new(opened(benches())))));
    assert_eq!(lessons(&next.press("F12")), []);
}

#[test]
fn what_was_undone_or_written_over_leaves_no_use_behind() {
    let mut desk = Desk::with(benches());
    desk.insert("4", "Not held");
    desk.press("Ctrl+Z");
    desk.insert("1", "Details of the contract");
    desk.press("Ctrl+E Ctrl+A");
    desk.type_text("Fourteen benches, all of oak.");
    assert_eq!(lessons(&desk.press("F12")), []);
}

#[test]
fn an_odd_snippet_is_found_first_once_it_has_served_a_like_question() {
    let mut desk = Desk::with(benches());
    desk.go_to("4");
    let title = |desk: &Desk| match first(desk) {
        PanelRow::Snippet { index, .. } => {
            let snippet = desk.model.library.at(*index).expect("it is fresh");
            snippet.title.clone()
        }
        other => panic!("{other:?}"),
    };
    assert_ne!(title(&desk), "Closing: internal review");
    desk.insert("4", "Closing: internal review");
    let learnt = lessons(&desk.press("F12"));
    desk.tell(Msg::Learnt(learnt));
    let mut next = benches();
    let question = Arc::make_mut(&mut next.questions[5]);
    question.text = "Number of data breaches recorded last year".into();
    desk.open(next);
    desk.go_to("4");
    assert_eq!(title(&desk), "Closing: internal review");
    let screen = desk.screen_at(200, 60).rows().join("\n");
    assert!(
        screen.contains("sed once, on 24 Nov, for “How many"),
        "{screen}"
    );
}
