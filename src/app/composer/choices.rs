//! The choices that the form itself puts: where the reasons stand, what becomes of a passage changed by hand.

use crate::domain::composing::{Asked, Part, PartOption};

/// The name of the choice where the reasons stand. No need of a pack begins so.
pub const WHERE: &str = "~where";
/// The name of the choice what becomes of a passage that was changed by hand.
pub const KEPT: &str = "~kept";
/// The reasons stand here.
pub const HERE: &str = "here";
/// The reasons stand in another answer, and this one refers to it.
pub const REFER: &str = "refer";
/// The passage that was changed by hand stays.
pub const KEEP: &str = "keep";
/// The passage is made anew from the reasons.
pub const REPLACE: &str = "replace";

/// Returns the choice where the reasons of several questions stand.
pub fn where_for_many(first: &str, others: &str) -> Part {
    choice(
        WHERE,
        "Where",
        "Where do the reasons stand?",
        [
            (REFER, format!("In the answer to {first}; {others} to it")),
            (HERE, "In full in each answer".to_owned()),
        ],
    )
}

/// Returns the choice whether an answer refers to another one that argues the same.
pub fn where_argued(name: &str) -> Part {
    choice(
        WHERE,
        "Where",
        "It is argued already. Where do the reasons stand?",
        [
            (REFER, format!("Refer to the answer to question {name}")),
            (HERE, "In this answer as well, in full".to_owned()),
        ],
    )
}

/// Returns the choice what becomes of a passage that was changed by hand.
pub fn kept() -> Part {
    choice(
        KEPT,
        "The passage",
        "The passage was changed by hand since it was composed. What becomes of it?",
        [
            (
                KEEP,
                "Keep the text as it stands; only note the reasons".to_owned(),
            ),
            (
                REPLACE,
                "Replace it by the passage made of the reasons".to_owned(),
            ),
        ],
    )
}

fn choice(name: &str, title: &str, ask: &str, options: [(&str, String); 2]) -> Part {
    Part {
        name: name.to_owned(),
        title: title.to_owned(),
        ask: ask.to_owned(),
        asked: Asked::Choice,
        default: options[0].0.to_owned(),
        options: options
            .map(|(value, label)| PartOption {
                value: value.to_owned(),
                label,
                ..PartOption::default()
            })
            .into(),
        ..Part::default()
    }
}
