//! What is done with an option that was chosen.

use std::sync::Arc;

use super::super::{
    checks, elsewhere, fields, filtering, finishing, harvest, moving, recovering, reviewing,
    sign_off, underneath,
};
use super::{clock, show_due};
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::overlay::Pick;
use crate::domain::case::Case;
use crate::domain::change::Change;
use crate::domain::ids::QuestionId;
use crate::domain::mend;
use crate::domain::outcome::Outcome;
use crate::domain::question::Question;

/// Does what an option stands for.
pub(super) fn pick(model: &mut Model, pick: Pick) -> Vec<Effect> {
    match pick {
        Pick::GoToFinding(at) => finishing::go_to_finding(model, at),
        Pick::CopyAnyway(view) => finishing::ask_reason(model, view),
        Pick::TakeRecovery(reference, case, changes) => {
            recovering::take(model, reference, *case, changes)
        }
        Pick::LeaveRecovery(reference, changes) => recovering::leave(model, reference, changes),
        Pick::SeeAside(at) => recovering::see_aside(model, at),
        Pick::TakeAside(left) => recovering::take_aside(model, &left),
        Pick::ComeTo {
            reference,
            alongside,
        } => elsewhere::come_to(model, reference, alongside),
        Pick::Later => moving::back_to_board(model),
        Pick::Leave => Vec::new(),
        Pick::FillField {
            name,
            value,
            per_answer,
        } => fields::fill(model, &name, &value, per_answer),
        Pick::NoLongerMeant(allowance) => checks::no_longer_meant(model, &allowance),
        Pick::Underneath(clash, verdict) => underneath::decided(model, &clash, verdict),
        Pick::ReviewFinding(ids, finding) => reviewing::found(model, &ids, finding),
        Pick::ReadOriginal(id) => reviewing::read_original(model, &id),
        Pick::ReviewStage(stage) => reviewing::set_stage(model, stage),
        Pick::Approve(of) => sign_off::ask(model, of),
        Pick::TakeBackApproval(of, by) => sign_off::take_back(model, &of, &by),
        Pick::ReadApprovals => sign_off::read(model),
        Pick::ExplainDue => show_due(model),
        Pick::AddClockEvent(kind) => clock::ask_event(model, &kind),
        Pick::TakeBackClockEvent(event) => clock::remove(model, &event),
        Pick::HarvestedOutcome(at, outcome) => harvest::outcome(model, at, outcome),
        Pick::FilterBy(filter) => filtering::chosen(model, filter),
        Pick::InsertNotice(snippet, fills) => clock::insert_notice(model, &snippet, &fills),
        Pick::Outcome(ids, outcome) => {
            let implied = outcome.and_then(Outcome::implies_held);
            change_questions(model, "set the outcome", &ids, |question| {
                question.outcome = outcome;
                question.held = implied.or(question.held);
            })
        }
        Pick::Held(ids, held) => {
            change_questions(model, "say whether it is held", &ids, |question| {
                question.held = held;
            })
        }
        Pick::AnswerWith(ids, lead) => commit(model, "answer with another question", |case| {
            mend::answer_with(case, &ids, lead.as_ref())
        }),
        Pick::Uncite(ids, citation) => {
            change_questions(model, "take back a citation", &ids, |question| {
                question.citations.remove(&citation);
                // The reasons for it go with it; what they say in the answer is the officer's to take out.
                question.arguments.retain(|own| own.citation != citation);
            })
        }
    }
}

fn change_questions(
    model: &mut Model,
    title: &str,
    ids: &[QuestionId],
    change: impl Fn(&mut Question),
) -> Vec<Effect> {
    commit(model, title, |case| {
        Change::questions(case, |list| {
            let chosen = list.iter_mut().filter(|own| ids.contains(&own.id));
            for question in chosen {
                change(Arc::make_mut(question));
            }
        })
    })
}

// The marks have served when what was chosen for the marked questions is done.
fn commit(model: &mut Model, title: &str, change: impl FnOnce(&Case) -> Change) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let change = change(&desk.case);
    let effects = desk.commit(vec![change], title);
    desk.marked.clear();
    effects
}
