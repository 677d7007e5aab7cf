//! Taking over what was answered when the same was asked before: one answer, or one for every question without.

use super::inserting::{Passage, insert_each};
use super::writing;
use crate::app::command::Command;
use crate::app::comparison::rows_of;
use crate::app::earlier::{EarlierScreen, page};
use crate::app::effect::{Effect, Ticket};
use crate::app::geometry;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::scroll::Scroll;
use crate::domain::ids::QuestionId;
use crate::domain::memory::Used;
use crate::domain::round_robin::Given;

/// Opens the screen and has the earlier cases looked through.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let ticket = model.next_ticket();
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let case = Box::new(desk.case.clone());
    model.overlay = Some(Overlay::Earlier(Box::new(EarlierScreen {
        ticket,
        waiting: true,
        ..EarlierScreen::default()
    })));
    vec![Effect::LookForEarlier { ticket, case }]
}

fn screen_of(model: &mut Model) -> Option<&mut EarlierScreen> {
    match &mut model.overlay {
        Some(Overlay::Earlier(screen)) => Some(screen),
        _ => None,
    }
}

/// They have been looked through. The first answer to a question without one is chosen.
pub(super) fn found(model: &mut Model, ticket: Ticket, given: Vec<Given>) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let open = |given: &Given| {
        let question = desk.case.question(&given.question);
        question.is_some_and(|question| !question.is_answered())
    };
    // The question that is being answered comes first, if it is among them.
    let here = desk.current().map(|question| question.id.clone());
    let own = given
        .iter()
        .position(|one| Some(&one.question) == here.as_ref());
    let first = own.or_else(|| given.iter().position(open)).unwrap_or(0);
    if let Some(screen) = screen_of(model).filter(|screen| screen.ticket == ticket) {
        screen.waiting = false;
        screen.given = given;
        screen.scroll.cursor = first;
    }
    Vec::new()
}

/// Does what the officer asks for on the screen.
pub(super) fn perform(model: &mut Model, command: Command) -> Vec<Effect> {
    match command {
        Command::TakeEarlier => {
            let chosen = screen_of(model).and_then(|screen| screen.chosen().cloned());
            chosen.map_or_else(Vec::new, |given| take_one(model, &given))
        }
        Command::TakeAllEarlier => take_all(model),
        Command::UndoEarlier => writing::undo(model),
        _ => Vec::new(),
    }
}

fn take_one(model: &mut Model, given: &Given) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let name = desk.case.name(&given.question);
    let Some(question) = desk.case.question(&given.question) else {
        model.warn("That question is gone");
        return Vec::new();
    };
    if let Some(lead) = &question.answered_with {
        let lead = desk.case.name(lead);
        model.warn(format!("Question {name} is answered with question {lead}"));
        return Vec::new();
    }
    if EarlierScreen::is_taken(given, &desk.case) {
        let key = model.settings.keymap.label(Command::UndoEarlier);
        model.say(format!(
            "It is in the answer to question {name} already; {key} takes it back"
        ));
        return Vec::new();
    }
    let below = if question.answer.trim().is_empty() {
        ""
    } else {
        ", below what stands there"
    };
    let effects = put_in(
        model,
        std::slice::from_ref(given),
        &format!("take over {}", given.reference),
    );
    model.say(format!(
        "It went into the answer to question {name}{below}; see that it still holds ({})",
        given.when()
    ));
    next(model, &given.question);
    effects
}

// Goes on to the first answer for another question.
fn next(model: &mut Model, done: &QuestionId) {
    if let Some(screen) = screen_of(model) {
        let from = screen.scroll.cursor;
        let rest = screen.given.iter().skip(from);
        let same = rest.take_while(|given| given.question == *done).count();
        let len = screen.given.len();
        screen
            .scroll
            .go((from + same).min(len.saturating_sub(1)), len);
        screen.text = Scroll::default();
    }
}

fn take_all(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let Some(Overlay::Earlier(screen)) = &model.overlay else {
        return Vec::new();
    };
    let all = screen.for_the_empty(&desk.case);
    if all.is_empty() {
        model.say("Every question that was answered before has an answer here already");
        return Vec::new();
    }
    let effects = put_in(model, &all, "take over earlier answers");
    let key = model.settings.keymap.label(Command::UndoEarlier);
    let words = match all.len() {
        1 => "One question has its earlier answer".to_owned(),
        count => format!("{count} questions have their earlier answers"),
    };
    model.say(format!(
        "{words}; see that each still holds ({key} undoes it)"
    ));
    effects
}

fn put_in(model: &mut Model, all: &[Given], title: &str) -> Vec<Effect> {
    let today = model.today;
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let each: Vec<(QuestionId, Passage)> = all
        .iter()
        .map(|given| {
            let passage = Passage {
                title: title.to_owned(),
                text: given.answer.clone(),
                used: Used::PastAnswer(given.id.clone()),
                source: given.source(),
                outcome: given.outcome,
                citations: given.citations.iter().cloned().collect(),
            };
            (given.question.clone(), passage)
        })
        .collect();
    insert_each(desk, &each, title, today)
}

/// Keeps cursor and windows inside what there is.
pub(super) fn refresh(model: &Model, screen: &mut EarlierScreen) {
    let parts = geometry::harvest(model.size);
    screen
        .scroll
        .show(usize::from(parts.list.height).max(1), screen.given.len());
    let Some((given, desk)) = screen.chosen().zip(model.desk.as_ref()) else {
        return;
    };
    let rows = rows_of(&page(given, &desk.case), parts.text.width).len();
    let most = rows.saturating_sub(usize::from(parts.text.height));
    screen.text.top = screen.text.top.min(most);
}

/// Moves in the list; pages move in the answer.
pub(super) fn list(screen: &mut EarlierScreen, command: Command) {
    let len = screen.given.len();
    match command {
        Command::PageUp => screen.text.top = screen.text.top.saturating_sub(5),
        Command::PageDown => screen.text.top += 5,
        Command::Up => screen.scroll.step(-1, len),
        Command::Down => screen.scroll.step(1, len),
        Command::First => screen.scroll.go(0, len),
        Command::Last => screen.scroll.go(len.saturating_sub(1), len),
        _ => return,
    }
    if !matches!(command, Command::PageUp | Command::PageDown) {
        screen.text = Scroll::default();
    }
}
