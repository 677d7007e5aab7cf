//! What other programs wrote (writers of mails, of Word and PDF documents, web mailers), read as an officer would read it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use seriatim::domain::case::Facts;
use seriatim::domain::ids::{IdSource, Reference};
use seriatim::domain::intake::{new_case, title_of_subject};
use seriatim::store::intake::{Intake, from_bytes, from_file};

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/intake");
    let entries = fs::read_dir(folder).expect("the samples");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a sample").path())
        .collect();
    paths.sort();
    paths
}

/// The case as its officer sees it.
fn told(intake: &Intake) -> String {
    let facts = Facts {
        title: title_of_subject(&intake.subject),
        requester: intake.sender.clone(),
        ..Facts::default()
    };
    let reference = Reference::parse("FOI-1").expect("a plain reference");
    let case = new_case(reference, facts, &intake.text, &mut IdSource::new(1));
    let mut out = String::new();
    let sent = intake.sent.map(|sent| sent.to_string()).unwrap_or_default();
    let facts = &case.facts;
    let _ = writeln!(
        out,
        "{} | {} | {} | {sent}",
        facts.title, facts.requester, intake.address
    );
    for finding in &intake.findings {
        let _ = writeln!(out, "! {finding}");
    }
    for file in &intake.attachments {
        let _ = writeln!(out, "+ {} ({} bytes)", file.name, file.bytes.len());
    }
    for question in &case.questions {
        let indent = "   ".repeat(usize::from(question.level));
        let text = question.text.replace('\n', " / ");
        let _ = writeln!(out, "{indent}{:<5} {text}", question.marker);
    }
    if let Some(line) = facts.arrival.beside.lines().next() {
        let _ = writeln!(out, "beside: {line} …");
    }
    out
}

#[test]
fn every_sample_comes_through() {
    let mut out = String::new();
    for path in samples() {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let intake = from_file(&path).unwrap_or_else(|error| panic!("{error}"));
        let _ = writeln!(out, "== {name}: {}\n{}", intake.kind, told(&intake));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn a_sample_that_was_cut_anywhere_gets_an_answer() {
    for path in samples() {
        let bytes = fs::read(&path).expect("a sample");
        for part in 1..40 {
            let cut = bytes.len() * part / 40;
            let _ = from_bytes(&path, bytes.get(..cut).unwrap_or_default().to_vec(), "");
        }
    }
}

#[test]
fn a_sample_in_which_bytes_changed_gets_an_answer() {
    let mut seed = 7_u32;
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        seed >> 8
    };
    for path in samples() {
        let whole = fs::read(&path).expect("a sample");
        for _ in 0..40 {
            let mut bytes = whole.clone();
            for _ in 0..=next() % 8 {
                let at = usize::try_from(next()).expect("small") % bytes.len();
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = u8::try_from(next() & 255).unwrap_or(0);
                }
            }
            let _ = from_bytes(&path, bytes, "");
        }
    }
}

/// Prints how long the largest file of each kind takes: `cargo test --release --test intake -- --ignored --nocapture`.
#[test]
#[ignore = "measures"]
fn how_long_the_largest_files_take() {
    let most = seriatim::documents::limits::LARGEST_FILE;
    let head = "From: A <a@x.example>\r\nMIME-Version: 1.0\r\n";
    let mail = |kind: &str, body: &str| {
        let start = format!("{head}Content-Type: {kind}\r\n\r\n");
        let body = body.repeat((most - start.len()) / body.len());
        format!("{start}{body}")
    };
    let files = [
        ("text", "1. How many bins?\n".repeat(most / 18)),
        ("one line", "x".repeat(most)),
        ("mail", mail("text/plain", "1. How many bins?\r\n")),
        (
            "mail in HTML",
            mail("text/html", "<div><span style='color:red'>How many?</span>"),
        ),
        (
            "parts",
            mail(
                "multipart/mixed; boundary=b",
                "--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n",
            ),
        ),
        (
            "page",
            format!("<html>{}", "<td><a href='".repeat(most / 14)),
        ),
        (
            "rich text",
            format!("{{\\rtf1 {}", "{\\b \\u8217?}".repeat(most / 13)),
        ),
        (
            "PDF",
            format!("%PDF-1.4\n{}", "1 0 obj<</A[<<".repeat(most / 15)),
        ),
        (
            "PDF streams",
            format!(
                "%PDF-1.4\n{}",
                "1 0 obj<</Type/ObjStm>>stream\n".repeat(most / 31)
            ),
        ),
    ];
    for (name, text) in files {
        let begun = Instant::now();
        let answer = match from_bytes(Path::new(name), text.into_bytes(), "") {
            Ok(intake) => format!("{} letters", intake.text.len()),
            Err(error) => error.to_string(),
        };
        let short: String = answer.chars().take(90).collect();
        eprintln!("{name:<14} {:>6} ms  {short}", begun.elapsed().as_millis());
    }
}
