//! Totals that are stated in a table, and what their figures add up to.

use std::ops::Range;

use super::{Cell, Figures, number};

/// A stated total that is not the sum of its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongTotal {
    /// Where the stated total stands.
    pub at: Range<usize>,
    /// What is stated.
    pub stated: String,
    /// What the figures add up to.
    pub sum: String,
}

/// Tells whether a cell or head names the total of the figures beside or above it.
fn names_total(text: &str) -> bool {
    let lower = text.trim_matches(['*', ' ', ':', '_']).to_lowercase();
    matches!(
        lower.as_str(),
        "total"
            | "totals"
            | "grand total"
            | "sum"
            | "overall total"
            | "overall"
            | "total number"
            | "all"
            | "combined"
            | "combined total"
    ) || (lower.starts_with("total")
        && lower.split_whitespace().count() <= 4
        && !lower.contains(" of ")
        && !lower.contains("excluding"))
        || lower.starts_with("grand total")
}

/// "All licences" under the kinds of licences.
fn names_all(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let mut words = lower.split_whitespace();
    words.next() == Some("all")
        && words.next().is_some_and(|word| word.ends_with('s'))
        && words.next().is_none()
}

/// Finds stated totals that are not the sum of their figures.
pub fn wrong_totals(all: &[Figures]) -> Vec<WrongTotal> {
    let mut wrong = Vec::new();
    for table in all {
        down(&mut wrong, table);
        across(&mut wrong, table);
    }
    wrong
}

/// A last row "Total" under columns of figures.
fn down(wrong: &mut Vec<WrongTotal>, table: &Figures) {
    let totals: Vec<usize> = (0..table.rows.len())
        .filter(|row| {
            table.rows[*row].first().is_some_and(|label| {
                let last = *row + 1 == table.rows.len();
                names_total(&label.text) || last && names_all(&label.text)
            })
        })
        .collect();
    let [total] = totals.as_slice() else { return };
    let above = &table.rows[..*total];
    if above.len() < 2 || *total + 1 != table.rows.len() {
        return;
    }
    for (column, stated) in table.rows[*total].iter().enumerate().skip(1) {
        let head = table
            .heads
            .get(column)
            .map_or("", String::as_str)
            .to_lowercase();
        if [
            "%",
            "per cent",
            "percent",
            "rate",
            "average",
            "mean",
            "median",
            "highest",
            "lowest",
            "year",
            "maximum",
            "minimum",
            "unique",
            "distinct",
            "different",
            "individual",
        ]
        .iter()
        .any(|word| head.contains(word))
        {
            continue;
        }
        let cells: Option<Vec<i64>> = above
            .iter()
            .map(|row| {
                row.get(column)
                    .filter(|cell| !cell.text.contains('%'))
                    .and_then(|cell| value_or_nothing(&cell.text))
            })
            .collect();
        let (Some(cells), Some(total)) = (cells, number(&stated.text)) else {
            continue;
        };
        compare(wrong, &cells, total, stated);
    }
}

/// A last column "Total" beside columns of figures.
fn across(wrong: &mut Vec<WrongTotal>, table: &Figures) {
    let Some(column) = table.heads.iter().position(|head| names_total(head)) else {
        return;
    };
    if column < 3 || column + 1 != table.heads.len() {
        return;
    }
    let unlike = |head: &String| {
        ["%", "year", "rate", "average"]
            .iter()
            .any(|word| head.to_lowercase().contains(word))
    };
    if table.heads.iter().take(column).skip(1).any(unlike) {
        return;
    }
    for row in &table.rows {
        let cells: Option<Vec<i64>> = row
            .iter()
            .take(column)
            .skip(1)
            .map(|cell| value_or_nothing(&cell.text))
            .collect();
        if let (Some(cells), Some(stated)) = (cells, row.get(column))
            && let Some(total) = number(&stated.text)
        {
            compare(wrong, &cells, total, stated);
        }
    }
}

/// A nil return counts as nothing; a suppressed figure makes the sum unknown.
fn value_or_nothing(text: &str) -> Option<i64> {
    match text.to_lowercase().as_str() {
        "nil" | "none" | "zero" | "-" | "–" | "0" => Some(0),
        _ => number(text),
    }
}

fn compare(wrong: &mut Vec<WrongTotal>, cells: &[i64], total: i64, stated: &Cell) {
    let sum: i64 = cells.iter().sum();
    // Figures given in pence or tenths are often rounded: half a unit for each is no mistake.
    let fractions = cells.iter().chain([&total]).any(|value| value % 100 != 0);
    let whole = if fractions {
        i64::try_from(cells.len()).unwrap_or(0) * 5
    } else {
        0
    };
    if (sum - total).abs() > whole {
        wrong.push(WrongTotal {
            at: stated.at.clone(),
            stated: stated.text.clone(),
            sum: written(sum),
        });
    }
}

fn written(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let whole = (value.abs() / 100).to_string();
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match value.abs() % 100 {
        0 => format!("{sign}{grouped}"),
        part => format!("{sign}{grouped}.{part:02}"),
    }
}
