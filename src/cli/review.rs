//! `review`: opens the review of a case that has left.

use std::process::ExitCode;

use super::args::Review;
use super::{Task, cases, complain, out, parse_reference};
use crate::app::Effect;
use crate::host::clock;
use crate::host::reviewing::due_in_words;
use crate::host::start::Start;

pub(super) fn perform(start: Start, call: &Review) -> anyhow::Result<Task> {
    let of = parse_reference(&call.reference)?;
    let asked = call.file.as_deref().map(cases::read).transpose()?;
    let today = clock::today();
    let sent = asked.as_ref().and_then(|intake| intake.sent);
    let received = call
        .received
        .or(sent.filter(|sent| *sent <= today))
        .unwrap_or(today);
    if received > today {
        anyhow::bail!("--received {received} has not come yet");
    }
    let mut work = start.desk_work();
    let made = work.open_review(&of, received, asked.as_ref())?;
    work.close(true);
    for problem in &made.problems {
        complain(problem);
    }
    let reference = made.case.reference.clone();
    if call.no_open {
        if let Some(due) = due_in_words(start.shelf.regimes(), &made.case) {
            complain(&due);
        }
        out(&format!("{reference}\n"))?;
        return Ok(Task::Done(ExitCode::SUCCESS));
    }
    Ok(Task::workbench(start, Effect::Open(reference), None))
}
