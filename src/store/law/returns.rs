//! Reads what is counted for publication: `returns.toml` of the workspace, or the one that the program carries.

use std::path::Path;

use super::super::builtin;
use super::super::files;
use super::super::toml_text::{Keys, Source, TomlError};
use crate::domain::outcome::Outcome;
use crate::domain::statistics::{CountsAs, Measure, Return, ReturnLine, Returns};

/// The name of the file.
const NAME: &str = "returns.toml";
/// The largest one that is read.
const LARGEST: u64 = 256 * 1024;
/// How far a line can stand in.
const DEEPEST: u32 = 4;

/// Reads the headings of the returns.
///
/// # Errors
/// Words for the officer, with file and line.
pub fn returns(root: Option<&Path>) -> Result<Returns, String> {
    let own = root.map(|root| root.join(NAME)).filter(|own| own.exists());
    if let Some(own) = own {
        let bytes = files::read(&own, LARGEST).map_err(|error| error.to_string())?;
        return read(&own, &bytes).map_err(|error| error.to_string());
    }
    let text = builtin::config(NAME).unwrap_or_default();
    read(Path::new(NAME), text.as_bytes()).map_err(|error| error.to_string())
}

fn read(path: &Path, bytes: &[u8]) -> Result<Returns, TomlError> {
    let source = Source::new(path, bytes)?;
    let table = source.table()?;
    let keys = source.keys(&table);
    keys.only(&["counts_as", "return"])?;
    let mut returns = Returns::default();
    if let Some(entry) = keys.table("counts_as")? {
        let ids = Outcome::ALL.map(Outcome::id);
        entry.only(&ids)?;
        for outcome in Outcome::ALL {
            let words = "one of: given, part, withheld, not-held, clarification, nothing";
            if let Some(counts) = entry.word(outcome.id(), words, CountsAs::from_id)? {
                returns.counts_as.insert(outcome, counts);
            }
        }
    }
    for entry in keys.tables("return")? {
        returns.returns.push(read_return(&entry)?);
    }
    Ok(returns)
}

fn read_return(entry: &Keys<'_>) -> Result<Return, TomlError> {
    entry.only(&["id", "title", "source", "line"])?;
    let lines = entry.tables("line")?;
    let lines: Result<Vec<ReturnLine>, TomlError> = lines.iter().map(read_line).collect();
    Ok(Return {
        id: entry.needed_text("id")?.to_owned(),
        title: entry.needed_text("title")?.to_owned(),
        source: entry.text_or_empty("source")?,
        lines: lines?,
    })
}

fn read_line(entry: &Keys<'_>) -> Result<ReturnLine, TomlError> {
    entry.only(&["heading", "counts", "level"])?;
    let known: Vec<&str> = Measure::WORDS.iter().map(|(word, _)| *word).collect();
    let words = format!("one of: {}", known.join(", "));
    let counts = entry.word("counts", &words, Measure::from_id)?;
    let level = entry.number("level")?.unwrap_or(0);
    if level > DEEPEST {
        return Err(entry.wrong("level", "a number from 0 to 4"));
    }
    Ok(ReturnLine {
        heading: entry.needed_text("heading")?.to_owned(),
        counts: counts.ok_or_else(|| entry.missing("counts"))?,
        level,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_returns_that_come_with_the_program_count_every_outcome() {
        let returns = returns(None).expect("no error in it");
        assert_eq!(returns.counts_as.len(), Outcome::ALL.len());
        let ids: Vec<&str> = returns.returns.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["code-of-practice", "cabinet-office"]);
    }

    #[test]
    fn a_count_that_there_is_not_is_named_with_its_line() {
        let text = "[[return]]\nid = \"a\"\ntitle = \"A\"\n[[return.line]]\nheading = \"B\"\ncounts = \"recieved\"\n";
        let error = read(Path::new("returns.toml"), text.as_bytes()).expect_err("misspelt");
        assert_eq!(error.line, 6);
        assert!(error.to_string().contains("in-extended-time"), "{error}");
    }
}
