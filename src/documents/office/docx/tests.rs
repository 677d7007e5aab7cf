use std::fmt::Write as _;

use super::super::super::{FindingKind, read};
use super::super::testing::zipped;
use super::*;
use proptest::prelude::*;

const NUMBERING: &str = r#"<w:numbering xmlns:w="w">
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="8"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="9"><w:abstractNumId w:val="2"/></w:num>
</w:numbering>"#;
const STYLES: &str = r#"<w:styles xmlns:w="w">
<w:style w:styleId="Asked"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="AskedMore"><w:basedOn w:val="Asked"/></w:style>
<w:style w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>
</w:styles>"#;

fn package(body: &str) -> Vec<u8> {
    let document = format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#
    );
    zipped(&[
        ("word/document.xml", &document),
        ("word/numbering.xml", NUMBERING),
        ("word/styles.xml", STYLES),
        (
            "word/comments.xml",
            r#"<w:comments xmlns:w="w"><w:comment w:id="0" w:author="Bev"><w:p><w:r><w:t>Why ask?</w:t></w:r></w:p></w:comment></w:comments>"#,
        ),
        (
            "word/footnotes.xml",
            r#"<w:footnotes xmlns:w="w"><w:footnote w:id="2"><w:p><w:r><w:t>As of May.</w:t></w:r></w:p></w:footnote></w:footnotes>"#,
        ),
        (
            "word/header1.xml",
            r#"<w:hdr xmlns:w="w"><w:p><w:r><w:t>Friends of the Park</w:t></w:r></w:p></w:hdr>"#,
        ),
    ])
}

fn text(body: &str) -> String {
    read(&package(body)).expect("a document").text
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn item(list: &str, level: usize, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
    )
}

#[test]
fn numbers_that_are_list_formatting_come_through_as_markers() {
    let body = [
        p("Please tell me:"),
        item("7", 0, "Who?"),
        item("7", 1, "When?"),
        item("7", 1, "Why?"),
        item("7", 0, "How many?"),
        item("7", 1, "dogs"),
        item("7", 2, "small ones"),
        p("And in 2025:"),
        item("8", 0, "Who?"),
        item("9", 0, "a point"),
    ];
    assert_eq!(
        text(&body.concat()),
        "Please tell me:\n\n1. Who?\n    a) When?\n    b) Why?\n2. How many?\n    a) dogs\n        2.1. small ones\n\n\
         And in 2025:\n\n1. Who?\n• a point"
    );
}

#[test]
fn a_style_can_number_its_paragraphs() {
    let styled = |text: &str| {
        format!(
            r#"<w:p><w:pPr><w:pStyle w:val="AskedMore"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    assert_eq!(
        text(&[styled("Who?"), styled("Why?")].concat()),
        "1. Who?\n2. Why?"
    );
}

#[test]
fn what_a_reader_of_the_page_does_not_see_is_found_and_left_out() {
    let body = r#"<w:p><w:r><w:t xml:space="preserve">How </w:t></w:r><w:del w:author="B"><w:r><w:delText>few</w:delText></w:r></w:del>
<w:ins><w:r><w:t>many</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden words</w:t></w:r>
<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>white words</w:t></w:r>
<w:r><w:rPr><w:color w:val="FFFFFF"/><w:shd w:fill="000080"/></w:rPr><w:t xml:space="preserve"> bins</w:t></w:r>
<w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:t>tiny words</w:t></w:r>
<w:r><w:rPr><w:rStyle w:val="Secret"/></w:rPr><w:t>styled away</w:t></w:r><w:r><w:t>?</w:t></w:r></w:p>"#;
    let document = read(&package(body)).expect("a document");
    assert_eq!(document.text, "How many bins?");
    let found: Vec<String> = document.findings.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "1 tracked deletion, left out: “few”",
            "1 tracked insertion, taken in: “many”",
            "1 hidden passage, left out: “hidden wordsstyled away”",
            "1 passage in white or tiny letters, left out: “white wordstiny words”",
            "Page header or footer, left out: “Friends of the Park”",
            "1 comment, left out: “Bev: Why ask?”",
        ]
    );
}

#[test]
fn tables_and_notes_and_text_boxes_are_read() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p(text));
    let row = |cells: &[&str]| {
        format!(
            "<w:tr>{}</w:tr>",
            cells.iter().map(|text| cell(text)).collect::<String>()
        )
    };
    let table = format!(
        "<w:tbl>{}{}</w:tbl>",
        row(&["Year", "Calls"]),
        row(&["2025", "12"])
    );
    assert_eq!(
        text(&table),
        "| Year | Calls |\n| ---- | ----- |\n| 2025 | 12    |"
    );
    let note =
        r#"<w:p><w:r><w:t>How many?</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>"#;
    assert_eq!(text(note), "How many? [note 1]\n\n[note 1: As of May.]");
    let boxed = format!(
        "<w:p><w:r><w:t>Below</w:t><w:drawing><w:txbxContent>{}</w:txbxContent></w:drawing></w:r></w:p>",
        p("In a box")
    );
    assert_eq!(text(&boxed), "In a box\n\nBelow");
}

#[test]
fn a_bomb_ends_at_its_limit() {
    let document = format!(
        "<w:document><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:document>",
        " ".repeat(60_000_000)
    );
    let bomb = zipped(&[("word/document.xml", &document)]);
    assert!(bomb.len() < 1_000_000);
    assert_eq!(
        read(&bomb).expect_err("a bomb").to_string(),
        "this is a Word document with contents that unpack to more than 50 MB; it looks like a trap and is not read"
    );
    let nested = format!("<w:document>{}", "<w:sdt>".repeat(100_000));
    let nested = zipped(&[("word/document.xml", &nested)]);
    assert!(matches!(read(&nested), Err(Refusal::Trap { .. })));
}

#[test]
fn a_damaged_document_says_what_is_wrong() {
    let whole = package(&p("How many?"));
    let cut = read(&whole[..whole.len() / 2])
        .expect_err("cut off")
        .to_string();
    assert!(
        cut.contains("damaged") && cut.contains("another copy"),
        "{cut}"
    );
    let broken = zipped(&[("word/document.xml", "<w:document><w:p></w:document>")]);
    assert!(matches!(read(&broken), Err(Refusal::Damaged { .. })));
}

#[test]
fn other_packages_are_named() {
    let sheet = zipped(&[("xl/workbook.xml", "<x/>")]);
    assert!(
        read(&sheet)
            .expect_err("a sheet")
            .to_string()
            .starts_with("this is an Excel workbook")
    );
    let plain = zipped(&[("letter.txt", "x")]);
    assert!(
        read(&plain)
            .expect_err("a zip")
            .to_string()
            .contains("unpack it first")
    );
}

#[test]
fn a_comment_is_a_finding_of_its_kind() {
    let document = read(&package(&p("x"))).expect("a document");
    assert!(
        document
            .findings
            .iter()
            .any(|finding| finding.kind == FindingKind::Comment)
    );
}

proptest! {
    #[test]
    fn a_document_that_was_changed_gets_an_answer(at in 0_usize..4_000, byte in any::<u8>(), cut in 0_usize..4_000) {
        let mut bytes = package(&[item("7", 0, "Who?"), p("x")].concat());
        if let Some(place) = bytes.get_mut(at) {
            *place = byte;
        }
        bytes.truncate(cut.max(4));
        let _ = read(&bytes);
    }

    #[test]
    fn any_elements_in_any_order_get_an_answer(
        names in proptest::collection::vec(
            proptest::sample::select(vec!["p", "r", "t", "tbl", "tr", "tc", "del", "ins", "pPr", "numPr", "txbxContent", "Fallback"]), 0..60),
        ends in proptest::collection::vec(0_usize..3, 60),
    ) {
        let mut body = String::new();
        let mut open = Vec::new();
        for (name, end) in names.iter().zip(ends) {
            let _ = write!(body, "<w:{name} w:val=\"7\">words");
            open.push(*name);
            for _ in 0..end {
                if let Some(name) = open.pop() {
                    let _ = write!(body, "</w:{name}>");
                }
            }
        }
        for name in open.iter().rev() {
            let _ = write!(body, "</w:{name}>");
        }
        let _ = read(&package(&body));
    }
}
