//! The letter as a Word document, in the authority's letterhead if there is one.

use crate::domain::fields::Known;
use crate::domain::letter::{Sharing, View, word};
use crate::store::docx::Paper;
use crate::store::workspace::Workspace;

/// Makes the file.
///
/// # Errors
/// If the letterhead that the settings name cannot be used.
pub fn letter(
    workspace: &Workspace,
    known: &Known<'_>,
    view: View,
    sharing: Sharing,
) -> anyhow::Result<Vec<u8>> {
    let paper = match &workspace.settings.letterhead {
        Some(path) => Paper::letterhead(path)?,
        None => Paper::plain(),
    };
    let written = word::assemble(known, view, sharing, paper.first_list());
    let title = match known.case.facts.title.trim() {
        "" => known.case.reference.as_str(),
        title => title,
    };
    let bytes = paper.write(&written, title, known.today);
    bytes.map_err(anyhow::Error::msg)
}
