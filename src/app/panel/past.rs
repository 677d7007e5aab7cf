//! Past answers as the panel knows them: searched for beside the screen, told when they are found.

use std::sync::Arc;

use jiff::civil::Date;

use super::Asking;
use crate::app::effect::Ticket;
use crate::domain::found::FoundAnswer;
use crate::domain::suggest::{Filter, Query};

/// How many past answers are shown at most.
const MOST: usize = 50;

/// What is known of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ArchiveState {
    /// There is none, or it is empty.
    #[default]
    None,
    /// Its index is being opened or made.
    Opening {
        /// How many bytes are read.
        done: usize,
        /// Of how many; 0 if it is only opened.
        of: usize,
    },
    /// It can be searched; how many answers it holds.
    Ready(u64),
    /// It cannot be used; the words say why and what to do.
    Failed(String),
}

/// What is looked for in the archive.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// The question, or what was typed.
    pub query: Arc<Query>,
    /// What is left out.
    pub filter: Filter,
    /// How many answers at most.
    pub limit: usize,
    /// The date, by which it counts how long ago an answer was used.
    pub today: Date,
}

/// The past answers of the panel.
#[derive(Debug, Clone, Default)]
pub struct Past {
    // For what was asked last.
    asked: Option<Asking>,
    waiting: Option<Ticket>,
    found: Vec<Arc<FoundAnswer>>,
    // For what they were found.
    found_for: Option<Asking>,
    told: u64,
}

impl Past {
    /// Returns what is to be looked for, unless it is looked for already.
    pub fn ask(&mut self, asking: &Asking, ticket: Ticket, today: Date) -> Option<Wanted> {
        if self.asked.as_ref() == Some(asking) {
            return None;
        }
        self.asked = Some(asking.clone());
        self.waiting = Some(ticket);
        Some(Wanted {
            query: Arc::clone(&asking.query),
            filter: asking.filter.clone(),
            limit: MOST,
            today,
        })
    }

    /// Takes what was found. What was asked before the last question is dropped.
    pub fn take(&mut self, ticket: Ticket, found: Vec<FoundAnswer>) {
        if self.waiting == Some(ticket) {
            self.waiting = None;
            self.found = found.into_iter().map(Arc::new).collect();
            self.found_for.clone_from(&self.asked);
            self.told += 1;
        }
    }

    /// Forgets what was found: the archive is another than before.
    pub fn forget(&mut self) {
        self.asked = None;
        self.waiting = None;
    }

    /// Tells whether something is still looked for.
    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// Returns what was found for this; nothing as long as it is looked for.
    pub fn found(&self, asking: &Asking) -> &[Arc<FoundAnswer>] {
        if self.found_for.as_ref() == Some(asking) {
            &self.found
        } else {
            &[]
        }
    }

    /// Counts what was told.
    pub fn told(&self) -> u64 {
        self.told
    }
}
