//! Markdown tables as aligned columns of plain text. One that is wider than a letter wraps the words in its cells; one that
//! has too many columns even for that is printed record by record.

use super::plain_line;
use crate::text::width::width;
use crate::text::wrap;

/// The columns of a letter in plain text.
const LETTER: usize = 72;
/// Between two columns.
const GAP: usize = 2;
/// A column of words is not made narrower than this.
const NARROWEST: usize = 8;

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
    let aligns: Vec<Align> = rows.get(1).map_or(Vec::new(), |rule| {
        cells(rule).iter().map(|cell| align(cell)).collect()
    });
    let columns = aligns.len();
    let words = |row: &&str| -> Vec<String> {
        let mut words: Vec<String> = cells(row).iter().map(|cell| words_of(cell)).collect();
        words.resize(columns, String::new());
        words
    };
    let body = rows.iter().enumerate().filter(|(at, _)| *at != 1);
    let table: Vec<Vec<String>> = body.map(|(_, row)| words(row)).collect();
    match widths(&table, &aligns) {
        Some(widths) => in_columns(&table, &aligns, &widths),
        None => one_by_one(&table),
    }
}

// The width of each column; none if they do not fit side by side.
fn widths(table: &[Vec<String>], aligns: &[Align]) -> Option<Vec<usize>> {
    let widest = |column: usize, piece: fn(&str) -> usize| {
        let own = table.iter().filter_map(|row| row.get(column));
        own.map(|cell| piece(cell)).max().unwrap_or(0).max(1)
    };
    let line = |cell: &str| cell.split('\n').map(width).max().unwrap_or(0);
    let word = |cell: &str| cell.split_whitespace().map(width).max().unwrap_or(0);
    let mut widths: Vec<usize> = (0..aligns.len())
        .map(|column| widest(column, line))
        .collect();
    let gaps = GAP * aligns.len().saturating_sub(1);
    let whole = widths.iter().sum::<usize>() + gaps;
    let Some(mut over) = whole.checked_sub(LETTER).filter(|over| *over > 0) else {
        return Some(widths);
    };
    // A figure is not broken, nor a word.
    let least: Vec<usize> = aligns
        .iter()
        .enumerate()
        .map(|(column, align)| match align {
            Align::Right => widths[column],
            _ => widest(column, word).max(NARROWEST).min(widths[column]),
        })
        .collect();
    if least.iter().sum::<usize>() + gaps > LETTER {
        return None;
    }
    // The widest gives first, so that narrow columns keep their lines.
    while over > 0 {
        let can = (0..widths.len()).filter(|column| widths[*column] > least[*column]);
        let most = can.max_by_key(|column| widths[*column])?;
        widths[most] -= 1;
        over -= 1;
    }
    Some(widths)
}

fn in_columns(table: &[Vec<String>], aligns: &[Align], widths: &[usize]) -> String {
    let mut lines = Vec::with_capacity(table.len() + 1);
    // Between rows of several lines nobody would see where one ends.
    let is_wrapped = |row: &[String]| {
        let mut cells = row.iter().zip(widths);
        cells.any(|(cell, wide)| cell.contains('\n') || width(cell) > *wide)
    };
    let parted = table.iter().skip(1).any(|row| is_wrapped(row));
    for (at, row) in table.iter().enumerate() {
        if parted && at > 1 {
            lines.push(String::new());
        }
        let pieces: Vec<Vec<&str>> = row
            .iter()
            .zip(widths)
            .map(|(cell, wide)| wrapped(cell, *wide))
            .collect();
        let height = pieces.iter().map(Vec::len).max().unwrap_or(1);
        for number in 0..height {
            let cells = pieces
                .iter()
                .zip(widths)
                .zip(aligns)
                .map(|((piece, wide), align)| {
                    let text = piece.get(number).copied().unwrap_or_default();
                    let room = wide.saturating_sub(width(text));
                    let left = match align {
                        Align::Right => room,
                        Align::Centre => room / 2,
                        Align::Left => 0,
                    };
                    format!("{}{text}{}", " ".repeat(left), " ".repeat(room - left))
                });
            let line = cells.collect::<Vec<_>>().join("  ");
            lines.push(line.trim_end().to_owned());
        }
        if at == 0 {
            let rule = widths.iter().map(|wide| "-".repeat(*wide));
            lines.push(rule.collect::<Vec<_>>().join("  "));
        }
    }
    lines.join("\n")
}

// A record for each row: "Head: cell", a line for each.
fn one_by_one(table: &[Vec<String>]) -> String {
    let Some((heads, rows)) = table.split_first() else {
        return String::new();
    };
    let record = |row: &Vec<String>| {
        let lines = heads.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        let lines = lines.map(|(head, cell)| {
            let cell = cell.replace('\n', " / ");
            match head.as_str() {
                "" => cell,
                head => format!("{}: {cell}", head.replace('\n', " ")),
            }
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    rows.iter().map(record).collect::<Vec<_>>().join("\n\n")
}

fn wrapped(cell: &str, wide: usize) -> Vec<&str> {
    let lines = cell.split('\n');
    let rows = lines.flat_map(|line| wrap::wrapped(line, wide.max(1)));
    rows.map(str::trim).collect()
}

// What a cell says: its marks are gone, `<br>` breaks its lines.
fn words_of(cell: &str) -> String {
    let mut out = String::new();
    for (at, line) in cell.split("<br>").enumerate() {
        if at > 0 {
            out.push('\n');
        }
        plain_line(line.trim(), &mut out);
    }
    out
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

// The cells as they are written, but for the bars that are escaped.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = match line.strip_suffix('|') {
        // An escaped bar is no end.
        Some(inside) if !inside.ends_with('\\') || inside.ends_with("\\\\") => inside,
        _ => line,
    };
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('|') => cell.push('|'),
                Some(next) => cell.extend([c, next]),
                None => cell.push(c),
            },
            '|' => cells.push(std::mem::take(&mut cell)),
            other => cell.push(other),
        }
    }
    cells.push(cell);
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::plain;
    use super::*;

    #[test]
    fn a_table_wider_than_a_letter_wraps_its_words_and_keeps_its_figures() {
        let table = "| Service | What was done | Cost |\n|---|---|---:|\n\
                     | Housing | Repairs to the roofs of forty-one houses in the north of the district after the storm | £1,204,000 |\n\
                     | Parks | Benches | £7 |";
        let text = plain(table);
        assert_eq!(
            text,
            "Service  What was done                                              Cost\n\
             -------  ---------------------------------------------------  ----------\n\
             Housing  Repairs to the roofs of forty-one houses in the      £1,204,000\n\
             \u{20}        north of the district after the storm\n\n\
             Parks    Benches                                                      £7"
        );
        assert!(text.lines().all(|line| width(line) <= LETTER), "{text}");
    }

    #[test]
    fn a_table_of_too_many_columns_is_printed_row_by_row() {
        let head: Vec<String> = (1..=12).map(|at| format!("Quarter {at}")).collect();
        let rule = "|---:".repeat(12) + "|";
        let row = "| £1,204,000 ".repeat(12) + "|";
        let text = plain(&format!("| {} |\n{rule}\n{row}\n{row}", head.join(" | ")));
        assert!(
            text.starts_with("Quarter 1: £1,204,000\nQuarter 2: "),
            "{text}"
        );
        assert_eq!(text.matches("\n\nQuarter 1:").count(), 1);
    }

    #[test]
    fn cells_lose_their_marks_and_keep_bars_breaks_and_wide_letters() {
        let table = "| A\\|B | **Cost** |\n|---|---|\n| 漢字 | one<br>two |\n| 5 \\* 3 | x |";
        assert_eq!(
            plain(table),
            "A|B    Cost\n-----  ----\n漢字   one\n       two\n\n5 * 3  x"
        );
    }
}
