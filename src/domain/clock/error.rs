//! What can be wrong with an event or a stage, in the officer's words.

/// Why a date cannot be worked out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    /// The regime has no such event.
    #[error("“{kind}” is not an event of this regime’s clock; known: {known}")]
    UnknownKind {
        /// The word.
        kind: String,
        /// The kinds there are.
        known: String,
    },
    /// The regime knows why there is no such event.
    #[error("“{kind}” does not exist here: {because}")]
    Refused {
        /// The word.
        kind: String,
        /// The reason.
        because: String,
    },
    /// It is no date.
    #[error("{kind}: “{value}” is not a date of the calendar; write it like 2026-02-16")]
    NoDate {
        /// The kind of event.
        kind: String,
        /// What stands there.
        value: String,
    },
    /// It is no range of dates.
    #[error(
        "{kind}: “{value}” is not a first and a last day; write them like 2026-07-22..2026-09-02"
    )]
    NoRange {
        /// The kind of event.
        kind: String,
        /// What stands there.
        value: String,
    },
    /// The range ends before it begins.
    #[error("{kind}: the last day, {last}, is before the first, {first}")]
    Backwards {
        /// The kind of event.
        kind: String,
        /// The first day.
        first: jiff::civil::Date,
        /// The last day.
        last: jiff::civil::Date,
    },
    /// It is no number.
    #[error("{kind}: “{value}” is not a number of days; write it like {kind}:60")]
    NoNumber {
        /// The kind of event.
        kind: String,
        /// What stands there.
        value: String,
    },
    /// It is no yes.
    #[error("{kind}: “{value}” is not 1; write {kind}:1, or leave the event out")]
    NoFlag {
        /// The kind of event.
        kind: String,
        /// What stands there.
        value: String,
    },
    /// The number is too large.
    #[error("{kind}: it can be from 1 to {at_most} working days")]
    TooMany {
        /// The kind of event.
        kind: String,
        /// The most there can be.
        at_most: u32,
    },
    /// There is no such stage.
    #[error("there is no stage “{stage}” in this regime; known: {known}")]
    UnknownStage {
        /// The word.
        stage: String,
        /// The stages there are.
        known: String,
    },
    /// Two stages were asked for.
    #[error("only one stage can be asked for at a time")]
    TwoStages,
    /// What the stage runs from did not happen.
    #[error("{stage}: say from when it runs, with the event {wants}")]
    NoPoint {
        /// The stage.
        stage: String,
        /// The kinds of event it can run from.
        wants: String,
    },
    /// The count does not end.
    #[error(
        "counting from {from} does not come to an end within ten years: look at the years of the events"
    )]
    NoEnd {
        /// Where the count began.
        from: jiff::civil::Date,
    },
}
