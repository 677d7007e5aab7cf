use super::super::read;
use super::*;
use proptest::prelude::*;

fn text(rtf: &str) -> String {
    read(rtf.as_bytes()).expect("a document").text
}

#[test]
fn paragraphs_and_marks_of_lists_come_through() {
    let rtf = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset0 Calibri;}}{\*\generator Riched20;}
\pard Please tell me:\par
{\listtext\pard\plain\f0 1.\tab}How many \'a3 5 caf\'e9s\u8217?s?\par
{\pntext\f0 2.\tab}Wh\
o?\line really\par}";
    assert_eq!(
        text(rtf),
        "Please tell me:\n\n1.\tHow many £ 5 cafés’s?\n\n2.\tWh\n\no?\nreally"
    );
}

#[test]
fn letters_outside_the_code_page_are_read() {
    assert_eq!(
        text(r"{\rtf1\ansi\ansicpg1250 \'b9\uc1\u-10179?\u-8704? {\uc0\u337}x}"),
        "ą😀 őx"
    );
    assert_eq!(
        text(r"{\rtf1{\fonttbl{\f1\fcharset204 Arial;}}\f1 \'c4\'e0}"),
        "Да"
    );
}

#[test]
fn what_is_not_on_the_page_is_found_and_left_out() {
    let rtf = r"{\rtf1{\colortbl;\red0\green0\blue0;\red255\green255\blue255;\red0\green0\blue128;}{\header Friends of the Park\par}
How {\deleted few}many bins?{\v hidden}{\cf2 white}{\cf2\highlight3  On blue}{\fs2 tiny}{\*\atnauthor Bev}{\*\annotation Why ask?}{\footnote As of May.}\par}";
    let document = read(rtf.as_bytes()).expect("a document");
    assert_eq!(
        document.text,
        "How many bins? On blue [note 1]\n\n[note 1: As of May.]"
    );
    let found: Vec<String> = document.findings.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "Page header or footer, left out: “Friends of the Park”",
            "1 comment, left out: “Why ask?”",
            "1 tracked deletion, left out: “few”",
            "1 hidden passage, left out: “hidden”",
            "1 passage in white or tiny letters, left out: “whitetiny”",
        ]
    );
}

#[test]
fn a_table_is_a_table() {
    let rtf = r"{\rtf1 Above\par\trowd\cellx1\cellx2\intbl Year\cell Calls\cell\row\trowd\intbl 2025\cell 12\cell\row\pard Below\par}";
    assert_eq!(
        text(rtf),
        "Above\n\n| Year | Calls |\n| ---- | ----- |\n| 2025 | 12    |\n\nBelow"
    );
}

#[test]
fn groups_without_end_are_a_trap() {
    let deep = format!("{{\\rtf1 {}", "{".repeat(10_000));
    assert!(matches!(read(deep.as_bytes()), Err(Refusal::Trap { .. })));
}

proptest! {
    #[test]
    fn any_document_gets_an_answer(rest in "(\\\\[a-z*']{1,9}-?[0-9]{0,4} ?|[{}]|[a-zé ]{0,4}|\\\\'[0-9a-f]{2}){0,60}") {
        let _ = read(format!("{{\\rtf1 {rest}").as_bytes());
    }
}
