//! What is needed to read and to check a letter: the law, the wording, the checks.

use super::checks::CheckBook;
use super::reading::Reader;
use super::regime::RepealedLaw;

/// The law, the wording and the checks, as they were read.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// Reads letters: the regimes and the wording.
    pub reader: Reader,
    /// Law that is gone.
    pub repealed: Vec<RepealedLaw>,
    /// What checks are for, and what the workspace made of them.
    pub checks: CheckBook,
}
