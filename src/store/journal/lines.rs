//! The lines of a journal: the whole case first, then one change each.

use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::FORMAT;
use crate::domain::case::{Block, Case, Facts};
use crate::domain::change::Delta;
use crate::domain::ids::Reference;
use crate::domain::question::Question;

#[derive(Serialize)]
pub(super) struct Line<'a> {
    pub(super) n: u64,
    pub(super) delta: &'a Delta,
}

#[derive(Deserialize)]
pub(super) struct ReadLine {
    pub(super) n: u64,
    pub(super) delta: Delta,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) format: u32,
    pub(super) case: String,
    pub(super) reference: Reference,
    pub(super) revision: u64,
    pub(super) facts: Facts,
    pub(super) opening: String,
    pub(super) closing: String,
    pub(super) questions: Vec<Question>,
}

impl Header {
    pub(super) fn of(case: &Case, folder: &Path) -> Self {
        Self {
            format: FORMAT,
            case: folder.to_string_lossy().into_owned(),
            reference: case.reference.clone(),
            revision: case.revision,
            facts: (*case.facts).clone(),
            opening: case.opening.text.clone(),
            closing: case.closing.text.clone(),
            questions: case.questions.iter().map(|q| (**q).clone()).collect(),
        }
    }

    pub(super) fn into_case(self) -> Case {
        let block = |text| Arc::new(Block { text, stamp: 0 });
        let mut case = Case::new(self.reference, self.facts);
        case.opening = block(self.opening);
        case.closing = block(self.closing);
        case.questions = self.questions.into_iter().map(Arc::new).collect();
        case.revision = self.revision;
        case
    }
}
