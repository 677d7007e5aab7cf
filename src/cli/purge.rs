//! `purge`: what the retention rule of the workspace says is due, and removing it when that is asked for.

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::Context;
use jiff::civil::Date;
use serde::Serialize;

use super::{complain, out};
use crate::domain::fields::long_date;
use crate::domain::ids::Reference;
use crate::domain::retention::{Part, age};
use crate::host::retention::{Due, Keeper, Plan};
use crate::host::start::Start;
use crate::host::{clock, folders};
use crate::store::files::shown;
use crate::store::purged;
use crate::store::workspace::SETTINGS;
use crate::text::clean::clean;

#[derive(Serialize)]
struct PurgeJson<'a> {
    today: Date,
    rules: Vec<String>,
    due: Vec<DueJson<'a>>,
    kept_back: Vec<KeptBackJson<'a>>,
}

#[derive(Serialize)]
struct DueJson<'a> {
    what: &'static str,
    reference: Option<&'a str>,
    since: Option<Date>,
    rule: &'a str,
    files: usize,
    bytes: u64,
    removed: bool,
    problem: Option<&'a str>,
}

#[derive(Serialize)]
struct KeptBackJson<'a> {
    reference: &'a str,
    why: &'a str,
}

// What became of something that was due; `None` if nothing was to be removed.
type Became = Option<Result<(), String>>;

pub(super) fn perform(start: &Start, remove: bool, json: bool) -> anyhow::Result<ExitCode> {
    let today = clock::today();
    let keeper = Keeper::new(start, today)?;
    let plan = keeper.plan();
    let by = folders::user();
    let became: Vec<Became> = plan
        .due
        .iter()
        .map(|due| remove.then(|| keeper.remove(due, &by)))
        .collect();
    if json {
        out(&as_json(start, today, &plan, &became)?)?;
    } else {
        out(clean(&in_words(start, today, &plan, &became)).0.as_str())?;
        for (due, became) in plan.due.iter().zip(&became) {
            if let Some(Err(words)) = became {
                complain(&format!("{}: {words}", named(due)));
            }
        }
    }
    let failed = became.iter().any(|one| matches!(one, Some(Err(_))));
    Ok(if failed {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    })
}

fn rules(start: &Start) -> Vec<String> {
    let rule = start.workspace.settings.retention;
    Part::ALL
        .into_iter()
        .filter_map(|part| rule.shown(part))
        .collect()
}

fn as_json(start: &Start, today: Date, plan: &Plan, became: &[Became]) -> anyhow::Result<String> {
    let due = plan.due.iter().zip(became).map(|(due, became)| DueJson {
        what: due.part.word(),
        reference: due.reference.as_ref().map(Reference::as_str),
        since: due.since,
        rule: &due.rule,
        files: due.files,
        bytes: due.bytes,
        removed: matches!(became, Some(Ok(()))),
        problem: match became {
            Some(Err(words)) => Some(words),
            _ => None,
        },
    });
    let kept_back = plan.kept_back.iter().map(|one| KeptBackJson {
        reference: &one.reference,
        why: &one.why,
    });
    let all = PurgeJson {
        today,
        rules: rules(start),
        due: due.collect(),
        kept_back: kept_back.collect(),
    };
    let text = serde_json::to_string(&all).context("writing JSON")?;
    Ok(format!("{text}\n"))
}

fn in_words(start: &Start, today: Date, plan: &Plan, became: &[Became]) -> String {
    let settings = shown(&start.workspace.root.join(SETTINGS));
    let rules = rules(start);
    let mut text = String::new();
    if rules.is_empty() && plan.due.is_empty() {
        let _ = writeln!(
            text,
            "Nothing is due: {settings} has no rule. One is written there like this, and counts from the day on which a\n\
             case was sent or closed:\n\n[retention]\ncases = \"3 years\""
        );
        return text;
    }
    let _ = writeln!(
        text,
        "The rule, under [retention] in {settings}: {}",
        rules.join(", ")
    );
    if plan.due.is_empty() {
        let _ = writeln!(text, "Nothing is due on {}.", long_date(today));
    } else {
        let _ = writeln!(text, "\nDue on {}:", long_date(today));
    }
    for (due, became) in plan.due.iter().zip(became) {
        let since = due.since.map_or_else(
            || due.rule.clone(),
            |since| {
                format!(
                    "since {}, {}; {}",
                    long_date(since),
                    age(since, today),
                    due.rule
                )
            },
        );
        let became = match became {
            None => "",
            Some(Ok(())) => "; removed",
            Some(Err(_)) => "; NOT removed",
        };
        let _ = writeln!(
            text,
            "  {:<22} {since}\n  {:<22} {}{became}",
            named(due),
            "",
            size(due.files, due.bytes)
        );
    }
    if !plan.kept_back.is_empty() {
        let _ = writeln!(text, "\nKept back:");
        for one in &plan.kept_back {
            let _ = writeln!(text, "  {}: {}", one.reference, one.why);
        }
    }
    if !plan.due.is_empty() {
        let files: usize = plan.due.iter().map(|due| due.files).sum();
        let bytes: u64 = plan.due.iter().map(|due| due.bytes).sum();
        let _ = match became.first() {
            Some(None) | None => writeln!(
                text,
                "\n{} in all. Nothing was removed. To remove it: seriatim purge --remove",
                size(files, bytes)
            ),
            Some(Some(_)) => writeln!(
                text,
                "\nThe statistics stay, and {} says what was removed.",
                shown(&start.workspace.root.join(purged::FILE))
            ),
        };
        if start.workspace.root.join(".git").exists() {
            let _ = writeln!(
                text,
                "This workspace is a git clone: what was shared stays in its history, here and on the server."
            );
        }
    }
    text
}

fn named(due: &Due) -> String {
    match (&due.reference, due.part) {
        (Some(reference), Part::Case) => reference.to_string(),
        (Some(reference), part) => format!("{reference}, {}", part.word()),
        (None, _) => "on this computer".to_owned(),
    }
}

// "14 files, 120 kB".
fn size(files: usize, bytes: u64) -> String {
    let s = if files == 1 { "" } else { "s" };
    format!("{files} file{s}, {} kB", bytes.div_ceil(1000))
}
