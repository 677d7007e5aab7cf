//! A file that came with a mail, under a name that is safe to keep it by.

use std::collections::HashSet;

use crate::text::clean::clean_line;

/// The longest name, in characters. Windows paths end at 260.
const LONGEST_NAME: usize = 80;

/// Names that Windows keeps for devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// A file that came with a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The name to keep it by: one plain name, no path, none twice in a mail whatever the case of its letters.
    pub name: String,
    /// What it is.
    pub bytes: Vec<u8>,
    /// Belongs to the look of the mail, such as the picture of a signature.
    pub inline: bool,
}

/// Gives attachments their names.
#[derive(Debug, Default)]
pub(super) struct Names(HashSet<String>);

impl Names {
    /// Returns a name that no other attachment has. `ending` goes to one that has no name of its own.
    pub(super) fn give(&mut self, wanted: &str, ending: &str) -> String {
        let name = safe(wanted);
        let name = if name.is_empty() {
            format!("attachment.{ending}")
        } else {
            name
        };
        let (stem, ending) = match name.rsplit_once('.') {
            Some((stem, ending)) if !stem.is_empty() => (stem.to_owned(), format!(".{ending}")),
            _ => (name.clone(), String::new()),
        };
        let mut tried = name;
        let mut number = 2;
        while !self.0.insert(tried.to_lowercase()) {
            tried = format!("{stem} ({number}){ending}");
            number += 1;
        }
        tried
    }
}

/// Returns the last part of a name, without what means something to a file system or hides what it ends with.
fn safe(wanted: &str) -> String {
    let (line, _) = clean_line(wanted, 1_000);
    let last = line.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last
        .chars()
        .map(|c| match c {
            '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\t' => '_',
            c if c.is_control() => '_',
            c => c,
        })
        .collect();
    // A dot in front hides a file, one behind is dropped by Windows.
    let plain = plain
        .trim_start_matches(['.', ' ', '~', '-'])
        .trim_end_matches(['.', ' ']);
    let (stem, ending) = match plain.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= 8 => (stem, Some(ending)),
        _ => (plain, None),
    };
    let mut short: String = stem.chars().take(LONGEST_NAME).collect();
    let device = short
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .to_lowercase();
    if DEVICES.contains(&device.as_str()) {
        short.push('_');
    }
    match ending {
        Some(ending) => format!("{}.{ending}", short.trim_end()),
        None => short,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_from_outside_cannot_leave_its_folder() {
        let named = |wanted: &str| Names::default().give(wanted, "bin");
        assert_eq!(named("../../etc/passwd"), "passwd");
        assert_eq!(named("C:\\Users\\ann\\Questions.docx"), "Questions.docx");
        assert_eq!(named(".bashrc"), "bashrc");
        assert_eq!(named("..."), "attachment.bin");
        assert_eq!(named("CON.txt"), "CON_.txt");
        assert_eq!(named("a\u{202e}fdp.exe"), "afdp.exe");
        assert_eq!(named("what: now?.pdf"), "what_ now_.pdf");
        assert!(named(&"x".repeat(500)).len() <= LONGEST_NAME);
    }

    #[test]
    fn no_two_attachments_share_a_name() {
        let mut names = Names::default();
        assert_eq!(names.give("Table.xlsx", "bin"), "Table.xlsx");
        assert_eq!(names.give("table.XLSX", "bin"), "table (2).XLSX");
        assert_eq!(names.give("table.xlsx", "bin"), "table (3).xlsx");
    }
}
