//! What the officer does about a finding: mend it with one key, say that it is meant to be there, ask why it matters.

use super::{answering, composer, moving, overlays, refresh};
use crate::app::command::Command;
use crate::app::desk::Focus;
use crate::app::effect::Effect;
use crate::app::findings::{can_be_meant, place_of, remedy};
use crate::app::model::Model;
use crate::app::overlay::{Choice, ChoiceOption, Overlay, Pick, Prompt, PromptPurpose};
use crate::app::panel::{PanelRow, Tab};
use crate::app::scroll::Scroll;
use crate::domain::case::Place;
use crate::domain::change::Change;
use crate::domain::checks::{Allowance, Diagnostic, Fix, codes};
use crate::domain::event::Event;
use crate::domain::question::{Citation, Question};
use crate::text::edit::{LineEditor, Splice};
use crate::text::slice::slice;

/// The fewest characters of a reason.
pub(super) const SHORTEST_REASON: usize = 3;

/// Does what was asked for about the chosen finding. From anywhere else the findings are shown first.
pub(super) fn perform(model: &mut Model, command: Command) -> Vec<Effect> {
    if command == Command::ShowMeant {
        return show_meant(model);
    }
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    if desk.panel.tab != Tab::Checks {
        moving::tab(model, Tab::Checks);
        model.say("Choose what was found, then say it again");
        return Vec::new();
    }
    let Some((at, finding)) = chosen(model) else {
        model.say("Nothing was found");
        return Vec::new();
    };
    match command {
        Command::MendFinding => mend(model, at, &finding),
        Command::MeantToBeThere => ask_why(model, &finding),
        _ => explain(model, &finding),
    }
}

fn chosen(model: &Model) -> Option<(usize, Diagnostic)> {
    let desk = model.desk.as_ref()?;
    let PanelRow::Finding(at) = desk.panel.chosen()? else {
        return None;
    };
    let finding = desk.derived.diagnostics.get(*at)?;
    Some((*at, finding.clone()))
}

/// Shows the text that the chosen finding is about; the keyboard stays with the findings.
pub(super) fn show_chosen(model: &mut Model) -> Vec<Effect> {
    if let Some((_, finding)) = chosen(model) {
        let at = finding.at.as_ref().map(|at| at.start);
        show(model, finding.place.as_ref(), at);
    }
    Vec::new()
}

fn show(model: &mut Model, place: Option<&Place>, caret: Option<usize>) {
    if let (Some(desk), Some(place)) = (&mut model.desk, place) {
        desk.wishes.large_letter = false;
        desk.go_to(place, caret);
        desk.focus = Focus::Panel;
        refresh::show_in_letter(desk);
    }
}

fn mend(model: &mut Model, at: usize, finding: &Diagnostic) -> Vec<Effect> {
    let caret = finding.at.as_ref().map(|at| at.start);
    let done = remedy(finding, &model.regimes).unwrap_or_default();
    match finding.fix.clone() {
        Some(Fix::Replace { at, with, .. }) => {
            let Some(place) = &finding.place else {
                return Vec::new();
            };
            show(model, Some(place), Some(at.start));
            let Some(desk) = &mut model.desk else {
                return Vec::new();
            };
            let change = Change::Text {
                place: place.clone(),
                splice: Splice::new(desk.case.text(place), at, with),
            };
            let effects = desk.commit(vec![change], done.clone());
            told(model, &done);
            effects
        }
        Some(Fix::Outcome(outcome)) => set(model, finding, &done, |question| {
            question.outcome = Some(outcome);
            question.held = outcome.implies_held().or(question.held);
        }),
        Some(Fix::Cite(citations)) => set(model, finding, &done, |question| {
            question.citations.extend(citations);
        }),
        Some(Fix::Snippet(words)) => snippets_for(model, finding, &words),
        Some(Fix::Compose(citation)) => {
            show(model, finding.place.as_ref(), caret);
            compose(model, &citation)
        }
        None if matches!(finding.code, codes::UNANSWERED | codes::UNFILLED_FIELD) => {
            answering::go_to_finding(model, at)
        }
        None => {
            let key = model.settings.keymap.label(Command::Insert);
            model.say(format!(
                "This is mended by hand; {key} goes there. {}",
                finding.help
            ));
            Vec::new()
        }
    }
}

fn told(model: &mut Model, done: &str) {
    let undo = model.settings.keymap.label(Command::Undo);
    model.say(format!("Mended: {done}; {undo} takes it back"));
}

// Changes what is set for the question of a finding. One undo step.
fn set(
    model: &mut Model,
    finding: &Diagnostic,
    done: &str,
    edit: impl FnOnce(&mut Question),
) -> Vec<Effect> {
    show(model, finding.place.as_ref(), None);
    let id = finding.place.as_ref().and_then(Place::question);
    let (Some(desk), Some(id)) = (&mut model.desk, id) else {
        return Vec::new();
    };
    let change = Change::question(&desk.case, id, edit);
    let effects = desk.commit(vec![change], done);
    told(model, done);
    effects
}

// Shows the snippets with these words typed; the one that is chosen goes where the finding leads.
fn snippets_for(model: &mut Model, finding: &Diagnostic, words: &str) -> Vec<Effect> {
    // What the whole letter lacks goes before the signature, not behind it.
    let caret = finding.place.is_none().then_some(0);
    show(model, Some(&place_of(finding)), caret);
    moving::tab(model, Tab::Snippets);
    if let Some(desk) = &mut model.desk {
        desk.marked.clear();
        desk.panel.filter.set_text(words);
    }
    let key = model.settings.keymap.label(Command::Insert);
    model.say(format!("{} {key} inserts the chosen snippet", finding.help));
    Vec::new()
}

/// Opens the reasons for a provision on the question under the cursor.
fn compose(model: &mut Model, citation: &Citation) -> Vec<Effect> {
    if let Some(desk) = &mut model.desk {
        desk.marked.clear();
    }
    let pack = model.regimes.get(&citation.regime);
    let index = pack.and_then(|pack| {
        pack.provisions
            .iter()
            .position(|own| own.cite == citation.cite && own.can_be_relied_on())
    });
    index.map_or_else(Vec::new, |index| {
        composer::open(model, &citation.regime, index)
    })
}

fn ask_why(model: &mut Model, finding: &Diagnostic) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let (true, Some(place), Some(at)) = (can_be_meant(finding), &finding.place, &finding.at) else {
        let key = model.settings.keymap.label(Command::Copy);
        model.say(format!(
            "Only words in a text can be meant to be there; {key} copies with a reason"
        ));
        return Vec::new();
    };
    let words = slice(desk.case.text(place), at.clone()).to_owned();
    model.overlay = Some(Overlay::Prompt(Prompt {
        title: format!("Why is this meant to be there? {}", finding.message),
        hint: "The reason is kept with the case; the words found are not".into(),
        input: LineEditor::default(),
        purpose: PromptPurpose::MeantToBeThere {
            code: finding.code.to_owned(),
            words,
        },
        complaint: None,
    }));
    Vec::new()
}

/// Marks words as meant to be there, as one undo step.
///
/// # Errors
/// Why the reason cannot be taken: it is too short, or repeats what must not spread.
pub(super) fn mean(
    model: &mut Model,
    code: &str,
    words: &str,
    reason: &str,
) -> Result<Vec<Effect>, &'static str> {
    if reason.chars().count() < SHORTEST_REASON {
        return Err("A reason is needed");
    }
    // The reason goes into the case file and the history, where the words found must not stand.
    let found = words.trim().to_lowercase();
    if !found.is_empty() && reason.to_lowercase().contains(&found) {
        return Err("Say why without repeating the words that were found");
    }
    let Some(desk) = &mut model.desk else {
        return Ok(Vec::new());
    };
    let allowance = Allowance::new(code, words, reason);
    let change = Change::facts(&desk.case, |facts| facts.allowed.push(allowance));
    let mut effects = desk.commit(vec![change], "mark as meant to be there");
    if !effects.is_empty() {
        effects.push(Effect::Record(Event::Allowed {
            code: code.to_owned(),
            reason: reason.to_owned(),
        }));
        let key = model.settings.keymap.label(Command::ShowMeant);
        model.say(format!(
            "Marked as meant to be there; {key} among the checks shows all that are"
        ));
    }
    Ok(effects)
}

// What is meant to be there, to be seen and taken back.
fn show_meant(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let options: Vec<ChoiceOption> = desk
        .case
        .facts
        .allowed
        .iter()
        .map(|allowance| {
            let about = model.rules.checks.about(&allowance.code);
            let title = about.map_or(&*allowance.code, |about| &*about.title);
            ChoiceOption {
                label: format!("{}: {}", allowance.code, allowance.reason),
                note: title.to_owned(),
                pick: Pick::NoLongerMeant(allowance.clone()),
            }
        })
        .collect();
    if options.is_empty() {
        model.say("Nothing is marked as meant to be there");
        return Vec::new();
    }
    model.overlay = Some(Overlay::Choice(Choice {
        title: "Meant to be there".into(),
        text: vec!["Enter takes the mark back; Esc leaves everything as it is.".into()],
        options,
        page: None,
        scroll: Scroll::default(),
    }));
    Vec::new()
}

/// Takes back that something is meant to be there.
pub(super) fn no_longer_meant(model: &mut Model, allowance: &Allowance) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    if let Some(reason) = desk.read_only.clone() {
        model.warn(reason);
        return Vec::new();
    }
    let change = Change::facts(&desk.case, |facts| {
        facts.allowed.retain(|own| own != allowance);
    });
    let mut effects = desk.commit(vec![change], "take back “meant to be there”");
    if !effects.is_empty() {
        effects.push(Effect::Record(Event::NoLongerAllowed {
            code: allowance.code.clone(),
        }));
    }
    model.say("Taken back; the check finds it again");
    effects
}

// What is wrong, why it matters and where the rule comes from, as `explain` tells it.
fn explain(model: &mut Model, finding: &Diagnostic) -> Vec<Effect> {
    let mut words = vec![finding.message.clone(), finding.help.clone()];
    if let Some(remedy) = remedy(finding, &model.regimes) {
        let key = model.settings.keymap.label(Command::MendFinding);
        words.push(format!("{key}: {remedy}."));
    }
    let book = &model.rules.checks;
    if let Some(about) = book.about(finding.code) {
        words.extend([
            String::new(),
            about.title.clone(),
            String::new(),
            about.reasoning.clone(),
            String::new(),
            format!("Source: {}", about.source),
        ]);
    }
    if let Some(setting) = book.setting(finding.code) {
        words.push(String::new());
        words.push(format!(
            "This workspace has set its gravity: {}",
            setting.reason
        ));
    }
    let title = format!("{}: {}", finding.severity.id(), finding.code);
    overlays::show_to_read(model, title, &words);
    Vec::new()
}
