//! The face for the command line: every command reads and writes plain text, `-` is standard input, `--json` is for
//! machines. Success is 0; 1 means that checks stand in the way, 2 that the call or its input is wrong.

mod approve;
mod archive;
mod args;
mod batch;
mod cases;
mod check;
mod contributions;
mod disclosure_log;
mod doctor;
mod due;
mod harvest;
mod history;
mod letters;
mod packaging;
mod progress;
mod proposals;
mod purge;
mod requests;
mod review;
mod search;
mod sent;
mod snippets;
mod stats;
mod sync;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;

use crate::app::Effect;
use crate::domain::ids::Reference;
use crate::host::clipboard::{self, SERVE_SUBCOMMAND};
use crate::host::folders::Places;
use crate::host::privacy;
use crate::host::start::{self, Start};
use crate::text::clean::clean;
use args::{Arguments, Command};

/// What a call comes down to.
pub enum Task {
    /// It is done.
    Done(ExitCode),
    /// The workbench is wanted.
    Workbench {
        /// What it starts with.
        start: Box<Start>,
        /// What it does first.
        first: Effect,
        /// Steps from a file instead of a terminal.
        script: Option<PathBuf>,
    },
}

impl Task {
    fn workbench(start: Start, first: Effect, script: Option<PathBuf>) -> Self {
        Self::Workbench {
            start: Box::new(start),
            first,
            script,
        }
    }
}

/// Does what a call asks for, up to the workbench.
pub fn task(arguments: impl IntoIterator<Item = OsString>) -> Task {
    privacy::forbid_core_dumps();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    // The helper that serves the clipboard is no command of the officer's.
    if arguments
        .get(1)
        .is_some_and(|word| word == SERVE_SUBCOMMAND)
    {
        return Task::Done(clipboard::serve());
    }
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no errors; clap knows which.
            let _ = error.print();
            return Task::Done(if error.use_stderr() {
                ExitCode::from(2)
            } else {
                ExitCode::SUCCESS
            });
        }
    };
    match perform(arguments) {
        Ok(task) => task,
        Err(error) => Task::Done(failed(&error)),
    }
}

/// Says what went wrong, on standard error.
pub fn failed(error: &anyhow::Error) -> ExitCode {
    // An error may carry the name of a file that a stranger made.
    let (words, _) = clean(&format!("{error:#}"));
    let _ = writeln!(io::stderr(), "seriatim: {}", &*words);
    ExitCode::from(2)
}

/// Returns the code of a call that looks for something amiss: success only if all is well.
fn verdict(is_well: bool) -> ExitCode {
    ExitCode::from(u8::from(!is_well))
}

fn perform(arguments: Arguments) -> anyhow::Result<Task> {
    let asked = arguments.workspace.as_deref();
    let begin = || -> anyhow::Result<Start> {
        let places = Places::of_this_user()?;
        let workspace = start::workspace(asked, &places)?;
        Start::on(workspace, places)
    };
    let done = |code: anyhow::Result<ExitCode>| code.map(Task::Done);
    match arguments.command {
        None => Ok(Task::workbench(begin()?, Effect::LoadBoard, None)),
        Some(Command::Demo { script }) => {
            let start = Start::demo()?;
            let first = Effect::Create {
                text: start::sample_request().to_owned(),
                title: String::new(),
            };
            Ok(Task::workbench(start, first, script))
        }
        Some(Command::Open { reference, script }) => {
            let reference = parse_reference(&reference)?;
            Ok(Task::workbench(begin()?, Effect::Open(reference), script))
        }
        Some(Command::Init { folder }) => done(cases::init(folder)),
        Some(Command::New(new)) => cases::new(begin()?, &new),
        Some(Command::Split { file, json }) => done(requests::split_file(&file, json)),
        Some(Command::Harvest(call)) => done(harvest::perform(asked, begin, &call)),
        Some(Command::Render(render)) => done(letters::render(&begin()?, &render)),
        Some(Command::Copy(copy)) => done(letters::copy(&begin()?, &copy)),
        Some(Command::Due(arguments)) => done(due::due(asked, &arguments)),
        Some(Command::DisclosureLog(call)) => done(disclosure_log::perform(&begin()?, &call)),
        Some(Command::Ask(call)) => done(contributions::ask(&begin()?, &call)),
        Some(Command::Reply(call)) => done(contributions::reply(&begin()?, &call)),
        Some(Command::Approve(call)) => done(approve::perform(&begin()?, &call)),
        Some(Command::Review(call)) => review::perform(begin()?, &call),
        Some(Command::Sent(call)) => done(sent::perform(&begin()?, &call)),
        Some(Command::History(call)) => done(history::perform(&begin()?, &call)),
        Some(Command::Stats(call)) => done(stats::perform(&begin()?, &call)),
        Some(Command::Check(call)) => done(check::check(&begin()?, &call)),
        Some(Command::Explain { code }) => done(check::explain(&begin()?, &code)),
        Some(Command::Doctor { json }) => done(doctor::doctor(asked, json)),
        Some(Command::Purge { remove, json }) => done(purge::perform(&begin()?, remove, json)),
        Some(Command::Snippet { command }) => done(snippets::perform(&begin()?, &command)),
        Some(Command::Sync(call)) => done(sync::perform(&begin()?, &call)),
        Some(Command::Archive { command }) => done(archive::perform(&begin()?, &command)),
        Some(Command::Search(search)) => done(search::perform(&begin()?, &search)),
        Some(Command::Completions { shell }) => done(packaging::completions(shell)),
        Some(Command::Man) => done(packaging::man()),
    }
}

fn parse_reference(text: &str) -> anyhow::Result<Reference> {
    Reference::parse(text).with_context(|| {
        format!(
            "“{}” is no reference; one looks like FOI-2026-0001",
            &*clean(text).0
        )
    })
}

// Says on standard error what does not keep the rest from working.
fn complain(words: &str) {
    let _ = writeln!(io::stderr(), "seriatim: {}", &*clean(words).0);
}

/// Writes to standard output. A reader that has gone is no error.
fn out(text: &str) -> anyhow::Result<()> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.context("writing to standard output"),
    }
}
