//! The screen of figures: a period, the counts as bars, laid out for the width that there is.

use std::collections::BTreeMap;

use super::effect::Ticket;
use super::scroll::Scroll;
use crate::domain::statistics::{LateCase, Period, Section, Statistics};
use crate::text::wrap;

/// The figures of the team on screen.
#[derive(Debug, Clone, Default)]
pub struct FiguresScreen {
    /// The chosen period.
    pub period: Period,
    /// What was counted, with what could not be, by period.
    pub counted: BTreeMap<Period, (Statistics, Vec<String>)>,
    /// The count that is waited for.
    pub waits: Option<Ticket>,
    /// Why there are none, if there are none.
    pub problem: Option<String>,
    /// The window over the rows.
    pub scroll: Scroll,
}

/// A row of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FigureRow {
    /// The title of a section.
    Title(String),
    /// A count with its bar.
    Bar {
        /// What is counted.
        heading: String,
        /// How far it stands in, in cells.
        indent: usize,
        /// How many.
        count: usize,
        /// The most of its section, to which the bars are drawn.
        most: usize,
        /// Whether it is a count that nobody wants to see.
        alarming: bool,
    },
    /// Some words.
    Words(String),
    /// Nothing.
    Gap,
}

impl FiguresScreen {
    /// Returns what was counted of the chosen period.
    pub fn shown(&self) -> Option<&(Statistics, Vec<String>)> {
        self.counted.get(&self.period)
    }

    /// Returns the columns of rows: two where there is room for them, else one. What the team works with comes first.
    pub fn columns(&self, widths: &[u16]) -> Vec<Vec<FigureRow>> {
        let Some((statistics, problems)) = self.shown() else {
            return vec![Vec::new(); widths.len()];
        };
        let is_team = |section: &&Section| {
            let id = section.id.as_str();
            matches!(
                id,
                "open-by-age" | "open-by-days-left" | "outcomes" | "provisions"
            )
        };
        let team = statistics.sections.iter().filter(is_team);
        // Open cases first: they are what can still be helped.
        let (open, rest): (Vec<&Section>, Vec<&Section>) =
            team.partition(|section| section.id.starts_with("open"));
        let returns = statistics.sections.iter().filter(|one| !is_team(one));
        let mut left = Vec::new();
        for section in open.into_iter().chain(rest) {
            push_section(section, &mut left);
        }
        let mut right = Vec::new();
        for section in returns {
            push_section(section, &mut right);
        }
        let width = usize::from(widths.last().copied().unwrap_or(1));
        push_late(&statistics.late, width, &mut right);
        push_uncounted(statistics, problems, width, &mut right);
        if widths.len() > 1 {
            return vec![left, right];
        }
        left.extend(right);
        vec![left]
    }
}

fn push_section(section: &Section, rows: &mut Vec<FigureRow>) {
    rows.push(FigureRow::Title(section.title.clone()));
    if section.lines.is_empty() {
        rows.push(FigureRow::Words("  none".to_owned()));
    }
    let most = section.lines.iter().map(|line| line.count).max();
    let most = most.unwrap_or(0).max(1);
    let late_at = |at: usize| section.id == "open-by-days-left" && at == 0;
    rows.extend(
        section
            .lines
            .iter()
            .enumerate()
            .map(|(at, line)| FigureRow::Bar {
                heading: line.heading.clone(),
                indent: usize::try_from(line.level).unwrap_or(0).min(8) * 2 + 2,
                count: line.count,
                most,
                alarming: late_at(at) && line.count > 0,
            }),
    );
    rows.push(FigureRow::Gap);
}

fn push_late(late: &[LateCase], width: usize, rows: &mut Vec<FigureRow>) {
    rows.push(FigureRow::Title("Late, and why".to_owned()));
    if late.is_empty() {
        rows.push(FigureRow::Words("  none".to_owned()));
    }
    for case in late {
        let days = if case.days == 1 { "day" } else { "days" };
        let why = match case.reasons.as_slice() {
            [] => "no reason is recorded".to_owned(),
            reasons => reasons.join("; "),
        };
        let words = format!(
            "{}: {} working {days} late: {why}",
            case.reference, case.days
        );
        push_words(&words, width, rows);
    }
    rows.push(FigureRow::Gap);
}

fn push_uncounted(
    statistics: &Statistics,
    problems: &[String],
    width: usize,
    rows: &mut Vec<FigureRow>,
) {
    if problems.is_empty() && statistics.undated.is_empty() {
        return;
    }
    rows.push(FigureRow::Title("Not counted".to_owned()));
    for reference in &statistics.undated {
        push_words(&format!("{reference} has no date of receipt"), width, rows);
    }
    for problem in problems {
        push_words(problem, width, rows);
    }
}

fn push_words(words: &str, width: usize, rows: &mut Vec<FigureRow>) {
    let lines = wrap::wrapped(words, width.saturating_sub(4).max(1));
    for (at, text) in lines.enumerate() {
        let lead = if at == 0 { "  " } else { "    " };
        rows.push(FigureRow::Words(format!("{lead}{text}")));
    }
}
