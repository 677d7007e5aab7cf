//! Characters: cleaning, splitting, wrapping, editing, Markdown. No law and no files here.

pub mod base64;
pub mod clean;
pub mod csv;
pub mod decode;
pub mod dropped;
pub mod edit;
pub mod fold;
pub mod markup;
pub mod pattern;
pub mod placeholder;
pub mod position;
pub mod roman;
pub mod sheet;
pub mod slice;
pub mod split;
pub mod width;
pub mod words;
pub mod wrap;
