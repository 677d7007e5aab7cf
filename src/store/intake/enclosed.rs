//! A request that is attached to a mail: "please see attached" is not the request, the attachment is.

use super::{Intake, LONGEST_TEXT};
use crate::documents::{self, Document};
use crate::text::clean::clean;
use crate::text::split::{PartKind, newest, split};

/// How many attachments are looked into.
const MOST: usize = 20;

/// Endings of files that hold words. What is in other attachments is the officer's to look at.
const WORDS: [&str; 12] = [
    "docx", "doc", "odt", "rtf", "pdf", "txt", "text", "html", "htm", "eml", "msg", "md",
];

/// An attachment with questions in it.
struct Enclosed {
    name: String,
    text: String,
    questions: usize,
    document: Document,
}

/// Takes the request out of an attachment if the mail round it asks less; says what other attachments ask or why they
/// could not be read.
pub(super) fn look_inside(intake: &mut Intake) {
    let mut enclosed = Vec::new();
    for attachment in intake
        .attachments
        .iter()
        .filter(|file| !file.inline)
        .take(MOST)
    {
        let ending = attachment
            .name
            .rsplit_once('.')
            .map(|(_, ending)| ending.to_lowercase());
        if !ending.is_some_and(|ending| WORDS.contains(&ending.as_str())) {
            continue;
        }
        match documents::read(&attachment.bytes) {
            Ok(document) if document.text.len() <= LONGEST_TEXT => {
                let text = clean(&document.text).0.to_string();
                enclosed.push(Enclosed {
                    name: attachment.name.clone(),
                    questions: questions(&text),
                    text,
                    document,
                });
            }
            Ok(_) => intake
                .findings
                .push(format!("{}: too long to be read", attachment.name)),
            Err(refusal) => intake
                .findings
                .push(format!("{}: {refusal}", attachment.name)),
        }
    }
    let asked = questions(newest(&intake.text).request);
    // Of several the one that asks most; of equals the first.
    let most = enclosed.iter().map(|one| one.questions).max().unwrap_or(0);
    let chosen = (most > asked && (most > 1 || asked == 0))
        .then(|| enclosed.iter().position(|one| one.questions == most))
        .flatten();
    let chosen = chosen.map(|at| enclosed.remove(at));
    for other in enclosed.iter().filter(|other| other.questions > 1) {
        intake.findings.push(format!(
            "{} holds {} questions that were not taken in; look whether they belong to the request",
            other.name, other.questions
        ));
    }
    let Some(chosen) = chosen else {
        return;
    };
    let name = &chosen.name;
    intake.findings.insert(
        0,
        format!("The request was taken from the attachment {name}"),
    );
    for finding in chosen.document.findings.iter() {
        intake.findings.push(format!("{name}: {finding}"));
    }
    intake.covering = std::mem::replace(&mut intake.text, chosen.text);
    // A mail that was forwarded as an attachment was sent by somebody else.
    let head = chosen.document.head;
    if !head.sender.is_empty() || !head.address.is_empty() {
        intake.sender = head.sender;
        intake.address = head.address;
        intake.sent = head.sent.or(intake.sent);
        if !head.subject.is_empty() {
            intake.subject = head.subject;
        }
    }
}

fn questions(text: &str) -> usize {
    let parts = split(text).questions;
    parts
        .iter()
        .filter(|part| part.kind == PartKind::Question)
        .count()
}
