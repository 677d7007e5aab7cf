//! The draft that the parts of the form make together.

use super::names::{
    BODY, CITES, EACH, FIELD, ID, OUTCOME, OWNER, REGIME, REVIEW_BY, STATE, SUCCESSOR, TAGS, TITLE,
    USE_WHEN,
};
use crate::app::composer::Field;
use crate::domain::fields::{FieldKind, read_date};
use crate::domain::outcome::Outcome;
use crate::domain::snippet::draft::{SnippetDraft, one_line};
use crate::domain::snippet::{SnippetField, State};

/// The longest line that is kept.
const LONGEST: usize = 500;

/// Makes the draft of the parts; what no part asks for stays as it was.
pub(super) fn gather(fields: &[Field], before: &SnippetDraft) -> SnippetDraft {
    let value = |name: &str| {
        let field = fields.iter().find(|field| field.part.name == name);
        field.map(|field| field.text.trim()).unwrap_or_default()
    };
    let text = |name: &str| one_line(value(name), LONGEST);
    let list = |name: &str| -> Vec<String> {
        let parts = value(name)
            .split([',', ';'])
            .map(|part| one_line(part, LONGEST));
        parts.filter(|part| !part.is_empty()).collect()
    };
    let some = |name: &str| Some(text(name)).filter(|text| !text.is_empty());
    let state = State::from_word(value(STATE)).unwrap_or_default();
    SnippetDraft {
        id: text(ID),
        title: text(TITLE),
        regime: some(REGIME),
        outcome: Outcome::from_id(value(OUTCOME)),
        cites: list(CITES),
        tags: list(TAGS),
        use_when: text(USE_WHEN),
        owner: text(OWNER),
        review_by: read_date(value(REVIEW_BY)),
        state,
        successor: some(SUCCESSOR).filter(|_| state == State::Withdrawn),
        body: fields
            .iter()
            .find(|field| field.part.name == BODY)
            .map(|field| field.text.clone())
            .unwrap_or_default(),
        fields: before
            .fields
            .iter()
            .map(|field| {
                gather_field(field, &|part| {
                    let name = format!("{FIELD}{}/{part}", field.name);
                    fields
                        .iter()
                        .find(|own| own.part.name == name)
                        .map(|own| own.text.trim().to_owned())
                })
            })
            .collect(),
    }
}

/// Tells whether a date was typed that is none.
pub(super) fn wrong_review_date(fields: &[Field]) -> bool {
    let field = fields.iter().find(|field| field.part.name == REVIEW_BY);
    field.is_some_and(|own| !own.text.trim().is_empty() && read_date(&own.text).is_none())
}

fn gather_field(before: &SnippetField, value: &impl Fn(&str) -> Option<String>) -> SnippetField {
    let (Some(prompt), Some(kind), Some(suggestion)) =
        (value("ask"), value("kind"), value("suggest"))
    else {
        return before.clone();
    };
    let options: Vec<String> = suggestion
        .split('|')
        .map(|option| one_line(option, LONGEST))
        .filter(|option| !option.is_empty())
        .collect();
    let sign = match &before.kind {
        FieldKind::Money { sign } => sign.clone(),
        _ => "£".to_owned(),
    };
    let (kind, default) = if options.len() > 1 {
        let default = Some(before.default.clone()).filter(|old| options.contains(old));
        (FieldKind::Choice(options), default.unwrap_or_default())
    } else {
        let default = one_line(&suggestion, LONGEST);
        let kind = match kind.as_str() {
            "number" => FieldKind::Number,
            "money" => FieldKind::Money { sign },
            "date" => FieldKind::Date,
            "list" => FieldKind::List,
            _ => FieldKind::Text,
        };
        (kind, default)
    };
    let optional = match (value("kind").as_deref(), before.kind == FieldKind::Text) {
        (Some("optional"), _) => true,
        // Any words, where nothing was allowed before, now have to be there.
        (Some("text"), true) => false,
        _ => before.optional,
    };
    SnippetField {
        name: before.name.clone(),
        prompt: one_line(&prompt, LONGEST),
        default,
        kind,
        optional,
        per_answer: value("each").map_or(before.per_answer, |often| often == EACH),
    }
}
