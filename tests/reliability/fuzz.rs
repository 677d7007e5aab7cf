//! S12: ten parsers over the small corpora of `tests/fuzz`, and over what chance makes of them.
//!
//! `SERIATIM_FUZZ_MS` is how long each one is tried, in milliseconds. A find is told with the bytes that made it, which then
//! go into the corpus.

use std::cell::Cell;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use seriatim::documents;
use seriatim::domain::reading::personal;
use seriatim::domain::snippet::Layer;
use seriatim::store::case_folder::CaseFolder;
use seriatim::store::files::sha256;
use seriatim::store::intake;
use seriatim::store::journal::Journal;
use seriatim::store::libraries::read_snippet;
use seriatim::store::sync::merge_toml::{Merge, merge};
use seriatim::text::clean::clean;
use seriatim::text::markup::{html, plain};
use seriatim::text::split::split;

use crate::disk::case_of;
use crate::rows::{BUILD, Chance, passed};

const TARGETS: [&str; 10] = [
    "toml_snippet",
    "toml_case",
    "email",
    "docx",
    "split_questions",
    "clean_text",
    "journal_replay",
    "merge3",
    "pii_scan",
    "render_letter",
];

/// What mutations put in: what means something to one of the parsers.
const PIECES: [&[u8]; 24] = [
    b"\"",
    b"\"\"\"",
    b"\n",
    b"\r\n",
    b"\0",
    b"\xff",
    b"[",
    b"]",
    b"[[field]]",
    b"= ",
    b"{{",
    b"}}",
    b"\x1b[",
    b"<<<<<<< ",
    b"--b",
    b"Content-Type: ",
    b"<w:t>",
    b"</w:p>",
    b"1. ",
    b"(a) ",
    b"> ",
    b"\xe2\x80\xae",
    b"|",
    b"9999999999999999999999",
];

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fuzz")
        .join(target);
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("a corpus")
        .flatten()
        .map(|file| file.path())
        .collect();
    files.sort();
    let corpus: Vec<Vec<u8>> = files
        .iter()
        .map(|file| fs::read(file).expect("a file"))
        .collect();
    assert!(!corpus.is_empty(), "{target} has no corpus");
    corpus
}

fn mutated(corpus: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = chance.one_of(corpus).clone();
    for _ in 0..=chance.below(6) {
        let at = chance.below(bytes.len() + 1);
        match chance.below(6) {
            0 if at < bytes.len() => bytes[at] = u8::try_from(chance.next() & 255).expect("a byte"),
            1 => drop(bytes.splice(at..at, chance.one_of(&PIECES).iter().copied())),
            2 => {
                let end = (at + chance.below(30)).min(bytes.len());
                drop(bytes.drain(at..end));
            }
            3 => bytes.truncate(at),
            4 => {
                let end = (at + chance.below(60)).min(bytes.len());
                let again: Vec<u8> = bytes[at..end].repeat(1 + chance.below(8));
                drop(bytes.splice(at..at, again));
            }
            _ => {
                let other = chance.one_of(corpus);
                let from = chance.below(other.len() + 1);
                drop(bytes.splice(at.., other[from..].iter().copied()));
            }
        }
    }
    bytes
}

fn words(bytes: &[u8]) -> String {
    clean(&String::from_utf8_lossy(bytes)).0.into_string()
}

fn attempt(target: &str, bytes: &[u8], folder: &Path) {
    match target {
        "toml_snippet" => drop(read_snippet(Layer::Team, "a", Path::new("a.toml"), bytes)),
        "toml_case" => {
            let path = folder.join("FOI-2026-0001");
            fs::create_dir_all(path.join("questions")).expect("a folder");
            fs::write(path.join("case.toml"), bytes).expect("written");
            if let Ok(mut opened) = CaseFolder::open(&path) {
                drop(opened.folder.save(&opened.case, "now"));
            }
            // The second time it is there already.
            let _ = CaseFolder::create(&folder.join("B"), &case_of(1), b"x", "txt");
            fs::write(folder.join("B/questions/q0.toml"), bytes).expect("written");
            drop(CaseFolder::open(&folder.join("B")));
        }
        "email" | "docx" => {
            drop(documents::read(bytes));
            drop(intake::from_bytes(Path::new("a"), bytes.to_vec(), ""));
        }
        "split_questions" => {
            let text = words(bytes);
            drop(split(&text));
        }
        "clean_text" => {
            let once = words(bytes);
            assert_eq!(clean(&once).0.as_str(), once, "cleaning twice");
        }
        "journal_replay" => {
            let case = case_of(1);
            let Ok(seriatim::store::journal::JournalOpened::Clean(journal)) =
                Journal::open(folder, folder, &case)
            else {
                return;
            };
            let path = journal.path().to_path_buf();
            drop(journal);
            fs::write(&path, bytes).expect("written");
            drop(Journal::open(folder, folder, &case));
            fs::remove_file(&path).expect("ours");
        }
        "merge3" => {
            let text = String::from_utf8_lossy(bytes);
            let mut three = text.splitn(3, '\0');
            let mut next = || three.next().unwrap_or_default();
            let (base, mine, theirs) = (next(), next(), next());
            if let Merge::Clean(text) = merge(base, mine, theirs) {
                let marks = |text: &str| text.lines().any(|line| line.starts_with("<<<<<<<"));
                let had = marks(base) || marks(mine) || marks(theirs);
                assert!(had || !marks(&text), "a merge made the marks of a conflict");
            }
        }
        "pii_scan" => {
            let text = String::from_utf8_lossy(bytes);
            for hit in personal(&text) {
                assert!(
                    text.get(hit.at.clone()).is_some(),
                    "{:?} is not in the text",
                    hit.at
                );
            }
        }
        "render_letter" => {
            let text = words(bytes);
            let (_, made) = (plain(&text), html(&text));
            assert!(
                !made.contains("<script"),
                "markup of a stranger in the letter"
            );
        }
        other => panic!("{other} is no target"),
    }
}

#[test]
fn s12_ten_parsers_take_whatever_chance_makes_of_their_corpora() {
    let ms = std::env::var("SERIATIM_FUZZ_MS")
        .ok()
        .and_then(|ms| ms.parse().ok())
        .unwrap_or(400);
    let time = Duration::from_millis(ms);
    let folder = tempfile::tempdir().expect("a folder");
    let (mut tried, mut longest) = (0_usize, Duration::ZERO);
    for target in TARGETS {
        let corpus = corpus(target);
        let mut chance = Chance::new(u64::from(std::process::id()));
        let (start, count) = (Instant::now(), Cell::new(0));
        while start.elapsed() < time || count.get() < corpus.len() {
            let bytes = match corpus.get(count.get()) {
                Some(bytes) => bytes.clone(),
                None => mutated(&corpus, &mut chance),
            };
            let began = Instant::now();
            let came = catch_unwind(AssertUnwindSafe(|| attempt(target, &bytes, folder.path())));
            longest = longest.max(began.elapsed());
            if came.is_err() {
                let find = std::env::temp_dir().join(format!("{target}-{}", &sha256(&bytes)[..12]));
                fs::write(&find, &bytes).expect("the find");
                panic!("{target} broke; the bytes are in {}", find.display());
            }
            count.set(count.get() + 1);
        }
        tried += count.get();
    }
    passed(
        "S12",
        &format!(
            "10 targets, {tried} inputs, 0 crashes, the longest took {} ms in {BUILD}",
            longest.as_millis()
        ),
    );
}
