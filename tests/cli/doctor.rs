//! `seriatim doctor`: an officer learns what is wrong and what to do, and scripts learn it by the exit code.

use std::fs;

use serde_json::Value;

use crate::bench::{Bench, Ran};

/// A terminal and a language that nothing is to be said about.
const AROUND: [(&str, &str); 3] = [
    ("TERM", "xterm-256color"),
    ("LANG", "en_GB.UTF-8"),
    ("SERIATIM_CLIPBOARD", "file"),
];

fn doctor(bench: &Bench, words: &[&str]) -> Ran {
    let call = [&["doctor"], words].concat();
    bench.run_in(&call, b"", &AROUND)
}

// Without the line breaks, which depend on the length of the folder's name.
fn words(ran: &Ran) -> String {
    ran.out.split_whitespace().collect::<Vec<&str>>().join(" ")
}

fn settled() -> Bench {
    let bench = Bench::with_workspace();
    let settings = bench
        .read("seriatim.toml")
        .replacen("name = \"\"", "name = \"Anytown Council\"", 1)
        .replacen("contact = \"\"", "contact = \"foi@anytown.example\"", 1)
        .replacen(
            "review_contact = \"\"",
            "review_contact = \"review@anytown.example\"",
            1,
        );
    bench.write("seriatim.toml", settings);
    bench
}

fn signs(ran: &Ran) -> Vec<(String, String, String)> {
    let all: Value = serde_json::from_str(&ran.out).expect("JSON");
    let text = |sign: &Value, key: &str| sign[key].as_str().expect("a text").to_owned();
    let signs = all["signs"].as_array().expect("a list");
    signs
        .iter()
        .map(|sign| {
            (
                text(sign, "part"),
                text(sign, "health"),
                text(sign, "found"),
            )
        })
        .collect()
}

#[test]
fn a_workspace_in_order_is_well_in_every_part() {
    let bench = settled();
    bench.new_case(b"1. How many benches?\n2. What did they cost?\n");
    let ran = doctor(&bench, &[]);
    assert!(
        ran.succeeds().ends_with("Everything is well.\n"),
        "{}",
        ran.out
    );
    for part in [
        "workspace",
        "permissions",
        "cases",
        "journal",
        "libraries",
        "law",
        "clipboard",
        "terminal",
    ] {
        assert!(
            ran.out.lines().any(|line| line == part),
            "{part}: {}",
            ran.out
        );
    }
    assert!(
        ran.out
            .contains("1 case, 1 of them open; the oldest was received on 24 November 2026")
    );
    assert!(words(&ran).contains("holidays known up to 31 December 2028"));
}

#[test]
fn as_json_it_says_the_same() {
    let bench = settled();
    let ran = doctor(&bench, &["--json"]);
    ran.succeeds();
    let all = signs(&ran);
    assert!(all.iter().all(|(_, health, _)| health == "well"), "{all:?}");
    assert!(
        all.iter()
            .any(|(part, _, found)| part == "law" && found.contains("uk-foia"))
    );
}

#[test]
fn settings_that_lack_the_authority_are_worth_a_look_and_nothing_is_wrong() {
    let bench = Bench::with_workspace();
    let ran = doctor(&bench, &[]);
    assert!(
        words(&ran).contains("name, contact, review_contact"),
        "{}",
        ran.out
    );
    ran.succeeds();
    assert!(words(&ran).contains("-> Write them under [authority]"));
    assert!(
        ran.out.ends_with("Nothing is wrong; 1 to look at.\n"),
        "{}",
        ran.out
    );
}

#[test]
fn broken_settings_are_named_with_line_and_the_rest_is_still_looked_at() {
    let bench = settled();
    bench.write("seriatim.toml", "[authority]\nnane = \"x\"\n");
    let ran = doctor(&bench, &[]);
    assert_eq!(ran.code, 1);
    assert!(words(&ran).contains("seriatim.toml:2"), "{}", ran.out);
    assert!(ran.out.contains("terminal\n"), "{}", ran.out);
}

#[test]
fn a_damaged_question_and_a_snippet_with_the_marks_of_a_conflict_are_wrong() {
    let bench = settled();
    bench.new_case(b"1. How many benches?\n2. What did they cost?\n");
    let question = bench.question();
    fs::write(&question, "kind = ").expect("damaged");
    bench.write(
        "snippets/bad.toml",
        "title = \"Benches\"\nbody = \"\"\"\n<<<<<<< HEAD\nDo.\n=======\nDo not.\n>>>>>>> theirs\n\"\"\"\n",
    );
    let ran = doctor(&bench, &["--json"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    let wrong: Vec<_> = signs(&ran)
        .into_iter()
        .filter(|sign| sign.1 == "wrong")
        .collect();
    let name = question
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    assert!(
        wrong
            .iter()
            .any(|sign| sign.0 == "cases" && sign.2.contains(&name)),
        "{wrong:?}"
    );
    assert!(
        wrong
            .iter()
            .any(|sign| sign.0 == "libraries" && sign.2.contains("bad.toml")),
        "{wrong:?}"
    );
}

#[test]
fn a_terminal_without_a_cursor_and_one_without_letters_are_told_apart() {
    let bench = settled();
    let ran = bench.run_in(&["doctor"], b"", &[("TERM", "dumb"), ("LANG", "C")]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("wrong TERM is dumb"), "{}", ran.out);
    assert!(
        words(&ran).contains("look may not show all letters (C)"),
        "{}",
        ran.out
    );
}

#[cfg(unix)]
#[test]
fn folders_open_to_everybody_are_told_with_the_mend() {
    use std::os::unix::fs::PermissionsExt;
    let bench = settled();
    bench.new_case(b"1. How many benches?\n");
    let cases = bench.path("cases");
    fs::set_permissions(&cases, fs::Permissions::from_mode(0o755)).expect("ours");
    let ran = doctor(&bench, &[]);
    assert!(
        words(&ran).contains("everybody on this computer (mode 0755)"),
        "{}",
        ran.out
    );
    assert!(words(&ran).contains("chmod o-rwx"), "{}", ran.out);
}

#[test]
fn the_doctor_leaves_everything_as_it_was() {
    let bench = settled();
    bench.new_case(b"1. How many benches?\n");
    let before = bench.files("");
    doctor(&bench, &[]);
    assert!(before == bench.files(""), "a file was changed or left");
    // Where there is no workspace, none is made.
    let bare = Bench::new();
    let ran = doctor(&bare, &[]);
    assert!(
        ran.succeeds().contains("there is no workspace here yet"),
        "{}",
        ran.out
    );
    assert_eq!(bare.files(""), Vec::new());
}
