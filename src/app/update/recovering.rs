//! What an interrupted session left: shown before anything is chosen, then taken over or left aside; and taking back what
//! was left aside.

use std::sync::Arc;

use crate::app::comparison::{Comparing, Page, PageLine, compared};
use crate::app::desk::{Desk, SaveState};
use crate::app::effect::Effect;
use crate::app::message::{LeftAside, Recovery};
use crate::app::model::Model;
use crate::app::overlay::{Choice, ChoiceOption, Overlay, Pick};
use crate::app::scroll::Scroll;
use crate::domain::case::Case;
use crate::domain::change::Change;
use crate::domain::differing::differing;
use crate::domain::event::Event;
use crate::domain::ids::Reference;
use crate::domain::joining::join;
use crate::domain::merge;

/// Shows what would come back, and asks what becomes of it.
pub(super) fn offer(model: &mut Model, recovery: Recovery) {
    let Some(desk) = &model.desk else {
        return;
    };
    let reference = desk.case.reference.clone();
    let when = if recovery.when.is_empty() {
        String::new()
    } else {
        format!(", the last at {}", recovery.when)
    };
    let changes = recovery.changes;
    let is = if changes == 1 { "is" } else { "are" };
    let mut text = vec![
        format!(
            "{} {is} in the journal and not in the case{when}.",
            counted(changes)
        ),
        "A plus is what would come back. Nothing is overwritten until you choose.".to_owned(),
    ];
    if recovery.damaged {
        text.push("The end of the journal was cut off; this is what came before.".to_owned());
    }
    if !recovery.clashes.is_empty() {
        let names: Vec<String> = recovery
            .clashes
            .iter()
            .map(|id| desk.case.name(id))
            .collect();
        text.push(format!(
            "Somebody else has changed question {} since: both are kept, to be compared.",
            names.join(", ")
        ));
    } else if recovery.others {
        text.push("What somebody else has changed since stays as well.".to_owned());
    }
    let page = page(&desk.case, &recovery.after);
    let options = vec![
        option(
            "Take the changes over",
            "The case goes on where the earlier session stopped.",
            Pick::TakeRecovery(reference.clone(), Box::new(recovery.case), changes),
        ),
        option(
            "Leave them aside",
            "They are kept: “What was left aside” in the list of commands shows them.",
            Pick::LeaveRecovery(reference, changes),
        ),
        option(
            "Decide later",
            "Goes back to the board; nothing changes.",
            Pick::Later,
        ),
    ];
    show(
        model,
        "An earlier session ended before it had saved",
        text,
        page,
        options,
    );
}

/// The officer takes over what an interrupted session left.
pub(super) fn take(
    model: &mut Model,
    reference: Reference,
    case: Case,
    changes: usize,
) -> Vec<Effect> {
    let mut desk = Desk::new(case, None);
    if let Some(before) = &mut model.desk {
        desk.inserted = std::mem::take(&mut before.inserted);
        desk.sent = before.sent.take();
    }
    desk.saved = SaveState::Pending;
    desk.saved_revision = 0;
    let save = Effect::Save(Box::new(desk.case.clone()));
    model.desk = Some(Box::new(desk));
    model.say("The changes of the earlier session are back");
    vec![
        Effect::Recover {
            reference,
            take: true,
            changes,
        },
        Effect::Record(Event::Recovered {
            taken: true,
            changes,
        }),
        save,
    ]
}

/// The officer leaves it aside.
pub(super) fn leave(model: &mut Model, reference: Reference, changes: usize) -> Vec<Effect> {
    model.say("Left aside and kept: “What was left aside” in the list of commands shows it again");
    vec![
        Effect::Recover {
            reference,
            take: false,
            changes,
        },
        Effect::Record(Event::Recovered {
            taken: false,
            changes,
        }),
    ]
}

/// What was left aside of the case was read.
pub(super) fn aside(model: &mut Model, left: Vec<LeftAside>) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    desk.aside = left;
    match desk.aside.len() {
        0 => {
            model.say("Nothing was left aside of this case on this computer");
            Vec::new()
        }
        1 => see_aside(model, 0),
        _ => {
            let each = desk.aside.iter().enumerate();
            let options = each.map(|(at, left)| {
                let label = format!("{}: {}", left.when, counted(left.changes));
                option(
                    &label,
                    "Shows what it would bring back.",
                    Pick::SeeAside(at),
                )
            });
            let options = options.collect();
            model.overlay = Some(Overlay::Choice(Choice {
                title: "What was left aside of this case".into(),
                text: Vec::new(),
                page: None,
                options,
                scroll: Scroll::default(),
            }));
            Vec::new()
        }
    }
}

/// Shows what one of them would bring back.
pub(super) fn see_aside(model: &mut Model, at: usize) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let Some(left) = desk.aside.get(at).cloned() else {
        return Vec::new();
    };
    let mut after = desk.case.clone();
    for change in brought_back(&desk.case, &left) {
        let _ = after.apply(&change);
    }
    let page = page(&desk.case, &after);
    let text = vec![
        format!(
            "{} of {}. A plus is what would come back.",
            counted(left.changes),
            left.when
        ),
        "Where you have written something else since, both come to stand there.".to_owned(),
    ];
    let options = vec![
        option(
            "Leave them aside",
            "Everything stays as it is.",
            Pick::Leave,
        ),
        option(
            "Take them back",
            "One step: undo takes them away again.",
            Pick::TakeAside(Box::new(left)),
        ),
    ];
    show(
        model,
        "What was left aside of this case",
        text,
        page,
        options,
    );
    Vec::new()
}

/// The officer takes it back.
pub(super) fn take_aside(model: &mut Model, left: &LeftAside) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let changes = brought_back(&desk.case, left);
    desk.commit(changes, "take back what was left aside")
}

// What is to be changed in a case so that it holds what was left aside as well; texts that both changed in the same place
// come to stand one after the other.
fn brought_back(case: &Case, left: &LeftAside) -> Vec<Change> {
    let joined = join(&left.base, case, &left.case);
    let mut changes = joined.changes.clone();
    let mut after = case.clone();
    for change in &changes {
        let _ = after.apply(change);
    }
    let both = Change::questions(&after, |list| {
        for question in list
            .iter_mut()
            .filter(|one| joined.clashes.contains(&one.id))
        {
            let text = |case: &Case| case.question(&question.id).map(|one| one.answer.clone());
            let (old, theirs) = (text(&left.base), text(&left.case));
            if let Some(theirs) = theirs.filter(|theirs| *theirs != question.answer) {
                let answer = merge::both(&old.unwrap_or_default(), &question.answer, &theirs);
                Arc::make_mut(question).answer = answer;
            }
        }
    });
    if !both.is_idle() {
        changes.push(both);
    }
    changes
}

fn page(old: &Case, new: &Case) -> Page {
    let mut lines = Vec::new();
    for one in differing(old, new) {
        if !lines.is_empty() {
            lines.push(PageLine::Words(String::new()));
        }
        lines.push(PageLine::Heading(one.what));
        lines.extend(compared(&one.old, &one.new));
    }
    if lines.is_empty() {
        lines.push(PageLine::Words(
            "The case would read as it does now.".to_owned(),
        ));
    }
    Page {
        lines,
        ..Page::default()
    }
}

fn show(model: &mut Model, title: &str, text: Vec<String>, page: Page, options: Vec<ChoiceOption>) {
    model.overlay = Some(Overlay::Choice(Choice {
        title: title.to_owned(),
        text,
        page: Some(Box::new(Comparing {
            page,
            ..Comparing::default()
        })),
        options,
        scroll: Scroll::default(),
    }));
}

fn option(label: &str, note: &str, pick: Pick) -> ChoiceOption {
    ChoiceOption {
        label: label.to_owned(),
        note: note.to_owned(),
        pick,
    }
}

fn counted(changes: usize) -> String {
    if changes == 1 {
        "One change".to_owned()
    } else {
        format!("{changes} changes")
    }
}
