//! The Word document against the published schema of such files, in the shape of a library that was made from it: what is
//! read with its types and written again must be what we wrote. An element or attribute that the schema does not have is
//! dropped on the way, one that stands in the wrong place moves, a value of the wrong type does not read.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use ooxmlsdk::schemas::opc_content_types::Types;
use ooxmlsdk::schemas::opc_core_properties::CoreProperties;
use ooxmlsdk::schemas::opc_relationships::Relationships;
use ooxmlsdk::schemas::schemas_openxmlformats_org_wordprocessingml_2006_main::{
    Document, Footer, Header, Numbering, Styles,
};
use ooxmlsdk::sdk::SdkType;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::bench::Bench;
use crate::cli::leaving::sent_request;

const REQUEST: &str = "Dear council,\n\n1. How many benches are there?\n2. Who mends them:\n   a) in parks;\n   b) elsewhere?\n\nYours faithfully\nMorgan Sample\n";

// What an answer can hold.
const RICH: &str = "# By ward\n\n| Ward | Fines | Remark |\n|---|---:|---|\n| North & West | 1,204 | A\\|B |\n\
    | South | 7 | two<br>lines |\n\n- one **bold** word\n  - within *that*\n- two\n\n1. first\n2. second\n\n> As we said.\n\n\
    See [our page](https://example.org/x?a=1&b=2).";

type Parts = BTreeMap<String, Vec<u8>>;

fn parts(document: &[u8]) -> Parts {
    let mut archive = ZipArchive::new(Cursor::new(document)).expect("an archive");
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.expect("a name").into_owned())
        .collect();
    names
        .into_iter()
        .map(|name| {
            let mut bytes = Vec::new();
            let mut part = archive.by_name(&name).expect("a part");
            part.read_to_end(&mut bytes).expect("it unpacks");
            (name, bytes)
        })
        .collect()
}

// Elements, attributes and words one a line, however they are spelt: `<a />` is `<a></a>`, attributes have no order, and
// what a prefix is called says nothing.
fn lines(xml: &[u8]) -> Vec<String> {
    let mut reader = Reader::from_reader(xml);
    let mut lines = Vec::new();
    let mut words = String::new();
    loop {
        let event = reader.read_event().expect("well-formed");
        match &event {
            Event::Text(text) => {
                words.push_str(text);
                continue;
            }
            Event::GeneralRef(name) => {
                match name.resolve_char_ref().expect("a character") {
                    Some(c) => words.push(c),
                    None => words.push_str(
                        quick_xml::escape::resolve_predefined_entity(name).expect("a known one"),
                    ),
                }
                continue;
            }
            _ => {}
        }
        if !words.trim().is_empty() {
            lines.push(format!("“{words}”"));
        }
        words.clear();
        match event {
            Event::Start(start) => lines.push(opened(&start)),
            Event::Empty(start) => {
                lines.push(opened(&start));
                lines.push(format!("</{}>", start.local_name().as_ref()));
            }
            Event::End(end) => lines.push(format!("</{}>", end.local_name().as_ref())),
            Event::Eof => return lines,
            _ => {}
        }
    }
}

fn opened(start: &BytesStart<'_>) -> String {
    let mut attributes: Vec<String> = start
        .attributes()
        .map(|attribute| attribute.expect("an attribute"))
        .filter(|attribute| !attribute.key.as_ref().starts_with("xmlns"))
        .map(|attribute| format!(" {}={}", attribute.key.as_ref(), attribute.value))
        .collect();
    attributes.sort();
    format!("<{}{}>", start.local_name().as_ref(), attributes.concat())
}

fn again<T: SdkType>(xml: &[u8]) -> Result<String, String> {
    let read = T::from_bytes(xml).map_err(|error| error.to_string())?;
    read.to_xml().map_err(|error| error.to_string())
}

// What is wrong with a part by the schema, for a person to read.
fn wrong(name: &str, xml: &[u8]) -> Option<String> {
    let again = match name {
        "[Content_Types].xml" => again::<Types>(xml),
        "docProps/core.xml" => again::<CoreProperties>(xml),
        "word/document.xml" => again::<Document>(xml),
        "word/numbering.xml" => again::<Numbering>(xml),
        "word/styles.xml" => again::<Styles>(xml),
        name if name.contains("_rels/") => again::<Relationships>(xml),
        name if name.starts_with("word/header") => again::<Header>(xml),
        name if name.starts_with("word/footer") => again::<Footer>(xml),
        name => Err(format!("{name} is a part that nothing here knows")),
    };
    let mut again = match again {
        Ok(again) => lines(again.as_bytes()),
        Err(error) => return Some(format!("{name}: {error}")),
    };
    let mut ours = lines(xml);
    if name == "docProps/core.xml" {
        // The one part whose elements may stand in any order.
        ours.sort();
        again.sort();
    }
    let longest = ours.len().max(again.len());
    let at = (0..longest).find(|at| ours.get(*at) != again.get(*at))?;
    Some(format!(
        "{name}: {:?} stands where the schema has {:?}",
        ours.get(at),
        again.get(at)
    ))
}

fn all_wrong(parts: &Parts) -> Vec<String> {
    parts
        .iter()
        .filter_map(|(name, xml)| wrong(name, xml))
        .collect()
}

fn letter(bench: &Bench, reference: &str) -> Parts {
    bench
        .run(&["render", reference, "--format", "docx", "-o", "letter.docx"])
        .succeeds();
    parts(&std::fs::read(bench.path("letter.docx")).expect("a file"))
}

fn rich_case(bench: &Bench) -> String {
    sent_request(
        bench,
        REQUEST,
        &[RICH, "", "Four.", "Nobody."],
        "2026-11-20",
    )
}

#[test]
fn a_letter_with_all_that_an_answer_can_hold_keeps_to_the_schema() {
    let bench = Bench::with_workspace();
    let reference = rich_case(&bench);
    let parts = letter(&bench, &reference);
    assert_eq!(all_wrong(&parts), Vec::<String>::new());
}

#[test]
fn a_letter_on_paper_that_another_program_made_keeps_to_the_schema() {
    let bench = Bench::with_workspace();
    let reference = rich_case(&bench);
    let settings = bench.read("seriatim.toml");
    let named = settings.replacen("[letter]\n", "[letter]\nletterhead = \"paper.docx\"\n", 1);
    bench.write("seriatim.toml", named);
    for paper in ["libreoffice", "python-docx", "docxjs"] {
        let sample = format!("tests/data/intake/{paper}.docx");
        let sample = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(sample);
        let sample = std::fs::read(sample).expect("a sample");
        std::fs::write(bench.path("paper.docx"), &sample).expect("written");
        let before = parts(&sample);
        let mut after = letter(&bench, &reference);
        // What came with the paper and was left as it was is theirs.
        after.retain(|name, xml| before.get(name) != Some(xml));
        assert!(after.contains_key("word/document.xml"), "{paper}");
        assert_eq!(all_wrong(&after), Vec::<String>::new(), "{paper}");
    }
}

#[test]
fn what_the_schema_does_not_allow_is_noticed() {
    let bench = Bench::with_workspace();
    let reference = rich_case(&bench);
    let parts = letter(&bench, &reference);
    let main = String::from_utf8(parts["word/document.xml"].clone()).expect("text");
    let level = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>";
    let style = "<w:pStyle w:val=\"Question\"/>";
    let behind = format!("{level}{style}");
    for (fault, from, to) in [
        ("an odd element", "<w:body>", "<w:body><w:odd/>"),
        ("an odd attribute", "<w:tbl>", "<w:tbl w:odd=\"1\">"),
        (
            "a level that is no number",
            "<w:ilvl w:val=\"0\"/>",
            "<w:ilvl w:val=\"first\"/>",
        ),
        (
            "a style behind the numbering",
            &format!("{style}{level}"),
            &behind,
        ),
        (
            "a cell without a table",
            "<w:body>",
            "<w:body><w:tc></w:tc>",
        ),
    ] {
        let changed = main.replacen(from, to, 1);
        assert_ne!(changed, main, "{fault} can be planted");
        let told = wrong("word/document.xml", changed.as_bytes());
        assert!(told.is_some(), "{fault} is noticed");
    }
}
