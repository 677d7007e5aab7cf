//! `sent`: marks a case as sent and keeps its letter as it left, opens it again, or tells what changed since.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use serde::Serialize;

use super::args::Sent;
use super::letters::{read_case, with_known};
use super::{complain, out};
use crate::domain::archive::of_case::{ids_of, past_answers};
use crate::domain::case::{Case, CaseStatus};
use crate::domain::checks::blockers;
use crate::domain::difference::{around, difference};
use crate::domain::event::Event;
use crate::domain::fields::long_date;
use crate::domain::letter::View;
use crate::domain::sent::SentLetter;
use crate::domain::sign_off::Signed;
use crate::host::start::Start;
use crate::host::{clock, folders, sending};
use crate::store::case_folder::CaseFolder;
use crate::store::sent;
use crate::text::clean::clean;

/// How many lines around a change are told with it.
const NEAR: usize = 2;

#[derive(Serialize)]
struct LetterJson<'a> {
    on: String,
    at: &'a str,
    by: &'a str,
    files: Vec<FileJson<'a>>,
    changed_since: bool,
}

#[derive(Serialize)]
struct FileJson<'a> {
    name: &'a str,
    sha256: &'a str,
}

pub(super) fn perform(start: &Start, call: &Sent) -> anyhow::Result<ExitCode> {
    let case = read_case(start, &call.reference)?;
    if call.compare || call.json {
        return tell(start, &case, call.json);
    }
    if call.open_again {
        return open_again(start, case);
    }
    send(start, case, call)
}

fn send(start: &Start, mut case: Case, call: &Sent) -> anyhow::Result<ExitCode> {
    let before = case.facts.status;
    let on = call
        .dated
        .unwrap_or_else(|| case.facts.dated(clock::today()));
    let facts = Arc::make_mut(&mut case.facts);
    facts.status = CaseStatus::Sent;
    facts.letter_date = Some(on);
    case.revision += 1;
    case.shape = case.revision;
    let path = start.workspace.case(&case.reference);
    let mut folder = CaseFolder::open(&path)?.folder;
    folder
        .save(&case, &clock::stamp())
        .with_context(|| format!("saving {}", case.reference))?;
    let by = folders::user();
    let record = |event: &Event| {
        folder
            .record(event, &clock::moment(), &by)
            .context("the history")
    };
    if before != CaseStatus::Sent {
        record(&Event::Status {
            status: CaseStatus::Sent.id().to_owned(),
        })?;
    }
    let (letter, remark, open) = with_known(start, &case, |known, derived| {
        let is_draft = derived.is_draft(View::Letter);
        let sharing = start.settings.sharing;
        let kept = sending::keep(&start.workspace, known, sharing, is_draft, &by);
        let mut open: Vec<String> = blockers(&derived.diagnostics, View::Letter)
            .map(|(_, finding)| format!("{}: {}", finding.code, finding.message))
            .collect();
        if is_draft {
            open.push(derived.why_draft());
        }
        kept.map(|(letter, remark)| (letter, remark, open))
    })
    .context("keeping the letter that was sent")?;
    if let Some(event) = letter.event() {
        record(&event)?;
    }
    // It has left: what stood in its way is told, and does not undo that.
    for words in remark.iter().chain(&open) {
        complain(words);
    }
    file_answers(start, &case);
    let files: Vec<&str> = letter.files.iter().map(|file| file.name.as_str()).collect();
    out(&format!(
        "{} is sent; its letter is dated {} and kept in sent/: {}\n",
        case.reference,
        long_date(letter.on),
        files.join(", ")
    ))?;
    Ok(ExitCode::SUCCESS)
}

fn open_again(start: &Start, mut case: Case) -> anyhow::Result<ExitCode> {
    if case.facts.status == CaseStatus::Open {
        bail!("{} is open", case.reference);
    }
    let facts = Arc::make_mut(&mut case.facts);
    facts.status = CaseStatus::Open;
    // A letter that is sent again bears the day on which it leaves then.
    facts.letter_date = None;
    case.revision += 1;
    let mut folder = CaseFolder::open(&start.workspace.case(&case.reference))?.folder;
    folder
        .save(&case, &clock::stamp())
        .with_context(|| format!("saving {}", case.reference))?;
    let status = CaseStatus::Open.id().to_owned();
    folder
        .record(
            &Event::Status { status },
            &clock::moment(),
            &folders::user(),
        )
        .context("the history")?;
    file_answers(start, &case);
    out(&format!(
        "{} is open again; what was sent stays in sent/\n",
        case.reference
    ))?;
    Ok(ExitCode::SUCCESS)
}

// The archive of past answers follows where the case stands, as in the workbench.
fn file_answers(start: &Start, case: &Case) {
    // What a review finds is told to the case that it looks at, and is no answer to be given again.
    if case.is_review() {
        let left = case.facts.status == CaseStatus::Sent;
        let on = case.facts.dated(clock::today());
        if let Err(error) = start.desk_work().tell_original(case, left, on) {
            complain(&format!("{error:#}"));
        }
        return;
    }
    if !start.settings.archive_sent {
        return;
    }
    let answers = if case.facts.status == CaseStatus::Sent {
        past_answers(case, start.shelf.regimes(), clock::today())
    } else {
        Vec::new()
    };
    if let Err(error) = start.desk_work().file_answers(&ids_of(case), &answers) {
        complain(&format!("the archive of past answers: {error:#}"));
    }
}

// What was sent and what changed since. Exits with 1 if something did, or if nothing was sent.
fn tell(start: &Start, case: &Case, json: bool) -> anyhow::Result<ExitCode> {
    let path = start.workspace.case(&case.reference);
    let (letters, problems) = sent::all(&path);
    for words in &problems {
        complain(words);
    }
    let damaged: Vec<String> = letters
        .iter()
        .flat_map(|letter| sent::damaged(&path, letter))
        .collect();
    for words in &damaged {
        complain(words);
    }
    let changed = letters
        .last()
        .is_some_and(|letter| letter.differs_from(case));
    let well = problems.is_empty() && damaged.is_empty() && !changed && !letters.is_empty();
    let code = ExitCode::from(u8::from(!well));
    if json {
        let all: Vec<LetterJson<'_>> = letters.iter().map(|letter| as_json(letter, case)).collect();
        let text = serde_json::to_string(&all).context("writing JSON")?;
        out(&format!("{text}\n"))?;
        return Ok(code);
    }
    let mut lines: Vec<String> = Vec::new();
    for letter in &letters {
        lines.push(format!("Sent on {}", letter.in_words()));
        let files = letter.files.iter();
        lines.extend(files.map(|file| format!("  {}  {}", file.sha256, file.name)));
    }
    match letters.last() {
        None => lines.push(format!("No letter of {} is kept as sent.", case.reference)),
        Some(_) if !changed => lines.push("The case stands as its letter left.".to_owned()),
        Some(last) => {
            lines.push(format!("Changed since {}:", long_date(last.on)));
            let now = case.signed_text(&Signed::Letter);
            let compared = around(difference(&last.text, &now), NEAR);
            lines.extend(compared.into_iter().map(|line| match line {
                Some(line) => format!("  {} {}", line.mark.sign(), line.text()),
                None => "  …".to_owned(),
            }));
        }
    }
    let text = lines.join("\n") + "\n";
    out(clean(&text).0.as_str())?;
    Ok(code)
}

fn as_json<'a>(letter: &'a SentLetter, case: &Case) -> LetterJson<'a> {
    let files = letter.files.iter().map(|file| FileJson {
        name: &file.name,
        sha256: &file.sha256,
    });
    LetterJson {
        on: letter.on.to_string(),
        at: &letter.at,
        by: &letter.by,
        files: files.collect(),
        changed_since: letter.differs_from(case),
    }
}
