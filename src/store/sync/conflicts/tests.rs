//! Tests of conflicts that wait: keeping them, and what comes of a decision.

use super::*;
use crate::store::case_folder::CaseFolder;
use crate::store::files::RealDisk;
use crate::store::testing::FaultyDisk;

const BASE: &str = "title = \"Benches\"\nbody = \"We mend them.\"\nstate = \"draft\"\n";

struct Clone {
    folder: tempfile::TempDir,
}

impl Clone {
    /// A clone in which `path` has this text.
    fn with(path: &str, text: Option<&str>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clone = Self { folder };
        if let Some(text) = text {
            let file = clone.top().join(path);
            fs::create_dir_all(file.parent().expect("a folder")).expect("made");
            fs::write(file, text).expect("made");
        }
        clone
    }

    fn top(&self) -> PathBuf {
        self.folder.path().join("top")
    }

    fn private(&self) -> PathBuf {
        self.folder.path().join("private")
    }

    fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.top().join(path)).ok()
    }

    /// Keeps a conflict about a file, and returns it as it waits.
    fn keep(&self, path: &str, conflict: Conflict, mine: Option<Vec<u8>>) -> Waiting {
        let stands = self.text(path).is_some() || self.top().join(path).exists();
        let names = ["team".to_owned()];
        let waiting = Waiting::new(&names, &self.top(), path, "now", stands, conflict, mine);
        keep(&RealDisk, &self.private(), waiting).expect("kept");
        let mut all = read_all(&self.private());
        all.retain(|one| one.path == path);
        all.pop().expect("it waits")
    }
}

// Both changed the body, each in another way; theirs stands.
fn both_changed(path: &str) -> (Clone, Waiting) {
    let theirs = BASE.replace("We mend", "Parks mends");
    let clone = Clone::with(path, Some(&theirs));
    let mine = BASE.replace("We mend", "Nobody mends");
    let Merge::Conflict(conflict) = merge_toml::merge(BASE, &mine, &theirs) else {
        panic!("both changed the same text");
    };
    let waiting = clone.keep(path, conflict, Some(mine.into_bytes()));
    (clone, waiting)
}

#[test]
fn mine_theirs_and_words_by_hand_come_into_the_file_and_the_conflict_is_gone() {
    for (choice, body) in [
        (Choice::Mine, "Nobody mends them."),
        (Choice::Theirs, "Parks mends them."),
        (Choice::Text("Ask Parks.".into()), "Ask Parks."),
    ] {
        let (clone, waiting) = both_changed("benches.toml");
        assert_eq!((&*waiting.id, &*waiting.path), ("benches", "benches.toml"));
        settle(&RealDisk, &waiting, &[choice]).expect("settled");
        let now = clone.text("benches.toml").expect("a file");
        assert_eq!(now, BASE.replace("We mend them.", body));
        assert_eq!(read_all(&clone.private()), []);
    }
}

#[test]
fn what_a_colleague_wrote_elsewhere_in_the_file_meanwhile_stays() {
    let (clone, waiting) = both_changed("benches.toml");
    let file = clone.top().join("benches.toml");
    let now = clone.text("benches.toml").expect("a file");
    fs::write(&file, now.replace("draft", "approved")).expect("written");
    settle(&RealDisk, &waiting, &[Choice::Mine]).expect("settled");
    let now = clone.text("benches.toml").expect("a file");
    assert!(
        now.contains("Nobody mends") && now.contains("approved"),
        "{now}"
    );
}

#[test]
fn what_a_colleague_changed_again_in_the_same_place_is_asked_about_again() {
    let (clone, waiting) = both_changed("benches.toml");
    let file = clone.top().join("benches.toml");
    let now = clone.text("benches.toml").expect("a file");
    fs::write(&file, now.replace("Parks", "Leisure")).expect("written");
    let told = settle(&RealDisk, &waiting, &[Choice::Mine]);
    assert!(
        matches!(told, Err(SettleError::ChangedAgain { .. })),
        "{told:?}"
    );
    assert!(
        clone
            .text("benches.toml")
            .expect("a file")
            .contains("Leisure")
    );
    let all = read_all(&clone.private());
    let [again] = all.as_slice() else {
        panic!("it waits again: {all:?}");
    };
    assert_eq!(
        again.parts[0].theirs.as_deref(),
        Some("Leisure mends them.")
    );
    settle(&RealDisk, again, &[Choice::Mine]).expect("settled");
    assert!(
        clone
            .text("benches.toml")
            .expect("a file")
            .contains("Nobody")
    );
}

#[test]
fn a_file_that_one_deleted_and_the_other_changed_comes_or_goes_as_a_whole() {
    let changed = BASE.replace("We", "I");
    let whole = || merge_toml::whole(Some(BASE), Some(&changed), None);
    let clone = Clone::with("other.toml", Some(BASE));
    let waiting = clone.keep("a/benches.toml", whole(), None);
    settle(&RealDisk, &waiting, &[Choice::Mine]).expect("settled");
    assert_eq!(clone.text("a/benches.toml").as_deref(), Some(&*changed));

    let waiting = clone.keep("a/gone.toml", whole(), None);
    settle(&RealDisk, &waiting, &[Choice::Theirs]).expect("settled");
    assert_eq!(clone.text("a/gone.toml"), None);

    let deleted_by_me = merge_toml::whole(Some(BASE), None, Some(BASE));
    let waiting = clone.keep("other.toml", deleted_by_me, None);
    settle(&RealDisk, &waiting, &[Choice::Mine]).expect("settled");
    assert_eq!(clone.text("other.toml"), None);
    assert_eq!(read_all(&clone.private()), []);
}

#[test]
fn a_file_that_is_no_text_is_put_back_byte_by_byte() {
    let mine = b"\xffPK".to_vec();
    for (choice, expected) in [(Choice::Mine, &*mine), (Choice::Theirs, b"theirs")] {
        let clone = Clone::with("request.docx", Some("theirs"));
        let lossy = String::from_utf8_lossy(&mine).into_owned();
        let conflict = merge_toml::whole(None, Some(&lossy), Some("theirs"));
        let waiting = clone.keep("request.docx", conflict, Some(mine.clone()));
        settle(&RealDisk, &waiting, &[choice]).expect("settled");
        let now = fs::read(clone.top().join("request.docx")).expect("a file");
        assert_eq!(now, expected);
    }
}

#[test]
fn nothing_that_could_not_be_opened_afterwards_is_written() {
    for path in [
        "benches.toml",
        "cases/FOI-1/case.toml",
        "cases/FOI-1/questions/aaaa.toml",
    ] {
        let clone = Clone::with(path, Some("theirs"));
        let conflict = merge_toml::whole(None, Some("mine"), Some("theirs"));
        let waiting = clone.keep(path, conflict, None);
        let told = settle(&RealDisk, &waiting, &[Choice::Mine]);
        assert!(
            matches!(told, Err(SettleError::Unusable { .. })),
            "{path}: {told:?}"
        );
        assert_eq!(clone.text(path).as_deref(), Some("theirs"));
        assert_eq!(read_all(&clone.private()).len(), 1, "it still waits");
    }
    // Neither a snippet nor a case: whoever reads it says what is wrong with it.
    for path in [
        "notes.txt",
        "regimes/uk-foia.toml",
        "calendars/scotland.toml",
        "config/checks.toml",
        "seriatim.toml",
        "cases/FOI-1/questions/not an id.toml",
        "cases/FOI-1/questions/aaaa",
    ] {
        let clone = Clone::with(path, Some("theirs"));
        let conflict = merge_toml::whole(None, Some("mine"), Some("theirs"));
        let waiting = clone.keep(path, conflict, None);
        settle(&RealDisk, &waiting, &[Choice::Mine]).expect("settled");
        assert_eq!(clone.text(path).as_deref(), Some("mine"), "{path}");
    }
}

#[test]
fn a_case_that_can_be_opened_afterwards_is_written() {
    let home = tempfile::tempdir().expect("a folder");
    let case = crate::store::testing::case();
    let folder = home.path().join("FOI-2026-0001");
    CaseFolder::create(&folder, &case, b"x", "txt").expect("a new case");
    for name in ["case.toml", "questions/aaaa.toml"] {
        let path = format!("cases/FOI-2026-0001/{name}");
        let mine = fs::read_to_string(folder.join(name)).expect("a text");
        let clone = Clone::with(&path, Some("theirs"));
        let conflict = merge_toml::whole(None, Some(&mine), Some("theirs"));
        let waiting = clone.keep(&path, conflict, None);
        settle(&RealDisk, &waiting, &[Choice::Mine]).expect("settled");
        assert_eq!(clone.text(&path), Some(mine));
    }
}

#[test]
fn a_second_conflict_about_a_file_waits_beside_the_first() {
    let clone = Clone::with("benches.toml", Some("theirs"));
    for words in ["one", "two", "three"] {
        let conflict = merge_toml::whole(None, Some(words), Some("theirs"));
        clone.keep("benches.toml", conflict, None);
    }
    fs::write(clone.private().join("conflicts/note.txt"), "x").expect("made");
    let ids: Vec<String> = read_all(&clone.private())
        .into_iter()
        .map(|waiting| waiting.id)
        .collect();
    assert_eq!(ids, ["benches", "benches~2", "benches~3"]);
}

#[test]
fn a_disk_that_refuses_leaves_the_file_and_the_question() {
    for fails_at in 0.. {
        let (clone, waiting) = both_changed("benches.toml");
        let drive = FaultyDisk::new(fails_at, true);
        let told = settle(&drive, &waiting, &[Choice::Mine]);
        let now = clone.text("benches.toml").expect("old or new");
        assert!(
            now.contains("Parks mends") || now.contains("Nobody mends"),
            "{now}"
        );
        if !drive.was_reached() {
            told.expect("nothing failed");
            break;
        }
        if told.is_err() && !read_all(&clone.private()).is_empty() {
            settle(&RealDisk, &waiting, &[Choice::Mine]).expect("the disk is well again");
        }
        assert_eq!(read_all(&clone.private()), []);
        let now = clone.text("benches.toml").expect("new");
        assert!(now.contains("Nobody mends"), "operation {fails_at}: {now}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_not_written_over() {
    let (clone, waiting) = both_changed("benches.toml");
    let file = clone.top().join("benches.toml");
    fs::remove_file(&file).expect("there");
    fs::create_dir(&file).expect("made");
    let told = settle(&RealDisk, &waiting, &[Choice::Mine]);
    assert!(matches!(told, Err(SettleError::File(_))), "{told:?}");
    assert_eq!(read_all(&clone.private()).len(), 1);
}
