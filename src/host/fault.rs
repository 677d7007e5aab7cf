//! A fault on purpose, in builds for tests only: the program stops at a place that a test names, so that it is known what
//! becomes of the text and of the terminal. A release never looks.

use std::env;

/// Counts the places at which the program could stop, and stops at the one that the environment names.
#[derive(Debug)]
pub struct Fault {
    at: Option<u64>,
    count: u64,
}

impl Fault {
    /// Reads from the environment which place it is, if any.
    pub fn planned(variable: &str) -> Self {
        let named = || env::var(variable).ok()?.parse().ok();
        Self {
            at: if cfg!(debug_assertions) {
                named()
            } else {
                None
            },
            count: 0,
        }
    }

    /// Passes a place.
    ///
    /// # Panics
    /// At the place that a test has named.
    pub fn place(&mut self) {
        self.count += 1;
        assert!(
            self.at != Some(self.count),
            "a fault that a test has asked for"
        );
    }
}
