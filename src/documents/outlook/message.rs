//! A message in a compound file: each property is a stream whose name is its number.

use super::super::attachment::{Attachment, Names};
use super::super::{Document, FindingKind, Findings, Kind, Refusal, limits};
use super::compound::Compound;
use super::properties::Properties;
use super::{head, id, words};

const WHAT: &str = "an Outlook message";

pub(super) fn read(file: &Compound<'_>, storage: usize) -> Result<Document, Refusal> {
    read_at(file, storage, 0)
}

fn read_at(file: &Compound<'_>, storage: usize, depth: usize) -> Result<Document, Refusal> {
    if depth > limits::MAILS_WITHIN {
        return Err(Refusal::Trap {
            what: WHAT,
            limits: "mails within mails within mails",
        });
    }
    // The fixed properties of the outermost message stand behind a head of 32 bytes, of those within behind 24.
    let own = properties(file, storage, if depth == 0 { 32 } else { 24 });
    let class = own.text(id::CLASS).unwrap_or_default().to_lowercase();
    if class.contains("smime") && !class.contains("multipartsigned") {
        return Err(Refusal::Unread {
            what: "an encrypted mail",
            advice: "open it in Outlook and save its text",
        });
    }
    let mut findings = Findings::default();
    let text = words(&own, &mut findings)?;
    let mut names = Names::default();
    let mut attachments = Vec::new();
    for at in file.children(storage) {
        if file.is_storage(at) && file.name(at).starts_with("__attach_version1.0_") {
            if attachments.len() >= limits::ATTACHMENTS {
                findings.note(
                    FindingKind::Note,
                    "Some attachments are more than are kept; they are only in the message itself",
                );
                break;
            }
            attachments.extend(attachment(file, at, depth, &mut names, &mut findings));
        }
    }
    if text.trim().is_empty() && attachments.is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(Document {
        head: head(&own),
        attachments,
        ..Document::of(Kind::Outlook, text, findings)
    })
}

fn properties(file: &Compound<'_>, storage: usize, skip: usize) -> Properties {
    let mut found = Properties::default();
    for at in file.children(storage) {
        let name = file.name(at);
        if name == "__properties_version1.0" {
            let stream = file.stream(at);
            for line in stream.get(skip..).unwrap_or_default().chunks_exact(16) {
                let (Some(kind), Some(id)) = (pair(line, 0), pair(line, 2)) else {
                    continue;
                };
                // Longer ones have streams of their own; here stands only their length.
                if !matches!(kind, 0x000d | 0x001e | 0x001f | 0x0102) {
                    found.put(id, kind, line.get(8..).unwrap_or_default().to_vec());
                }
            }
        } else if let Some(code) = name.strip_prefix("__substg1.0_")
            && let Ok(code) = u32::from_str_radix(code, 16)
            && !file.is_storage(at)
        {
            let [a, b, c, d] = code.to_be_bytes();
            found.put(
                u16::from_be_bytes([a, b]),
                u16::from_be_bytes([c, d]),
                file.stream(at),
            );
        }
    }
    found
}

fn pair(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk::<2>()?))
}

fn attachment(
    file: &Compound<'_>,
    storage: usize,
    depth: usize,
    names: &mut Names,
    findings: &mut Findings,
) -> Option<Attachment> {
    let own = properties(file, storage, 8);
    let name = own
        .text(id::LONG_NAME)
        .or_else(|| own.text(id::SHORT_NAME))
        .unwrap_or_default();
    if let Some(bytes) = own.bytes(id::DATA) {
        let hidden = own.number(id::HIDDEN).is_some_and(|hidden| hidden & 1 == 1);
        return Some(Attachment {
            name: names.give(&name, "bin"),
            bytes: bytes.to_vec(),
            inline: hidden || own.text(id::CONTENT_ID).is_some_and(|id| !id.is_empty()),
        });
    }
    // A message within the message is kept as its text, with the lines that mail programs show at the top.
    let inner = file
        .children(storage)
        .into_iter()
        .find(|at| file.is_storage(*at) && file.name(*at) == "__substg1.0_3701000D")?;
    match read_at(file, inner, depth + 1) {
        Ok(document) => {
            let head = &document.head;
            let sent = head
                .sent
                .map(|sent| format!("Date: {sent}\n"))
                .unwrap_or_default();
            let text = format!(
                "From: {} <{}>\n{sent}Subject: {}\n\n{}",
                head.sender, head.address, head.subject, document.text
            );
            let name = if head.subject.is_empty() {
                "message"
            } else {
                &head.subject
            };
            let name = name.replace(['/', '\\'], "-");
            Some(Attachment {
                name: names.give(&format!("{name}.txt"), "txt"),
                bytes: text.into_bytes(),
                inline: false,
            })
        }
        Err(refusal) => {
            findings.note(
                FindingKind::Unreadable,
                &format!("A message within the message: {refusal}"),
            );
            None
        }
    }
}
