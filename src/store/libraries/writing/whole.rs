//! A snippet's file as an officer wrote it in an editor of their own: the whole text, comments and all.

use super::super::reading::read_snippet;
use super::super::{Folders, LARGEST};
use super::{Change, SnippetWriteError, no_twin, path_of};
use crate::domain::snippet::Layer;
use crate::store::files;

/// Checks that a text can take the place of a snippet's file, or be a new one; `was` is the hash of the file that it
/// was made from. Writes nothing.
///
/// # Errors
/// [`SnippetWriteError`]: the text cannot be read, or the file is another by now.
pub fn given_text(
    folders: &Folders,
    layer: Layer,
    id: &str,
    text: &str,
    was: Option<&str>,
) -> Result<Change, SnippetWriteError> {
    let path = path_of(folders, layer, id)?;
    no_twin(folders.of(layer).unwrap_or(&path), &path)?;
    let there = match files::read(&path, LARGEST) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.is_missing() => None,
        Err(error) => return Err(error.into()),
    };
    match (&there, was) {
        (None, Some(_)) => return Err(SnippetWriteError::Gone { path }),
        (Some(old), Some(was)) if files::sha256(old) != was && old != text.as_bytes() => {
            return Err(SnippetWriteError::Changed { path });
        }
        (Some(old), None) if old != text.as_bytes() => {
            return Err(SnippetWriteError::Exists { path });
        }
        _ => {}
    }
    read_snippet(layer, id, &path, text.as_bytes())?;
    Ok(Change {
        path,
        text: text.to_owned(),
        is_new: there.is_none(),
    })
}
