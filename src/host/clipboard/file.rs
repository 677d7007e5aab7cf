//! The copy that always works: the letter as a file, readable by the officer alone.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

const LONGEST_STEM: usize = 60;

/// Writes `text` to `letters/<stem>.txt` below `state_dir`: whole or not at all, mode 0600 in a folder of mode 0700.
pub(super) fn keep(state_dir: &Path, stem: &str, text: &str) -> io::Result<PathBuf> {
    let folder = state_dir.join("letters");
    private_folder(&folder)?;
    let path = folder.join(format!("{}.txt", safe_stem(stem)));
    let (draft_path, draft) = draft_in(&folder)?;
    let saved = write_through(draft, text).and_then(|()| fs::rename(&draft_path, &path));
    if saved.is_err() {
        let _ = fs::remove_file(&draft_path);
    }
    saved?;
    // The new name must survive a power cut too. Windows cannot open a folder, and does not need it.
    if let Ok(folder) = File::open(&folder) {
        let _ = folder.sync_all();
    }
    Ok(path)
}

fn write_through(mut draft: File, text: &str) -> io::Result<()> {
    draft.write_all(text.as_bytes())?;
    // A full disk or quota may be reported here only.
    draft.sync_all()
}

fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
        builder.mode(0o700).create(folder)?;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
    }
    #[cfg(not(unix))]
    builder.create(folder)
}

/// Creates a file that did not exist, so that a planted link is never followed.
fn draft_in(folder: &Path) -> io::Result<(PathBuf, File)> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut tries_left = 16;
    loop {
        let path = folder.join(format!(
            ".{}-{}.part",
            process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        ));
        match options.open(&path) {
            Ok(file) => return Ok((path, file)),
            // Left behind by a process with our number that was killed in between.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tries_left > 0 => {
                tries_left -= 1;
            }
            Err(error) => return Err(error),
        }
    }
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
