//! Mails as they travel (.eml): their words, who sent them and when, and what is attached.

mod body;
mod flowed;
mod head;
mod parts;

use mail_parser::{
    Encoding as Wrapping, Message, MessageParser, MessagePart, MimeHeaders, PartType,
};

use self::body::words;
pub use self::head::plain_subject;
use super::attachment::{Attachment, Names};
use super::outlook::unwrap;
use super::{Document, FindingKind, Findings, Kind, Refusal, limits};

const WHAT: &str = "a mail";

pub(super) fn read(bytes: &[u8], depth: usize) -> Result<Document, Refusal> {
    if depth > limits::MAILS_WITHIN {
        return Err(Refusal::Trap {
            what: WHAT,
            limits: "mails within mails within mails",
        });
    }
    let bytes = match bytes.strip_prefix(b"From ") {
        Some(rest) => rest
            .splitn(2, |byte| *byte == b'\n')
            .nth(1)
            .unwrap_or_default(),
        None => bytes,
    };
    let trap = Refusal::Trap {
        what: WHAT,
        limits: "hundreds of parts",
    };
    if parts::are_too_many(bytes) {
        return Err(trap);
    }
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or(Refusal::Damaged {
            what: WHAT,
            why: "it has no head".to_owned(),
        })?;
    if count(&message, 0) > limits::MAIL_PARTS {
        return Err(trap);
    }
    refuse_locked(&message)?;
    let mut findings = Findings::default();
    let mut text = words(&message, &mut findings);
    let mut attachments = attachments(&message, &mut findings);
    if let Some(at) = attachments
        .iter()
        .position(|file| file.name.to_lowercase().contains("winmail"))
        && let Some(wrapped) = attachments.get(at).and_then(|file| unwrap(&file.bytes))
    {
        attachments.splice(at..=at, wrapped.attachments);
        if text.trim().is_empty() {
            text = wrapped.text;
            findings.absorb(wrapped.findings);
        }
    }
    if text.trim().is_empty() && attachments.is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(Document {
        head: head::of(&message),
        attachments,
        ..Document::of(Kind::Mail, text, findings)
    })
}

fn count(message: &Message<'_>, depth: usize) -> usize {
    if depth > limits::MAILS_WITHIN {
        return limits::MAIL_PARTS;
    }
    let inner = message.parts.iter().map(|part| match &part.body {
        PartType::Message(inner) => count(inner, depth + 1),
        _ => 0,
    });
    message.parts.len() + inner.sum::<usize>()
}

fn refuse_locked(message: &Message<'_>) -> Result<(), Refusal> {
    let Some(kind) = message.content_type() else {
        return Ok(());
    };
    let sub = kind.subtype().unwrap_or_default().to_ascii_lowercase();
    let what = match sub.as_str() {
        "encrypted" => "an encrypted mail",
        "pkcs7-mime" | "x-pkcs7-mime" => match kind.attribute("smime-type") {
            Some("signed-data") => "a mail that is wrapped in its signature",
            _ => "an encrypted mail",
        },
        _ => return Ok(()),
    };
    Err(Refusal::Unread {
        what,
        advice: "open it in your mail program and save its text",
    })
}

fn attachments(message: &Message<'_>, findings: &mut Findings) -> Vec<Attachment> {
    let mut names = Names::default();
    let mut kept = Vec::new();
    for (at, part) in message.attachments().enumerate() {
        if at >= limits::ATTACHMENTS {
            let rest = message.attachment_count() - at;
            findings.note(
                FindingKind::Note,
                &format!("{rest} attachments more than are kept are only in the mail itself"),
            );
            break;
        }
        let bytes = contents(message, part);
        if bytes.is_empty() {
            continue;
        }
        let subject = part
            .message()
            .and_then(Message::subject)
            .unwrap_or_default();
        let wanted = match part.attachment_name() {
            Some(name) => name.to_owned(),
            None if subject.is_empty() => String::new(),
            None => format!("{}.eml", subject.replace(['/', '\\'], "-")),
        };
        let is_picture = part
            .content_type()
            .is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("image"));
        kept.push(Attachment {
            name: names.give(&wanted, ending(part)),
            bytes,
            inline: is_picture
                && (part.content_id().is_some()
                    || part
                        .content_disposition()
                        .is_some_and(mail_parser::ContentType::is_inline)),
        });
    }
    kept
}

/// What the attachment was before it travelled; the parser hands out text in letters, not in bytes.
fn contents(message: &Message<'_>, part: &MessagePart<'_>) -> Vec<u8> {
    match &part.body {
        PartType::Text(_) | PartType::Html(_) => {
            body::raw(message, part).unwrap_or_else(|| part.contents().to_vec())
        }
        PartType::Multipart(_) => Vec::new(),
        _ => part.contents().to_vec(),
    }
}

fn ending(part: &MessagePart<'_>) -> &'static str {
    if part.message().is_some() {
        return "eml";
    }
    let Some(kind) = part.content_type() else {
        return "bin";
    };
    match (kind.ctype(), kind.subtype().unwrap_or_default()) {
        ("image", "png") => "png",
        ("image", "jpeg") => "jpg",
        ("image", "gif") => "gif",
        ("text", "html") => "html",
        ("text", "calendar") => "ics",
        ("text", "csv") => "csv",
        ("text", _) => "txt",
        ("application", "pdf") => "pdf",
        ("application", "ms-tnef") => "dat",
        _ => "bin",
    }
}

fn is_quoted_printable(part: &MessagePart<'_>) -> bool {
    part.encoding == Wrapping::QuotedPrintable
}

fn is_base64(part: &MessagePart<'_>) -> bool {
    part.encoding == Wrapping::Base64
}

#[cfg(test)]
mod tests;
