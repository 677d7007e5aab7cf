//! Putting a composed passage into the answer: text, provision, outcome and reasons follow each other.

use std::sync::Arc;

use super::super::answering::{as_paragraph, combined};
use super::{argument, form_of, setting};
use crate::app::command::Command;
use crate::app::composer::Composer;
use crate::app::desk::{Desk, Focus};
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::domain::case::Place;
use crate::domain::change::Change;
use crate::domain::composing::{Found, Reasons, Setting, locate};
use crate::domain::event::Event;
use crate::domain::ids::QuestionId;
use crate::domain::outcome::{Held, Outcome};
use crate::domain::question::{Argument, Question};
use crate::text::edit::Splice;
use crate::text::slice;

/// Puts the passage into the answer: text, provisions, outcome and reasons as one step that undo takes back.
pub(super) fn put_in(model: &mut Model) -> Vec<Effect> {
    let key = model.settings.keymap.label(Command::PutIn);
    let Some(form) = form_of(model) else {
        return Vec::new();
    };
    if let Some(open) = form.open.first().cloned()
        && !form.told
    {
        form.told = true;
        let more = form.open.len() - 1;
        form.go_to_open();
        let rest = if more > 0 {
            format!(", and {more} more")
        } else {
            String::new()
        };
        model.warn(format!(
            "Still open: {}{rest}. {key} again puts it in as it is",
            open.words.trim_end_matches('?')
        ));
        return Vec::new();
    }
    let Some(Overlay::Composer(form)) = model.overlay.take() else {
        return Vec::new();
    };
    let words = setting(&model.settings);
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let (texts, arguments) = passages(desk, &form, words);
    let mut changes = texts;
    changes.extend(labelled(desk, &form, &changes, &arguments));
    let first = form.targets[0].clone();
    let verb = if form.reopened { "argue anew" } else { "argue" };
    let mut effects = desk.commit(changes, format!("{verb} {}", form.label));
    for id in &form.targets {
        let key = (
            desk.case.reference.clone(),
            id.clone(),
            form.citation.clone(),
        );
        model.reasons.remove(&key);
    }
    effects.push(Effect::Record(Event::Cited {
        cite: form.citation.cite.clone(),
        questions: form.targets.iter().map(ToString::to_string).collect(),
    }));
    let many = form.targets.len();
    desk.marked.clear();
    desk.panel.filter.set_text("");
    if desk.current().is_some_and(|question| question.id == first) {
        desk.focus = Focus::Answer;
    }
    let keys = &model.settings.keymap;
    let (undo, next) = (
        keys.label(Command::Undo),
        keys.label(Command::NextUnanswered),
    );
    let into = if many > 1 {
        format!("into {many} answers")
    } else {
        "into the answer".to_owned()
    };
    model.say(format!(
        "The reasons for {} went {into}; {undo} takes them back, {next} goes to the next open question",
        form.label
    ));
    effects
}

// The text of each answer that changes, and the reasons that each question keeps.
fn passages(
    desk: &Desk,
    form: &Composer,
    words: Setting<'_>,
) -> (Vec<Change>, Vec<(QuestionId, Argument)>) {
    let case = &desk.case;
    let first = &form.targets[0];
    let reasons = form.reasons();
    let name = case.name(first);
    let reference = form.plan.refer(&reasons, words, &name);
    let referring = |passage: String, at: &QuestionId| Argument {
        citation: form.citation.clone(),
        reasons: Reasons::new(),
        passage,
        argued_at: Some(at.clone()),
    };
    let full = |passage: String| Argument {
        citation: form.citation.clone(),
        reasons: reasons.clone(),
        passage,
        argued_at: None,
    };
    let mut texts = Vec::new();
    let mut arguments = Vec::new();
    for id in &form.targets {
        let mut own = match &form.argued {
            Some((at, ..)) if form.refers() => referring(form.passage.clone(), at),
            _ if id == first || form.repeats() => full(form.passage.clone()),
            _ => referring(reference.clone(), first),
        };
        let place = Place::Answer(id.clone());
        let text = case.text(&place);
        let found = argument(case, id, &form.citation)
            .map_or(Found::Gone, |old| locate(text, &old.passage));
        let splice = match found.range() {
            Some(range) if id == first && form.keeps() => {
                slice::slice(text, range).clone_into(&mut own.passage);
                None
            }
            Some(range) => Some(Splice::new(text, range, own.passage.clone())),
            None => {
                let caret = if place == desk.place() {
                    paragraph_end(text, desk.answer.caret())
                } else {
                    text.len()
                };
                Some(as_paragraph(text, caret..caret, &own.passage))
            }
        };
        texts.extend(splice.map(|splice| Change::Text { place, splice }));
        arguments.push((id.clone(), own));
    }
    // The answers that refer to this one say the same as it does.
    for question in case
        .questions
        .iter()
        .filter(|question| !form.targets.contains(&question.id))
    {
        let old = argument(case, &question.id, &form.citation)
            .filter(|old| old.argued_at.as_ref() == Some(first) && old.passage != reference);
        let Some(old) = old.filter(|_| !form.refers()) else {
            continue;
        };
        if let Found::Whole(range) = locate(&question.answer, &old.passage) {
            let splice = Splice::new(&question.answer, range, reference.clone());
            let place = Place::Answer(question.id.clone());
            texts.push(Change::Text { place, splice });
            arguments.push((question.id.clone(), referring(reference.clone(), first)));
        }
    }
    (texts, arguments)
}

// A passage never goes into the middle of a paragraph.
fn paragraph_end(text: &str, caret: usize) -> usize {
    let after = slice::from(text, caret);
    let before = slice::before(text, caret);
    if before.is_empty() || before.ends_with('\n') {
        return caret;
    }
    caret + after.find("\n\n").unwrap_or(after.len())
}

// Provisions, outcome, what is said about holding, and the reasons follow the passage.
fn labelled(
    desk: &Desk,
    form: &Composer,
    texts: &[Change],
    arguments: &[(QuestionId, Argument)],
) -> Option<Change> {
    let mut case = desk.case.clone();
    for change in texts {
        case.apply(change).ok()?;
    }
    let outcome = form.plan.outcome(&form.reasons());
    let change = Change::questions(&case, |list| {
        for question in list.iter_mut() {
            let Some((id, new)) = arguments.iter().find(|(id, _)| *id == question.id) else {
                continue;
            };
            let was_empty = desk.case.text(&Place::Answer(id.clone())).trim().is_empty();
            let question = Arc::make_mut(question);
            if form.targets.contains(id) {
                label(question, form, outcome, was_empty);
            }
            let old = question
                .arguments
                .iter_mut()
                .find(|old| old.citation == new.citation);
            match old {
                Some(old) => old.clone_from(new),
                None => question.arguments.push(new.clone()),
            }
        }
    });
    (!change.is_idle()).then_some(change)
}

fn label(question: &mut Question, form: &Composer, outcome: Option<Outcome>, was_empty: bool) {
    let argued_before = question
        .arguments
        .iter()
        .any(|own| own.citation == form.citation);
    question.citations.insert(form.citation.clone());
    let one_of_two = |old| matches!(old, Outcome::Refused | Outcome::PartlyDisclosed);
    question.outcome = match (question.outcome, outcome) {
        (old, None) => old,
        (None, new) => new,
        (_, Some(new)) if was_empty => Some(new),
        // The reasons were changed: how much is withheld follows them, back and forth.
        (Some(old), Some(new)) if argued_before && one_of_two(old) && one_of_two(new) => Some(new),
        (Some(old), Some(new)) => Some(combined(old, new)),
    };
    question.held = match (question.held, form.plan.frame.held) {
        (_, Some(Held::NotSaid)) => Some(Held::NotSaid),
        (Some(old), Some(_)) if !was_empty => Some(old),
        (old, new) => new.or(old),
    };
}
