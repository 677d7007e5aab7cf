//! Freedom of Information: case, question, outcome, snippet, regime, clock, letter, checks.
//!
//! Everything here is computed from values; no disk, no terminal, no clock of its own.

pub mod archive;
pub mod arrival;
pub mod authority;
pub mod calendar;
pub mod care;
pub mod case;
pub mod change;
pub mod checks;
pub mod clock;
pub mod composing;
pub mod contribution;
pub mod difference;
pub mod differing;
pub mod disclosure_log;
pub mod event;
pub mod fields;
pub mod found;
pub mod happened;
pub mod harvest;
pub mod ids;
pub mod intake;
pub mod joining;
pub mod letter;
pub mod library;
pub mod memory;
pub mod mend;
pub mod merge;
pub mod outcome;
pub mod proposal;
pub mod question;
pub mod reading;
pub mod regime;
pub mod renew;
pub mod retention;
pub mod review;
pub mod round_robin;
pub mod rules;
pub mod sent;
pub mod sign_off;
pub mod snippet;
pub mod statistics;
pub mod story;
pub mod suggest;
pub mod worksheet;
