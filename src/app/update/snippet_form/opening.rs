//! Opening the form: on a snippet, on an answer, on a past answer, on what an interrupted session was writing.

use super::{edit, form_of, open, with_marks};
use crate::app::command::Command;
use crate::app::desk::Focus;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::panel::PanelRow;
use crate::app::snippet_form::Origin;
use crate::app::update::reusing::citations;
use crate::domain::archive::PastAnswer;
use crate::domain::case::Place;
use crate::domain::snippet::draft::{KeptDraft, SnippetDraft, one_line};
use crate::domain::snippet::facts::facts_in;
use crate::domain::snippet::include::defused;
use crate::domain::snippet::{Layer, Snippet, State};

/// The longest title that is proposed.
const LONGEST_TITLE: usize = 70;

/// Opens the form on what an interrupted session was writing.
pub(in crate::app::update) fn found(model: &mut Model, kept: KeptDraft) -> Vec<Effect> {
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

/// Opens the form on a snippet that is to be withdrawn, at the part that asks what takes its place.
pub(in crate::app::update) fn retire(
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
pub(in crate::app::update) fn new(model: &mut Model) -> Vec<Effect> {
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
pub(in crate::app::update) fn edit_chosen(model: &mut Model) -> Vec<Effect> {
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
pub(in crate::app::update) fn save_answer(model: &mut Model) -> Vec<Effect> {
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
fn from_case(model: &mut Model, draft: SnippetDraft) -> Vec<Effect> {
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
