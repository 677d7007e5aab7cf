//! What others write into the open case: found, and put together with what is written here.

use std::path::PathBuf;
use std::sync::Arc;

use super::DeskWork;
use crate::domain::case::Case;
use crate::domain::ids::QuestionId;

impl DeskWork {
    /// Returns the folder of the open case and how its files stood when it was read.
    pub fn read_as(&self) -> Option<(PathBuf, u64)> {
        let open = self.open.as_ref()?;
        Some((open.folder.path().to_path_buf(), open.stamp))
    }

    /// Returns the open case as it was read or saved here last, and as somebody else has made it since. `None` if its
    /// files stand as they are known, or cannot be read at this moment.
    pub fn look_underneath(&self) -> Option<(Case, Case)> {
        // What an interrupted session left is decided on first.
        let open = self.open.as_ref().filter(|open| open.waiting.is_none())?;
        let theirs = open.folder.theirs().ok().flatten()?;
        Some((open.base.clone(), theirs))
    }

    /// Takes what somebody else wrote for known, so that the next save goes over it; the questions in `open`, and the
    /// rest of the case unless `frame`, wait for a decision.
    ///
    /// # Errors
    /// If the case cannot be read.
    pub fn take_underneath(
        &mut self,
        theirs: &Case,
        open: &[QuestionId],
        frame: bool,
    ) -> anyhow::Result<()> {
        let Some(own) = &mut self.open else {
            return Ok(());
        };
        own.folder.take_over(theirs, open, frame)?;
        let mut base = theirs.clone();
        for question in &mut base.questions {
            if open.contains(&question.id)
                && let Some(old) = own.base.question(&question.id)
            {
                *question = Arc::clone(old);
            }
        }
        if !frame {
            base.facts = Arc::clone(&own.base.facts);
            base.opening = Arc::clone(&own.base.opening);
            base.closing = Arc::clone(&own.base.closing);
        }
        own.base = base;
        Ok(())
    }
}
