//! Word documents (.docx).

mod body;
mod lists;
mod styles;

use std::fmt::Write as _;

use self::body::Body;
use self::lists::Lists;
use self::styles::Styles;
use super::super::package::Package;
use super::super::xml::{Step, walk};
use super::super::{Document, FindingKind, Findings, Kind, Refusal};

const WHAT: &str = "a Word document";

/// Returns the name of the part with the text; none if this is no Word document.
pub(super) fn main_part(package: &mut Package<'_>) -> Result<Option<String>, Refusal> {
    if package.has("word/document.xml") {
        return Ok(Some("word/document.xml".to_owned()));
    }
    // Some programs call it otherwise, and say so.
    let Some(relations) = package.text("_rels/.rels")? else {
        return Ok(None);
    };
    let mut main = None;
    walk(&relations, WHAT, |step| {
        if let Step::Start("Relationship", with) = step
            && with
                .get("Type")
                .is_some_and(|kind| kind.ends_with("/officeDocument"))
        {
            main = with.get("Target");
        }
    })?;
    let main = main.map(|name| name.trim_start_matches('/').to_owned());
    Ok(main.filter(|name| name.starts_with("word/") && package.has(name)))
}

pub(super) fn read(package: &mut Package<'_>, main: &str) -> Result<Document, Refusal> {
    package.is(WHAT);
    let styles = match package.text("word/styles.xml")? {
        Some(xml) => Styles::read(&xml)?,
        None => Styles::default(),
    };
    let mut lists = match package.text("word/numbering.xml")? {
        Some(xml) => Lists::read(&xml)?,
        None => Lists::default(),
    };
    let xml = package.text(main)?.ok_or(Refusal::Empty)?;
    let mut body = Body::new(&styles, &mut lists);
    walk(&xml, WHAT, |step| body.take(&step))?;
    let (mut text, notes, mut findings) = body.finish();
    add_notes(package, &notes, &mut text)?;
    margins(package, &mut findings)?;
    comments(package, &mut findings)?;
    Ok(Document::of(Kind::Word, text, findings))
}

/// Footnotes and endnotes that the text refers to stand below it.
fn add_notes(
    package: &mut Package<'_>,
    notes: &[(&'static str, String)],
    text: &mut String,
) -> Result<(), Refusal> {
    if notes.is_empty() {
        return Ok(());
    }
    let mut read = Vec::new();
    for (part, element) in [
        ("word/footnotes.xml", "footnote"),
        ("word/endnotes.xml", "endnote"),
    ] {
        if let Some(xml) = package.text(part)? {
            pieces(&xml, element, |id, _, words| {
                read.push((element, id.to_owned(), words.to_owned()));
            })?;
        }
    }
    for (number, (element, id)) in notes.iter().enumerate() {
        let found = read
            .iter()
            .find(|(own, name, _)| own == element && name == id);
        if let Some((_, _, words)) = found {
            let _ = write!(text, "\n\n[note {}: {}]", number + 1, words.trim());
        }
    }
    Ok(())
}

fn margins(package: &mut Package<'_>, findings: &mut Findings) -> Result<(), Refusal> {
    // Word has up to three of each for every section, most of them the same.
    let mut names = package.names("word/header");
    names.extend(package.names("word/footer"));
    names.sort();
    let mut seen: Vec<String> = Vec::new();
    for name in names.iter().take(12) {
        let Some(xml) = package.text(name)? else {
            continue;
        };
        let mut words = String::new();
        pieces(&xml, "p", |_, _, line| {
            words.push_str(line.trim());
            words.push(' ');
        })?;
        let words = words.trim().to_owned();
        // A bare page number is nothing to be told.
        if words.chars().any(char::is_alphabetic) && !seen.contains(&words) {
            findings.note(FindingKind::Margin, &words);
            seen.push(words);
        }
    }
    Ok(())
}

fn comments(package: &mut Package<'_>, findings: &mut Findings) -> Result<(), Refusal> {
    let Some(xml) = package.text("word/comments.xml")? else {
        return Ok(());
    };
    pieces(&xml, "comment", |_, author, words| {
        let by = if author.is_empty() {
            String::new()
        } else {
            format!("{author}: ")
        };
        if !words.trim().is_empty() {
            findings.note(FindingKind::Comment, &format!("{by}{words}"));
        }
    })
}

/// Hands over the words of each element of a name, with its id and its author.
fn pieces(xml: &str, element: &str, mut take: impl FnMut(&str, &str, &str)) -> Result<(), Refusal> {
    let (mut id, mut author, mut words) = (String::new(), String::new(), String::new());
    let (mut within, mut text) = (false, false);
    walk(xml, WHAT, |step| match step {
        Step::Start(name, with) if name == element => {
            id = with.get("id").unwrap_or_default();
            author = with.get("author").unwrap_or_default();
            words.clear();
            within = true;
        }
        Step::End(name) if name == element => {
            take(&id, &author, &words);
            within = false;
        }
        Step::Start("t", _) => text = within,
        Step::End("t") => text = false,
        Step::End("p") | Step::Start("tab" | "br", _) if within => words.push(' '),
        Step::Text(piece) if text => words.push_str(piece),
        _ => {}
    })
}

#[cfg(test)]
mod tests;
