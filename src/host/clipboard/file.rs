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
    fn only_the_officer_can_read_it() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let state = tempfile::tempdir().expect("a temporary folder");
        let folder = state.path().join("deep").join("letters");
        fs::create_dir_all(&folder).expect("the test's own step works");
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755))
            .expect("the test's own step works");
        let elsewhere = state.path().join("elsewhere");
        symlink(&elsewhere, folder.join("FOI-1.txt")).expect("the test's own step works");

        let path =
            keep(&state.path().join("deep"), "FOI-1", "x").expect("the test's own step works");

        let mode = |path: &Path| {
            fs::symlink_metadata(path)
                .expect("the test's own step works")
                .permissions()
                .mode()
        };
        assert_eq!(mode(&path), 0o100_600);
        assert_eq!(mode(&folder), 0o040_700);
        assert!(
            !elsewhere.exists(),
            "a link in the way is replaced, not followed"
        );
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_an_error() {
        let state = tempfile::tempdir().expect("a temporary folder");
        let file = state.path().join("file");
        fs::write(&file, "").expect("the test's own step works");
        assert!(keep(&file, "FOI-1", "x").is_err());
    }
}
