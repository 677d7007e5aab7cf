//! Tests of the save routine.

mod odd_disks;

use super::super::testing::FaultyDisk;
use super::*;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .flatten()
        .map(|file| file.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn whichever_operation_fails_the_old_or_the_new_text_is_there() {
    for for_ever in [false, true] {
        for fails_at in 0.. {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("answer.toml");
            save(&RealDisk, &path, b"old").expect("a good disk");
            let drive = FaultyDisk::new(fails_at, for_ever);
            let result = save(&drive, &path, b"the new text");
            let now = read(&path, 100).expect("there");
            match result {
                Err(FileError::NotSaved { .. }) => assert_eq!(now, b"old"),
                Ok(()) | Err(FileError::NotConfirmed { .. }) => assert_eq!(now, b"the new text"),
                Err(other) => panic!("{other}"),
            }
            if !for_ever {
                assert_eq!(names(folder.path()), ["answer.toml"], "no litter");
            }
            if !drive.was_reached() {
                assert!(
                    fails_at >= 5,
                    "create, write, sync, rename, sync the folder"
                );
                break;
            }
        }
    }
}

#[test]
fn a_new_file_is_whole_or_not_there() {
    for fails_at in 0.. {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("request.txt");
        let drive = FaultyDisk::new(fails_at, true);
        let result = save_new(&drive, &path, b"Dear council");
        match read(&path, 100) {
            Ok(now) => assert_eq!(now, b"Dear council"),
            Err(error) => assert!(error.is_missing() && result.is_err()),
        }
        if !drive.was_reached() {
            result.expect("nothing failed");
            break;
        }
    }
}

#[test]
fn a_request_that_was_received_is_never_rewritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("request.txt");
    save_new(&RealDisk, &path, b"first").expect("new");
    let again = save_new(&RealDisk, &path, b"second");
    assert!(matches!(again, Err(FileError::Exists { .. })));
    assert_eq!(read(&path, 100).expect("there"), b"first");
    assert_eq!(names(folder.path()), ["request.txt"]);
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_a_case_and_a_shared_file_stays_shared() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    let folder = tempfile::tempdir().expect("a folder");
    let private = folder.path().join("cases/FOI-1");
    make_folders(&RealDisk, &private).expect("made");
    assert_eq!(mode(&private), 0o700);
    let path = private.join("case.toml");
    save(&RealDisk, &path, b"x").expect("saved");
    assert_eq!(mode(&path), 0o600);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o664)).expect("ours");
    save(&RealDisk, &path, b"y").expect("saved");
    assert_eq!(mode(&path), 0o664);
}

#[cfg(unix)]
#[test]
fn a_planted_link_is_neither_followed_nor_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let victim = folder.path().join("victim");
    save(&RealDisk, &victim, b"precious").expect("saved");
    let link = folder.path().join("case.toml");
    std::os::unix::fs::symlink(&victim, &link).expect("a link");
    assert!(matches!(
        save(&RealDisk, &link, b"x"),
        Err(FileError::NotAFile { .. })
    ));
    assert!(matches!(read(&link, 100), Err(FileError::NotAFile { .. })));
    assert!(save_new(&RealDisk, &link, b"x").is_err());
    assert!(RealDisk.open_append(&link).is_err());
    assert_eq!(read(&victim, 100).expect("there"), b"precious");
    assert!(matches!(
        read(folder.path(), 100),
        Err(FileError::NotAFile { .. })
    ));
}

#[test]
fn a_file_over_the_limit_is_refused_and_one_at_the_limit_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("snippet.toml");
    save(&RealDisk, &path, b"12345").expect("saved");
    assert_eq!(read(&path, 5).expect("at the limit"), b"12345");
    assert!(matches!(
        read(&path, 4),
        Err(FileError::TooLarge { limit: 4, .. })
    ));
}

#[test]
fn only_old_left_overs_of_our_own_are_swept_away() {
    let folder = tempfile::tempdir().expect("a folder");
    let left = name_beside(&folder.path().join("case.toml"));
    for path in [
        left,
        folder.path().join(".case.toml.swp"),
        folder.path().join("case.toml"),
    ] {
        RealDisk.create_new(&path, 0o600).expect("made");
    }
    let now = SystemTime::now();
    assert_eq!(
        sweep(&RealDisk, folder.path(), now),
        0,
        "a save may be under way"
    );
    assert_eq!(
        sweep(&RealDisk, folder.path(), now + Duration::from_secs(601)),
        1
    );
    assert_eq!(names(folder.path()), [".case.toml.swp", "case.toml"]);
}

#[test]
fn names_from_a_share_are_shown_without_control_characters() {
    assert_eq!(
        shown(Path::new("a\u{1b}[2Jb\u{202e}c\n")),
        "a\u{fffd}[2Jb\u{fffd}c\u{fffd}"
    );
}
