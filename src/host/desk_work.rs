//! Opening, making, saving and closing cases on disk: what the clerk does, without threads.

mod elsewhere;
mod making;
mod recovering;
mod review;
mod team;
mod underneath;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use anyhow::{Context, anyhow};
use jiff::civil::Date;

use self::elsewhere::Coming;
use super::clock;
use super::shelf::Shelf;
use super::window;
use crate::app::elsewhere::Elsewhere;
use crate::app::message::Opened;
use crate::app::model::{Settings, known};
use crate::domain::case::{Case, CaseStatus, CaseSummary};
use crate::domain::change::Delta;
use crate::domain::event::Event;
use crate::domain::fields::Known;
use crate::domain::ids::{IdSource, Reference};
use crate::domain::joining::join;
use crate::domain::letter::fixed_to_sign;
use crate::domain::library::Library;
use crate::domain::memory::Inserted;
use crate::domain::sign_off::Unapproved;
use crate::store::case_folder::{self, CaseFolder};
use crate::store::drafts::DraftSlot;
use crate::store::files::{self, RealDisk};
use crate::store::journal::{Found, Journal, JournalError, Waiting};
use crate::store::presence::Holder;
use crate::store::sent;
use crate::store::workspace::Workspace;

/// A case that is open on disk.
struct OpenCase {
    folder: CaseFolder,
    // The case as it was read or saved last, and how its files stood when it was read.
    base: Case,
    stamp: u64,
    journal: Option<Journal>,
    waiting: Option<(Box<Found>, Box<Waiting>)>,
    // The note that says that this window has it; none if another has, or none can be made.
    note: Option<Holder>,
    // The note of the window that has it instead.
    others: Option<Holder>,
    // Whether something that was used could not be remembered: it is tried again when the case is closed next.
    unlearnt: bool,
}

/// The cases of a workspace on disk.
pub struct DeskWork {
    workspace: Workspace,
    state: PathBuf,
    user: String,
    settings: Settings,
    shelf: Arc<Shelf>,
    ids: IdSource,
    open: Option<OpenCase>,
    slot: Option<DraftSlot>,
    window: Holder,
}

impl DeskWork {
    /// Starts on a workspace.
    pub fn new(
        workspace: Workspace,
        state: PathBuf,
        user: String,
        settings: Settings,
        shelf: Arc<Shelf>,
    ) -> Self {
        let ids = IdSource::new(clock::seed().rotate_left(17));
        let window = window::this(&state);
        Self {
            workspace,
            state,
            user,
            settings,
            shelf,
            ids,
            open: None,
            slot: None,
            window,
        }
    }

    /// Reads the cases for the board.
    pub fn board(&self) -> Vec<CaseSummary> {
        let references = self.workspace.references();
        references
            .iter()
            .map(|reference| {
                summary(&self.workspace.case(reference), reference, |case| {
                    self.unapproved(case)
                })
            })
            .collect()
    }

    /// Returns what is known for filling the fields of a case.
    fn known<'a>(
        &'a self,
        library: &'a Library,
        case: &'a Case,
        due: Option<Date>,
        today: Date,
    ) -> Known<'a> {
        known(
            &self.settings,
            self.shelf.regimes(),
            library,
            case,
            due,
            today,
        )
    }

    fn unapproved(&self, case: &Case) -> Vec<Unapproved> {
        let letters = &self.settings.letters;
        // The library is read only for a letter that prints some of it.
        let fixed = match letters.of(case).snippets().next() {
            Some(_) => fixed_to_sign(letters, &self.shelf.library(), case),
            None => String::new(),
        };
        self.settings.sign_off.unapproved(case, &fixed)
    }

    /// Opens a case.
    ///
    /// # Errors
    /// If its `case.toml` cannot be used.
    pub fn open(&mut self, reference: &Reference) -> anyhow::Result<Opened> {
        self.open_as(reference, Coming::Asks)
    }

    fn open_as(&mut self, reference: &Reference, how: Coming) -> anyhow::Result<Opened> {
        let path = self.workspace.case(reference);
        if !path.join("case.toml").exists() {
            return Err(anyhow!(
                "there is no case {reference} in {}",
                self.workspace.root.display()
            ));
        }
        // Saves that were cut off long ago leave copies of personal data behind.
        for folder in [path.clone(), path.join("questions")] {
            files::sweep(&RealDisk, &folder, SystemTime::now());
        }
        let stamp = case_folder::stamp(&path);
        let opened = CaseFolder::open(&path)?;
        let problems = opened
            .problems
            .iter()
            .map(|problem| problem.message.clone())
            .collect();
        // What was found in a request is told until somebody has begun to answer it.
        let begun = opened.case.progress().0 > 0;
        let found = !opened.case.facts.arrival.findings.is_empty();
        let remark = (found && !begun)
            .then(|| making::remark_on(&opened.case))
            .flatten();
        self.take((opened.folder, stamp), opened.case, problems, remark, how)
    }

    fn take(
        &mut self,
        (folder, stamp): (CaseFolder, u64),
        case: Case,
        mut problems: Vec<String>,
        remark: Option<String>,
        how: Coming,
    ) -> anyhow::Result<Opened> {
        // Whatever was open here is another window by now.
        self.open = None;
        let mut open = OpenCase {
            folder,
            base: case.clone(),
            stamp,
            journal: None,
            waiting: None,
            note: None,
            others: None,
            unlearnt: false,
        };
        let mut read_only = open.folder.writable().err().map(|error| error.to_string());
        let mut elsewhere = None;
        let mut recovery = None;
        if read_only.is_none() {
            match Journal::open(&self.state, open.folder.path(), &case) {
                Ok(journal) => {
                    elsewhere = self.come_in(&mut open, how);
                    // Whoever only reads keeps nothing from anybody.
                    if elsewhere.is_none() {
                        recovery = recovering::found(&mut open, journal, &case, &mut problems)?;
                    }
                }
                Err(JournalError::OpenElsewhere { .. }) => {
                    elsewhere = Some(self.locked(&mut open, how));
                }
                Err(error @ JournalError::NewerFormat { .. }) => {
                    read_only = Some(error.to_string());
                }
                Err(error) => return Err(error.into()),
            }
        }
        read_only = read_only.or_else(|| elsewhere.as_ref().map(Elsewhere::in_words));
        let uses = open.journal.as_ref().map(Journal::uses);
        let inserted = uses.or_else(|| open.waiting.as_ref().map(|(_, waiting)| waiting.uses()));
        let sent = match sent::last(open.folder.path()) {
            Ok(sent) => sent,
            Err(error) => {
                problems.push(error.to_string());
                None
            }
        };
        self.open = Some(open);
        Ok(Opened {
            case,
            problems,
            recovery,
            read_only,
            elsewhere,
            remark,
            inserted: inserted.unwrap_or_default(),
            answered_before: false,
            sent,
        })
    }

    /// Adds changes to the journal; [`Self::sync`] makes them lasting.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn journal(&mut self, deltas: &[Delta]) -> anyhow::Result<()> {
        match self.open.as_mut().and_then(|open| open.journal.as_mut()) {
            Some(journal) => journal.append(deltas).context("the journal"),
            None => Ok(()),
        }
    }

    /// Returns when the journal is on the disk.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn sync(&mut self) -> anyhow::Result<()> {
        match self.open.as_mut().and_then(|open| open.journal.as_mut()) {
            Some(journal) => journal.sync().context("the journal"),
            None => Ok(()),
        }
    }

    /// Keeps what went into answers with the journal, until it is remembered.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn keep_uses(&self, uses: &[Inserted]) -> anyhow::Result<()> {
        match self.open.as_ref().and_then(|open| open.journal.as_ref()) {
            Some(journal) => journal.keep_uses(uses).context("the journal"),
            None => Ok(()),
        }
    }

    /// Writes the case to its folder and starts the journal anew. `met` is what [`Self::look_underneath`] has found:
    /// what others wrote stays, put together with what is written here.
    ///
    /// # Errors
    /// Words that say where the text is instead.
    pub fn save(&mut self, case: &Case, met: Option<&(Case, Case)>) -> anyhow::Result<()> {
        let mut whole = case.clone();
        if let Some((base, theirs)) = met {
            let joined = join(base, case, theirs);
            for change in &joined.changes {
                // Made for this case one after the other, so each fits.
                let _ = whole.apply(change);
            }
            whole.revision = case.revision;
            self.take_underneath(theirs, &joined.clashes, !joined.frame_clashes)?;
        }
        let Some(open) = &mut self.open else {
            return Err(anyhow!("no case is open"));
        };
        open.folder.save(&whole, &clock::stamp())?;
        open.base = whole;
        // The journal goes on from what is on screen, whatever was put together on the disk.
        if let Some(journal) = &mut open.journal {
            journal.restart(case).context("the journal")?;
        }
        Ok(())
    }

    /// Adds a line to the history of the case.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn record(&self, event: &Event) -> anyhow::Result<()> {
        match &self.open {
            Some(open) => Ok(open.folder.record(event, &clock::moment(), &self.user)?),
            None => Ok(()),
        }
    }

    /// Closes the case; its journal goes if everything is saved, and what it kept of uses if they are remembered.
    pub fn close(&mut self, saved: bool) {
        let Some(open) = self.open.take() else {
            return;
        };
        if let Some(journal) = open.journal
            && saved
        {
            // What stays of either is taken up next time; nothing is lost by that.
            if !open.unlearnt {
                let _ = journal.keep_uses(&[]);
            }
            let _ = journal.remove();
        }
        if let Some(note) = &open.note {
            elsewhere::leave(open.folder.path(), note);
        }
    }
}

fn summary(
    path: &Path,
    reference: &Reference,
    unapproved: impl Fn(&Case) -> Vec<Unapproved>,
) -> CaseSummary {
    let mut summary = CaseSummary {
        reference: reference.to_string(),
        ..CaseSummary::default()
    };
    match CaseFolder::open(path) {
        Ok(opened) => {
            let facts = &opened.case.facts;
            summary.title.clone_from(&facts.title);
            summary.status = facts.status;
            summary.received = facts.received;
            summary.events.clone_from(&facts.events);
            summary.citations = opened.case.citations();
            summary.regime.clone_from(&facts.regime);
            summary.review.clone_from(&facts.review);
            summary.waiting = opened.case.waiting();
            (summary.answered, summary.questions) = opened.case.progress();
            // Nobody approves what is not written yet.
            if summary.answered == summary.questions && facts.status == CaseStatus::Open {
                summary.unapproved = unapproved(&opened.case);
            }
            // A record that cannot be read is told when the case is opened, and by the doctor.
            if let Ok(Some(letter)) = sent::last(path)
                && letter.differs_from(&opened.case)
                && facts.status != CaseStatus::Open
            {
                summary.changed_since = Some(letter.on);
            }
            if let Some(problem) = opened.problems.first() {
                summary.title = format!(
                    "{} (a question cannot be read: {})",
                    summary.title, problem.message
                );
            }
        }
        Err(error) => summary.problem = Some(error.to_string()),
    }
    summary
}
