//! The whole way of a request: a mail with a Word document of 14 questions comes in, a service area is asked, the letter is
//! approved, leaves as a Word document and by the clipboard, and is counted and published.
//!
//! Each step is done as an officer does it, in the workbench or on the command line, and what they see is asserted.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::bench::Bench;

const SETTINGS: &str = r#"
[authority]
name = "Wexbridge District Council"
short_name = "the council"
contact = "foi@wexbridge.example"
review_contact = "reviews@wexbridge.example"
review_days = "40"
officer = "Ann Okafor"
officer_role = "Information Governance Officer"

[cases]
prefix = "FOI"
regime = "uk-foia"

[[sign_off.rule]]
approve = "letter"
by = ["Head of Legal"]
why = "Scheme of delegation, 4.2."

[sign_off.roles]
"Head of Legal" = ["Priya Nair"]
"#;

/// What is answered, question by question; 9 is answered together with 8.
const ANSWERS: [&str; 14] = [
    "The council owned 61 vehicles on 1 April 2026.",
    "Nine of them were fully electric.",
    "The council leased 118 vehicles on 1 April 2026.",
    "Leasing vehicles cost £412,300 in the financial year 2025 to 2026.",
    "The leased vehicles are supplied by Northfield Leasing Limited.",
    "The contract ends on 31 March 2029.",
    "The council does not record which vehicles were written off, so this is not held.",
    "Yes. The council holds a policy on taking vehicles home; a copy is attached.",
    "",
    "The council had installed 22 charging points in its depots by 1 April 2026.",
    "Their installation cost £87,450.",
    "The council pays a business tariff of 24.1 pence a unit.",
    "The council received 13 complaints about charging points in 2025.",
    "The Fleet Manager, in the department of Environment and Operations.",
];

/// The case on its way.
struct Way {
    bench: Bench,
    reference: String,
}

impl Way {
    /// A mail comes in.
    fn begin() -> Self {
        let bench = Bench::with_workspace();
        bench.write("seriatim.toml", SETTINGS);
        let mail = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/whole_way/request.eml");
        let bytes = fs::read(&mail).expect("the mail");
        let path = bench.write("in/request.eml", &bytes);
        let ran = bench.run(&["new", &path, "--no-open"]);
        let reference = ran.succeeds().trim().to_owned();
        assert_eq!(reference, "FOI-2026-0001");
        assert!(
            ran.err
                .contains("taken from the attachment Questions about vehicles.docx"),
            "{}",
            ran.err
        );
        let kept = fs::read(bench.path(&format!("cases/{reference}/request.eml")));
        assert_eq!(kept.expect("the original"), bytes, "byte for byte");
        let attached = format!("cases/{reference}/attachments/Questions about vehicles.docx");
        assert!(bench.path(&attached).is_file());
        Self { bench, reference }
    }

    /// Runs steps in the workbench and returns what it showed and told.
    fn at_the_desk(&self, steps: &str) -> String {
        let script = self
            .bench
            .write("steps.txt", format!("size 180x60\n{steps}\nquit\n"));
        let ran = self
            .bench
            .run(&["open", &self.reference, "--script", &script]);
        ran.succeeds().to_owned()
    }

    /// Runs the program.
    fn run(&self, words: &[&str]) -> String {
        self.bench.run(words).succeeds().to_owned()
    }

    fn letter_on_the_clipboard(&self) -> String {
        let state = self.bench.path("../state/letters");
        let file = state.join(format!("{}-letter.txt", self.reference));
        fs::read_to_string(file).expect("what was copied")
    }
}

#[track_caller]
fn shows(screen: &str, words: &[&str]) {
    for words in words {
        assert!(
            screen.contains(words),
            "“{words}” is not to be seen:\n{screen}"
        );
    }
}

// Goes to a question by its number, in the list.
fn go_to(number: usize) -> String {
    format!("key Ctrl+T\nkey Home\n{}", "key Down\n".repeat(number))
}

// Writes each answer and sets what became of the question.
fn answer_all() -> String {
    let one = |(at, answer): (usize, &&str)| {
        let number = at + 1;
        let (open, choose, down) = match (number, *answer) {
            // The eighth question that can be answered with is question 8.
            (_, "") => (String::new(), "key Ctrl+R", 7),
            (7, answer) => (format!("key Ctrl+E\ntype {answer}\n"), "key Ctrl+O", 2),
            (_, answer) => (format!("key Ctrl+E\ntype {answer}\n"), "key Ctrl+O", 0),
        };
        let down = "key Down\n".repeat(down);
        format!(
            "{}{open}{choose}\nkey Home\n{down}key Enter\n",
            go_to(number)
        )
    };
    let steps: String = ANSWERS.iter().enumerate().map(one).collect();
    steps + "wait saved\n"
}

#[test]
fn a_mail_with_fourteen_questions_in_a_word_document_goes_the_whole_way() {
    let way = Way::begin();
    comes_in(&way);
    is_asked_about(&way);
    is_answered(&way);
    is_a_draft_until_it_is_approved(&way);
    leaves(&way);
    is_published_and_counted(&way);
    is_told(&way);
}

fn comes_in(way: &Way) {
    let screen = way.at_the_desk("screen\nkey Alt+R\nscreen");
    shows(
        &screen,
        &[
            "Questions 0/14",
            "Electric vehicles",
            "1. How many vehicles did the council own on 1 April 2026?",
            "due Tue 15 Dec",
            "From: Morgan Sample <morgan.sample@example.org>",
            "Received: 16 November 2026",
            "Questions about vehicles.docx",
        ],
    );
    let json = way.run(&["split", "in/request.eml", "--json"]);
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let questions = json["questions"].as_array().expect("a list");
    assert_eq!(questions.len(), 14);
    assert_eq!(questions[13]["marker"], "14");
}

fn is_asked_about(way: &Way) {
    let (reference, bench) = (way.reference.as_str(), &way.bench);
    // Two questions on one slip, from the workbench.
    let asked = way.at_the_desk(&format!(
        "{}key Space\nkey Down\nkey Space\nkey Alt+C\ntype Fleet Services\nkey Enter\nkey Enter\nwait copied\nwait saved\n\
         screen\nkey F12\nwait board\nscreen",
        go_to(4)
    ));
    shows(
        &asked,
        &[
            "with Fleet Services since Tue 24 Nov, wanted by Fri 4 Dec",
            "To do: questions 4 and 5 with Fleet Services since Tue 24 Nov",
        ],
    );
    // A third one from the command line, which writes the same mail.
    let slip = way.run(&[
        "ask",
        reference,
        "11",
        "--of",
        "Finance",
        "--by",
        "2026-12-01",
    ]);
    shows(
        &slip,
        &[
            "reply wanted by 1 December 2026",
            "Question 11\nWhat did the installation of these charging points cost?",
            "Dear colleagues (Finance)",
        ],
    );
    assert!(
        !slip.contains("Morgan"),
        "who asks is nobody's business: {slip}"
    );
    let reply = bench.write(
        "reply.txt",
        "Leasing came to £412,300. Supplier: Northfield Leasing Limited.\n",
    );
    let kept = way.run(&["reply", reference, &reply, "4", "5"]);
    assert_eq!(
        kept,
        "The reply is kept with questions 4 and 5, not in the letter\n"
    );
    assert!(!way.run(&["render", reference]).contains("412,300"));
    let read = way.at_the_desk(&format!("{}key Alt+Y\nscreen", go_to(4)));
    shows(
        &read,
        &["reply from Fleet Services", "Leasing came to £412,300."],
    );
}

fn is_answered(way: &Way) {
    let done = way.at_the_desk(&format!("{}key Ctrl+T\nscreen", answer_all()));
    shows(&done, &["Questions 14/14", "Draft, not approved"]);
    let found = way.bench.run(&["check", &way.reference, "--json"]);
    let found: Value = serde_json::from_str(&found.out).expect("JSON");
    let found = found.as_array().expect("a list");
    let codes: Vec<&str> = found
        .iter()
        .filter_map(|one| one["code"].as_str())
        .collect();
    assert_eq!(
        codes,
        ["not-approved"],
        "a whole letter raises no other alarm"
    );
}

fn is_a_draft_until_it_is_approved(way: &Way) {
    let reference = way.reference.as_str();
    let copied = way.at_the_desk("key F9\nwait copied\nscreen");
    shows(
        &copied,
        &["as a draft; not approved is the letter (by Head of Legal)"],
    );
    assert!(
        way.letter_on_the_clipboard()
            .starts_with("DRAFT – not approved\n\nDear Morgan Sample")
    );
    let refused = way.bench.run(&["approve", reference, "--by", "Ann Okafor"]);
    assert!(
        refused.fails(2).contains("to be approved by Head of Legal"),
        "{}",
        refused.err
    );
    let approved = way.at_the_desk("key Alt+O\nkey Enter\nkey Enter\nwait saved\nscreen");
    shows(&approved, &["Priya Nair approved the letter"]);
    // One word changes, and the approval has lapsed; it can be read what changed.
    let lapsed = way.at_the_desk(&format!(
        "{}key Ctrl+E\ntype !\nkey Alt+D\nscreen\nwait saved",
        go_to(1)
    ));
    shows(
        &lapsed,
        &[
            "It has lapsed. What changed since",
            "- The council owned 61 vehicles on 1 April 2026.",
            "+ The council owned 61 vehicles on 1 April 2026.!",
        ],
    );
    way.at_the_desk(&format!(
        "{}key Ctrl+E\nkey Backspace\nwait saved",
        go_to(1)
    ));
    let holds = way.run(&["approve", reference]);
    shows(
        &holds,
        &["the letter: approved by Priya Nair on 24 November 2026; it holds"],
    );
}

fn leaves(way: &Way) {
    let (reference, bench) = (way.reference.as_str(), &way.bench);
    let left = way.at_the_desk("key Alt+W\nwait saved\nkey F9\nwait copied\nscreen\nkey Ctrl+P\ntype Mark the case as sent\nkey Enter\nwait saved");
    let sha256 = left.lines().find_map(|line| line.strip_prefix("copied "));
    let sha256 = sha256.expect("a receipt").trim();
    let letter = way.letter_on_the_clipboard();
    assert!(!letter.contains("DRAFT"), "{letter}");
    shows(
        &letter,
        &[
            "Dear Morgan Sample",
            "1. How many vehicles did the council own on 1 April 2026?",
            "Questions 8 and 9",
            "14. Who is responsible for the fleet",
            "reviews@wexbridge.example",
            "Information Commissioner",
            "Ann Okafor",
        ],
    );
    let history = bench.read(&format!("cases/{reference}/history.jsonl"));
    assert!(
        history.contains(sha256),
        "what was copied is known by its hash"
    );
    // The Word document is read back as anybody would: fourteen questions with their answers.
    let word = bench.path(&format!("cases/{reference}/{reference}-letter.docx"));
    let word = word.to_str().expect("a plain path");
    let pairs = way.run(&["harvest", word, "--json"]);
    let pairs: Value = serde_json::from_str(&pairs).expect("JSON");
    let pairs = pairs["pairs"].as_array().expect("a list");
    assert_eq!(pairs.len(), 14, "{pairs:?}");
    for (pair, answer) in pairs
        .iter()
        .zip(ANSWERS)
        .filter(|(_, answer)| !answer.is_empty())
    {
        assert_eq!(pair["answer"], answer);
    }

    let sent = bench.files(&format!("cases/{reference}/sent"));
    assert!(sent.len() > 1, "{sent:?}");
    let kept = sent.iter().any(|(_, bytes)| {
        String::from_utf8_lossy(bytes).contains("Nine of them were fully electric.")
    });
    assert!(kept, "the letter is kept as it left");
}

fn is_published_and_counted(way: &Way) {
    let reference = way.reference.as_str();
    let log = way.run(&["disclosure-log", reference, "--format", "json"]);
    shows(
        &log,
        &[
            "How many of them were fully electric?",
            "Nine of them were fully electric.",
        ],
    );
    assert!(
        !log.contains("Morgan") && !log.contains("example.org"),
        "{log}"
    );
    let log: Value = serde_json::from_str(&log).expect("JSON");
    assert_eq!(log[0]["reference"], reference);
    let stats = way.run(&["stats", "--from", "2026-11-01", "--to", "2026-11-30"]);
    let count = |words: &str| {
        let line = stats
            .lines()
            .find(|line| line.trim_start().starts_with(words));
        let line = line.unwrap_or_else(|| panic!("“{words}” is not counted:\n{stats}"));
        let number = line
            .split_whitespace()
            .find_map(|word| word.parse::<u32>().ok());
        number.expect("a number")
    };
    assert_eq!(count("Requests received  "), 1);
    assert_eq!(count("within the statutory deadline"), 1);
    assert_eq!(count("later than the deadline"), 0);
    assert_eq!(count("Information granted in full"), 1);
}

fn is_told(way: &Way) {
    let story = way.run(&["history", &way.reference]);
    let wanted = [
        "The case was made of a request with 14 questions",
        "Fleet Services was asked about questions 4 and 5",
        "Finance was asked about question 11",
        "A reply came for questions 4 and 5",
        "The letter was copied as a draft",
        "Priya Nair approved the letter, as it stood then",
        "The letter was copied: ",
        "The response was sent",
    ];
    // The document is written beside the screen, and may be there only after the copy.
    shows(
        &story,
        &["The letter was saved as FOI-2026-0001-letter.docx"],
    );
    let mut rest = story.as_str();
    for words in wanted {
        let at = rest.find(words);
        let at = at.unwrap_or_else(|| panic!("“{words}” is not told in its turn:\n{story}"));
        (_, rest) = rest.split_at(at + words.len());
    }
}
