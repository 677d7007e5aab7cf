//! Tests of opening and saving.

use proptest::prelude::*;

use super::super::testing::{FaultyDisk, any_case, case, change_answer, id, plain, question};
use super::*;

struct Desk {
    _home: tempfile::TempDir,
    path: PathBuf,
}

impl Desk {
    fn with(case: &Case) -> (Self, CaseFolder) {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("FOI-2026-0001");
        let folder = CaseFolder::create(&path, case, b"Dear council", "EML").expect("a new case");
        (Self { _home: home, path }, folder)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.path.join("questions").join(format!("{name}.toml"))
    }

    fn open(&self) -> Opened {
        CaseFolder::open(&self.path).expect("a case")
    }

    fn put(path: &Path, text: &[u8]) {
        files::save(&RealDisk, path, text).expect("a good disk");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn any_case_opens_as_it_was_saved(case in any_case()) {
        let (desk, _) = Desk::with(&case);
        let opened = desk.open();
        prop_assert!(opened.problems.is_empty());
        prop_assert_eq!(opened.case, case);
    }
}

#[test]
fn the_request_is_kept_as_it_was_received() {
    let (desk, _) = Desk::with(&case());
    assert_eq!(
        fs::read(desk.path.join("request.eml")).expect("there"),
        b"Dear council"
    );
    let again = CaseFolder::create(&desk.path, &case(), b"other", "eml");
    assert!(matches!(again, Err(CaseError::Exists { .. })));
}

#[test]
fn a_save_writes_only_what_changed() {
    let mut case = case();
    let (desk, mut folder) = Desk::with(&case);
    assert_eq!(folder.save(&case, "t").expect("saved").written, 0);
    change_answer(&mut case, 0, "Twelve.");
    let saved = folder.save(&case, "t").expect("saved");
    assert_eq!(
        (saved.written, saved.removed, saved.revision),
        (1, 0, case.revision)
    );
    assert_eq!(desk.open().case, plain(&case));
}

#[test]
fn a_damaged_question_does_not_stop_the_others_and_is_never_overwritten() {
    let (desk, _) = Desk::with(&case());
    Desk::put(
        &desk.file("bbbb"),
        b"kind = \"question\"\nanswer = \"half an",
    );
    let mut opened = desk.open();
    assert_eq!(opened.case.questions.len(), 2);
    assert_eq!(opened.problems.len(), 1);
    assert_eq!(opened.problems[0].question, Some(id("bbbb")));
    let told = &opened.problems[0].message;
    assert!(
        told.contains("bbbb.toml:2:") && !told.contains("half an"),
        "{told}"
    );

    change_answer(&mut opened.case, 1, "Because.");
    opened
        .folder
        .save(&opened.case, "t")
        .expect("the others are saved");
    let damaged = fs::read(desk.file("bbbb")).expect("still there");
    assert!(damaged.ends_with(b"half an"));
    // Mended by hand, it is back in its place.
    let text = QuestionFile::write(&case().questions[1], &toml::Table::new());
    Desk::put(&desk.file("bbbb"), text.as_bytes());
    let mended = desk.open().case;
    assert_eq!(mended.questions[1], case().questions[1]);
    assert_eq!(mended.questions[2].answer, "Because.");
}

#[test]
fn damaged_neighbours_keep_their_order() {
    let (desk, _) = Desk::with(&case());
    for name in ["aaaa", "bbbb"] {
        Desk::put(&desk.file(name), b"");
    }
    let mut opened = desk.open();
    change_answer(&mut opened.case, 0, "x");
    opened.folder.save(&opened.case, "t").expect("saved");
    Arc::make_mut(&mut opened.case.facts).title = "New".into();
    opened.folder.save(&opened.case, "t").expect("saved");
    let listed: Vec<String> = desk
        .open()
        .folder
        .listed
        .iter()
        .map(|l| l.id.to_string())
        .collect();
    assert_eq!(listed, ["aaaa", "bbbb", "cccc"]);
}

#[test]
fn the_file_of_a_deleted_question_goes_after_the_list_is_safe() {
    let mut case = case();
    let (desk, mut folder) = Desk::with(&case);
    case.questions.remove(0);
    case.questions.push(question("dddd", "New?", "Yes."));
    let saved = folder.save(&case, "t").expect("saved");
    assert_eq!((saved.written, saved.removed), (2, 1));
    assert!(!desk.file("aaaa").exists());
    let opened = desk.open();
    assert!(opened.problems.is_empty());
    assert_eq!(opened.case, plain(&case));
    // Undone, it is back.
    case.questions
        .insert(0, question("aaaa", "How many benches?", ""));
    folder.save(&case, "t").expect("saved");
    assert_eq!(desk.open().case, plain(&case));
}

#[test]
fn what_a_colleague_wrote_meanwhile_is_not_overwritten_and_neither_text_is_lost() {
    let mut mine = case();
    let (desk, mut folder) = Desk::with(&mine);
    let mut theirs = desk.open();
    change_answer(&mut theirs.case, 0, "Theirs.");
    theirs.folder.save(&theirs.case, "t").expect("saved");

    assert_eq!(folder.changed_underneath(), [desk.file("aaaa")]);
    change_answer(&mut mine, 0, "Mine.");
    change_answer(&mut mine, 2, "Also mine.");
    let kept = desk.file("aaaa.mine-20261124-0915");
    for _ in 0..2 {
        // The same text is put beside once, however often the program tries.
        let told = folder
            .save(&mine, "20261124-0915")
            .expect_err("changed underneath");
        let CaseError::ChangedUnderneath(files) = &told else {
            panic!("{told}");
        };
        assert_eq!(files.len(), 1);
        assert_eq!(
            (&files[0].path, &files[0].kept),
            (&desk.file("aaaa"), &kept)
        );
    }
    let mine_text = String::from_utf8(fs::read(&kept).expect("kept")).expect("text");
    assert!(mine_text.contains("Mine."));
    let opened = desk.open();
    assert_eq!(opened.case.questions[0].answer, "Theirs.");
    assert_eq!(opened.case.questions[2].answer, "Also mine.");
    assert_eq!(opened.problems.len(), 1, "the copy is mentioned");
}

#[test]
fn a_file_that_vanished_or_became_a_folder_is_not_simply_replaced() {
    let mut case = case();
    let (desk, mut folder) = Desk::with(&case);
    fs::remove_file(desk.file("aaaa")).expect("there");
    fs::remove_file(desk.file("cccc")).expect("there");
    fs::create_dir(desk.file("cccc")).expect("made");
    assert_eq!(folder.changed_underneath().len(), 2);
    change_answer(&mut case, 0, "x");
    change_answer(&mut case, 2, "y");
    let told = folder.save(&case, "t").expect_err("changed");
    assert!(matches!(told, CaseError::ChangedUnderneath(files) if files.len() == 2));
    assert!(desk.file("aaaa.mine-t").exists() && desk.file("cccc.mine-t").exists());
}

#[test]
fn a_case_of_a_newer_version_can_be_read_but_not_saved() {
    let (desk, _) = Desk::with(&case());
    let path = desk.path.join("case.toml");
    let text = String::from_utf8(fs::read(&path).expect("there")).expect("text");
    Desk::put(&path, text.replace("format = 1", "format = 2").as_bytes());
    let mut opened = desk.open();
    assert_eq!(opened.case, case());
    change_answer(&mut opened.case, 0, "x");
    let told = opened.folder.save(&opened.case, "t").expect_err("newer");
    assert!(
        matches!(told, CaseError::NewerFormat { format: 2, .. }),
        "{told}"
    );
}

#[test]
fn whichever_operation_fails_every_question_opens_old_or_new_and_a_second_save_repairs() {
    let old = case();
    let mut new = old.clone();
    change_answer(&mut new, 0, "Twelve.");
    change_answer(&mut new, 2, "Nobody knows.");
    new.questions.remove(1);
    new.questions.insert(0, question("dddd", "New?", "Yes."));
    for fails_at in 0.. {
        let (desk, _) = Desk::with(&old);
        let drive = Arc::new(FaultyDisk::new(fails_at, false));
        let mut opened = CaseFolder::open_on(drive.clone(), &desk.path).expect("a case");
        let result = opened.folder.save(&new, "t");
        let now = desk.open();
        for question in &now.case.questions {
            let is = |case: &Case| {
                let same = case.question(&question.id);
                same.is_some_and(|other| other.answer == question.answer)
            };
            assert!(is(&old) || is(&new), "operation {fails_at}");
        }
        assert!(now.case.facts == old.facts);
        let listed: Vec<&QuestionId> = now.case.questions.iter().map(|q| &q.id).collect();
        let of = |case: &Case| -> Vec<QuestionId> {
            case.questions.iter().map(|q| q.id.clone()).collect()
        };
        let whole = listed.iter().copied().cloned().collect::<Vec<_>>();
        assert!(
            whole == of(&old) || whole == of(&new),
            "operation {fails_at}"
        );
        if result.is_err() {
            opened
                .folder
                .save(&new, "t")
                .expect("the disk is well again");
        }
        let after = desk.open();
        assert_eq!(after.case, plain(&new), "operation {fails_at}");
        assert!(
            after.problems.is_empty(),
            "operation {fails_at}: {:?}",
            after.problems
        );
        if !drive.was_reached() {
            break;
        }
    }
}

#[test]
fn a_creation_that_was_cut_off_can_be_repeated() {
    for fails_at in 0.. {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("FOI-2026-0001");
        let drive = Arc::new(FaultyDisk::new(fails_at, true));
        let first = CaseFolder::create_on(drive.clone(), &path, &case(), b"Dear", "txt");
        if first.is_err() && !path.join("case.toml").exists() {
            CaseFolder::create(&path, &case(), b"Dear", "txt").expect("a good disk");
        }
        assert_eq!(CaseFolder::open(&path).expect("a case").case, case());
        if !drive.was_reached() {
            break;
        }
    }
}

#[test]
fn the_history_is_only_appended_to_and_a_broken_line_spoils_only_itself() {
    let (desk, folder) = Desk::with(&case());
    let event = Event::Created { questions: 3 };
    folder
        .record(&event, "2026-11-24T09:15:00Z", "Ann")
        .expect("recorded");
    let path = desk.path.join("history.jsonl");
    let mut text = fs::read(&path).expect("there");
    text.extend(b"{\"at\":\"2026");
    Desk::put(&path, &text);
    folder
        .record(&event, "2026-11-24T09:16:00Z", "Ann")
        .expect("recorded");
    let text = String::from_utf8(fs::read(&path).expect("there")).expect("text");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines,
        [
            r#"{"at":"2026-11-24T09:15:00Z","by":"Ann","event":"created","questions":3}"#,
            "{\"at\":\"2026",
            r#"{"at":"2026-11-24T09:16:00Z","by":"Ann","event":"created","questions":3}"#,
        ]
    );
}

#[test]
fn a_folder_without_a_case_and_one_with_a_bad_name_say_so() {
    let home = tempfile::tempdir().expect("a folder");
    let missing = CaseFolder::open(&home.path().join("FOI-9"));
    assert!(matches!(missing, Err(CaseError::NoCase { .. })));
    let bad = CaseFolder::open(&home.path().join("not a reference"));
    assert!(matches!(bad, Err(CaseError::BadName { .. })));
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_question_is_a_problem_and_its_target_is_safe() {
    let (desk, _) = Desk::with(&case());
    let victim = desk.path.join("victim");
    Desk::put(&victim, b"precious");
    fs::remove_file(desk.file("aaaa")).expect("there");
    std::os::unix::fs::symlink(&victim, desk.file("aaaa")).expect("a link");
    let opened = desk.open();
    assert_eq!(opened.problems.len(), 1);
    assert_eq!(opened.case.questions.len(), 2);
}

#[test]
fn a_question_that_no_list_names_is_mentioned_and_left_alone() {
    let (desk, _) = Desk::with(&case());
    let text = QuestionFile::write(&question("eeee", "x", "y"), &toml::Table::new());
    Desk::put(&desk.file("eeee"), text.as_bytes());
    let mut opened = desk.open();
    assert_eq!(opened.problems.len(), 1);
    let changed = opened.folder.changed_underneath();
    assert!(changed.is_empty(), "it was there before: {changed:?}");
    change_answer(&mut opened.case, 0, "x");
    opened.folder.save(&opened.case, "t").expect("saved");
    assert!(desk.file("eeee").exists());
}

#[test]
fn a_request_keeps_a_plain_ending_and_any_other_becomes_txt() {
    for (ending, kept) in [
        ("PDF", "request.pdf"),
        ("", "request.txt"),
        ("a/../b", "request.txt"),
        ("pdf:x", "request.txt"),
        ("12345678", "request.12345678"),
        ("123456789", "request.txt"),
    ] {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("FOI-2026-0001");
        CaseFolder::create(&path, &case(), b"Dear council", ending).expect("a new case");
        assert!(path.join(kept).is_file(), "{ending:?}");
    }
}

#[test]
fn a_folder_that_holds_another_request_does_not_become_a_case_of_this_one() {
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("FOI-2026-0001");
    fs::create_dir(&path).expect("made");
    fs::write(path.join("request.txt"), "Another request").expect("made");
    let told = CaseFolder::create(&path, &case(), b"Dear council", "txt");
    assert!(matches!(
        told,
        Err(CaseError::File(FileError::Exists { .. }))
    ));
    assert!(!path.join("case.toml").exists());
    let kept = fs::read(path.join("request.txt")).expect("there");
    assert_eq!(kept, b"Another request");
}

#[test]
fn what_came_with_a_request_is_kept_as_it_came_and_never_written_over() {
    let (desk, folder) = Desk::with(&case());
    let kept = || fs::read(desk.path.join(ATTACHMENTS).join("Plan.pdf")).expect("kept");
    let keep = |bytes: &[u8]| folder.keep_attachments([("Plan.pdf", bytes)].into_iter());
    keep(b"%PDF").expect("kept");
    assert_eq!(kept(), b"%PDF");
    keep(b"other").expect("it is there already");
    assert_eq!(kept(), b"%PDF");
    let drive = Arc::new(FaultyDisk::new(0, true));
    let full = CaseFolder::open_on(drive, &desk.path)
        .expect("a case")
        .folder;
    let told = full.keep_attachments([("Costs.xlsx", &b"PK"[..])].into_iter());
    assert!(told.is_err(), "a full disk is said");
}

#[test]
fn a_case_that_cannot_be_read_is_not_called_no_case() {
    let (desk, _) = Desk::with(&case());
    let path = desk.path.join("case.toml");
    fs::remove_file(&path).expect("there");
    fs::create_dir(&path).expect("made");
    let told = CaseFolder::open(&desk.path);
    assert!(matches!(
        told,
        Err(CaseError::File(FileError::NotAFile { .. }))
    ));
}

#[test]
fn what_a_newer_version_wrote_to_a_question_in_the_list_stays_with_that_question() {
    let (desk, _) = Desk::with(&case());
    let path = desk.path.join("case.toml");
    let text = fs::read_to_string(&path).expect("there");
    let text = text.replace("id = \"cccc\"", "id = \"cccc\", colour = \"red\"");
    assert!(text.contains("colour"), "{text}");
    Desk::put(&path, text.as_bytes());
    let mut opened = desk.open();
    opened.case.questions.swap(0, 2);
    Arc::make_mut(&mut opened.case.facts).title = "New".into();
    opened.folder.save(&opened.case, "t").expect("saved");
    let kept: Vec<bool> = desk
        .open()
        .folder
        .listed
        .iter()
        .map(|listed| listed.kept.contains_key("colour"))
        .collect();
    assert_eq!(kept, [true, false, false]);
}

#[test]
fn a_deleted_question_on_which_a_colleague_worked_meanwhile_keeps_its_file() {
    let mut mine = case();
    let (desk, mut folder) = Desk::with(&mine);
    let mut theirs = desk.open();
    change_answer(&mut theirs.case, 0, "Theirs.");
    theirs.folder.save(&theirs.case, "t").expect("saved");
    mine.questions.remove(0);
    let saved = folder.save(&mine, "t").expect("saved");
    assert_eq!(saved.removed, 0);
    let kept = fs::read_to_string(desk.file("aaaa")).expect("kept");
    assert!(kept.contains("Theirs."));
    // A question that was listed and had no file has none to remove.
    let (desk, _) = Desk::with(&case());
    fs::remove_file(desk.file("aaaa")).expect("there");
    let mut opened = desk.open();
    opened.folder.lost.clear();
    let saved = opened.folder.save(&opened.case, "t").expect("saved");
    assert_eq!(saved.removed, 0);
}

#[test]
fn a_history_is_told_in_order_and_what_cannot_be_read_is_counted() {
    let (desk, folder) = Desk::with(&case());
    assert_eq!(read_history(&desk.path).expect("none yet"), (vec![], 0));
    let event = Event::Created { questions: 3 };
    for (at, by) in [
        ("2026-11-24T09:16:00Z", "Bo"),
        ("2026-11-24T09:15:00Z", "Ann"),
    ] {
        folder.record(&event, at, by).expect("recorded");
    }
    let path = desk.path.join("history.jsonl");
    let mut text = fs::read(&path).expect("there");
    text.extend(b"\n  \n{\"at\":\"2026\n{\"at\":\"2026-11-25\"}\n{\"event\":\"created\"}\n");
    text.extend(b"{\"at\":\"2026-11-26\",\"event\":\"of a newer version\"}\n");
    Desk::put(&path, &text);
    let (lines, unread) = read_history(&desk.path).expect("readable");
    let told: Vec<(&str, bool)> = lines
        .iter()
        .map(|line| (&*line.by, line.event.is_some()))
        .collect();
    assert_eq!(told, [("Ann", true), ("Bo", true), ("", false)]);
    assert_eq!(
        unread, 3,
        "a cut line, one without a word, one without a moment"
    );
    fs::remove_file(&path).expect("there");
    fs::create_dir(&path).expect("made");
    assert!(read_history(&desk.path).is_err(), "and is not called empty");
}

#[test]
fn each_text_that_meets_a_colleagues_change_is_kept_under_a_name_of_its_own() {
    let mut mine = case();
    let (desk, mut folder) = Desk::with(&mine);
    let mut theirs = desk.open();
    change_answer(&mut theirs.case, 0, "Theirs.");
    theirs.folder.save(&theirs.case, "t").expect("saved");
    for text in ["One.", "Two.", "Three."] {
        change_answer(&mut mine, 0, text);
        assert!(folder.save(&mine, "t").is_err());
    }
    for (name, text) in [
        ("aaaa.mine-t", "One."),
        ("aaaa.mine-t-2", "Two."),
        ("aaaa.mine-t-3", "Three."),
    ] {
        let kept = fs::read_to_string(desk.file(name)).expect("kept");
        assert!(kept.contains(text), "{name}: {kept}");
    }
}

#[test]
fn a_folder_full_of_kept_texts_refuses_another_and_writes_over_none() {
    let mut mine = case();
    let (desk, mut folder) = Desk::with(&mine);
    Desk::put(&desk.file("aaaa"), b"kind = \"question\"\n");
    Desk::put(&desk.file("aaaa.mine-t"), b"kept");
    for number in 2..99 {
        Desk::put(&desk.file(&format!("aaaa.mine-t-{number}")), b"kept");
    }
    change_answer(&mut mine, 0, "One.");
    assert!(folder.save(&mine, "t").is_err());
    let last = fs::read_to_string(desk.file("aaaa.mine-t-99")).expect("kept");
    assert!(last.contains("One."));
    change_answer(&mut mine, 0, "Two.");
    let told = folder.save(&mine, "t").expect_err("no name is left");
    assert!(
        matches!(told, CaseError::File(FileError::Exists { .. })),
        "{told}"
    );
    let last = fs::read_to_string(desk.file("aaaa.mine-t-99")).expect("kept");
    assert!(last.contains("One."));
}
