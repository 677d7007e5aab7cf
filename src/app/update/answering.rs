//! Answering: a snippet goes in, a provision is cited, several questions at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::inserting::{Passage, insert};
use super::{composer, fields, reusing};
use crate::app::command::Command;
use crate::app::desk::Focus;
use crate::app::effect::Effect;
use crate::app::model::{Model, known};
use crate::app::panel::PanelRow;
use crate::domain::change::Change;
use crate::domain::checks::{Fix, codes};
use crate::domain::event::Event;
use crate::domain::memory::Used;
use crate::domain::outcome::Outcome;
use crate::domain::question::{Citation, Source};
use crate::domain::snippet::Snippet;
use crate::text::edit::{EditAction, Splice};
use crate::text::placeholder;
use crate::text::slice;

/// Puts the chosen row of the panel to use.
pub(super) fn insert_chosen(model: &mut Model) -> Vec<Effect> {
    let Some(row) = model
        .desk
        .as_ref()
        .and_then(|desk| desk.panel.chosen().cloned())
    else {
        return Vec::new();
    };
    match row {
        PanelRow::Snippet { index, .. } => match model.library.at(index).cloned() {
            Some(snippet) => insert_snippet(model, &snippet),
            None => Vec::new(),
        },
        PanelRow::Past(found) => reusing::insert_past(model, &found.answer),
        PanelRow::Provision { regime, index } => composer::open(model, &regime, index),
        PanelRow::Finding(at) => go_to_finding(model, at),
    }
}

/// Cites the chosen provision without composing reasons for it.
pub(super) fn cite_chosen(model: &mut Model) -> Vec<Effect> {
    let chosen = model.desk.as_ref().and_then(|desk| desk.panel.chosen());
    match chosen.cloned() {
        Some(PanelRow::Provision { regime, index }) => cite(model, &regime, index),
        // Elsewhere the key types its character.
        _ => super::keys::typed(model, EditAction::Insert("+".into())),
    }
}

/// Inserts a snippet at the caret, or into every marked question. One undo step.
fn insert_snippet(model: &mut Model, snippet: &Arc<Snippet>) -> Vec<Effect> {
    insert_filled(model, snippet, &BTreeMap::new())
}

/// The same with some of its fields filled, in this text only.
pub(super) fn insert_filled(
    model: &mut Model,
    snippet: &Arc<Snippet>,
    filled: &BTreeMap<String, String>,
) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let many = !desk.marked.is_empty();
    if !many && let Some(reason) = desk.answer_blocked() {
        model.warn(reason);
        return Vec::new();
    }
    let due = desk.derived.due.as_ref().map(|due| due.date);
    let facts = known(
        &model.settings,
        &model.regimes,
        &model.library,
        &desk.case,
        due,
        model.today,
    );
    let mut insertion = snippet.instantiate(|name| facts.early(name));
    for (name, value) in filled {
        for splice in placeholder::splices_for(&insertion.text, name, value) {
            // Made for this text one after the other, so each fits.
            let _ = splice.apply(&mut insertion.text);
        }
        insertion.unfilled.retain(|open| open != name);
    }
    let regime = snippet.regime.as_ref().unwrap_or(&desk.case.facts.regime);
    let passage = Passage {
        title: snippet.title.clone(),
        used: Used::Snippet(snippet.id.clone()),
        source: Source {
            snippet: snippet.id.clone(),
            version: snippet.version.clone(),
        },
        outcome: snippet.outcome,
        citations: snippet
            .cites
            .iter()
            .map(|cite| Citation {
                regime: regime.clone(),
                cite: cite.clone(),
            })
            .collect(),
        text: insertion.text,
    };
    let (mut effects, count) = insert(desk, &passage, model.today);
    if insertion.unfilled.is_empty() {
        let next = model.settings.keymap.label(Command::NextUnanswered);
        let into = if count > 1 {
            format!("into {count} answers")
        } else {
            "into the answer".into()
        };
        model.say(format!(
            "“{}” went {into}; {next} goes to the next open question",
            snippet.title
        ));
    } else {
        effects.extend(fields::ask_next(model, Some(snippet)));
    }
    effects
}

// A snippet is a passage of its own: it stands on its own paragraph, unless it goes into the middle of a line.
pub(super) fn as_paragraph(text: &str, range: std::ops::Range<usize>, passage: &str) -> Splice {
    let before = slice::before(text, range.start);
    let after = slice::from(text, range.end);
    // Before the first word of a text is no middle of a line.
    let at_line_end = after.is_empty() || after.starts_with('\n') || before.trim().is_empty();
    let lead = if before.trim().is_empty() || before.ends_with("\n\n") || !at_line_end {
        ""
    } else if before.ends_with('\n') {
        "\n"
    } else {
        "\n\n"
    };
    let tail = if after.trim().is_empty() || after.starts_with("\n\n") || !at_line_end {
        ""
    } else if after.starts_with('\n') {
        "\n"
    } else {
        "\n\n"
    };
    Splice::new(text, range, format!("{lead}{passage}{tail}"))
}

pub(super) fn combined(old: Outcome, new: Outcome) -> Outcome {
    use Outcome::{Disclosed, PartlyDisclosed, Refused};
    match (old, new) {
        (Disclosed, Refused)
        | (Refused, Disclosed)
        | (PartlyDisclosed, _)
        | (_, PartlyDisclosed) => PartlyDisclosed,
        (old, _) => old,
    }
}

/// Cites a provision for the question under the cursor, or for the marked ones. One undo step.
pub(super) fn cite(model: &mut Model, regime: &str, index: usize) -> Vec<Effect> {
    let Some(pack) = model.regimes.get(regime).cloned() else {
        return Vec::new();
    };
    let Some(provision) = pack.provisions.get(index) else {
        return Vec::new();
    };
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let targets = desk.targets();
    if targets.is_empty() {
        model.say("Choose a question first: opening and closing cite nothing");
        return Vec::new();
    }
    let citation = Citation {
        regime: regime.to_owned(),
        cite: provision.cite.clone(),
    };
    let outcome = match provision.role.as_str() {
        "ncnd" => Some(Outcome::Ncnd),
        "withhold" | "refuse" => Some(Outcome::Refused),
        "not-held" => Some(Outcome::NotHeld),
        _ => None,
    };
    let change = Change::questions(&desk.case, |list| {
        for question in list
            .iter_mut()
            .filter(|question| targets.contains(&question.id))
        {
            let question = Arc::make_mut(question);
            question.citations.insert(citation.clone());
            question.outcome = match (question.outcome, outcome) {
                (Some(old), Some(new)) => Some(combined(old, new)),
                (old, new) => old.or(new),
            };
        }
    });
    let label = pack.label(&provision.cite);
    let mut effects = desk.commit(vec![change], format!("cite {label}"));
    let questions = targets.iter().map(ToString::to_string).collect();
    effects.push(Effect::Record(Event::Cited {
        cite: provision.cite.clone(),
        questions,
    }));
    let words = provision.in_words();
    let words = if words.is_empty() {
        String::new()
    } else {
        format!(" ({words})")
    };
    model.say(format!("Cited {label}{words}"));
    effects
}

/// Goes to where a finding can be mended.
pub(super) fn go_to_finding(model: &mut Model, at: usize) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let Some(finding) = desk.derived.diagnostics.get(at).cloned() else {
        return Vec::new();
    };
    if let Some(place) = &finding.place {
        desk.wishes.large_letter = false;
        desk.go_to(place, finding.at.map(|at| at.start));
        super::refresh::show_in_letter(desk);
    }
    // What is amiss in composed reasons is mended in the reasons.
    if let Some(Fix::Compose(citation)) = &finding.fix
        && let Some(effects) = composer::reopen(model, citation)
    {
        return effects;
    }
    match finding.code {
        codes::UNFILLED_FIELD => return fields::ask_next(model, None),
        codes::UNANSWERED => {
            if let Some(desk) = &mut model.desk {
                desk.focus = Focus::Panel;
                desk.panel.tab = crate::app::panel::Tab::Snippets;
            }
        }
        _ => {}
    }
    model.say(finding.help);
    Vec::new()
}

/// Marks the question under the cursor, or takes its mark.
pub(super) fn mark(model: &mut Model, and_down: bool) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    if let Some(id) = desk
        .current()
        .filter(|question| !question.is_group())
        .map(|question| question.id.clone())
        && !desk.marked.remove(&id)
    {
        desk.marked.insert(id);
    }
    if and_down {
        let row = (desk.list.cursor + 1).min(desk.rows() - 1);
        desk.go_to_row(row);
    }
    let count = desk.marked.len();
    if count > 0 {
        let key = model.settings.keymap.label(Command::Snippets);
        model.say(format!(
            "{count} marked; what you choose in the panel ({key}) goes into all of them"
        ));
    }
    Vec::new()
}

/// Takes all marks.
pub(super) fn clear_marks(model: &mut Model) -> Vec<Effect> {
    if let Some(desk) = &mut model.desk {
        desk.marked.clear();
    }
    Vec::new()
}
