use std::fmt::Write as _;

use super::super::{FindingKind, read};
use super::*;
use proptest::prelude::*;

/// A file of one page with this content.
fn pdf(content: &str) -> Vec<u8> {
    let mut out = String::from("%PDF-1.4\n");
    out.push_str("1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
    out.push_str("2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</Font<</F1 5 0 R>>/XObject<</P 6 0 R>>>>>>endobj\n");
    out.push_str("3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Annots[7 0 R 8 0 R]>>endobj\n");
    let _ = writeln!(
        out,
        "4 0 obj<</Length {}>>stream\n{content}\nendstream endobj",
        content.len()
    );
    out.push_str("5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[128/Euro/f_i]>>>>endobj\n");
    out.push_str("6 0 obj<</Subtype/Image/Length 1>>stream\nx\nendstream endobj\n");
    out.push_str("7 0 obj<</Subtype/Widget/FT/Tx/T(Name)/V(Ann Smith)>>endobj\n");
    out.push_str("8 0 obj<</Subtype/Text/T(Bev)/Contents(Why?)>>endobj\n");
    out.push_str("trailer<</Root 1 0 R>>\n%%EOF");
    out.into_bytes()
}

fn text(content: &str) -> String {
    let words = read(&pdf(content)).expect("a document").text;
    words
        .strip_suffix("\n\nName: Ann Smith")
        .expect("the field")
        .to_owned()
}

#[test]
fn lines_paragraphs_and_gaps_come_from_places() {
    let content = "BT /F1 10 Tf 14 TL 72 700 Td (1. How many bins are) Tj T* (there?) Tj 0 -30 Td [(2. W)-10(h)-300(o?)] TJ ET";
    assert_eq!(text(content), "1. How many bins are\nthere?\n\n2. Wh o?");
    let apart = "BT /F1 10 Tf 1 0 0 1 72 700 Tm (1.) Tj 1 0 0 1 90 700 Tm (Who?) Tj 1 0 0 1 300 700 Tm (Ann) Tj ET";
    assert_eq!(text(apart), "1. Who?   Ann");
}

#[test]
fn numbers_that_were_painted_after_the_words_go_to_their_lines() {
    let words = "1 0 0 1 90 700 Tm (How many swans?) Tj 1 0 0 1 90 686 Tm (Who feeds them?) Tj";
    let numbers = "1 0 0 1 76 700 Tm [(1)0(.)0( )] TJ 1 0 0 1 76 686 Tm (2. ) Tj";
    let content = format!("BT /F1 10 Tf {words} 1 0 0 1 72 600 Tm (Ann) Tj {numbers} ET");
    assert_eq!(
        text(&content),
        "1. How many swans?\n2. Who feeds them?\n\nAnn"
    );
    // A number that stands beside nothing stays where it was painted.
    let alone = format!("BT /F1 10 Tf {words} 1 0 0 1 76 500 Tm (c) Tj ET");
    assert_eq!(text(&alone), "How many swans?\nWho feeds them?\n\nc");
}

#[test]
fn a_number_at_half_the_height_of_its_row_stands_before_the_words() {
    let row = "1 0 0 1 72 694 Tm (4) Tj 1 0 0 1 100 700 Tm (Is there a plan,) Tj 1 0 0 1 100 688 Tm (and who wrote it?) Tj";
    let read = text(&format!("BT /F1 10 Tf {row} ET"));
    assert_eq!(read, "4 Is there a plan,\nand who wrote it?");
}

#[test]
fn glyphs_are_read_by_their_names() {
    assert_eq!(
        text(r"BT /F1 10 Tf 72 700 Td (\200 5 \201ne \(caf\351\)) Tj ET"),
        "€ 5 fine (café)"
    );
}

#[test]
fn white_letters_are_found_unless_something_is_behind_them() {
    let content = "1 g BT /F1 10 Tf 72 700 Td (secret) Tj ET 0 0 1 rg 60 590 300 30 re f 1 1 1 rg BT /F1 10 Tf 72 600 Td (On blue) Tj ET \
                   0 g BT /F1 10 Tf 72 500 Td (How many?) Tj ET";
    let document = read(&pdf(content)).expect("a document");
    assert!(
        document.text.starts_with("On blue\n\nHow many?"),
        "{}",
        document.text
    );
    let found: Vec<String> = document.findings.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "1 comment, left out: “Bev: Why?”",
            "1 passage in white or tiny letters, left out: “secret”"
        ]
    );
}

#[test]
fn a_scan_is_named_and_its_recognised_text_is_taken() {
    let scan = "q 600 0 0 800 0 0 cm /P Do Q";
    assert_eq!(
        read(&pdf(scan)).expect_err("a scan").to_string(),
        "this is a scanned PDF document: its page is a picture, and no text in it; have its text recognised, or type the questions"
    );
    let layered = format!("{scan} BT 3 Tr /F1 10 Tf 72 700 Td (1. How many?) Tj ET");
    let document = read(&pdf(&layered)).expect("a document");
    assert!(document.text.starts_with("1. How many?"));
    assert!(
        document
            .findings
            .iter()
            .any(|found| found.kind == FindingKind::Recognised)
    );
}

#[test]
fn what_is_encrypted_is_named() {
    let mut bytes = pdf("");
    bytes.extend(b"trailer<</Root 1 0 R/Encrypt 9 0 R>>");
    assert!(
        read(&bytes)
            .expect_err("locked")
            .to_string()
            .contains("encrypted")
    );
}

#[test]
fn a_bomb_ends_at_its_limit() {
    use std::io::Write as _;
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&vec![b' '; 60_000_000]).expect("packed");
    let packed = packer.finish().expect("packed");
    let mut bytes = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Kids[3 0 R]>>endobj\n\
                      3 0 obj<</Type/Page/Contents 4 0 R>>endobj\n4 0 obj<</Filter/FlateDecode>>stream\n".to_vec();
    bytes.extend(packed);
    bytes.extend(b"\nendstream endobj");
    assert!(matches!(read(&bytes), Err(Refusal::Trap { .. })));
}

#[test]
fn what_refers_to_itself_ends() {
    let bytes = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Kids[2 0 R 3 0 R]/Parent 2 0 R>>endobj\n\
                  3 0 obj<</Type/Page/Contents 3 0 R/Resources 4 0 R>>endobj 4 0 obj 4 0 R endobj";
    let _ = read(bytes);
    let nested = format!("%PDF-1.4\n1 0 obj{}", "[".repeat(100_000));
    let _ = read(nested.as_bytes());
    let drawn = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids[3 0 R]/Resources<</XObject<</A 4 0 R>>>>>>endobj \
                 3 0 obj<</Type/Page/Contents 4 0 R>>endobj 4 0 obj<</Subtype/Form/Length 11>>stream\n/A Do /A Do\nendstream endobj";
    let _ = read(drawn.as_bytes());
}

proptest! {
    #[test]
    fn a_document_that_was_changed_gets_an_answer(at in 0_usize..900, byte in any::<u8>(), cut in 0_usize..900) {
        let mut bytes = pdf("BT /F1 10 Tf 72 700 Td (How many?) Tj ET");
        if let Some(place) = bytes.get_mut(at) {
            *place = byte;
        }
        bytes.truncate(cut.max(9));
        let _ = read(&bytes);
    }

    #[test]
    fn any_content_gets_an_answer(content in "([a-zA-Z*']{1,2} |[0-9.-]{1,6} |\\([a-z]{0,4}\\) |/[A-Z]{1,2} |\\[ |\\] |<< |>> |<[0-9a-f]{0,5}> ){0,60}") {
        let _ = read(&pdf(&content));
    }
}
