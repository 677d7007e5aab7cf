//! The mark of a letter that is not approved: its first line, in every form that a letter has.

use crate::domain::sign_off::DRAFT;
use crate::text::markup::word::{Body, List};

/// Marks a letter in plain text.
pub fn plain(letter: &str) -> String {
    format!("{DRAFT}\n\n{letter}")
}

/// Marks a letter in Markdown.
pub fn markdown(letter: &str) -> String {
    format!("**{DRAFT}**\n\n{letter}")
}

/// Marks a letter in HTML.
pub fn html(letter: &str) -> String {
    letter.replacen(
        "<body>\n",
        &format!("<body>\n<p><strong>{DRAFT}</strong></p>\n"),
        1,
    )
}

/// Marks the body of a Word document.
pub fn word((body, lists): (String, Vec<List>)) -> (String, Vec<List>) {
    let mut mark = Body::new(1);
    mark.markdown(&format!("**{DRAFT}**"));
    let (first, _) = mark.finish();
    (first + &body, lists)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_the_first_paragraph_of_a_word_document() {
        let mut body = Body::new(1);
        body.words("Dear Morgan");
        let (marked, lists) = word(body.finish());
        let (mark, letter) = (marked.find(DRAFT), marked.find("Dear Morgan"));
        assert!(mark.is_some() && mark < letter, "{marked}");
        assert!(lists.is_empty());
    }
}
