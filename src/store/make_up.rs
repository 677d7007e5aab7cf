//! Reads what letters are made of: `letters/*.toml`, the program's and the workspace's own.

use std::path::Path;

use super::builtin;
use super::files;
use super::toml_text::{Keys, Source, TomlError};
use crate::domain::letter::{Asked, Letters, MakeUp, Part};

/// The folder of the files.
const FOLDER: &str = "letters";
const RESPONSE: &str = "response.toml";
const REVIEW: &str = "review.toml";
const LOG: &str = "disclosure-log.toml";
/// A larger file is no list of blocks.
const LARGEST: u64 = 256 << 10;
const PARTS: &str =
    "\"title\", \"opening\", \"answers\", \"provisions\", \"snippet\" or \"closing\"";

/// Reads the letters of a workspace. What is wrong with a file of the workspace is told, and the program's stays.
pub fn load(root: &Path) -> (Letters, Vec<String>) {
    let mut letters = Letters::default();
    let mut problems = Vec::new();
    for (name, letter) in [
        (RESPONSE, &mut letters.response),
        (REVIEW, &mut letters.review),
        (LOG, &mut letters.log),
    ] {
        let carried = format!("{FOLDER}/{name}");
        let text = builtin::config(&carried).unwrap_or_default();
        // A test reads these, so they hold no error.
        if let Ok(read) = read(Path::new(&carried), text.as_bytes(), name == LOG) {
            *letter = read;
        }
        let path = root.join(FOLDER).join(name);
        let own = match files::read(&path, LARGEST) {
            Ok(bytes) => read(&path, &bytes, name == LOG).map_err(|error| error.to_string()),
            Err(error) if error.is_missing() => continue,
            Err(error) => Err(error.to_string()),
        };
        match own {
            Ok(own) => {
                *letter = MakeUp {
                    is_own: true,
                    ..own
                };
            }
            Err(words) => problems.push(words),
        }
    }
    problems.extend(strangers(&root.join(FOLDER)));
    (letters, problems)
}

// A file whose name is misspelt would be read by nobody, and nobody would notice.
fn strangers(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut wrong: Vec<String> = names
        .filter(|name| Path::new(name).extension().is_some_and(|end| end == "toml"))
        .filter(|name| !name.starts_with('.') && ![RESPONSE, REVIEW, LOG].contains(&name.as_str()))
        .map(|name| {
            let path = files::shown(&folder.join(name));
            format!("{path}: no letter has this name; rename it to {RESPONSE}, {REVIEW} or {LOG}")
        })
        .collect();
    wrong.sort();
    wrong
}

fn read(path: &Path, bytes: &[u8], is_log: bool) -> Result<MakeUp, TomlError> {
    let source = Source::new(path, bytes)?;
    let table = source.table()?;
    let keys = source.keys(&table);
    keys.only(&["block"])?;
    let mut made = MakeUp {
        parts: Vec::new(),
        opening: Vec::new(),
        closing: Vec::new(),
        is_own: false,
    };
    for block in keys.tables("block")? {
        let part = read_part(&block, &mut made)?;
        let same = |other: &Part| std::mem::discriminant(other) == std::mem::discriminant(&part);
        if !matches!(part, Part::Snippet(_)) && made.parts.iter().any(same) {
            return Err(block.error_at(
                "part",
                "the letter has this block already",
                "Delete one of the two; only a snippet may stand several times",
            ));
        }
        if is_log && matches!(part, Part::Opening | Part::Closing | Part::Snippet(_)) {
            return Err(block.error_at(
                "part",
                "openings, closings and snippets name people; they have no place in the public log",
                "Delete this block",
            ));
        }
        made.parts.push(part);
    }
    // What an officer writes must leave.
    let has = |wanted: fn(&Part) -> bool| made.parts.iter().any(wanted);
    let missing = [
        ("answers", has(|part| matches!(part, Part::Answers { .. }))),
        ("opening", is_log || has(|part| *part == Part::Opening)),
        ("closing", is_log || has(|part| *part == Part::Closing)),
    ];
    if let Some((name, _)) = missing.iter().find(|(_, there)| !there) {
        return Err(keys.error_at(
            "block",
            &format!("the letter has no block with part = \"{name}\""),
            &format!("Add the lines [[block]] and part = \"{name}\" where it stands in the letter"),
        ));
    }
    Ok(made)
}

fn read_part(block: &Keys<'_>, made: &mut MakeUp) -> Result<Part, TomlError> {
    let part = block.needed_text("part")?;
    let own: &[&str] = match part {
        "opening" | "closing" => &["part", "snippets"],
        "answers" => &["part", "questions", "headings"],
        "snippet" => &["part", "snippet"],
        _ => &["part"],
    };
    let read = match part {
        "title" => Part::Title,
        "provisions" => Part::Provisions,
        "opening" => {
            made.opening = block.texts("snippets")?;
            Part::Opening
        }
        "closing" => {
            made.closing = block.texts("snippets")?;
            Part::Closing
        }
        "answers" => {
            let asked = "\"words\", \"number\" or \"none\"";
            Part::Answers {
                asked: block
                    .word("questions", asked, Asked::from_id)?
                    .unwrap_or_default(),
                headings: block.flag("headings")?.unwrap_or(true),
            }
        }
        "snippet" => Part::Snippet(block.needed_text("snippet")?.to_owned()),
        _ => return Err(block.wrong("part", PARTS)),
    };
    block.only(own)?;
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_that_come_with_the_program_are_those_it_would_make_without_them() {
        for (name, is_log) in [(RESPONSE, false), (REVIEW, false), (LOG, true)] {
            let text = builtin::config(&format!("{FOLDER}/{name}")).expect("it comes with it");
            read(Path::new(name), text.as_bytes(), is_log).expect("it reads");
        }
        let folder = tempfile::tempdir().expect("a folder");
        let (letters, problems) = load(folder.path());
        assert!(problems.is_empty(), "{problems:?}");
        let plain = Letters::default();
        assert_eq!(letters.response.parts, plain.response.parts);
        assert_eq!(letters.log.parts, plain.log.parts);
        assert_eq!(letters.response.opening, ["opening/response"]);
    }

    #[test]
    fn a_mistake_is_told_with_file_line_and_mend_and_the_program_s_letter_stays() {
        let answers = "[[block]]\npart = \"answers\"\n";
        let frame = "[[block]]\npart = \"opening\"\n[[block]]\npart = \"closing\"\n";
        for (text, line, words) in [
            ("[[blocks]]\npart = \"answers\"\n".to_owned(), 1, "blocks"),
            ("[[block]]\npart = \"answer\"\n".to_owned(), 2, "provisions"),
            (answers.to_owned(), 1, "part = \"opening\""),
            (frame.to_owned(), 1, "part = \"answers\""),
            (
                format!("{frame}{answers}questions = \"all\"\n"),
                7,
                "number",
            ),
            (format!("{frame}{answers}heading = true\n"), 7, "heading"),
            (format!("{frame}{answers}{answers}"), 8, "already"),
            (
                format!("{frame}{answers}[[block]]\npart = \"snippet\"\n"),
                7,
                "snippet",
            ),
        ] {
            let folder = tempfile::tempdir().expect("a folder");
            std::fs::create_dir(folder.path().join(FOLDER)).expect("a folder");
            std::fs::write(folder.path().join("letters/response.toml"), &text).expect("a file");
            let (letters, problems) = load(folder.path());
            let told = problems.join("\n");
            assert!(
                told.contains(&format!("response.toml:{line}")),
                "{text}: {told}"
            );
            assert!(told.contains(words), "{text}: {told}");
            assert!(!letters.response.is_own);
        }
    }

    #[test]
    fn people_stay_out_of_the_log_and_a_misspelt_file_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join(FOLDER)).expect("a folder");
        let write = |name: &str, text: &str| {
            std::fs::write(folder.path().join(FOLDER).join(name), text).expect("a file");
        };
        write(
            LOG,
            "[[block]]\npart = \"answers\"\n[[block]]\npart = \"closing\"\n",
        );
        write("respnose.toml", "");
        let (_, problems) = load(folder.path());
        assert!(
            problems[0].contains("disclosure-log.toml:4"),
            "{problems:?}"
        );
        assert!(problems[1].contains("respnose.toml"), "{problems:?}");
    }
}
