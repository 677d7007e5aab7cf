//! Choosing a filter of the panel: what could be left out is offered, and goes into the line as if it were typed.

use std::collections::BTreeSet;

use super::moving;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::overlay::{Choice, ChoiceOption, Overlay, Pick};
use crate::app::panel::{ArchiveState, PanelRow, Tab};
use crate::app::scroll::Scroll;
use crate::domain::outcome::Outcome;
use crate::domain::snippet::Layer;
use crate::domain::suggest::{Origin, Typed, with_outer};

/// How many provisions are offered at most.
const MOST_PROVISIONS: usize = 12;

/// Offers the filters that make a difference to what is listed.
pub(super) fn choose(model: &mut Model) -> Vec<Effect> {
    moving::tab(model, Tab::Snippets);
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let (mut outcomes, mut provisions) = (BTreeSet::new(), BTreeSet::new());
    for row in &desk.panel.rows {
        let (outcome, cited) = match row {
            PanelRow::Snippet { index, .. } => match model.library.at(*index) {
                Some(snippet) => (snippet.outcome, &snippet.cites),
                None => continue,
            },
            PanelRow::Past(found) => (found.answer.outcome, &found.answer.provisions),
            PanelRow::Provision { .. } | PanelRow::Finding(_) => continue,
        };
        outcomes.extend(outcome);
        // A section as a whole; its limbs are typed by those who want them.
        provisions.extend(cited.iter().filter_map(|own| with_outer(own).pop()));
    }
    let mut options = Vec::new();
    let mut offer = |label: String, note: &str, filter: Option<String>| {
        options.push(ChoiceOption {
            label,
            note: note.to_owned(),
            pick: Pick::FilterBy(filter),
        });
    };
    if !Typed::filters(desk.panel.filter.text()).is_empty() {
        offer(
            "Show everything again".into(),
            "Clears all filters; Esc in the panel does the same.",
            None,
        );
    }
    let has_archive = matches!(model.archive, ArchiveState::Ready(_));
    for origin in Origin::ALL {
        let there = match origin {
            Origin::Archive => has_archive,
            Origin::Layer(layer) => model
                .library
                .snippets()
                .iter()
                .any(|snippet| snippet.layer == layer),
        };
        let (label, note) = match origin {
            Origin::Archive => (
                "Past answers only".to_owned(),
                "What was answered before, as it was.",
            ),
            Origin::Layer(Layer::BuiltIn) => (
                "Built-in snippets only".to_owned(),
                "Those that the program carries.",
            ),
            Origin::Layer(layer) => (
                format!("Snippets of the layer “{}” only", layer.word()),
                "Kept by colleagues or by you.",
            ),
        };
        if there {
            offer(label, note, Some(format!("in:{}", origin.word())));
        }
    }
    if has_archive {
        for years in [1, 3] {
            let year = model.today.year() - years;
            let label = format!("Past answers since {year} only");
            offer(
                label,
                "Snippets are kept up to date and stay.",
                Some(format!("since:{year}")),
            );
        }
    }
    for outcome in Outcome::ALL
        .into_iter()
        .filter(|outcome| outcomes.contains(outcome))
    {
        let label = format!("Outcome: {}", outcome.title());
        offer(
            label,
            "Several outcomes can be chosen one after the other.",
            Some(format!("outcome:{}", outcome.id())),
        );
    }
    for provision in provisions.into_iter().take(MOST_PROVISIONS) {
        let label = format!("Provision {provision} and its limbs");
        offer(
            label,
            "A limb can be typed: s:31(1)(a).",
            Some(format!("s:{provision}")),
        );
    }
    model.overlay = Some(Overlay::Choice(Choice {
        title: "Filter snippets and past answers".into(),
        text: vec!["The same can be typed: outcome:refused  s:31  in:archive  since:2025".into()],
        options,
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
