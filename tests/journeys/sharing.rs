//! Sharing from the workbench: the sync line, conflicts, proposals, a library that others change.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;

use seriatim::app::command::Command;
use seriatim::app::overlay::Overlay;
use seriatim::app::sharing::Proposed;
use seriatim::app::{Effect, Msg};
use seriatim::domain::library::Library;
use seriatim::domain::proposal::Proposal;
use seriatim::domain::snippet::Layer;
use seriatim::store::sync::conflicts::{Choice, Waiting};
use seriatim::store::sync::{Kind, Shared};

use super::screens::{SIZES, at_three_sizes};
use crate::desk::Desk;
use crate::desk::fixtures::benches;

fn shared() -> Shared {
    let folder = Path::new("/srv/foi/snippets");
    Shared {
        at: "2026-11-24T10:42:05+00:00".into(),
        ..Shared::new(vec!["team".into()], folder, Kind::Clone)
    }
}

fn waiting(id: &str, parts: &serde_json::Value) -> Waiting {
    serde_json::from_value(serde_json::json!({
        "id": id, "names": ["team"], "top": "/srv/foi/snippets", "path": format!("{id}.toml"),
        "at": "2026-11-24T10:42:05+00:00", "text": "title = \"T\"\n", "parts": parts,
    }))
    .expect("a conflict")
}

fn two_conflicts() -> Vec<Waiting> {
    let body = |words: &str| {
        format!("We hold {words}.\n\nIt is kept by the information governance team for a year.\n")
    };
    vec![
        waiting(
            "foia/register",
            &serde_json::json!([
                { "key": "body", "kind": "text", "base": body("a register"), "mine": body("two registers"),
                  "theirs": body("a register of all breaches") },
                { "key": "field.count.prompt", "kind": "text", "base": "How many?", "mine": "How many lines?",
                  "theirs": "Count?" },
            ]),
        ),
        waiting(
            "foia/old",
            &serde_json::json!([{ "key": "", "kind": "file", "base": "title = \"Old\"\n", "mine": null,
                                  "theirs": "title = \"Old, mended\"\n" }]),
        ),
    ]
}

fn in_conflict() -> Desk {
    let mut desk = Desk::on_the_board();
    desk.tell(Msg::Board(Ok(Vec::new())));
    desk.tell(Msg::Synced {
        shared: vec![shared()],
        conflicts: two_conflicts(),
    });
    desk
}

#[test]
fn the_board_says_when_the_last_sync_was_and_looks_once_at_the_start() {
    let mut desk = Desk::on_the_board();
    let effects = desk.tell(Msg::Board(Ok(Vec::new())));
    assert!(effects.contains(&Effect::LookAtSharing), "{effects:?}");
    assert!(desk.tell(Msg::Board(Ok(Vec::new()))).is_empty(), "once");
    desk.tell(Msg::SharingSeen {
        shared: vec![Shared {
            changed: 2,
            ..shared()
        }],
        conflicts: Vec::new(),
    });
    for (width, height) in SIZES {
        let screen = desk.screen_at(width, height);
        assert!(
            screen.text().contains("synced 10:42, 2 to share"),
            "{}",
            screen.text()
        );
    }
}

#[test]
fn a_sync_runs_beside_the_screen_and_tells_what_came_of_it() {
    let mut desk = Desk::with(benches());
    let effects = desk.press("Alt+S");
    assert_eq!(effects, [Effect::Sync]);
    assert!(desk.press("Alt+S").is_empty(), "one at a time");
    desk.go_to("1");
    desk.press("Enter");
    desk.type_text("Nine.");
    assert!(
        desk.question("1").answer.contains("Nine."),
        "the officer goes on writing"
    );
    desk.tell(Msg::Synced {
        shared: vec![Shared {
            changed: 1,
            received: 3,
            sent: 1,
            ..shared()
        }],
        conflicts: Vec::new(),
    });
    assert_eq!(desk.notice(), "Synced: 1 file shared, 3 received");
    // What is typed and not yet saved goes to disk before the next one.
    let effects = desk.press("Alt+S");
    assert!(
        matches!(effects[..], [Effect::Save(_), Effect::Sync]),
        "{effects:?}"
    );
    desk.tell(Msg::Synced {
        shared: vec![Shared {
            offline: true,
            waiting: 1,
            ..shared()
        }],
        conflicts: Vec::new(),
    });
    assert!(
        desk.notice().starts_with("Offline: your changes are kept"),
        "{}",
        desk.notice()
    );
}

#[test]
fn a_conflict_is_settled_place_by_place() {
    let mut desk = in_conflict();
    assert!(
        desk.notice()
            .contains("2 files were changed by you and by others"),
        "{}",
        desk.notice()
    );
    desk.press("Alt+K");
    at_three_sizes("conflict", &mut desk);
    assert!(desk.press("F9").is_empty(), "nothing is decided yet");
    assert!(desk.notice().contains("m takes yours"), "{}", desk.notice());

    desk.press("m");
    assert!(
        desk.screen_at(120, 40)
            .text()
            .contains("2 of 3: foia/register, the prompt of the field count")
    );
    // Decided otherwise before it is written: nothing is final until then.
    desk.press("Shift+Tab t Shift+Tab");
    assert!(
        desk.screen_at(120, 40).text().contains("Decided: theirs."),
        "{}",
        desk.screen_at(120, 40).text()
    );
    desk.press("m");
    assert!(desk.screen_at(120, 40).text().contains("2 of 3"));

    // Both into one, by hand.
    desk.press("e");
    let screen = desk.screen_at(120, 40).text();
    assert!(
        screen.contains("How many lines?") && screen.contains("Count?"),
        "{screen}"
    );
    desk.press("Ctrl+A");
    desk.type_text("How many lines, met?");
    desk.press("F9");
    desk.press("t");
    assert!(
        desk.notice().contains("Everything is decided"),
        "{}",
        desk.notice()
    );
    let effects = desk.press("F9");
    let [Effect::Settle(settled)] = &effects[..] else {
        panic!("{effects:?}");
    };
    let choices: Vec<&[Choice]> = settled
        .iter()
        .map(|(_, choices)| choices.as_slice())
        .collect();
    assert_eq!(
        choices,
        [
            &[Choice::Mine, Choice::Text("How many lines, met?".into())][..],
            &[Choice::Theirs][..]
        ]
    );
    desk.tell(Msg::Settled {
        complaint: None,
        conflicts: Vec::new(),
    });
    assert!(desk.model.overlay.is_none());
    assert!(
        desk.notice()
            .contains("2 files are settled; Alt+S shares it"),
        "{}",
        desk.notice()
    );
}

#[test]
fn what_was_decided_is_there_when_the_screen_is_opened_again() {
    let mut desk = in_conflict();
    desk.press("Alt+K m e");
    desk.press("Esc");
    assert!(desk.model.overlay.is_some(), "only the writing is left");
    desk.press("Esc");
    assert!(desk.model.overlay.is_none());
    desk.press("Alt+K");
    assert!(
        desk.screen_at(80, 24).text().contains("Decided: yours."),
        "{}",
        desk.screen_at(80, 24).text()
    );
    // A conflict that cannot be written stays, with the reason.
    desk.tell(Msg::Settled {
        complaint: Some("foia/register.toml: it was changed again in the same places".into()),
        conflicts: two_conflicts(),
    });
    assert!(desk.notice().contains("changed again"));
    assert!(desk.model.overlay.is_some());
}

#[test]
fn the_mouse_settles_too() {
    let mut desk = in_conflict();
    let status = desk.screen_at(120, 40);
    assert!(status.text().contains("2 CONFLICTS"), "{}", status.text());
    desk.click(100, 0);
    assert!(matches!(desk.model.overlay, Some(Overlay::Settling(_))));
    desk.press("Down");
    let bar = desk.screen_at(120, 40).text();
    let bar = bar.lines().last().expect("a bar").to_owned();
    let column = bar.split("theirs").next().expect("there").chars().count();
    desk.click(u16::try_from(column).expect("small"), 39);
    assert_eq!(
        desk.model.sharing.decided.values().collect::<Vec<_>>(),
        [&Choice::Theirs]
    );
    desk.click(0, 0);
}

fn proposed(yours: bool) -> Proposed {
    Proposed {
        proposal: Proposal {
            layer: Layer::Organisation,
            folder: "ann-okafor".into(),
            id: "foia/register".into(),
            by: "Ann Okafor".into(),
            on: Some(date(2026, 11, 23)),
            note: "Legal said so in May.".into(),
            text: "title = \"Register\"\nbody = \"It is kept for two years.\"\n".into(),
            was: Some("title = \"Register\"\nbody = \"It is kept for a year.\"\n".into()),
            declined: None,
        },
        now: Some("title = \"Register\"\nbody = \"It is kept for a year.\"\n".into()),
        yours,
    }
}

#[test]
fn an_owner_accepts_or_declines_a_proposal_with_a_word() {
    let mut desk = Desk::on_the_board();
    desk.tell(Msg::Board(Ok(Vec::new())));
    desk.tell(Msg::Proposals(vec![proposed(true)]));
    assert!(
        desk.screen_at(80, 24).text().contains("1 proposal"),
        "{}",
        desk.screen_at(80, 24).text()
    );
    desk.press("Alt+P");
    at_three_sizes("proposal", &mut desk);
    desk.press("d");
    assert!(desk.press("Enter").is_empty(), "a reason is needed");
    let effects = desk.fill("It is one year by law.");
    let [
        Effect::Decide {
            accept: false,
            word,
            ..
        },
    ] = &effects[..]
    else {
        panic!("{effects:?}");
    };
    assert_eq!(word, "It is one year by law.");
    desk.run(Command::Proposals);
    desk.press("a");
    let effects = desk.press("Enter");
    assert!(
        matches!(effects[..], [Effect::Decide { accept: true, .. }]),
        "{effects:?}"
    );
    desk.tell(Msg::DecisionMade(Ok(
        "foia/register is what Ann Okafor proposed".into(),
    )));
    assert!(
        desk.notice().contains("Alt+S shares it"),
        "{}",
        desk.notice()
    );
}

#[test]
fn whoever_may_not_change_a_layer_sees_what_is_proposed_and_decides_nothing() {
    let mut desk = Desk::on_the_board();
    desk.tell(Msg::Proposals(vec![proposed(false)]));
    desk.press("Alt+P");
    assert!(
        desk.screen_at(120, 40)
            .text()
            .contains("It waits for those who may change this layer")
    );
    desk.press("a");
    assert!(
        desk.notice()
            .contains("Only those who may change this layer decide"),
        "{}",
        desk.notice()
    );
}

#[test]
fn what_others_change_appears_with_a_quiet_word() {
    let mut desk = Desk::with(benches());
    let changed = |words: &str| Msg::LibraryChanged {
        library: Arc::new(Library::default()),
        words: words.into(),
    };
    desk.tell(changed("The team library changed: 2 changed"));
    assert_eq!(desk.notice(), "The team library changed: 2 changed");
    assert!(
        desk.model.library.snippets().is_empty(),
        "it is there at once"
    );
    // It takes nobody's words away.
    desk.tell(Msg::Notice("Something that matters".into()));
    desk.tell(changed("The team library changed: 1 new"));
    assert_eq!(desk.notice(), "Something that matters");
}
