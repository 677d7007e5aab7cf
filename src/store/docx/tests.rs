use super::*;
use crate::documents;
use crate::text::markup::word::Body;
use jiff::civil::date;

fn letter(first_list: u64) -> (String, Vec<List>) {
    let mut body = Body::new(first_list);
    body.markdown("Dear Ms Okafor\n\nThank you <for> your *request* & its **many** questions.");
    body.question("1", "How many vans?\nAnd where?");
    body.markdown("As follows:\n\n| Year | Vans |\n|---|--:|\n| 2025 | 14 |\n\n1. first\n2. second\n\n- a point");
    body.question("2", "About bins:");
    body.question("2(a)", "How many?");
    body.question("B7", "Odd?");
    body.markdown("See [the page](https://example.org/a?b=c&d) or [that](javascript:alert(1)).");
    body.finish()
}

fn written(paper: Paper) -> Vec<u8> {
    let letter = letter(paper.first_list());
    paper
        .write(&letter, "Vans & bins", date(2026, 11, 24))
        .expect("a document")
}

fn parts_of(bytes: &[u8]) -> BTreeMap<String, String> {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        let name = part.name().expect("a name").into_owned();
        parts.insert(name, text);
    }
    parts
}

fn assert_well_formed(name: &str, xml: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut depth = 0_i32;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Start(_)) => depth += 1,
            Ok(quick_xml::events::Event::End(_)) => depth -= 1,
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("{name}: {error}\n{xml}"),
        }
    }
    assert_eq!(depth, 0, "{name}");
}

// A letterhead as a program might write it: its own styles, lists, author, and the mark cut into two runs.
fn letterhead(mark: &str) -> Vec<u8> {
    let mut paper = Paper::plain();
    let document = parts::DOCUMENT.replace(
        "<w:body>",
        &format!("<w:body><w:p><w:r><w:t>Wexbridge Council</w:t></w:r></w:p>{mark}<w:p w:rsidR=\"1\"/><w:p><w:r><w:t>Below</w:t></w:r></w:p>"),
    );
    paper
        .parts
        .insert("word/document.xml".into(), document.into_bytes());
    let numbering = parts::with_lists(parts::NUMBERING, &[List::Bullets], 7, 4).expect("lists");
    paper
        .parts
        .insert("word/numbering.xml".into(), numbering.into_bytes());
    let types = parts::CONTENT_TYPES
        .replace("document.main+xml", "template.main+xml")
        .replace(
            "</Types>",
            "<Override PartName=\"/docProps/app.xml\" ContentType=\"application/x\"/></Types>",
        );
    paper
        .parts
        .insert("[Content_Types].xml".into(), types.into_bytes());
    let relations = parts::RELATIONSHIPS.replace(
        "</Relationships>",
        "<Relationship Id=\"rId9\" Type=\"x\" Target=\"docProps/app.xml\"/></Relationships>",
    );
    paper
        .parts
        .insert("_rels/.rels".into(), relations.into_bytes());
    for name in ["docProps/app.xml", "docProps/core.xml"] {
        let about = "<a><creator>Secret Author</creator></a>";
        paper.parts.insert(name.into(), about.as_bytes().to_vec());
    }
    paper.pack().expect("an archive")
}

const MARK: &str = "<w:p><w:r><w:t>{{let</w:t></w:r><w:r><w:t>ter}}</w:t></w:r></w:p>";

#[test]
fn a_second_reader_sees_numbers_tables_and_words_as_they_were_written() {
    let read = documents::read(&written(Paper::plain())).expect("it opens");
    for words in [
        "Dear Ms Okafor",
        "Thank you <for> your request & its many questions.",
        "1. How many vans?",
        "2. About bins:",
        "2(a) How many?",
        "B7 Odd?",
        "14",
    ] {
        assert!(read.text.contains(words), "{words}: {}", read.text);
    }
    let document = &parts_of(&written(Paper::plain()))["word/document.xml"];
    assert!(!document.contains("1. How"), "numbers are no typed digits");
    assert!(!document.contains("javascript"), "{document}");
    assert!(document.contains("HYPERLINK &quot;https://example.org/a?b=c&amp;d&quot;"));
    assert_eq!(document.matches("<w:tr>").count(), 2);
    assert!(document.contains("<w:jc w:val=\"right\"/>"));
}

#[test]
fn every_part_is_well_formed_and_each_that_is_listed_is_there() {
    for paper in [
        Paper::plain(),
        letterhead::read(&letterhead(MARK)).expect("a letterhead"),
    ] {
        let parts = parts_of(&written(paper));
        for (name, xml) in &parts {
            assert_well_formed(name, xml);
        }
        let types = &parts["[Content_Types].xml"];
        for listed in types.split("PartName=\"/").skip(1) {
            let name = listed.split('"').next().unwrap_or_default();
            assert!(parts.contains_key(name), "{name}");
        }
        assert_eq!(types.matches("/docProps/core.xml").count(), 1, "{types}");
        let lists = &parts["word/numbering.xml"];
        let document = &parts["word/document.xml"];
        for used in document.split("<w:numId w:val=\"").skip(1) {
            let id = used.split('"').next().unwrap_or_default();
            assert_eq!(
                lists.matches(&format!("w:numId=\"{id}\"")).count(),
                1,
                "{id}"
            );
        }
        let (last_shape, first_list) = (lists.rfind("<w:abstractNum "), lists.find("<w:num "));
        assert!(last_shape < first_list, "shapes stand before lists");
    }
}

#[test]
fn the_letter_goes_where_the_letterhead_says_and_its_author_goes() {
    let paper = letterhead::read(&letterhead(MARK)).expect("a letterhead");
    let bytes = written(paper);
    let parts = parts_of(&bytes);
    let all: String = parts.values().map(String::as_str).collect();
    for gone in ["Secret", "{{let", "app.xml", "template.main", "creator"] {
        assert!(!all.contains(gone), "{gone}");
    }
    let about = &parts["docProps/core.xml"];
    assert!(about.contains("<dc:title>Vans &amp; bins</dc:title>") && about.contains("2026-11-24"));
    let text = documents::read(&bytes).expect("it opens").text;
    let place = |words: &str| {
        text.find(words)
            .unwrap_or_else(|| panic!("{words}: {text}"))
    };
    assert!(place("Wexbridge Council") < place("Dear Ms") && place("2(a) How") < place("Below"));
    // Without a mark it goes behind what is there.
    let paper = letterhead::read(&letterhead("")).expect("a letterhead");
    let text = documents::read(&written(paper)).expect("it opens").text;
    assert!(text.find("Below") < text.find("Dear Ms"), "{text}");
}

#[test]
fn the_same_letter_gives_the_same_bytes() {
    assert_eq!(written(Paper::plain()), written(Paper::plain()));
}

#[test]
fn what_is_no_letterhead_is_told_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("head.docx");
    for (bytes, words) in [
        (&b"plain words"[..], "no Word document"),
        (&b""[..], "no Word document"),
    ] {
        std::fs::write(&path, bytes).expect("a file");
        let error = Paper::letterhead(&path).expect_err("none").to_string();
        assert!(
            error.contains(words) && error.contains("head.docx"),
            "{error}"
        );
    }
    let mut paper = Paper::plain();
    paper.parts.insert("word/vbaProject.bin".into(), vec![1]);
    std::fs::write(&path, paper.pack().expect("an archive")).expect("a file");
    let error = Paper::letterhead(&path).expect_err("macros").to_string();
    assert!(error.contains("macros"), "{error}");
    let missing = Paper::letterhead(&folder.path().join("none.docx")).expect_err("none");
    assert!(missing.to_string().contains("none.docx"));
}
