//! The clerk: one thread that does everything on disk, in the order in which it was asked.
//!
//! The screen never waits for it. A journal entry is on the disk within half a second of the key; a pause in the
//! typing is told after two, and the case is then written to its folder.

mod errands;

use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::case_watch::{CaseWatch, Notes, Seen};
use super::desk_work::DeskWork;
use super::fault::Fault;
use crate::app::effect::Effect;
use crate::app::message::{Msg, Opened};
use crate::domain::case::Case;
use crate::domain::ids::Reference;
use crate::domain::snippet::draft::KeptDraft;

/// How long an entry of the journal may wait for its neighbours before all of them go to the disk.
const SYNC_WITHIN: Duration = Duration::from_millis(500);
/// How long nothing must be typed for the case to be written.
const PAUSE: Duration = Duration::from_secs(2);
/// How long a window that is taken over may take to let the case go: it looks every other second, and saves first.
const HAND_OVER: Duration = Duration::from_secs(12);
/// How long a share may show old sizes of files that were written from elsewhere: sshfs does for twenty seconds, and shows
/// a longer text cut off as long.
const SHARE: Duration = Duration::from_secs(12);
/// How often it is looked whether it has.
const ASKING: Duration = Duration::from_millis(200);

/// The clerk's in-tray. Dropping it lets the clerk finish and go.
#[derive(Debug)]
pub struct Clerk {
    jobs: Option<Sender<Effect>>,
    thread: Option<JoinHandle<()>>,
}

impl Clerk {
    /// Starts a clerk. What happened is told by `tell`.
    pub fn start(work: DeskWork, tell: impl Fn(Msg) + Clone + Send + 'static) -> Self {
        let (jobs, tray) = channel();
        let thread = std::thread::spawn(move || {
            Shift {
                work,
                tell,
                saved: true,
                sync_by: None,
                pause: None,
                watch: None,
                taking: None,
                draft: None,
                fault: Fault::planned("SERIATIM_PANIC_CLERK_AT"),
            }
            .run(&tray);
        });
        Self {
            jobs: Some(jobs),
            thread: Some(thread),
        }
    }

    /// Hands something to do to the clerk.
    pub fn hand(&self, effect: Effect) {
        if let Some(jobs) = &self.jobs {
            // The clerk goes only when the tray is dropped.
            let _ = jobs.send(effect);
        }
    }

    /// Waits until everything that was handed over is done.
    pub fn finish(self) {
        drop(self);
    }
}

// On every way out, a panic included, what was handed over reaches the disk before the program is gone.
impl Drop for Clerk {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Shift<T> {
    work: DeskWork,
    tell: T,
    saved: bool,
    sync_by: Option<Instant>,
    pause: Option<(Instant, u64)>,
    watch: Option<CaseWatch>,
    // The case that is being taken over from a window on this computer, until when it is tried, and when next.
    taking: Option<(Reference, Instant, Instant)>,
    // The snippet that is being written, not on the disk yet.
    draft: Option<Box<KeptDraft>>,
    fault: Fault,
}

impl<T: Fn(Msg) + Clone + Send + 'static> Shift<T> {
    fn run(mut self, tray: &Receiver<Effect>) {
        loop {
            let pause = self.pause.map(|(at, _)| at);
            let taking = self.taking.as_ref().map(|(_, _, next)| *next);
            let next = [self.sync_by, pause, taking].into_iter().flatten().min();
            let job = match next {
                None => tray.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(at) => tray.recv_timeout(at.saturating_duration_since(Instant::now())),
            };
            match job {
                Ok(effect) => self.try_to(|own| own.take(effect)),
                Err(RecvTimeoutError::Timeout) => self.try_to(Self::due),
                Err(RecvTimeoutError::Disconnected) => {
                    self.sync();
                    return;
                }
            }
        }
    }

    // A fault of the program itself costs one step of the clerk, not the clerk: who writes goes on to be kept.
    fn try_to(&mut self, step: impl FnOnce(&mut Self)) {
        let stepped = panic::catch_unwind(AssertUnwindSafe(|| {
            self.fault.place();
            step(self);
        }));
        if stepped.is_err() {
            (self.tell)(Msg::Stumbled);
        }
    }

    fn due(&mut self) {
        let now = Instant::now();
        if self.sync_by.is_some_and(|at| at <= now) {
            self.sync();
        }
        if let Some((at, revision)) = self.pause
            && at <= now
        {
            self.pause = None;
            (self.tell)(Msg::Paused { revision });
        }
        if let Some((reference, until, next)) = self.taking.take() {
            if next <= now {
                self.take_over(reference, until);
            } else {
                self.taking = Some((reference, until, next));
            }
        }
    }

    // Takes a case over. A window on this computer lets it go within some seconds; until then it is asked again.
    fn take_over(&mut self, reference: Reference, until: Instant) {
        self.watch = None;
        let now = Instant::now();
        // A window on another computer may be gone by now; then it is not waited for any longer.
        let opened = self.work.take_over(&reference, now >= until);
        let waits = matches!(&opened, Ok(opened) if opened.elsewhere.is_some());
        let is_cut = self.work.is_damaged() && now < until + SHARE;
        if (waits && now < until) || is_cut {
            self.taking = Some((reference, until, now + ASKING));
            return;
        }
        self.opened(opened);
        if waits {
            (self.tell)(Msg::Notice(
                "The other window does not answer: it may be stopped. Close it, or go on there"
                    .to_owned(),
            ));
        }
    }

    fn sync(&mut self) {
        self.sync_by = None;
        if let Some(draft) = self.draft.take()
            && let Err(error) = self.work.keep_draft(Some(&draft))
        {
            (self.tell)(Msg::Notice(format!("{error:#}")));
            // It is tried again once it is known where drafts can be kept.
            self.draft = Some(draft);
        }
        if let Err(error) = self.work.sync() {
            (self.tell)(Msg::JournalFailed(format!("{error:#}")));
        }
    }

    fn opened(&mut self, opened: anyhow::Result<Opened>) {
        let opened = opened.map(Box::new).map_err(|error| format!("{error:#}"));
        let reference = opened.as_ref().ok().map(|own| own.case.reference.clone());
        (self.tell)(Msg::Opened(opened));
        // The journal begins while the first frame is drawn.
        self.sync();
        self.watch = reference
            .zip(self.work.read_as())
            .map(|(reference, (folder, stamp))| {
                let tell = self.tell.clone();
                let notes = match self.work.notes() {
                    (Some(own), _) => Notes::Ours(Box::new(own)),
                    (None, Some(other)) => Notes::Theirs(Box::new(other)),
                    (None, None) => Notes::None,
                };
                CaseWatch::start(folder, stamp, notes, move |seen| {
                    let reference = reference.clone();
                    tell(match seen {
                        Seen::Touched => Msg::CaseTouched(reference),
                        Seen::TakenOver => Msg::TakenOver(reference),
                        Seen::Freed => Msg::Freed(reference),
                    });
                })
            });
    }

    // The case goes to whoever has taken it over; what is on screen is saved by then, or was refused.
    fn hand_over(&mut self) {
        self.sync();
        let by = self.work.taken_over();
        match self.work.hand_over(self.saved) {
            Ok(aside) => (self.tell)(Msg::HandedOver { by, aside }),
            Err(error) => (self.tell)(Msg::JournalFailed(format!("{error:#}"))),
        }
    }

    // What is on screen follows what others wrote.
    fn changed(&self, met: Option<(Case, Case)>) {
        if let Some((base, theirs)) = met {
            (self.tell)(Msg::CaseChanged {
                base: Box::new(base),
                theirs: Box::new(theirs),
            });
        }
    }
}
