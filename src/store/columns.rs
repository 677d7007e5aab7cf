//! The names that the columns of another program's file have, as `--columns question=Request,answer=Reply` gives them.

/// Reads a mapping of our names to those of the file's columns, both in small letters.
///
/// # Errors
/// Words for the officer if something other than `known` is named; `example` shows how one is written.
pub(super) fn read_mapping(
    text: &str,
    known: &[&str],
    example: &str,
) -> Result<Vec<(String, String)>, String> {
    let parts = text.split(',').filter(|part| !part.trim().is_empty());
    let columns = parts.map(|part| {
        let (name, column) = part
            .split_once('=')
            .ok_or_else(|| format!("“{part}”: write, for instance, {example}"))?;
        let name = name.trim().to_lowercase();
        if !known.contains(&name.as_str()) {
            return Err(format!("“{name}” is none of {}", known.join(", ")));
        }
        Ok((name, column.trim().to_lowercase()))
    });
    columns.collect()
}
