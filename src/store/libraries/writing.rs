//! Writes one snippet into a layer: a new file whole or not at all, an old one with its comments and its order kept.

mod whole;

use std::fs;
use std::path::{Path, PathBuf};

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value};

use super::reading::read_snippet;
use super::{Folders, LARGEST};
use crate::domain::fields::FieldKind;
use crate::domain::snippet::draft::SnippetDraft;
use crate::domain::snippet::{Layer, SnippetField, State, include};
use crate::store::files::{self, Disk, FileError, shown};
use crate::store::toml_text::TomlError;
use crate::store::toml_write::{Writer, multi_line, quoted};

pub use whole::given_text;

/// Why a snippet was not written. Nothing is lost: the old file stands, and the draft is where it was.
#[derive(Debug, thiserror::Error)]
pub enum SnippetWriteError {
    /// The settings name no folder for the layer.
    #[error(
        "There is no {layer} library: add a line {layer} = \"FOLDER\" under [libraries] in seriatim.toml"
    )]
    NoFolder {
        /// The layer.
        layer: &'static str,
    },
    /// Its id would not be a file's name everywhere.
    #[error(
        "“{id}” cannot be an id: it takes letters a-z, digits and hyphens, with / between folders"
    )]
    BadId {
        /// The id.
        id: String,
    },
    /// There is such a snippet.
    #[error(
        "{}: there is a snippet with this id already; choose another id, or edit that one",
        shown(path)
    )]
    Exists {
        /// Its file.
        path: PathBuf,
    },
    /// There is one that differs only in capitals.
    #[error(
        "{}: its name differs from that of “{other}” only in capitals, and many systems take them for one; choose another id",
        shown(path)
    )]
    OnlyCapitals {
        /// Its file.
        path: PathBuf,
        /// The name that is there.
        other: String,
    },
    /// Somebody changed the file since it was read.
    #[error(
        "{}: somebody has changed this snippet since you began; it was not overwritten. Open it anew, or save yours under another id",
        shown(path)
    )]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// Somebody took the file away since it was read.
    #[error(
        "{}: somebody has removed this snippet since you began; save yours under another id",
        shown(path)
    )]
    Gone {
        /// The file.
        path: PathBuf,
    },
    /// What would be written could not be read again.
    #[error("It was not saved, since it could not be read again: {0}")]
    Unreadable(#[from] TomlError),
    /// The disk refused.
    #[error(transparent)]
    File(#[from] FileError),
}

/// A snippet that is on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its file.
    pub path: PathBuf,
    /// The hash of the file.
    pub file: String,
}

/// Returns the file of a snippet in a layer.
///
/// # Errors
/// [`SnippetWriteError`] if the layer has no folder, or the id cannot be a file's name.
pub fn path_of(folders: &Folders, layer: Layer, id: &str) -> Result<PathBuf, SnippetWriteError> {
    let Some(root) = folders.of(layer) else {
        return Err(SnippetWriteError::NoFolder {
            layer: layer.word(),
        });
    };
    if !include::is_id(id) {
        return Err(SnippetWriteError::BadId { id: id.to_owned() });
    }
    Ok(root.join(format!("{id}.toml")))
}

/// Writes a snippet. `was` is the hash of the file that it was read from; without one it is a new snippet.
///
/// # Errors
/// [`SnippetWriteError`]; the library is then as it was.
pub fn write_snippet(
    disk: &dyn Disk,
    folders: &Folders,
    layer: Layer,
    draft: &SnippetDraft,
    was: Option<&str>,
) -> Result<Written, SnippetWriteError> {
    put(disk, changed_text(folders, layer, draft, was)?)
}

/// Writes a change that [`changed_text`] or [`given_text`] has made.
///
/// # Errors
/// [`SnippetWriteError::File`] if the disk refuses; the library is then as it was.
pub fn put(disk: &dyn Disk, change: Change) -> Result<Written, SnippetWriteError> {
    let path = change.path;
    let bytes = change.text.into_bytes();
    if change.is_new {
        files::make_shared_folders(disk, path.parent().unwrap_or(&path))?;
        files::save_new_shared(disk, &path, &bytes)?;
    } else {
        files::save(disk, &path, &bytes)?;
    }
    Ok(Written {
        file: files::sha256(&bytes),
        path,
    })
}

/// The whole text of a snippet's file as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The file.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// Whether there is no such file yet.
    pub is_new: bool,
}

/// Returns the text of a new file that says what a draft says.
pub fn text_of(draft: &SnippetDraft) -> String {
    new_file(draft)
}

/// Returns the text that a snippet's file would have, without writing it; the rest as [`write_snippet`].
///
/// # Errors
/// [`SnippetWriteError`] as [`write_snippet`] gives it, without those of a disk that is written.
pub fn changed_text(
    folders: &Folders,
    layer: Layer,
    draft: &SnippetDraft,
    was: Option<&str>,
) -> Result<Change, SnippetWriteError> {
    let path = path_of(folders, layer, &draft.id)?;
    let root = folders.of(layer).unwrap_or(&path);
    no_twin(root, &path)?;
    let there = match files::read(&path, LARGEST) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.is_missing() => None,
        Err(error) => return Err(error.into()),
    };
    let text = match (&there, was) {
        (None, Some(_)) => return Err(SnippetWriteError::Gone { path }),
        (None, None) => new_file(draft),
        (Some(old), _) => {
            let current = read_snippet(layer, &draft.id, &path, old);
            let same = was.is_some_and(|was| files::sha256(old) == was);
            // A save that the disk did not confirm is made again: what is there is what was to be written.
            let ours = current
                .as_ref()
                .is_ok_and(|read| is_what(&SnippetDraft::of(&read.snippet), draft));
            if !same && !ours {
                return Err(match was {
                    Some(_) => SnippetWriteError::Changed { path },
                    None => SnippetWriteError::Exists { path },
                });
            }
            edited(old, &SnippetDraft::of(&current?.snippet), draft)
        }
    };
    read_snippet(layer, &draft.id, &path, text.as_bytes())?;
    Ok(Change {
        path,
        text,
        is_new: there.is_none(),
    })
}

// Answers/ and answers/ are one folder on a share, and so are two files whose names differ in capitals only.
fn no_twin(root: &Path, path: &Path) -> Result<(), SnippetWriteError> {
    let mut folder = root.to_path_buf();
    for part in path.strip_prefix(root).unwrap_or(path).components() {
        let name = part.as_os_str().to_string_lossy().into_owned();
        let names = fs::read_dir(&folder).into_iter().flatten().flatten();
        let twin = names
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .find(|other| *other != name && other.to_lowercase() == name.to_lowercase());
        if let Some(other) = twin {
            return Err(SnippetWriteError::OnlyCapitals {
                path: path.to_path_buf(),
                other,
            });
        }
        folder.push(&name);
    }
    Ok(())
}

// Whether two drafts make the same file: blanks at the end of the text are nobody's meaning.
fn is_what(one: &SnippetDraft, other: &SnippetDraft) -> bool {
    let plain = |draft: &SnippetDraft| SnippetDraft {
        body: draft.body.trim_end().to_owned(),
        ..draft.clone()
    };
    plain(one) == plain(other)
}

fn body_of(draft: &SnippetDraft) -> String {
    format!("{}\n", draft.body.trim_end())
}

fn list_of(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(", "))
}

fn new_file(draft: &SnippetDraft) -> String {
    let mut writer = Writer::default();
    for (key, value) in pairs_of(draft) {
        if let Some(value) = value {
            writer.raw(key, &value);
        }
    }
    for field in &draft.fields {
        writer.line("");
        writer.line("[[field]]");
        for (key, value) in pairs_of_field(field) {
            if let Some(value) = value {
                writer.raw(key, &value);
            }
        }
    }
    writer.finish()
}

// The keys of the file in their order, each with its value as TOML; `None` if it does not stand there.
fn pairs_of(draft: &SnippetDraft) -> Vec<(&'static str, Option<String>)> {
    let text = |text: &str| (!text.trim().is_empty()).then(|| quoted(text));
    let list = |texts: &[String]| (!texts.is_empty()).then(|| list_of(texts));
    let outcome = draft.outcome.map(|outcome| quoted(outcome.id()));
    let state = (draft.state != State::default()).then(|| quoted(draft.state.word()));
    vec![
        ("title", Some(quoted(&draft.title))),
        ("regime", draft.regime.as_deref().and_then(text)),
        ("outcome", outcome),
        ("cites", list(&draft.cites)),
        ("tags", list(&draft.tags)),
        ("use_when", text(&draft.use_when)),
        ("owner", text(&draft.owner)),
        ("review_by", draft.review_by.map(|date| date.to_string())),
        ("state", state),
        ("successor", draft.successor.as_deref().and_then(text)),
        ("body", Some(multi_line(&body_of(draft)))),
    ]
}

fn pairs_of_field(field: &SnippetField) -> Vec<(&'static str, Option<String>)> {
    let text = |text: &str| (!text.is_empty()).then(|| quoted(text));
    let flag = |on: bool| on.then(|| "true".to_owned());
    let kind = (field.kind != FieldKind::Text).then(|| quoted(field.kind.word()));
    let options = match &field.kind {
        FieldKind::Choice(options) => Some(list_of(options)),
        _ => None,
    };
    let currency = match &field.kind {
        FieldKind::Money { sign } if sign != super::reading::SIGN => Some(quoted(sign)),
        _ => None,
    };
    vec![
        ("name", Some(quoted(&field.name))),
        ("prompt", text(&field.prompt)),
        ("default", text(&field.default)),
        ("type", kind),
        ("options", options),
        ("currency", currency),
        ("optional", flag(field.optional)),
        ("per_answer", flag(field.per_answer)),
    ]
}

// The old file with what is new in it; every line that says the same stays as it is.
fn edited(old: &[u8], current: &SnippetDraft, draft: &SnippetDraft) -> String {
    let text = String::from_utf8_lossy(old).into_owned();
    let Ok(mut document) = text.parse::<DocumentMut>() else {
        return new_file(draft);
    };
    let current = SnippetDraft {
        body: body_of(current),
        ..current.clone()
    };
    let before = pairs_of(&current);
    for ((key, value), (_, was)) in pairs_of(draft).into_iter().zip(before) {
        if value != was {
            set(document.as_table_mut(), key, value);
        }
    }
    if current.fields != draft.fields {
        edit_fields(&mut document, &current.fields, &draft.fields);
    }
    document.to_string()
}

fn edit_fields(document: &mut DocumentMut, current: &[SnippetField], fields: &[SnippetField]) {
    let old = match document.as_table_mut().remove("field") {
        Some(Item::ArrayOfTables(tables)) => tables.into_iter().collect(),
        _ => Vec::new(),
    };
    let name_of = |table: &Table| table.get("name").and_then(Item::as_str).map(str::to_owned);
    let mut kept: Vec<(String, Table)> = old
        .into_iter()
        .filter_map(|table| Some((name_of(&table)?, table)))
        .collect();
    let mut tables = ArrayOfTables::new();
    for field in fields {
        let at = kept.iter().position(|(name, _)| *name == field.name);
        let mut table = at.map_or_else(Table::new, |at| kept.remove(at).1);
        // Where it stood in the old file no longer counts: the order is that of the text.
        table.set_position(None);
        let was = current.iter().find(|own| own.name == field.name);
        let before = was.filter(|_| at.is_some()).map(pairs_of_field);
        for (row, (key, value)) in pairs_of_field(field).into_iter().enumerate() {
            let same = before
                .as_ref()
                .and_then(|pairs| pairs.get(row))
                .is_some_and(|(_, was)| *was == value);
            if !same {
                set(&mut table, key, value);
            }
        }
        if at.is_none() {
            table.decor_mut().set_prefix("\n");
        }
        tables.push(table);
    }
    if !tables.is_empty() {
        document
            .as_table_mut()
            .insert("field", Item::ArrayOfTables(tables));
    }
}

// A value that changes keeps what stands around it: the blanks before it, the comment behind it.
fn set(table: &mut Table, key: &str, value: Option<String>) {
    let Some(value) = value else {
        table.remove(key);
        return;
    };
    // Made by our own writer, of which a test shows that any TOML reader takes it.
    let Ok(mut value) = value.parse::<Value>() else {
        return;
    };
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        None => {
            table.insert(key, Item::Value(value));
        }
    }
}

#[cfg(test)]
mod tests;
