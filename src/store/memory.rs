//! What the library remembers of its use, on disk: a file of JSON lines beside each snippet.
//!
//! `answers/not-held-form.uses.jsonl` stands beside `answers/not-held-form.toml`, in the layer of the snippet or in a
//! higher one that can be written: a memory belongs to the id, whichever layer holds the text. Lines are only added,
//! their order does not matter and copies fold, so that two officers' files merge by putting their lines together.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::files::{self, Disk, FileError, shown};
use super::libraries::Folders;
use crate::domain::library::LibraryProblem;
use crate::domain::memory::{Memory, Use};
use crate::domain::snippet::Layer;
use crate::text::clean::clean;

/// How the name of a file of uses ends.
pub const ENDING: &str = ".uses.jsonl";
/// The largest file of uses that is read.
const LARGEST: u64 = 16 * 1024 * 1024;
/// The longest line that is read.
const LONGEST_LINE: usize = 16 * 1024;
/// How deep folders may lie in each other.
const DEEPEST: usize = 8;

/// The memories of a layer or of several, by the id of the snippet.
pub type Memories = BTreeMap<String, Memory>;

/// A line of uses of past answers, which says of which.
#[derive(Debug, Serialize, Deserialize)]
struct NamedUse {
    id: String,
    #[serde(flatten)]
    case: Use,
}

/// Tells whether a file holds uses, by its name.
pub fn is_of_uses(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.to_string_lossy().ends_with(ENDING))
}

/// Returns where the uses of a snippet are kept in a layer's folder.
pub fn path_of(folder: &Path, id: &str) -> PathBuf {
    folder.join(format!("{id}{ENDING}"))
}

/// Reads all uses of a layer's folder, and tells which lines say nothing. A folder that is not there has none.
pub fn of_layer(folder: &Path) -> (Memories, Vec<LibraryProblem>) {
    let (mut memories, mut problems) = (Memories::new(), Vec::new());
    let mut waiting = vec![(folder.to_path_buf(), 0)];
    while let Some((inside, depth)) = waiting.pop() {
        // A folder that cannot be read is told by whoever reads its snippets.
        for path in fs::read_dir(&inside)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
        {
            let hidden = path
                .file_name()
                .is_none_or(|name| name.to_string_lossy().starts_with('.'));
            if hidden {
                continue;
            }
            if files::is_plain_folder(&path) {
                if depth < DEEPEST {
                    waiting.push((path, depth + 1));
                }
            } else if is_of_uses(&path)
                && let Some(id) = id_of(folder, &path)
            {
                let (memory, wrong) = of_file(&path);
                problems.extend(wrong);
                memories.entry(id).or_default().join(memory);
            }
        }
    }
    problems.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    (memories, problems)
}

/// Adds a use of a snippet where it belongs: beside the snippet, or else in the next higher layer that can be written.
/// What the program carries has no folder; its uses are the team's.
///
/// # Errors
/// If no layer can be written: what the last of them said.
pub fn remember_in(
    disk: &dyn Disk,
    folders: &Folders,
    layer: Layer,
    id: &str,
    case: &Use,
) -> Result<(), FileError> {
    let own = match layer {
        Layer::Organisation => [&folders.organisation, &folders.team, &folders.personal],
        Layer::BuiltIn | Layer::Team => [&None, &folders.team, &folders.personal],
        Layer::Personal => [&None, &None, &folders.personal],
    };
    let mut result = Err(FileError::NotAFile { path: id.into() });
    for folder in own.into_iter().flatten() {
        result = remember(disk, folder, id, case);
        if result.is_ok() {
            break;
        }
    }
    result
}

fn id_of(folder: &Path, path: &Path) -> Option<String> {
    let inside = path.strip_prefix(folder).ok()?;
    let parts: Option<Vec<&str>> = inside
        .components()
        .map(|part| part.as_os_str().to_str())
        .collect();
    parts?.join("/").strip_suffix(ENDING).map(str::to_owned)
}

/// Reads the uses of one snippet, and tells which lines say nothing. A file that is not there has none.
pub fn of_file(path: &Path) -> (Memory, Vec<LibraryProblem>) {
    let mut uses = Vec::new();
    let problems = each_line(path, |line| {
        uses.push(tidy(&serde_json::from_str(line)?));
        Ok(())
    });
    (Memory::of(uses), problems)
}

/// Reads the uses of past answers in the folder of an archive, by the id of the answer.
pub fn of_archive(folder: &Path) -> (Memories, Vec<LibraryProblem>) {
    let (mut uses, mut problems) = (BTreeMap::<String, Vec<Use>>::new(), Vec::new());
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| is_of_uses(path))
        .collect();
    paths.sort();
    for path in paths {
        problems.extend(each_line(&path, |line| {
            let named: NamedUse = serde_json::from_str(line)?;
            uses.entry(named.id).or_default().push(tidy(&named.case));
            Ok(())
        }));
    }
    let memories = uses.into_iter().map(|(id, uses)| (id, Memory::of(uses)));
    (memories.collect(), problems)
}

// What another program wrote into a shared file is cleaned like any text from outside.
fn tidy(case: &Use) -> Use {
    Use {
        date: case.date,
        question: clean(&case.question).0.trim().to_owned(),
    }
}

fn each_line(
    path: &Path,
    mut take: impl FnMut(&str) -> Result<(), serde_json::Error>,
) -> Vec<LibraryProblem> {
    let bytes = match files::read(path, LARGEST) {
        Ok(bytes) => bytes,
        Err(error) if error.is_missing() => return Vec::new(),
        Err(error) => return vec![problem(path, None, error.to_string())],
    };
    let text = String::from_utf8_lossy(&bytes);
    let mut problems = Vec::new();
    for (at, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        if line.len() > LONGEST_LINE || take(line.trim()).is_err() {
            let message = "this line is no use of an answer and was left out; it should read {\"date\":\"2026-03-03\",\
                           \"question\":\"…\"}. Mend it, or delete the line";
            problems.push(problem(path, Some(at + 1), message.to_owned()));
        }
    }
    problems
}

fn problem(path: &Path, line: Option<usize>, message: String) -> LibraryProblem {
    LibraryProblem {
        path: shown(path),
        line,
        message,
    }
}

/// Adds a use of a snippet to the memory in a layer's folder.
///
/// # Errors
/// If the disk refuses, or the folder cannot be written.
pub fn remember(disk: &dyn Disk, folder: &Path, id: &str, case: &Use) -> Result<(), FileError> {
    let path = path_of(folder, id);
    // An id is a path inside the library; it never leads out of it.
    let inside = id
        .split('/')
        .all(|part| !part.is_empty() && part != "." && part != "..");
    if !inside || id.contains('\\') {
        return Err(FileError::NotAFile { path });
    }
    append(disk, &path, case)
}

/// Adds a use of a past answer to the memory in the folder of an archive: a file a year.
///
/// # Errors
/// If the disk refuses, or the folder cannot be written.
pub fn remember_past(
    disk: &dyn Disk,
    folder: &Path,
    id: &str,
    case: &Use,
) -> Result<(), FileError> {
    let path = folder.join(format!("{}{ENDING}", case.date.year()));
    let named = NamedUse {
        id: id.to_owned(),
        case: case.clone(),
    };
    append(disk, &path, &named)
}

fn append(disk: &dyn Disk, path: &Path, line: &impl Serialize) -> Result<(), FileError> {
    let failed = |source: io::Error| FileError::NotSaved {
        path: path.to_path_buf(),
        source,
    };
    if let Some(folder) = path.parent() {
        files::make_folders(disk, folder)?;
    }
    let mut bytes = serde_json::to_vec(line).map_err(|error| failed(io::Error::other(error)))?;
    bytes.push(b'\n');
    // A line that was cut off is closed first, so that it spoils only itself.
    if !ends_with_line(path) {
        bytes.insert(0, b'\n');
    }
    let mut file = disk.open_append(path).map_err(failed)?;
    // One write: two officers who add at the same time do not mix their lines.
    disk.write(&mut file, &bytes).map_err(failed)?;
    disk.sync(&file).map_err(failed)
}

fn ends_with_line(path: &Path) -> bool {
    use std::io::{Read, Seek, SeekFrom};
    let Ok(mut file) = fs::File::open(path) else {
        return true;
    };
    let mut last = [b'\n'];
    if file.seek(SeekFrom::End(-1)).is_ok() {
        let _ = file.read_exact(&mut last);
    }
    last == [b'\n']
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use tempfile::TempDir;

    use super::*;
    use crate::store::files::RealDisk;

    fn used(day: i8, question: &str) -> Use {
        Use {
            date: date(2026, 11, day),
            question: question.to_owned(),
        }
    }

    #[test]
    fn what_was_remembered_is_read_again_by_id() {
        let folder = TempDir::new().expect("a folder");
        for day in [3, 1, 3] {
            remember(
                &RealDisk,
                folder.path(),
                "answers/yes",
                &used(day, "How many bins?"),
            )
            .expect("remembered");
        }
        let (memories, problems) = of_layer(folder.path());
        assert_eq!(problems, []);
        assert_eq!(
            memories["answers/yes"].uses(),
            [used(3, "How many bins?"), used(1, "How many bins?")]
        );
    }

    #[test]
    fn a_line_that_was_cut_off_or_merged_badly_spoils_only_itself() {
        let folder = TempDir::new().expect("a folder");
        let path = path_of(folder.path(), "yes");
        files::save(
            &RealDisk,
            &path,
            b"<<<<<<< theirs\n{\"date\":\"2026-11-02\",\"quest",
        )
        .expect("saved");
        remember(&RealDisk, folder.path(), "yes", &used(4, "How many?")).expect("remembered");
        let (memories, problems) = of_layer(folder.path());
        assert_eq!(memories["yes"].uses(), [used(4, "How many?")]);
        let lines: Vec<_> = problems.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [Some(1), Some(2)]);
    }

    #[test]
    fn uses_of_past_answers_stand_in_a_file_a_year() {
        let folder = TempDir::new().expect("a folder");
        remember_past(&RealDisk, folder.path(), "bins-7", &used(4, "How many?"))
            .expect("remembered");
        assert!(folder.path().join("2026.uses.jsonl").is_file());
        let (memories, problems) = of_archive(folder.path());
        assert_eq!(problems, []);
        assert_eq!(memories["bins-7"].times(), 1);
    }

    #[test]
    fn an_id_never_leads_out_of_the_library() {
        let folder = TempDir::new().expect("a folder");
        let library = folder.path().join("snippets");
        for id in ["../yes", "a/../../yes", "", "/yes", "a\\..\\yes"] {
            assert!(
                remember(&RealDisk, &library, id, &used(1, "a")).is_err(),
                "{id}"
            );
        }
    }
}
