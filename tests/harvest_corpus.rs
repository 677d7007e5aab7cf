//! The harvester against letters of many styles: every question, answer, outcome and provision, and nothing invented.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use proptest::prelude::*;
use serde::Deserialize;
use seriatim::domain::harvest::{Harvest, Pair, harvest, letter_facts};
use seriatim::domain::outcome::Outcome;
use seriatim::store::law;
use seriatim::text::clean::clean;

#[derive(Deserialize)]
struct Gold {
    pair: Vec<Wanted>,
}

#[derive(Deserialize)]
struct Wanted {
    marker: String,
    question: String,
    answer: String,
    outcome: String,
    #[serde(default)]
    cites: Vec<String>,
}

fn read(text: &str) -> Harvest {
    let (regimes, _) = law::regimes(None);
    let book = law::phrasebook().expect("the wording of the program");
    harvest(text, &regimes, &book, "uk-foia")
}

/// Letters and digits, in small type, without apostrophes.
fn tokens(text: &str) -> Vec<String> {
    let text: String = text
        .to_lowercase()
        .chars()
        .filter(|c| !matches!(c, '\'' | '’' | '‘'))
        .collect();
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '£' | '%');
    text.split(|c: char| !is_part(c))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The outcome in the words of the labels.
fn word(pair: &Pair) -> &'static str {
    match pair.outcome {
        Some(Outcome::AlreadyAvailable) => "refused",
        Some(Outcome::AnsweredElsewhere) => "see-other",
        Some(outcome) => outcome.id(),
        None => "",
    }
}

/// "EIR 12(5)(e)" of the labels is a provision of whichever regime has that word in its id.
fn cites(pair: &Pair, wanted: &str) -> bool {
    let (regime, cite) = wanted.rsplit_once(' ').unwrap_or(("", wanted));
    pair.cites.iter().any(|cited| {
        let of_it = cited
            .regime
            .as_deref()
            .unwrap_or("")
            .contains(&regime.to_lowercase());
        cited.cite == cite && of_it
    })
}

fn differences(gold: &Gold, found: &Harvest) -> Vec<String> {
    let pairs: Vec<&Pair> = found
        .pairs
        .iter()
        .filter(|pair| !pair.answer.is_empty())
        .collect();
    let mut out = Vec::new();
    if pairs.len() != gold.pair.len() {
        out.push(format!("{} pairs for {}", pairs.len(), gold.pair.len()));
    }
    for (pair, wanted) in pairs.into_iter().zip(&gold.pair) {
        if pair.marker.replace(['(', ')'], "") != wanted.marker.replace(['(', ')'], "") {
            out.push(format!("marker {:?} for {:?}", pair.marker, wanted.marker));
        }
        if tokens(&pair.question) != tokens(&wanted.question) {
            out.push(format!(
                "question {:?} for {:?}",
                pair.question, wanted.question
            ));
        }
        if tokens(&pair.answer) != tokens(&wanted.answer) {
            out.push(format!("answer {:?} for {:?}", pair.answer, wanted.answer));
        }
        if word(pair) != wanted.outcome {
            out.push(format!(
                "{} {} for {}",
                wanted.marker,
                word(pair),
                wanted.outcome
            ));
        }
        let missing = wanted.cites.iter().filter(|cite| !cites(pair, cite));
        out.extend(missing.map(|cite| format!("{} does not cite {cite}", wanted.marker)));
    }
    out
}

fn letters(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/corpus")
        .join(folder);
    let entries = fs::read_dir(folder).expect("the corpus is part of the repository");
    let paths: BTreeSet<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    paths.into_iter().collect()
}

/// Asserts that at most `wrong` letters of a folder are read otherwise than labelled.
fn at_most(wrong: usize, folder: &str) {
    let mut report = String::new();
    let mut exact = 0;
    let paths = letters(folder);
    for path in &paths {
        let letter = fs::read_to_string(path).expect("a letter is UTF-8");
        let labels =
            fs::read_to_string(path.with_extension("toml")).expect("each letter has its labels");
        let gold: Gold = toml::from_str(&labels).expect("labels are TOML");
        let differences = differences(&gold, &read(&letter));
        if differences.is_empty() {
            exact += 1;
        } else {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            writeln!(report, "{name:32} {}", differences.join("; ")).expect("a string takes all");
        }
    }
    assert!(
        exact + wrong >= paths.len() && !paths.is_empty(),
        "{report}{exact} of {} exactly right",
        paths.len()
    );
}

#[test]
fn the_responses_are_read_as_an_officer_would() {
    at_most(0, "responses");
}

#[test]
fn letters_of_many_styles_are_read_as_an_officer_would() {
    at_most(1, "letters");
}

#[test]
fn a_shared_answer_names_the_question_with_which_it_is_given() {
    let found = read(
        "1. How many vans?\n2. How many cars?\n3. Who drives?\n\nOur response\n\nQ1-2: None.\nQ3: Please see question 1.\n",
    );
    let with: Vec<Option<&str>> = found
        .pairs
        .iter()
        .map(|pair| pair.answered_with.as_deref())
        .collect();
    assert_eq!(with, [None, Some("1"), Some("1")]);
    assert_eq!(found.pairs[1].shares, Some(0));
    assert_eq!(found.pairs[2].outcome, Some(Outcome::AnsweredElsewhere));
}

#[test]
fn a_question_without_an_answer_is_reported_with_none() {
    let found =
        read("1. How many vans?\nAnswer: 4\n2. How many cars?\n3. Who drives?\nAnswer: Staff.\n");
    assert_eq!(found.pairs.len(), 3);
    assert_eq!(found.pairs[0].answer, "4");
    let alone =
        read("You asked:\n1. How many vans?\n2. How many cars?\n\nOur response\n\n1. Four.\n");
    assert_eq!(alone.pairs[1].answer, "");
    assert_eq!(alone.pairs[1].outcome, None);
}

#[test]
fn a_letter_says_who_wrote_it_to_whom_and_when() {
    let letter = "Our ref: FOI 26-0912\nDate: 4 March 2026\n\nDear Ms Example,\n\nThank you for your request under the Freedom of \
                  Information Act 2000, which we received on 5 February 2026.\n\n1. How many?\nFour.\n\nYours sincerely\n\nA. Officer\nWexbridge \
                  District Council\n";
    let (regimes, _) = law::regimes(None);
    let facts = letter_facts(letter, &regimes);
    assert_eq!(facts.references[0].value, "26-0912");
    assert_eq!(
        facts.date.map(|date| date.value.to_string()).as_deref(),
        Some("2026-03-04")
    );
    assert_eq!(
        facts
            .request_date
            .map(|date| date.value.to_string())
            .as_deref(),
        Some("2026-02-05")
    );
    assert_eq!(facts.salutations[0].name.value, "Ms Example");
    assert_eq!(
        facts.regime.map(|regime| regime.value).as_deref(),
        Some("uk-foia")
    );
    assert_eq!(
        facts.authority.map(|body| body.value).as_deref(),
        Some("Wexbridge District Council")
    );
    let signature = letter.get(facts.signatures[0].clone()).unwrap_or_default();
    assert!(
        signature.starts_with("Yours sincerely")
            && signature.ends_with("Wexbridge District Council")
    );
}

fn seriatim(arguments: &[&str], input: &str) -> (String, Option<i32>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_seriatim"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut pipe = child.stdin.take().expect("its input is a pipe");
    // A program that has refused its arguments reads nothing.
    let _ = pipe.write_all(input.as_bytes());
    drop(pipe);
    let output = child.wait_with_output().expect("the program ends");
    let text = String::from_utf8(output.stdout).expect("what it writes is UTF-8");
    (text, output.status.code())
}

#[test]
fn the_contract_of_the_command_is_kept() {
    let letter = "1. How many vans?\nAnswer: None is held.\n2. Who drives?\nAnswer: Exempt under section 40(2).\n";
    let (json, code) = seriatim(&["harvest", "--json", "-"], letter);
    let wanted = r#"{"pairs":[{"marker":"1","question":"How many vans?","answer":"None is held.","outcome":"not-held","cites":[]},{"marker":"2","question":"Who drives?","answer":"Exempt under section 40(2).","outcome":"refused","cites":["40(2)"]}]}"#;
    assert_eq!((json.trim(), code), (wanted, Some(0)));
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/responses/01-blank-line.txt");
    let file = folder.to_str().expect("a path of the repository");
    let (lines, code) = seriatim(&["harvest", "--json", file, file], "");
    assert_eq!((lines.lines().count(), code), (2, Some(0)));
    assert!(lines.lines().all(|line| line.starts_with(r#"{"file":"#)));
    assert_eq!(
        seriatim(&["harvest", "--json", "no-such-letter.txt"], "").1,
        Some(2)
    );
    assert_eq!(
        seriatim(&["harvest", "--regime", "none", "-"], letter).1,
        Some(2)
    );
    let (words, code) = seriatim(&["harvest", "--dry-run", "-"], letter);
    assert!(
        words.contains("[not held] None is held.") && code == Some(0),
        "{words}"
    );
}

/// Lines as responses have them, put together in every order.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Dear Ms Example,".to_owned()),
        Just("Yours sincerely".to_owned()),
        Just(String::new()),
        Just("You asked:".to_owned()),
        Just("Our response".to_owned()),
        Just("Response:".to_owned()),
        Just("**Answer:** None é".to_owned()),
        Just("> 2) How many 漢字?".to_owned()),
        Just("| 1. How many? | 4 |".to_owned()),
        Just("|".to_owned()),
        Just("Q1-3: None is held.".to_owned()),
        Just("In relation to question 2, none.".to_owned()),
        Just("You asked for the report of 3 May 2026.".to_owned()),
        Just("Question\tAnswer".to_owned()),
        (1..6_u32, 0..5_usize).prop_map(|(n, style)| {
            let marker = [
                format!("{n}."),
                format!("{n})"),
                format!("Question {n}"),
                format!("Part {n}:"),
                format!("A{n}."),
            ];
            format!("{} How many bins were emptied?", marker[style])
        }),
        (1..6_u32).prop_map(|n| format!("{n}. There were {n}.")),
        "[a-c]".prop_map(|c| format!("({c}) the cost")),
        ".{0,40}",
    ]
}

fn holds(text: &str, found: &Harvest) -> Result<(), TestCaseError> {
    for range in [&found.opening, &found.closing] {
        prop_assert!(text.get(range.clone()).is_some(), "{:?}", range);
    }
    for pair in &found.pairs {
        prop_assert!(
            text.get(pair.question_at.clone()).is_some()
                && text.get(pair.answer_at.clone()).is_some()
        );
        // Every word of an answer is in the letter, in its order.
        let mut letters = text.chars().filter(|c| !c.is_whitespace());
        let mut answer = pair.answer.chars().filter(|c| !c.is_whitespace());
        prop_assert!(
            answer.all(|wanted| letters.any(|c| c == wanted)),
            "{}",
            pair.answer
        );
        prop_assert!(pair.answer.is_empty() == pair.outcome.is_none());
        prop_assert!(pair.shares.is_none_or(|first| first < found.pairs.len()));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_letter_is_read_without_panic_and_nothing_is_invented(lines in prop::collection::vec(line(), 0..30)) {
        let text = clean(&lines.join("\n")).0.into_string();
        holds(&text, &read(&text))?;
    }

    #[test]
    fn any_text_at_all_is_read_without_panic(text in any::<String>()) {
        let (regimes, _) = law::regimes(None);
        holds(&text, &read(&text))?;
        let facts = letter_facts(&text, &regimes);
        prop_assert!(facts.signatures.iter().all(|at| text.get(at.clone()).is_some()));
        prop_assert!(facts.salutations.iter().all(|one| text.get(one.name.at.clone()).is_some()));
        prop_assert!(facts.authority.is_none_or(|body| text.get(body.at).is_some()));
    }
}
