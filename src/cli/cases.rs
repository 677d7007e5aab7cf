//! `init` and `new`: workspaces and cases.

use std::env;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;

use super::args::New;
use super::{Task, batch, out, parse_reference};
use crate::app::Effect;
use crate::documents::limits::LARGEST_FILE;
use crate::host::clipboard;
use crate::host::start::Start;
use crate::store::files::RealDisk;
use crate::store::intake::{self, Intake};
use crate::store::workspace::{SETTINGS, Workspace};

pub(super) fn init(folder: Option<PathBuf>) -> anyhow::Result<ExitCode> {
    let here = env::current_dir().context("finding the present folder")?;
    let made = Workspace::init(
        &RealDisk,
        &folder.map_or_else(|| here.clone(), |folder| here.join(folder)),
    )?;
    out(&format!(
        "Made a workspace in {}\nWrite the authority’s name and contacts into {SETTINGS}, then: seriatim new FILE\n",
        made.root.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn new(start: Start, new: &New) -> anyhow::Result<Task> {
    if let Some(file) = &new.file
        && batch::is_many(file)
    {
        return Ok(Task::Done(batch::perform(&start, new, file)?));
    }
    let intake = take(&start, new)?;
    let reference = new.reference.as_deref().map(parse_reference).transpose()?;
    let mut work = start.desk_work();
    let made = work.create(&intake, &new.title, reference, new.received)?;
    work.close(true);
    let reference = made.case.reference.clone();
    if new.no_open {
        if let Some(remark) = &made.remark {
            super::complain(remark);
        }
        out(&format!("{reference}\n"))?;
        return Ok(Task::Done(ExitCode::SUCCESS));
    }
    Ok(Task::workbench(start, Effect::Open(reference), None))
}

fn take(start: &Start, new: &New) -> anyhow::Result<Intake> {
    match &new.file {
        None => {
            let text = clipboard::read_text(&start.clipboard, &start.surroundings)?;
            Ok(intake::from_bytes(
                Path::new("the clipboard"),
                text.into_bytes(),
                "txt",
            )?)
        }
        Some(file) => read(file),
    }
}

/// Reads a request from a file, or from standard input for `-`.
pub(super) fn read(file: &Path) -> anyhow::Result<Intake> {
    if file.as_os_str() != "-" {
        return Ok(intake::from_file(file)?);
    }
    // One byte more than is read, so that a file that is too large is told as such.
    let limit = u64::try_from(LARGEST_FILE).unwrap_or(u64::MAX) + 1;
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(limit)
        .read_to_end(&mut bytes)
        .context("reading standard input")?;
    Ok(intake::from_bytes(Path::new("standard input"), bytes, "")?)
}
