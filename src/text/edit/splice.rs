//! One replacement in a text, as a value with an inverse.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::text::{position, slice};

/// One replacement: `removed`, which stands at `at`, becomes `inserted`.
///
/// Offsets are bytes and lie on characters of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Splice {
    /// Where the replacement starts.
    pub at: usize,
    /// The text that goes.
    pub removed: String,
    /// The text that comes.
    pub inserted: String,
}

/// The text a splice would remove is not what stands there: it was made for another text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the text to be replaced at byte {at} is no longer there")]
pub struct SpliceMismatch {
    /// Where the text differs.
    pub at: usize,
}

/// What kind of key made a splice, as far as it can be told from the splice.
#[derive(PartialEq, Eq)]
enum Kind {
    Typed,
    Removed,
    Replaced,
    Nothing,
}

impl Splice {
    /// Returns the splice which puts `inserted` in the place of `range`.
    ///
    /// A range that lies inside characters or beyond the end is moved on to characters of `text`.
    pub fn new(text: &str, range: Range<usize>, inserted: impl Into<String>) -> Self {
        let range = slice::fitted(text, range);
        Self {
            at: range.start,
            removed: slice::slice(text, range).to_owned(),
            inserted: inserted.into(),
        }
    }

    /// Makes the replacement.
    ///
    /// # Errors
    /// The text is left alone if `removed` is not what stands at `at`.
    pub fn apply(&self, text: &mut String) -> Result<(), SpliceMismatch> {
        let range = self.removed_range();
        if text.get(range.clone()) != Some(self.removed.as_str()) {
            return Err(SpliceMismatch { at: self.at });
        }
        text.replace_range(range, &self.inserted);
        Ok(())
    }

    /// Returns the splice that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self {
            at: self.at,
            removed: self.inserted.clone(),
            inserted: self.removed.clone(),
        }
    }

    /// Returns the range that goes, in the text before.
    pub fn removed_range(&self) -> Range<usize> {
        self.at..self.at + self.removed.len()
    }

    /// Returns the range that came, in the text after.
    pub fn inserted_range(&self) -> Range<usize> {
        self.at..self.at + self.inserted.len()
    }

    /// Returns where a position of the text before lies in the text after.
    ///
    /// A position at the start stays there; one inside the removed text moves to the end of the new.
    pub fn moved(&self, at: usize) -> usize {
        let removed = self.removed_range();
        if at <= removed.start {
            at
        } else if at >= removed.end {
            at - self.removed.len() + self.inserted.len()
        } else {
            self.inserted_range().end
        }
    }

    /// Says whether this splice is the next key of the same stretch of typing as `earlier`.
    ///
    /// A stretch is one word with the spaces after it, typed or taken away one grapheme at a time. A
    /// newline, a paste and a deleted word are steps of their own, as officers know it from Word.
    pub fn follows(&self, earlier: &Self) -> bool {
        match (earlier.kind(), self.kind()) {
            (Kind::Typed | Kind::Replaced, Kind::Typed) => {
                self.at == earlier.inserted_range().end
                    && is_one_grapheme(&self.inserted)
                    && is_one_stretch(&earlier.inserted)
                    && continues(&earlier.inserted, &self.inserted)
            }
            (Kind::Removed, Kind::Removed) => {
                let backwards = self.removed_range().end == earlier.at;
                let (left, right) = if backwards {
                    (&self.removed, &earlier.removed)
                } else {
                    (&earlier.removed, &self.removed)
                };
                (backwards || self.at == earlier.at)
                    && is_one_grapheme(&self.removed)
                    && is_one_stretch(&earlier.removed)
                    && continues(left, right)
            }
            _ => false,
        }
    }

    /// Takes `later` into this splice if it follows, and says whether it did.
    pub fn join(&mut self, later: &Self) -> bool {
        if !later.follows(self) {
            return false;
        }
        if later.kind() == Kind::Typed {
            self.inserted.push_str(&later.inserted);
        } else if later.at == self.at {
            self.removed.push_str(&later.removed);
        } else {
            self.at = later.at;
            self.removed.insert_str(0, &later.removed);
        }
        true
    }

    fn kind(&self) -> Kind {
        match (self.removed.is_empty(), self.inserted.is_empty()) {
            (true, false) => Kind::Typed,
            (false, true) => Kind::Removed,
            (false, false) => Kind::Replaced,
            (true, true) => Kind::Nothing,
        }
    }
}

fn is_one_grapheme(text: &str) -> bool {
    position::graphemes(text).count() == 1
}

/// Says whether a text is at most one word with the spaces after it, without a newline.
fn is_one_stretch(text: &str) -> bool {
    let word_and_spaces = text.trim_end_matches(char::is_whitespace);
    !text.contains('\n') && !word_and_spaces.contains(char::is_whitespace)
}

/// Says whether `right` still belongs to the word or the spaces that end `left`.
fn continues(left: &str, right: &str) -> bool {
    let after_space = left.ends_with(char::is_whitespace);
    let spaces = right.starts_with(char::is_whitespace);
    !left.contains('\n') && !right.contains('\n') && (!after_space || spaces)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Types one grapheme after the other at `at` and returns the steps that remain.
    fn steps(typed: &str) -> Vec<String> {
        let mut steps: Vec<Splice> = Vec::new();
        let mut at = 10;
        for grapheme in position::graphemes(typed) {
            let splice = Splice {
                at,
                removed: String::new(),
                inserted: grapheme.to_owned(),
            };
            at += grapheme.len();
            if !steps.last_mut().is_some_and(|last| last.join(&splice)) {
                steps.push(splice);
            }
        }
        steps.into_iter().map(|step| step.inserted).collect()
    }

    fn removal(at: usize, removed: &str) -> Splice {
        Splice {
            at,
            removed: removed.to_owned(),
            inserted: String::new(),
        }
    }

    #[test]
    fn a_word_with_its_spaces_is_one_step_back() {
        assert_eq!(steps("Café staff,  x"), ["Café ", "staff,  ", "x"]);
        assert_eq!(steps("one\n\ntwo"), ["one", "\n", "\n", "two"]);
        assert_eq!(
            steps("e\u{301}👩\u{200d}⚕\u{fe0f}漢"),
            ["e\u{301}👩\u{200d}⚕\u{fe0f}漢"]
        );
    }

    #[test]
    fn a_paste_is_a_step_of_its_own() {
        let typed = Splice::new("ab", 2..2, "c");
        let pasted = Splice::new("abc", 3..3, "two words");
        let after = Splice::new("abctwo words", 12..12, "x");
        assert!(!pasted.follows(&typed));
        assert!(!after.follows(&pasted));
    }

    #[test]
    fn typing_over_a_selection_is_one_step_with_the_word_that_follows() {
        let mut over = Splice::new("old text", 0..3, "n");
        assert!(over.join(&Splice::new("n text", 1..1, "e")));
        assert_eq!(over.removed, "old");
        assert_eq!(over.inserted, "ne");
    }

    #[test]
    fn backspaces_join_until_the_word_is_gone() {
        let mut step = removal(9, "f");
        assert!(step.join(&removal(8, "a")));
        assert!(!step.join(&removal(7, " ")));
        assert_eq!(step, removal(8, "af"));
    }

    #[test]
    fn deletes_join_until_the_next_word() {
        let mut step = removal(3, "a");
        assert!(step.join(&removal(3, " ")));
        assert!(!step.join(&removal(3, "b")));
        assert_eq!(step, removal(3, "a "));
    }

    #[test]
    fn a_splice_made_for_another_text_changes_nothing() {
        let splice = Splice::new("abc", 1..2, "x");
        let mut other = String::from("axc");
        assert_eq!(splice.apply(&mut other), Err(SpliceMismatch { at: 1 }));
        assert_eq!(other, "axc");
    }

    #[test]
    fn positions_move_with_the_text() {
        let splice = Splice::new("0123456789", 3..6, "ab");
        assert_eq!([0, 3, 4, 6, 9].map(|at| splice.moved(at)), [0, 3, 5, 5, 8]);
    }
}
