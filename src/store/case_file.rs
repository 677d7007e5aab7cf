//! The text of the files of a case: `case.toml` and one file for each question.
//!
//! Both are made to be read, compared and merged by people and by git: one key a line, texts of several lines as
//! several lines, lists with one entry a line. Each ends with the line `[end]`: a file that was cut off anywhere is
//! then no valid file, and is never taken for a shorter answer. No hash stands in the file, since two merged texts
//! would never have the right one.

mod tables;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use self::tables::{
    read_approvals, read_argument, read_citations, read_contribution, read_outcome, read_review,
    read_reviewed, write_approvals, write_argument, write_citations, write_contribution,
    write_review, write_reviewed,
};
use super::toml_text::{Keys, Source, TomlError};
use super::toml_write::{Writer, inline_table, quoted};
use crate::domain::arrival::Arrival;
use crate::domain::case::{CaseStatus, Facts};
use crate::domain::checks::Allowance;
use crate::domain::clock::ClockEvent;
use crate::domain::ids::QuestionId;
use crate::domain::outcome::Held;
use crate::domain::question::{Question, QuestionKind};

/// The version of the format that this program writes.
pub(super) const FORMAT: u32 = 1;

const CASE_KEYS: [&str; 19] = [
    "format",
    "title",
    "requester",
    "received",
    "clock",
    "regime",
    "status",
    "letter_date",
    "preamble",
    "postscript",
    "opening",
    "closing",
    "questions",
    "arrival",
    "approval",
    "review",
    "fields",
    "allowed",
    "end",
];
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
const END_HINT: &str = "The file was cut off, or its last line went missing. Fetch an undamaged copy; if all of it is \
                        there, add a last line `[end]`";

/// A line of the list of questions.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Listed {
    pub(super) id: QuestionId,
    pub(super) level: u8,
    /// What a newer version put beside them.
    pub(super) kept: toml::Table,
}

/// What `case.toml` holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CaseFile {
    pub(super) format: u32,
    pub(super) facts: Facts,
    pub(super) opening: String,
    pub(super) closing: String,
    pub(super) questions: Vec<Listed>,
    /// What a newer version put there.
    pub(super) kept: toml::Table,
}

impl CaseFile {
    pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<Self, TomlError> {
        let source = Source::new(path, bytes)?;
        let table = source.table()?;
        let keys = source.keys(&table);
        ends(&keys)?;
        let format = keys
            .number("format")?
            .ok_or_else(|| keys.missing("format"))?;
        keys.no_misspelling(&CASE_KEYS)?;
        let mut fields = BTreeMap::new();
        if let Some(given) = keys.table("fields")? {
            for (name, value) in given.all_texts()? {
                fields.insert(name.to_owned(), value.to_owned());
            }
        }
        let mut allowed = Vec::new();
        for entry in keys.tables("allowed")? {
            allowed.push(Allowance {
                code: entry.needed_text("code")?.to_owned(),
                words: entry.needed_text("words")?.to_owned(),
                reason: entry.needed_text("reason")?.to_owned(),
            });
        }
        let mut arrival = Arrival::default();
        if let Some(table) = keys.table("arrival")? {
            arrival.address = table.text_or_empty("address")?;
            arrival.beside = table.text_or_empty("beside")?;
            arrival.findings = table.texts("findings")?;
            arrival.attachments = table.texts("attachments")?;
        }
        let status = keys.word("status", "one of: open, sent, closed", CaseStatus::from_id)?;
        let facts = Facts {
            title: keys.needed_text("title")?.to_owned(),
            requester: keys.text_or_empty("requester")?,
            received: keys.date("received")?,
            // An event that no regime understands is kept and told of; it must not lock the case.
            events: keys
                .texts("clock")?
                .iter()
                .map(|event| ClockEvent::read(event))
                .collect(),
            regime: keys.needed_text("regime")?.to_owned(),
            status: status.ok_or_else(|| keys.missing("status"))?,
            preamble: keys.text_or_empty("preamble")?,
            postscript: keys.text_or_empty("postscript")?,
            arrival: Box::new(arrival),
            fields,
            allowed,
            review: keys
                .table("review")?
                .map(|own| read_review(&own))
                .transpose()?,
            approvals: read_approvals(&keys)?,
            letter_date: keys.date("letter_date")?,
        };
        let mut questions: Vec<Listed> = Vec::new();
        if !keys.has("questions") {
            return Err(keys.missing("questions"));
        }
        for entry in keys.tables("questions")? {
            let id = QuestionId::parse(entry.needed_text("id")?)
                .ok_or_else(|| entry.wrong("id", "1 to 16 of a-z and 0-9"))?;
            if questions.iter().any(|other| other.id == id) {
                return Err(entry.error_at(
                    "id",
                    "this question is listed twice",
                    "Delete one of the two lines",
                ));
            }
            let level = entry.number("level")?.unwrap_or(0);
            let level = u8::try_from(level).map_err(|_| entry.wrong("level", "a small number"))?;
            let kept = kept(
                &source,
                |file| {
                    let list = file.get("questions")?.as_array()?;
                    list.get(questions.len())?.as_table().cloned()
                },
                &entry,
                &["id", "level"],
            );
            questions.push(Listed { id, level, kept });
        }
        Ok(Self {
            format,
            facts,
            opening: keys.text_or_empty("opening")?,
            closing: keys.text_or_empty("closing")?,
            questions,
            kept: kept(&source, |file| Some(file.clone()), &keys, &CASE_KEYS),
        })
    }

    pub(super) fn write(&self) -> String {
        let mut out = Writer::default();
        out.line("# A case: its facts, the opening and the closing of the letter, the order of its questions.");
        out.raw("format", &self.format.to_string());
        out.text("title", &self.facts.title);
        out.text("requester", &self.facts.requester);
        out.date("received", self.facts.received);
        if !self.facts.events.is_empty() {
            let events = self.facts.events.iter();
            out.list("clock", events.map(|event| quoted(&event.to_string())));
        }
        out.text("regime", &self.facts.regime);
        out.text("status", self.facts.status.id());
        if self.facts.letter_date.is_some() {
            out.date("letter_date", self.facts.letter_date);
        }
        out.text("preamble", &self.facts.preamble);
        out.text("postscript", &self.facts.postscript);
        out.text("opening", &self.opening);
        out.text("closing", &self.closing);
        out.list(
            "questions",
            self.questions.iter().map(|listed| {
                let more = if listed.kept.is_empty() {
                    String::new()
                } else {
                    let kept = inline_table(&[], Some(&listed.kept));
                    format!(",{}", kept.trim_matches(['{', '}']).trim_end())
                };
                format!(
                    "{{ id = \"{}\", level = {}{more} }}",
                    listed.id, listed.level
                )
            }),
        );
        if !self.facts.allowed.is_empty() {
            let allowed = self.facts.allowed.iter();
            out.list(
                "allowed",
                allowed.map(|one| {
                    inline_table(
                        &[
                            ("code", &one.code),
                            ("words", &one.words),
                            ("reason", &one.reason),
                        ],
                        None,
                    )
                }),
            );
        }
        out.kept(&self.kept);
        let arrival = &self.facts.arrival;
        if !arrival.is_empty() {
            out.line("");
            out.line("# What came with the request and is no part of it.");
            out.line("[arrival]");
            out.text_unless_empty("address", &arrival.address);
            for (key, texts) in [
                ("findings", &arrival.findings),
                ("attachments", &arrival.attachments),
            ] {
                if !texts.is_empty() {
                    out.list(key, texts.iter().map(|text| quoted(text)));
                }
            }
            out.text_unless_empty("beside", &arrival.beside);
        }
        if let Some(review) = &self.facts.review {
            write_review(&mut out, review);
        }
        write_approvals(&mut out, &self.facts.approvals);
        out.line("");
        out.line("[fields]");
        for (name, value) in &self.facts.fields {
            out.text(name, value);
        }
        out.line("");
        out.line("[end]");
        out.finish()
    }
}

/// What the file of a question holds. The level stands in `case.toml`, with the order.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct QuestionFile {
    pub(super) question: Question,
    /// What a newer version put there.
    pub(super) kept: toml::Table,
}

impl QuestionFile {
    pub(super) fn read(path: &Path, id: QuestionId, bytes: &[u8]) -> Result<Self, TomlError> {
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
            question.sources.push(crate::domain::question::Source {
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

    pub(super) fn write(question: &Question, kept: &toml::Table) -> String {
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
    pub(super) fn into_question(mut self, level: u8) -> Arc<Question> {
        self.question.level = level;
        Arc::new(self.question)
    }
}

fn ends(keys: &Keys<'_>) -> Result<(), TomlError> {
    match keys.table("end")? {
        Some(end) if end.names().next().is_none() => Ok(()),
        Some(_) => Err(keys.error_at(
            "end",
            "something follows the line `[end]`",
            "Move it above that line, which is the last one",
        )),
        None => Err(keys.error_at("end", "the last line `[end]` is missing", END_HINT)),
    }
}

// Only a file of a newer version has anything to keep, so only such a file is read a second time.
fn kept(
    source: &Source<'_>,
    find: impl Fn(&toml::Table) -> Option<toml::Table>,
    keys: &Keys<'_>,
    known: &[&str],
) -> toml::Table {
    if keys.unknown(known).is_empty() {
        return toml::Table::new();
    }
    let file: toml::Table = source.text().parse().unwrap_or_default();
    let mut kept = find(&file).unwrap_or_default();
    kept.retain(|key, _| !known.contains(&key));
    kept
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

#[cfg(test)]
mod tests;
