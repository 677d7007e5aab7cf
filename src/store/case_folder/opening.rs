//! Opening a case: what is damaged is told of, and the rest opens all the same.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::put::Known;
use super::{CaseError, CaseFolder, FILE_LIMIT, Lost};
use crate::domain::case::{Block, Case};
use crate::domain::ids::{QuestionId, Reference};
use crate::domain::question::Question;
use crate::store::case_file::{CaseFile, Listed, QuestionFile};
use crate::store::files::{self, Disk, FileError, RealDisk, shown};

/// A file of a case that could not be used. The rest of the case opens all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseProblem {
    /// The question, if it is known which.
    pub question: Option<QuestionId>,
    /// The file.
    pub path: PathBuf,
    /// What is wrong and how to mend it.
    pub message: String,
}

/// A case as it was opened.
#[derive(Debug)]
pub struct Opened {
    /// The case without the questions that are damaged.
    pub case: Case,
    /// What could not be used.
    pub problems: Vec<CaseProblem>,
    /// The folder, for saving.
    pub folder: CaseFolder,
}

impl CaseFolder {
    /// Opens a case. A damaged question is a problem; the others open.
    ///
    /// # Errors
    /// [`CaseError`] if `case.toml` itself cannot be used.
    pub fn open(path: &Path) -> Result<Opened, CaseError> {
        Self::open_on(Arc::new(RealDisk), path)
    }

    /// As [`Self::open`], on a given disk.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_on(disk: Arc<dyn Disk>, path: &Path) -> Result<Opened, CaseError> {
        let reference = path
            .file_name()
            .and_then(|name| name.to_str())
            .and_then(Reference::parse)
            .ok_or_else(|| CaseError::BadName { path: path.into() })?;
        for folder in [path.to_path_buf(), path.join("questions")] {
            if fs::symlink_metadata(&folder).is_ok_and(|there| !there.is_dir()) {
                return Err(FileError::NotAFile { path: folder }.into());
            }
        }
        let case_path = path.join("case.toml");
        let bytes = match files::read(&case_path, FILE_LIMIT) {
            Err(error) if error.is_missing() => {
                return Err(CaseError::NoCase { path: path.into() });
            }
            other => other?,
        };
        let file = CaseFile::read(&case_path, &bytes)?;
        let mut folder = Self {
            path: path.into(),
            disk,
            format: file.format,
            case_file: Known {
                hash: Some(files::sha256(&bytes)),
                kept: file.kept,
                beside: None,
            },
            questions: BTreeMap::new(),
            listed: file.questions.clone(),
            lost: Vec::new(),
        };
        let mut case = Case::new(reference, file.facts);
        case.opening = block(file.opening);
        case.closing = block(file.closing);
        let mut problems = Vec::new();
        for listed in file.questions {
            let path = folder.question_path(&listed.id);
            match folder.read_question(&listed) {
                Ok(question) => case.questions.push(question),
                Err(error) => {
                    problems.push(CaseProblem {
                        question: Some(listed.id.clone()),
                        path,
                        message: error.to_string(),
                    });
                    let after = case.questions.last().map(|question| question.id.clone());
                    folder.lost.push(Lost { listed, after });
                }
            }
        }
        folder.find_unlisted(&mut problems);
        Ok(Opened {
            case,
            problems,
            folder,
        })
    }

    fn read_question(&mut self, listed: &Listed) -> Result<Arc<Question>, CaseError> {
        let path = self.question_path(&listed.id);
        let bytes = files::read(&path, FILE_LIMIT)?;
        let file = QuestionFile::read(&path, listed.id.clone(), &bytes)?;
        let known = Known {
            hash: Some(files::sha256(&bytes)),
            kept: file.kept.clone(),
            beside: None,
        };
        self.questions.insert(listed.id.clone(), known);
        Ok(file.into_question(listed.level))
    }

    // A save that was cut off, or a merge, can leave a question that no list names. It is not lost, and not shown.
    fn find_unlisted(&mut self, problems: &mut Vec<CaseProblem>) {
        let there = fs::read_dir(self.path.join("questions"));
        let mut names: Vec<PathBuf> = there
            .into_iter()
            .flatten()
            .flatten()
            .map(|file| file.path())
            .collect();
        names.sort();
        for path in names {
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            let Some(id) = name.strip_suffix(".toml").and_then(QuestionId::parse) else {
                if name.contains(".mine-") {
                    problems.push(CaseProblem {
                        question: None,
                        path: path.clone(),
                        message: format!(
                            "{}: your text from a save that met somebody else's change. Compare it with the answer, \
                             then delete the file",
                            shown(&path)
                        ),
                    });
                }
                continue;
            };
            if self.listed.iter().any(|listed| listed.id == id) {
                continue;
            }
            let hash = files::read(&path, FILE_LIMIT)
                .ok()
                .map(|bytes| files::sha256(&bytes));
            let known = Known {
                hash,
                ..Known::default()
            };
            self.questions.insert(id.clone(), known);
            problems.push(CaseProblem {
                question: Some(id.clone()),
                path: path.clone(),
                message: format!(
                    "{}: this question is not in the list of case.toml. Add a line {{ id = \"{id}\", level = 0 }} \
                     there, or delete the file",
                    shown(&path)
                ),
            });
        }
    }
}

fn block(text: String) -> Arc<Block> {
    Arc::new(Block { text, stamp: 0 })
}
