//! A text that is written in a place of its own on a screen: one made out of two, or a past answer that is mended.

use super::geometry::Area;
use crate::text::edit::{CaretAfter, EditAction, Editor};

/// A text with the caret in it.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// The text.
    pub text: String,
    /// The caret in it, and the window over it.
    pub editor: Editor,
}

impl Written {
    /// Begins with a text, the caret before it.
    pub fn new(text: String) -> Self {
        let mut editor = Editor::default();
        editor.set_caret(&text, 0);
        Self { text, editor }
    }

    /// Does what a key or the mouse asks for.
    pub fn perform(&mut self, action: EditAction) {
        if let Some(splice) = self.editor.perform(&self.text, action)
            && splice.apply(&mut self.text).is_ok()
        {
            self.editor
                .spliced(&self.text, &splice, CaretAfter::AfterInserted);
        }
    }

    /// Returns what is selected.
    pub fn selected(&self) -> &str {
        self.editor.selected_text(&self.text)
    }

    /// Fits the text to where it is drawn, so that the caret shows.
    pub fn fit(&mut self, area: Area) {
        self.editor.layout(&self.text, area.width.max(1));
        self.editor.follow_caret(area.height.max(1));
    }
}
