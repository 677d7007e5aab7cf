//! The panel: snippets and provisions that can go into the answer, and the checks.

use super::scroll::Scroll;
use crate::domain::library::Library;
use crate::domain::regime::{Regime, Regimes};
use crate::text::edit::LineEditor;
use crate::text::fold::search_fold;

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
    },
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

/// For what the rows of the panel were made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PanelKey {
    /// The tab.
    pub tab: Tab,
    /// What was typed.
    pub typed: String,
    /// The question or block whose answer is being written.
    pub subject: String,
    /// Counts the readings of libraries and regimes.
    pub generation: u64,
    /// The findings' revision.
    pub findings: u64,
}

/// The panel.
#[derive(Debug, Clone, Default)]
pub struct Panel {
    /// What it shows.
    pub tab: Tab,
    /// What the officer typed to filter.
    pub filter: LineEditor,
    /// The rows.
    pub rows: Vec<PanelRow>,
    /// The chosen row.
    pub scroll: Scroll,
    /// For what the rows were made.
    pub key: PanelKey,
    /// Whether the rows are suggestions for the question rather than everything there is.
    pub suggested: bool,
}

impl Panel {
    /// Returns the chosen row.
    pub fn chosen(&self) -> Option<&PanelRow> {
        self.rows.get(self.scroll.cursor)
    }
}

/// Ranks snippets: for what was typed, else for the question. Those of another regime stand behind.
///
/// Returns the rows, and whether anything fitted; if nothing does, all snippets are listed.
pub fn snippet_rows(
    library: &Library,
    typed: &str,
    question: &str,
    regime: &str,
) -> (Vec<PanelRow>, bool) {
    let query = if typed.trim().is_empty() {
        question
    } else {
        typed
    };
    let mut ranked = library.rank(query);
    let fits = |index: usize| {
        library
            .at(index)
            .is_some_and(|snippet| snippet.regime.as_deref().is_none_or(|own| own == regime))
    };
    ranked.sort_by_key(|hit| !fits(hit.index));
    let found = !ranked.is_empty();
    let row = |index, matched| PanelRow::Snippet { index, matched };
    let mut rows: Vec<PanelRow> = ranked
        .into_iter()
        .map(|hit| row(hit.index, hit.matched))
        .collect();
    if typed.trim().is_empty() {
        // What does not fit is still within reach, below.
        let listed: Vec<usize> = rows
            .iter()
            .filter_map(|row| match row {
                PanelRow::Snippet { index, .. } => Some(*index),
                _ => None,
            })
            .collect();
        let rest = (0..library.snippets().len()).filter(|index| !listed.contains(index));
        rows.extend(rest.map(|index| row(index, Vec::new())));
    }
    (rows, found)
}

/// Lists the provisions for what was typed: by number, limb or word. The question's own regime comes first.
///
/// Without anything typed only those are listed that a letter can rely on.
pub fn provision_rows(regimes: &Regimes, typed: &str, regime: &str) -> Vec<PanelRow> {
    let own = regimes.iter().filter(|pack| pack.id == regime);
    let others = regimes.iter().filter(|pack| pack.id != regime);
    let words: Vec<String> = search_fold(typed)
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let mut rows = Vec::new();
    for pack in own.chain(others) {
        let mut hits: Vec<(u8, usize)> = pack
            .provisions
            .iter()
            .enumerate()
            .filter(|(_, provision)| !words.is_empty() || provision.can_be_relied_on())
            .filter_map(|(index, _)| rank_provision(pack, index, &words).map(|rank| (rank, index)))
            .collect();
        hits.sort_unstable();
        rows.extend(hits.into_iter().map(|(_, index)| PanelRow::Provision {
            regime: pack.id.clone(),
            index,
        }));
    }
    rows
}

// 0 for the very provision, 1 for its limbs, 2 for words of its title, 3 for words of its notes.
fn rank_provision(pack: &Regime, index: usize, words: &[String]) -> Option<u8> {
    let provision = pack.provisions.get(index)?;
    let cite = provision.cite.to_lowercase();
    let label = pack.label(&cite).to_lowercase();
    let title = search_fold(&provision.title);
    let notes = search_fold(&format!(
        "{} {} {}",
        provision.notes,
        provision.in_words(),
        pack.short
    ));
    let mut worst = 0;
    for word in words {
        let number = word.trim_start_matches("s.").trim_start_matches("reg.");
        let after_s = number
            .strip_prefix('s')
            .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let number = after_s.unwrap_or(number);
        let rank = if cite == *number || label == *word {
            0
        } else if !number.is_empty() && cite.starts_with(number) {
            1
        } else if title.contains(word.as_str()) {
            2
        } else if notes.contains(word.as_str()) {
            3
        } else {
            return None;
        };
        worst = worst.max(rank);
    }
    Some(worst)
}
