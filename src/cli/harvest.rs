//! `harvest`: past responses read into questions and answers.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use serde::Serialize;

use super::cases::read;
use super::{failed, out};
use crate::domain::harvest::{Harvest, Pair, harvest};
use crate::domain::outcome::Outcome;
use crate::domain::regime::Regimes;
use crate::store::law;
use crate::text::clean::clean;

#[derive(Serialize)]
struct HarvestJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    pairs: Vec<PairJson<'a>>,
}

#[derive(Serialize)]
struct PairJson<'a> {
    marker: &'a str,
    question: &'a str,
    answer: &'a str,
    outcome: &'a str,
    cites: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answered_with: Option<&'a str>,
}

/// Harvests each file; one that cannot be read does not keep the others from being read.
pub(super) fn harvest_files(
    workspace: Option<&Path>,
    files: &[PathBuf],
    regime: &str,
    json: bool,
) -> anyhow::Result<ExitCode> {
    let (regimes, _) = law::regimes(workspace);
    let book = law::phrasebook().map_err(|words| anyhow!(words))?;
    if regimes.get(regime).is_none() {
        let known: Vec<&str> = regimes.iter().map(|pack| pack.id.as_str()).collect();
        return Err(anyhow!(
            "there is no regime “{}”; known: {}",
            &*clean(regime).0,
            known.join(", ")
        ));
    }
    let mut code = ExitCode::SUCCESS;
    for file in files {
        let letter = match read(file) {
            Ok(letter) => letter,
            Err(error) if files.len() > 1 => {
                code = failed(&error);
                continue;
            }
            Err(error) => return Err(error),
        };
        let (text, _) = clean(&letter.text);
        let found = harvest(&text, &regimes, &book, regime);
        let name = (files.len() > 1).then(|| clean(&file.to_string_lossy()).0.into_string());
        out(&if json {
            as_json(&found, name, &regimes, regime)?
        } else {
            as_text(&found, name, &regimes, regime)
        })?;
    }
    Ok(code)
}

fn answered(found: &Harvest) -> impl Iterator<Item = &Pair> {
    found.pairs.iter().filter(|pair| !pair.answer.is_empty())
}

/// The outcome in the words of the contract, which has one word for all refusals and one for answers given elsewhere.
fn word(outcome: Option<Outcome>) -> &'static str {
    match outcome {
        None => "",
        Some(Outcome::AlreadyAvailable) => Outcome::Refused.id(),
        Some(Outcome::AnsweredElsewhere) => "see-other",
        Some(outcome) => outcome.id(),
    }
}

/// The provisions of an answer; those of another regime than the usual one bear its name.
fn cites(pair: &Pair, regimes: &Regimes, usual: &str) -> Vec<String> {
    let one = |regime: Option<&str>, cite: &str| match regime
        .filter(|regime| *regime != usual)
        .and_then(|regime| regimes.get(regime))
    {
        Some(regime) => format!("{} {cite}", regime.short),
        None => cite.to_owned(),
    };
    pair.cites
        .iter()
        .map(|cited| one(cited.regime.as_deref(), &cited.cite))
        .collect()
}

fn as_json(
    found: &Harvest,
    file: Option<String>,
    regimes: &Regimes,
    usual: &str,
) -> anyhow::Result<String> {
    let pairs = answered(found)
        .map(|pair| PairJson {
            marker: &pair.marker,
            question: &pair.question,
            answer: &pair.answer,
            outcome: word(pair.outcome),
            cites: cites(pair, regimes, usual),
            answered_with: pair.answered_with.as_deref(),
        })
        .collect();
    let text = serde_json::to_string(&HarvestJson { file, pairs }).context("writing JSON")?;
    Ok(format!("{text}\n"))
}

fn as_text(found: &Harvest, file: Option<String>, regimes: &Regimes, usual: &str) -> String {
    let mut lines: Vec<String> = file.into_iter().collect();
    for pair in answered(found) {
        let indented = |text: &str| text.replace('\n', "\n      ");
        let cites = cites(pair, regimes, usual);
        let cites = if cites.is_empty() {
            String::new()
        } else {
            format!(": {}", cites.join(", "))
        };
        let title = pair.outcome.map_or("", Outcome::title);
        lines.push(format!("{:<5} {}", pair.marker, indented(&pair.question)));
        lines.push(format!(
            "      [{title}{cites}] {}\n",
            indented(&pair.answer)
        ));
    }
    if answered(found).next().is_none() {
        lines.push("No question with an answer was found.".to_owned());
    }
    format!("{}\n", lines.join("\n"))
}
