//! The command line as officers and scripts call it: the real program, in folders of its own.

#![expect(
    clippy::disallowed_methods,
    reason = "the tests look at the files themselves, not through the program's own hands"
)]

#[path = "cli/bench.rs"]
mod bench;

mod cli {
    mod bad_input;
    mod contract;
}
