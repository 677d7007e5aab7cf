//! What a proposal and its file may be called.

use std::path::{Path, PathBuf};

use super::{FOLDER, ProposalError};
use crate::domain::proposal::Proposal;
use crate::store::files;
use crate::text::clean::clean_line;

/// How deep an id may lie.
pub(super) const DEEPEST: usize = 8;

pub(super) fn path_of(folder: &Path, proposal: &Proposal) -> PathBuf {
    file_of(&folder.join(FOLDER).join(&proposal.folder), &proposal.id)
}

pub(super) fn file_of(folder: &Path, id: &str) -> PathBuf {
    let mut path = folder.to_path_buf();
    path.extend(id.split('/'));
    path.as_mut_os_string().push(".toml");
    path
}

pub(super) fn line_of(text: &str) -> String {
    clean_line(text, 200).0.trim().to_owned()
}

pub(super) fn bad_id(id: &str) -> ProposalError {
    ProposalError::BadId { id: line_of(id) }
}

/// Tells whether a text can be the id of a snippet: a path of plain names that every system can store.
pub fn is_id(id: &str) -> bool {
    let parts: Vec<&str> = id.split('/').collect();
    parts.len() <= DEEPEST
        && parts.iter().all(|part| {
            let plain = part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
            plain && !part.is_empty() && part.len() <= 100 && !part.starts_with('.')
        })
        && parts.first() != Some(&FOLDER)
}

/// Returns the name of the folder that holds somebody's proposals.
pub fn folder_of(who: &str) -> String {
    let mut name = String::new();
    for c in who.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            name.push(c);
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    let plain = name.trim_matches('-');
    let lost = who.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    if plain.is_empty() || lost {
        // Two names must not share a folder because their letters have no plain form.
        let mark: String = files::sha256(who.trim().to_lowercase().as_bytes())
            .chars()
            .take(8)
            .collect();
        return format!("{plain}-{mark}").trim_start_matches('-').to_owned();
    }
    plain.chars().take(60).collect()
}
