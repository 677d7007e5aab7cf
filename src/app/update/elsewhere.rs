//! The case is open in another window: reading only, taking it over, writing as well; and being taken over.

use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::elsewhere::Elsewhere;
use crate::app::model::Model;
use crate::app::overlay::{Choice, ChoiceOption, Overlay, Pick};
use crate::app::scroll::Scroll;
use crate::domain::ids::Reference;

/// Asks what becomes of a case that another window has.
pub(super) fn ask(model: &mut Model, elsewhere: Elsewhere) {
    let Some(desk) = &mut model.desk else {
        return;
    };
    let reference = desk.case.reference.clone();
    let mut text = vec![format!(
        "It is open {} since {}.",
        elsewhere.place(),
        elsewhere.since
    )];
    if elsewhere.silent {
        text.push(format!(
            "It has given no sign of life for {}: that computer may be off.",
            elsewhere.seen
        ));
    } else if !elsewhere.here {
        text.push(format!("Its last sign of life was {} ago.", elsewhere.seen));
    }
    let option = |label: &str, note: &str, pick| ChoiceOption {
        label: label.into(),
        note: note.into(),
        pick,
    };
    let come = |alongside| Pick::ComeTo {
        reference: reference.clone(),
        alongside,
    };
    let mut options = vec![
        option(
            "Read only",
            "What is saved there appears here as well; nothing is written here.",
            Pick::Leave,
        ),
        option(
            "Take it over",
            "That window saves what it has, and then only reads. Nothing is lost.",
            come(false),
        ),
    ];
    if !elsewhere.here {
        options.push(option(
            "Write as well",
            "Both save; what each of you writes is put together, question by question.",
            come(true),
        ));
    }
    model.overlay = Some(Overlay::Choice(Choice {
        title: format!("{} has this case open", elsewhere.who),
        text,
        page: None,
        options,
        scroll: Scroll::default(),
    }));
    desk.elsewhere = Some(elsewhere);
}

/// The officer wants the case.
pub(super) fn ask_again(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    match (desk.elsewhere.clone(), desk.read_only.clone()) {
        (Some(elsewhere), Some(_)) => ask(model, elsewhere),
        (_, Some(reason)) => model.warn(reason),
        (_, None) => model.say("The case is open here; nobody has to be asked for it"),
    }
    Vec::new()
}

/// Goes to the case although another window has it.
pub(super) fn come_to(model: &mut Model, reference: Reference, alongside: bool) -> Vec<Effect> {
    model.say(if alongside {
        "Opening the case to write as well …"
    } else {
        "Taking the case over; the other window saves first …"
    });
    vec![Effect::TakeOver {
        reference,
        alongside,
    }]
}

/// Another window has taken the case over: what is not saved is saved, and then it can only be read here.
pub(super) fn taken_over(model: &mut Model, reference: &Reference) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    if desk.case.reference != *reference || desk.read_only.is_some() {
        return Vec::new();
    }
    let mut effects = Vec::new();
    if desk.case.revision != desk.saved_revision {
        effects.push(Effect::Save(Box::new(desk.case.clone())));
    }
    desk.read_only = Some("Another window has taken the case over".to_owned());
    effects.push(Effect::HandOver);
    effects
}

/// The case is let go; the officer learns to whom, and where everything is.
pub(super) fn handed_over(model: &mut Model, by: Option<Elsewhere>, aside: bool) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let whom = by.as_ref().map_or_else(
        || "Another window has taken the case over".to_owned(),
        |by| format!("{} has taken the case over {}", by.who, by.place()),
    );
    desk.read_only = Some(whom.clone());
    desk.elsewhere = by;
    if aside {
        let words = "What could not be saved is kept aside: “What was left aside” in the list of commands shows it once the case is yours again";
        model.fail(format!("{whom}. {words}"));
    } else {
        let key = model.settings.keymap.label(Command::TakeOver);
        model.warn(format!(
            "{whom}. What you wrote is saved; {key} takes it back"
        ));
    }
    Vec::new()
}

/// The window that had the case has let it go.
pub(super) fn freed(model: &mut Model, reference: &Reference) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    if let (true, Some(by)) = (desk.case.reference == *reference, &desk.elsewhere) {
        let words = format!("{} has closed the case", by.who);
        let key = model.settings.keymap.label(Command::TakeOver);
        model.say(format!("{words}; {key} takes it over here"));
    }
    Vec::new()
}
