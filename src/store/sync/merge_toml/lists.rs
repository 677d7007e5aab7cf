//! Lists in three versions of a file: tables that have names, and arrays of values.

use std::collections::BTreeSet;

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value};

use super::items::{forget_positions, plain, value_text};
use super::{Part, PartKind, tables};
use crate::domain::merge;

/// `name`, `id` or `code`: what a table of a list is called by.
pub(super) fn identity(table: &Table) -> Option<String> {
    ["name", "id", "code"]
        .into_iter()
        .find_map(|key| table.get(key).and_then(Item::as_str))
        .map(str::to_owned)
}

pub(super) fn are_named(list: &ArrayOfTables) -> bool {
    let names: Vec<Option<String>> = list.iter().map(identity).collect();
    let unique: BTreeSet<&Option<String>> = names.iter().collect();
    unique.len() == names.len()
        && names
            .iter()
            .all(|name| name.as_ref().is_some_and(|name| !name.contains('.')))
}

pub(super) fn named_tables(
    base: &ArrayOfTables,
    mine: &ArrayOfTables,
    theirs: &ArrayOfTables,
    path: &mut Vec<String>,
    parts: &mut Vec<Part>,
) -> ArrayOfTables {
    fn find<'l>(list: &'l ArrayOfTables, name: &str) -> Option<&'l Table> {
        list.iter()
            .find(|table| identity(table).as_deref() == Some(name))
    }
    fn same(one: Option<&Table>, other: Option<&Table>) -> bool {
        let plain = |table: Option<&Table>| table.map(|table| plain(&Item::Table(table.clone())));
        plain(one) == plain(other)
    }
    let text =
        |table: Option<&Table>| table.map(|table| DocumentMut::from(bare(table)).to_string());
    let mut out = ArrayOfTables::new();
    let order = theirs.iter().chain(mine.iter());
    let mut done = BTreeSet::new();
    for name in order.filter_map(identity) {
        if !done.insert(name.clone()) {
            continue;
        }
        let (b, m, t) = (find(base, &name), find(mine, &name), find(theirs, &name));
        let kept = if same(m, t) || same(m, b) {
            t.cloned()
        } else if same(t, b) {
            m.map(|table| {
                let mut item = Item::Table(table.clone());
                if t.is_none() {
                    forget_positions(&mut item);
                }
                item.into_table().unwrap_or_default()
            })
        } else if let (Some(own), Some(other)) = (m, t) {
            let mut merged = other.clone();
            let nothing = Table::new();
            path.push(name.clone());
            tables(b.unwrap_or(&nothing), own, &mut merged, path, parts);
            path.pop();
            Some(merged)
        } else {
            parts.push(Part {
                key: format!("{}.{name}", path.join(".")),
                kind: PartKind::Table,
                base: text(b),
                mine: text(m),
                theirs: text(t),
            });
            t.cloned()
        };
        if let Some(table) = kept {
            out.push(table);
        }
    }
    out
}

/// A table without its place in the file: as a text of its own, or at the end of another file.
pub(super) fn bare(table: &Table) -> Table {
    let mut item = Item::Table(table.clone());
    forget_positions(&mut item);
    let mut table = item.into_table().unwrap_or_default();
    table.decor_mut().clear();
    table
}

/// Entries of a list are compared by what they say; their form is that of who wrote them.
pub(super) fn arrays(base: &Array, mine: &Array, theirs: &Array) -> Option<Array> {
    let words = |list: &Array| list.iter().map(value_text).collect::<Vec<String>>();
    let (b, m, t) = (words(base), words(mine), words(theirs));
    if [&b, &m, &t]
        .into_iter()
        .flatten()
        .any(|entry| entry.contains('\n'))
    {
        return None;
    }
    // Tables in a list stand in an order that means something; both must not have changed the same place.
    let tables = [base, mine, theirs]
        .into_iter()
        .flat_map(Array::iter)
        .any(|entry| entry.is_inline_table() || entry.is_array());
    let merged = if tables {
        let merged = merge::lines(
            &merge::one_a_line(&b),
            &merge::one_a_line(&m),
            &merge::one_a_line(&t),
        );
        let added_only = || {
            let kept = |list: &[String]| b.iter().all(|entry| list.contains(entry));
            (kept(&m) && kept(&t)).then(|| merge::lists(&b, &m, &t))
        };
        match merged {
            Some(text) => text.lines().map(str::to_owned).collect(),
            None => added_only()?,
        }
    } else {
        merge::lists(&b, &m, &t)
    };
    let mut list = theirs.clone();
    let source: Vec<(&String, &Value)> = t.iter().zip(theirs).chain(m.iter().zip(mine)).collect();
    list.clear();
    for entry in merged {
        let (_, value) = source.iter().find(|(text, _)| **text == entry)?;
        list.push_formatted((*value).clone());
    }
    Some(list)
}
