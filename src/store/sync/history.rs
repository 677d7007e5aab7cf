//! The history of one file of a shared folder, as git has it: when, by whom, what changed.

use std::path::Path;

use super::Syncing;
use crate::domain::care::{Version, VersionKind};
use crate::domain::difference::{ComparedLine, around, difference};
use crate::store::files;
use crate::store::git::{self, Clone, CloneError, Found, Git, Oid};
use crate::text::clean::{clean, clean_line};

/// How many versions are looked at.
const MOST: usize = 200;
/// How many lines around a change are shown.
const NEAR: usize = 1;
/// The largest file that is compared.
const LARGEST: u64 = 1024 * 1024;

impl Syncing<'_> {
    /// Returns the versions of a file in a folder, the latest first. `None` if the folder is no clone.
    ///
    /// # Errors
    /// [`CloneError`] if the clone or git cannot be used.
    pub fn history(&self, folder: &Path, file: &Path) -> Result<Option<Vec<Version>>, CloneError> {
        let Found::Clone(top, git_folder) = git::find(folder)? else {
            return Ok(None);
        };
        let private = self.private(&top);
        let _lock = self.lock(&private)?;
        let clone = Clone::read(self.disk, self.surroundings, &private, &top, &git_folder)?;
        let git = Git::prepare(self.disk, self.surroundings, &private, &clone)?;
        let whole = folder
            .canonicalize()
            .unwrap_or_else(|_| folder.to_path_buf());
        let inside = file.strip_prefix(folder).unwrap_or(file);
        let path = path_in(&top, &whole.join(inside));
        let touched = match &clone.head {
            Some(head) => git.touched(head, &path, MOST)?,
            None => Vec::new(),
        };
        let wanted: Vec<&Oid> = touched
            .iter()
            .flat_map(|one| [&one.old, &one.new])
            .flatten()
            .collect();
        let mut texts = git.texts(&wanted)?.into_iter();
        let mut next = |oid: &Option<Oid>| oid.as_ref().and_then(|_| texts.next());
        let mut versions = Vec::new();
        let mut latest = None;
        for one in &touched {
            let (old, new) = (next(&one.old), next(&one.new));
            if versions.is_empty() {
                latest.clone_from(&new);
            }
            versions.push(Version {
                // The author's own day, whatever the clock here says.
                date: one.at.get(..10).and_then(|day| day.parse().ok()),
                by: clean_line(&one.by, 80).0.to_string(),
                subject: clean_line(&one.subject, 120).0.to_string(),
                kind: match (&old, &new) {
                    (None, _) => VersionKind::New,
                    (_, None) => VersionKind::Removed,
                    _ => VersionKind::Changed,
                },
                lines: lines(old.as_deref(), new.as_deref()),
            });
        }
        let here = files::read(file, LARGEST).ok();
        if here.is_some() && !same(here.as_deref(), latest.as_deref()) {
            versions.insert(
                0,
                Version {
                    date: None,
                    by: String::new(),
                    subject: String::new(),
                    kind: VersionKind::Here,
                    lines: lines(latest.as_deref(), here.as_deref()),
                },
            );
        }
        Ok(Some(versions))
    }
}

fn path_in(top: &Path, file: &Path) -> String {
    let inside = file.strip_prefix(top).unwrap_or(file);
    let parts = inside
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

// A version in which the file is new is its whole text: that is what can be read in the library as well.
fn lines(old: Option<&[u8]>, new: Option<&[u8]>) -> Vec<Option<ComparedLine>> {
    let (Some(old), Some(new)) = (old, new) else {
        return Vec::new();
    };
    around(difference(&text_of(old), &text_of(new)), NEAR)
}

// Line ends are the same for everybody in git, and may be others on this computer.
fn same(one: Option<&[u8]>, other: Option<&[u8]>) -> bool {
    one.map(text_of) == other.map(text_of)
}

fn text_of(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    clean(&text).0.to_string()
}
