//! Reading what a letter says: sentences, provisions cited, references to other answers, personal data, sums.
//!
//! Reading finds; it judges nothing. Checks and harvesting judge, each from what was read.

mod citations;
mod phrases;
mod says;
mod sentences;

pub use citations::{Cited, Depth, Statute, citations, statutes};
pub use phrases::PhraseError;
pub use says::{Phrasebook, Says, Sentence, Wording};
