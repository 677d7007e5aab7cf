//! Questions and answers side by side in the columns of a table.

use std::ops::Range;

use super::labels;
use super::page::Page;
use super::scan::{Answered, Asked, Found};
use crate::text::slice::slice;
use crate::text::split::line::{Asks, asks, mark};

type Row = Vec<Range<usize>>;

/// Reads the tables of a letter whose rows ask and answer.
pub(super) fn read(page: &Page) -> Found {
    let mut found = Found {
        closing: page.text.len(),
        ..Found::default()
    };
    let mut rows: Vec<Row> = Vec::new();
    for index in 0..=page.lines.len() {
        let line = page.lines.get(index).filter(|line| line.row);
        match line {
            Some(line) => rows.push(cells(page.text, line.at.clone())),
            None if page.is_blank(index)
                && index < page.lines.len()
                && page.lines.get(index + 1).is_some_and(|line| line.row) => {}
            None => {
                table(page, &rows, &mut found);
                rows.clear();
            }
        }
    }
    if let Some(last) = found.answered.last() {
        found.closing = page
            .lines
            .get(page.line_at(last.at.end) + 1)
            .map_or(page.text.len(), |line| line.at.start);
    }
    found
}

fn cells(text: &str, line: Range<usize>) -> Row {
    let separator = if slice(text, line.clone()).starts_with('|') {
        '|'
    } else {
        '\t'
    };
    let mut row = Vec::new();
    let mut start = line.start;
    for cell in slice(text, line).split(separator) {
        let lead = cell.len() - cell.trim_start().len();
        let trimmed = cell.trim();
        row.push(start + lead..start + lead + trimmed.len());
        start += cell.len() + separator.len_utf8();
    }
    if separator == '|' {
        row.remove(0);
        if row.last().is_some_and(Range::is_empty) {
            row.pop();
        }
    }
    row
}

fn table(page: &Page, rows: &[Row], found: &mut Found) {
    let words = |cell: &Range<usize>| words(page, cell);
    let is_rule = |row: &Row| {
        row.iter().all(|cell| {
            words(cell)
                .chars()
                .all(|c| matches!(c, '-' | ':' | '=' | ' '))
        })
    };
    let is_answer =
        |cell: &Range<usize>| labels::answer(words(cell)).is_some_and(|label| label.alone);
    let is_asked = |cell: &Range<usize>| {
        labels::asked(words(cell)).is_some() || words(cell).to_lowercase().contains("question")
    };
    let header = rows
        .iter()
        .position(|row| row.len() > 1 && row.iter().any(is_answer) && row.iter().any(is_asked));
    let columns = header.and_then(|header| rows.get(header)).and_then(|row| {
        Some((
            row.iter().rposition(is_asked)?,
            row.iter().position(is_answer)?,
        ))
    });
    let body: Vec<&Row> = rows
        .iter()
        .skip(header.map_or(0, |header| header + 1))
        .filter(|row| !is_rule(row))
        .collect();
    let columns_of = |row: &Row| {
        columns.unwrap_or_else(|| {
            let lone = row.len() > 2 && row.first().is_some_and(|cell| mark_alone(words(cell)));
            if lone { (1, 2) } else { (0, 1) }
        })
    };
    let asking = |row: &&Row| {
        let (question, answer) = columns_of(row);
        let text = row.get(question).map_or("", words);
        let bare = mark(text).map_or(text, |mark| slice(text, mark.len..text.len()));
        row.get(answer).is_some_and(|cell| !words(cell).is_empty())
            && asks(bare) >= Asks::Request
            && !mark_alone(text)
    };
    let asked = body.iter().copied().filter(|row| asking(row)).count();
    if columns.is_none() && (asked < 2 || asked * 2 < body.len()) {
        return;
    }
    for row in body {
        let (question, answer) = columns_of(row);
        if let Some(question) = row.get(question) {
            let answer = row.get(answer).cloned().unwrap_or(0..0);
            take_row(page, row, question, answer, found);
        }
    }
}

fn take_row(
    page: &Page,
    row: &Row,
    question: &Range<usize>,
    answer: Range<usize>,
    found: &mut Found,
) {
    let text = slice(page.text, question.clone());
    if text.is_empty() {
        // The answer of the row above goes on.
        if let Some(last) = found.answered.last_mut().filter(|_| !answer.is_empty()) {
            last.at.end = answer.end;
        }
        return;
    }
    let own = mark(text).filter(|mark| mark.plain || mark.len < text.len());
    let first = row.first();
    let beside = first
        .filter(|cell| *cell != question)
        .and_then(|cell| mark(words(page, cell)));
    let skip = own.as_ref().map_or(0, |mark| mark.len);
    found.asked.push(Asked {
        path: own.or(beside).map_or_else(Vec::new, |mark| mark.steps),
        style: 0,
        start: first.map_or(question.start, |cell| cell.start),
        words: question.start + skip..question.end,
        group: false,
        answered: !answer.is_empty(),
    });
    if !answer.is_empty() {
        found.answered.push(Answered {
            at: answer,
            to: vec![found.asked.len() - 1],
            labelled: true,
        });
    }
}

fn words<'t>(page: &Page<'t>, cell: &Range<usize>) -> &'t str {
    slice(page.text, cell.clone()).trim_matches('*').trim()
}

fn mark_alone(text: &str) -> bool {
    mark(text).is_some_and(|mark| mark.len == text.len())
}
