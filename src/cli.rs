//! The face for the command line: every command reads and writes plain text, `-` is standard input, `--json` is for
//! machines. Success is 0; 1 means that checks stand in the way, 2 that the call or its input is wrong.

use std::env;
use std::process::ExitCode;

use crate::host::clipboard;

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    if env::args_os()
        .nth(1)
        .is_some_and(|word| word == clipboard::SERVE_SUBCOMMAND)
    {
        return clipboard::serve();
    }
    ExitCode::SUCCESS
}
