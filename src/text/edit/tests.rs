//! Tests of the editor as an officer meets it.

use super::{EditAction, Editor};

#[test]
fn an_editor_starts_empty() {
    let mut editor = Editor::new();
    assert!(editor.perform("", EditAction::Backspace).is_none());
    assert_eq!(editor.rows(), 1);
}
