//! The letter as a Word document, in the authority's letterhead if there is one.

use crate::domain::fields::Known;
use crate::domain::letter::{Sharing, View, draft, word};
use crate::store::docx::Paper;
use crate::store::workspace::Workspace;

/// Makes the file; a draft says so in its first line.
///
/// # Errors
/// If the letterhead that the settings name cannot be used.
pub fn letter(
    workspace: &Workspace,
    known: &Known<'_>,
    view: View,
    sharing: Sharing,
    is_draft: bool,
) -> anyhow::Result<Vec<u8>> {
    let paper = match &workspace.settings.letterhead {
        Some(path) => Paper::letterhead(path)?,
        None => Paper::plain(),
    };
    let mut written = word::assemble(known, view, sharing, paper.first_list());
    if is_draft {
        written = draft::word(written);
    }
    let title = match known.case.facts.title.trim() {
        "" => known.case.reference.as_str(),
        title => title,
    };
    let bytes = paper.write(&written, title, known.today);
    bytes.map_err(anyhow::Error::msg)
}
