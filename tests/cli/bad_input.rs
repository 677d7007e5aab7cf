//! What strangers send and disks spoil: refused or cleaned in words, and nothing is lost.

use std::fs;

use crate::bench::Bench;

#[test]
fn what_is_no_text_is_refused_with_advice() {
    let bench = Bench::with_workspace();
    for (name, bytes, words) in [
        ("empty.txt", &b""[..], "no text"),
        ("blank.txt", b" \n\t\n", "no text"),
        (
            "request.pdf",
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
            "PDF",
        ),
        ("request.docx", b"PK\x03\x04\x14\x00\x06\x00", "Word"),
        (
            "program",
            b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00",
            "not text",
        ),
    ] {
        let path = bench.write(name, bytes);
        for call in [vec!["split", &path], vec!["new", &path, "--no-open"]] {
            let ran = bench.run(&call);
            let err = ran.fails(2);
            assert!(err.contains(name) && err.contains(words), "{call:?}: {err}");
            assert_eq!(ran.out, "");
        }
    }
    assert!(!bench.path("cases").exists() || bench.files("cases").is_empty());
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let bench = Bench::with_workspace();
    let ran = bench.run(&["split", "missing.txt"]);
    assert!(ran.fails(2).contains("missing.txt"));
}

#[test]
fn windows_letters_are_read_as_such() {
    let bench = Bench::with_workspace();
    let path = bench.write(
        "old.txt",
        b"1. What is the cost of caf\xe9 chairs \x96 in \xa3?\n2. Why?\n",
    );
    let ran = bench.run(&["split", &path, "--json"]);
    assert!(
        ran.succeeds().contains("café chairs – in £?"),
        "{}",
        ran.out
    );
}

#[test]
fn a_text_without_a_question_becomes_a_case_all_the_same() {
    let bench = Bench::with_workspace();
    let path = bench.write("note.txt", "Thank you for your help last week.\n");
    bench.run(&["split", &path]).succeeds();
    let reference = bench.new_case(b"Thank you for your help last week.\n");
    let ran = bench.run(&["render", &reference]);
    assert!(ran.code == 0, "{}", ran.err);
    bench.run(&["copy", &reference]).fails(1);
}

#[test]
fn what_a_stranger_hid_in_a_request_reaches_no_screen_and_no_letter() {
    let nasty = "1. How many\u{1b}[31m red\u{1b}]0;title\u{7} bins\u{202e}gnp\u{200b}?\r\n2. Why\u{9b}2J?\u{2066}x\u{2069}\r\n";
    let bench = Bench::with_workspace();
    let path = bench.write("request.txt", nasty);
    let split = bench.run(&["split", &path]);
    let json = bench.run(&["split", &path, "--json"]);
    let made = bench.run(&["new", &path, "--no-open"]);
    let reference = made.succeeds().trim().to_owned();
    let mut seen = vec![
        split.out,
        split.err,
        json.out,
        json.err,
        made.out.clone(),
        made.err,
    ];
    for format in ["text", "markdown", "html"] {
        let ran = bench.run(&["render", &reference, "--format", format]);
        seen.push(ran.succeeds().to_owned());
        seen.push(ran.err);
    }
    let folder = format!("cases/{reference}");
    for (path, bytes) in bench.files(&folder) {
        if path.ends_with("request.txt") {
            assert_eq!(bytes, nasty.as_bytes(), "as it was received, byte for byte");
        } else {
            seen.push(String::from_utf8(bytes).expect("our files are UTF-8"));
        }
    }
    assert!(seen.len() > 12);
    for text in seen {
        let bad = text.chars().find(|c| {
            (c.is_control() && *c != '\n')
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        });
        assert_eq!(bad, None, "{text:?}");
    }
}

#[test]
fn words_of_a_call_are_cleaned_before_they_are_repeated() {
    let bench = Bench::with_workspace();
    for call in [
        vec!["render", "FOI\u{1b}[31m"],
        vec!["snippet", "show", "x\u{1b}[31m"],
        vec!["due", "--regime", "x\u{1b}[31m", "--received", "2026-01-12"],
        vec!["split", "x\u{1b}[31m.txt"],
    ] {
        let ran = bench.run(&call);
        assert!(!ran.fails(2).contains('\u{1b}'), "{call:?}");
    }
}

#[test]
fn a_file_that_no_request_can_be_is_refused() {
    let bench = Bench::with_workspace();
    let path = bench.write("huge.txt", vec![b'x'; 30 * 1024 * 1024]);
    let ran = bench.run(&["new", &path, "--no-open"]);
    assert!(ran.fails(2).contains("huge.txt"));
    let path = bench.write("long.txt", vec![b'x'; 3 * 1024 * 1024]);
    assert!(bench.run(&["split", &path]).fails(2).contains("2 MB"));
    let ran = bench.run_with(&["split", "-"], &vec![b'x'; 3 * 1024 * 1024]);
    assert!(ran.fails(2).contains("standard input"));
}

#[test]
fn a_spoilt_case_file_is_named_by_line_and_left_alone() {
    let (bench, reference) = Bench::with_case("1. How many?\n2. Why?\n");
    let name = format!("cases/{reference}/case.toml");
    let good = bench.read(&name);
    for (bad, line) in [
        (
            good.replace("status = ", "status : "),
            line_of(&good, "status"),
        ),
        (
            good.replace("\"open\"", "\"opne\""),
            line_of(&good, "status"),
        ),
        (good.replace("[end]\n", ""), 0),
    ] {
        assert_ne!(bad, good, "the test spoils something");
        let path = bench.write(&name, &bad);
        for call in ["render", "copy"] {
            let ran = bench.run(&[call, &reference]);
            let err = ran.fails(2).to_owned();
            assert!(err.contains("case.toml:"), "{err}");
            if line > 0 {
                assert!(
                    err.contains(&format!("case.toml:{line}:")),
                    "line {line}: {err}"
                );
            }
        }
        assert_eq!(fs::read_to_string(&path).expect("it is there"), bad);
    }
    bench.write(&name, &good);
    bench.run(&["render", &reference]).succeeds();
}

fn line_of(text: &str, key: &str) -> usize {
    text.lines()
        .position(|line| line.starts_with(key))
        .expect("the key is there")
        + 1
}

#[test]
fn a_letter_never_leaves_without_a_question_whose_file_is_broken() {
    let (bench, reference) = Bench::with_case("1. How many?\n2. Why?\n");
    let (question, _) = bench.files(&format!("cases/{reference}/questions"))[0].clone();
    fs::write(&question, "text = \"How").expect("a file");
    for call in [
        vec!["render", &reference],
        vec!["copy", &reference, "--override-checks", "in a hurry"],
    ] {
        let ran = bench.run(&call);
        let file = question
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        assert!(ran.fails(2).contains(&file), "{}", ran.err);
        assert_eq!(ran.out, "");
    }
    assert_eq!(fs::read(&question).expect("it is there"), b"text = \"How");
}

#[test]
fn a_misspelt_check_in_the_settings_is_told_and_the_others_count() {
    let bench = Bench::with_workspace();
    let settings = bench.read("seriatim.toml").replace(
        "[checks]\n",
        "[checks]\nno-reveiw = { severity = \"off\", reason = \"Agreed.\" }\n\
         telephone = { severity = \"off\", reason = \"The switchboard is public.\" }\n\
         no-name = { severity = \"off\", reason = \"\" }\n",
    );
    bench.write("seriatim.toml", settings.as_bytes());
    let letter = bench.write(
        "letter.txt",
        b"Dear Ms Sample\n\n1. How many?\n\nThere were [insert number] visits. Call Robin on 07700 900123.\n",
    );
    let ran = bench.run(&["check", &letter, "--regime", "uk-foia"]);
    let told = ran.fails(1);
    assert!(told.contains("Did you mean `no-review`?"), "{told}");
    assert!(told.contains("the reason is empty"), "{told}");
    assert!(ran.out.contains("no-review"), "{}", ran.out);
    assert!(!ran.out.contains("telephone"), "{}", ran.out);
}

#[test]
fn a_document_of_a_hundred_megabytes_of_nothing_is_refused_within_a_little_memory() {
    let bench = Bench::with_workspace();
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("[Content_Types].xml", b"<Types/>".to_vec()),
        ("word/document.xml", vec![b' '; 100 << 20]),
    ] {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(name, options).expect("a part begins");
        std::io::Write::write_all(&mut archive, &bytes).expect("it is written");
    }
    let bytes = archive.finish().expect("an archive").into_inner();
    let path = bench.write("request.docx", bytes);
    let ran = bench.run_within(300, &["new", &path, "--no-open"]);
    let told = ran.fails(2);
    assert!(
        told.contains("request.docx") && told.contains("looks like a trap"),
        "{told}"
    );
    assert!(
        bench.files("cases").is_empty(),
        "no case is made of what was not read"
    );
}
