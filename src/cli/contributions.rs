//! `ask` and `reply`: a service area is asked for what questions need, and what came back is kept with them.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};

use super::args::{Ask, Reply};
use super::cases::read;
use super::letters::{question_called, read_case, with_known};
use super::out;
use crate::domain::case::Case;
use crate::domain::contribution::{Contribution, Slip, keep_reply, which};
use crate::domain::event::Event;
use crate::domain::ids::QuestionId;
use crate::domain::question::Question;
use crate::host::start::Start;
use crate::host::{clock, folders};
use crate::store::case_folder::CaseFolder;
use crate::text::clean::{LONGEST_LINE, clean_line};

pub(super) fn ask(start: &Start, call: &Ask) -> anyhow::Result<ExitCode> {
    let mut case = read_case(start, &call.reference)?;
    let ids = called(&case, &call.questions)?;
    let with = clean_line(&call.of, LONGEST_LINE).0.trim().to_owned();
    if with.is_empty() {
        bail!("--of wants the name of who has the information");
    }
    let today = clock::today();
    let (due, regimes) = (
        with_known(start, &case, |_, derived| {
            derived.due.as_ref().map(|due| due.date)
        }),
        start.shelf.regimes(),
    );
    let words = &start.settings.slip;
    let counted = due.and_then(|due| {
        let (_, calendar) = regimes.clock_of(&case.facts.regime)?;
        Some(words.wanted(calendar, due, today))
    });
    let wanted = call.by.or(counted);
    let questions: Vec<(String, String)> = ids
        .iter()
        .filter_map(|id| Some((case.name(id), case.question(id)?.text.clone())))
        .collect();
    let names: Vec<String> = questions.iter().map(|(name, _)| name.clone()).collect();
    let authority = &start.settings.authority;
    let slip = words.write(&Slip {
        reference: case.reference.as_str(),
        title: &case.facts.title,
        authority: &authority.name,
        officer: &authority.officer,
        with: &with,
        wanted,
        due,
        which: &which(&names),
        questions: &questions,
    });
    let asked = Contribution {
        with: with.clone(),
        since: today,
        wanted,
        reply: String::new(),
    };
    edit(&mut case, &ids, |question| {
        question.contribution = Some(asked.clone());
    });
    let event = Event::Asked {
        with,
        questions: ids.iter().map(ToString::to_string).collect(),
    };
    save(start, &case, &event)?;
    out(&slip)?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn reply(start: &Start, call: &Reply) -> anyhow::Result<ExitCode> {
    let mut case = read_case(start, &call.reference)?;
    let ids = called(&case, &call.questions)?;
    let came = read(&call.file)?;
    if came.text.trim().is_empty() {
        bail!("there is no text in {}", call.file.display());
    }
    let today = clock::today();
    edit(&mut case, &ids, |question| {
        keep_reply(&mut question.contribution, &came.text, today);
    });
    let event = Event::Replied {
        questions: ids.iter().map(ToString::to_string).collect(),
    };
    save(start, &case, &event)?;
    let names: Vec<String> = ids.iter().map(|id| case.name(id)).collect();
    out(&format!(
        "The reply is kept with {}, not in the letter\n",
        which(&names)
    ))?;
    Ok(ExitCode::SUCCESS)
}

// The questions that are named, each once, in the order of the case.
fn called(case: &Case, names: &[String]) -> anyhow::Result<Vec<QuestionId>> {
    let mut ids = names
        .iter()
        .map(|name| question_called(case, name))
        .collect::<anyhow::Result<Vec<_>>>()?;
    ids.sort_by_key(|id| case.position(id));
    ids.dedup();
    Ok(ids)
}

fn edit(case: &mut Case, ids: &[QuestionId], mut edit: impl FnMut(&mut Question)) {
    for question in case
        .questions
        .iter_mut()
        .filter(|own| ids.contains(&own.id))
    {
        edit(Arc::make_mut(question));
    }
    case.revision += 1;
}

fn save(start: &Start, case: &Case, event: &Event) -> anyhow::Result<()> {
    let mut folder = CaseFolder::open(&start.workspace.case(&case.reference))?.folder;
    folder
        .save(case, &clock::stamp())
        .with_context(|| format!("saving {}", case.reference))?;
    folder
        .record(event, &clock::moment(), &folders::user())
        .context("the history")
}
