//! Sharing: syncing, settling conflicts, deciding on proposals.

use crate::app::command::Command;
use crate::app::comparison::{Comparing, rows_of};
use crate::app::effect::Effect;
use crate::app::geometry;
use crate::app::model::Model;
use crate::app::overlay::{Overlay, Prompt, PromptPurpose};
use crate::app::scroll::Scroll;
use crate::app::sharing::{Proposed, Reviewing, Settling, reviewing_page, settling_page, to_edit};
use crate::app::written::Written;
use crate::store::sync::Shared;
use crate::store::sync::conflicts::{Choice, Waiting};
use crate::text::edit::LineEditor;

/// Does what the officer asked for.
pub(super) fn perform(model: &mut Model, command: Command) -> Vec<Effect> {
    match command {
        Command::Sync => sync(model),
        Command::Conflicts => open_conflicts(model),
        Command::Proposals => open_proposals(model),
        Command::TakeMine => decide(model, Choice::Mine),
        Command::TakeTheirs => decide(model, Choice::Theirs),
        Command::EditBoth => edit(model),
        Command::TakeWritten => take_written(model),
        Command::NextConflict => step(model, 1),
        Command::PreviousConflict => step(model, -1),
        Command::SettleDecided => settle(model),
        Command::AcceptProposal => ask_word(model, true),
        Command::DeclineProposal => ask_word(model, false),
        _ => Vec::new(),
    }
}

fn sync(model: &mut Model) -> Vec<Effect> {
    if model.sharing.busy {
        model.say("A sync is under way");
        return Vec::new();
    }
    model.sharing.busy = true;
    model.say("Syncing; go on working");
    let mut effects = Vec::new();
    // What is typed into a shared case goes along.
    if let Some(desk) = &model.desk
        && desk.read_only.is_none()
        && desk.case.revision != desk.saved_revision
    {
        effects.push(Effect::Save(Box::new(desk.case.clone())));
    }
    effects.push(Effect::Sync);
    effects
}

/// A sync is over.
pub(super) fn synced(
    model: &mut Model,
    shared: Vec<Shared>,
    conflicts: Vec<Waiting>,
) -> Vec<Effect> {
    model.sharing.busy = false;
    let trouble = shared.iter().find_map(|shared| shared.trouble.clone());
    let received: usize = shared.iter().map(|shared| shared.received).sum();
    let changed: usize = shared.iter().map(|shared| shared.changed).sum();
    let offline = shared.iter().any(|shared| shared.offline);
    let remark = shared
        .iter()
        .flat_map(|shared| &shared.remarks)
        .next()
        .cloned();
    let cases_came = shared
        .iter()
        .any(|shared| shared.received > 0 && shared.names.iter().any(|name| name == "cases"));
    // What a sync shared no longer waits; what it could not send does.
    model.sharing.shared = shared;
    for shared in &mut model.sharing.shared {
        shared.changed = 0;
    }
    model.sharing.looked = true;
    model.sharing.take_conflicts(conflicts);
    let count = model.sharing.conflicts.len();
    if let Some(words) = trouble {
        model.fail(words);
    } else if count > 0 {
        let key = model.settings.keymap.label(Command::Conflicts);
        let how = if key.is_empty() || model.desk.is_some() {
            "“Conflicts” in the list of commands settles it".to_owned()
        } else {
            format!("{key} settles it")
        };
        let what = if count == 1 {
            "One file was".to_owned()
        } else {
            format!("{count} files were")
        };
        model.warn(format!(
            "{what} changed by you and by others in the same place: {how}"
        ));
    } else if !model.sharing.has_clones() {
        model.say("Nothing here is shared by git: name a clone under [libraries] in seriatim.toml");
    } else if offline {
        model.warn("Offline: your changes are kept and go out with the next sync");
    } else if let Some(words) = remark {
        model.warn(words);
    } else {
        let files = |count: usize| if count == 1 { "file" } else { "files" };
        model.say(match (changed, received) {
            (0, 0) => "Synced: nothing new".to_owned(),
            (0, received) => format!("Synced: {received} {} received", files(received)),
            (changed, 0) => format!("Synced: {changed} {} shared", files(changed)),
            (changed, received) => format!(
                "Synced: {changed} {} shared, {received} received",
                files(changed)
            ),
        });
    }
    let mut effects = vec![Effect::LoadProposals];
    if cases_came && model.desk.is_none() {
        effects.push(Effect::LoadBoard);
    }
    effects
}

/// The shared folders were looked at.
pub(super) fn looked(
    model: &mut Model,
    shared: Vec<Shared>,
    conflicts: Vec<Waiting>,
) -> Vec<Effect> {
    // A look that was begun before a sync knows less than it.
    if !model.sharing.busy {
        model.sharing.shared = shared;
        model.sharing.looked = true;
        model.sharing.take_conflicts(conflicts);
    }
    Vec::new()
}

/// Keeps the window over a conflict inside it.
pub(super) fn refresh_settling(model: &Model, screen: &mut Settling) {
    let parts = geometry::comparison(model.size);
    if let Some(written) = &mut screen.editing {
        written.fit(parts.text);
    }
    screen.at = screen
        .at
        .min(model.sharing.places().len().saturating_sub(1));
    let rows = rows_of(&settling_page(&model.sharing, screen.at), parts.text.width);
    keep_inside(&mut screen.scroll, rows.len(), parts.text.height);
}

/// Keeps the window over a proposal inside it.
pub(super) fn refresh_reviewing(model: &Model, screen: &mut Reviewing) {
    let parts = geometry::comparison(model.size);
    let rows = rows_of(&reviewing_page(&model.sharing, screen.at), parts.text.width);
    keep_inside(&mut screen.scroll, rows.len(), parts.text.height);
}

/// Keeps the window over a comparison inside it.
pub(super) fn refresh_comparing(model: &Model, screen: &mut Comparing) {
    keep_in_view(screen, geometry::comparison(model.size).text);
}

/// Keeps the window over a comparison inside its lines.
pub(super) fn keep_in_view(shown: &mut Comparing, area: geometry::Area) {
    let rows = rows_of(&shown.page, area.width);
    keep_inside(&mut shown.scroll, rows.len(), area.height);
}

fn keep_inside(scroll: &mut Scroll, rows: usize, height: u16) {
    scroll.top = scroll
        .top
        .min(rows.saturating_sub(usize::from(height.max(1))));
    scroll.cursor = scroll.top;
}

/// Looks at the shared folders and for proposals, once.
pub(super) fn look_once(model: &mut Model) -> Vec<Effect> {
    if std::mem::replace(&mut model.sharing.looked, true) {
        return Vec::new();
    }
    vec![Effect::LookAtSharing, Effect::LoadProposals]
}

fn open_conflicts(model: &mut Model) -> Vec<Effect> {
    if let Some(effects) = super::underneath::ask(model) {
        return effects;
    }
    if model.sharing.conflicts.is_empty() {
        let key = model.settings.keymap.label(Command::Sync);
        model.say(format!("No conflict waits; {key} syncs"));
        return Vec::new();
    }
    super::composer::keep_draft(model);
    model.overlay = Some(Overlay::Settling(Box::default()));
    Vec::new()
}

fn screen(model: &mut Model) -> Option<&mut Settling> {
    match &mut model.overlay {
        Some(Overlay::Settling(screen)) => Some(screen),
        _ => None,
    }
}

fn decide(model: &mut Model, choice: Choice) -> Vec<Effect> {
    let Some(at) = screen(model).map(|screen| screen.at) else {
        return Vec::new();
    };
    let place = model
        .sharing
        .places()
        .get(at)
        .map(|(waiting, part, _)| (waiting.id.clone(), *part));
    let Some(place) = place else {
        return Vec::new();
    };
    model.sharing.decided.insert(place, choice);
    let places = model.sharing.places();
    let open = (at + 1..places.len()).chain(0..at).find(|at| {
        places
            .get(*at)
            .is_some_and(|(waiting, part, _)| model.sharing.choice(waiting, *part).is_none())
    });
    if let Some(open) = open {
        if let Some(screen) = screen(model) {
            screen.at = open;
            screen.scroll = Scroll::default();
        }
    } else {
        let key = model.settings.keymap.label(Command::SettleDecided);
        model.say(format!(
            "Everything is decided: {key} writes it, the next sync shares it"
        ));
    }
    Vec::new()
}

fn edit(model: &mut Model) -> Vec<Effect> {
    let Some(at) = screen(model).map(|screen| screen.at) else {
        return Vec::new();
    };
    let text = model
        .sharing
        .places()
        .get(at)
        .map(
            |(waiting, part, place)| match model.sharing.choice(waiting, *part) {
                Some(Choice::Text(text)) => text.clone(),
                _ => to_edit(place),
            },
        );
    if let (Some(text), Some(screen)) = (text, screen(model)) {
        screen.editing = Some(Written::new(text));
    }
    Vec::new()
}

fn take_written(model: &mut Model) -> Vec<Effect> {
    let written = screen(model).and_then(|screen| screen.editing.take());
    match written {
        Some(written) => decide(model, Choice::Text(written.text)),
        None => Vec::new(),
    }
}

fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    let go = |at: usize, count: usize| {
        at.cast_signed()
            .saturating_add(by)
            .rem_euclid(count.max(1).cast_signed())
            .unsigned_abs()
    };
    let (places, proposals) = (model.sharing.places().len(), model.sharing.proposals.len());
    match &mut model.overlay {
        Some(Overlay::Settling(screen)) => {
            screen.at = go(screen.at, places);
            screen.scroll = Scroll::default();
        }
        Some(Overlay::Reviewing(screen)) => {
            screen.at = go(screen.at, proposals);
            screen.scroll = Scroll::default();
        }
        _ => {}
    }
    Vec::new()
}

fn settle(model: &mut Model) -> Vec<Effect> {
    let ready = model.sharing.ready();
    if ready.is_empty() {
        let keys = &model.settings.keymap;
        model.warn(format!(
            "Decide first: {} takes yours, {} theirs, {} edits both",
            keys.label(Command::TakeMine),
            keys.label(Command::TakeTheirs),
            keys.label(Command::EditBoth)
        ));
        return Vec::new();
    }
    vec![Effect::Settle(ready)]
}

/// Decisions were written, or some of them could not be.
pub(super) fn settled(
    model: &mut Model,
    complaint: Option<String>,
    conflicts: Vec<Waiting>,
) -> Vec<Effect> {
    let before = model.sharing.conflicts.len();
    model.sharing.take_conflicts(conflicts);
    let left = model.sharing.conflicts.len();
    if let Some(screen) = screen(model) {
        screen.at = 0;
        if left == 0 {
            model.overlay = None;
        }
    }
    let done = before.saturating_sub(left);
    if let Some(words) = complaint {
        model.fail(words);
    } else {
        let key = model.settings.keymap.label(Command::Sync);
        let what = if done == 1 {
            "One file is settled".to_owned()
        } else {
            format!("{done} files are settled")
        };
        model.say(format!("{what}; {key} shares it"));
    }
    vec![Effect::LookAtSharing]
}

fn open_proposals(model: &mut Model) -> Vec<Effect> {
    if model.sharing.proposals.is_empty() {
        model.say("Nothing is proposed");
        return vec![Effect::LoadProposals];
    }
    super::composer::keep_draft(model);
    let at = model
        .sharing
        .proposals
        .iter()
        .position(|proposed| proposed.yours && proposed.proposal.is_open());
    model.overlay = Some(Overlay::Reviewing(Box::new(Reviewing {
        at: at.unwrap_or(0),
        ..Reviewing::default()
    })));
    vec![Effect::LoadProposals]
}

/// The proposals were read.
pub(super) fn proposals(model: &mut Model, proposals: Vec<Proposed>) -> Vec<Effect> {
    model.sharing.proposals = proposals;
    let count = model.sharing.proposals.len();
    if let Some(Overlay::Reviewing(screen)) = &mut model.overlay {
        screen.at = screen.at.min(count.saturating_sub(1));
        if count == 0 {
            model.overlay = None;
        }
    }
    Vec::new()
}

fn ask_word(model: &mut Model, accept: bool) -> Vec<Effect> {
    let Some(Overlay::Reviewing(screen)) = &model.overlay else {
        return Vec::new();
    };
    let Some(proposed) = model.sharing.proposals.get(screen.at) else {
        return Vec::new();
    };
    if !proposed.yours || !proposed.proposal.is_open() {
        model.warn("Only those who may change this layer decide, and only once");
        return Vec::new();
    }
    let by = &proposed.proposal.by;
    let (title, hint) = if accept {
        (format!("Accept: a word to {by}"), "It may stay empty.")
    } else {
        (
            format!("Decline: why, for {by}"),
            "A few words are needed; the text stays with who made it.",
        )
    };
    model.overlay = Some(Overlay::Prompt(Prompt {
        title,
        hint: hint.to_owned(),
        input: LineEditor::default(),
        purpose: PromptPurpose::Decision {
            proposal: proposed.proposal.name(),
            accept,
        },
        complaint: None,
    }));
    Vec::new()
}

/// A word was given with a decision on a proposal.
pub(super) fn decided(model: &mut Model, name: &str, accept: bool, word: &str) -> Vec<Effect> {
    let proposal = model
        .sharing
        .proposals
        .iter()
        .find(|proposed| proposed.proposal.name() == name)
        .map(|proposed| proposed.proposal.clone());
    proposal.map_or_else(Vec::new, |proposal| {
        vec![Effect::Decide {
            proposal: Box::new(proposal),
            accept,
            word: word.to_owned(),
        }]
    })
}

/// A decision on a proposal was carried out, or not.
pub(super) fn decision_made(model: &mut Model, result: Result<String, String>) -> Vec<Effect> {
    match result {
        Ok(words) => {
            let key = model.settings.keymap.label(Command::Sync);
            model.say(format!("{words}; {key} shares it"));
        }
        Err(words) => model.fail(words),
    }
    vec![Effect::LoadProposals, Effect::LookAtSharing]
}
