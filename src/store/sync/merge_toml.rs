//! Three versions of a TOML file into one, key by key: comments and the order of keys are theirs, changes are both's.

mod items;
mod lists;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Key, Table, TableLike};

use self::items::{end_last, forget_positions, plain};
use self::lists::{are_named, arrays, bare, identity, named_tables};
use crate::domain::merge;
use crate::store::toml_write::Writer;

/// A place that both changed, each in another way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Where: `body`, `field.attacker.prompt`; empty for the whole file.
    pub key: String,
    /// What kind of place it is.
    pub kind: PartKind,
    /// What both started from; none if it was not there.
    pub base: Option<String>,
    /// What I wrote; none if I deleted it.
    pub mine: Option<String>,
    /// What they wrote; none if they deleted it.
    pub theirs: Option<String>,
}

/// What kind of place two versions differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartKind {
    /// A text.
    Text,
    /// Another value, as TOML.
    Value,
    /// A table of a list of tables, by its name, as TOML.
    Table,
    /// The whole file.
    File,
}

/// A merge that is not finished: everything is merged but some places, in which theirs stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The merged text; theirs in the places that both changed.
    pub text: String,
    /// Those places.
    pub parts: Vec<Part>,
}

/// What came of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Merge {
    /// One text.
    Clean(String),
    /// Both changed the same places.
    Conflict(Conflict),
}

/// Merges three versions of a TOML file.
pub fn merge(base: &str, mine: &str, theirs: &str) -> Merge {
    if mine == theirs || theirs == base {
        return Merge::Clean(mine.to_owned());
    }
    if mine == base {
        return Merge::Clean(theirs.to_owned());
    }
    let by_line = merge::lines(base, mine, theirs);
    let parse = |text: &str| text.parse::<DocumentMut>().ok();
    let (Some(old), Some(own), Some(mut merged)) = (parse(base), parse(mine), parse(theirs)) else {
        return match by_line.filter(|text| parse(text).is_some()) {
            Some(text) => Merge::Clean(text),
            None => Merge::Conflict(whole(Some(base), Some(mine), Some(theirs))),
        };
    };
    let mut parts = Vec::new();
    tables(
        old.as_table(),
        own.as_table(),
        merged.as_table_mut(),
        &mut Vec::new(),
        &mut parts,
    );
    if merged.trailing().as_str() == old.trailing().as_str() {
        merged.set_trailing(own.trailing().clone());
    }
    end_last(merged.as_table_mut());
    let by_line = by_line.and_then(|text| parse(&text).map(|document| (text, document)));
    if parts.is_empty() {
        // Merged by lines every comment is where it was; it is taken if it says the same.
        let same = |document: &DocumentMut| plain(document.as_item()) == plain(merged.as_item());
        return Merge::Clean(match by_line.filter(|(_, document)| same(document)) {
            Some((text, _)) => text,
            None => merged.to_string(),
        });
    }
    Merge::Conflict(Conflict {
        text: merged.to_string(),
        parts,
    })
}

/// Returns the conflict of files that are changed or deleted as wholes.
pub fn whole(base: Option<&str>, mine: Option<&str>, theirs: Option<&str>) -> Conflict {
    let own = |text: Option<&str>| text.map(str::to_owned);
    Conflict {
        text: theirs.unwrap_or_default().to_owned(),
        parts: vec![Part {
            key: String::new(),
            kind: PartKind::File,
            base: own(base),
            mine: own(mine),
            theirs: own(theirs),
        }],
    }
}

/// Returns a text with a place set to what was decided; none deletes it.
///
/// # Errors
/// Words, if the text or the value is not what TOML allows there.
pub fn settle(text: &str, part: &Part, value: Option<&str>) -> Result<String, String> {
    if part.kind == PartKind::File {
        return Ok(value.unwrap_or_default().to_owned());
    }
    let mut document: DocumentMut = text
        .parse()
        .map_err(|_| "the file is no longer readable as TOML".to_owned())?;
    let path: Vec<&str> = part.key.split('.').collect();
    settle_at(document.as_table_mut(), &path, part.kind, value)?;
    end_last(document.as_table_mut());
    Ok(document.to_string())
}

fn settle_at(
    table: &mut dyn TableLike,
    path: &[&str],
    kind: PartKind,
    value: Option<&str>,
) -> Result<(), String> {
    let no_table = |name: &str| format!("`{name}` is not a table any more");
    match path {
        [] => Ok(()),
        [key] => put(table, key, kind, value),
        [list, name] if kind == PartKind::Table => {
            let item = table
                .entry(list)
                .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
            let tables = item
                .as_array_of_tables_mut()
                .ok_or_else(|| no_table(list))?;
            tables.retain(|table| identity(table).as_deref() != Some(name));
            if let Some(value) = value {
                let document: DocumentMut = value
                    .parse()
                    .map_err(|_| format!("this is no table for `{list}`"))?;
                tables.push(bare(document.as_table()));
            }
            Ok(())
        }
        [name, rest @ ..] => {
            let item = table
                .entry(name)
                .or_insert_with(|| Item::Table(Table::new()));
            if let Some(tables) = item.as_array_of_tables_mut() {
                let (inner, rest) = rest.split_first().ok_or_else(|| no_table(name))?;
                let table = tables
                    .iter_mut()
                    .find(|table| identity(table).as_deref() == Some(inner))
                    .ok_or_else(|| format!("`{inner}` is no longer there"))?;
                return settle_at(table, rest, kind, value);
            }
            let inner = item.as_table_like_mut().ok_or_else(|| no_table(name))?;
            settle_at(inner, rest, kind, value)
        }
    }
}

fn put(
    table: &mut dyn TableLike,
    key: &str,
    kind: PartKind,
    value: Option<&str>,
) -> Result<(), String> {
    let Some(value) = value else {
        table.remove(key);
        return Ok(());
    };
    let mut line = Writer::default();
    match kind {
        PartKind::Text => line.text(key, value),
        _ => line.raw(key, value),
    }
    let document: DocumentMut = line
        .finish()
        .parse()
        .map_err(|_| format!("this is no value for `{key}`"))?;
    let item = document
        .get(key)
        .cloned()
        .ok_or_else(|| format!("this is no value for `{key}`"))?;
    table.insert(key, item);
    Ok(())
}

// Applies what I changed since the ancestor to their table.
fn tables(
    base: &dyn TableLike,
    mine: &dyn TableLike,
    merged: &mut dyn TableLike,
    path: &mut Vec<String>,
    parts: &mut Vec<Part>,
) {
    let mut names: Vec<String> = merged.iter().map(|(key, _)| key.to_owned()).collect();
    let known: BTreeSet<String> = names.iter().cloned().collect();
    names.extend(
        mine.iter()
            .map(|(key, _)| key.to_owned())
            .filter(|key| !known.contains(key)),
    );
    for name in names {
        let (old, own, other) = (base.get(&name), mine.get(&name), merged.get(&name));
        let (b, m, t) = (old.map(plain), own.map(plain), other.map(plain));
        path.push(name.clone());
        if m == t || m == b {
            // The same, or not mine to change.
        } else if t == b {
            take(mine, merged, &name);
        } else {
            both_changed(old, own, &name, merged, path, parts);
        }
        keep_comment(base, mine, merged, &name);
        path.pop();
    }
}

fn take(mine: &dyn TableLike, merged: &mut dyn TableLike, name: &str) {
    let Some(item) = mine.get(name) else {
        merged.remove(name);
        return;
    };
    let mut item = item.clone();
    forget_positions(&mut item);
    merged.insert(name, item);
    if let (Some(from), Some(mut to)) = (mine.key(name), merged.key_mut(name)) {
        *to.leaf_decor_mut() = from.leaf_decor().clone();
    }
}

// A comment above a key that only I changed comes along.
fn keep_comment(
    base: &dyn TableLike,
    mine: &dyn TableLike,
    merged: &mut dyn TableLike,
    name: &str,
) {
    fn above(key: Option<&Key>) -> Option<String> {
        key?.leaf_decor().prefix()?.as_str().map(str::to_owned)
    }
    let (old, own, other) = (
        above(base.key(name)),
        above(mine.key(name)),
        above(merged.key(name)),
    );
    if own != old
        && other == old
        && let (Some(from), Some(mut to)) = (mine.key(name), merged.key_mut(name))
    {
        *to.leaf_decor_mut() = from.leaf_decor().clone();
    }
}

fn both_changed(
    old: Option<&Item>,
    own: Option<&Item>,
    name: &str,
    merged: &mut dyn TableLike,
    path: &mut Vec<String>,
    parts: &mut Vec<Part>,
) {
    let other = merged.get(name);
    let nothing = Table::new();
    let table_of = |item: Option<&Item>| item.is_none_or(Item::is_table_like);
    if let (Some(own), Some(other)) = (own, other)
        && own.is_table_like()
        && other.is_table_like()
        && table_of(old)
    {
        let old = old.and_then(Item::as_table_like).unwrap_or(&nothing);
        let own = own.as_table_like().unwrap_or(&nothing);
        if let Some(merged) = merged.get_mut(name).and_then(Item::as_table_like_mut) {
            tables(old, own, merged, path, parts);
        }
        return;
    }
    let list_or_nothing = |item: Option<&Item>| item.is_none_or(Item::is_array_of_tables);
    if [old, own, other].into_iter().all(list_or_nothing) {
        let list = |item: Option<&Item>| {
            item.and_then(Item::as_array_of_tables)
                .cloned()
                .unwrap_or_default()
        };
        let (old, own, other) = (list(old), list(own), list(other));
        if [&old, &own, &other].into_iter().all(are_named) {
            let list = named_tables(&old, &own, &other, path, parts);
            if list.is_empty() {
                merged.remove(name);
            } else {
                merged.insert(name, Item::ArrayOfTables(list));
            }
            return;
        }
    }
    if let (Some(own), Some(other)) = (own.and_then(Item::as_array), other.and_then(Item::as_array))
        && old.is_none_or(Item::is_array)
    {
        let none = Array::new();
        let old = old.and_then(Item::as_array).unwrap_or(&none);
        if let Some(list) = arrays(old, own, other) {
            if let Some(place) = merged.get_mut(name).and_then(Item::as_array_mut) {
                *place = list;
            }
            return;
        }
    }
    let text = |item: Option<&Item>| item.and_then(Item::as_str).map(str::to_owned);
    if let (Some(own), Some(other)) = (text(own), text(other))
        && old.is_none_or(Item::is_str)
    {
        let old = text(old);
        match merge::lines(old.as_deref().unwrap_or_default(), &own, &other) {
            Some(text) if old.is_some() => {
                // The text has been a text in both, so it is one again.
                let _ = put(merged, name, PartKind::Text, Some(&text));
            }
            _ => parts.push(Part {
                key: path.join("."),
                kind: PartKind::Text,
                base: old,
                mine: Some(own),
                theirs: Some(other),
            }),
        }
        return;
    }
    let value = |item: Option<&Item>| item.map(plain);
    parts.push(Part {
        key: path.join("."),
        kind: PartKind::Value,
        base: value(old),
        mine: value(own),
        theirs: value(other),
    });
}

#[cfg(test)]
mod tests;
