//! Reads how a slip to a service area is worded: the program's `contribution.toml`, and the workspace's own.

use std::path::Path;

use super::builtin;
use super::files;
use super::toml_text::{Source, TomlError};
use crate::domain::contribution::SlipWords;

const NAME: &str = "contribution.toml";
/// A larger file is no wording.
const LARGEST: u64 = 256 << 10;

/// Reads the wording for a workspace. What is wrong with the workspace's file is told, and the program's words stay.
pub fn load(root: &Path) -> (SlipWords, Option<String>) {
    let carried = builtin::config(NAME).unwrap_or_default();
    let carried =
        read(Path::new(NAME), carried.as_bytes(), SlipWords::default()).unwrap_or_default();
    let path = root.join(NAME);
    match files::read(&path, LARGEST) {
        Ok(bytes) => match read(&path, &bytes, carried.clone()) {
            Ok(own) => (own, None),
            Err(error) => (carried, Some(error.to_string())),
        },
        Err(error) if error.is_missing() => (carried, None),
        Err(error) => (carried, Some(error.to_string())),
    }
}

fn read(path: &Path, bytes: &[u8], mut words: SlipWords) -> Result<SlipWords, TomlError> {
    let source = Source::new(path, bytes)?;
    let table = source.table()?;
    let keys = source.keys(&table);
    keys.only(&["days_before_due", "body", "each"])?;
    if let Some(days) = keys.number("days_before_due")? {
        words.days_before_due = i64::from(days.min(60));
    }
    if let Some(body) = keys.text("body")? {
        body.clone_into(&mut words.body);
    }
    if let Some(each) = keys.text("each")? {
        each.clone_into(&mut words.each);
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workspace_words_its_own_slips_and_a_mistake_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let (carried, problem) = load(folder.path());
        assert_eq!(problem, None);
        assert!(carried.body.contains("{{questions}}") && carried.days_before_due > 0);
        let save = |text: &str| {
            files::save(&files::RealDisk, &folder.path().join(NAME), text.as_bytes())
                .expect("saved");
        };
        save("days_before_due = 10\n");
        let (own, problem) = load(folder.path());
        assert_eq!((own.days_before_due, problem), (10, None));
        assert_eq!(own.body, carried.body);
        save("days = 10\n");
        let (own, problem) = load(folder.path());
        assert_eq!(own, carried);
        assert!(problem.is_some_and(|words| words.contains("contribution.toml:1")));
    }
}
