//! Runs effects: the disk's go to the clerk, the clipboard's to a thread each, the screen's back to the screen.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::clerk::Clerk;
use super::clipboard::{self, ClipboardChoice, Delivery, Outgoing, Surroundings};
use super::desk_work::DeskWork;
use super::harvesting;
use super::library_work::LibraryWork;
use super::searcher::{ArchivePlaces, Searcher};
use super::sharing::Sharing;
use super::shelf::Shelf;
use crate::app::effect::{Effect, Parcel, Ticket};
use crate::app::harvest::PastLetters;
use crate::app::message::{Msg, Receipt};

/// What comes back to whoever holds the screen.
#[derive(Debug)]
pub enum Report {
    /// Something happened.
    Msg(Box<Msg>),
    /// Bytes for the terminal itself: a copy by its own clipboard.
    Terminal(Vec<u8>),
    /// The terminal has taken what was drawn, after it had not for a while.
    TerminalFree,
}

/// What only the screen can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScreenWork {
    /// Take the mouse or leave it.
    CaptureMouse(bool),
    /// Draw everything anew.
    Redraw,
    /// Stop until the shell wakes the program.
    Suspend,
    /// Leave.
    Quit,
}

/// Runs effects.
#[derive(Debug)]
pub struct Engine {
    clerk: Clerk,
    searcher: Searcher,
    reports: Sender<Report>,
    choice: ClipboardChoice,
    surroundings: Surroundings,
    // Whether bytes can be sent to a terminal: not in a script.
    terminal: bool,
    sharing: Sharing,
    library: LibraryWork,
    reads_with: (Arc<Shelf>, String),
    reading: Mutex<Option<Reading>>,
}

// A reading of past letters, and whether it is to go on.
type Reading = (Ticket, Arc<AtomicBool>);

impl Engine {
    /// Starts an engine. Everything that happens is reported through `reports`.
    pub fn start(
        (work, sharing, library): (DeskWork, Sharing, LibraryWork),
        archive: ArchivePlaces,
        reports: Sender<Report>,
        choice: ClipboardChoice,
        surroundings: Surroundings,
        terminal: bool,
    ) -> Self {
        let reads_with = work.reads_with();
        let tell = reports.clone();
        let clerk = Clerk::start(work, move |msg| {
            // Nobody listens any more when the program is leaving.
            let _ = tell.send(Report::Msg(Box::new(msg)));
        });
        let tell = reports.clone();
        let searcher = Searcher::start(archive, move |msg| {
            let _ = tell.send(Report::Msg(Box::new(msg)));
        });
        Self {
            clerk,
            searcher,
            reports,
            choice,
            surroundings,
            terminal,
            sharing,
            library,
            reads_with,
            reading: Mutex::default(),
        }
    }

    /// Runs an effect. Returns what only the screen can do.
    pub fn run(&self, effect: Effect) -> Option<ScreenWork> {
        match effect {
            Effect::Copy { ticket, parcel } => self.copy(ticket, parcel),
            Effect::ReadClipboard(ticket) => self.read(ticket),
            Effect::CaptureMouse(ours) => return Some(ScreenWork::CaptureMouse(ours)),
            Effect::Redraw => return Some(ScreenWork::Redraw),
            Effect::Suspend => return Some(ScreenWork::Suspend),
            Effect::Quit => return Some(ScreenWork::Quit),
            Effect::Sync
            | Effect::LookAtSharing
            | Effect::Settle(_)
            | Effect::LoadProposals
            | Effect::FindHistory { .. }
            | Effect::Decide { .. } => self.share(effect),
            Effect::LookThroughLibrary(_)
            | Effect::FindUses { .. }
            | Effect::LookForEarlier { .. }
            | Effect::CountFigures { .. } => self.look(effect),
            Effect::Harvest { ticket, from } => self.harvest(ticket, from),
            Effect::StopHarvest(ticket) => self.stop_harvest(Some(ticket)),
            Effect::OpenArchive => self.searcher.open(),
            Effect::Search { ticket, wanted } => self.searcher.search(ticket, *wanted),
            Effect::Remember(lessons) => {
                self.searcher.learn(&lessons);
                self.clerk.hand(Effect::Remember(lessons));
            }
            disk => self.clerk.hand(disk),
        }
        None
    }

    fn harvest(&self, ticket: Ticket, from: PastLetters) {
        self.stop_harvest(None);
        let goes_on = Arc::new(AtomicBool::new(true));
        *self.reading() = Some((ticket, Arc::clone(&goes_on)));
        let (reports, (shelf, regime)) = (self.reports.clone(), self.reads_with.clone());
        std::thread::spawn(move || {
            let tell = |msg| {
                let _ = reports.send(Report::Msg(Box::new(msg)));
            };
            let result = harvesting::for_the_screen(&shelf, &regime, &from, |done, of| {
                tell(Msg::Harvesting { ticket, done, of });
                goes_on.load(Ordering::Relaxed)
            });
            tell(Msg::Harvested {
                ticket,
                result: result.map(Box::new),
            });
        });
    }

    // Stops the reading with this ticket, or whichever is under way.
    fn stop_harvest(&self, which: Option<Ticket>) {
        if let Some((ticket, goes_on)) = &*self.reading()
            && which.is_none_or(|which| which == *ticket)
        {
            goes_on.store(false, Ordering::Relaxed);
        }
    }

    fn reading(&self) -> MutexGuard<'_, Option<Reading>> {
        self.reading.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens the archive of past answers, beside everything else.
    pub fn open_archive(&self) {
        self.searcher.open();
    }

    /// Waits until everything on disk is done.
    pub fn finish(self) {
        self.clerk.finish();
    }

    // A display that does not answer takes two seconds to give up on: not on the thread of the screen.
    fn copy(&self, ticket: Ticket, parcel: Parcel) {
        let (reports, choice) = (self.reports.clone(), self.choice.clone());
        let (surroundings, terminal) = (self.surroundings.clone(), self.terminal);
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let stem = parcel.stem.clone().unwrap_or_else(|| "passage".to_owned());
            let outgoing = Outgoing {
                plain: parcel.plain,
                html: parcel.html,
            };
            let receipt = if terminal {
                clipboard::deliver(&outgoing, &stem, &choice, &surroundings, &mut bytes)
            } else {
                clipboard::deliver(
                    &outgoing,
                    &stem,
                    &choice,
                    &surroundings,
                    &mut clipboard::NoTerminal,
                )
            };
            if !bytes.is_empty() {
                let _ = reports.send(Report::Terminal(bytes));
            }
            let receipt = Receipt {
                confirmed: matches!(receipt.delivery, Delivery::Copied { .. }),
                words: receipt.to_string(),
                sha256: receipt.sha256,
            };
            let _ = reports.send(Report::Msg(Box::new(Msg::Copied { ticket, receipt })));
        });
    }

    // A server or a share that does not answer takes its time: not on the screen's thread, and not on the clerk's.
    fn share(&self, effect: Effect) {
        let (reports, sharing) = (self.reports.clone(), self.sharing.clone());
        std::thread::spawn(move || {
            if let Some(msg) = sharing.perform(effect) {
                let _ = reports.send(Report::Msg(Box::new(msg)));
            }
        });
    }

    // Hundreds of cases are read for it: not on the screen's thread, and not on the clerk's.
    fn look(&self, effect: Effect) {
        let (reports, library) = (self.reports.clone(), self.library.clone());
        std::thread::spawn(move || {
            if let Some(msg) = library.perform(effect) {
                let _ = reports.send(Report::Msg(Box::new(msg)));
            }
        });
    }

    fn read(&self, ticket: Ticket) {
        let (reports, choice) = (self.reports.clone(), self.choice.clone());
        let surroundings = self.surroundings.clone();
        std::thread::spawn(move || {
            let result =
                clipboard::read_text(&choice, &surroundings).map_err(|error| error.to_string());
            let _ = reports.send(Report::Msg(Box::new(Msg::Clipboard { ticket, result })));
        });
    }
}
