//! The form of a snippet: opening it, writing in it, saving, leaving.

use super::reusing::citations;
use crate::app::command::Command;
use crate::app::desk::Focus;
use crate::app::effect::{Effect, Ticket};
use crate::app::geometry;
use crate::app::message::Kept;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::panel::PanelRow;
use crate::app::snippet_form::{Origin, SnippetForm};
use crate::domain::archive::PastAnswer;
use crate::domain::case::Place;
use crate::domain::snippet::draft::{KeptDraft, SnippetDraft, one_line};
use crate::domain::snippet::facts::{CaseMarks, facts_in};
use crate::domain::snippet::include::defused;
use crate::domain::snippet::leaks::leaks;
use crate::domain::snippet::{Layer, Snippet, State};
use crate::text::edit::EditAction;

/// The longest title that is proposed.
const LONGEST_TITLE: usize = 70;

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

/// Opens the form on what an interrupted session was writing.
pub(super) fn found(model: &mut Model, kept: KeptDraft) -> Vec<Effect> {
    let origin = Origin {
        id: kept.id.clone(),
        layer: kept.layer,
        file: kept.file.clone(),
        facts: Vec::new(),
    };
    let effects = open(model, kept.draft.clone(), origin);
    let keys = &model.settings.keymap;
    let save = keys.label(Command::SaveSnippet);
    if let Some(form) = form_of(model) {
        form.touched = true;
        model.kept_draft = Some(Box::new(kept));
        model.say(format!(
            "A snippet of a session that was cut off is here again; {save} saves it"
        ));
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

/// Opens the form on a snippet that is to be withdrawn, at the part that asks what takes its place.
pub(super) fn retire(
    model: &mut Model,
    snippet: &Snippet,
    successor: Option<String>,
) -> Vec<Effect> {
    let withdrawn = Snippet {
        state: State::Withdrawn,
        successor,
        ..snippet.clone()
    };
    let effects = edit(model, &withdrawn);
    let key = model.settings.keymap.label(Command::SaveSnippet);
    if let Some(form) = form_of(model) {
        form.go_to_successor();
        model.say(format!(
            "Type a few letters of the snippet that takes its place, or leave it empty; {key} withdraws it"
        ));
    }
    effects
}

/// Opens the form on an empty snippet.
pub(super) fn new(model: &mut Model) -> Vec<Effect> {
    let origin = Origin {
        layer: Layer::Team,
        ..Origin::default()
    };
    let draft = SnippetDraft {
        regime: model
            .desk
            .as_ref()
            .map(|desk| desk.case.facts.regime.clone()),
        ..SnippetDraft::default()
    };
    open(model, draft, origin)
}

/// Opens the form on the snippet that is chosen in the panel.
pub(super) fn edit_chosen(model: &mut Model) -> Vec<Effect> {
    let desk = model.desk.as_ref();
    let chosen = desk.and_then(|desk| desk.panel.chosen());
    let snippet = match chosen {
        Some(PanelRow::Snippet { index, .. }) => model.library.at(*index).cloned(),
        _ => None,
    };
    if let Some(snippet) = snippet {
        return edit(model, &snippet);
    }
    let key = model.settings.keymap.label(Command::Snippets);
    model.say(format!("Choose a snippet in the panel first ({key})"));
    Vec::new()
}

/// Opens the form on the selected words, or on the whole answer.
pub(super) fn save_answer(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    if desk.focus == Focus::Panel
        && let Some(found) = desk.panel.chosen_past().cloned()
    {
        return save_past(model, &found.answer);
    }
    let place = desk.place();
    let text = desk.case.text(&place);
    let selected = desk.answer.selected_text(text);
    let writing = matches!(desk.focus, Focus::Answer);
    let body = if writing && !selected.trim().is_empty() {
        selected
    } else {
        text
    };
    if body.trim().is_empty() {
        model.say("This answer is empty; write it first, or choose another question");
        return Vec::new();
    }
    let question = place.question().and_then(|id| desk.case.question(id));
    let title = question.map_or_else(
        || match &place {
            Place::Opening => "Opening".to_owned(),
            _ => "Closing".to_owned(),
        },
        |question| title_of(&question.text),
    );
    let regime = question.map_or(desk.case.facts.regime.as_str(), |question| {
        desk.case.regime_of(question)
    });
    let cites = question.map(|question| {
        let own = question.citations.iter();
        let own = own.filter(|citation| citation.regime == regime);
        own.map(|citation| citation.cite.clone()).collect()
    });
    let draft = SnippetDraft {
        title,
        regime: Some(regime.to_owned()),
        outcome: question.and_then(|question| question.outcome),
        cites: cites.unwrap_or_default(),
        owner: String::new(),
        state: State::Approved,
        body: defused(body.trim()),
        ..SnippetDraft::default()
    };
    from_case(model, draft)
}

// A past answer becomes a snippet, without the figures of its day.
fn save_past(model: &mut Model, past: &PastAnswer) -> Vec<Effect> {
    let own = model
        .desk
        .as_ref()
        .map_or("", |desk| &desk.case.facts.regime);
    let citations = citations(past, &model.regimes, own);
    let regime = citations.first().map(|citation| citation.regime.clone());
    let of_regime = citations
        .into_iter()
        .filter(|citation| Some(&citation.regime) == regime.as_ref());
    let draft = SnippetDraft {
        title: title_of(&past.question),
        outcome: past.outcome,
        cites: of_regime.map(|citation| citation.cite).collect(),
        regime,
        body: defused(past.answer.trim()),
        ..SnippetDraft::default()
    };
    from_case(model, draft)
}

/// Opens the form on a draft whose text comes from a case: its facts are offered as fields.
pub(super) fn from_case(model: &mut Model, draft: SnippetDraft) -> Vec<Effect> {
    let facts = with_marks(model, |marks| facts_in(&draft.body, marks));
    let count = facts.len();
    let origin = Origin {
        layer: Layer::Team,
        facts,
        ..Origin::default()
    };
    let effects = open(model, draft, origin);
    if form_of(model).is_some() && count > 0 {
        model.say(if count == 1 {
            "1 fact of this case became a field; the list puts it back".to_owned()
        } else {
            format!("{count} facts of this case became fields; the list puts each back")
        });
    }
    effects
}

// "Does the council hold a register of breaches?" without its mark, cut at a word.
fn title_of(question: &str) -> String {
    let line = one_line(question, 400);
    let line = line.trim_end_matches(['?', '.', ' ']);
    let mut title = String::new();
    for word in line.split(' ') {
        if title.chars().count() + word.chars().count() >= LONGEST_TITLE {
            title.push('…');
            break;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(word);
    }
    title
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

/// Moves among the options of a choice.
pub(super) fn list(form: &mut SnippetForm, command: Command) {
    let last = form.field().part.options.len().saturating_sub(1);
    let at = form.field().chosen();
    let next = match command {
        Command::Up | Command::PageUp => at.map_or(0, |at| at.saturating_sub(1)),
        Command::Down | Command::PageDown => at.map_or(0, |at| (at + 1).min(last)),
        Command::First => 0,
        _ => last,
    };
    form.choose(next);
}

/// Something is typed: into a text, or the number of an option.
pub(super) fn typed(form: &mut SnippetForm, action: EditAction) {
    if !form.field().part.asked.is_chosen() {
        form.perform(action);
        return;
    }
    let EditAction::Insert(text) = action else {
        return;
    };
    let number = text.trim().parse::<usize>().ok();
    if let Some(option) = number.and_then(|number| number.checked_sub(1))
        && form.choose(option)
    {
        form.step(1);
    }
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

// The words that were found are the public's: a switchboard, a published address.
fn mean(model: &mut Model) {
    let Some(form) = form_of(model) else { return };
    match form.leaks.first().cloned() {
        Some(leak) if leak.may_be_meant => {
            form.meant.push(leak.words.clone());
            let key = model.settings.keymap.label(Command::SaveSnippet);
            model.say(format!(
                "“{}” stays in the snippet; {key} saves it",
                leak.words
            ));
        }
        Some(leak) => model.warn(format!(
            "“{}” is {}: it cannot go into a shared library",
            leak.words, leak.what
        )),
        None => model.say("Nothing was found that belongs to this case"),
    }
}

/// Saves the snippet, unless something stands in the way: then its place is shown.
fn save(model: &mut Model) -> Vec<Effect> {
    let (meant, personal) = (
        model.settings.keymap.label(Command::MeantInSnippet),
        model.settings.layers.contains(&Layer::Personal),
    );
    let Some(form) = form_of(model) else {
        return Vec::new();
    };
    if form.saving.is_some() {
        return Vec::new();
    }
    if let Some(fault) = form.faults.first().cloned() {
        form.go_to_fault(fault.part);
        form.complaint = Some(fault.words.clone());
        model.warn(fault.words);
        return Vec::new();
    }
    if let Some(leak) = form.leaks.first().cloned() {
        form.go_to_leak(&leak);
        let way = if leak.may_be_meant {
            format!("{meant} if it is meant to be there")
        } else if personal {
            "make it a field, or save it to your personal library".to_owned()
        } else {
            "make it a field or take it out".to_owned()
        };
        let words = format!("“{}” is {}: {way}", leak.words, leak.what);
        form.complaint = Some(words.clone());
        model.warn(words);
        return Vec::new();
    }
    let ticket = model.next_ticket();
    let Some(form) = form_of(model) else {
        return Vec::new();
    };
    form.saving = Some(ticket);
    let effect = Effect::WriteSnippet {
        ticket,
        layer: form.layer(),
        draft: Box::new(form.draft.clone()),
        was: form.replaces().map(str::to_owned),
    };
    model.say("Saving the snippet …");
    vec![effect]
}

/// The snippet was written, or not: then everything that was typed is still in the form.
pub(super) fn written(
    model: &mut Model,
    ticket: Ticket,
    result: Result<Kept, String>,
) -> Vec<Effect> {
    let waits = |form: &SnippetForm| form.saving == Some(ticket);
    if !form_of(model).is_some_and(|form| waits(form))
        && let Some(form) = model.parked.take_if(|form| waits(form))
    {
        model.overlay = Some(Overlay::SnippetForm(form));
    }
    let Some(form) = form_of(model).filter(|form| waits(form)) else {
        return Vec::new();
    };
    form.saving = None;
    match result {
        Ok(kept) => {
            let (title, layer, state) = (form.draft.title.clone(), form.layer(), form.draft.state);
            let behind = form.behind.take();
            model.overlay = behind.map(|overlay| *overlay);
            let words = match (kept, state) {
                (Kept::Proposed(_), _) => "is proposed: somebody who may change it decides",
                (_, State::Withdrawn) => "is withdrawn and no longer suggested",
                (_, State::Draft) => "is saved as a draft",
                (_, State::Approved) => "is saved",
            };
            model.say(format!(
                "“{title}” {words}, in the {} library",
                layer.word()
            ));
        }
        Err(words) => {
            form.complaint = Some(words.clone());
            model.fail(words);
        }
    }
    Vec::new()
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
