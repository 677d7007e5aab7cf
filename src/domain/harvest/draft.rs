//! Past answers as the draft of a snippet.

use super::alike::{Alike, Differing, Kind};
use crate::domain::archive::PastAnswer;
use crate::domain::fields::FieldKind;
use crate::domain::regime::Regimes;
use crate::domain::snippet::draft::SnippetDraft;
use crate::domain::snippet::{SnippetField, State};
use crate::text::slice::up_to;

/// The longest title that is proposed.
const LONGEST_TITLE: usize = 70;
/// So many examples of what stood in a field are named.
const EXAMPLES: usize = 3;

/// Returns a draft made of one past answer.
pub fn of_answer(answer: &PastAnswer, regimes: &Regimes, usual: &str) -> SnippetDraft {
    let mut draft = SnippetDraft {
        title: title(&answer.question),
        outcome: answer.outcome,
        body: answer
            .answer
            .replace("[name]", "{{name}}")
            .replace("[address]", "{{address}}")
            .replace("[number]", "{{number}}"),
        state: State::Draft,
        ..SnippetDraft::default()
    };
    ground(&mut draft, &answer.provisions, regimes, usual);
    draft
}

/// Returns a draft made of answers that are nearly alike: what differs is a field.
pub fn of_alike(
    alike: &Alike,
    answers: &[PastAnswer],
    regimes: &Regimes,
    usual: &str,
) -> SnippetDraft {
    let first = alike.members.first().and_then(|at| answers.get(*at));
    let mut draft = SnippetDraft {
        title: first
            .map(|answer| title(&answer.question))
            .unwrap_or_default(),
        outcome: alike.outcome,
        body: alike.text.clone(),
        fields: alike.fields.iter().map(field).collect(),
        state: State::Draft,
        ..SnippetDraft::default()
    };
    ground(&mut draft, &alike.provisions, regimes, usual);
    draft
}

fn field(differing: &Differing) -> SnippetField {
    let mut prompt = match differing.kind {
        Kind::Number => "Which number",
        Kind::Date => "Which date",
        Kind::Money => "Which amount",
        Kind::Period => "Which year or period",
        Kind::Name => "Which name",
        Kind::Address => "Which address",
        Kind::Words => "Which words",
    }
    .to_owned();
    let examples: Vec<&str> = differing
        .seen
        .iter()
        .take(EXAMPLES)
        .map(String::as_str)
        .collect();
    if !examples.is_empty() {
        prompt.extend([" (earlier: ", &examples.join("; "), ")"]);
    }
    prompt.push('?');
    let in_words = differing
        .seen
        .iter()
        .any(|value| !value.contains(|c: char| c.is_ascii_digit()));
    SnippetField {
        name: differing.name.clone(),
        prompt,
        kind: if in_words {
            FieldKind::Text
        } else {
            differing.kind.field()
        },
        optional: differing.optional,
        ..SnippetField::default()
    }
}

fn title(question: &str) -> String {
    let line = question.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.len() <= LONGEST_TITLE {
        return line;
    }
    format!("{}…", up_to(&line, LONGEST_TITLE).trim_end())
}

// "EIR 12(5)(e)" is a provision of the regime that is called so; one without a name is of the usual one. A snippet
// belongs to one regime, that of its first provision.
fn ground(draft: &mut SnippetDraft, provisions: &[String], regimes: &Regimes, usual: &str) {
    for provision in provisions {
        let named = regimes.iter().find_map(|own| {
            Some((
                own.id.as_str(),
                provision.strip_prefix(&format!("{} ", own.short))?,
            ))
        });
        let (regime, cite) = named.unwrap_or((usual, provision));
        if draft.regime.as_deref().is_none_or(|own| own == regime) {
            draft.regime = Some(regime.to_owned());
            draft.cites.push(cite.to_owned());
        }
    }
}
