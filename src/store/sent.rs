//! The folder `sent` of a case: each letter that left, in its forms, with a record that says when, by whom, and the hashes.
//!
//! Nothing in it is ever written over. The files come first and the record last, so that a letter is there as a whole or
//! not at all; keeping the same letter again changes nothing.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::files::{self, Disk, FileError, shown};
use super::toml_text::{Keys, Source, TomlError};
use super::toml_write::Writer;
use crate::domain::sent::{SentFile, SentLetter};

/// The name of the folder.
pub const FOLDER: &str = "sent";

/// The largest record that is read: the text of a case with room to spare.
const RECORD_LIMIT: u64 = 16 * 1024 * 1024;
/// The largest letter whose hash is looked at.
const LETTER_LIMIT: u64 = 256 * 1024 * 1024;
/// More letters of one day than anybody sends.
const MOST_A_DAY: usize = 999;

/// Why what was sent cannot be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum SentError {
    /// The disk refuses.
    #[error(transparent)]
    File(#[from] FileError),
    /// A record is damaged.
    #[error(transparent)]
    Record(#[from] TomlError),
    /// The folder is full of letters of that day.
    #[error("{path}: holds {MOST_A_DAY} letters of {on} already")]
    TooMany {
        /// The folder.
        path: String,
        /// The day.
        on: Date,
    },
}

/// A letter on its way into the folder.
#[derive(Debug, Clone, Copy)]
pub struct Leaving<'a> {
    /// The date of the letter.
    pub on: Date,
    /// The present moment, an RFC 3339 time.
    pub at: &'a str,
    /// Who marks it as sent.
    pub by: &'a str,
    /// Its forms: the ending of each and its bytes, the plain text first.
    pub forms: &'a [(&'a str, Vec<u8>)],
    /// The case as it stands.
    pub text: &'a str,
}

/// Keeps a letter that leaves. If the same one of the same day is there already, that one is returned.
///
/// # Errors
/// [`SentError`]; nothing that was kept before is touched.
pub fn keep(disk: &dyn Disk, case: &Path, leaving: &Leaving<'_>) -> Result<SentLetter, SentError> {
    let folder = case.join(FOLDER);
    // Marked as sent twice, it left once.
    if let Ok(Some(last)) = last(case)
        && last.is(leaving)
    {
        return Ok(last);
    }
    files::make_folders(disk, &folder)?;
    for count in 1..=MOST_A_DAY {
        let stem = if count == 1 {
            leaving.on.to_string()
        } else {
            format!("{}-{count}", leaving.on)
        };
        let record = folder.join(format!("{stem}.toml"));
        let letter = SentLetter {
            on: leaving.on,
            at: leaving.at.to_owned(),
            by: leaving.by.to_owned(),
            files: leaving
                .forms
                .iter()
                .map(|(ending, bytes)| SentFile {
                    name: format!("{stem}-letter.{ending}"),
                    sha256: files::sha256(bytes),
                })
                .collect(),
            text: leaving.text.to_owned(),
        };
        // Another letter of that day, or a damaged record, which stays for somebody to look at.
        if fs::symlink_metadata(&record).is_ok() || !put(disk, &folder, &letter, leaving.forms)? {
            continue;
        }
        match files::save_new(disk, &record, write(&letter).as_bytes()) {
            Err(FileError::Exists { .. }) => {}
            other => {
                other?;
                return Ok(letter);
            }
        }
    }
    Err(SentError::TooMany {
        path: shown(&folder),
        on: leaving.on,
    })
}

impl SentLetter {
    fn is(&self, leaving: &Leaving<'_>) -> bool {
        let same_file =
            |(file, (_, bytes)): (&SentFile, &(&str, Vec<u8>))| file.sha256 == files::sha256(bytes);
        self.on == leaving.on
            && self.text == leaving.text
            && self.files.len() == leaving.forms.len()
            && self.files.iter().zip(leaving.forms).all(same_file)
    }
}

// Writes the files of a letter. Tells whether they are there: files of another letter may have their names.
fn put(
    disk: &dyn Disk,
    folder: &Path,
    letter: &SentLetter,
    forms: &[(&str, Vec<u8>)],
) -> Result<bool, SentError> {
    for (file, (_, bytes)) in letter.files.iter().zip(forms) {
        let path = folder.join(&file.name);
        match files::save_new(disk, &path, bytes) {
            // What a call that was cut off left is there, whole.
            Err(FileError::Exists { .. }) if has_hash(&path, &file.sha256) => {}
            Err(FileError::Exists { .. }) => return Ok(false),
            other => other?,
        }
    }
    Ok(true)
}

fn has_hash(path: &Path, sha256: &str) -> bool {
    files::read(path, LETTER_LIMIT).is_ok_and(|bytes| files::sha256(&bytes) == sha256)
}

// Two letters that were kept within one second are told apart by their names: "…-2-letter.txt" came after "…-letter.txt".
fn order(letter: &SentLetter) -> (&str, usize, &str) {
    let name = letter.files.first().map_or("", |file| file.name.as_str());
    (&letter.at, name.len(), name)
}

/// Returns the letters that left, the earliest first, and what is wrong with records that cannot be read.
pub fn all(case: &Path) -> (Vec<SentLetter>, Vec<String>) {
    let mut letters = Vec::new();
    let mut problems = Vec::new();
    for path in records(case) {
        match read_record(&path) {
            Ok(letter) => letters.push(letter),
            Err(error) => problems.push(error.to_string()),
        }
    }
    letters.sort_by(|a, b| order(a).cmp(&order(b)));
    (letters, problems)
}

/// Returns the letter that left last, with which the case is compared; none if none left.
///
/// # Errors
/// [`SentError`] if a record cannot be read: which letter was the last is not known then.
pub fn last(case: &Path) -> Result<Option<SentLetter>, SentError> {
    let letters: Result<Vec<SentLetter>, SentError> =
        records(case).iter().map(|path| read_record(path)).collect();
    let letters = letters?.into_iter();
    Ok(letters.max_by(|a, b| order(a).cmp(&order(b))))
}

/// Says which files of a letter are not as they were kept.
pub fn damaged(case: &Path, letter: &SentLetter) -> Vec<String> {
    let folder = case.join(FOLDER);
    let files = letter.files.iter();
    let files = files.filter(|file| !has_hash(&folder.join(&file.name), &file.sha256));
    files
        .map(|file| {
            format!(
                "{}: is not as it was sent on {}: it was changed or is gone; fetch it from a backup",
                shown(&folder.join(&file.name)),
                letter.on
            )
        })
        .collect()
}

fn records(case: &Path) -> Vec<PathBuf> {
    let folder = case.join(FOLDER);
    let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
    let mut records: Vec<PathBuf> = entries
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| !name.starts_with('.'))
        })
        .collect();
    // Letters of one second are told apart by their count: "2026-11-28-2" comes after "2026-11-28".
    records.sort_by_cached_key(|path| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let mut parts = stem.rsplitn(2, '-');
        let count = parts.next().and_then(|count| count.parse::<usize>().ok());
        match (count, parts.next()) {
            (Some(count), Some(day)) if day.matches('-').count() == 2 => (day.to_owned(), count),
            _ => (stem.into_owned(), 1),
        }
    });
    records
}

fn read_record(path: &Path) -> Result<SentLetter, SentError> {
    let bytes = files::read(path, RECORD_LIMIT)?;
    let source = Source::new(path, &bytes)?;
    let table = source.table()?;
    let keys = source.keys(&table);
    if !keys.has("end") {
        return Err(keys
            .error_at(
                "end",
                "the last line `[end]` is missing",
                "The file was cut off; fetch an undamaged copy",
            )
            .into());
    }
    let files = keys.tables("file")?;
    let files = files.iter().map(read_file).collect::<Result<_, _>>()?;
    Ok(SentLetter {
        on: keys.date("on")?.ok_or_else(|| keys.missing("on"))?,
        at: keys.needed_text("at")?.to_owned(),
        by: keys.text_or_empty("by")?,
        files,
        text: keys.needed_text("text")?.to_owned(),
    })
}

fn read_file(keys: &Keys<'_>) -> Result<SentFile, TomlError> {
    let name = keys.needed_text("name")?;
    // A record must not lead out of its folder.
    if name.is_empty() || name.contains(['/', '\\', ':']) || name.starts_with('.') {
        return Err(keys.wrong("name", "the name of a file in this folder"));
    }
    Ok(SentFile {
        name: name.to_owned(),
        sha256: keys.needed_text("sha256")?.to_owned(),
    })
}

fn write(letter: &SentLetter) -> String {
    let mut out = Writer::default();
    out.line("# A letter that left. Nothing here is edited: the case is compared with it.");
    out.date("on", Some(letter.on));
    out.text("at", &letter.at);
    out.text("by", &letter.by);
    out.line("# The case as it stood; fields that are filled as the letter leaves are unfilled.");
    out.text("text", &letter.text);
    for file in &letter.files {
        out.line("");
        out.line("[[file]]");
        out.text("name", &file.name);
        out.text("sha256", &file.sha256);
    }
    out.line("");
    out.line("[end]");
    out.finish()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::store::files::RealDisk;

    fn leave(case: &Path, at: &str, words: &str) -> SentLetter {
        let forms = [
            ("txt", words.as_bytes().to_vec()),
            ("html", format!("<p>{words}</p>").into_bytes()),
        ];
        let leaving = Leaving {
            on: date(2026, 11, 28),
            at,
            by: "Ann Okafor",
            forms: &forms,
            text: words,
        };
        keep(&RealDisk, case, &leaving).expect("it is kept")
    }

    #[test]
    fn a_letter_that_left_is_kept_with_its_hash_and_found_again() {
        let case = tempfile::tempdir().expect("a folder");
        assert_eq!(last(case.path()).expect("nothing yet"), None);
        let sent = leave(
            case.path(),
            "2026-11-28T10:00:00Z",
            "Dear Morgan,\n\"quoted\"",
        );
        assert_eq!(last(case.path()).expect("it reads"), Some(sent.clone()));
        let file = &sent.files[0];
        assert_eq!(file.name, "2026-11-28-letter.txt");
        let bytes = fs::read(case.path().join(FOLDER).join(&file.name)).expect("it is there");
        assert_eq!(files::sha256(&bytes), file.sha256);
        assert!(damaged(case.path(), &sent).is_empty());
    }

    #[test]
    fn the_same_letter_is_kept_once_and_another_of_that_day_beside_it() {
        let case = tempfile::tempdir().expect("a folder");
        let first = leave(case.path(), "2026-11-28T10:00:00Z", "One.");
        assert_eq!(leave(case.path(), "2026-11-28T11:00:00Z", "One."), first);
        let second = leave(case.path(), "2026-11-28T12:00:00Z", "Two.");
        assert_eq!(second.files[0].name, "2026-11-28-2-letter.txt");
        assert_eq!(last(case.path()).expect("it reads"), Some(second.clone()));
        assert_eq!(all(case.path()), (vec![first, second], Vec::new()));
        let again = leave(case.path(), "2026-11-28T13:00:00Z", "One.");
        assert_eq!(again.files[0].name, "2026-11-28-3-letter.txt");
        assert_eq!(
            last(case.path()).expect("it reads"),
            Some(again),
            "it left once more"
        );
        for words in ["Two.", "One.", "Two."] {
            let sent = leave(case.path(), "2026-11-28T13:00:00Z", words);
            let last = last(case.path()).expect("it reads");
            assert_eq!(last, Some(sent), "within one second");
        }
        let kept = case.path().join("sent/2026-11-28-letter.txt");
        assert_eq!(fs::read(kept).expect("it is there"), b"One.");
    }

    #[test]
    fn what_a_call_that_was_cut_off_left_is_gone_on_with() {
        let case = tempfile::tempdir().expect("a folder");
        fs::create_dir(case.path().join(FOLDER)).expect("a folder");
        fs::write(case.path().join("sent/2026-11-28-letter.txt"), "One.").expect("a file");
        let sent = leave(case.path(), "2026-11-28T10:00:00Z", "One.");
        assert_eq!(sent.files[0].name, "2026-11-28-letter.txt");
        let other = leave(case.path(), "2026-11-28T11:00:00Z", "Two.");
        assert_eq!(other.files[0].name, "2026-11-28-2-letter.txt");
    }

    #[test]
    fn a_letter_that_was_changed_since_and_a_damaged_record_are_told_with_their_file() {
        let case = tempfile::tempdir().expect("a folder");
        let sent = leave(case.path(), "2026-11-28T10:00:00Z", "One.");
        let letter = case.path().join("sent/2026-11-28-letter.txt");
        fs::write(&letter, "Another one.").expect("a file");
        let told = damaged(case.path(), &sent);
        assert!(
            told.len() == 1 && told[0].contains("2026-11-28-letter.txt"),
            "{told:?}"
        );
        let record = case.path().join("sent/2026-11-28.toml");
        let text = fs::read_to_string(&record).expect("it is there");
        fs::write(&record, text.replace("on = 2026", "on = x2026")).expect("a file");
        let (none, problems) = all(case.path());
        assert!(none.is_empty());
        assert!(problems[0].contains("2026-11-28.toml:2"), "{problems:?}");
        assert!(last(case.path()).is_err());
    }

    #[test]
    fn a_record_does_not_lead_out_of_its_folder() {
        let case = tempfile::tempdir().expect("a folder");
        leave(case.path(), "2026-11-28T10:00:00Z", "One.");
        let record = case.path().join("sent/2026-11-28.toml");
        let text = fs::read_to_string(&record).expect("it is there");
        let text = text.replace("2026-11-28-letter.txt", "../case.toml");
        fs::write(&record, text).expect("a file");
        assert!(last(case.path()).is_err());
    }
}
