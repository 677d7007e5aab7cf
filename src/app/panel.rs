//! The panel: snippets, past answers and provisions that can go into the answer, and the checks.

mod past;
mod provisions;
mod suggestions;

use std::sync::Arc;

use super::scroll::Scroll;
use crate::domain::found::FoundAnswer;
use crate::domain::question::Citation;
use crate::text::edit::LineEditor;

pub use past::{ArchiveState, Past, Wanted};
pub use provisions::ProvisionIndex;
pub use suggestions::{Asking, Suggestions, around, suggestions};

/// What the panel shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tab {
    /// Snippets that fit.
    #[default]
    Snippets,
    /// The provisions of the regimes.
    Exemptions,
    /// What the checks found.
    Checks,
}

impl Tab {
    /// All tabs in their order.
    pub const ALL: [Self; 3] = [Self::Snippets, Self::Exemptions, Self::Checks];

    /// Returns its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Snippets => "Snippets",
            Self::Exemptions => "Exemptions",
            Self::Checks => "Checks",
        }
    }
}

/// A row of the panel.
#[derive(Debug, Clone, PartialEq)]
pub enum PanelRow {
    /// A snippet, by its place in the library, with the words for which it is suggested.
    Snippet {
        /// Its place in the library.
        index: usize,
        /// The words of the question, or of what was typed, that it holds.
        matched: Vec<String>,
        /// A question that it has served and that is like this one.
        served: Option<String>,
    },
    /// A past answer.
    Past(Arc<FoundAnswer>),
    /// A provision, by the regime's id and its place in the pack.
    Provision {
        /// The regime.
        regime: String,
        /// Its place in the pack.
        index: usize,
    },
    /// A finding of the checks, by its place in the list.
    Finding(usize),
}

impl PanelRow {
    /// Tells whether another row shows the same thing, found for whatever words.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Snippet { index, .. }, Self::Snippet { index: other, .. }) => index == other,
            (Self::Past(found), Self::Past(other)) => found.answer.id == other.answer.id,
            (one, other) => one == other,
        }
    }
}

/// For what the rows of the panel were made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PanelKey {
    /// The tab.
    pub tab: Tab,
    /// What was typed.
    pub typed: String,
    /// The question or block whose answer is being written.
    pub subject: String,
    /// What stands around the question in the request.
    pub around: String,
    /// Counts the readings of libraries and regimes.
    pub generation: u64,
    /// The findings' revision.
    pub findings: u64,
    /// Counts what was told of past answers.
    pub told: u64,
}

/// The panel.
#[derive(Debug, Clone, Default)]
pub struct Panel {
    /// What it shows.
    pub tab: Tab,
    /// What the officer typed to filter.
    pub filter: LineEditor,
    /// The provisions as they are searched.
    pub provisions: ProvisionIndex,
    /// The rows.
    pub rows: Vec<PanelRow>,
    /// The chosen row.
    pub scroll: Scroll,
    /// For what the rows were made.
    pub key: PanelKey,
    /// Whether the rows are suggestions for the question rather than everything there is.
    pub suggested: bool,
    /// What the suggestions were asked for by.
    pub asking: Asking,
    /// The past answers that are waited for, and those that were found.
    pub past: Past,
    /// The provision that is to be the chosen one when the rows are next made.
    pub wished: Option<Citation>,
}

impl Panel {
    /// Returns the chosen row.
    pub fn chosen(&self) -> Option<&PanelRow> {
        self.rows.get(self.scroll.cursor)
    }

    /// Returns the past answer that is chosen, if one is.
    pub fn chosen_past(&self) -> Option<&Arc<FoundAnswer>> {
        match self.chosen() {
            Some(PanelRow::Past(found)) => Some(found),
            _ => None,
        }
    }
}
