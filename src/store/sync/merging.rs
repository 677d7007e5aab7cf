//! Merges what was changed here with what others changed, file by file, in the scratch index: no file of the officer's
//! is touched by it.

use std::collections::BTreeMap;
use std::path::Path;

use super::conflicts::{self, Waiting};
use super::merge_toml::{self, Conflict, Merge};
use super::scope::{Scope, has_ending, is_shared, is_toml};
use crate::domain::merge;
use crate::store::files::Disk;
use crate::store::git::{Changed, Clone, CloneError, GONE, Git, Oid};

/// How many files are merged at once.
const AT_ONCE: usize = 500;

/// What came of merging one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FileMerge {
    /// One text, or none if the file is gone.
    Clean(Option<Vec<u8>>),
    /// Both changed the same places; what stands there meanwhile is in the conflict.
    Conflict(Conflict),
}

/// Merges three versions of a file by what kind of file it is. `None` is a file that is not there.
pub(super) fn merge_file(
    path: &str,
    base: Option<&[u8]>,
    mine: Option<&[u8]>,
    theirs: Option<&[u8]>,
) -> FileMerge {
    if mine == theirs || theirs == base {
        return FileMerge::Clean(mine.map(<[u8]>::to_vec));
    }
    if mine == base {
        return FileMerge::Clean(theirs.map(<[u8]>::to_vec));
    }
    let words =
        |bytes: Option<&[u8]>| bytes.map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let (old, own, other) = (words(base), words(mine), words(theirs));
    if has_ending(path, "jsonl") {
        let text = |side: &Option<String>| side.clone().unwrap_or_default();
        return FileMerge::Clean(Some(match (&own, &other) {
            // Lines are only added to such a file, so whoever added to it counts.
            (Some(kept), None) | (None, Some(kept)) => kept.clone().into_bytes(),
            _ => merge::union(&text(&old), &text(&own), &text(&other)).into_bytes(),
        }));
    }
    let whole = || {
        FileMerge::Conflict(merge_toml::whole(
            old.as_deref(),
            own.as_deref(),
            other.as_deref(),
        ))
    };
    let (Some(own_text), Some(other_text)) = (&own, &other) else {
        return whole();
    };
    let is_text = [base, mine, theirs]
        .into_iter()
        .flatten()
        .all(|bytes| std::str::from_utf8(bytes).is_ok());
    if !is_text {
        return whole();
    }
    let old_text = old.as_deref().unwrap_or_default();
    if is_toml(path) {
        return match merge_toml::merge(old_text, own_text, other_text) {
            Merge::Clean(text) => FileMerge::Clean(Some(text.into_bytes())),
            Merge::Conflict(conflict) => FileMerge::Conflict(conflict),
        };
    }
    match merge::lines(old_text, own_text, other_text) {
        Some(text) => FileMerge::Clean(Some(text.into_bytes())),
        None => whole(),
    }
}

/// What a merge is made with.
pub(super) struct Merging<'m> {
    pub(super) disk: &'m dyn Disk,
    pub(super) git: &'m Git,
    pub(super) private: &'m Path,
    pub(super) group_names: &'m [String],
    pub(super) scopes: &'m [Scope],
    pub(super) now: &'m str,
}

/// What came of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Merged {
    /// The commit to go on from; none if nothing came in.
    pub(super) commit: Option<Oid>,
}

impl Merging<'_> {
    /// Merges the server's history into that of the clone. Conflicts are laid aside.
    pub(super) fn merge(&self, clone: &Clone, theirs: &Oid) -> Result<Merged, CloneError> {
        let Some(mine) = &clone.head else {
            return Ok(Merged {
                commit: Some(theirs.clone()),
            });
        };
        let base = self.git.ancestor(mine, theirs)?;
        if base.as_ref() == Some(theirs) {
            return Ok(Merged { commit: None });
        }
        if base.as_ref() == Some(mine) {
            return Ok(Merged {
                commit: Some(theirs.clone()),
            });
        }
        let own: BTreeMap<String, Changed> = self
            .git
            .changes(base.as_ref(), Some(mine))?
            .into_iter()
            .map(|changed| (changed.path.clone(), changed))
            .collect();
        let mut entries: Vec<(String, Oid, String)> = Vec::new();
        let mut both = Vec::new();
        for other in self.git.changes(base.as_ref(), Some(theirs))? {
            match own.get(&other.path) {
                Some(own) if own.new == other.new && own.new_mode == other.new_mode => {}
                Some(own) if is_file(own) && is_file(&other) => both.push((own, other)),
                _ => entries.push((other.new_mode, other.new, other.path)),
            }
        }
        let mut waiting = Vec::new();
        for some in both.chunks(AT_ONCE) {
            self.merge_some(some, &mut entries, &mut waiting)?;
        }
        self.git
            .start_from(self.disk, &self.private.join("none.d"), Some(mine))?;
        self.git.put_entries(&entries)?;
        let tree = self.git.write_tree()?;
        let commit = self
            .git
            .commit(&tree, &[mine, theirs], "Merge what others changed\n")?;
        // What was written here is safe before the merge counts.
        for conflict in waiting {
            conflicts::keep(self.disk, self.private, conflict)
                .map_err(|error| CloneError::Unreadable(error.to_string()))?;
        }
        Ok(Merged {
            commit: Some(commit),
        })
    }

    // Merges some files that both changed: their texts are read in one call and stored in one.
    fn merge_some(
        &self,
        some: &[(&Changed, Changed)],
        entries: &mut Vec<(String, Oid, String)>,
        waiting: &mut Vec<Waiting>,
    ) -> Result<(), CloneError> {
        let sides = some.iter().flat_map(|(own, other)| {
            [
                other.was_there().then_some(&other.old),
                own.is_there().then_some(&own.new),
                other.is_there().then_some(&other.new),
            ]
        });
        let there: Vec<Option<&Oid>> = sides.collect();
        let wanted: Vec<&Oid> = there.iter().copied().flatten().collect();
        let mut texts = self.git.texts(&wanted)?.into_iter();
        let mut sides = there.into_iter().map(|oid| oid.and_then(|_| texts.next()));
        let mut merged = Vec::new();
        for (own, other) in some {
            let (base, mine, theirs) = (
                sides.next().flatten(),
                sides.next().flatten(),
                sides.next().flatten(),
            );
            let (stands, conflict) = self.merge_one(&other.path, base.as_deref(), mine, theirs);
            match stands {
                Some(bytes) => merged.push((other_mode(own, other), other.path.clone(), bytes)),
                None => entries.push((GONE.to_owned(), other.old.clone(), other.path.clone())),
            }
            waiting.extend(conflict);
        }
        let (places, bytes): (Vec<(String, String)>, Vec<Vec<u8>>) = merged
            .into_iter()
            .map(|(mode, path, bytes)| ((mode, path), bytes))
            .unzip();
        let oids = self.git.store(&bytes)?;
        let stored = places.into_iter().zip(oids);
        entries.extend(stored.map(|((mode, path), oid)| (mode, oid, path)));
        Ok(())
    }

    // Returns what stands in a file that both changed, and what has to be asked about it.
    fn merge_one(
        &self,
        path: &str,
        base: Option<&[u8]>,
        mine: Option<Vec<u8>>,
        theirs: Option<Vec<u8>>,
    ) -> (Option<Vec<u8>>, Option<Waiting>) {
        let conflict = match merge_file(path, base, mine.as_deref(), theirs.as_deref()) {
            FileMerge::Clean(merged) => return (merged, None),
            FileMerge::Conflict(conflict) => conflict,
        };
        let there = theirs.is_some();
        // A file that is not text stands as it is.
        let stands = theirs.map(|bytes| match std::str::from_utf8(&bytes) {
            Ok(_) => conflict.text.clone().into_bytes(),
            Err(_) => bytes,
        });
        let top = self.git.top();
        let waiting = Waiting::new(self.group_names, top, path, self.now, there, conflict, mine);
        // A file that nobody here works on, such as a read-me, is not worth a question.
        let asked = is_shared(self.scopes, path);
        (stands, asked.then_some(waiting))
    }
}

fn is_file(changed: &Changed) -> bool {
    [&changed.old_mode, &changed.new_mode]
        .into_iter()
        .all(|mode| mode == GONE || mode.starts_with("100"))
}

fn other_mode(own: &Changed, other: &Changed) -> String {
    let mode = if other.is_there() {
        &other.new_mode
    } else {
        &own.new_mode
    };
    if mode == GONE {
        "100644".to_owned()
    } else {
        mode.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(
        path: &str,
        base: Option<&str>,
        mine: Option<&str>,
        theirs: Option<&str>,
    ) -> FileMerge {
        let bytes = |text: Option<&'static str>| text.map(str::as_bytes);
        let _ = bytes(None);
        merge_file(
            path,
            base.map(str::as_bytes),
            mine.map(str::as_bytes),
            theirs.map(str::as_bytes),
        )
    }

    #[test]
    fn uses_and_histories_never_conflict() {
        for path in [
            "a.uses.jsonl",
            "cases/X/history.jsonl",
            "archive/000001.jsonl",
        ] {
            let all = merged(path, Some("a\n"), Some("a\nb\n"), Some("a\nc\n"));
            assert_eq!(all, FileMerge::Clean(Some(b"a\nc\nb\n".to_vec())), "{path}");
            let new = merged(path, None, Some("b\n"), Some("c\n"));
            assert_eq!(new, FileMerge::Clean(Some(b"c\nb\n".to_vec())));
        }
    }

    #[test]
    fn a_snippet_that_one_deleted_and_the_other_changed_is_asked_about() {
        let FileMerge::Conflict(conflict) =
            merged("a.toml", Some("t = 1\n"), Some("t = 2\n"), None)
        else {
            panic!("it is not for the program to decide");
        };
        assert_eq!(conflict.parts[0].mine.as_deref(), Some("t = 2\n"));
        assert_eq!(conflict.parts[0].theirs, None);
        assert_eq!(
            merged("a.toml", Some("t = 1\n"), Some("t = 1\n"), None),
            FileMerge::Clean(None)
        );
    }

    #[test]
    fn a_plain_text_is_merged_where_both_changed_other_paragraphs() {
        let found = merged(
            "notes.md",
            Some("One.\n\nTwo.\n"),
            Some("One, mine.\n\nTwo.\n"),
            Some("One.\n\nTwo, theirs.\n"),
        );
        let both = FileMerge::Clean(Some(b"One, mine.\n\nTwo, theirs.\n".to_vec()));
        assert_eq!(found, both);
    }

    #[test]
    fn files_that_are_no_text_are_never_mixed() {
        let found = merge_file(
            "cases/X/request.docx",
            Some(b"\xff1"),
            Some(b"\xff2"),
            Some(b"\xff3"),
        );
        assert!(matches!(found, FileMerge::Conflict(_)));
    }
    #[test]
    fn a_history_that_one_deleted_and_the_other_added_to_is_kept() {
        let path = "cases/X/history.jsonl";
        let kept = FileMerge::Clean(Some(b"a\nb\n".to_vec()));
        assert_eq!(merged(path, Some("a\n"), Some("a\nb\n"), None), kept);
        assert_eq!(merged(path, Some("a\n"), None, Some("a\nb\n")), kept);
    }

    #[test]
    fn a_link_or_a_program_is_no_file_that_could_be_merged() {
        let changed = |old: &str, new: &str| Changed {
            old_mode: old.into(),
            new_mode: new.into(),
            path: "a.toml".into(),
            old: String::new(),
            new: String::new(),
        };
        assert!(is_file(&changed("100644", "100755")));
        assert!(is_file(&changed(GONE, "100644")) && is_file(&changed("100644", GONE)));
        assert!(!is_file(&changed("100644", "120000")), "a link");
        assert!(!is_file(&changed("160000", "100644")), "another repository");
        let mode = |own: &str, other: &str| other_mode(&changed(GONE, own), &changed(GONE, other));
        assert_eq!(mode("100644", "100755"), "100755");
        assert_eq!(mode("100755", GONE), "100755");
        assert_eq!(mode(GONE, GONE), "100644");
    }
}
