//! Whole folders: what is in them, and removing them. No link is followed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Disk, FileError, is_plain_folder, not_saved};

/// How deep folders are looked into; ours are three deep.
const DEEPEST: usize = 32;

/// What lies in a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inside {
    /// Everything that is no folder, links among them, in the order of the names.
    pub files: Vec<PathBuf>,
    /// The folders, each before the one that it is in.
    pub folders: Vec<PathBuf>,
    /// How many bytes the files have.
    pub bytes: u64,
}

impl Inside {
    /// Adds what lies in another folder.
    pub fn add(&mut self, other: Self) {
        self.bytes += other.bytes;
        self.files.extend(other.files);
        self.folders.extend(other.folders);
    }
}

/// Lists what lies in a folder, at any depth. A link is listed as such, never what it leads to.
///
/// # Errors
/// [`FileError::NotRead`] if a folder cannot be read, or lies deeper than any of ours.
pub fn inside(folder: &Path) -> Result<Inside, FileError> {
    let mut all = Inside::default();
    gather(folder, 0, &mut all).map_err(|source| FileError::NotRead {
        path: folder.into(),
        source,
    })?;
    Ok(all)
}

fn gather(folder: &Path, depth: usize, all: &mut Inside) -> io::Result<()> {
    if depth > DEEPEST {
        return Err(io::Error::other("folders lie too deep in one another"));
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.sort();
    for path in paths {
        if is_plain_folder(&path) {
            gather(&path, depth + 1, all)?;
            all.folders.push(path);
        } else {
            all.bytes += fs::symlink_metadata(&path).map_or(0, |about| about.len());
            all.files.push(path);
        }
    }
    Ok(())
}

/// Removes a folder with everything in it. A link in it goes, and what it leads to stays. One that is gone is no error.
///
/// Cut off in the middle it can be called again.
///
/// # Errors
/// [`FileError`] if something is still there.
pub fn remove_tree(disk: &dyn Disk, folder: &Path) -> Result<Inside, FileError> {
    if !is_plain_folder(folder) {
        return Ok(Inside::default());
    }
    let all = inside(folder)?;
    let gone = |path: &Path, done: io::Result<()>| match done {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(not_saved(path, source)),
        _ => Ok(()),
    };
    for file in &all.files {
        gone(file, disk.remove(file))?;
    }
    for inner in all.folders.iter().map(PathBuf::as_path).chain([folder]) {
        gone(inner, disk.remove_folder(inner))?;
    }
    super::confirm(disk, folder)?;
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::files::RealDisk;
    use crate::store::testing::FaultyDisk;

    #[cfg(unix)]
    #[test]
    fn a_folder_goes_with_everything_in_it_and_nothing_that_links_lead_to() {
        let home = tempfile::tempdir().expect("a folder");
        let at = |name: &str| home.path().join(name);
        fs::create_dir_all(at("case/questions")).expect("folders");
        fs::create_dir(at("elsewhere")).expect("a folder");
        fs::write(at("elsewhere/kept"), "x").expect("a file");
        fs::write(at("case/questions/a.toml"), "12345").expect("a file");
        let link =
            |from: &str, to: &str| std::os::unix::fs::symlink(at(from), at(to)).expect("a link");
        link("elsewhere", "case/folder");
        link("elsewhere/kept", "case/questions/file");
        link("elsewhere", "linked");
        let gone = remove_tree(&RealDisk, &at("case")).expect("removed");
        assert_eq!((gone.files.len(), gone.folders.len()), (3, 1));
        assert!(fs::symlink_metadata(at("case")).is_err());
        assert!(at("elsewhere/kept").exists());
        assert_eq!(
            remove_tree(&RealDisk, &at("case")).expect("gone"),
            Inside::default()
        );
        remove_tree(&RealDisk, &at("linked")).expect("a link is no folder");
        assert!(at("linked").exists() && at("elsewhere/kept").exists());
    }
    #[test]
    fn what_lies_in_two_folders_is_added_up() {
        let home = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(home.path().join("one/inner")).expect("folders");
        fs::write(home.path().join("one/a"), "123").expect("a file");
        fs::write(home.path().join("one/inner/b"), "4567").expect("a file");
        let mut all = inside(&home.path().join("one")).expect("read");
        assert_eq!((all.files.len(), all.folders.len(), all.bytes), (2, 1, 7));
        all.add(all.clone());
        assert_eq!((all.files.len(), all.folders.len(), all.bytes), (4, 2, 14));
    }

    #[test]
    fn folders_deeper_than_any_of_ours_are_refused_and_stay() {
        let home = tempfile::tempdir().expect("a folder");
        let deep = |levels: usize| home.path().join("top").join(vec!["a"; levels].join("/"));
        fs::create_dir_all(deep(32)).expect("folders");
        let all = inside(&home.path().join("top")).expect("as deep as it may be");
        assert_eq!(all.folders.len(), 32);
        fs::create_dir_all(deep(33)).expect("folders");
        let told = remove_tree(&RealDisk, &home.path().join("top"));
        assert!(matches!(told, Err(FileError::NotRead { .. })), "{told:?}");
        assert!(deep(33).is_dir());
    }

    #[test]
    fn what_a_disk_keeps_is_not_called_removed_and_the_removal_can_be_gone_on_with() {
        for fails_at in 0.. {
            let home = tempfile::tempdir().expect("a folder");
            let top = home.path().join("case");
            fs::create_dir_all(top.join("questions")).expect("folders");
            fs::write(top.join("questions/a.toml"), "x").expect("a file");
            let drive = FaultyDisk::new(fails_at, false);
            let told = remove_tree(&drive, &top);
            if !drive.was_reached() {
                told.expect("nothing failed");
                break;
            }
            assert_eq!(
                matches!(told, Err(FileError::NotSaved { .. })),
                top.exists(),
                "operation {fails_at}: {told:?}"
            );
            remove_tree(&RealDisk, &top).expect("removed");
            assert!(!top.exists());
        }
    }

    // Somebody else removes the same files at the same time.
    #[derive(Debug)]
    struct Raced;

    impl Disk for Raced {
        fn remove(&self, path: &Path) -> io::Result<()> {
            fs::remove_file(path)?;
            fs::remove_file(path)
        }
    }

    #[test]
    fn what_somebody_else_removes_at_the_same_time_is_as_good_as_removed() {
        let home = tempfile::tempdir().expect("a folder");
        let top = home.path().join("case");
        fs::create_dir(&top).expect("a folder");
        fs::write(top.join("a.toml"), "x").expect("a file");
        remove_tree(&Raced, &top).expect("gone");
        assert!(!top.exists());
    }
}
