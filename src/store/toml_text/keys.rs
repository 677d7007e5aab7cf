//! The keys of a table, read one by one, each complaint with its place.

use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::nearest::{distance, key_shown, nearest};
use super::{Place, TomlError};

/// The keys of a table, read one by one.
#[derive(Debug, Clone, Copy)]
pub struct Keys<'s> {
    pub(super) source: Place<'s>,
    pub(super) table: &'s DeTable<'s>,
    pub(super) at: usize,
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
