//! Mending a pair that was found, leaving it out, and making a snippet of it.

use std::sync::Arc;

use super::super::snippet_form;
use super::{back, park, screen};
use crate::app::effect::Effect;
use crate::app::harvest::{Mending, Row};
use crate::app::model::Model;
use crate::app::overlay::{Choice, ChoiceOption, Overlay, Pick, Prompt, PromptPurpose};
use crate::app::scroll::Scroll;
use crate::app::snippet_form::Origin;
use crate::app::written::Written;
use crate::domain::harvest::draft;
use crate::domain::outcome::Outcome;
use crate::domain::snippet::Layer;
use crate::text::edit::LineEditor;

pub(super) fn leave_out(model: &mut Model) -> Vec<Effect> {
    let Some(screen) = screen(model) else {
        return Vec::new();
    };
    match screen.chosen() {
        Some(Row::Pair(at)) => {
            screen.toggle(at);
            let len = screen.len();
            screen.scroll.step(1, len);
        }
        _ => model.say("Choose a pair of question and answer first"),
    }
    Vec::new()
}

pub(super) fn mend(model: &mut Model, what: Mending) -> Vec<Effect> {
    let Some(screen) = screen(model) else {
        return Vec::new();
    };
    // From a group to the pair whose wording it takes.
    if let Some(Row::Alike(group)) = screen.chosen()
        && let Some(first) = screen
            .found
            .alike
            .get(group)
            .and_then(|group| group.members.first())
    {
        screen.scroll.cursor = screen.found.alike.len() + first;
    }
    let Some(answer) = screen
        .chosen_pair()
        .and_then(|at| screen.found.answers.get(at))
    else {
        return Vec::new();
    };
    let text = match what {
        Mending::Question => answer.question.clone(),
        Mending::Answer => answer.answer.clone(),
    };
    screen.mending = Some((what, Written::new(text)));
    Vec::new()
}

/// Keeps what was written.
pub(super) fn keep(model: &mut Model) -> Vec<Effect> {
    let Some(screen) = screen(model) else {
        return Vec::new();
    };
    let (Some((what, written)), Some(at)) = (screen.mending.take(), screen.chosen_pair()) else {
        return Vec::new();
    };
    let text = written.text.trim().to_owned();
    if text.is_empty() {
        model.say("Nothing was written; the pair stays as it was");
        return Vec::new();
    }
    screen.mend(at, |answer| match what {
        Mending::Question => answer.question = text,
        Mending::Answer => answer.answer = text,
    });
    Vec::new()
}

pub(super) fn choose_outcome(model: &mut Model) -> Vec<Effect> {
    let Some(at) = screen(model).and_then(|screen| screen.chosen_pair()) else {
        return Vec::new();
    };
    park(model);
    let options = Outcome::ALL.into_iter().map(|outcome| ChoiceOption {
        label: outcome.title().to_owned(),
        note: String::new(),
        pick: Pick::HarvestedOutcome(at, outcome),
    });
    model.overlay = Some(Overlay::Choice(Choice {
        title: "What became of this question?".into(),
        text: Vec::new(),
        options: options.collect(),
        page: None,
        scroll: Scroll::default(),
    }));
    Vec::new()
}

/// The outcome of a pair was chosen.
pub(in crate::app::update) fn outcome(
    model: &mut Model,
    at: usize,
    outcome: Outcome,
) -> Vec<Effect> {
    back(model);
    if let Some(screen) = screen(model) {
        screen.set_outcome(at, Some(outcome));
    }
    Vec::new()
}

pub(super) fn ask_provisions(model: &mut Model) -> Vec<Effect> {
    let Some(screen) = screen(model) else {
        return Vec::new();
    };
    let Some(at) = screen.chosen_pair() else {
        return Vec::new();
    };
    let now = screen
        .found
        .answers
        .get(at)
        .map(|answer| answer.provisions.join(", "));
    park(model);
    model.overlay = Some(Overlay::Prompt(Prompt {
        title: "Which provisions does the answer rely on?".into(),
        hint: "With commas between them: 40(2), EIR 12(5)(e)".into(),
        input: LineEditor::with_text(&now.unwrap_or_default()),
        purpose: PromptPurpose::HarvestedProvisions(at),
        complaint: None,
    }));
    Vec::new()
}

/// The provisions of a pair were written.
pub(in crate::app::update) fn provisions(model: &mut Model, at: usize, line: &str) -> Vec<Effect> {
    back(model);
    let provisions = line
        .split([',', ';'])
        .map(str::trim)
        .filter(|one| !one.is_empty());
    let provisions: Vec<String> = provisions.map(str::to_owned).collect();
    if let Some(screen) = screen(model) {
        screen.mend(at, |answer| answer.provisions = provisions);
    }
    Vec::new()
}

pub(super) fn undo(model: &mut Model) -> Vec<Effect> {
    if screen(model).is_some_and(|screen| !screen.undo()) {
        model.say("Nothing to undo here");
    }
    Vec::new()
}

/// Opens the form of a snippet on the chosen pair, or on what many letters share; the screen comes back after.
pub(super) fn as_snippet(model: &mut Model) -> Vec<Effect> {
    let regimes = Arc::clone(&model.regimes);
    let Some(screen) = screen(model) else {
        return Vec::new();
    };
    let found = &screen.found;
    let draft = match screen.chosen() {
        Some(Row::Alike(group)) => found
            .alike
            .get(group)
            .map(|alike| draft::of_alike(alike, &found.answers, &regimes, &found.regime)),
        Some(Row::Pair(at)) => found
            .answers
            .get(at)
            .map(|answer| draft::of_answer(answer, &regimes, &found.regime)),
        Some(Row::Remark(_)) | None => None,
    };
    let Some(draft) = draft else {
        model.say("Choose a pair or a group of answers first");
        return Vec::new();
    };
    let origin = Origin {
        layer: Layer::Team,
        ..Origin::default()
    };
    snippet_form::open(model, draft, origin)
}
