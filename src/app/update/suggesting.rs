//! Suggestions: past answers are asked for beside the screen and come when they are found.

use crate::app::effect::{Effect, Ticket};
use crate::app::model::Model;
use crate::app::panel::{ArchiveState, Tab};
use crate::domain::found::FoundAnswer;

/// The archive was opened, is being opened, or cannot be.
pub(super) fn archive(model: &mut Model, state: ArchiveState, remarks: &[String]) -> Vec<Effect> {
    if let ArchiveState::Failed(words) = &state {
        model.warn(words.clone());
    } else if let Some(remark) = remarks.first() {
        let mut letters = remark.chars();
        let first = letters.next().map(|c| c.to_uppercase().to_string());
        model.warn(format!("{}{}", first.unwrap_or_default(), letters.as_str()));
    }
    // What was found in another archive than the present one is asked for again.
    if matches!(state, ArchiveState::Ready(_))
        && let Some(desk) = &mut model.desk
    {
        desk.panel.past.forget();
    }
    model.archive = state;
    Vec::new()
}

/// Past answers were found.
pub(super) fn found(model: &mut Model, ticket: Ticket, found: Vec<FoundAnswer>) -> Vec<Effect> {
    if let Some(desk) = &mut model.desk {
        desk.panel.past.take(ticket, found);
    }
    Vec::new()
}

/// Asks for the past answers that belong to what the panel shows, unless they are there or on their way.
pub(super) fn ask(model: &mut Model) -> Option<Effect> {
    if !matches!(model.archive, ArchiveState::Ready(_)) {
        return None;
    }
    let next = Ticket(model.searches.0 + 1);
    let desk = model.desk.as_mut()?;
    let on_a_question = desk.current().is_some();
    let panel = &mut desk.panel;
    // Opening and closing are no questions that were ever asked.
    if !on_a_question && !panel.asking.typed {
        return None;
    }
    if panel.tab != Tab::Snippets || panel.asking.query.is_empty() {
        return None;
    }
    let asking = panel.asking.clone();
    let wanted = panel.past.ask(&asking, next, model.today)?;
    model.searches = next;
    Some(Effect::Search {
        ticket: next,
        wanted: Box::new(wanted),
    })
}
