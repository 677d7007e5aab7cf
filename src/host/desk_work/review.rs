//! Reviews: a case that looks at the answer of another.

use std::sync::Arc;

use anyhow::Context;
use jiff::civil::Date;

use super::DeskWork;
use super::elsewhere::Coming;
use super::making::arrival;
use crate::app::message::Opened;
use crate::domain::case::Case;
use crate::domain::event::Event;
use crate::domain::ids::Reference;
use crate::host::{clock, reviewing};
use crate::store::case_folder::{self, CaseFolder};
use crate::store::intake::Intake;

impl DeskWork {
    /// Opens the review of a case that has left. `asked` is the mail that asks for it, which is kept with it.
    ///
    /// # Errors
    /// Words for the officer: why there can be none, or that the disk refuses.
    pub fn open_review(
        &mut self,
        of: &Reference,
        received: Date,
        asked: Option<&Intake>,
    ) -> anyhow::Result<Opened> {
        let regimes = self.shelf.regimes();
        let (mut case, odd) = reviewing::review_of(&self.workspace, regimes, of, received)?;
        if let Some(asked) = asked {
            let facts = Arc::make_mut(&mut case.facts);
            *facts.arrival = arrival(asked);
            facts.preamble.clone_from(&asked.text);
        }
        self.frame(&mut case);
        let path = self.workspace.case(&case.reference);
        let making = || format!("making case {}", case.reference);
        let text = reviewing::request_text(&case);
        let (bytes, ending) = asked.map_or((text.as_bytes(), "txt"), |asked| {
            (asked.bytes.as_slice(), asked.ending.as_str())
        });
        let folder = CaseFolder::create(&path, &case, bytes, ending).with_context(making)?;
        let files = asked.into_iter().flat_map(|asked| &asked.attachments);
        let files = files.map(|file| (file.name.as_str(), file.bytes.as_slice()));
        folder.keep_attachments(files).with_context(making)?;
        let made = Event::Reviews { of: of.to_string() };
        folder.record(&made, &clock::moment(), &self.user)?;
        let noted = reviewing::note_opened(&self.workspace, regimes, &case, &self.user);
        // The review stands without it; that the case does not know of it is told.
        let noted = noted.err().map(|error| format!("{error:#}"));
        let problems = odd.into_iter().chain(noted);
        let stamp = case_folder::stamp(&path);
        self.take(
            (folder, stamp),
            case,
            problems.collect(),
            None,
            Coming::Asks,
        )
    }

    /// Tells the case that is reviewed that the outcome has left, or that the review is open again.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn tell_original(&self, review: &Case, left: bool, on: Date) -> anyhow::Result<()> {
        let regimes = self.shelf.regimes();
        reviewing::note_decided(&self.workspace, regimes, review, (left, on), &self.user)
    }
}
