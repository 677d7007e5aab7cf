//! Text as it grows out of a document: paragraphs, items of lists with their markers, tables.

/// How far an item stands in for each level of its list.
const INDENT: &str = "    ";

/// A page, or the cell of a table.
#[derive(Debug, Default)]
pub(super) struct Page {
    text: String,
    // The last block was an item of a list: the next item follows without an empty line.
    item: bool,
}

impl Page {
    /// Adds a paragraph. Empty ones are not added: paragraphs stand apart as they are.
    pub(super) fn paragraph(&mut self, text: &str) {
        let text = tidy(text);
        if !text.is_empty() {
            self.begin(false);
            self.text.push_str(&text);
        }
    }

    /// Adds an item of a list: `level` 0 is the outermost.
    pub(super) fn item(&mut self, level: usize, marker: &str, text: &str) {
        let text = tidy(text);
        if text.is_empty() {
            return;
        }
        self.begin(true);
        for _ in 0..level.min(8) {
            self.text.push_str(INDENT);
        }
        self.text.push_str(marker);
        self.text.push(' ');
        self.text.push_str(&text);
    }

    /// Adds something that is laid out already.
    pub(super) fn block(&mut self, text: &str) {
        let text = text.trim_matches('\n').trim_end();
        if !text.is_empty() {
            self.begin(false);
            self.text.push_str(text);
        }
    }

    fn begin(&mut self, item: bool) {
        if !self.text.is_empty() {
            self.text
                .push_str(if item && self.item { "\n" } else { "\n\n" });
        }
        self.item = item;
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// Takes the white space off the ends of the lines; line breaks within a paragraph stay.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_stand_apart_and_items_together() {
        let mut page = Page::default();
        page.paragraph("Dear all,");
        page.item(0, "1.", "Who? ");
        page.item(1, "a)", "Why?");
        page.paragraph("  ");
        page.paragraph("Thanks");
        assert_eq!(
            page.into_text(),
            "Dear all,\n\n1. Who?\n    a) Why?\n\nThanks"
        );
    }
}
