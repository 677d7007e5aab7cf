//! The figures of a workspace, from all its cases.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::shelf::Shelf;
use crate::domain::statistics::{self, Figure, Statistics};
use crate::store::case_folder::{CaseFolder, read_history};
use crate::store::law;
use crate::store::workspace::Workspace;

/// The family of checks about the due date.
const FAMILY: &str = "clock";

/// Counts the requests received in a period, as they stand today; and says which cases could not be counted, and why.
///
/// # Errors
/// If the workspace's returns cannot be used.
pub fn statistics(
    workspace: &Workspace,
    shelf: &Shelf,
    period: (Option<Date>, Option<Date>),
    today: Date,
) -> anyhow::Result<(Statistics, Vec<String>)> {
    let returns = law::returns(Some(&workspace.root)).map_err(anyhow::Error::msg)?;
    let checks = &shelf.rules().checks;
    let about_the_clock = |code: &str| {
        checks
            .about(code)
            .is_some_and(|about| about.family == FAMILY)
    };
    let zone = TimeZone::system();
    let mut figures = Vec::new();
    let mut problems = Vec::new();
    for reference in workspace.references() {
        let path = workspace.case(&reference);
        let opened = match CaseFolder::open(&path) {
            Ok(opened) => opened,
            Err(error) => {
                problems.push(format!("{reference} is not counted: {error}"));
                continue;
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
        let figure = Figure::of(
            &opened.case,
            &history,
            shelf.regimes(),
            &returns.counts_as,
            (today, &zone),
            about_the_clock,
        );
        if figure.status == crate::domain::case::CaseStatus::Sent && figure.responded.is_none() {
            problems.push(format!(
                "{reference} is in no line about time: its history does not tell when the response left"
            ));
        }
        figures.push(figure);
    }
    Ok((
        statistics::count(&figures, &returns, period, today),
        problems,
    ))
}
