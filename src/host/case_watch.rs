//! Watches the files of the open case: a colleague on a share, a sync or git itself may write them.
//!
//! The thread reads names, sizes and times only, and alone touches the folder: when a share hangs it hangs with it, and
//! nothing else does. It tells that something was written; who reads it, and when, is decided elsewhere.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::store::case_folder::stamp;

/// How often the folder is looked at.
const EVERY: Duration = Duration::from_secs(2);

/// A watch over a case; dropping it ends it.
#[derive(Debug)]
pub struct CaseWatch(Arc<AtomicBool>);

impl CaseWatch {
    /// Begins to watch a folder that stood so when it was read: see [`stamp`].
    pub fn start(folder: PathBuf, read: u64, tell: impl Fn() + Send + 'static) -> Self {
        let watching = Arc::new(AtomicBool::new(true));
        let goes_on = Arc::clone(&watching);
        std::thread::spawn(move || {
            let mut known = read;
            loop {
                let begun = Instant::now();
                let now = stamp(&folder);
                if !goes_on.load(Ordering::Relaxed) {
                    return;
                }
                if now != known {
                    known = now;
                    tell();
                }
                // A share on which a look takes long is not kept busy with it.
                std::thread::sleep(EVERY.max(begun.elapsed() * 20));
            }
        });
        Self(watching)
    }
}

impl Drop for CaseWatch {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}
