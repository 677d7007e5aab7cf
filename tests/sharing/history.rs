//! What git remembers of a snippet, and the officer's own editor on a shared file.

use std::fs;

use crate::town::{REGISTER, Town};

const FILE: &str = "foia/register.toml";
const ID: &str = "foia/register";

#[test]
fn the_history_of_a_snippet_tells_when_by_whom_and_what() {
    let town = Town::new();
    let (ann, ben) = (town.officer("ann"), town.officer("ben"));
    ann.write(FILE, REGISTER);
    ann.sync();
    ben.sync();
    ben.change(FILE, "for a year", "for two years");
    ben.sync();
    ann.write("foia/other.toml", "title = \"Other\"\nbody = \"Other.\"\n");
    ann.sync();
    ann.change(FILE, "Register of breaches", "Breaches, the register");

    let told = ann.run(&["snippet", "show", ID, "--history"]);
    let told = told.ends_with(0).out.clone();
    let heads: Vec<&str> = told.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(heads.len(), 3, "{told}");
    assert_eq!(heads[0], "Changed on this computer, and not shared yet");
    assert!(
        heads[1].contains("· ben · Change foia/register.toml"),
        "{told}"
    );
    assert!(
        heads[2].contains("· ann · new · Change foia/register.toml"),
        "{told}"
    );
    for line in [
        "- title = \"Register of breaches\"",
        "+ title = \"Breaches, the register\"",
        "- It is kept for a year.",
        "+ It is kept for two years.",
    ] {
        assert!(told.contains(line), "{line}:\n{told}");
    }
    let told = ben.run(&["snippet", "show", ID, "--history", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&told.ends_with(0).out).expect("JSON");
    assert_eq!(json[0]["by"], "ben", "{json}");
    assert_eq!(json[0]["kind"], "changed");
    assert_eq!(json[1]["kind"], "new");
}

#[test]
fn a_library_that_is_no_clone_has_no_history_and_says_so() {
    let town = Town::new();
    let ann = town.officer("ann");
    ann.write(FILE, REGISTER);
    fs::remove_dir_all(ann.library().join(".git")).expect("removed");
    let told = ann.run(&["snippet", "show", ID, "--history"]);
    assert!(
        told.ends_with(0).out.contains("is no git clone"),
        "{}",
        told.out
    );
    let told = ann.run(&["snippet", "show", "closing/internal-review", "--history"]);
    assert!(
        told.ends_with(0)
            .out
            .starts_with("It came with the program"),
        "{}",
        told.out
    );
}

#[test]
fn an_edit_in_an_editor_meets_the_change_of_a_colleague() {
    let town = Town::new();
    let ann = town.officer("ann");
    ann.write(FILE, REGISTER);
    // While Ann's editor is open, a sync brings another line of it.
    let file = ann.library().join(FILE);
    let editor = format!(
        "sed -i 's/for a year/for two years/' '{}'; sed -i s/register\\\\./list./",
        file.display()
    );
    let ran = ann.run_with(&["snippet", "edit", ID], &[("EDITOR", &editor)]);
    assert!(
        ran.ends_with(0)
            .err
            .contains("both changes were put together"),
        "{}",
        ran.err
    );
    let text = ann.read(FILE);
    assert!(
        text.contains("We hold a list.") && text.contains("for two years"),
        "{text}"
    );
    assert!(text.starts_with("# Agreed with legal."), "{text}");
}

#[test]
fn an_edit_of_the_same_line_as_a_colleague_is_told_and_overwrites_nobody_unseen() {
    let town = Town::new();
    let ann = town.officer("ann");
    ann.write(FILE, REGISTER);
    let file = ann.library().join(FILE);
    let editor = format!(
        "sed -i 's/for a year/for two years/' '{}'; sed -i 's/for a year/for ten years/'",
        file.display()
    );
    let ran = ann.run_with(&["snippet", "edit", ID], &[("EDITOR", &editor)]);
    assert!(
        ran.ends_with(1)
            .err
            .contains("somebody has changed the same since you began (body)"),
        "{}",
        ran.err
    );
    assert!(ann.read(FILE).contains("for two years"));
    // Ann has seen theirs, and means hers.
    ann.run_with(&["snippet", "edit", ID], &[("EDITOR", "true")])
        .ends_with(0);
    assert!(ann.read(FILE).contains("for ten years"));
}

#[test]
fn an_edit_of_a_snippet_that_a_colleague_took_away_keeps_the_text() {
    let town = Town::new();
    let ann = town.officer("ann");
    ann.write(FILE, REGISTER);
    let file = ann.library().join(FILE);
    let editor = format!("rm '{}'; sed -i 's/a year/ten years/'", file.display());
    let ran = ann.run_with(&["snippet", "edit", ID], &[("EDITOR", &editor)]);
    let told = &ran.ends_with(1).err;
    assert!(told.contains("somebody has removed this snippet"), "{told}");
    let kept = told
        .split_whitespace()
        .find(|word| word.ends_with("register.toml;"))
        .expect("the place is told");
    let kept = fs::read_to_string(kept.trim_end_matches(';')).expect("the text");
    assert!(kept.contains("kept for ten years"), "{kept}");
}
