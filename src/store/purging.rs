//! Removing a case, or a part of one, so that it can be cut off at any moment and gone on with later.
//!
//! The line in `purged.jsonl` comes first. Then the folder gets a name that is no reference: from that moment the case is
//! gone as a whole for the board, for a sync, for everybody. Then its files go. What was cut off is found by that name.

use std::fs;
use std::path::{Path, PathBuf};

use super::files::{self, Disk, FileError, Inside};
use super::journal::Hold;
use super::workspace::Workspace;
use crate::domain::ids::Reference;

/// What stands before the reference while a folder is being removed.
const GOING: &str = ".purging-";
/// The folder of a case, and of a workspace, for letters that left.
const SENT: &str = super::sent::FOLDER;
/// The folder with the files that came with a request.
const ATTACHMENTS: &str = super::case_folder::ATTACHMENTS;

/// Returns the references whose removal was cut off.
pub fn cut_off(workspace: &Workspace) -> Vec<Reference> {
    let entries = fs::read_dir(workspace.cases())
        .into_iter()
        .flatten()
        .flatten();
    let mut found: Vec<Reference> = entries
        .filter(|entry| files::is_plain_folder(&entry.path()))
        .filter_map(|entry| Reference::parse(entry.file_name().to_str()?.strip_prefix(GOING)?))
        .collect();
    found.sort();
    found
}

/// Returns what a case holds, or what is still to be removed of it.
///
/// # Errors
/// [`FileError::NotRead`] if its folder cannot be read.
pub fn whole(workspace: &Workspace, reference: &Reference) -> Result<Inside, FileError> {
    let mut all = Inside::default();
    for folder in [workspace.case(reference), going(workspace, reference)] {
        if files::is_plain_folder(&folder) {
            all.add(files::inside(&folder)?);
        }
    }
    Ok(all)
}

/// Removes the folder of a case with everything in it, and what the case has left in the state folder of this computer.
/// Letters that left are put into `sent/` of the workspace first if `keep_letters`.
///
/// # Errors
/// [`FileError`] if something is still there; calling it again goes on.
pub fn remove_case(
    disk: &dyn Disk,
    workspace: &Workspace,
    reference: &Reference,
    hold: Hold,
    keep_letters: bool,
) -> Result<(), FileError> {
    let (folder, going) = (workspace.case(reference), going(workspace, reference));
    // What an earlier removal left under that name would be in the way.
    files::remove_tree(disk, &going)?;
    if files::is_plain_folder(&folder) {
        if keep_letters {
            put_letters_aside(disk, workspace, reference)?;
        }
        files::rename(disk, &folder, &going)?;
    }
    files::remove_tree(disk, &going)?;
    hold.remove(disk)?;
    Ok(())
}

/// Returns the request of a case as it was received, and the files that came with it.
///
/// # Errors
/// [`FileError::NotRead`] if the folder cannot be read.
pub fn request(workspace: &Workspace, reference: &Reference) -> Result<Inside, FileError> {
    let folder = workspace.case(reference);
    let mut own = files_of(&folder, |name| name.starts_with("request."));
    let attachments = folder.join(ATTACHMENTS);
    if files::is_plain_folder(&attachments) {
        own.add(files::inside(&attachments)?);
    }
    Ok(own)
}

/// Removes what [`request`] returns. The questions and their answers stay.
///
/// # Errors
/// [`FileError`] if something is still there; calling it again goes on.
pub fn remove_request(
    disk: &dyn Disk,
    workspace: &Workspace,
    reference: &Reference,
) -> Result<(), FileError> {
    let folder = workspace.case(reference);
    files::remove_tree(disk, &folder.join(ATTACHMENTS))?;
    for file in request(workspace, reference)?.files {
        files::remove(disk, &file)?;
    }
    Ok(())
}

/// Returns the letters of a case that is gone, where they were kept.
///
/// # Errors
/// [`FileError::NotRead`] if the folder cannot be read.
pub fn kept_letters(workspace: &Workspace, reference: &str) -> Result<Inside, FileError> {
    let folder = workspace.root.join(SENT).join(reference);
    if !files::is_plain_folder(&folder) {
        return Ok(Inside::default());
    }
    files::inside(&folder)
}

/// Removes what [`kept_letters`] returns.
///
/// # Errors
/// [`FileError`] if something is still there; calling it again goes on.
pub fn remove_letters(
    disk: &dyn Disk,
    workspace: &Workspace,
    reference: &Reference,
) -> Result<(), FileError> {
    let folder = workspace.root.join(SENT).join(reference.as_str());
    files::remove_tree(disk, &folder)?;
    Ok(())
}

// The letters of a case: documents beside it, and what lies in its folder `sent`.
fn put_letters_aside(
    disk: &dyn Disk,
    workspace: &Workspace,
    reference: &Reference,
) -> Result<(), FileError> {
    let folder = workspace.case(reference);
    let is_document = |name: &str| {
        let path = Path::new(name);
        path.extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("docx"))
    };
    let beside = files_of(&folder, |name| {
        // A draft has not left.
        is_document(name) && !name.starts_with("request.") && !name.ends_with("-draft.docx")
    });
    let sent = files_of(&folder.join(SENT), |_| true);
    let there = workspace.root.join(SENT).join(reference.as_str());
    for file in beside.files.into_iter().chain(sent.files) {
        files::make_folders(disk, &there)?;
        let Some(name) = file.file_name() else {
            continue;
        };
        files::rename(disk, &file, &there.join(name))?;
    }
    Ok(())
}

// The plain files of one folder whose names are wanted; links are none.
fn files_of(folder: &Path, is_wanted: impl Fn(&str) -> bool) -> Inside {
    let mut own = Inside::default();
    if !files::is_plain_folder(folder) {
        return own;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let wanted = entry.file_name().to_str().is_some_and(&is_wanted);
        if let Ok(about) = entry.metadata()
            && wanted
            && about.is_file()
        {
            own.bytes += about.len();
            own.files.push(entry.path());
        }
    }
    own.files.sort();
    own
}

fn going(workspace: &Workspace, reference: &Reference) -> PathBuf {
    workspace.cases().join(format!("{GOING}{reference}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::case_folder::CaseFolder;
    use crate::store::files::RealDisk;
    use crate::store::journal::{Held, Journal};
    use crate::store::testing::{FaultyDisk, case};

    struct Office {
        home: tempfile::TempDir,
        workspace: Workspace,
    }

    impl Office {
        fn new() -> Self {
            let home = tempfile::tempdir().expect("a folder");
            let workspace = Workspace::init(&RealDisk, &home.path().join("foi")).expect("made");
            let office = Self { home, workspace };
            let folder = office.folder();
            let made = CaseFolder::create(&folder, &case(), b"1. How many?", "eml").expect("made");
            let came = [("Questions.docx", b"x".as_slice())];
            made.keep_attachments(came.into_iter()).expect("kept");
            fs::write(folder.join("FOI-2026-0001-letter.docx"), "the letter").expect("a file");
            let journal = Journal::open(&office.state(), &folder, &case()).expect("opened");
            drop(journal);
            office
        }

        fn folder(&self) -> PathBuf {
            self.workspace.case(&reference())
        }

        fn state(&self) -> PathBuf {
            self.home.path().join("state")
        }

        fn hold(&self) -> Hold {
            Hold::take(&self.state(), &self.folder(), &reference()).expect("nobody has it open")
        }

        // Everything of the workspace and of the state folder that has the reference in its name or lies below it.
        fn left(&self) -> Vec<PathBuf> {
            let all = files::inside(self.home.path()).expect("a folder");
            let all = all.files.into_iter().chain(all.folders);
            all.filter(|path| path.to_string_lossy().contains("0001"))
                .collect()
        }
    }

    fn reference() -> Reference {
        Reference::parse("FOI-2026-0001").expect("a reference")
    }

    #[test]
    fn a_removal_that_is_cut_off_at_any_step_leaves_the_case_whole_or_gone_and_can_be_gone_on_with()
    {
        for keep in [false, true] {
            let mut steps = 0;
            loop {
                let office = Office::new();
                let disk = FaultyDisk::new(steps, true);
                let cut = remove_case(&disk, &office.workspace, &reference(), office.hold(), keep);
                let listed = !office.workspace.references().is_empty();
                if listed {
                    CaseFolder::open(&office.folder())
                        .expect("as long as it is listed it is whole");
                }
                assert_eq!(cut.is_ok(), !disk.was_reached(), "step {steps}: {cut:?}");
                if disk.was_reached() {
                    assert!(listed || !cut_off(&office.workspace).is_empty() || steps > 5);
                    let again = remove_case(
                        &RealDisk,
                        &office.workspace,
                        &reference(),
                        office.hold(),
                        keep,
                    );
                    again.expect("nothing fails now");
                }
                let letter = office
                    .workspace
                    .root
                    .join("sent/FOI-2026-0001/FOI-2026-0001-letter.docx");
                assert_eq!(letter.exists(), keep, "step {steps}");
                let rest = office.left().len();
                assert_eq!(
                    rest,
                    if keep { 2 } else { 0 },
                    "step {steps}: {:?}",
                    office.left()
                );
                if !disk.was_reached() {
                    break;
                }
                steps += 1;
            }
            assert!(steps > 10, "{steps}");
        }
    }

    #[test]
    fn a_case_that_is_open_or_not_saved_cannot_be_held() {
        let office = Office::new();
        let open = Journal::open(&office.state(), &office.folder(), &case()).expect("opened");
        let held = Hold::take(&office.state(), &office.folder(), &reference());
        assert!(matches!(held, Err(Held::Open)));
        drop(open);
        let journal = office.hold().files();
        let journal = journal
            .iter()
            .find(|path| path.extension().is_some_and(|end| end == "lock"));
        let journal = journal.expect("a lock").with_extension("jsonl");
        fs::write(journal, "{\"the\":\"case\"}\n{\"n\":1}\n{\"n\":2}\n").expect("a journal");
        let held = Hold::take(&office.state(), &office.folder(), &reference());
        assert!(matches!(held, Err(Held::Unsaved(2))));
    }

    #[test]
    fn the_request_goes_and_the_case_opens_as_before() {
        let office = Office::new();
        let before = CaseFolder::open(&office.folder()).expect("a case").case;
        let own = request(&office.workspace, &reference()).expect("read");
        assert_eq!(own.files.len(), 2);
        remove_request(&RealDisk, &office.workspace, &reference()).expect("removed");
        assert_eq!(
            request(&office.workspace, &reference()).expect("read"),
            Inside::default()
        );
        assert_eq!(
            CaseFolder::open(&office.folder()).expect("a case").case,
            before
        );
    }
}
