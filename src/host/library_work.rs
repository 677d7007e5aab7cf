//! Writing into the library: into the file itself, or into a proposal where others decide.

use super::clock;
use crate::app::message::Kept;
use crate::domain::snippet::Layer;
use crate::domain::snippet::draft::SnippetDraft;
use crate::store::files::{RealDisk, shown};
use crate::store::libraries;
use crate::store::proposals::{self, Route};
use crate::store::workspace::Workspace;

/// Writes a snippet into a layer, or proposes it. `was` is the hash of the file that it was read from.
///
/// # Errors
/// Words for the officer; the library is then as it was.
pub fn write(
    workspace: &Workspace,
    user: &str,
    layer: Layer,
    draft: &SnippetDraft,
    was: Option<&str>,
) -> Result<Kept, String> {
    let settings = &workspace.settings;
    let folders = &settings.libraries;
    let route = proposals::route(folders, &settings.rights, user, layer, &draft.id);
    match route.map_err(|error| error.to_string())? {
        Route::Write(_) => libraries::write_snippet(&RealDisk, folders, layer, draft, was)
            .map(|written| Kept::Saved(shown(&written.path)))
            .map_err(|error| error.to_string()),
        Route::Propose(_) => {
            let change = libraries::changed_text(folders, layer, draft, was);
            let change = change.map_err(|error| error.to_string())?;
            let folder = folders.of(layer).unwrap_or(&change.path);
            let today = clock::today();
            proposals::propose(&RealDisk, folder, user, today, &draft.id, &change.text, "")
                .map(|path| Kept::Proposed(shown(&path)))
                .map_err(|error| error.to_string())
        }
    }
}
