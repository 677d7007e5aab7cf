//! `check` and `explain`: what is wrong with a case, or with a letter that was written elsewhere.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use serde::Serialize;

use super::args::Check;
use super::letters::{read_case, with_known};
use super::{out, parse_reference, verdict};
use crate::domain::checks::{
    self, CheckBook, Clock, Diagnostic, Given, Severity, Surroundings, subject_of_letter,
};
use crate::domain::clock::Due;
use crate::domain::rules::Rules;
use crate::host::clock;
use crate::host::start::Start;
use crate::text::clean::clean;

#[derive(Serialize)]
struct FindingJson<'a> {
    code: &'a str,
    severity: &'static str,
    question: &'a str,
    message: String,
    help: String,
}

#[derive(Serialize)]
struct AboutJson<'a> {
    code: &'a str,
    family: &'a str,
    severity: &'a str,
    title: &'a str,
    source: &'a str,
}

pub(super) fn check(start: &Start, call: &Check) -> anyhow::Result<ExitCode> {
    let rules = start.shelf.rules();
    // What is wrong with one pack does not keep the others from checking.
    for problem in start.shelf.law_problems() {
        super::complain(problem);
    }
    if call.list {
        return list(&rules.checks, call.json);
    }
    let subject = call
        .subject
        .as_deref()
        .context("name a case or a file; - for standard input")?;
    let path = Path::new(subject);
    let found = if subject == "-" || path.exists() {
        of_file(start, rules, path, call)?
    } else {
        parse_reference(subject).map_err(|_| {
            anyhow!(
                "“{}” is neither a file nor a reference; one looks like FOI-2026-0001",
                &*clean(subject).0
            )
        })?;
        let case = read_case(start, subject)?;
        with_known(start, &case, |_, derived| derived.diagnostics.clone())
    };
    print(&found, call.json)?;
    let stands = found
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    Ok(verdict(!stands))
}

fn of_file(
    start: &Start,
    rules: &Rules,
    path: &Path,
    call: &Check,
) -> anyhow::Result<Vec<Diagnostic>> {
    let letter = super::cases::read(path)?;
    let given = Given {
        regime: call.regime.clone(),
        default_regime: start.workspace.settings.regime.clone(),
        received: call.received,
        reference: call.reference.clone(),
        requester: call.requester.clone(),
        authority: call.authority.clone(),
    };
    if let Some(regime) = &given.regime
        && rules.reader.regimes.get(regime).is_none()
    {
        let known: Vec<&str> = rules
            .reader
            .regimes
            .iter()
            .map(|pack| pack.id.as_str())
            .collect();
        return Err(anyhow!(
            "there is no regime “{}”; known: {}",
            &*clean(regime).0,
            known.join(", ")
        ));
    }
    let around = Surroundings {
        regimes: &rules.reader.regimes,
        repealed: &rules.repealed,
        regulators: &start.settings.regulators,
        library: None,
        today: clock::today(),
    };
    let mut subject = subject_of_letter(&letter.text, &given, &rules.reader, around);
    // Whether it left in time can be told only where both dates are known.
    if let (Some(received), Some(dated), Some(pack)) = (
        call.received,
        subject.facts.dated,
        rules.reader.regimes.get(&subject.regime),
    ) && let Some(calendar) = rules.reader.regimes.calendar_of(pack)
        && let Ok(due) = Due::count(pack, calendar, received, &[])
    {
        let standing = due.standing(calendar, dated);
        subject.clock = Some(Clock::of(&due, standing));
    }
    Ok(checks::check(&subject, &rules.checks))
}

fn print(found: &[Diagnostic], json: bool) -> anyhow::Result<()> {
    let clean_words = |words: &str| clean(words).0.to_string();
    if json {
        let all: Vec<FindingJson<'_>> = found
            .iter()
            .map(|finding| FindingJson {
                code: finding.code,
                severity: finding.severity.id(),
                question: &finding.question,
                message: clean_words(&finding.message),
                help: clean_words(&finding.help),
            })
            .collect();
        return out(&format!(
            "{}\n",
            serde_json::to_string(&all).context("writing JSON")?
        ));
    }
    let mut text = String::new();
    for finding in found {
        let _ = writeln!(
            text,
            "{} {}: {}\n    {}",
            finding.severity.id(),
            finding.code,
            clean_words(&finding.message),
            clean_words(&finding.help)
        );
    }
    let errors = found
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .count();
    let _ = match (errors, found.len() - errors) {
        (0, 0) => writeln!(text, "Nothing was found."),
        (errors, warnings) => writeln!(
            text,
            "{}, {}. `seriatim explain CODE` tells why a check matters.",
            counted(errors, "error"),
            counted(warnings, "warning")
        ),
    };
    out(&text)
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn list(book: &CheckBook, json: bool) -> anyhow::Result<ExitCode> {
    let severity = |code: &str| book.severity(code).map_or("off", Severity::id);
    // In the order of their families, as they are run.
    let all: Vec<_> = checks::all()
        .filter_map(|check| book.about(check.code()))
        .collect();
    if json {
        let all: Vec<AboutJson<'_>> = all
            .iter()
            .map(|about| AboutJson {
                code: &about.code,
                family: &about.family,
                severity: severity(&about.code),
                title: &about.title,
                source: &about.source,
            })
            .collect();
        out(&format!(
            "{}\n",
            serde_json::to_string(&all).context("writing JSON")?
        ))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut text = String::new();
    let mut family = "";
    for about in all {
        if about.family != family {
            family = &about.family;
            let _ = writeln!(text, "{}{family}", if text.is_empty() { "" } else { "\n" });
        }
        let _ = writeln!(
            text,
            "  {:<22} {:<8} {}",
            about.code,
            severity(&about.code),
            about.title
        );
        if let Some(setting) = book.setting(&about.code) {
            let _ = writeln!(
                text,
                "  {:<22} {:<8} set by this workspace: {}",
                "",
                "",
                &*clean(&setting.reason).0
            );
        }
    }
    out(&text)?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn explain(start: &Start, code: &str) -> anyhow::Result<ExitCode> {
    let book = &start.shelf.rules().checks;
    let Some(about) = book.about(code) else {
        let known: Vec<&str> = book.iter().map(|about| about.code.as_str()).collect();
        let near = crate::store::toml_text::nearest(code, &known);
        let hint = near.map_or_else(
            || "`seriatim check --list` names them all".to_owned(),
            |near| format!("did you mean {near}?"),
        );
        return Err(anyhow!("there is no check “{}”; {hint}", &*clean(code).0));
    };
    let severity = book.severity(code).map_or("off", Severity::id);
    let mut text = format!(
        "{code} ({severity}, {})\n{}\n\n{}\n\nSource: {}\n",
        about.family, about.title, about.reasoning, about.source
    );
    if let Some(setting) = book.setting(code) {
        let _ = writeln!(
            text,
            "\nThis workspace has set it to {severity}: {}",
            &*clean(&setting.reason).0
        );
    }
    out(&text)?;
    Ok(ExitCode::SUCCESS)
}
