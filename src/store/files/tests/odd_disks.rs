//! Tests of what shares, full disks and colleagues do to a save: replies that are lost, links that are not known, names
//! that are taken meanwhile.

use std::fs::File;

use super::super::*;
use crate::store::testing::FaultyDisk;

/// A disk that does one operation in a way of its own.
#[derive(Debug)]
enum OddDisk {
    /// A rename is done and its reply lost.
    LosesReplies,
    /// A rename is refused; the file to be renamed is gone.
    LosesFiles,
    /// There are no links.
    KnowsNoLinks,
    /// A colleague makes the file at the moment at which we name ours.
    IsRaced,
    /// Half of a text is written and called the whole.
    CutsShort,
    /// A colleague makes the folder before us.
    IsRacedForFolders,
}

impl Disk for OddDisk {
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        match self {
            Self::LosesReplies => {
                RealDisk.rename(from, to)?;
                Err(io::ErrorKind::TimedOut.into())
            }
            Self::LosesFiles => {
                RealDisk.remove(from)?;
                Err(io::ErrorKind::NotFound.into())
            }
            _ => RealDisk.rename(from, to),
        }
    }

    fn link_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        match self {
            Self::KnowsNoLinks => Err(io::ErrorKind::Unsupported.into()),
            Self::IsRaced => {
                fs::write(to, "theirs")?;
                RealDisk.link_new(from, to)
            }
            _ => RealDisk.link_new(from, to),
        }
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        let much = match self {
            Self::CutsShort => bytes.len() / 2,
            _ => bytes.len(),
        };
        RealDisk.write(file, bytes.get(..much).unwrap_or_default())
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        if matches!(self, Self::IsRacedForFolders) {
            fs::create_dir(path)?;
        }
        RealDisk.make_folder(path)
    }
}

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    /// A folder with `old.toml` in it.
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("old.toml"), "old").expect("a file");
        Self { folder }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.at(name)).expect("a text")
    }

    fn names(&self) -> Vec<String> {
        let there = fs::read_dir(self.folder.path()).expect("a folder");
        let mut names: Vec<String> = there
            .flatten()
            .map(|file| file.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[cfg(unix)]
    fn mode(&self, name: &str) -> u32 {
        use std::os::unix::fs::PermissionsExt;
        let about = fs::metadata(self.at(name)).expect("there");
        about.permissions().mode() & 0o7777
    }

    #[cfg(unix)]
    fn set_mode(&self, name: &str, mode: u32) {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(self.at(name), fs::Permissions::from_mode(mode)).expect("ours");
    }
}

#[test]
fn a_rename_whose_reply_is_lost_counts_by_what_is_there_now() {
    let place = Place::new();
    save(&OddDisk::LosesReplies, &place.at("old.toml"), b"new").expect("it is there");
    assert_eq!(place.text("old.toml"), "new");
    assert_eq!(place.names(), ["old.toml"]);
}

#[test]
fn a_text_that_went_before_it_had_its_name_is_never_called_saved() {
    let place = Place::new();
    let told = save(&OddDisk::LosesFiles, &place.at("old.toml"), b"new");
    assert!(matches!(told, Err(FileError::NotSaved { .. })), "{told:?}");
    assert_eq!(place.text("old.toml"), "old");
    // Not even where the old text is the same as the new one and the file beside it stays.
    let drive = FaultyDisk::new(3, false);
    let told = save(&drive, &place.at("old.toml"), b"old");
    assert!(matches!(told, Err(FileError::NotSaved { .. })), "{told:?}");
    assert_eq!(place.names(), ["old.toml"], "no litter");
}

#[test]
fn a_text_that_a_share_cuts_short_replaces_nothing() {
    let place = Place::new();
    let told = save(&OddDisk::CutsShort, &place.at("old.toml"), b"the new text");
    assert!(matches!(told, Err(FileError::NotSaved { .. })), "{told:?}");
    let files = [(place.at("old.toml"), b"the new text".to_vec())];
    let told = save_all(&OddDisk::CutsShort, &files);
    assert!(matches!(told, Err(FileError::NotSaved { .. })), "{told:?}");
    assert_eq!(place.text("old.toml"), "old");
    assert_eq!(place.names(), ["old.toml"], "no litter");
}

#[test]
fn a_share_without_links_gets_new_files_too() {
    let place = Place::new();
    save_new(&OddDisk::KnowsNoLinks, &place.at("new.toml"), b"new").expect("saved");
    assert_eq!(place.text("new.toml"), "new");
    assert_eq!(place.names(), ["new.toml", "old.toml"]);
}

#[test]
fn a_name_that_a_colleague_takes_at_the_same_moment_is_theirs() {
    let place = Place::new();
    let told = save_new(&OddDisk::IsRaced, &place.at("new.toml"), b"mine");
    assert!(matches!(told, Err(FileError::Exists { .. })), "{told:?}");
    assert_eq!(place.text("new.toml"), "theirs");
    assert_eq!(place.names(), ["new.toml", "old.toml"], "no litter");
}

#[test]
fn files_saved_together_are_each_old_or_new_whichever_operation_fails() {
    for for_ever in [false, true] {
        for fails_at in 0.. {
            let place = Place::new();
            let files = [
                (place.at("old.toml"), b"changed".to_vec()),
                (place.at("new.toml"), b"made".to_vec()),
            ];
            let drive = FaultyDisk::new(fails_at, for_ever);
            let told = save_all(&drive, &files);
            let (old, new) = (place.text("old.toml"), fs::read(place.at("new.toml")).ok());
            assert!(["old", "changed"].contains(&&*old), "{old}");
            assert!(new.as_deref().is_none_or(|new| new == b"made"));
            let both = old == "changed" && new.is_some();
            match &told {
                Ok(()) => assert!(both),
                Err(FileError::NotConfirmed { .. }) => assert!(both),
                Err(FileError::NotSaved { .. }) => assert!(!both),
                Err(other) => panic!("{other}"),
            }
            if !for_ever {
                assert!(place.names().iter().all(|name| !name.starts_with('.')));
            }
            if !drive.was_reached() {
                told.expect("nothing failed");
                break;
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn files_saved_together_replace_no_link_and_no_folder() {
    let place = Place::new();
    std::os::unix::fs::symlink(place.at("old.toml"), place.at("link.toml")).expect("a link");
    fs::create_dir(place.at("folder.toml")).expect("a folder");
    for name in ["link.toml", "folder.toml"] {
        let told = save_all(&RealDisk, &[(place.at(name), b"new".to_vec())]);
        assert!(matches!(told, Err(FileError::NotAFile { .. })), "{told:?}");
    }
    assert_eq!(place.text("old.toml"), "old");
}

#[cfg(unix)]
#[test]
fn who_may_read_a_shared_folder_may_read_what_is_made_in_it_and_nobody_else() {
    for (folder, file) in [
        (0o755, 0o644),
        (0o770, 0o660),
        (0o750, 0o640),
        (0o700, 0o600),
        (0o2775, 0o664),
    ] {
        let place = Place::new();
        fs::create_dir(place.at("library")).expect("a folder");
        place.set_mode("library", folder);
        place.set_mode("old.toml", 0o604);
        save_new_shared(&RealDisk, &place.at("library/one"), b"x").expect("saved");
        let files = [
            (place.at("library/two"), b"y".to_vec()),
            (place.at("old.toml"), b"z".to_vec()),
        ];
        save_all(&RealDisk, &files).expect("saved");
        assert_eq!(place.mode("library/one"), file, "{folder:o}");
        assert_eq!(place.mode("library/two"), file, "{folder:o}");
        assert_eq!(place.mode("old.toml"), 0o604, "what is there keeps its own");
        assert_eq!(place.text("library/one"), "x");
        make_shared_folders(&RealDisk, &place.at("library/a/b")).expect("made");
        assert_eq!(place.mode("library/a"), folder);
        assert_eq!(place.mode("library/a/b"), folder);
        make_shared_folders(&RealDisk, &place.at("library/a/b")).expect("it is there");
    }
}

#[cfg(unix)]
#[test]
fn special_bits_other_than_the_groups_are_not_handed_down() {
    let place = Place::new();
    fs::create_dir(place.at("library")).expect("a folder");
    place.set_mode("library", 0o1755);
    make_shared_folders(&RealDisk, &place.at("library/a")).expect("made");
    assert_eq!(place.mode("library/a"), 0o755);
}

#[test]
fn a_refused_rename_is_tried_again_and_not_for_ever() {
    let refuse = |times: usize, kind: io::ErrorKind| {
        let mut tries = 0;
        let told = patiently(3, Duration::ZERO, || {
            tries += 1;
            if tries > times {
                return Ok(());
            }
            Err(kind.into())
        });
        (told.is_ok(), tries)
    };
    assert_eq!(refuse(0, io::ErrorKind::PermissionDenied), (true, 1));
    assert_eq!(refuse(2, io::ErrorKind::PermissionDenied), (true, 3));
    assert_eq!(refuse(9, io::ErrorKind::PermissionDenied), (false, 4));
    // A full disk stays full.
    assert_eq!(refuse(9, io::ErrorKind::StorageFull), (false, 1));
}

#[test]
fn what_is_gone_already_is_removed_and_what_cannot_be_removed_is_said() {
    let place = Place::new();
    remove(&RealDisk, &place.at("never.toml")).expect("it is gone");
    let told = remove(&FaultyDisk::new(0, false), &place.at("old.toml"));
    assert!(matches!(told, Err(FileError::NotSaved { .. })), "{told:?}");
    assert_eq!(place.names(), ["old.toml"]);
}

#[test]
fn a_file_in_the_place_of_a_folder_a_full_disk_and_a_quicker_colleague_are_told_apart() {
    let place = Place::new();
    let told = make_folders(&RealDisk, &place.at("old.toml"));
    assert!(matches!(told, Err(FileError::NotAFile { .. })), "{told:?}");
    let told = make_folders(&FaultyDisk::new(0, false), &place.at("a"));
    assert!(matches!(told, Err(FileError::NotSaved { .. })), "{told:?}");
    assert!(!place.at("a").exists());
    make_folders(&OddDisk::IsRacedForFolders, &place.at("a/b")).expect("they made it");
    assert!(place.at("a/b").is_dir());
}

// Files there say that they are empty and are not, as a file that grows while it is read.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_grows_while_it_is_read_is_refused_and_never_cut() {
    let told = read(Path::new("/proc/version"), 8);
    assert!(
        matches!(told, Err(FileError::TooLarge { limit: 8, .. })),
        "{told:?}"
    );
}

#[cfg(unix)]
#[test]
fn links_and_files_of_others_that_look_like_left_overs_stay() {
    let place = Place::new();
    let old = SystemTime::now() + Duration::from_secs(601);
    let link = place.at(&format!(".link{TEMPORARY}"));
    std::os::unix::fs::symlink(place.at("old.toml"), link).expect("a link");
    let theirs = place.at(&format!(".theirs{TEMPORARY}"));
    fs::write(&theirs, "theirs").expect("a file");
    // Only an administrator can give a file away; without that the file is ours and goes.
    let given = std::os::unix::fs::chown(&theirs, Some(4321), None).is_ok();
    assert_eq!(
        sweep(&RealDisk, place.folder.path(), old),
        usize::from(!given)
    );
    assert_eq!(theirs.exists(), given);
    assert_eq!(place.names().len(), 2 + usize::from(given));
}

#[test]
fn trying_a_folder_out_tells_whether_a_save_would_work_and_leaves_nothing() {
    let place = Place::new();
    try_out(&RealDisk, place.folder.path()).expect("a good disk");
    assert!(try_out(&FaultyDisk::new(1, true), place.folder.path()).is_err());
    assert!(try_out(&RealDisk, &place.at("nowhere")).is_err());
    let there = time_there(&RealDisk, place.folder.path()).expect("a time");
    let apart = there
        .duration_since(SystemTime::now())
        .unwrap_or_else(|before| before.duration());
    assert!(apart < Duration::from_mins(1), "one clock here");
    assert_eq!(time_there(&RealDisk, &place.at("nowhere")), None);
}

#[cfg(unix)]
#[test]
fn the_room_on_a_disk_is_told_even_for_a_folder_that_is_still_to_be_made() {
    let place = Place::new();
    assert!(room(&place.at("not/yet/there")).expect("the system says") > 1024);
    let here = rustix::fs::statvfs(place.folder.path()).expect("the system says");
    let blocks = room(place.folder.path()).expect("the system says") / here.f_frsize;
    assert!(blocks <= here.f_blocks);
}

#[test]
fn a_bare_name_lies_in_the_present_folder() {
    assert_eq!(folder_of(Path::new("case.toml")), Path::new("."));
    assert_eq!(folder_of(Path::new("cases/case.toml")), Path::new("cases"));
}
