//! Sharing: syncing, and the windows over what is compared.

mod conflicts;
mod proposals;

use crate::app::command::Command;
use crate::app::comparison::{Comparing, rows_of};
use crate::app::effect::Effect;
use crate::app::geometry;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::scroll::Scroll;
use crate::app::sharing::{Reviewing, Settling, reviewing_page, settling_page};
use crate::store::sync::Shared;
use crate::store::sync::conflicts::{Choice, Waiting};

pub(super) use conflicts::settled;
pub(super) use proposals::{decided, decision_made, proposals};

/// Does what the officer asked for.
pub(super) fn perform(model: &mut Model, command: Command) -> Vec<Effect> {
    match command {
        Command::Sync => sync(model),
        Command::Conflicts => conflicts::open(model),
        Command::Proposals => proposals::open(model),
        Command::TakeMine => conflicts::decide(model, Choice::Mine),
        Command::TakeTheirs => conflicts::decide(model, Choice::Theirs),
        Command::EditBoth => conflicts::edit(model),
        Command::TakeWritten => conflicts::take_written(model),
        Command::NextConflict => step(model, 1),
        Command::PreviousConflict => step(model, -1),
        Command::SettleDecided => conflicts::settle(model),
        Command::AcceptProposal => proposals::ask_word(model, true),
        Command::DeclineProposal => proposals::ask_word(model, false),
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
