//! Questions put to the officer: outcomes, leads, citations, facts.

use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::overlay::{Choice, ChoiceOption, Overlay, Pick, Prompt, PromptPurpose};
use crate::app::scroll::Scroll;
use crate::domain::ids::QuestionId;
use crate::domain::letter::in_series;
use crate::domain::outcome::{Held, Outcome};
use crate::text::edit::LineEditor;

/// Lets the officer choose the outcome.
pub(in crate::app::update) fn choose_outcome(model: &mut Model) -> Vec<Effect> {
    let Some((ids, names)) = targets(model) else {
        return Vec::new();
    };
    let now = model
        .desk
        .as_ref()
        .and_then(|desk| desk.case.question(&ids[0]))
        .and_then(|question| question.outcome);
    let mut options: Vec<ChoiceOption> = Outcome::ALL
        .into_iter()
        .map(|outcome| {
            option(
                outcome.title(),
                note_on(outcome),
                Pick::Outcome(ids.clone(), Some(outcome)),
            )
        })
        .collect();
    options.push(option(
        "none yet",
        "Takes the outcome back.",
        Pick::Outcome(ids, None),
    ));
    let cursor = now
        .and_then(|now| Outcome::ALL.iter().position(|outcome| *outcome == now))
        .unwrap_or(0);
    show(
        model,
        format!("Outcome of {names}"),
        Vec::new(),
        options,
        cursor,
    );
    Vec::new()
}

fn note_on(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Disclosed => "All that is held was given.",
        Outcome::PartlyDisclosed => "Some was given, some withheld; cite the provision.",
        Outcome::NotHeld => "The authority does not hold it.",
        Outcome::Refused => "Withheld or refused; cite the provision.",
        Outcome::Ncnd => "The answer must not say whether it is held; cite the provision.",
        Outcome::AlreadyAvailable => "The requester can get it elsewhere; say where.",
        Outcome::Clarification => "The authority needs to hear more first.",
        Outcome::AnsweredElsewhere => "Another answer of the letter covers it.",
    }
}

/// Lets the officer say whether the information is held.
pub(in crate::app::update) fn choose_held(model: &mut Model) -> Vec<Effect> {
    let Some((ids, names)) = targets(model) else {
        return Vec::new();
    };
    let options = [
        ("held", "The authority holds it.", Some(Held::Yes)),
        (
            "partly held",
            "The authority holds some of it.",
            Some(Held::Partly),
        ),
        (
            "not held",
            "The authority does not hold it.",
            Some(Held::No),
        ),
        ("not said", "The answer must not say.", Some(Held::NotSaid)),
        ("open", "Takes the statement back.", None),
    ];
    let options =
        options.map(|(label, note, held)| option(label, note, Pick::Held(ids.clone(), held)));
    show(
        model,
        format!("Is the information of {names} held?"),
        Vec::new(),
        options.to_vec(),
        0,
    );
    Vec::new()
}

/// Lets the officer choose the question with which these are answered.
pub(in crate::app::update) fn choose_lead(model: &mut Model) -> Vec<Effect> {
    let Some((ids, names)) = targets(model) else {
        return Vec::new();
    };
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let leads = desk
        .case
        .questions
        .iter()
        .enumerate()
        .filter(|(_, question)| {
            !question.is_group()
                && question.answered_with.is_none()
                && !(ids.len() == 1 && ids.contains(&question.id))
        });
    let mut options: Vec<ChoiceOption> = leads
        .map(|(index, question)| {
            let words: String = question
                .text
                .chars()
                .take(60)
                .map(|c| if c == '\n' { ' ' } else { c })
                .collect();
            let note = if question.answer.trim().is_empty() {
                "It has no answer yet."
            } else {
                "It is answered."
            };
            let label = format!("{}  {words}", desk.case.name_at(index));
            option(
                &label,
                note,
                Pick::AnswerWith(ids.clone(), Some(question.id.clone())),
            )
        })
        .collect();
    options.push(option(
        "by itself",
        "The question gets an answer of its own.",
        Pick::AnswerWith(ids, None),
    ));
    show(
        model,
        format!("With which question is {names} answered?"),
        Vec::new(),
        options,
        0,
    );
    Vec::new()
}

/// Lets the officer take back a citation.
pub(in crate::app::update) fn choose_citation(model: &mut Model) -> Vec<Effect> {
    let Some((ids, names)) = targets(model) else {
        return Vec::new();
    };
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let mut options = Vec::new();
    for question in desk
        .case
        .questions
        .iter()
        .filter(|question| ids.contains(&question.id))
    {
        for citation in &question.citations {
            let pack = model.regimes.get(&citation.regime);
            let label =
                pack.map_or_else(|| citation.cite.clone(), |pack| pack.label(&citation.cite));
            let title = pack
                .and_then(|pack| pack.provision(&citation.cite))
                .map_or("", |provision| &provision.title);
            if !options
                .iter()
                .any(|known: &ChoiceOption| known.label == label)
            {
                options.push(option(
                    &label,
                    title,
                    Pick::Uncite(ids.clone(), citation.clone()),
                ));
            }
        }
    }
    if options.is_empty() {
        model.say("No provision is cited here");
        return Vec::new();
    }
    show(
        model,
        format!("Which citation of {names} is taken back?"),
        Vec::new(),
        options,
        0,
    );
    Vec::new()
}

/// Asks for a fact of the case.
pub(in crate::app::update) fn ask_fact(model: &mut Model, purpose: PromptPurpose) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let facts = &desk.case.facts;
    let (title, hint, value) = match &purpose {
        PromptPurpose::Title => (
            "Title of the case",
            "Heads the disclosure log",
            facts.title.clone(),
        ),
        PromptPurpose::Requester => (
            "Name of the requester",
            "For the greeting of the letter",
            facts.requester.clone(),
        ),
        PromptPurpose::LetterDate => (
            "Date of the letter",
            "The day on which it leaves; empty for the day on which it is written or sent",
            facts
                .letter_date
                .map(|date| date.to_string())
                .unwrap_or_default(),
        ),
        _ => (
            "Date of receipt",
            "The day the request arrived, even at a weekend; the clock starts on the working day after it",
            facts
                .received
                .map(|date| date.to_string())
                .unwrap_or_default(),
        ),
    };
    let prompt = Prompt {
        title: title.into(),
        hint: hint.into(),
        input: LineEditor::with_text(&value),
        purpose,
        complaint: None,
    };
    model.overlay = Some(Overlay::Prompt(prompt));
    Vec::new()
}

// The questions a choice is for, and what to call them.
fn targets(model: &mut Model) -> Option<(Vec<QuestionId>, String)> {
    let ids = model
        .desk
        .as_ref()
        .map(|desk| desk.targets())
        .unwrap_or_default();
    if ids.is_empty() {
        model.say("Choose a question in the list first");
        return None;
    }
    let desk = model.desk.as_ref()?;
    let names: Vec<String> = ids.iter().map(|id| desk.case.name(id)).collect();
    let word = if names.len() == 1 {
        "question"
    } else {
        "questions"
    };
    Some((ids, format!("{word} {}", in_series(&names))))
}

pub(super) fn option(label: &str, note: &str, pick: Pick) -> ChoiceOption {
    ChoiceOption {
        label: label.to_owned(),
        note: note.to_owned(),
        pick,
    }
}

pub(super) fn show(
    model: &mut Model,
    title: String,
    text: Vec<String>,
    options: Vec<ChoiceOption>,
    cursor: usize,
) {
    model.overlay = Some(Overlay::Choice(Choice {
        title,
        text,
        options,
        page: None,
        scroll: Scroll { cursor, top: 0 },
    }));
}
