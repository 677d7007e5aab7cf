//! What is in a document besides the words that a reader sees.

use std::fmt;

use super::limits;

/// What kind of thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// Text with the property "hidden".
    Hidden,
    /// White text on white, or text too small to be read.
    Unseen,
    /// A tracked deletion: the words are struck out and not yet gone.
    Deleted,
    /// A tracked insertion: the words are part of the text.
    Inserted,
    /// A comment in the margin.
    Comment,
    /// What stands at the top or bottom of every page.
    Margin,
    /// Text that a machine read from a picture.
    Recognised,
    /// The plain and the formatted text of a mail differ.
    Differs,
    /// A part that could not be read.
    Unreadable,
    /// Something else that the officer should know.
    Note,
}

/// Something that the officer is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing.
    pub kind: FindingKind,
    /// How often.
    pub count: usize,
    /// The words found, the first of them.
    pub words: Vec<String>,
    kept: usize,
}

/// What was found, each kind once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Adds something found. White space counts as nothing.
    pub fn note(&mut self, kind: FindingKind, words: &str) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            return;
        }
        let at = self.0.iter().position(|finding| finding.kind == kind);
        let at = at.unwrap_or_else(|| {
            self.0.push(Finding {
                kind,
                count: 0,
                words: Vec::new(),
                kept: 0,
            });
            self.0.len() - 1
        });
        let Some(finding) = self.0.get_mut(at) else {
            return;
        };
        finding.count += 1;
        let room = limits::FINDING.saturating_sub(finding.kept);
        if room > 0 {
            let kept: String = crate::text::slice::up_to(&words, room).to_owned();
            finding.kept += kept.len();
            let cut = if kept.len() < words.len() { "…" } else { "" };
            finding.words.push(format!("{kept}{cut}"));
        }
    }

    /// Adds all that was found elsewhere.
    pub fn absorb(&mut self, other: Self) {
        for finding in other.0 {
            let more = finding.count - finding.words.len().min(finding.count);
            for words in &finding.words {
                self.note(finding.kind, words);
            }
            if let Some(own) = self.0.iter_mut().find(|own| own.kind == finding.kind) {
                own.count += more;
            }
        }
    }

    /// Returns them in the order in which they were met.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.0.iter()
    }

    /// Says whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (one, more, after) = match self.kind {
            FindingKind::Hidden => ("1 hidden passage", "hidden passages", "left out"),
            FindingKind::Unseen => (
                "1 passage in white or tiny letters",
                "passages in white or tiny letters",
                "left out",
            ),
            FindingKind::Deleted => ("1 tracked deletion", "tracked deletions", "left out"),
            FindingKind::Inserted => ("1 tracked insertion", "tracked insertions", "taken in"),
            FindingKind::Comment => ("1 comment", "comments", "left out"),
            FindingKind::Margin => (
                "Page header or footer",
                "page headers or footers",
                "left out",
            ),
            FindingKind::Recognised
            | FindingKind::Differs
            | FindingKind::Unreadable
            | FindingKind::Note => {
                return f.write_str(&self.words.join("; "));
            }
        };
        match self.count {
            1 => write!(f, "{one}, {after}: ")?,
            count => write!(f, "{count} {more}, {after}: ")?,
        }
        for (at, words) in self.words.iter().enumerate() {
            let between = if at == 0 { "" } else { "; " };
            write!(f, "{between}“{words}”")?;
        }
        if self.words.len() < self.count {
            f.write_str(" …")?;
        }
        Ok(())
    }
}
