//! The form of a snippet: opening it, writing in it, saving, leaving.

mod opening;
mod saving;

use self::saving::{mean, save};
use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::form::Form as _;
use crate::app::geometry;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::snippet_form::{Origin, SnippetForm};
use crate::domain::snippet::draft::{KeptDraft, SnippetDraft};
use crate::domain::snippet::facts::CaseMarks;
use crate::domain::snippet::leaks::leaks;
use crate::domain::snippet::{Layer, Snippet};

pub(super) use self::opening::{edit_chosen, found, new, retire, save_answer};
pub(super) use self::saving::written;

/// Opens the form on a draft. What is on screen comes back when it is left.
pub(super) fn open(model: &mut Model, draft: SnippetDraft, origin: Origin) -> Vec<Effect> {
    let layers = model.settings.layers.clone();
    if layers.is_empty() {
        model.warn("No library has a folder: name one under [libraries] in seriatim.toml");
        return Vec::new();
    }
    let mut origin = origin;
    if !layers.contains(&origin.layer) {
        origin.layer = if layers.contains(&Layer::Team) {
            Layer::Team
        } else {
            layers[0]
        };
        origin.file = None;
    }
    let mut form = SnippetForm::new(draft, origin, layers, &model.regimes);
    form.behind = model.overlay.take().map(Box::new);
    model.overlay = Some(Overlay::SnippetForm(Box::new(form)));
    Vec::new()
}

/// Opens the form on a snippet of the library.
pub(super) fn edit(model: &mut Model, snippet: &Snippet) -> Vec<Effect> {
    let origin = Origin {
        id: snippet.id.clone(),
        layer: snippet.layer,
        file: Some(snippet.file.clone()).filter(|hash| !hash.is_empty()),
        facts: Vec::new(),
    };
    let built_in = snippet.layer == Layer::BuiltIn;
    let effects = open(model, SnippetDraft::of(snippet), origin);
    if built_in && form_of(model).is_some() {
        model.say(
            "This one came with the program: what you save takes its place, under the same id",
        );
    }
    effects
}

/// Keeps what is written in the form, on the local disk, until it is saved or left.
pub(super) fn keep(model: &mut Model) -> Option<Effect> {
    // A session that ends without being asked keeps what it has.
    if model.leaving {
        return None;
    }
    let form = match &model.overlay {
        Some(Overlay::SnippetForm(form)) => Some(form),
        _ => model.parked.as_ref(),
    };
    let now = form.filter(|form| form.touched).map(|form| {
        Box::new(KeptDraft {
            draft: form.draft.clone(),
            id: form.origin.id.clone(),
            layer: form.layer(),
            file: form.origin.file.clone(),
        })
    });
    if now == model.kept_draft {
        return None;
    }
    model.kept_draft.clone_from(&now);
    Some(Effect::KeepDraft(now))
}

// What is known of the open case; of no case if none is open.
fn with_marks<T>(model: &Model, take: impl FnOnce(&CaseMarks<'_>) -> T) -> T {
    let desk = model.desk.as_ref();
    let facts = desk.map(|desk| &desk.case.facts);
    take(&CaseMarks {
        requester: facts.map_or("", |facts| &facts.requester),
        reference: desk.map_or("", |desk| desk.case.reference.as_str()),
        received: facts.and_then(|facts| facts.received),
        due: desk
            .and_then(|desk| desk.derived.due.as_ref())
            .map(|due| due.date),
        authority: &model.settings.authority,
    })
}

fn form_of(model: &mut Model) -> Option<&mut SnippetForm> {
    match &mut model.overlay {
        Some(Overlay::SnippetForm(form)) => Some(form),
        _ => None,
    }
}

/// Does what the officer asks for in the form. Returns nothing if the command is not the form's.
pub(super) fn perform(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    form_of(model)?;
    match command {
        Command::SaveSnippet => return Some(save(model)),
        Command::MeantInSnippet => mean(model),
        Command::NextPart => part(model, 1),
        Command::PreviousPart => part(model, -1),
        Command::UndoPart => undo(model),
        Command::RedoPart => redo(model),
        _ => {}
    }
    Some(Vec::new())
}

fn part(model: &mut Model, by: isize) {
    let key = model.settings.keymap.label(Command::SaveSnippet);
    if form_of(model).is_some_and(|form| !form.step(by)) && by > 0 {
        model.say(format!("That was the last part; {key} saves the snippet"));
    }
}

fn undo(model: &mut Model) {
    if form_of(model).is_some_and(|form| !form.undo()) {
        model.say("Nothing to undo in this part");
    }
}

fn redo(model: &mut Model) {
    if form_of(model).is_some_and(|form| !form.redo()) {
        model.say("Nothing to do again in this part");
    }
}

/// Takes what is chosen or written and goes on.
pub(super) fn confirm(model: &mut Model) -> Vec<Effect> {
    if let Some(form) = form_of(model) {
        form.take_offer();
    }
    part(model, 1);
    Vec::new()
}

/// Brings draft, faults and windows of the form up to date.
pub(super) fn refresh(model: &Model, form: &mut SnippetForm) {
    form.refresh(&model.library, &model.regimes);
    let found = if form.layer().is_shared() {
        with_marks(model, |marks| leaks(&form.draft, marks))
    } else {
        Vec::new()
    };
    form.leaks = found
        .into_iter()
        .filter(|leak| !form.meant.contains(&leak.words))
        .collect();
    let known = model.desk.as_ref().map(|desk| model.known(&desk.case));
    form.show_sample(&model.library, |name| {
        let value = known.as_ref().and_then(|known| known.early(name));
        let own = &model.settings.authority;
        value
            .map(std::borrow::Cow::into_owned)
            .or_else(|| match name {
                "authority" if !own.name.is_empty() => Some(own.name.clone()),
                "short_name" if !own.short_name.is_empty() => Some(own.short_name.clone()),
                _ => Some(format!("‹{}›", name.replace('_', " "))),
            })
    });
    let parts = geometry::snippet_form(model.size, form);
    if let Some(field) = form.fields.get_mut(form.at) {
        field.editor.layout(&field.text, parts.input.width.max(1));
        field.editor.follow_caret(parts.input.height.max(1));
    }
    form.preview
        .layout(&form.sample, parts.preview.width.max(1));
}

/// Leaves the form. What was typed is told of first, since it is nowhere else.
pub(super) fn leave(model: &mut Model) -> Vec<Effect> {
    let keys = &model.settings.keymap;
    let words = format!(
        "This snippet is not saved: {} saves it, {} again leaves it",
        keys.label(Command::SaveSnippet),
        keys.label(Command::Cancel)
    );
    let Some(form) = form_of(model) else {
        return Vec::new();
    };
    if form.touched && !form.told {
        form.told = true;
        model.warn(words);
        return Vec::new();
    }
    let behind = form.behind.take();
    model.overlay = behind.map(|overlay| *overlay);
    Vec::new()
}

/// Puts the form aside when something else takes its place on screen; [`unpark`] brings it back.
pub(super) fn park(model: &mut Model) {
    if let Some(Overlay::SnippetForm(form)) = model
        .overlay
        .take_if(|overlay| matches!(overlay, Overlay::SnippetForm(_)))
    {
        model.parked = Some(form);
    }
}

/// Brings a form back that was put aside, once nothing lies over the screen.
pub(super) fn unpark(model: &mut Model) {
    if model.overlay.is_none()
        && let Some(form) = model.parked.take()
    {
        model.overlay = Some(Overlay::SnippetForm(form));
    }
}

/// Tells whether something was typed into a form that leaving the program would lose.
pub(super) fn is_unsaved(model: &Model) -> bool {
    let own = match &model.overlay {
        Some(Overlay::SnippetForm(form)) => Some(form),
        _ => model.parked.as_ref(),
    };
    own.is_some_and(|form| form.touched)
}
