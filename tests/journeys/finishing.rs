//! Finishing: checks before the copy, overrides with a reason, what is known of a copy; recovery, new cases, the board.

use seriatim::app::command::Command;
use seriatim::app::desk::{Focus, SaveState};
use seriatim::app::message::Opened;
use seriatim::app::overlay::Overlay;
use seriatim::app::panel::Tab;
use seriatim::app::{Effect, Msg};
use seriatim::domain::case::{CaseStatus, CaseSummary};
use seriatim::domain::event::Event;

use crate::desk::fixtures::{benches, two_questions};
use crate::desk::{Desk, opened, recovery};

fn copies(effects: &[Effect]) -> usize {
    let copy = |effect: &&Effect| matches!(effect, Effect::Copy { .. });
    effects.iter().filter(copy).count()
}

#[test]
fn copying_is_blocked_while_an_answer_is_missing_and_says_where() {
    let mut desk = Desk::with(two_questions());
    desk.insert("1", "Not held");
    assert!(desk.press("F9").is_empty(), "no effect leaves the model");
    assert!(
        desk.options()[0].contains("Question 2"),
        "{:?}",
        desk.options()
    );
    let screen = desk.screen_at(120, 40).text();
    assert!(screen.contains("One thing stands in the way."), "{screen}");
    // What to do about it is not cut off in a small window either.
    let rows = desk.screen_at(80, 24).rows();
    let rows: Vec<&str> = rows
        .iter()
        .map(|row| row.trim_matches(['│', ' ']))
        .collect();
    let told = rows.join(" ");
    assert!(
        told.contains("say which question it is answered with."),
        "{told}"
    );
    desk.press("Enter");
    assert_eq!((desk.here().as_str(), desk.focus()), ("2", Focus::Panel));
    assert_eq!(desk.desk().panel.tab, Tab::Snippets, "what helps is there");
}

#[test]
fn an_open_field_stands_in_the_way_and_enter_asks_for_it() {
    let mut desk = Desk::with(two_questions());
    desk.insert("1", "Not held");
    desk.insert("2", "Nothing was found");
    desk.press("Esc F9");
    assert!(
        desk.options()[0].contains("department"),
        "{:?}",
        desk.options()
    );
    desk.press("Enter");
    desk.fill("Parks");
    assert_eq!(copies(&desk.press("F9")), 1);
}

#[test]
fn a_field_about_a_question_cannot_be_filled_in_the_opening_and_is_found() {
    let mut desk = Desk::with(two_questions());
    desk.insert("1", "Not held");
    desk.insert("2", "Not held");
    desk.go_to("opening");
    desk.press("Enter Ctrl+End");
    desk.paste(" {{today}} {{marker}}");
    assert!(desk.letter().contains(" 24 November 2026 {{marker}}"));
    assert_eq!(copies(&desk.press("F9")), 0);
    assert!(desk.options()[0].contains("marker"), "{:?}", desk.options());
}

#[test]
fn an_override_asks_for_a_reason_and_records_it() {
    let mut desk = Desk::with(two_questions());
    desk.insert("1", "Not held");
    desk.press("F9");
    desk.choose("Copy all the same");
    assert!(desk.asked().is_some());
    assert!(desk.press("Enter").is_empty(), "a reason is needed");
    let effects = desk.fill("The second part follows");
    let [
        Effect::Record(Event::Overridden { codes, reason }),
        Effect::Copy { parcel, .. },
    ] = effects.as_slice()
    else {
        panic!("{effects:?}");
    };
    assert_eq!(
        (codes.as_slice(), reason.as_str()),
        (&["unanswered".to_owned()][..], "The second part follows")
    );
    assert_eq!(parcel.plain, desk.letter());
}

#[test]
fn a_finished_letter_is_copied_whole_and_only_a_receipt_says_so() {
    let mut desk = Desk::with(two_questions());
    desk.insert("1", "Not held");
    desk.insert("2", "Not held");
    let effects = desk.press("F9");
    let [Effect::Copy { ticket, parcel }] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert_eq!(parcel.plain, desk.letter());
    assert_eq!(parcel.stem.as_deref(), Some("FOI-2026-0417-letter"));
    let html = parcel.html.as_deref().expect("Word gets its own");
    assert!(html.contains("<p>Yours sincerely</p>"), "{html}");
    assert!(!desk.notice().to_lowercase().contains("copied"));
    let effects = desk.copied(*ticket);
    assert!(matches!(
        effects.as_slice(),
        [Effect::Record(Event::Copied { view, sha256, .. })] if view == "letter" && sha256 == "ab"
    ));
    assert_eq!(desk.notice(), "Copied");
}

#[test]
fn a_copy_asked_for_before_the_checks_are_read_waits_for_them() {
    let mut desk = Desk::with(two_questions());
    desk.insert("1", "Not held");
    desk.tell(Msg::Rules(std::sync::Arc::default()));
    assert_eq!(copies(&desk.press("F9")), 0, "nobody has looked yet");
    assert_eq!(desk.notice(), "Checking …");
    let ready = std::sync::Arc::new(crate::desk::fixtures::rules());
    assert_eq!(copies(&desk.tell(Msg::Rules(ready.clone()))), 0);
    assert!(
        matches!(desk.model.overlay, Some(Overlay::Choice(_))),
        "question 2 has no answer"
    );
    desk.press("Esc");
    desk.insert("2", "Not held");
    desk.tell(Msg::Rules(std::sync::Arc::default()));
    desk.press("F9");
    assert_eq!(copies(&desk.tell(Msg::Rules(ready))), 1, "then it leaves");
}

#[test]
fn the_disclosure_log_leaves_requester_opening_and_closing_out() {
    let mut desk = Desk::with(two_questions());
    desk.insert("1", "Not held");
    desk.insert("2", "Not held");
    desk.press("F6");
    assert!(desk.letter().starts_with("Benches\n\n1. How many"));
    assert!(!desk.letter().contains("Morgan") && !desk.letter().contains("Yours sincerely"));
    let effects = desk.press("F9");
    assert!(matches!(
        effects.as_slice(),
        [Effect::Copy { parcel, .. }] if parcel.stem.as_deref() == Some("FOI-2026-0417-disclosure-log")
    ));
    desk.press("F6");
    assert!(desk.letter().contains("Yours sincerely"));
}

#[test]
fn the_checks_lead_to_what_they_find() {
    let mut desk = Desk::with(benches());
    desk.answer("2", "Three pounds.");
    desk.press("F7");
    let messages: Vec<String> = desk
        .desk()
        .derived
        .diagnostics
        .iter()
        .map(|finding| finding.message.clone())
        .collect();
    assert_eq!(messages.len(), 6, "{messages:?}");
    assert!(messages[2].contains("no outcome"), "{messages:?}");
    desk.press("Home Down Down Enter");
    assert_eq!((desk.here().as_str(), desk.focus()), ("2", Focus::Answer));
}

#[test]
fn what_an_interrupted_session_left_is_offered_and_taken_or_left() {
    let mut later = two_questions();
    std::sync::Arc::make_mut(&mut later.questions[0]).answer = "Nine.".into();
    later.revision = 5;
    let start = || {
        let mut desk = Desk::on_the_board();
        desk.tell(Msg::Opened(Ok(Box::new(Opened {
            recovery: Some(recovery(5, later.clone())),
            ..opened(two_questions())
        }))));
        desk
    };
    let mut desk = start();
    assert_eq!(desk.question("1").answer, "", "nothing is overwritten");
    let effects = desk.choose("Take");
    assert_eq!(desk.question("1").answer, "Nine.");
    assert!(matches!(
        effects.as_slice(),
        [
            Effect::Recover {
                take: true,
                changes: 5,
                ..
            },
            Effect::Record(Event::Recovered { taken: true, .. }),
            Effect::Save(_),
        ]
    ));
    assert_eq!(desk.desk().saved, SaveState::Pending);

    let mut desk = start();
    let effects = desk.choose("Leave");
    assert_eq!(desk.question("1").answer, "");
    assert!(matches!(
        effects.first(),
        Some(Effect::Recover { take: false, .. })
    ));

    let mut desk = start();
    let effects = desk.choose("Decide later");
    assert!(desk.model.desk.is_none());
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::Recover { .. } | Effect::Save(_)))
    );
}

#[test]
fn escape_from_the_recovery_choice_does_not_write_over_what_was_left() {
    let mut desk = Desk::on_the_board();
    let mut later = two_questions();
    std::sync::Arc::make_mut(&mut later.questions[0]).answer = "Nine.".into();
    desk.tell(Msg::Opened(Ok(Box::new(Opened {
        recovery: Some(recovery(1, later)),
        ..opened(two_questions())
    }))));
    desk.press("Ctrl+P F1");
    assert!(
        desk.options().len() == 3,
        "nothing takes the place of the choice"
    );
    desk.press("Esc");
    let still_asked = desk.model.overlay.is_some();
    let left = desk.model.desk.is_none();
    assert!(
        still_asked || left,
        "the case is open for writing while the journal waits for an answer"
    );
}

#[test]
fn a_pasted_request_becomes_a_case() {
    let mut desk = Desk::on_the_board();
    desk.tell(Msg::Board(Ok(Vec::new())));
    let request = "Dear council,\n\n1. How many trees are there?\n2. Which are oaks?\n\nThanks";
    desk.paste(request);
    let Some(Overlay::NewCase(form)) = &desk.model.overlay else {
        panic!("the box is not open");
    };
    assert_eq!((form.questions, form.text.as_str()), (2, request));
    desk.press("Esc");
    desk.press("n");
    assert!(
        matches!(&desk.model.overlay, Some(Overlay::NewCase(form)) if form.text == request),
        "it is not lost with one key"
    );
    let effects = desk.press("F9");
    assert!(matches!(effects.as_slice(), [Effect::Create { text, .. }] if text == request));
}

#[test]
fn help_does_not_lose_the_request_in_the_box() {
    for keys in ["F1", "Ctrl+P"] {
        let mut desk = Desk::on_the_board();
        desk.paste("1. How many?");
        desk.press(keys);
        desk.press("Esc n");
        assert!(
            matches!(&desk.model.overlay, Some(Overlay::NewCase(form)) if form.text == "1. How many?"),
            "{keys}"
        );
    }
}

#[test]
fn an_empty_box_makes_no_case() {
    let mut desk = Desk::on_the_board();
    desk.press("n");
    assert!(desk.press("F9").is_empty());
    assert!(desk.model.overlay.is_some() && !desk.notice().is_empty());
}

pub(super) fn summary(reference: &str, received: &str, status: CaseStatus) -> CaseSummary {
    CaseSummary {
        reference: reference.into(),
        title: format!("About {reference}"),
        status,
        received: Some(received.parse().expect("a date")),
        regime: "uk-foia".into(),
        answered: 2,
        questions: 5,
        ..CaseSummary::default()
    }
}

#[test]
fn the_most_urgent_case_stands_first_and_opens() {
    let mut desk = Desk::on_the_board();
    desk.tell(Msg::Board(Ok(vec![
        summary("FOI-2026-0003", "2026-11-20", CaseStatus::Open),
        summary("FOI-2026-0001", "2026-10-20", CaseStatus::Open),
        summary("FOI-2026-0002", "2026-09-01", CaseStatus::Sent),
    ])));
    let effects = desk.press("Enter");
    assert!(
        matches!(effects.as_slice(), [Effect::Open(reference)] if reference.as_str() == "FOI-2026-0001")
    );
    assert!(!desk.screen_at(120, 40).text().contains("FOI-2026-0002"));
    desk.press("f End");
    let text = desk.screen_at(120, 40).text();
    assert!(
        text.contains("FOI-2026-0002") && text.contains("sent"),
        "{text}"
    );
}

#[test]
fn a_case_that_cannot_be_opened_says_why() {
    let mut desk = Desk::on_the_board();
    let mut broken = summary("FOI-2026-0009", "2026-11-20", CaseStatus::Open);
    broken.problem = Some("case.toml:3:1: not a date".into());
    desk.tell(Msg::Board(Ok(vec![broken])));
    assert!(desk.press("Enter").is_empty());
    assert!(desk.notice().contains("case.toml:3:1"));
}

#[test]
fn marking_as_sent_is_recorded_and_undone() {
    let mut desk = Desk::with(two_questions());
    let effects = desk.run(Command::MarkSent);
    assert!(effects.iter().any(
        |effect| matches!(effect, Effect::Record(Event::Status { status }) if status == "sent")
    ));
    assert_eq!(desk.case().facts.status, CaseStatus::Sent);
    desk.press("Ctrl+Z");
    assert_eq!(desk.case().facts.status, CaseStatus::Open);
}

#[test]
fn the_due_date_is_explained() {
    let mut desk = Desk::with(two_questions());
    assert!(desk.screen_at(120, 40).rows()[0].contains("Wed 9 Dec"));
    desk.run(Command::ShowDue);
    let Some(Overlay::Reading { lines, .. }) = &desk.model.overlay else {
        panic!("nothing is shown");
    };
    assert!(lines.join(" ").contains("20"), "{lines:?}");
}

#[test]
fn leaving_tells_of_a_pasted_request_that_is_no_case_yet() {
    let mut desk = Desk::on_the_board();
    desk.paste("Dear council,\n\n1. How many benches?\n2. How many bins?\n");
    let effects = desk.press("Ctrl+Q");
    assert!(
        !effects.contains(&Effect::Quit),
        "the request exists nowhere else"
    );
    assert!(desk.notice().contains("no case yet"));
    desk.press("n");
    assert!(desk.screen_at(120, 40).text().contains("How many benches?"));
    desk.press("Esc");
    assert!(
        desk.press("Ctrl+Q").contains(&Effect::Quit),
        "told once, the officer decides"
    );
}

#[test]
fn an_open_field_of_the_closing_does_not_keep_the_disclosure_log_back() {
    let mut case = two_questions();
    case.closing = std::sync::Arc::new(seriatim::domain::case::Block {
        text: "{{who_signs}}".into(),
        stamp: 99,
    });
    let mut desk = Desk::with(case);
    desk.answer("1", "Twelve.");
    desk.answer("2", "Seven.");
    let refused = desk.press("F9");
    assert!(
        !refused
            .iter()
            .any(|effect| matches!(effect, Effect::Copy { .. }))
    );
    desk.press("Esc");
    desk.press("F6");
    let copied = desk.press("F9");
    assert!(
        copied
            .iter()
            .any(|effect| matches!(effect, Effect::Copy { .. }))
    );
}

#[test]
fn a_notice_longer_than_the_screen_shows_where_the_letter_is() {
    let mut desk = Desk::with(two_questions());
    let place = "/home/officer/.local/state/seriatim/letters/FOI-2026-0417-letter.txt";
    desk.tell(Msg::Notice(format!(
        "No clipboard here (no display, no tmux); the letter is in {place}"
    )));
    let screen = desk.screen_at(80, 24);
    assert!(
        screen.text().contains("FOI-2026-0417-letter.txt"),
        "{}",
        screen.text()
    );
}

/// The answers that an effect puts into the archive.
fn filed(effects: &[Effect]) -> Option<Vec<String>> {
    effects.iter().find_map(|effect| match effect {
        Effect::FileAnswers { answers, .. } => {
            Some(answers.iter().map(|answer| answer.answer.clone()).collect())
        }
        _ => None,
    })
}

#[test]
fn a_sent_case_leaves_its_answers_in_the_archive_and_takes_them_back() {
    let mut desk = Desk::with(two_questions());
    desk.answer("1", "There are nine.");
    let sent = desk.run(Command::MarkSent);
    assert_eq!(filed(&sent), Some(vec!["There are nine.".to_owned()]));
    let told = |filed, before| Msg::Filed {
        filed,
        before,
        problem: None,
    };
    desk.tell(told(1, 0));
    // A question without an answer has left: that must not go by unsaid.
    let notice = desk.notice().to_owned();
    assert!(notice.starts_with("The case is sent, with "), "{notice}");
    assert!(notice.contains("in its letter: F7"), "{notice}");
    assert!(
        notice.ends_with("1 answer kept in the archive of past answers, without who asked"),
        "{notice}"
    );
    // Whether the mark is taken back by the command or by undo makes no difference.
    let undone = desk.press("Ctrl+Z");
    assert_eq!(filed(&undone), Some(Vec::new()));
    desk.tell(told(0, 1));
    assert_eq!(
        desk.notice(),
        "The case is open; 1 answer taken back from the archive"
    );
    assert!(filed(&desk.run(Command::MarkSent)).is_some());
    assert_eq!(filed(&desk.run(Command::MarkSent)), Some(Vec::new()));
}

#[test]
fn a_sent_case_that_is_mended_is_filed_anew_when_it_is_left() {
    let mut desk = Desk::with(two_questions());
    desk.answer("1", "There are nine.");
    desk.run(Command::MarkSent);
    desk.answer("2", "None.");
    let left = desk.run(Command::BackToBoard);
    assert_eq!(filed(&left).map(|answers| answers.len()), Some(2));
    let file = left
        .iter()
        .position(|effect| matches!(effect, Effect::FileAnswers { .. }));
    let close = left
        .iter()
        .position(|effect| matches!(effect, Effect::Close));
    assert!(file < close, "{left:?}");
}

#[test]
fn a_workspace_that_does_not_want_it_files_nothing() {
    let mut desk = Desk::with(two_questions());
    desk.model.settings.archive_sent = false;
    desk.answer("1", "There are nine.");
    assert_eq!(filed(&desk.run(Command::MarkSent)), None);
    assert_eq!(
        desk.notice(),
        "The case is sent, with an error in its letter: F7"
    );
}

#[test]
fn the_letter_is_saved_as_a_word_document_and_what_stands_in_the_way_is_said() {
    let mut desk = Desk::with(two_questions());
    desk.insert("1", "Not held");
    let effects = desk.press("Alt+W");
    let [Effect::WriteDocument(page)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert_eq!(page.case.reference.as_str(), "FOI-2026-0417");
    let name = "FOI-2026-0417-letter.docx".to_owned();
    let effects = desk.tell(Msg::DocumentWritten(Ok((name, "ab".into()))));
    assert!(
        matches!(effects.as_slice(), [Effect::Record(Event::Exported { file, .. })] if file.contains("letter.docx")),
        "{effects:?}"
    );
    assert!(
        desk.notice().contains("FOI-2026-0417-letter.docx") && desk.notice().contains("F7"),
        "{}",
        desk.notice()
    );
    let effects = desk.tell(Msg::DocumentWritten(Err(
        "letterhead.docx: no document".into()
    )));
    assert_eq!(effects, []);
    assert!(desk.notice().contains("letterhead.docx"));
}
