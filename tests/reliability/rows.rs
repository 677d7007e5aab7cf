//! What a row measured, for the table in docs/reliability.md; and chance that can be repeated.

use std::path::PathBuf;

use seriatim::store::files::{RealDisk, make_folders, save};

/// The build that was measured: one for tests is some twenty times slower than the one that officers have.
pub(crate) const BUILD: &str = if cfg!(debug_assertions) {
    "a build for tests"
} else {
    "a release build"
};

/// Notes the figure of a row that held. Only a run that makes the table asks for it.
pub(crate) fn passed(row: &str, figure: &str) {
    let Some(folder) = std::env::var_os("SERIATIM_ROWS").map(PathBuf::from) else {
        return;
    };
    make_folders(&RealDisk, &folder).expect("the folder of the rows");
    let line = format!("passed\t{figure}\n");
    save(&RealDisk, &folder.join(row), line.as_bytes()).expect("a row");
}

/// Numbers that look like chance and are the same in every run (xorshift).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Returns a number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).expect("a small number");
        usize::try_from(self.next() % limit).expect("a small number")
    }

    /// Returns one of some things.
    pub(crate) fn one_of<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.below(things.len())]
    }

    /// Returns digits.
    pub(crate) fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from(b'0' + u8::try_from(self.below(10)).expect("a digit")))
            .collect()
    }
}
