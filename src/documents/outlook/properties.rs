//! Numbered properties of a message or an attachment.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::super::codepage;
use super::id;

/// A text of one byte a letter, a text of two, bytes.
pub(super) const NARROW: u16 = 0x001e;
pub(super) const WIDE: u16 = 0x001f;
/// Hundreds of nanoseconds between 1601 and 1970.
const EPOCH: i128 = 116_444_736_000_000_000;

/// Properties, each with its kind and its bytes.
#[derive(Debug, Default)]
pub(super) struct Properties(HashMap<u16, (u16, Vec<u8>)>);

impl Properties {
    pub(super) fn put(&mut self, id: u16, kind: u16, bytes: Vec<u8>) {
        self.0.entry(id).or_insert((kind, bytes));
    }

    pub(super) fn bytes(&self, id: u16) -> Option<&[u8]> {
        self.0.get(&id).map(|(_, bytes)| bytes.as_slice())
    }

    pub(super) fn number(&self, id: u16) -> Option<i32> {
        let bytes = self.bytes(id)?.first_chunk::<4>()?;
        Some(i32::from_le_bytes(*bytes))
    }

    /// Returns a property as text; formatted text is kept as bytes in the code page of the message.
    pub(super) fn text(&self, id: u16) -> Option<String> {
        let (kind, bytes) = self.0.get(&id)?;
        let text = match *kind {
            WIDE => {
                let (pairs, _) = bytes.as_chunks::<2>();
                let units: Vec<u16> = pairs.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
                String::from_utf16_lossy(&units)
            }
            _ => codepage::decode(bytes, self.number(id::CODE_PAGE).unwrap_or(1252)),
        };
        Some(text.trim_end_matches('\0').to_owned())
    }

    /// Returns the day of a moment, by Universal Time.
    pub(super) fn day(&self, id: u16) -> Option<Date> {
        let ticks = u64::from_le_bytes(*self.bytes(id)?.first_chunk::<8>()?);
        let since = (i128::from(ticks) - EPOCH) / 10_000_000;
        let seconds = i64::try_from(since).ok()?;
        let moment = Timestamp::UNIX_EPOCH
            .checked_add(SignedDuration::from_secs(seconds))
            .ok()?;
        Some(TimeZone::UTC.to_datetime(moment).date())
    }
}
