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
