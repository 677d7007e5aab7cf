//! Answers of the world: libraries, cases, saves, the clipboard.

use std::sync::Arc;

use super::{
    contribution, elsewhere, finishing, keys, overlays, recovering, refresh, sharing, underneath,
};
use crate::app::command::Command;
use crate::app::desk::{Desk, SaveState};
use crate::app::effect::{Effect, Ticket};
use crate::app::message::Opened;
use crate::app::model::Model;
use crate::app::panel::ArchiveState;
use crate::domain::case::{CaseStatus, CaseSummary};
use crate::domain::library::Library;
use crate::domain::regime::Regimes;
use crate::domain::rules::Rules;

/// The library was read.
pub(super) fn library(model: &mut Model, library: Arc<Library>) -> Vec<Effect> {
    if let Some(problem) = library.problems().first() {
        let more = library.problems().len() - 1;
        let rest = if more > 0 {
            format!(" (and {more} more; seriatim snippet check)")
        } else {
            String::new()
        };
        let line = problem
            .line
            .map_or_else(String::new, |line| format!(":{line}"));
        model.warn(format!("{}{line}: {}{rest}", problem.path, problem.message));
    }
    model.library = library;
    model.generation += 1;
    Vec::new()
}

/// Somebody changed the library. The officer is told, but not while something else is being said.
pub(super) fn library_changed(
    model: &mut Model,
    library: Arc<Library>,
    words: String,
) -> Vec<Effect> {
    model.library = library;
    model.generation += 1;
    if model.notice.is_none() && !words.is_empty() {
        model.say(words);
    }
    // What was changed here waits to be shared now.
    if model.sharing.has_clones() && !model.sharing.busy {
        return vec![Effect::LookAtSharing];
    }
    Vec::new()
}

/// The regimes were read.
pub(super) fn regimes(model: &mut Model, regimes: Arc<Regimes>) -> Vec<Effect> {
    model.regimes = regimes;
    model.generation += 1;
    Vec::new()
}

/// What letters are read and checked by is ready.
pub(super) fn rules(model: &mut Model, rules: Arc<Rules>) -> Vec<Effect> {
    let first = !model.rules.checks.is_read();
    model.rules = rules;
    model.generation += 1;
    if !std::mem::take(&mut model.copy_waits) {
        // Now everything is there that a form of a snippet needs.
        return first.then_some(Effect::LookForDraft).into_iter().collect();
    }
    refresh::refresh(model);
    finishing::copy(model)
}

/// The cases were read.
pub(super) fn board(model: &mut Model, cases: Result<Vec<CaseSummary>, String>) -> Vec<Effect> {
    match cases {
        Ok(cases) => model.board.fill(cases),
        Err(words) => model.fail(words),
    }
    sharing::look_once(model)
}

/// A case was opened or made.
pub(super) fn opened(model: &mut Model, opened: Result<Box<Opened>, String>) -> Vec<Effect> {
    let opened = match opened {
        Ok(opened) => *opened,
        Err(words) => {
            model.fail(words);
            return Vec::new();
        }
    };
    let was_elsewhere = model.desk.as_ref().is_some_and(|before| {
        before.elsewhere.is_some() && before.case.reference == opened.case.reference
    });
    if was_elsewhere && opened.read_only.is_none() {
        model.say("You can write in the case now");
    }
    let mut desk = Desk::new(opened.case, opened.read_only.clone());
    desk.inserted = opened.inserted;
    desk.sent = opened.sent;
    desk.letter.view = crate::domain::letter::View::Letter;
    let review = desk.case.is_review() && desk.case.facts.status == CaseStatus::Open;
    model.desk = Some(Box::new(desk));
    if review {
        let key = model.settings.keymap.label(Command::ReviewFinding);
        model.say(format!(
            "A review: {key} says of each question whether its answer was right"
        ));
    }
    if let Some(reason) = opened.read_only {
        model.warn(reason);
    } else if let Some(problem) = opened.problems.first() {
        model.fail(problem.clone());
    } else if let Some(remark) = opened.remark {
        let keys = &model.settings.keymap;
        // What was answered before is the next step.
        let words = if opened.answered_before {
            let answers = keys.label(Command::EarlierAnswers);
            format!("{answers} offers the answers: {remark}")
        } else {
            let request = keys.label(Command::ShowRequest);
            format!("{request} shows the request: {remark}")
        };
        model.say(words);
    }
    if let Some(recovery) = opened.recovery {
        recovering::offer(model, recovery);
    } else if let Some(elsewhere) = opened.elsewhere {
        elsewhere::ask(model, elsewhere);
    }
    refresh::refresh(model);
    if let Some(desk) = &mut model.desk {
        refresh::show_in_letter(desk);
    }
    // Where there was no archive, an import or a colleague may have made one since.
    if model.archive == ArchiveState::None {
        return vec![Effect::OpenArchive];
    }
    Vec::new()
}

/// Nothing was typed for a while: the case goes to disk.
pub(super) fn paused(model: &mut Model, revision: u64) -> Vec<Effect> {
    match &model.desk {
        Some(desk)
            if desk.case.revision == revision
                && desk.saved_revision != revision
                && desk.read_only.is_none() =>
        {
            vec![Effect::Save(Box::new(desk.case.clone()))]
        }
        _ => Vec::new(),
    }
}

/// The case was written, or not.
pub(super) fn saved(model: &mut Model, revision: u64, result: Result<(), String>) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    match result {
        Ok(()) => {
            desk.saved_revision = revision;
            desk.saved = if desk.case.revision == revision {
                SaveState::Saved
            } else {
                SaveState::Pending
            };
        }
        Err(words) => {
            desk.saved = SaveState::Failed(words.clone());
            match underneath::waits(model) {
                // What the officer can do about it is said rather than where the files are.
                Some(words) => model.fail(words),
                None => model.fail(words),
            }
        }
    }
    Vec::new()
}

/// Keeping the case has met a fault of the program itself: the whole case is saved, from which the journal begins anew. Not
/// a second time in a row, lest the fault goes on for ever.
pub(super) fn stumbled(model: &mut Model) -> Vec<Effect> {
    let words = "The program met a fault of its own while it kept the case";
    let Some(desk) = model.desk.as_mut().filter(|desk| desk.read_only.is_none()) else {
        model.fail(words);
        return Vec::new();
    };
    if matches!(desk.saved, SaveState::Failed(_)) {
        model.fail(format!(
            "{words}. Copy what you have written elsewhere, and start it again"
        ));
        return Vec::new();
    }
    desk.saved = SaveState::Failed(words.to_owned());
    desk.saved_revision = 0;
    let save = Effect::Save(Box::new(desk.case.clone()));
    model.warn(format!("{words}; it is saved once more"));
    vec![save]
}

/// The clipboard was read.
pub(super) fn clipboard(
    model: &mut Model,
    ticket: Ticket,
    result: Result<String, String>,
) -> Vec<Effect> {
    if ticket != model.ticket {
        return Vec::new();
    }
    match result {
        Ok(text) if text.trim().is_empty() => {
            model.say("The clipboard holds no text");
            Vec::new()
        }
        Ok(text) if contribution::awaits(model, ticket) => {
            contribution::replied(model, &clean(&text))
        }
        Ok(text) if model.desk.is_none() && model.overlay.is_none() => {
            overlays::new_case(model, clean(&text))
        }
        Ok(text) => keys::pasted(model, &text),
        Err(words) => {
            model.fail(words);
            Vec::new()
        }
    }
}

fn clean(text: &str) -> String {
    crate::text::clean::clean(text).0.to_string()
}
