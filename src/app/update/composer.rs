//! The composer: opening it for a provision, asking part by part, putting the passage into the answer.

use std::sync::Arc;

use super::answering::{self, as_paragraph, combined};
use crate::app::command::Command;
use crate::app::composer::{self, Composer, Field};
use crate::app::desk::{Desk, Focus};
use crate::app::effect::Effect;
use crate::app::model::{Model, Settings};
use crate::app::overlay::Overlay;
use crate::domain::case::{Case, Place};
use crate::domain::change::Change;
use crate::domain::composing::{Found, Plan, Reasons, Setting, locate};
use crate::domain::event::Event;
use crate::domain::ids::QuestionId;
use crate::domain::outcome::{Held, Outcome};
use crate::domain::question::{Argument, Citation, Question};
use crate::text::edit::{EditAction, Splice};
use crate::text::slice;

fn setting(settings: &Settings) -> Setting<'_> {
    let own = &settings.authority;
    let short_name = if own.short_name.is_empty() {
        &own.name
    } else {
        &own.short_name
    };
    Setting {
        authority: &own.name,
        short_name,
    }
}

/// Opens the composer for a provision: for the question under the cursor, or for the marked ones.
pub(super) fn open(model: &mut Model, regime: &str, index: usize) -> Vec<Effect> {
    let Some(pack) = model.regimes.get(regime).cloned() else {
        return Vec::new();
    };
    let Some(provision) = pack.provisions.get(index) else {
        return Vec::new();
    };
    if !provision.can_be_relied_on() {
        let key = model.settings.keymap.label(Command::CiteOnly);
        model.say(format!(
            "{} is not a ground to withhold or refuse; {key} cites it",
            pack.label(&provision.cite)
        ));
        return Vec::new();
    }
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let targets = match open_targets(desk) {
        Ok(targets) => targets,
        Err(reason) => {
            model.warn(reason);
            return Vec::new();
        }
    };
    let citation = Citation {
        regime: regime.to_owned(),
        cite: provision.cite.clone(),
    };
    let plan = model.settings.composing.plan(&pack, provision);
    let key = (
        desk.case.reference.clone(),
        targets[0].clone(),
        citation.clone(),
    );
    let draft = model.reasons.get(&key).cloned();
    let label = pack.label(&provision.cite);
    let form = form_for(desk, plan, citation, index, targets, label, draft);
    model.overlay = Some(Overlay::Composer(Box::new(form)));
    Vec::new()
}

// The questions whose answers can be written: the marked ones, else the one under the cursor.
fn open_targets(desk: &Desk) -> Result<Vec<QuestionId>, String> {
    if desk.marked.is_empty() {
        if let Some(reason) = desk.answer_blocked() {
            return Err(reason);
        }
        return match desk.current() {
            Some(question) => Ok(vec![question.id.clone()]),
            None => Err("Choose a question first: opening and closing cite nothing".into()),
        };
    }
    let can = |id: &QuestionId| {
        desk.case
            .question(id)
            .is_some_and(|question| !question.is_group() && question.answered_with.is_none())
    };
    let targets: Vec<QuestionId> = desk.targets().into_iter().filter(can).collect();
    if targets.is_empty() {
        return Err("None of the marked questions has an answer of its own".into());
    }
    Ok(targets)
}

fn form_for(
    desk: &Desk,
    plan: Plan,
    citation: Citation,
    index: usize,
    targets: Vec<QuestionId>,
    label: String,
    draft: Option<Reasons>,
) -> Composer {
    let case = &desk.case;
    let first = &targets[0];
    let own = argument(case, first, &citation);
    let full = own.filter(|argument| argument.argued_at.is_none());
    // Argued in full elsewhere: this answer may refer to it.
    let argued = case
        .questions
        .iter()
        .filter(|question| !targets.contains(&question.id))
        .find_map(|question| {
            let argument = argument(case, &question.id, &citation)
                .filter(|argument| argument.argued_at.is_none())?;
            let name = case.name(&question.id);
            Some((question.id.clone(), name, argument.reasons.clone()))
        })
        .filter(|_| full.is_none());
    let given: Reasons = draft
        .or_else(|| full.map(|argument| argument.reasons.clone()))
        .or_else(|| argued.as_ref().map(|(_, _, reasons)| reasons.clone()))
        .unwrap_or_default();
    let found = own.map_or(Found::Gone, |argument| {
        locate(case.text(&Place::Answer(first.clone())), &argument.passage)
    });
    let mut parts = Vec::new();
    if matches!(found, Found::Edited(_)) {
        parts.push(composer::kept());
    }
    if let Some((_, name, _)) = &argued {
        parts.push(composer::where_argued(name));
    } else if targets.len() > 1 {
        let names: Vec<String> = targets.iter().map(|id| case.name(id)).collect();
        let (one, others) = (&names[0], names[1..].join(", "));
        parts.push(composer::where_for_many(
            &format!("question {one}"),
            &others,
        ));
    }
    parts.extend(plan.asked().cloned());
    let fields = parts
        .into_iter()
        .map(|part| Field::new(part.clone(), given.get(&part.name)))
        .collect();
    let mut form = Composer {
        plan,
        index,
        citation,
        label,
        targets,
        argued,
        fields,
        at: 0,
        found,
        reopened: own.is_some(),
        passage: String::new(),
        preview: crate::text::edit::Editor::new(),
        open: Vec::new(),
        told: false,
        touched: false,
    };
    // What is there already makes this a partial refusal.
    if given.is_empty() && gives_something(case, &form.targets[0], &form.found) {
        partly(&mut form);
    }
    form.begin_worksheet("");
    form.open = form.plan.open(&form.reasons());
    if form
        .fields
        .first()
        .is_none_or(|field| !field.part.name.starts_with('~'))
    {
        form.go_to_open();
    }
    form
}

fn argument<'a>(case: &'a Case, id: &QuestionId, citation: &Citation) -> Option<&'a Argument> {
    let question = case.question(id)?;
    question
        .arguments
        .iter()
        .find(|argument| argument.citation == *citation)
}

fn gives_something(case: &Case, id: &QuestionId, found: &Found) -> bool {
    let text = case.text(&Place::Answer(id.clone()));
    let outside = match found.range() {
        Some(range) => {
            !slice::before(text, range.start).trim().is_empty()
                || !slice::from(text, range.end).trim().is_empty()
        }
        None => !text.trim().is_empty(),
    };
    let discloses = case.question(id).and_then(|question| question.outcome);
    outside
        && matches!(
            discloses,
            None | Some(Outcome::Disclosed | Outcome::PartlyDisclosed)
        )
}

fn partly(form: &mut Composer) {
    let at = form.at;
    let place = form.fields.iter().enumerate().find_map(|(field, own)| {
        let some = |outcome| outcome == Some(Outcome::PartlyDisclosed);
        let option = own
            .part
            .options
            .iter()
            .position(|option| some(option.outcome))?;
        Some((field, option))
    });
    if let Some((field, option)) = place {
        form.at = field;
        form.choose(option);
        form.at = at;
        form.touched = false;
    }
}

/// Brings passage, marks and windows of the form up to date.
pub(super) fn refresh(model: &Model, form: &mut Composer) {
    form.refresh(setting(&model.settings));
    let parts = crate::app::geometry::composer(model.size, form);
    if let Some(field) = form.fields.get_mut(form.at) {
        field.editor.layout(&field.text, parts.input.width.max(1));
        field.editor.follow_caret(parts.input.height.max(1));
    }
    form.preview
        .layout(&form.passage, parts.preview.width.max(1));
    form.preview.follow_caret(parts.preview.height.max(1));
}

fn form_of(model: &mut Model) -> Option<&mut Composer> {
    match &mut model.overlay {
        Some(Overlay::Composer(form)) => Some(form),
        _ => None,
    }
}

/// Goes to the next part, or back.
pub(super) fn part(model: &mut Model, by: isize) -> Vec<Effect> {
    let key = model.settings.keymap.label(Command::PutIn);
    let Some(form) = form_of(model) else {
        return Vec::new();
    };
    if !form.step(by) && by > 0 {
        let words = if form.open.is_empty() {
            format!("That was the last part; {key} puts the passage into the answer")
        } else {
            form.go_to_open();
            "This part is still open".to_owned()
        };
        model.say(words);
    }
    Vec::new()
}

/// Takes what is chosen or written and goes on.
pub(super) fn confirm(model: &mut Model) -> Vec<Effect> {
    if let Some(form) = form_of(model)
        && form.field().part.asked.is_chosen()
        && form.field().chosen().is_none()
    {
        form.choose(0);
    }
    part(model, 1)
}

/// Moves among the options of a choice.
pub(super) fn list(form: &mut Composer, command: Command) {
    let count = form.field().part.options.len();
    let last = count.saturating_sub(1);
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
pub(super) fn typed(form: &mut Composer, action: EditAction) {
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

/// Takes back what was typed last in this part.
pub(super) fn undo(model: &mut Model) -> Vec<Effect> {
    if let Some(form) = form_of(model)
        && !form.undo()
    {
        model.say("Nothing to undo in this part");
    }
    Vec::new()
}

/// Types again what was taken back in this part.
pub(super) fn redo(model: &mut Model) -> Vec<Effect> {
    if let Some(form) = form_of(model)
        && !form.redo()
    {
        model.say("Nothing to do again in this part");
    }
    Vec::new()
}

/// Keeps what was given in a form that something else takes the place of. Returns whether there was anything.
pub(super) fn keep_draft(model: &mut Model) -> bool {
    let Some(Overlay::Composer(form)) = &model.overlay else {
        return false;
    };
    let Some(desk) = &model.desk else {
        return false;
    };
    if !form.touched {
        return false;
    }
    let key = (
        desk.case.reference.clone(),
        form.targets[0].clone(),
        form.citation.clone(),
    );
    model.reasons.insert(key, form.draft());
    true
}

/// Leaves the composer; what was given is there when it is opened again.
pub(super) fn leave(model: &mut Model) -> Vec<Effect> {
    let kept = keep_draft(model);
    let label = form_of(model).map_or_else(String::new, |form| form.label.clone());
    model.overlay = None;
    if kept {
        let key = model.settings.keymap.label(Command::Insert);
        model.say(format!(
            "Left; what you wrote is there when you press {key} on {label} again"
        ));
    }
    Vec::new()
}

/// Leaves the composer and only cites the provision.
pub(super) fn cite_only(model: &mut Model) -> Vec<Effect> {
    let Some(form) = form_of(model) else {
        return Vec::new();
    };
    let (regime, index) = (form.citation.regime.clone(), form.index);
    keep_draft(model);
    model.overlay = None;
    answering::cite(model, &regime, index)
}

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

/// Returns the provision whose composed passage holds the caret of the answer.
pub(super) fn passage_at_caret(desk: &Desk) -> Option<Citation> {
    let question = desk.current()?;
    if desk.focus != Focus::Answer {
        return None;
    }
    let caret = desk.answer.caret();
    question.arguments.iter().find_map(|argument| {
        let range = locate(&question.answer, &argument.passage).range()?;
        (range.start..=range.end)
            .contains(&caret)
            .then(|| argument.citation.clone())
    })
}
