//! Mails, documents, folders of them, and exports of other systems: what becomes of them on disk.

use std::fs;
use std::io::Write as _;

use crate::bench::Bench;

fn sample(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/data/intake/{name}", env!("CARGO_MANIFEST_DIR"));
    fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn a_mail_becomes_a_case_with_its_attachment_and_its_original_byte_for_byte() {
    let bench = Bench::with_workspace();
    let mail = sample("attached.eml");
    let path = bench.write("in/odd name.dat", &mail);
    let ran = bench.run(&["new", &path, "--no-open"]);
    ran.succeeds();
    let case = format!("cases/{}", ran.out.trim());
    assert_eq!(
        fs::read(bench.path(&format!("{case}/request.dat"))).expect("kept"),
        mail
    );
    let kept = fs::read(bench.path(&format!("{case}/attachments/Questions.docx"))).expect("kept");
    assert!(kept.starts_with(b"PK"));
    let facts = bench.read(&format!("{case}/case.toml"));
    for words in [
        "requester = \"Tom Okafor\"",
        "received = 2026-11-20",
        "address = \"tom@example.org\"",
        "The request was taken from the attachment Questions.docx",
        "Please find my request attached",
    ] {
        assert!(facts.contains(words), "{words}: {facts}");
    }
    let questions = fs::read_dir(bench.path(&format!("{case}/questions"))).expect("questions");
    assert_eq!(questions.count(), 14);
}

#[test]
fn a_mail_can_come_through_a_pipe() {
    let bench = Bench::with_workspace();
    let ran = bench.run_with(&["split", "-"], &sample("wdtk.eml"));
    ran.succeeds();
    assert!(
        ran.out.contains("school crossing patrol posts"),
        "{}",
        ran.out
    );
    let reference = bench.new_case(&sample("wdtk.eml"));
    assert!(
        bench
            .path(&format!("cases/{reference}/request.eml"))
            .exists()
    );
}

#[test]
fn past_letters_and_letters_to_check_are_read_as_they_were_filed() {
    let bench = Bench::with_workspace();
    let path = bench.write("letter.docx", sample("python-docx.docx"));
    let ran = bench.run(&["harvest", &path, "--json"]);
    assert!(!ran.err.contains("docx"), "{}", ran.err);
    let ran = bench.run(&["check", &path, "--json"]);
    assert!(ran.code < 2, "{}", ran.err);
}

#[test]
fn a_folder_of_requests_becomes_a_case_each_and_what_cannot_be_read_is_told() {
    let bench = Bench::with_workspace();
    for name in ["wdtk.eml", "forwarded.eml", "odfpy.odt"] {
        bench.write(&format!("in/{name}"), sample(name));
    }
    bench.write("in/more/broken.docx", b"PK\x03\x04 cut off");
    bench.write("in/more/sheet.xlsx", b"PK\x03\x04");
    let ran = bench.run(&["new", "in"]);
    ran.succeeds();
    assert!(
        ran.out
            .starts_with("3 cases made: FOI-2026-0001 to FOI-2026-0003\n"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("1 request: not readable"), "{}", ran.out);
    assert!(
        ran.err.contains("broken.docx") && ran.err.contains("damaged"),
        "{}",
        ran.err
    );
    let again = bench.run(&["new", "in"]);
    let cases = fs::read_dir(bench.path("cases")).expect("cases");
    assert_eq!(cases.count(), 3);
    assert!(
        again.out.contains("3 requests: a case already"),
        "{}",
        again.out
    );
    assert!(
        again.err.contains("the same request as FOI-2026-0001"),
        "{}",
        again.err
    );
}

#[test]
fn an_export_of_a_casework_system_becomes_a_case_a_row() {
    let bench = Bench::with_workspace();
    let table = "\u{feff}Case Ref,Applicant,Email,Date received,Details\r\n\
                 FOI/25/001,Ann Smith,ann@x.example,24/11/2025,\"1. How many bins?\n2. Who, \"\"exactly\"\", pays?\"\r\n\
                 FOI/25/002,Bo Lind,bo@x.example,soon,How many lifts are there in all?\r\n\
                 FOI/25/003,Cy Day,cy@x.example,2025-11-25,\r\n";
    let path = bench.write("export.csv", table);
    let ran = bench.run(&["new", &path]);
    ran.succeeds();
    assert!(
        ran.out.starts_with("1 case made: FOI-25-001\n"),
        "{}",
        ran.out
    );
    assert!(
        ran.err
            .contains("export.csv:4: “soon” is no date of receipt"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("export.csv:5: there is no request in it"),
        "{}",
        ran.err
    );
    let facts = bench.read("cases/FOI-25-001/case.toml");
    for words in [
        "requester = \"Ann Smith\"",
        "received = 2025-11-24",
        "address = \"ann@x.example\"",
    ] {
        assert!(facts.contains(words), "{words}: {facts}");
    }
    let lines =
        "{\"what\":\"How many trees were felled in the park?\",\"who\":\"Di Elm\"}\nnonsense\n";
    let path = bench.write("export.jsonl", lines);
    let ran = bench.run(&["new", &path, "--columns", "request=what,requester=who"]);
    ran.succeeds();
    assert!(ran.err.contains("export.jsonl:2: not JSON"), "{}", ran.err);
    let none = bench.run(&["new", &bench.write("other.csv", "a,b\n1,2\n")]);
    assert!(
        none.fails(2)
            .contains("no column for the request; the columns are a, b")
    );
}

#[test]
fn a_file_of_two_hundred_megabytes_is_refused_unread() {
    let bench = Bench::with_workspace();
    let path = bench.write("huge.eml", b"");
    let mut file = fs::OpenOptions::new()
        .write(true)
        .open(&path)
        .expect("a file");
    file.write_all(b"From: a").expect("written");
    file.set_len(200 * 1024 * 1024).expect("sparse");
    drop(file);
    let ran = bench.run(&["new", &path, "--no-open"]);
    assert!(
        ran.fails(2).contains("the file is larger than 25 MB"),
        "{}",
        ran.err
    );
}
