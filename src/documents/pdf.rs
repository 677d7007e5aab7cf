//! PDF documents with a text layer.
//!
//! Read by a small reader of its own: the libraries at hand unpack without a limit, and panic on what is damaged. Objects
//! are found by looking for them, not by the table of contents, so that a table that lies does no harm.

mod content;
mod file;
mod filters;
mod font;
mod forms;
mod glyphs;
mod layout;
mod matrix;
mod object;
mod pages;
mod strays;

use self::content::Painted;
use self::file::File;
use self::layout::Layout;
use super::{Document, FindingKind, Findings, Kind, Refusal};

const WHAT: &str = "a PDF document";

pub(super) fn read(bytes: &[u8]) -> Result<Document, Refusal> {
    let mut file = File::open(bytes)?;
    let pages = pages::list(&mut file)?;
    let mut findings = Findings::default();
    let mut painted = Painted::default();
    for page in &pages {
        painted.begin_page();
        content::read_page(&mut file, page, &mut painted)?;
        forms::read(&file, page, &mut painted, &mut findings);
    }
    let seen = Layout::of(&painted.seen);
    let unseen = Layout::of(&painted.unseen);
    let recognised = unseen.letters() > seen.letters();
    // A scan with a layer of recognised text prints it invisibly behind its pictures.
    let (text, layer) = if recognised {
        (unseen, seen)
    } else {
        (seen, unseen)
    };
    if recognised {
        findings.note(
            FindingKind::Recognised,
            "The words were recognised by a machine in a scanned page; compare them with the pages",
        );
    } else {
        findings.note(
            FindingKind::Unseen,
            &layer.into_text(&mut Findings::default()),
        );
    }
    if text.letters() == 0 {
        let count = pages.len();
        if painted.pictures > 0 {
            return Err(Refusal::Scanned {
                pages: match count {
                    1 => "its page is a picture".to_owned(),
                    _ => format!("its {count} pages are pictures"),
                },
            });
        }
        if painted.unknown > 0 {
            return Err(Refusal::Unread {
                what: "a PDF document whose letters have no meaning for a program",
                advice: "open it and copy its words, or have its text recognised",
            });
        }
        return Err(Refusal::Empty);
    }
    if painted.unknown * 20 > text.letters() {
        findings.note(
            FindingKind::Unreadable,
            "Some letters of the PDF have no meaning for a program and are missing; compare the text with the pages",
        );
    }
    let mut words = text.into_text(&mut findings);
    for line in &painted.fields {
        words.push_str("\n\n");
        words.push_str(line);
    }
    Ok(Document::of(Kind::Pdf, words, findings))
}

#[cfg(test)]
mod tests;
