//! What Outlook makes: messages (.msg), and the wrapping round attachments that other programs cannot open (winmail.dat).
//!
//! Both are lists of the same numbered properties; only the containers differ.

mod compound;
mod message;
mod packed;
mod properties;
mod wrapping;

use self::compound::Compound;
use self::properties::Properties;
pub(super) use self::wrapping::unwrap;
use super::{Document, Findings, Head, Kind, Refusal, html, rtf};

/// The numbers of the properties that are read.
mod id {
    pub(super) const CLASS: u16 = 0x001a;
    pub(super) const SUBJECT: u16 = 0x0037;
    pub(super) const SENT: u16 = 0x0039;
    pub(super) const ON_BEHALF: u16 = 0x0042;
    pub(super) const SENDER: u16 = 0x0c1a;
    pub(super) const SENDER_ADDRESS: u16 = 0x0c1f;
    pub(super) const DELIVERED: u16 = 0x0e06;
    pub(super) const BODY: u16 = 0x1000;
    pub(super) const PACKED_RTF: u16 = 0x1009;
    pub(super) const HTML: u16 = 0x1013;
    pub(super) const DATA: u16 = 0x3701;
    pub(super) const SHORT_NAME: u16 = 0x3704;
    pub(super) const LONG_NAME: u16 = 0x3707;
    pub(super) const CONTENT_ID: u16 = 0x3712;
    pub(super) const CODE_PAGE: u16 = 0x3fde;
    pub(super) const MAIL_ADDRESS: u16 = 0x5d01;
    pub(super) const BEHALF_ADDRESS: u16 = 0x5d02;
    pub(super) const HIDDEN: u16 = 0x7ffe;
}

/// Reads a compound file: a message, or something that says what it is.
pub(super) fn read_compound(bytes: &[u8]) -> Result<Document, Refusal> {
    let file = Compound::open(bytes)?;
    let top = file.children(0);
    let has = |name: &str| {
        top.iter()
            .any(|at| file.name(*at).eq_ignore_ascii_case(name))
    };
    if has("__properties_version1.0") {
        return message::read(&file, 0);
    }
    if has("EncryptedPackage") || has("EncryptionInfo") {
        return Err(Refusal::Locked {
            what: "an Office document",
        });
    }
    let (what, advice) = if has("WordDocument") {
        (
            "an old Word document (.doc)",
            "open it in Word and save it as .docx",
        )
    } else if has("Workbook") || has("Book") {
        (
            "an old Excel workbook",
            "open it in its program and copy the questions into a text",
        )
    } else if has("PowerPoint Document") {
        (
            "an old PowerPoint presentation",
            "open it in its program and copy the questions into a text",
        )
    } else {
        (
            "a program's own format",
            "open it in that program and save it as text first",
        )
    };
    Err(Refusal::Unread { what, advice })
}

/// Reads a winmail.dat that stands alone.
pub(super) fn read_wrapping(bytes: &[u8]) -> Result<Document, Refusal> {
    let unwrapped = unwrap(bytes).ok_or(Refusal::Damaged {
        what: "a winmail.dat",
        why: "its parts do not fit together".to_owned(),
    })?;
    if unwrapped.text.trim().is_empty() && unwrapped.attachments.is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(Document {
        attachments: unwrapped.attachments,
        head: unwrapped.head,
        ..Document::of(Kind::Wrapping, unwrapped.text, unwrapped.findings)
    })
}

/// The words of a message: plain, else formatted, else rich text.
fn words(of: &Properties, findings: &mut Findings) -> Result<String, Refusal> {
    let plain = of.text(id::BODY).unwrap_or_default();
    if !plain.trim().is_empty() {
        return Ok(plain);
    }
    if let Some(page) = of.text(id::HTML) {
        return Ok(html::words(&page, findings));
    }
    if let Some(rich) = of.bytes(id::PACKED_RTF).and_then(packed::unpack) {
        let (text, found) = rtf::words(&rich)?;
        findings.absorb(found);
        return Ok(text);
    }
    Ok(plain)
}

fn head(of: &Properties) -> Head {
    let first = |ids: [u16; 2]| {
        let mut texts = ids.into_iter().filter_map(|id| of.text(id));
        texts
            .find(|text| !text.trim().is_empty())
            .unwrap_or_default()
    };
    // Inside an organisation the address is a path of the directory: "/O=…/CN=…".
    let address = [id::BEHALF_ADDRESS, id::MAIL_ADDRESS, id::SENDER_ADDRESS]
        .into_iter()
        .filter_map(|id| of.text(id))
        .find(|address| address.contains('@'))
        .unwrap_or_default();
    Head::told(
        &of.text(id::SUBJECT).unwrap_or_default(),
        &first([id::ON_BEHALF, id::SENDER]),
        &address,
        of.day(id::SENT).or_else(|| of.day(id::DELIVERED)),
    )
}

#[cfg(test)]
mod tests;
