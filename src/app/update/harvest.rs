//! Past letters: reading them, filing what was found, leaving and coming back.

mod mending;

use super::overlays;
use crate::app::command::Command;
use crate::app::effect::{Effect, Ticket};
use crate::app::geometry;
use crate::app::harvest::{HarvestScreen, Harvested, Mending, PastLetters};
use crate::app::model::Model;
use crate::app::overlay::{Overlay, Prompt, PromptPurpose};
use crate::text::edit::LineEditor;

pub(super) use mending::{outcome, provisions};

fn screen(model: &mut Model) -> Option<&mut HarvestScreen> {
    match &mut model.overlay {
        Some(Overlay::Harvest(screen)) => Some(screen),
        _ => None,
    }
}

/// Does what the officer asks for on the screen.
pub(super) fn perform(model: &mut Model, command: Command) -> Vec<Effect> {
    match command {
        Command::HarvestLetters => open(model),
        Command::OtherLetters => ask(model),
        Command::StopReading => stop(model),
        Command::LeaveOutPair => mending::leave_out(model),
        Command::MendQuestion => mending::mend(model, Mending::Question),
        Command::MendAnswer => mending::mend(model, Mending::Answer),
        Command::MendOutcome => mending::choose_outcome(model),
        Command::MendProvisions => mending::ask_provisions(model),
        Command::SnippetOfPair => mending::as_snippet(model),
        Command::UndoPair => mending::undo(model),
        Command::KeepMended => mending::keep(model),
        Command::FilePairs => file(model),
        _ => Vec::new(),
    }
}

/// Shows what was read before, or asks what to read.
fn open(model: &mut Model) -> Vec<Effect> {
    match model.harvest.take() {
        Some(screen) => {
            model.overlay = Some(Overlay::Harvest(screen));
            Vec::new()
        }
        None => ask(model),
    }
}

fn ask(model: &mut Model) -> Vec<Effect> {
    park(model);
    model.overlay = Some(Overlay::Prompt(Prompt {
        title: "Which past letters?".into(),
        hint: "A file, or a folder with everything in it; or paste a letter itself".into(),
        input: LineEditor::default(),
        purpose: PromptPurpose::PastLetters,
        complaint: None,
    }));
    Vec::new()
}

/// A letter was pasted where a path was asked for: text of several lines is no path.
pub(super) fn pasted(model: &mut Model, text: &str) -> Option<Vec<Effect>> {
    let Some(Overlay::Prompt(prompt)) = &model.overlay else {
        return None;
    };
    let asked = prompt.purpose == PromptPurpose::PastLetters;
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    (asked && lines > 1).then(|| read(model, PastLetters::Text(text.to_owned())))
}

/// Begins to read letters, beside the screen.
pub(super) fn read(model: &mut Model, from: PastLetters) -> Vec<Effect> {
    let ticket = model.next_ticket();
    let source = match &from {
        PastLetters::Path(path) => path.clone(),
        PastLetters::Text(_) => "the pasted letter".to_owned(),
    };
    model.harvest = None;
    model.overlay = Some(Overlay::Harvest(Box::new(HarvestScreen::reading(
        source, ticket,
    ))));
    vec![Effect::Harvest { ticket, from }]
}

// Two thousand letters take a while: what is there so far may be enough.
fn stop(model: &mut Model) -> Vec<Effect> {
    let reading = screen(model).and_then(|screen| screen.reading);
    let Some((ticket, ..)) = reading else {
        model.say("Nothing is being read");
        return Vec::new();
    };
    model.say("Stopping …");
    vec![Effect::StopHarvest(ticket)]
}

// The screen of this reading, wherever it is.
fn screen_of(model: &mut Model, ticket: Ticket) -> Option<&mut HarvestScreen> {
    let of_it = |screen: &HarvestScreen| screen.reading.is_some_and(|(own, ..)| own == ticket);
    match &mut model.overlay {
        Some(Overlay::Harvest(screen)) if of_it(screen) => Some(screen),
        _ => model.harvest.as_deref_mut().filter(|screen| of_it(screen)),
    }
}

/// More letters are read.
pub(super) fn went_on(model: &mut Model, ticket: Ticket, done: usize, of: usize) -> Vec<Effect> {
    if let Some(screen) = screen_of(model, ticket) {
        screen.reading = Some((ticket, done, of));
    }
    Vec::new()
}

/// The letters are read.
pub(super) fn came(
    model: &mut Model,
    ticket: Ticket,
    result: Result<Box<Harvested>, String>,
) -> Vec<Effect> {
    let Some(screen) = screen_of(model, ticket) else {
        return Vec::new();
    };
    screen.reading = None;
    match result {
        Ok(found) => {
            screen.found = *found;
            if let Some(words) = screen.found.stopped.clone() {
                model.say(words);
            }
        }
        Err(words) => {
            // What cannot be read is asked for again.
            if matches!(model.overlay, Some(Overlay::Harvest(_))) {
                model.overlay = None;
            }
            model.harvest = None;
            model.fail(words);
        }
    }
    Vec::new()
}

/// Everything that was not left out goes into the archive.
fn file(model: &mut Model) -> Vec<Effect> {
    let Some(screen) = screen(model) else {
        return Vec::new();
    };
    if !screen.filing.is_empty() {
        model.say("The pairs before these are on their way still");
        return Vec::new();
    }
    let chosen = screen.to_file();
    let answers: Vec<_> = chosen
        .iter()
        .filter_map(|at| screen.found.answers.get(*at).cloned())
        .collect();
    if answers.is_empty() {
        model.say("There is nothing that is not in the archive already");
        return Vec::new();
    }
    screen.filing.extend(chosen);
    model.say("Filing …");
    vec![Effect::FileHarvest(answers)]
}

/// The archive has taken them in, or not.
pub(super) fn filed(model: &mut Model, result: Result<(usize, usize), String>) -> Vec<Effect> {
    let screen = match &mut model.overlay {
        Some(Overlay::Harvest(screen)) => Some(screen),
        _ => model.harvest.as_mut(),
    };
    if let Some(screen) = screen {
        screen.arrived(result.is_ok());
    }
    match result {
        Ok((taken, known)) => {
            let known = match known {
                0 => String::new(),
                known => format!(", {known} of them there already"),
            };
            model.say(format!("{taken} past answers are in the archive{known}"));
            vec![Effect::OpenArchive]
        }
        Err(words) => {
            model.fail(format!("The archive of past answers: {words}"));
            Vec::new()
        }
    }
}

/// Puts the screen aside; it is there again when the command is given again.
pub(super) fn park(model: &mut Model) {
    if matches!(model.overlay, Some(Overlay::Harvest(_)))
        && let Some(Overlay::Harvest(screen)) = model.overlay.take()
    {
        model.harvest = Some(screen);
    }
}

/// Brings the screen back after something that was asked.
pub(super) fn back(model: &mut Model) {
    if let Some(screen) = model.harvest.take() {
        model.overlay = Some(Overlay::Harvest(screen));
    }
}

/// Leaves the text that is being mended, or the screen.
pub(super) fn leave(model: &mut Model) -> Vec<Effect> {
    let key = model.settings.keymap.label(Command::HarvestLetters);
    let Some(screen) = screen(model) else {
        return Vec::new();
    };
    if screen.mending.take().is_some() {
        model.say("Left; the pair stays as it was");
        return Vec::new();
    }
    let waiting = screen.reading.is_some() || !screen.to_file().is_empty();
    park(model);
    if waiting {
        model.say(format!("Left; what was found is still there: {key}"));
    }
    Vec::new()
}

/// Keeps the windows of the screen in step.
pub(super) fn refresh(model: &Model, screen: &mut HarvestScreen) {
    let parts = geometry::harvest(model.size);
    let len = screen.len();
    screen.scroll.show(usize::from(parts.list.height), len);
    if let Some((_, written)) = &mut screen.mending {
        written.fit(parts.text);
    }
}

/// A path was written.
pub(super) fn path(model: &mut Model, line: &str) -> Vec<Effect> {
    // A path that was dragged into the terminal, or copied with its quotation marks.
    let path = line.trim().trim_matches(['"', '\'']).to_owned();
    if path.is_empty() {
        return overlays::cancel(model);
    }
    read(model, PastLetters::Path(path))
}
