//! How cells are parted in a text: by tabs, commas or semicolons, by bars, by wide gaps.

use super::is_figure;

// Records as spreadsheets copy and write them: cells with line breaks, separators or quotation marks stand in quotation
// marks, which double inside.
pub(super) fn records(text: &str, separator: char) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (cell, after) = cell(rest, separator);
        row.push(cell);
        let mut chars = after.chars();
        match chars.next() {
            Some(c) if c == separator => {
                rest = chars.as_str();
                if rest.is_empty() {
                    row.push(String::new());
                }
            }
            Some(_) => {
                rest = chars.as_str();
                rows.push(std::mem::take(&mut row));
            }
            None => rest = after,
        }
    }
    if !row.is_empty() {
        rows.push(row);
    }
    rows
}

// A cell, and the text from its separator or line end on.
fn cell(text: &str, separator: char) -> (String, &str) {
    if let Some(quoted) = text.strip_prefix('"')
        && let Some((inside, after)) = unquoted(quoted, separator)
        // Words in quotation marks that did not need them are somebody's own.
        && (separator != '\t' || inside.contains(['\n', '\t', '"']))
    {
        return (inside, after);
    }
    let end = text.find([separator, '\n']).unwrap_or(text.len());
    let (own, after) = text.split_at(end);
    (own.trim_end_matches('\r').to_owned(), after)
}

fn unquoted(text: &str, separator: char) -> Option<(String, &str)> {
    let mut inside = String::new();
    let mut chars = text.chars();
    loop {
        let c = chars.next()?;
        if c != '"' {
            if c != '\r' {
                inside.push(c);
            }
            continue;
        }
        let after = chars.as_str();
        if let Some(more) = after.strip_prefix('"') {
            inside.push('"');
            chars = more.chars();
            continue;
        }
        let after = after.strip_prefix('\r').unwrap_or(after);
        let ends = after.is_empty() || after.starts_with([separator, '\n']);
        return ends.then_some((inside, after));
    }
}

pub(super) fn is_even(rows: &[Vec<String>]) -> bool {
    let columns = rows.first().map_or(0, Vec::len);
    columns > 1 && rows.iter().all(|row| row.len() == columns)
}

// Prose has commas too. Lines of a CSV file have as many in each, no space behind them, and a column of figures.
pub(super) fn is_csv(text: &str, rows: &[Vec<String>]) -> bool {
    let columns = rows.first().map_or(0, Vec::len);
    let figures = |column: usize| {
        let mut body = rows.iter().skip(1).filter_map(|row| row.get(column));
        body.all(|cell| is_figure(cell.trim()))
    };
    is_even(rows) && (!text.contains(", ") || text.contains('"')) && (0..columns).any(figures)
}

pub(super) fn piped(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let last = cells.len() - 1;
        match c {
            // What is escaped already is escaped again on the way out.
            '\\' => match chars.next() {
                Some(next) if next.is_ascii_punctuation() => cells[last].push(next),
                Some(next) => cells[last].extend([c, next]),
                None => cells[last].push(c),
            },
            '|' => cells.push(String::new()),
            other => cells[last].push(other),
        }
    }
    cells
        .iter()
        .map(|cell| cell.trim().replace("<br>", "\n"))
        .collect()
}

pub(super) fn is_rule(row: &[String]) -> bool {
    row.iter().all(|cell| {
        let dashes = cell.trim_matches(':');
        !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
    })
}

// Cells that stand in columns: two spaces or more part them.
pub(super) fn gapped(line: &str) -> Vec<String> {
    let cells = line.trim().split("  ").map(str::trim);
    cells
        .filter(|cell| !cell.is_empty())
        .map(str::to_owned)
        .collect()
}
