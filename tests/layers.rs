//! The layers hold: imports point left in `text → documents → domain → store → app → host → tui | cli`, the lower ones
//! do not touch the world, and only `tui` knows the terminal's crates.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// The layers from the lowest; the two faces stand side by side.
const LAYERS: [(&str, u8); 8] = [
    ("text", 0),
    ("documents", 1),
    ("domain", 2),
    ("store", 3),
    ("app", 4),
    ("host", HOST),
    ("tui", 6),
    ("cli", 6),
];

/// The rank of the first layer that touches the world.
const HOST: u8 = 5;

/// What only `host` and the faces may do: lower layers get facts as arguments and return values.
const WORLDLY: [&str; 7] = [
    "println!",
    "eprintln!",
    "print!",
    "eprint!",
    "std::env",
    "SystemTime::now",
    "process::exit",
];

/// What only `store/files.rs` may do: it never leaves a file half written.
const WRITING: [&str; 4] = ["fs::write", "File::create", "fs::rename", "OpenOptions"];

/// The files that may: the saving itself, and the operations that it is made of.
const WRITERS: [&str; 2] = ["src/store/files.rs", "src/store/files/disk.rs"];

/// The terminal's crates.
const TERMINAL: [&str; 2] = ["crossterm", "ratatui"];

/// The one crate that writes files by itself: the index of the archive, in a folder of its own in the state folder, made
/// anew whenever it is damaged. Nothing of the officer's is in it, so it needs no `store/files.rs`; it stays in one place.
const INDEXING: [&str; 1] = ["tantivy"];

/// A line that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
struct Breach {
    file: String,
    line: usize,
    words: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.words)
    }
}

#[test]
fn every_import_points_to_a_lower_layer() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = sources(&root.join("src"));
    assert!(files.len() > 20, "only {} sources were found", files.len());
    let mut found = Vec::new();
    for path in &files {
        let name = path
            .strip_prefix(root)
            .expect("found below the root")
            .to_string_lossy()
            .replace('\\', "/");
        let source = fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"));
        found.extend(breaches(&name, &source));
    }
    let list: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(
        list.is_empty(),
        "the layers are broken:\n{}",
        list.join("\n")
    );
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .expect("src can be read")
        .map(|entry| entry.expect("and its entries").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

/// Returns the lines of a source that break a rule. `file` is its path from the root, with `/`.
fn breaches(file: &str, source: &str) -> Vec<Breach> {
    let Some(inside) = file.strip_prefix("src/") else {
        return Vec::new();
    };
    // Modules from the crate's root to this file: `src/app/update.rs` is `app::update`.
    let path: Vec<&str> = inside
        .trim_end_matches(".rs")
        .trim_end_matches("/mod")
        .split('/')
        .collect();
    let own = path.first().copied().unwrap_or_default();
    let rank = rank_of(own);
    let is_test = path.contains(&"tests");
    let mut found = Vec::new();
    let bare = without_comments_and_words(source);
    let (code, tests) = part_tests(&bare);
    for (reach, whole) in [(code.as_str(), true), (tests.as_str(), false)] {
        for (line, name) in edges(reach, &path) {
            let words = match (own, rank, rank_of(&name)) {
                (_, Some(_), None) | ("lib", _, _) => continue,
                // The command line says what is wanted; the workbench is one of the things. Only here do they meet.
                ("main", _, _) if name == "cli" || name == "tui" => continue,
                ("main", _, _) => format!("main uses `{name}`; it may use the faces only"),
                (_, None, Some(_)) => format!(
                    "`{own}` is not a layer and uses `{name}`; give it a place in tests/layers.rs"
                ),
                (_, Some(from), Some(to)) if name == own || to < from => continue,
                _ => format!("`{own}` uses `{name}`, which is not below it"),
            };
            found.push(Breach {
                file: file.to_owned(),
                line,
                words,
            });
        }
        if whole && !is_test && rank.is_some_and(|rank| rank < HOST) {
            for (line, word) in mentions(reach, &WORLDLY) {
                found.push(Breach {
                    file: file.to_owned(),
                    line,
                    words: format!(
                        "`{word}` below host; take the fact as an argument or return an effect"
                    ),
                });
            }
        }
        if whole && !is_test && !WRITERS.contains(&file) {
            for (line, word) in mentions(reach, &WRITING) {
                found.push(Breach {
                    file: file.to_owned(),
                    line,
                    words: format!(
                        "`{word}` outside store/files.rs, which saves whole or not at all"
                    ),
                });
            }
        }
        if !file.starts_with("src/store/archive") {
            for (line, word) in mentions(reach, &INDEXING) {
                found.push(Breach {
                    file: file.to_owned(),
                    line,
                    words: format!("`{word}` outside store/archive, the only place that may index"),
                });
            }
        }
        if own != "tui" {
            for (line, word) in mentions(reach, &TERMINAL) {
                found.push(Breach {
                    file: file.to_owned(),
                    line,
                    words: format!("`{word}` outside tui"),
                });
            }
        }
    }
    found.sort_by_key(|breach| breach.line);
    found
}

fn rank_of(module: &str) -> Option<u8> {
    LAYERS
        .iter()
        .find(|(name, _)| *name == module)
        .map(|(_, rank)| *rank)
}

/// Returns the top-level modules that a source names through `crate::`, `seriatim::` or a chain of `super::`.
fn edges(source: &str, path: &[&str]) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    // `seriatim::` is how the binary names the library. A module inside the file has one `super` more than the file;
    // such a chain is read as if it stood in the file, and goes one step too far up rather than one too few.
    for root in ["crate::", "seriatim::"] {
        for at in places(source, root) {
            found.extend(
                names_at(source, at + root.len())
                    .into_iter()
                    .map(|name| (line_of(source, at), name)),
            );
        }
    }
    let mut at = 0;
    while let Some(next) = source.get(at..).and_then(|rest| rest.find("super::")) {
        let start = at + next;
        let mut end = start;
        let mut steps = 0;
        while source
            .get(end..)
            .is_some_and(|rest| rest.starts_with("super::"))
        {
            end += "super::".len();
            steps += 1;
        }
        // `super` of `app::update` is `app`: as many steps as parts lead to the root of the crate.
        if steps >= path.len() && starts_word(source, start) {
            found.extend(
                names_at(source, end)
                    .into_iter()
                    .map(|name| (line_of(source, start), name)),
            );
        }
        at = end;
    }
    found
}

/// Reads the names that follow `crate::`: one, or those of a group in braces at its first level.
fn names_at(source: &str, at: usize) -> Vec<String> {
    let rest = source.get(at..).unwrap_or_default();
    let Some(group) = rest.strip_prefix('{') else {
        let name = word(rest);
        return if name.is_empty() {
            Vec::new()
        } else {
            vec![name]
        };
    };
    let mut names = Vec::new();
    let mut depth = 1;
    let mut fresh = true;
    for (offset, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => fresh = true,
            c if fresh && depth == 1 && !c.is_whitespace() => {
                names.push(word(group.get(offset..).unwrap_or_default()));
                fresh = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

fn word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

fn mentions<'a>(source: &str, words: &[&'a str]) -> Vec<(usize, &'a str)> {
    let mut found = Vec::new();
    for word in words {
        found.extend(
            places(source, word)
                .into_iter()
                .map(|at| (line_of(source, at), *word)),
        );
    }
    found
}

// Where a word begins as a word: `print!` is not found in `eprint!`, nor `ratatui` in `my_ratatui`.
fn places(source: &str, word: &str) -> Vec<usize> {
    source
        .match_indices(word)
        .map(|(at, _)| at)
        .filter(|at| starts_word(source, *at))
        .collect()
}

fn starts_word(source: &str, at: usize) -> bool {
    let before = source.get(..at).and_then(|text| text.chars().next_back());
    before.is_none_or(|c| !c.is_alphanumeric() && c != '_')
}

fn line_of(source: &str, at: usize) -> usize {
    source.get(..at).unwrap_or_default().matches('\n').count() + 1
}

/// Parts code from the modules that are compiled for tests only; each part keeps the lines of the other as blank ones.
fn part_tests(source: &str) -> (String, String) {
    let (mut code, mut tests) = (String::new(), String::new());
    // Braces still open in a test module; `None` outside one, and 0 between its attribute and its first brace.
    let mut depth: Option<usize> = None;
    for line in source.split_inclusive('\n') {
        if depth.is_none() && line.trim_start().starts_with("#[cfg(test)]") {
            depth = Some(0);
        }
        let Some(open) = depth else {
            code.push_str(line);
            tests.push('\n');
            continue;
        };
        tests.push_str(line);
        code.push('\n');
        let opened = open + line.matches('{').count();
        let left = opened.saturating_sub(line.matches('}').count());
        // `#[cfg(test)] mod tests;` and a gated `use` end without a brace.
        let ends = left == 0 && (opened > 0 || line.trim_end().ends_with(';'));
        depth = if ends { None } else { Some(left) };
    }
    (code, tests)
}

/// Replaces comments and the insides of string and character literals by blanks; lines stay where they are.
fn without_comments_and_words(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let at = |index: usize| chars.get(index).copied().unwrap_or('\0');
    let mut index = 0;
    let blank = |c: char| if c == '\n' { '\n' } else { ' ' };
    while index < chars.len() {
        let end = match (at(index), at(index + 1)) {
            ('/', '/') => end_of(&chars, index, |rest| rest.first() == Some(&'\n')),
            ('/', '*') => end_of_block_comment(&chars, index),
            ('r', '"' | '#')
                if index == 0 || !(at(index - 1).is_alphanumeric() || at(index - 1) == '_') =>
            {
                let hashes = chars
                    .iter()
                    .skip(index + 1)
                    .take_while(|c| **c == '#')
                    .count();
                if at(index + 1 + hashes) == '"' {
                    let closes = |rest: &[char]| {
                        rest.first() == Some(&'"')
                            && rest.iter().skip(1).take_while(|c| **c == '#').count() >= hashes
                    };
                    end_of(&chars, index + 2 + hashes, closes) + 1 + hashes
                } else {
                    index
                }
            }
            ('"', _) => end_of_string(&chars, index),
            // A lifetime has no closing quote two or three places on.
            ('\'', '\\') => end_of(&chars, index + 3, |rest| rest.first() == Some(&'\'')) + 1,
            ('\'', _) if at(index + 2) == '\'' => index + 3,
            _ => index,
        };
        if end == index {
            out.push(at(index));
            index += 1;
        } else {
            let end = end.min(chars.len());
            out.extend(chars.iter().take(end).skip(index).map(|c| blank(*c)));
            index = end;
        }
    }
    out
}

// Where the rest begins that is looked for; the end of the source if there is none.
fn end_of(chars: &[char], from: usize, found: impl Fn(&[char]) -> bool) -> usize {
    (from..chars.len())
        .find(|index| chars.get(*index..).is_some_and(&found))
        .unwrap_or(chars.len())
}

fn end_of_string(chars: &[char], from: usize) -> usize {
    let mut index = from + 1;
    while let Some(c) = chars.get(index) {
        match c {
            '\\' => index += 2,
            '"' => return index + 1,
            _ => index += 1,
        }
    }
    chars.len()
}

fn end_of_block_comment(chars: &[char], from: usize) -> usize {
    let mut depth = 0;
    let mut index = from;
    while let Some(c) = chars.get(index) {
        match (c, chars.get(index + 1)) {
            ('/', Some('*')) => {
                depth += 1;
                index += 2;
            }
            ('*', Some('/')) => {
                depth -= 1;
                index += 2;
                if depth == 0 {
                    return index;
                }
            }
            _ => index += 1,
        }
    }
    chars.len()
}

mod the_test_itself {
    use super::*;

    fn said(file: &str, source: &str) -> Vec<String> {
        breaches(file, source)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn a_lower_layer_may_not_use_a_higher_one() {
        let source = "//! Cases.\n\nuse crate::text::clean;\nuse crate::app::model::Model;\n";
        assert_eq!(
            said("src/domain/case.rs", source),
            ["src/domain/case.rs:4: `domain` uses `app`, which is not below it"]
        );
    }

    #[test]
    fn the_faces_do_not_know_each_other() {
        assert_eq!(said("src/tui/run.rs", "use crate::cli::main;").len(), 1);
        assert_eq!(said("src/cli/due.rs", "use crate::tui::run;").len(), 1);
    }

    #[test]
    fn main_uses_the_faces_only() {
        assert!(said("src/main.rs", "fn main() { seriatim::cli::task() }").is_empty());
        assert_eq!(said("src/main.rs", "use seriatim::store::files;").len(), 1);
    }

    #[test]
    fn only_the_archive_indexes() {
        let source = "use tantivy::Index;";
        assert_eq!(said("src/store/files.rs", source).len(), 1);
        assert!(said("src/store/archive/index.rs", source).is_empty());
    }

    #[test]
    fn only_one_module_writes_files() {
        assert_eq!(
            said("src/host/x.rs", "fn f() { std::fs::write(a, b); }").len(),
            1
        );
        assert!(said("src/store/files.rs", "fn f() { fs::rename(a, b); }").is_empty());
    }

    #[test]
    fn a_layer_may_use_itself_and_those_below() {
        assert!(
            said(
                "src/app/update/keys.rs",
                "use crate::app::key::Key;\nuse super::super::key;\nuse crate::text;"
            )
            .is_empty()
        );
    }

    #[test]
    fn a_way_round_through_super_is_seen() {
        let source = "use super::super::app::Msg;";
        assert_eq!(
            said("src/store/case.rs", source),
            ["src/store/case.rs:1: `store` uses `app`, which is not below it"]
        );
        assert_eq!(said("src/text.rs", "use super::domain;").len(), 1);
        assert!(said("src/store/case.rs", "use super::journal;").is_empty());
    }

    #[test]
    fn groups_and_paths_in_the_middle_of_a_line_are_seen() {
        let source = "use crate::{\n    text::clean::{clean, host},\n    host::clock,\n};\nfn f() { crate::tui::run(); }\n";
        let expected = [
            "src/app/desk.rs:1: `app` uses `host`, which is not below it",
            "src/app/desk.rs:5: `app` uses `tui`, which is not below it",
        ];
        assert_eq!(said("src/app/desk.rs", source), expected);
    }

    #[test]
    fn lower_layers_do_not_touch_the_world() {
        for line in [
            "println!(\"x\");",
            "eprintln!(\"x\");",
            "let home = std::env::var(\"HOME\");",
            "let now = SystemTime::now();",
            "std::process::exit(1);",
        ] {
            assert_eq!(said("src/store/journal.rs", line).len(), 1, "{line}");
            assert!(said("src/host/clock.rs", line).is_empty(), "{line}");
        }
    }

    #[test]
    fn tests_inside_a_file_may_touch_the_world_and_code_after_them_may_not() {
        let source = "#[cfg(test)]\nmod tests {\n    fn f() { println!(\"{}\", 1); }\n}\nfn g() { println!(); }\n";
        let expected = "src/text/words.rs:5: `println!` below host; take the fact as an argument or return an effect";
        assert_eq!(said("src/text/words.rs", source), [expected]);
        assert_eq!(
            said(
                "src/text/words.rs",
                "#[cfg(test)]\nmod tests;\nfn g() { println!(); }\n"
            )
            .len(),
            1
        );
    }

    #[test]
    fn only_tui_mentions_the_terminal() {
        let source = "use ratatui::buffer::Buffer;\n";
        assert_eq!(
            said("src/app/desk.rs", source),
            ["src/app/desk.rs:1: `ratatui` outside tui"]
        );
        assert_eq!(
            said("src/host/run.rs", "fn f() { crossterm::event::read(); }").len(),
            1
        );
        assert!(said("src/tui/views.rs", source).is_empty());
    }

    #[test]
    fn comments_and_words_in_quotes_are_no_code() {
        let source = "//! ratatui and crate::tui are above.\n/* std::env /* nested */ println! */\nfn f<'a>(_: &'a str) -> &'a str { \"use crate::app \\\" println!\" }\nconst C: [char; 2] = ['\"', '\\''];\nconst R: &str = r#\"crossterm \" \"#;\n";
        assert_eq!(said("src/text/words.rs", source), Vec::<String>::new());
        let after = format!("{source}use crate::app::Msg;\n");
        assert_eq!(
            said("src/text/words.rs", &after),
            ["src/text/words.rs:6: `text` uses `app`, which is not below it"]
        );
    }

    #[test]
    fn a_new_top_level_module_needs_a_place() {
        assert_eq!(said("src/extras.rs", "use crate::app::Msg;").len(), 1);
    }
}
