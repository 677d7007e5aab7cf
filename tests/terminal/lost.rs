//! Nothing that was typed is lost, however the program is ended.

use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::pty::{Office, PATIENCE, Terminal};
use crate::together::colleague_answers;
use crate::{QUESTION, REQUEST, SETTINGS};

const OFFER: &str = "An earlier session ended before it had saved";

fn writing_an_answer(office: &Office) -> Terminal {
    let mut desk = office.start(&["open", "FOI-2026-0001"], 100, 30);
    desk.wait_for("How many grit bins");
    desk.press("Ctrl+E");
    desk
}

// A session that is killed between the journal and the save a second later: its words, and the next session, which has
// found them. On a busy machine the save may win; then it is tried again with other words.
fn killed_before_it_had_saved(office: &Office) -> (String, Terminal) {
    killed_while(office, QUESTION, |_| {})
}

// The same in a case of a request, while something else happens before the next session.
fn killed_while(office: &Office, request: &str, meanwhile: impl Fn(&Office)) -> (String, Terminal) {
    office.case_of(request);
    for attempt in 0..10 {
        let words = format!("There are {attempt} grit bins.");
        let mut desk = writing_an_answer(office);
        desk.paste(&words);
        let end = Instant::now() + PATIENCE;
        while !office.holds("state", &words) {
            assert!(Instant::now() < end, "nothing is in the journal");
            std::thread::sleep(Duration::from_millis(2));
        }
        desk.signal(Signal::KILL);
        desk.wait_for_end();
        let saved = office.letter().contains(&words);
        if !saved {
            meanwhile(office);
        }
        let mut again = office.start(&["open", "FOI-2026-0001"], 100, 30);
        if saved {
            again.wait_for(&words);
            again.press("Ctrl+Q");
            again.wait_for_end();
            continue;
        }
        again.wait_for(OFFER);
        return (words, again);
    }
    panic!("the case is saved at once, ten times over; the journal was never needed");
}

// What is offered is shown before it is taken, over a case that is saved; only what comes after tells anything.
fn take_over(desk: &mut Terminal) {
    desk.press("Enter");
    desk.wait_until("the case", |screen| !screen.contains(OFFER));
}

#[test]
fn a_second_after_the_last_key_nothing_can_be_lost() {
    let office = Office::with(SETTINGS);
    office.case_of(QUESTION);
    let mut desk = writing_an_answer(&office);
    desk.send("There are 214 grit bins, Zoë says.".as_bytes());
    desk.wait_for("There are 214 grit bins, Zoë says.");
    std::thread::sleep(Duration::from_millis(1200));
    desk.signal(Signal::KILL);
    desk.wait_for_end();
    let mut again = office.start(&["open", "FOI-2026-0001"], 100, 30);
    again.wait_until("the words or the offer", |screen| {
        screen.contains("Zoë says.") || screen.contains(OFFER)
    });
    if again.screen().contains(OFFER) {
        take_over(&mut again);
    }
    again.wait_for("There are 214 grit bins, Zoë says.");
    again.wait_for("· saved");
    assert!(
        office
            .letter()
            .contains("There are 214 grit bins, Zoë says.")
    );
}

#[test]
fn what_a_killed_session_wrote_is_offered_and_taken_over() {
    let office = Office::with(SETTINGS);
    let (words, mut desk) = killed_before_it_had_saved(&office);
    desk.wait_for(&format!("+ {words}"));
    take_over(&mut desk);
    desk.wait_for(&words);
    desk.wait_for("· saved");
    assert!(office.letter().contains(&words));
    desk.press("Ctrl+Q");
    desk.wait_for_end();
    let mut again = office.start(&["open", "FOI-2026-0001"], 100, 30);
    again.wait_for(&words);
    assert!(!again.screen().contains(OFFER), "it is offered once");
}

#[test]
fn what_a_killed_session_wrote_can_be_left_aside_and_is_kept() {
    let office = Office::with(SETTINGS);
    let (words, mut desk) = killed_before_it_had_saved(&office);
    let before = office.letter();
    desk.press("Down");
    desk.wait_for("▸ Leave them aside");
    desk.press("Enter");
    desk.wait_until("the case", |screen| !screen.contains(OFFER));
    desk.press("Ctrl+Q");
    assert_eq!(desk.wait_for_end(), 0);
    assert_eq!(office.letter(), before);
    assert!(!before.contains(&words));
    assert!(
        office.holds("state", &words),
        "the journal is kept on the disk"
    );
    let mut again = office.start(&["open", "FOI-2026-0001"], 100, 30);
    again.wait_for("How many grit bins");
    assert!(!again.screen().contains(OFFER), "it is offered once");
}

#[test]
fn what_a_killed_session_wrote_and_what_a_colleague_wrote_since_both_stay() {
    for (question, told) in [
        (
            "Who fills them",
            "What somebody else has changed since stays as well",
        ),
        (
            "How many grit bins",
            "Somebody else has changed question 1 since",
        ),
    ] {
        let office = Office::with(SETTINGS);
        let (words, mut desk) = killed_while(&office, REQUEST, |office| {
            colleague_answers(office, question, "Theirs.");
        });
        desk.wait_for(told);
        desk.wait_for(&format!("+ {words}"));
        desk.press("Enter");
        desk.wait_for("Somebody else has changed question");
        desk.press("Ctrl+Q");
        desk.wait_for_end();
        assert!(office.holds("workspace/cases", "Theirs."), "{question}");
        assert!(office.holds("workspace/cases", &words), "{question}");
    }
}

#[test]
fn a_second_crash_in_front_of_the_choice_loses_nothing() {
    let office = Office::with(SETTINGS);
    let (words, mut desk) = killed_before_it_had_saved(&office);
    for _ in 0..3 {
        desk.wait_for(&format!("+ {words}"));
        desk.signal(Signal::KILL);
        desk.wait_for_end();
        desk = office.start(&["open", "FOI-2026-0001"], 100, 30);
    }
    desk.wait_for(OFFER);
    take_over(&mut desk);
    desk.wait_for("· saved");
    assert!(office.letter().contains(&words));
}

#[test]
fn a_use_of_a_killed_session_is_remembered_when_the_case_is_closed_next() {
    let office = Office::with(SETTINGS);
    office.case_of(QUESTION);
    let mut desk = office.start(&["open", "FOI-2026-0001"], 100, 30);
    desk.wait_for("How many grit bins");
    desk.press("F2");
    desk.paste("Total held, not by category");
    desk.wait_for("▸ Total held");
    desk.press("Enter");
    let end = Instant::now() + PATIENCE;
    // Only what is in the case can have served its question.
    while !(office.holds("state", "\"used\"") && office.letter().contains("We do not record")) {
        assert!(Instant::now() < end, "the answer is not saved");
        std::thread::sleep(Duration::from_millis(20));
    }
    desk.signal(Signal::KILL);
    desk.wait_for_end();
    let uses = office.path("workspace/snippets/answers/total-held-not-by-category.uses.jsonl");
    assert!(!uses.exists(), "it is remembered when the case is closed");
    for _ in 0..2 {
        let mut again = office.start(&["open", "FOI-2026-0001"], 100, 30);
        again.wait_for("We do not record");
        again.press("Ctrl+Q");
        assert_eq!(again.wait_for_end(), 0);
        assert_eq!(
            std::fs::read_to_string(&uses).unwrap_or_default(),
            "{\"date\":\"2026-11-24\",\"question\":\"How many grit bins are there?\"}\n",
            "once, however often the case is opened"
        );
    }
}

#[test]
fn being_asked_to_end_in_the_middle_of_a_word_loses_no_letter() {
    let office = Office::with(SETTINGS);
    office.case_of(QUESTION);
    let mut desk = writing_an_answer(&office);
    desk.send(b"There are two hundred and fourt");
    // Not even on screen yet.
    desk.signal(Signal::TERM);
    assert_eq!(desk.wait_for_end(), 0);
    assert!(office.letter().contains("There are two hundred and fourt"));
}

#[test]
fn a_snippet_that_a_killed_session_was_writing_is_there_again() {
    let office = Office::with(SETTINGS);
    std::fs::create_dir(office.path("workspace/snippets")).expect("a library");
    office.case_of(QUESTION);
    let mut desk = writing_an_answer(&office);
    desk.paste("There are 214 grit bins.");
    desk.send(b"\x1ba");
    desk.wait_for("New snippet");
    desk.paste(" Zebras fill them.");
    let end = Instant::now() + PATIENCE;
    // A file that is being written has another name until it is whole.
    let kept = || {
        let folders = std::fs::read_dir(office.path("state/drafts"))
            .into_iter()
            .flatten();
        folders.flatten().any(|folder| {
            let text = std::fs::read_to_string(folder.path().join("1.json"));
            text.is_ok_and(|text| text.contains("Zebras fill them."))
        })
    };
    while !kept() {
        assert!(Instant::now() < end, "nothing is kept");
        std::thread::sleep(Duration::from_millis(5));
    }
    desk.signal(Signal::KILL);
    desk.wait_for_end();
    let mut again = office.start(&[], 100, 30);
    again.wait_for("is here again");
    again.wait_for("Zebras fill them.");
    again.press("Esc");
    again.wait_for("This snippet is not saved");
    again.press("Esc");
    again.wait_for("Open cases 1");
    again.press("Ctrl+Q");
    assert_eq!(again.wait_for_end(), 0);
    assert!(!office.holds("state/drafts", "Zebras"), "it was left");
}
