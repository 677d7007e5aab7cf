//! The rows of the scorecard that need nothing but cargo: each test is named after its row (docs/reliability.md).

#![expect(
    clippy::string_slice,
    clippy::format_push_string,
    clippy::format_collect,
    clippy::too_many_lines,
    reason = "texts made by these tests: ASCII where they are cut, small where they are joined, long lists of them"
)]

#[path = "../cli/bench.rs"]
#[expect(dead_code, reason = "the tests of the command line use more of it")]
mod bench;
mod checks;
mod damage;
mod disk;
mod fuzz;
mod leaks;
mod merging;
mod packages;
mod personal;
mod rows;
mod strangers;
mod texts;
mod underneath;
mod writers;
