//! Tables as text. A form that lays out questions in cells becomes lines with markers; figures stay a table.

use super::limits;

/// A cell with more letters holds prose.
const PROSE: usize = 160;

/// Lays out the rows of a table.
pub(super) fn lay_out(rows: &[Vec<String>]) -> String {
    let rows: Vec<Vec<&str>> = rows
        .iter()
        .take(limits::ROWS)
        .map(|row| {
            row.iter()
                .take(limits::COLUMNS)
                .map(|cell| cell.trim())
                .collect()
        })
        .filter(|row: &Vec<&str>| row.iter().any(|cell| !cell.is_empty()))
        .collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let numbered = is_numbered(&rows);
    let prose = rows
        .iter()
        .flatten()
        .any(|cell| cell.contains("\n\n") || cell.chars().count() > PROSE);
    if columns <= 1 || numbered || prose {
        return one_by_one(&rows, numbered);
    }
    grid(&rows, columns)
}

/// The first column counts (but for its heading), and what stands beside it has words.
fn is_numbered(rows: &[Vec<&str>]) -> bool {
    let counted = |row: &Vec<&str>| {
        let rest = row.iter().skip(1);
        row.first().is_some_and(|cell| is_marker(cell))
            && rest
                .flat_map(|cell| cell.chars())
                .filter(|c| c.is_alphabetic())
                .count()
                > 8
    };
    let body = match rows.first() {
        Some(first) if !counted(first) => rows.get(1..).unwrap_or_default(),
        _ => rows,
    };
    body.len() >= 2 && body.iter().all(counted)
}

/// "1", "2.", "(a)", "Q3", "4.1": at most three digits, or one letter, or a small roman numeral.
fn is_marker(cell: &str) -> bool {
    let bare = cell.trim_matches(['(', ')', '.', ':', ' ']);
    let bare = bare.strip_prefix(['Q', 'q']).unwrap_or(bare).trim_start();
    let digits = !bare.is_empty()
        && bare.split('.').all(|part| {
            (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        });
    let letter = bare.len() == 1 && bare.bytes().all(|byte| byte.is_ascii_alphabetic());
    let roman = (1..=4).contains(&bare.len())
        && bare
            .bytes()
            .all(|byte| matches!(byte.to_ascii_lowercase(), b'i' | b'v' | b'x'));
    digits || letter || roman
}

fn one_by_one(rows: &[Vec<&str>], numbered: bool) -> String {
    let mut blocks = Vec::new();
    for row in rows {
        let cells: Vec<&str> = row
            .iter()
            .copied()
            .filter(|cell| !cell.is_empty())
            .collect();
        match cells.split_first() {
            Some((first, rest)) if !rest.is_empty() && is_marker(first) => {
                let dot = if first.ends_with(['.', ')', ':']) {
                    ""
                } else {
                    "."
                };
                let between = if rest.iter().any(|cell| cell.contains('\n')) {
                    "\n\n"
                } else {
                    " | "
                };
                blocks.push(format!("{first}{dot} {}", rest.join(between)));
            }
            _ if numbered => blocks.push(cells.join(" | ")),
            _ => blocks.extend(cells.iter().map(|cell| (*cell).to_owned())),
        }
    }
    blocks.join("\n\n")
}

/// The form in which Markdown writes a table: the letter that quotes it prints a table again.
fn grid(rows: &[Vec<&str>], columns: usize) -> String {
    let cell = |row: &Vec<&str>, at: usize| {
        let cell = row.get(at).copied().unwrap_or_default();
        cell.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace('|', "/")
    };
    let width = |at: usize| {
        let widths = rows.iter().map(|row| cell(row, at).chars().count());
        widths.max().unwrap_or(0).max(3)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let mut lines = Vec::with_capacity(rows.len() + 1);
    for (number, row) in rows.iter().enumerate() {
        let cells = widths.iter().enumerate().map(|(at, width)| {
            let text = cell(row, at);
            let pad = width.saturating_sub(text.chars().count());
            format!("{text}{}", " ".repeat(pad))
        });
        lines.push(line(cells.collect()));
        if number == 0 {
            lines.push(line(
                widths.iter().map(|width| "-".repeat(*width)).collect(),
            ));
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> String {
        let rows: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
            .collect();
        lay_out(&rows)
    }

    #[test]
    fn figures_stay_a_table() {
        assert_eq!(
            table(&[&["Year", "Calls"], &["2024", "1,310"], &["", ""]]),
            "| Year | Calls |\n| ---- | ----- |\n| 2024 | 1,310 |"
        );
    }

    #[test]
    fn a_table_of_questions_becomes_numbered_lines() {
        assert_eq!(
            table(&[
                &["No.", "Question"],
                &["1", "How many bins?"],
                &["2", "Who pays for them?"]
            ]),
            "No. | Question\n\n1. How many bins?\n\n2. Who pays for them?"
        );
        assert_eq!(
            table(&[&["One column"], &["of words"]]),
            "One column\n\nof words"
        );
    }

    #[test]
    fn an_empty_table_is_nothing() {
        assert_eq!(table(&[]), "");
        assert_eq!(table(&[&["", " "]]), "");
    }
}
