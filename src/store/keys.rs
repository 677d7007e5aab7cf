//! Reads key files: `command = ["key", …]`.

use std::path::Path;

use super::builtin;
use super::files;
use super::toml_text::{Source, TomlError};

/// The largest key file that is read.
const LIMIT: u64 = 256 * 1024;

/// A line of a key file.
pub type KeyLine = (String, Vec<String>);

/// Returns the keys that the program carries with it.
pub fn built_in() -> Vec<KeyLine> {
    let text = builtin::config("keys.toml").unwrap_or_default();
    // A test reads this file, so it holds no error.
    read(Path::new("keys.toml"), text.as_bytes()).unwrap_or_default()
}

/// Reads the key file of an officer or a workspace; none is no error.
///
/// # Errors
/// Words that name the file and the line.
pub fn of_file(path: &Path) -> Result<Vec<KeyLine>, String> {
    match files::read(path, LIMIT) {
        Ok(bytes) => read(path, &bytes).map_err(|error| error.to_string()),
        Err(error) if error.is_missing() => Ok(Vec::new()),
        Err(error) => Err(error.to_string()),
    }
}

fn read(path: &Path, bytes: &[u8]) -> Result<Vec<KeyLine>, TomlError> {
    let source = Source::new(path, bytes)?;
    let table = source.table()?;
    let keys = source.keys(&table);
    keys.names()
        .map(|name| Ok((name.to_owned(), keys.texts(name)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_keys_can_be_read() {
        let text = builtin::config("keys.toml").expect("it is built in");
        let lines = read(Path::new("keys.toml"), text.as_bytes()).expect("no error in it");
        assert!(
            lines
                .iter()
                .any(|(command, keys)| command == "quit" && keys == &["Ctrl+Q"])
        );
    }

    #[test]
    fn an_error_in_a_key_file_names_its_line() {
        let error =
            read(Path::new("keys.toml"), b"# mine\nquit = \"Ctrl+Q\"\n").expect_err("not a list");
        assert_eq!((error.line, error.column), (2, 1));
    }
}
