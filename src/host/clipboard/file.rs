//! The copy that always works: the letter as a file, readable by the officer alone.

use std::path::{Path, PathBuf};

use crate::store::files::{self, FileError, RealDisk};

const LONGEST_STEM: usize = 60;

/// Writes `text` to `letters/<stem>.txt` below `state_dir`: whole or not at all, mode 0600 in a folder of mode 0700.
pub(super) fn keep(state_dir: &Path, stem: &str, text: &str) -> Result<PathBuf, FileError> {
    let folder = state_dir.join("letters");
    files::make_folders(&RealDisk, &folder)?;
    let path = folder.join(format!("{}.txt", safe_stem(stem)));
    files::save(&RealDisk, &path, text.as_bytes())?;
    Ok(path)
}

/// Turns a case reference into a name that every file system takes.
fn safe_stem(stem: &str) -> String {
    let kept: String = stem
        .trim()
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') {
                c
            } else {
                '-'
            }
        })
        .collect();
    let name: String = kept
        .trim_start_matches('.')
        .chars()
        .take(LONGEST_STEM)
        .collect();
    let first_part = name
        .split('.')
        .next()
        .unwrap_or_default()
        .to_ascii_uppercase();
    if name.chars().all(|c| matches!(c, '.' | '-' | '_')) {
        "letter".to_owned()
    } else if is_windows_device(&first_part) {
        format!("letter-{name}")
            .chars()
            .take(LONGEST_STEM)
            .collect()
    } else {
        name
    }
}

fn is_windows_device(name: &str) -> bool {
    let numbered = |prefix| {
        name.strip_prefix(prefix)
            .is_some_and(|rest| rest.len() == 1 && rest.chars().all(|c| c.is_ascii_digit()))
    };
    matches!(name, "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_reference_becomes_a_name_that_every_system_takes() {
        for (stem, name) in [
            ("FOI-2026-0417", "FOI-2026-0417"),
            ("FOI/2026/0417", "FOI-2026-0417"),
            ("../../etc/passwd", "-..-etc-passwd"),
            (".hidden", "hidden"),
            ("", "letter"),
            ("...", "letter"),
            ("漢字", "letter"),
            ("nul", "letter-nul"),
            ("com1.case", "letter-com1.case"),
            ("console", "console"),
            ("a\nb\u{202e}c\0", "a-b-c-"),
        ] {
            assert_eq!(safe_stem(stem), name, "{stem:?}");
        }
        assert_eq!(safe_stem(&"é".repeat(10_000)), "letter");
        assert_eq!(safe_stem(&"x".repeat(10_000)).len(), LONGEST_STEM);
    }

    #[test]
    fn the_letter_is_replaced_whole_and_leaves_no_drafts() {
        let state = tempfile::tempdir().expect("a temporary folder");
        let path =
            keep(state.path(), "FOI-1", "first, and longer").expect("the test's own step works");
        assert_eq!(
            keep(state.path(), "FOI-1", "second £").expect("the test's own step works"),
            path
        );
        assert_eq!(
            fs::read_to_string(&path).expect("the test's own step works"),
            "second £"
        );
        assert_eq!(
            fs::read_dir(path.parent().expect("the test's own step works"))
                .expect("the test's own step works")
                .count(),
            1
        );
    }

    #[cfg(unix)]
    #[test]
    fn only_the_officer_can_read_it_and_a_planted_link_is_not_followed() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let state = tempfile::tempdir().expect("a temporary folder");
        let path = keep(state.path(), "FOI-1", "x").expect("written");
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(path.parent().expect("a folder")), 0o700);

        let elsewhere = state.path().join("elsewhere");
        symlink(&elsewhere, path.with_file_name("FOI-2.txt")).expect("a link");
        assert!(keep(state.path(), "FOI-2", "x").is_err());
        assert!(!elsewhere.exists());
    }
}
