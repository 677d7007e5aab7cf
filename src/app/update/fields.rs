//! Fields: asked for once, filled everywhere in the case.

use std::sync::Arc;

use super::writing;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::overlay::{Choice, ChoiceOption, Overlay, Pick, Prompt, PromptPurpose};
use crate::app::scroll::Scroll;
use crate::domain::case::Place;
use crate::domain::change::Change;
use crate::domain::fields::{FieldKind, open_fields};
use crate::domain::renew;
use crate::domain::snippet::{Snippet, SnippetField};
use crate::text::edit::LineEditor;
use crate::text::placeholder;

/// Asks for the next open field: in this answer first, then anywhere in the letter.
pub(super) fn ask_next(model: &mut Model, snippet: Option<&Arc<Snippet>>) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let own = desk.place();
    let places: Vec<Place> = std::iter::once(own.clone())
        .chain(desk.case.letter_places())
        .collect();
    let found = places.into_iter().find_map(|place| {
        let open = open_fields(desk.case.text(&place)).next()?;
        Some((place, open))
    });
    let Some((place, open)) = found else {
        model.say("No field is open");
        return Vec::new();
    };
    let asks = snippet.and_then(|snippet| snippet.field(&open.name).cloned());
    if place != own {
        desk.go_to(&place, None);
    }
    desk.answer.select(desk.case.text(&place), open.range);
    let asks = asks
        .or_else(|| renew::field(&open.name))
        .or_else(|| declared(model, &place, &open.name))
        .unwrap_or_default();
    let readable = open.name.replace('_', " ");
    let title = if asks.prompt.is_empty() {
        readable.clone()
    } else {
        asks.prompt.clone()
    };
    let input = LineEditor::with_text(&asks.default);
    let scope = if asks.per_answer {
        "for this answer"
    } else {
        "asked once, filled everywhere in this case"
    };
    if let FieldKind::Choice(options) = &asks.kind {
        let text = vec![format!("“{readable}” in the text; {scope}.")];
        model.overlay = Some(choose(title, text, &open.name, options, &asks));
        return Vec::new();
    }
    let how = match asks.kind.how() {
        "" => String::new(),
        how => format!("; {how}"),
    };
    let hint = format!("“{readable}” in the text; {scope}{how}");
    let purpose = PromptPurpose::Field {
        name: open.name,
        optional: asks.optional,
        per_answer: asks.per_answer,
        kind: asks.kind,
    };
    model.overlay = Some(Overlay::Prompt(Prompt {
        title,
        hint,
        input,
        purpose,
        complaint: None,
    }));
    Vec::new()
}

// A field that takes one of a few words is asked for by showing them.
fn choose(
    title: String,
    text: Vec<String>,
    name: &str,
    options: &[String],
    asks: &SnippetField,
) -> Overlay {
    let option = |label: &str, value: &str| ChoiceOption {
        label: label.to_owned(),
        note: String::new(),
        pick: Pick::FillField {
            name: name.to_owned(),
            value: value.to_owned(),
            per_answer: asks.per_answer,
        },
    };
    let mut all: Vec<ChoiceOption> = options.iter().map(|own| option(own, own)).collect();
    if asks.optional {
        all.push(option("nothing", ""));
    }
    let suggested = options.iter().position(|own| *own == asks.default);
    Overlay::Choice(Choice {
        title,
        text,
        options: all,
        page: None,
        scroll: Scroll {
            cursor: suggested.unwrap_or(0),
            top: 0,
        },
    })
}

// What the snippets of this answer say about a field; else what any snippet says.
fn declared(model: &Model, place: &Place, name: &str) -> Option<SnippetField> {
    let desk = model.desk.as_ref()?;
    let sources = place
        .question()
        .and_then(|id| desk.case.question(id))
        .map(|question| question.sources.clone());
    let own = sources
        .into_iter()
        .flatten()
        .filter_map(|source| model.library.get(&source.snippet).cloned());
    let any = model.library.snippets().iter().cloned();
    own.chain(any)
        .find_map(|snippet| snippet.field(name).cloned())
}

/// Fills a field, as one undo step, and asks for the next one.
///
/// A field of the case is filled in every answer and remembered; one that each answer needs for itself only here.
pub(super) fn fill(model: &mut Model, name: &str, value: &str, per_answer: bool) -> Vec<Effect> {
    let Some(before) = writing::spot(model) else {
        return Vec::new();
    };
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let own = desk.place();
    let mut changes = Vec::new();
    if !per_answer {
        changes.push(Change::facts(&desk.case, |facts| {
            facts.fields.insert(name.to_owned(), value.to_owned());
        }));
    }
    for place in desk
        .case
        .letter_places()
        .filter(|place| !per_answer || *place == own)
    {
        let splices = placeholder::splices_for(desk.case.text(&place), name, value);
        changes.extend(splices.into_iter().map(|splice| Change::Text {
            place: place.clone(),
            splice,
        }));
    }
    let mut effects = desk.commit_from(
        before,
        changes,
        format!("fill “{}”", name.replace('_', " ")),
    );
    let open = desk
        .case
        .letter_places()
        .any(|place| open_fields(desk.case.text(&place)).next().is_some());
    if open {
        effects.extend(ask_next(model, None));
        return effects;
    }
    desk.focus = crate::app::desk::Focus::Panel;
    let next = model
        .settings
        .keymap
        .label(crate::app::command::Command::NextUnanswered);
    model.say(format!(
        "All fields are filled; {next} goes to the next open question"
    ));
    effects
}
