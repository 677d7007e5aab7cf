//! Asking a service area for what questions need, and keeping what came back.

use std::sync::Arc;

use jiff::civil::Date;

use super::super::effect::{Effect, Parcel, Ticket};
use super::super::model::Model;
use super::super::overlay::{Overlay, Prompt, PromptPurpose};
use super::overlays;
use crate::app::command::Command;
use crate::domain::change::Change;
use crate::domain::contribution::{Contribution, Slip, keep_reply, which as in_words};
use crate::domain::event::Event;
use crate::domain::fields::read_date;
use crate::domain::ids::QuestionId;
use crate::text::edit::LineEditor;

/// Asks who has what the chosen questions need; the marked ones go on one slip.
pub(super) fn ask(model: &mut Model) -> Vec<Effect> {
    let Some((ids, which)) = chosen(model) else {
        return Vec::new();
    };
    let last = model
        .desk
        .as_ref()
        .and_then(|desk| desk.case.question(&ids[0])?.contribution.clone())
        .map(|asked| asked.with)
        .unwrap_or_default();
    model.overlay = Some(Overlay::Prompt(Prompt {
        title: format!("Who has what {which} asks for?"),
        hint: "The service area or the colleague, as the mail will name them".into(),
        input: LineEditor::with_text(&last),
        purpose: PromptPurpose::AskedOf(ids),
        complaint: None,
    }));
    Vec::new()
}

/// Takes what was written about who is asked, or by when.
///
/// # Errors
/// Words for the officer: what is missing.
pub(super) fn take(
    model: &mut Model,
    purpose: PromptPurpose,
    value: String,
) -> Result<Vec<Effect>, &'static str> {
    match purpose {
        PromptPurpose::AskedOf(_) if value.is_empty() => Err("Write who has the information"),
        PromptPurpose::AskedOf(ids) => Ok(ask_when(model, ids, value)),
        PromptPurpose::WantedBy { ids, with } => {
            let wanted = match value.as_str() {
                "" => None,
                written => Some(
                    read_date(written)
                        .ok_or("Not a date: write it like 24 November 2026 or 24/11/2026")?,
                ),
            };
            Ok(send(model, &ids, &with, wanted))
        }
        _ => Ok(Vec::new()),
    }
}

// Asks by when the reply is wanted; what is counted back from the due date is offered.
fn ask_when(model: &mut Model, ids: Vec<QuestionId>, with: String) -> Vec<Effect> {
    let counted = model.desk.as_ref().and_then(|desk| {
        let due = desk.derived.due.as_ref()?.date;
        let (_, calendar) = model.regimes.clock_of(&desk.case.facts.regime)?;
        Some(model.settings.slip.wanted(calendar, due, model.today))
    });
    let days = model.settings.slip.days_before_due;
    let hint = match counted {
        Some(_) => format!(
            "{days} working days before the response is due, where that can be; or another day"
        ),
        None => "A day like 24/11/2026; empty for none".to_owned(),
    };
    model.overlay = Some(Overlay::Prompt(Prompt {
        title: format!("By when do you want the reply from {with}?"),
        hint,
        input: LineEditor::with_text(&counted.map(|day| day.to_string()).unwrap_or_default()),
        purpose: PromptPurpose::WantedBy { ids, with },
        complaint: None,
    }));
    Vec::new()
}

// Copies the slip, and keeps who has the questions since when.
fn send(model: &mut Model, ids: &[QuestionId], with: &str, wanted: Option<Date>) -> Vec<Effect> {
    let (today, words) = (model.today, Arc::clone(&model.settings.slip));
    let authority = model.settings.authority.clone();
    let ticket = model.next_ticket();
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let questions: Vec<(String, String)> = ids
        .iter()
        .filter_map(|id| Some((desk.case.name(id), desk.case.question(id)?.text.clone())))
        .collect();
    let names: Vec<String> = questions.iter().map(|(name, _)| name.clone()).collect();
    let which = in_words(&names);
    let plain = words.write(&Slip {
        reference: desk.case.reference.as_str(),
        title: &desk.case.facts.title,
        authority: &authority.name,
        officer: &authority.officer,
        with,
        wanted,
        due: desk.derived.due.as_ref().map(|due| due.date),
        which: &which,
        questions: &questions,
    });
    let asked = Contribution {
        with: with.to_owned(),
        since: today,
        wanted,
        reply: String::new(),
    };
    let change = Change::questions(&desk.case, |list| {
        for question in list
            .iter_mut()
            .filter(|question| ids.contains(&question.id))
        {
            Arc::make_mut(question).contribution = Some(asked.clone());
        }
    });
    let mut effects = desk.commit(vec![change], "ask a service area");
    desk.marked.clear();
    effects.push(Effect::Record(Event::Asked {
        with: with.to_owned(),
        questions: ids.iter().map(ToString::to_string).collect(),
    }));
    effects.push(Effect::Copy {
        ticket,
        parcel: Parcel {
            plain,
            html: None,
            stem: None,
        },
    });
    effects
}

/// Reads the clipboard, in which the reply of a service area is.
pub(super) fn paste(model: &mut Model) -> Vec<Effect> {
    let Some((ids, _)) = chosen(model) else {
        return Vec::new();
    };
    let ticket = model.next_ticket();
    if let Some(desk) = &mut model.desk {
        desk.reply_for = Some((ticket, ids));
    }
    vec![Effect::ReadClipboard(ticket)]
}

/// Tells whether what was read from the clipboard is the reply of a service area.
pub(super) fn awaits(model: &Model, ticket: Ticket) -> bool {
    let desk = model.desk.as_ref();
    desk.is_some_and(|desk| {
        desk.reply_for
            .as_ref()
            .is_some_and(|(for_it, _)| *for_it == ticket)
    })
}

/// Keeps a reply as a note on the questions it is for. It never goes into an answer by itself.
pub(super) fn replied(model: &mut Model, text: &str) -> Vec<Effect> {
    let today = model.today;
    let key = model.settings.keymap.label(Command::ReadReply);
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let Some((_, ids)) = desk.reply_for.take() else {
        return Vec::new();
    };
    let names: Vec<String> = ids.iter().map(|id| desk.case.name(id)).collect();
    let change = Change::questions(&desk.case, |list| {
        for question in list
            .iter_mut()
            .filter(|question| ids.contains(&question.id))
        {
            keep_reply(&mut Arc::make_mut(question).contribution, text, today);
        }
    });
    let mut effects = desk.commit(vec![change], "keep a reply");
    effects.push(Effect::Record(Event::Replied {
        questions: ids.iter().map(ToString::to_string).collect(),
    }));
    model.say(format!(
        "The reply is kept with {}, not in the letter; {key} reads it",
        in_words(&names)
    ));
    effects
}

/// Shows what a service area replied, or who was asked.
pub(super) fn read(model: &mut Model) -> Vec<Effect> {
    let today = model.today;
    let asked = model.desk.as_ref().and_then(|desk| {
        let question = desk.current()?;
        Some((desk.case.name(&question.id), question.contribution.clone()?))
    });
    let Some((name, asked)) = asked else {
        let key = model.settings.keymap.label(Command::AskServiceArea);
        model.say(format!(
            "Nobody was asked about this question; {key} asks a service area"
        ));
        return Vec::new();
    };
    let mut lines = vec![
        format!("Question {name}: {}", asked.in_words(today)),
        String::new(),
    ];
    if asked.is_open() {
        let key = model.settings.keymap.label(Command::PasteReply);
        lines.push(format!("No reply yet. Copy it, then {key} keeps it here."));
    }
    lines.push(asked.reply);
    overlays::show_to_read(model, "From the service area".into(), &lines);
    Vec::new()
}

// The questions that are chosen, and what to call them.
fn chosen(model: &mut Model) -> Option<(Vec<QuestionId>, String)> {
    let ids = model
        .desk
        .as_ref()
        .map(|desk| desk.targets())
        .unwrap_or_default();
    let Some(desk) = model.desk.as_ref().filter(|_| !ids.is_empty()) else {
        model.say("Choose a question in the list first");
        return None;
    };
    let names: Vec<String> = ids.iter().map(|id| desk.case.name(id)).collect();
    Some((ids, in_words(&names)))
}
