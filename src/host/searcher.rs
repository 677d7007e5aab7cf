//! The searcher: one thread that looks through the archive beside the screen.
//!
//! The index is opened, or made, in this thread, so that no frame waits for it. Of several questions that wait only the
//! newest is answered: whoever types on no longer wants the answer to half a word.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::app::effect::Ticket;
use crate::app::message::Msg;
use crate::app::panel::{ArchiveState, Wanted};
use crate::domain::found::FoundAnswer;
use crate::domain::memory::{Lesson, Used};
use crate::store::archive::{Archive, ArchiveError, Followed};

/// The name of the thread: what goes wrong in it does not end the program.
pub const NAME: &str = "searcher";
/// How long the text of the archive is taken to be what it was.
const LOOK_AGAIN: Duration = Duration::from_secs(5);
/// How often the progress of an index that is being made is told.
const TICK: Duration = Duration::from_millis(200);

/// Where an archive is.
#[derive(Debug, Clone)]
pub struct ArchivePlaces {
    /// The workspace.
    pub workspace: PathBuf,
    /// The folder on the local disk that keeps indexes.
    pub state: PathBuf,
}

#[derive(Debug, Default)]
struct Tray {
    open: bool,
    search: Option<(Ticket, Wanted)>,
    lessons: Vec<Lesson>,
    gone: bool,
}

type Shared = Arc<(Mutex<Tray>, Condvar)>;

/// The searcher's in-tray. Dropping it lets the searcher go; nobody waits for that.
#[derive(Debug)]
pub struct Searcher(Shared);

impl Searcher {
    /// Starts a searcher; it opens nothing yet. What it finds is told by `tell`.
    pub fn start(places: ArchivePlaces, tell: impl Fn(Msg) + Send + 'static) -> Self {
        let shared = Shared::default();
        let tray = Arc::clone(&shared);
        let spawned = std::thread::Builder::new()
            .name(NAME.to_owned())
            .spawn(move || {
                Shift {
                    places,
                    tell,
                    archive: None,
                    looked: Instant::now(),
                }
                .run(&tray);
            });
        // Without a thread there are no past answers in the panel; the snippets are there all the same.
        drop(spawned);
        Self(shared)
    }

    fn put(&self, change: impl FnOnce(&mut Tray)) {
        let (tray, bell) = &*self.0;
        change(&mut tray.lock().unwrap_or_else(PoisonError::into_inner));
        bell.notify_one();
    }

    /// Lets it open the archive, or look whether it has changed.
    pub fn open(&self) {
        self.put(|tray| tray.open = true);
    }

    /// Asks for past answers; what waited before is no longer wanted.
    pub fn search(&self, ticket: Ticket, wanted: Wanted) {
        self.put(|tray| tray.search = Some((ticket, wanted)));
    }

    /// Tells it what was used.
    pub fn learn(&self, lessons: &[Lesson]) {
        self.put(|tray| tray.lessons.extend_from_slice(lessons));
    }
}

impl Drop for Searcher {
    fn drop(&mut self) {
        self.put(|tray| tray.gone = true);
    }
}

struct Shift<T> {
    places: ArchivePlaces,
    tell: T,
    archive: Option<Archive>,
    looked: Instant,
}

impl<T: Fn(Msg)> Shift<T> {
    fn run(mut self, shared: &Shared) {
        loop {
            let work = take(shared);
            if work.gone {
                return;
            }
            if work.open || work.search.is_some() && self.archive.is_none() {
                self.open();
            }
            self.learn(&work.lessons);
            if let Some((ticket, wanted)) = work.search {
                self.search(ticket, &wanted);
                self.look_again();
            }
        }
    }

    fn say(&self, state: ArchiveState, followed: Option<&Followed>) {
        let remarks = followed.map(Followed::remarks).unwrap_or_default();
        (self.tell)(Msg::Archive { state, remarks });
    }

    fn open(&mut self) {
        if self.archive.is_some() {
            self.follow();
            return;
        }
        if !Archive::is_there(&self.places.workspace) {
            self.say(ArchiveState::None, None);
            return;
        }
        let progress = progress(&self.tell);
        let opened = Archive::open(&self.places.workspace, &self.places.state, progress);
        self.opened(opened);
    }

    fn opened(&mut self, opened: Result<(Archive, Followed), ArchiveError>) {
        self.looked = Instant::now();
        match opened {
            Ok((archive, followed)) => {
                self.say(state_of(&archive), Some(&followed));
                self.archive = Some(archive);
            }
            Err(error) => self.say(ArchiveState::Failed(error.to_string()), None),
        }
    }

    fn search(&mut self, ticket: Ticket, wanted: &Wanted) {
        let result = self.look(wanted);
        let found = if let Ok(found) = result {
            found
        } else {
            // The index is at fault, not the text: it is made anew from it.
            self.remake();
            self.look(wanted).unwrap_or_default()
        };
        (self.tell)(Msg::Found { ticket, found });
    }

    fn look(&self, wanted: &Wanted) -> Result<Vec<FoundAnswer>, ()> {
        let Some(archive) = &self.archive else {
            return Ok(Vec::new());
        };
        let search = || archive.search(&wanted.query, &wanted.filter, wanted.today, wanted.limit);
        // A part of an index that was overwritten can make its reader stumble in any way.
        match catch_unwind(AssertUnwindSafe(search)) {
            Ok(Ok(found)) => Ok(found),
            Ok(Err(_)) | Err(_) => Err(()),
        }
    }

    fn remake(&mut self) {
        if let Some(archive) = self.archive.take() {
            let progress = progress(&self.tell);
            let remade = archive.remake(&self.places.workspace, &self.places.state, progress);
            self.opened(remade);
        }
    }

    // Others write into the archive as well: a colleague over git, an import in another window.
    fn look_again(&mut self) {
        if self.looked.elapsed() >= LOOK_AGAIN {
            self.looked = Instant::now();
            if self
                .archive
                .as_ref()
                .is_some_and(|archive| !archive.is_current())
            {
                self.follow();
            }
        }
    }

    fn follow(&mut self) {
        let Some(archive) = &mut self.archive else {
            return;
        };
        match archive.follow(progress(&self.tell)) {
            Ok(followed) => {
                let state = state_of(archive);
                self.say(state, Some(&followed));
            }
            Err(error) => self.say(ArchiveState::Failed(error.to_string()), None),
        }
    }

    fn learn(&mut self, lessons: &[Lesson]) {
        let Some(archive) = &mut self.archive else {
            return;
        };
        for lesson in lessons {
            if let Used::PastAnswer(id) = &lesson.used {
                archive.learn(id, &lesson.case);
            }
        }
    }
}

// What takes long is told, so that the panel can say why past answers are missing.
fn progress(tell: &impl Fn(Msg)) -> impl FnMut(usize, usize) {
    let mut told = Instant::now();
    move |done, of| {
        if told.elapsed() >= TICK {
            told = Instant::now();
            tell(Msg::Archive {
                state: ArchiveState::Opening { done, of },
                remarks: Vec::new(),
            });
        }
    }
}

fn state_of(archive: &Archive) -> ArchiveState {
    match archive.len() {
        0 => ArchiveState::None,
        answers => ArchiveState::Ready(answers),
    }
}

// Waits for work and takes all of it.
fn take(shared: &Shared) -> Tray {
    let (tray, bell) = &**shared;
    let mut tray = tray.lock().unwrap_or_else(PoisonError::into_inner);
    while !tray.open && !tray.gone && tray.search.is_none() && tray.lessons.is_empty() {
        tray = bell.wait(tray).unwrap_or_else(PoisonError::into_inner);
    }
    std::mem::take(&mut tray)
}
