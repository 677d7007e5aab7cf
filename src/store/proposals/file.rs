//! The file of a proposal.

use std::path::Path;

use toml_edit::DocumentMut;

use super::ProposalError;
use super::names::{bad_id, is_id, line_of};
use crate::domain::proposal::{Decision, Proposal};
use crate::domain::snippet::Layer;
use crate::store::files::{self, Disk, shown};
use crate::store::libraries::LARGEST;
use crate::store::toml_text::{Source, TomlError};
use crate::store::toml_write::Writer;

/// Writes a proposal as the snippet's file with the table `[proposal]` below it.
pub(super) fn write(
    disk: &dyn Disk,
    path: &Path,
    proposal: &Proposal,
) -> Result<(), ProposalError> {
    let mut text = proposal.text.clone();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let mut table = Writer::default();
    table.line("\n[proposal]");
    table.text("by", &proposal.by);
    table.date("on", proposal.on);
    table.text_unless_empty("note", &proposal.note);
    if let Some(declined) = &proposal.declined {
        table.text("declined_by", &declined.by);
        table.date("declined_on", declined.on);
        table.text("declined", &declined.word);
    }
    if let Some(was) = &proposal.was {
        table.text("was", was);
    }
    text.push_str(&table.finish());
    if let Some(above) = path.parent() {
        files::make_folders(disk, above)?;
    }
    Ok(files::save(disk, path, text.as_bytes())?)
}

/// Reads a proposal; its path tells its id.
pub(super) fn read(layer: Layer, root: &Path, path: &Path) -> Result<Proposal, ProposalError> {
    let bytes = files::read(path, LARGEST * 2)?;
    let source = Source::new(path, &bytes)?;
    let table = source.table()?;
    let keys = source.keys(&table);
    let inside = path.strip_prefix(root).unwrap_or(path).with_extension("");
    let parts: Vec<String> = inside
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    let bad = || bad_id(&shown(&inside));
    let (folder, id) = parts.split_first().ok_or_else(bad)?;
    let id = id.join("/");
    if !is_id(&id) {
        return Err(bad());
    }
    let about = keys
        .table("proposal")?
        .ok_or_else(|| keys.missing("proposal"))?;
    about.only(&[
        "by",
        "on",
        "note",
        "was",
        "declined",
        "declined_by",
        "declined_on",
    ])?;
    let mut document: DocumentMut = source.text().parse().map_err(|_| {
        source.error(
            0,
            "this cannot be read as TOML",
            "Look for a missing quotation mark, bracket or equals sign",
        )
    })?;
    document.remove("proposal");
    let declined = about
        .text("declined")?
        .map(|word| -> Result<Decision, TomlError> {
            Ok(Decision {
                by: line_of(&about.text_or_empty("declined_by")?),
                on: about.date("declined_on")?,
                word: line_of(word),
            })
        })
        .transpose()?;
    Ok(Proposal {
        layer,
        folder: folder.clone(),
        id,
        by: line_of(&about.text_or_empty("by")?),
        on: about.date("on")?,
        note: line_of(&about.text_or_empty("note")?),
        text: document.to_string(),
        was: about.text("was")?.map(str::to_owned),
        declined,
    })
}
