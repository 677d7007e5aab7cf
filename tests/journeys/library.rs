//! The library screen: what there is, where it was used, what is stale, what is alike.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::date;
use seriatim::app::Msg;
use seriatim::app::command::Command;
use seriatim::app::effect::{Effect, Ticket};
use seriatim::app::library_screen::{Detail, LibraryScreen, Looked};
use seriatim::app::message::Kept;
use seriatim::app::overlay::Overlay;
use seriatim::domain::care::{Difference, Differences, PairKind, Use, Version, VersionKind};
use seriatim::domain::difference::{around, difference};
use seriatim::domain::library::Library;
use seriatim::domain::snippet::{Layer, Snippet, State};

use super::screens::at_three_sizes;
use crate::desk::{Desk, fixtures};

fn snippets() -> [Snippet; 3] {
    let own = |id: &str, title: &str, body: &str| Snippet {
        id: id.into(),
        layer: Layer::Team,
        title: title.into(),
        body: body.into(),
        owner: "Parks".into(),
        file: "abc".into(),
        ..Snippet::default()
    };
    [
        own(
            "answers/benches",
            "Benches, counted",
            "We have {{count}} benches.",
        ),
        own(
            "answers/benches-2",
            "Benches, counted again",
            "We have {{count}} benches here.",
        ),
        own("answers/trees", "Trees", "Every tree is on our website."),
    ]
}

fn opened() -> (Desk, Ticket) {
    let mut desk = Desk::with(fixtures::benches());
    desk.tell(Msg::Library(Arc::new(Library::new(snippets(), Vec::new()))));
    let effects = desk.press("Alt+L");
    let ticket = effects.iter().find_map(|effect| match effect {
        Effect::LookThroughLibrary(ticket) => Some(*ticket),
        _ => None,
    });
    (desk, ticket.expect("it looks through the library"))
}

fn looked() -> Arc<Looked> {
    Arc::new(Looked {
        uses: BTreeMap::from([("answers/benches".to_owned(), (3, Some(date(2026, 3, 3))))]),
        stale: BTreeMap::from([(
            "answers/trees".to_owned(),
            vec!["never used, and the cases go back more than a year".to_owned()],
        )]),
        alike: BTreeMap::from([(
            "answers/benches".to_owned(),
            vec![(PairKind::Duplicate, "answers/benches-2".to_owned())],
        )]),
    })
}

fn screen(desk: &Desk) -> &LibraryScreen {
    match &desk.model.overlay {
        Some(Overlay::Library(screen)) => screen,
        other => panic!("the library is not open: {other:?}"),
    }
}

#[test]
fn typing_narrows_by_words_and_by_what_is_known() {
    let (mut desk, ticket) = opened();
    assert_eq!(screen(&desk).rows.len(), 3);
    desk.type_text("stale");
    assert_eq!(screen(&desk).rows.len(), 0, "nobody has looked yet");
    desk.tell(Msg::LookedThrough {
        ticket,
        looked: looked(),
    });
    assert_eq!(screen(&desk).rows.len(), 1);
    assert!(desk.screen_at(80, 24).text().contains("never used"));
    desk.press("Ctrl+A");
    desk.type_text("again");
    assert_eq!(screen(&desk).rows.len(), 1);
    desk.press("Esc");
    assert!(desk.model.overlay.is_none());
}

#[test]
fn an_older_look_is_dropped() {
    let (mut desk, ticket) = opened();
    desk.press("Esc Alt+L");
    desk.tell(Msg::LookedThrough {
        ticket,
        looked: looked(),
    });
    assert!(screen(&desk).looked.is_none());
}

#[test]
fn uses_are_asked_for_when_they_are_looked_at_and_shown_with_the_changes() {
    let (mut desk, _) = opened();
    let effects = desk.press("Tab");
    assert_eq!(screen(&desk).detail, Detail::Uses);
    let Some(Effect::FindUses { ticket, id }) = effects.first().cloned() else {
        panic!("nothing is asked: {effects:?}");
    };
    assert_eq!(id, "answers/benches");
    assert!(desk.press("F1 Esc").is_empty(), "once is enough");
    desk.press("Alt+L Tab");
    let asked = desk.effects.iter().rev().find_map(|effect| match effect {
        Effect::FindUses { ticket, .. } => Some(*ticket),
        _ => None,
    });
    desk.tell(Msg::UsesFound {
        ticket,
        uses: Vec::new(),
    });
    assert!(
        screen(&desk).uses.is_none(),
        "that was the question of an older screen"
    );
    desk.tell(Msg::UsesFound {
        ticket: asked.expect("asked again"),
        uses: vec![Use {
            reference: "FOI-2026-0003".into(),
            name: "2(b)".into(),
            question: "How many?".into(),
            date: Some(date(2026, 3, 3)),
            earlier: false,
            differences: Differences {
                changes: vec![Difference {
                    was: "benches.".into(),
                    now: "seats.".into(),
                }],
                ..Differences::default()
            },
        }],
    });
    let text = desk.screen_at(120, 40).text();
    assert!(
        text.contains("FOI-2026-0003 · question 2(b) · 3 March 2026"),
        "{text}"
    );
    assert!(text.contains("“benches.” became “seats.”"), "{text}");
}

#[test]
fn a_snippet_is_retired_with_the_one_that_is_most_alike_and_the_list_comes_back() {
    let (mut desk, ticket) = opened();
    desk.tell(Msg::LookedThrough {
        ticket,
        looked: looked(),
    });
    desk.press("F8");
    assert!(
        desk.notice().contains("takes its place"),
        "{}",
        desk.notice()
    );
    let effects = desk.press("F9");
    let Some(Effect::WriteSnippet {
        ticket, draft, was, ..
    }) = effects.first().cloned()
    else {
        panic!("nothing was saved: {effects:?}; {}", desk.notice());
    };
    assert_eq!(draft.state, State::Withdrawn);
    assert_eq!(draft.successor.as_deref(), Some("answers/benches-2"));
    assert_eq!(was.as_deref(), Some("abc"));
    let [old, next, trees] = snippets();
    let old = Snippet {
        state: State::Withdrawn,
        ..old
    };
    desk.tell(Msg::Library(Arc::new(Library::new(
        [old, next, trees],
        Vec::new(),
    ))));
    desk.tell(Msg::SnippetWritten {
        ticket,
        result: Ok(Kept::Saved(String::new())),
    });
    assert!(
        desk.notice()
            .contains("is withdrawn and no longer suggested"),
        "{}",
        desk.notice()
    );
    desk.type_text("withdrawn");
    assert_eq!(screen(&desk).rows.len(), 1);
    desk.press("F8");
    assert!(
        desk.notice().contains("withdrawn already"),
        "{}",
        desk.notice()
    );
}

#[test]
fn enter_and_a_second_click_edit_and_escape_comes_back() {
    let (mut desk, _) = opened();
    desk.press("Down Down Enter");
    assert!(
        matches!(&desk.model.overlay, Some(Overlay::SnippetForm(form)) if form.draft.id == "answers/trees")
    );
    desk.press("Esc");
    assert_eq!(screen(&desk).scroll.cursor, 2);
    let drawn = desk.screen_at(80, 24);
    let (x, y) = drawn.find("Benches, counted").expect("listed");
    desk.click(x, y);
    assert_eq!(screen(&desk).scroll.cursor, 0);
    let (x, y) = drawn.find("Alike").expect("a heading");
    desk.click(x, y);
    assert_eq!(screen(&desk).detail, Detail::Alike);
    let (x, y) = drawn.find("Trees").expect("listed");
    desk.double_click(x, y);
    assert!(matches!(desk.model.overlay, Some(Overlay::SnippetForm(_))));
}

#[test]
fn the_library_is_open_to_everybody_from_the_board() {
    let mut desk = Desk::on_the_board();
    desk.run(Command::Library);
    assert_eq!(screen(&desk).rows.len(), 8);
    desk.press("Esc");
    desk.run(Command::NewSnippet);
    assert!(matches!(desk.model.overlay, Some(Overlay::SnippetForm(_))));
}

#[test]
fn the_successor_is_found_by_a_few_letters_of_its_title() {
    let (mut desk, _) = opened();
    desk.press("Down Down F8");
    desk.type_text("zzz");
    let screen = desk.screen_at(80, 24).text();
    assert!(
        screen.contains("No other snippet has these letters"),
        "{screen}"
    );
    desk.press("Ctrl+Z");
    desk.type_text("again");
    let screen = desk.screen_at(80, 24).text();
    assert!(
        screen.contains("Enter takes “Benches, counted again”"),
        "{screen}"
    );
    desk.press("Enter");
    let effects = desk.press("F9");
    let [Effect::WriteSnippet { draft, .. }] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert_eq!(draft.successor.as_deref(), Some("answers/benches-2"));
    assert_eq!(draft.state, State::Withdrawn);
}

#[test]
fn the_history_of_a_snippet_is_a_tab_and_is_asked_for_once() {
    let (mut desk, _) = opened();
    let effects = desk.press("Tab Tab Tab");
    let [
        Effect::FindUses { .. },
        Effect::FindHistory { ticket, id, layer },
    ] = effects.as_slice()
    else {
        panic!("{effects:?}");
    };
    assert_eq!((id.as_str(), *layer), ("answers/benches", Layer::Team));
    let version = Version {
        date: Some(date(2026, 3, 3)),
        by: "Ben".into(),
        subject: "Change answers/benches.toml".into(),
        kind: VersionKind::Changed,
        lines: around(difference("We have 3.\n", "We have {{count}}.\n"), 1),
    };
    desk.tell(Msg::HistoryFound {
        ticket: *ticket,
        found: Ok(vec![version]),
    });
    let screen = desk.screen_at(120, 40).text();
    for words in [
        "3 March 2026 · Ben · Change answers/benches.toml",
        "- We have 3.",
        "+ We have {{count}}.",
    ] {
        assert!(screen.contains(words), "{screen}");
    }
    // The next snippet has a history of its own, and a folder that is no clone has none.
    let effects = desk.press("Down");
    let [Effect::FindHistory { ticket, .. }] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    desk.tell(Msg::HistoryFound {
        ticket: *ticket,
        found: Err("Nobody keeps the versions.".into()),
    });
    assert!(
        desk.screen_at(80, 24)
            .text()
            .contains("Nobody keeps the versions.")
    );
}

#[test]
fn the_library_looks_right_at_every_size() {
    let (mut desk, ticket) = opened();
    desk.tell(Msg::LookedThrough {
        ticket,
        looked: looked(),
    });
    at_three_sizes("library", &mut desk);
}
