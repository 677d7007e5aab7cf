//! Suggestion: which of our answers fits this question. Snippets and past answers are ranked by the same function.
//!
//! A [`Query`] is read once; an index hands over candidates with what speaks for each ([`Signals`]); [`scores`] adds
//! that up. Everything is a function of the text: same question, same list, everywhere.

mod entry;
mod filter;
mod grams;
mod index;
mod meant;
mod plain;
mod query;
mod score;
mod synonyms;
mod tally;
mod vectors;

pub use entry::{Asked, Entry};
pub use filter::{Filter, Origin, Typed, number_of, with_outer};
pub use index::{Ranked, SuggestIndex};
pub use plain::plain_question;
pub use query::{Query, Term};
pub use score::{Parts, Signals, Weighed, scores};
pub use synonyms::{BadSynonym, Synonyms};
pub use tally::{Statistics, Tally};
pub use vectors::{BadVectors, Meaning, Vectors};

#[cfg(test)]
mod tests;
