//! What somebody else wrote into the open case, and nobody has decided on yet.

use crate::domain::case::Case;
use crate::domain::ids::QuestionId;

/// A place of the case that both changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clash {
    /// A question.
    Question(QuestionId),
    /// The facts of the case, its opening, its closing, the order of its questions.
    Frame,
}

/// What somebody decides about a clash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Mine goes over theirs.
    Mine,
    /// Theirs takes the place of mine; undo brings mine back.
    Theirs,
    /// Mine and then theirs, to be put together by hand.
    Both,
}

/// The versions behind the clashes of a case.
#[derive(Debug, Clone)]
pub struct Underneath {
    /// The case as both had it.
    pub base: Case,
    /// The case as it stands on the disk.
    pub theirs: Case,
    /// The places that wait.
    pub clashes: Vec<Clash>,
}
