//! The wrapping that Outlook puts round a mail for readers that are not Outlook (TNEF, winmail.dat).

use super::super::attachment::{Attachment, Names};
use super::super::{Findings, Head, limits};
use super::properties::{NARROW, Properties};
use super::{head, id, words};

const FIRST: &[u8] = b"\x78\x9f\x3e\x22";

/// The attributes that are read.
const SUBJECT: u32 = 0x0001_8004;
const BODY: u32 = 0x0002_800c;
const PROPERTIES: u32 = 0x0006_9003;
const NEW_ATTACHMENT: u32 = 0x0006_9002;
const ATTACHMENT_NAME: u32 = 0x0001_8010;
const ATTACHMENT_DATA: u32 = 0x0006_800f;
const ATTACHMENT_PROPERTIES: u32 = 0x0006_9005;

/// What was in the wrapping.
#[derive(Debug, Default)]
pub(in super::super) struct Unwrapped {
    pub(in super::super) text: String,
    pub(in super::super) head: Head,
    pub(in super::super) findings: Findings,
    pub(in super::super) attachments: Vec<Attachment>,
}

#[derive(Default)]
struct Wrapped {
    properties: Properties,
    data: Vec<u8>,
}

/// Unwraps; none if this is no wrapping.
pub(in super::super) fn unwrap(bytes: &[u8]) -> Option<Unwrapped> {
    let mut rest = bytes.strip_prefix(FIRST)?.get(2..)?;
    let mut own = Properties::default();
    let mut wrapped: Vec<Wrapped> = Vec::new();
    while let Some((tag, data, after)) = attribute(rest) {
        rest = after;
        match tag {
            SUBJECT => own.put(id::SUBJECT, NARROW, data.to_vec()),
            BODY => own.put(id::BODY, NARROW, data.to_vec()),
            PROPERTIES => read_properties(data, &mut own),
            NEW_ATTACHMENT if wrapped.len() < limits::ATTACHMENTS => {
                wrapped.push(Wrapped::default());
            }
            ATTACHMENT_NAME | ATTACHMENT_DATA | ATTACHMENT_PROPERTIES => {
                let Some(last) = wrapped.last_mut() else {
                    continue;
                };
                match tag {
                    ATTACHMENT_NAME => last.properties.put(id::SHORT_NAME, NARROW, data.to_vec()),
                    ATTACHMENT_DATA => last.data = data.to_vec(),
                    _ => read_properties(data, &mut last.properties),
                }
            }
            _ => {}
        }
    }
    let mut findings = Findings::default();
    let text = words(&own, &mut findings).unwrap_or_default();
    let mut names = Names::default();
    let attachments = wrapped
        .into_iter()
        .filter(|one| !one.data.is_empty())
        .map(|one| {
            let name = one
                .properties
                .text(id::LONG_NAME)
                .or_else(|| one.properties.text(id::SHORT_NAME));
            Attachment {
                name: names.give(&name.unwrap_or_default(), "bin"),
                inline: one
                    .properties
                    .text(id::CONTENT_ID)
                    .is_some_and(|id| !id.is_empty()),
                bytes: one.data,
            }
        });
    Some(Unwrapped {
        attachments: attachments.collect(),
        head: head(&own),
        text,
        findings,
    })
}

/// A level, a tag, a length, the data, a checksum.
fn attribute(bytes: &[u8]) -> Option<(u32, &[u8], &[u8])> {
    let tag = u32::from_le_bytes(*bytes.get(1..)?.first_chunk::<4>()?);
    let length = u32::from_le_bytes(*bytes.get(5..)?.first_chunk::<4>()?);
    let end = 9_usize.checked_add(usize::try_from(length).ok()?)?;
    let data = bytes.get(9..end)?;
    Some((tag, data, bytes.get(end + 2..).unwrap_or_default()))
}

struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let taken = self.0.get(..length)?;
        self.0 = self.0.get(length..)?;
        Some(taken)
    }

    fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(*self.take(2)?.first_chunk::<2>()?))
    }

    fn number(&mut self) -> Option<usize> {
        let number = u32::from_le_bytes(*self.take(4)?.first_chunk::<4>()?);
        usize::try_from(number).ok()
    }

    // A value with its length before it and filled up to a multiple of four behind it.
    fn long(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        let value = self.take(length)?;
        self.take(length.next_multiple_of(4) - length)?;
        Some(value)
    }
}

fn read_properties(data: &[u8], into: &mut Properties) {
    let mut fields = Fields(data);
    let count = fields.number().unwrap_or(0);
    for _ in 0..count {
        let Some((id, kind, value)) = property(&mut fields) else {
            return;
        };
        if let Some(value) = value {
            into.put(id, kind, value.to_vec());
        }
    }
}

fn property<'a>(fields: &mut Fields<'a>) -> Option<(u16, u16, Option<&'a [u8]>)> {
    let kind = fields.short()?;
    let id = fields.short()?;
    if id >= 0x8000 {
        fields.take(16)?;
        match fields.number()? {
            0 => {
                fields.take(4)?;
            }
            _ => {
                fields.long()?;
            }
        }
    }
    let many = kind & 0x1000 != 0;
    let plain = kind & 0x0fff;
    let long = matches!(plain, 0x000d | 0x001e | 0x001f | 0x0102);
    let values = if many || long { fields.number()? } else { 1 };
    let mut first = None;
    for _ in 0..values {
        let value = match plain {
            _ if long => fields.long()?,
            0x0002 | 0x0003 | 0x0004 | 0x000a | 0x000b => fields.take(4)?,
            0x0048 => fields.take(16)?,
            _ => fields.take(8)?,
        };
        first = first.or(Some(value));
    }
    Some((id, plain, first))
}
