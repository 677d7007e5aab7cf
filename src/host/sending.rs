//! Keeping a letter that leaves: as text, as HTML and as a Word document, in the folder `sent` of its case.

use super::{clock, document};
use crate::domain::fields::Known;
use crate::domain::letter::{self, Sharing, View, draft};
use crate::domain::sent::SentLetter;
use crate::domain::sign_off::Signed;
use crate::store::files::RealDisk;
use crate::store::sent::{self, Leaving};
use crate::store::workspace::Workspace;

/// Keeps the letter under the date that it bears. Returns it, and what the officer should know of it.
///
/// # Errors
/// If the disk refuses. A letterhead that cannot be used is no error: the text is kept, and that is told.
pub fn keep(
    workspace: &Workspace,
    known: &Known<'_>,
    sharing: Sharing,
    is_draft: bool,
    by: &str,
) -> anyhow::Result<(SentLetter, Option<String>)> {
    let view = View::Letter;
    let mut plain = letter::assemble(known, view, sharing);
    let mut html = letter::assemble_html(known, view, sharing);
    if is_draft {
        plain = draft::plain(&plain);
        html = draft::html(&html);
    }
    let mut forms = vec![("txt", plain.into_bytes()), ("html", html.into_bytes())];
    let mut remark = None;
    match document::letter(workspace, known, view, sharing, is_draft) {
        Ok(bytes) => forms.push(("docx", bytes)),
        Err(error) => {
            remark = Some(format!(
                "The letter is kept as text and HTML, not as a Word document: {error:#}"
            ));
        }
    }
    let text = known.case.signed_text(&Signed::Letter);
    let leaving = Leaving {
        on: known.today,
        at: &clock::moment(),
        by,
        forms: &forms,
        text: &text,
    };
    let folder = workspace.case(&known.case.reference);
    let kept = sent::keep(&RealDisk, &folder, &leaving)?;
    Ok((kept, remark))
}
