//! Tests of the text of the files.

use std::sync::Arc;

use proptest::prelude::*;

use super::super::testing::{any_question, case, id};
use super::*;
use crate::domain::question::Question;

fn back(question: &Question) -> Question {
    let text = QuestionFile::write(question, &toml::Table::new());
    let read = QuestionFile::read(Path::new("q.toml"), question.id.clone(), text.as_bytes());
    let file = read.unwrap_or_else(|error| panic!("{error}\n{text}"));
    (*file.into_question(question.level)).clone()
}

proptest! {
    #[test]
    fn any_question_comes_back_as_it_was_saved(question in any_question("q1")) {
        prop_assert_eq!(back(&question), (*question).clone());
    }
}

#[test]
fn a_question_file_cut_anywhere_is_an_error_or_the_whole_text() {
    for question in &case().questions {
        let text = QuestionFile::write(question, &toml::Table::new());
        for cut in 0..text.len() {
            let bytes = &text.as_bytes()[..cut];
            if let Ok(file) = QuestionFile::read(Path::new("q.toml"), question.id.clone(), bytes) {
                assert_eq!(
                    *file.into_question(question.level),
                    **question,
                    "cut at {cut}"
                );
            }
        }
    }
}

#[test]
fn a_question_file_with_any_byte_changed_never_loses_its_answer() {
    let question = &case().questions[1];
    let text = QuestionFile::write(question, &toml::Table::new());
    for at in 0..text.len() {
        for byte in [0, b'x', b'"', b'\\', b'\n', b'#', b']', 0xff] {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = byte;
            if let Ok(file) = QuestionFile::read(Path::new("q.toml"), question.id.clone(), &bytes) {
                // A backslash at the end of a line joins it to the next one: white space goes, no word does.
                let read = file.question;
                assert!(
                    letters(&read.answer) + 2 >= letters(&question.answer),
                    "{at} as {byte}"
                );
                assert!(
                    letters(&read.text) + 2 >= letters(&question.text),
                    "{at} as {byte}"
                );
            }
        }
    }
}

#[test]
fn a_case_file_cut_anywhere_is_an_error_or_the_whole_case() {
    let file = case_file();
    let text = file.write();
    for cut in 0..text.len() {
        if let Ok(read) = CaseFile::read(Path::new("case.toml"), &text.as_bytes()[..cut]) {
            assert_eq!(read, file, "cut at {cut}");
        }
    }
}

#[test]
fn a_question_reads_well_and_has_one_thing_a_line() {
    let question = &case().questions[1];
    let text = QuestionFile::write(question, &toml::Table::new());
    assert_eq!(
        text,
        r#"kind = "question"
marker = "2(a)"
before = "Costs"
text = "What did they cost?"

answer = """
They cost:

| a | b |
\u003D======
"""

outcome = "partly-disclosed"
held = "yes"
answered_with = "aaaa"
regime = "uk-eir"
cites = [
  { regime = "uk-eir", cite = "12(5)(e)" },
  { regime = "uk-foia", cite = "43(2)" },
]
sources = [
  { snippet = "foia/s43", version = "0123456789abcdef" },
]

[[argument]]
regime = "uk-foia"
cite = "43(2)"
argued_at = "cccc"
passage = """
It is exempt.

\u003D======
"""
[argument.reasons]
harm = "it would help rivals"
pit-for = """
openness
value for "money\""""

[end]
"#
    );
}

#[test]
fn what_a_newer_version_wrote_is_kept() {
    let newer = "kind = \"question\"\nmarker = \"1\"\ntext = \"a\"\nanswer = \"b\"\nweight = 1.5\n\
                 [[hint]]\nwords = \"x\\ny\"\nat = 2026-01-02\n[more.deep]\nlist = [1, \"=======\"]\n[end]\n";
    let read = |text: &str| {
        QuestionFile::read(Path::new("q.toml"), id("aaaa"), text.as_bytes()).expect("a question")
    };
    let first = read(newer);
    assert_eq!(first.kept.len(), 3);
    let again = read(&QuestionFile::write(&first.question, &first.kept));
    assert_eq!(again, first);

    let mut file = case_file();
    file.kept.insert("newer".into(), toml::Value::Boolean(true));
    file.questions[0]
        .kept
        .insert("weight".into(), toml::Value::Integer(2));
    let text = file.write();
    let read = CaseFile::read(Path::new("case.toml"), text.as_bytes());
    assert_eq!(read.unwrap_or_else(|error| panic!("{error}\n{text}")), file);
}

#[test]
fn a_misspelt_key_is_not_taken_for_one_of_a_newer_version() {
    let text = "kind = \"question\"\nmarker = \"1\"\ntext = \"a\"\nanswer = \"b\"\noutcme = \"refused\"\n[end]\n";
    let told = QuestionFile::read(Path::new("q.toml"), id("aaaa"), text.as_bytes());
    let told = told.expect_err("a misspelling").to_string();
    assert_eq!(
        told,
        "q.toml:5:1: `outcme` is not known here. Did you mean `outcome`?"
    );
}

#[test]
fn a_word_that_is_no_outcome_is_answered_with_those_that_are() {
    let text = "kind = \"question\"\nmarker = \"1\"\ntext = \"a\"\nanswer = \"b\"\noutcome = \"secret\"\n[end]\n";
    let told = QuestionFile::read(Path::new("q.toml"), id("aaaa"), text.as_bytes());
    let told = told.expect_err("no outcome").to_string();
    assert!(
        told.starts_with("q.toml:5:1: `outcome` is not right. It takes one of: disclosed, "),
        "{told}"
    );
    assert!(!told.contains("secret"));
}

fn letters(text: &str) -> usize {
    text.split_whitespace().map(str::len).sum()
}

fn case_file() -> CaseFile {
    let case = case();
    let listed = |question: &Arc<Question>| Listed {
        id: question.id.clone(),
        level: question.level,
        kept: toml::Table::new(),
    };
    CaseFile {
        format: FORMAT,
        facts: (*case.facts).clone(),
        opening: case.opening.text.clone(),
        closing: case.closing.text.clone(),
        questions: case.questions.iter().map(listed).collect(),
        kept: toml::Table::new(),
    }
}

#[test]
fn what_happened_to_the_clock_stands_one_event_a_line_and_an_odd_one_locks_nothing() {
    let whole = case();
    let file = CaseFile {
        format: FORMAT,
        facts: (*whole.facts).clone(),
        opening: String::new(),
        closing: String::new(),
        questions: Vec::new(),
        kept: toml::Table::new(),
    };
    let text = file.write();
    let wanted =
        "clock = [\n  \"clarification-requested:2026-12-01\",\n  \"public-record:1\",\n]\n";
    assert!(text.contains(wanted), "{text}");
    let odd = text.replace("2026-12-01", "2026-02-30");
    let read = CaseFile::read(Path::new("case.toml"), odd.as_bytes()).expect("it opens");
    assert_eq!(
        read.facts.events[0].to_string(),
        "clarification-requested:2026-02-30"
    );
    assert_eq!(read.facts.events.len(), 2);
}

#[test]
fn facts_of_a_journal_that_knew_no_clock_are_read() {
    let mut facts = serde_json::to_value(&*case().facts).expect("plain data");
    assert_eq!(facts["events"][1], "public-record:1");
    facts.as_object_mut().expect("a table").remove("events");
    let read: Facts = serde_json::from_value(facts).expect("an older journal");
    assert!(read.events.is_empty());
}
