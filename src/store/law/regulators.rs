//! Reads the regulators: names and addresses change, so they are data.

use std::path::Path;

use super::super::builtin;
use super::super::toml_text::{Source, TomlError};
use crate::domain::authority::{Regulator, Regulators};

/// Reads the regulators that the program carries with it.
///
/// # Errors
/// Words for the officer.
pub fn regulators() -> Result<Regulators, String> {
    let path = Path::new("regulators.toml");
    let text = builtin::config("regulators.toml").unwrap_or_default();
    let read = || -> Result<Regulators, TomlError> {
        let source = Source::new(path, text.as_bytes())?;
        let table = source.table()?;
        let keys = source.keys(&table);
        let mut regulators = Regulators::new();
        for id in keys.names() {
            let Some(entry) = keys.table(id)? else {
                continue;
            };
            let regulator = Regulator {
                name: entry.needed_text("name")?.to_owned(),
                address: entry.texts("address")?,
                website: entry.text_or_empty("website")?,
                complaint_page: entry.text_or_empty("complaint_page")?,
                phone: entry.text_or_empty("phone")?,
                also: entry.texts("also")?,
                checked: entry.text_or_empty("checked")?,
            };
            regulators.insert(id.to_owned(), regulator);
        }
        Ok(regulators)
    };
    read().map_err(|error| error.to_string())
}
