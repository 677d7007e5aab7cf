//! `split`: a request without a case.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;

use super::cases::read;
use super::out;
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
