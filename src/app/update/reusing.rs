//! A past answer goes into an answer again: as it was, or as a starting point whose facts are to be renewed.

use super::fields;
use super::inserting::{Passage, insert};
use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::domain::archive::PastAnswer;
use crate::domain::memory::Used;
use crate::domain::question::{Citation, Source};
use crate::domain::regime::Regimes;
use crate::domain::renew::{Renewal, to_renew};
use crate::domain::suggest::number_of;

/// Inserts the chosen past answer as it was.
pub(super) fn insert_past(model: &mut Model, answer: &PastAnswer) -> Vec<Effect> {
    let text = answer.answer.trim_end().to_owned();
    // Its day stays with it, so that somebody looks whether it still holds.
    let day = answer.date.map(|day| day.to_string()).unwrap_or_default();
    put_in(model, answer, text, day)
}

/// Inserts the chosen past answer with its figures, dates and periods marked as fields to renew.
pub(super) fn insert_to_renew(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let Some(found) = desk.panel.chosen_past().cloned() else {
        model.say("This is for past answers: a snippet asks for what it needs by itself");
        return Vec::new();
    };
    let Renewal { text, .. } = to_renew(found.answer.answer.trim_end());
    put_in(model, &found.answer, text, String::new())
}

fn put_in(model: &mut Model, answer: &PastAnswer, text: String, version: String) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    if desk.marked.is_empty()
        && let Some(reason) = desk.answer_blocked()
    {
        model.warn(reason);
        return Vec::new();
    }
    let regime = desk.current().map_or(&*desk.case.facts.regime, |question| {
        desk.case.regime_of(question)
    });
    let title: Vec<&str> = answer.question.split_whitespace().take(6).collect();
    let passage = Passage {
        title: format!("{} …", title.join(" ")),
        used: Used::PastAnswer(answer.id.clone()),
        source: Source {
            snippet: Source::of_past(&answer.id),
            version,
        },
        outcome: answer.outcome,
        citations: citations(answer, &model.regimes, regime),
        text,
    };
    let open = crate::text::placeholder::placeholders(&passage.text)
        .next()
        .is_some();
    let (mut effects, count) = insert(desk, &passage, model.today);
    if open {
        effects.extend(fields::ask_next(model, None));
        return effects;
    }
    let next = model.settings.keymap.label(Command::NextUnanswered);
    let into = if count > 1 {
        format!("into {count} answers")
    } else {
        "into the answer".into()
    };
    let when = answer
        .date
        .map_or_else(String::new, |date| format!(" of {}", date.year()));
    model.say(format!(
        "The past answer{when} went {into}; see that its figures and dates still hold. {next}: next open question"
    ));
    effects
}

// The provisions as the packs write them; what no pack knows is left to the officer.
pub(super) fn citations(answer: &PastAnswer, regimes: &Regimes, own: &str) -> Vec<Citation> {
    let cite = |written: &String| {
        let number = number_of(written);
        // "EIR 12(4)(b)" names its regime; otherwise it is the question's own.
        let named = regimes.iter().find(|pack| {
            !pack.short.is_empty()
                && written
                    .to_lowercase()
                    .starts_with(&pack.short.to_lowercase())
        });
        let pack = named.or_else(|| regimes.get(own))?;
        let known = pack
            .provisions
            .iter()
            .find(|provision| number_of(&provision.cite) == number)?;
        Some(Citation {
            regime: pack.id.clone(),
            cite: known.cite.clone(),
        })
    };
    answer.provisions.iter().filter_map(cite).collect()
}
