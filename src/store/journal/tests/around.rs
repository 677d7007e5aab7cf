//! Tests of what stands round the changes of a journal: what is whose, what is listed, what can be removed.

use super::super::*;
use super::Desk;
use crate::domain::case::Block;
use crate::domain::memory::{Inserted, Used};
use crate::store::case_folder::CaseFolder;
use crate::store::testing::{case, id, question};

// A session with one change that was not saved, and what it left.
fn left_over() -> Desk {
    let (mut desk, _) = Desk::new();
    let mut journal = desk.clean();
    journal
        .append(&[desk.type_at_end("aaaa", "Mine.")])
        .expect("appended");
    journal.sync().expect("synced");
    desk
}

fn block(text: &str) -> Arc<Block> {
    Arc::new(Block {
        text: text.into(),
        stamp: 0,
    })
}

#[test]
fn whatever_a_colleague_changes_beside_the_questions_is_told() {
    let changes: [fn(&mut Case); 4] = [
        |case| Arc::make_mut(&mut case.facts).title = "Theirs".into(),
        |case| case.opening = block("Theirs"),
        |case| case.closing = block("Theirs"),
        |case| Arc::make_mut(&mut case.questions[2]).level = 3,
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let desk = left_over();
        let mut theirs = CaseFolder::open(&desk.folder()).expect("a case");
        change(&mut theirs.case);
        theirs.folder.save(&theirs.case, "t").expect("saved");
        let (_, found, _) = desk.found();
        assert!(found.others.frame, "change {number}");
        assert!(!found.others.is_empty());
        assert!(found.others.questions.is_empty());
    }
}

#[test]
fn only_one_changed_question_is_a_change_too() {
    let others = Others {
        questions: vec![id("aaaa")],
        frame: false,
    };
    assert!(!others.is_empty());
    assert!(Others::default().is_empty());
}

#[test]
fn a_recovery_starts_from_its_own_save_and_not_from_what_a_colleague_wrote() {
    let base = case();
    let mut loaded = base.clone();
    // Ours was saved before the session was cut off; the title, the list and the third question are a colleague's.
    Arc::make_mut(&mut loaded.questions[0]).answer = "Saved by us.".into();
    Arc::make_mut(&mut loaded.questions[2]).answer = "Theirs.".into();
    Arc::make_mut(&mut loaded.facts).title = "Theirs".into();
    loaded.questions.push(question("dddd", "New?", ""));
    let found = Found {
        changes: 1,
        case: base.clone(),
        base: base.clone(),
        damaged: false,
        others: Others {
            questions: vec![id("cccc")],
            frame: true,
        },
    };
    let start = found.start(&loaded);
    assert_eq!(start.facts.title, base.facts.title);
    assert_eq!(start.questions.len(), 3);
    assert_eq!(start.questions[0].answer, "Saved by us.");
    assert_eq!(start.questions[2], base.questions[2]);
}

#[test]
fn a_journal_that_cannot_be_read_is_never_taken_for_an_empty_one() {
    let (desk, _) = Desk::new();
    let path = desk.clean().path().to_path_buf();
    std::fs::create_dir_all(&path).expect("made");
    let state = desk.home.path().join("state");
    let told = Journal::open(&state, &desk.folder(), &desk.case);
    assert!(matches!(told, Err(JournalError::File(_))), "{told:?}");
}

#[test]
fn a_journal_of_a_newer_version_is_told_from_a_damaged_one() {
    let (desk, _) = Desk::new();
    let path = Path::new("journal.jsonl");
    let read = |line: &str| replay(format!("{line}\n").as_bytes(), &desk.case, path);
    let newer = |line: &str| matches!(read(line), Err(JournalError::NewerFormat { .. }));
    assert!(newer(r#"{"format":2,"story":"of another kind"}"#));
    assert!(matches!(
        read(r#"{"format":1,"story":"of another kind"}"#),
        Ok(Read::Unreadable)
    ));
    assert!(matches!(read(r#"{"for"#), Ok(Read::Unreadable)));
    let head = serde_json::to_string(&Header::of(&desk.case, &desk.folder())).expect("a line");
    assert!(matches!(read(&head), Ok(Read::Nothing)));
    assert!(newer(&head.replace("\"format\":1", "\"format\":2")));
}

#[test]
fn when_a_session_wrote_last_is_known_once_it_has_written() {
    let (mut desk, _) = Desk::new();
    let mut journal = desk.clean();
    assert_eq!(journal.written(), None);
    journal
        .append(&[desk.type_at_end("aaaa", "x")])
        .expect("appended");
    journal.sync().expect("synced");
    assert!(journal.written().is_some());
    drop(journal);
    let (_, _, waiting) = desk.found();
    assert!(waiting.written().is_some());
}

#[test]
fn what_is_left_under_one_stamp_again_and_again_is_all_there() {
    let (mut desk, _) = Desk::new();
    for word in ["a", "b", "c", "d"] {
        let start = desk.case.clone();
        let mut journal = desk.clean();
        journal
            .append(&[desk.type_at_end("aaaa", word)])
            .expect("appended");
        journal.leave("t").expect("left");
        desk.case = start;
    }
    let state = desk.home.path().join("state");
    let all = aside(&state, &desk.folder(), &desk.case);
    let mut answers: Vec<&str> = all
        .iter()
        .map(|one| &*one.found.case.questions[0].answer)
        .collect();
    answers.sort_unstable();
    assert_eq!(answers, ["a", "b", "c", "d"]);
}

#[test]
fn the_list_tells_open_journals_from_those_that_wait_and_those_left_aside() {
    let (mut desk, _) = Desk::new();
    let state = desk.home.path().join("state");
    assert_eq!(list(&state), [], "there is not even a folder");
    let mut journal = desk.clean();
    let changes = [desk.type_at_end("aaaa", "x"), desk.type_at_end("aaaa", "y")];
    journal.append(&changes).expect("appended");
    journal.sync().expect("synced");
    let listed = |open: bool, aside: bool| {
        let all = list(&state);
        let [one] = all.as_slice() else {
            panic!("one journal: {all:?}");
        };
        assert_eq!((one.is_open, one.is_aside), (open, aside));
        assert_eq!(one.reference, "FOI-2026-0001");
        assert_eq!(one.folder, desk.folder().canonicalize().expect("there"));
        assert_eq!(one.changes, 2);
    };
    listed(true, false);
    drop(journal);
    listed(false, false);
    let (_, _, waiting) = desk.found();
    let journal = waiting.leave("t").expect("left");
    journal.remove().expect("removed");
    listed(false, true);
}

#[test]
fn a_case_can_be_held_when_it_is_closed_and_saved_and_then_all_of_it_can_go() {
    let (mut desk, _) = Desk::new();
    let state = desk.home.path().join("state");
    let folder = desk.folder();
    let reference = desk.case.reference.clone();
    let hold = || Hold::take(&state, &folder, &reference);
    let held = |hold: Result<Hold, Held>| hold.expect_err("it is held");
    let mut journal = desk.clean();
    journal.sync().expect("synced");
    assert_eq!(held(hold()), Held::Open);
    journal
        .append(&[desk.type_at_end("aaaa", "x")])
        .expect("appended");
    journal.sync().expect("synced");
    drop(journal);
    assert_eq!(held(hold()), Held::Unsaved(1));
    let (_, _, waiting) = desk.found();
    let journal = waiting.leave("t").expect("left");
    journal.keep_uses(&[inserted()]).expect("kept");
    // Another case, whose name begins like this one's.
    let stem = journal.path().file_stem().unwrap_or_default().to_owned();
    let other = format!("{}.2.jsonl", stem.to_string_lossy());
    std::fs::write(state.join("journal").join(other), "x").expect("made");
    drop(journal);
    let hold = hold().expect("nothing unsaved");
    assert_eq!(hold.files().len(), 4, "{:?}", hold.files());
    assert_eq!(hold.remove(&RealDisk).expect("removed"), 4);
    let there = std::fs::read_dir(state.join("journal")).expect("a folder");
    assert_eq!(there.count(), 1, "the other case's");
}

fn inserted() -> Inserted {
    Inserted {
        date: jiff::civil::date(2026, 11, 24),
        question: id("aaaa"),
        used: Used::Snippet("foia/s43".into()),
        source: "foia/s43".into(),
        passage: "Section 43".into(),
    }
}

#[test]
fn what_went_into_an_answer_outlives_a_crash_until_the_library_knows_it() {
    let mut desk = left_over();
    let (_, _, waiting) = desk.found();
    let journal = waiting.leave("t").expect("left");
    assert_eq!(journal.uses(), []);
    let uses = [inserted(), inserted()];
    journal.keep_uses(&uses).expect("kept");
    drop(journal);
    let mut journal = desk.clean();
    assert_eq!(journal.uses(), uses);
    journal
        .append(&[desk.type_at_end("aaaa", "x")])
        .expect("appended");
    journal.sync().expect("synced");
    drop(journal);
    let (_, _, waiting) = desk.found();
    assert_eq!(waiting.uses(), uses);
    let journal = waiting.leave("t").expect("left");
    journal.keep_uses(&[]).expect("taken away");
    journal.keep_uses(&[]).expect("nothing is there");
    assert_eq!(journal.uses(), []);
}
