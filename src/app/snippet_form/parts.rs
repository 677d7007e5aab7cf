//! The parts of the form: what each asks for.

use crate::app::composer::Field;
use crate::domain::composing::{Asked, Part, PartOption};
use crate::domain::fields::FieldKind;
use crate::domain::outcome::Outcome;
use crate::domain::regime::Regimes;
use crate::domain::snippet::draft::{SnippetDraft, one_line};
use crate::domain::snippet::facts::Fact;
use crate::domain::snippet::{Layer, SnippetField, State};

use super::Origin;
use super::names::{
    AS_FIELD, AS_WORDS, BODY, CITES, EACH, FACT, FIELD, ID, LAYER, ONCE, OUTCOME, OWNER, REGIME,
    REVIEW_BY, STATE, SUCCESSOR, TAGS, TITLE, USE_WHEN,
};

fn line(name: &str, title: &str, ask: &str, hint: &str) -> Part {
    Part {
        name: name.to_owned(),
        title: title.to_owned(),
        ask: ask.to_owned(),
        hint: hint.to_owned(),
        asked: Asked::Line,
        optional: true,
        ..Part::default()
    }
}

fn choice(name: &str, title: &str, ask: &str, options: Vec<(String, String)>) -> Part {
    let options = options.into_iter().map(|(value, label)| PartOption {
        value,
        label,
        ..PartOption::default()
    });
    Part {
        asked: Asked::Choice,
        options: options.collect(),
        ..line(name, title, ask, "")
    }
}

fn given(part: Part, text: impl Into<String>) -> Field {
    Field::new(part, Some(&text.into()))
}

/// Makes the parts for a draft.
pub(super) fn parts(
    draft: &SnippetDraft,
    origin: &Origin,
    layers: &[Layer],
    regimes: &Regimes,
) -> Vec<Field> {
    let text = Part {
        asked: Asked::Text,
        ..line(
            BODY,
            "Text",
            "The text",
            "{{name}} asks the officer; {{> id}} puts another snippet in.",
        )
    };
    let mut fields = vec![
        given(
            line(
                TITLE,
                "Title",
                "What does it say, in a line?",
                "It is found by this.",
            ),
            &draft.title,
        ),
        given(text, draft.body.trim_end()),
    ];
    for (at, fact) in origin.facts.iter().enumerate() {
        fields.push(given(fact_part(at, fact), AS_FIELD));
    }
    fields.extend(draft.fields.iter().flat_map(field_parts));
    fields.push(given(
        line(
            USE_WHEN,
            "Use when",
            "When is it to be used?",
            "A sentence for colleagues, read in the panel.",
        ),
        &draft.use_when,
    ));
    fields.push(given(
        line(
            TAGS,
            "Tags",
            "By which words is it found as well?",
            "With commas between.",
        ),
        draft.tags.join(", "),
    ));
    fields.push(given(outcome_part(), draft.outcome.map_or("", Outcome::id)));
    fields.push(given(
        regime_part(regimes),
        draft.regime.clone().unwrap_or_default(),
    ));
    fields.push(given(
        line(
            CITES,
            "Provisions",
            "Which provisions does it rely on?",
            "Such as 31(1)(a), with commas between.",
        ),
        draft.cites.join(", "),
    ));
    fields.push(given(
        line(OWNER, "Owner", "Who keeps it?", "A team or a role."),
        &draft.owner,
    ));
    fields.push(given(
        line(
            REVIEW_BY,
            "Review by",
            "When is it to be looked at again?",
            "A date, such as 1 April 2027.",
        ),
        draft
            .review_by
            .map(crate::domain::fields::long_date)
            .unwrap_or_default(),
    ));
    fields.push(given(layer_part(layers), origin.layer.word()));
    let id_hint =
        "Left empty, it is made of the title. Folders with /, such as answers/no-contract.";
    fields.push(given(line(ID, "Id", "Its id", id_hint), draft.id.as_str()));
    fields.push(given(state_part(), draft.state.word()));
    if !origin.id.is_empty() {
        fields.push(given(
            line(
                SUCCESSOR,
                "Successor",
                "Which snippet takes its place?",
                "A few letters of its title, or its id; only for one that is withdrawn.",
            ),
            draft.successor.clone().unwrap_or_default(),
        ));
    }
    fields
}

fn fact_part(at: usize, fact: &Fact) -> Part {
    let words: String = one_line(&fact.words, 24);
    choice(
        &format!("{FACT}{at}"),
        &words,
        &format!(
            "“{words}” is {} of this case. What becomes of it?",
            fact.kind.word()
        ),
        vec![
            (
                AS_FIELD.to_owned(),
                format!(
                    "A field: {{{{{}}}}}, asked for or filled each time",
                    fact.field.name
                ),
            ),
            (
                AS_WORDS.to_owned(),
                "Leave the words as they stand".to_owned(),
            ),
        ],
    )
}

fn outcome_part() -> Part {
    let mut options = vec![(String::new(), "none of its own".to_owned())];
    options
        .extend(Outcome::ALL.map(|outcome| (outcome.id().to_owned(), outcome.title().to_owned())));
    choice(
        OUTCOME,
        "Outcome",
        "Which outcome has an answer made of it?",
        options,
    )
}

fn regime_part(regimes: &Regimes) -> Part {
    let mut options = vec![(String::new(), "any law".to_owned())];
    options.extend(
        regimes
            .iter()
            .map(|pack| (pack.id.clone(), pack.short.clone())),
    );
    choice(REGIME, "Law", "Under which law is it used?", options)
}

fn layer_part(layers: &[Layer]) -> Part {
    let label = |layer: &Layer| match layer {
        Layer::Personal => "personal: only you see it",
        Layer::Team => "team: your colleagues see it",
        Layer::Organisation => "organisation: everybody sees it",
        Layer::BuiltIn => "built-in",
    };
    let options = layers
        .iter()
        .map(|layer| (layer.word().to_owned(), label(layer).to_owned()));
    choice(LAYER, "Library", "Where does it go?", options.collect())
}

fn state_part() -> Part {
    let label = |state: State| match state {
        State::Draft => "draft: still to be agreed",
        State::Approved => "approved",
        State::Withdrawn => "withdrawn: no longer suggested",
    };
    let options = State::ALL.map(|state| (state.word().to_owned(), label(state).to_owned()));
    choice(STATE, "State", "How far is it?", options.to_vec())
}

// Four parts for each field: the question, what it takes, what is suggested, how often it is asked.
fn field_parts(field: &SnippetField) -> [Field; 4] {
    let name = &field.name;
    let kinds = [
        ("text", "any words"),
        ("number", "a number: 1,200"),
        ("money", "an amount: £1,200"),
        ("date", "a date: 3 March 2026"),
        ("list", "several things: a, b and c"),
        ("optional", "any words, or nothing"),
    ];
    let kind = match &field.kind {
        FieldKind::Text if field.optional => "optional",
        FieldKind::Choice(_) => "text",
        kind => kind.word(),
    };
    let suggestion = match &field.kind {
        FieldKind::Choice(options) => options.join(" | "),
        _ => field.default.clone(),
    };
    [
        given(
            line(
                &format!("{FIELD}{name}/ask"),
                &format!("{{{{{name}}}}}"),
                &format!("How is {{{{{name}}}}} asked for?"),
                "The question put to the officer who inserts it.",
            ),
            &field.prompt,
        ),
        given(
            choice(
                &format!("{FIELD}{name}/kind"),
                "  takes",
                &format!("What does {{{{{name}}}}} take?"),
                kinds
                    .map(|(value, label)| (value.to_owned(), label.to_owned()))
                    .to_vec(),
            ),
            kind,
        ),
        given(
            line(
                &format!("{FIELD}{name}/suggest"),
                "  suggests",
                &format!("What is suggested for {{{{{name}}}}}?"),
                "Several with | between are offered as a choice.",
            ),
            suggestion,
        ),
        given(
            choice(
                &format!("{FIELD}{name}/each"),
                "  is asked",
                &format!("How often is {{{{{name}}}}} asked for in a case?"),
                vec![
                    (
                        ONCE.to_owned(),
                        "once: a value given serves all its answers".to_owned(),
                    ),
                    (
                        EACH.to_owned(),
                        "in each answer: what is so of one question need not be of another"
                            .to_owned(),
                    ),
                ],
            ),
            if field.per_answer { EACH } else { ONCE },
        ),
    ]
}

/// Puts the parts of these fields in the place of those that are there; what was typed for a field that stays, stays.
pub(super) fn replace_field_parts(fields: &mut Vec<Field>, wanted: &[SnippetField]) {
    let is_field = |own: &Field| own.part.name.starts_with(FIELD);
    let mut old: Vec<Field> = Vec::new();
    let mut rest: Vec<Field> = Vec::new();
    for field in std::mem::take(fields) {
        if is_field(&field) {
            old.push(field);
        } else {
            rest.push(field);
        }
    }
    let parts = wanted.iter().flat_map(field_parts).map(|new| {
        let kept = old.iter().position(|own| own.part.name == new.part.name);
        kept.map_or(new, |at| old.swap_remove(at))
    });
    let parts: Vec<Field> = parts.collect();
    let place = rest
        .iter()
        .position(|own| own.part.name == USE_WHEN)
        .unwrap_or(rest.len());
    rest.splice(place..place, parts);
    *fields = rest;
}
