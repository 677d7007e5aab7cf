//! Keys: a command where the keymap knows one, else typing.

use super::commands::perform;
use super::{harvest, overlays, tables, writing};
use crate::app::command::{Command, Context};
use crate::app::desk::Focus;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::panel::Tab;
use crate::app::update::refresh::overlay_writes;
use crate::text::clean::clean;
use crate::text::dropped;
use crate::text::edit::EditAction;

/// A key was pressed.
pub(super) fn pressed(model: &mut Model, key: Key) -> Vec<Effect> {
    model.notice = None;
    if let Some(command) = model.settings.keymap.resolve(model.contexts(), key) {
        return perform(model, command);
    }
    // A line that filters or is filled in hears the keys of writing too, behind those of its list.
    if writes_a_line(model)
        && let Some(command) = model.settings.keymap.resolve(&[Context::Writing], key)
    {
        return perform(model, command);
    }
    match key.typed() {
        Some(c) => typed(model, EditAction::Insert(c.to_string())),
        None => Vec::new(),
    }
}

/// Text came in one piece: a paste of the terminal, or a burst of keys.
pub(super) fn pasted(model: &mut Model, text: &str) -> Vec<Effect> {
    model.notice = None;
    let (text, oddities) = clean(text);
    if !oddities.is_empty() {
        model.say(oddities.to_string());
    }
    if let Some(effects) = harvest::pasted(model, &text) {
        return effects;
    }
    if takes_a_request(model)
        && let Some(path) = dropped::path(&text)
    {
        model.overlay = None;
        model.say("Reading the file …");
        return vec![Effect::CreateFromFile { path }];
    }
    if model.overlay.is_none() && model.desk.is_none() {
        return overlays::new_case(model, text.to_string());
    }
    let effects = typed(model, EditAction::Insert(text.to_string()));
    tables::pasted(model, &text, effects)
}

// The board, and the empty box for a request: what is dropped there is a request.
fn takes_a_request(model: &Model) -> bool {
    match &model.overlay {
        None => model.desk.is_none(),
        Some(Overlay::NewCase(form)) => form.text.trim().is_empty(),
        Some(_) => false,
    }
}

/// What was typed goes where the keyboard is heard.
pub(super) fn typed(model: &mut Model, action: EditAction) -> Vec<Effect> {
    if let Some(overlay) = &mut model.overlay {
        if overlay_writes(overlay) {
            overlays::typed(overlay, action);
        }
        return Vec::new();
    }
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    match desk.focus {
        Focus::Answer | Focus::Question => writing::edit(model, action),
        Focus::Panel if desk.panel.tab != Tab::Checks => {
            desk.panel.filter.perform(action);
            Vec::new()
        }
        Focus::Panel | Focus::Questions => {
            let key = model.settings.keymap.label(Command::GoToAnswer);
            model.say(format!("To write the answer press {key}"));
            Vec::new()
        }
        Focus::Letter => {
            let key = model.settings.keymap.label(Command::GoToSource);
            model.say(format!(
                "The letter writes itself; {key} goes to where this passage is written"
            ));
            Vec::new()
        }
    }
}

// Whether the keyboard is heard by a line: a filter, a prompt.
pub(super) fn writes_a_line(model: &Model) -> bool {
    match (&model.overlay, &model.desk) {
        (Some(Overlay::Palette(_) | Overlay::Prompt(_) | Overlay::Library(_)), _) => true,
        (None, Some(desk)) => desk.focus == Focus::Panel && desk.panel.tab != Tab::Checks,
        _ => false,
    }
}
