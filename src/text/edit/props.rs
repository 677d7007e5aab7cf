//! Properties of the editor: whatever is done, nothing is lost, stale or out of place.

use proptest::prelude::*;
use proptest::sample::select;

use super::{CaretAfter, EditAction, Editor, Motion, Splice};
use crate::text::{position, wrap};

/// Texts of characters that make trouble beside each other.
fn prose() -> impl Strategy<Value = String> {
    let parts = vec![
        "a",
        "b ",
        "word ",
        "the ",
        "case-by-case",
        " ",
        "  ",
        "\t",
        "\n",
        "\n",
        "\r\n",
        "(",
        ")",
        ". ",
        ",",
        "\"",
        "/",
        "e\u{301}",
        "\u{301}",
        "漢",
        "字",
        "。",
        "👩\u{200d}⚕\u{fe0f}",
        "👩",
        "\u{200d}",
        "\u{fe0f}",
        "🇬",
        "🇬🇧",
        "क\u{94d}ष",
        "\u{94d}",
        "\u{a0}",
        "\u{ad}",
        "\u{2028}",
        "ᄀ",
        "ᅡ",
        "\u{600}",
        "£450",
        "ש",
        "ا",
    ];
    proptest::collection::vec(select(parts), 0..12).prop_map(|parts| parts.concat())
}

fn motion() -> impl Strategy<Value = Motion> {
    select(vec![
        Motion::Left,
        Motion::Right,
        Motion::WordLeft,
        Motion::WordRight,
        Motion::Up,
        Motion::Down,
        Motion::RowStart,
        Motion::RowEnd,
        Motion::PageUp(3),
        Motion::PageDown(3),
        Motion::ParagraphUp,
        Motion::ParagraphDown,
        Motion::TextStart,
        Motion::TextEnd,
    ])
}

fn action() -> impl Strategy<Value = EditAction> {
    let cell = || (0usize..12, 0u16..14);
    prop_oneof![
        6 => prose().prop_map(EditAction::Insert),
        1 => Just(EditAction::Newline),
        3 => Just(EditAction::Backspace),
        2 => Just(EditAction::Delete),
        1 => Just(EditAction::DeleteWordLeft),
        1 => Just(EditAction::DeleteWordRight),
        1 => Just(EditAction::DeleteToLineStart),
        1 => Just(EditAction::DeleteToLineEnd),
        8 => (motion(), any::<bool>()).prop_map(|(by, extend)| EditAction::Move { by, extend }),
        1 => Just(EditAction::SelectAll),
        1 => Just(EditAction::Unselect),
        3 => (cell(), any::<bool>())
            .prop_map(|((row, column), extend)| EditAction::Click { row, column, extend }),
        2 => cell().prop_map(|(row, column)| EditAction::Drag { row, column }),
        1 => cell().prop_map(|(row, column)| EditAction::SelectWord { row, column }),
        1 => cell().prop_map(|(row, column)| EditAction::SelectParagraph { row, column }),
    ]
}

fn check(editor: &Editor, text: &str, columns: u16) -> Result<(), TestCaseError> {
    prop_assert!(position::is_boundary(text, editor.caret()));
    if let Some(range) = editor.selection() {
        prop_assert!(range.end <= text.len());
        prop_assert!(position::is_boundary(text, range.start));
        prop_assert!(position::is_boundary(text, range.end));
    }
    let fresh: Vec<wrap::Piece> = wrap::rows(text, usize::from(columns)).collect();
    let kept: Vec<wrap::Piece> = editor.rows.walk_from(0).map(|place| place.piece).collect();
    prop_assert_eq!(kept, fresh);
    let (row, column) = editor.caret_cell(text);
    prop_assert!(row < editor.rows());
    prop_assert!(column <= columns);
    let range = editor.row(row).range;
    prop_assert!(range.start <= editor.caret() && editor.caret() <= range.end);
    prop_assert!(editor.top() < editor.rows());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_the_keys_nothing_is_lost_or_stale(
        start in prose(),
        columns in 1u16..14,
        actions in proptest::collection::vec(action(), 1..25),
    ) {
        let mut text = start.clone();
        let mut editor = Editor::new();
        editor.layout(&text, columns);
        let mut steps: Vec<Splice> = Vec::new();
        for action in actions {
            if let Some(splice) = editor.perform(&text, action) {
                let mut model = text.clone();
                model.replace_range(splice.removed_range(), &splice.inserted);
                prop_assert_eq!(splice.apply(&mut text), Ok(()));
                prop_assert_eq!(&text, &model);
                editor.spliced(&text, &splice, CaretAfter::AfterInserted);
                if !steps.last_mut().is_some_and(|last| last.join(&splice)) {
                    steps.push(splice);
                }
            }
            check(&editor, &text, columns)?;
            editor.scroll_to_caret(4);
        }
        while let Some(step) = steps.pop() {
            prop_assert_eq!(step.inverse().apply(&mut text), Ok(()));
            editor.spliced(&text, &step.inverse(), CaretAfter::AfterInserted);
            check(&editor, &text, columns)?;
        }
        prop_assert_eq!(text, start);
    }

    #[test]
    fn others_may_change_the_text_anywhere(
        start in prose(),
        columns in 1u16..14,
        changes in proptest::collection::vec((0usize..60, 0usize..20, prose(), 0usize..60), 1..12),
    ) {
        let mut text = start;
        let mut editor = Editor::new();
        editor.layout(&text, columns);
        for (at, length, inserted, caret) in changes {
            editor.select(&text, caret..caret + length);
            let at = position::snapped(&text, at);
            let splice = Splice::new(&text, at..at + length, inserted);
            prop_assert_eq!(splice.apply(&mut text), Ok(()));
            editor.spliced(&text, &splice, CaretAfter::Stays);
            check(&editor, &text, columns)?;
        }
    }
}
