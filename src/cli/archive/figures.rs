//! `archive stats`: what the archive holds, counted.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::ExitCode;

use jiff::civil::Date;
use serde_json::json;

use super::super::args::Which;
use super::super::out;
use super::{filter, open};
use crate::domain::archive::age;
use crate::host::clock;
use crate::host::start::Start;
use crate::text::clean::clean;

/// How many of the provisions and sources are named.
const MOST_NAMED: usize = 10;

pub(super) fn stats(start: &Start, which: &Which, json: bool) -> anyhow::Result<ExitCode> {
    let filter = filter(which)?;
    let archive = open(start)?;
    let (mut answers, mut served) = (0_usize, 0_usize);
    let mut tables: [(&str, BTreeMap<String, usize>); 4] = [
        ("outcomes", BTreeMap::new()),
        ("years", BTreeMap::new()),
        ("provisions", BTreeMap::new()),
        ("sources", BTreeMap::new()),
    ];
    let (mut oldest, mut latest): (Option<Date>, Option<Date>) = (None, None);
    archive.each(|answer| {
        if !filter.takes(&answer) {
            return;
        }
        answers += 1;
        served += answer.past_questions.len();
        let outcome = answer.outcome.map_or("unknown", |outcome| outcome.id());
        let year = answer
            .date
            .map_or("unknown".to_owned(), |date| date.year().to_string());
        oldest = oldest.into_iter().chain(answer.date).min();
        latest = latest.into_iter().chain(answer.date).max();
        let source = match answer.source.as_str() {
            "" => "unknown",
            source => source,
        };
        let [outcomes, years, provisions, sources] = &mut tables;
        *outcomes.1.entry(outcome.to_owned()).or_default() += 1;
        *years.1.entry(year).or_default() += 1;
        *sources.1.entry(source.to_owned()).or_default() += 1;
        for provision in answer.provisions {
            *provisions.1.entry(provision).or_default() += 1;
        }
    })?;
    let [outcomes, years, provisions, sources] = tables;
    if json {
        out(&format!(
            "{}\n",
            json!({
                "answers": answers,
                "past_questions": served,
                "oldest": oldest,
                "latest": latest,
                "outcomes": outcomes.1,
                "years": years.1,
                "provisions": provisions.1,
                "sources": sources.1.len(),
            })
        ))?;
        return Ok(ExitCode::SUCCESS);
    }
    let today = clock::today();
    let mut text = format!("{answers} past answers, {served} more questions that they served\n");
    if let (Some(oldest), Some(latest)) = (oldest, latest) {
        let _ = writeln!(
            text,
            "from {oldest} ({}) to {latest} ({})",
            age(oldest, today),
            age(latest, today)
        );
    }
    for (title, counts) in [
        ("By outcome", outcomes.1),
        ("By year", years.1),
        ("By provision", most(provisions.1)),
        ("By source", most(sources.1)),
    ] {
        if !counts.is_empty() {
            let _ = writeln!(text, "\n{title}");
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        if title != "By year" {
            counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        }
        for (name, count) in counts {
            let _ = writeln!(text, "  {:<28} {count:>7}", &*clean(&name).0);
        }
    }
    out(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// Those that come most often; the rest is counted together.
fn most(counts: BTreeMap<String, usize>) -> BTreeMap<String, usize> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let rest = counts.split_off(MOST_NAMED.min(counts.len()));
    let mut most: BTreeMap<String, usize> = counts.into_iter().collect();
    if !rest.is_empty() {
        let others = rest.iter().map(|(_, count)| count).sum();
        most.insert(format!("{} others", rest.len()), others);
    }
    most
}
