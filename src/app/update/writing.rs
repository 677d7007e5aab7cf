//! Writing: typing, moving the caret, selecting, undo, finding.

use super::keys;
use crate::app::command::Command;
use crate::app::desk::Focus;
use crate::app::effect::{Effect, Parcel};
use crate::app::form::Form as _;
use crate::app::geometry;
use crate::app::history::Spot;
use crate::app::model::Model;
use crate::app::overlay::{Overlay, Prompt, PromptPurpose};
use crate::app::written::Written;
use crate::domain::change::Change;
use crate::text::edit::{Direction, EditAction, LetterCase, LineEditor, Motion, find};

/// A command that is an editing action: it goes where the keyboard writes.
pub(super) fn perform(model: &mut Model, command: Command) -> Vec<Effect> {
    let page = page_of(model);
    action_of(command, page).map_or_else(Vec::new, |action| keys::typed(model, action))
}

fn page_of(model: &Model) -> u16 {
    let panes = model.panes();
    let area = match model.desk.as_ref().map(|desk| desk.focus) {
        Some(Focus::Question) => panes.question,
        Some(_) => panes.answer,
        None => geometry::frame(model.size).body,
    };
    area.inner().height.saturating_sub(1).max(1)
}

fn action_of(command: Command, page: u16) -> Option<EditAction> {
    use Command as C;
    let go = |by, extend| Some(EditAction::Move { by, extend });
    match command {
        C::Left => go(Motion::Left, false),
        C::Right => go(Motion::Right, false),
        C::WordLeft => go(Motion::WordLeft, false),
        C::WordRight => go(Motion::WordRight, false),
        C::RowUp => go(Motion::Up, false),
        C::RowDown => go(Motion::Down, false),
        C::RowStart => go(Motion::RowStart, false),
        C::RowEnd => go(Motion::RowEnd, false),
        C::TextPageUp => go(Motion::PageUp(page), false),
        C::TextPageDown => go(Motion::PageDown(page), false),
        C::ParagraphUp => go(Motion::ParagraphUp, false),
        C::ParagraphDown => go(Motion::ParagraphDown, false),
        C::TextStart => go(Motion::TextStart, false),
        C::TextEnd => go(Motion::TextEnd, false),
        C::SelectLeft => go(Motion::Left, true),
        C::SelectRight => go(Motion::Right, true),
        C::SelectWordLeft => go(Motion::WordLeft, true),
        C::SelectWordRight => go(Motion::WordRight, true),
        C::SelectUp => go(Motion::Up, true),
        C::SelectDown => go(Motion::Down, true),
        C::SelectRowStart => go(Motion::RowStart, true),
        C::SelectRowEnd => go(Motion::RowEnd, true),
        C::SelectTextStart => go(Motion::TextStart, true),
        C::SelectTextEnd => go(Motion::TextEnd, true),
        C::Newline => Some(EditAction::Newline),
        C::Backspace => Some(EditAction::Backspace),
        C::Delete => Some(EditAction::Delete),
        C::DeleteWordLeft => Some(EditAction::DeleteWordLeft),
        C::DeleteWordRight => Some(EditAction::DeleteWordRight),
        _ => None,
    }
}

/// An editing action in the question or the answer.
pub(super) fn edit(model: &mut Model, action: EditAction) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let moves = matches!(
        action,
        EditAction::Move { .. }
            | EditAction::SelectAll
            | EditAction::Unselect
            | EditAction::Click { .. }
            | EditAction::Drag { .. }
            | EditAction::SelectWord { .. }
            | EditAction::SelectParagraph { .. }
    );
    if moves {
        desk.history.close_step();
    } else {
        let blocked = match desk.focus {
            Focus::Question => desk.read_only.clone(),
            _ => desk.answer_blocked(),
        };
        if let Some(reason) = blocked {
            model.warn(reason);
            return Vec::new();
        }
    }
    let before = desk.spot();
    let case = &desk.case;
    // Borrowed apart from the case: the text is read while the caret moves.
    let (editor, place) = if desk.focus == Focus::Question {
        let Some(id) = desk.current().map(|question| question.id.clone()) else {
            return Vec::new();
        };
        (&mut desk.question, crate::domain::case::Place::Question(id))
    } else {
        let place = desk.place();
        (&mut desk.answer, place)
    };
    let Some(splice) = editor.perform(case.text(&place), action) else {
        return Vec::new();
    };
    desk.commit_from(before, vec![Change::Text { place, splice }], "typing")
}

/// Takes back the last step.
pub(super) fn undo(model: &mut Model) -> Vec<Effect> {
    step(
        model,
        "Undone",
        "Nothing to undo",
        super::super::desk::Desk::undo,
    )
}

/// Makes the last step again.
pub(super) fn redo(model: &mut Model) -> Vec<Effect> {
    step(model, "Done again", "Nothing to do again", |desk| {
        desk.redo()
    })
}

fn step(
    model: &mut Model,
    word: &str,
    nothing: &str,
    take: impl FnOnce(&mut crate::app::desk::Desk) -> Option<(String, Vec<Effect>)>,
) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let Some((title, effects)) = take(desk) else {
        model.say(nothing);
        return Vec::new();
    };
    super::refresh::show_in_letter(desk);
    model.say(format!("{word}: {title}"));
    effects
}

/// Saves at once. It saves by itself as well; this is for the officer's peace of mind.
pub(super) fn save(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    if desk.case.revision == desk.saved_revision || desk.read_only.is_some() {
        model.say("Saved; every change is");
        return Vec::new();
    }
    vec![Effect::Save(Box::new(desk.case.clone()))]
}

/// Asks what to look for.
pub(super) fn ask_find(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    model.overlay = Some(Overlay::Prompt(Prompt {
        title: "Find".into(),
        hint: "In this text; capitals and small letters are the same".into(),
        input: LineEditor::with_text(&desk.sought),
        purpose: PromptPurpose::Find,
        complaint: None,
    }));
    Vec::new()
}

/// Goes to the next place where the sought text stands.
pub(super) fn find_next(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    if desk.sought.is_empty() {
        return ask_find(model);
    }
    let sought = desk.sought.clone();
    let in_letter = desk.focus == Focus::Letter;
    let (text, editor) = if in_letter {
        (desk.letter.text.clone(), &mut desk.letter.editor)
    } else {
        if desk.writing().is_none() {
            desk.focus = Focus::Answer;
        }
        let Some(place) = desk.writing().map(|(_, place)| place) else {
            return Vec::new();
        };
        let text = desk.case.text(&place).to_owned();
        let Some((editor, _)) = desk.writing() else {
            return Vec::new();
        };
        (text, editor)
    };
    let found = find(
        &text,
        &sought,
        editor.caret(),
        Direction::Forward,
        LetterCase::Ignored,
    )
    .or_else(|| find(&text, &sought, 0, Direction::Forward, LetterCase::Ignored));
    match found {
        Some(range) => {
            editor.select(&text, range);
            if in_letter {
                let caret = editor.caret();
                editor.bring_to_top(&text, caret);
            }
        }
        None => model.say(format!("“{sought}” does not stand in this text")),
    }
    Vec::new()
}

// The selected text of the line or the pane that hears the keyboard.
fn selected(model: &mut Model) -> Option<String> {
    if let Some(overlay) = &model.overlay {
        let text = match overlay {
            Overlay::Palette(palette) => palette.filter.selected_text(),
            Overlay::Library(screen) => screen.filter.selected_text(),
            Overlay::Prompt(prompt) => prompt.input.selected_text(),
            Overlay::NewCase(form) => form.editor.selected_text(&form.text),
            Overlay::Composer(form) => {
                let field = form.field();
                field.editor.selected_text(&field.text)
            }
            Overlay::SnippetForm(form) => {
                let field = form.field();
                field.editor.selected_text(&field.text)
            }
            Overlay::Settling(screen) => screen.editing.as_ref().map_or("", Written::selected),
            Overlay::Harvest(screen) => {
                let mending = screen.mending.as_ref();
                mending.map_or("", |(_, written)| written.selected())
            }
            Overlay::Reviewing(_)
            | Overlay::Comparing(_)
            | Overlay::Earlier(_)
            | Overlay::Figures(_)
            | Overlay::Help(_)
            | Overlay::Choice(_)
            | Overlay::Reading { .. } => "",
        };
        return Some(text.to_owned()).filter(|text| !text.is_empty());
    }
    let desk = model.desk.as_mut()?;
    if desk.focus == Focus::Letter {
        return Some(
            desk.letter
                .editor
                .selected_text(&desk.letter.text)
                .to_owned(),
        )
        .filter(|text| !text.is_empty());
    }
    let place = desk.writing().map(|(_, place)| place)?;
    let text = desk.case.text(&place).to_owned();
    let (editor, _) = desk.writing()?;
    Some(editor.selected_text(&text).to_owned()).filter(|text| !text.is_empty())
}

/// Copies the selection.
pub(super) fn copy_selection(model: &mut Model) -> Vec<Effect> {
    let Some(plain) = selected(model) else {
        let key = model.settings.keymap.label(Command::Copy);
        model.say(format!(
            "Nothing is selected; {key} copies the whole letter"
        ));
        return Vec::new();
    };
    let ticket = model.next_ticket();
    vec![Effect::Copy {
        ticket,
        parcel: Parcel {
            plain,
            html: None,
            stem: None,
        },
    }]
}

/// Cuts the selection.
pub(super) fn cut_selection(model: &mut Model) -> Vec<Effect> {
    let mut effects = copy_selection(model);
    if !effects.is_empty() {
        effects.extend(keys::typed(model, EditAction::Delete));
    }
    effects
}

/// Selects everything in the pane that hears the keyboard.
pub(super) fn select_all(model: &mut Model) -> Vec<Effect> {
    if keys::writes_a_line(model) || model.overlay.is_some() {
        return keys::typed(model, EditAction::SelectAll);
    }
    if let Some(desk) = &mut model.desk
        && desk.focus == Focus::Letter
    {
        let text = std::mem::take(&mut desk.letter.text);
        desk.letter.editor.perform(&text, EditAction::SelectAll);
        desk.letter.text = text;
        return Vec::new();
    }
    keys::typed(model, EditAction::SelectAll)
}

/// Returns where the officer is, for a step that is made of several changes.
pub(super) fn spot(model: &Model) -> Option<Spot> {
    model.desk.as_ref().map(|desk| desk.spot())
}
