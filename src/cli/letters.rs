//! `render` and `copy`: the response of a case, without a screen.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use anyhow::Context;

use super::args::{Copy, Format, Render, ViewName};
use super::{out, parse_reference};
use crate::app::derived::{Derived, Needed};
use crate::app::model::known;
use crate::domain::case::Case;
use crate::domain::checks::blockers;
use crate::domain::event::Event;
use crate::domain::fields::{Known, long_date};
use crate::domain::ids::QuestionId;
use crate::domain::letter::{self, Sharing, View, draft};
use crate::host::clipboard::{self, Delivery, NoTerminal, Outgoing};
use crate::host::clock;
use crate::host::document;
use crate::host::start::Start;
use crate::store::case_folder::CaseFolder;
use crate::store::files::{self, RealDisk};
use crate::store::sent;
use crate::text::clean::clean;

impl From<ViewName> for View {
    fn from(name: ViewName) -> Self {
        match name {
            ViewName::Letter => Self::Letter,
            ViewName::DisclosureLog => Self::DisclosureLog,
        }
    }
}

// Opened to be read only: nothing of the case is touched, and a workbench that has it open is not disturbed.
pub(super) fn read_case(start: &Start, reference: &str) -> anyhow::Result<Case> {
    let reference = parse_reference(reference)?;
    let path = start.workspace.case(&reference);
    if !path.join("case.toml").exists() {
        anyhow::bail!(
            "there is no case {reference} in {}",
            start.workspace.root.display()
        );
    }
    let opened = CaseFolder::open(&path)?;
    // A letter with a question missing must not leave unnoticed.
    match opened.problems.first() {
        Some(problem) => Err(anyhow::anyhow!(problem.message.clone())),
        None => Ok(opened.case),
    }
}

/// Returns the question that an officer calls so: by its number in the letter.
pub(super) fn question_called(case: &Case, name: &str) -> anyhow::Result<QuestionId> {
    let wanted = name.trim().trim_end_matches('.').to_lowercase();
    let names = case.names();
    let at = names
        .iter()
        .zip(&case.questions)
        .position(|(own, question)| {
            !question.is_group() && own.trim_end_matches('.').to_lowercase() == wanted
        });
    let at = at.with_context(|| {
        let known = names
            .iter()
            .zip(&case.questions)
            .filter(|(_, question)| !question.is_group());
        let known: Vec<&str> = known.map(|(name, _)| name.as_str()).collect();
        format!(
            "{} has no question “{}”; it has {}",
            case.reference,
            clean(name).0.as_str(),
            known.join(", ")
        )
    })?;
    Ok(case.questions[at].id.clone())
}

pub(super) fn with_known<T>(
    start: &Start,
    case: &Case,
    then: impl FnOnce(&Known<'_>, &Derived) -> T,
) -> T {
    let today = clock::today();
    let library = start.shelf.library();
    let mut derived = Derived::default();
    for problem in &start.letter_problems {
        super::complain(&format!(
            "{problem}; the program’s own letter is used instead"
        ));
    }
    let path = start.workspace.case(&case.reference);
    let sent = sent::last(&path).unwrap_or_else(|error| {
        super::complain(&error.to_string());
        None
    });
    let regimes = start.shelf.regimes();
    let due = regimes.due(&case.facts).and_then(Result::ok);
    let facts = |due| known(&start.settings, regimes, &library, case, due, today);
    let fixed = letter::fixed_texts(&facts(due.map(|due| due.date)));
    let needed = Needed {
        fixed: &fixed,
        to_sign: &letter::fixed_to_sign(&start.settings.letters, &library, case),
        sent: sent.as_ref(),
        rules: start.shelf.rules(),
        regimes: start.shelf.regimes(),
        regulators: &start.settings.regulators,
        library: &library,
        authority: &start.settings.authority,
        sign_off: &start.settings.sign_off,
        today,
        generation: 1,
    };
    derived.refresh(case, &needed);
    let due = derived.due.as_ref().map(|due| due.date);
    then(&facts(due), &derived)
}

pub(super) fn render(start: &Start, render: &Render) -> anyhow::Result<ExitCode> {
    let case = read_case(start, &render.reference)?;
    let view = View::from(render.view);
    let sharing = start.settings.sharing;
    let text = with_known(start, &case, |known, derived| {
        let known = &Known {
            today: render.dated.unwrap_or(known.today),
            ..*known
        };
        if render.dated.is_none() && case.facts.letter_date.is_none() {
            tell_date(known, render, sharing);
        }
        let is_draft = derived.is_draft(view);
        if is_draft {
            super::complain(&derived.why_draft());
        }
        let marked = |text: String, mark: fn(&str) -> String| {
            if is_draft { mark(&text) } else { text }
        };
        match render.format {
            Format::Text => Ok(marked(letter::assemble(known, view, sharing), draft::plain)),
            Format::Markdown => Ok(marked(
                letter::assemble_markdown(known, view, sharing),
                draft::markdown,
            )),
            Format::Html => Ok(marked(
                letter::assemble_html(known, view, sharing),
                draft::html,
            )),
            Format::Docx => Err(document::letter(
                &start.workspace,
                known,
                view,
                sharing,
                is_draft,
            )),
        }
    });
    let text = match text {
        Ok(text) => text,
        Err(document) => return write_document(&document?, render),
    };
    if let Some(path) = &render.output {
        files::save(&RealDisk, path, text.as_bytes())?;
    } else {
        out(&text)?;
        // The text ends where it ends; a prompt behind it would be hard to read.
        if io::stdout().is_terminal() {
            out("\n")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

// Tomorrow the same call would give other bytes: whoever keeps them should know.
fn tell_date(known: &Known<'_>, render: &Render, sharing: Sharing) {
    let view = View::from(render.view);
    let shows = || {
        let other = known.today.tomorrow().unwrap_or(known.today);
        let then = Known {
            today: other,
            ..*known
        };
        letter::assemble(known, view, sharing) != letter::assemble(&then, view, sharing)
    };
    if render.format == Format::Docx || shows() {
        super::complain(&format!(
            "not sent yet, so it is dated today, {}; --dated DATE or seriatim sent {} gives it a date of its own",
            long_date(known.today),
            known.case.reference
        ));
    }
}

fn write_document(bytes: &[u8], render: &Render) -> anyhow::Result<ExitCode> {
    match &render.output {
        Some(path) => files::save(&RealDisk, path, bytes)?,
        None if io::stdout().is_terminal() => {
            anyhow::bail!("a Word document cannot be shown here; name a file with -o FILE")
        }
        None => io::stdout()
            .write_all(bytes)
            .context("writing to standard output")?,
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn copy(start: &Start, copy: &Copy) -> anyhow::Result<ExitCode> {
    let case = read_case(start, &copy.reference)?;
    let view = View::from(copy.view);
    let sharing = start.settings.sharing;
    let (plain, html, blocking, unapproved) = with_known(start, &case, |known, derived| {
        let blocking: Vec<(String, String)> = blockers(&derived.diagnostics, view)
            .map(|(_, finding)| (finding.code.to_owned(), finding.message.clone()))
            .collect();
        let plain = letter::assemble(known, view, sharing);
        let html = letter::assemble_html(known, view, sharing);
        if derived.is_draft(view) {
            let why = Some(derived.why_draft());
            (draft::plain(&plain), draft::html(&html), blocking, why)
        } else {
            (plain, html, blocking, None)
        }
    });
    if !blocking.is_empty() && copy.override_checks.is_none() {
        let mut stderr = io::stderr();
        for (code, message) in &blocking {
            let _ = writeln!(stderr, "{code}: {}", &*clean(message).0);
        }
        let _ = writeln!(
            stderr,
            "Not copied. Mend this in the workbench, or give a reason with --override-checks."
        );
        return Ok(ExitCode::from(1));
    }
    if let Some(why) = &unapproved {
        super::complain(why);
    }
    if copy.print {
        out(&plain)?;
        return Ok(ExitCode::SUCCESS);
    }
    let stem = format!("{}-{}", case.reference, view.id());
    let outgoing = Outgoing {
        plain,
        html: Some(html),
    };
    let receipt = if io::stdout().is_terminal() {
        clipboard::deliver(
            &outgoing,
            &stem,
            &start.clipboard,
            &start.surroundings,
            &mut io::stdout(),
        )
    } else {
        clipboard::deliver(
            &outgoing,
            &stem,
            &start.clipboard,
            &start.surroundings,
            &mut NoTerminal,
        )
    };
    record(
        start,
        &case,
        copy,
        view,
        &blocking,
        (&receipt, unapproved.is_some()),
    )?;
    out(&format!("{receipt}\n"))?;
    for note in &receipt.notes {
        let _ = writeln!(io::stderr(), "{}", &*clean(note).0);
    }
    let left = receipt.file.is_some() || !matches!(receipt.delivery, Delivery::OnlyFile { .. });
    Ok(if left {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(2)
    })
}

fn record(
    start: &Start,
    case: &Case,
    copy: &Copy,
    view: View,
    blocking: &[(String, String)],
    (receipt, draft): (&clipboard::Receipt, bool),
) -> anyhow::Result<()> {
    let mut events = Vec::new();
    if let Some(reason) = copy
        .override_checks
        .as_ref()
        .filter(|_| !blocking.is_empty())
    {
        let codes = blocking.iter().map(|(code, _)| code.clone()).collect();
        events.push(Event::Overridden {
            codes,
            reason: clean(reason).0.to_string(),
        });
    }
    let delivery = receipt.to_string();
    events.push(Event::Copied {
        view: view.id().to_owned(),
        delivery,
        sha256: receipt.sha256.clone(),
        draft,
    });
    let path = start.workspace.case(&case.reference);
    let folder = CaseFolder::open(&path)?.folder;
    for event in events {
        folder
            .record(&event, &clock::moment(), &crate::host::folders::user())
            .context("the history")?;
    }
    Ok(())
}
