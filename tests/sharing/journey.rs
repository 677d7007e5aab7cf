//! Share, edit both, conflict, settle, offline, catch up.

use std::fs;

use crate::town::{Officer, REGISTER, Town};

const FILE: &str = "foia/register.toml";

#[test]
fn two_officers_share_a_library_over_a_bare_repository() {
    let town = Town::new();
    let (ann, ben) = (town.officer("ann"), town.officer("ben"));
    share(&town, &ann, &ben);
    edit_both(&town, &ann, &ben);
    conflict_and_settle(&town, &ann, &ben);
    offline_and_catch_up(&town, &ann, &ben);
}

fn share(_: &Town, ann: &Officer<'_>, ben: &Officer<'_>) {
    // Share: what Ann writes, Ben has.
    ann.write(FILE, REGISTER);
    let told = ann.sync();
    assert_eq!(told["shared"][0]["changed"], 1, "{told}");
    assert_eq!(told["shared"][0]["sent"], 1, "{told}");
    let told = ben.sync();
    assert_eq!(told["shared"][0]["received"], 1, "{told}");
    assert_eq!(ben.read(FILE), REGISTER);
    let shown = ben.run(&["snippet", "show", "foia/register"]);
    assert!(
        shown.ends_with(0).out.contains("We hold a register."),
        "{}",
        shown.out
    );
}

fn edit_both(_: &Town, ann: &Officer<'_>, ben: &Officer<'_>) {
    // Edit both: different places of one file, and files of their own.
    ann.change(FILE, "[\"ict\"]", "[\"ict\", \"breach\"]");
    ann.change(FILE, "# Agreed with legal.", "# Agreed with legal in May.");
    ben.change(FILE, "[\"ict\"]", "[\"ict\", \"gdpr\"]");
    ben.change(FILE, "for a year", "for two years");
    ben.write("foia/other.toml", "title = \"Other\"\nbody = \"Other.\"\n");
    ben.write("foia/register.uses.jsonl", "{\"question\":\"ben\"}\n");
    ann.write("foia/register.uses.jsonl", "{\"question\":\"ann\"}\n");
    ann.sync();
    let told = ben.sync();
    assert_eq!(told["conflicts"], serde_json::json!([]), "{told}");
    ann.sync();
    for officer in [ann, ben] {
        let text = officer.read(FILE);
        assert!(
            text.contains("\"breach\"")
                && text.contains("\"gdpr\"")
                && text.contains("two years")
                && text.contains("in May"),
            "{text}"
        );
        let uses = officer.read("foia/register.uses.jsonl");
        assert!(
            uses.contains("ann") && uses.contains("ben") && uses.lines().count() == 2,
            "{uses}"
        );
        officer.read("foia/other.toml");
    }
    assert_eq!(ann.read(FILE), ben.read(FILE));
}

fn conflict_and_settle(_: &Town, ann: &Officer<'_>, ben: &Officer<'_>) {
    // Conflict: the same paragraph. Theirs stands, Ben's is kept, nothing is marked, everything else is merged.
    ann.change(
        FILE,
        "We hold a register.",
        "We hold a register of all breaches.",
    );
    ann.sync();
    ben.change(FILE, "We hold a register.", "We hold two registers.");
    ben.change(FILE, "Register of breaches", "Registers of breaches");
    let told = ben.sync();
    assert_eq!(told["conflicts"][0]["id"], "foia/register", "{told}");
    assert_eq!(told["conflicts"][0]["parts"][0]["key"], "body");
    assert!(
        told["conflicts"][0]["parts"][0]["mine"]
            .as_str()
            .is_some_and(|text| text.contains("two registers"))
    );
    assert!(
        ben.read(FILE).contains("of all breaches")
            && ben.read(FILE).contains("Registers of breaches")
    );
    let listed = ben.run(&["sync", "--conflicts"]);
    assert!(
        listed.ends_with(1).out.contains("two registers") && listed.out.contains("of all breaches"),
        "{}",
        listed.out
    );
    assert!(
        ben.run(&[
            "snippet",
            "check",
            &ben.library().join(FILE).to_string_lossy()
        ])
        .ends_with(0)
        .out
        .contains("no problem")
    );

    // It still waits after the next sync; then it is settled, and Ann has what Ben decided.
    let told = ben.sync();
    assert_eq!(told["conflicts"][0]["id"], "foia/register");
    ben.run(&["sync", "--settle", "foia/register=mine"])
        .ends_with(0);
    assert!(ben.run(&["sync"]).ends_with(0).out.contains("sent"));
    ann.sync();
    assert!(
        ann.read(FILE).contains("two registers")
            && ann.read(FILE).contains("Registers of breaches"),
        "{}",
        ann.read(FILE)
    );
    assert!(ann.read(FILE).starts_with("# Agreed with legal in May."));
}

fn offline_and_catch_up(town: &Town, ann: &Officer<'_>, ben: &Officer<'_>) {
    // Offline: both go on, and are told so.
    let away = town.root().join("away.git");
    fs::rename(town.server(), &away).expect("moved");
    ann.change(FILE, "two years", "three years");
    let told = ann.run(&["sync"]);
    assert!(
        told.ends_with(0).out.contains("offline, 1 commit to send"),
        "{}",
        told.out
    );
    ann.write("foia/new.toml", "title = \"New\"\nbody = \"New.\"\n");
    assert!(
        ann.run(&["sync"])
            .ends_with(0)
            .out
            .contains("offline, 2 commits to send")
    );
    ben.write("foia/bens.toml", "title = \"Ben’s\"\nbody = \"Ben’s.\"\n");
    let told = ben.sync();
    assert_eq!(
        (&told["shared"][0]["offline"], &told["shared"][0]["waiting"]),
        (&true.into(), &1.into()),
        "{told}"
    );

    // Catch up.
    fs::rename(&away, town.server()).expect("moved back");
    let told = ann.sync();
    assert_eq!(
        (&told["shared"][0]["sent"], &told["shared"][0]["offline"]),
        (&2.into(), &false.into()),
        "{told}"
    );
    ben.sync();
    ann.sync();
    for name in [FILE, "foia/new.toml", "foia/bens.toml"] {
        assert_eq!(ann.read(name), ben.read(name));
    }
    assert!(ben.read(FILE).contains("three years"));
    let log = town.git(&ann.library(), &["log", "--format=%an"]);
    assert!(
        log.contains("ann") && log.contains("ben"),
        "who did it is known: {log}"
    );
    town.git(&town.server(), &["fsck", "--strict"]);
}

#[test]
fn cases_are_shared_where_the_settings_say_so_and_only_there() {
    let town = Town::new();
    let (ann, ben) = (town.officer("ann"), town.officer("ben"));
    ann.write("a.toml", "title = \"A\"\nbody = \"A.\"\n");
    ann.sync();
    // A workspace that is a clone of its own, with the library as a folder of it.
    let shared = |officer: &Officer<'_>| {
        let server = town.root().join("cases.git");
        if !server.exists() {
            town.git(
                town.root(),
                &["init", "-q", "--bare", "-b", "main", "cases.git"],
            );
        }
        town.git(&officer.desk(), &["init", "-q", "-b", "main"]);
        town.git(
            &officer.desk(),
            &["remote", "add", "origin", &server.to_string_lossy()],
        );
    };
    shared(&ann);
    shared(&ben);
    let request = town.root().join("request.txt");
    fs::write(&request, "1. How many benches?\n2. How many bins?\n").expect("written");
    let made = ann.run(&["new", &request.to_string_lossy(), "--no-open"]);
    let reference = made.ends_with(0).out.trim().to_owned();
    ann.run(&["sync"]).ends_with(0);
    assert!(
        town.try_git(&ann.desk(), &["rev-parse", "HEAD"])
            .stdout
            .starts_with(b"HEAD"),
        "without a word in the settings no case leaves this computer"
    );
    for officer in [&ann, &ben] {
        let path = officer.desk().join("seriatim.toml");
        let text = fs::read_to_string(&path)
            .expect("there")
            .replace("# share = true", "share = true");
        fs::write(path, text).expect("written");
    }
    let told = ann.run(&["sync"]);
    assert!(told.ends_with(0).out.contains("cases: "), "{}", told.out);
    let told = ben.run(&["sync"]);
    assert!(
        told.ends_with(0).out.contains("received"),
        "{}{}",
        told.out,
        told.err
    );
    let rendered = ben.run(&["render", &reference]);
    assert!(
        rendered.ends_with(0).out.contains("How many bins?"),
        "{}",
        rendered.out
    );

    // Each answers another question of the same case.
    let questions = |officer: &Officer<'_>| {
        let folder = officer
            .desk()
            .join("cases")
            .join(&reference)
            .join("questions");
        let mut files: Vec<_> = fs::read_dir(folder)
            .expect("there")
            .flatten()
            .map(|entry| entry.path())
            .collect();
        files.sort();
        files
    };
    let answer = |path: &std::path::Path, words: &str| {
        let text = fs::read_to_string(path)
            .expect("there")
            .replace("answer = \"\"", &format!("answer = \"{words}\""));
        fs::write(path, text).expect("written");
    };
    answer(&questions(&ann)[0], "Nine.");
    answer(&questions(&ben)[1], "Ten.");
    ann.run(&["sync"]).ends_with(0);
    ben.run(&["sync"]).ends_with(0);
    ann.run(&["sync"]).ends_with(0);
    for officer in [&ann, &ben] {
        let letter = officer.run(&["render", &reference]);
        assert!(
            letter.out.contains("Nine.") && letter.out.contains("Ten."),
            "{}",
            letter.out
        );
    }
}

#[test]
fn a_proposal_goes_through_the_repository_to_its_owner_and_back() {
    let town = Town::new();
    let (ann, olu) = (town.officer("ann"), town.officer("olu"));
    for officer in [&ann, &olu] {
        let path = officer.desk().join("seriatim.toml");
        let text = fs::read_to_string(&path).expect("there").replace(
            "team = \"snippets\"\n",
            "team = \"snippets\"\nteam_may_change = [\"olu\"]\n",
        );
        fs::write(path, text).expect("written");
    }
    olu.write(FILE, REGISTER);
    olu.sync();
    ann.sync();
    let proposed = format!(
        "{}\n[proposal]\nby = \"ann\"\non = 2026-11-28\nnote = \"Legal said so.\"\nwas = '''\n{REGISTER}'''\n",
        REGISTER.replace("for a year", "for two years")
    );
    ann.write("proposed/ann/foia/register.toml", &proposed);
    ann.sync();
    olu.sync();
    let listed = olu.run(&["snippet", "proposals"]);
    assert!(
        listed
            .ends_with(0)
            .out
            .contains("+ It is kept for two years.")
            && listed.out.contains("Legal said so."),
        "{}",
        listed.out
    );
    ann.run(&["snippet", "accept", "ann/foia/register"])
        .ends_with(2);
    olu.run(&[
        "snippet",
        "accept",
        "ann/foia/register",
        "--word",
        "Thank you",
    ])
    .ends_with(0);
    olu.sync();
    ann.sync();
    assert!(
        ann.read(FILE).contains("for two years") && ann.read(FILE).starts_with("# Agreed"),
        "{}",
        ann.read(FILE)
    );
    assert!(
        !ann.library()
            .join("proposed/ann/foia/register.toml")
            .exists()
    );
    assert!(ann.read("proposed/decisions.jsonl").contains("Thank you"));
}
