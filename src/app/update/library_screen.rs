//! The library screen: opening it, moving in it, editing and retiring what it lists.

use std::sync::Arc;

use super::snippet_form;
use crate::app::command::Command;
use crate::app::effect::{Effect, Ticket};
use crate::app::geometry;
use crate::app::library_screen::{Detail, LibraryScreen, Looked};
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::domain::care::{Use, Version};
use crate::text::wrap;

/// Opens the screen, on the snippet of the panel if one is chosen there.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let ticket = model.next_ticket();
    let mut screen = LibraryScreen {
        ticket,
        ..LibraryScreen::default()
    };
    screen.refresh(&model.library, model.generation, model.today);
    model.overlay = Some(Overlay::Library(Box::new(screen)));
    vec![Effect::LookThroughLibrary(ticket)]
}

fn screen_of(model: &mut Model) -> Option<&mut LibraryScreen> {
    match &mut model.overlay {
        Some(Overlay::Library(screen)) => Some(screen),
        _ => None,
    }
}

// The screen itself, or the one that a form lies over.
fn any_screen_of(model: &mut Model) -> Option<&mut LibraryScreen> {
    match &mut model.overlay {
        Some(Overlay::Library(screen)) => Some(screen),
        Some(Overlay::SnippetForm(form)) => match form.behind.as_deref_mut() {
            Some(Overlay::Library(screen)) => Some(screen),
            _ => None,
        },
        _ => None,
    }
}

/// Something was found out about all snippets.
pub(super) fn looked(model: &mut Model, ticket: Ticket, looked: Arc<Looked>) -> Vec<Effect> {
    if let Some(screen) = any_screen_of(model).filter(|screen| screen.ticket == ticket) {
        screen.looked = Some(looked);
    }
    Vec::new()
}

/// The uses of a snippet were found.
pub(super) fn found(model: &mut Model, ticket: Ticket, uses: Vec<Use>) -> Vec<Effect> {
    if let Some(screen) = any_screen_of(model)
        && let Some((_, _, id)) = screen.asked.take_if(|(asked, ..)| *asked == ticket)
    {
        screen.uses = Some((id, uses));
    }
    Vec::new()
}

/// The versions of a snippet were found.
pub(super) fn history(
    model: &mut Model,
    ticket: Ticket,
    found: Result<Vec<Version>, String>,
) -> Vec<Effect> {
    if let Some(screen) = any_screen_of(model)
        && let Some((_, _, id)) = screen.asked.take_if(|(asked, ..)| *asked == ticket)
    {
        screen.history = Some((id, found));
    }
    Vec::new()
}

/// Does what the officer asks for on the screen. Returns nothing if it is not open.
pub(super) fn perform(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    screen_of(model)?;
    Some(match command {
        Command::NextDetail => next_detail(model),
        Command::RetireSnippet => retire(model),
        _ => Vec::new(),
    })
}

fn next_detail(model: &mut Model) -> Vec<Effect> {
    if let Some(screen) = screen_of(model) {
        let at = Detail::ALL.iter().position(|own| *own == screen.detail);
        let next = (at.unwrap_or(0) + 1) % Detail::ALL.len();
        screen.detail = Detail::ALL[next];
        screen.text.top = 0;
    }
    Vec::new()
}

/// Shows a detail: a click on its heading.
pub(super) fn show(screen: &mut LibraryScreen, detail: Detail) {
    screen.detail = detail;
    screen.text.top = 0;
}

/// Asks for what the screen shows and nobody has looked up yet: the uses of the chosen snippet, its versions.
pub(super) fn ask(model: &mut Model) -> Vec<Effect> {
    let library = Arc::clone(&model.library);
    let Some(screen) = screen_of(model) else {
        return Vec::new();
    };
    let Some(own) = screen.chosen(&library) else {
        return Vec::new();
    };
    let detail = screen.detail;
    let is_own = |id: &String| *id == own.id;
    let known = match detail {
        Detail::Uses => screen.uses.as_ref().map(|(id, _)| id),
        Detail::History => screen.history.as_ref().map(|(id, _)| id),
        Detail::Text | Detail::Alike => return Vec::new(),
    };
    let asked = screen.asked.as_ref();
    if known.is_some_and(is_own) || asked.is_some_and(|(_, of, id)| *of == detail && is_own(id)) {
        return Vec::new();
    }
    let (id, layer) = (own.id.clone(), own.layer);
    let ticket = model.next_ticket();
    if let Some(screen) = screen_of(model) {
        screen.asked = Some((ticket, detail, id.clone()));
    }
    vec![match detail {
        Detail::History => Effect::FindHistory { ticket, id, layer },
        _ => Effect::FindUses { ticket, id },
    }]
}

/// Opens the chosen snippet in the form.
pub(super) fn edit(model: &mut Model) -> Vec<Effect> {
    let library = Arc::clone(&model.library);
    let chosen = screen_of(model).and_then(|screen| screen.chosen(&library).cloned());
    match chosen {
        Some(snippet) => snippet_form::edit(model, &snippet),
        None => Vec::new(),
    }
}

// Opens the chosen snippet in the form, withdrawn, at the part that asks for its successor.
fn retire(model: &mut Model) -> Vec<Effect> {
    let library = Arc::clone(&model.library);
    let Some(screen) = screen_of(model) else {
        return Vec::new();
    };
    let Some(snippet) = screen.chosen(&library).cloned() else {
        return Vec::new();
    };
    if snippet.is_withdrawn() {
        model.say("It is withdrawn already; Enter edits it");
        return Vec::new();
    }
    let successor = screen.likely_successor(&snippet.id);
    snippet_form::retire(model, &snippet, successor)
}

/// Brings the screen up to date, and keeps its cursor in view.
pub(super) fn refresh(model: &Model, screen: &mut LibraryScreen) {
    screen.refresh(&model.library, model.generation, model.today);
    let parts = geometry::library(model.size);
    let rows = usize::from(parts.list.height / geometry::PANEL_ROW);
    screen.scroll.show(rows.max(1), screen.rows.len());
    let width = usize::from(parts.text.width.max(1));
    let lines = screen.lines(&model.library);
    let count: usize = lines
        .iter()
        .map(|line| wrap::rows(line, width).count().max(1))
        .sum();
    let most = count.saturating_sub(usize::from(parts.text.height));
    screen.text.top = screen.text.top.min(most);
}
