//! The provisions on which a letter relies, a line for each, with the questions to which it applies.

use std::collections::BTreeMap;

use super::in_series;
use crate::domain::fields::Known;
use crate::domain::question::Citation;
use crate::text::markup;

/// Returns a list in Markdown, in the order of the first question that relies on each; empty if none does.
pub(super) fn lines(known: &Known<'_>) -> String {
    let case = known.case;
    let mut order: Vec<&Citation> = Vec::new();
    let mut whose: BTreeMap<&Citation, Vec<String>> = BTreeMap::new();
    for (question, name) in case.questions.iter().zip(case.names()) {
        for citation in &question.citations {
            let names = whose.entry(citation).or_default();
            if names.is_empty() {
                order.push(citation);
            }
            names.push(name.clone());
        }
    }
    let line = |citation: &&Citation| {
        let names = whose.get(citation).map_or(&[][..], Vec::as_slice);
        let word = if names.len() == 1 {
            "question"
        } else {
            "questions"
        };
        let what = described(citation, known);
        format!(
            "- {what} ({word} {})",
            markup::escape_markdown(&in_series(names))
        )
    };
    let lines: Vec<String> = order.iter().map(line).collect();
    lines.join("\n")
}

// "FOIA s.40(2): Personal information".
fn described(citation: &Citation, known: &Known<'_>) -> String {
    let Some(regime) = known.regimes.get(&citation.regime) else {
        return markup::escape_markdown(&citation.cite);
    };
    let label = format!("{} {}", regime.short, regime.label(&citation.cite));
    match regime.provision(&citation.cite) {
        Some(provision) => markup::escape_markdown(&format!("{label}: {}", provision.title)),
        None => markup::escape_markdown(&label),
    }
}
