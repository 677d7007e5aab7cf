//! Making a case of what came in: a pasted text, a file, a mail.

use std::path::Path;

use anyhow::{Context, anyhow};
use jiff::civil::Date;

use super::super::asked_before::asked_before;
use super::super::clock;
use super::super::harvesting::expanded;
use super::DeskWork;
use super::elsewhere::Coming;
use crate::app::message::Opened;
use crate::domain::arrival::Arrival;
use crate::domain::case::{Case, Facts, Place};
use crate::domain::change::Change;
use crate::domain::event::Event;
use crate::domain::ids::{QuestionId, Reference};
use crate::domain::intake::{new_case, sent_first, title_of_subject};
use crate::domain::round_robin::Given;
use crate::store::case_folder::{self, CaseFolder};
use crate::store::files;
use crate::store::intake::{self, Intake};
use crate::store::purged;
use crate::text::edit::Splice;

impl DeskWork {
    /// Makes a case of a request that was pasted.
    ///
    /// # Errors
    /// If there is no text in it, or the disk refuses.
    pub fn create_from_text(&mut self, text: &str, title: &str) -> anyhow::Result<Opened> {
        let intake = intake::from_bytes(
            Path::new("the pasted text"),
            text.as_bytes().to_vec(),
            "txt",
        )?;
        self.create(&intake, title, None, None)
    }

    /// Makes a case of a file by a path as the officer wrote it; none if there is nothing there.
    pub fn create_from_file(&mut self, path: &str) -> Option<anyhow::Result<Opened>> {
        let path = expanded(path);
        if !path.exists() {
            return None;
        }
        if path.is_dir() {
            return Some(Err(anyhow!(
                "{} is a folder; seriatim new FOLDER makes a case of each request in it",
                files::shown(&path)
            )));
        }
        let intake = intake::from_file(&path).map_err(anyhow::Error::from);
        Some(intake.and_then(|intake| self.create(&intake, "", None, None)))
    }

    /// Makes a case of a request.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn create(
        &mut self,
        intake: &Intake,
        title: &str,
        reference: Option<Reference>,
        received: Option<Date>,
    ) -> anyhow::Result<Opened> {
        let today = clock::today();
        // A mail says when it was sent; a date that is not yet is no date of receipt.
        // A request that was passed on had come when it was sent first.
        let first = sent_first(&intake.text);
        let sent = first.into_iter().chain(intake.sent).min();
        let sent = sent.filter(|sent| *sent <= today);
        let received = received.or(sent).unwrap_or(today);
        let reference = reference.unwrap_or_else(|| self.workspace.next_reference(received.year()));
        // Its figures are counted by the line that stayed of it.
        let gone = purged::read(&self.workspace.root, |_| false)?;
        if gone.cases.contains_key(reference.as_str()) {
            return Err(anyhow!(
                "{reference} was a case that was removed under the retention rule; give this one another reference"
            ));
        }
        let facts = Facts {
            title: if title.is_empty() {
                title_of_subject(&intake.subject)
            } else {
                title.to_owned()
            },
            requester: intake.sender.clone(),
            received: Some(received),
            regime: self.workspace.settings.regime.clone(),
            arrival: Box::new(arrival(intake)),
            ..Facts::default()
        };
        let mut case = new_case(reference.clone(), facts, &intake.text, &mut self.ids);
        self.frame(&mut case);
        let path = self.workspace.case(&reference);
        let making = || format!("making case {reference}");
        let folder =
            CaseFolder::create(&path, &case, &intake.bytes, &intake.ending).with_context(making)?;
        let attachments = intake.attachments.iter();
        let attachments = attachments.map(|file| (file.name.as_str(), file.bytes.as_slice()));
        folder.keep_attachments(attachments).with_context(making)?;
        let (_, questions) = case.progress();
        folder.record(&Event::Created { questions }, &clock::moment(), &self.user)?;
        let (earlier, given) = asked_before(&self.workspace, &case);
        let remark = match earlier {
            Some(earlier) => Some(earlier.in_words()),
            None => by_question(&case, &given),
        };
        let remark = [remark, remark_on(&case)].into_iter().flatten();
        let remark = remark.collect::<Vec<String>>().join(". ");
        let remark = Some(remark).filter(|words| !words.is_empty());
        let stamp = case_folder::stamp(&path);
        let mut opened = self.take((folder, stamp), case, Vec::new(), remark, Coming::Asks)?;
        opened.answered_before = !given.is_empty();
        Ok(opened)
    }

    /// The opening and the closing of the letter come from snippets that the settings or the regime name.
    pub(super) fn frame(&self, case: &mut Case) {
        let due = self.shelf.regimes().due(&case.facts);
        let due = due.and_then(Result::ok).map(|due| due.date);
        let library = self.shelf.library();
        let text = |ids: &[String], case: &Case| {
            let facts = self.known(&library, case, due, clock::today());
            let parts = ids.iter().filter_map(|id| library.get(id));
            let parts = parts.map(|snippet| snippet.instantiate(|name| facts.early(name)).text);
            parts.collect::<Vec<String>>().join("\n\n")
        };
        let regime = self.shelf.regimes().get(&case.facts.regime);
        let (opening, closing) = match regime.filter(|_| case.is_review()) {
            Some(regime) => {
                let pack = &regime.review;
                let made = &self.settings.letters.review;
                made.frame(&pack.opening, &pack.closing)
            }
            None => self
                .workspace
                .settings
                .frame(regime.map(AsRef::as_ref), &self.settings.letters.response),
        };
        let blocks = [
            (Place::Opening, text(opening, case)),
            (Place::Closing, text(closing, case)),
        ];
        for (place, text) in blocks {
            let splice = Splice::new("", 0..0, text);
            // The block is empty, so the change fits.
            let _ = case.apply(&Change::Text { place, splice });
        }
        case.revision = 0;
    }
}

/// "2 of 7 questions were answered before", where no one case asked half of them.
fn by_question(case: &Case, given: &[Given]) -> Option<String> {
    let mut asked: Vec<&QuestionId> = given.iter().map(|given| &given.question).collect();
    asked.dedup();
    let (some, of) = (asked.len(), case.to_answer().count());
    match some {
        0 => None,
        1 => Some(format!("1 of {of} questions was answered before")),
        some => Some(format!("{some} of {of} questions were answered before")),
    }
}

/// What came with a request, for the case.
pub(super) fn arrival(intake: &Intake) -> Arrival {
    let mut arrival = Arrival {
        address: intake.address.clone(),
        findings: intake.findings.clone(),
        attachments: intake
            .attachments
            .iter()
            .map(|file| file.name.clone())
            .collect(),
        beside: String::new(),
    };
    if !intake.oddities.is_empty() {
        arrival.findings.push(intake.oddities.to_string());
    }
    if let Some(encoding) = intake.encoding.filter(|encoding| encoding.is_guess()) {
        arrival.findings.push(format!(
            "The file does not say how its letters are stored; it was read as {encoding}, so some may be wrong"
        ));
    }
    arrival.put_beside(&intake.covering);
    arrival
}

/// The first thing to be known of a request that has just come in.
pub(super) fn remark_on(case: &Case) -> Option<String> {
    let arrival = &case.facts.arrival;
    let (found, files) = (arrival.findings.len(), arrival.attachments.len());
    match (arrival.findings.first(), files) {
        (Some(first), _) if found > 1 => Some(format!("{found} things were found: {first}")),
        (Some(first), _) => Some(first.clone()),
        (None, 1) => Some("an attachment is kept with the case".to_owned()),
        (None, 2..) => Some(format!("{files} attachments are kept with the case")),
        (None, 0) if !arrival.beside.is_empty() => {
            Some("what the mail quotes is kept beside the request".to_owned())
        }
        (None, _) => None,
    }
}
