//! `snippet proposals|accept|decline`: what others propose for a shared layer, and what its owner says.

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use serde::Serialize;

use super::{complain, out};
use crate::domain::proposal::{Decision, Proposal};
use crate::domain::snippet::Layer;
use crate::host::clock;
use crate::host::folders;
use crate::host::start::Start;
use crate::store::files::RealDisk;
use crate::store::proposals;
use crate::text::clean::clean;

#[derive(Serialize)]
struct Json<'a> {
    name: String,
    snippet: &'a str,
    layer: &'static str,
    by: &'a str,
    on: Option<jiff::civil::Date>,
    note: &'a str,
    text: &'a str,
    was: Option<&'a str>,
    declined: Option<&'a str>,
    yours_to_decide: bool,
}

fn all(start: &Start) -> Vec<Proposal> {
    let folders = &start.workspace.settings.libraries;
    let mut found = Vec::new();
    for layer in Layer::ALL {
        let Some(folder) = folders.of(layer) else {
            continue;
        };
        let (proposals, problems) = proposals::read_all(layer, folder);
        found.extend(proposals);
        for problem in problems {
            let line = problem
                .line
                .map_or_else(String::new, |line| format!(":{line}"));
            complain(&format!("{}{line}: {}", problem.path, problem.message));
        }
    }
    found
}

pub(super) fn list(start: &Start, json: bool) -> anyhow::Result<ExitCode> {
    let found = all(start);
    let who = folders::user();
    let decides = |proposal: &Proposal| {
        start
            .workspace
            .settings
            .rights
            .may_change(proposal.layer, &who)
    };
    if json {
        let all: Vec<Json<'_>> = found
            .iter()
            .map(|proposal| Json {
                name: proposal.name(),
                snippet: &proposal.id,
                layer: proposal.layer.word(),
                by: &proposal.by,
                on: proposal.on,
                note: &proposal.note,
                text: &proposal.text,
                was: proposal.was.as_deref(),
                declined: proposal.declined.as_ref().map(|told| told.word.as_str()),
                yours_to_decide: proposal.is_open() && decides(proposal),
            })
            .collect();
        let text = serde_json::to_string(&all).context("writing JSON")?;
        out(&format!("{text}\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    if found.is_empty() {
        out("Nothing is proposed.\n")?;
    }
    for proposal in &found {
        let mut text = String::new();
        let on = proposal
            .on
            .map_or_else(String::new, |on| format!(" on {on}"));
        let _ = writeln!(
            text,
            "{} ({}), by {}{on}",
            proposal.name(),
            proposal.layer.word(),
            proposal.by
        );
        if !proposal.note.is_empty() {
            let _ = writeln!(text, "  why: {}", proposal.note);
        }
        if let Some(told) = &proposal.declined {
            let _ = writeln!(text, "  declined by {}: {}", told.by, told.word);
        } else {
            let old = proposal.was.as_deref().unwrap_or_default();
            for line in crate::domain::difference::difference(old, &proposal.text) {
                let _ = writeln!(
                    text,
                    "  {} {}",
                    line.mark.sign(),
                    clean(&line.text()).0.as_str()
                );
            }
            if decides(proposal) {
                let _ = writeln!(
                    text,
                    "  seriatim snippet accept {0}   or   seriatim snippet decline {0} --word \"…\"",
                    proposal.name()
                );
            }
        }
        out(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn decide(
    start: &Start,
    name: &str,
    word: &str,
    accept: bool,
) -> anyhow::Result<ExitCode> {
    let found = all(start);
    let proposal = found
        .iter()
        .find(|proposal| proposal.name() == name)
        .ok_or_else(|| {
            anyhow!(
                "there is no proposal “{}”; seriatim snippet proposals lists them",
                &*clean(name).0
            )
        })?;
    let folder = start
        .workspace
        .settings
        .libraries
        .of(proposal.layer)
        .context("the layer has no folder any more")?;
    let decision = Decision {
        by: folders::user(),
        on: Some(clock::today()),
        word: word.to_owned(),
    };
    let rights = &start.workspace.settings.rights;
    if accept {
        let path = proposals::accept(&RealDisk, folder, rights, proposal, &decision)?;
        out(&format!(
            "Accepted: {}\n",
            crate::store::files::shown(&path)
        ))?;
    } else {
        proposals::decline(&RealDisk, folder, rights, proposal, &decision)?;
        out(&format!(
            "Declined; {} finds the word with the proposal.\n",
            proposal.by
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}
