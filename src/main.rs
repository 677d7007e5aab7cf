//! The `seriatim` command: the command line decides what is wanted; the workbench is one of the things.
#![forbid(unsafe_code)]

use std::process::ExitCode;

use seriatim::cli::{self, Task};
use seriatim::tui;

fn main() -> ExitCode {
    match cli::task(std::env::args_os()) {
        Task::Done(code) => code,
        Task::Workbench {
            start,
            first,
            script,
        } => {
            let result = match script {
                Some(script) => tui::script::run(&start, first, &script),
                None => tui::run::run(&start, first),
            };
            match result {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => cli::failed(&error),
            }
        }
    }
}
