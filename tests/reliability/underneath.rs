//! K04, R11: files that change underneath are noticed before a save and never written over; a recovery that is cut off at
//! any moment, whatever was chosen, loses nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use seriatim::domain::change::Change;
use seriatim::store::case_folder::{CaseError, CaseFolder};
use seriatim::store::files::RealDisk;
use seriatim::store::journal::{Journal, JournalOpened, aside};

use crate::disk::{FaultyDisk, answered_anew, case_of};
use crate::rows::passed;

// What becomes of the file of a question while the case is open; whether something of somebody else's is there after.
type Way = (&'static str, fn(&Path, &Path));

const WAYS: [Way; 13] = [
    ("another text under the same name", |file, _| {
        put(file, &other(file));
    }),
    ("replaced by a file that is moved there", |file, beside| {
        put(beside, &other(file));
        fs::rename(beside, file).expect("moved");
    }),
    ("as long as before", |file, _| {
        let text = read(file).replace("old answer", "new answer");
        put(file, &text);
    }),
    ("as old as before", |file, _| {
        let time = fs::metadata(file)
            .and_then(|about| about.modified())
            .expect("a time");
        put(file, &other(file));
        fs::File::options()
            .write(true)
            .open(file)
            .and_then(|there| there.set_modified(time))
            .expect("an old time");
    }),
    ("a line more", |file, _| {
        let text = read(file) + "# a remark\n";
        put(file, &text);
    }),
    ("cut off", |file, _| {
        let text = read(file);
        put(file, &text[..text.len() / 2]);
    }),
    ("empty", |file, _| put(file, "")),
    ("with the marks of a conflict", |file, _| {
        let text = format!("<<<<<<< HEAD\n{}=======\n>>>>>>> theirs\n", read(file));
        put(file, &text);
    }),
    ("away", |file, _| fs::remove_file(file).expect("removed")),
    ("a folder", |file, _| {
        fs::remove_file(file).expect("removed");
        fs::create_dir(file).expect("a folder");
    }),
    ("a link", |file, beside| {
        fs::rename(file, beside).expect("moved");
        #[cfg(unix)]
        std::os::unix::fs::symlink(beside, file).expect("a link");
    }),
    ("read by nobody", |file, _| {
        put(file, &other(file));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(file, fs::Permissions::from_mode(0o000)).expect("no rights");
        }
    }),
    ("noise", |file, _| {
        fs::write(file, [0xff, 0xfe, 0, 1, 2, 3]).expect("written");
    }),
];

fn read(file: &Path) -> String {
    fs::read_to_string(file).expect("a file")
}

fn put(file: &Path, text: &str) {
    fs::write(file, text).expect("written");
}

fn other(file: &Path) -> String {
    read(file).replace("old answer 0", "what somebody else has written")
}

// What stands under a name now, links not followed.
fn state_of(file: &Path) -> (bool, Vec<u8>) {
    let plain = fs::symlink_metadata(file).is_ok_and(|about| about.is_file());
    (
        plain,
        if plain {
            fs::read(file).unwrap_or_default()
        } else {
            Vec::new()
        },
    )
}

#[test]
fn k04_a_question_that_changes_underneath_in_any_way_is_noticed_and_not_written_over() {
    let mut kept = 0;
    for (name, act) in WAYS {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("FOI-2026-0001");
        let case = case_of(2);
        CaseFolder::create(&path, &case, b"request", "txt").expect("a case");
        let mut opened = CaseFolder::open(&path).expect("it opens");
        let mine = answered_anew(&opened.case, "mine");
        let file = path.join("questions/q0.toml");
        act(&file, &home.path().join("beside"));
        let theirs = state_of(&file);
        assert_eq!(
            opened.folder.changed_underneath(),
            std::slice::from_ref(&file),
            "{name}: it is not noticed"
        );
        let saved = opened.folder.save(&mine, "now");
        assert!(
            matches!(saved, Err(CaseError::ChangedUnderneath(_))),
            "{name}: {saved:?}"
        );
        assert_eq!(state_of(&file), theirs, "{name}: theirs is written over");
        let beside = path.join("questions/q0.mine-now.toml");
        assert!(read(&beside).contains("mine 0"), "{name}: mine is not kept");
        assert!(
            read(&path.join("questions/q1.toml")).contains("mine 1"),
            "{name}: the other question"
        );
        kept += 1;
    }
    passed(
        "K04",
        &format!(
            "{kept} ways in which a file changes underneath: noticed, 0 written over, mine kept beside each time"
        ),
    );
}

struct Crashed {
    home: tempfile::TempDir,
}

impl Crashed {
    // A session that typed three words and was killed before it had saved.
    fn new() -> Self {
        let home = tempfile::tempdir().expect("a folder");
        let crashed = Self { home };
        let mut case = case_of(2);
        CaseFolder::create(&crashed.case(), &case, b"request", "txt").expect("a case");
        let opened = Journal::open(&crashed.state(), &crashed.case(), &case);
        let Ok(JournalOpened::Clean(mut journal)) = opened else {
            panic!("nothing was there");
        };
        for word in ["word1", "word2", "word3"] {
            let id = case.questions[0].id.clone();
            let change = Change::question(&case, &id, |question| {
                question.answer.push_str(&format!(" {word}"));
            });
            journal.append(&[change.delta()]).expect("appended");
            case.apply(&change).expect("it fits");
        }
        journal.sync().expect("synced");
        crashed
    }

    fn case(&self) -> PathBuf {
        self.home.path().join("FOI-2026-0001")
    }

    fn state(&self) -> PathBuf {
        self.home.path().join("state")
    }

    // Whether the words are in the case, are offered, or lie aside.
    fn has_the_words(&self) -> bool {
        let loaded = CaseFolder::open(&self.case()).expect("it opens").case;
        let holds = |text: &str| {
            ["word1", "word2", "word3"]
                .iter()
                .all(|word| text.contains(word))
        };
        if holds(&loaded.questions[0].answer) {
            return true;
        }
        let offered =
            match Journal::open(&self.state(), &self.case(), &loaded).expect("a good disk") {
                JournalOpened::Found(found, _) => holds(&found.case.questions[0].answer),
                JournalOpened::Clean(_) | JournalOpened::Unreadable(_) => false,
            };
        let left = aside(&self.state(), &self.case(), &loaded);
        offered
            || left
                .iter()
                .any(|one| holds(&one.found.case.questions[0].answer))
    }
}

#[test]
fn r11_a_recovery_that_is_cut_off_at_any_operation_loses_nothing_whatever_was_chosen() {
    let (mut cuts, mut whole) = (0, 0);
    for choice in ["take", "leave", "later"] {
        for number in 0..400 {
            let crashed = Crashed::new();
            let disk = Arc::new(FaultyDisk::at(number, true, 5));
            // A crash at this operation: nothing after it is done, and nobody is told.
            let opened = CaseFolder::open_on(disk.clone(), &crashed.case()).expect("it opens");
            let mut folder = opened.folder;
            let journal = Journal::open_on(
                disk.clone(),
                &crashed.state(),
                &crashed.case(),
                &opened.case,
            );
            if let Ok(JournalOpened::Found(found, waiting)) = journal {
                match choice {
                    "take" => {
                        if let Ok(mut journal) = waiting.take(&found) {
                            let saved = folder.save(&found.case, "now");
                            let _ = saved
                                .map(|_| journal.restart(&found.case))
                                .map(|_| journal.remove());
                        }
                    }
                    "leave" => drop(waiting.leave("now").map(Journal::remove)),
                    _ => {}
                }
            }
            assert!(
                crashed.has_the_words(),
                "{choice}, cut at operation {number}"
            );
            if disk.was_reached() {
                cuts += 1;
            } else {
                whole += 1;
                break;
            }
        }
    }
    assert_eq!(whole, 3, "each choice came to its end once");
    // The disk itself is well; a second choice after a first one finds the same.
    let crashed = Crashed::new();
    for _ in 0..100 {
        let loaded = CaseFolder::open_on(Arc::new(RealDisk), &crashed.case())
            .expect("it opens")
            .case;
        let opened =
            Journal::open(&crashed.state(), &crashed.case(), &loaded).expect("a good disk");
        assert!(matches!(opened, JournalOpened::Found(found, _) if found.changes == 3));
    }
    passed(
        "R11",
        &format!(
            "{cuts} recoveries cut off at every operation of three choices, 100 crashes in front of the choice: 0 lost"
        ),
    );
}
