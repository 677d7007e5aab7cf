//! What git remembers of one file: its versions, by whom, when, and from which text to which.

use super::{Git, GitError, LOCAL, Oid};

/// Stands before each commit in what git is asked to say, and between its facts: no text holds them.
const COMMIT: char = '\u{1e}';
const FACT: char = '\u{1f}';

/// A commit that changed a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// When it was written, as ISO 8601 with the offset.
    pub at: String,
    /// Who wrote it.
    pub by: String,
    /// Its first line.
    pub subject: String,
    /// The text before; none if the file was not there.
    pub old: Option<Oid>,
    /// The text after; none if it was taken away.
    pub new: Option<Oid>,
}

impl Git {
    /// Returns the commits that changed a file, the latest first, `most` at the most; `path` has slashes and starts at
    /// the top of the clone. Merges are none of them.
    ///
    /// # Errors
    /// [`GitError`].
    pub fn touched(&self, head: &Oid, path: &str, most: usize) -> Result<Vec<Touched>, GitError> {
        let format = format!("--format={COMMIT}%aI{FACT}%an{FACT}%s");
        let most = format!("--max-count={most}");
        let out = self
            .call(
                "read the history",
                &[
                    "log",
                    "--no-color",
                    "--no-show-signature",
                    "--no-ext-diff",
                    "--no-textconv",
                    "--no-renames",
                    "--no-abbrev",
                    "--raw",
                    // What a merge puts together stands there already, each change with its author.
                    "--no-merges",
                    &most,
                    &format,
                    "--end-of-options",
                    head,
                    "--",
                    path,
                ],
            )
            .run(LOCAL)?;
        let text = String::from_utf8_lossy(&out);
        Ok(text.split(COMMIT).skip(1).filter_map(read).collect())
    }
}

fn read(commit: &str) -> Option<Touched> {
    let (head, rest) = commit.split_once('\n').unwrap_or((commit, ""));
    let mut facts = head.splitn(3, FACT);
    let (at, by, subject) = (facts.next()?, facts.next()?, facts.next()?);
    // :100644 100644 OLD NEW M	path
    let raw = rest.lines().find(|line| line.starts_with(':'))?;
    let parts: Vec<&str> = raw.split(' ').collect();
    let [_, _, old, new, _, ..] = parts[..] else {
        return None;
    };
    let there = |oid: &str| (!oid.bytes().all(|byte| byte == b'0')).then(|| oid.to_owned());
    Some(Touched {
        at: at.to_owned(),
        by: by.to_owned(),
        subject: subject.to_owned(),
        old: there(old),
        new: there(new),
    })
}
