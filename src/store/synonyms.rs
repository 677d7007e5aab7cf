//! Reads synonyms: those that the program carries, and the workspace's own `synonyms.toml`.

use std::path::Path;

use super::builtin;
use super::files;
use super::toml_text::{Source, TomlError};
use crate::domain::library::LibraryProblem;
use crate::domain::suggest::Synonyms;
use crate::text::words::Stems;

/// The name of the file, in the program as in a workspace.
const NAME: &str = "synonyms.toml";
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
}
