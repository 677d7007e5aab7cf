//! The review of a case that has left: opening it, and finding of each question whether its answer was right.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::overlays::show_to_read;
use super::{answering, close_desk};
use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::overlay::{Choice, ChoiceOption, Overlay, Pick, Prompt, PromptPurpose};
use crate::app::scroll::Scroll;
use crate::domain::case::CaseStatus;
use crate::domain::change::Change;
use crate::domain::clock::Due;
use crate::domain::event::Event;
use crate::domain::fields::{long_date, read_date};
use crate::domain::ids::{QuestionId, Reference};
use crate::domain::letter::in_series;
use crate::domain::review::{Finding, Reviewed};
use crate::text::edit::LineEditor;

/// Asks when the review of the open or the chosen case was asked for.
pub(super) fn ask(model: &mut Model) -> Vec<Effect> {
    let (reference, status, regime, is_review) = match (&model.desk, model.board.chosen()) {
        (Some(desk), _) => {
            let facts = &desk.case.facts;
            let reference = desk.case.reference.to_string();
            (
                reference,
                facts.status,
                facts.regime.clone(),
                facts.review.is_some(),
            )
        }
        (None, Some(row)) => {
            let summary = &row.summary;
            let regime = summary.regime.clone();
            (
                summary.reference.clone(),
                summary.status,
                regime,
                summary.review.is_some(),
            )
        }
        (None, None) => return Vec::new(),
    };
    if is_review {
        model.warn("This is a review itself; after it only the regulator decides");
        return Vec::new();
    }
    if status == CaseStatus::Open {
        model.warn(format!(
            "{reference} is not marked as sent: a review looks at an answer that has left"
        ));
        return Vec::new();
    }
    let Some(reference) = Reference::parse(&reference) else {
        return Vec::new();
    };
    let stage = model.regimes.get(&regime).and_then(|pack| {
        let stage = pack.clock.stage(&pack.review.stage)?;
        Some(format!(
            "{}: {} {} from then",
            stage.title,
            stage.limit,
            stage.unit.words()
        ))
    });
    model.overlay = Some(Overlay::Prompt(Prompt {
        title: format!("When was the review of {reference} asked for?"),
        hint: stage.unwrap_or_else(|| "The day on which the request for it came in".to_owned()),
        input: LineEditor::with_text(&model.today.to_string()),
        purpose: PromptPurpose::ReviewAsked(reference),
        complaint: None,
    }));
    Vec::new()
}

/// Takes the day, and opens the review.
///
/// # Errors
/// Words for the officer: why it is no such day.
pub(super) fn take(
    model: &mut Model,
    of: Reference,
    value: &str,
) -> Result<Vec<Effect>, &'static str> {
    let received =
        read_date(value).ok_or("Not a date: write it like 24 November 2026 or 24/11/2026")?;
    if received > model.today {
        return Err("That day has not come yet");
    }
    let mut effects = close_desk(model);
    model.say(format!("Opening the review of {of} …"));
    effects.push(Effect::OpenReview { of, received });
    Ok(effects)
}

/// Asks what is found of the chosen questions, or of the one under the cursor.
pub(super) fn choose(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    if !desk.case.is_review() {
        let key = model.settings.keymap.label(Command::OpenReview);
        model.say(format!(
            "This case reviews no other; {key} opens the review of a case that is sent"
        ));
        return Vec::new();
    }
    let ids: Vec<QuestionId> = desk
        .targets()
        .into_iter()
        .filter(|id| {
            desk.case
                .question(id)
                .is_some_and(|own| own.reviewed.is_some())
        })
        .collect();
    let Some(first) = ids.first().and_then(|id| desk.case.question(id)) else {
        model.say("Choose a question in the list first");
        return Vec::new();
    };
    let names: Vec<String> = ids.iter().map(|id| desk.case.name(id)).collect();
    let word = if names.len() == 1 {
        "question"
    } else {
        "questions"
    };
    let then = first
        .reviewed
        .as_ref()
        .map_or_else(String::new, |own| in_short(model, own));
    let notes = [
        "The answer was right; the outcome and the provisions stand.",
        "Some of it was right; set the outcome as it is now.",
        "It was not right; set the outcome as it is now.",
    ];
    let mut options: Vec<ChoiceOption> = Finding::ALL
        .into_iter()
        .zip(notes)
        .map(|(finding, note)| ChoiceOption {
            label: finding.title().to_owned(),
            note: note.to_owned(),
            pick: Pick::ReviewFinding(ids.clone(), Some(finding)),
        })
        .collect();
    options.push(ChoiceOption {
        label: "Read the answer that is reviewed".to_owned(),
        note: "Nothing is changed by it.".to_owned(),
        pick: Pick::ReadOriginal(first.id.clone()),
    });
    if first
        .reviewed
        .as_ref()
        .is_some_and(|own| own.finding.is_some())
    {
        options.push(ChoiceOption {
            label: "open".to_owned(),
            note: "Takes the finding back; the text stays.".to_owned(),
            pick: Pick::ReviewFinding(ids.clone(), None),
        });
    }
    let found = first.reviewed.as_ref().and_then(|own| own.finding);
    let at = found.and_then(|found| Finding::ALL.iter().position(|own| *own == found));
    model.overlay = Some(Overlay::Choice(Choice {
        title: format!("The answer to {word} {} is", in_series(&names)),
        text: vec![then],
        options,
        page: None,
        scroll: Scroll {
            cursor: at.unwrap_or(0),
            top: 0,
        },
    }));
    Vec::new()
}

// What was answered, in a line: "It was refused (s.31(1)(a)) on 20 October 2026".
fn in_short(model: &Model, reviewed: &Reviewed) -> String {
    let outcome = match reviewed.outcome {
        Some(outcome) => format!("It was {}", outcome.title()),
        None => "It was answered".to_owned(),
    };
    let labels: Vec<String> = reviewed
        .citations
        .iter()
        .map(|cited| {
            let pack = model.regimes.get(&cited.regime);
            pack.map_or_else(|| cited.cite.clone(), |pack| pack.label(&cited.cite))
        })
        .collect();
    let cited = match labels.as_slice() {
        [] => String::new(),
        labels => format!(" ({})", labels.join(", ")),
    };
    let desk = model.desk.as_ref();
    let answered = desk.and_then(|desk| desk.case.facts.review.as_ref()?.answered);
    let on = answered.map_or_else(String::new, |day| format!(" on {}", long_date(day)));
    format!("{outcome}{cited}{on}")
}

/// Keeps what was found, and puts it into words where there are none yet.
pub(super) fn found(
    model: &mut Model,
    ids: &[QuestionId],
    finding: Option<Finding>,
) -> Vec<Effect> {
    let regime = model
        .desk
        .as_ref()
        .map(|desk| desk.case.facts.regime.clone());
    let rules = regime.and_then(|regime| model.regimes.get(&regime).cloned());
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let change = Change::questions(&desk.case, |list| {
        for question in list
            .iter_mut()
            .filter(|question| ids.contains(&question.id))
        {
            let question = Arc::make_mut(question);
            let Some(reviewed) = &mut question.reviewed else {
                continue;
            };
            reviewed.finding = finding;
            if finding == Some(Finding::Upheld) {
                question.outcome = reviewed.outcome;
                question.citations.clone_from(&reviewed.citations);
            }
        }
    });
    let mut effects = desk.commit(vec![change], "what the review found");
    effects.push(Effect::Record(Event::ReviewFound {
        finding: finding.map_or("open", Finding::id).to_owned(),
        questions: ids.iter().map(ToString::to_string).collect(),
    }));
    let empty: Vec<QuestionId> = ids
        .iter()
        .filter(|id| {
            let own = desk.case.question(id);
            own.is_some_and(|own| own.answer.trim().is_empty() && own.answered_with.is_none())
        })
        .cloned()
        .collect();
    let snippet = finding
        .zip(rules)
        .and_then(|(finding, pack)| model.library.get(pack.review.snippet(finding)).cloned());
    let Some(snippet) = snippet.filter(|_| empty.len() == ids.len()) else {
        desk.marked.clear();
        let key = model.settings.keymap.label(Command::GoToAnswer);
        model.say(format!(
            "The finding is kept; give the reasons in the answer ({key})"
        ));
        return effects;
    };
    if desk.marked.is_empty() {
        // The passage goes where the cursor of the list is.
        desk.focus = crate::app::desk::Focus::Answer;
    }
    effects.extend(answering::insert_filled(model, &snippet, &BTreeMap::new()));
    effects
}

/// Shows the answer that is reviewed.
pub(super) fn read_original(model: &mut Model, id: &QuestionId) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let Some((question, reviewed)) = desk
        .case
        .question(id)
        .and_then(|own| Some((own, own.reviewed.as_ref()?)))
    else {
        return Vec::new();
    };
    let of = desk
        .case
        .facts
        .review
        .as_ref()
        .map_or_else(String::new, |own| own.of.to_string());
    let lines = [
        format!("{}. {}", desk.case.name(id), question.text.trim()),
        String::new(),
        format!("{}, in {of}:", in_short(model, reviewed)),
        String::new(),
        reviewed.answer.clone(),
    ];
    show_to_read(model, "The answer that is reviewed".into(), &lines);
    Vec::new()
}

/// Returns the option of the clock that takes the time of exceptional cases, or gives it back.
pub(super) fn other_stage(model: &Model) -> Option<ChoiceOption> {
    let desk = model.desk.as_ref()?;
    let review = desk.case.facts.review.as_ref()?;
    let (pack, calendar) = model.regimes.clock_of(&desk.case.facts.regime)?;
    let rules = &pack.review;
    let other = if review.stage == rules.stage {
        &rules.exceptional
    } else {
        &rules.stage
    };
    let stage = pack.clock.stage(other)?;
    let received = desk.case.facts.received?;
    let due = Due::stage(pack, calendar, received, &desk.case.facts.events, other).ok()?;
    Some(ChoiceOption {
        label: format!(
            "Take {} {}: {}",
            stage.limit,
            stage.unit.words(),
            stage.title
        ),
        note: format!(
            "Due {}. {}. Tell the requester.",
            long_date(due.date),
            stage.law
        ),
        pick: Pick::ReviewStage(other.clone()),
    })
}

/// Counts the review by another stage.
pub(super) fn set_stage(model: &mut Model, stage: String) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let change = Change::facts(&desk.case, |facts| {
        if let Some(review) = &mut facts.review {
            review.stage = stage;
        }
    });
    desk.commit(vec![change], "the time of the review")
}

/// What the case that is reviewed is to be told when the review is sent, or open again.
pub(super) fn tell_original(model: &Model) -> Option<Effect> {
    let desk = model.desk.as_ref()?;
    desk.case.facts.review.as_ref()?;
    Some(Effect::TellOriginal {
        review: Box::new(desk.case.clone()),
        left: desk.case.facts.status == CaseStatus::Sent,
        on: model.today,
    })
}
