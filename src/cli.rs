//! The face for the command line.

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
