//! Opening the composer for a provision, with what was argued before.

use super::argument;
use crate::app::command::Command;
use crate::app::composer::{self, Composer, Field};
use crate::app::desk::Desk;
use crate::app::effect::Effect;
use crate::app::form::Form as _;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::domain::case::{Case, Place};
use crate::domain::composing::{Found, Plan, Reasons, locate};
use crate::domain::ids::QuestionId;
use crate::domain::outcome::Outcome;
use crate::domain::question::Citation;
use crate::text::edit::Editor;
use crate::text::slice;

/// Opens the composer for a provision: for the question under the cursor, or for the marked ones.
pub(in crate::app::update) fn open(model: &mut Model, regime: &str, index: usize) -> Vec<Effect> {
    let Some(pack) = model.regimes.get(regime).cloned() else {
        return Vec::new();
    };
    let Some(provision) = pack.provisions.get(index) else {
        return Vec::new();
    };
    if !provision.can_be_relied_on() {
        // A heading leads to its limbs.
        let limb = pack
            .provisions
            .iter()
            .find(|own| own.parent == provision.cite && own.can_be_relied_on());
        if let (Some(limb), Some(desk)) = (limb, &mut model.desk) {
            desk.panel.filter.set_text(&provision.cite);
            desk.panel.wished = Some(Citation {
                regime: regime.to_owned(),
                cite: limb.cite.clone(),
            });
            model.say("Choose one of its limbs");
            return Vec::new();
        }
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
    let wanted = Wanted {
        plan,
        index,
        citation,
        label,
        targets,
    };
    let form = form_for(desk, wanted, draft);
    model.overlay = Some(Overlay::Composer(Box::new(form)));
    Vec::new()
}

/// Opens the reasons that the question under the cursor has for a provision. Returns nothing if it has none.
pub(in crate::app::update) fn reopen(
    model: &mut Model,
    citation: &Citation,
) -> Option<Vec<Effect>> {
    let desk = model.desk.as_ref()?;
    argument(&desk.case, &desk.current()?.id, citation)?;
    let pack = model.regimes.get(&citation.regime)?;
    let index = pack
        .provisions
        .iter()
        .position(|own| own.cite == citation.cite && own.can_be_relied_on())?;
    Some(open(model, &citation.regime, index))
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

// What is to be argued, and for which questions.
struct Wanted {
    plan: Plan,
    // The provision by its place in the pack.
    index: usize,
    citation: Citation,
    label: String,
    targets: Vec<QuestionId>,
}

fn form_for(desk: &Desk, wanted: Wanted, draft: Option<Reasons>) -> Composer {
    let Wanted {
        plan,
        index,
        citation,
        label,
        targets,
    } = wanted;
    let case = &desk.case;
    let first = &targets[0];
    let own = argument(case, first, &citation);
    let full = own.filter(|argument| argument.argued_at.is_none());
    let argued = argued_elsewhere(case, &targets, &citation).filter(|_| full.is_none());
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
        let (one, others) = (&names[0], listed(&names[1..]));
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
        preview: Editor::new(),
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

// Where it is argued in full for another question, so that this answer may refer to it.
fn argued_elsewhere(
    case: &Case,
    targets: &[QuestionId],
    citation: &Citation,
) -> Option<(QuestionId, String, Reasons)> {
    let others = case.questions.iter().map(|question| &question.id);
    let mut others = others.filter(|id| !targets.contains(id));
    others.find_map(|id| {
        let argument = argument(case, id, citation)?;
        let in_full = argument.argued_at.is_none();
        in_full.then(|| (id.clone(), case.name(id), argument.reasons.clone()))
    })
}

// "the one to question 4", "those to questions 4, 5 and 6": the answers that refer.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => format!("the one to question {one} refers"),
        [first @ .., last] => format!("those to questions {} and {last} refer", first.join(", ")),
    }
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
