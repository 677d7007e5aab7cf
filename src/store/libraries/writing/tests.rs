use jiff::civil::date;

use super::*;
use crate::domain::outcome::Outcome;
use crate::store::files::RealDisk;
use crate::store::libraries::load;
use crate::store::testing::FaultyDisk;

fn team(root: &Path) -> Folders {
    Folders {
        team: Some(root.into()),
        ..Folders::default()
    }
}

fn draft() -> SnippetDraft {
    SnippetDraft {
        id: "answers/benches".into(),
        title: "Benches: \"how many\"".into(),
        regime: Some("uk-foia".into()),
        outcome: Some(Outcome::Disclosed),
        tags: vec!["benches".into(), "parks".into()],
        use_when: "Somebody counts benches.".into(),
        owner: "Parks".into(),
        review_by: Some(date(2027, 4, 1)),
        state: State::Draft,
        body: "We have {{count}} benches.\n\n\"\"\"quoted\"\"\"\n\nThey cost {{cost}}.".into(),
        fields: vec![
            SnippetField {
                name: "count".into(),
                prompt: "How many?".into(),
                kind: FieldKind::Number,
                ..SnippetField::default()
            },
            SnippetField {
                name: "cost".into(),
                kind: FieldKind::Money { sign: "€".into() },
                optional: true,
                ..SnippetField::default()
            },
        ],
        ..SnippetDraft::default()
    }
}

fn write(root: &Path, draft: &SnippetDraft, was: Option<&str>) -> Result<Written, String> {
    write_snippet(&RealDisk, &team(root), Layer::Team, draft, was)
        .map_err(|error| error.to_string())
}

#[test]
fn what_is_written_is_what_the_library_reads() {
    let folder = tempfile::tempdir().expect("a folder");
    let written = write(folder.path(), &draft(), None).expect("written");
    let library = load(&team(folder.path()));
    assert_eq!(library.problems(), []);
    let snippet = library.get("answers/benches").expect("loaded");
    assert!(is_what(&SnippetDraft::of(snippet), &draft()));
    assert_eq!(snippet.file, written.file);
    assert!(snippet.body.ends_with("{{cost}}.\n"));
}

#[test]
fn a_colleagues_comments_and_order_survive_an_edit() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("old.toml");
    let old = "# Agreed with legal, 2024.\nbody = '''\nWe hold {{what}} and {{more}}.\n'''\n\
               title     = \"Old title\"   # do not shorten\n\
               tags      = [\"a\",\n  \"b\",  # the second\n]\n\n\
               [[field]]\nname   = \"what\"   # asked first\nprompt = \"What?\"\n\n\
               # The other one.\n[[field]]\nname = \"more\"\n";
    files::save(&RealDisk, &path, old.as_bytes()).expect("saved");
    let library = load(&team(folder.path()));
    let snippet = library.get("old").expect("loaded");
    let mut draft = SnippetDraft::of(snippet);
    draft.title = "New title".into();
    draft.owner = "Parks".into();
    draft.fields[1].prompt = "What else?".into();
    write(folder.path(), &draft, Some(&snippet.file)).expect("written");
    let new = fs::read_to_string(&path).expect("readable");
    let expected = old
        .replace("\"Old title\"", "\"New title\"")
        .replace("]\n\n[[", "]\nowner = \"Parks\"\n\n[[")
        .replace("\"more\"\n", "\"more\"\nprompt = \"What else?\"\n");
    assert_eq!(new, expected);
}

#[test]
fn fields_that_the_text_no_longer_uses_go_and_new_ones_come() {
    let folder = tempfile::tempdir().expect("a folder");
    let written = write(folder.path(), &draft(), None).expect("written");
    let mut next = draft();
    next.body = "They cost {{cost}} in {{year}}.".into();
    next.settle_fields();
    next.state = State::Approved;
    write(folder.path(), &next, Some(&written.file)).expect("written");
    let text = fs::read_to_string(&written.path).expect("readable");
    assert!(
        !text.contains("\"count\"") && !text.contains("state"),
        "{text}"
    );
    let library = load(&team(folder.path()));
    assert_eq!(library.problems(), []);
    let snippet = library.get("answers/benches").expect("loaded");
    assert_eq!(snippet.fields, next.fields);
}

#[test]
fn a_file_that_somebody_changed_meanwhile_is_not_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = write(folder.path(), &draft(), None).expect("written");
    let mut theirs = draft();
    theirs.title = "Theirs".into();
    write(folder.path(), &theirs, Some(&first.file)).expect("written");
    let mut ours = draft();
    ours.title = "Ours".into();
    let words = write(folder.path(), &ours, Some(&first.file)).expect_err("changed");
    assert!(
        words.contains("somebody has changed this snippet"),
        "{words}"
    );
    let words = write(folder.path(), &ours, None).expect_err("exists");
    assert!(words.contains("there is a snippet with this id"), "{words}");
    let text = fs::read_to_string(&first.path).expect("readable");
    assert!(text.contains("Theirs"));
    files::remove(&RealDisk, &first.path).expect("removed");
    let words = write(folder.path(), &ours, Some(&first.file)).expect_err("gone");
    assert!(words.contains("removed"), "{words}");
}

#[test]
fn ids_that_are_no_names_or_differ_in_capitals_only_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &draft(), None).expect("written");
    for (id, words) in [
        (
            "answers/Benches",
            "differs from that of “benches.toml” only in capitals",
        ),
        ("Answers/other", "“answers” only in capitals"),
        ("../outside", "cannot be an id"),
        ("a//b", "cannot be an id"),
        ("answers/bänke", "cannot be an id"),
    ] {
        let draft = SnippetDraft {
            id: id.into(),
            ..draft()
        };
        let said = write(folder.path(), &draft, None).expect_err(id);
        assert!(said.contains(words), "{id}: {said}");
    }
    let error = write_snippet(
        &RealDisk,
        &Folders::default(),
        Layer::Personal,
        &draft(),
        None,
    );
    let words = error.expect_err("no folder").to_string();
    assert!(words.contains("personal = \"FOLDER\""), "{words}");
}

#[test]
fn an_undeclared_field_is_refused_before_anything_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let draft = SnippetDraft {
        fields: Vec::new(),
        ..draft()
    };
    let words = write(folder.path(), &draft, None).expect_err("undeclared");
    assert!(words.contains("`count`"), "{words}");
    assert!(load(&team(folder.path())).get("answers/benches").is_none());
}

#[test]
fn on_a_full_disk_the_old_snippet_stands_and_the_save_can_be_made_again() {
    let mut at = 0;
    loop {
        let folder = tempfile::tempdir().expect("a folder");
        let first = write(folder.path(), &draft(), None).expect("written");
        let mut next = draft();
        next.body = "Another text.".into();
        next.settle_fields();
        let disk = FaultyDisk::new(at, true);
        let folders = team(folder.path());
        let result = write_snippet(&disk, &folders, Layer::Team, &next, Some(&first.file));
        if !disk.was_reached() {
            assert!(result.is_ok());
            break;
        }
        let words = result.expect_err("the disk is full").to_string();
        assert!(words.contains("The disk is full"), "{words}");
        let library = load(&folders);
        assert_eq!(library.problems(), [], "old or new, never neither");
        let text = library.get("answers/benches").map(|own| own.body.clone());
        let whole = ["Another text.\n".to_owned(), body_of(&draft())];
        assert!(text.is_some_and(|text| whole.contains(&text)));
        write(folder.path(), &next, Some(&first.file)).expect("room again");
        at += 1;
    }
    assert!(at >= 4, "create, write, sync, rename were each tried");
}

#[cfg(unix)]
#[test]
fn a_new_snippet_can_be_read_by_whoever_reads_the_folder() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("shared");
    files::make_folders(&RealDisk, &root).expect("made");
    fs::set_permissions(&root, fs::Permissions::from_mode(0o775)).expect("set");
    let written = write(&root, &draft(), None).expect("written");
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&written.path), 0o664);
    assert_eq!(mode(&root.join("answers")), 0o775);
}
