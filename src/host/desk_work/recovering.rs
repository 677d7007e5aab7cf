//! What an interrupted session left: what it would bring back, taking it over, leaving it aside, and what lies aside.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::time::SystemTime;

use super::{DeskWork, OpenCase};
use crate::app::message::{LeftAside, Recovery};
use crate::domain::case::Case;
use crate::domain::differing::is_same;
use crate::domain::joining::join;
use crate::host::{clock, window};
use crate::store::journal::{self, JournalOpened};

/// Takes in what the journal of a case holds. Returns what the officer has to decide on, if anything.
pub(super) fn found(
    open: &mut OpenCase,
    journal: JournalOpened,
    loaded: &Case,
    problems: &mut Vec<String>,
) -> anyhow::Result<Option<Recovery>> {
    let (found, waiting) = match journal {
        JournalOpened::Clean(journal) => {
            open.journal = Some(*journal);
            return Ok(None);
        }
        JournalOpened::Unreadable(waiting) => {
            open.journal = Some(waiting.leave(&clock::stamp())?);
            problems.push(
                "An earlier session ended before it had saved, and what it left cannot be read. It is kept aside on this \
                 computer; the case is as it was saved last"
                    .to_owned(),
            );
            return Ok(None);
        }
        JournalOpened::Found(found, waiting) => (found, waiting),
    };
    // What somebody else wrote since stays, put together with what comes back.
    let joined = join(&found.start(loaded), &found.case, loaded);
    let mut after = found.case.clone();
    for change in &joined.changes {
        // Made for this case one after the other, so each fits.
        let _ = after.apply(change);
    }
    if is_same(&after, loaded) && joined.is_clean() {
        // It was saved, and ended before it could say so.
        open.journal = Some(waiting.nothing_left()?);
        return Ok(None);
    }
    let recovery = Recovery {
        changes: found.changes,
        case: found.case.clone(),
        after,
        clashes: joined.clashes,
        others: !found.others.is_empty(),
        damaged: found.damaged,
        when: waiting.written().map(told).unwrap_or_default(),
    };
    open.waiting = Some((found, waiting));
    Ok(Some(recovery))
}

// "15:10", or with the day if that is another one.
fn told(moment: SystemTime) -> String {
    let moment = Timestamp::try_from(moment).unwrap_or_default();
    window::words_of(&moment.to_zoned_datetime(TimeZone::system()))
}

impl DeskWork {
    /// Takes over what an interrupted session left, or leaves it aside.
    ///
    /// # Errors
    /// If the disk refuses; the journal then stands.
    pub fn recover(&mut self, take: bool) -> anyhow::Result<()> {
        let Some(open) = &mut self.open else {
            return Ok(());
        };
        let Some((found, waiting)) = open.waiting.take() else {
            return Ok(());
        };
        if !take {
            open.journal = Some(waiting.leave(&clock::stamp())?);
            return Ok(());
        }
        // From here on it is as if the session had gone on while somebody else wrote.
        open.base = found.start(&open.base);
        open.folder
            .know_as(&found.base, &found.others.questions, found.others.frame);
        open.journal = Some(waiting.take(&found)?);
        Ok(())
    }

    /// Reads what was left aside of the open case, the latest first.
    pub fn left_aside(&self) -> Vec<LeftAside> {
        let Some(open) = &self.open else {
            return Vec::new();
        };
        let all = journal::aside(&self.state, open.folder.path(), &open.base);
        let left = all.into_iter().map(|one| LeftAside {
            when: one.written.map(told).unwrap_or_default(),
            changes: one.found.changes,
            base: one.found.base,
            case: one.found.case,
        });
        left.collect()
    }
}
