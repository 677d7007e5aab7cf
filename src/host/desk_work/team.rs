//! What goes from the desk to the team: snippets into the library, answers into the archive, what both were used for.

use std::sync::Arc;

use anyhow::anyhow;

use super::DeskWork;
use crate::app::effect::Page;
use crate::app::message::Kept;
use crate::domain::archive::PastAnswer;
use crate::domain::library::Library;
use crate::domain::memory::{Lesson, Used};
use crate::domain::sent::SentLetter;
use crate::domain::snippet::Layer;
use crate::domain::snippet::draft::{KeptDraft, SnippetDraft};
use crate::host::clock;
use crate::host::document;
use crate::host::library_work::{self, Wanted};
use crate::host::sending;
use crate::host::shelf::Shelf;
use crate::store::archive::{self, Archive};
use crate::store::drafts::DraftSlot;
use crate::store::files::{self, RealDisk};
use crate::store::{libraries, memory};

impl DeskWork {
    /// Writes a letter as a Word document into the folder of its case, under a name that says whether it is a draft. Returns the name of the file and its SHA-256.
    ///
    /// # Errors
    /// Words for the officer: the letterhead cannot be used, or the file is open in Word.
    pub fn write_document(&self, page: &Page) -> anyhow::Result<(String, String)> {
        let case = &page.case;
        let library = self.shelf.library();
        let facts = self.known(&library, case, page.due, page.today);
        let bytes = document::letter(
            &self.workspace,
            &facts,
            page.view,
            page.sharing,
            page.is_draft,
        )?;
        let draft = if page.is_draft || page.is_blocked {
            "-draft"
        } else {
            ""
        };
        let name = format!("{}-{}{draft}.docx", case.reference, page.view.id());
        let path = self.workspace.case(&case.reference).join(&name);
        files::save(&RealDisk, &path, &bytes)?;
        Ok((name, files::sha256(&bytes)))
    }

    /// Keeps a letter that leaves in the folder `sent` of its case. Returns it, and what the officer should know of it.
    ///
    /// # Errors
    /// Words for the officer: the disk refuses.
    pub fn keep_sent(&self, page: &Page) -> anyhow::Result<(SentLetter, Option<String>)> {
        let library = self.shelf.library();
        let facts = self.known(&library, &page.case, page.due, page.today);
        let (workspace, user) = (&self.workspace, &self.user);
        let (letter, remark) = sending::keep(workspace, &facts, page.sharing, page.is_draft, user)?;
        // Told here and not by the screen, which may be gone by then.
        if let Some(event) = letter.event() {
            self.record(&event)?;
        }
        Ok((letter, remark))
    }

    /// Writes a snippet into a layer of the library, or proposes it where others decide.
    ///
    /// # Errors
    /// Words for the officer; the library is then as it was.
    pub fn write_snippet(
        &self,
        layer: Layer,
        draft: &SnippetDraft,
        was: Option<&str>,
    ) -> Result<Kept, String> {
        let wanted = Wanted::Parts(draft);
        library_work::write(&self.workspace, &self.user, layer, wanted, was, None)
    }

    /// Returns the snippet that an interrupted session was writing.
    pub fn left_draft(&mut self) -> Option<KeptDraft> {
        // Without a slot nothing is kept, which is told when there is something to keep.
        let taken = DraftSlot::take(&RealDisk, &self.state, &self.workspace.root);
        let (slot, left) = taken.ok()?;
        self.slot = Some(slot);
        left
    }

    /// Keeps the snippet that is being written; none if it is saved or left.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn keep_draft(&self, draft: Option<&KeptDraft>) -> anyhow::Result<()> {
        match (&self.slot, draft) {
            (Some(slot), _) => Ok(slot.keep(&RealDisk, draft)?),
            (None, None) => Ok(()),
            (None, Some(_)) => Err(anyhow!(
                "the snippet is not kept while you write it: {} cannot be written",
                self.state.display()
            )),
        }
    }

    /// Reads a layer of the library again. Returns the library; `None` if nothing in it is new.
    pub fn library_again(&self, layer: Layer) -> Option<Arc<Library>> {
        let folder = self.shelf.folders().of(layer);
        let read = libraries::read_layer(layer, folder)?;
        self.shelf.take(layer, read).map(|(library, _)| library)
    }

    /// Puts answers of a case into the archive in place of those with these ids. Returns how many there were.
    ///
    /// # Errors
    /// If the archive cannot be read or the disk refuses.
    pub fn file_answers(&self, ids: &[String], answers: &[PastAnswer]) -> anyhow::Result<usize> {
        let (mut archive, _) = Archive::open(&self.workspace.root, &self.state, |_, _| {})?;
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let before = archive.remove_all(&RealDisk, &ids)?;
        if !answers.is_empty() {
            archive.take_in(&RealDisk, answers, clock::today())?;
        }
        Ok(before)
    }

    /// Puts what was found in past letters into the archive. Returns how much of it is there, and how much was before.
    ///
    /// # Errors
    /// If the archive cannot be read or the disk refuses.
    pub fn file_harvest(&self, answers: &[PastAnswer]) -> anyhow::Result<(usize, usize)> {
        let (mut archive, _) = Archive::open(&self.workspace.root, &self.state, |_, _| {})?;
        let taken = archive.take_in(&RealDisk, answers, clock::today())?;
        Ok((answers.len(), taken.repeated + taken.replaced))
    }

    /// What past letters are read with: the law and the wording of the workspace, and the regime of its cases.
    pub fn reads_with(&self) -> (Arc<Shelf>, String) {
        let regime = self.workspace.settings.regime.clone();
        (Arc::clone(&self.shelf), regime)
    }

    /// Writes what was used to the memory of the library. Returns what was written, and what went wrong with the rest.
    pub fn remember(&mut self, lessons: Vec<Lesson>) -> (Vec<Lesson>, Option<String>) {
        let folders = &self.workspace.settings.libraries;
        let archive = self.workspace.root.join(archive::FOLDER);
        let mut learnt = Vec::new();
        let mut problem = None;
        for lesson in lessons {
            let written = match &lesson.used {
                Used::Snippet(id) => {
                    let layer = self
                        .shelf
                        .library()
                        .get(id)
                        .map_or(Layer::Team, |snippet| snippet.layer);
                    memory::remember_in(&RealDisk, folders, layer, id, &lesson.case)
                }
                Used::PastAnswer(id) => {
                    memory::remember_past(&RealDisk, &archive, id, &lesson.case)
                }
            };
            match written {
                Ok(()) => learnt.push(lesson),
                Err(error) => {
                    problem
                        .get_or_insert_with(|| format!("What was used is not remembered: {error}"));
                }
            }
        }
        if let Some(open) = &mut self.open {
            open.unlearnt |= problem.is_some();
        }
        (learnt, problem)
    }
}
