//! R05, R09: a disk that fails at any operation, in any way, once or for good, loses nothing and tells no untruth.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::date;
use seriatim::domain::case::{Case, Facts};
use seriatim::domain::change::Change;
use seriatim::domain::event::Event;
use seriatim::domain::ids::{QuestionId, Reference};
use seriatim::domain::question::Question;
use seriatim::store::case_folder::{CaseError, CaseFolder};
use seriatim::store::files::{self, Disk, FileError, RealDisk};
use seriatim::store::journal::{Journal, JournalOpened};

use crate::rows::{Chance, passed};

/// Which operations of a disk fail, and how.
#[derive(Debug)]
enum Fault {
    /// The one with this number; those after it too if it is for good.
    At { number: usize, for_good: bool },
    /// As many in a hundred, by chance.
    Often { percent: u64, seed: u64 },
}

/// A disk with a fault. A write that fails has written half of its bytes.
#[derive(Debug)]
pub(crate) struct FaultyDisk {
    fault: Fault,
    error: i32,
    count: AtomicUsize,
}

impl FaultyDisk {
    pub(crate) fn at(number: usize, for_good: bool, error: i32) -> Self {
        Self {
            fault: Fault::At { number, for_good },
            error,
            count: AtomicUsize::new(0),
        }
    }

    pub(crate) fn was_reached(&self) -> bool {
        match self.fault {
            Fault::At { number, .. } => self.count.load(Ordering::Relaxed) > number,
            Fault::Often { .. } => true,
        }
    }

    fn step(&self) -> io::Result<()> {
        let now = self.count.fetch_add(1, Ordering::Relaxed);
        let fails = match self.fault {
            Fault::At { number, for_good } => now == number || (for_good && now > number),
            Fault::Often { percent, seed } => {
                let now = u64::try_from(now).expect("a small number");
                Chance::new(seed.wrapping_mul(7919).wrapping_add(now)).next() >> 7 & 0x7f
                    < percent * 128 / 100
            }
        };
        if fails {
            return Err(io::Error::from_raw_os_error(self.error));
        }
        Ok(())
    }
}

impl Disk for FaultyDisk {
    fn before(&self) -> io::Result<()> {
        self.step()
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.step() {
            let half = bytes.get(..bytes.len() / 2).unwrap_or_default();
            RealDisk.write(file, half)?;
            return Err(error);
        }
        RealDisk.write(file, bytes)
    }
}

/// What disks report, by the numbers of Linux: input/output, no space, quota, read-only, no permission, too many files,
/// interrupted.
const ERRORS: [i32; 7] = [5, 28, 122, 30, 13, 24, 4];

/// A case with as many questions.
pub(crate) fn case_of(count: usize) -> Case {
    let reference = Reference::parse("FOI-2026-0001").expect("a reference");
    let facts = Facts {
        received: Some(date(2026, 11, 24)),
        regime: "uk-foia".into(),
        ..Facts::default()
    };
    let mut case = Case::new(reference, facts);
    case.questions = (0..count)
        .map(|at| {
            let id = QuestionId::parse(&format!("q{at}")).expect("an id");
            Arc::new(Question {
                text: format!("How many benches are there in ward {at}?"),
                answer: format!("old answer {at}"),
                ..Question::new(id)
            })
        })
        .collect();
    case
}

/// Gives every question another answer.
pub(crate) fn answered_anew(case: &Case, words: &str) -> Case {
    let mut case = case.clone();
    for (at, question) in case.questions.iter_mut().enumerate() {
        Arc::make_mut(question).answer = format!("{words} {at}");
    }
    case.revision += 1;
    case
}

fn answers_on_disk(path: &Path) -> Vec<String> {
    let opened = CaseFolder::open(path).expect("the case opens");
    assert!(opened.problems.is_empty(), "{:?}", opened.problems);
    opened
        .case
        .questions
        .iter()
        .map(|question| question.answer.clone())
        .collect()
}

fn no_litter(folder: &Path) -> bool {
    let files = fs::read_dir(folder).expect("a folder").flatten();
    files
        .into_iter()
        .all(|file| !file.file_name().to_string_lossy().contains("seriatim-part"))
}

#[test]
fn r05_a_save_that_fails_at_any_operation_leaves_each_answer_old_or_new_and_says_so() {
    let mut points = 0;
    for error in ERRORS {
        for for_good in [false, true] {
            for number in 0.. {
                let folder = tempfile::tempdir().expect("a folder");
                let path = folder.path().join("FOI-2026-0001");
                let old = case_of(3);
                CaseFolder::create(&path, &old, b"request", "txt").expect("a case");
                let disk = Arc::new(FaultyDisk::at(number, for_good, error));
                let mut opened = CaseFolder::open_on(disk.clone(), &path).expect("it opens");
                let new = answered_anew(&opened.case, "new answer");
                let saved = opened.folder.save(&new, "now");
                points += 1;
                let there = answers_on_disk(&path);
                for (at, answer) in there.iter().enumerate() {
                    let old = format!("old answer {at}");
                    assert!(
                        *answer == old || *answer == format!("new answer {at}"),
                        "{answer}"
                    );
                    // It says "saved" only when it is.
                    assert!(
                        saved.is_err() || *answer != old,
                        "a false “saved” at {number}"
                    );
                }
                if !for_good {
                    assert!(no_litter(&path.join("questions")) && no_litter(&path));
                }
                // The same case saved again on a disk that works is whole.
                let mut again = CaseFolder::open(&path).expect("it opens").folder;
                again.save(&new, "again").expect("a good disk");
                assert!(
                    answers_on_disk(&path)
                        .iter()
                        .all(|answer| answer.starts_with("new"))
                );
                if !disk.was_reached() {
                    saved.expect("nothing failed");
                    break;
                }
            }
        }
    }
    points += journal_at_every_operation();
    points += history_at_every_operation();
    passed(
        "R05",
        &format!("{points} faults, 0 texts lost, 0 false “saved”"),
    );
}

fn journal_at_every_operation() -> usize {
    let mut points = 0;
    for for_good in [false, true] {
        for number in 0.. {
            let folder = tempfile::tempdir().expect("a folder");
            let case = case_of(2);
            let disk = Arc::new(FaultyDisk::at(number, for_good, 28));
            points += 1;
            let opened = Journal::open_on(disk.clone(), folder.path(), folder.path(), &case);
            let mut confirmed = 0;
            let mut now = case.clone();
            if let Ok(JournalOpened::Clean(mut journal)) = opened {
                for step in 1..=4_u64 {
                    let id = now.questions[0].id.clone();
                    let change = Change::question(&now, &id, |question| {
                        question.answer.push_str(&format!(" word{step}"));
                    });
                    let delta = change.delta();
                    now.apply(&change).expect("it fits");
                    let appended = journal.append(&[delta]);
                    if appended.is_ok() && journal.sync().is_ok() || journal.sync().is_ok() {
                        confirmed = step;
                    }
                }
            }
            // What a killed session confirmed is found by the next one, whatever came after.
            if confirmed > 0 {
                match Journal::open(folder.path(), folder.path(), &case).expect("a good disk") {
                    JournalOpened::Found(found, _) => {
                        let answer = &found.case.questions[0].answer;
                        for step in 1..=confirmed {
                            assert!(
                                answer.contains(&format!("word{step}")),
                                "{number}: {answer}"
                            );
                        }
                    }
                    JournalOpened::Clean(_) | JournalOpened::Unreadable(_) => {
                        panic!("{confirmed} changes confirmed at {number} are gone")
                    }
                }
            }
            if !disk.was_reached() {
                assert_eq!(confirmed, 4);
                break;
            }
        }
    }
    points
}

fn history_at_every_operation() -> usize {
    let mut points = 0;
    for number in 0.. {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("FOI-2026-0001");
        CaseFolder::create(&path, &case_of(1), b"request", "txt").expect("a case");
        let event = Event::Created { questions: 1 };
        let good = CaseFolder::open(&path).expect("it opens").folder;
        good.record(&event, "2026-11-24T09:00:00Z", "Ann")
            .expect("a good disk");
        let disk = Arc::new(FaultyDisk::at(number, false, 28));
        let faulty = CaseFolder::open_on(disk.clone(), &path)
            .expect("it opens")
            .folder;
        let second = faulty.record(&event, "2026-11-24T10:00:00Z", "Bob");
        good.record(&event, "2026-11-24T11:00:00Z", "Cyd")
            .expect("a good disk");
        points += 1;
        let history = fs::read_to_string(path.join("history.jsonl")).expect("a history");
        let whole: Vec<&str> = history.lines().filter(|line| line.ends_with('}')).collect();
        assert!(whole.first().is_some_and(|line| line.contains("Ann")));
        assert!(
            whole.last().is_some_and(|line| line.contains("Cyd")),
            "{history}"
        );
        if !disk.was_reached() {
            second.expect("nothing failed");
            assert_eq!(whole.len(), 3);
            break;
        }
    }
    points
}

#[test]
fn r05_what_failed_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    for (error, advice) in [
        (28, "The disk is full"),
        (122, "The disk is full"),
        (30, "read-only"),
        (13, "Permission"),
        (5, "try again, or save to another folder"),
    ] {
        let disk = FaultyDisk::at(0, true, error);
        let told = files::save(&disk, &folder.path().join("a.toml"), b"x").expect_err("it fails");
        assert!(matches!(told, FileError::NotSaved { .. }));
        assert!(told.to_string().contains(advice), "{told}");
        assert!(told.to_string().contains("untouched"), "{told}");
    }
}

#[test]
fn r05_a_folder_sync_that_fails_is_neither_saved_nor_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("FOI-2026-0001");
    CaseFolder::create(&path, &case_of(1), b"request", "txt").expect("a case");
    let mut unconfirmed = 0;
    for number in 0..40 {
        let disk = Arc::new(FaultyDisk::at(number, false, 5));
        let mut opened = CaseFolder::open_on(disk.clone(), &path).expect("it opens");
        let new = answered_anew(&opened.case, &format!("text {number}"));
        if let Err(CaseError::File(FileError::NotConfirmed { .. })) =
            opened.folder.save(&new, "now")
        {
            unconfirmed += 1;
            // The new text is there, and the officer is not told "saved"; the next save repeats the whole.
            assert_eq!(answers_on_disk(&path), [format!("text {number} 0")]);
            opened
                .folder
                .save(&new, "now")
                .expect("the disk works again");
        }
        if !disk.was_reached() {
            break;
        }
    }
    assert!(unconfirmed > 0, "no save syncs its folder");
}

#[test]
fn r09_random_faults_never_tear_a_file() {
    const RUNS: u64 = 1000;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("answer.toml");
    files::save(&RealDisk, &path, &text(0)).expect("a good disk");
    let (mut last, mut failed) = (0, 0);
    for run in 1..=RUNS {
        let disk = FaultyDisk {
            fault: Fault::Often {
                percent: 5,
                seed: run,
            },
            error: ERRORS[usize::try_from(run % 7).expect("small")],
            count: AtomicUsize::new(0),
        };
        let saved = files::save(&disk, &path, &text(run));
        let there = fs::read(&path).expect("it is there");
        let known = [last, run]
            .into_iter()
            .find(|number| there == text(*number));
        let now = known.unwrap_or_else(|| panic!("run {run} left a torn file"));
        assert!(saved.is_err() || now == run, "a false “saved” in run {run}");
        failed += u32::from(saved.is_err());
        last = now;
    }
    assert!(
        failed > 50,
        "only {failed} of the runs failed: the faults do not reach the save"
    );
    passed(
        "R09",
        &format!("{RUNS} saves with 5 % faults, {failed} refused, 0 torn"),
    );
}

fn text(number: u64) -> Vec<u8> {
    format!("{number:08}\n").repeat(700).into_bytes()
}
