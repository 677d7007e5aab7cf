//! Cells that come from a spreadsheet, as tabs or as commas part them, and the table of Markdown that they become.
//!
//! Nothing of a cell is lost: line breaks become `<br>`, what Markdown would take for a mark is escaped.

mod cells;

use self::cells::{gapped, is_csv, is_even, is_rule, piped, records};
use super::width::width;

/// The most rows that make a table: more are a file and no answer.
pub const MOST_ROWS: usize = 500;
/// The most columns that make a table.
pub const MOST_COLUMNS: usize = 20;
/// The longest text that is looked at, in bytes.
const LONGEST: usize = 4 << 20;
/// A wider row is not padded: it would wrap where it is written.
const PADDED: usize = 76;

/// Cells in rows, all of the same length; the first row are the heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// Why cells are no table for a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TooLarge {
    /// Too many rows.
    #[error("{0} rows are more than a letter holds (500); send them as a file")]
    Rows(usize),
    /// Too many columns.
    #[error(
        "{0} columns are more than a letter holds (20); leave some out, or send them as a file"
    )]
    Columns(usize),
}

/// Reads a text that was pasted, if it is surely cells: of a spreadsheet, or lines of a CSV file with figures in them.
///
/// # Errors
/// [`TooLarge`] if it is cells, and too many.
pub fn pasted(text: &str) -> Result<Option<Sheet>, TooLarge> {
    if text.len() > LONGEST || text.trim_start().starts_with('|') {
        return Ok(None);
    }
    if text.contains('\t') {
        let rows = records(text, '\t');
        // Prose with a tab here and there has lines without one; a sheet has as many cells in each row.
        let columns = rows.first().map_or(0, Vec::len);
        let even = rows.iter().all(|row| row.len() == columns);
        if columns < 2 || rows.len() < 2 || !even {
            return Ok(None);
        }
        return Sheet::of(rows);
    }
    let rows = records(text, ',');
    if rows.len() < 2 || !is_csv(text, &rows) {
        return Ok(None);
    }
    Sheet::of(rows)
}

/// Reads a text of which an officer says that it is a table: cells parted by tabs, commas, semicolons or wide gaps, or a
/// table that is there already.
///
/// # Errors
/// [`TooLarge`] if there are too many.
pub fn meant(text: &str) -> Result<Option<Sheet>, TooLarge> {
    if text.len() > LONGEST {
        return Ok(None);
    }
    let text = text.trim_matches('\n');
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let rows = if lines().all(|line| line.trim_start().starts_with('|')) {
        let rows = lines().map(piped).collect::<Vec<_>>();
        rows.into_iter().filter(|row| !is_rule(row)).collect()
    } else if text.contains('\t') {
        records(text, '\t')
    } else if lines().all(|line| line.contains(';')) {
        records(text, ';')
    } else if lines().all(|line| line.contains(',')) && is_even(&records(text, ',')) {
        records(text, ',')
    } else {
        lines().map(gapped).collect()
    };
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    if columns < 2 {
        return Ok(None);
    }
    Sheet::of(rows)
}

impl Sheet {
    // Rows of one length, without empty ones at the end.
    fn of(mut rows: Vec<Vec<String>>) -> Result<Option<Self>, TooLarge> {
        let blank = |cell: &String| cell.trim().is_empty();
        while rows.last().is_some_and(|row| row.iter().all(blank)) {
            rows.pop();
        }
        let last = |row: &Vec<String>| {
            row.iter()
                .rposition(|cell| !blank(cell))
                .map_or(0, |at| at + 1)
        };
        let columns = rows.iter().map(last).max().unwrap_or(0);
        if rows.len() > MOST_ROWS {
            return Err(TooLarge::Rows(rows.len()));
        }
        if columns > MOST_COLUMNS {
            return Err(TooLarge::Columns(columns));
        }
        if rows.is_empty() || columns < 2 {
            return Ok(None);
        }
        for row in &mut rows {
            row.resize(columns, String::new());
            for cell in row {
                *cell = cell.trim().to_owned();
            }
        }
        Ok(Some(Self { rows }))
    }

    /// Returns how many rows it has below its heads, and how many columns.
    pub fn size(&self) -> (usize, usize) {
        let columns = self.rows.first().map_or(0, Vec::len);
        (self.rows.len().saturating_sub(1), columns)
    }

    /// Returns it as a table of Markdown, without a line end behind it. Columns of figures are set to the right.
    pub fn markdown(&self) -> String {
        let (_, columns) = self.size();
        let cells: Vec<Vec<String>> = self
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| escaped(cell)).collect())
            .collect();
        let right: Vec<bool> = (0..columns).map(|column| self.is_figures(column)).collect();
        let widths: Vec<usize> = (0..columns)
            .map(|column| {
                let own = cells.iter().filter_map(|row| row.get(column));
                own.map(|cell| width(cell)).max().unwrap_or(0).max(3)
            })
            .collect();
        let padded = widths.iter().sum::<usize>() + 3 * columns < PADDED;
        let line = |row: &[String]| {
            let cells = row.iter().enumerate().map(|(column, cell)| {
                let room = widths
                    .get(column)
                    .map_or(0, |wide| wide.saturating_sub(width(cell)));
                let pad = " ".repeat(if padded { room } else { 0 });
                match right.get(column) {
                    Some(true) => format!("{pad}{cell}"),
                    _ => format!("{cell}{pad}"),
                }
            });
            format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
        };
        let rule = right.iter().zip(&widths).map(|(right, wide)| {
            let dashes = "-".repeat(if padded { *wide } else { 3 });
            match right {
                true => format!("{}:", dashes.get(1..).unwrap_or("--")),
                false => dashes,
            }
        });
        let rule = format!("| {} |", rule.collect::<Vec<_>>().join(" | "));
        let mut lines: Vec<String> = cells.iter().map(|row| line(row)).collect();
        lines.insert(1.min(lines.len()), rule);
        lines.join("\n")
    }

    // Figures, and nothing but figures, below the head.
    fn is_figures(&self, column: usize) -> bool {
        let mut body = self.rows.iter().skip(1).filter_map(|row| row.get(column));
        let mut some = false;
        let all = body.all(|cell| {
            some |= is_figure(cell);
            is_figure(cell) || matches!(cell.as_str(), "" | "-" | "–" | "—" | "*" | "n/a" | "N/A")
        });
        all && some
    }
}

/// Tells whether a cell is a figure: "1,204", "£3.50", "-7", "(12)", "41%", "<5".
pub fn is_figure(cell: &str) -> bool {
    let bare = cell.trim_matches([
        '(', ')', '<', '>', '~', '-', '−', '+', '£', '€', '$', '%', ' ', '\u{a0}',
    ]);
    let digits = bare.bytes().filter(u8::is_ascii_digit).count();
    // A date or a reference has more than digits and the signs of thousands and decimals.
    digits > 0
        && bare
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | '\u{a0}'))
}

// What Markdown would take for a mark. A name such as jane_smith stays as it is, so that checks see it.
fn escaped(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let chars: Vec<char> = cell.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        let near = |at: Option<usize>| at.and_then(|at| chars.get(at)).copied();
        let inside_word = near(at.checked_sub(1)).is_some_and(char::is_alphanumeric)
            && near(Some(at + 1)).is_some_and(char::is_alphanumeric);
        match c {
            '\n' => {
                out.push_str("<br>");
                continue;
            }
            '\\' | '|' | '*' | '`' | '[' | ']' | '~' => out.push('\\'),
            '_' if !inside_word => out.push('\\'),
            '<' if near(Some(at + 1))
                .is_some_and(|c| c.is_alphabetic() || matches!(c, '/' | '!' | '?')) =>
            {
                out.push('\\');
            }
            '&' if cell.contains(';') => out.push('\\'),
            _ => {}
        }
        out.push(*c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::markup;

    fn table(text: &str) -> String {
        let sheet = pasted(text).expect("it is small").expect("it is cells");
        sheet.markdown()
    }

    #[test]
    fn figures_of_a_spreadsheet_become_a_table_with_its_numbers_to_the_right() {
        let made =
            table("Year\tVehicles\tCost\r\n2023/24\t41\t£912,000\r\n2024/25\t7\t£1,004,000\r\n");
        assert_eq!(
            made,
            "| Year    | Vehicles | Cost       |\n\
             | ------- | -------: | ---------: |\n\
             | 2023/24 |       41 |   £912,000 |\n\
             | 2024/25 |        7 | £1,004,000 |"
                .replace("| Cost       |", "|       Cost |")
        );
        assert!(markup::html(&made).contains("<td style=\"text-align: right\">£912,000</td>"));
    }

    #[test]
    fn what_stands_in_a_cell_comes_through_whole() {
        let cells = "Name\tRemark\nA|B\t\"two\nlines with \"\"quotes\"\"\"\n*x* <b>\t\"own\"\n";
        let made = table(cells);
        assert_eq!(
            made.lines().skip(2).collect::<Vec<_>>(),
            [
                "| A\\|B       | two<br>lines with \"quotes\" |",
                "| \\*x\\* \\<b> | \"own\"                      |",
            ]
        );
        let html = markup::html(&made);
        assert!(html.contains("<td>A|B</td>"), "{html}");
        assert!(html.contains("two<br />\nlines with \"quotes\""), "{html}");
        assert!(html.contains("*x* &lt;b&gt;"), "{html}");
    }

    #[test]
    fn lines_of_a_csv_file_are_seen_and_prose_is_left_alone() {
        assert!(
            pasted("Ward,Fines\nNorth,12\nSouth,\"1,204\"")
                .expect("small")
                .is_some()
        );
        for prose in [
            "We hold vans, cars and lorries.\nThe cars, vans and lorries are ours.",
            "Dear Ann,\nThank you,\n",
            "Smith, 4\nJones, 5",
            "one line only,4",
            "A note\twith a tab\nand a line without one",
            "| a | b |\n|---|---|",
            "",
            "\t",
        ] {
            assert_eq!(pasted(prose), Ok(None), "{prose}");
        }
    }

    #[test]
    fn what_an_officer_says_is_a_table_becomes_one() {
        for text in [
            "Year  Number\n2024   7\n2025  12",
            "Year;Number\n2024;7\n2025;12",
            "Year, Number\n2024, 7\n2025, 12",
            "|Year|Number|\n|-|-|\n|2024|7|\n|2025|12|",
        ] {
            let sheet = meant(text).expect("small").expect("a table");
            assert_eq!(sheet.rows[0], ["Year", "Number"], "{text}");
            assert_eq!(sheet.rows[2], ["2025", "12"], "{text}");
        }
        assert_eq!(meant("just a sentence"), Ok(None));
    }

    #[test]
    fn a_table_that_is_tidied_again_stays_as_it_is() {
        let made = table("A|B\tN\n\"x\ny\"\t5*3\n_q_\ta\\b\n");
        let again = meant(&made).expect("small").expect("a table").markdown();
        assert_eq!(made, again);
    }

    #[test]
    fn thousands_of_rows_are_told_and_not_taken() {
        let many = "a\t1\n".repeat(3_412);
        assert_eq!(pasted(&many), Err(TooLarge::Rows(3_412)));
        let wide = format!("{}\n{}", "a\t".repeat(30) + "z", "1\t".repeat(30) + "2");
        assert_eq!(pasted(&wide), Err(TooLarge::Columns(31)));
    }
}
