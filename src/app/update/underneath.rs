//! The open case was changed on the disk: what only they changed is taken, what both changed waits for a decision.

use std::sync::Arc;

use crate::app::command::Command;
use crate::app::comparison::{Comparing, Page, PageLine, compared};
use crate::app::desk::Desk;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::overlay::{Choice, ChoiceOption, Overlay, Pick};
use crate::app::scroll::Scroll;
use crate::app::underneath::{Clash, Underneath, Verdict};
use crate::domain::case::{Case, Place};
use crate::domain::change::Change;
use crate::domain::differing::differing;
use crate::domain::ids::{QuestionId, Reference};
use crate::domain::joining::join;
use crate::domain::merge;
use crate::text::edit::Splice;

/// Somebody has written files of a case.
pub(super) fn touched(model: &Model, reference: &Reference) -> Vec<Effect> {
    match &model.desk {
        Some(desk) if desk.case.reference == *reference => vec![Effect::LookAtCase],
        _ => Vec::new(),
    }
}

/// What stands in them now.
pub(super) fn changed(model: &mut Model, base: Case, theirs: Case) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    if desk.case.reference != theirs.reference {
        return Vec::new();
    }
    let joined = join(&base, &desk.case, &theirs);
    let mut effects = desk.follow_others(joined.changes.clone());
    let mut clashes: Vec<Clash> = joined
        .clashes
        .iter()
        .cloned()
        .map(Clash::Question)
        .collect();
    if joined.frame_clashes {
        clashes.push(Clash::Frame);
    }
    let told = desk
        .underneath
        .as_ref()
        .is_some_and(|old| old.clashes == clashes && joined.changes.is_empty());
    let taken = taken(desk, &joined.taken, joined.frame).filter(|_| clashes.is_empty());
    effects.push(Effect::TakeUnderneath {
        theirs: Box::new(theirs.clone()),
        open: joined.clashes.clone(),
        frame: !joined.frame_clashes,
    });
    let is_clean = clashes.is_empty();
    desk.underneath = (!is_clean).then(|| {
        Box::new(Underneath {
            base,
            theirs,
            clashes,
        })
    });
    let words = if told {
        None
    } else {
        taken.or_else(|| waits(model))
    };
    if let Some(words) = words {
        model.warn(words);
    }
    effects
}

/// Returns what is said of the places that both changed, as long as nobody has decided on them.
pub(super) fn waits(model: &Model) -> Option<String> {
    let desk = model.desk.as_ref()?;
    let clashes = &desk.underneath.as_ref()?.clashes;
    let places: Vec<String> = clashes.iter().map(|clash| called(desk, clash)).collect();
    let how = match model.settings.keymap.label(Command::Conflicts) {
        none if none.is_empty() => "“Conflicts” in the list of commands".to_owned(),
        key => key,
    };
    Some(format!(
        "Somebody else has changed {} in the same place. Yours stays on screen; {how} compares the two",
        places.join(", ")
    ))
}

// "Somebody else has changed question 4: it is here now".
fn taken(desk: &Desk, questions: &[QuestionId], frame: bool) -> Option<String> {
    let names: Vec<String> = questions.iter().map(|id| desk.case.name(id)).collect();
    let what = match (names.as_slice(), frame) {
        ([], false) => return None,
        ([], true) => "the case".to_owned(),
        ([name], _) => format!("question {name}"),
        (names, _) => format!("questions {}", names.join(", ")),
    };
    Some(format!("Somebody else has changed {what}; it is here now"))
}

fn called(desk: &Desk, clash: &Clash) -> String {
    match clash {
        Clash::Question(id) => format!("question {}", desk.case.name(id)),
        Clash::Frame => "the facts, the opening or the closing of the case".to_owned(),
    }
}

/// Asks what becomes of the first place that both changed. Nothing if there is none.
pub(super) fn ask(model: &mut Model) -> Option<Vec<Effect>> {
    let desk = model.desk.as_ref()?;
    let underneath = desk.underneath.as_ref()?;
    let clash = underneath.clashes.first()?.clone();
    let what = called(desk, &clash);
    let mut lines = Vec::new();
    for one in differing(&desk.case, &underneath.theirs) {
        let is_frame = !one.what.starts_with("Question");
        let is_here = match &clash {
            Clash::Question(id) => one
                .what
                .starts_with(&format!("Question {},", desk.case.name(id))),
            Clash::Frame => is_frame,
        };
        if is_here {
            lines.push(PageLine::Heading(one.what));
            lines.extend(compared(&one.old, &one.new));
        }
    }
    let option = |label: &str, note: &str, verdict| ChoiceOption {
        label: label.into(),
        note: note.into(),
        pick: Pick::Underneath(clash.clone(), verdict),
    };
    let mut options = vec![
        option("Take theirs", "Undo brings yours back.", Verdict::Theirs),
        option(
            "Keep yours",
            "It is written over theirs when the case is saved.",
            Verdict::Mine,
        ),
    ];
    if matches!(clash, Clash::Question(_)) {
        let note = "Yours and then theirs, to be put together by hand.";
        options.insert(1, option("Take both", note, Verdict::Both));
    }
    model.overlay = Some(Overlay::Choice(Choice {
        title: format!("You and somebody else have changed {what}"),
        text: vec!["What is yours alone has a minus, what is theirs alone a plus.".to_owned()],
        page: Some(Box::new(Comparing {
            page: Page {
                lines,
                ..Page::default()
            },
            ..Comparing::default()
        })),
        options,
        scroll: Scroll::default(),
    }));
    Some(Vec::new())
}

/// The officer has decided.
pub(super) fn decided(model: &mut Model, clash: &Clash, verdict: Verdict) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let Some(mut underneath) = desk.underneath.take() else {
        return Vec::new();
    };
    underneath.clashes.retain(|other| other != clash);
    let changes = match clash {
        Clash::Question(id) => of_question(desk, &underneath, id, verdict),
        Clash::Frame => of_frame(desk, &underneath, verdict),
    };
    let mut effects = desk.commit(changes, "take what somebody else wrote");
    let open = underneath.clashes.iter().filter_map(|clash| match clash {
        Clash::Question(id) => Some(id.clone()),
        Clash::Frame => None,
    });
    effects.push(Effect::TakeUnderneath {
        theirs: Box::new(underneath.theirs.clone()),
        open: open.collect(),
        frame: !underneath.clashes.contains(&Clash::Frame),
    });
    effects.push(Effect::Save(Box::new(desk.case.clone())));
    if !underneath.clashes.is_empty() {
        desk.underneath = Some(underneath);
        ask(model);
    }
    effects
}

fn of_question(
    desk: &Desk,
    underneath: &Underneath,
    id: &QuestionId,
    verdict: Verdict,
) -> Vec<Change> {
    let (Some(theirs), old) = (underneath.theirs.question(id), underneath.base.question(id)) else {
        return Vec::new();
    };
    let change = Change::questions(&desk.case, |list| {
        let Some(own) = list.iter_mut().find(|own| own.id == *id) else {
            return;
        };
        match verdict {
            Verdict::Mine => {}
            Verdict::Theirs => *own = Arc::clone(theirs),
            Verdict::Both => {
                let base = old.map_or("", |old| &old.answer);
                let answer = merge::both(base, &own.answer, &theirs.answer);
                Arc::make_mut(own).answer = answer;
            }
        }
    });
    vec![change]
}

fn of_frame(desk: &Desk, underneath: &Underneath, verdict: Verdict) -> Vec<Change> {
    if verdict != Verdict::Theirs {
        return Vec::new();
    }
    let theirs = &underneath.theirs;
    let mut changes = vec![Change::Facts {
        before: Arc::clone(&desk.case.facts),
        after: Arc::clone(&theirs.facts),
    }];
    for place in [Place::Opening, Place::Closing] {
        let own = desk.case.text(&place);
        let splice = Splice::new(own, 0..own.len(), theirs.text(&place));
        changes.push(Change::Text { place, splice });
    }
    changes
}
