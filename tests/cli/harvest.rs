//! Past letters from the command line: a folder of them becomes the archive, and what was unclear is told.

use std::fs;
use std::path::{Path, PathBuf};

use crate::bench::Bench;

const LETTER: &str = "Our ref: FOI 25-0031\nDate: 4 March 2025\n\nDear Ms Ann Person,\n\nThank you for your request.\n\n\
                      1. How many vans does the council own?\n\nThe council owns 14 vans.\n\n\
                      2. Who drives them?\n\nThe names are exempt under section 40(2), as Ms Person was told on 01632 960123.\n\n\
                      Yours sincerely\n\nBob Signer\nWexbridge District Council\n";

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("JSON")
}

fn folder(bench: &Bench) -> String {
    bench.write("letters/2025/a.txt", LETTER);
    // The same letter once more, wrapped otherwise.
    bench.write(
        "letters/b.txt",
        LETTER.replace("does the council", "does\nthe council"),
    );
    // The same question and answer in a later letter, in the encoding of an old system.
    let later = "Date: 9 June 2026\n\n1. How many vans does the council own?\n\nThe council owns 14 vans.\n\n2. What do they cost?\n\n\u{a3}9,100 a year.\n";
    let old: Vec<u8> = later
        .chars()
        .map(|c| u8::try_from(u32::from(c)).expect("Latin"))
        .collect();
    bench.write("letters/c.txt", old);
    bench.write("letters/d.txt", "We are very sorry for the delay.\n");
    bench.write("letters/broken.txt", [0_u8, 159, 146, 150, 0, 1, 2, 3]);
    bench.write("letters/logo.png", [137_u8, 80, 78, 71]);
    bench.path("letters").to_string_lossy().into_owned()
}

#[test]
fn a_folder_of_letters_becomes_the_archive() {
    let bench = Bench::with_workspace();
    let folder = folder(&bench);
    let ran = bench.run(&["harvest", &folder]);
    let told = ran.succeeds();
    assert!(told.starts_with("3 letters read in "), "{told}");
    assert!(
        told.contains(": 3 past answers; 1 came again and are kept once"),
        "{told}"
    );
    assert!(told.contains("1 letter: the same as another one"), "{told}");
    assert!(told.ends_with("The archive holds 3.\n"), "{told}");
    assert!(ran.err.contains("broken.txt"), "{}", ran.err);
    assert!(
        ran.err.contains("d.txt:1: no question was found"),
        "{}",
        ran.err
    );
    let listed = bench.run(&["archive", "list", "--json"]);
    let listed = json(listed.succeeds());
    let vans = &listed[0];
    assert_eq!(vans["question"], "How many vans does the council own?");
    assert_eq!(
        (&vans["date"], &vans["source"]),
        (&"2026-06-09".into(), &"c.txt".into())
    );
    let refused = bench.run(&[
        "archive",
        "list",
        "--json",
        "--outcome",
        "refused",
        "--provision",
        "40",
    ]);
    let refused = json(refused.succeeds());
    assert_eq!(refused[0]["reference"], "25-0031");
    assert_eq!(refused[0]["provisions"][0], "40(2)");
    assert_eq!(refused.as_array().map(Vec::len), Some(1));
}

#[test]
fn harvesting_the_same_letters_again_adds_nothing() {
    let bench = Bench::with_workspace();
    let folder = folder(&bench);
    bench.run(&["harvest", &folder]).succeeds();
    let ran = bench.run(&["harvest", &folder]);
    let told = ran.succeeds();
    assert!(told.contains("3 of them there already"), "{told}");
    assert!(told.ends_with("The archive holds 3.\n"), "{told}");
}

#[test]
fn the_report_names_everything_that_was_unclear() {
    let bench = Bench::with_workspace();
    let folder = folder(&bench);
    let report = bench.path("report.txt").to_string_lossy().into_owned();
    bench
        .run(&["harvest", &folder, "--report", &report])
        .succeeds();
    let report = fs::read_to_string(report).expect("a report");
    let has = |words: &str| assert!(report.contains(words), "{words}: {report}");
    has("broken.txt");
    has("b.txt: the same letter as");
    has("d.txt:1: no question was found in this letter");
}

#[test]
fn what_is_only_shown_changes_nothing() {
    let bench = Bench::with_workspace();
    let letter = bench.write("a.txt", LETTER);
    let ran = bench.run(&["harvest", "--dry-run", &letter]);
    assert!(ran.succeeds().contains("[refused: 40(2)]"), "{}", ran.out);
    bench.run(&["harvest", "--json", &letter]).succeeds();
    assert!(
        bench
            .run(&["archive", "list"])
            .succeeds()
            .starts_with("No past answer")
    );
    assert!(
        bench
            .run(&["harvest", "nothing.txt"])
            .fails(2)
            .contains("nothing.txt")
    );
}

fn corpus() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    ["responses", "letters"]
        .iter()
        .flat_map(|name| fs::read_dir(root.join(name)).expect("a folder of the repository"))
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect()
}

#[test]
fn nothing_of_who_asked_or_signed_enters_the_archive() {
    let bench = Bench::with_workspace();
    let letters = corpus();
    let mut names: Vec<String> = vec!["Ann Person".into(), "Ms Person".into(), "Bob Signer".into()];
    for path in &letters {
        let text = fs::read_to_string(path).expect("a letter");
        for line in text.lines() {
            let line = line.trim_start_matches(['>', ' ']);
            let named = line
                .strip_prefix("Dear ")
                .map(|name| name.trim_end_matches([',', ':']).to_owned());
            let person = named.filter(|name| {
                ["Mr ", "Mrs ", "Ms ", "Mx ", "Dr "]
                    .iter()
                    .any(|title| name.starts_with(title))
            });
            names.extend(person);
        }
        bench.write(
            &format!(
                "letters/{}",
                path.file_name().expect("a name").to_string_lossy()
            ),
            text,
        );
    }
    bench.write("letters/zz.txt", LETTER);
    let folder = bench.path("letters").to_string_lossy().into_owned();
    bench.run(&["harvest", &folder]).succeeds();
    let kept = bench.files("archive");
    assert!(!kept.is_empty());
    for (path, bytes) in kept {
        let text = String::from_utf8(bytes).expect("plain text");
        for name in &names {
            assert!(
                !text.contains(name.as_str()),
                "{name} in {}",
                path.display()
            );
        }
        assert!(
            !text.contains('@') && !text.contains("01632") && !text.contains("Dear "),
            "{text}"
        );
    }
}

#[test]
fn an_archive_that_is_exported_is_read_back_as_it_was() {
    let bench = Bench::with_workspace();
    for path in corpus() {
        let name = path.file_name().expect("a name").to_string_lossy();
        bench.write(
            &format!("letters/{name}"),
            fs::read(&path).expect("a letter"),
        );
    }
    let folder = bench.path("letters").to_string_lossy().into_owned();
    bench.run(&["harvest", &folder]).succeeds();
    let sorted = |bench: &Bench| {
        let ran = bench.run(&["archive", "export"]);
        let mut lines: Vec<String> = ran.succeeds().lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let before = sorted(&bench);
    assert!(before.len() > 200, "{}", before.len());
    for name in ["all.jsonl", "all.csv"] {
        let file = bench.path(name).to_string_lossy().into_owned();
        bench.run(&["archive", "export", "-o", &file]).succeeds();
        let other = Bench::with_workspace();
        other.run(&["archive", "import", &file]).succeeds();
        let after = sorted(&other);
        for (one, two) in before.iter().zip(&after) {
            assert_eq!(one, two, "{name}");
        }
        assert_eq!(before.len(), after.len(), "{name}");
    }
}

#[test]
fn answers_that_filters_choose_are_counted_before_they_go() {
    let bench = Bench::with_workspace();
    let folder = folder(&bench);
    bench.run(&["harvest", &folder]).succeeds();
    let ran = bench.run(&["archive", "remove", "--before", "2026-01-01"]);
    assert_eq!(
        ran.succeeds(),
        "1 past answers would be removed; --yes removes them\n"
    );
    let ran = bench.run(&["archive", "remove", "--before", "2026-01-01", "--yes"]);
    assert_eq!(ran.succeeds(), "1 removed; the archive holds 2\n");
    let stats = bench.run(&["archive", "stats"]);
    assert!(
        stats.succeeds().contains("from 2026-06-09"),
        "{}",
        stats.out
    );
    assert!(
        bench
            .run(&["archive", "list", "--outcome", "lost"])
            .fails(2)
            .contains("not-held")
    );
}

#[test]
fn a_case_that_is_marked_as_sent_fills_the_archive_until_it_is_open_again() {
    let (bench, reference) = Bench::with_case(
        "Dear Council,\n\n1. How many vans are there?\n2. Who drives them?\n\nYours\nAnn Person\n",
    );
    let script = |steps: &str| {
        let file = bench.write("steps.txt", steps);
        bench
            .run(&["open", &reference, "--script", &file])
            .succeeds();
    };
    let mark = "key Ctrl+P\ntype Mark the case as sent\nkey Enter\nwait saved\nquit\n";
    script(&format!(
        "key Ctrl+T\nkey Home\nkey Down\nkey Enter\ntype There are fourteen.\nwait saved\n{mark}"
    ));
    let listed = bench.run(&["archive", "list", "--json"]);
    let listed = json(listed.succeeds());
    assert_eq!(listed.as_array().map(Vec::len), Some(1), "{listed}");
    assert_eq!(listed[0]["answer"], "There are fourteen.");
    assert_eq!(listed[0]["reference"], reference.as_str());
    assert_eq!(listed[0]["source"], format!("case {reference}"));
    script(mark);
    assert!(
        bench
            .run(&["archive", "list"])
            .succeeds()
            .starts_with("No past answer")
    );
}
