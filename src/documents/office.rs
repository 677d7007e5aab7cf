//! Documents that are zip archives of XML: Word's and `OpenDocument`'s.

mod docx;
mod odt;
#[cfg(test)]
mod testing;

use super::package::Package;
use super::{Document, Refusal};

const COPY: &str = "open it in its program and copy the questions into a text";

/// What other packages are, by a part of theirs.
const OTHERS: [(&str, &str, &str); 3] = [
    ("xl/workbook.xml", "an Excel workbook", COPY),
    ("xl/workbook.bin", "an Excel workbook", COPY),
    ("ppt/presentation.xml", "a PowerPoint presentation", COPY),
];

pub(super) fn read(bytes: &[u8]) -> Result<Document, Refusal> {
    let mut package = Package::open(bytes)?;
    if let Some(main) = docx::main_part(&mut package)? {
        return docx::read(&mut package, &main);
    }
    match odt::kind(&mut package)?.as_deref() {
        Some(kind) if kind.starts_with("text") => return odt::read(&mut package),
        Some(kind) => {
            let what = if kind.starts_with("spreadsheet") {
                "an OpenDocument spreadsheet"
            } else {
                "an OpenDocument file that is no text"
            };
            return Err(Refusal::Unread { what, advice: COPY });
        }
        None => {}
    }
    for (part, what, advice) in OTHERS {
        if package.has(part) {
            return Err(Refusal::Unread { what, advice });
        }
    }
    Err(Refusal::Unread {
        what: "a ZIP archive",
        advice: "unpack it first, and take the request out of it",
    })
}
