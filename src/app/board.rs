//! The board: the cases of the workspace, the most urgent first.

use jiff::civil::Date;

use super::scroll::Scroll;
use crate::domain::calendar::Calendar;
use crate::domain::case::{CaseStatus, CaseSummary};
use crate::domain::clock::{Due, Standing};
use crate::domain::regime::Regimes;

/// A row of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardRow {
    /// The case.
    pub summary: CaseSummary,
    /// When it is due.
    pub due: Option<Date>,
    /// Where today stands.
    pub standing: Option<Standing>,
}

/// The cases, as the start screen shows them.
#[derive(Debug, Clone, Default)]
pub struct Board {
    all: Vec<CaseSummary>,
    /// The rows on screen, the most urgent first.
    pub rows: Vec<BoardRow>,
    /// The chosen row.
    pub scroll: Scroll,
    /// Whether cases that are sent or closed are shown.
    pub finished_too: bool,
    /// Whether the cases have been read.
    pub loaded: bool,
}

impl Board {
    /// Takes the cases as they were read.
    pub fn fill(&mut self, cases: Vec<CaseSummary>) {
        self.all = cases;
        self.loaded = true;
    }

    /// Sorts the rows by days left, for today.
    pub fn arrange(&mut self, regimes: &Regimes, calendar: &Calendar, today: Date) {
        let chosen = self.chosen().map(|row| row.summary.reference.clone());
        let shown = self
            .all
            .iter()
            .filter(|case| self.finished_too || case.status == CaseStatus::Open);
        self.rows = shown
            .map(|summary| {
                let due = summary
                    .received
                    .zip(regimes.get(&summary.regime))
                    .and_then(|(received, regime)| Due::count(regime, calendar, received));
                let standing = due.as_ref().map(|due| due.standing(calendar, today));
                BoardRow {
                    summary: summary.clone(),
                    due: due.map(|due| due.date),
                    standing,
                }
            })
            .collect();
        self.rows.sort_by(|a, b| {
            let urgency = |row: &BoardRow| {
                let finished = row.summary.status != CaseStatus::Open;
                (finished, row.due.is_none(), row.due)
            };
            urgency(a)
                .cmp(&urgency(b))
                .then_with(|| a.summary.reference.cmp(&b.summary.reference))
        });
        if let Some(reference) = chosen {
            let row = self
                .rows
                .iter()
                .position(|row| row.summary.reference == reference);
            self.scroll.cursor = row.unwrap_or(0);
        }
    }

    /// Returns the chosen row.
    pub fn chosen(&self) -> Option<&BoardRow> {
        self.rows.get(self.scroll.cursor)
    }

    /// Returns how many cases there are in all.
    pub fn total(&self) -> usize {
        self.all.len()
    }
}
