//! Text from outside is cleaned once, where it enters; [`Clean`] is the proof that it was.
//!
//! What could act on a terminal, hide words or turn them round is taken away and counted. What people
//! write with, such as accents, joined emoji and the joiners of Persian or Hindi, stays untouched, and
//! nothing is normalised: a name is spelt as its owner spells it.

mod joiners;
mod strip;

use std::fmt;
use std::ops::{AddAssign, Deref};

use serde::{Deserialize, Deserializer, Serialize};

pub use super::fold::search_fold;
use super::{position, slice};

/// Text that has passed through [`clean`]: the only kind of outside text that may reach a widget, a
/// file name or the clipboard.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Clean(String);

/// How much of each kind has been taken out of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Oddities {
    /// Control characters.
    pub control: usize,
    /// Escape sequences, each with all that belongs to it.
    pub escape: usize,
    /// Characters that turn the direction of writing.
    pub bidi: usize,
    /// Characters that cannot be seen.
    pub invisible: usize,
    /// Tag characters, with which a hidden message can be spelt.
    pub tags: usize,
    /// Accents heaped on others, beyond what any script needs.
    pub folded_marks: usize,
}

/// Returns the text without what has no place in a letter, and a count of what was taken out.
///
/// Line ends of every kind become `\n`; tabs stay. Cleaning a clean text changes nothing.
pub fn clean(text: &str) -> (Clean, Oddities) {
    let mut oddities = Oddities::default();
    let stripped = strip::strip(text, &mut oddities);
    let settled = joiners::settle(&stripped, &mut oddities);
    (Clean(settled), oddities)
}

/// The longest line that is kept of a subject, a title or anything typed into a prompt, in graphemes.
pub const LONGEST_LINE: usize = 2_000;

/// Returns one clean line of at most `most` graphemes: newlines and tabs become spaces, the ends are trimmed.
pub fn clean_line(text: &str, most: usize) -> (Clean, Oddities) {
    let mut oddities = Oddities::default();
    let stripped = strip::strip(text, &mut oddities).replace(['\n', '\t'], " ");
    let settled = joiners::settle(&stripped, &mut oddities);
    let settled = settled.trim();
    let end = position::graphemes(settled).take(most).map(str::len).sum();
    if end == settled.len() {
        return (Clean(settled.to_owned()), oddities);
    }
    // The cut may leave a joiner with nothing to join.
    let cut = joiners::settle(slice::before(settled, end), &mut Oddities::default());
    (Clean(cut.trim_end().to_owned()), oddities)
}

impl Clean {
    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Gives up the proof and returns the text.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl Deref for Clean {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl PartialEq<&str> for Clean {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl From<Clean> for String {
    fn from(text: Clean) -> Self {
        text.0
    }
}

impl From<&str> for Clean {
    fn from(text: &str) -> Self {
        clean(text).0
    }
}

impl From<String> for Clean {
    fn from(text: String) -> Self {
        clean(&text).0
    }
}

impl<'de> Deserialize<'de> for Clean {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

impl Oddities {
    /// Says whether nothing was taken out.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn named(&self) -> [(usize, &'static str); 6] {
        [
            (self.escape, "terminal command"),
            (self.control, "control character"),
            (self.invisible, "hidden character"),
            (self.tags, "hidden tag character"),
            (self.bidi, "direction override"),
            (self.folded_marks, "heaped accent"),
        ]
    }
}

impl AddAssign for Oddities {
    fn add_assign(&mut self, other: Self) {
        self.control += other.control;
        self.escape += other.escape;
        self.bidi += other.bidi;
        self.invisible += other.invisible;
        self.tags += other.tags;
        self.folded_marks += other.folded_marks;
    }
}

impl fmt::Display for Oddities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self
            .named()
            .into_iter()
            .filter(|&(count, _)| count > 0)
            .map(|(count, name)| format!("{count} {name}{}", if count == 1 { "" } else { "s" }))
            .collect();
        match parts.split_last() {
            None => f.write_str("nothing removed"),
            Some((last, [])) => write!(f, "{last} removed"),
            Some((last, before)) => write!(f, "{} and {last} removed", before.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests;
