//! Which files of a clone are shared: those of a library, and those of cases where cases are shared. Never links,
//! hidden files, or what only looks like a file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::Place;
use crate::store::files;
use crate::store::git::Differs;
use crate::store::toml_text::is_conflict_marker;
use crate::text::clean::clean_line;

/// The largest file that is shared.
const LARGEST: u64 = 16 * 1024 * 1024;
/// So many files may vanish at once before it looks like a drive that went away.
const FEW: usize = 20;
/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// What of a clone is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scope {
    // Empty, or the folder in the clone with a slash at its end.
    prefix: String,
    cases: bool,
}

impl Scope {
    pub(super) fn of(place: &Place, top: &Path) -> Self {
        let whole = place
            .folder
            .canonicalize()
            .unwrap_or_else(|_| place.folder.clone());
        let inside = whole.strip_prefix(top).unwrap_or(Path::new(""));
        let parts: Vec<String> = inside
            .components()
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect();
        let mut prefix = parts.join("/");
        if !prefix.is_empty() {
            prefix.push('/');
        }
        Self {
            prefix,
            cases: place.cases,
        }
    }

    fn holds(&self, path: &str) -> bool {
        let Some(inside) = path.strip_prefix(self.prefix.as_str()) else {
            return false;
        };
        let kind = inside.to_ascii_lowercase();
        let text = [".toml", ".jsonl"]
            .iter()
            .any(|ending| kind.ends_with(ending));
        let of_case = inside.starts_with("cases/");
        // A library at the top of a workspace must not take the cases along.
        if self.cases {
            text || of_case || kind == ".gitattributes"
        } else {
            (text && !of_case && inside != "seriatim.toml") || kind == ".gitattributes"
        }
    }
}

/// Tells whether a file's name has this ending, in capitals or not.
pub(super) fn has_ending(path: &str, ending: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|own| own.eq_ignore_ascii_case(ending))
}

/// Tells whether a file holds TOML, by its name.
pub(super) fn is_toml(path: &str) -> bool {
    has_ending(path, "toml")
}

/// Tells whether a file is one that is shared.
pub(super) fn is_shared(scopes: &[Scope], path: &str) -> bool {
    is_plain(path) && scopes.iter().any(|scope| scope.holds(path))
}

/// Tells whether a path can be written on every system, and nowhere else than where it says.
pub(super) fn is_plain(path: &str) -> bool {
    path == ".gitattributes"
        || path.ends_with("/.gitattributes") && is_plain(path.trim_end_matches("/.gitattributes"))
        || (!path.is_empty()
            && path.len() < 400
            && path.split('/').all(|part| {
                let stem = part.split('.').next().unwrap_or_default().to_lowercase();
                let device = DEVICES.contains(&stem.as_str())
                    || (stem.len() == 4
                        && (stem.starts_with("com") || stem.starts_with("lpt"))
                        && stem.ends_with(|c: char| c.is_ascii_digit()));
                let odd = |c: char| c.is_control() || "\\:*?\"<>|\u{fffd}".contains(c);
                !part.is_empty()
                    && !part.starts_with('.')
                    && !part.ends_with(['.', ' '])
                    && !part.to_lowercase().starts_with("git~")
                    && !part.contains(odd)
                    && !device
            }))
}

/// What was changed here, and what of it is not shared, with the reason.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) paths: Vec<String>,
    pub(super) remarks: Vec<String>,
}

/// Sorts what differs from the latest commit: what is to be committed, and what is not.
pub(super) fn changes(top: &Path, scopes: &[Scope], status: Vec<Differs>) -> Changes {
    let mut found = Changes::default();
    let mut gone = Vec::new();
    for Differs { kind, mode, path } in status {
        if !scopes.iter().any(|scope| scope.holds(&path)) {
            continue;
        }
        let name = clean_line(&path, 200).0.to_string();
        if !is_plain(&path) {
            let hidden = path.split('/').any(|part| part.starts_with('.'));
            // Hidden files are somebody's tools', and notes of who has what open.
            if !hidden && kind != 'D' {
                found.remarks.push(format!(
                    "{name}: not shared, since its name cannot be stored on every system; rename it"
                ));
            }
            continue;
        }
        if kind == 'D' {
            // A link of somebody else's is not taken over, so it is not missed; and on a disk that knows no capitals a
            // namesake may hide a file.
            if mode.starts_with("100") && fs::symlink_metadata(top.join(&path)).is_err() {
                gone.push(path);
            }
            continue;
        }
        match unfit(top, &path) {
            None => found.paths.push(path),
            Some(why) => found.remarks.push(format!("{name}{why}")),
        }
    }
    let left = |prefix: &str| {
        fs::read_dir(top.join(prefix)).is_ok_and(|mut entries| {
            entries.any(|entry| entry.is_ok_and(|entry| entry.file_name() != ".git"))
        })
    };
    let emptied = scopes.iter().any(|scope| !left(&scope.prefix));
    if gone.len() > FEW && (emptied || gone.len() > found.paths.len() + count(top, scopes)) {
        found.remarks.push(format!(
            "{} files are gone from the folder at once. That looks like a drive that went away, so nothing was deleted \
             for the others; if it is meant, delete them with git itself",
            gone.len()
        ));
    } else {
        found.paths.append(&mut gone);
    }
    remark_namesakes(&mut found);
    found
}

// How many files are still there.
fn count(top: &Path, scopes: &[Scope]) -> usize {
    let mut waiting: Vec<_> = scopes.iter().map(|scope| top.join(&scope.prefix)).collect();
    let mut count = 0;
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => waiting.push(entry.path()),
                Ok(kind) if kind.is_file() => count += 1,
                _ => {}
            }
        }
    }
    count
}

fn remark_namesakes(found: &mut Changes) {
    let mut names: BTreeMap<String, &String> = BTreeMap::new();
    let mut remarks = Vec::new();
    for path in &found.paths {
        if let Some(other) = names.insert(path.to_lowercase(), path) {
            remarks.push(format!(
                "{path} and {other} differ only in capitals and are one file on many systems; rename one of them"
            ));
        }
    }
    found.remarks.extend(remarks);
}

// Why a file is not shared as it is.
fn unfit(top: &Path, path: &str) -> Option<String> {
    let mut at = top.to_path_buf();
    let parts: Vec<&str> = path.split('/').collect();
    for part in &parts[..parts.len().saturating_sub(1)] {
        at.push(part);
        if !files::is_plain_folder(&at) {
            return Some(": not shared, since its folder is a link; links are not followed".into());
        }
    }
    at.push(parts.last()?);
    let bytes = match files::read(&at, LARGEST) {
        Ok(bytes) => bytes,
        Err(files::FileError::NotAFile { .. }) => {
            return Some(
                ": not shared, since it is no ordinary file; links are not followed".into(),
            );
        }
        Err(error) => return Some(format!(": not shared. {error}")),
    };
    let text = is_toml(path).then(|| String::from_utf8_lossy(&bytes))?;
    let line = text.lines().position(is_conflict_marker)?;
    Some(format!(
        ":{}: not shared, since it holds the marks of a merge conflict; keep one of the two versions and delete the \
         lines of seven signs",
        line + 1
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_lead_elsewhere_are_never_written() {
        for good in [
            "a.toml",
            "foia/s31-cyber.toml",
            "cases/FOI-2026-0001/request.eml",
            ".gitattributes",
        ] {
            assert!(is_plain(good), "{good}");
        }
        for bad in [
            "",
            "/etc/passwd",
            "../a.toml",
            "a/../b.toml",
            ".git/config",
            ".GIT/config",
            "git~1/config",
            "a//b",
            "a\\b.toml",
            "c:evil.toml",
            "con.toml",
            "COM1.toml",
            "a./b",
            "a \u{1b}[31m.toml",
            ".hidden/a.toml",
            "a ",
        ] {
            assert!(!is_plain(bad), "{bad:?}");
        }
    }

    #[test]
    fn a_library_shares_its_texts_and_never_the_cases_beside_it() {
        let library = Scope {
            prefix: String::new(),
            cases: false,
        };
        assert!(library.holds("foia/a.toml") && library.holds("foia/a.uses.jsonl"));
        assert!(!library.holds("cases/FOI-2026-0001/case.toml"));
        assert!(!library.holds("seriatim.toml") && !library.holds("README.md"));
        let workspace = Scope {
            prefix: String::new(),
            cases: true,
        };
        assert!(workspace.holds("cases/FOI-2026-0001/request.eml"));
        assert!(!workspace.holds("notes.docx"));
    }
}
