//! The panel: snippets and provisions that can go into the answer, and the checks.

use super::scroll::Scroll;
use crate::domain::library::Library;
use crate::domain::regime::{Provision, Regime, Regimes};
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
    let mut ranked = if typed.trim().is_empty() {
        // What does not fit the question is not suggested, only listed.
        let mut ranked = library.rank(question);
        ranked.retain(|hit| hit.fits);
        ranked
    } else {
        library.rank_typed(typed)
    };
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
        let listed: std::collections::HashSet<usize> = rows
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

/// The provisions in the form in which they are searched; made once for each reading of the regimes.
#[derive(Debug, Clone, Default)]
pub struct ProvisionIndex {
    made_for: Option<u64>,
    packs: Vec<(String, Vec<Searchable>)>,
}

#[derive(Debug, Clone)]
struct Searchable {
    cite: String,
    label: String,
    title: String,
    rest: String,
    can_be_relied_on: bool,
}

impl ProvisionIndex {
    /// Brings the index up to date with the regimes; `generation` counts their readings.
    pub fn refresh(&mut self, regimes: &Regimes, generation: u64) {
        if self.made_for == Some(generation) {
            return;
        }
        self.made_for = Some(generation);
        let searchable = |pack: &Regime, provision: &Provision| Searchable {
            cite: provision.cite.to_lowercase(),
            label: pack.label(&provision.cite).to_lowercase(),
            title: search_fold(&provision.title),
            rest: search_fold(&format!(
                "{} {} {}",
                provision.notes,
                provision.in_words(),
                pack.short
            )),
            can_be_relied_on: provision.can_be_relied_on(),
        };
        let pack = |pack: &std::sync::Arc<Regime>| {
            let all = pack
                .provisions
                .iter()
                .map(|provision| searchable(pack, provision));
            (pack.id.clone(), all.collect())
        };
        self.packs = regimes.iter().map(pack).collect();
    }

    /// Lists the provisions for what was typed: by number, limb or word. The question's own regime comes first.
    ///
    /// Without anything typed only those are listed that a letter can rely on.
    pub fn rows(&self, typed: &str, regime: &str) -> Vec<PanelRow> {
        let own = self.packs.iter().filter(|(id, _)| id == regime);
        let others = self.packs.iter().filter(|(id, _)| id != regime);
        let words: Vec<String> = search_fold(typed)
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        let mut rows = Vec::new();
        for (id, provisions) in own.chain(others) {
            let mut hits: Vec<(u8, usize)> = provisions
                .iter()
                .enumerate()
                .filter(|(_, provision)| !words.is_empty() || provision.can_be_relied_on)
                .filter_map(|(index, provision)| rank(provision, &words).map(|rank| (rank, index)))
                .collect();
            hits.sort_unstable();
            rows.extend(hits.into_iter().map(|(_, index)| PanelRow::Provision {
                regime: id.clone(),
                index,
            }));
        }
        rows
    }
}

// 0 for the very provision, 1 for its limbs, 2 for words of its title, 3 for words of its notes.
fn rank(provision: &Searchable, words: &[String]) -> Option<u8> {
    let mut worst = 0;
    for word in words {
        let number = word.trim_start_matches("s.").trim_start_matches("reg.");
        let after_s = number
            .strip_prefix('s')
            .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let number = after_s.unwrap_or(number);
        let rank = if provision.cite == *number || provision.label == *word {
            0
        } else if !number.is_empty() && provision.cite.starts_with(number) {
            1
        } else if provision.title.contains(word.as_str()) {
            2
        } else if provision.rest.contains(word.as_str()) {
            3
        } else {
            return None;
        };
        worst = worst.max(rank);
    }
    Some(worst)
}
