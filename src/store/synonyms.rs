//! Reads what words mean: the program's table of vectors, and synonyms: those that the program carries, and the workspace's own `synonyms.toml`.

use std::path::Path;

use super::builtin;
use super::files;
use super::toml_text::{Source, TomlError};
use crate::domain::library::LibraryProblem;
use crate::domain::suggest::{Synonyms, Vectors};
use crate::text::words::Stems;

/// The name of the file, in the program as in a workspace.
const NAME: &str = "synonyms.toml";
/// The table of word vectors, in the program.
const VECTORS: &str = "vectors/words.bin";
/// The largest file that is read.
const LARGEST: u64 = 1024 * 1024;

/// Reads the synonyms of a workspace. What is wrong with its own file is returned beside them.
pub fn load(root: Option<&Path>) -> (Synonyms, Vec<LibraryProblem>) {
    let mut synonyms = Synonyms::default();
    let mut problems = Vec::new();
    let carried = builtin::config(NAME).unwrap_or_default();
    let mut take = |path: &Path, bytes: &[u8]| {
        if let Err(error) = read(path, bytes, &mut synonyms) {
            problems.push(LibraryProblem {
                path: files::shown(path),
                line: Some(error.line),
                message: format!("{}. {}", error.what, error.hint),
            });
        }
    };
    take(Path::new(NAME), carried.as_bytes());
    if let Some(path) = root.map(|root| root.join(NAME)) {
        match files::read(&path, LARGEST) {
            Ok(bytes) => take(&path, &bytes),
            Err(error) if error.is_missing() => {}
            Err(error) => problems.push(LibraryProblem {
                path: files::shown(&path),
                line: None,
                message: error.to_string(),
            }),
        }
    }
    if let Some(bytes) = builtin::config_bytes(VECTORS) {
        match Vectors::read(bytes) {
            Ok(vectors) => synonyms.add_vectors(vectors),
            Err(error) => problems.push(LibraryProblem {
                path: VECTORS.to_owned(),
                line: None,
                message: format!("{error}. Answers are found by their words alone"),
            }),
        }
    }
    (synonyms, problems)
}

fn read(path: &Path, bytes: &[u8], synonyms: &mut Synonyms) -> Result<(), TomlError> {
    let source = Source::new(path, bytes)?;
    let table = source.table()?;
    let keys = source.keys(&table);
    keys.only(&["synonyms", "formulas"])?;
    let mut stems = Stems::default();
    for line in keys.texts("synonyms")? {
        if let Err(bad) = synonyms.add(&line, &mut stems) {
            let what = format!("“{}” is no synonym", bad.line);
            return Err(keys.error_at("synonyms", &what, bad.message));
        }
    }
    for words in keys.texts("formulas")? {
        synonyms.add_formula(&words, &mut stems);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::suggest::Query;
    use crate::domain::suggest::{Entry, SuggestIndex};

    fn stems(question: &str, synonyms: &Synonyms) -> Vec<String> {
        let query = Query::of(question, synonyms);
        let terms = query.terms.iter();
        terms.map(|term| term.stem.to_string()).collect()
    }

    #[test]
    fn the_carried_synonyms_load_without_a_problem() {
        let (synonyms, problems) = load(None);
        assert_eq!(problems, []);
        let found = stems("Spending on SEND tribunals", &synonyms);
        assert!(found.contains(&"educ".to_owned()), "{found:?}");
    }

    #[test]
    fn a_workspace_adds_its_own_and_a_bad_line_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let save = |text: &str| {
            let path = folder.path().join(NAME);
            files::save(&files::RealDisk, &path, text.as_bytes()).expect("saved");
        };
        save("synonyms = [\"wheelie = bin\"]\n");
        let (synonyms, problems) = load(Some(folder.path()));
        assert_eq!(problems, []);
        assert!(stems("wheelie", &synonyms).contains(&"bin".to_owned()));
        save("\nsynonyms = [\"wheelie\"]\n");
        let (_, problems) = load(Some(folder.path()));
        assert_eq!(problems[0].line, Some(2));
    }

    // Of questions put in other words, how many find the right answer among the first five.
    fn found(set: &str, synonyms: &Synonyms) -> usize {
        let rows: Vec<Vec<&str>> = set.lines().map(|line| line.split('\t').collect()).collect();
        let entries = || {
            rows.iter().map(|row| Entry {
                question: row[0],
                answer: row[1],
                served: &[],
            })
        };
        let mut index = SuggestIndex::build(entries());
        if let Some(vectors) = synonyms.vectors() {
            index.read_meanings(entries(), vectors);
        }
        let asked = rows.iter().enumerate().flat_map(|(at, row)| {
            let questions = row.iter().skip(2);
            questions.map(move |question| (at, question))
        });
        let right = asked.filter(|(at, question)| {
            let ranked = index.rank(&Query::of(question, synonyms), |_| 0.0);
            ranked.iter().take(5).any(|ranked| ranked.index == *at)
        });
        right.count()
    }

    #[test]
    fn what_is_asked_in_other_words_is_found_by_the_table_of_vectors() {
        let (carried, problems) = load(None);
        assert_eq!(problems, []);
        let council = include_str!("../../tests/data/suggest/council.tsv");
        let others = include_str!("../../tests/data/suggest/nhs-police.tsv");
        let none = Synonyms::default();
        // Of 80 and 48 questions that share few words with their answers.
        let with = (found(council, &carried), found(others, &carried));
        let without = (found(council, &none), found(others, &none));
        assert!(with.0 >= 54 && with.1 >= 38, "{with:?}");
        assert!(without.0 < 40 && without.1 < 24, "{without:?}");
    }
}
