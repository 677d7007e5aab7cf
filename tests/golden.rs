//! The golden journey: from a pasted request to a response that an authority has published, byte for byte.
#![cfg(unix)]

#[expect(dead_code, reason = "this journey needs less than the other tests do")]
mod pty;

use std::fs;
use std::path::Path;

use pty::Office;

const RESPONSE: &[u8] = include_bytes!("golden/response.txt");
const REQUEST: &str = include_str!("golden/request.txt");
const SETTINGS: &str = include_str!("golden/seriatim.toml");

/// What the journey may cost, from the opened program to the copied text.
const MOST_KEYSTROKES: usize = 45;

#[test]
fn the_golden_response_is_copied_byte_for_byte_in_few_keystrokes() {
    let office = Office::with(SETTINGS);
    let team = office.path("workspace/snippets");
    fs::create_dir(&team).expect("the team's library");
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/snippets");
    for snippet in fs::read_dir(golden).expect("the snippets") {
        let snippet = snippet.expect("a snippet");
        fs::copy(snippet.path(), team.join(snippet.file_name())).expect("a copy of it");
    }

    let mut desk = office.start(&[], 120, 40);
    desk.wait_for("Open cases 0");

    // Terminals write the line ends of a paste as the Enter key does.
    desk.paste(&REQUEST.replace('\n', "\r"));
    desk.wait_for("7 questions are seen in it. Title: WhatsApp");
    desk.press("F9");
    desk.wait_for("Questions 0/7");

    // Each first suggestion is the right one: the mark stands before it, so nothing is typed to find it.
    desk.wait_for("▸ WhatsApp: not recognised as a");
    desk.press("Enter");
    desk.wait_for("Questions 1/7");

    desk.press("Ctrl+T");
    desk.press("Down");
    desk.wait_for("Question 2");
    desk.press("Shift+Down");
    desk.wait_for("Question 3");
    desk.press("Shift+Down");
    desk.wait_for("Question 4");
    desk.press("Down");
    desk.wait_for("Question 5");
    desk.press("Space");
    desk.wait_for("3 marked");
    desk.press("F2");
    desk.wait_for("▸ As WhatsApp is not an approved");
    desk.press("Enter");
    desk.wait_for("Questions 4/7");

    for (question, snippet, answered) in [
        ("Question 6", "▸ No: WhatsApp is not used to com", "5/7"),
        ("Question 7", "▸ s.31(1)(a): management of IT sy", "6/7"),
        ("Question 4", "▸ Register of breaches held, inve", "7/7"),
    ] {
        desk.press("F4");
        desk.wait_for(question);
        desk.wait_for(snippet);
        desk.press("Enter");
        desk.wait_for(&format!("Questions {answered}"));
    }

    desk.press("F6");
    desk.wait_for("Disclosure log entry");
    desk.press("F9");
    desk.wait_for("Copied to the clipboard");

    assert_same(&office.clipboard(), RESPONSE);
    let count = desk.keystrokes;
    println!("{count} keystrokes");
    assert!(count <= MOST_KEYSTROKES, "{count} keystrokes");

    desk.press("Ctrl+Q");
    assert_eq!(desk.wait_for_end(), 0);
    let rendered = office.run(&["render", "FOI-2026-0001", "--view", "disclosure-log"]);
    assert!(rendered.status.success(), "{rendered:?}");
    assert_same(&rendered.stdout, RESPONSE);
}

#[test]
fn a_response_that_was_harvested_answers_its_request_again_by_the_suggestions_alone() {
    let office = Office::with(SETTINGS);
    let file = |name: &str, bytes: &[u8]| {
        let path = office.path("home").join(name);
        fs::write(&path, bytes).expect("a file");
        path.display().to_string()
    };
    let response = file("response.txt", RESPONSE);
    let harvested = office.run(&["harvest", &response]);
    assert!(harvested.status.success(), "{harvested:?}");
    let request = file("request.txt", REQUEST.as_bytes());
    let made = office.run(&["new", &request, "--no-open"]);
    assert!(made.status.success(), "{made:?}");

    let mut desk = office.start(&["open", "FOI-2026-0001"], 120, 40);
    // The first suggestion is the answer that the question got the last time: Enter, and on to the next.
    for answered in 1..=7 {
        desk.wait_for(&format!("Question {answered} "));
        desk.wait_until("the past answer to be the chosen row", |screen| {
            let mut rows = screen.lines();
            rows.find(|row| row.contains("│▸ ")).is_some()
                && rows.next().is_some_and(|row| row.contains("past answer"))
        });
        desk.press("Enter");
        desk.wait_for(&format!("Questions {answered}/7"));
        desk.press("F4");
    }
    desk.press("Ctrl+Q");
    assert_eq!(desk.wait_for_end(), 0);
    let rendered = office.run(&["render", "FOI-2026-0001", "--view", "disclosure-log"]);
    assert!(rendered.status.success(), "{rendered:?}");
    assert_same(&rendered.stdout, RESPONSE);
}

fn assert_same(found: &[u8], expected: &[u8]) {
    // As text first: that difference can be read.
    assert_eq!(
        String::from_utf8_lossy(found),
        String::from_utf8_lossy(expected)
    );
    assert!(found == expected, "the bytes differ");
}
