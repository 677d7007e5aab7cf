//! Rows of a spreadsheet as text: cells in quotation marks where they need them, and nothing that is worked out.

/// A cell that begins so would be worked out as a formula by a spreadsheet program.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Returns a row of comma-separated cells with its line end.
pub fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    format!("{}\r\n", cells.join(","))
}

// A number below zero is no formula.
fn quoted(cell: &str) -> String {
    let number = cell.parse::<f64>().is_ok();
    let guard = if cell.starts_with(FORMULA) && !number {
        "'"
    } else {
        ""
    };
    if guard.is_empty() && !cell.contains([',', '"', '\n', '\r']) {
        return cell.to_owned();
    }
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_never_becomes_a_formula_or_two_cells() {
        assert_eq!(
            row(&["plain", "a, b", "=1+1", "-5", "say \"no\"", "two\nlines"]),
            "plain,\"a, b\",\"'=1+1\",-5,\"say \"\"no\"\"\",\"two\nlines\"\r\n"
        );
    }
}
