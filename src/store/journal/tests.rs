//! Tests of the journal.

mod around;

use super::super::case_folder::CaseFolder;
use super::super::testing::{FaultyDisk, case, id, plain};
use super::*;
use crate::domain::case::Place;
use crate::domain::change::Change;
use crate::text::edit::Splice;

struct Desk {
    home: tempfile::TempDir,
    case: Case,
}

impl Desk {
    fn new() -> (Self, CaseFolder) {
        let home = tempfile::tempdir().expect("a folder");
        let case = case();
        let path = home.path().join("FOI-2026-0001");
        let folder = CaseFolder::create(&path, &case, b"x", "txt").expect("a new case");
        (Self { home, case }, folder)
    }

    fn folder(&self) -> PathBuf {
        self.home.path().join("FOI-2026-0001")
    }

    // What the next session sees: the case from its files, and the journal.
    fn reopen(&self) -> (CaseFolder, Case, JournalOpened) {
        let opened = CaseFolder::open(&self.folder()).expect("a case");
        let journal = Journal::open(
            &self.home.path().join("state"),
            &self.folder(),
            &opened.case,
        );
        (opened.folder, opened.case, journal.expect("a journal"))
    }

    fn clean(&self) -> Journal {
        match self.reopen().2 {
            JournalOpened::Clean(journal) => *journal,
            other => panic!("{other:?}"),
        }
    }

    fn found(&self) -> (CaseFolder, Found, Waiting) {
        let (folder, _, journal) = self.reopen();
        match journal {
            JournalOpened::Found(found, waiting) => (folder, *found, *waiting),
            _ => panic!("nothing was found"),
        }
    }

    fn found_from(&self, case: &Case) -> (Found, Waiting) {
        let journal = Journal::open(&self.home.path().join("state"), &self.folder(), case);
        match journal.expect("a journal") {
            JournalOpened::Found(found, waiting) => (*found, *waiting),
            _ => panic!("nothing was found"),
        }
    }

    fn reopen_case(&self) -> Case {
        CaseFolder::open(&self.folder()).expect("a case").case
    }

    fn change(&mut self, change: &Change) -> Delta {
        self.case.apply(change).expect("fits");
        change.delta()
    }

    fn type_at_end(&mut self, name: &str, text: &str) -> Delta {
        let place = Place::Answer(id(name));
        let now = self.case.text(&place).to_owned();
        let splice = Splice::new(&now, now.len()..now.len(), text);
        self.change(&Change::Text { place, splice })
    }
}

#[test]
fn what_was_typed_before_a_crash_is_found_and_can_be_taken() {
    let (mut desk, _) = Desk::new();
    let mut journal = desk.clean();
    let changes = [
        desk.type_at_end("aaaa", "Twelve "),
        desk.type_at_end("aaaa", "benches."),
        {
            let change = Change::question(&desk.case, &id("cccc"), |question| question.level = 1);
            desk.change(&change)
        },
    ];
    journal.append(&changes).expect("appended");
    journal.sync().expect("synced");
    drop(journal);

    let (mut folder, found, waiting) = desk.found();
    assert_eq!((found.changes, found.damaged), (3, false));
    assert!(found.others.is_empty());
    assert_eq!(plain(&found.case), plain(&desk.case));
    // A second crash, before the officer has chosen, loses nothing.
    drop(waiting);
    let (_, again, waiting) = desk.found();
    assert_eq!(again, found);

    let mut journal = waiting.take(&found).expect("taken");
    folder.save(&found.case, "t").expect("saved");
    journal.restart(&found.case).expect("restarted");
    let path = journal.path().to_path_buf();
    journal.remove().expect("removed");
    assert!(!path.exists(), "nothing is left to recover");
    assert_eq!(desk.reopen().1, plain(&desk.case));
    desk.clean();
}

#[test]
fn changes_that_are_left_are_kept_aside() {
    let (mut desk, _) = Desk::new();
    let mut journal = desk.clean();
    journal
        .append(&[desk.type_at_end("aaaa", "x")])
        .expect("appended");
    journal.sync().expect("synced");
    drop(journal);
    let (_, _, waiting) = desk.found();
    drop(waiting.leave("20261124-0915").expect("left"));
    desk.clean();
    let there = std::fs::read_dir(desk.home.path().join("state/journal")).expect("a folder");
    let aside = there.flatten().filter(|file| {
        let name = file.file_name().to_string_lossy().into_owned();
        name.contains("FOI-2026-0001") && name.contains("left-20261124-0915")
    });
    assert_eq!(aside.count(), 1);
}

#[test]
fn a_journal_cut_anywhere_gives_every_whole_change_back() {
    let (mut desk, _) = Desk::new();
    let mut journal = desk.clean();
    for word in ["One ", "two ", "three"] {
        let change = desk.type_at_end("aaaa", word);
        journal.append(&[change]).expect("appended");
    }
    journal.sync().expect("synced");
    let path = journal.path().to_path_buf();
    drop(journal);
    let bytes = std::fs::read(&path).expect("there");
    let head = bytes
        .iter()
        .position(|byte| *byte == b'\n')
        .expect("a line")
        + 1;
    let loaded = desk.reopen().1;
    let texts = ["", "One ", "One two ", "One two three"];
    for cut in head..=bytes.len() {
        let whole = String::from_utf8_lossy(&bytes[head..cut])
            .matches('\n')
            .count();
        let at_end = bytes[cut - 1] == b'\n';
        let replayed = replay(&bytes[..cut], &loaded, &path).expect("readable");
        if let Read::Changes(replayed) = replayed {
            assert_eq!(
                (replayed.found.changes, replayed.found.damaged),
                (whole, !at_end)
            );
            assert_eq!(
                replayed.found.case.text(&Place::Answer(id("aaaa"))),
                texts[whole]
            );
        } else {
            assert!(whole == 0 && at_end);
        }
    }
    // Zeros at the end, as a power cut leaves them on some disks.
    let mut zeros = bytes.clone();
    zeros.extend([0; 64]);
    let Ok(Read::Changes(replayed)) = replay(&zeros, &loaded, &path) else {
        panic!("the changes before the zeros are there");
    };
    assert_eq!((replayed.found.changes, replayed.found.damaged), (3, true));
    for cut in 1..head - 1 {
        let damaged = replay(&bytes[..cut], &loaded, &path);
        assert!(matches!(damaged, Ok(Read::Nothing | Read::Unreadable)));
    }
}

#[test]
fn a_save_that_was_cut_off_half_way_is_recovered_as_if_it_had_not_begun() {
    for fails_at in 0..40 {
        let (mut desk, _) = Desk::new();
        let mut journal = desk.clean();
        let mut changes = vec![
            desk.type_at_end("aaaa", "Twelve"),
            desk.type_at_end("cccc", " And so on"),
        ];
        changes.push({
            let change = Change::questions(&desk.case, |list| list.swap(0, 1));
            desk.change(&change)
        });
        let saving = desk.case.clone();
        changes.push(desk.type_at_end("aaaa", " benches"));
        journal.append(&changes).expect("appended");
        journal.sync().expect("synced");
        drop(journal);
        let drive = Arc::new(FaultyDisk::new(fails_at, true));
        let mut folder = CaseFolder::open_on(drive, &desk.folder())
            .expect("a case")
            .folder;
        let _ = folder.save(&saving, "t");
        let (mut folder, found, waiting) = desk.found();
        assert!(found.others.is_empty(), "operation {fails_at}");
        assert_eq!(plain(&found.case), plain(&desk.case));
        drop(waiting.take(&found).expect("taken"));
        folder.save(&found.case, "t").expect("saved");
        assert_eq!(desk.reopen().1, plain(&desk.case));
    }
}

#[test]
fn changes_typed_while_a_save_ran_stay_in_the_journal() {
    let (mut desk, mut folder) = Desk::new();
    let mut journal = desk.clean();
    journal
        .append(&[desk.type_at_end("aaaa", "Twelve")])
        .expect("appended");
    let saving = desk.case.clone();
    journal
        .append(&[desk.type_at_end("aaaa", " benches")])
        .expect("appended");
    folder.save(&saving, "t").expect("saved");
    journal.restart(&saving).expect("restarted");
    drop(journal);
    let (_, found, _waiting) = desk.found();
    assert_eq!(found.changes, 1);
    assert!(found.others.is_empty());
    assert_eq!(plain(&found.case), plain(&desk.case));
}

// Ours in the journal and not saved; theirs in the file, another one or the same.
fn theirs_in(question: usize) -> (Desk, Case) {
    let (mut desk, _) = Desk::new();
    let mut journal = desk.clean();
    journal
        .append(&[desk.type_at_end("aaaa", "Mine.")])
        .expect("appended");
    journal.sync().expect("synced");
    drop(journal);
    let mut theirs = CaseFolder::open(&desk.folder()).expect("a case");
    Arc::make_mut(&mut theirs.case.questions[question]).answer = "Theirs.".into();
    theirs.folder.save(&theirs.case, "t").expect("saved");
    (desk, theirs.case)
}

#[test]
fn a_colleagues_change_since_is_told_apart_and_a_save_does_not_go_over_it() {
    for question in [2, 0] {
        let (desk, theirs) = theirs_in(question);
        let changed = theirs.questions[question].id.clone();
        let (mut folder, found, waiting) = desk.found();
        assert_eq!(found.others.questions, std::slice::from_ref(&changed));
        assert!(!found.others.frame);
        assert_eq!(found.case.questions[0].answer, "Mine.");
        let start = found.start(&theirs);
        assert_ne!(start.questions[question].answer, "Theirs.");
        assert_eq!(
            folder.theirs().expect("a case"),
            None,
            "as it was read just now"
        );
        folder.know_as(&found.base, &found.others.questions, found.others.frame);
        assert_eq!(folder.theirs().expect("a case"), Some(theirs.clone()));
        drop(waiting.take(&found).expect("taken"));
        let saved = folder.save(&found.case, "t");
        assert_eq!(saved.is_err(), question == 0, "{saved:?}");
        assert_eq!(desk.reopen_case().questions[question].answer, "Theirs.");
        let beside = desk
            .folder()
            .join("questions")
            .join(format!("{changed}.mine-t.toml"));
        assert_eq!(beside.exists(), question == 0);
        // A second crash, after the choice, finds the same again.
        let (_, again, _) = desk.found();
        assert_eq!(again.case, found.case);
    }
}

#[test]
fn what_lies_aside_can_be_read_again() {
    let (mut desk, _) = Desk::new();
    let mut journal = desk.clean();
    journal
        .append(&[desk.type_at_end("aaaa", "Twelve.")])
        .expect("appended");
    journal.leave("t1").expect("left");
    // Without a change there is nothing to leave.
    desk.clean().leave("t2").expect("left");
    let state = desk.home.path().join("state");
    let all = aside(&state, &desk.folder(), &desk.reopen().1);
    assert_eq!(all.len(), 1);
    assert_eq!(plain(&all[0].found.case), plain(&desk.case));
    assert!(all[0].written.is_some());
    desk.clean();
}

#[test]
fn a_journal_whose_first_line_is_damaged_keeps_nobody_from_the_case() {
    let (mut desk, _) = Desk::new();
    let mut journal = desk.clean();
    journal
        .append(&[desk.type_at_end("aaaa", "Twelve.")])
        .expect("appended");
    journal.sync().expect("synced");
    let path = journal.path().to_path_buf();
    drop(journal);
    let mut bytes = std::fs::read(&path).expect("there");
    bytes[3] = 0;
    files::save(&RealDisk, &path, &bytes).expect("damaged");
    let JournalOpened::Unreadable(waiting) = desk.reopen().2 else {
        panic!("it cannot be read");
    };
    drop(waiting.leave("t").expect("left"));
    let aside = path.with_extension("left-t.jsonl");
    assert_eq!(std::fs::read(aside).expect("kept"), bytes);
    desk.clean();
}

#[test]
fn a_case_that_is_open_in_another_window_is_not_opened_twice() {
    let (desk, _) = Desk::new();
    let journal = desk.clean();
    let state = desk.home.path().join("state");
    let second = Journal::open(&state, &desk.folder(), &desk.case);
    assert!(matches!(second, Err(JournalError::OpenElsewhere { .. })));
    drop(journal);
    desk.clean();
}

#[test]
fn after_a_failed_write_the_next_sync_writes_everything_again() {
    let (mut desk, _) = Desk::new();
    let state = desk.home.path().join("state");
    for fails_at in 0..24 {
        let drive = Arc::new(FaultyDisk::new(fails_at, false));
        let opened = Journal::open_on(drive, &state, &desk.folder(), &desk.case);
        let Ok(JournalOpened::Clean(mut journal)) = opened else {
            continue;
        };
        let start = desk.case.clone();
        for word in ["a", "b", "c"] {
            let change = desk.type_at_end("aaaa", word);
            let _ = journal.append(&[change]);
            if journal.sync().is_err() {
                assert!(journal.unsynced);
                journal.sync().expect("the disk is well again");
            }
        }
        drop(journal);
        let (found, waiting) = desk.found_from(&start);
        assert_eq!(
            (found.changes, found.damaged),
            (3, false),
            "operation {fails_at}"
        );
        assert_eq!(plain(&found.case), plain(&desk.case));
        waiting.leave("t").expect("left").remove().expect("removed");
    }
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_a_journal() {
    use std::os::unix::fs::PermissionsExt;
    let (mut desk, _) = Desk::new();
    let mut journal = desk.clean();
    journal
        .append(&[desk.type_at_end("aaaa", "x")])
        .expect("appended");
    journal.sync().expect("synced");
    let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(journal.path()), 0o600);
    assert_eq!(mode(&journal.path().with_extension("lock")), 0o600);
    assert_eq!(mode(&desk.home.path().join("state/journal")), 0o700);
}
