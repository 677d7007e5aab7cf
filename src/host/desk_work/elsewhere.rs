//! A case that another window has open: who it is, coming in all the same, and being taken over.

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
    /// To have it from now on.
    TakesOver,
    /// To write as well.
    Joins,
}

impl DeskWork {
    /// Opens a case that another window has open: takes it over, or writes beside that window.
    ///
    /// # Errors
    /// If its `case.toml` cannot be used.
    pub fn come_to(&mut self, reference: &Reference, alongside: bool) -> anyhow::Result<Opened> {
        let how = if alongside {
            Coming::Joins
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
                    Ok(false) => continue,
                    // Where no note can be made, none is missed: a save will tell what is wrong.
                    Err(_) => return None,
                }
            };
            let is_own = other.window == own.window;
            if is_own || how == Coming::TakesOver || window::is_dead(&other, &own, true) {
                if presence::take(&RealDisk, folder, &own).is_ok() {
                    open.note = Some(own);
                }
                return None;
            }
            if how == Coming::Joins {
                return None;
            }
            let silent = presence::silent_for(&RealDisk, folder);
            let told = window::elsewhere(&other, &own, silent);
            open.others = Some(other);
            return Some(told);
        }
        None
    }

    // The case is open in another window with the same journals. To take it over the note is enough: that window looks at
    // it every other second, and lets the journal go.
    pub(super) fn locked(&self, open: &mut OpenCase, how: Coming) -> Elsewhere {
        let own = self.present();
        let folder = open.folder.path();
        let other = presence::look(folder).filter(|other| other.window != own.window);
        if how == Coming::TakesOver && other.is_some() {
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
        let Some(journal) = open.journal.take() else {
            return Ok(false);
        };
        if saved {
            journal.remove()?;
        } else {
            journal.leave(&clock::stamp())?;
        }
        Ok(!saved)
    }
}
