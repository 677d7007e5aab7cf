//! Replaying a journal: what it holds, and whether it fits the files of the case as they are now.

use std::path::Path;

use serde::Deserialize;

use super::lines::{Header, ReadLine};
use super::{FORMAT, Found, JournalError, Others};
use crate::domain::case::Case;
use crate::domain::ids::QuestionId;

/// A journal that was replayed.
pub(super) struct Replayed {
    pub(super) found: Found,
    pub(super) head: String,
    pub(super) lines: Vec<(u64, String)>,
}

/// What a journal holds.
pub(super) enum Read {
    /// Nothing to recover: there is none, or it has no change.
    Nothing,
    /// Its first line is damaged.
    Unreadable,
    /// Changes.
    Changes(Box<Replayed>),
}

/// Replays a journal of the case that was loaded from its files.
pub(super) fn replay(bytes: &[u8], loaded: &Case, path: &Path) -> Result<Read, JournalError> {
    let text = String::from_utf8_lossy(bytes);
    let mut rest = text.split_inclusive('\n');
    let Some(head) = rest.next().and_then(|line| line.strip_suffix('\n')) else {
        return Ok(Read::Nothing);
    };
    let Ok(header) = serde_json::from_str::<Header>(head) else {
        #[derive(Deserialize)]
        struct Version {
            format: u32,
        }
        // The first line is written with the file, whole; what cannot be read is of another version or damaged.
        return match serde_json::from_str::<Version>(head) {
            Ok(version) if version.format > FORMAT => Err(newer(path)),
            _ => Ok(Read::Unreadable),
        };
    };
    if header.format > FORMAT {
        return Err(newer(path));
    }
    let base = header.into_case();
    let mut case = base.clone();
    let mut lines = Vec::new();
    let mut damaged = false;
    let mut unexplained = differences(loaded, &base);
    for line in rest {
        let whole = line.strip_suffix('\n');
        let read = whole.and_then(|line| serde_json::from_str::<ReadLine>(line).ok());
        let fits = read.filter(|read| read.n == case.revision + 1);
        let Some(read) = fits.filter(|read| case.absorb(&read.delta).is_ok()) else {
            damaged = true;
            break;
        };
        // A save that was cut off leaves some files as they were at some moment of the session: all ours.
        unexplained.retain(|part| !part.is_same(loaded, &case));
        lines.push((read.n, whole.unwrap_or_default().to_owned()));
    }
    if lines.is_empty() && !damaged {
        return Ok(Read::Nothing);
    }
    let mut others = Others::default();
    for part in unexplained {
        match part {
            Part::Head => others.frame = true,
            Part::Question(id) => others.questions.push(id),
        }
    }
    let found = Found {
        changes: lines.len(),
        base,
        case,
        damaged,
        others,
    };
    let head = head.to_owned();
    Ok(Read::Changes(Box::new(Replayed { found, head, lines })))
}

fn newer(path: &Path) -> JournalError {
    JournalError::NewerFormat { path: path.into() }
}

// A part of a case that has a file of its own, or a place in one.
enum Part {
    Head,
    Question(QuestionId),
}

impl Part {
    fn is_same(&self, left: &Case, right: &Case) -> bool {
        match self {
            Self::Head => {
                let list = |case: &Case| -> Vec<(QuestionId, u8)> {
                    let all = case.questions.iter();
                    all.map(|question| (question.id.clone(), question.level))
                        .collect()
                };
                left.facts == right.facts
                    && left.opening.text == right.opening.text
                    && left.closing.text == right.closing.text
                    && list(left) == list(right)
            }
            // The level stands in the list, not in the question's file.
            Self::Question(id) => match (left.question(id), right.question(id)) {
                (Some(left), Some(right)) => {
                    let mut left = (**left).clone();
                    left.stamp = right.stamp;
                    left.level = right.level;
                    left == **right
                }
                _ => false,
            },
        }
    }
}

fn differences(loaded: &Case, base: &Case) -> Vec<Part> {
    std::iter::once(Part::Head)
        .chain(
            loaded
                .questions
                .iter()
                .map(|question| Part::Question(question.id.clone())),
        )
        .filter(|part| !part.is_same(loaded, base))
        .collect()
}
