//! The letter as a file beside the case: a Word document.

use crate::app::command::Command;
use crate::app::effect::{Effect, Page};
use crate::app::model::Model;
use crate::domain::checks::blockers;
use crate::domain::event::Event;

/// Puts the letter, or the entry of the log, on its way into a file.
pub(super) fn word(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let page = Page {
        case: desk.case.clone(),
        view: desk.letter.view,
        sharing: model.settings.sharing,
        due: desk.derived.due.as_ref().map(|due| due.date),
        today: model.today,
        is_draft: desk.derived.is_draft(desk.letter.view),
        is_blocked: blockers(&desk.derived.diagnostics, desk.letter.view)
            .next()
            .is_some(),
    };
    model.say("Writing the Word document …");
    vec![Effect::WriteDocument(Box::new(page))]
}

/// What became of it has come back: the file and its hash, or why there is none.
pub(super) fn written(model: &mut Model, result: Result<(String, String), String>) -> Vec<Effect> {
    let (file, sha256) = match result {
        Ok(written) => written,
        Err(error) => {
            model.fail(error);
            return Vec::new();
        }
    };
    let Some(desk) = &model.desk else {
        model.say(format!("Saved {file}"));
        return Vec::new();
    };
    let view = desk.letter.view;
    // A file beside the case is a draft until it leaves; what stands in the way is said all the same.
    let stands = blockers(&desk.derived.diagnostics, view).count();
    let view = view.id().to_owned();
    if stands == 0 && desk.derived.is_draft(desk.letter.view) {
        let key = model.settings.keymap.label(Command::Approvals);
        model.warn(format!(
            "Saved {file} as a draft: it is not approved ({key})"
        ));
    } else if stands == 0 {
        model.say(format!("Saved {file}"));
    } else {
        let key = model.settings.keymap.label(Command::Checks);
        model.warn(format!(
            "Saved {file}. Findings that stand in the way of copying it: {stands} ({key})"
        ));
    }
    vec![Effect::Record(Event::Exported { view, file, sha256 })]
}
