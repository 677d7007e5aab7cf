//! A zip archive whose parts are read one by one, up to a sum.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{Refusal, limits};
use crate::text::decode::decode;

/// The parts of a document.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
    what: &'static str,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let what = "a Word, Excel or OpenDocument file or a ZIP archive";
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(what, &error))?;
        if archive.len() > limits::PACKAGE_PARTS {
            return Err(Refusal::Trap {
                what,
                limits: "thousands of parts",
            });
        }
        Ok(Self {
            archive,
            left: limits::UNPACKED,
            what,
        })
    }

    /// Calls it what it turned out to be.
    pub(super) fn is(&mut self, what: &'static str) {
        self.what = what;
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// Returns the names of the parts that begin so.
    pub(super) fn names(&self, start: &str) -> Vec<String> {
        let names = self.archive.file_names().flatten();
        let names = names.filter(|name| name.starts_with(start));
        names.map(std::borrow::Cow::into_owned).collect()
    }

    /// Returns a part; none if there is no such part.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let what = self.what;
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Refusal::Locked { what });
            }
            Err(error) => return Err(damaged(what, &error)),
        };
        if part.encrypted() {
            return Err(Refusal::Locked { what });
        }
        let mut bytes = Vec::new();
        let read = part.take(self.left + 1).read_to_end(&mut bytes);
        read.map_err(|error| Refusal::Damaged {
            what,
            why: format!("its part {name} does not unpack: {error}"),
        })?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(size).ok_or(Refusal::Trap {
            what,
            limits: "contents that unpack to more than 50 MB",
        })?;
        Ok(Some(bytes))
    }

    /// Returns a part as text; none if there is no such part.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let Some(bytes) = self.bytes(name)? else {
            return Ok(None);
        };
        let text = decode(&bytes).map_err(|error| Refusal::Damaged {
            what: self.what,
            why: format!("its part {name}: {error}"),
        })?;
        Ok(Some(text.0))
    }
}

fn damaged(what: &'static str, error: &ZipError) -> Refusal {
    Refusal::Damaged {
        what,
        why: match error {
            ZipError::Io(error) => error.to_string(),
            ZipError::InvalidArchive(_) => {
                "its list of contents is missing or wrong, so it was probably cut off".to_owned()
            }
            _ => "its contents cannot be unpacked".to_owned(),
        },
    }
}
