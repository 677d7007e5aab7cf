//! What an officer notices of the archive.

use std::path::PathBuf;

use jiff::civil::date;
use tempfile::TempDir;

use super::*;
use crate::domain::suggest::{Filter, Query, Synonyms};
use crate::store::files::RealDisk;

struct Office {
    folder: TempDir,
}

impl Office {
    fn new() -> Self {
        Self {
            folder: TempDir::new().expect("a folder"),
        }
    }

    fn open(&self) -> Archive {
        let (archive, remarks) = self.open_told();
        assert_eq!(remarks, Vec::<String>::new());
        archive
    }

    // With what the officer is told.
    fn open_told(&self) -> (Archive, Vec<String>) {
        let (workspace, state) = (self.folder.path(), self.folder.path().join("state"));
        let (archive, followed) = Archive::open(workspace, &state, |_, _| {}).expect("an archive");
        (archive, followed.remarks())
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        files::save(&RealDisk, &path, text.as_bytes()).expect("saved");
        path
    }

    fn import(&self, text: &str) -> Imported {
        let path = self.file("in.jsonl", text);
        let columns = Columns::default();
        let mut archive = self.open();
        archive
            .import(&RealDisk, &path, &columns, date(2026, 11, 24), |_, _, _| {})
            .expect("imported")
    }

    fn found(&self, question: &str) -> Vec<String> {
        let query = Query::of(question, &Synonyms::default());
        let found = self
            .open()
            .search(&query, &Filter::default(), date(2026, 11, 24), 10)
            .expect("a search");
        let fitting = found.into_iter().filter(|found| found.fits);
        fitting.map(|found| found.answer.id).collect()
    }
}

const TWO: &str = "{\"id\":\"bins\",\"question\":\"How many bins are there?\",\"answer\":\"Nine.\"}\n\
                   {\"id\":\"trees\",\"question\":\"Which trees were felled?\",\"answer\":\"None.\"}\n";

#[test]
fn a_past_answer_is_found_again_and_can_be_removed() {
    let office = Office::new();
    assert_eq!(office.import(TWO).added, 2);
    assert_eq!(office.found("Number of bins"), ["bins"]);
    assert_eq!(office.open().get("trees").expect("there").answer, "None.");
    assert!(office.open().remove(&RealDisk, "bins").expect("removed"));
    assert!(
        !office
            .open()
            .remove(&RealDisk, "bins")
            .expect("nothing left")
    );
    assert!(office.found("Number of bins").is_empty());
    assert_eq!(office.open().len(), 1);
}

#[test]
fn an_answer_that_comes_again_takes_the_place_of_the_old_one() {
    let office = Office::new();
    office.import(TWO);
    let again =
        office.import("{\"id\":\"bins\",\"question\":\"How many bins?\",\"answer\":\"Ten.\"}\n");
    assert_eq!((again.added, again.replaced), (1, 1));
    assert_eq!(office.open().len(), 2);
    assert_eq!(office.open().get("bins").expect("there").answer, "Ten.");
    assert_eq!(office.import(TWO).replaced, 2, "the same file twice is one");
    assert_eq!(office.open().len(), 2);
}

#[test]
fn what_a_colleague_adds_or_removes_underneath_is_noticed() {
    let office = Office::new();
    office.import(TWO);
    let theirs = office.file(
        "archive/2026-12-01-theirs.jsonl",
        "{\"id\":\"roads\",\"question\":\"Which roads were gritted?\",\"answer\":\"All.\"}\n",
    );
    assert_eq!(office.found("gritted roads"), ["roads"]);
    files::remove(&RealDisk, &theirs).expect("removed");
    assert!(office.found("gritted roads").is_empty());
}

#[test]
fn a_damaged_or_missing_index_is_made_anew() {
    let office = Office::new();
    office.import(TWO);
    let state = office.folder.path().join("state/archive");
    let index = std::fs::read_dir(&state).expect("a folder").next();
    let index = index.expect("an index").expect("readable").path();
    files::save(&RealDisk, &index.join("meta.json"), b"{broken").expect("damaged");
    let (mended, remarks) = office.open_told();
    assert_eq!(mended.len(), 2);
    assert!(
        remarks[0].contains("damaged") && remarks[0].contains("no answer is lost"),
        "{remarks:?}"
    );
    std::fs::remove_dir_all(&state).expect("removed");
    assert_eq!(office.found("felled trees"), ["trees"]);
}

#[test]
fn a_bad_line_is_named_and_the_others_come_in() {
    let office = Office::new();
    let imported = office.import(&format!("not json\n{TWO}{{\"id\":\"empty\"}}\n"));
    assert_eq!(imported.added, 2);
    let lines: Vec<usize> = imported.unread.iter().map(|unread| unread.line).collect();
    assert_eq!(lines, [1, 4]);
}

#[test]
fn of_two_answers_that_fit_alike_the_later_comes_first() {
    let office = Office::new();
    let line = |id: &str, date: &str| {
        format!(
            "{{\"id\":\"{id}\",\"question\":\"How many bins?\",\"answer\":\"Nine.\",\"date\":\"{date}\"}}\n"
        )
    };
    office.import(&(line("old", "2019-01-01") + &line("new", "2025-01-01")));
    assert_eq!(office.found("How many bins?"), ["new", "old"]);
}

#[test]
fn broken_lines_of_a_colleague_are_told_with_file_and_line_and_never_thrown_away() {
    let office = Office::new();
    office.import(TWO);
    let text = "<<<<<<< theirs\n{\"id\":\"roads\",\"question\":\"Which roads?\",\"answer\":\"All.\"}\n{\"id\":\"cut\n";
    let theirs = office.file("archive/2026-12-01-theirs.jsonl", text);
    let (archive, remarks) = office.open_told();
    assert_eq!(archive.len(), 3);
    assert!(
        remarks[0].contains("2 lines") && remarks[0].contains("archive/2026-12-01-theirs.jsonl:1"),
        "{remarks:?}"
    );
    drop(archive);
    assert!(office.open().remove(&RealDisk, "roads").expect("removed"));
    let left = std::fs::read_to_string(&theirs).expect("still there");
    assert_eq!(left, "<<<<<<< theirs\n{\"id\":\"cut\n");
}

#[test]
fn an_index_of_another_version_or_cut_short_is_made_anew_and_that_is_said() {
    let office = Office::new();
    office.import(TWO);
    let state = office.folder.path().join("state/archive");
    let cache = std::fs::read_dir(&state).expect("a folder").next();
    let cache = cache.expect("an index").expect("readable").path();
    let meta = std::fs::read_to_string(cache.join("meta.json")).expect("there");
    let older = meta.replace("\\\"version\\\":2", "\\\"version\\\":1");
    assert_ne!(older, meta, "the manifest names its version: {meta}");
    files::save(&RealDisk, &cache.join("meta.json"), older.as_bytes()).expect("saved");
    let (_, remarks) = office.open_told();
    assert!(remarks[0].contains("another version"), "{remarks:?}");
    for entry in std::fs::read_dir(&cache).expect("a folder").flatten() {
        let bytes = std::fs::read(entry.path()).unwrap_or_default();
        let ending = entry
            .path()
            .extension()
            .map(|ending| ending.to_string_lossy().into_owned());
        if ending.is_some_and(|ending| ["term", "idx", "fast"].contains(&ending.as_str())) {
            files::save(&RealDisk, &entry.path(), &bytes[..bytes.len() / 2]).expect("cut");
        }
    }
    let (archive, remarks) = office.open_told();
    assert_eq!(archive.len(), 2);
    assert!(remarks[0].contains("damaged"), "{remarks:?}");
    drop(archive);
    assert_eq!(office.found("felled trees"), ["trees"]);
}

#[test]
fn a_use_makes_an_answer_found_by_the_question_that_it_served() {
    let office = Office::new();
    office.import(TWO);
    assert!(
        office
            .found("Timber cleared beside the ring road")
            .is_empty()
    );
    let case = crate::domain::memory::Use {
        date: date(2026, 11, 20),
        question: "How much timber was cleared beside the ring road?".into(),
    };
    let folder = office.folder.path().join(FOLDER);
    crate::store::memory::remember_past(&RealDisk, &folder, "trees", &case).expect("remembered");
    assert_eq!(
        office.found("Timber cleared beside the ring road"),
        ["trees"]
    );
    let query = Query::of("Timber cleared beside the ring road", &Synonyms::default());
    let found = office
        .open()
        .search(&query, &Filter::default(), date(2026, 11, 24), 5);
    let found = found.expect("a search");
    assert_eq!(
        (found[0].times, found[0].last),
        (1, Some(date(2026, 11, 20)))
    );
    assert_eq!(found[0].served.as_ref(), Some(&case.question));
}

#[test]
fn filters_are_kept_in_a_large_archive_as_in_a_small_one() {
    let office = Office::new();
    let lines: Vec<String> = (0..1_500)
        .map(|at| {
            let (outcome, provision) = match at % 500 {
                7 => ("refused", "31(1)(a)"),
                _ => ("disclosed", ""),
            };
            format!(
                "{{\"id\":\"b{at}\",\"question\":\"How many bins are there?\",\"answer\":\"{at}\",\"outcome\":\"{outcome}\",\"provisions\":[\"{provision}\"],\"date\":\"{}-01-01\"}}\n",
                2000 + at % 25
            )
        })
        .collect();
    office.import(&lines.concat());
    let query = Query::of("How many bins?", &Synonyms::default());
    let archive = office.open();
    let found = |typed: &str| {
        let filter = crate::domain::suggest::Typed::read(typed).filter;
        let found = archive
            .search(&query, &filter, date(2026, 11, 24), 10)
            .expect("a search");
        found
            .into_iter()
            .map(|found| found.answer)
            .collect::<Vec<_>>()
    };
    assert_eq!(found("").len(), 10);
    assert_eq!(found("outcome:refused").len(), 3);
    assert_eq!(found("s:31(1)").len(), 3);
    assert_eq!(found("s:40").len(), 0);
    assert!(
        found("since:2024")
            .iter()
            .all(|answer| answer.date >= Some(date(2024, 1, 1)))
    );
    assert_eq!(found("since:2024").len(), 10);
    assert_eq!(found("in:team").len(), 0);
}
