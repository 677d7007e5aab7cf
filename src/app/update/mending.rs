//! Mending the list of questions. Every way of it can be undone; answers stay with their questions.

use crate::app::desk::{Desk, Focus};
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::overlay::{Overlay, Prompt, PromptPurpose};
use crate::domain::change::Change;
use crate::domain::ids::QuestionId;
use crate::domain::mend;
use crate::domain::question::QuestionKind;
use crate::text::edit::LineEditor;

/// Gives the keyboard to the text of the question.
pub(super) fn edit(model: &mut Model) -> Vec<Effect> {
    if let Some(desk) = &mut model.desk
        && desk.current().is_some()
    {
        desk.focus = Focus::Question;
    }
    Vec::new()
}

/// Splits the question where the caret stands in its text.
pub(super) fn split_here(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    if desk.focus != Focus::Question {
        if desk.current().is_some() {
            desk.focus = Focus::Question;
            let key = model
                .settings
                .keymap
                .label(crate::app::command::Command::SplitHere);
            model.say(format!(
                "Put the cursor where the second question begins, then {key} again"
            ));
        }
        return Vec::new();
    }
    let Some(id) = desk.current().map(|question| question.id.clone()) else {
        return Vec::new();
    };
    let at = desk.question.caret();
    let new_id = model.ids.fresh(|id| desk.case.question(id).is_some());
    let Some(change) = mend::split_at(&desk.case, &id, at, new_id) else {
        model.warn("Both parts need words: put the cursor inside the question");
        return Vec::new();
    };
    let effects = desk.commit(vec![change], "split the question");
    let row = desk.list.cursor + 1;
    desk.go_to_row(row);
    desk.focus = Focus::Question;
    effects
}

/// Joins the question with the one above.
pub(super) fn merge(model: &mut Model) -> Vec<Effect> {
    let above = model
        .desk
        .as_ref()
        .map(|desk| desk.list.cursor.saturating_sub(1));
    let effects = mended(
        model,
        "merge with the question above",
        "There is no question above",
        mend::merge_with_previous,
    );
    if let (Some(desk), Some(above), false) = (&mut model.desk, above, effects.is_empty()) {
        desk.go_to_row(above.max(1));
    }
    effects
}

/// Makes the question a sub-question.
pub(super) fn indent(model: &mut Model) -> Vec<Effect> {
    mended(
        model,
        "make it a sub-question",
        "It cannot go further in here",
        mend::indent,
    )
}

/// Takes the question one level out.
pub(super) fn outdent(model: &mut Model) -> Vec<Effect> {
    mended(
        model,
        "take it one level out",
        "It is on the outermost level",
        mend::outdent,
    )
}

/// Moves the question up.
pub(super) fn move_up(model: &mut Model) -> Vec<Effect> {
    mended(
        model,
        "move up",
        "It is the first of its level",
        mend::move_up,
    )
}

/// Moves the question down.
pub(super) fn move_down(model: &mut Model) -> Vec<Effect> {
    mended(
        model,
        "move down",
        "It is the last of its level",
        mend::move_down,
    )
}

/// Deletes the question.
pub(super) fn delete(model: &mut Model) -> Vec<Effect> {
    let effects = mended(
        model,
        "delete the question",
        "Opening and closing stay",
        mend::delete,
    );
    if !effects.is_empty() {
        let key = model
            .settings
            .keymap
            .label(crate::app::command::Command::Undo);
        model.say(format!("Deleted; {key} brings it back"));
    }
    effects
}

fn mended(
    model: &mut Model,
    title: &str,
    otherwise: &str,
    change: impl FnOnce(&crate::domain::case::Case, &QuestionId) -> Option<Change>,
) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let change = desk
        .current()
        .map(|question| question.id.clone())
        .and_then(|id| change(&desk.case, &id));
    let Some(change) = change else {
        model.say(otherwise);
        return Vec::new();
    };
    desk.commit(vec![change], title)
}

/// Adds a question behind this one and goes to its text.
pub(super) fn add(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let new_id = model.ids.fresh(|id| desk.case.question(id).is_some());
    let here = desk.current().map(|question| question.id.clone());
    let change = mend::add_after(&desk.case, here.as_ref(), new_id.clone());
    let effects = desk.commit(vec![change], "add a question");
    show(desk, &new_id);
    effects
}

fn show(desk: &mut Desk, id: &QuestionId) {
    if let Some(index) = desk.case.position(id) {
        desk.go_to_row(index + 1);
        desk.focus = Focus::Question;
    }
}

/// A heading becomes a question to answer, or the other way round.
pub(super) fn toggle_group(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let Some(question) = desk.current() else {
        return Vec::new();
    };
    let id = question.id.clone();
    let (kind, title) = if question.is_group() {
        (QuestionKind::Question, "make it a question")
    } else {
        (QuestionKind::Group, "make it a heading")
    };
    let change = Change::question(&desk.case, &id, |question| question.kind = kind);
    desk.commit(vec![change], title)
}

/// Asks for the number of the question.
pub(super) fn ask_marker(model: &mut Model) -> Vec<Effect> {
    let Some(question) = model.desk.as_ref().and_then(|desk| desk.current()) else {
        return Vec::new();
    };
    model.overlay = Some(Overlay::Prompt(Prompt {
        title: "Number of the question".into(),
        hint: "As the letter shows it: 4, 3(b), ii. Empty: it is counted".into(),
        input: LineEditor::with_text(&question.marker),
        purpose: PromptPurpose::Marker(question.id.clone()),
        complaint: None,
    }));
    Vec::new()
}
