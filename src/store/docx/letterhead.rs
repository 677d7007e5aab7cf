//! An authority's own letterhead: head, foot, pictures and styles stay; the letter goes where `{{letter}}` stands, or
//! after what is there; what the file says about itself goes.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use zip::ZipArchive;

use super::{Paper, parts};
use crate::text::pattern::compiled;
use crate::text::slice::{before, from};

/// The sum of all parts that is read.
const MOST: u64 = 60 * 1024 * 1024;
/// How many parts are read.
const MOST_PARTS: usize = 1_000;
/// Where the letter goes.
const HERE: &str = "{{letter}}";

static RELATIONSHIP: LazyLock<Regex> = LazyLock::new(|| compiled(r"<Relationship\s[^>]*>"));
static OVERRIDE: LazyLock<Regex> = LazyLock::new(|| compiled(r"<Override\s[^>]*>"));
static LIST: LazyLock<Regex> = LazyLock::new(|| compiled(r#"<w:num\s[^>]*w:numId="(\d+)""#));
static SHAPE: LazyLock<Regex> =
    LazyLock::new(|| compiled(r#"<w:abstractNum\s[^>]*w:abstractNumId="(\d+)""#));
static TAG: LazyLock<Regex> = LazyLock::new(|| compiled(r"<[^>]*>"));

pub(super) fn read(bytes: &[u8]) -> Result<Paper, String> {
    let none = "this is no Word document (.docx or .dotx); save the letterhead as one";
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| none.to_owned())?;
    if archive.len() > MOST_PARTS {
        return Err("it has thousands of parts; save the letterhead anew".to_owned());
    }
    let mut left = MOST;
    let mut found: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for index in 0..archive.len() {
        let part = archive
            .by_index(index)
            .map_err(|error| format!("it is damaged ({error}); save the letterhead anew"))?;
        if part.is_dir() {
            continue;
        }
        let name = part
            .name()
            .map_err(|error| format!("it is damaged ({error}); save the letterhead anew"))?
            .into_owned();
        let mut bytes = Vec::new();
        part.take(left + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| {
                format!("{name} in it is damaged ({error}); save the letterhead anew")
            })?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        left = left
            .checked_sub(size)
            .ok_or("it is too large when it is unpacked; make its pictures smaller")?;
        found.insert(name, bytes);
    }
    if found.keys().any(|name| name.ends_with("vbaProject.bin")) {
        return Err("it holds macros; save the letterhead as a document without them".to_owned());
    }
    if !found.contains_key("word/document.xml") {
        return Err(none.to_owned());
    }
    let mut paper = Paper {
        parts: found,
        first_list: 1,
        first_shape: 1,
    };
    forget(&mut paper);
    give_parts(&mut paper);
    if !is_usable(&paper) {
        return Err(
            "its text is not written as Word writes it; open it in Word and save it as .docx"
                .to_owned(),
        );
    }
    let numbering = text(&paper, "word/numbering.xml");
    let highest = |pattern: &Regex| {
        let ids = pattern
            .captures_iter(&numbering)
            .filter_map(|found| found.get(1)?.as_str().parse::<u64>().ok());
        ids.max().map_or(1, |id| id.min(1 << 30) + 1)
    };
    (paper.first_list, paper.first_shape) = (highest(&LIST), highest(&SHAPE));
    Ok(paper)
}

fn text(paper: &Paper, name: &str) -> String {
    let part = paper.parts.get(name).map(Vec::as_slice);
    String::from_utf8_lossy(part.unwrap_or_default()).into_owned()
}

// Whether the letter can go in; found out before anybody waits for one.
fn is_usable(paper: &Paper) -> bool {
    with_body(&text(paper, "word/document.xml"), "").is_some()
        && text(paper, "word/numbering.xml").contains("</w:numbering>")
        && text(paper, "word/styles.xml").contains("</w:styles>")
}

// What the file says about itself goes: author, company, a picture of its first page, whatever else.
fn forget(paper: &mut Paper) {
    let about = |name: &str| name.trim_start_matches('/').starts_with("docProps/");
    paper.parts.retain(|name, _| !about(name));
    let keep = |xml: &str, pattern: &Regex, key: &str| {
        let kept = pattern.replace_all(xml, |found: &regex::Captures<'_>| {
            let tag = found.get(0).map_or("", |tag| tag.as_str());
            let (_, rest) = tag.split_once(&format!("{key}=\"")).unwrap_or(("", ""));
            if about(rest) {
                String::new()
            } else {
                tag.to_owned()
            }
        });
        kept.into_owned()
    };
    let types = keep(&text(paper, "[Content_Types].xml"), &OVERRIDE, "PartName");
    // A template becomes a document.
    let types = types.replace("template.main+xml", "document.main+xml");
    let relations = keep(&text(paper, "_rels/.rels"), &RELATIONSHIP, "Target");
    paper
        .parts
        .insert("[Content_Types].xml".into(), types.into_bytes());
    paper
        .parts
        .insert("_rels/.rels".into(), relations.into_bytes());
    relate(
        paper,
        "_rels/.rels",
        "docProps/core.xml",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
    );
    add_type(
        paper,
        "/docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
    );
}

// A letterhead without styles or lists gets them; one with styles keeps its own of the same name.
fn give_parts(paper: &mut Paper) {
    let kinds = [
        ("numbering", parts::NUMBERING.to_owned()),
        ("styles", parts::styles(|_| false)),
    ];
    for (kind, part) in kinds {
        let name = format!("word/{kind}.xml");
        if paper.parts.contains_key(&name) {
            continue;
        }
        paper.parts.insert(name, part.into_bytes());
        let main = "application/vnd.openxmlformats-officedocument.wordprocessingml";
        add_type(
            paper,
            &format!("/word/{kind}.xml"),
            &format!("{main}.{kind}+xml"),
        );
        let relation =
            format!("http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}");
        relate(
            paper,
            "word/_rels/document.xml.rels",
            &format!("{kind}.xml"),
            &relation,
        );
    }
    // An empty list of lists is written in short.
    let numbering = text(paper, "word/numbering.xml");
    if let Some(head) = numbering.trim_end().strip_suffix("/>")
        && !numbering.contains("</w:numbering>")
    {
        let open = format!("{head}></w:numbering>");
        paper
            .parts
            .insert("word/numbering.xml".into(), open.into_bytes());
    }
    let styles = text(paper, "word/styles.xml");
    let missing = parts::missing_styles(|id| styles.contains(&format!("w:styleId=\"{id}\"")));
    let styles = styles.replacen("</w:styles>", &format!("{missing}</w:styles>"), 1);
    paper
        .parts
        .insert("word/styles.xml".into(), styles.into_bytes());
}

fn relate(paper: &mut Paper, part: &str, target: &str, kind: &str) {
    let relations = text(paper, part);
    let relations = if relations.is_empty() {
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>".to_owned()
    } else {
        relations
    };
    let id: String = target.chars().filter(char::is_ascii_alphanumeric).collect();
    let line = format!(
        "<Relationship Id=\"seriatim-{id}\" Type=\"{kind}\" Target=\"{target}\"/></Relationships>"
    );
    let relations = relations.replacen("</Relationships>", &line, 1);
    paper.parts.insert(part.to_owned(), relations.into_bytes());
}

fn add_type(paper: &mut Paper, part: &str, kind: &str) {
    let types = text(paper, "[Content_Types].xml");
    let line = format!("<Override PartName=\"{part}\" ContentType=\"{kind}\"/></Types>");
    let types = types.replacen("</Types>", &line, 1);
    paper
        .parts
        .insert("[Content_Types].xml".into(), types.into_bytes());
}

/// Puts the paragraphs of a letter into a document: in the place of the paragraph that holds `{{letter}}`, else behind
/// what is there.
pub(super) fn with_body(document: &str, body: &str) -> Option<String> {
    let end = document.rfind("</w:body>")?;
    // Word may have cut the words of the paragraph into several runs.
    if let Some(here) = paragraph_of(before(document, end), HERE) {
        let (head, tail) = (before(document, here.start), from(document, here.end));
        return Some([head, body, tail].concat());
    }
    // The properties of the last section stand behind all paragraphs.
    let section = before(document, end).rfind("<w:sectPr").filter(|at| {
        let rest = from(before(document, end), *at);
        !rest.contains("</w:p>")
    });
    let at = section.unwrap_or(end);
    Some([before(document, at), body, from(document, at)].concat())
}

// The paragraph, without any inside it, whose words hold these.
fn paragraph_of(document: &str, words: &str) -> Option<Range<usize>> {
    const CLOSE: &str = "</w:p>";
    document.match_indices(CLOSE).find_map(|(at, _)| {
        let head = before(document, at);
        let start = head.rfind("<w:p>").max(head.rfind("<w:p "))?;
        let said = TAG.replace_all(from(head, start), "");
        said.contains(words).then_some(start..at + CLOSE.len())
    })
}
