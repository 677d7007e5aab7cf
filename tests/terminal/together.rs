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

pub(crate) fn colleague_answers(office: &Office, question: &str, answer: &str) {
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
    // A key takes a message away: what a colleague does from here on is told.
    desk.wait_for("There are 214 grit bins.");
    (office, desk)
}

fn wait_for_letter(office: &Office, words: &str) {
    let end = Instant::now() + PATIENCE;
    while !office.letter().contains(words) {
        assert!(Instant::now() < end, "{words} is not saved");
        std::thread::sleep(Duration::from_millis(20));
    }
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

// Another computer on the same share: another name, another state folder.
fn at_another_computer(office: &mut Office) {
    let state = office.path("state of the other").display().to_string();
    let environment = &mut office.environment;
    environment.retain(|(name, _)| *name != "SERIATIM_STATE");
    environment.push(("SERIATIM_STATE", state));
    environment.push(("SERIATIM_HOST", "FOI-PC7".to_owned()));
    environment.push(("SERIATIM_USER", "Ann Okafor".to_owned()));
}

#[test]
fn a_case_that_is_taken_over_loses_nothing_of_either_window() {
    for elsewhere in [false, true] {
        let (mut office, mut first) = answered_here();
        if elsewhere {
            at_another_computer(&mut office);
        }
        let mut second = office.start(&["open", "FOI-2026-0001"], 120, 40);
        second.wait_for("has this case open");
        second.press("Down");
        second.wait_for("▸ Take it over");
        second.press("Enter");
        second.wait_for("You can write in the case now");
        first.wait_for("has taken the case over");
        first.wait_for("read only");
        wait_for_letter(&office, "There are 214 grit bins.");
        second.send(b"\x1b[1;3A");
        second.wait_for("There are 214 grit bins.");
        second.send(b"\x1b[1;3B");
        second.press("Ctrl+E");
        second.paste("The highways team fills them.");
        wait_for_letter(&office, "The highways team fills them.");
        first.wait_for("Somebody else has changed question");
        for desk in [&mut first, &mut second] {
            desk.press("Ctrl+Q");
            assert_eq!(desk.wait_for_end(), 0);
        }
        let letter = office.letter();
        for words in ["There are 214 grit bins.", "The highways team fills them."] {
            assert!(letter.contains(words), "{elsewhere}: {letter}");
        }
        let left = office.path("workspace/cases/FOI-2026-0001/.open.toml");
        assert!(!left.exists(), "nobody has it open any more");
    }
}

#[test]
fn a_window_that_only_reads_learns_when_the_case_is_free() {
    let (mut office, mut first) = answered_here();
    wait_for_letter(&office, "There are 214 grit bins.");
    at_another_computer(&mut office);
    let mut second = office.start(&["open", "FOI-2026-0001"], 120, 40);
    second.wait_for("has this case open");
    second.press("Enter");
    second.wait_for("read only");
    first.press("Ctrl+Q");
    assert_eq!(first.wait_for_end(), 0);
    second.wait_for("has closed the case");
    second.send(b"\x1bt");
    second.wait_for("▸ Read only");
    second.press("Down");
    second.press("Enter");
    second.wait_for("You can write in the case now");
}

#[test]
fn the_note_of_a_window_that_was_killed_keeps_nobody_out() {
    let (mut office, mut first) = answered_here();
    wait_for_letter(&office, "There are 214 grit bins.");
    first.signal(rustix::process::Signal::KILL);
    first.wait_for_end();
    let note = office.path("workspace/cases/FOI-2026-0001/.open.toml");
    assert!(note.exists());
    let mut second = office.start(&["open", "FOI-2026-0001"], 120, 40);
    second.wait_for("Who fills them?");
    second.wait_for("· saved");
    second.signal(rustix::process::Signal::KILL);
    second.wait_for_end();
    // Another computer cannot know that it is dead, and asks.
    at_another_computer(&mut office);
    let text = fs::read_to_string(&note).expect("a note");
    let text = text.replace("host = \"", "host = \"not-");
    seriatim::store::files::save(&seriatim::store::files::RealDisk, &note, text.as_bytes())
        .expect("saved");
    let mut asked = office.start(&["open", "FOI-2026-0001"], 120, 40);
    asked.wait_for("has this case open");
    asked.wait_for("▸ Read only");
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
