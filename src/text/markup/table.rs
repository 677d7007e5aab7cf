//! Markdown tables as aligned columns of plain text.

use unicode_width::UnicodeWidthStr;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Align {
    Left,
    Right,
    Centre,
}

/// Tells whether a line is the head of a table: the line below it rules it off.
pub(super) fn starts(line: &str, next: Option<&str>) -> bool {
    is_row(line)
        && next.is_some_and(is_rule)
        && next.is_some_and(|rule| cells(rule).len() == cells(line).len())
}

/// Tells whether a line is a row of a table.
pub(super) fn is_row(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('|') && line.len() > 1
}

/// Returns the rows as aligned columns, two spaces apart, with a rule under the head.
pub(super) fn aligned(rows: &[&str]) -> String {
    let table: Vec<Vec<String>> = rows.iter().map(|row| cells(row)).collect();
    let columns = table.first().map_or(0, Vec::len);
    let aligns: Vec<Align> = table.get(1).map_or(Vec::new(), |rule| {
        rule.iter().map(|cell| align(cell)).collect()
    });
    let body = || {
        table
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != 1)
            .map(|(_, row)| row)
    };
    let cell = |row: &[String], column: usize| row.get(column).cloned().unwrap_or_default();
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            body()
                .map(|row| cell(row, column).width())
                .max()
                .unwrap_or(0)
                .max(1)
        })
        .collect();
    let line = |row: &[String]| {
        let cells = (0..columns).map(|column| {
            let text = cell(row, column);
            let room = widths[column].saturating_sub(text.width());
            let left = match aligns.get(column) {
                Some(Align::Right) => room,
                Some(Align::Centre) => room / 2,
                _ => 0,
            };
            format!("{}{text}{}", " ".repeat(left), " ".repeat(room - left))
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let mut lines = Vec::with_capacity(rows.len());
    for (at, row) in table.iter().enumerate() {
        if at == 1 {
            lines.push(
                widths
                    .iter()
                    .map(|width| "-".repeat(*width))
                    .collect::<Vec<_>>()
                    .join("  "),
            );
        } else {
            lines.push(line(row));
        }
    }
    lines.join("\n")
}

fn is_rule(line: &str) -> bool {
    is_row(line)
        && cells(line).iter().all(|cell| {
            let dashes = cell.trim_matches(':');
            !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
        })
}

fn align(rule: &str) -> Align {
    match (rule.starts_with(':'), rule.ends_with(':')) {
        (true, true) => Align::Centre,
        (false, true) => Align::Right,
        _ => Align::Left,
    }
}

fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek() == Some(&'|') => {
                chars.next();
                cells
                    .last_mut()
                    .expect("the list starts with one cell")
                    .push('|');
            }
            '|' => cells.push(String::new()),
            other => cells
                .last_mut()
                .expect("the list starts with one cell")
                .push(other),
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}
