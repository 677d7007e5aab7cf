//! Plain text, in whatever encoding.

use super::{Document, Findings, Kind, Refusal};
use crate::text::decode::decode;

pub(super) fn read(bytes: &[u8]) -> Result<Document, Refusal> {
    let (text, encoding) = decode(bytes)?;
    Ok(Document {
        encoding: Some(encoding),
        ..Document::of(Kind::Text, text, Findings::default())
    })
}
