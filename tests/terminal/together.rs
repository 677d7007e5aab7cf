//! Two officers in one case: what one of them saves appears on the screen of the other; and a server that hangs.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::pty::{Office, PATIENCE, Terminal};
use crate::{QUESTION, REQUEST, SETTINGS};

// The file of the question that holds these words.
fn file_of(office: &Office, words: &str) -> PathBuf {
    let folder = office.path("workspace/cases/FOI-2026-0001/questions");
    let mut files = fs::read_dir(folder)
        .expect("the questions")
        .flatten()
        .map(|entry| entry.path());
    let holds = |path: &PathBuf| fs::read_to_string(path).is_ok_and(|text| text.contains(words));
    files.find(holds).expect("the question")
}

fn colleague_answers(office: &Office, question: &str, answer: &str) {
    let file = file_of(office, question);
    let text = fs::read_to_string(&file).expect("a question");
    let lines = text.lines().map(|line| {
        if line.starts_with("answer ") {
            format!("answer = \"{answer}\"\n")
        } else {
            format!("{line}\n")
        }
    });
    let text: String = lines.collect();
    seriatim::store::files::save(&seriatim::store::files::RealDisk, &file, text.as_bytes())
        .expect("saved");
}

fn answered_here() -> (Office, Terminal) {
    let office = Office::with(SETTINGS);
    office.case_of(REQUEST);
    let mut desk = office.start(&["open", "FOI-2026-0001"], 120, 40);
    desk.wait_for("How many grit bins");
    desk.press("Ctrl+E");
    desk.paste("There are 214 grit bins.");
    (office, desk)
}

#[test]
fn what_a_colleague_writes_appears_and_both_answers_are_in_the_letter() {
    let (office, mut desk) = answered_here();
    colleague_answers(&office, "Who fills them", "The highways team fills them.");
    desk.wait_for("Somebody else has changed question 2");
    desk.wait_for("The highways team fills them.");
    let end = Instant::now() + PATIENCE;
    loop {
        let letter = office.letter();
        if letter.contains("There are 214 grit bins.")
            && letter.contains("The highways team fills them.")
        {
            break;
        }
        assert!(Instant::now() < end, "{letter}\n{}", desk.screen());
        std::thread::sleep(Duration::from_millis(20));
    }
    desk.press("Ctrl+Q");
    assert_eq!(desk.wait_for_end(), 0);
    let left = office.path("workspace/cases/FOI-2026-0001/questions");
    let beside = fs::read_dir(left)
        .expect("the questions")
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().contains(".mine-"));
    assert_eq!(beside.count(), 0, "nothing had to be kept beside");
}

#[test]
fn a_colleague_who_was_quicker_with_the_same_answer_loses_nothing() {
    let (office, mut desk) = answered_here();
    colleague_answers(&office, "How many grit bins", "There are 9 grit bins.");
    desk.wait_for("Somebody else has changed question 1 in the same place");
    desk.press("Ctrl+Q");
    desk.wait_for_end();
    assert!(office.holds("workspace/cases", "There are 9 grit bins."));
    assert!(
        office.holds("workspace/cases", "There are 214 grit bins."),
        "yours lies beside theirs"
    );
}

#[test]
fn a_decision_between_two_answers_leaves_one_file() {
    let (office, mut desk) = answered_here();
    colleague_answers(&office, "How many grit bins", "There are 9 grit bins.");
    desk.wait_for("compares the two");
    desk.send(b"\x1bk");
    desk.wait_for("There are 9 grit bins.");
    desk.press("Down");
    desk.wait_for("▸ Take both");
    desk.press("Enter");
    desk.wait_for("· saved");
    desk.press("Ctrl+Q");
    assert_eq!(desk.wait_for_end(), 0);
    // The letter is refused as long as a text waits beside another.
    let letter = office.letter();
    assert!(
        letter.contains("There are 214 grit bins.") && letter.contains("There are 9 grit bins."),
        "{letter}"
    );
}

#[test]
fn a_server_that_hangs_keeps_nobody_from_writing_and_leaving() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut office = Office::with(SETTINGS);
    office.case_of(QUESTION);
    let git = office.path("workspace/snippets/.git");
    for folder in ["objects", "refs/heads"] {
        fs::create_dir_all(git.join(folder)).expect("made");
    }
    let put = |path: PathBuf, text: &str| {
        seriatim::store::files::save(&seriatim::store::files::RealDisk, &path, text.as_bytes())
            .expect("saved");
    };
    put(git.join("HEAD"), "ref: refs/heads/main\n");
    put(git.join("config"), "");
    let program = office.path("git");
    put(program.clone(), "#!/bin/sh\nsleep 20\n");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).expect("it can be run");
    office
        .environment
        .push(("SERIATIM_GIT", program.display().to_string()));
    let mut desk = office.start(&["open", "FOI-2026-0001"], 120, 40);
    desk.wait_for("How many grit bins");
    desk.send(b"\x1bs");
    desk.wait_for("Syncing; go on working");
    desk.press("Ctrl+E");
    desk.paste("There are 214 grit bins.");
    desk.wait_for("There are 214 grit bins.");
    let end = Instant::now() + Duration::from_secs(10);
    while !office.letter().contains("There are 214 grit bins.") {
        assert!(
            Instant::now() < end,
            "nothing is saved while the server hangs"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
    desk.press("Ctrl+Q");
    assert_eq!(desk.wait_for_end(), 0);
}
