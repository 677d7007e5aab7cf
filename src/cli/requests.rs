//! `split` and `due`: a request and its clock, without a case.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use jiff::civil::Date;
use serde::Serialize;

use super::cases::read;
use super::out;
use crate::domain::clock::Due;
use crate::store::law;
use crate::text::split::split;

pub(super) fn split_file(file: &Path, json: bool) -> anyhow::Result<ExitCode> {
    let request = read(file)?;
    let split = split(&request.text);
    if json {
        let text = serde_json::to_string(&split).context("writing JSON")?;
        out(&format!("{text}\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut lines = Vec::new();
    for part in &split.questions {
        if !part.before.trim().is_empty() {
            lines.push(format!("\n{}\n", part.before.trim()));
        }
        let indent = "   ".repeat(part.path.len().saturating_sub(1));
        let text = part.text.replace('\n', &format!("\n{indent}      "));
        lines.push(format!("{indent}{:<5} {text}", part.marker));
    }
    if split.questions.is_empty() {
        lines.push("No question was found.".to_owned());
    }
    out(&format!("{}\n", lines.join("\n")))?;
    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct DueJson<'a> {
    due: Date,
    regime: &'a str,
    received: Date,
    working_days: u32,
    certain: bool,
    explanation: Vec<String>,
}

pub(super) fn due(
    workspace: Option<&Path>,
    regime: &str,
    received: Date,
    json: bool,
) -> anyhow::Result<ExitCode> {
    let (regimes, _) = law::regimes(workspace);
    let pack = regimes.get(regime).ok_or_else(|| {
        let known: Vec<&str> = regimes.iter().map(|pack| pack.id.as_str()).collect();
        anyhow!(
            "there is no regime “{}”; known: {}",
            &*crate::text::clean::clean(regime).0,
            known.join(", ")
        )
    })?;
    let calendar = law::calendar(&pack.calendar).map_err(|words| anyhow!(words))?;
    let due = Due::count(pack, &calendar, received).context("the date is beyond the calendar")?;
    let explanation = due.explanation();
    if json {
        let json = DueJson {
            due: due.date,
            regime,
            received,
            working_days: due.limit,
            certain: due.certain,
            explanation,
        };
        out(&format!(
            "{}\n",
            serde_json::to_string(&json).context("writing JSON")?
        ))?;
    } else {
        out(&format!("{}\n{}\n", due.date, explanation.join("\n")))?;
    }
    Ok(ExitCode::SUCCESS)
}
