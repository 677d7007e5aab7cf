//! Choosing a filter of the panel: what could be left out is offered, and goes into the line as if it were typed.

use std::collections::BTreeSet;

use super::moving;
use crate::app::desk::Desk;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::overlay::{Choice, ChoiceOption, Overlay, Pick};
use crate::app::panel::{ArchiveState, PanelRow, Tab};
use crate::app::scroll::Scroll;
use crate::domain::outcome::Outcome;
use crate::domain::suggest::{Origin, Typed, with_outer};

/// How many provisions are offered at most.
const MOST_PROVISIONS: usize = 12;

// The outcomes and the provisions of what is listed; those of what fits come first.
#[derive(Default)]
struct Listed {
    outcomes: BTreeSet<Outcome>,
    provisions: Vec<String>,
}

fn listed(model: &Model, desk: &Desk) -> Listed {
    let regime = desk.current().map_or(&*desk.case.facts.regime, |question| {
        desk.case.regime_of(question)
    });
    let mut listed = Listed::default();
    for row in &desk.panel.rows {
        let (outcome, cited) = match row {
            PanelRow::Snippet { index, .. } => match model.library.at(*index) {
                Some(snippet) if snippet.regime.as_deref().is_none_or(|own| own == regime) => {
                    (snippet.outcome, &snippet.cites)
                }
                _ => continue,
            },
            PanelRow::Past(found) => (found.answer.outcome, &found.answer.provisions),
            PanelRow::Provision { .. } | PanelRow::Finding(_) => continue,
        };
        listed.outcomes.extend(outcome);
        // A section as a whole; its limbs are typed by those who want them.
        for provision in cited.iter().filter_map(|own| with_outer(own).pop()) {
            if !listed.provisions.contains(&provision) {
                listed.provisions.push(provision);
            }
        }
    }
    listed
}

fn option(label: impl Into<String>, note: &str, filter: Option<String>) -> ChoiceOption {
    ChoiceOption {
        label: label.into(),
        note: note.to_owned(),
        pick: Pick::FilterBy(filter),
    }
}

// Where suggestions can come from in this workspace, and how old they may be.
fn places(model: &Model) -> Vec<ChoiceOption> {
    let has_archive = matches!(model.archive, ArchiveState::Ready(_));
    let snippets = model.library.snippets();
    let mut options = Vec::new();
    for origin in Origin::ALL {
        let filter = Some(format!("in:{}", origin.word()));
        match origin {
            Origin::Archive if has_archive => options.push(option(
                "Past answers only",
                "What was answered before, as it was.",
                filter,
            )),
            Origin::Layer(layer) if snippets.iter().any(|snippet| snippet.layer == layer) => {
                let label = format!("Snippets of the layer “{}” only", layer.word());
                options.push(option(
                    label,
                    "Without past answers and other layers.",
                    filter,
                ));
            }
            _ => {}
        }
    }
    for years in [1, 3] {
        let year = model.today.year() - years;
        if has_archive {
            let label = format!("Past answers since {year} only");
            let note = "Snippets are kept up to date and stay.";
            options.push(option(label, note, Some(format!("since:{year}"))));
        }
    }
    options
}

/// Offers the filters that make a difference to what is listed.
pub(super) fn choose(model: &mut Model) -> Vec<Effect> {
    moving::tab(model, Tab::Snippets);
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let listed = listed(model, desk);
    let mut options = Vec::new();
    if !Typed::filters(desk.panel.filter.text()).is_empty() {
        let note = "Clears all filters; Esc in the panel does the same.";
        options.push(option("Show everything again", note, None));
    }
    options.extend(places(model));
    let there = |outcome: &Outcome| listed.outcomes.contains(outcome);
    options.extend(Outcome::ALL.into_iter().filter(there).map(|outcome| {
        let label = format!("Outcome: {}", outcome.title());
        let note = "Several outcomes can be chosen one after the other.";
        option(label, note, Some(format!("outcome:{}", outcome.id())))
    }));
    options.extend(
        listed
            .provisions
            .iter()
            .take(MOST_PROVISIONS)
            .map(|provision| {
                let label = format!("Provision {provision} and its limbs");
                option(
                    label,
                    "A limb can be typed: s:31(1)(a).",
                    Some(format!("s:{provision}")),
                )
            }),
    );
    model.overlay = Some(Overlay::Choice(Choice {
        title: "Filter snippets and past answers".into(),
        text: vec!["The same can be typed: outcome:refused  s:31  in:archive  since:2025".into()],
        options,
        page: None,
        scroll: Scroll::default(),
    }));
    Vec::new()
}

/// Adds a filter to the line, or clears all.
pub(super) fn chosen(model: &mut Model, filter: Option<String>) -> Vec<Effect> {
    if let Some(desk) = &mut model.desk {
        let line = &mut desk.panel.filter;
        match filter {
            None => {
                let words = Typed::read(line.text()).words;
                line.set_text(words.trim());
            }
            Some(filter) => {
                let words = Typed::read(line.text()).words;
                let text = format!(
                    "{}{filter} {}",
                    Typed::filters(line.text()),
                    words.trim_start()
                );
                line.set_text(&text);
            }
        }
    }
    Vec::new()
}
