//! R10, R13, R16: files that were cut off at any byte, spoilt at any byte, or written by another version.
//!
//! S09 besides: whatever is wrong with a file, the error never quotes what is written in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use seriatim::domain::change::Change;
use seriatim::domain::snippet::Layer;
use seriatim::store::case_folder::{CaseError, CaseFolder};
use seriatim::store::files::{self, RealDisk};
use seriatim::store::journal::{Journal, JournalOpened};
use seriatim::store::libraries::read_snippet;
use seriatim::store::workspace::Workspace;
use seriatim::store::{keys, law, memory};

use crate::disk::case_of;
use crate::rows::passed;

/// Stands in every text of every file; an error that quotes text quotes it.
const CANARY: &str = "Zebedee";

const SNIPPET: &str = "title = \"Benches: Zebedee\"\noutcome = \"disclosed\"\ntags = [\"bench\"]\nbody = \"\"\"\n\
    Zebedee holds {{detail}}.\n\nIt is published.\n\"\"\"\n\n[[field]]\nname = \"detail\"\nprompt = \"Which, Zebedee?\"\n";
const SETTINGS: &str = "[authority]\nname = \"Zebedee Council\"\ncontact = \"Zebedee Hall\"\n\n[cases]\nprefix = \"FOI\"\n\n\
    [letter]\nsharing = \"together\"\n";
const KEYS: &str = "copy-letter = [\"F9\"]\nundo = [\"Ctrl+Z\"]\n";
const CALENDAR: &str = "adds_to = \"uk\"\ncovers_to = 2029-12-31\nchecked = \"2028-10\"\n\n[[holiday]]\n\
    date = 2029-01-01\nname = \"Zebedee's Day\"\n";
const PACK: &str = "[regime]\nid = \"jersey\"\nextends = \"uk-foia\"\nstatute = \"Zebedee Law 2011\"\nshort = \"ZL\"\n";
const USES: &str = "{\"date\":\"2026-01-05\",\"question\":\"How many Zebedee benches are there?\"}\n\
    {\"date\":\"2026-02-05\",\"question\":\"What did Zebedee cost?\"}\n";

/// What reading a damaged file came to.
enum Came {
    /// It was refused, in these words.
    Refused(String),
    /// It was read, and is the whole of what was there.
    Whole,
    /// It was read, and something is missing or other than it was.
    Otherwise,
}

/// One kind of file, and how the program reads it.
struct Sample {
    name: &'static str,
    bytes: Vec<u8>,
    /// Whether a file that was cut off must be noticed: those that hold what an officer wrote.
    holds_words: bool,
    read: Reading,
}

type Reading = Box<dyn Fn(&[u8]) -> Came>;

fn put(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

fn outcome<T: PartialEq, E: ToString>(read: Result<T, E>, whole: &T) -> Came {
    match read {
        Err(error) => Came::Refused(error.to_string()),
        Ok(read) if read == *whole => Came::Whole,
        Ok(_) => Came::Otherwise,
    }
}

// A case whose every text holds the canary.
fn canary_case(folder: &Path) -> PathBuf {
    let path = folder.join("FOI-2026-0001");
    let mut case = case_of(1);
    let question = Arc::make_mut(&mut case.questions[0]);
    question.text = format!("How many benches has {CANARY}?\nAnd where?");
    question.answer = format!("{CANARY} has three.\n\n| a | b |\n|---|---|\n| 1 | {CANARY} |");
    let facts = Arc::make_mut(&mut case.facts);
    facts.requester = format!("{CANARY} Okafor");
    facts.preamble = format!("Dear {CANARY},");
    CaseFolder::create(&path, &case, b"request", "txt").expect("a case");
    path
}

fn case_file(name: &'static str, inside: &'static str) -> Sample {
    let folder = tempfile::tempdir().expect("a folder");
    let path = canary_case(folder.path());
    let file = path.join(inside);
    let bytes = fs::read(&file).expect("the file");
    let whole = CaseFolder::open(&path).expect("it opens").case;
    let read = move |bytes: &[u8]| {
        let _kept = &folder;
        put(&file, bytes);
        match CaseFolder::open(&path) {
            Err(error) => Came::Refused(error.to_string()),
            Ok(opened) if !opened.problems.is_empty() => {
                Came::Refused(opened.problems[0].message.clone())
            }
            Ok(opened) if opened.case == whole => Came::Whole,
            Ok(_) => Came::Otherwise,
        }
    };
    Sample {
        name,
        bytes,
        holds_words: true,
        read: Box::new(read),
    }
}

fn journal() -> Sample {
    let folder = tempfile::tempdir().expect("a folder");
    let path = canary_case(folder.path());
    let state = folder.path().join("state");
    let mut case = CaseFolder::open(&path).expect("it opens").case;
    let loaded = case.clone();
    let opened = Journal::open(&state, &path, &case).expect("a good disk");
    let JournalOpened::Clean(mut journal) = opened else {
        panic!("nothing was there")
    };
    for step in 0..3 {
        let id = case.questions[0].id.clone();
        let change = Change::question(&case, &id, |question| {
            question.answer.push_str(&format!(" {CANARY} {step}"));
        });
        journal.append(&[change.delta()]).expect("a good disk");
        case.apply(&change).expect("it fits");
    }
    journal.sync().expect("a good disk");
    let file = journal.path().to_path_buf();
    drop(journal);
    let bytes = fs::read(&file).expect("the journal");
    let read = move |bytes: &[u8]| {
        put(&file, bytes);
        match Journal::open(&state, &path, &loaded) {
            Err(error) => Came::Refused(error.to_string()),
            Ok(JournalOpened::Clean(_)) => Came::Otherwise,
            Ok(JournalOpened::Unreadable(_)) => Came::Refused("it is kept aside".into()),
            Ok(JournalOpened::Found(found, _)) => {
                if found.changes == 3 && found.case.questions[0].answer == case.questions[0].answer
                {
                    Came::Whole
                } else if found.damaged {
                    Came::Refused("the end is damaged".into())
                } else {
                    Came::Otherwise
                }
            }
        }
    };
    // Cut between two lines it is a shorter journal, as if the power had gone a moment earlier.
    Sample {
        name: "journal",
        bytes,
        holds_words: false,
        read: Box::new(read),
    }
}

fn in_folder(
    name: &'static str,
    bytes: &str,
    read: impl Fn(&Path, &[u8]) -> Came + 'static,
) -> Sample {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = bytes.as_bytes().to_vec();
    let read = move |bytes: &[u8]| read(folder.path(), bytes);
    Sample {
        name,
        bytes,
        holds_words: false,
        read: Box::new(read),
    }
}

fn problems_of(problems: &[String]) -> Came {
    match problems.first() {
        Some(words) => Came::Refused(words.clone()),
        None => Came::Otherwise,
    }
}

fn samples() -> Vec<Sample> {
    let path = Path::new("answers/benches.toml");
    let snippet = read_snippet(Layer::Team, "answers/benches", path, SNIPPET.as_bytes())
        .expect("a good snippet");
    vec![
        case_file("case.toml", "case.toml"),
        case_file("a question", "questions/q0.toml"),
        journal(),
        in_folder("a snippet", SNIPPET, move |_, bytes| {
            outcome(
                read_snippet(Layer::Team, "answers/benches", path, bytes),
                &snippet,
            )
        }),
        in_folder("seriatim.toml", SETTINGS, |folder, bytes| {
            put(&folder.join("seriatim.toml"), bytes);
            match Workspace::open(folder) {
                Err(error) => Came::Refused(error.to_string()),
                Ok(_) => Came::Otherwise,
            }
        }),
        in_folder("keys.toml", KEYS, |folder, bytes| {
            put(&folder.join("keys.toml"), bytes);
            match keys::of_file(&folder.join("keys.toml")) {
                Err(words) => Came::Refused(words),
                Ok(_) => Came::Otherwise,
            }
        }),
        in_folder("a calendar", CALENDAR, |folder, bytes| {
            put(&folder.join("calendars/more.toml"), bytes);
            problems_of(&law::calendars(Some(folder)).1)
        }),
        in_folder("a list of uses", USES, |folder, bytes| {
            put(&folder.join("a.uses.jsonl"), bytes);
            let (_, problems) = memory::of_file(&folder.join("a.uses.jsonl"));
            problems_of(
                &problems
                    .iter()
                    .map(|problem| problem.message.clone())
                    .collect::<Vec<_>>(),
            )
        }),
    ]
}

#[test]
fn r10_a_file_cut_at_any_byte_is_refused_or_whole_and_never_quoted() {
    let mut cuts = 0;
    for sample in samples() {
        for length in 0..sample.bytes.len() {
            cuts += 1;
            match (sample.read)(&sample.bytes[..length]) {
                Came::Refused(words) => {
                    assert!(
                        !words.contains(CANARY),
                        "{} cut at {length}: {words}",
                        sample.name
                    );
                }
                // Only the last line end may be missing.
                Came::Whole => assert!(
                    length + 2 >= sample.bytes.len() || !sample.holds_words,
                    "{length}"
                ),
                Came::Otherwise => {
                    assert!(
                        !sample.holds_words,
                        "{} cut at {length} is taken for a shorter text",
                        sample.name
                    );
                }
            }
        }
        assert!(
            !matches!((sample.read)(&sample.bytes), Came::Refused(_)),
            "{}",
            sample.name
        );
    }
    assert!(cuts > 2500, "{cuts}");
    passed(
        "R10",
        &format!(
            "{cuts} cuts and {} spoilt bytes of 9 kinds of file: 0 panics, 0 shortened",
            spoil()
        ),
    );
}

fn spoil() -> usize {
    let mut spoilt = 0;
    for sample in samples() {
        for at in 0..sample.bytes.len() {
            for byte in [b'\0', b'"', b'\n', 0xff] {
                if sample.bytes[at] == byte {
                    continue;
                }
                let mut bytes = sample.bytes.clone();
                bytes[at] = byte;
                spoilt += 1;
                if let Came::Refused(words) = (sample.read)(&bytes) {
                    assert!(
                        !words.contains(CANARY),
                        "{} spoilt at {at}: {words}",
                        sample.name
                    );
                }
            }
        }
    }
    spoilt
}

#[test]
fn r10_a_pack_of_law_cut_at_any_byte_leaves_the_law_that_comes_with_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("regimes/jersey.toml");
    for length in 0..PACK.len() {
        // Reading all packs takes a while; every seventh cut is one of each kind.
        if length % 7 != 0 {
            continue;
        }
        put(&path, &PACK.as_bytes()[..length]);
        let (regimes, problems) = law::regimes(Some(folder.path()));
        assert!(regimes.get("uk-foia").is_some(), "cut at {length}");
        assert!(
            problems.iter().all(|words| !words.contains(CANARY)),
            "{problems:?}"
        );
    }
}

#[test]
fn r10_one_damaged_question_keeps_no_other_from_opening_and_is_not_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("FOI-2026-0001");
    CaseFolder::create(&path, &case_of(5), b"request", "txt").expect("a case");
    let damaged = path.join("questions/q2.toml");
    let bytes = fs::read(&damaged).expect("a question");
    fs::write(&damaged, &bytes[..bytes.len() / 2]).expect("damaged");
    let mut opened = CaseFolder::open(&path).expect("it opens");
    assert_eq!((opened.case.questions.len(), opened.problems.len()), (4, 1));
    let case = crate::disk::answered_anew(&opened.case, "new");
    opened
        .folder
        .save(&case, "now")
        .expect("the others are saved");
    assert_eq!(
        fs::read(&damaged).expect("there"),
        &bytes[..bytes.len() / 2]
    );
    fs::write(&damaged, &bytes).expect("mended");
    let names: Vec<String> = CaseFolder::open(&path)
        .expect("it opens")
        .case
        .questions
        .iter()
        .map(|question| question.id.to_string())
        .collect();
    assert_eq!(
        names,
        ["q0", "q1", "q2", "q3", "q4"],
        "it comes back in its place"
    );
}

#[test]
fn r13_a_journal_goes_by_its_count_and_not_by_the_clock() {
    let sample = journal();
    let text = String::from_utf8(sample.bytes.clone()).expect("text");
    // No line carries a time, so no clock that jumps can put them in another order.
    assert!(text.lines().skip(1).all(|line| line.starts_with("{\"n\":")));
    let mut lines: Vec<&str> = text.lines().collect();
    lines.swap(1, 2);
    let swapped = lines.join("\n") + "\n";
    assert!(
        matches!((sample.read)(swapped.as_bytes()), Came::Refused(_)),
        "lines out of order are taken"
    );
    passed(
        "R13",
        "lines count, none has a time; swapped lines are noticed",
    );
}

#[test]
fn r16_what_a_newer_version_wrote_is_kept_and_a_newer_format_is_only_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("FOI-2026-0001");
    CaseFolder::create(&path, &case_of(2), b"request", "txt").expect("a case");
    let mut added = 0;
    for file in ["case.toml", "questions/q0.toml", "questions/q1.toml"] {
        let file = path.join(file);
        let text = fs::read_to_string(&file).expect("a file");
        let newer = text.replacen("\n[end]", "\nmood = \"hopeful\"\n\n[end]", 1);
        let newer = if newer.contains("[fields]") || text.starts_with("format") {
            format!("mood = \"hopeful\"\n{text}")
        } else {
            newer
        };
        fs::write(&file, newer).expect("written");
        added += 1;
    }
    let mut opened = CaseFolder::open(&path).expect("it opens");
    assert_eq!(opened.problems, Vec::new());
    let case = crate::disk::answered_anew(&opened.case, "new");
    let mut facts = (*case.facts).clone();
    facts.title = "Benches".into();
    let case = seriatim::domain::case::Case {
        facts: Arc::new(facts),
        ..case
    };
    opened.folder.save(&case, "now").expect("saved");
    let mut kept = 0;
    for file in ["case.toml", "questions/q0.toml", "questions/q1.toml"] {
        let text = fs::read_to_string(path.join(file)).expect("a file");
        kept += usize::from(text.contains("hopeful"));
    }
    assert_eq!(kept, added, "a field of a newer version was lost");
    let file = path.join("case.toml");
    let text = fs::read_to_string(&file)
        .expect("a file")
        .replacen("format = 1", "format = 2", 1);
    files::save(&RealDisk, &file, text.as_bytes()).expect("saved");
    let mut opened = CaseFolder::open(&path).expect("it can be shown");
    let refused = opened.folder.save(&opened.case, "now");
    assert!(
        matches!(refused, Err(CaseError::NewerFormat { format: 2, .. })),
        "{refused:?}"
    );
    passed(
        "R16",
        &format!("{kept} of {added} unknown keys kept; a newer format is read only"),
    );
}
