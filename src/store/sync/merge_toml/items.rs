//! Items of a TOML file apart from their form: what they say, and where they stand.

use toml_edit::{Item, Table, TableLike, Value};

use crate::store::toml_write::{bare_or_quoted, quoted};

/// What an item says, without its form: the same text for the same meaning.
pub(super) fn plain(item: &Item) -> String {
    match item {
        Item::None => String::new(),
        Item::Value(value) => value_text(value),
        Item::Table(table) => table_text(table),
        Item::ArrayOfTables(list) => {
            let parts: Vec<String> = list.iter().map(|table| table_text(table)).collect();
            format!("[{}]", parts.join(", "))
        }
    }
}

fn table_text(table: &dyn TableLike) -> String {
    let mut parts: Vec<String> = table
        .iter()
        .map(|(key, item)| format!("{} = {}", bare_or_quoted(key), plain(item)))
        .collect();
    parts.sort();
    format!("{{ {} }}", parts.join(", "))
}

pub(super) fn value_text(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text.value()),
        Value::Array(list) => {
            let parts: Vec<String> = list.iter().map(value_text).collect();
            format!("[{}]", parts.join(", "))
        }
        Value::InlineTable(table) => table_text(table),
        other => other.clone().decorated("", "").to_string(),
    }
}

pub(super) fn forget_positions(item: &mut Item) {
    match item {
        Item::Table(table) => {
            table.set_position(None);
            for (_, inner) in table.iter_mut() {
                forget_positions(inner);
            }
        }
        Item::ArrayOfTables(list) => {
            for table in list.iter_mut() {
                table.set_position(None);
                for (_, inner) in table.iter_mut() {
                    forget_positions(inner);
                }
            }
        }
        Item::None | Item::Value(_) => {}
    }
}

/// The files of a case end with `[end]`, by which a file that was cut off is told.
pub(super) fn end_last(root: &mut Table) {
    if root.get("end").is_some_and(Item::is_table)
        && let Some((key, mut item)) = root.remove_entry("end")
    {
        if let Some(table) = item.as_table_mut() {
            table.set_position(Some(isize::MAX));
        }
        root.insert_formatted(&key, item);
    }
}
