//! Opening the review of a case that has left, and telling the case how its review went.

use anyhow::{Context, anyhow, bail};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::clock;
use crate::domain::case::{Case, CaseStatus};
use crate::domain::clock::{ClockEvent, Due};
use crate::domain::event::Event;
use crate::domain::happened::responded;
use crate::domain::ids::Reference;
use crate::domain::regime::Regimes;
use crate::domain::review::{self, ReviewRules};
use crate::store::case_folder::{CaseFolder, read_history};
use crate::store::sent;
use crate::store::workspace::Workspace;

/// Makes the review of a case, without its letter's opening and closing, and says what is odd about it. Nothing is
/// written.
///
/// # Errors
/// Words for the officer: why it cannot be reviewed.
pub fn review_of(
    workspace: &Workspace,
    regimes: &Regimes,
    of: &Reference,
    received: Date,
) -> anyhow::Result<(Case, Option<String>)> {
    let original = whole_case(workspace, of)?;
    if original.is_review() {
        bail!("{of} is a review itself; after it only the regulator decides");
    }
    if original.facts.status == CaseStatus::Open {
        bail!("{of} is not marked as sent: a review looks at an answer that has left");
    }
    let regime = regimes
        .get(&original.facts.regime)
        .with_context(|| format!("the regime {} of {of} is not known", original.facts.regime))?;
    let stage = &regime.review.stage;
    if stage.is_empty() {
        bail!("{} says nothing about reviews", regime.short);
    }
    let references = workspace.references();
    if let Some(open) = open_review(workspace, &references, of) {
        bail!("{of} is under review already, in {open}");
    }
    let reference = review::reference(of, &references)
        .with_context(|| format!("{of} is too long a name for a review of it"))?;
    let path = workspace.case(of);
    let letter = sent::last(&path).ok().flatten();
    let (history, _) = read_history(&path)?;
    let answered = letter
        .as_ref()
        .map(|letter| letter.on)
        .or_else(|| responded(&history, &TimeZone::system()));
    if let Some(answered) = answered.filter(|answered| received < *answered) {
        bail!("the review cannot have been asked for before the response left, on {answered}");
    }
    let changed = letter.is_some_and(|letter| letter.differs_from(&original));
    let remark = changed.then(|| {
        format!("{of} has changed since its letter left; the answers are as they stand now, the letter is in sent/")
    });
    let case = review::of(&original, reference, stage, received, answered);
    Ok((case, remark))
}

fn whole_case(workspace: &Workspace, reference: &Reference) -> anyhow::Result<Case> {
    let path = workspace.case(reference);
    if !path.join("case.toml").exists() {
        return Err(anyhow!(
            "there is no case {reference} in {}",
            workspace.root.display()
        ));
    }
    let opened = CaseFolder::open(&path)?;
    // A question that cannot be read would be missing from the review.
    match opened.problems.first() {
        Some(problem) => Err(anyhow!(problem.message.clone())),
        None => Ok(opened.case),
    }
}

/// Returns a review of this case that has not been decided.
pub(super) fn open_review(
    workspace: &Workspace,
    references: &[Reference],
    of: &Reference,
) -> Option<Reference> {
    let start = format!("{of}-IR");
    references
        .iter()
        .filter(|reference| reference.as_str().starts_with(&start))
        .find(|reference| {
            let opened = CaseFolder::open(&workspace.case(reference)).ok();
            opened.is_some_and(|opened| {
                let facts = &opened.case.facts;
                facts.status == CaseStatus::Open
                    && facts.review.as_ref().is_some_and(|own| own.of == *of)
            })
        })
        .cloned()
}

/// Notes in the case that is reviewed that a review was asked for: its clock and its history tell.
///
/// # Errors
/// If the disk refuses, or somebody else is writing the case.
pub fn note_opened(
    workspace: &Workspace,
    regimes: &Regimes,
    review: &Case,
    user: &str,
) -> anyhow::Result<()> {
    let event = Event::ReviewOpened {
        review: review.reference.to_string(),
    };
    let date = review.facts.received;
    note(workspace, regimes, review, user, &event, |events, rules| {
        if let Some(date) = date {
            add(events, &rules.asked, date);
        }
    })
}

/// Notes there that the outcome of the review has left, or that the review is open again.
///
/// # Errors
/// If the disk refuses, or somebody else is writing the case.
pub fn note_decided(
    workspace: &Workspace,
    regimes: &Regimes,
    review: &Case,
    (left, on): (bool, Date),
    user: &str,
) -> anyhow::Result<()> {
    let event = Event::ReviewDecided {
        review: review.reference.to_string(),
        findings: review.findings_in_words(),
        left,
    };
    let since = review.facts.received;
    note(workspace, regimes, review, user, &event, |events, rules| {
        // Of several reviews only the decision on this one is taken back.
        if left {
            add(events, &rules.decided, on);
        } else {
            let before = |own: &ClockEvent| own.value.parse::<Date>().ok() < since;
            events.retain(|own| own.kind != rules.decided || before(own));
        }
    })
}

fn add(events: &mut Vec<ClockEvent>, kind: &str, date: Date) {
    let event = ClockEvent::read(&format!("{kind}:{date}"));
    if !kind.is_empty() && !events.contains(&event) {
        events.push(event);
    }
}

fn note(
    workspace: &Workspace,
    regimes: &Regimes,
    review: &Case,
    user: &str,
    event: &Event,
    change: impl FnOnce(&mut Vec<ClockEvent>, &ReviewRules),
) -> anyhow::Result<()> {
    let Some(about) = &review.facts.review else {
        return Ok(());
    };
    let path = workspace.case(&about.of);
    let noting = || format!("noting the review in {}", about.of);
    let mut opened = CaseFolder::open(&path).with_context(noting)?;
    let regime = regimes.get(&opened.case.facts.regime);
    if let Some(regime) = regime {
        let facts = std::sync::Arc::make_mut(&mut opened.case.facts);
        change(&mut facts.events, &regime.review);
        let (folder, case) = (&mut opened.folder, &opened.case);
        folder.save(case, &clock::stamp()).with_context(noting)?;
    }
    opened
        .folder
        .record(event, &clock::moment(), user)
        .with_context(noting)
}

/// Returns the request of a review for its folder, where nobody kept the mail that asked for it.
pub fn request_text(review: &Case) -> String {
    let of = review.facts.review.as_ref().map(|own| own.of.to_string());
    let on = review.facts.received.map(|day| format!(" on {day}"));
    format!(
        "A review of {} was asked for{}.\n",
        of.unwrap_or_default(),
        on.unwrap_or_default()
    )
}

/// Returns when a review is due, in words, for the command line.
pub fn due_in_words(regimes: &Regimes, review: &Case) -> Option<String> {
    let due: Due = regimes.due(&review.facts)?.ok()?;
    Some(format!(
        "due {} ({}, {} working days)",
        due.date, due.law, due.limit
    ))
}
