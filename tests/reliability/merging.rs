//! K05: two officers' edits of one snippet meet only where they changed the same; the marks of a conflict go nowhere.

use std::path::Path;

use seriatim::domain::snippet::Layer;
use seriatim::store::case_folder::CaseFolder;
use seriatim::store::libraries::read_snippet;
use seriatim::store::sync::merge_toml::{Merge, merge};

use crate::bench::Bench;
use crate::disk::case_of;
use crate::rows::{Chance, passed};

fn snippet(title: &str, tags: &[String], paragraphs: &[String]) -> String {
    let tags: Vec<String> = tags.iter().map(|tag| format!("    \"{tag}\",\n")).collect();
    format!(
        "title = \"{title}\"\ntags = [\n{}]\nbody = \"\"\"\n{}\n\"\"\"\n",
        tags.concat(),
        paragraphs.join("\n\n")
    )
}

#[test]
fn k05_two_edits_of_a_snippet_conflict_only_in_the_same_paragraph() {
    const EDITS: u32 = 300;
    let mut chance = Chance::new(5);
    let (mut clean, mut conflicts) = (0, 0);
    for edit in 0..EDITS {
        let paragraphs: Vec<String> = (0..5)
            .map(|at| format!("Paragraph {at} says {edit}.\nAnd more."))
            .collect();
        let tags: Vec<String> = ["bench", "park"].map(str::to_owned).into();
        let (mut mine, mut theirs) = (paragraphs.clone(), paragraphs.clone());
        let (mut my_tags, mut their_tags) = (tags.clone(), tags.clone());
        let (one, other) = (chance.below(5), chance.below(5));
        mine[one] = format!("Mine: {edit}.");
        theirs[other] = format!("Theirs: {edit}.");
        my_tags.push("mine".into());
        their_tags.push("theirs".into());
        let merged = merge(
            &snippet("A", &tags, &paragraphs),
            &snippet("A", &my_tags, &mine),
            &snippet("A", &their_tags, &theirs),
        );
        match merged {
            Merge::Clean(text) => {
                clean += 1;
                assert_ne!(one, other, "two texts for one paragraph became one: {text}");
                for word in ["Mine:", "Theirs:", "\"mine\"", "\"theirs\""] {
                    assert!(text.contains(word), "{word} is lost: {text}");
                }
                read_snippet(Layer::Team, "a", Path::new("a.toml"), text.as_bytes())
                    .expect("it can be used");
            }
            Merge::Conflict(conflict) => {
                conflicts += 1;
                assert_eq!(one, other, "a needless conflict: {:?}", conflict.parts);
                assert!(!conflict.text.contains("<<<<"), "{}", conflict.text);
                assert!(conflict.parts.iter().any(|part| {
                    part.mine
                        .as_deref()
                        .is_some_and(|mine| mine.contains("Mine:"))
                        && part
                            .theirs
                            .as_deref()
                            .is_some_and(|theirs| theirs.contains("Theirs:"))
                }));
            }
        }
    }
    let refused = markers_refused();
    passed(
        "K05",
        &format!(
            "{EDITS} two-sided edits: {clean} merged, {conflicts} conflicts, all in one paragraph; {refused} of {refused} files with marks refused"
        ),
    );
}

const MARKED: &str = "Do disclose.\n<<<<<<< HEAD\nDo.\n=======\nDo not.\n>>>>>>> theirs";

fn markers_refused() -> usize {
    let mut refused = 0;
    for marks in [
        MARKED.to_owned(),
        MARKED.replace('\n', "\r\n"),
        "x\n||||||| base\ny".to_owned(),
        "<<<<<<< ours\nx".to_owned(),
        "x\n>>>>>>> 1a2b3c".to_owned(),
    ] {
        let text = format!("title = \"A\"\nbody = \"\"\"\n{marks}\n\"\"\"\n");
        let read = read_snippet(Layer::Team, "a", Path::new("a.toml"), text.as_bytes());
        let words = read
            .expect_err("marks of a conflict are refused")
            .to_string();
        assert!(words.contains("a.toml:"), "{words}");
        refused += 1;
        // In the files of a case as well.
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("FOI-2026-0001");
        CaseFolder::create(&path, &case_of(2), b"request", "txt").expect("a case");
        let file = path.join("questions/q0.toml");
        let old = std::fs::read_to_string(&file).expect("a question");
        let spoilt = old.replacen("old answer 0", &marks, 1).replacen(
            &format!("answer = \"{marks}\""),
            &format!("answer = \"\"\"\n{marks}\n\"\"\""),
            1,
        );
        std::fs::write(&file, spoilt).expect("written");
        let opened = CaseFolder::open(&path).expect("the others open");
        assert_eq!(opened.problems.len(), 1, "{marks}");
        refused += 1;
    }
    refused
}

#[test]
fn k05_marks_that_were_pasted_into_an_answer_keep_the_letter_from_being_copied() {
    let (bench, reference) = Bench::with_case("1. How many benches?\n");
    let question = bench.question();
    let text = std::fs::read_to_string(&question).expect("text");
    // As the program itself writes such lines, so that the file can be read.
    let answered = text.replacen(
        "answer = \"\"",
        "answer = \"Do.\\n<<<<<<< HEAD\\nDo not.\"",
        1,
    );
    std::fs::write(&question, answered).expect("written");
    let ran = bench.run(&["copy", &reference]);
    assert_ne!(ran.code, 0, "{}", ran.out);
}
