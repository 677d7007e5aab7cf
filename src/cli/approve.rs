//! `approve`: somebody approves a case or a question of it; without a name it is told how it stands.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, anyhow, bail};
use serde::Serialize;

use super::args::Approve;
use super::letters::{question_called, read_case};
use super::out;
use crate::domain::case::Case;
use crate::domain::difference::{around, difference};
use crate::domain::event::Event;
use crate::domain::letter::fixed_to_sign;
use crate::domain::sign_off::{self, Approval, Signed, Unapproved};
use crate::host::clock;
use crate::host::folders;
use crate::host::start::Start;
use crate::store::case_folder::CaseFolder;
use crate::text::clean::{LONGEST_LINE, clean, clean_line};

/// How many lines around a change are told with it.
const NEAR: usize = 2;

#[derive(Serialize)]
struct StandingJson<'a> {
    of: String,
    approved_by: Option<&'a str>,
    on: Option<String>,
    holds: bool,
    wanted_from: Vec<String>,
}

pub(super) fn perform(start: &Start, call: &Approve) -> anyhow::Result<ExitCode> {
    let case = read_case(start, &call.reference)?;
    let of = match &call.question {
        None => Signed::Letter,
        Some(name) => Signed::Question(question_called(&case, name)?),
    };
    match &call.by {
        Some(by) => {
            let by = clean_line(by, LONGEST_LINE).0.trim().to_owned();
            if by.is_empty() {
                bail!("--by wants the name of whoever approves");
            }
            change(start, case, &of, &by, call.take_back)
        }
        None => tell(start, &case, call.question.as_ref().map(|_| &of), call.json),
    }
}

fn change(
    start: &Start,
    mut case: Case,
    of: &Signed,
    by: &str,
    back: bool,
) -> anyhow::Result<ExitCode> {
    let name = of.name(&case);
    let event = if back {
        if !case.approvals(of).iter().any(|own| own.by == by) {
            bail!(
                "{by} has not approved {name}; seriatim approve {} tells who has",
                case.reference
            );
        }
        edit(&mut case, of, |own| sign_off::take_back(own, by));
        Event::ApprovalTakenBack {
            of: of.id(),
            approver: by.to_owned(),
        }
    } else {
        let open = case.to_answer().find(|question| {
            let asked = match of {
                Signed::Letter => true,
                Signed::Question(id) => question.id == *id,
            };
            asked && !question.is_answered()
        });
        if let Some(open) = open {
            bail!(
                "question {} has no answer yet: nothing can be approved",
                case.name(&open.id)
            );
        }
        let sign_off = &start.settings.sign_off;
        sign_off
            .may(&case, of, by)
            .map_err(|words| anyhow!(words))?;
        let fixed = fixed(start, &case);
        let approval = Approval::new(by, clock::today(), case.signed_with(of, &fixed));
        let sha256 = approval.sha256.clone();
        edit(&mut case, of, |own| sign_off::give(own, approval));
        Event::Approved {
            of: of.id(),
            approver: by.to_owned(),
            sha256,
        }
    };
    let mut folder = CaseFolder::open(&start.workspace.case(&case.reference))?.folder;
    folder
        .save(&case, &clock::stamp())
        .with_context(|| format!("saving {}", case.reference))?;
    folder
        .record(&event, &clock::moment(), &folders::user())
        .context("the history")?;
    let words = if back {
        format!("The approval of {name} by {by} is taken back")
    } else {
        format!("{by} approved {name}")
    };
    out(&format!("{}\n", clean(&words).0.as_str()))?;
    Ok(ExitCode::SUCCESS)
}

fn fixed(start: &Start, case: &Case) -> String {
    fixed_to_sign(&start.settings.letters, &start.shelf.library(), case)
}

fn edit(case: &mut Case, of: &Signed, edit: impl FnOnce(&mut Vec<Approval>)) {
    match of {
        Signed::Letter => edit(&mut Arc::make_mut(&mut case.facts).approvals),
        Signed::Question(id) => {
            let at = case.position(id);
            if let Some(question) = at.and_then(|at| case.questions.get_mut(at)) {
                edit(&mut Arc::make_mut(question).approvals);
            }
        }
    }
    case.revision += 1;
}

// What is approved, what is not, and what changed since. Exits with 1 as long as something is not.
fn tell(start: &Start, case: &Case, only: Option<&Signed>, json: bool) -> anyhow::Result<ExitCode> {
    let fixed = fixed(start, case);
    let asked = |of: &Signed| only.is_none_or(|only| only == of);
    let mut open = start.settings.sign_off.unapproved(case, &fixed);
    open.retain(|one| asked(&one.of));
    let signed: Vec<Signed> = case.signed().into_iter().filter(asked).collect();
    let code = ExitCode::from(u8::from(!open.is_empty()));
    if json {
        let text = as_json(case, &fixed, &open, &signed).context("writing JSON")?;
        out(&format!("{text}\n"))?;
        return Ok(code);
    }
    let mut lines: Vec<String> = Vec::new();
    for one in open.iter().filter(|one| one.lapsed.is_none()) {
        let why = match one.why.as_str() {
            "" => String::new(),
            why => format!(" ({why})"),
        };
        lines.push(format!(
            "{}: to be approved by {}{why}",
            one.in_words(),
            one.whom()
        ));
    }
    for of in &signed {
        let now = case.signed_with(of, &fixed);
        for approval in case.approvals(of) {
            let whose = format!("{}: approved by {}", of.name(case), approval.in_words());
            if approval.holds(&now) {
                lines.push(format!("{whose}; it holds"));
                continue;
            }
            lines.push(format!("{whose}; lapsed, changed since"));
            let changed = around(difference(&approval.text, &now), NEAR);
            lines.extend(changed.into_iter().map(|line| match line {
                Some(line) => format!("  {} {}", line.mark.sign(), line.text()),
                None => "  …".to_owned(),
            }));
        }
    }
    if lines.is_empty() {
        lines.push("Nobody has approved anything here or has to.".to_owned());
    }
    let text = lines.join("\n") + "\n";
    out(clean(&text).0.as_str())?;
    Ok(code)
}

fn as_json(
    case: &Case,
    fixed: &str,
    open: &[Unapproved],
    signed: &[Signed],
) -> serde_json::Result<String> {
    let mut all: Vec<StandingJson<'_>> = open
        .iter()
        .filter(|one| one.lapsed.is_none())
        .map(|one| StandingJson {
            of: one.of.id(),
            approved_by: None,
            on: None,
            holds: false,
            wanted_from: one.by.clone(),
        })
        .collect();
    for of in signed {
        let now = case.signed_with(of, fixed);
        let wanted: Vec<String> = open
            .iter()
            .filter(|one| one.of == *of)
            .flat_map(|one| one.by.clone())
            .collect();
        all.extend(case.approvals(of).iter().map(|own| StandingJson {
            of: of.id(),
            approved_by: Some(&own.by),
            on: Some(own.on.to_string()),
            holds: own.holds(&now),
            wanted_from: wanted.clone(),
        }));
    }
    serde_json::to_string(&all)
}
