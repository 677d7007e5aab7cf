//! Whatever an officer presses, types, pastes or clicks, in whatever order: what must hold holds.

use std::sync::Arc;

use proptest::prelude::*;

use seriatim::app::Msg;
use seriatim::app::command::COMMANDS;
use seriatim::app::key::{Key, KeyCode};
use seriatim::app::message::MouseKind;
use seriatim::app::overlay::Overlay;
use seriatim::domain::case::{Case, Place};
use seriatim::domain::checks::codes;
use seriatim::domain::letter::{self, BlockKind, View};
use seriatim::text::{placeholder, position};

use crate::desk::fixtures::benches;
use crate::desk::{Desk, Screen, content, settings};

/// Something that happens.
#[derive(Debug, Clone)]
enum Happening {
    Key(Key),
    Paste(String),
    Mouse(MouseKind, u16, u16, u8),
    Resize(u16, u16),
    Pause,
}

fn keys() -> Vec<Key> {
    let keymap = settings().keymap;
    COMMANDS
        .iter()
        .flat_map(|info| keymap.keys(info.command).to_vec())
        .collect()
}

fn happening() -> impl Strategy<Value = Happening> {
    let texts = prop::sample::select(vec![
        "é",
        "e\u{301}",
        "👩‍⚕️",
        "漢字",
        "\t",
        "\r\n",
        "\n\n",
        "{{harm}}",
        "{{marker}}",
        "{{",
        "}}",
        "a b",
        "**x**",
        "\u{202e}",
        "<<<<<<< ours\n",
        "- one\n- two\n",
    ]);
    let character = prop::sample::select("aé漢 x3{}#-*\u{301}".chars().collect::<Vec<_>>());
    let kind = prop::sample::select(vec![
        MouseKind::Press,
        MouseKind::Press,
        MouseKind::Drag,
        MouseKind::WheelUp,
        MouseKind::WheelDown,
    ]);
    let size = prop::sample::select(vec![(80, 24), (120, 40), (60, 16), (59, 15), (200, 60)]);
    prop_oneof![
        12 => prop::sample::select(keys()).prop_map(Happening::Key),
        4 => character.prop_map(|c| Happening::Key(Key::plain(KeyCode::Char(c)))),
        3 => texts.prop_map(|text| Happening::Paste(text.to_owned())),
        4 => (kind, 0_u16..125, 0_u16..42, 1_u8..4)
            .prop_map(|(kind, column, row, clicks)| Happening::Mouse(kind, column, row, clicks)),
        1 => size.prop_map(|(width, height)| Happening::Resize(width, height)),
        1 => Just(Happening::Pause),
    ]
}

fn happens(desk: &mut Desk, what: &Happening) {
    match what {
        Happening::Key(key) => desk.tell(Msg::Key(*key)),
        Happening::Paste(text) => desk.paste(text),
        Happening::Mouse(kind, column, row, clicks) => desk.mouse(*kind, *column, *row, *clicks),
        Happening::Resize(width, height) => desk.tell(Msg::Resize(*width, *height)),
        Happening::Pause => {
            let revision = desk
                .model
                .desk
                .as_ref()
                .map_or(0, |desk| desk.case.revision);
            desk.tell(Msg::Paused { revision })
        }
    };
}

/// A case with a field, a shared answer and a heading, so that a short sequence meets them.
fn start() -> Case {
    let mut case = benches();
    Arc::make_mut(&mut case.questions[0]).answer = "Nine {{figure}} benches, é 漢字.".into();
    let lead = case.questions[0].id.clone();
    Arc::make_mut(&mut case.questions[1]).answered_with = Some(lead);
    case
}

fn close_overlays(desk: &mut Desk) {
    for _ in 0..5 {
        if desk.model.overlay.is_some() {
            desk.press("Esc");
        }
    }
    assert!(
        desk.model.overlay.is_none(),
        "Esc leaves everything that asks"
    );
}

fn carets_are_on_boundaries(desk: &Desk) {
    let on = |text: &str, at: usize, what: &str| {
        assert!(
            position::is_boundary(text, at),
            "the caret in {what} is at {at} of {text:?}"
        );
    };
    match &desk.model.overlay {
        Some(Overlay::Palette(palette)) => {
            on(palette.filter.text(), palette.filter.caret(), "the palette");
        }
        Some(Overlay::Prompt(prompt)) => {
            on(prompt.input.text(), prompt.input.caret(), "the prompt");
        }
        Some(Overlay::NewCase(form)) => on(&form.text, form.editor.caret(), "the new case"),
        _ => {}
    }
    let Some(open) = &desk.model.desk else { return };
    let answer = open.case.text(&open.place());
    on(answer, open.answer.caret(), "the answer");
    if let Some(range) = open.answer.selection() {
        on(answer, range.start, "the selection");
        on(answer, range.end, "the selection");
    }
    if let Some(question) = open.current() {
        on(&question.text, open.question.caret(), "the question");
    }
    on(&open.letter.text, open.letter.editor.caret(), "the letter");
    on(
        open.panel.filter.text(),
        open.panel.filter.caret(),
        "the filter",
    );
}

fn the_letter_is_the_case(desk: &Desk) {
    let Some(open) = &desk.model.desk else { return };
    let known = desk.model.known(&open.case);
    let fresh = letter::assemble(&known, open.letter.view, desk.model.settings.sharing);
    assert_eq!(open.letter.text, fresh, "patched and fresh");
    for passage in &open.letter.passages {
        let words = letter::block_text(&passage.block, &known);
        let shown = &open.letter.text.get(passage.range.clone());
        assert_eq!(
            shown.unwrap_or_default().trim(),
            words.trim(),
            "{:?}",
            passage.block.kind
        );
    }
}

fn an_open_field_is_a_finding(desk: &Desk) {
    let Some(open) = &desk.model.desk else { return };
    let known = desk.model.known(&open.case);
    for block in letter::blocks(&known, View::Letter, desk.model.settings.sharing) {
        // What the requester wrote is printed as it is, braces and all.
        let place = match &block.kind {
            BlockKind::Opening => Place::Opening,
            BlockKind::Closing => Place::Closing,
            BlockKind::Answer(id) => Place::Answer(id.clone()),
            _ => continue,
        };
        let text = letter::block_text(&block, &known);
        if let Some(left) = placeholder::placeholders(&text).next() {
            let found = open.derived.diagnostics.iter().any(|finding| {
                finding.code == codes::UNFILLED_FIELD && finding.place.as_ref() == Some(&place)
            });
            assert!(found, "“{}” leaves in {place:?} unnoticed", left.name);
        }
    }
}

fn the_cursor_is_on_the_screen(desk: &Desk) {
    let screen = Screen::of(&desk.model);
    let (width, height) = desk.model.size;
    let at = screen.cursor.expect("screen readers follow it");
    assert!(at.x < width && at.y < height, "{at}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_happens_breaks_the_desk(steps in prop::collection::vec(happening(), 1..60)) {
        let mut desk = Desk::with(start());
        for step in &steps {
            happens(&mut desk, step);
            carets_are_on_boundaries(&desk);
            the_letter_is_the_case(&desk);
            an_open_field_is_a_finding(&desk);
            the_cursor_is_on_the_screen(&desk);
            if desk.model.desk.is_none() && desk.model.overlay.is_none() {
                desk.open(start());
            }
        }
    }

    #[test]
    fn undoing_everything_gives_the_start_and_redoing_everything_the_end(
        steps in prop::collection::vec(happening(), 1..60)
    ) {
        let mut desk = Desk::with(start());
        for step in &steps {
            happens(&mut desk, step);
            if desk.model.desk.is_none() {
                desk = Desk::with(start());
            }
        }
        close_overlays(&mut desk);
        prop_assume!(desk.model.desk.is_some());
        // What was undone on the way is made again first, so that the end is the end of one line of steps.
        desk.redo_all();
        let end = content(desk.case());
        desk.undo_all();
        prop_assert_eq!(content(desk.case()), content(&start()));
        carets_are_on_boundaries(&desk);
        the_letter_is_the_case(&desk);
        desk.redo_all();
        prop_assert_eq!(content(desk.case()), end);
        carets_are_on_boundaries(&desk);
        the_letter_is_the_case(&desk);
    }

    #[test]
    fn the_journal_makes_the_same_case(steps in prop::collection::vec(happening(), 1..60)) {
        let mut desk = Desk::with(start());
        let mut copy = start();
        for step in &steps {
            let before = desk.effects.len();
            happens(&mut desk, step);
            if desk.model.desk.is_none() {
                break;
            }
            for effect in &desk.effects[before..] {
                if let seriatim::app::Effect::Journal { deltas, .. } = effect {
                    for delta in deltas {
                        prop_assert!(copy.absorb(delta).is_ok(), "{delta:?}");
                    }
                }
            }
            prop_assert_eq!(content(desk.case()), content(&copy));
        }
    }
}
