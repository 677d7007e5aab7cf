//! The real program under a pseudo-terminal: how it ends, what it loses (nothing), and what it writes.
#![cfg(unix)]

#[path = "../pty/mod.rs"]
mod pty;
#[path = "../reliability/rows.rs"]
#[expect(dead_code, reason = "the rows of the scorecard use more of it")]
mod rows;

mod endings;
mod lost;
mod panics;
mod pasting;
mod sizes;
mod together;
mod writing;

/// The settings of an authority whose letters have neither opening nor closing.
const SETTINGS: &str =
    "[authority]\nname = \"Wexbridge District Council\"\n\n[letter]\nopening = []\nclosing = []\n";

/// A request of one question.
const QUESTION: &str =
    "Dear council,\n\nHow many grit bins are there?\n\nYours faithfully,\n\nMorgan Sample\n";

/// A request of two questions.
const REQUEST: &str = "Dear council,\n\nSubject: Grit bins\n\nPlease tell me:\n\n1. How many grit bins are there?\n2. Who fills them?\n\nYours faithfully,\n\nMorgan Sample\n";
