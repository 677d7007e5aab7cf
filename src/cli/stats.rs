//! `stats`: figures for publication and for the team.

use std::process::ExitCode;

use anyhow::{Context, bail};
use jiff::civil::Date;
use serde::Serialize;

use super::args::{PeriodName, Stats, StatsFormat};
use super::{complain, out};
use crate::domain::statistics::{Period, Statistics, print};
use crate::host::start::Start;
use crate::host::{clock, figures};
use crate::text::clean::clean;

/// How long the longest bar is, in cells.
const LONGEST: usize = 24;

pub(super) fn perform(start: &Start, call: &Stats) -> anyhow::Result<ExitCode> {
    if let (Some(from), Some(to)) = (call.from, call.to)
        && to < from
    {
        bail!("--to {to} is before --from {from}");
    }
    let since = call.period.and_then(|name| {
        let period = match name {
            PeriodName::Month => Period::Month,
            PeriodName::Quarter => Period::Quarter,
            PeriodName::Year => Period::Year,
            PeriodName::FinancialYear => Period::FinancialYear,
            PeriodName::All => Period::All,
        };
        period.since(clock::today())
    });
    let period = (call.from.or(since), call.to);
    let (statistics, problems) =
        figures::statistics(&start.workspace, &start.shelf, period, clock::today())?;
    for problem in &problems {
        complain(problem);
    }
    let mark = if start.settings.ascii { '#' } else { '█' };
    let text = match call.format {
        StatsFormat::Text => clean(&print::text(&statistics, mark, LONGEST))
            .0
            .into_string(),
        StatsFormat::Csv => print::as_csv(&statistics),
        StatsFormat::Json => json(&statistics)?,
    };
    out(&text)?;
    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct StatisticsJson<'a> {
    from: Option<Date>,
    to: Option<Date>,
    as_at: Date,
    sections: Vec<SectionJson<'a>>,
    late: Vec<LateJson<'a>>,
    undated: &'a [String],
}

#[derive(Serialize)]
struct SectionJson<'a> {
    id: &'a str,
    title: &'a str,
    lines: Vec<LineJson<'a>>,
}

#[derive(Serialize)]
struct LineJson<'a> {
    heading: &'a str,
    level: u32,
    count: usize,
}

#[derive(Serialize)]
struct LateJson<'a> {
    reference: &'a str,
    working_days: i64,
    reasons: &'a [String],
}

fn json(statistics: &Statistics) -> anyhow::Result<String> {
    let sections = statistics.sections.iter().map(|section| SectionJson {
        id: &section.id,
        title: &section.title,
        lines: section
            .lines
            .iter()
            .map(|line| LineJson {
                heading: &line.heading,
                level: line.level,
                count: line.count,
            })
            .collect(),
    });
    let late = statistics.late.iter().map(|late| LateJson {
        reference: &late.reference,
        working_days: late.days,
        reasons: &late.reasons,
    });
    let all = StatisticsJson {
        from: statistics.from,
        to: statistics.to,
        as_at: statistics.as_at,
        sections: sections.collect(),
        late: late.collect(),
        undated: &statistics.undated,
    };
    let text = serde_json::to_string(&all).context("writing JSON")?;
    Ok(format!("{text}\n"))
}
