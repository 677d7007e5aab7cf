//! The figures as text with bars, and as rows of a spreadsheet.

use super::{Section, Statistics};
use crate::domain::fields::long_date;
use crate::text::csv;
use crate::text::width::width;

/// Returns the figures as text; `mark` makes the bars, the longest of which has `longest` cells.
pub fn text(statistics: &Statistics, mark: char, longest: usize) -> String {
    let mut lines = vec![heading(statistics)];
    for section in &statistics.sections {
        lines.push(String::new());
        lines.push(section.title.clone());
        if section.lines.is_empty() {
            lines.push("  none".to_owned());
        }
        lines.extend(bars(section, mark, longest));
    }
    lines.push(String::new());
    lines.push("Late".to_owned());
    if statistics.late.is_empty() {
        lines.push("  none".to_owned());
    }
    for late in &statistics.late {
        let days = if late.days == 1 { "day" } else { "days" };
        let why = if late.reasons.is_empty() {
            "no reason is recorded".to_owned()
        } else {
            late.reasons.join("; ")
        };
        lines.push(format!(
            "  {}  {} working {days} late: {why}",
            late.reference, late.days
        ));
    }
    if !statistics.undated.is_empty() {
        lines.push(String::new());
        lines.push(format!(
            "Not counted, without a date of receipt: {}",
            statistics.undated.join(", ")
        ));
    }
    lines.join("\n") + "\n"
}

/// Returns what was counted, in a line.
pub fn heading(statistics: &Statistics) -> String {
    let period = match (statistics.from, statistics.to) {
        (Some(from), Some(to)) => format!(" from {} to {}", long_date(from), long_date(to)),
        (Some(from), None) => format!(" since {}", long_date(from)),
        (None, Some(to)) => format!(" until {}", long_date(to)),
        (None, None) => String::new(),
    };
    format!(
        "Requests received{period}, as at {}",
        long_date(statistics.as_at)
    )
}

fn bars(section: &Section, mark: char, longest: usize) -> Vec<String> {
    let indent = |level: u32| usize::try_from(level).unwrap_or(0).min(8) * 2 + 2;
    let most = section.lines.iter().map(|line| line.count).max();
    let most = most.unwrap_or(0).max(1);
    let wide = section
        .lines
        .iter()
        .map(|line| indent(line.level) + width(&line.heading));
    let wide = wide.max().unwrap_or(0);
    let digits = most.to_string().len();
    section
        .lines
        .iter()
        .map(|line| {
            let before = indent(line.level);
            let gap = wide.saturating_sub(before + width(&line.heading));
            let length = (line.count * longest).div_ceil(most);
            let bar: String = std::iter::repeat_n(mark, length).collect();
            let row = format!(
                "{}{}{}  {:>digits$}  {bar}",
                " ".repeat(before),
                line.heading,
                " ".repeat(gap),
                line.count
            );
            row.trim_end().to_owned()
        })
        .collect()
}

/// Returns the figures as CSV with a heading row.
pub fn as_csv(statistics: &Statistics) -> String {
    let mut text = csv::row(&["section", "heading", "count", "reason"]);
    for section in &statistics.sections {
        for line in &section.lines {
            text.push_str(&csv::row(&[
                section.id.as_str(),
                line.heading.as_str(),
                &line.count.to_string(),
                "",
            ]));
        }
    }
    for late in &statistics.late {
        text.push_str(&csv::row(&[
            "late",
            late.reference.as_str(),
            &late.days.to_string(),
            &late.reasons.join("; "),
        ]));
    }
    text
}
