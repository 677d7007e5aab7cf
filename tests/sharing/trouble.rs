//! What goes wrong between officers and servers: the work goes on, and is told plainly.

use std::fs;

use crate::town::{Officer, REGISTER, Town};

fn git_settings(officer: &Officer<'_>) -> std::path::PathBuf {
    officer.library().join(".git/config")
}

#[test]
fn a_push_that_comes_too_late_is_merged_and_sent_again() {
    let town = Town::new();
    let (ann, ben) = (town.officer("ann"), town.officer("ben"));
    ann.write("a.toml", REGISTER);
    ann.sync();
    ben.sync();
    ann.write("b.toml", REGISTER);
    ben.write("c.toml", REGISTER);
    town.git(&ann.library(), &["add", "."]);
    town.git(&ann.library(), &["commit", "-q", "-m", "By hand"]);
    // Between Ben's fetch and his push Ann pushes.
    let quick = town.root().join("quick.sh");
    let flag = town.root().join("done");
    let script = format!(
        "#!/bin/sh\nif [ \"$1\" = push ] && [ ! -e '{0}' ]; then touch '{0}'; (cd '{1}' && env -u GIT_DIR -u GIT_WORK_TREE -u \
         GIT_INDEX_FILE -u GIT_OBJECT_DIRECTORY git push -q origin main); fi\nexec git \"$@\"\n",
        flag.display(),
        ann.library().display()
    );
    fs::write(&quick, script).expect("written");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&quick, fs::Permissions::from_mode(0o755)).expect("set");
        let ran = ben.run_with(&["sync"], &[("SERIATIM_GIT", &*quick.to_string_lossy())]);
        ran.ends_with(0);
        assert!(flag.exists() && ran.out.contains("sent"), "{}", ran.out);
        assert_eq!(ben.read("b.toml"), REGISTER, "what was quicker came in");
        ann.sync();
        assert_eq!(ann.read("c.toml"), REGISTER);
    }
}

#[test]
fn a_server_that_takes_nothing_is_said_and_nothing_is_lost() {
    let town = Town::new();
    let ann = town.officer("ann");
    town.git(
        &town.server(),
        &["config", "receive.hideRefs", "refs/heads"],
    );
    ann.write("a.toml", REGISTER);
    let ran = ann.run(&["sync"]);
    assert!(
        ran.ends_with(1)
            .out
            .contains("does not take changes from you"),
        "{}",
        ran.out
    );
    town.git(&town.server(), &["config", "--unset", "receive.hideRefs"]);
    assert_eq!(ann.sync()["shared"][0]["sent"], 1);
}

#[test]
fn a_folder_that_is_no_clone_needs_no_sync_and_one_that_is_away_is_said() {
    let town = Town::new();
    let ann = town.officer("ann");
    fs::rename(ann.library().join(".git"), town.root().join("kept")).expect("moved");
    let ran = ann.run(&["sync"]);
    assert!(
        ran.ends_with(0)
            .out
            .contains("team: a folder that needs no sync"),
        "{}",
        ran.out
    );
    fs::remove_dir_all(ann.library()).expect("removed");
    let ran = ann.run(&["sync"]);
    assert!(ran.ends_with(1).out.contains("is not there"), "{}", ran.out);
    ann.run(&["snippet", "list"]).ends_with(0);
}

#[test]
fn a_drive_that_went_away_deletes_nothing_for_the_others() {
    let town = Town::new();
    let (ann, ben) = (town.officer("ann"), town.officer("ben"));
    for at in 0..40 {
        ann.write(&format!("foia/s{at}.toml"), REGISTER);
    }
    ann.sync();
    ben.sync();
    fs::remove_dir_all(ann.library().join("foia")).expect("removed");
    let ran = ann.run(&["sync"]);
    assert!(
        ran.ends_with(0).out.contains("40 files are gone"),
        "{}",
        ran.out
    );
    ben.sync();
    assert_eq!(ben.read("foia/s7.toml"), REGISTER);
    // One snippet that is deleted is meant.
    fs::remove_file(ben.library().join("foia/s7.toml")).expect("removed");
    ben.sync();
    assert!(
        !town
            .git(&town.server(), &["ls-tree", "-r", "--name-only", "main"])
            .contains("s7.toml")
    );
}

#[test]
fn a_merge_by_git_itself_is_left_alone_and_its_marks_reach_nobody() {
    let town = Town::new();
    let (ann, ben) = (town.officer("ann"), town.officer("ben"));
    ann.write("a.toml", REGISTER);
    ann.sync();
    ben.sync();
    ben.change("a.toml", "a register", "two registers");
    ben.sync();
    ann.change("a.toml", "a register", "no register");
    town.git(&ann.library(), &["commit", "-qam", "By hand"]);
    town.try_git(&ann.library(), &["pull", "-q", "--no-rebase"]);
    assert!(ann.read("a.toml").contains("<<<<<<<"), "git left its marks");
    let ran = ann.run(&["sync"]);
    assert!(
        ran.ends_with(1).out.contains("in the middle of a merge"),
        "{}",
        ran.out
    );
    let checked = ann.run(&["snippet", "check"]);
    assert!(
        checked
            .ends_with(1)
            .out
            .contains("a.toml:5: this line is the mark of a merge conflict"),
        "{}",
        checked.out
    );
    // Even when the merge is called finished, marks are not committed by a sync.
    fs::remove_file(ann.library().join(".git/MERGE_HEAD")).expect("there");
    let ran = ann.run(&["sync"]);
    assert!(
        ran.out
            .contains("a.toml:5: not shared, since it holds the marks of a merge conflict"),
        "{}",
        ran.out
    );
    ben.sync();
    assert!(ben.read("a.toml").contains("two registers"));
}

#[test]
fn ids_that_differ_only_in_capitals_are_told() {
    let town = Town::new();
    let (ann, ben) = (town.officer("ann"), town.officer("ben"));
    ann.write("foia/s40.toml", REGISTER);
    ann.sync();
    ben.sync();
    ann.write("foia/S40.toml", REGISTER);
    ann.write("foia/s41.toml", REGISTER);
    ann.sync();
    ben.sync();
    let checked = ben.run(&["snippet", "check"]);
    assert!(
        checked
            .ends_with(1)
            .out
            .contains("differs from it only in capitals"),
        "{}",
        checked.out
    );
    ben.run(&["snippet", "show", "foia/s41"]).ends_with(0);
}

#[test]
fn a_deleted_snippet_that_a_colleague_improved_is_asked_about() {
    let town = Town::new();
    let (ann, ben) = (town.officer("ann"), town.officer("ben"));
    ann.write("a.toml", REGISTER);
    ann.sync();
    ben.sync();
    ann.change("a.toml", "a year", "two years");
    ann.sync();
    fs::remove_file(ben.library().join("a.toml")).expect("removed");
    let told = ben.sync();
    assert_eq!(told["conflicts"][0]["parts"][0]["kind"], "file", "{told}");
    assert!(ben.read("a.toml").contains("two years"), "theirs stands");
    ben.run(&["sync", "--settle", "a=mine"]).ends_with(0);
    ben.sync();
    ann.sync();
    assert!(!ann.library().join("a.toml").exists());
}

#[test]
fn line_ends_of_windows_are_no_change_and_a_request_is_kept_byte_by_byte() {
    let town = Town::new();
    let (ann, ben) = (town.officer("ann"), town.officer("ben"));
    ann.write("a.toml", REGISTER);
    ann.sync();
    ben.sync();
    ben.write("a.toml", &REGISTER.replace('\n', "\r\n"));
    let ran = ben.run(&["sync", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&ran.ends_with(0).out).expect("JSON");
    assert_eq!(told["shared"][0]["changed"], 0, "{told}");
    ann.change("a.toml", "a year", "two years");
    ann.sync();
    ben.sync();
    assert!(
        ben.read("a.toml").contains("two years"),
        "what came in is written all the same"
    );
}

#[test]
fn a_wrong_call_says_what_is_right() {
    let town = Town::new();
    let ann = town.officer("ann");
    let ran = ann.run(&["sync", "--settle", "nothing=mine"]);
    assert!(
        ran.ends_with(2).err.contains("--conflicts lists them"),
        "{}",
        ran.err
    );
    let ran = ann.run(&["sync", "--settle", "a=ours"]);
    assert!(
        ran.ends_with(2).err.contains("ID=mine or ID=theirs"),
        "{}",
        ran.err
    );
    let ran = ann.run_with(&["sync"], &[("SERIATIM_GIT", "/nowhere/git")]);
    assert!(
        ran.ends_with(1).out.contains("git program was not found"),
        "{}",
        ran.out
    );
}

#[test]
fn a_clone_in_a_form_that_cannot_be_worked_on_is_said_with_the_mend() {
    let town = Town::new();
    let ann = town.officer("ann");
    ann.write("a.toml", REGISTER);
    ann.sync();
    town.git(&ann.library(), &["switch", "-q", "--detach"]);
    assert!(
        ann.run(&["sync"])
            .ends_with(1)
            .out
            .contains("git switch main")
    );
    town.git(&ann.library(), &["switch", "-q", "main"]);
    let settings = fs::read_to_string(git_settings(&ann)).expect("there");
    fs::write(
        git_settings(&ann),
        settings.replace(
            &*town.server().to_string_lossy(),
            "http://example.org/x.git",
        ),
    )
    .expect("written");
    assert!(
        ann.run(&["sync"])
            .ends_with(1)
            .out
            .contains("git remote set-url origin")
    );
}
