//! Watches the open case: a colleague on a share, a sync or git itself may write its files, and another window may take
//! it over, or let it go.
//!
//! The thread reads names, sizes, times and the note of who has the case, and alone touches the folder: when a share hangs
//! it hangs with it, and nothing else does. It tells that something happened; who does something about it, and when, is
//! decided elsewhere.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::store::case_folder::stamp;
use crate::store::files::RealDisk;
use crate::store::presence::{self, Holder, Standing};

/// How often the folder is looked at.
const EVERY: Duration = Duration::from_secs(2);
/// How often this window gives a sign of life.
const LIVE: Duration = Duration::from_secs(30);

/// What was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// Somebody has written files of the case.
    Touched,
    /// Another window has taken the case over.
    TakenOver,
    /// The window that had the case has let it go.
    Freed,
}

/// Whose note is watched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notes {
    /// Nobody's: there is none.
    None,
    /// This window's own.
    Ours(Box<Holder>),
    /// That of the window which has the case.
    Theirs(Box<Holder>),
}

/// A watch over a case; dropping it ends it.
#[derive(Debug)]
pub struct CaseWatch(Arc<AtomicBool>);

impl CaseWatch {
    /// Begins to watch a folder that stood so when it was read: see [`stamp`].
    pub fn start(
        folder: PathBuf,
        read: u64,
        mut notes: Notes,
        tell: impl Fn(Seen) + Send + 'static,
    ) -> Self {
        let watching = Arc::new(AtomicBool::new(true));
        let goes_on = Arc::clone(&watching);
        std::thread::spawn(move || {
            let mut known = read;
            let mut lived = Instant::now();
            loop {
                let begun = Instant::now();
                let now = stamp(&folder);
                // What was written last before a case is let go is told first; that it is free, at the next look.
                let seen = if now != known && matches!(notes, Notes::Theirs(_)) {
                    None
                } else {
                    look_at(&folder, &mut notes, &mut lived)
                };
                if !goes_on.load(Ordering::Relaxed) {
                    return;
                }
                if now != known {
                    known = now;
                    tell(Seen::Touched);
                }
                if let Some(seen) = seen {
                    tell(seen);
                }
                // A share on which a look takes long is not kept busy with it.
                std::thread::sleep(EVERY.max(begun.elapsed() * 20));
            }
        });
        Self(watching)
    }
}

fn look_at(folder: &Path, notes: &mut Notes, lived: &mut Instant) -> Option<Seen> {
    match notes {
        Notes::None => None,
        Notes::Ours(own) => match presence::standing(folder, own) {
            Standing::Ours => {
                if lived.elapsed() >= LIVE {
                    *lived = Instant::now();
                    // The next sign is as good.
                    let _ = presence::live(&RealDisk, folder, own);
                }
                None
            }
            // Somebody has tidied the folder. A folder that is gone gets none.
            Standing::Free => {
                let _ = presence::claim(&RealDisk, folder, own);
                None
            }
            Standing::Theirs(_) => {
                *notes = Notes::None;
                Some(Seen::TakenOver)
            }
        },
        Notes::Theirs(other) => match presence::standing(folder, other) {
            Standing::Ours => None,
            Standing::Free => {
                *notes = Notes::None;
                Some(Seen::Freed)
            }
            // A third window has it by now.
            Standing::Theirs(third) => {
                *other = third;
                None
            }
        },
    }
}

impl Drop for CaseWatch {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}
