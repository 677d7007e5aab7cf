//! `OpenDocument` texts (.odt), as `LibreOffice` writes them.

mod body;
mod styles;

use self::body::Body;
use self::styles::Styles;
use super::super::package::Package;
use super::super::xml::walk;
use super::super::{Document, FindingKind, Kind, Refusal};

const WHAT: &str = "an OpenDocument text";
const MIME: &str = "application/vnd.oasis.opendocument.";

/// Tells what kind of `OpenDocument` a package is: "text", "spreadsheet"; none if it is none.
pub(super) fn kind(package: &mut Package<'_>) -> Result<Option<String>, Refusal> {
    let named = package.text("mimetype")?.unwrap_or_default();
    if let Some(kind) = named.trim().strip_prefix(MIME) {
        return Ok(Some(kind.to_owned()));
    }
    let bare = package.has("content.xml") && package.has("META-INF/manifest.xml");
    Ok(bare.then(|| "text".to_owned()))
}

pub(super) fn read(package: &mut Package<'_>) -> Result<Document, Refusal> {
    package.is(WHAT);
    let manifest = package.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Refusal::Locked { what: WHAT });
    }
    let content = package.text("content.xml")?.ok_or(Refusal::Damaged {
        what: WHAT,
        why: "the part with its text is missing".to_owned(),
    })?;
    let shared = package.text("styles.xml")?.unwrap_or_default();
    let mut styles = Styles::default();
    // The styles of the text itself override those that are shared.
    walk(&shared, WHAT, |step| styles.take(&step))?;
    let margins = std::mem::take(&mut styles.margins);
    walk(&content, WHAT, |step| styles.take(&step))?;
    let mut body = Body::new(&styles);
    walk(&content, WHAT, |step| body.take(&step))?;
    let (text, mut findings) = body.finish();
    for margin in margins
        .iter()
        .filter(|margin| margin.chars().any(char::is_alphabetic))
    {
        findings.note(FindingKind::Margin, margin);
    }
    Ok(Document::of(Kind::OpenDocument, text, findings))
}

#[cfg(test)]
mod tests;
