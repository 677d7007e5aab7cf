//! Whole letters checked as one would check a letter from elsewhere: ten faultless ones, twenty with planted faults.
//!
//! `expected.toml` beside them tells which faults stand where. Measured are recall, the share of planted faults that
//! are found, and precision, the share of findings that are planted faults or follow from one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::{Date, date};
use seriatim::domain::checks::{self, Clock, Diagnostic, Given, Surroundings, subject_of_letter};
use seriatim::domain::clock::Due;
use seriatim::domain::reading::Reader;
use seriatim::domain::rules::Rules;
use seriatim::store::law;
use toml::{Table, Value};

const TODAY: Date = date(2026, 11, 24);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/letters")
}

fn rules() -> Rules {
    let (regimes, problems) = law::regimes(None);
    assert_eq!(problems, Vec::<String>::new());
    Rules {
        reader: Reader {
            book: law::phrasebook().expect("the wording of the program"),
            regimes: Arc::new(regimes),
        },
        repealed: law::repealed().expect("the list of the program"),
        checks: law::checks(None).0,
    }
}

fn text(entry: &Table, key: &str) -> Option<String> {
    entry.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn found_in(letter: &str, entry: &Table, rules: &Rules) -> Vec<Diagnostic> {
    let received = entry.get("received").and_then(Value::as_datetime);
    let received: Option<Date> = received.and_then(|date| date.to_string().parse().ok());
    let given = Given {
        regime: text(entry, "regime"),
        default_regime: "uk-foia".into(),
        received,
        reference: text(entry, "reference"),
        requester: text(entry, "requester"),
        authority: text(entry, "authority"),
    };
    let regulators = law::regulators().expect("the list of the program");
    let around = Surroundings {
        regimes: &rules.reader.regimes,
        repealed: &rules.repealed,
        regulators: &regulators,
        library: None,
        today: TODAY,
    };
    let mut subject = subject_of_letter(letter, &given, &rules.reader, around);
    let clock = rules.reader.regimes.clock_of(&subject.regime);
    if let (Some(received), Some(dated), Some((pack, calendar))) =
        (received, subject.facts.dated, clock)
        && let Ok(due) = Due::count(pack, calendar, received, &[])
    {
        let standing = due.standing(calendar, dated);
        subject.clock = Some(Clock::of(&due, standing));
    }
    checks::check(&subject, &rules.checks)
}

// What came of a set of letters.
#[derive(Default)]
struct Tally {
    planted: usize,
    missed: Vec<String>,
    right: usize,
    // Findings that nothing planted explains, and the faultless letters among those that have one.
    alarms: Vec<String>,
    disturbed: Vec<String>,
}

impl Tally {
    fn words(&self) -> String {
        format!(
            "faults found: {} of {}, not {:?}; findings that are right: {} of {}, not {:?}",
            self.planted - self.missed.len(),
            self.planted,
            self.missed,
            self.right,
            self.right + self.alarms.len(),
            self.alarms
        )
    }
}

fn tally(folder: &Path, letters: usize) -> Tally {
    let rules = rules();
    let expected = fs::read_to_string(folder.join("expected.toml")).expect("the list of letters");
    let expected: Table = expected.parse().expect("a list in TOML");
    let list = expected["letter"].as_array().expect("a list of letters");
    assert_eq!(list.len(), letters);
    let mut tally = Tally::default();
    for entry in list {
        let entry = entry.as_table().expect("a letter");
        let file = text(entry, "file").expect("its file");
        let letter = fs::read_to_string(folder.join(&file)).expect("the letter");
        let found = found_in(&letter, entry, &rules);
        let faults = entry["faults"].as_array().expect("a list of faults");
        let mut fair: BTreeSet<String> = BTreeSet::new();
        for fault in faults {
            let code = fault["code"].as_str().expect("a code").to_owned();
            tally.planted += 1;
            if !found.iter().any(|finding| finding.code == code) {
                tally.missed.push(format!("{file}: {code}"));
            }
            fair.insert(code);
        }
        if let Some(may) = entry.get("may").and_then(Value::as_array) {
            fair.extend(may.iter().filter_map(Value::as_str).map(str::to_owned));
        }
        let more = found.iter().filter(|finding| !fair.contains(finding.code));
        let more: Vec<String> = more
            .map(|one| format!("{file}: {} {}", one.code, one.message))
            .collect();
        tally.right += found.len() - more.len();
        if faults.is_empty() && !more.is_empty() {
            tally.disturbed.push(file);
        }
        tally.alarms.extend(more);
    }
    tally
}

#[test]
fn planted_faults_are_found_and_faultless_letters_are_left_alone() {
    let tally = tally(&folder(), 30);
    println!("{}", tally.words());
    let alarms = &tally.alarms;
    assert_eq!(
        tally.disturbed,
        Vec::<String>::new(),
        "faultless letters with a finding: {alarms:#?}"
    );
    // A change that costs one of either has to be looked at.
    assert!(alarms.len() <= 1, "{alarms:#?}");
    assert!(tally.missed.len() <= 1, "{:#?}", tally.missed);
}

#[test]
fn letters_by_another_hand_are_checked_nearly_as_well() {
    let tally = tally(&folder().join("second"), 70);
    println!("{}", tally.words());
    assert!(tally.alarms.len() <= 4, "{:#?}", tally.alarms);
    assert!(tally.missed.len() <= 22, "{:#?}", tally.missed);
}
