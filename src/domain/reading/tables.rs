//! Figures set out in rows: tables of any make and lists of labels with numbers; and whether they add up.

mod totals;

use std::ops::Range;

pub use self::totals::{WrongTotal, wrong_totals};

use crate::text::slice::slice;

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Where it stands.
    pub at: Range<usize>,
    /// What it says, without the white space and emphasis around it.
    pub text: String,
}

/// Figures set out in rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Where the rows stand.
    pub at: Range<usize>,
    /// The heads of the columns; empty for a list of labels and numbers.
    pub heads: Vec<String>,
    /// The rows below the heads. The first cell is the label.
    pub rows: Vec<Vec<Cell>>,
}

/// Finds tables and lists of figures in a text.
pub fn figures(text: &str) -> Vec<Figures> {
    let mut found = Vec::new();
    let mut block: Vec<(Range<usize>, Vec<Cell>, Made)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        let shown = slice(text, range.clone());
        if shown.trim().is_empty() && block.first().is_some_and(|first| first.2 == Made::List) {
            // A list of figures may have blank lines between its lines; a paragraph ends it.
            continue;
        }
        match cells(shown, range.start) {
            Some((cells, made)) if block.first().is_none_or(|first| first.2 == made) => {
                block.push((range, cells, made));
            }
            Some((cells, made)) => {
                finish(&mut found, &mut block);
                block.push((range, cells, made));
            }
            None if is_ruler(shown) => {}
            None => finish(&mut found, &mut block),
        }
    }
    finish(&mut found, &mut block);
    found
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Made {
    Pipes,
    Columns,
    List,
}

fn is_ruler(line: &str) -> bool {
    !line.trim().is_empty()
        && line
            .chars()
            .all(|c| matches!(c, '|' | '-' | ':' | '=' | '+' | ' ' | '─'))
}

fn cells(line: &str, start: usize) -> Option<(Vec<Cell>, Made)> {
    if is_ruler(line) {
        return None;
    }
    let pipes = line.matches('|').count();
    if pipes >= 2 || (pipes == 1 && line.trim().len() > 3) {
        let edge = line.trim().starts_with('|');
        let mut all = split_at(line, start, |rest| rest.starts_with('|').then_some(1));
        if edge {
            all.remove(0);
        }
        if line.trim().ends_with('|') {
            all.pop();
        }
        return (all.len() >= 2).then_some((all, Made::Pipes));
    }
    let wide = |rest: &str| {
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let tab = rest.get(..blanks).is_some_and(|lead| lead.contains('\t'));
        (blanks >= 2 || tab).then_some(blanks)
    };
    let lead = line.len() - line.trim_start().len();
    let columns = split_at(line.trim_start(), start + lead, wide);
    if columns.len() >= 2
        && columns
            .iter()
            .skip(1)
            .all(|cell| cell.text.chars().count() < 30)
    {
        return Some((columns, Made::Columns));
    }
    listed(line, start)
}

fn split_at(line: &str, start: usize, cut: impl Fn(&str) -> Option<usize>) -> Vec<Cell> {
    let mut all = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(length) = cut(rest) {
            all.push(cell(line, from..at, start));
            at += length;
            from = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    all.push(cell(line, from..line.len(), start));
    all
}

fn cell(line: &str, range: Range<usize>, start: usize) -> Cell {
    let raw = slice(line, range.clone());
    let lead = raw.len() - raw.trim_start().len();
    let trimmed = raw.trim();
    Cell {
        at: start + range.start + lead..start + range.start + lead + trimmed.len(),
        text: trimmed.trim_matches(['*', '_', '`']).trim().to_owned(),
    }
}

// "2021/22 = 8,114", "Rats: 1,204", "- Total – 12": a label and one number.
fn listed(line: &str, start: usize) -> Option<(Vec<Cell>, Made)> {
    let body = line.trim_end_matches(['.', ';', ',']).trim_end();
    let cut = [" = ", ": ", " – ", " - "]
        .into_iter()
        .filter_map(|sign| body.rfind(sign).map(|at| (at, sign.len())))
        .max()?;
    let value = slice(body, cut.0 + cut.1..body.len());
    number(value.trim().trim_matches('*'))?;
    let bullet = body.len()
        - body
            .trim_start_matches([' ', '-', '•', '*', '·', '>'])
            .len();
    if bullet >= cut.0 || cut.0 > 80 {
        return None;
    }
    Some((
        vec![
            cell(body, bullet..cut.0, start),
            cell(body, cut.0 + cut.1..body.len(), start),
        ],
        Made::List,
    ))
}

fn finish(found: &mut Vec<Figures>, block: &mut Vec<(Range<usize>, Vec<Cell>, Made)>) {
    let lines = std::mem::take(block);
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return;
    };
    let at = first.0.start..last.0.end;
    let made = first.2;
    let mut rows: Vec<Vec<Cell>> = lines.into_iter().map(|(_, cells, _)| cells).collect();
    let numbers = rows
        .iter()
        .flatten()
        .filter(|cell| number(&cell.text).is_some())
        .count();
    if rows.len() < 2 || numbers < 2 {
        return;
    }
    let head = made != Made::List
        && rows.first().is_some_and(|row| {
            row.iter()
                .skip(1)
                .all(|cell| number(&cell.text).is_none_or(|value| is_year(&cell.text, value)))
        });
    let heads = if head {
        rows.remove(0).into_iter().map(|cell| cell.text).collect()
    } else {
        Vec::new()
    };
    found.push(Figures { at, heads, rows });
}

/// A number as figures are written, in hundredths, with the number of decimals: "£1,204.50" is 120450.
fn number(text: &str) -> Option<i64> {
    let plain = text
        .trim()
        .trim_start_matches(['£', '$', '€', '~', '+'])
        .trim_end_matches('*')
        .trim();
    let (plain, negative) = match plain.strip_prefix(['-', '−']) {
        Some(rest) => (rest.trim_start_matches('£'), true),
        None => (plain, false),
    };
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let grouped = whole.split(',').skip(1).all(|group| group.len() == 3);
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty()
        || !grouped
        || part.len() > 2
        || !digits(&whole.replace(',', ""))
        || !digits(part)
    {
        return None;
    }
    let whole: i64 = whole
        .replace(',', "")
        .parse()
        .ok()
        .filter(|value: &i64| *value < 1_000_000_000_000)?;
    let part: i64 = format!("{part:0<2}").parse().ok()?;
    let value = whole * 100 + part;
    Some(if negative { -value } else { value })
}

fn is_year(text: &str, value: i64) -> bool {
    text.len() == 4 && (190_000..=210_000).contains(&value)
}

/// Finds counts from 1 to 4 in the cells of tables, where a column is neither a measure nor a label.
pub fn small_counts(all: &[Figures]) -> Vec<(usize, Range<usize>)> {
    let mut found = Vec::new();
    for (at, table) in all.iter().enumerate() {
        for row in &table.rows {
            for (column, cell) in row.iter().enumerate().skip(1) {
                let head = table.heads.get(column).map_or("", String::as_str);
                if matches!(cell.text.as_str(), "1" | "2" | "3" | "4") && counts(head) {
                    found.push((at, cell.at.clone()));
                }
            }
        }
    }
    found
}

fn counts(head: &str) -> bool {
    let lower = head.to_lowercase();
    let measures = [
        "rate",
        "average",
        "mean",
        "median",
        "grade",
        "band",
        "rank",
        "week",
        "day",
        "daily",
        "hour",
        "month",
        "score",
        "level",
        "ratio",
        "fte",
        "tier",
        "stage",
        "priority",
        "floor",
        "quarter",
        "cost",
        "zone",
        "ref",
        "reference",
        "minutes",
        "years",
        "bed",
        "room",
        "site",
        "building",
        "vehicle",
        "question",
    ];
    // “Referrals” begins like “ref” and counts people; longer words keep their endings: “monthly”, “costs”.
    let is = |word: &str, measure: &str| match word.strip_prefix(measure) {
        Some(rest) => measure.len() > 3 || matches!(rest, "" | "s"),
        None => false,
    };
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    let named = words.any(|word| measures.iter().any(|measure| is(word, measure)));
    !named && !["%", "£", "no."].iter().any(|sign| lower.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> Vec<String> {
        wrong_totals(&figures(text))
            .into_iter()
            .map(|one| format!("{} not {}", one.stated, one.sum))
            .collect()
    }

    #[test]
    fn a_total_that_is_not_the_sum_is_found_in_tables_of_any_make() {
        assert_eq!(
            wrong(
                "| Year | Cases |\n|---|---|\n| 2023 | 10 |\n| 2024 | 12 |\n| **Total** | **23** |"
            ),
            ["23 not 22"]
        );
        assert_eq!(
            wrong("Year      Cases\n2023      1,010\n2024      12\nTotal     1,023"),
            ["1,023 not 1,022"]
        );
        assert_eq!(wrong("Rats: 10\nMice: 20\nTotal: 31"), ["31 not 30"]);
        assert_eq!(
            wrong("Ward\tA\tB\tTotal\nNorth\t1\t2\t4\nSouth\t1\t1\t2"),
            ["4 not 3"]
        );
    }

    #[test]
    fn right_rounded_and_suppressed_totals_are_left_alone() {
        for text in [
            "| Year | Cases |\n|---|---|\n| 2023 | 10 |\n| 2024 | 12 |\n| Total | 22 |",
            "| Year | Cases |\n|---|---|\n| 2023 | <5 |\n| 2024 | 12 |\n| Total | 15 |",
            "| Year | % |\n|---|---|\n| 2023 | 10 |\n| 2024 | 12 |\n| Total | 11 |",
            "| Item | £ |\n|---|---|\n| A | 10.33 |\n| B | 12.33 |\n| Total | 22.67 |",
            "| Year | Spend | Rate |\n|---|---|---|\n| 2023 | £1,000 | 10 |\n| 2024 | £2,000 | 12 |\n| Total | £3,000 | 11 |",
            "Total spend: 12\nStaff: 4",
        ] {
            assert_eq!(wrong(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn small_counts_are_told_from_grades_and_weeks() {
        let text =
            "| Team | Dismissed | Grade |\n|---|---|---|\n| North | 3 | 4 |\n| South | 12 | 2 |";
        let counts = small_counts(&figures(text));
        assert_eq!(counts.len(), 1);
        assert_eq!(slice(text, counts[0].1.clone()), "3");
        let of = |head: &str| {
            let text = format!("| Team | {head} |\n|---|---|\n| North | 3 |\n| South | 12 |");
            small_counts(&figures(&text)).len()
        };
        for head in ["Referrals", "Separated", "Operated on", "Refused"] {
            assert_eq!(of(head), 1, "{head}");
        }
        for head in [
            "Ref",
            "Ref.",
            "Rate",
            "Monthly cost",
            "Days lost",
            "FTEs",
            "Item no.",
        ] {
            assert_eq!(of(head), 0, "{head}");
        }
    }
}
