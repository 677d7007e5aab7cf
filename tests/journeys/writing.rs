//! Writing: the answer, the opening and the closing; undo, find, the selection; a case that can only be read.

use seriatim::app::command::Command;
use seriatim::app::desk::Focus;
use seriatim::app::message::Opened;
use seriatim::app::{Effect, Msg};

use crate::desk::fixtures::benches;
use crate::desk::{Desk, content, opened};

#[test]
fn the_letter_writes_itself_while_the_officer_types() {
    let mut desk = Desk::with(benches());
    desk.press("Ctrl+E");
    desk.type_text("Nine");
    assert!(desk.letter().contains("Nine"));
    desk.type_text(" benches.\n\n- oak\n- steel");
    assert_eq!(desk.question("1").answer, "Nine benches.\n\n- oak\n- steel");
    assert!(desk.letter().contains("Nine benches."));
}

#[test]
fn every_change_asks_for_the_journal_and_a_pause_saves() {
    let mut desk = Desk::with(benches());
    desk.press("Ctrl+E");
    let effects = desk.type_text("x");
    assert!(matches!(
        effects.as_slice(),
        [Effect::Journal { .. }, Effect::AwaitPause { .. }]
    ));
    let revision = desk.case().revision;
    assert!(
        desk.tell(Msg::Paused {
            revision: revision - 1
        })
        .is_empty(),
        "somebody is still typing"
    );
    let effects = desk.tell(Msg::Paused { revision });
    assert!(matches!(effects.as_slice(), [Effect::Save(case)] if case.revision == revision));
    assert!(desk.screen_at(120, 40).rows()[0].contains("saving"));
    desk.tell(Msg::Saved {
        revision,
        result: Ok(()),
    });
    assert!(desk.screen_at(120, 40).rows()[0].contains("saved"));
}

#[test]
fn a_failed_save_is_said_and_stays_on_the_status_line() {
    let mut desk = Desk::with(benches());
    desk.press("Ctrl+E");
    desk.type_text("x");
    let revision = desk.case().revision;
    desk.tell(Msg::Saved {
        revision,
        result: Err("the disk is full; your text is in the journal".into()),
    });
    assert!(desk.notice().contains("the disk is full"));
    desk.press("Right");
    assert!(desk.screen_at(80, 24).rows()[0].contains("NOT SAVED"));
}

#[test]
fn undo_takes_back_typing_by_the_word_and_shows_where() {
    let mut desk = Desk::with(benches());
    desk.answer("1", "Nine.");
    desk.answer("2", "Three pounds.");
    desk.go_to("4");
    desk.press("Ctrl+Z");
    assert_eq!(desk.question("2").answer.trim_end(), "Three");
    assert_eq!(desk.here(), "2");
    desk.press("Ctrl+Z");
    assert_eq!(desk.question("2").answer, "");
    assert_eq!(desk.question("1").answer, "Nine.");
    desk.undo_all();
    assert_eq!(content(desk.case()), content(&benches()));
    assert_eq!(desk.here(), "1");
    desk.redo_all();
    assert_eq!(desk.question("2").answer, "Three pounds.");
    assert_eq!(desk.question("1").answer, "Nine.");
}

#[test]
fn a_change_after_undo_ends_the_way_forward() {
    let mut desk = Desk::with(benches());
    desk.answer("1", "Nine.");
    desk.press("Ctrl+Z");
    desk.type_text("Ten.");
    assert!(desk.press("Ctrl+Y").is_empty());
    assert_eq!(desk.question("1").answer, "Ten.");
}

#[test]
fn opening_and_closing_are_written_like_answers() {
    let mut desk = Desk::with(benches());
    desk.go_to("opening");
    desk.press("Enter Ctrl+End");
    desk.type_text(" We answer below.");
    assert!(desk.case().opening.text.ends_with(" We answer below."));
    desk.go_to("closing");
    desk.press("F2");
    desk.type_text("internal review");
    desk.press("Enter");
    assert!(
        desk.letter()
            .ends_with("You may ask for an internal review.")
    );
    desk.undo_all();
    assert_eq!(content(desk.case()), content(&benches()));
}

#[test]
fn opening_and_closing_have_no_outcome() {
    let mut desk = Desk::with(benches());
    desk.go_to("opening");
    assert!(desk.press("Ctrl+O").is_empty());
    assert!(desk.model.overlay.is_none());
    assert!(!desk.notice().is_empty());
    desk.press("F3 Enter");
    assert_eq!(desk.case().questions, benches().questions);
}

#[test]
fn text_is_found_again_and_again_and_from_the_top() {
    let mut desk = Desk::with(benches());
    desk.answer("1", "One bench, two benches, one BENCH.");
    desk.press("Ctrl+F");
    desk.fill("bench");
    let found = |desk: &Desk| desk.desk().answer.selection();
    assert_eq!(found(&desk), Some(4..9), "from the top, after the end");
    desk.press("Ctrl+K");
    assert_eq!(found(&desk), Some(15..20));
    desk.press("Ctrl+K");
    assert_eq!(found(&desk), Some(28..33), "capitals are the same");
    desk.press("Ctrl+K");
    assert_eq!(found(&desk), Some(4..9));
    desk.press("Ctrl+F");
    desk.fill("tree");
    assert!(desk.notice().contains("tree"));
}

#[test]
fn text_is_found_in_the_letter_too() {
    let mut desk = Desk::with(benches());
    desk.press("F5 Ctrl+F");
    desk.fill("data breaches");
    let letter = &desk.desk().letter;
    assert_eq!(letter.editor.selected_text(&letter.text), "data breaches");
}

#[test]
fn the_selection_is_copied_and_cut() {
    let mut desk = Desk::with(benches());
    desk.answer("1", "Nine benches");
    desk.press("Shift+Left Shift+Left Shift+Left");
    let copied = |effects: &[Effect]| {
        effects.iter().find_map(|effect| match effect {
            Effect::Copy { parcel, .. } => Some(parcel.plain.clone()),
            _ => None,
        })
    };
    assert_eq!(copied(&desk.press("Ctrl+C")).as_deref(), Some("hes"));
    assert_eq!(copied(&desk.press("Ctrl+X")).as_deref(), Some("hes"));
    assert_eq!(desk.question("1").answer, "Nine benc");
    assert!(desk.press("Ctrl+C").is_empty(), "nothing is selected");
    desk.press("Ctrl+A");
    assert_eq!(copied(&desk.press("Ctrl+C")).as_deref(), Some("Nine benc"));
}

#[test]
fn the_clipboard_is_pasted_where_the_officer_writes() {
    let mut desk = Desk::with(benches());
    desk.press("Ctrl+E");
    let effects = desk.press("Ctrl+V");
    let [Effect::ReadClipboard(ticket)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    desk.tell(Msg::Clipboard {
        ticket: *ticket,
        result: Ok("from\r\nelsewhere\u{202e}".into()),
    });
    assert_eq!(desk.question("1").answer, "from\nelsewhere");
    desk.tell(Msg::Clipboard {
        ticket: *ticket,
        result: Ok("!".into()),
    });
    desk.press("Ctrl+V");
    desk.tell(Msg::Clipboard {
        ticket: *ticket,
        result: Ok("late".into()),
    });
    assert!(
        !desk.question("1").answer.contains("late"),
        "an old answer is dropped"
    );
}

#[test]
fn what_is_typed_into_a_list_is_not_lost_silently() {
    let mut desk = Desk::with(benches());
    desk.press("Ctrl+T");
    desk.type_text("z");
    assert!(desk.notice().contains("Ctrl+E"), "{}", desk.notice());
    desk.press("F5");
    desk.type_text("z");
    assert!(!desk.notice().is_empty());
    assert_eq!(desk.case().questions, benches().questions);
}

#[test]
fn a_case_that_can_only_be_read_cannot_be_changed() {
    let mut desk = Desk::on_the_board();
    desk.tell(Msg::Opened(Ok(Box::new(Opened {
        read_only: Some("Open in another window".into()),
        ..opened(benches())
    }))));
    assert!(desk.notice().contains("another window"));
    let start = desk.case().clone();
    desk.press("Ctrl+E");
    desk.type_text("x");
    assert!(desk.notice().contains("another window"), "it says why");
    desk.paste("y");
    for keys in [
        "Enter",
        "Backspace",
        "F2 Enter",
        "F3 Enter",
        "F3 +",
        "Ctrl+T m",
        "Ctrl+T d",
        "Ctrl+T > < [ ] a h",
        "Ctrl+Z",
        "Ctrl+S",
    ] {
        desk.go_to("2");
        desk.press(keys);
        while desk.model.overlay.is_some() {
            desk.press("Esc");
        }
        assert_eq!(desk.case(), &start, "{keys}");
    }
    desk.run(Command::MarkSent);
    assert_eq!(desk.case(), &start);
    let effects = desk.press("F12");
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::Save(_)))
    );
    let kept = |effect: &Effect| {
        matches!(
            effect,
            Effect::Journal { .. } | Effect::Save(_) | Effect::Record(_)
        )
    };
    assert!(
        !desk.effects.iter().any(kept),
        "nothing is written, not even into the history: {:?}",
        desk.effects.iter().find(|effect| kept(effect))
    );
}

#[test]
fn leaving_saves_what_is_not_on_disk() {
    let mut desk = Desk::with(benches());
    desk.answer("1", "Nine.");
    let effects = desk.press("F12");
    assert!(matches!(
        effects.as_slice(),
        [Effect::Save(case), Effect::Close, Effect::LoadBoard] if case.questions[0].answer == "Nine."
    ));
    assert!(desk.model.desk.is_none());

    let mut desk = Desk::with(benches());
    desk.answer("1", "Nine.");
    let effects = desk.press("Ctrl+Q");
    assert!(matches!(
        effects.as_slice(),
        [Effect::Save(_), Effect::Close, Effect::Quit]
    ));
}

#[test]
fn the_keyboard_walks_through_the_panes_that_are_on_screen() {
    for (width, panes) in [(120, 5), (80, 4)] {
        let mut desk = Desk::with(benches());
        desk.screen_at(width, 40);
        let start = desk.focus();
        let mut seen = vec![start];
        loop {
            desk.press("Tab");
            if desk.focus() == start {
                break;
            }
            seen.push(desk.focus());
        }
        assert_eq!(seen.len(), panes, "{seen:?}");
        desk.press("Shift+Tab");
        assert_eq!(Some(&desk.focus()), seen.last());
    }
    let mut desk = Desk::with(benches());
    desk.go_to("opening");
    desk.press("Tab");
    assert_eq!(desk.focus(), Focus::Answer, "the opening has no question");
}
