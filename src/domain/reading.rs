//! Reading what a letter says: sentences, provisions cited, references to other answers, personal data, sums.
//!
//! Reading finds; it judges nothing. Checks and harvesting judge, each from what was read.

mod citations;
mod leftovers;
mod likeness;
mod marks;
mod personal;
mod phrases;
mod pieces;
mod references;
mod says;
mod sentences;
mod shadow;
mod tables;

pub use citations::{Cited, Depth, Statute, citations, statutes};
pub use leftovers::{Leftover, leftovers};
pub use likeness::{WordSet, common, per_cent, word_set};
pub use marks::{Body, Code, Salutation};
pub use personal::{Personal, PersonalKind, personal};
pub use phrases::PhraseError;
pub use pieces::{Passage, Reader, Reading, Within, one_line};
pub use references::{Reference, references};
pub use says::{Phrasebook, SaidSet, Says, Sentence, Wording};
pub use sentences::sentence_ends;
pub use tables::{Figures, WrongTotal, figures, small_counts, wrong_totals};
