//! Freedom of Information: case, question, outcome, snippet, regime, clock, letter, checks.
