//! A case that another window has open: who it is, coming in all the same, and being taken over.

use std::path::Path;

use super::{DeskWork, OpenCase};
use crate::app::elsewhere::Elsewhere;
use crate::app::message::Opened;
use crate::domain::ids::Reference;
use crate::host::{clock, window};
use crate::store::files::RealDisk;
use crate::store::presence::{self, Holder, Standing};

/// How somebody comes to a case that another window may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coming {
    /// To learn whether one has.
    Asks,
    /// To have it once whoever has it has saved.
    TakesOver,
    /// To have it at once.
    TakesAtOnce,
    /// To write as well.
    Joins,
}

impl DeskWork {
    /// Opens a case that another window has open, to write beside that window.
    ///
    /// # Errors
    /// If its `case.toml` cannot be used.
    pub fn join_in(&mut self, reference: &Reference) -> anyhow::Result<Opened> {
        self.open_as(reference, Coming::Joins)
    }

    /// Takes a case over from the window that has it. Unless `at_once` it can only be read as long as that window has not
    /// let it go, and this is to be called again.
    ///
    /// # Errors
    /// If its `case.toml` cannot be used.
    pub fn take_over(&mut self, reference: &Reference, at_once: bool) -> anyhow::Result<Opened> {
        let how = if at_once {
            Coming::TakesAtOnce
        } else {
            Coming::TakesOver
        };
        self.open_as(reference, how)
    }

    // Puts this window's note into the case, unless another window has it; then returns that.
    pub(super) fn come_in(&self, open: &mut OpenCase, how: Coming) -> Option<Elsewhere> {
        let own = self.present();
        let folder = open.folder.path();
        // Between the look and the note somebody may come; then it is looked once more.
        for _ in 0..3 {
            let Some(other) = presence::look(folder) else {
                match presence::claim(&RealDisk, folder, &own) {
                    Ok(true) => {
                        open.note = Some(own);
                        return None;
                    }
                    Ok(false) => {
                        // A share may not show yet what somebody else has made; listing the folder makes it look.
                        let _ = std::fs::read_dir(folder).map(Iterator::count);
                        continue;
                    }
                    // Where no note can be made, none is missed: a save will tell what is wrong.
                    Err(_) => return None,
                }
            };
            let is_own = other.window == own.window;
            let silent = || presence::silent_for(&RealDisk, folder);
            let told = |silent| window::elsewhere(&other, &own, silent);
            if how == Coming::TakesOver && is_own && !presence::was_let_go(folder, &own) {
                // Asked for, and not let go yet: whoever has it saves.
                return Some(told(None));
            }
            let is_dead = window::is_dead(&other, &own, true);
            if how == Coming::TakesOver && !is_own && !is_dead && !told(silent()).silent {
                if presence::take(&RealDisk, folder, &own).is_err() {
                    return Some(told(None));
                }
                let waiting = told(None);
                open.others = Some(other);
                return Some(waiting);
            }
            if is_own || is_dead || matches!(how, Coming::TakesOver | Coming::TakesAtOnce) {
                if is_own || presence::take(&RealDisk, folder, &own).is_ok() {
                    // The note as it stands there, by which it is known later.
                    open.note = Some(presence::look(folder).unwrap_or(own));
                }
                return None;
            }
            if how == Coming::Joins {
                return None;
            }
            let told = told(silent());
            open.others = Some(other);
            return Some(told);
        }
        // There is a note that cannot be read.
        if matches!(how, Coming::TakesOver | Coming::TakesAtOnce) {
            open.note = presence::take(&RealDisk, folder, &own).ok().map(|()| own);
            return None;
        }
        let silent = presence::silent_for(&RealDisk, folder);
        (how == Coming::Asks).then(|| window::somewhere(silent))
    }

    // The case is open in another window with the same journals. To take it over the note is enough: that window looks at
    // it every other second, and lets the journal go.
    pub(super) fn locked(&self, open: &mut OpenCase, how: Coming) -> Elsewhere {
        let own = self.present();
        let folder = open.folder.path();
        let other = presence::look(folder).filter(|other| other.window != own.window);
        if matches!(how, Coming::TakesOver | Coming::TakesAtOnce) && other.is_some() {
            // A folder that cannot be written keeps the case where it is.
            let _ = presence::take(&RealDisk, folder, &own);
        }
        let told = other
            .as_ref()
            .map(|other| window::elsewhere(other, &own, None));
        open.others = other;
        let mut told = told.unwrap_or_else(|| window::elsewhere(&own, &own, None));
        told.here = true;
        told
    }

    fn present(&self) -> Holder {
        Holder {
            since: clock::moment(),
            ..self.window.clone()
        }
    }

    /// Tells whether a question of the open case could not be read.
    pub fn is_damaged(&self) -> bool {
        self.open
            .as_ref()
            .is_some_and(|open| open.folder.is_damaged())
    }

    /// Returns this window's note in the open case, and that of the window which has it instead.
    pub fn notes(&self) -> (Option<Holder>, Option<Holder>) {
        let open = self.open.as_ref();
        (
            open.and_then(|open| open.note.clone()),
            open.and_then(|open| open.others.clone()),
        )
    }

    /// Returns who has taken the open case over, if somebody has.
    pub fn taken_over(&self) -> Option<Elsewhere> {
        let open = self.open.as_ref()?;
        let own = open.note.as_ref()?;
        match presence::standing(open.folder.path(), own) {
            Standing::Theirs(other) => Some(window::elsewhere(&other, own, None)),
            Standing::Free | Standing::Ours => None,
        }
    }

    /// Lets the open case go to whoever has taken it over. Returns whether something could not be saved and is kept aside.
    ///
    /// # Errors
    /// If the disk refuses; the journal then stands.
    pub fn hand_over(&mut self, saved: bool) -> anyhow::Result<bool> {
        let Some(open) = &mut self.open else {
            return Ok(false);
        };
        if let Some(note) = open.note.take()
            && let Standing::Theirs(other) = presence::standing(open.folder.path(), &note)
        {
            open.others = Some(*other);
        }
        let to = open.others.clone();
        let ended = match open.journal.take() {
            None => Ok(()),
            Some(journal) if saved => journal.remove(),
            Some(journal) => journal.leave(&clock::stamp()),
        };
        if let Some(to) = to {
            // Without it that window goes on by itself after a while.
            let _ = presence::let_go(&RealDisk, open.folder.path(), &to);
        }
        ended?;
        Ok(!saved)
    }
}

/// Takes this window's note out of a case that it closes; whoever has taken the case over need not wait for it.
pub(super) fn leave(folder: &Path, note: &Holder) {
    // What stays is known for what it is by the next who comes.
    let _ = match presence::standing(folder, note) {
        Standing::Theirs(other) => presence::let_go(&RealDisk, folder, &other),
        Standing::Ours | Standing::Free => presence::give_up(&RealDisk, folder, note),
    };
}
