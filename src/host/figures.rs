//! The figures of a workspace, from all its cases.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::shelf::Shelf;
use crate::domain::case::{Case, CaseStatus};
use crate::domain::happened::Happened;
use crate::domain::ids::Reference;
use crate::domain::statistics::{self, Figure, KeptFigure, Returns, Statistics};
use crate::store::case_folder::{CaseFolder, read_history};
use crate::store::workspace::Workspace;
use crate::store::{law, purged};

/// The family of checks about the due date.
const FAMILY: &str = "clock";

/// What the figures of a case are made with.
#[derive(Debug)]
pub struct Counting<'s> {
    workspace: &'s Workspace,
    shelf: &'s Shelf,
    returns: Returns,
    zone: TimeZone,
}

impl<'s> Counting<'s> {
    /// Begins for a workspace.
    ///
    /// # Errors
    /// If the workspace's returns cannot be used.
    pub fn new(workspace: &'s Workspace, shelf: &'s Shelf) -> anyhow::Result<Self> {
        Ok(Self {
            workspace,
            shelf,
            returns: law::returns(Some(&workspace.root)).map_err(anyhow::Error::msg)?,
            zone: TimeZone::system(),
        })
    }

    /// Returns what is kept of a case for the figures when the case itself is removed.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn kept(&self, reference: &Reference) -> anyhow::Result<KeptFigure> {
        let path = self.workspace.case(reference);
        let case = CaseFolder::open(&path)?.case;
        let (history, _) = read_history(&path)?;
        // Nothing of a case that is over hangs on the present day.
        let figure = self.figure(&case, &history, Date::MIN);
        Ok(KeptFigure::of(&figure, &case))
    }

    fn figure(&self, case: &Case, history: &[Happened], today: Date) -> Figure {
        let checks = &self.shelf.rules().checks;
        let about_the_clock = |code: &str| {
            checks
                .about(code)
                .is_some_and(|about| about.family == FAMILY)
        };
        Figure::of(
            case,
            history,
            self.shelf.regimes(),
            &self.returns.counts_as,
            (today, &self.zone),
            about_the_clock,
        )
    }

    // The figures of a case, and what is to be said of it; none if it cannot be read.
    fn of_case(
        &self,
        reference: &Reference,
        today: Date,
        problems: &mut Vec<String>,
    ) -> anyhow::Result<Option<Figure>> {
        let path = self.workspace.case(reference);
        let opened = match CaseFolder::open(&path) {
            Ok(opened) => opened,
            Err(error) => {
                problems.push(format!("{reference} is not counted: {error}"));
                return Ok(None);
            }
        };
        problems.extend(opened.problems.iter().map(|problem| {
            format!(
                "{reference} is counted without a part of it: {}",
                problem.message
            )
        }));
        let (history, unread) = read_history(&path)?;
        if unread > 0 {
            problems.push(format!(
                "{reference}: {unread} lines of its history cannot be read"
            ));
        }
        let figure = self.figure(&opened.case, &history, today);
        if figure.status == CaseStatus::Sent && figure.responded.is_none() {
            problems.push(format!(
                "{reference} is in no line about time: its history does not tell when the response left"
            ));
        }
        Ok(Some(figure))
    }
}

/// Counts the requests received in a period, as they stand today; and says which cases could not be counted, and why.
/// Cases that the retention rule has removed are counted by what was kept of them.
///
/// # Errors
/// If the workspace's returns cannot be used.
pub fn statistics(
    workspace: &Workspace,
    shelf: &Shelf,
    period: (Option<Date>, Option<Date>),
    today: Date,
) -> anyhow::Result<(Statistics, Vec<String>)> {
    let counting = Counting::new(workspace, shelf)?;
    let mut problems = Vec::new();
    let mut figures: BTreeMap<String, Figure> = BTreeMap::new();
    let references = workspace.references();
    for reference in &references {
        if let Some(figure) = counting.of_case(reference, today, &mut problems)? {
            figures.insert(figure.reference.clone(), figure);
        }
    }
    let is_there = |name: &str| references.iter().any(|own| own.as_str() == name);
    let gone = purged::read(&workspace.root, is_there)?;
    problems.extend(gone.problems);
    let counts_as = &counting.returns.counts_as;
    figures.extend(gone.cases.into_iter().map(|(reference, (_, kept))| {
        let figure = kept.figure(reference.clone(), counts_as);
        (reference, figure)
    }));
    // In the order of the references, as if nothing had been removed.
    let figures: Vec<Figure> = figures.into_values().collect();
    Ok((
        statistics::count(&figures, &counting.returns, period, today),
        problems,
    ))
}
