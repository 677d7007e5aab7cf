//! Reads TOML so that every complaint names the path, the line, the key, and how to mend it.
//!
//! No message quotes what stands in a file, apart from the names of keys: messages end in logs and bug reports.

use std::borrow::Cow;
use std::ops::Range;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::files::shown;
use crate::text::slice;

/// Something in a TOML file that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}:{line}:{column}: {what}. {hint}", shown(path))]
pub struct TomlError {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub hint: String,
}

/// The text of a TOML file, checked for what is wrong before any key is looked at.
#[derive(Debug)]
pub struct Source<'t> {
    path: PathBuf,
    text: Cow<'t, str>,
}

impl<'t> Source<'t> {
    /// Takes the bytes of a file.
    ///
    /// # Errors
    /// [`TomlError`] if they are not UTF-8, or hold the marks of a git conflict.
    pub fn new(path: &Path, bytes: &'t [u8]) -> Result<Self, TomlError> {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let good = String::from_utf8_lossy(good);
                let broken = Source {
                    path: path.into(),
                    text: good,
                };
                let end = broken.text.len();
                return Err(broken.error(
                    end,
                    "this is not UTF-8 text",
                    "Save the file as UTF-8, or fetch an undamaged copy",
                ));
            }
        };
        // A mark at the start and line ends of Windows are an editor's doing, not part of the text.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let text = if text.contains("\r\n") {
            Cow::Owned(text.replace("\r\n", "\n"))
        } else {
            Cow::Borrowed(text)
        };
        let source = Source {
            path: path.into(),
            text,
        };
        let mut at = 0;
        for line in source.text.split('\n') {
            if is_conflict_marker(line) {
                return Err(source.error(
                    at,
                    "this line is the mark of a merge conflict",
                    "Two versions of the file stand in each other's way: keep one, delete the other and the lines of \
                     seven signs",
                ));
            }
            at += line.len() + 1;
        }
        Ok(source)
    }

    /// Reads the keys.
    ///
    /// # Errors
    /// [`TomlError`] if the text is not TOML.
    pub fn table(&self) -> Result<Spanned<DeTable<'_>>, TomlError> {
        DeTable::parse(&self.text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            // Of the parser's words only the first part is a fixed phrase.
            let phrase: String = error
                .message()
                .lines()
                .next()
                .unwrap_or_default()
                .chars()
                .filter(|c| c.is_ascii_alphabetic() || matches!(c, ' ' | '-' | ','))
                .collect();
            self.error(
                at,
                &format!("this cannot be read as TOML ({phrase})"),
                "Look for a missing quotation mark, bracket or equals sign in this line or just above it",
            )
        })
    }

    /// Returns the reader of the outermost table.
    pub fn keys<'s>(&'s self, table: &'s Spanned<DeTable<'s>>) -> Keys<'s> {
        Keys {
            source: Place {
                path: &self.path,
                text: &self.text,
            },
            table: table.get_ref(),
            at: 0,
        }
    }

    /// Returns the text of the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the line of a byte of the text.
    pub fn line(&self, at: usize) -> usize {
        Place {
            path: &self.path,
            text: &self.text,
        }
        .line(at)
    }

    /// Returns an error at a byte of the text.
    pub fn error(&self, at: usize, what: &str, hint: &str) -> TomlError {
        let place = Place {
            path: &self.path,
            text: &self.text,
        };
        place.error(at, what, hint)
    }
}

#[derive(Debug, Clone, Copy)]
struct Place<'s> {
    path: &'s Path,
    text: &'s str,
}

impl Place<'_> {
    fn line(self, at: usize) -> usize {
        slice::up_to(self.text, at).matches('\n').count() + 1
    }

    fn error(self, at: usize, what: &str, hint: &str) -> TomlError {
        let before = slice::up_to(self.text, at);
        let in_line = before.rsplit('\n').next().unwrap_or_default();
        TomlError {
            path: self.path.into(),
            line: self.line(at),
            column: in_line.chars().count() + 1,
            what: what.into(),
            hint: hint.into(),
        }
    }
}

/// The keys of a table, read one by one.
#[derive(Debug, Clone, Copy)]
pub struct Keys<'s> {
    source: Place<'s>,
    table: &'s DeTable<'s>,
    at: usize,
}

impl<'s> Keys<'s> {
    /// Returns the value of a key with its place in the file.
    pub fn value(&self, key: &str) -> Option<&'s Spanned<DeValue<'s>>> {
        self.table.get(key)
    }

    /// Tells whether there is such a key.
    pub fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// Returns the names of all keys.
    pub fn names(&self) -> impl Iterator<Item = &'s str> {
        self.table.keys().map(|key| key.get_ref().as_ref())
    }

    /// Returns the text of a key; `None` if it is not there.
    ///
    /// # Errors
    /// [`TomlError`] if it is no text.
    pub fn text(&self, key: &str) -> Result<Option<&'s str>, TomlError> {
        self.read(key, "text in quotation marks", |value| match value {
            DeValue::String(text) => Some(text.as_ref()),
            _ => None,
        })
    }

    /// Returns the text of a key that must be there.
    ///
    /// # Errors
    /// [`TomlError`] if it is missing or no text.
    pub fn needed_text(&self, key: &str) -> Result<&'s str, TomlError> {
        self.text(key)?.ok_or_else(|| self.missing(key))
    }

    /// Returns the text of a key, empty if it is not there.
    ///
    /// # Errors
    /// [`TomlError`] if it is no text.
    pub fn text_or_empty(&self, key: &str) -> Result<String, TomlError> {
        Ok(self.text(key)?.unwrap_or_default().to_owned())
    }

    /// Returns the date of a key.
    ///
    /// # Errors
    /// [`TomlError`] if it is no date of the calendar.
    pub fn date(&self, key: &str) -> Result<Option<Date>, TomlError> {
        self.read(
            key,
            "a date such as 2026-11-24, without quotation marks",
            |value| match value {
                DeValue::Datetime(when) if when.time.is_none() && when.offset.is_none() => {
                    let date = when.date?;
                    let year = i16::try_from(date.year).ok()?;
                    let month = i8::try_from(date.month).ok()?;
                    Date::new(year, month, i8::try_from(date.day).ok()?).ok()
                }
                _ => None,
            },
        )
    }

    /// Returns the yes or no of a key.
    ///
    /// # Errors
    /// [`TomlError`] if it is neither `true` nor `false`.
    pub fn flag(&self, key: &str) -> Result<Option<bool>, TomlError> {
        self.read(key, "true or false", |value| match value {
            DeValue::Boolean(flag) => Some(*flag),
            _ => None,
        })
    }

    /// Returns the whole number of a key.
    ///
    /// # Errors
    /// [`TomlError`] if it is no whole number from 0 on.
    pub fn number(&self, key: &str) -> Result<Option<u32>, TomlError> {
        self.read(key, "a whole number", |value| match value {
            DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        })
    }

    /// Returns the list of texts of a key, empty if it is not there.
    ///
    /// # Errors
    /// [`TomlError`] if it is anything else.
    pub fn texts(&self, key: &str) -> Result<Vec<String>, TomlError> {
        let list = self.read(
            key,
            "a list of texts, such as [\"one\", \"two\"]",
            |value| {
                let DeValue::Array(list) = value else {
                    return None;
                };
                list.iter()
                    .map(|entry| match entry.get_ref() {
                        DeValue::String(text) => Some(text.as_ref().to_owned()),
                        _ => None,
                    })
                    .collect::<Option<Vec<String>>>()
            },
        )?;
        Ok(list.unwrap_or_default())
    }

    /// Returns the table of a key.
    ///
    /// # Errors
    /// [`TomlError`] if it is no table.
    pub fn table(&self, key: &str) -> Result<Option<Keys<'s>>, TomlError> {
        let Some(value) = self.value(key) else {
            return Ok(None);
        };
        match value.get_ref() {
            DeValue::Table(table) => Ok(Some(Keys {
                source: self.source,
                table,
                at: value.span().start,
            })),
            _ => Err(self.wrong(key, "a table, written as [name] on a line of its own")),
        }
    }

    /// Returns the tables of a key, empty if it is not there.
    ///
    /// # Errors
    /// [`TomlError`] if it is anything else.
    pub fn tables(&self, key: &str) -> Result<Vec<Keys<'s>>, TomlError> {
        let Some(value) = self.value(key) else {
            return Ok(Vec::new());
        };
        let wrong = || self.wrong(key, "a list of tables");
        let DeValue::Array(list) = value.get_ref() else {
            return Err(wrong());
        };
        list.iter()
            .map(|entry| match entry.get_ref() {
                DeValue::Table(table) => Ok(Keys {
                    source: self.source,
                    table,
                    at: entry.span().start,
                }),
                _ => Err(wrong()),
            })
            .collect()
    }

    /// Returns the texts of all keys of this table.
    ///
    /// # Errors
    /// [`TomlError`] if one of them is no text.
    pub fn all_texts(&self) -> Result<Vec<(&'s str, &'s str)>, TomlError> {
        self.names()
            .map(|name| Ok((name, self.needed_text(name)?)))
            .collect()
    }

    /// Returns what `from` makes of the word of a key; `None` if there is no such key or the word is empty.
    ///
    /// # Errors
    /// [`TomlError`] naming the words that are allowed.
    pub fn word<T>(
        &self,
        key: &str,
        allowed: &str,
        from: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, TomlError> {
        match self.text(key)? {
            None | Some("") => Ok(None),
            Some(word) => from(word).map(Some).ok_or_else(|| self.wrong(key, allowed)),
        }
    }

    /// Returns the keys that are not among the known ones.
    pub fn unknown(&self, known: &[&str]) -> Vec<&'s str> {
        self.names().filter(|name| !known.contains(name)).collect()
    }

    /// Complains about the first key that is not known.
    ///
    /// # Errors
    /// [`TomlError`] naming the nearest known key.
    pub fn only(&self, known: &[&str]) -> Result<(), TomlError> {
        match self.unknown(known).first() {
            None => Ok(()),
            Some(name) => Err(self.not_known(name, known)),
        }
    }

    /// Complains about an unknown key that is most likely a known one misspelt: the known one is not there.
    ///
    /// # Errors
    /// [`TomlError`] naming the known key.
    pub fn no_misspelling(&self, known: &[&str]) -> Result<(), TomlError> {
        for name in self.unknown(known) {
            let near = nearest(name, known);
            if near.is_some_and(|near| distance(name, near) <= 1 && !self.has(near)) {
                return Err(self.not_known(name, known));
            }
        }
        Ok(())
    }

    /// Returns the error for a key that is not known.
    pub fn not_known(&self, name: &str, known: &[&str]) -> TomlError {
        let hint = match nearest(name, known) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => format!("Known here: {}", known.join(", ")),
        };
        self.error_at(
            name,
            &format!("`{}` is not known here", key_shown(name)),
            &hint,
        )
    }

    /// Returns the error for a key that is not there.
    pub fn missing(&self, key: &str) -> TomlError {
        self.source.error(
            self.at,
            &format!("`{}` is missing", key_shown(key)),
            &format!("Add a line `{} = …`", key_shown(key)),
        )
    }

    /// Returns the error for a key that holds something else than it should.
    pub fn wrong(&self, key: &str, wanted: &str) -> TomlError {
        self.error_at(
            key,
            &format!("`{}` is not right", key_shown(key)),
            &format!("It takes {wanted}"),
        )
    }

    /// Returns an error at a key.
    pub fn error_at(&self, key: &str, what: &str, hint: &str) -> TomlError {
        let found = self.table.keys().find(|name| name.get_ref() == key);
        let at = found.map_or(self.at, |name| name.span().start);
        self.source.error(at, what, hint)
    }

    /// Returns the line of a key, or of the table if there is no such key.
    pub fn line(&self, key: &str) -> usize {
        let found = self.table.keys().find(|name| name.get_ref() == key);
        self.source
            .line(found.map_or(self.at, |name| name.span().start))
    }

    /// Returns the range of a key's value in the file.
    pub fn span(&self, key: &str) -> Option<Range<usize>> {
        self.value(key).map(Spanned::span)
    }

    fn read<T>(
        &self,
        key: &str,
        wanted: &str,
        take: impl Fn(&'s DeValue<'s>) -> Option<T>,
    ) -> Result<Option<T>, TomlError> {
        match self.value(key) {
            None => Ok(None),
            Some(value) => take(value.get_ref())
                .map(Some)
                .ok_or_else(|| self.wrong(key, wanted)),
        }
    }
}

/// Tells whether a line is what git leaves in a file when two versions do not fit.
pub fn is_conflict_marker(line: &str) -> bool {
    ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
        .iter()
        .any(|mark| line.starts_with(mark))
}

/// Returns the known word that is nearest to a misspelt one, if any is near.
pub fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    known
        .iter()
        .map(|near| (distance(word, near), *near))
        .filter(|(far, near)| *far <= 2.max(near.len() / 3))
        .min()
        .map(|(_, near)| near)
}

// Keys come from the file, and a key may hold anything.
fn key_shown(key: &str) -> String {
    key.chars()
        .take(60)
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect()
}

// The number of letters to add, drop, change, or swap with a neighbour.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().take(60).collect();
    let right: Vec<char> = right.chars().take(60).collect();
    let mut rows: Vec<Vec<usize>> = vec![(0..=left.len()).collect()];
    for (i, b) in right.iter().enumerate() {
        let above = &rows[i];
        let mut row = vec![i + 1];
        for (j, a) in left.iter().enumerate() {
            let change = above[j] + usize::from(a != b);
            let mut least = change.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == right[i - 1] && left[j - 1] == *b {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows.last().and_then(|row| row.last()).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests;
