//! The tables within the files of a case: reasons, contributions, what is reviewed, approvals.

use std::collections::{BTreeMap, BTreeSet};

use super::super::toml_text::{Keys, TomlError};
use super::super::toml_write::{Writer, inline_table};
use crate::domain::contribution::Contribution;
use crate::domain::ids::{QuestionId, Reference};
use crate::domain::outcome::Outcome;
use crate::domain::question::{Argument, Citation};
use crate::domain::review::{Finding, ReviewOf, Reviewed};
use crate::domain::sign_off::Approval;

// The reasons behind a passage, a table of their own: they are read and compared like the answer.
pub(super) fn read_argument(keys: &Keys<'_>) -> Result<Argument, TomlError> {
    let mut reasons = BTreeMap::new();
    if let Some(given) = keys.table("reasons")? {
        for (name, value) in given.all_texts()? {
            reasons.insert(name.to_owned(), value.to_owned());
        }
    }
    Ok(Argument {
        citation: Citation {
            regime: keys.needed_text("regime")?.to_owned(),
            cite: keys.needed_text("cite")?.to_owned(),
        },
        reasons,
        passage: keys.text_or_empty("passage")?,
        argued_at: keys.word("argued_at", "the id of another question", QuestionId::parse)?,
    })
}

pub(super) fn write_argument(out: &mut Writer, argument: &Argument) {
    out.line("");
    out.line("[[argument]]");
    out.text("regime", &argument.citation.regime);
    out.text("cite", &argument.citation.cite);
    if let Some(question) = &argument.argued_at {
        out.text("argued_at", question.as_str());
    }
    out.text("passage", &argument.passage);
    if !argument.reasons.is_empty() {
        out.line("[argument.reasons]");
        for (name, value) in &argument.reasons {
            out.text(name, value);
        }
    }
}

pub(super) fn read_contribution(keys: &Keys<'_>) -> Result<Contribution, TomlError> {
    Ok(Contribution {
        with: keys.needed_text("with")?.to_owned(),
        since: keys.date("since")?.ok_or_else(|| keys.missing("since"))?,
        wanted: keys.date("wanted")?,
        reply: keys.text_or_empty("reply")?,
    })
}

pub(super) fn write_contribution(out: &mut Writer, contribution: &Contribution) {
    out.line("");
    out.line("[contribution]");
    out.text("with", &contribution.with);
    out.date("since", Some(contribution.since));
    out.date("wanted", contribution.wanted);
    out.text_unless_empty("reply", &contribution.reply);
}

pub(super) fn read_outcome(keys: &Keys<'_>) -> Result<Option<Outcome>, TomlError> {
    let outcomes: Vec<&str> = Outcome::ALL.iter().map(|outcome| outcome.id()).collect();
    let outcomes = format!("one of: {}", outcomes.join(", "));
    keys.word("outcome", &outcomes, Outcome::from_id)
}

pub(super) fn read_citations(keys: &Keys<'_>) -> Result<BTreeSet<Citation>, TomlError> {
    let mut citations = BTreeSet::new();
    for cited in keys.tables("cites")? {
        citations.insert(Citation {
            regime: cited.needed_text("regime")?.to_owned(),
            cite: cited.needed_text("cite")?.to_owned(),
        });
    }
    Ok(citations)
}

pub(super) fn write_citations(out: &mut Writer, citations: &BTreeSet<Citation>) {
    if !citations.is_empty() {
        let cites = citations.iter();
        out.list(
            "cites",
            cites.map(|c| inline_table(&[("regime", &c.regime), ("cite", &c.cite)], None)),
        );
    }
}

pub(super) fn read_review(keys: &Keys<'_>) -> Result<Box<ReviewOf>, TomlError> {
    let of = keys.word("of", "the reference of a case", Reference::parse)?;
    Ok(Box::new(ReviewOf {
        of: of.ok_or_else(|| keys.missing("of"))?,
        stage: keys.needed_text("stage")?.to_owned(),
        requested: keys.date("requested")?,
        answered: keys.date("answered")?,
    }))
}

pub(super) fn write_review(out: &mut Writer, review: &ReviewOf) {
    out.line("");
    out.line("# The case that this one reviews.");
    out.line("[review]");
    out.text("of", review.of.as_str());
    out.text("stage", &review.stage);
    out.date("requested", review.requested);
    out.date("answered", review.answered);
}

pub(super) fn read_reviewed(keys: &Keys<'_>) -> Result<Box<Reviewed>, TomlError> {
    Ok(Box::new(Reviewed {
        answer: keys.text_or_empty("answer")?,
        outcome: read_outcome(keys)?,
        citations: read_citations(keys)?,
        finding: keys.word(
            "finding",
            "one of: upheld, partly, overturned",
            Finding::from_id,
        )?,
    }))
}

pub(super) fn write_reviewed(out: &mut Writer, reviewed: &Reviewed) {
    out.line("");
    out.line("# What was answered in the case that this one reviews, and what was found.");
    out.line("[reviewed]");
    if let Some(finding) = reviewed.finding {
        out.text("finding", finding.id());
    }
    if let Some(outcome) = reviewed.outcome {
        out.text("outcome", outcome.id());
    }
    write_citations(out, &reviewed.citations);
    out.text("answer", &reviewed.answer);
}

// The text that was approved stands with each: what changed since can be read in any editor.
pub(super) fn read_approvals(keys: &Keys<'_>) -> Result<Vec<Approval>, TomlError> {
    let entries = keys.tables("approval")?;
    let read = entries.iter().map(|entry| {
        Ok(Approval {
            by: entry.needed_text("by")?.to_owned(),
            on: entry.date("on")?.ok_or_else(|| entry.missing("on"))?,
            sha256: entry.needed_text("sha256")?.to_owned(),
            text: entry.text_or_empty("text")?,
        })
    });
    read.collect()
}

pub(super) fn write_approvals(out: &mut Writer, approvals: &[Approval]) {
    for approval in approvals {
        out.line("");
        out.line("[[approval]]");
        out.text("by", &approval.by);
        out.date("on", Some(approval.on));
        out.text("sha256", &approval.sha256);
        out.text("text", &approval.text);
    }
}
