//! A case as checks see it.

use std::borrow::Cow;
use std::sync::Arc;

use super::subject::{Facts, Part, PartKind, Subject, Surroundings};
use crate::domain::authority::Authority;
use crate::domain::case::{Case, Place};
use crate::domain::ids::QuestionId;
use crate::domain::question::Question;
use crate::domain::reading::{Reading, WordSet};

/// What was read in the texts of a case.
pub trait Readings {
    /// Returns what was read in the text at a place.
    fn reading(&self, place: &Place) -> Arc<Reading>;
    /// Returns what a question is about.
    fn words(&self, id: &QuestionId) -> Arc<WordSet>;
}

/// Gathers what checks look at in a case. `fixed` are the texts that the make-up of the letter brings along: nobody
/// writes them in the case, and they leave all the same.
pub fn subject_of<'a>(
    case: &'a Case,
    authority: &Authority,
    readings: &impl Readings,
    fixed: &'a [(String, Arc<Reading>)],
    around: Surroundings<'a>,
) -> Subject<'a> {
    let frame = |kind, place: Place, text: &'a str| Part {
        kind,
        reading: readings.reading(&place),
        place: Some(place),
        name: String::new(),
        asked: Cow::Borrowed(""),
        text: Cow::Borrowed(text),
        words: Arc::default(),
        telling: WordSet::default(),
        outcome: None,
        citations: Vec::new(),
        sources: &[],
        regime: case.facts.regime.clone(),
        answered_with: None,
    };
    let mut parts = vec![frame(PartKind::Opening, Place::Opening, &case.opening.text)];
    let answered: Vec<(&'a Arc<Question>, String)> = case
        .questions
        .iter()
        .zip(case.names())
        .filter(|(question, _)| !question.is_group())
        .collect();
    // The opening stands before the first answer.
    let position = |id: &QuestionId| {
        let at = answered.iter().position(|(question, _)| question.id == *id);
        at.map(|at| at + 1)
    };
    for (question, name) in &answered {
        let place = Place::Answer(question.id.clone());
        parts.push(Part {
            kind: PartKind::Answer,
            reading: readings.reading(&place),
            place: Some(place),
            name: name.clone(),
            asked: Cow::Borrowed(&question.text),
            text: Cow::Borrowed(&question.answer),
            words: readings.words(&question.id),
            telling: WordSet::default(),
            outcome: question.outcome,
            citations: question.citations.iter().cloned().collect(),
            sources: &question.sources,
            regime: case.regime_of(question).to_owned(),
            // A lead that is gone is no lead.
            answered_with: question
                .answered_with
                .as_ref()
                .map(|lead| position(lead).unwrap_or(0)),
        });
    }
    parts.push(frame(PartKind::Closing, Place::Closing, &case.closing.text));
    parts.extend(fixed.iter().map(|(text, reading)| Part {
        reading: Arc::clone(reading),
        place: None,
        ..frame(PartKind::Fixed, Place::Closing, text)
    }));
    let facts = &case.facts;
    let given = |text: &str| (!text.trim().is_empty()).then(|| text.to_owned());
    let known = Facts {
        reference: Some(case.reference.as_str().to_owned()),
        requester: given(&facts.requester),
        received: facts.received,
        requested: None,
        dated: Some(facts.dated(around.today)),
        authority: [&authority.name, &authority.short_name]
            .into_iter()
            .filter_map(|name| given(name))
            .collect(),
    };
    let mut subject = Subject::new(parts, known, facts.regime.clone(), around);
    subject.allowed = &facts.allowed;
    subject.is_case = true;
    subject.is_review = case.is_review();
    subject.without_finding = case
        .questions
        .iter()
        .filter(|question| {
            let open = question.reviewed.as_ref();
            question.answered_with.is_none() && open.is_some_and(|own| own.finding.is_none())
        })
        .map(|question| Place::Answer(question.id.clone()))
        .collect();
    subject
}
