//! What is written into the fields of a form, and the comments beside a page.

use super::super::{FindingKind, Findings};
use super::content::Painted;
use super::file::File;
use super::object::{Dictionary, Object};
use super::pages::Page;

/// The most fields and comments of a page.
const MOST: usize = 2_000;

pub(super) fn read(file: &File<'_>, page: &Page, painted: &mut Painted, findings: &mut Findings) {
    for note in page.notes.iter().take(MOST) {
        let Some(note) = file.dictionary(note) else {
            continue;
        };
        let kind = note
            .get("Subtype")
            .and_then(Object::name)
            .unwrap_or_default();
        match kind {
            "Widget" => {
                let value = inherited(file, &note, "V").or_else(|| inherited(file, &note, "DV"));
                let name = inherited(file, &note, "TU").or_else(|| inherited(file, &note, "T"));
                if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
                    let name = name.unwrap_or_default();
                    let colon = if name.is_empty() { "" } else { ": " };
                    painted.fields.push(format!("{name}{colon}{value}"));
                }
            }
            "Link" | "Popup" => {}
            // Text that somebody put on the page with a pen is meant to be read, and yet it is no print.
            _ => {
                if let Some(words) = file.get(&note, "Contents").and_then(|words| text(&words)) {
                    let by = file.get(&note, "T").and_then(|by| text(&by));
                    let by = by.map(|by| format!("{by}: ")).unwrap_or_default();
                    if !words.trim().is_empty() {
                        findings.note(FindingKind::Comment, &format!("{by}{words}"));
                    }
                }
            }
        }
    }
}

fn inherited(file: &File<'_>, field: &Dictionary, name: &str) -> Option<String> {
    let mut field = field.clone();
    for _ in 0..8 {
        if let Some(found) = file.get(&field, name) {
            return text(&found);
        }
        field = file.dictionary(field.get("Parent")?)?;
    }
    None
}

/// A text outside the pages is UTF-16 with a mark, or nearly Latin-1.
fn text(object: &Object) -> Option<String> {
    let Object::Text(bytes) = object else {
        return None;
    };
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        let (pairs, _) = rest.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
        return Some(String::from_utf16_lossy(&units));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return Some(String::from_utf8_lossy(rest).into_owned());
    }
    Some(
        bytes
            .iter()
            .map(|byte| crate::text::decode::windows_1252(*byte))
            .collect(),
    )
}
