//! The text of the files of a case: `case.toml` and one file for each question.
//!
//! Both are made to be read, compared and merged by people and by git: one key a line, texts of several lines as
//! several lines, lists with one entry a line. Each ends with the line `[end]`: a file that was cut off anywhere is
//! then no valid file, and is never taken for a shorter answer. No hash stands in the file, since two merged texts
//! would never have the right one.

mod question;
mod tables;

use std::collections::BTreeMap;
use std::path::Path;

use self::tables::{read_approvals, read_review, write_approvals, write_review};
use super::toml_text::{Keys, Source, TomlError};
use super::toml_write::{Writer, inline_table, quoted};
use crate::domain::arrival::Arrival;
use crate::domain::case::{CaseStatus, Facts};
use crate::domain::checks::Allowance;
use crate::domain::clock::ClockEvent;
use crate::domain::ids::QuestionId;

pub(super) use self::question::QuestionFile;

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

impl Listed {
    fn line(&self) -> String {
        let (id, level) = (&self.id, self.level);
        let more = if self.kept.is_empty() {
            String::new()
        } else {
            let kept = inline_table(&[], Some(&self.kept));
            format!(",{}", kept.trim_matches(['{', '}']).trim_end())
        };
        format!("{{ id = \"{id}\", level = {level}{more} }}")
    }
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
            arrival: Box::new(read_arrival(&keys)?),
            fields: read_fields(&keys)?,
            allowed: read_allowed(&keys)?,
            review: keys
                .table("review")?
                .map(|own| read_review(&own))
                .transpose()?,
            approvals: read_approvals(&keys)?,
            letter_date: keys.date("letter_date")?,
        };
        Ok(Self {
            format,
            facts,
            opening: keys.text_or_empty("opening")?,
            closing: keys.text_or_empty("closing")?,
            questions: read_questions(&source, &keys)?,
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
        out.list("questions", self.questions.iter().map(Listed::line));
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
        write_arrival(&mut out, &self.facts.arrival);
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

fn read_fields(keys: &Keys<'_>) -> Result<BTreeMap<String, String>, TomlError> {
    let mut fields = BTreeMap::new();
    if let Some(given) = keys.table("fields")? {
        for (name, value) in given.all_texts()? {
            fields.insert(name.to_owned(), value.to_owned());
        }
    }
    Ok(fields)
}

fn read_allowed(keys: &Keys<'_>) -> Result<Vec<Allowance>, TomlError> {
    let entries = keys.tables("allowed")?;
    let allowed = entries.iter().map(|entry| {
        Ok(Allowance {
            code: entry.needed_text("code")?.to_owned(),
            words: entry.needed_text("words")?.to_owned(),
            reason: entry.needed_text("reason")?.to_owned(),
        })
    });
    allowed.collect()
}

fn read_arrival(keys: &Keys<'_>) -> Result<Arrival, TomlError> {
    let Some(table) = keys.table("arrival")? else {
        return Ok(Arrival::default());
    };
    Ok(Arrival {
        address: table.text_or_empty("address")?,
        beside: table.text_or_empty("beside")?,
        findings: table.texts("findings")?,
        attachments: table.texts("attachments")?,
    })
}

fn write_arrival(out: &mut Writer, arrival: &Arrival) {
    if arrival.is_empty() {
        return;
    }
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

fn read_questions(source: &Source<'_>, keys: &Keys<'_>) -> Result<Vec<Listed>, TomlError> {
    if !keys.has("questions") {
        return Err(keys.missing("questions"));
    }
    let mut questions: Vec<Listed> = Vec::new();
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
        let own = |file: &toml::Table| {
            let list = file.get("questions")?.as_array()?;
            list.get(questions.len())?.as_table().cloned()
        };
        let kept = kept(source, own, &entry, &["id", "level"]);
        questions.push(Listed { id, level, kept });
    }
    Ok(questions)
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

#[cfg(test)]
mod tests;
