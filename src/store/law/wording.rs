//! Reads the words by which a letter is read: `config/wording.toml`.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::super::builtin;
use super::super::toml_text::{Source, TomlError};
use crate::domain::reading::{Phrasebook, Says, Wording};

const FILE: &str = "wording.toml";
/// The table of the words of a conclusion; all others are about what a sentence says.
const CONCLUSION: &str = "conclusion";

/// Returns the wording that the program carries with it, made ready. That takes a moment the first time.
///
/// # Errors
/// Words for the officer: what is wrong with the file, and where.
pub fn phrasebook() -> Result<Arc<Phrasebook>, String> {
    static BOOK: OnceLock<Result<Arc<Phrasebook>, String>> = OnceLock::new();
    BOOK.get_or_init(|| make().map(Arc::new)).clone()
}

fn make() -> Result<Phrasebook, String> {
    let text = builtin::config(FILE).unwrap_or_default();
    let (wording, conclusion) =
        read_wording(Path::new(FILE), text.as_bytes()).map_err(|e| e.to_string())?;
    Phrasebook::new(&wording, conclusion).map_err(|error| format!("{FILE}: {error}"))
}

fn read_wording(path: &Path, bytes: &[u8]) -> Result<(Vec<Wording>, Vec<String>), TomlError> {
    let source = Source::new(path, bytes)?;
    let table = source.table()?;
    let keys = source.keys(&table);
    let said = Says::ALL.iter().map(|says| says.id());
    let known: Vec<&str> = said.chain([CONCLUSION]).collect();
    keys.only(&known)?;
    let mut wording = Vec::new();
    for says in Says::ALL {
        let entry = keys
            .table(says.id())?
            .ok_or_else(|| keys.missing(says.id()))?;
        entry.only(&["phrases", "unless"])?;
        wording.push(Wording {
            says,
            phrases: entry.texts("phrases")?,
            unless: entry.texts("unless")?,
        });
    }
    let conclusion = keys
        .table(CONCLUSION)?
        .ok_or_else(|| keys.missing(CONCLUSION))?;
    conclusion.only(&["words"])?;
    Ok((wording, conclusion.texts("words")?))
}
