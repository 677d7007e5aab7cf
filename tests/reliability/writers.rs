//! K02, K03, K06: two officers at once. No word of either is lost, a lock has one winner, names do not collide.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::{Arc, Barrier};

use seriatim::domain::event::Event;
use seriatim::domain::ids::{IdSource, QuestionId, Reference};
use seriatim::store::case_folder::{CaseError, CaseFolder};
use seriatim::store::journal::{Journal, JournalError, JournalOpened};

use crate::disk::case_of;
use crate::rows::{Chance, passed};

fn everything_in(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().is_dir() {
            text.push_str(&everything_in(&entry.path()));
        } else {
            text.push_str(&fs::read_to_string(entry.path()).unwrap_or_default());
        }
    }
    text
}

// An officer who opens the case, writes a word into an answer, saves, and opens it again when somebody else was faster.
fn officer(path: &Path, name: &str, edits: usize, start: &Barrier) -> Vec<String> {
    let mut chance = Chance::new(name.len() as u64 * 7 + 1);
    let mut written = Vec::new();
    start.wait();
    let mut opened = CaseFolder::open(path).expect("it opens");
    for edit in 0..edits {
        let token = format!("{name}{edit:05}");
        let at = chance.below(opened.case.questions.len());
        let question = Arc::make_mut(&mut opened.case.questions[at]);
        question.answer.push_str(&format!("{token}\n"));
        opened.case.revision += 1;
        match opened.folder.save(&opened.case, &format!("{name}-{edit}")) {
            Ok(_) => {}
            // Ours is beside it; go on from what the other one wrote.
            Err(CaseError::ChangedUnderneath(_)) => {
                opened = CaseFolder::open(path).expect("it opens");
            }
            Err(error) => panic!("{error}"),
        }
        written.push(token);
    }
    written
}

#[test]
fn k02_two_officers_who_save_at_the_same_time_lose_no_word() {
    // The table is made with more.
    let edits = std::env::var("SERIATIM_EDITS").ok();
    let edits: usize = edits.and_then(|count| count.parse().ok()).unwrap_or(600);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("FOI-2026-0001");
    let made = CaseFolder::create(&path, &case_of(2), b"request", "txt").expect("a case");
    // Every case has a history from its first moment on.
    let event = Event::Created { questions: 2 };
    made.record(&event, "2026-11-24T09:00:00Z", "Ann")
        .expect("a good disk");
    let start = Arc::new(Barrier::new(2));
    let officers: Vec<_> = ["ann", "robert"]
        .into_iter()
        .map(|name| {
            let (path, start) = (path.clone(), Arc::clone(&start));
            std::thread::spawn(move || officer(&path, name, edits, &start))
        })
        .collect();
    let written: Vec<String> = officers
        .into_iter()
        .flat_map(|officer| officer.join().expect("no panic"))
        .collect();
    let there = everything_in(&path);
    let lost: Vec<&String> = written
        .iter()
        .filter(|token| !there.contains(*token))
        .collect();
    assert!(
        lost.is_empty(),
        "{} of {} words lost, such as {}",
        lost.len(),
        written.len(),
        lost[0]
    );
    passed(
        "K02",
        &format!(
            "{} edits of two writers on a local disk, 0 words lost",
            written.len()
        ),
    );
}

#[test]
fn k03_of_two_windows_that_open_a_case_at_once_one_gets_it() {
    const RACES: usize = 500;
    let folder = tempfile::tempdir().expect("a folder");
    let case = case_of(1);
    for race in 0..RACES {
        let start = Arc::new(Barrier::new(2));
        let racers: Vec<_> = (0..2)
            .map(|_| {
                let (start, case, place) = (
                    Arc::clone(&start),
                    case.clone(),
                    folder.path().to_path_buf(),
                );
                std::thread::spawn(move || {
                    start.wait();
                    Journal::open(&place, &place, &case)
                })
            })
            .collect();
        let came: Vec<_> = racers
            .into_iter()
            .map(|racer| racer.join().expect("no panic"))
            .collect();
        let winners = came
            .iter()
            .filter(|came| matches!(came, Ok(JournalOpened::Clean(_))))
            .count();
        let losers = came
            .iter()
            .filter(|came| matches!(came, Err(JournalError::OpenElsewhere { .. })))
            .count();
        assert_eq!((winners, losers), (1, 1), "race {race}");
    }
    // A window that was killed holds nothing: the system gives the lock back.
    assert!(matches!(
        Journal::open(folder.path(), folder.path(), &case),
        Ok(JournalOpened::Clean(_))
    ));
    passed(
        "K03",
        &format!("{RACES} races, one winner each; a dead holder's lock is free at once"),
    );
}

#[test]
fn k06_names_of_files_neither_collide_nor_offend_another_system() {
    const IDS: usize = 100_000;
    let mut ids = IdSource::new(7);
    let mut known: BTreeSet<String> = BTreeSet::new();
    for _ in 0..IDS {
        let id = ids.fresh(|id| known.contains(id.as_str()));
        assert!(QuestionId::parse(id.as_str()).is_some(), "{id}");
        assert!(known.insert(id.as_str().to_lowercase()), "{id} collides");
    }
    for bad in [
        "CON",
        "nul",
        "com1",
        "LPT9.x",
        "aux.toml",
        "a.",
        ".a",
        "",
        "a b",
        "a/b",
        "a\\b",
        "..",
        "a:b",
        "a*",
        "é",
        "a\n",
        "a\u{202e}b",
    ] {
        assert!(Reference::parse(bad).is_none(), "{bad:?}");
    }
    assert!(
        QuestionId::parse("Q1").is_none(),
        "names that differ only by case"
    );
    // References are the officer's; two that differ only by case would be one folder elsewhere.
    let mut folded: BTreeMap<String, String> = BTreeMap::new();
    for number in 0..2000 {
        let reference = Reference::next("FOI", 2026, folded.values().map(String::as_str));
        let clash = folded.insert(reference.as_str().to_lowercase(), reference.to_string());
        assert_eq!(clash, None, "{number}");
    }
    passed(
        "K06",
        &format!("{IDS} ids, 0 collisions after case fold; 17 bad names refused"),
    );
}
