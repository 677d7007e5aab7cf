//! The versions that a snippet had: when, by whom, what changed.

use jiff::civil::Date;

use crate::domain::difference::ComparedLine;
use crate::domain::fields::long_date;

/// A version of a snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The day; none for changes that are not shared yet.
    pub date: Option<Date>,
    /// Who made it; empty for changes that are not shared yet.
    pub by: String,
    /// What its author says of it.
    pub subject: String,
    /// What it is to the version before it.
    pub kind: VersionKind,
    /// What changed in its file, with what stands next to each change; `None` is a gap.
    pub lines: Vec<Option<ComparedLine>>,
}

/// What a version is to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionKind {
    /// The snippet is new.
    New,
    /// It says something else.
    Changed,
    /// It is gone.
    Removed,
    /// It was changed on this computer and is not shared yet.
    Here,
}

impl VersionKind {
    /// Returns the word for it in machine-readable output.
    pub fn id(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Removed => "removed",
            Self::Here => "not-shared",
        }
    }
}

impl Version {
    /// Returns when, by whom and why, in a line.
    pub fn heading(&self) -> String {
        if self.kind == VersionKind::Here {
            return "Changed on this computer, and not shared yet".to_owned();
        }
        let date = self.date.map(long_date).unwrap_or_default();
        let what = match self.kind {
            VersionKind::New => "new",
            VersionKind::Removed => "taken away",
            VersionKind::Changed | VersionKind::Here => "",
        };
        let parts = [date.as_str(), &self.by, what, &self.subject];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" · ")
    }

    /// Returns what changed, a line each, with + and - before what came and what went.
    pub fn changes(&self) -> impl Iterator<Item = String> {
        self.lines.iter().map(|line| match line {
            Some(line) => format!("{} {}", line.mark.sign(), line.text()),
            None => "  …".to_owned(),
        })
    }
}

/// Returns what is said of a snippet in a folder whose versions nobody keeps.
pub fn no_history(layer: &str, folder: &str) -> String {
    format!(
        "Nobody keeps the versions of the {layer} library: {folder} is no git clone. With a clone in its place the \
         history of each snippet stands here (docs/sharing.md)."
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::difference::{around, difference};

    #[test]
    fn a_version_says_when_by_whom_and_what_changed() {
        let version = Version {
            date: Some(date(2026, 3, 3)),
            by: "Ann Okafor".into(),
            subject: "Change answers/benches.toml".into(),
            kind: VersionKind::Changed,
            lines: around(difference("a\nb\nc\nd\n", "a\nb\nc\ne\n"), 1),
        };
        assert_eq!(
            version.heading(),
            "3 March 2026 · Ann Okafor · Change answers/benches.toml"
        );
        assert_eq!(
            version.changes().collect::<Vec<_>>(),
            ["  …", "  c", "- d", "+ e"]
        );
    }

    #[test]
    fn what_is_not_shared_yet_has_no_author() {
        let version = Version {
            date: None,
            by: String::new(),
            subject: String::new(),
            kind: VersionKind::Here,
            lines: Vec::new(),
        };
        assert_eq!(
            version.heading(),
            "Changed on this computer, and not shared yet"
        );
    }
}
