//! The text of the file of a question.

use std::path::Path;
use std::sync::Arc;

use super::tables::{
    read_approvals, read_argument, read_citations, read_contribution, read_outcome, read_reviewed,
    write_approvals, write_argument, write_citations, write_contribution, write_reviewed,
};
use super::{ends, kept};
use crate::domain::ids::QuestionId;
use crate::domain::outcome::Held;
use crate::domain::question::{Question, QuestionKind, Source as Origin};
use crate::store::toml_text::{Source, TomlError};
use crate::store::toml_write::{Writer, inline_table};

const QUESTION_KEYS: [&str; 16] = [
    "kind",
    "marker",
    "before",
    "text",
    "answer",
    "outcome",
    "held",
    "answered_with",
    "regime",
    "cites",
    "sources",
    "argument",
    "contribution",
    "approval",
    "reviewed",
    "end",
];

/// What the file of a question holds. The level stands in `case.toml`, with the order.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::store) struct QuestionFile {
    pub(in crate::store) question: Question,
    /// What a newer version put there.
    pub(in crate::store) kept: toml::Table,
}

impl QuestionFile {
    pub(in crate::store) fn read(
        path: &Path,
        id: QuestionId,
        bytes: &[u8],
    ) -> Result<Self, TomlError> {
        let source = Source::new(path, bytes)?;
        let table = source.table()?;
        let keys = source.keys(&table);
        ends(&keys)?;
        keys.no_misspelling(&QUESTION_KEYS)?;
        let mut question = Question::new(id);
        question.kind = keys
            .word("kind", "one of: question, group", kind_from)?
            .ok_or_else(|| keys.missing("kind"))?;
        keys.needed_text("marker")?.clone_into(&mut question.marker);
        question.before = keys.text_or_empty("before")?;
        keys.needed_text("text")?.clone_into(&mut question.text);
        keys.needed_text("answer")?.clone_into(&mut question.answer);
        question.outcome = read_outcome(&keys)?;
        question.held = keys.word("held", "one of: yes, partly, no, not-said", held_from)?;
        question.answered_with = keys.word(
            "answered_with",
            "the id of another question",
            QuestionId::parse,
        )?;
        question.regime = keys.text("regime")?.map(str::to_owned);
        question.citations = read_citations(&keys)?;
        for came in keys.tables("sources")? {
            question.sources.push(Origin {
                snippet: came.needed_text("snippet")?.to_owned(),
                version: came.needed_text("version")?.to_owned(),
            });
        }
        for argued in keys.tables("argument")? {
            question.arguments.push(read_argument(&argued)?);
        }
        if let Some(asked) = keys.table("contribution")? {
            question.contribution = Some(read_contribution(&asked)?);
        }
        question.reviewed = keys
            .table("reviewed")?
            .map(|own| read_reviewed(&own))
            .transpose()?;
        question.approvals = read_approvals(&keys)?;
        let kept = kept(&source, |file| Some(file.clone()), &keys, &QUESTION_KEYS);
        Ok(Self { question, kept })
    }

    pub(in crate::store) fn write(question: &Question, kept: &toml::Table) -> String {
        let mut out = Writer::default();
        out.text("kind", kind_id(question.kind));
        out.text("marker", &question.marker);
        out.text_unless_empty("before", &question.before);
        out.text("text", &question.text);
        out.line("");
        out.text("answer", &question.answer);
        out.line("");
        if let Some(outcome) = question.outcome {
            out.text("outcome", outcome.id());
        }
        if let Some(held) = question.held {
            out.text("held", held_id(held));
        }
        if let Some(other) = &question.answered_with {
            out.text("answered_with", other.as_str());
        }
        if let Some(regime) = &question.regime {
            out.text("regime", regime);
        }
        write_citations(&mut out, &question.citations);
        if !question.sources.is_empty() {
            let sources = question.sources.iter();
            out.list(
                "sources",
                sources.map(|s| {
                    inline_table(&[("snippet", &s.snippet), ("version", &s.version)], None)
                }),
            );
        }
        out.kept(kept);
        for argument in &question.arguments {
            write_argument(&mut out, argument);
        }
        if let Some(contribution) = &question.contribution {
            write_contribution(&mut out, contribution);
        }
        if let Some(reviewed) = &question.reviewed {
            write_reviewed(&mut out, reviewed);
        }
        write_approvals(&mut out, &question.approvals);
        out.line("");
        out.line("[end]");
        out.finish()
    }

    /// Returns the question as it stands in the case.
    pub(in crate::store) fn into_question(mut self, level: u8) -> Arc<Question> {
        self.question.level = level;
        Arc::new(self.question)
    }
}

fn kind_id(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Question => "question",
        QuestionKind::Group => "group",
    }
}

fn kind_from(id: &str) -> Option<QuestionKind> {
    [QuestionKind::Question, QuestionKind::Group]
        .into_iter()
        .find(|kind| kind_id(*kind) == id)
}

fn held_id(held: Held) -> &'static str {
    match held {
        Held::Yes => "yes",
        Held::Partly => "partly",
        Held::No => "no",
        Held::NotSaid => "not-said",
    }
}

fn held_from(id: &str) -> Option<Held> {
    [Held::Yes, Held::Partly, Held::No, Held::NotSaid]
        .into_iter()
        .find(|held| held_id(*held) == id)
}
