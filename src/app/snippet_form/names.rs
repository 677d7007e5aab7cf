//! The names of the parts of the form, and of the values that are chosen in them.

use crate::domain::snippet::draft::DraftPart;

pub(super) const TITLE: &str = "title";
pub(super) const BODY: &str = "body";
pub(super) const ID: &str = "id";
pub(super) const LAYER: &str = "layer";
/// What the names of the parts begin with that ask what becomes of a fact.
pub(super) const FACT: &str = "fact:";
/// What the names of the parts begin with that belong to a field.
pub(super) const FIELD: &str = "field:";
/// The value of a fact that is a field.
pub(super) const AS_FIELD: &str = "field";
pub(super) const AS_WORDS: &str = "words";
pub(super) const USE_WHEN: &str = "use_when";
pub(super) const TAGS: &str = "tags";
pub(super) const OUTCOME: &str = "outcome";
pub(super) const REGIME: &str = "regime";
pub(super) const CITES: &str = "cites";
pub(super) const OWNER: &str = "owner";
pub(super) const REVIEW_BY: &str = "review_by";
pub(super) const STATE: &str = "state";
pub(super) const SUCCESSOR: &str = "successor";
/// The values of how often a field is asked for.
pub(super) const ONCE: &str = "once";
pub(super) const EACH: &str = "each";

/// Returns the name of the part where a fault is mended.
pub(super) fn name_of(part: DraftPart) -> &'static str {
    match part {
        DraftPart::Id => ID,
        DraftPart::Title => TITLE,
        DraftPart::Body => BODY,
        DraftPart::Regime => REGIME,
        DraftPart::Cites => CITES,
        DraftPart::Tags => TAGS,
        DraftPart::UseWhen => USE_WHEN,
        DraftPart::ReviewBy => REVIEW_BY,
        DraftPart::Fields => FIELD,
        DraftPart::Successor => SUCCESSOR,
    }
}
