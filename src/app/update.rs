//! The one place where the model changes: a message in, effects out.

mod answering;
mod arrivals;
mod checks;
mod commands;
mod composer;
mod contribution;
mod earlier;
mod elsewhere;
mod fields;
mod figures;
mod filtering;
mod finishing;
mod forms;
mod harvest;
mod inserting;
mod keys;
mod library_screen;
mod mending;
mod mouse;
mod moving;
mod overlays;
mod recovering;
mod refresh;
mod reusing;
mod reviewing;
mod saving_as;
mod sent;
mod sharing;
mod sign_off;
mod snippet_form;
mod suggesting;
mod tables;
mod underneath;
mod using;
mod writing;

use super::command::Command;
use super::effect::Effect;
use super::message::Msg;
use super::model::Model;
use super::overlay::Overlay;

/// Changes the model for what happened, and returns what is to be done outside.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = match msg {
        Msg::Key(key) => {
            // Whoever goes on working no longer waits for the copy.
            model.copy_waits = false;
            keys::pressed(model, key)
        }
        Msg::Paste(text) => keys::pasted(model, &text),
        Msg::Mouse(mouse) => mouse::moved(model, mouse),
        Msg::Resize(width, height) => {
            model.size = (width, height);
            Vec::new()
        }
        Msg::Today(today) => {
            model.today = today;
            Vec::new()
        }
        Msg::Library(library) => arrivals::library(model, library),
        Msg::LibraryChanged { library, words } => arrivals::library_changed(model, library, words),
        Msg::Regimes(regimes) => arrivals::regimes(model, regimes),
        Msg::Rules(rules) => arrivals::rules(model, rules),
        Msg::Archive { state, remarks } => suggesting::archive(model, state, &remarks),
        Msg::Found { ticket, found } => suggesting::found(model, ticket, found),
        Msg::Learnt(lessons) => using::learnt(model, &lessons),
        Msg::Board(cases) => arrivals::board(model, cases),
        Msg::Opened(opened) => arrivals::opened(model, opened),
        Msg::NoSuchFile(text) => overlays::new_case(model, text),
        Msg::Paused { revision } => arrivals::paused(model, revision),
        Msg::Saved { revision, result } => arrivals::saved(model, revision, result),
        Msg::CaseTouched(reference) => underneath::touched(model, &reference),
        Msg::TakenOver(reference) => elsewhere::taken_over(model, &reference),
        Msg::HandedOver { by, aside } => elsewhere::handed_over(model, by, aside),
        Msg::Freed(reference) => elsewhere::freed(model, &reference),
        Msg::Aside(left) => recovering::aside(model, left),
        Msg::CaseChanged { base, theirs } => underneath::changed(model, *base, *theirs),
        Msg::Stumbled => arrivals::stumbled(model),
        Msg::JournalFailed(words) => {
            model.fail(words);
            Vec::new()
        }
        Msg::Filed {
            filed,
            before,
            problem,
        } => finishing::filed(model, filed, before, problem),
        Msg::Harvesting { ticket, done, of } => harvest::went_on(model, ticket, done, of),
        Msg::Harvested { ticket, result } => harvest::came(model, ticket, result),
        Msg::HarvestFiled(result) => harvest::filed(model, result),
        Msg::Copied { ticket, receipt } => finishing::copied(model, ticket, receipt),
        Msg::Clipboard { ticket, result } => arrivals::clipboard(model, ticket, result),
        Msg::DraftFound(kept) => snippet_form::found(model, *kept),
        Msg::LookedThrough { ticket, looked } => library_screen::looked(model, ticket, looked),
        Msg::UsesFound { ticket, uses } => library_screen::found(model, ticket, uses),
        Msg::HistoryFound { ticket, found } => library_screen::history(model, ticket, found),
        Msg::Drafted { draft, origin } => snippet_form::open(model, *draft, origin),
        Msg::SnippetWritten { ticket, result } => snippet_form::written(model, ticket, result),
        Msg::Synced { shared, conflicts } => sharing::synced(model, shared, conflicts),
        Msg::SharingSeen { shared, conflicts } => sharing::looked(model, shared, conflicts),
        Msg::Settled {
            complaint,
            conflicts,
        } => sharing::settled(model, complaint, conflicts),
        Msg::Proposals(proposals) => sharing::proposals(model, proposals),
        Msg::DecisionMade(result) => sharing::decision_made(model, result),
        Msg::Figures { ticket, result } => figures::counted(model, ticket, result),
        Msg::EarlierFound { ticket, given } => earlier::found(model, ticket, given),
        Msg::DocumentWritten(result) => saving_as::written(model, result),
        Msg::SentKept(result) => sent::kept(model, result),
        Msg::Notice(text) => {
            model.say(text);
            Vec::new()
        }
        Msg::Hangup => leave(model),
        Msg::Suspend => vec![Effect::Suspend],
    };
    effects.extend(finishing::follow_status(model, false));
    snippet_form::unpark(model);
    refresh::refresh(model);
    effects.extend(suggesting::ask(model));
    effects.extend(library_screen::ask(model));
    effects.extend(snippet_form::keep(model));
    effects
}

/// The officer wants to leave. A pasted request that is no case yet exists nowhere else, so it is told first.
fn quit(model: &mut Model) -> Vec<Effect> {
    if let Some(Overlay::NewCase(form)) = &mut model.overlay
        && !form.text.trim().is_empty()
    {
        model.draft = std::mem::take(&mut form.text);
        model.overlay = None;
    }
    // So are reasons that did not go into an answer.
    if composer::keep_draft(model) {
        model.overlay = None;
    }
    if !model.reasons.is_empty() && !model.draft_told {
        model.draft_told = true;
        let keys = &model.settings.keymap;
        let (again, quit) = (keys.label(Command::Exemptions), keys.label(Command::Quit));
        model.warn(format!("Reasons were written that are in no answer yet: {again} finds them again, {quit} leaves them"));
        return Vec::new();
    }
    if snippet_form::is_unsaved(model) && !model.draft_told {
        model.draft_told = true;
        let keys = &model.settings.keymap;
        let (save, quit) = (keys.label(Command::SaveSnippet), keys.label(Command::Quit));
        model.warn(format!(
            "A snippet is not saved yet: {save} saves it, {quit} again leaves it"
        ));
        return Vec::new();
    }
    if !model.draft.trim().is_empty() && !model.draft_told {
        model.draft_told = true;
        let keys = &model.settings.keymap;
        let (again, quit) = (keys.label(Command::NewCase), keys.label(Command::Quit));
        model.warn(format!("The pasted request is no case yet: {again} on the board shows it again, {quit} leaves it"));
        return Vec::new();
    }
    // The officer was told, and leaves what is not saved.
    let forget = model.kept_draft.take().map(|_| Effect::KeepDraft(None));
    let mut effects: Vec<Effect> = forget.into_iter().collect();
    effects.extend(leave(model));
    effects
}

/// Leaves the program: what is open is closed, which saves it.
fn leave(model: &mut Model) -> Vec<Effect> {
    model.leaving = true;
    let mut effects = close_desk(model);
    effects.push(Effect::Quit);
    effects
}

/// Closes the open case. Whatever is not on disk goes there first.
fn close_desk(model: &mut Model) -> Vec<Effect> {
    let mut effects = finishing::follow_status(model, true);
    let Some(desk) = model.desk.take() else {
        return effects;
    };
    if desk.case.revision != desk.saved_revision && desk.read_only.is_none() {
        effects.push(Effect::Save(Box::new(desk.case.clone())));
    }
    effects.extend(using::remember(&desk));
    effects.push(Effect::Close);
    effects
}
